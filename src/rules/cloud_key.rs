//! A key of a cloud service that is published is used by strangers within minutes.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有云服务的密钥", "a key of a cloud service stands here");
    let help = say!(
        "删去；它已经外泄，到后台作废并换新的",
        "delete it; it has leaked already, so revoke it and make a new one"
    );
    found.leaks(subject, Kind::CloudKey, &message, &help);
}
