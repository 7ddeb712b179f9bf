//! An address of the inner network helps an attacker and is of no use to a reader.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有内网的 IP 地址", "an IP address of the inner network stands here");
    let help = say!(
        "删去，或换成示例地址，如 `192.0.2.1`",
        "delete it, or write one made for examples, such as `192.0.2.1`"
    );
    found.leaks(subject, Kind::PrivateIp, &message, &help);
}
