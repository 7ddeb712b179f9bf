//! The platform forbids to reward sharing and following; it deletes the article.

use super::{Findings, Subject};
use crate::{lexicon::List, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for hit in subject.hits(List::Inducement) {
        let word = &prose.text[hit.at.clone()];
        let message =
            say!("“{word}”像是诱导分享或关注", "“{word}” looks like a reward for sharing or following");
        found.at(prose.span(hit.at.clone()), message).help(say!(
            "奖品不要以转发、集赞、关注为条件",
            "make no prize depend on sharing, likes or following"
        ));
    }
}
