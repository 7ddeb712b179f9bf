//! The stand-in of the WeChat platform, spoken to in plain HTTP: it keeps the limits, codes and shapes that are documented, so that a
//! client that gets along with it does so for the right reasons.

#![allow(clippy::unwrap_used, reason = "an answer that cannot be read has failed")]

#[path = "fake_wechat/client.rs"]
mod client;
#[path = "../examples/fake-wechat/stand_in/mod.rs"]
mod stand_in;

use std::{net::IpAddr, time::Duration};

use serde_json::{Value, json};

use client::{Client, jpeg, png};
use stand_in::{Account, Audience, Fault, Kind, Outcome, StandIn, Way};

/// The stand-in of an account with a token in hand.
fn with(account: Account) -> (StandIn, Client) {
    let platform = StandIn::start(account);
    let client = Client::with_token(&platform);
    (platform, client)
}

fn usual() -> (StandIn, Client) {
    with(Account::default())
}

/// An article that is in order.
fn article(cover: &str) -> Value {
    json!({ "title": "秋季开学清单", "author": "编辑部", "digest": "三件事先做", "content": "<p>正文</p>", "thumb_media_id": cover })
}

/// The article with some fields changed.
fn but(cover: &str, changes: &[(&str, Value)]) -> Value {
    let mut article = article(cover);
    for (name, value) in changes {
        article[*name] = value.clone();
    }
    article
}

fn draft(client: &Client) -> String {
    let cover = client.cover();
    client.post("draft/add", &json!({ "articles": [article(&cover)] }))["media_id"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn code(answer: &Value) -> i64 {
    answer["errcode"].as_i64().unwrap_or(0)
}

#[test]
fn a_token_says_how_long_it_lives_and_dies_then() {
    let platform = StandIn::start(Account::default());
    platform.look(|platform| platform.clock.stop_at(1_790_000_000));
    let mut client = Client::new(&platform);
    let first = client.stable_token(false);
    assert_eq!(first["expires_in"], 7200);
    platform.look(|platform| platform.clock.pass(6855));
    let again = client.stable_token(false);
    assert_eq!((&again["access_token"], &again["expires_in"]), (&first["access_token"], &json!(345)));
    client.token = first["access_token"].as_str().unwrap().to_owned();
    assert_eq!(client.get("draft/count"), json!({ "total_count": 0 }));
    platform.look(|platform| platform.clock.pass(60)); // 285 seconds are left: a new one, and the old one lives on
    let renewed = client.stable_token(false);
    assert_ne!(renewed["access_token"], first["access_token"]);
    assert_eq!(renewed["expires_in"], 7200);
    assert_eq!(code(&client.get("draft/count")), 0);
    platform.look(|platform| platform.clock.pass(285));
    assert_eq!(code(&client.get("draft/count")), 42001);
    client.token = "92_nobody".to_owned();
    assert_eq!(code(&client.get("draft/count")), 40001);
    client.token = String::new();
    assert_eq!(code(&client.get("draft/count")), 41001);
}

#[test]
fn a_forced_token_kills_the_one_before_and_is_rare() {
    let platform = StandIn::start(Account::default());
    platform.look(|platform| platform.clock.stop_at(1_790_000_000));
    let mut client = Client::with_token(&platform);
    let forced = client.stable_token(true);
    assert_eq!(code(&client.get("draft/count")), 40001);
    client.token = forced["access_token"].as_str().unwrap().to_owned();
    assert_eq!(code(&client.get("draft/count")), 0);
    assert_eq!(code(&client.stable_token(true)), 45011, "30 seconds lie between two");
    for _ in 1..20 {
        platform.look(|platform| platform.clock.pass(30));
        assert_eq!(code(&client.stable_token(true)), 0);
    }
    platform.look(|platform| platform.clock.pass(30));
    assert_eq!(code(&client.stable_token(true)), 45009, "20 a day");
    platform.look(|platform| platform.clock.pass(24 * 60 * 60));
    assert_eq!(code(&client.stable_token(true)), 0);
}

#[test]
fn plain_tokens_kill_each_other_and_leave_stable_ones_alone() {
    let (_platform, mut plain) = usual();
    plain.token = plain.plain_token();
    let first = plain.token.clone();
    assert_eq!(code(&plain.get("draft/count")), 0);
    let second = plain.plain_token();
    assert_eq!(code(&plain.get("draft/count")), 40001);
    assert_ne!(first, second);
    plain.token = plain.stable_token(false)["access_token"].as_str().unwrap().to_owned();
    plain.plain_token();
    assert_eq!(code(&plain.get("draft/count")), 0);
}

#[test]
fn whoever_is_not_known_gets_no_token() {
    let listed: IpAddr = "203.0.113.9".parse().unwrap();
    let platform = StandIn::start(Account { allowed_ips: Some(vec![listed]), ..Account::default() });
    let client = Client::new(&platform);
    let ask = |changes: &[(&str, Value)]| {
        let account = Account::default();
        let mut body =
            json!({ "grant_type": "client_credential", "appid": account.app_id, "secret": account.secret });
        for (name, value) in changes {
            body[*name] = value.clone();
        }
        client.post("stable_token", &body)
    };
    let refused = ask(&[]);
    assert_eq!(code(&refused), 40164);
    assert!(refused["errmsg"].as_str().unwrap().starts_with("invalid ip 127.0.0.1, not in whitelist rid: "));
    platform.look(|platform| platform.account.seen_from = Some(listed));
    assert_eq!(code(&ask(&[])), 0);
    for (name, value, expected) in [
        ("grant_type", json!("password"), 40002),
        ("appid", json!(""), 41002),
        ("appid", json!("wx0000000000000002"), 40013),
        ("secret", json!(""), 41004),
        ("secret", json!("ffffffffffffffffffffffffffffffff"), 40125),
    ] {
        assert_eq!(code(&ask(&[(name, value)])), expected, "{name}");
    }
    platform.look(|platform| platform.account.secret_frozen = true);
    assert_eq!(code(&ask(&[])), 40243);
}

#[test]
fn everything_is_plain_text_with_status_200_and_errors_carry_a_rid() {
    let (_platform, client) = usual();
    let (head, body) =
        client.raw("POST", "/cgi-bin/draft/get", "application/json", br#"{"media_id":"Dr_none"}"#);
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"));
    assert!(head.contains("\r\nContent-Type: text/plain\r\n"));
    let answer: Value = serde_json::from_slice(&body).unwrap();
    let (words, rid) = answer["errmsg"].as_str().unwrap().split_once(" rid: ").unwrap();
    assert_eq!((code(&answer), words), (40007, "invalid media_id"));
    let parts: Vec<&str> = rid.split('-').collect();
    assert_eq!(parts.len(), 3);
    assert!(parts.iter().all(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_hexdigit())));
}

#[test]
fn a_call_of_the_wrong_shape_says_so() {
    let (_platform, client) = usual();
    let post = |body: &str| client.bytes("draft/add", "application/json", body.as_bytes());
    assert_eq!(code(&client.get("draft/add")), 43002);
    assert_eq!(code(&client.post("draft/count", &json!({}))), 43001);
    assert_eq!(code(&post("")), 44002);
    assert_eq!(code(&post("media_id=1&index=0")), 47001);
    assert_eq!(code(&post("[]")), 47001);
    assert_eq!(code(&post(r#"{"articles":[{"title":"\u79cb"}]}"#)), 40033);
    assert_eq!(code(&post(r#"{"articles":{}}"#)), 47001);
    assert_eq!(code(&post(r#"{"articles":[]}"#)), 44003);
    assert_eq!(code(&client.get("no/such/call")), 40066);
}

#[test]
fn pictures_of_articles_are_small_jpegs_and_pngs() {
    let (platform, client) = usual();
    let upload = |bytes: &[u8]| client.upload("media/uploadimg", "media", Some("a.png"), bytes);
    let good = upload(&png(100));
    let url = good["url"].as_str().unwrap();
    assert!(url.starts_with("http://mmbiz.qpic.cn/mmbiz_png/") && url.ends_with("/0?wx_fmt=png"), "{url}");
    assert!(upload(&jpeg(100))["url"].as_str().unwrap().ends_with("wx_fmt=jpeg"));
    assert_eq!(code(&upload(&png((1 << 20) - 1))), 0);
    assert_eq!(code(&upload(&png(1 << 20))), 40009);
    assert_eq!(code(&upload(b"GIF89a....")), 40005);
    assert_eq!(code(&upload(b"RIFF\0\0\0\0WEBPVP8 ")), 40005);
    assert_eq!(code(&upload(&png(100)[..40])), 40137, "cut off");
    assert_eq!(code(&upload(b"")), 44001);
    assert_eq!(code(&client.upload("media/uploadimg", "file", Some("a.png"), &png(100))), 41005);
    assert_eq!(code(&client.upload("media/uploadimg", "media", None, &png(100))), 41005);
    assert_eq!(code(&client.bytes("media/uploadimg", "image/png", &png(100))), 41005);
    platform.look(|platform| {
        assert_eq!(platform.pictures.len(), 3);
        assert_eq!(platform.pictures[0].bytes, png(100));
        platform.reencodes = true;
    });
    upload(&png(100));
    platform.look(|platform| {
        let [first, .., last] = &platform.pictures[..] else { panic!("pictures are gone") };
        assert_eq!(first.sent, last.sent);
        assert_ne!(first.bytes, last.bytes);
    });
}

#[test]
fn material_is_kept_counted_and_deleted() {
    let (_platform, client) = usual();
    let add = |kind: &str, bytes: &[u8]| {
        client.upload(&format!("material/add_material?type={kind}"), "media", Some("a"), bytes)
    };
    let image = add("image", &png(2 << 20));
    assert!(image["url"].as_str().unwrap().starts_with("http://mmbiz.qpic.cn/"));
    assert_eq!(code(&add("image", b"GIF89a")), 0);
    assert_eq!(code(&add("image", b"BM12")), 0);
    assert_eq!(code(&add("image", &png((10 << 20) + 1))), 40009);
    assert_eq!(code(&add("image", b"%PDF")), 40005);
    assert_eq!(code(&add("thumb", &jpeg(64 << 10))), 0);
    assert_eq!(code(&add("thumb", &jpeg((64 << 10) + 1))), 40006);
    assert_eq!(code(&add("thumb", &png(100))), 40005);
    assert_eq!(code(&add("news", &png(100))), 40004);
    assert_eq!(code(&add("voice", b"ID3 la la")), 0);
    assert_eq!(code(&add("video", b"....ftypisom")), 47001, "without a description");
    let counts = json!({ "voice_count": 1, "video_count": 0, "image_count": 4, "news_count": 0 });
    assert_eq!(client.get("material/get_materialcount"), counts);
    let id = json!({ "media_id": image["media_id"] });
    assert_eq!(code(&client.post("material/del_material", &id)), 0);
    assert_eq!(code(&client.post("material/del_material", &id)), 40007);
    assert_eq!(code(&client.post("material/del_material", &json!({}))), 41006);
}

#[test]
fn each_limit_of_an_article_has_its_code() {
    let (_platform, client) = usual();
    let cover = client.cover();
    let add = |name: &str, value: Value| {
        code(&client.post("draft/add", &json!({ "articles": [but(&cover, &[(name, value)])] })))
    };
    for (name, value, expected) in [
        ("title", json!("字".repeat(32)), 0),
        ("title", json!("字".repeat(33)), 45003),
        ("title", json!(""), 44003),
        ("title", json!(7), 47001),
        ("author", json!("字".repeat(16)), 0),
        ("author", json!("字".repeat(17)), 45110),
        ("digest", json!("字".repeat(128)), 0),
        ("digest", json!("字".repeat(129)), 45004),
        ("content", json!(""), 44003),
        ("content", json!("字".repeat(39_347)), 0),
        ("content", json!("a".repeat((1 << 20) - 1)), 0),
        ("content", json!("a".repeat(1 << 20)), 45002),
        ("content_source_url", json!("https://example.org/a1"), 0),
        ("content_source_url", json!("example.org"), 41039),
        ("content_source_url", json!(format!("https://example.org/{}", "a".repeat(1024))), 45005),
        ("thumb_media_id", json!(""), 40007),
        ("thumb_media_id", json!("Th_none"), 40007),
        ("need_open_comment", json!(2), 40002),
        ("pic_crop_235_1", json!("0.1945_0_1_0.5236"), 0),
        ("pic_crop_235_1", json!("0.1945001_0_1_0.5236"), 40002),
        ("pic_crop_1_1", json!("0.25_0_0.75_1.1"), 40002),
        ("pic_crop_1_1", json!("0.75_0_0.25_1"), 40002),
        ("article_type", json!("essay"), 40002),
    ] {
        assert_eq!(
            add(name, value.clone()),
            expected,
            "{name}: {}",
            value.to_string().chars().take(40).collect::<String>()
        );
    }
    let many = |n: usize| code(&client.post("draft/add", &json!({ "articles": vec![article(&cover); n] })));
    assert_eq!((many(8), many(9)), (0, 45008));
}

#[test]
fn the_documented_length_of_content_can_be_enforced() {
    let (platform, client) = usual();
    platform.look(|platform| platform.content_limit = Some(20_000));
    let cover = client.cover();
    let add = |n: usize| {
        let article = but(&cover, &[("content", json!("字".repeat(n)))]);
        code(&client.post("draft/add", &json!({ "articles": [article] })))
    };
    assert_eq!((add(19_999), add(20_000)), (0, 45002));
}

#[test]
fn a_post_of_pictures_has_one_to_twenty_of_them() {
    let (_platform, client) = usual();
    let cover = client.cover();
    let add = |n: usize, id: &str| {
        let list = vec![json!({ "image_media_id": id }); n];
        let crop = json!({ "ratio": "1_1", "x1": "0.166454", "y1": "0", "x2": "0.833545", "y2": "1" });
        client.post(
            "draft/add",
            &json!({ "articles": [{
                "article_type": "newspic", "title": "周末图集", "content": "纯文本说明",
                "image_info": { "image_list": list }, "cover_info": { "crop_percent_list": [crop] },
            }] }),
        )
    };
    let id = add(20, &cover);
    let read = client.post("draft/get", &id);
    assert_eq!(read["news_item"][0]["article_type"], "newspic");
    assert_eq!(read["news_item"][0]["image_info"]["image_list"].as_array().unwrap().len(), 20);
    assert_eq!(code(&add(0, &cover)), 45166);
    assert_eq!(code(&add(21, &cover)), 45166);
    assert_eq!(code(&add(1, "Th_none")), 40007);
}

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

#[test]
fn a_digest_is_taken_from_the_text_and_only_by_an_article_alone() {
    let (_platform, client) = usual();
    let cover = client.cover();
    let content = json!(format!("<section><h2>开头</h2><p>{}</p></section>", "字".repeat(80)));
    let one = but(&cover, &[("digest", json!("")), ("content", content)]);
    let alone = client.post("draft/add", &json!({ "articles": [one] }));
    let read = client.post("draft/get", &alone);
    assert_eq!(read["news_item"][0]["digest"], format!("开头 {}", "字".repeat(51)));
    let two = client.post("draft/add", &json!({ "articles": [article(&cover), article(&cover)] }));
    assert_eq!(client.post("draft/get", &two)["news_item"][1]["digest"], "");
}

#[test]
fn a_draft_is_changed_by_its_place_counted_from_zero() {
    let (platform, client) = usual();
    let cover = client.cover();
    let id = client.post("draft/add", &json!({ "articles": [article(&cover), article(&cover)] }))["media_id"]
        .clone();
    platform.look(|platform| platform.clock.pass(10));
    let update = |index: Value, article: Value| {
        client.post("draft/update", &json!({ "media_id": id, "index": index, "articles": article }))
    };
    let changed = but(&cover, &[("title", json!("新标题"))]);
    assert_eq!(update(json!(1), changed.clone()), json!({ "errcode": 0, "errmsg": "ok" }));
    let read = client.post("draft/get", &json!({ "media_id": id }));
    let titles: Vec<&Value> =
        read["news_item"].as_array().unwrap().iter().map(|item| &item["title"]).collect();
    assert_eq!(titles, ["秋季开学清单", "新标题"]);
    assert!(read["news_item"][1]["url"].as_str().unwrap().contains("tempkey="));
    assert_eq!(code(&update(json!(2), changed.clone())), 40114);
    assert_eq!(code(&update(json!(-1), changed.clone())), 40114);
    assert_eq!(code(&update(json!(0), json!([changed]))), 47001, "an object, no list");
    assert_eq!(code(&update(json!(0), but(&cover, &[("title", json!("字".repeat(33)))]))), 45003);
    let elsewhere = json!({ "media_id": "Dr_none", "index": 0, "articles": changed });
    assert_eq!(code(&client.post("draft/update", &elsewhere)), 40007);
    platform.look(|platform| platform.account.comments = false);
    assert_eq!(code(&update(json!(0), but(&cover, &[("need_open_comment", json!(1))]))), 88000);
}

#[test]
fn drafts_are_listed_in_pages_of_one_to_twenty() {
    let platform = StandIn::start(Account::default());
    platform.look(|platform| platform.clock.stop_at(1_790_000_000));
    let client = Client::with_token(&platform);
    let ids: Vec<String> = (0..23)
        .map(|_| {
            platform.look(|platform| platform.clock.pass(1));
            draft(&client)
        })
        .collect();
    let list = |offset: i64, count: i64| {
        client.post("draft/batchget", &json!({ "offset": offset, "count": count, "no_content": 1 }))
    };
    let page = list(0, 20);
    assert_eq!((&page["total_count"], &page["item_count"]), (&json!(23), &json!(20)));
    assert_eq!(page["item"][0]["media_id"], *ids.last().unwrap(), "newest first");
    assert_eq!(page["item"][0]["update_time"], 1_790_000_023);
    assert_eq!(page["item"][0]["content"]["news_item"][0]["title"], "秋季开学清单");
    assert_eq!(page["item"][0]["content"]["news_item"][0]["content"], Value::Null);
    assert_eq!(list(20, 20)["item_count"], 3);
    assert_eq!(list(40, 20)["item"], json!([]));
    assert_eq!([list(0, 0), list(0, 21), list(-1, 5)].map(|answer| code(&answer)), [40002; 3]);
    let whole = client.post("draft/batchget", &json!({ "offset": 0, "count": 1 }));
    assert_eq!(whole["item"][0]["content"]["news_item"][0]["content"], "<p>正文</p>");
    assert_eq!(client.get("draft/count"), json!({ "total_count": 23 }));
    let first = json!({ "media_id": ids[0] });
    assert_eq!(code(&client.post("draft/delete", &first)), 0);
    assert_eq!(code(&client.post("draft/get", &first)), 40007);
    assert_eq!(code(&client.post("draft/delete", &first)), 40007);
    assert_eq!(client.post("draft/switch?checkonly=1", &json!({}))["is_open"], 1);
}

#[test]
fn what_is_submitted_is_published_after_a_while_and_its_draft_is_gone() {
    let (platform, client) = usual();
    platform.look(|platform| platform.checks_in_progress = 2);
    let id = json!({ "media_id": draft(&client) });
    let job = client.post("freepublish/submit", &id);
    assert!(job["publish_id"].is_string() && job["msg_data_id"].is_string(), "{job}");
    let get = || client.post("freepublish/get", &json!({ "publish_id": job["publish_id"] }));
    for _ in 0..2 {
        assert_eq!(get(), json!({ "publish_id": job["publish_id"], "publish_status": 1, "fail_idx": [] }));
        assert_eq!(code(&client.post("draft/get", &id)), 0, "the draft is there until then");
    }
    let done = get();
    assert_eq!((&done["publish_status"], &done["article_detail"]["count"]), (&json!(0), &json!(1)));
    let url = &done["article_detail"]["item"][0]["article_url"];
    assert_eq!(done["article_detail"]["item"][0]["idx"], 1);
    assert!(url.as_str().unwrap().starts_with("https://mp.weixin.qq.com/s/"));
    assert_eq!(code(&client.post("draft/get", &id)), 40007);
    assert_eq!(code(&client.post("freepublish/submit", &id)), 40007);
    assert_eq!(code(&client.post("freepublish/get", &json!({ "publish_id": "1" }))), 53502);
    assert_eq!(code(&client.post("freepublish/get", &json!({ "publish_id": 1 }))), 40002);

    let article_id = json!({ "article_id": done["article_id"] });
    let read = client.post("freepublish/getarticle", &article_id);
    assert_eq!(read["news_item"][0]["url"], *url);
    assert_eq!(read["news_item"][0]["is_deleted"], false);
    assert!(read["news_item"][0]["thumb_url"].as_str().unwrap().starts_with("http://mmbiz.qpic.cn/"));
    let list = client.post("freepublish/batchget", &json!({ "offset": 0, "count": 20, "no_content": 1 }));
    assert_eq!((&list["total_count"], &list["item"][0]["article_id"]), (&json!(1), &done["article_id"]));

    let delete = |index: i64| {
        code(&client.post("freepublish/delete", &json!({ "article_id": done["article_id"], "index": index })))
    };
    assert_eq!((delete(2), delete(1)), (40114, 0));
    assert_eq!(client.post("freepublish/getarticle", &article_id)["news_item"][0]["is_deleted"], true);
    assert_eq!(get()["publish_status"], 5);
    assert_eq!(code(&client.post("freepublish/getarticle", &json!({ "article_id": "Ar_none" }))), 53600);
    platform.look(|platform| platform.published[0].is_banned = true);
    assert_eq!(get()["publish_status"], 6);
}

#[test]
fn nobody_has_to_ask_for_something_to_come_out() {
    let (platform, client) = usual();
    let media_id = draft(&client);
    client.post("freepublish/submit", &json!({ "media_id": media_id }));
    assert_eq!(client.get("draft/count")["total_count"], 1);
    platform.look(|platform| platform.clock.pass(60));
    assert_eq!(client.get("draft/count")["total_count"], 0);
    platform.look(|platform| {
        assert_eq!(platform.published.len(), 1);
        assert_eq!(platform.published[0].media_id, media_id);
        assert_eq!(platform.published[0].publish_id, Some(platform.jobs[0].publish_id.clone()));
    });
}

#[test]
fn what_is_refused_says_where_and_keeps_its_draft() {
    let (platform, client) = usual();
    let cover = client.cover();
    let id = client.post("draft/add", &json!({ "articles": [article(&cover), article(&cover)] }));
    for (status, fail_idx) in [(2, vec![1, 2]), (3, vec![]), (4, vec![2])] {
        platform.look(|platform| {
            platform.checks_in_progress = 0;
            platform.outcome = Outcome { status, fail_idx: fail_idx.clone() };
        });
        let job = client.post("freepublish/submit", &id)["publish_id"].clone();
        let expected = json!({ "publish_id": job, "publish_status": status, "fail_idx": fail_idx });
        assert_eq!(client.post("freepublish/get", &json!({ "publish_id": job })), expected);
        assert_eq!(code(&client.post("draft/get", &id)), 0);
    }
    platform.look(|platform| platform.drafts[0].refused = Some(53503));
    assert_eq!(code(&client.post("freepublish/submit", &id)), 53503);
    platform.look(|platform| assert!(platform.published.is_empty()));
}

#[test]
fn a_draft_submitted_twice_comes_out_twice() {
    let (platform, client) = usual();
    let id = json!({ "media_id": draft(&client) });
    let jobs = [0, 1].map(|_| client.post("freepublish/submit", &id)["publish_id"].clone());
    assert_ne!(jobs[0], jobs[1]);
    for job in &jobs {
        let get = || client.post("freepublish/get", &json!({ "publish_id": job }));
        assert_eq!([get(), get()].map(|answer| answer["publish_status"].clone()), [json!(1), json!(0)]);
    }
    platform.look(|platform| {
        assert_eq!(platform.published.len(), 2);
        assert_eq!(platform.published[0].items[0]["title"], platform.published[1].items[0]["title"]);
        assert_ne!(platform.published[0].urls(), platform.published[1].urls());
    });
}

#[test]
fn an_account_that_may_not_publish_may_keep_drafts() {
    for account in [
        Account { kind: Kind::Personal, ..Account::default() },
        Account { certified: false, ..Account::default() },
        Account { kind: Kind::Service, certified: false, ..Account::default() },
    ] {
        let (_platform, client) = with(account.clone());
        let id = draft(&client);
        for path in [
            "freepublish/submit",
            "freepublish/get",
            "freepublish/getarticle",
            "freepublish/batchget",
            "freepublish/delete",
            "message/mass/sendall",
            "message/mass/preview",
            "message/mass/get",
            "message/mass/delete",
            "menu/create",
            "comment/list",
            "comment/open",
            "message/custom/send",
            "/datacube/getarticlesummary",
            "/customservice/msgrecord/getmsglist",
        ] {
            assert_eq!(code(&client.post(path, &json!({ "media_id": id }))), 48001, "{account:?} {path}");
        }
        assert_eq!(code(&client.get("menu/get")), 48001);
        assert_eq!(code(&client.get("get_current_selfmenu_info")), 0);
    }
}

#[test]
fn what_the_stand_in_does_not_build_is_empty() {
    let (_platform, client) = usual();
    assert_eq!(code(&client.get("menu/get")), 46003);
    assert_eq!(code(&client.post("menu/create", &json!({ "button": [] }))), 0);
    assert_eq!(client.post("/datacube/getarticlesummary", &json!({}))["list"], json!([]));
    let comments = |count: i64| client.post("comment/list", &json!({ "msg_data_id": 1, "count": count }));
    assert_eq!((&comments(49)["comment"], code(&comments(50))), (&json!([]), 88010));
    let (_platform, silent) = with(Account { comments: false, ..Account::default() });
    assert_eq!(code(&silent.post("comment/list", &json!({ "msg_data_id": 1, "count": 1 }))), 88000);
}

fn push(client: &Client, media_id: &str, to: &Value, clientmsgid: &str) -> Value {
    let mpnews = json!({ "media_id": media_id });
    let body = json!({ "filter": to, "mpnews": mpnews, "msgtype": "mpnews", "clientmsgid": clientmsgid });
    client.post("message/mass/sendall", &body)
}

#[test]
fn a_subscription_account_pushes_once_a_day() {
    let platform = StandIn::start(Account::default());
    platform.look(|platform| platform.clock.stop_at(1_790_000_000)); // 22:13 in Beijing
    let client = Client::with_token(&platform);
    let (first, second) = (draft(&client), draft(&client));
    let all = json!({ "is_to_all": true });
    let sent = push(&client, &first, &all, "wxops-a1");
    assert!(sent["msg_id"].is_u64() && sent["msg_data_id"].is_u64(), "{sent}");
    let get = || client.post("message/mass/get", &json!({ "msg_id": sent["msg_id"] }))["msg_status"].clone();
    assert_eq!([get(), get()], ["SENDING", "SEND_SUCCESS"]);
    assert_eq!(code(&client.post("draft/get", &json!({ "media_id": first }))), 40007);
    let again = push(&client, &second, &all, "wxops-a1");
    assert_eq!((code(&again), &again["msg_id"]), (45065, &sent["msg_id"]));
    assert_eq!(code(&push(&client, &second, &all, "wxops-a2")), 45028);
    assert_eq!(code(&push(&client, &second, &json!({ "is_to_all": false, "tag_id": 2 }), "wxops-a3")), 45028);
    platform.look(|platform| platform.clock.pass(2 * 60 * 60)); // past midnight there
    let client = Client::with_token(&platform);
    assert_eq!(code(&push(&client, &second, &all, &"a".repeat(33))), 45067);
    assert_eq!(code(&push(&client, &second, &json!({ "is_to_all": false, "tag_id": 9 }), "")), 40152);
    assert_eq!(code(&push(&client, "Dr_none", &all, "")), 40007);
    platform.look(|platform| platform.draft_mut(&second).unwrap().refused = Some(48021));
    assert_eq!(code(&push(&client, &second, &all, "")), 48021);
    platform.look(|platform| platform.draft_mut(&second).unwrap().refused = None);
    assert_eq!(code(&push(&client, &second, &all, "wxops-a4")), 0);
    let list = client.post("freepublish/batchget", &json!({ "offset": 0, "count": 1 }));
    assert_eq!(list["total_count"], 0, "what is pushed is not listed");
    platform.look(|platform| {
        platform.finish_all();
        assert_eq!(platform.published.iter().map(|one| one.way).collect::<Vec<_>>(), [Way::Pushed; 2]);
    });
    assert_eq!(
        code(&client.post("message/mass/delete", &json!({ "msg_id": sent["msg_id"], "article_idx": 0 }))),
        0
    );
    let gone = client.post("message/mass/get", &json!({ "msg_id": sent["msg_id"] }));
    assert_eq!(gone["msg_status"], "DELETE");
    platform.look(|platform| assert_eq!(platform.published[0].items[0]["is_deleted"], true));
}

#[test]
fn a_service_account_reaches_each_fan_four_times_a_month() {
    let (platform, client) = with(Account { kind: Kind::Service, ..Account::default() });
    platform.look(|platform| platform.tags = vec![2, 3]);
    let to = |tag: i64| json!({ "is_to_all": false, "tag_id": tag });
    for _ in 0..3 {
        assert_eq!(code(&push(&client, &draft(&client), &to(2), "")), 0);
    }
    platform.look(|platform| {
        let id = platform.write_by_hand("手写", "<p>正文</p>");
        assert!(platform.publish_by_hand(&id, Way::Pushed).is_some(), "a push by hand counts");
    });
    assert_eq!(code(&push(&client, &draft(&client), &json!({ "is_to_all": true }), "")), 45028);
    let surplus = push(&client, &draft(&client), &to(2), "");
    assert_eq!(code(&surplus), 0, "it is accepted and reaches nobody");
    assert_eq!(code(&push(&client, &draft(&client), &to(3), "")), 0);
    platform.look(|platform| {
        platform.finish_all();
        let failed: Vec<_> = platform.pushes.iter().filter(|push| push.status == "SEND_FAIL").collect();
        assert_eq!((failed.len(), failed[0].to), (1, Audience::Tag(2)));
        assert_eq!(failed[0].msg_id, surplus["msg_id"].as_u64().unwrap());
    });
}

#[test]
fn previews_go_to_a_hundred_wechat_ids_a_day() {
    let (platform, client) = usual();
    let media_id = draft(&client);
    let show = |to: &str, who: &str| {
        let body = json!({ to: who, "msgtype": "mpnews", "mpnews": { "media_id": media_id } });
        code(&client.post("message/mass/preview", &body))
    };
    assert_eq!((show("touser", "oAbc"), show("touser", "")), (0, 40003));
    platform.look(|platform| platform.fans = Some(vec!["oDef".to_owned()]));
    assert_eq!((show("touser", "oAbc"), show("touser", "oDef")), (40003, 0));
    // Two minutes, since there are 60 calls a minute.
    for n in 0..100 {
        if n % 50 == 0 {
            platform.look(|platform| platform.clock.pass(60));
        }
        assert_eq!(show("towxname", "some_wxid"), 0);
    }
    platform.look(|platform| platform.clock.pass(60));
    assert_eq!(show("towxname", "some_wxid"), 45009);
    platform.look(|platform| {
        assert_eq!(platform.previews.len(), 102);
        assert_eq!(
            (&platform.previews[2].to, &platform.previews[2].media_id),
            (&"some_wxid".to_owned(), &media_id)
        );
        assert_eq!(platform.drafts.len(), 1);
    });
    let text = json!({ "towxname": "some_wxid", "msgtype": "text", "mpnews": { "media_id": media_id } });
    assert_eq!(code(&client.post("message/mass/preview", &text)), 40008);
}

#[test]
fn there_are_so_many_calls_a_minute_and_a_day() {
    let platform = StandIn::start(Account::default());
    platform.look(|platform| platform.clock.stop_at(1_790_000_000));
    let client = Client::with_token(&platform);
    let answers: Vec<i64> =
        (0..61).map(|_| code(&client.post("message/mass/get", &json!({ "msg_id": 1 })))).collect();
    assert_eq!((&answers[..60], answers[60]), (&[40059; 60][..], 45011));
    platform.look(|platform| platform.used.limits.insert("/cgi-bin/draft/count".to_owned(), 2));
    let quota =
        || client.post("openapi/quota/get", &json!({ "cgi_path": "/cgi-bin/draft/count" }))["quota"].clone();
    assert_eq!(quota(), json!({ "daily_limit": 2, "used": 0, "remain": 2 }));
    let counts: Vec<i64> = (0..3).map(|_| code(&client.get("draft/count"))).collect();
    assert_eq!(counts, [0, 0, 45009]);
    assert_eq!(quota(), json!({ "daily_limit": 2, "used": 2, "remain": 0 }));
    assert_eq!(code(&client.post("openapi/quota/get", &json!({ "cgi_path": "/cgi-bin/none" }))), 76021);
}

#[test]
fn the_back_office_works_out_of_sight() {
    let (platform, client) = usual();
    let (edited, quiet, deleted) = (draft(&client), draft(&client), draft(&client));
    platform.look(|platform| {
        let before = platform.draft(&edited).unwrap().update_time;
        assert!(platform.edit_by_hand(&edited, 0, |item| item["title"] = "改过".into()));
        assert!(!platform.edit_by_hand(&edited, 1, |_| ()));
        assert!(platform.draft(&edited).unwrap().update_time > before);
        assert!(platform.delete_by_hand(&deleted) && !platform.delete_by_hand(&deleted));
    });
    assert_eq!(client.post("draft/get", &json!({ "media_id": edited }))["news_item"][0]["title"], "改过");
    let id = platform.look(|platform| platform.publish_by_hand(&quiet, Way::Quiet)).unwrap();
    let list = client.post("freepublish/batchget", &json!({ "offset": 0, "count": 20 }));
    assert_eq!((&list["total_count"], &list["item"][0]["article_id"]), (&json!(1), &json!(id)));
    platform.look(|platform| {
        assert!(platform.retract_by_hand(&id, 0));
        assert!(platform.publish_by_hand(&quiet, Way::Quiet).is_none());
        assert!(platform.publish_by_hand(&edited, Way::Pushed).is_some());
        assert!(platform.is_push_quota_spent(Audience::All));
    });
}

#[test]
fn each_fault_has_its_effect_or_none() {
    let (platform, client) = usual();
    let cover = client.cover();
    let body = json!({ "articles": [article(&cover)] }).to_string();
    let add = || client.exchange("POST", "/cgi-bin/draft/add", "application/json", body.as_bytes());
    let drafts = || platform.look(|platform| platform.drafts.len());
    let last =
        || platform.look(|platform| platform.calls.last().map(|call| (call.errcode, call.came_to))).unwrap();
    // The fault, whether it has its effect, and the code that the client reads.
    let faults = [
        (Fault::Code(45011), false, Some(45011)),
        (Fault::CodeAfter(-1), true, Some(-1)),
        (Fault::CloseBefore, false, None),
        (Fault::CloseAfter, true, None),
        (Fault::Truncated, true, None),
        (Fault::Garbage, true, None),
        (Fault::Status(502), false, None),
        (Fault::Slow(Duration::from_millis(20)), true, Some(0)),
    ];
    for (fault, has_effect, errcode) in faults {
        let before = drafts();
        platform.fault("draft/add", fault.clone(), 1);
        let answer = add();
        assert_eq!(drafts() - before, usize::from(has_effect), "{fault:?}");
        assert_eq!(last(), (errcode, has_effect.then_some(0)), "{fault:?}");
        let read: Option<Value> = answer.as_ref().and_then(|(_, body)| serde_json::from_slice(body).ok());
        assert_eq!(read.as_ref().map(code), errcode, "{fault:?}");
        match fault {
            Fault::CloseBefore | Fault::CloseAfter => assert!(answer.is_none()),
            Fault::Status(_) => assert!(answer.unwrap().0.starts_with("HTTP/1.1 502 ")),
            Fault::Truncated => {
                let (head, body) = answer.unwrap();
                let whole: usize = client::header(&head, "Content-Length").unwrap().parse().unwrap();
                assert_eq!(body.len(), whole / 2);
                assert!(body.starts_with(b"{\"media_id\""));
            }
            _ => assert!(answer.unwrap().0.starts_with("HTTP/1.1 200 ")),
        }
        add().unwrap();
        assert_eq!(last(), (Some(0), Some(0)), "{fault:?} comes once");
    }
}

#[test]
fn faults_wait_for_their_path_or_their_number() {
    let (platform, client) = usual();
    let now = platform.look(|platform| platform.calls.len());
    platform.fault_at(now + 3, Fault::Code(-1));
    platform.fault("/cgi-bin/draft/count", Fault::Code(45009), 1);
    platform.fault("*", Fault::Code(45011), 2);
    let answers: Vec<i64> =
        ["draft/count", "material/get_materialcount", "draft/count", "draft/count", "draft/count"]
            .iter()
            .map(|path| code(&client.get(path)))
            .collect();
    assert_eq!(answers, [45009, 45011, -1, 45011, 0]);
    platform.fault("*", Fault::Code(45011), usize::MAX);
    platform.look(|platform| platform.faults.clear());
    assert_eq!(code(&client.get("draft/count")), 0);
}

#[test]
fn calls_are_written_down_as_they_were_sent() {
    let (platform, client) = usual();
    client.post("draft/get", &json!({ "media_id": "Dr_秋" }));
    platform.look(|platform| {
        let [token, get] = &platform.calls[..] else { panic!("two calls were made") };
        assert_eq!(token.body["secret"], platform.account.secret);
        assert_eq!((get.number, get.path.as_str(), get.method.as_str()), (2, "/cgi-bin/draft/get", "POST"));
        assert_eq!(get.query, [("access_token".to_owned(), client.token.clone())]);
        assert_eq!((&get.body["media_id"], get.errcode), (&json!("Dr_秋"), Some(40007)));
        assert_eq!(platform.calls_of("draft/get").len(), 1);
    });
}

#[test]
fn a_connection_is_kept_and_a_body_may_come_in_chunks() {
    let (platform, client) = usual();
    let statuses = client.on_one_connection(&[
        "GET /cgi-bin/draft/count?access_token=TOKEN HTTP/1.1\r\nHost: a\r\n\r\n",
        "POST /cgi-bin/draft/get?access_token=TOKEN HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
         9\r\n{\"media_i\r\n7;x=y\r\nd\":\"a\"}\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    ]);
    assert_eq!(statuses, 3);
    platform.look(|platform| assert_eq!(platform.calls.last().unwrap().body["media_id"], "a"));
}

#[test]
fn a_browser_sees_drafts_and_pictures() {
    let (platform, client) = usual();
    let src = client.upload("media/uploadimg", "media", Some("a.png"), &png(50))["url"]
        .as_str()
        .unwrap()
        .to_owned();
    let cover = client.cover();
    let content = json!(format!("<p>正文</p><img src=\"{src}\"/>"));
    let one = but(&cover, &[("title", json!("<b>清单")), ("content", content)]);
    client.post("draft/add", &json!({ "articles": [one] }));
    let get = |path: &str| client.raw("GET", path, "", b"");
    let page = String::from_utf8(get("/").1).unwrap();
    assert!(page.contains("&lt;b&gt;清单") && !page.contains(&client.token), "{page}");
    let link = page.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
    let (head, page) = get(link);
    assert!(head.contains("default-src 'none'"));
    let page = String::from_utf8(page).unwrap();
    let picture = page.split("<img src=\"").nth(1).unwrap().split('"').next().unwrap();
    let (head, bytes) = get(picture);
    assert!(head.contains("image/png"));
    assert_eq!(bytes, png(50));
    assert!(get("/none").0.starts_with("HTTP/1.1 404 "));
    let calls = platform.look(|platform| platform.calls.len());
    get("/");
    assert_eq!(platform.look(|platform| platform.calls.len()), calls, "looking is no call");
}

#[test]
fn a_stand_in_that_is_dropped_answers_no_more() {
    let (platform, client) = usual();
    drop(platform);
    assert!(client.exchange("GET", "/", "", b"").is_none());
}
