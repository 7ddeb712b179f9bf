//! The draft box: limits, places, pages.

use serde_json::{Value, json};

use super::{
    article, but,
    client::Client,
    code, draft,
    stand_in::{Account, StandIn},
    usual,
};

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
