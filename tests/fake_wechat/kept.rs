//! What is kept of an article's HTML.

use std::fs;

use serde_json::json;

use super::{but, client::png, usual};

#[test]
fn a_draft_is_kept_as_the_platform_writes_it() {
    let (platform, client) = usual();
    let cover = client.cover();
    let src = client.upload("media/uploadimg", "media", Some("a.png"), &png(50))["url"]
        .as_str()
        .unwrap()
        .to_owned();
    let kept = |content: &str| {
        let article = but(&cover, &[("content", json!(content))]);
        let id = client.post("draft/add", &json!({ "articles": [article] }));
        client.post("draft/get", &id)["news_item"][0]["content"].as_str().unwrap().to_owned()
    };
    for (sent, expected) in [
        ("<p onclick=\"x()\">a<script>b<p></script><style>p{}</style></p>", "<p>a</p>"),
        (
            "<section id=\"a\" class=\"b\" data-c=\"d\">e</section>",
            "<section class=\"b\" data-c=\"d\">e</section>",
        ),
        ("<p style=\"position:relative;color:red\">a</p>", "<p style=\"color:red\">a</p>"),
        ("<p style=\"position: fixed\">a</p>", "<p style=\"\">a</p>"),
        (
            "<p style=\"font-family:'PingFang SC';color:red\">a</p>",
            "<p style=\"font-family:&#39;PingFang SC&#39;;color:red\">a</p>",
        ),
        ("<p style=\"font-family:&#39;PingFang SC&#39;;color:red\">a</p>", "<p style=\"\">a</p>"),
        ("<p>a <a href=\"https://example.org/\">b</a></p>", "<p>a <a>b</a></p>"),
        (
            "<p><a href=\"https://mp.weixin.qq.com/s/x\">b</a></p>",
            "<p><a href=\"https://mp.weixin.qq.com/s/x\">b</a></p>",
        ),
        ("<p><a href=\"https://mp.weixin.qq.com.example.org/\">b</a></p>", "<p><a>b</a></p>"),
        ("<p>a<img src=\"https://example.org/a.png\">b</p>", "<p>ab</p>"),
        ("<div style=\"color:red\">a <b>b</b></div>", "<div style=\"color:red\">a <b>b</b></div>"),
        (
            "<div>a<div style=\"x:y\">b</div><p style=\"x:y\">c</p> <b>d</b></div>",
            "<p>a</p><p>b</p><p>c</p><p> <b>d</b></p>",
        ),
        ("<iframe src=\"https://v.qq.com/\" width=\"5\"></iframe>", "<iframe width=\"5\"></iframe>"),
        ("<section>a<form>b</form><font>c</font><!-- d --></section>", "<section>ac</section>"),
        (
            "<svg viewBox=\"0 0 1 1\"><path id=\"a\" d=\"M0 0\"/><linearGradient/></svg>",
            "<svg viewBox=\"0 0 1 1\"><path d=\"M0 0\"></path><linearGradient></linearGradient></svg>",
        ),
        ("<ul><li>a<li>b</ul><p>c<p>d", "<ul><li>a</li><li>b</li></ul><p>c</p><p>d</p>"),
        ("<p>1 < 2 &amp; 3</b></p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ] {
        assert_eq!(kept(sent), expected, "{sent}");
    }
    let read = src.replace("/0?", "/640?");
    assert_eq!(
        kept(&format!("<img src=\"{src}\" alt=\"c\"/>")),
        format!("<img data-src=\"{read}\" alt=\"c\"/>")
    );
    assert_eq!(kept(&"<b>".repeat(100_000)).matches("<b>").count(), 199, "deep nesting ends somewhere");
    platform.look(|platform| {
        let draft = &platform.drafts[0];
        assert!(
            draft.sent[0]["content"].as_str().unwrap().contains("<script>"),
            "what was sent is there to look at"
        );
        assert!(!draft.items[0]["content"].as_str().unwrap().contains("<script>"));
    });
}

/// Two filters that know nothing of each other: what wxops lays out loses nothing at the platform's.
#[test]
#[allow(clippy::disallowed_methods, reason = "a test looks at the checkout")]
fn what_wxops_lays_out_is_kept_whole() {
    let (_platform, client) = usual();
    let cover = client.cover();
    let src = "http://mmbiz.qpic.cn/mmbiz_png/Pi_1/0?wx_fmt=png";
    let mut seen = 0;
    for entry in fs::read_dir("tests/render").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let page = fs::read_to_string(&path).unwrap();
        let pieces: Vec<&str> = page.split(" src=\"").collect();
        let uploaded = |piece: &&str| format!(" src=\"{src}{}", &piece[piece.find('"').unwrap()..]);
        let sent = pieces[0].to_owned() + &pieces[1..].iter().map(uploaded).collect::<String>();
        let changes = but(&cover, &[("content", json!(sent))]);
        let id = client.post("draft/add", &json!({ "articles": [changes] }));
        let read = client.post("draft/get", &id)["news_item"][0]["content"].as_str().unwrap().to_owned();
        let shown = format!(" data-src=\"{}\"", src.replace("/0?", "/640?"));
        let back = read.replace(&shown, &format!(" src=\"{src}\"")).replace("&#39;", "'").replace("/>", ">");
        assert_eq!(back, sent.replace("&#39;", "'").replace("/>", ">"), "{}", path.display());
        seen += 1;
    }
    assert!(seen > 10, "the pages are not found");
}
