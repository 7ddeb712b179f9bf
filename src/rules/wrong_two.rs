//! 两 counts, 二 numbers: 两个人, 第二个人.

use super::{Findings, Subject};
use crate::say;

/// After these a thing is counted, and nothing but that.
const MEASURES: &str = "个种张名台辆款";

/// Before 二 these make it a number of an order, or a part of a larger number.
const NUMBERS: &str = "第十百千万亿零〇一二三四五六七八九两初其星期周老点之、～—-";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let prose = subject.prose();
    let text = &prose.text;
    for at in prose.each("二") {
        let end = at + '二'.len_utf8();
        let measure = prose.after(end);
        if MEASURES.contains(measure) && !NUMBERS.contains(prose.before(at)) && !is_word(&text[end..]) {
            let typed = &text[at..end + measure.len_utf8()];
            found
                .at(
                    prose.span(at..end),
                    say!("`{typed}` 的“二”应为“两”", "`{typed}` counts with the wrong two"),
                )
                .help(say!("改成 `两{measure}`", "write `两{measure}`"));
        }
    }
    for at in prose.each("第两") {
        found
            .at(prose.span(at..at + "第两".len()), say!("序数用“第二”", "an ordinal is `第二`"))
            .help(say!("改成 `第二`", "write `第二`"));
    }
}

/// Whether another word begins with the measure: 名词, 台湾, 张开.
fn is_word(text: &str) -> bool {
    ["名词", "台湾", "张开", "个性", "种植", "名单"].iter().any(|word| text.starts_with(word))
}
