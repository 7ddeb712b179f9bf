//! An identity card number is what a person can least take back.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有身份证号", "an identity card number stands here");
    let help = say!("删去或打码", "delete it or mask it");
    found.leaks(subject, Kind::IdCard, &message, &help);
}
