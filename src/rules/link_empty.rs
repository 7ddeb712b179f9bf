//! A link whose address was to be filled in later.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for link in &subject.markdown().links {
        if matches!(link.destination.trim(), "" | "#") {
            found
                .at(link.span.clone(), say!("链接没有地址", "the link has no address"))
                .help(say!("补上地址，或者去掉链接", "give it an address, or take the link away"));
        }
    }
}
