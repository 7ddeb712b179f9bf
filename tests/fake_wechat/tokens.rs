//! Who may call, for how long and how often.

use std::net::IpAddr;

use serde_json::{Value, json};

use super::{
    client::Client,
    code,
    stand_in::{Account, StandIn},
    usual,
};

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
