//! Words that are quoted whole after a colon keep their own full stop.

use super::{Findings, Subject};
use crate::say;

/// What stands before the colon where somebody is quoted.
const SAYS: [&str; 12] =
    ["说", "道", "问", "答", "表示", "指出", "强调", "认为", "写道", "介绍", "补充", "回应"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for (at, _) in text.match_indices("”。") {
        let stop = at + '”'.len_utf8();
        let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let Some(open) = text[line..at].rfind('“').map(|open| line + open) else { continue };
        let said = text[line..open]
            .strip_suffix('：')
            .is_some_and(|said| SAYS.iter().any(|verb| said.ends_with(verb)));
        if said && !text[open..at].ends_with(['。', '！', '？', '…']) {
            found
                .at(
                    prose.span(at..stop + '。'.len_utf8()),
                    say!("整句引语的句号在引号外", "the full stop of a whole quotation stands outside"),
                )
                .help(say!("改成 `。”`", "write `。”`"));
        }
    }
}
