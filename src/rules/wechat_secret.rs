//! With the AppSecret anybody can send in the name of the account.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有公众号的密钥或令牌", "a secret of the account stands here");
    let help = say!(
        "删去；它已经外泄，到公众平台重置",
        "delete it; it has leaked already, so reset it on the platform"
    );
    found.leaks(subject, Kind::WechatSecret, &message, &help);
}
