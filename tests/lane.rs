//! 应急通道: who may let an article out before its last stage, what that stage owes, and what nobody gets past the proof.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use chrono::TimeDelta;
use sandbox::{
    INDEX, Sandbox,
    forging::{Change, file, fit_table, forged, newest, state},
    keys::ssh_is_there,
};
use wxops::workflow::{lane::Skip, record::Record, team::Team};

const SUBMIT: &str = "submit dongji-xinpin --attest all --urgent --reason 今晚停机";
const APPROVE: &str = "approve dongji-xinpin --attest all";
const SKIP: &str = "skip dongji-xinpin --reason 张明在飞机上";
const PUBLISH: &str = "publish dongji-xinpin --url https://mp.weixin.qq.com/s/tingji";
const LANE: &str = "\n[lane]\nskips = [\"final\"]\npeople = [\"lina\", \"wangfang\", \"zhaolei\"]\n";
const LATER: &str = "2026-11-26T13:00:00+08:00"; // a day and an hour after the lane was opened

/// The rule book says something else, from now on.
fn adopt(s: &Sandbox, change: impl Fn(&str) -> String) {
    let text = s.read("team.toml");
    let changed = change(&text);
    assert_ne!(text, changed, "nothing to adopt");
    s.write("team.toml", changed);
    s.does("lina", "team adopt");
}

/// A rule book with a lane, which names the writer and the first reviewer too; 陈静 and 赵磊 are new.
fn staffed(s: Sandbox) -> Sandbox {
    s.does("lina", "team add zhaolei --name 赵磊 --email zhaolei@example.com --role final-reviewer,manager");
    s.does("lina", "team add chenjing --name 陈静 --email chenjing@example.com --role final-reviewer,writer");
    adopt(&s, |text| format!("{text}{LANE}"));
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.edit(INDEX, "category = \"product\" ", "category = \"notice\"  ");
    s
}

/// An urgent notice that passed its first stage.
fn urgent() -> Sandbox {
    let s = staffed(Sandbox::at("in-review"));
    s.does("lina", SUBMIT);
    s.does("wangfang", APPROVE);
    s
}

/// The same, let out, and before readers.
fn out() -> Sandbox {
    let s = urgent();
    s.does("zhaolei", SKIP);
    s.does("lina", PUBLISH);
    s
}

/// The newest record of an act.
#[test]
fn who_may_open_it_and_when() {
    let s = staffed(Sandbox::at("in-review"));
    s.does("lina", SUBMIT);
    s.refuses("zhaolei", SKIP, (5, "lane_stage", "终审")); // 初审 is not listed
    s.does("wangfang", APPROVE);
    s.refuses_all(&[
        ("zhangming", SKIP, (4, "lane_people", "赵磊")),
        ("lina", SKIP, (4, "own_article", "赵磊")),
        ("wangfang", SKIP, (4, "lane_decided", "赵磊")),
        ("zhaolei", "skip dongji-xinpin --reason ' '", (2, "reason_empty", "--reason")),
        ("zhaolei", "skip dongji-xinpin", (2, "usage", "--reason")),
    ]);
    // A rule book without the lane, at any time.
    let off = s.copy();
    adopt(&off, |text| text.replace(LANE, ""));
    off.refuses("zhaolei", SKIP, (4, "lane_off", "--urgent"));
    // What is typed for a reviewer is no review by a person yet.
    let typed = staffed(Sandbox::at("in-review"));
    typed.does("lina", SUBMIT);
    typed.write("chat.png", b"x");
    typed.does("chenjing", &format!("{APPROVE} --for 王芳 --where 微信 --proof chat.png"));
    typed.refuses("zhaolei", SKIP, (5, "lane_second_hand", "wxops countersign"));
    std::fs::remove_file(typed.path("chat.png")).unwrap();
    typed.does("wangfang", "countersign dongji-xinpin");
    typed.does("zhaolei", SKIP);
    typed.is_sound();
    // Only what is urgent.
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.does("lina", "submit dongji-xinpin --attest all");
    s.does("wangfang", APPROVE);
    s.refuses("zhaolei", SKIP, (5, "lane_not_urgent", "--urgent"));
    s.is_sound();
}

/// Nothing goes out that nobody reviewed, and no more than one stage is made up for later.
#[test]
fn somebody_has_always_reviewed_it() {
    let both = LANE.replace("[\"final\"]", "[\"first\", \"final\"]");
    let s = staffed(Sandbox::at("in-review"));
    adopt(&s, |text| text.replace(LANE, &both));
    s.does("lina", SUBMIT);
    s.refuses("zhaolei", SKIP, (5, "lane_early", "wxops why")); // 终审 has not passed either
    adopt(&s, |text| text.replace("default = [\"first\", \"final\"]", "default = [\"final\"]"));
    s.does("lina", "withdraw dongji-xinpin --reason x");
    s.does("lina", SUBMIT);
    s.refuses("zhaolei", SKIP, (5, "lane_alone", "wxops why"));
}

#[test]
fn it_goes_out_and_everybody_sees_what_is_owed() {
    let mut s = urgent();
    let said = s.does("zhaolei", SKIP).stdout;
    assert!(said.contains("张明") && said.contains("陈静") && !said.contains("赵磊"), "{said}");
    assert!(s.does("zhaolei", SKIP).stdout.contains("done before"), "it was done before");
    let now = state(&s);
    assert_eq!((now.status.name(), now.debts.len(), now.owed_review().is_some()), ("approved", 1, true));
    s.is_sound();
    s.does("lina", PUBLISH);
    s.is_sound();
    s.refuses("lina", "archive dongji-xinpin", (5, "lane_open", "wxops approve"));
    for who in ["lina", "wangfang", "zhangming", "zhaolei", "chenjing"] {
        let said = s.does(who, "status").stdout;
        assert!(said.contains("To be reviewed late (1)"), "{who}: {said}");
        assert_eq!(said.contains("for you to review"), ["zhangming", "chenjing"].contains(&who), "{who}");
        let queue = s.does(who, "queue --json").json();
        let mine = queue["late_reviews"].as_array().unwrap().len();
        assert_eq!(mine == 1, ["zhangming", "chenjing"].contains(&who), "{who}");
    }
    assert!(s.does("lina", "list").stdout.contains("published · to be reviewed late"));
    for line in ["show dongji-xinpin", "verify", "sheet dongji-xinpin"] {
        let said = s.does("lina", line).stdout;
        assert!(said.contains("终审 to review late (let out by 赵磊)"), "{line}: {said}");
    }
    let proof = s.does("lina", "verify --json").json();
    assert_eq!(proof["skipped"], serde_json::json!({ "stages": 1, "open": 1, "overdue": 0 }));
    // Before its deadline it is owed, after it a proof fails, and everybody reads so.
    s.now = LATER.into();
    assert_eq!(s.refusals(), ["lane_overdue"]);
    assert!(s.does("wangfang", "status").stdout.contains("overdue"));
    assert!(s.does("lina", "list").stdout.contains("late review overdue"));
    s.does("zhangming", APPROVE); // late is not too late
    assert!(s.does("zhangming", APPROVE).stdout.contains("done before"));
    s.is_sound();
    let now = state(&s);
    assert_eq!((now.status.name(), now.owed_review().is_none()), ("published", true));
    let approvals = s.does("lina", "verify --json").json()["articles"][0]["approvals"].clone();
    assert_eq!(approvals.as_array().unwrap().len(), 2, "the late review is an approval like any other");
    assert!(!s.does("lina", "status").stdout.contains("reviewed late"));
    s.does("lina", "archive dongji-xinpin");
    s.is_sound();
}

#[test]
fn who_reviews_late() {
    let s = out();
    s.refuses_all(&[
        ("lina", APPROVE, (4, "not_your_stage", "张明")),
        ("wangfang", APPROVE, (4, "not_your_stage", "张明")),
        ("zhaolei", APPROVE, (4, "late_review_barred", "张明")), // who let it out, though a final reviewer
        ("zhangming", &format!("{APPROVE} --edit X2→X3"), (2, "late_review_plain", "wxops correct")),
        ("zhangming", &format!("{APPROVE} --opinion 文字：短些"), (2, "late_review_plain", "wxops retract")),
        (
            "zhangming",
            "request-changes dongji-xinpin --opinion 文字：短些",
            (5, "wrong_state", "wxops retract"),
        ),
    ]);
    s.edit(INDEX, "冬天", "冬日");
    s.refuses("zhangming", APPROVE, (5, "content_changed", "git restore"));
}

/// Whoever owns an article is one of its writers, and reviews nothing of it late; nor does who let it out own it.
#[test]
fn owners_and_openers_stay_apart() {
    let s = urgent();
    s.does("zhaolei", SKIP);
    s.does("lina", "team remove zhaolei --dry-run"); // the lane loses a person, the rule book stays valid
    adopt(&s, |text| {
        text.replace("\"final-reviewer\", \"manager\"", "\"final-reviewer\", \"manager\", \"writer\"")
    });
    s.refuses("lina", "assign dongji-xinpin zhaolei", (4, "decided_it", "陈静"));
    s.does("lina", "assign dongji-xinpin chenjing");
    s.refuses("chenjing", APPROVE, (4, "late_review_barred", "张明"));
    s.does("chenjing", PUBLISH);
    s.does("lina", "correct dongji-xinpin --how edit --reason x");
    s.refuses("chenjing", APPROVE, (4, "late_review_barred", "张明")); // of the revision that is out she still is a writer
    s.does("zhangming", APPROVE); // while the correction is written
    assert_eq!(state(&s).status.name(), "draft");
    s.is_sound();
}

#[test]
fn what_ends_a_debt_and_what_does_not() {
    let mut s = urgent();
    s.does("zhaolei", SKIP);
    // Not out yet, and overdue: it does not go out, and may be taken back.
    let mut waiting = s.copy();
    waiting.now = LATER.into();
    waiting.refuses("lina", PUBLISH, (5, "lane_overdue", "wxops withdraw"));
    waiting.refuses("lina", "schedule dongji-xinpin --at +2d", (5, "lane_overdue", "wxops approve"));
    waiting.does("lina", "withdraw dongji-xinpin --reason x");
    waiting.is_sound();
    assert_eq!(state(&waiting).debts, []);
    waiting.does("lina", SUBMIT);
    waiting.does("wangfang", APPROVE);
    assert_eq!(state(&waiting).status.name(), "in-review", "it was for that submission only");
    // Reviewed before it is out, it is approved like any other.
    let early = s.copy();
    early.does("chenjing", APPROVE);
    early.does("lina", PUBLISH);
    early.is_sound();
    // Out: taken down nothing is owed; corrected it is, until the correction is out.
    s.does("lina", PUBLISH);
    let down = s.copy();
    down.does("lina", "retract dongji-xinpin --reason x");
    assert_eq!(state(&down).debts, []);
    down.is_sound();
    s.does("lina", "correct dongji-xinpin --how edit --reason x");
    s.does("lina", SUBMIT);
    s.does("wangfang", APPROVE);
    s.refuses("zhaolei", SKIP, (5, "lane_debt", "wxops why")); // one at a time
    s.now = LATER.into();
    assert_eq!(s.refusals(), ["lane_overdue"]);
    s.does("zhangming", APPROVE); // the correction, in review
    s.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/xin");
    assert_eq!(state(&s).debts, []);
    s.is_sound();
}

/// Edits of the final reviewer go back to the first stage. Who passed the text before them there may review them late.
#[test]
fn edits_that_are_confirmed_late() {
    let both = LANE.replace("[\"final\"]", "[\"first\", \"final\"]");
    let s = staffed(Sandbox::at("in-review"));
    adopt(&s, |text| text.replace(LANE, &both));
    s.does("lina", SUBMIT);
    s.does("wangfang", APPROVE);
    s.does("zhangming", &format!("{APPROVE} --edit 冬天→冬日"));
    s.refuses("zhaolei", SKIP, (5, "wrong_state", "wxops accept"));
    s.does("lina", "accept dongji-xinpin --yes");
    s.does("zhaolei", SKIP);
    s.is_sound();
    s.refuses("zhangming", APPROVE, (4, "not_your_stage", "王芳"));
    s.does("wangfang", APPROVE);
    s.is_sound();
}

/// An urgent deputy of the final reviewer reviews late, too.
#[test]
fn a_deputy_may_review_late() {
    let s = out();
    s.does("lina", "team add wanglei --name 王蕾 --email wanglei@example.com --role publisher");
    s.refuses("wanglei", APPROVE, (4, "not_your_stage", "张明"));
    s.does("lina", "team deputy add zhangming --deputy wanglei --urgent");
    s.does("wanglei", APPROVE);
    assert!(s.does("lina", "verify").stdout.contains("王蕾 (for 张明)"));
    s.is_sound();
}

/// Records written by hand, signed by whoever they name.
#[test]
fn forged_skips_are_refused() {
    let say = |change: fn(&mut Skip)| -> Change {
        Box::new(move |record| change(record.says.skip.as_mut().unwrap()))
    };
    let by = |id: &'static str| -> Change { Box::new(move |record| record.by = id.into()) };
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it must be", say(|_| {}), ""),
        ("no reason", say(|said| said.reason = String::new()), "record_illegal"),
        ("a blank reason", say(|said| said.reason = " x".into()), "record_illegal"),
        ("another stage", say(|said| said.stage = "first".into()), "record_illegal"),
        ("more time", say(|said| said.until += TimeDelta::days(9)), "lane_deadline"),
        ("by the writer", by("lina"), "own_article"),
        ("by who reviewed it", by("wangfang"), "lane_decided"),
        ("by somebody else", by("zhangming"), "lane_people"),
    ];
    let begun = staffed(Sandbox::at("in-review"));
    let people = ["lina", "wangfang", "zhangming", "zhaolei"];
    let begun = if ssh_is_there() { begun.raised(&people) } else { begun };
    begun.does("lina", SUBMIT);
    begun.does("wangfang", APPROVE);
    let done = begun.copy();
    done.does("zhaolei", SKIP);
    forged(&begun, &done, "skip", rows);
}

#[test]
fn forged_late_reviews_are_refused() {
    let rows: Vec<(&str, Change, &str)> = vec![
        ("as it must be", Box::new(|_| {}), ""),
        ("by who let it out", Box::new(|record| record.by = "zhaolei".into()), "late_review_barred"),
        ("by the first stage", Box::new(|record| record.by = "wangfang".into()), "not_your_stage"),
        ("of nothing", Box::new(|record| record.says.late_review = Some(record.content.clone())), "not_owed"),
        (
            "half a list",
            Box::new(|record| record.says.attest.as_mut().unwrap().yes.truncate(1)),
            "not_attested",
        ),
        (
            "another text",
            Box::new(|record| record.content = wxops::article::digest::Digest::of(b"x")),
            "content_differs",
        ),
    ];
    let begun = out();
    let done = begun.copy();
    done.does("zhangming", APPROVE);
    let s = forged(&begun, &done, "late-review", rows);
    let record = newest(&done, "late-review");
    file(&s, Record { prev: vec![record.id()], ..record });
    s.commit_all("x");
    assert_eq!(s.refusals(), ["nothing_owed"], "once is enough");
}

/// A lane that the rule book closed lets nothing in that comes from elsewhere, and a clock set forward gives no time.
#[test]
fn closed_lanes_and_wrong_clocks() {
    let s = urgent();
    let donor = s.copy();
    donor.does("zhaolei", SKIP);
    let mut early = donor.copy();
    early.now = "2026-11-24T20:00:00+08:00".into();
    assert_eq!(early.refusals(), ["lane_future"]);
    adopt(&s, |text| text.replace(LANE, ""));
    let base = s.git(&["rev-parse", "HEAD"]);
    file(&s, newest(&donor, "skip"));
    fit_table(&s);
    s.commit_all("x");
    let said = s.types("lina", &format!("--json verify --base {}", base.trim()));
    assert_eq!(said.json()["refusals"][0]["code"], "rules_moved_on", "{}", said.stdout);
    // What was let out before the lane was closed stays owed, and everybody still sees it.
    adopt(&donor, |text| text.replace(LANE, ""));
    assert!(donor.does("lina", "status").stdout.contains("To be reviewed late (1)"));
    donor.does("zhangming", APPROVE);
    donor.is_sound();
}

#[test]
fn numbers_in_a_reason_stay_covered() {
    let s = urgent();
    s.does("zhaolei", "skip dongji-xinpin --reason 打了13800138000没人接");
    for line in [
        "show dongji-xinpin",
        "log dongji-xinpin",
        "sheet dongji-xinpin",
        "status",
        "verify --acts",
        "queue --all",
    ] {
        for options in ["--lang zh", "--lang en", "--json"] {
            let said = s.types("wangfang", &format!("{options} {line}"));
            assert!(!said.stdout.contains("13800138000"), "{options} {line}: {}", said.stdout);
        }
    }
    assert!(s.does("lina", "show dongji-xinpin").stdout.contains("138***"));
}

#[test]
fn rule_books() {
    let text = format!("{}\n[urgent]\n", include_str!("example/team.toml"));
    assert_eq!(Team::parse(&text).unwrap().lane, None, "without the table there is no lane");
    let joint = "[[stages]]\nid = \"joint\"\nname = \"会签\"\nroles = [\"first-reviewer\", \"final-reviewer\"]\nlist = \"first\"\n";
    for (table, code) in [
        ("skips = [\"final\"]\npeople = [\"zhangming\"]\n", ""),
        ("skips = []\npeople = []\n", ""),
        ("people = []\n", "team_unreadable"),
        ("skips = [\"final\"]\n", "team_unreadable"),
        ("skips = [\"last\"]\npeople = []\n", "team_invalid"),
        ("skips = [\"joint\"]\npeople = []\n", "team_invalid"),
        ("skips = [\"final\", \"final\"]\npeople = []\n", "team_invalid"),
        ("skips = []\npeople = [\"nobody\"]\n", "team_invalid"),
        ("skips = []\npeople = [\"lina\", \"lina\"]\n", "team_invalid"),
        ("skips = []\npeople = []\nreview_within_hours = 0\n", "team_invalid"),
        ("skips = []\npeople = []\nreview_within_hours = 169\n", "team_invalid"),
        ("skips = []\npeople = []\nany = true\n", "team_unreadable"),
    ] {
        let read = Team::parse(&format!("{text}\n[lane]\n{table}\n{joint}"));
        assert_eq!(read.as_ref().map_or_else(|refusal| refusal.code, |_| ""), code, "{table}");
    }
    let calm = text.replace("[urgent]\n", "[lane]\nskips = []\npeople = []\n");
    assert_eq!(Team::parse(&calm).unwrap_err().code, "team_invalid", "a lane is for what is urgent");
    let s = urgent();
    s.does("lina", "team remove zhaolei");
    assert!(s.read("team.toml").contains("people = [\"lina\", \"wangfang\"]"), "{}", s.read("team.toml"));
}
