//! A colleague's own address in an article is collected by those who send spam.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有电子邮箱", "an email address stands here");
    let help = say!(
        "个人邮箱请删去或打码；确是对外公布的邮箱可以保留",
        "delete or mask a person's address; one that the company has published may stay"
    );
    found.leaks(subject, Kind::Email, &message, &help);
}
