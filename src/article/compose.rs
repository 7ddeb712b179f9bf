//! A new article's text: the template of its category, with some fields filled in and perhaps another body.

use super::{Article, front_matter::Table};
use crate::{
    refusal::{Refusal, Result},
    say,
};

/// Fills fields of a template; those it does not have are left out. With a `body`, the template's own is
/// replaced by it. `path` is the template's, for a refusal.
pub fn compose(template: &[u8], path: &str, fields: &[(&str, &str)], body: Option<&str>) -> Result<Vec<u8>> {
    let mut article = Article::parse(template.to_vec());
    let usable = article.front.span.start > 0 && matches!(article.front.table, Table::Absent);
    let unread = article.unread().first();
    if unread.is_some() || !usable {
        let why = unread.map(|unread| unread.why.clone());
        let refusal = Refusal::unusable(
            "template",
            say!(
                "栏目模板用不了：文首字段读不懂，或带有 `[wxops]`",
                "the template cannot be used: its front matter cannot be read, or has `[wxops]`"
            ),
        );
        return Err(why.into_iter().fold(refusal, Refusal::detail).at(path));
    }
    for (key, words) in fields {
        if let Some(filled) = article.with_words(key, words) {
            article = Article::parse(filled);
        }
    }
    let text = article.text();
    Ok(match body {
        Some(body) => {
            [&text[..article.body().start], "\n", body.trim_start_matches('\n')].concat().into_bytes()
        }
        None => text.as_bytes().to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "+++\ntitle = \"\"   # 标题\nauthor = \"\"\n+++\n\n【导语】\n";

    #[test]
    fn fields_are_filled_and_comments_stay() {
        let text =
            compose(TEMPLATE.as_bytes(), "t", &[("title", "甲\"乙"), ("cover", "a.png")], None).unwrap();
        assert_eq!(
            String::from_utf8(text).unwrap(),
            "+++\ntitle = \"甲\\\"乙\"   # 标题\nauthor = \"\"\n+++\n\n【导语】\n"
        );
    }

    #[test]
    fn the_body_can_be_another_one() {
        let text = compose(TEMPLATE.as_bytes(), "t", &[], Some("\n正文\n")).unwrap();
        assert!(String::from_utf8(text).unwrap().ends_with("+++\n\n正文\n"));
        assert_eq!(compose(b"no front matter", "t", &[], None).unwrap_err().code, "template");
    }
}
