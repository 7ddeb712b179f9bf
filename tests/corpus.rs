//! Tries things on real articles that nobody here wrote; they lie outside the repository, at `../shared/corpus` or
//! the same beside a folder above it. Where they are not, the tests say so and look at nothing.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]
#![allow(clippy::panic, reason = "a page that cannot be read has failed")]

#[path = "../examples/fake-wechat/stand_in/mod.rs"]
mod stand_in;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use stand_in::{Account, StandIn};
use wxops::{
    article::{
        Article,
        crop::{Focus, SQUARE, WIDE},
    },
    import::Imported,
    pictures::outgoing,
    render::{Styles, render, theme::Theme, with_addresses},
    rules::{
        RULES, Rule, Shown, Subject,
        page::{Block, blocks},
    },
    sending::differences,
    settings::{Category, Level, Settings},
    wechat::{DraftArticle, Platform, Secret},
};

/// Every Markdown file of the corpus but what tells where it comes from; none with a message where there is no
/// corpus.
fn corpus() -> Option<Vec<PathBuf>> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let Some(root) = above.map(|folder| folder.join("shared/corpus")).find(|root| root.is_dir()) else {
        eprintln!("skipped: there is no corpus at ../shared/corpus");
        return None;
    };
    let files = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter();
    let paths = files.map(|file| file.unwrap().into_path()).filter(|path| *path != root.join("README.md"));
    Some(paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect())
}

#[test]
fn every_article_can_be_imported() {
    for path in corpus().unwrap_or_default() {
        let shown = path.display().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let imported =
            Imported::read(&bytes, &shown).unwrap_or_else(|refusal| panic!("{shown}: {refusal:?}"));
        assert!(!imported.title.trim().is_empty(), "{shown}");
        assert!(!imported.title.contains('\n'), "{shown}");
        assert!(!imported.body.contains("[#]: author"), "{shown}");

        // What was tidied once stays as it is.
        let front =
            toml::Table::from_iter([("title".to_owned(), toml::Value::String(imported.title.clone()))]);
        let again = format!("+++\n{front}+++\n\n{}", imported.body);
        let again = Imported::read(again.as_bytes(), &shown).unwrap();
        assert_eq!((&again.title, &again.body), (&imported.title, &imported.body), "{shown}");
        assert_eq!(again.local_pictures, imported.local_pictures, "{shown}");
    }
}

/// What the platform keeps of a page is the page: sixty articles, there and back.
#[test]
fn pages_of_real_articles_come_back_whole() {
    let paths = corpus().unwrap_or_default();
    if paths.is_empty() {
        return;
    }
    let stand_in = StandIn::start(Account::default());
    let Account { app_id, secret, .. } = Account::default();
    let account = Platform::at(&stand_in.base(), &app_id, Secret::of(&secret)).unwrap();
    let cover = outgoing(include_bytes!("example/articles/dongji-xinpin/cover.png")).unwrap();
    let cover = account.cover(&cover).unwrap();
    let styles = Styles::of(&Theme::plain());
    let focus = Focus::default();
    let (mut seen, mut pictures) = (0, 0);
    for path in paths.iter().step_by(paths.len() / 60) {
        let shown = path.display().to_string();
        let bytes = imported(&std::fs::read(path).unwrap(), &shown);
        let page = render(&Article::parse(bytes), &styles, &[]);
        pictures += page.pictures.len();
        let content =
            with_addresses(&page.html, |_| "https://mmbiz.qpic.cn/mmbiz_png/AbC/0?wx_fmt=png".into());
        let ours = DraftArticle {
            title: format!("第 {seen} 篇"),
            author: "编辑部".into(),
            digest: "摘要".into(),
            content,
            source_url: "https://example.com/a".into(),
            cover: cover.clone(),
            wide: focus.cut((900, 383), WIDE),
            square: focus.cut((900, 383), SQUARE),
            comments: true,
            followers_only: false,
        };
        let draft = account.add_draft(std::slice::from_ref(&ours)).unwrap();
        let there = account.draft(&draft).unwrap().unwrap();
        assert_eq!(differences(&ours, &there[0], true), [], "{shown}");
        seen += 1;
    }
    assert!(seen >= 60 && pictures > 30, "{seen} articles with {pictures} pictures");
}

/// How pages say that their rule was played, other than on the files as they are, and the category of the files then.
const HOWS: [(&str, Option<&str>); 4] =
    [("", None), ("当作产品介绍查", Some("product")), ("当作公告查", Some("notice")), ("导入以后查", None)];

/// The number of hits that a page gives is the number of hits.
#[test]
fn pages_count_what_their_rules_find() {
    let Some(paths) = corpus() else { return };
    assert_eq!(paths.len(), 412, "the pages tell of another corpus");
    let mut wrong = Vec::new();
    for (how, category) in HOWS {
        let mut settings = Settings::default();
        // Files without front matter are of the category without a name.
        let like = settings.categories.iter().find(|known| Some(known.id.as_str()) == category).cloned();
        settings.categories.extend(like.map(|known| Category { id: String::new(), ..known }));
        let off = RULES.iter().filter(|rule| rule.level == Level::Off);
        settings.check.severity.extend(off.map(|rule| (rule.name.to_owned(), Level::Warning)));
        let pages: Vec<Counted> = RULES.iter().filter_map(counted).filter(|page| page.how == how).collect();
        let found: Vec<_> = paths.par_iter().map(|path| hits(path, &pages, &settings)).collect();
        for (at, page) in pages.iter().enumerate() {
            let found = found.iter().map(|hits| if page.articles { hits[at].min(1) } else { hits[at] });
            let found: usize = found.sum();
            if found != page.hits {
                wrong.push(format!("{}: the page says {}, there are {found}", page.rule.name, page.hits));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What the page of a rule says of its hits.
struct Counted {
    rule: &'static Rule,
    /// How they were looked for
    how: &'static str,
    hits: usize,
    /// Whether articles are counted, not places
    articles: bool,
}

/// What a page says of 412 articles; nothing if it tells of something else.
fn counted(rule: &'static Rule) -> Option<Counted> {
    let mut words = blocks(rule.page).into_iter().filter_map(|block| match block {
        Block::Words(words) => words.strip_prefix("精度：412 篇已发表的文章里"),
        Block::Fence(..) => None,
    });
    let words = words.next()?;
    let first = words.split(['（', '，', '。']).next().unwrap_or_default();
    let number: String = first.chars().filter(char::is_ascii_digit).collect();
    let hits = if first == "没有命中" { 0 } else { number.parse().unwrap() };
    let how = HOWS.iter().rev().find(|(how, _)| words.contains(how)).map(|(how, _)| *how);
    Some(Counted { rule, how: how.unwrap_or_default(), hits, articles: first.contains('篇') })
}

/// How often each rule finds something in an article.
fn hits(path: &Path, pages: &[Counted], settings: &Settings) -> Vec<usize> {
    let shown = path.display().to_string();
    let bytes = std::fs::read(path).unwrap();
    let is_imported = pages.iter().any(|page| page.how == "导入以后查");
    let article = Article::parse(if is_imported { imported(&bytes, &shown) } else { bytes });
    let folder = path.parent().unwrap();
    let files = walkdir::WalkDir::new(folder).into_iter().map(|file| file.unwrap().into_path());
    let names = files.filter_map(|file| Some(file.strip_prefix(folder).ok()?.to_str()?.to_owned()));
    let names: Vec<String> = names.collect();
    let mut subject = Subject::new(&shown, &article, settings);
    subject.files = Some(&names);
    let styles = Styles::of(&Theme::plain());
    subject.styles = Some(&styles);
    pages.iter().map(|page| page.rule.check(Shown::Article(&subject), settings).len()).collect()
}

/// The article as `wxops import` takes it in.
fn imported(bytes: &[u8], shown: &str) -> Vec<u8> {
    let Imported { title, author, digest, cover, body, .. } = Imported::read(bytes, shown).unwrap();
    let fields = [("title", Some(title)), ("author", author), ("digest", digest), ("cover", cover)];
    let fields = fields.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.into())));
    let front: toml::Table = fields.collect();
    format!("+++\n{front}+++\n\n{body}").into_bytes()
}
