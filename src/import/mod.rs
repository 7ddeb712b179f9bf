//! Reads an article that was written elsewhere: Markdown, with YAML, TOML or `[#]:` lines before it or none.
//!
//! Nothing binds these bytes yet, so reading may tidy them; whatever it changes or leaves out is told in
//! `notes`. What it cannot read it refuses, with the line.

mod encoding;
mod front;
mod markdown;

use crate::leaks::masked;
use crate::refusal::Result;
use crate::say;
use crate::text::{Text, list};

/// An article as it was found, ready to become a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Never empty: from the front matter, the first heading, or the file's name
    pub title: String,
    /// The by-line
    pub author: Option<String>,
    /// The day or time it was written, in the words of the file
    pub date: Option<String>,
    /// The category, in the words of the file
    pub category: Option<String>,
    /// The summary for readers
    pub digest: Option<String>,
    /// The cover picture: a path or an address, in the words of the file
    pub cover: Option<String>,
    /// The Markdown, in UTF-8 with LF, without front matter and without the title; ends with one LF
    pub body: String,
    /// The files that pictures in the text point to, relative to the article, each once, in the order of
    /// reading. The cover is only among them if the text shows it too
    pub local_pictures: Vec<String>,
    /// What was changed on reading, and what was left out
    pub notes: Vec<Text>,
}

impl Imported {
    /// Reads the bytes of a file. The name may be a path: `index.md` takes its title from its folder.
    pub fn read(bytes: &[u8], file_name: &str) -> Result<Imported> {
        let mut notes = Vec::new();
        let text = encoding::text(bytes, file_name, &mut notes)?;
        let (front, body) = front::split(&text, file_name)?;
        let heading = markdown::title(body);
        notes.extend(not_taken(&front.others));
        let mut body = body.to_owned();
        let title = match (front.title, heading) {
            (Some(title), Some(heading)) => {
                if heading.text == title && heading.is_title {
                    body.replace_range(heading.range, "");
                }
                title
            }
            (None, Some(heading)) => {
                if heading.is_title {
                    body.replace_range(heading.range, "");
                } else {
                    notes.push(say!(
                        "标题取自正文里的第一个一级标题，它仍留在正文里",
                        "the title comes from the first heading, which also stays in the text"
                    ));
                }
                heading.text
            }
            (Some(title), None) => title,
            (None, None) => front.subject.unwrap_or_else(|| {
                notes.push(say!("没有找到标题，用了文件名", "no title was found; the file's name is used"));
                name(file_name)
            }),
        };
        let body = format!("{}\n", body.trim_matches('\n').trim_end());
        let local_pictures = markdown::local_pictures(&body, &mut notes);
        let front::Front { author, date, category, digest, cover, .. } = front;
        Ok(Imported { title, author, date, category, digest, cover, body, local_pictures, notes })
    }
}

/// One note for all keys that have no place yet, with their values.
fn not_taken(keys: &[(String, String)]) -> Option<Text> {
    let shown = |(key, value): &(String, String)| {
        let value = masked(value);
        let short: String = value.chars().take(200).collect();
        let more = if short.len() < value.len() { "…" } else { "" };
        say!("`{key}`（{short}{more}）", "`{key}` ({short}{more})")
    };
    let Text { zh, en } = list(&keys.iter().map(shown).collect::<Vec<_>>());
    (!keys.is_empty()).then(|| say!("文件开头的这些信息没有导入：{zh}", "left out of the front matter: {en}"))
}

/// A title from the name of a file, or of its folder when the file is `index.md`.
fn name(file_name: &str) -> String {
    let mut parts = file_name.rsplit(['/', '\\']).map(str::trim);
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let folder = parts.next().filter(|folder| !matches!(*folder, "" | "." | ".."));
    let name = match (stem, folder) {
        ("index" | "_index", Some(folder)) => folder,
        _ => stem,
    };
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    if name.trim().is_empty() { "未命名".to_owned() } else { name.trim().to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Imported {
        Imported::read(text.as_bytes(), "notes/my-file.md").unwrap()
    }

    #[test]
    fn an_empty_file_is_nothing_to_import() {
        for empty in ["", "\n \n", "\u{feff}\n"] {
            assert_eq!(Imported::read(empty.as_bytes(), "a.md").unwrap_err().code, "empty_file");
        }
    }

    #[test]
    fn titles_are_found() {
        let rows = [
            ("# 冬季新品\n\n正文\n", "冬季新品", "正文\n"),
            ("冬季新品\n====\n正文\n", "冬季新品", "正文\n"),
            ("# `X2` *电源*  #\n正文", "X2 电源", "正文\n"),
            ("# 用<ruby>书签<rt>bookmark</rt></ruby>\n", "用书签", "\n"),
            ("导语\n\n# 标题\n\n正文\n", "标题", "导语\n\n\n正文\n"),
            ("导语\n\n# 一\n\n甲\n\n# 二\n\n乙\n", "一", "导语\n\n# 一\n\n甲\n\n# 二\n\n乙\n"),
            ("# 标题\n\n# 一\n\n甲\n", "标题", "# 一\n\n甲\n"),
            ("```\n# 不是标题\n```\n", "my-file", "```\n# 不是标题\n```\n"),
            ("## 二级\n", "my-file", "## 二级\n"),
            ("#\n\n正文\n", "my-file", "#\n\n正文\n"),
            ("---\ntitle: 甲\n---\n# 甲\n\n正文\n", "甲", "正文\n"),
            ("---\ntitle: 甲\n---\n# 乙\n\n正文\n", "甲", "# 乙\n\n正文\n"),
            ("    # 代码\n", "my-file", "    # 代码\n"),
        ];
        for (text, title, body) in rows {
            let imported = read(text);
            assert_eq!((imported.title.as_str(), imported.body.as_str()), (title, body), "{text}");
        }
    }

    #[test]
    fn names_become_titles() {
        let rows = [
            ("冬季新品.md", "冬季新品"),
            ("post/hello/index.md", "hello"),
            ("post\\你好\\_index.md", "你好"),
            ("./index.md", "index"),
            ("20220105 A v1.2.md", "20220105 A v1.2"),
            (".md", "未命名"),
            ("", "未命名"),
        ];
        for (file, title) in rows {
            assert_eq!(Imported::read(b"text\n", file).unwrap().title, title, "{file}");
        }
    }

    #[test]
    fn what_is_left_out_is_told() {
        let imported = read("---\ntitle: 甲\ntags: [一, 二]\nurl:\ndraft: true\n---\n正文\n");
        assert_eq!(
            imported.notes,
            [say!(
                "文件开头的这些信息没有导入：`tags`（一、二）、`draft`（true）",
                "left out of the front matter: `tags` (一、二), `draft` (true)"
            )]
        );
    }

    #[test]
    fn a_translation_without_a_heading_keeps_the_title_it_came_from() {
        let imported = read("[#]: subject: \"(Pipes)\"\n\n正文\n");
        assert_eq!((imported.title.as_str(), imported.notes.len()), ("Pipes", 1));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(---\n|\\+\\+\\+\n)?[-+#:=!\"()\\[\\]{}<>%&*.a甲\u{feff}\r\n ]{0,60}(---\n|\\+\\+\\+\n)?.{0,20}") {
            if let Ok(imported) = Imported::read(text.as_bytes(), "甲.md") {
                assert!(!imported.title.trim().is_empty() && imported.body.ends_with('\n'));
            }
        }
    }
}
