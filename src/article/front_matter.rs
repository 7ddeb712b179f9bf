//! The front matter: TOML between two `+++` lines, read with the place of every value. Reading never fails.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{toml_words, wxops_table::WxopsTable};
use crate::{say, text::Text};

/// A field as it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key
    pub key: String,
    /// Where the key stands, in bytes of the file
    pub key_span: Range<usize>,
    /// Its value
    pub value: Value,
    /// Where the value stands, in bytes of the file, quotes included
    pub span: Range<usize>,
}

/// A value of the front matter, as far as articles need them.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string
    Words(String),
    /// `true` or `false`
    Flag(bool),
    /// A list of strings
    List(Vec<String>),
    /// A list of tables: `[[…]]`
    Tables(Vec<Row>),
    /// Anything else, by its TOML name
    Other(&'static str),
}

/// One table of a list of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Where it stands, in bytes of the file; at least its head
    pub span: Range<usize>,
    /// Its keys, where they stand, and what they hold: words and dates as they are written, else nothing
    pub fields: Vec<(String, Range<usize>, Option<String>)>,
}

/// Something that could not be read, kept for a rule to report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where, in bytes of the file
    pub span: Range<usize>,
    /// Why
    pub why: Text,
    /// What to do, if there is one thing
    pub help: Option<Text>,
}

/// The `[wxops]` table as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Table {
    /// The article has none: wxops does not know it yet
    Absent,
    /// As wxops writes it; the bytes that are cut before hashing
    Read(WxopsTable, Range<usize>),
    /// Somebody's hand was in it; nothing is cut
    Unreadable(Unread),
}

/// The front matter of one article.
#[derive(Clone, Debug)]
pub struct FrontMatter {
    /// The TOML between the fences, in bytes of the file; empty when there is no front matter
    pub span: Range<usize>,
    /// Where the text after the closing fence begins
    pub body: usize,
    /// The writer's fields in their order
    pub entries: Vec<Entry>,
    /// wxops' own table
    pub table: Table,
    /// What could not be read
    pub unread: Vec<Unread>,
}

impl FrontMatter {
    /// Reads the front matter of a file.
    pub fn parse(text: &str) -> FrontMatter {
        let mut front =
            FrontMatter { span: 0..0, body: 0, entries: vec![], table: Table::Absent, unread: vec![] };
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let (open, mut at) = line_at(text, start);
        if open != "+++" {
            front.body = start;
            front.unread.push(Unread {
                span: start..start + open.len(),
                why: say!(
                    "第一行不是 `+++`，没有文首字段",
                    "line 1 is not `+++`, so there is no front matter"
                ),
                help: Some(say!("用 `wxops import 文件` 导入", "bring it in with `wxops import FILE`")),
            });
            return front;
        }
        let from = at;
        let mut table_at = None;
        loop {
            if at >= text.len() {
                front.unread.push(Unread {
                    span: start..start + 3,
                    why: say!("文首字段没有结束的 `+++` 行", "the front matter has no closing `+++` line"),
                    help: Some(say!(
                        "在最后一个字段后另起一行写 `+++`",
                        "write `+++` on a line of its own after the last field"
                    )),
                });
                front.span = from..text.len();
                front.body = text.len();
                break;
            }
            let (line, next) = line_at(text, at);
            if line == "+++" {
                front.span = from..at;
                front.body = next;
                break;
            }
            if line == "[wxops]" && table_at.is_none() {
                table_at = Some(at);
            }
            at = next;
        }
        front.read(text, table_at);
        front
    }

    fn read(&mut self, text: &str, table_at: Option<usize>) {
        let base = self.span.start;
        let (parsed, errors) = DeTable::parse_recoverable(&text[self.span.clone()]);
        let closed = self.unread.is_empty();
        for error in errors.iter().filter(|_| closed) {
            let span = error.span().unwrap_or(0..0);
            self.unread.push(Unread {
                span: base + span.start..base + span.end,
                why: toml_words::said(error.message()),
                help: None,
            });
        }
        for (key, value) in parsed.get_ref() {
            let entry = Entry {
                key: key.get_ref().to_string(),
                key_span: base + key.span().start..base + key.span().end,
                value: Value::of(value.get_ref(), base),
                span: base + value.span().start..base + value.span().end,
            };
            if entry.key == "wxops" {
                self.table = self.wxops_table(text, table_at, entry.key_span);
            } else {
                self.entries.push(entry);
            }
        }
        self.entries.sort_by_key(|entry| entry.key_span.start);
        if let Table::Unreadable(unread) = &self.table {
            self.unread.push(unread.clone());
        }
    }

    /// The cut must agree with the TOML: what stands before it is a whole document without `wxops`, and what
    /// is cut is exactly what wxops writes.
    fn wxops_table(&self, text: &str, table_at: Option<usize>, key: Range<usize>) -> Table {
        let unreadable = |span: Range<usize>| {
            Table::Unreadable(Unread {
                span,
                why: say!("`[wxops]` 表不是 wxops 写的样子", "the table `[wxops]` is not as wxops writes it"),
                help: Some(say!(
                    "不要手改这张表；恢复它：`git restore -p 文件`",
                    "do not edit this table; put it back: `git restore -p FILE`"
                )),
            })
        };
        let Some(at) = table_at else { return unreadable(key) };
        let cut = at..self.span.end;
        let Ok(before) = DeTable::parse(&text[self.span.start..at]) else {
            let span = self.unread.first().map_or(key, |first| first.span.clone());
            let why = say!(
                "文首字段读不懂，`[wxops]` 表不作数",
                "the front matter cannot be read, so `[wxops]` does not count"
            );
            return Table::Unreadable(Unread { span, why, help: None });
        };
        match toml::from_str::<Cut>(&text[cut.clone()]) {
            Ok(read)
                if !before.get_ref().contains_key("wxops") && read.wxops.render() == text[cut.clone()] =>
            {
                Table::Read(read.wxops, cut)
            }
            _ => unreadable(cut),
        }
    }
}

/// The cut bytes as a document of their own.
#[derive(serde::Deserialize)]
struct Cut {
    wxops: WxopsTable,
}

impl Value {
    /// A value of the TOML that begins at `base`.
    fn of(value: &DeValue<'_>, base: usize) -> Value {
        match value {
            DeValue::String(words) => Value::Words(words.to_string()),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Array(items)
                if !items.is_empty() && items.iter().all(|item| item.get_ref().is_table()) =>
            {
                Value::Tables(items.iter().filter_map(|item| Row::of(item, base)).collect())
            }
            DeValue::Array(items) => {
                let words = items.iter().map(|item| item.get_ref().as_str().map(str::to_owned));
                words.collect::<Option<_>>().map_or(Value::Other("array"), Value::List)
            }
            other => Value::Other(other.type_str()),
        }
    }
}

impl Row {
    /// What a key holds; empty when it is missing or no words.
    pub fn get(&self, key: &str) -> &str {
        let field = self.fields.iter().find(|(name, ..)| name == key);
        field.and_then(|(.., words)| words.as_deref()).unwrap_or_default()
    }

    /// All words that it holds.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.fields.iter().filter_map(|(.., words)| words.as_deref())
    }

    fn of(item: &Spanned<DeValue<'_>>, base: usize) -> Option<Row> {
        let place = |span: Range<usize>| base + span.start..base + span.end;
        let fields = item.get_ref().as_table()?.iter().map(|(key, value)| {
            let words = match value.get_ref() {
                DeValue::String(words) => Some(words.to_string()),
                DeValue::Datetime(date) => Some(date.to_string()),
                _ => None,
            };
            (key.get_ref().to_string(), place(key.span()), words)
        });
        Some(Row { span: place(item.span()), fields: fields.collect() })
    }
}

/// The line that begins at `at`, without its end, and where the next one begins. A `\r` belongs to the end
/// here, so that a file with CRLF can still be read; a rule reports it.
fn line_at(text: &str, at: usize) -> (&str, usize) {
    let rest = &text[at..];
    let (line, next) = rest.find('\n').map_or((rest, text.len()), |end| (&rest[..end], at + end + 1));
    (line.strip_suffix('\r').unwrap_or(line), next)
}
