//! The code of a company is public, but that of a partner or a customer may not belong in a text.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有统一社会信用代码", "the credit code of a company stands here");
    let help = say!(
        "确认该公开；客户、伙伴的代码请删去或打码",
        "make sure that it may be public; delete or mask the code of a customer or a partner"
    );
    found.leaks(subject, Kind::CreditCode, &message, &help);
}
