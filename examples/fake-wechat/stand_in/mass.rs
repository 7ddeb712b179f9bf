//! 群发: to the readers with a message to each fan (`message/mass/*`).

use serde_json::{Value, json};

use super::{
    account::Kind,
    answer::{Done, Failure, done, fail},
    asked::{Asked, number, text},
    clock::{day_of, month_of},
    drafts::Draft,
    platform::Platform,
    published::{Published, Way, mark_deleted},
};

/// Most bytes of a `clientmsgid`, by the stricter of two sources, and seconds that it is remembered.
const CLIENT_ID: usize = 32;
const REMEMBERED: i64 = 24 * 60 * 60;
/// Who a push goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    All,
    Tag(i64),
}

/// How many pushes there may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PushQuota {
    /// 公众号: in a day, whoever they go to
    pub(crate) a_day: Option<usize>,
    /// 服务号: in a month, to each fan
    pub(crate) a_month: Option<usize>,
}

impl PushQuota {
    pub(crate) fn of(kind: Kind) -> PushQuota {
        match kind {
            Kind::Service => PushQuota { a_day: None, a_month: Some(4) },
            Kind::Personal | Kind::Subscription => PushQuota { a_day: Some(1), a_month: None },
        }
    }
}

/// A push.
#[derive(Clone, Debug)]
pub(crate) struct Push {
    pub(crate) msg_id: u64,
    pub(crate) msg_data_id: u64,
    /// Of the draft
    pub(crate) media_id: String,
    pub(crate) items: Vec<Value>,
    pub(crate) to: Audience,
    pub(crate) clientmsgid: String,
    /// Seconds since 1970
    pub(crate) at: i64,
    pub(crate) asked: u32,
    /// `SENDING`, `SEND_SUCCESS`, `SEND_FAIL` or `DELETE`
    pub(crate) status: &'static str,
    /// The fans it goes to have had all that they may get
    pub(crate) is_surplus: bool,
}

/// `POST /cgi-bin/message/mass/sendall`.
pub(crate) fn send(platform: &mut Platform, asked: &Asked) -> Done {
    let filter = &asked.body["filter"];
    let to =
        if filter["is_to_all"] == true { Audience::All } else { Audience::Tag(number(filter, "tag_id", 0)?) };
    let clientmsgid = asked.text("clientmsgid")?;
    if clientmsgid.len() > CLIENT_ID {
        return fail(45067);
    }
    let now = platform.clock.now();
    let same = |push: &&Push| push.clientmsgid == clientmsgid && now - push.at < REMEMBERED;
    if let Some(earlier) = platform.pushes.iter().filter(|_| !clientmsgid.is_empty()).find(same) {
        return Err(Failure::code(45065).with("msg_id", earlier.msg_id.into()));
    }
    let draft = draft(platform, asked)?;
    let (media_id, items) = (draft.media_id.clone(), draft.items.clone());
    if let Audience::Tag(tag) = to
        && !platform.tags.contains(&tag)
    {
        return fail(40152);
    }
    let spent = platform.is_push_quota_spent(to);
    if spent && (platform.push_quota.a_day.is_some() || to == Audience::All) {
        return fail(45028);
    }
    let (msg_id, msg_data_id) = platform.push(&media_id, items, to, clientmsgid, spent);
    let message = "send job submission success";
    Ok(json!({ "errcode": 0, "errmsg": message, "msg_id": msg_id, "msg_data_id": msg_data_id }))
}

/// `POST /cgi-bin/message/mass/get`.
pub(crate) fn get(platform: &mut Platform, asked: &Asked) -> Done {
    let place = place(platform, asked)?;
    let push = &mut platform.pushes[place];
    if push.status == "SENDING" && push.asked < platform.checks_in_progress {
        push.asked += 1;
    } else {
        platform.finish_push(place);
    }
    let push = &platform.pushes[place];
    Ok(json!({ "msg_id": push.msg_id, "msg_status": push.status }))
}

/// `POST /cgi-bin/message/mass/delete`: one article by its place counted from 1, or all; only of what was sent.
pub(crate) fn delete(platform: &mut Platform, asked: &Asked) -> Done {
    let place = place(platform, asked)?;
    let push = &mut platform.pushes[place];
    if push.status != "SEND_SUCCESS" {
        return fail(40059);
    }
    mark_deleted(&mut push.items, number(&asked.body, "article_idx", 0)?)?;
    if push.items.iter().all(|item| item["is_deleted"] == true) {
        push.status = "DELETE";
    }
    let (media_id, items) = (push.media_id.clone(), push.items.clone());
    // An article that was sent several times is gone everywhere.
    let same = |one: &&mut Published| one.way == Way::Pushed && one.media_id == media_id;
    for published in platform.published.iter_mut().filter(same) {
        for (out, item) in published.items.iter_mut().zip(&items) {
            out["is_deleted"] = (item["is_deleted"] == true).into();
        }
    }
    Ok(done())
}

/// The draft that a message is made of.
pub(crate) fn draft<'p>(platform: &'p Platform, asked: &Asked) -> Result<&'p Draft, Failure> {
    if asked.text("msgtype")? != "mpnews" {
        return fail(40008);
    }
    let media_id = text(&asked.body["mpnews"], "media_id")?;
    let draft = platform.draft(media_id).ok_or_else(|| Failure::code(40007))?;
    if draft.refused == Some(48021) { fail(48021) } else { Ok(draft) }
}

fn place(platform: &Platform, asked: &Asked) -> Result<usize, Failure> {
    let id = asked.body["msg_id"].as_u64();
    let found = platform.pushes.iter().position(|push| Some(push.msg_id) == id);
    found.ok_or_else(|| Failure::code(40059))
}

impl Platform {
    /// Whether these fans, or the account today, have had all pushes that there may be; those that failed do not count.
    pub(crate) fn is_push_quota_spent(&self, to: Audience) -> bool {
        let (today, month) = (self.clock.today(), self.clock.month());
        let counted = || self.pushes.iter().filter(|push| push.status != "SEND_FAIL");
        let reaches = |push: &&Push| to == Audience::All || push.to == Audience::All || push.to == to;
        let in_day = counted().filter(|push| day_of(push.at) == today).count();
        let in_month = counted().filter(reaches).filter(|push| month_of(push.at) == month).count();
        self.push_quota.a_day.is_some_and(|most| in_day >= most)
            || self.push_quota.a_month.is_some_and(|most| in_month >= most)
    }

    /// Begins a push.
    pub(crate) fn push(
        &mut self,
        media_id: &str,
        items: Vec<Value>,
        to: Audience,
        clientmsgid: &str,
        is_surplus: bool,
    ) -> (u64, u64) {
        let number = self.next_number();
        let (msg_id, msg_data_id) = (30_000 + number, 2_247_490_000 + number);
        self.pushes.push(Push {
            msg_id,
            msg_data_id,
            media_id: media_id.to_owned(),
            items,
            to,
            clientmsgid: clientmsgid.to_owned(),
            at: self.clock.now(),
            asked: 0,
            status: "SENDING",
            is_surplus,
        });
        (msg_id, msg_data_id)
    }

    /// Ends a push: the draft leaves the box, and fans have it.
    pub(crate) fn finish_push(&mut self, place: usize) {
        let push = &mut self.pushes[place];
        if push.status != "SENDING" {
            return;
        }
        push.status = if push.is_surplus { "SEND_FAIL" } else { self.push_outcome };
        if push.status == "SEND_SUCCESS" {
            let (media_id, items) = (push.media_id.clone(), push.items.clone());
            self.bring_out(&media_id, items, None, Way::Pushed);
        }
    }
}
