//! Straight quotation marks have no direction; in Chinese they look like a typewriter.

use super::{Findings, Subject};
use crate::{article::prose::is_han, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    if !prose.may_hold("\"") {
        return;
    }
    for passage in &prose.passages {
        let text = &prose.text[passage.range.clone()];
        let at: Vec<usize> = text.match_indices('"').map(|(at, _)| passage.range.start + at).collect();
        for pair in at.chunks_exact(2) {
            let (open, close) = (pair[0], pair[1]);
            // `title="标题"` belongs to a program.
            let is_value = prose.text[..open].trim_end_matches(' ').ends_with('=');
            if !is_value && (is_han(prose.after(open + 1)) || is_han(prose.before(close))) {
                found
                    .at(
                        prose.span(open..close + 1),
                        say!("中文引语用了直引号", "a Chinese quotation has straight marks"),
                    )
                    .help(say!("改成 `“”`", "write `“”`"));
            }
        }
    }
}
