//! Words in a page of Markdown.

use super::escaped;

/// Words that mean nothing to Markdown, in one line.
pub fn plain(words: &str) -> String {
    let safe = escaped(words);
    let mut plain = String::with_capacity(safe.len());
    let mut before = ' ';
    let mut rest = safe.chars().peekable();
    while let Some(c) = rest.next() {
        let inside = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        match c {
            '\n' => plain.push_str("<br>"),
            '\t' => plain.push(' '),
            '_' if inside => plain.push('_'),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' => plain.extend(['\\', c]),
            _ => plain.push(c),
        }
        before = c;
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_of_an_article_stay_words() {
        assert_eq!(plain("a|b"), "a\\|b");
        assert_eq!(plain("<script>alert(1)</script>"), "\\<script\\>alert(1)\\</script\\>");
        assert_eq!(plain("*重点*\n[看](x) `c`"), "\\*重点\\*<br>\\[看\\](x) \\`c\\`");
        assert_eq!(plain("snake_case _斜_\u{1b}[2J"), "snake_case \\_斜\\_\\\\u{1b}\\[2J");
    }
}
