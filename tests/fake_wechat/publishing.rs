//! From the draft box to the readers, and who may.

use serde_json::json;

use super::{
    article, code, draft,
    stand_in::{Account, Audience, Kind, Outcome, Way},
    usual, with,
};

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
