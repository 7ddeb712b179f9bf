//! When an article may leave, and how it is said where it is.

use super::Act;
use crate::{
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{record::Receipt, state::State},
};

/// What is scheduled leaves when its time has come; before that, and without a time, only who says so sends it.
pub(super) fn due(state: Option<&State>, now: bool, at: Moment) -> Result<()> {
    let Some(state) = state.filter(|state| !now && state.publish_at.is_none_or(|due| due > at)) else {
        return Ok(());
    };
    let slug = &state.slug;
    let message = match state.publish_at {
        Some(due) => {
            let Text { zh, en } = spoken(due, at);
            say!("`{slug}` 排在 {zh}，还没到时间", "`{slug}` is scheduled for {en}, which has not come")
        }
        None => say!("`{slug}` 还没有排期", "`{slug}` has no time to go out"),
    };
    let refusal = Refusal::not_now("not_due", message);
    let refusal = refusal
        .help(say!("现在就发：`wxops publish {slug} --now`", "to send it now: `wxops publish {slug} --now`"));
    match state.publish_at {
        Some(_) => Err(refusal),
        None => Err(refusal.help(say!(
            "先排期：`wxops schedule {slug} --next`",
            "or give it a time: `wxops schedule {slug} --next`"
        ))),
    }
}

pub(super) fn receipt(url: &str, at: Moment, act: &Act) -> Result<Receipt> {
    let url = url.trim();
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if !rest.is_some_and(|rest| {
        rest.contains('.') && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    }) {
        return Err(Refusal::usage("url", say!("`{url}` 不是网址", "`{url}` is no address of a page")).help(
            say!(
                "从已发布的文章复制链接：`--url https://mp.weixin.qq.com/s/…`",
                "copy the link of the published article: `--url https://mp.weixin.qq.com/s/…`"
            ),
        ));
    }
    if at > act.at {
        let Text { zh, en } = spoken(at, act.at);
        return Err(Refusal::usage("future_time", say!("发布时间 {zh} 还没到", "{en} is not past yet"))
            .help(say!(
                "登记发布填已经发出的时间；预约用 `wxops schedule`",
                "a receipt tells when it went out; to plan it use `wxops schedule`"
            )));
    }
    Ok(Receipt { url: url.into(), at })
}
