//! An article: its file, read without ever failing, and the digest of its bundle.

pub mod bundle;
pub mod codes;
pub mod compose;
pub mod crop;
pub mod digest;
pub mod fields;
pub mod front_matter;
pub mod markdown;
pub mod materials;
pub mod picture;
pub mod portable;
pub mod prose;
pub mod sketch;
pub mod slug;
pub mod tables;
pub mod target;
mod toml_words;
mod written;
pub mod wxops_table;

use std::{ops::Range, string::FromUtf8Error};

use crate::say;
use digest::{Digest, FileDigest};
use front_matter::{Entry, FrontMatter, Table, Unread, Value};
use wxops_table::WxopsTable;

/// The name of the article's file inside its bundle.
pub const INDEX: &str = "index.md";

/// Most bytes of one article's file that are read.
pub const FILE_LIMIT: usize = 1024 * 1024;

/// One `index.md`, read.
#[derive(Clone, Debug)]
pub struct Article {
    text: String,
    /// The bytes that `text` stands for, if they are no UTF-8
    odd: Option<Vec<u8>>,
    /// The front matter
    pub front: FrontMatter,
}

impl Article {
    /// Reads an article. What cannot be read is kept in [`Article::unread`] for a rule to report.
    pub fn parse(bytes: Vec<u8>) -> Article {
        let (text, odd) = match simdutf8::basic::from_utf8(&bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(_) => (String::from_utf8_lossy(&bytes).into_owned(), String::from_utf8(bytes).err()),
        };
        let mut front = FrontMatter::parse(&text);
        if let Some(error) = &odd {
            let at = error.utf8_error().valid_up_to();
            if let Table::Read(_, cut) = &front.table {
                // Offsets of the text are not offsets of the bytes now; nothing may be cut.
                let why = say!(
                    "文件不是 UTF-8，`[wxops]` 表不作数",
                    "the file is not UTF-8, so `[wxops]` does not count"
                );
                front.table = Table::Unreadable(Unread { span: cut.clone(), why, help: None });
            }
            front.unread.insert(
                0,
                Unread {
                    span: at..at + '\u{fffd}'.len_utf8(),
                    why: say!("这里不是 UTF-8 文字", "these bytes are not UTF-8"),
                    help: Some(say!(
                        "把文件另存为 UTF-8：`iconv -f gb18030 -t utf-8 原文件 > 新文件`",
                        "save the file as UTF-8: `iconv -f gb18030 -t utf-8 OLD > NEW`"
                    )),
                },
            );
        }
        Article { text, odd: odd.map(FromUtf8Error::into_bytes), front }
    }

    /// The whole file as text; bytes that are not UTF-8 show as U+FFFD.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// [`Article::text`], when no more is wanted.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The whole file as it is.
    pub fn bytes(&self) -> &[u8] {
        self.odd.as_deref().unwrap_or(self.text.as_bytes())
    }

    /// What could not be read, with its place.
    pub fn unread(&self) -> &[Unread] {
        &self.front.unread
    }

    /// The Markdown after the front matter, in bytes of the text.
    pub fn body(&self) -> Range<usize> {
        self.front.body..self.text.len()
    }

    /// A field of the front matter.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.front.entries.iter().find(|entry| entry.key == key)
    }

    /// A field's words; empty when it is missing or no string.
    pub fn words(&self, key: &str) -> &str {
        match self.entry(key).map(|entry| &entry.value) {
            Some(Value::Words(words)) => words,
            _ => "",
        }
    }

    /// The words of a field that is a list; empty when it is missing or no list.
    pub fn list(&self, key: &str) -> &[String] {
        match self.entry(key).map(|entry| &entry.value) {
            Some(Value::List(words)) => words,
            _ => &[],
        }
    }

    /// The title, or nothing where there is none.
    pub fn title(&self) -> Option<&str> {
        Some(self.words("title")).filter(|title| !title.trim().is_empty())
    }

    /// The category's id; empty when it is missing.
    pub fn category(&self) -> &str {
        self.words("category")
    }

    /// wxops' own table, when it is there and as wxops writes it.
    pub fn table(&self) -> Option<&WxopsTable> {
        match &self.front.table {
            Table::Read(table, _) => Some(table),
            _ => None,
        }
    }

    /// The file's bytes with its `[wxops]` table replaced, or added as the last table. Nothing if the file has
    /// no front matter to hold it, or a table that is not as wxops writes it.
    pub fn with_table(&self, table: &WxopsTable) -> Option<Vec<u8>> {
        let (cut, lead) = match &self.front.table {
            Table::Read(_, cut) => (cut.clone(), ""),
            Table::Absent if self.front.span.start > 0 => {
                let end = self.front.span.end;
                let blank = self.text[..end].ends_with("\n\n");
                (end..end, if blank { "" } else { "\n" })
            }
            _ => return None,
        };
        let text = [&self.text[..cut.start], lead, &table.render(), &self.text[cut.end..]].concat();
        self.odd.is_none().then(|| text.into_bytes())
    }

    /// The file's text without the `[wxops]` table: what the content digest covers.
    pub fn kept(&self) -> String {
        match &self.front.table {
            Table::Read(_, cut) => [&self.text[..cut.start], &self.text[cut.end..]].concat(),
            _ => self.text.clone(),
        }
    }

    /// The digest of the file for the content digest: without the `[wxops]` table.
    pub fn file_digest(&self) -> FileDigest {
        match &self.front.table {
            Table::Read(_, cut) => {
                let kept = [&self.bytes()[..cut.start], &self.bytes()[cut.end..]].concat();
                FileDigest::of(INDEX, &kept)
            }
            _ => FileDigest::of(INDEX, self.bytes()),
        }
    }

    /// The content digest of the bundle that holds this file and `others`.
    pub fn content(&self, id: &str, slug: &str, others: &[FileDigest]) -> Digest {
        let mut files = others.to_vec();
        files.push(self.file_digest());
        digest::content_digest(id, slug, &files)
    }

    /// The line, from 1, in which a byte of the text stands.
    pub fn line_of(&self, at: usize) -> usize {
        line_of(&self.text, at)
    }
}

/// The line, from 1, in which a byte of a text stands.
pub fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    memchr::memchr_iter(b'\n', before).count() + 1
}
