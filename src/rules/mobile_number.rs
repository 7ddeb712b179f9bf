//! A person's mobile number in an article is called by strangers for years.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有手机号", "a mobile number stands here");
    let help = say!(
        "删去或打码；对外的联系方式请用座机或 400 电话",
        "delete it or mask it; give a land line or a 400 number instead"
    );
    found.leaks(subject, Kind::Mobile, &message, &help);
}
