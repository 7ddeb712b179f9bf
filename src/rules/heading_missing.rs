//! Readers of a long text look for a place to begin.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say};

/// Texts up to this length need none.
const SHORT: usize = 1200;
/// Above so many characters without a heading.
const MOST: usize = 800;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    if prose.length() <= SHORT {
        return;
    }
    let (mut since, mut length) = (None, 0);
    for passage in &prose.passages {
        match passage.kind {
            Kind::Title | Kind::Digest | Kind::Footnote => {}
            Kind::Heading(_) => (since, length) = (None, 0),
            _ => {
                let begun = since.unwrap_or(passage);
                let told = length > MOST;
                length += passage.length;
                since = Some(begun);
                if length > MOST && !told {
                    found
                        .at(
                            prose.span(prose.beginning(begun)),
                            say!(
                                "从这里起 {MOST} 多个字没有小标题",
                                "from here on more than {MOST} characters have no heading"
                            ),
                        )
                        .help(say!("按内容加小标题", "divide it by headings"));
                }
            }
        }
    }
}
