//! An article with another value in a field, everything else byte for byte as it was.

use super::Article;
use crate::workflow::record::quoted;

impl Article {
    /// The file with other words in a field that is there as a string.
    pub fn with_words(&self, key: &str, words: &str) -> Option<Vec<u8>> {
        let entry = self.entry(key)?;
        let words = quoted(words);
        Some([&self.text[..entry.span.start], &words, &self.text[entry.span.end..]].concat().into_bytes())
    }

    /// The same; a field that is missing takes the place of the line that holds it ready, `# key = "…"`, or else comes after the
    /// category. Nothing where there is no place for it, or where the bytes are no text.
    pub fn with_field(&self, key: &str, words: &str) -> Option<Vec<u8>> {
        if self.bytes() != self.text.as_bytes() {
            return None;
        }
        if self.entry(key).is_some() {
            return self.with_words(key, words);
        }
        let line = format!("{key} = {}", quoted(words));
        if let Some((start, rest)) = self.ready(key) {
            return Some([&self.text[..start], &line, &self.text[rest..]].concat().into_bytes());
        }
        let after = self.entry("category").or_else(|| self.entry("title"))?.span.end;
        let end = after + self.text[after..].find('\n')? + 1;
        Some([&self.text[..end], &line, "\n", &self.text[end..]].concat().into_bytes())
    }

    /// Where a line of the front matter begins that holds a field ready, and where its value ends.
    fn ready(&self, key: &str) -> Option<(usize, usize)> {
        let front = &self.text[self.front.span.clone()];
        let mark = format!("# {key} = \"");
        let mut start = self.front.span.start;
        for line in front.split_inclusive('\n') {
            if let Some(value) = line.strip_prefix(&mark) {
                let closing = value.find('"')?;
                return Some((start, start + mark.len() + closing + 1));
            }
            start += line.len();
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str, words: &str) -> Option<String> {
        let article = Article::parse(text.as_bytes().to_vec());
        article.with_field("planned_at", words).map(|bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_field_is_changed_uncommented_or_added() {
        let rows = [
            (
                "+++\nplanned_at = \"x\" # 拟发\n+++\n\n正文\n",
                "+++\nplanned_at = \"y\" # 拟发\n+++\n\n正文\n",
            ),
            (
                "+++\ncategory = \"a\"\n# planned_at = \"2026-12-01 20:00\"   # 拟发时间\n+++\n\n# planned_at = \"a\"\n",
                "+++\ncategory = \"a\"\nplanned_at = \"y\"   # 拟发时间\n+++\n\n# planned_at = \"a\"\n",
            ),
            (
                "+++\ntitle = \"a\"\ncategory = \"b\" # 栏目\n[[materials]]\nfile = \"c\"\n+++\n",
                "+++\ntitle = \"a\"\ncategory = \"b\" # 栏目\nplanned_at = \"y\"\n[[materials]]\nfile = \"c\"\n+++\n",
            ),
        ];
        for (text, expected) in rows {
            assert_eq!(with(text, "y").as_deref(), Some(expected));
            let changed = Article::parse(expected.as_bytes().to_vec());
            assert_eq!(changed.words("planned_at"), "y");
        }
        assert_eq!(with("没有字段\n", "y"), None);
        assert_eq!(with("+++\nauthor = \"a\"\n+++\n", "y"), None);
    }
}
