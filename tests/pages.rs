//! What is approved is the page as readers see it: the records carry its digest, and no other page goes out.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use sandbox::{
    INDEX, Sandbox,
    forging::{Change, donate, forged, read, state},
};
use wxops::article::digest::Digest;

const APPROVE: &str = "approve dongji-xinpin --attest all";
const PAGE: &str = "approve dongji-xinpin --page";
const PUBLISH: &str = "publish dongji-xinpin --url https://mp.weixin.qq.com/s/dongji";
const SUBMIT: &str = "submit dongji-xinpin --attest all";
const THEME: &str = "account/theme.toml";

/// The account takes another theme.
fn other_theme(s: &Sandbox) {
    s.write(THEME, "base = \"lively\"\n");
    s.commit_all("theme");
}

fn page(s: &Sandbox, action: &str) -> Option<Digest> {
    let listed = s.git(&["ls-files", ".wxops/records"]);
    let of = |path: &&str| path.rsplit('/').next().unwrap().starts_with(&format!("{action}-"));
    let mut records: Vec<_> = listed.lines().filter(of).map(|path| read(s, path)).collect();
    records.retain(|record| record.action.name() == action);
    records.sort_by_key(|record| record.at);
    records.pop().unwrap().says.page
}

#[test]
fn a_page_that_nobody_approved_does_not_go_out() {
    let s = Sandbox::at("approved");
    let approved = page(&s, "approve").unwrap();
    assert_eq!(page(&s, "submit"), Some(approved.clone()), "the same for all who looked");
    other_theme(&s);
    s.refuses_all(&[
        ("lina", PUBLISH, (4, "page_not_approved", "wxops approve dongji-xinpin --page")),
        ("lina", PUBLISH, (4, "page_not_approved", "张明")),
        ("lina", PAGE, (4, "own_article", "张明")),
        ("wangfang", PAGE, (4, "not_your_stage", "张明")),
    ]);
    let said = s.does("lina", "why dongji-xinpin");
    assert!(said.stdout.contains("approve-page"), "{}", said.stdout);
    s.does("zhangming", PAGE);
    assert_ne!(page(&s, "approve-page"), Some(approved));
    let again = s.does("zhangming", PAGE); // done before
    assert!(again.stdout.contains("done before"), "{again:?}");
    s.does("lina", PUBLISH);
    assert_eq!(page(&s, "publish"), page(&s, "approve-page"));
    s.is_sound();
}

#[test]
fn a_planned_time_stays_and_the_theme_of_before_is_another_one_again() {
    let s = Sandbox::at("approved");
    s.does("lina", "schedule dongji-xinpin --at '2026-11-26 20:00'");
    let planned = state(&s).publish_at.unwrap();
    let plain = s.read(THEME);
    other_theme(&s);
    s.does("zhangming", PAGE);
    assert_eq!(state(&s).publish_at, Some(planned));
    s.write(THEME, plain);
    s.commit_all("back");
    s.refuses("lina", PUBLISH, (4, "page_not_approved", "--page"));
    s.is_sound();
}

/// A reviewer's edits belong to the page that is approved with them; what is not committed is no theme yet.
#[test]
fn edits_and_themes_in_the_making() {
    let s = Sandbox::at("in-review");
    s.does("wangfang", APPROVE);
    s.does("zhangming", &format!("{APPROVE} --edit '冬季→今冬'"));
    s.does("lina", "accept dongji-xinpin --yes");
    let now = state(&s);
    if now.status.name() == "in-review" {
        s.does("wangfang", "approve dongji-xinpin --yes");
    }
    s.write(THEME, "base = \"lively\"\n");
    s.does("lina", PUBLISH);
    assert_eq!(page(&s, "publish"), state(&s).submission.unwrap().page);
}

/// Without a theme of the account there is no page to approve; one that comes or goes later is noticed.
#[test]
fn an_account_without_a_theme_of_its_own() {
    let s = Sandbox::at("checked");
    s.git(&["rm", "-q", THEME]);
    s.commit_all("no theme");
    s.does("lina", SUBMIT);
    s.does("wangfang", APPROVE);
    s.does("zhangming", APPROVE);
    assert_eq!((page(&s, "submit"), page(&s, "approve")), (None, None));
    let plain = s.copy();
    plain.does("lina", PUBLISH);
    assert_eq!(page(&plain, "publish"), None);
    plain.is_sound();
    other_theme(&s);
    s.refuses("lina", PUBLISH, (4, "page_not_approved", "--page"));
    s.does("zhangming", PAGE);
    s.git(&["rm", "-q", THEME]);
    s.commit_all("gone");
    s.refuses("lina", PUBLISH, (4, "page_not_approved", "--page"));
}

#[test]
fn a_theme_that_cannot_be_read_stops_acts_about_the_page_only() {
    let s = Sandbox::at("in-review");
    s.write(THEME, "colours = 3\n");
    s.commit_all("theme");
    let refused = s.types("wangfang", APPROVE);
    assert!(refused.exit == 3 && refused.stderr.contains(THEME), "{refused:?}");
    s.does("wangfang", "request-changes dongji-xinpin --opinion '事实数据：核对'");
}

/// Whoever writes records by hand gets no other page past the proof.
#[test]
fn receipts_of_other_pages() {
    let before = Sandbox::at("approved");
    let done = before.copy();
    done.does("lina", PUBLISH);
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it is", Box::new(|_| {}), ""),
        ("another page", Box::new(|r| r.says.page = Some(Digest::of(b"x"))), "page_not_approved"),
        ("no page", Box::new(|r| r.says.page = None), "page_not_approved"),
    ];
    forged(&before, &done, "publish", rows);
}

/// Nobody approves a page who may not decide the last stage, and no other act carries one.
#[test]
fn approvals_of_pages_by_hand() {
    let s = Sandbox::at("approved");
    other_theme(&s);
    let done = s.copy();
    done.does("zhangming", PAGE);
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it is", Box::new(|_| {}), ""),
        ("by its writer", Box::new(|r| r.by = "lina".into()), "own_article"),
        ("by the first stage", Box::new(|r| r.by = "wangfang".into()), "not_your_stage"),
        ("of another text", Box::new(|r| r.content = Digest::of(b"x")), "content_differs"),
    ];
    forged(&s, &done, "approve-page", rows);
    let planned = Sandbox::at("approved");
    donate(&planned, "scheduled", "schedule", |record| record.says.page = Some(Digest::of(b"x")));
    planned.commit_all("x");
    assert_eq!(planned.refusals(), ["record_unreadable"]);
}

#[test]
fn it_is_committed_like_any_act() {
    let s = Sandbox::at("approved");
    other_theme(&s);
    s.does("zhangming", PAGE);
    assert!(s.git(&["log", "-1", "--format=%s"]).starts_with("approve-page: dongji-xinpin"));
    assert_eq!(s.git(&["status", "--porcelain"]), "");
    let log = s.does("lina", "log dongji-xinpin");
    assert!(log.stdout.contains("approve-page"), "{}", log.stdout);
    let text = s.read(INDEX);
    assert!(text.contains("status = \"approved\""), "{text}");
}
