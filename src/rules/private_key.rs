//! Whoever has a private key can sign and log in as its owner.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有私钥", "a private key stands here");
    let help = say!(
        "删去；它已经外泄，到后台作废并换新的",
        "delete it; it has leaked already, so revoke it and make a new one"
    );
    found.leaks(subject, Kind::PrivateKey, &message, &help);
}
