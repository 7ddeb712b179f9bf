//! What is said of a theme that cannot be used: the line, the reason, and what may stand there.

use crate::{
    article::line_of,
    refusal::Refusal,
    say,
    text::{Text, escaped, names, nearest},
};

use super::BUILT_IN;

/// The refusal for text that does not read as a theme.
pub(super) fn unreadable(text: &str, path: &str, error: &toml::de::Error) -> Refusal {
    let words = escaped(error.message());
    let name = words.split('`').nth(1).unwrap_or_default();
    let message = if words.starts_with("unknown field") {
        say!("主题里没有“{name}”这一项", "a theme says nothing about `{name}`")
    } else if words.starts_with("unknown variant") {
        say!("主题里的值“{name}”不能用", "the value `{name}` cannot stand here")
    } else if words.starts_with("bad colour") {
        say!("“{name}”不是颜色；颜色写成 `#1f4e79`", "`{name}` is no colour; a colour is written `#1f4e79`")
    } else if words.starts_with("bad number") {
        say!(
            "主题里的这个数不能用：只写数，不写单位，也不要太大",
            "this number cannot stand here: no unit, and not too large"
        )
    } else if words.starts_with("duplicate key") {
        say!("主题里有一项写了两次", "something is written twice in the theme")
    } else if words.starts_with("invalid type") {
        say!("主题里的值不是这一项要的那种", "a value of the theme is of another kind than it should be")
    } else {
        say!("主题的这一行读不懂", "this line of the theme cannot be read")
    };
    let mut refusal = Refusal::unusable("theme", message).at(path);
    let known = words.split('`').skip(3).step_by(2);
    if let Some(near) = nearest(name, known) {
        refusal = refusal.help(say!("是不是 `{near}`？", "did you mean `{near}`?"));
    }
    if !words.starts_with("bad ") {
        refusal = refusal.detail(Text::same(words.trim_end()));
    }
    let refusal = refusal.help(look());
    match error.span() {
        Some(span) => refusal.line(line_of(text, span.start)),
        None => refusal,
    }
}

/// A base that is none.
pub(super) fn no_such_base(text: &str, path: &str, base: &str) -> Refusal {
    let Text { zh, en } = names(BUILT_IN.map(|(name, ..)| name));
    let base = escaped(base);
    let message =
        say!("没有自带的主题“{base}”；有 {zh}", "there is no built-in theme `{base}`; there are {en}");
    let refusal = Refusal::unusable("theme", message).at(path).help(look());
    let place = text.find("base").unwrap_or_default();
    refusal.line(line_of(text, place))
}

fn look() -> Text {
    say!("照着改：`wxops theme show plain`", "what may stand there: `wxops theme show plain`")
}
