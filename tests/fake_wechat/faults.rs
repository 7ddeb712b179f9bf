//! What is made to go wrong.

use std::time::Duration;

use serde_json::{Value, json};

use super::{article, client::header, code, stand_in::Fault, usual};

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
                let whole: usize = header(&head, "Content-Length").unwrap().parse().unwrap();
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
