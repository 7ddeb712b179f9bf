//! What stands before the text: YAML between `---`, TOML between `+++`, or `[#]: key: "value"` lines.

use serde_json::{Map, Value};

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{Text, escaped};

/// The largest front matter.
const LARGEST: usize = 64 * 1024;

/// For each field the names it has in other programs, the most exact first.
const NAMES: [(&str, &[&str]); 6] = [
    ("title", &["title", "标题"]),
    ("author", &["author", "authors", "作者"]),
    ("date", &["date", "publishdate", "published", "created", "日期"]),
    ("category", &["category", "categories", "栏目"]),
    ("digest", &["digest", "summary", "description", "excerpt", "摘要"]),
    ("cover", &["cover", "image", "thumbnail", "featured_image", "featuredimage", "images", "封面"]),
];

/// The fields that wxops knows, and the rest in words.
#[derive(Default)]
pub(super) struct Front {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) category: Option<String>,
    pub(super) digest: Option<String>,
    pub(super) cover: Option<String>,
    /// The title of the text that this one was translated from
    pub(super) subject: Option<String>,
    /// Keys that were not taken over, with their values
    pub(super) others: Vec<(String, String)>,
}

/// Parts a text into front matter and Markdown.
pub(super) fn split<'a>(text: &'a str, file: &str) -> Result<(Front, &'a str)> {
    if let Some((inside, body)) = fenced(text, "+++", &["+++"]) {
        return Ok((Front::of(toml(inside, file)?), body));
    }
    if text.lines().next().is_some_and(|line| line.trim_end() == "+++") {
        let message = say!("开头的 `+++` 没有结束的 `+++`", "the `+++` of the first line is never closed");
        return Err(Refusal::unusable("bad_front_matter", message).at(file).line(1));
    }
    // A lone `---` is a rule across the page, and so are two around text that is no table of keys.
    if let Some((inside, body)) = fenced(text, "---", &["---", "..."])
        && let Some(keys) = yaml(inside, file)?
    {
        return Ok((Front::of(keys), body));
    }
    Ok(heads(text))
}

/// The lines between an opening line 1 and the next closing line, and what follows.
fn fenced<'a>(text: &'a str, open: &str, close: &[&str]) -> Option<(&'a str, &'a str)> {
    let start = text.find('\n')? + 1;
    text.get(..start).filter(|line| line.trim_end() == open)?;
    let mut at = start;
    for line in text.get(start..)?.split_inclusive('\n') {
        if close.contains(&line.trim_end()) {
            return Some((text.get(start..at)?, text.get(at + line.len()..)?));
        }
        at += line.len();
    }
    None
}

/// `None` when it is no table of keys.
fn yaml(inside: &str, file: &str) -> Result<Option<Map<String, Value>>> {
    small(inside, file)?;
    match serde_saphyr::from_str::<Value>(inside) {
        Ok(Value::Object(mut keys)) => {
            // `title: 1.10` and `title: 007` are words to a person
            if let Ok(Titled { title: Some(title) }) = serde_saphyr::from_str(inside)
                && let Some(number @ Value::Number(_)) = keys.get_mut("title")
            {
                *number = Value::String(title);
            }
            Ok(Some(keys))
        }
        Ok(Value::Null) => Ok(Some(Map::new())),
        Ok(_) => Ok(None),
        Err(error) => {
            let line = error.location().map(|at| at.line()).and_then(|line| usize::try_from(line).ok());
            Err(broken("YAML", &error.without_snippet().to_string(), line.unwrap_or(0), file))
        }
    }
}

#[derive(serde::Deserialize)]
struct Titled {
    title: Option<String>,
}

fn toml(inside: &str, file: &str) -> Result<Map<String, Value>> {
    small(inside, file)?;
    let table: toml::Table = toml::from_str(inside).map_err(|error| {
        let before = error.span().and_then(|span| inside.get(..span.start)).unwrap_or_default();
        broken("TOML", error.message(), 1 + before.matches('\n').count(), file)
    })?;
    Ok(table.into_iter().map(|(key, value)| (key, json(value))).collect())
}

fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::Array(all) => all.into_iter().map(json).collect(),
        toml::Value::Table(all) => Value::Object(all.into_iter().map(|(k, v)| (k, json(v))).collect()),
        toml::Value::String(words) => Value::String(words),
        other => Value::String(other.to_string()),
    }
}

fn small(inside: &str, file: &str) -> Result<()> {
    if inside.len() <= LARGEST {
        return Ok(());
    }
    let message = say!("文件开头的信息超过 64 KiB", "the front matter is larger than 64 KiB");
    Err(Refusal::unusable("bad_front_matter", message).at(file).line(1))
}

/// `line` counts inside the front matter, from 1; 0 is its opening line.
fn broken(kind: &str, why: &str, line: usize, file: &str) -> Refusal {
    let message = say!("文件开头的 {kind} 写得不对", "the {kind} front matter is not valid");
    let help = say!(
        "请改正这一行，值里有冒号等符号时加上引号",
        "correct this line; put values with a colon or other signs in quotes"
    );
    let why = Text::same(escaped(why.trim()));
    Refusal::unusable("bad_front_matter", message).at(file).line(line + 1).detail(why).help(help)
}

/// Lines such as `[#]: author: "(…)"`, which Markdown takes for link definitions and does not show.
fn heads(text: &str) -> (Front, &str) {
    let mut keys = Map::new();
    let mut rest = text.trim_start_matches('\n');
    while let Some((line, after)) = rest.split_once('\n') {
        let Some((key, value)) = line.strip_prefix("[#]:").and_then(|head| head.split_once(':')) else {
            break;
        };
        let value = value.trim().trim_matches('"');
        let value = value.strip_prefix('(').and_then(|value| value.strip_suffix(')')).unwrap_or(value);
        keys.insert(key.trim().to_owned(), Value::String(value.trim().trim_matches('"').to_owned()));
        rest = after;
    }
    if keys.is_empty() {
        return (Front::default(), text);
    }
    // The author's page follows the name.
    if let Some(Value::String(author)) = keys.get_mut("author")
        && let Some((name, _page)) = author.split_once(" http")
    {
        *author = name.trim().to_owned();
    }
    let subject = keys.get("subject").and_then(words);
    (Front { subject, ..Front::of(keys) }, rest)
}

impl Front {
    fn of(mut keys: Map<String, Value>) -> Front {
        let mut lists = Vec::new();
        let mut fields = NAMES.map(|(field, names)| {
            let (key, value) = names.iter().find_map(|name| {
                let key = keys.keys().find(|key| key.to_lowercase() == *name)?.clone();
                let value = keys.get(&key)?.clone();
                words(&value).map(|_| (key, value))
            })?;
            keys.shift_remove(&key);
            let first = match (&value, field) {
                (Value::Array(all), "category" | "cover") => {
                    let more: Vec<Value> = all.iter().skip(1).cloned().collect();
                    lists.extend(words(&Value::Array(more)).map(|more| (key, more)));
                    all.first().and_then(words)
                }
                (Value::Object(all), "cover") => {
                    ["image", "src", "url", "relative"].iter().find_map(|name| all.get(*name).and_then(words))
                }
                _ => None,
            };
            first.or_else(|| words(&value))
        });
        let [title, author, date, category, digest, cover] = fields.each_mut().map(Option::take);
        lists.extend(keys.iter().filter_map(|(key, value)| Some((key.clone(), words(value)?))));
        let others = lists.into_iter().map(|(key, value)| (escaped(&key), escaped(&value))).collect();
        let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
        Front { title, author, date, category, digest, cover, subject: None, others }
    }
}

/// A value in words: a list is joined, a table gives its `name` or stands as JSON. `None` when it is empty.
fn words(value: &Value) -> Option<String> {
    let words = match value {
        Value::Null => String::new(),
        Value::String(words) => words.trim().to_owned(),
        Value::Array(all) => all.iter().filter_map(words).collect::<Vec<_>>().join("、"),
        Value::Object(all) if all.is_empty() => String::new(),
        Value::Object(all) => all.get("name").and_then(words).unwrap_or_else(|| value.to_string()),
        other => other.to_string(),
    };
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn front(text: &str) -> Front {
        split(text, "a.md").unwrap().0
    }

    #[test]
    fn fields_by_their_names_elsewhere() {
        let hugo = "---\ntitle: \"甲：乙\"\nauthors:\n- 李娜\n- 王芳\ndate: 2024-01-29T15:42:05+08:00\n\
                    categories: [开源, 博客]\ndescription: 摘要\ncover:\n  image: a.png\n---\n正文\n";
        let zola = "+++\ntitle = \"甲：乙\"\nauthor = \"李娜、王芳\"\ndate = 2024-01-29T15:42:05+08:00\n\
                    categories = [\"开源\", \"博客\"]\nsummary = \"摘要\"\nimage = \"a.png\"\n+++\n正文\n";
        for text in [hugo, zola] {
            let (front, body) = split(text, "a.md").unwrap();
            assert_eq!(front.title.as_deref(), Some("甲：乙"));
            assert_eq!(front.author.as_deref(), Some("李娜、王芳"));
            assert_eq!(front.date.as_deref(), Some("2024-01-29T15:42:05+08:00"));
            assert_eq!(front.category.as_deref(), Some("开源"));
            assert_eq!(front.digest.as_deref(), Some("摘要"));
            assert_eq!(front.cover.as_deref(), Some("a.png"));
            assert_eq!(front.others, [("categories".to_owned(), "博客".to_owned())]);
            assert_eq!(body, "正文\n");
        }
    }

    #[test]
    fn numbers_and_tables_as_words() {
        assert_eq!(front("---\ntitle: 1.10\n---\n").title.as_deref(), Some("1.10"));
        assert_eq!(front("---\nauthor: {name: 李娜, mail: a@b.c}\n---\n").author.as_deref(), Some("李娜"));
        assert_eq!(front("---\nDate: 2024-01-01\n---\n").date.as_deref(), Some("2024-01-01"));
        assert_eq!(front("---\ntitle:\n---\n").title, None);
        assert_eq!(front("---\ntitle: |\n  甲\n  乙\n---\n").title.as_deref(), Some("甲 乙"));
    }

    #[test]
    fn rules_across_the_page_are_no_front_matter() {
        for text in ["---\n正文\n", "---\n\n# 标题\n\n正文\n\n---\n尾\n", "正文\n---\ntitle: 甲\n---\n", ""]
        {
            let (front, body) = split(text, "a.md").unwrap();
            assert!(front.title.is_none() && body == text, "{text}");
        }
    }

    #[test]
    fn mistakes_are_refused_with_their_line() {
        let large = format!("---\na: {}\n---\n", "x".repeat(LARGEST));
        let rows = [
            ("---\ntitle: 甲: 乙\n---\n", 2),
            ("---\nauthor: 李娜\ntitle: \"甲\n---\n", 3),
            ("---\na: 1\na: 2\n---\n", 3),
            ("+++\ntitle = \"甲\"\nauthor = 李娜\n+++\n", 3),
            ("+++\ntitle = \"甲\"\n", 1),
            (large.as_str(), 1),
        ];
        for (text, line) in rows {
            let Err(refusal) = split(text, "a.md") else { panic!("{text}") };
            assert_eq!((refusal.code, refusal.line), ("bad_front_matter", Some(line)), "{text}");
        }
    }

    #[test]
    fn head_lines_are_read_and_removed() {
        let text = "[#]: collector: (甲)\n[#]: subject: \"(Pipes)\"\n[#]: author: \"Ann Lee https://e.com/ann\"\n\n标题\n===\n";
        let (front, body) = split(text, "a.md").unwrap();
        assert_eq!(front.author.as_deref(), Some("Ann Lee"));
        assert_eq!(front.subject.as_deref(), Some("Pipes"));
        assert_eq!(front.title, None);
        assert_eq!(front.others.len(), 2);
        assert_eq!(body, "\n标题\n===\n");
    }
}
