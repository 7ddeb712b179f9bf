//! 发布: from the draft box to the readers, without telling them (`freepublish/*`).

use serde_json::{Value, json};

use super::{
    answer::{Done, Failure, fail},
    asked::Asked,
    platform::Platform,
    published::{Published, Way},
};

/// How jobs end: a `publish_status` (0 published, 2 原创 check, 3 failure, 4 review) and the articles it was for, from 1.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) status: i64,
    pub(crate) fail_idx: Vec<usize>,
}

impl Outcome {
    pub(crate) fn published() -> Outcome {
        Outcome { status: 0, fail_idx: vec![] }
    }
}

/// What was submitted.
#[derive(Clone, Debug)]
pub(crate) struct Job {
    pub(crate) publish_id: String,
    pub(crate) msg_data_id: String,
    /// Of the draft
    pub(crate) media_id: String,
    /// The articles as they were then
    pub(crate) items: Vec<Value>,
    /// Seconds since 1970
    pub(crate) at: i64,
    /// How often somebody was told that it is going on
    pub(crate) asked: u32,
    /// 1 while it is going on
    pub(crate) status: i64,
    pub(crate) fail_idx: Vec<usize>,
    pub(crate) article_id: Option<String>,
}

/// `POST /cgi-bin/freepublish/submit`. A draft that is under way already is taken once more, and comes out twice.
pub(crate) fn submit(platform: &mut Platform, asked: &Asked) -> Done {
    let draft = platform.draft(asked.media_id()?).ok_or_else(|| Failure::code(40007))?;
    if let Some(code @ 53500..=53599) = draft.refused {
        return fail(code);
    }
    let (media_id, items) = (draft.media_id.clone(), draft.items.clone());
    let number = platform.next_number();
    let (publish_id, msg_data_id) =
        (format!("{}", 100_000_000 + number), format!("{}", 2_247_490_000 + number));
    let answer =
        json!({ "errcode": 0, "errmsg": "ok", "publish_id": publish_id, "msg_data_id": msg_data_id });
    let at = platform.clock.now();
    let (asked, status, fail_idx, article_id) = (0, 1, vec![], None);
    platform.jobs.push(Job {
        publish_id,
        msg_data_id,
        media_id,
        items,
        at,
        asked,
        status,
        fail_idx,
        article_id,
    });
    Ok(answer)
}

/// `POST /cgi-bin/freepublish/get`.
pub(crate) fn get(platform: &mut Platform, asked: &Asked) -> Done {
    let publish_id = asked.body["publish_id"].as_str().ok_or_else(|| Failure::code(40002))?;
    let found = platform.jobs.iter().position(|job| job.publish_id == publish_id);
    let place = found.ok_or_else(|| Failure::code(53502))?;
    let job = &mut platform.jobs[place];
    if job.status == 1 && job.asked < platform.checks_in_progress {
        job.asked += 1;
        return Ok(json!({ "publish_id": publish_id, "publish_status": 1, "fail_idx": [] }));
    }
    platform.finish(place);
    let job = &platform.jobs[place];
    let of_job = |one: &&Published| Some(&one.article_id) == job.article_id.as_ref();
    let Some(published) = platform.published.iter().find(of_job) else {
        let (status, places) = (job.status, &job.fail_idx);
        return Ok(json!({ "publish_id": publish_id, "publish_status": status, "fail_idx": places }));
    };
    let status = match () {
        () if published.is_banned => 6,
        () if published.items.iter().all(|item| item["is_deleted"] == true) => 5,
        () => 0,
    };
    let urls = published.urls();
    let items: Vec<Value> =
        (1..).zip(&urls).map(|(idx, url): (u64, _)| json!({ "idx": idx, "article_url": url })).collect();
    Ok(json!({
        "publish_id": publish_id,
        "publish_status": status,
        "article_id": published.article_id,
        "article_detail": { "count": items.len(), "item": items },
        "fail_idx": [],
    }))
}

impl Platform {
    /// Ends what has taken its time.
    pub(crate) fn settle(&mut self) {
        let due = self.clock.now() - self.publishing_takes;
        for place in 0..self.jobs.len() {
            if self.jobs[place].at <= due {
                self.finish(place);
            }
        }
        for place in 0..self.pushes.len() {
            if self.pushes[place].at <= due {
                self.finish_push(place);
            }
        }
    }

    /// Ends everything that is under way, as time does.
    pub(crate) fn finish_all(&mut self) {
        for place in 0..self.jobs.len() {
            self.finish(place);
        }
        for place in 0..self.pushes.len() {
            self.finish_push(place);
        }
    }

    /// Ends a job: the draft leaves the box, and readers can open it.
    pub(crate) fn finish(&mut self, place: usize) {
        let job = &mut self.jobs[place];
        if job.status != 1 {
            return;
        }
        job.status = self.outcome.status;
        if job.status != 0 {
            job.fail_idx.clone_from(&self.outcome.fail_idx);
            return;
        }
        let (media_id, items, publish_id) = (job.media_id.clone(), job.items.clone(), job.publish_id.clone());
        let article_id = self.bring_out(&media_id, items, Some(publish_id), Way::Quiet);
        self.jobs[place].article_id = Some(article_id);
    }
}
