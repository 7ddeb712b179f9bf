//! HTTP, shapes, the log of calls, and what a browser sees.

use serde_json::{Value, json};

use super::{but, client::png, code, usual};

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
