//! With the number of a passport one can pass for its holder.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有护照或通行证的号码", "the number of a passport stands here");
    let help = say!("删去或打码", "delete it or mask it");
    found.leaks(subject, Kind::Passport, &message, &help);
}
