//! 预览: an article sent to one person before it goes out.

use serde_json::json;

use super::{
    answer::{Done, fail},
    asked::Asked,
    clock::day_of,
    mass::draft,
    platform::Platform,
};

/// Most previews a day that are addressed by WeChat id.
const PREVIEWS: usize = 100;

/// A preview that was sent.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    /// A WeChat id, or an OpenID
    pub(crate) to: String,
    pub(crate) by_wechat_id: bool,
    pub(crate) media_id: String,
    /// Seconds since 1970
    pub(crate) at: i64,
}

/// `POST /cgi-bin/message/mass/preview`, by WeChat id or by OpenID; the first counts where both are there.
pub(crate) fn send(platform: &mut Platform, asked: &Asked) -> Done {
    let (wechat, open_id) = (asked.text("towxname")?, asked.text("touser")?);
    let media_id = draft(platform, asked)?.media_id.clone();
    let at = platform.clock.now();
    let by_wechat_id = !wechat.is_empty();
    if by_wechat_id {
        let today = |one: &&Shown| one.by_wechat_id && day_of(one.at) == day_of(at);
        if platform.previews.iter().filter(today).count() >= PREVIEWS {
            return fail(45009);
        }
    } else {
        let known = |fans: &Vec<String>| fans.iter().any(|fan| fan == open_id);
        if open_id.is_empty() || !platform.fans.as_ref().is_none_or(known) {
            return fail(40003);
        }
    }
    let to = if by_wechat_id { wechat } else { open_id }.to_owned();
    platform.previews.push(Shown { to, by_wechat_id, media_id, at });
    Ok(json!({ "errcode": 0, "errmsg": "preview success" }))
}
