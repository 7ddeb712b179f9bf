//! A push's file as text: written new, or changed with every other byte as it was, comments and unknown keys too.

use std::collections::BTreeMap;

use toml_edit::{Array, Decor, DocumentMut, Item, Table, Value, value};

use super::{Armed, Push};
use crate::{
    moment::{Moment, stored},
    refusal::{Refusal, Result},
    say,
};

/// The first line of each new file.
const HEAD: &str = "# 一次推送：第一篇是头条；用 wxops push 改，顺序不影响审核 / one push: the first article leads; change it with `wxops push`, its order needs no approval\n";

/// Beside `[armed]`.
const TIMER: &str =
    "  # 后台已设定时群发，撤下要先在后台取消 / a timer runs in the back office; cancel it there first";

/// The file of a new push.
pub fn fresh(at: Moment, articles: &[String]) -> String {
    let listed: Vec<String> = articles.iter().map(|slug| format!("\"{slug}\"")).collect();
    let (at, listed) = (stored(at), listed.join(", "));
    format!("{HEAD}at = \"{at}\"\narticles = [{listed}]\n")
}

impl Push {
    /// The file with these articles, in this order. A comment beside an article stays with it.
    pub fn with_articles(&self, articles: &[String]) -> Result<String> {
        self.changed(|document| {
            let array = document.get_mut("articles").and_then(Item::as_array_mut);
            array.map(|array| arrange(array, articles))
        })
    }

    /// The file with another name of an article.
    pub fn with_slug(&self, old: &str, new: &str) -> Result<String> {
        self.changed(|document| {
            let array = document.get_mut("articles").and_then(Item::as_array_mut)?;
            let item = array.iter_mut().find(|item| item.as_str() == Some(old))?;
            *item = decorated(new, item.decor().clone());
            Some(())
        })
    }

    /// The file with another time; it lies under another name then.
    pub fn with_time(&self, at: Moment) -> Result<String> {
        self.changed(|document| {
            let own = document.get_mut("at").and_then(Item::as_value_mut)?;
            *own = decorated(&stored(at), own.decor().clone());
            Some(())
        })
    }

    /// The file that says a timer runs, or that none does.
    pub fn with_timer(&self, armed: Option<&Armed>) -> Result<String> {
        self.changed(|document| {
            let Some(Armed { at, by, on }) = armed else {
                document.remove("armed");
                return Some(());
            };
            let words = [("at", stored(*at)), ("by", by.clone()), ("on", stored(*on))];
            if let Some(table) = document.get_mut("armed").and_then(Item::as_table_mut) {
                for (key, word) in words {
                    match table.get_mut(key).and_then(Item::as_value_mut) {
                        Some(own) => *own = decorated(&word, own.decor().clone()),
                        None => drop(table.insert(key, value(word))),
                    }
                }
                return Some(());
            }
            let mut table = Table::new();
            for (key, word) in words {
                table.insert(key, value(word));
            }
            *table.decor_mut() = Decor::new("\n", TIMER);
            document.insert("armed", Item::Table(table));
            Some(())
        })
    }

    fn changed(&self, change: impl FnOnce(&mut DocumentMut) -> Option<()>) -> Result<String> {
        let mut document: DocumentMut = self.text().parse().map_err(|_| self.by_hand())?;
        change(&mut document).ok_or_else(|| self.by_hand())?;
        Ok(document.to_string())
    }

    /// The file is fine and written in a way that is not touched.
    fn by_hand(&self) -> Refusal {
        let message =
            say!("这个文件的写法，程序不敢代改", "the way this file is written wxops does not touch");
        Refusal::unusable("push_style", message)
            .at(self.path())
            .help(say!("手工改好，再提交", "edit it by hand and commit it"))
    }
}

fn decorated(word: &str, decor: Decor) -> Value {
    let mut new = Value::from(word);
    *new.decor_mut() = decor;
    new
}

/// Puts articles into a list in this order. In a list over several lines each keeps its line, with the comments above and
/// beside it: what follows a comma up to the end of the line belongs to the article before it.
fn arrange(array: &mut Array, articles: &[String]) {
    let words =
        |raw: Option<&toml_edit::RawString>| raw.and_then(|raw| raw.as_str()).unwrap_or_default().to_owned();
    let trailing = words(Some(array.trailing()));
    let old: Vec<(String, Decor)> = array
        .iter()
        .map(|item| (item.as_str().unwrap_or_default().to_owned(), item.decor().clone()))
        .collect();
    let is_long =
        trailing.contains('\n') || old.iter().any(|(_, decor)| words(decor.prefix()).contains('\n'));
    let mut new = Array::new();
    if !is_long {
        new.extend(articles.iter().map(String::as_str));
        replace(array, new);
        return;
    }
    // Above each article, beside each, and what stands at the end.
    let (mut above, mut beside) = (BTreeMap::new(), BTreeMap::new());
    let mut before: Option<&String> = None;
    let mut indent = "\n  ".to_owned();
    let mut take = |before: Option<&String>, words: &str| -> String {
        let (own, rest) = words.split_at(words.find('\n').unwrap_or(words.len()));
        match before {
            Some(slug) => {
                let kept: &mut String = beside.entry(slug.clone()).or_default();
                kept.push_str(own.trim_end());
                rest.to_owned()
            }
            None => words.to_owned(),
        }
    };
    let mut rest = String::new();
    for (slug, decor) in &old {
        let head = take(before, &(rest + &words(decor.prefix())));
        if let Some(at) = head.rfind('\n') {
            head[at..].clone_into(&mut indent);
        }
        above.insert(slug.clone(), head);
        rest = take(Some(slug), &words(decor.suffix()));
        before = Some(slug);
    }
    let end = take(before, &(rest + &trailing));
    let mut last = String::new();
    for slug in articles {
        let head = above.get(slug).filter(|head| head.contains('\n')).unwrap_or(&indent);
        new.push_formatted(decorated(slug, Decor::new(format!("{last}{head}"), "")));
        last = beside.get(slug).cloned().unwrap_or_default();
    }
    replace(array, new);
    array.set_trailing_comma(true);
    array.set_trailing(format!("{last}{}", if end.contains('\n') { end } else { "\n".to_owned() }));
}

/// Other items in a list that stays where it is.
fn replace(array: &mut Array, new: Array) {
    let decor = array.decor().clone();
    *array = new;
    *array.decor_mut() = decor;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{Zone, parse_stored};

    const ID: &str = "2026-12-01-2000";

    fn push(text: &str) -> Push {
        Push::read(ID, text.as_bytes(), &Zone::default())
            .unwrap_or_else(|refusal| panic!("{refusal:?}\n{text}"))
    }

    fn at(words: &str) -> Moment {
        parse_stored(words).unwrap()
    }

    fn slugs(words: &str) -> Vec<String> {
        words.split(' ').map(ToOwned::to_owned).collect()
    }

    const SHORT: &str = "# 头\nat = \"2026-12-01T20:00:00+08:00\" # 周二晚\narticles = [\"a\", \"b\"]  # 两篇\nnote = \"等王总\"\n";

    const LONG: &str = "at = \"2026-12-01T20:00:00+08:00\"\narticles = [\n    # 主推\n    \"a\", # 头条\n    \"b\", # 陪衬\n    \"c\" # 末条\n    # 完\n]\n";

    #[test]
    fn what_is_written_new_is_read_back() {
        let text = fresh(at("2026-12-01T20:00:00+08:00"), &slugs("dongji-xinpin gongyi-zhoubao"));
        let read = push(&text);
        assert_eq!(read.articles, ["dongji-xinpin", "gongyi-zhoubao"]);
        assert!(text.starts_with("# 一次推送：第一篇是头条；"), "{text}");
        assert_eq!(text.lines().count(), 3);
    }

    #[test]
    fn articles_change_and_comments_stay() {
        let short = push(SHORT);
        let three = short.with_articles(&slugs("b c a")).unwrap();
        assert_eq!(three, SHORT.replace("[\"a\", \"b\"]", "[\"b\", \"c\", \"a\"]"));
        let one = push(&three).with_articles(&slugs("a")).unwrap();
        assert_eq!(one, SHORT.replace("[\"a\", \"b\"]", "[\"a\"]"));
        assert_eq!(short.with_articles(&short.articles).unwrap(), SHORT);
        let long = push(LONG).with_articles(&slugs("c a d b")).unwrap();
        let list = "articles = [\n    \"c\", # 末条\n    # 主推\n    \"a\", # 头条\n    \"d\",\n    \"b\", # 陪衬\n    # 完\n]\n";
        assert_eq!(long, format!("{}{list}", LONG.split_inclusive('\n').next().unwrap()));
        assert_eq!(push(&long).articles, slugs("c a d b"));
        let left = push(&long).with_articles(&slugs("d b")).unwrap();
        assert!(!left.contains("主推") && left.contains("\"b\", # 陪衬"), "{left}");
    }

    #[test]
    fn a_name_and_a_time_change_alone() {
        assert_eq!(push(SHORT).with_slug("a", "x2").unwrap(), SHORT.replace("\"a\"", "\"x2\""));
        assert_eq!(push(LONG).with_slug("b", "x2").unwrap(), LONG.replace("\"b\"", "\"x2\""));
        let later = push(SHORT).with_time(at("2026-12-03T20:00:00+08:00")).unwrap();
        assert_eq!(later, SHORT.replace("12-01T", "12-03T"));
    }

    #[test]
    fn a_timer_comes_and_goes_without_a_trace() {
        let armed = Armed {
            at: at("2026-12-01T20:05:00+08:00"),
            by: "liuyang".into(),
            on: at("2026-12-01T15:02:00+08:00"),
        };
        for text in [SHORT, LONG] {
            let set = push(text).with_timer(Some(&armed)).unwrap();
            let table = format!(
                "\n[armed]{TIMER}\nat = \"2026-12-01T20:05:00+08:00\"\nby = \"liuyang\"\non = \"2026-12-01T15:02:00+08:00\"\n"
            );
            assert_eq!(set, format!("{text}{table}"));
            assert_eq!(push(&set).armed, Some(armed.clone()));
            assert_eq!(push(&set).with_timer(None).unwrap(), text);
        }
        let noted = format!(
            "{SHORT}\n[armed]\nat = \"2026-12-01T20:00:00+08:00\"  # 手机上设的\nby = \"a\"\non = \"2026-12-01T15:00:00+08:00\"\nphone = true\n"
        );
        let again = push(&noted).with_timer(Some(&armed)).unwrap();
        assert!(again.contains("# 手机上设的") && again.contains("phone = true"), "{again}");
        assert_eq!(push(&again).armed, Some(armed));
    }
}
