//! Pushes and previews.

use serde_json::{Value, json};

use super::{
    client::Client,
    code, draft,
    stand_in::{Account, Audience, Kind, StandIn, Way},
    usual, with,
};

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
