//! An AppID names the account to its interfaces; readers have no use for it.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message =
        say!("这里有 AppID 或公众号原始 ID", "an AppID or the original id of an account stands here");
    let help = say!(
        "删去或打码；读者认的是公众号名称和微信号",
        "delete it or mask it; readers know the account by its name"
    );
    found.leaks(subject, Kind::WechatAppId, &message, &help);
}
