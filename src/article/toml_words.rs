//! What the TOML reader says, in words that an editor can act on.

use crate::{say, text::Text};

/// The sentence for a message of the TOML reader; its own words where there is no better one.
pub(super) fn said(message: &str) -> Text {
    let begins = |words: &[&str]| words.iter().any(|words| message.starts_with(words));
    if begins(&["duplicate key"]) {
        say!("这个字段写了两次", "this field is written twice")
    } else if begins(&["string values must be quoted", "missing opening quote"]) {
        say!("文字要放在半角双引号 `\"` 里", "words stand in double quotes, `\"`")
    } else if begins(&["invalid basic string", "invalid literal string", "invalid multi-line"]) {
        say!("引号没有成对，这一行缺了结尾的引号", "the quotation mark at the end of these words is missing")
    } else if begins(&["missing escaped value", "invalid escape", "too few unicode"]) {
        say!(
            "`\\` 后面的写法不对，要写 `\\` 本身就写两个",
            "`\\` begins an escape here; for a `\\` itself write two"
        )
    } else if begins(&["key with no value", "missing assignment", "missing value", "unexpected key or value"])
    {
        say!("这一行不是 `字段 = \"值\"` 的样子", "this line is not written as `field = \"value\"`")
    } else if begins(&[
        "invalid unquoted key",
        "unquoted keys cannot be empty",
        "extra assignment",
        "extra `=`",
    ]) {
        say!(
            "字段名只用英文字母、数字、`-`、`_`",
            "the name of a field has letters, digits, `-` and `_` only"
        )
    } else if begins(&["unclosed array", "missing comma between array", "extra comma in array"]) {
        say!(
            "方括号里的各项用半角逗号隔开，最后用 `]` 结束",
            "items in `[ ]` stand between commas, and `]` closes them"
        )
    } else {
        say!("文首字段读不懂：{message}", "the front matter cannot be read: {message}")
    }
}
