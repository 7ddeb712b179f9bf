//! The rules about links and pictures, and those about the whole folder: what they find, and what they leave
//! alone.

#![allow(clippy::disallowed_methods, reason = "a test builds its own folder")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::{fmt::Write as _, fs, io::Cursor, path::Path};

use wxops::{
    article::{Article, markdown::Markdown, picture::Picture, sketch::Sketch},
    check::Place,
    finding::Severity,
    rules::{self, Shown, Subject},
    settings::{Level, Settings},
};

mod pictures;

/// The rule, a picture that it objects to, one that it does not.
const PICTURES: &[(&str, &str, &str)] = &[
    ("picture_format_refused", "WebP 900×383", "PNG 900×383"),
    ("picture_format_refused", "TIFF", "JPEG 900×383"),
    ("picture_format_refused", "HEIC", "GIF 900×383"),
    ("picture_format_refused", "AVIF", "BMP 900×383"),
    ("picture_format_refused", "SVG", "text"),
    ("picture_too_large", "JPEG 900×383 5242881", "JPEG 900×383 5242880"),
    ("picture_too_large", "GIF 900×383 10485761", "GIF 900×383 100"),
    ("picture_unreadable", "text", "SVG"),
    ("picture_unreadable", "empty", "WebP 900×383"),
    ("picture_unreadable", "pointer", "HEIC"),
    ("picture_unreadable", "PNG 900×383 cut", "PNG 900×383"),
    ("picture_unreadable", "JPEG 900×383 cut", "JPEG 900×383 200000"),
    ("cover_unsuitable", "PNG 1080×1920", "PNG 1080×1080"),
    ("cover_unsuitable", "PNG 1920×600", "PNG 1920×817"),
    ("cover_unsuitable", "JPEG 399×399", "JPEG 500×500"),
    ("cover_unsuitable", "JPEG 719×383", "JPEG 720×380"),
    ("cover_unsuitable", "WebP 300×300", "text"),
    ("cover_unsuitable", "BMP 890×305", "BMP 900×500"),
];

#[test]
fn pictures_are_known_by_their_bytes() {
    for (rule, bad, good) in PICTURES {
        assert_eq!(about(rule, bad).len(), 1, "{rule}: {bad}");
        assert_eq!(about(rule, good), [], "{rule}: {good}");
    }
}

#[test]
fn what_the_editor_alone_refuses_is_a_warning() {
    assert_eq!(about("picture_too_large", "JPEG 9×9 10485760"), [Severity::Warning]);
    assert_eq!(about("picture_too_large", "JPEG 9×9 10485761"), [Severity::Error]);
}

#[test]
fn a_picture_is_looked_at_once_and_only_if_it_is_shown() {
    let article = Article::parse(
        "+++\ncover = \"a.png\"\n+++\n![](a.png)![](./a.png)[x](c.png)![](https://x.cn/d.png)![](../e.png)"
            .into(),
    );
    let settings = Settings::default();
    let asked = std::cell::RefCell::new(Vec::new());
    let open = |name: &str| {
        asked.borrow_mut().push(name.to_owned());
        Picture::read(Cursor::new(pictures::file("WebP 9×9"))).ok()
    };
    let mut subject = Subject::new("a.md", &article, &settings);
    subject.open = Some(&open);
    let found = rules::check(Shown::Article(&subject), &settings);
    assert_eq!(asked.borrow().as_slice(), ["a.png"]);
    assert_eq!(found.iter().filter(|finding| finding.rule == "picture_format_refused").count(), 1);
}

/// The rule, a text that it objects to, one that it does not.
const LINKS: &[(&str, &str, &str)] = &[
    ("alt_missing", "![](a.png)", "![甲](a.png)"),
    ("alt_missing", "![ ](a.png)", "![`甲`](a.png)"),
    ("alt_missing", "甲![][一]\n\n[一]: a.png", "`![](a.png)`"),
    ("link_empty", "[甲]()", "[甲](b)"),
    ("link_empty", "[甲](#)", "[甲](#一)"),
    ("link_empty", "[甲](<>)", "[甲]（）"),
    ("link_missing", "[甲](b.pdf)", "[甲](a.png)"),
    ("link_missing", "[甲](A.png)", "[甲](./a%2Epng)"),
    ("link_missing", "[甲](www.example.com)", "[甲](https://www.example.com)"),
    ("link_missing", "# 一\n\n[甲](#二)", "# 一\n\n[甲](#一)"),
    ("link_missing", "# Rust\n\n[甲](#go)", "# 1. Rust 入门！\n\n[甲](#1-rust-入门)"),
    ("link_missing", "[甲](b.md#一)", "[甲](../b/index.md#一)"),
    ("link_missing", "[甲](#x)", "<a id=\"x\"></a>\n\n[甲](#x)"),
    ("link_missing", "[甲](#x)", "# `x`\n\n[甲](/x)"),
    ("link_missing", "# 一\n\n[甲](#%E4%BA%8C)", "# 二\n\n[甲](#%E4%BA%8C)"),
    ("link_missing", "[甲](b.pdf)", "[甲](mailto:a@example.com)"),
    ("link_stripped", "[甲](https://example.com)", "[甲](https://mp.weixin.qq.com/s/1)"),
    ("link_stripped", "<http://example.com>", "[甲](//MP.weixin.qq.com/s/1)"),
    ("link_stripped", "[甲](https://mp.weixin.qq.com.example.com)", "`<http://example.com>`"),
    ("link_stripped", "[甲](https://example.com/mp.weixin.qq.com)", "[甲](a.png)"),
];

#[test]
fn links_lead_somewhere() {
    for (rule, bad, good) in LINKS {
        assert_eq!(written(rule, bad).len(), 1, "{rule}: {bad}");
        assert_eq!(written(rule, good), [""; 0], "{rule}: {good}");
    }
}

#[test]
fn all_outside_links_are_told_in_one_warning() {
    assert_eq!(written("link_stripped", "[甲](https://a.cn)[乙](https://b.cn)").len(), 1);
}

#[test]
fn a_text_is_known_again_after_some_changes() {
    let text = prose(1, 60);
    let sketch = |text: &str| Sketch::of(&Markdown::of(&Article::parse(text.as_bytes().to_vec())).prose);
    assert!(sketch(&text).marks.len() > 20);
    let styled = text.replace('，', "，**").replace('。', "**。\n\n");
    assert_eq!(sketch(&text), sketch(&styled), "marks and line ends do not count");
    assert_eq!(sketch(&prose(1, 4)), Sketch::default(), "a short text has none");
    let shared = |a: &Sketch, b: &Sketch| a.marks.iter().filter(|mark| b.marks.contains(mark)).count();
    assert_eq!(shared(&sketch(&text), &sketch(&prose(2, 60))), 0, "other words have other marks");
}

#[test]
fn the_whole_folder_is_asked_for_twins_and_a_single_article_is_not() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: String| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let titled = |title: &str, text: &str| format!("+++\ntitle = \"{title}\"\n+++\n\n{text}\n");
    for file in ["wxops.toml", "team.toml"] {
        write(file, String::new());
    }
    let text = prose(1, 60);
    write("archive/2025/old/index.md", titled("旧", &text));
    write("articles/a/index.md", titled("甲", &text));
    write("articles/b/index.md", titled("甲", &prose(2, 60)));
    write("articles/c/index.md", titled("丙", &format!("编者按：今天再读一遍。\n\n{text}")));
    write("articles/d/index.md", titled("旧", &format!("{}{}", prose(1, 30), prose(3, 30))));
    let place = Place::of(root.path()).unwrap();
    let twice = |name: Option<&str>| {
        let mut checked = Vec::new();
        match name {
            Some(name) => checked = place.named(name, root.path()).unwrap(),
            None => place.all(|files| checked.extend(files)).unwrap(),
        }
        let found = checked.into_iter().flat_map(|file| file.findings);
        let found = found.filter(|finding| ["text_twice", "title_twice"].contains(&finding.rule));
        found.map(|finding| format!("{} {}", finding.path, finding.message.en)).collect::<Vec<_>>()
    };
    assert_eq!(
        twice(None),
        [
            "articles/b/index.md it has the title of `articles/a/index.md`: “甲”",
            "articles/c/index.md its text is nearly that of `articles/a/index.md`",
            "articles/d/index.md it has the title of `archive/2025/old/index.md`: “旧”",
        ]
    );
    assert_eq!(twice(Some("c")), [""; 0]);
}

#[test]
fn pictures_on_the_disk_are_looked_at() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| fs::write(root.path().join(path), bytes).unwrap();
    write("draft.md", "![甲](a.png)\n\n![乙](b.png)\n".as_bytes());
    write("a.png", &pictures::file("WebP 900×383"));
    write("b.png", &pictures::file("PNG 900×383"));
    let place = Place::of(Path::new("/")).unwrap();
    let checked = place.named("draft.md", root.path()).unwrap();
    let found: Vec<_> = checked.iter().flat_map(|file| &file.findings).map(|found| found.rule).collect();
    assert_eq!(found.iter().filter(|rule| rule.starts_with("picture_")).count(), 1, "{found:?}");
    assert!(found.contains(&"picture_format_refused"));
}

/// What a rule says of an article whose cover is such a picture.
fn about(rule: &'static str, said: &str) -> Vec<Severity> {
    let article = Article::parse("+++\ncover = \"a\"\n+++\n".into());
    let settings = Settings::default();
    let open = |_: &str| Picture::read(Cursor::new(pictures::file(said))).ok();
    let mut subject = Subject::new("a.md", &article, &settings);
    subject.open = Some(&open);
    let found = rules::find(rule).unwrap().check(Shown::Article(&subject), &settings);
    found.iter().map(|finding| finding.severity).collect()
}

/// What a rule says of a text beside which `a.png` lies, if it is switched on.
fn written(rule: &'static str, text: &str) -> Vec<String> {
    let article = Article::parse(text.into());
    let mut settings = Settings::default();
    settings.check.severity.insert(rule.to_owned(), Level::Warning);
    let files = ["a.png".to_owned(), "index.md".to_owned()];
    let mut subject = Subject::new("a.md", &article, &settings);
    subject.files = Some(&files);
    let found = rules::find(rule).unwrap().check(Shown::Article(&subject), &settings);
    found.into_iter().map(|finding| finding.message.en).collect()
}

/// So many sentences of Chinese characters, others for another seed.
fn prose(seed: u32, sentences: u32) -> String {
    let mut text = String::new();
    let mut state = seed.wrapping_mul(2_654_435_761);
    for _ in 0..sentences {
        for n in 0..24 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let c = char::from_u32(0x4e00 + (state >> 12) % 2000).unwrap();
            write!(text, "{c}{}", if n == 11 { "，" } else { "" }).unwrap();
        }
        text.push('。');
    }
    text
}
