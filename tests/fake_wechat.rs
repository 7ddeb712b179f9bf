//! The stand-in of the WeChat platform, spoken to in plain HTTP: it keeps the limits, codes and shapes that are documented, so that a
//! client that gets along with it does so for the right reasons.

#![allow(clippy::unwrap_used, reason = "an answer that cannot be read has failed")]

#[path = "fake_wechat/client.rs"]
mod client;
#[path = "fake_wechat/drafts.rs"]
mod drafts;
#[path = "fake_wechat/faults.rs"]
mod faults;
#[path = "fake_wechat/kept.rs"]
mod kept;
#[path = "fake_wechat/publishing.rs"]
mod publishing;
#[path = "fake_wechat/pushing.rs"]
mod pushing;
#[path = "../examples/fake-wechat/stand_in/mod.rs"]
mod stand_in;
#[path = "fake_wechat/tokens.rs"]
mod tokens;
#[path = "fake_wechat/uploads.rs"]
mod uploads;
#[path = "fake_wechat/wire.rs"]
mod wire;

use serde_json::{Value, json};

use client::Client;
use stand_in::{Account, StandIn};

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
