//! A number plate leads to its owner.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有车牌号", "a number plate stands here");
    let help = say!("删去或打码", "delete it or mask it");
    found.leaks(subject, Kind::Plate, &message, &help);
}
