//! 发布: from the draft box to the readers, without telling them (`freepublish/*`).

use serde_json::{Value, json};

use super::{
    answer::{Done, Failure, done, fail},
    drafts::{Row, page},
    platform::Platform,
    routes::{Asked, number},
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

/// How something came to its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// 群发: with a message to the fans
    Pushed,
    /// 仅发表: without
    Quiet,
}

/// What readers can open.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) article_id: String,
    /// Where it was published through the API
    pub(crate) publish_id: Option<String>,
    /// Of the draft, which is gone
    pub(crate) media_id: String,
    pub(crate) way: Way,
    /// Its articles, each with `url` and `is_deleted`
    pub(crate) items: Vec<Value>,
    /// Seconds since 1970
    pub(crate) at: i64,
    /// The platform banned it later
    pub(crate) is_banned: bool,
}

impl Published {
    /// The addresses of its articles.
    pub(crate) fn urls(&self) -> Vec<&str> {
        self.items.iter().filter_map(|item| item["url"].as_str()).collect()
    }
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

/// `POST /cgi-bin/freepublish/getarticle`.
pub(crate) fn article(platform: &mut Platform, asked: &Asked) -> Done {
    let id = asked.text("article_id")?;
    let found = platform.published.iter().find(|one| one.article_id == id && one.way == Way::Quiet);
    Ok(json!({ "news_item": found.ok_or_else(|| Failure::code(53600))?.items }))
}

/// `POST /cgi-bin/freepublish/batchget`: only what no fan was told of.
pub(crate) fn list(platform: &mut Platform, asked: &Asked) -> Done {
    let quiet = platform.published.iter().filter(|one| one.way == Way::Quiet);
    let rows =
        quiet.map(|one| Row { id: ("article_id", &one.article_id), items: &one.items, update_time: one.at });
    page(rows.collect(), asked)
}

/// `POST /cgi-bin/freepublish/delete`: one article by its place counted from 1, or all, for ever.
pub(crate) fn delete(platform: &mut Platform, asked: &Asked) -> Done {
    let id = asked.text("article_id")?;
    let found = platform.published.iter_mut().find(|one| one.article_id == id && one.way == Way::Quiet);
    let published = found.ok_or_else(|| Failure::code(53600))?;
    mark_deleted(&mut published.items, number(&asked.body, "index", 0)?)?;
    Ok(done())
}

/// Deletes one of the articles, counted from 1, or all with 0.
pub(crate) fn mark_deleted(items: &mut [Value], index: i64) -> Result<(), Failure> {
    let index = usize::try_from(index).ok().filter(|index| *index <= items.len());
    let index = index.ok_or_else(|| Failure::code(40114))?;
    for (_, item) in (1..).zip(items).filter(|(n, _)| index == 0 || index == *n) {
        item["is_deleted"] = true.into();
    }
    Ok(())
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

    /// Brings articles out and takes their draft away; says the id of what is out.
    pub(crate) fn bring_out(
        &mut self,
        media_id: &str,
        mut items: Vec<Value>,
        publish_id: Option<String>,
        way: Way,
    ) -> String {
        let article_id = self.next_id("Ar");
        for item in &mut items {
            let cover = self.materials.iter().find(|one| item["thumb_media_id"] == one.media_id.as_str());
            item["thumb_url"] = cover.map(|cover| cover.url.clone()).unwrap_or_default().into();
            item["show_cover_pic"] = 1.into();
            item["url"] = format!("https://mp.weixin.qq.com/s/StandIn{:015}", self.next_number()).into();
            item["is_deleted"] = false.into();
        }
        self.drafts.retain(|draft| draft.media_id != media_id);
        let (media_id, at) = (media_id.to_owned(), self.clock.now());
        let is_banned = false;
        let out =
            Published { article_id: article_id.clone(), publish_id, media_id, way, items, at, is_banned };
        self.published.push(out);
        article_id
    }
}
