//! Pages: each `tests/render/NAME.md` is rendered to `NAME.html`, one feature a file; `SNAPSHOTS=overwrite` writes
//! them. A file whose name begins with `lively-` has that theme. What holds for every page is tried on all of them,
//! on made-up texts, and on the corpus of real articles where that lies beside the checkout.

#![allow(clippy::disallowed_methods, reason = "a test looks at the checkout")]
#![allow(clippy::unwrap_used, reason = "a page that cannot be read has failed")]

use std::{fs, path::PathBuf, time::Instant};

use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, html::push_html};
use snapbox::{Data, IntoData as _, assert_data_eq};
use wxops::{
    article::{Article, markdown},
    render::{
        Credit, Origin, Page, Styles, filter, render,
        theme::{BUILT_IN, Theme},
    },
};

fn styles(name: &str) -> Styles {
    Styles::of(&Theme::built_in(name).unwrap().unwrap())
}

fn page(text: &str) -> Page {
    render(&Article::parse(text.into()), &styles("plain"), &[])
}

/// The pages of `tests/render/`: path, text.
fn written() -> Vec<(PathBuf, String)> {
    let paths = fs::read_dir("tests/render").unwrap().map(|entry| entry.unwrap().path());
    let mut pages: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect();
    pages.sort();
    pages.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// The real articles beside the checkout; none where they are not there.
fn corpus() -> Vec<(PathBuf, String)> {
    let top = ["../shared/corpus", "../../shared/corpus"].iter().map(PathBuf::from).find(|top| top.is_dir());
    let Some(top) = top else {
        eprintln!("no corpus beside the checkout: tried on the pages of the tests only");
        return vec![];
    };
    let mut found = vec![];
    let mut folders = vec![top];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                found.push((path.clone(), String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned()));
            }
        }
    }
    found
}

/// The examples of CommonMark's specification, if `WXOPS_COMMONMARK` names its `spec.txt`: they are CC BY-SA, so they
/// are not in this repository.
fn specification() -> Vec<(PathBuf, String)> {
    let Ok(path) = std::env::var("WXOPS_COMMONMARK") else { return vec![] };
    let spec = fs::read_to_string(&path).unwrap();
    let fence = format!("\n{} example", "`".repeat(32));
    let examples = spec.split(&fence).skip(1).enumerate();
    let markdown = |(n, example): (usize, &str)| {
        let text = example.split_once('\n')?.1.split("\n.\n").next()?;
        Some((PathBuf::from(format!("example {}", n + 1)), text.replace('→', "\t") + "\n"))
    };
    let found: Vec<_> = examples.filter_map(markdown).collect();
    assert!(found.len() > 600, "only {} examples in {path}", found.len());
    found
}

#[test]
fn each_page_is_rendered_as_it_is_written() {
    let credits = [("责编", "李娜"), ("初审", "王芳"), ("终审", "张明")]
        .map(|(role, name)| Credit { role: role.into(), name: name.into() });
    for (path, text) in written() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let theme = if name.starts_with("lively-") { "lively" } else { "plain" };
        let credits: &[Credit] = if name.starts_with("credits") { &credits } else { &[] };
        let page = render(&Article::parse(text.into_bytes()), &styles(theme), credits);
        let expected = path.with_extension("html");
        assert_data_eq!(page.html.into_data().raw(), Data::read_from(&expected, None).raw());
    }
}

/// The page with its pictures uploaded: WeChat takes those of its own host only.
fn uploaded(html: &str) -> String {
    let mut parts = html.split("<img src=\"");
    let mut page = parts.next().unwrap().to_owned();
    for part in parts {
        let (_, rest) = part.split_once('"').unwrap();
        page += "<img src=\"https://mmbiz.qpic.cn/mmbiz_png/AbC/0?wx_fmt=png\"";
        page += rest;
    }
    page
}

#[test]
fn every_page_passes_the_filter_of_wechat_unchanged() {
    for (path, text) in written().into_iter().chain(corpus()) {
        for (name, ..) in BUILT_IN {
            let page = render(&Article::parse(text.clone().into_bytes()), &styles(name), &[]);
            survives(&page, &path.display().to_string());
        }
    }
}

fn survives(page: &Page, name: &str) {
    let html = uploaded(&page.html);
    let filtered = filter(&html, Origin::Push);
    assert_eq!(filtered.left_out, Vec::<String>::new(), "{name}");
    assert!(
        filtered.html == html,
        "{name} comes out of the filter changed:\n{}",
        first_difference(&filtered.html, &html)
    );
    for (name, attributes) in tags(&html) {
        assert!(!["div", "style", "script", "pre", "code"].contains(&name), "{name} in {html}");
        for (name, value) in attributes {
            assert!(!["id", "class", "onclick"].contains(&name), "{name} in {html}");
            let acts = value.contains('&') || value.contains("url(") || value.is_empty();
            assert!(name != "style" || !acts, "{value} in {html}");
            assert!(!value.to_ascii_lowercase().starts_with("javascript"), "{value} in {html}");
        }
    }
}

fn first_difference(one: &str, two: &str) -> String {
    let at = one.bytes().zip(two.bytes()).position(|(a, b)| a != b).unwrap_or(one.len().min(two.len()));
    let near = |text: &str| {
        let (mut from, mut to) = (at.saturating_sub(80).min(text.len()), (at + 80).min(text.len()));
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        text[from..to].to_owned()
    };
    format!("{}\n---\n{}", near(one), near(two))
}

/// The words of HTML, without blanks; what wxops adds is taken out first.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = rest[at..].split_once('>').map_or("", |(_, rest)| rest);
    }
    text.push_str(rest);
    for (name, c) in [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")] {
        text = text.replace(name, c);
    }
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

/// Marks of lists, numbers of notes, the notes themselves, names of callouts, captions from titles.
fn without_additions(html: &str) -> String {
    let mut html = match html.rfind("<section style=\"margin:30px 0 20px;") {
        Some(at) => html[..at].to_owned(),
        None => html.to_owned(),
    };
    for (open, close) in [
        ("<span style=\"display:inline-block;min-width:", "</span>"),
        ("<sup style=\"font-size:0.7em", "</sup>"),
        ("<p style=\"margin:0 0 6px;font-weight:bold", "</p>"),
    ] {
        let mut kept = String::new();
        let mut rest = html.as_str();
        while let Some(at) = rest.find(open) {
            kept.push_str(&rest[..at]);
            rest = rest[at..].split_once(close).map_or("", |(_, rest)| rest);
        }
        html = kept + rest;
    }
    html
}

/// What pulldown-cmark's own HTML says, notes apart.
fn plain(text: &str) -> String {
    let article = Article::parse(text.into());
    let mut html = String::new();
    push_html(&mut html, Parser::new_ext(&article.text()[markdown::body(&article)], markdown::options()));
    html
}

/// Whether the words of a page are those of the Markdown but for what is taken out above: no HTML, no footnotes, whose
/// place differs, no captions from titles.
fn is_plain(text: &str, page: &Page) -> bool {
    let article = Article::parse(text.into());
    let events = Parser::new_ext(&article.text()[markdown::body(&article)], markdown::options());
    let mut odd = events.filter(|event| match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => true,
        Event::Start(Tag::Image { title, .. }) => !title.is_empty(),
        Event::Start(tag) => matches!(tag, Tag::HtmlBlock | Tag::FootnoteDefinition(_)),
        _ => false,
    });
    page.by_hand.is_empty() && page.frozen == 0 && odd.next().is_none()
}

#[test]
fn the_words_of_a_page_are_those_of_the_markdown() {
    let mut compared = 0;
    for (path, text) in written().into_iter().chain(corpus()).chain(specification()) {
        let page = page(&text);
        survives(&page, &text);
        if is_plain(&text, &page) {
            compared += 1;
            let ours = words(&without_additions(&page.html));
            assert_eq!(ours, words(&plain(&text)), "{}", path.display());
        }
    }
    eprintln!("{compared} texts were compared");
    assert!(compared > 5, "only {compared} texts were compared");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is typed: the page passes the filter, and no word is lost.
    #[test]
    fn no_text_makes_a_page_that_does_not_survive(parts in prop::collection::vec(part(), 0..40)) {
        let text = parts.concat();
        let page = page(&text);
        survives(&page, &text);
        if is_plain(&text, &page) {
            prop_assert_eq!(words(&without_additions(&page.html)), words(&plain(&text)), "{:?}", text);
        }
    }

    /// Whatever HTML comes in: what comes out stays the same when it comes in again.
    #[test]
    fn the_filter_is_done_after_one_pass(parts in prop::collection::vec(html_part(), 0..40)) {
        let html = parts.concat();
        let once = filter(&html, Origin::Elsewhere).html;
        prop_assert_eq!(&filter(&once, Origin::Elsewhere).html, &once, "{:?}", html);
        for (name, attributes) in tags(&once) {
            prop_assert!(!["script", "style", "iframe", "svg", "div"].contains(&name), "{}: {:?} gives {}", name, html, once);
            for (name, value) in attributes {
                let is_odd = ["id", "class", "position"].contains(&name) || name.starts_with("on");
                prop_assert!(!is_odd, "{}: {:?} gives {}", name, html, once);
                let acts = value.contains("url(") || value.contains("position") || value.contains('&');
                prop_assert!(name != "style" || !acts, "{}: {:?} gives {}", value, html, once);
            }
        }
    }
}

/// The tags of HTML as the filter writes it: each value in double quotes.
fn tags(html: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let mut found = vec![];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let end = rest.find([' ', '>']).unwrap();
        let name = rest[..end].trim_start_matches('/');
        rest = &rest[end..];
        let mut attributes = vec![];
        while let Some(attribute) = rest.strip_prefix(' ') {
            let (name, value) = attribute.split_once("=\"").unwrap();
            let (value, after) = value.split_once('"').unwrap();
            attributes.push((name, value));
            rest = after;
        }
        rest = rest.strip_prefix('>').unwrap();
        found.push((name, attributes));
    }
    found
}

fn part() -> impl Strategy<Value = String> {
    let known = [
        "甲",
        "乙 ",
        "a",
        "b c",
        "\n",
        "\n\n",
        "  ",
        "    ",
        "# ",
        "## ",
        "> ",
        "- ",
        "* ",
        "1. ",
        "7) ",
        "- [ ] ",
        "- [x] ",
        "*",
        "**",
        "_",
        "~~",
        "`",
        "```\n",
        "```rust\n",
        "\\",
        "&amp;",
        "&",
        "<",
        ">",
        "<b>",
        "</b>",
        "<br>",
        "<u>",
        "</u>",
        "<div style=\"position:fixed\">",
        "<!-- 注 -->",
        "<script>x</script>",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](a.png)",
        "](https://a.cn)",
        "](https://mp.weixin.qq.com/s/x)",
        "](javascript:a)",
        "[^1]",
        "[^1]: ",
        "| a | b |\n|---|:-:|\n",
        "| ",
        "---\n",
        "===\n",
        "> [!NOTE]\n",
        "{{视频号：",
        "}}",
        "\u{0}",
        "\u{1b}",
        "\t",
        "“",
        "。",
        "图1：",
        "https://a.cn",
    ];
    prop::sample::select(known.to_vec()).prop_map(str::to_owned)
}

fn html_part() -> impl Strategy<Value = String> {
    let known = [
        "<",
        ">",
        "</",
        "/>",
        "<p",
        "<p>",
        "</p>",
        "<section>",
        "</section>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "<img src=",
        "a.png",
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<svg>",
        "</svg>",
        "<iframe src=a>",
        "<!--",
        "-->",
        "<?",
        "<!",
        " ",
        "\"",
        "'",
        "=",
        " style=\"",
        "color:red",
        ";",
        "position:fixed",
        "background:url(a)",
        "&quot;",
        "&#39;",
        "&",
        "javascript:",
        " onclick=\"x\"",
        " id=a",
        " class=b",
        "<a href=\"https://mp.weixin.qq.com/s\">",
        "</a>",
        "甲",
        "\n",
        "\u{0}",
        "(",
        ")",
        "{",
        "\\",
        "<title>",
        "<table>",
        "<td>",
    ];
    prop::sample::select(known.to_vec()).prop_map(str::to_owned)
}

#[test]
fn the_filter_does_what_was_seen_of_wechat() {
    for (sent, kept) in [
        (
            "<section style=\"position:relative;margin:1px\">甲</section>",
            "<section style=\"margin:1px\">甲</section>",
        ),
        ("<p id=\"a\" class='b' onclick=c>甲</p>", "<p>甲</p>"),
        ("<p style=\"position:fixed\">甲</p>", "<p>甲</p>"),
        ("<div style=\"color:red\"><p>甲</p></div>", "<section style=\"color:red\"><p>甲</p></section>"),
        ("<a href=\"https://example.com\">甲</a>", "<a>甲</a>"),
        (
            "<a href=\"https://mp.weixin.qq.com/s/x\">甲</a>",
            "<a href=\"https://mp.weixin.qq.com/s/x\">甲</a>",
        ),
        (
            "<img src=\"https://mmbiz.qpic.cn/a\" alt=\"甲\">",
            "<img src=\"https://mmbiz.qpic.cn/a\" alt=\"甲\">",
        ),
        ("<img src=\"https://example.com/a.png\">甲", "甲"),
        ("<img src=\"a.png\">甲", "甲"),
        ("<iframe src=\"x\">乙</iframe>甲<style>p{}</style><script>if(a<b)</script>", "甲"),
        ("<p style=\"font-family:'PingFang SC'\">甲</p>", "<p style=\"font-family:'PingFang SC'\">甲</p>"),
        (
            "<p style=\"font-family:&quot;PingFang SC&quot;\">甲</p>",
            "<p style=\"font-family:'PingFang SC'\">甲</p>",
        ),
        ("<b>甲<i>乙</b>丙</i><p>丁", "<b>甲<i>乙</i></b>丙<p>丁</p>"),
        ("3 < 4 &amp; 5 > 4", "3 &lt; 4 &amp; 5 &gt; 4"),
    ] {
        assert_eq!(filter(sent, Origin::Push).html, kept, "{sent}");
    }
}

#[test]
fn hostile_texts_take_no_time_and_make_no_monster() {
    let table = format!(
        "|{}\n|{}\n{}",
        " a |".repeat(500),
        "-|".repeat(500),
        format!("|{}\n", " b |".repeat(500)).repeat(60)
    );
    let texts = [
        ("> ".repeat(40_000), "quotes"),
        (">\n".repeat(40_000), "lines of quotes"),
        ("- ".repeat(40_000), "lists"),
        ("* a\n".repeat(20_000), "items"),
        ((0..280).flat_map(|n| ["  ".repeat(n), "- a\n".into()]).collect(), "nested items"),
        ("*a **b ".repeat(11_000), "emphasis"),
        ("**".repeat(40_000), "stars"),
        ("[".repeat(80_000), "brackets"),
        ("![".repeat(40_000), "pictures"),
        ("[a](".repeat(20_000), "links"),
        ("[a](https://a.cn/) ".repeat(4_000), "one link"),
        (
            (0..4_000)
                .flat_map(|n| [format!("[a](https://a.cn/{n})[^{n}]\n\n"), format!("[^{n}]: x\n\n")])
                .collect(),
            "notes",
        ),
        ("<u>".repeat(26_000), "tags"),
        ("<section>\n".repeat(8_000), "sections"),
        (format!("<p {}>", "a=b ".repeat(20_000)), "attributes"),
        ("<!--".repeat(20_000), "comments"),
        (format!("```frozen\n{}\n```\n", "<section><div>".repeat(6_000)), "frozen sections"),
        (format!("```frozen\n{}\n```\n", "<script>".repeat(10_000)), "frozen scripts"),
        (format!("```js\n{}\n```\n", "'/*".repeat(26_000)), "code"),
        ("`".repeat(80_000), "backticks"),
        (table, "a table"),
        ("&amp;".repeat(16_000), "references"),
        ("{{".repeat(40_000), "braces"),
    ];
    for (text, name) in texts {
        let begun = Instant::now();
        let page = page(&text);
        survives(&page, name);
        assert!(begun.elapsed().as_secs() < 20, "{name} took {:?}", begun.elapsed());
        assert!(page.html.len() < 400 * (text.len() + 100), "{name} made {} bytes", page.html.len());
    }
}

#[test]
fn nothing_in_a_text_acts_on_the_page() {
    let text = "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) ![d](javascript:x) <javascript:alert(1)>\n\n\
                <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n<a href=\"&#106;avascript:x\">e</a>\n\n\
                <p style=\"background:url(javascript:x)\">f</p>\n\n\
                ```frozen\n<p style=\"background:url(x);color:red;position:fixed\" onclick=\"a()\">g</p><svg onload=a()></svg><img src=\"java&#115;cript:x\">\n```\n";
    let page = page(text);
    let small = page.html.to_ascii_lowercase();
    for word in ["<script", "onerror", "onclick", "onload", "href=", "url(", "<svg", "position", "src=\"java"]
    {
        assert!(!small.contains(word), "{word}: {}", page.html);
    }
    assert!(page.html.contains("<p style=\"color:red\">g</p>"), "{}", page.html);
    let told: Vec<&str> = page.left_out.iter().map(|left| left.what.as_str()).collect();
    for what in
        ["javascript:alert(1)", "data:text/html,x", "<script>", "onerror", "onclick", "position", "<svg>"]
    {
        assert!(told.contains(&what), "{what}: {told:?}");
    }
}

#[test]
fn what_is_inserted_by_hand_is_listed_with_its_place() {
    let text = "甲\n\n{{视频号：开箱三分钟}}\n\n乙 {{投票：丙}}\n\n- {{card: 星河}}\n";
    let page = page(text);
    let found: Vec<(&str, &str, &str)> = page
        .by_hand
        .iter()
        .map(|hand| (hand.kind.name(), hand.words.as_str(), &text[hand.at..hand.at + 2]))
        .collect();
    assert_eq!(found, [("channels", "开箱三分钟", "{{")]);
    assert!(page.html.contains("乙 {{投票：丙}}"), "in a line it is words: {}", page.html);
}
