//! Whoever reviews an article must see why a finding may stay.

use super::{Findings, Subject};
use crate::{allowing::Flaw, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let bare = subject.allows().iter().filter(|allow| allow.comment.flaw == Some(Flaw::Reason));
    for allow in bare {
        let names = allow.names();
        found.at(allow.comment.span.clone(), say!("没有写理由", "the reason is missing")).help(say!(
            "写明凭什么可以保留：`<!-- wxops-allow {names}: 理由 -->`",
            "say why it may stay: `<!-- wxops-allow {names}: REASON -->`"
        ));
    }
}
