//! 一、 （一） 第一， each have their own mark, or none.

use super::{Findings, Subject};
use crate::{article::prose::Kind, say, text::Text};

const NUMBERS: &str = "一二三四五六七八九十";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    for passage in &prose.passages {
        let start = passage.range.start;
        let text = &prose.text[passage.range.clone()];
        let bare = text.trim_start_matches(|c| NUMBERS.contains(c));
        let bracketed = text.strip_prefix('（').map(|rest| rest.trim_start_matches(|c| NUMBERS.contains(c)));
        if bare.len() < text.len() && bare.starts_with(['，', ',']) && passage.kind != Kind::Cell {
            let at = start + text.len() - bare.len();
            // Elsewhere it may count something.
            let heads = matches!(passage.kind, Kind::Heading(_));
            wrong(found, subject, at, "“一”后面用顿号", "`一` takes `、`", ("、", heads));
        } else if let Some(rest) =
            bracketed.filter(|rest| rest.starts_with("）、") || rest.starts_with("），"))
        {
            let at = start + text.len() - rest.len() + '）'.len_utf8();
            wrong(
                found,
                subject,
                at,
                "带括号的序号后面不用标点",
                "a number in brackets takes no mark",
                ("", true),
            );
        }
    }
    for at in prose.each("第") {
        let rest = &prose.text[at + '第'.len_utf8()..];
        let after = rest.trim_start_matches(|c| NUMBERS.contains(c));
        let follows = after.strip_prefix('、').and_then(|more| more.chars().next());
        let begins = "。；！？\n".contains(prose.before(at));
        if after.len() < rest.len() && begins && follows.is_some_and(|c| !NUMBERS.contains(c) && c != '第') {
            let place = prose.text.len() - after.len();
            wrong(found, subject, place, "“第一”后面用逗号", "`第一` takes `，`", ("，", true));
        }
    }
}

/// `right` comes with whether it is sure.
fn wrong(
    found: &mut Findings<'_>,
    subject: &Subject<'_>,
    at: usize,
    zh: &str,
    en: &str,
    (right, sure): (&str, bool),
) {
    let prose = subject.prose();
    let mark = at..at + prose.after(at).len_utf8();
    let fix = if sure { subject.mend(&mark, right) } else { vec![] };
    let finding = found.at(prose.span(mark), Text { zh: zh.into(), en: en.into() });
    finding.fix(fix).help(if right.is_empty() {
        say!("删去", "delete it")
    } else {
        say!("改成 `{right}`", "write `{right}`")
    });
}
