//! An address that holds its own password lets anybody in who reads it.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里的地址或令牌带着登录凭据", "an address or a token here lets anybody in");
    let help = say!(
        "删去；它已经外泄，到后台作废并换新的",
        "delete it; it has leaked already, so revoke it and make a new one"
    );
    found.leaks(subject, Kind::Webhook, &message, &help);
}
