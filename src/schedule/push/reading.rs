//! Reads a push's file. People edit it by hand, so each mistake is told with its place and what to write instead.

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Armed, MOST, Push, id_of, path_of, time_of};
use crate::{
    article::{line_of, slug},
    moment::{Moment, Zone, stored, written},
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, escaped},
};

/// A file and where it lies, for sentences about it.
struct Source<'s> {
    path: String,
    text: &'s str,
    zone: &'s Zone,
}

impl Push {
    /// Reads the file of the push with this id.
    pub fn read(id: &str, bytes: &[u8], zone: &Zone) -> Result<Push> {
        let path = path_of(id);
        let text = std::str::from_utf8(bytes).map_err(|_| {
            Refusal::unusable("push", say!("文件不是 UTF-8 文本", "the file is not UTF-8 text")).at(&*path)
        })?;
        let source = Source { path, text, zone };
        let Some(named) = time_of(id, zone) else { return Err(source.bad_name(id)) };
        let file = DeTable::parse(text).map_err(|error| {
            let message = say!("这个推送文件读不懂", "this push cannot be read");
            let refusal = source.refusal(message, error.span().map(|span| span.start));
            let path = &source.path;
            refusal.detail(Text::same(escaped(error.message()))).help(say!(
                "改好这一行；要取回上次提交的：`git restore {path}`",
                "mend that line, or bring back what was committed: `git restore {path}`"
            ))
        })?;
        let file = file.get_ref();
        let at = source.at(id, named, file.get("at"))?;
        let listed = source.listed(file.get("articles"))?;
        let lines = listed.iter().map(|(_, line)| *line).collect();
        Ok(Push {
            id: id.to_owned(),
            at,
            articles: listed.into_iter().map(|(slug, _)| slug).collect(),
            armed: file.get("armed").map(|table| source.armed(table)).transpose()?,
            text: text.to_owned(),
            lines,
        })
    }
}

impl Source<'_> {
    fn refusal(&self, message: Text, place: Option<usize>) -> Refusal {
        let refusal = Refusal::unusable("push", message).at(&*self.path);
        place.map_or(refusal.clone(), |place| refusal.line(line_of(self.text, place)))
    }

    fn bad_name(&self, id: &str) -> Refusal {
        let id = escaped(id);
        let message = say!("文件名 `{id}` 不是推送的时间", "the name `{id}` is not the time of a push");
        self.refusal(message, None).help(say!(
            "改成这样的名字：`2026-12-01-2000.toml`，放在 `pushes/2026/` 里",
            "name it like `2026-12-01-2000.toml`, in `pushes/2026/`"
        ))
    }

    /// What stands in the file, for a sentence.
    fn shown(&self, value: &Spanned<DeValue<'_>>) -> String {
        escaped(self.text.get(value.span()).unwrap_or_default())
    }

    /// The time, which is the one that the file's name says.
    fn at(&self, id: &str, named: Moment, found: Option<&Spanned<DeValue<'_>>>) -> Result<Moment> {
        let right = stored(named);
        let help = say!("写成 `at = \"{right}\"`", "write `at = \"{right}\"`");
        let Some(found) = found else {
            let message = say!("缺少推送时间 `at`", "`at`, the time of the push, is missing");
            return Err(self.refusal(message, None).help(help));
        };
        let at = self.time("at", found).map_err(|refusal| Refusal { help: vec![help.clone()], ..refusal })?;
        if at == named {
            return Ok(at);
        }
        let (says, other) = (stored(at), id_of(at, self.zone));
        let message = say!(
            "文件名说 `{id}`，里面写的时间是 {says}，两个要一致",
            "the file's name says `{id}`, the time in it is {says}; they must agree"
        );
        let refusal = self.refusal(message, Some(found.span().start)).help(help);
        let is_minute = time_of(&other, self.zone) == Some(at);
        Err(if is_minute {
            refusal.help(say!(
                "要换时间：改回去，再运行 `wxops push move {id} 时间`",
                "for another time: put it back, then `wxops push move {id} TIME`"
            ))
        } else {
            refusal // no name has seconds
        })
    }

    fn time(&self, key: &str, found: &Spanned<DeValue<'_>>) -> Result<Moment> {
        let at = found.get_ref().as_str().and_then(|words| written(words, self.zone));
        at.ok_or_else(|| {
            let shown = self.shown(found);
            let message = say!("`{key}` 写的是 `{shown}`，看不懂", "`{key}` is `{shown}`, which is no time");
            self.refusal(message, Some(found.span().start)).help(say!(
                "写成 `{key} = \"2026-12-01T20:00:00+08:00\"`",
                "write `{key} = \"2026-12-01T20:00:00+08:00\"`"
            ))
        })
    }

    /// The slugs, each with its line.
    fn listed(&self, found: Option<&Spanned<DeValue<'_>>>) -> Result<Vec<(String, usize)>> {
        let example = say!(
            "写成 `articles = [\"dongji-xinpin\", \"gongyi-zhoubao\"]`，第一篇是头条",
            "write `articles = [\"dongji-xinpin\", \"gongyi-zhoubao\"]`; the first one leads"
        );
        let Some(found) = found else {
            let message = say!("缺少稿件 `articles`", "`articles` is missing");
            return Err(self.refusal(message, None).help(example));
        };
        let place = Some(found.span().start);
        let DeValue::Array(items) = found.get_ref() else {
            let message = say!("`articles` 不是稿件名的列表", "`articles` is no list of slugs");
            return Err(self.refusal(message, place).help(example));
        };
        let count = items.len();
        if count == 0 {
            let message = say!("这次推送里没有稿件", "this push has no article");
            let refusal = self.refusal(message, place).help(example);
            return Err(
                refusal.help(say!("不推了：删掉这个文件", "if there is to be no push: delete the file"))
            );
        }
        if count > MOST {
            let message = say!(
                "{count} 篇太多，平台最多 {MOST} 篇",
                "{count} articles; the platform takes up to {MOST}"
            );
            let help = say!("多的排进另一次推送", "put the others into another push");
            return Err(self.refusal(message, place).help(help));
        }
        let mut listed: Vec<(String, usize)> = vec![];
        for item in items {
            let place = item.span().start;
            let Some(slug) = item.get_ref().as_str() else {
                let shown = self.shown(item);
                let message = say!("`{shown}` 不是稿件名", "`{shown}` is no slug");
                return Err(self.refusal(message, Some(place)).help(example));
            };
            slug::check(slug).map_err(|refusal| {
                let refusal = Refusal { code: "push", exit: Exit::Unusable, ..refusal };
                refusal.at(&*self.path).line(line_of(self.text, place))
            })?;
            if listed.iter().any(|(own, _)| own == slug) {
                let message = say!("`{slug}` 出现了两次", "`{slug}` stands twice");
                return Err(self.refusal(message, Some(place)).help(say!("删去一个", "take one out")));
            }
            listed.push((slug.to_owned(), line_of(self.text, place)));
        }
        Ok(listed)
    }

    fn armed(&self, table: &Spanned<DeValue<'_>>) -> Result<Armed> {
        let help =
            say!("整段删掉，再运行 `wxops push arm`", "take the whole table out, then `wxops push arm`");
        let by = self.word(table, ("armed", "by"), &help)?.get_ref().as_str().unwrap_or_default();
        let time = |key| self.time(key, self.word(table, ("armed", key), &help)?);
        Ok(Armed { at: time("at")?, by: by.to_owned(), on: time("on")? })
    }

    /// A key of a table, which is a text.
    fn word<'t, 'v>(
        &self,
        table: &'t Spanned<DeValue<'v>>,
        (name, key): (&str, &str),
        help: &Text,
    ) -> Result<&'t Spanned<DeValue<'v>>> {
        let found = table.get_ref().get(key);
        let is_word =
            |found: &&Spanned<DeValue<'_>>| found.get_ref().as_str().is_some_and(|word| !word.is_empty());
        found.filter(is_word).ok_or_else(|| {
            let place = found.map_or(table.span(), Spanned::span).start;
            let message = say!(
                "`[{name}]` 里缺少 `{key}`，或者它不是文字",
                "`{key}` in `[{name}]` is missing, or no text"
            );
            self.refusal(message, Some(place)).help(help.clone())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "2026-12-01-2000";

    fn read(text: &str) -> Result<Push> {
        Push::read(ID, text.as_bytes(), &Zone::default())
    }

    #[test]
    fn a_whole_file_is_read_with_keys_that_nobody_knows() {
        let text = "# 一次推送\nat = \"2026-12-01T20:00:00+08:00\"\narticles = [\n  \"dongji-xinpin\", # 头条\n  \"gongyi-zhoubao\",\n]\nnote = \"等王总\"\n\n\
                    [armed]\nat = \"2026-12-01T20:05:00+08:00\"\nby = \"liuyang\"\non = \"2026-12-01T15:02:00+08:00\"\n\n\
                    [kept]\nby = \"hand\"\n";
        let push = read(text).unwrap();
        assert_eq!((push.id.as_str(), stored(push.at).as_str()), (ID, "2026-12-01T20:00:00+08:00"));
        assert_eq!(push.articles, ["dongji-xinpin", "gongyi-zhoubao"]);
        assert_eq!((push.position("gongyi-zhoubao"), push.line_of("gongyi-zhoubao")), (Some(2), Some(5)));
        assert_eq!((push.position("x"), push.line_of("x")), (None, None));
        let armed = push.armed.unwrap();
        assert_eq!((armed.by.as_str(), stored(armed.at).as_str()), ("liuyang", "2026-12-01T20:05:00+08:00"));
        // As somebody types it.
        assert!(read("at = \"2026-12-01 20:00\"\narticles = [\"a\"]\n").is_ok());
        assert!(read("at = \"2026-12-01T12:00:00+00:00\"\narticles = [\"a\"]\n").is_ok());
    }

    #[test]
    fn each_mistake_is_told_with_its_line_and_what_to_write() {
        let at = "at = \"2026-12-01T20:00:00+08:00\"\n";
        let with = |rest: &str| format!("{at}{rest}");
        let nine: Vec<String> = ('a'..='i').map(|c| format!("\"{c}\"")).collect();
        let rows = [
            ("at = \n".to_owned(), Some(1), "cannot be read", "git restore"),
            ("articles = [\"a\"]\n".into(), None, "`at`, the time of the push, is missing", "write `at ="),
            (
                "articles = [\"a\"]\nat = \"周二晚\"\n".into(),
                Some(2),
                "which is no time",
                "write `at = \"2026-12-01T20:00:00+08:00\"`",
            ),
            (
                "at = 2026-12-01T20:00:00+08:00\narticles = [\"a\"]\n".into(),
                Some(1),
                "which is no time",
                "write `at =",
            ),
            ("at = 2000\narticles = [\"a\"]\n".into(), Some(1), "`at` is `2000`", "write `at ="),
            (
                "at = \"2026-12-01T20:00:41+08:00\"\narticles = [\"a\"]\n".into(),
                Some(1),
                "they must agree",
                "write `at =",
            ),
            (
                "at = \"2026-12-01T21:00:00+08:00\"\narticles = [\"a\"]\n".into(),
                Some(1),
                "they must agree",
                "wxops push move",
            ),
            (at.into(), None, "`articles` is missing", "the first one leads"),
            (with("articles = \"a\"\n"), Some(2), "no list of slugs", "the first one leads"),
            (with("articles = []\n"), Some(2), "has no article", "delete the file"),
            (with("articles = [\"a\", 7]\n"), Some(2), "`7` is no slug", "the first one leads"),
            (with("articles = [\n\"a\",\n\"冬季\"\n]\n"), Some(4), "has `冬`", "type `dong-ji`"),
            (with("articles = [\n\"a\",\n\"b\",\n\"a\"\n]\n"), Some(5), "`a` stands twice", "take one out"),
            (
                with(&format!("articles = [{}]\n", nine.join(", "))),
                Some(2),
                "9 articles; the platform",
                "another push",
            ),
            (
                with("articles = [\"a\"]\n[armed]\nby = \"b\"\n"),
                Some(3),
                "`at` in `[armed]`",
                "wxops push arm",
            ),
            (
                with("articles = [\"a\"]\n[armed]\nat = \"晚\"\nby = \"b\"\non = \"x\"\n"),
                Some(4),
                "no time",
                "write `at =",
            ),
            (with("articles = [\"a\"]\narmed = true\n"), Some(3), "`by` in `[armed]`", "wxops push arm"),
        ];
        for (text, line, message, help) in rows {
            let refusal = read(&text).unwrap_err();
            assert_eq!((refusal.code, refusal.line), ("push", line), "{text}{refusal:?}");
            assert_eq!(refusal.path.as_deref(), Some("pushes/2026/2026-12-01-2000.toml"));
            assert!(refusal.message.en.contains(message), "{text}{refusal:?}");
            let all: String = refusal.help.iter().map(|help| help.en.as_str()).collect();
            assert!(all.contains(help) && (all.is_empty() == help.is_empty()), "{text}{refusal:?}");
        }
        let refusal = Push::read("plan", b"", &Zone::default()).unwrap_err();
        assert!(refusal.message.en.contains("`plan` is not the time of a push"), "{refusal:?}");
        assert_eq!(Push::read(ID, b"\xff", &Zone::default()).unwrap_err().code, "push");
    }
}
