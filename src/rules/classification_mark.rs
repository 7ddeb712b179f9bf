//! A text that says itself that it is not for the public must not be published.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里写着密级或“内部”标记", "a mark here says that the text is not for the public");
    let help = say!(
        "先请定密或法务的同事确认能否公开；能公开再删去标记",
        "ask those who decide on secrets whether it may be public; delete the mark only then"
    );
    found.leaks(subject, Kind::Classification, &message, &help);
}
