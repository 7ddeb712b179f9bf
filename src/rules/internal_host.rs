//! A host name of the inner network helps an attacker and is of no use to a reader.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有内网的域名", "a host name of the inner network stands here");
    let help = say!("删去，或换成读者打得开的地址", "delete it, or give an address that readers can open");
    found.leaks(subject, Kind::InternalHost, &message, &help);
}
