//! An article goes out through the platform once, whatever breaks on the way: the platform is a stand-in on this computer, which
//! fails on demand and keeps what it was sent.
//!
//! Every day a sample of the places is tried where something can break; `WXOPS_THOROUGH=1` tries all.

#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;
#[path = "../examples/fake-wechat/stand_in/mod.rs"]
mod stand_in;

use std::{fs, sync::Mutex, thread, time::Duration};

use rayon::prelude::*;
use sandbox::{INDEX, Sandbox};
use stand_in::{Account, Fault, Kind, Outcome, Platform, StandIn, Way};

const SECRET: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const PUBLISH: &str = "publish dongji-xinpin --now";
const AGAIN: &str = "publish dongji-xinpin";

/// An approved article that interfaces may publish, with a picture in its text; made once and copied.
fn approved() -> Sandbox {
    static MADE: Mutex<Option<Sandbox>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap();
    made.get_or_insert_with(|| {
        let s = Sandbox::at("checked");
        s.edit(INDEX, "sources =", "notify = false\nsources =");
        s.edit(INDEX, "## 参数", "![电源](figure.png)\n\n## 参数");
        s.write("articles/dongji-xinpin/figure.png", sandbox::COVER);
        s.edit(
            "wxops.toml",
            "[limits] ",
            "[platform]\napp_id = \"wx0000000000000001\"\npublishes = true\n\n[limits] ",
        );
        s.git(&["commit", "-qm", "settings", "wxops.toml"]);
        s.does("lina", "submit dongji-xinpin --attest all");
        s.does("wangfang", "approve dongji-xinpin --attest all");
        s.does("zhangming", "approve dongji-xinpin --attest all");
        s.kept("ready-to-send")
    })
    .copy()
}

/// Two approved articles in one push: the other leads.
fn two_approved() -> Sandbox {
    static MADE: Mutex<Option<Sandbox>> = Mutex::new(None);
    let mut made = MADE.lock().unwrap();
    made.get_or_insert_with(|| {
        let s = approved();
        let text = s.read(INDEX).replace("冬季新品发布", "电源保养三步").replace("[wxops]", "[ignored]");
        let text = text.replace("零下二十度也能一次启动：X2 电源十二月一日开售。", "三步保养，用得更久。");
        let end = text.find("[ignored]").unwrap();
        let close = end + text[end..].find("+++").unwrap();
        fs::write(s.outside("yi.md"), format!("{}{}", &text[..end], &text[close..])).unwrap();
        s.does("lina", "import ../yi.md --category product --slug baoyang");
        let index = "articles/baoyang/index.md";
        if !s.read(index).contains("notify = false") {
            s.edit(index, "category = \"product\"", "notify = false\ncategory = \"product\"");
        }
        for picture in ["cover.png", "figure.png"] {
            s.write(&format!("articles/baoyang/{picture}"), sandbox::COVER);
        }
        s.does("lina", "submit baoyang --attest all");
        s.does("wangfang", "approve baoyang --attest all");
        s.does("zhangming", "approve baoyang --attest all");
        s.does("lina", "push new '2026-11-26 20:00' baoyang dongji-xinpin");
        s.kept("two-ready-to-send")
    })
    .copy()
}

fn account() -> Account {
    Account { secret: SECRET.into(), ..Account::default() }
}

/// The same folder, connected to a platform of its own.
fn connected() -> (Sandbox, StandIn) {
    connect(approved(), account())
}

fn connect(s: Sandbox, account: Account) -> (Sandbox, StandIn) {
    let platform = start(account);
    reach(&s, &platform);
    (s, platform)
}

/// A platform whose clock says what that of the folder says.
fn start(account: Account) -> StandIn {
    let platform = StandIn::start(account);
    let now = chrono::DateTime::parse_from_rfc3339(sandbox::NOW).unwrap().timestamp();
    platform.look(|own: &mut Platform| own.clock.stop_at(now));
    platform
}

fn reach(s: &Sandbox, platform: &StandIn) {
    s.git(&["config", "wxops.platform", &platform.base()]);
    s.git(&["config", "wxops.secretCommand", &format!("echo {SECRET}")]);
}

fn status(s: &Sandbox) -> String {
    s.does("chenjing", "show dongji-xinpin --json").json()["article"]["status"].as_str().unwrap().to_owned()
}

fn live(s: &Sandbox) -> Option<String> {
    let shown = s.does("chenjing", "show dongji-xinpin --json").json();
    shown["article"]["live"]["url"].as_str().map(str::to_owned)
}

/// How often it is out, and where.
fn out(platform: &StandIn) -> Vec<String> {
    platform.look(|own: &mut Platform| {
        own.finish_all();
        own.published.iter().flat_map(|published| published.urls().into_iter().map(str::to_owned)).collect()
    })
}

/// However it went so far: everything works again, people ask until it is known, and look themselves where nobody can tell.
/// Then it is out once, and that is on record.
fn comes_out_once(s: &Sandbox, platform: &StandIn, what: &str) {
    platform.look(|own: &mut Platform| {
        own.faults.clear();
        own.finish_all();
    });
    s.does("lina", "recover");
    for _ in 0..3 {
        if status(s) == "published" {
            break;
        }
        let begun = status(s) == "publishing";
        let said = s.types("lina", if begun { AGAIN } else { PUBLISH });
        if status(s) == "publishing" && begun {
            // Nobody can tell from here. A person looks into the back office.
            let word = said.json_or_talk();
            assert!(word.contains("not sent again"), "{what}: {word}");
            match out(platform).first() {
                Some(url) => s.does("lina", &format!("publish dongji-xinpin --url {url}")),
                None => s.does("lina", "publish dongji-xinpin --not-sent 'looked in the back office'"),
            };
        }
    }
    let there = out(platform);
    assert_eq!(there.len(), 1, "{what}: out {there:?}");
    assert_eq!(live(s).as_ref(), there.first(), "{what}: the receipt says where it is");
    s.is_sound();
}

impl sandbox::Said {
    fn json_or_talk(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

#[test]
fn what_the_platform_holds_is_what_was_approved() {
    let (s, platform) = connected();
    let said = s.does("lina", "handover dongji-xinpin --json").json();
    assert_eq!(said["handover"]["draft"]["done"], "added");
    let again = s.does("lina", "handover dongji-xinpin --json").json();
    assert_eq!(again["handover"]["draft"]["done"], "unchanged");
    assert_eq!(said["handover"]["draft"]["media_id"], again["handover"]["draft"]["media_id"]);
    platform.look(|own: &mut Platform| {
        assert_eq!(own.drafts.len(), 1);
        let article = &own.drafts[0].items[0];
        assert_eq!(article["title"], "冬季新品发布");
        assert_eq!(own.pictures.len() + own.materials.len(), 2, "each picture once");
        assert!(article["content"].as_str().unwrap().contains("mmbiz.qpic.cn"), "{article}");
    });
    let said = s.does("lina", &format!("{PUBLISH} --json")).json();
    assert_eq!(said["outcome"]["became"], "out");
    assert_eq!(said["outcome"]["articles"][0]["url"].as_str(), live(&s).as_deref());
    assert_eq!(out(&platform).len(), 1);
    platform.look(|own: &mut Platform| {
        assert_eq!(own.calls_of("draft/add").len(), 1, "the draft of before went out");
    });
    let again = s.types("lina", PUBLISH);
    assert_eq!(again.exit, 5, "{again:?}");
    assert_eq!(out(&platform).len(), 1);
    s.is_sound();
}

/// How the calls of an undisturbed publication are counted, so that each can be disturbed.
fn calls_of_a_publication() -> usize {
    let (s, platform) = connected();
    s.does("lina", PUBLISH);
    platform.look(|own: &mut Platform| own.calls.len())
}

fn sample<T: Clone>(all: &[T], of: usize) -> Vec<T> {
    if std::env::var_os("WXOPS_THOROUGH").is_some() {
        return all.to_vec();
    }
    all.iter().step_by(all.len().div_ceil(of).max(1)).cloned().collect()
}

#[test]
fn whatever_call_fails_it_goes_out_once() {
    let calls = calls_of_a_publication();
    let faults = [
        Fault::Code(-1),
        Fault::CodeAfter(-1),
        Fault::CloseBefore,
        Fault::CloseAfter,
        Fault::Truncated,
        Fault::Garbage,
        Fault::Status(502),
        Fault::Status(404),
        Fault::Code(40001),
        Fault::Code(45009),
        Fault::Code(48001),
        Fault::Slow(Duration::from_millis(2500)),
    ];
    let places: Vec<(usize, Fault)> =
        (1..=calls).flat_map(|n| faults.iter().map(move |fault| (n, fault.clone()))).collect();
    assert!(places.len() >= 110, "{}", places.len());
    sample(&places, 40).into_par_iter().for_each(|(n, fault)| {
        let (s, platform) = connected();
        let what = format!("call {n}: {fault:?}");
        platform.fault_at(n, fault);
        s.types("lina", PUBLISH);
        assert!(out(&platform).len() <= 1, "{what}");
        comes_out_once(&s, &platform, &what);
    });
}

#[test]
fn a_platform_that_fails_again_and_again_is_not_sent_more() {
    for path in ["freepublish/submit", "freepublish/get", "freepublish/batchget", "draft/get", "draft/add"] {
        for fault in [Fault::CloseAfter, Fault::CodeAfter(-1), Fault::Garbage] {
            let (s, platform) = connected();
            let what = format!("{path}: {fault:?}");
            platform.fault(path, fault, 20);
            for _ in 0..3 {
                s.types("lina", PUBLISH);
            }
            assert!(out(&platform).len() <= 1, "{what}");
            comes_out_once(&s, &platform, &what);
        }
    }
}

#[test]
fn a_computer_that_dies_after_any_call_sends_it_once() {
    let calls = calls_of_a_publication();
    (1..=calls).into_par_iter().for_each(|n| {
        let (s, platform) = connected();
        platform.fault_at(n, Fault::Slow(Duration::from_secs(30)));
        let mut child = s
            .command("lina", env!("CARGO_BIN_EXE_wxops"))
            .args(sandbox::words(PUBLISH))
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        while platform.look(|own: &mut Platform| own.calls.len()) < n {
            assert!(child.try_wait().unwrap().is_none(), "call {n} never came");
            thread::sleep(Duration::from_millis(5));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(out(&platform).len() <= 1, "call {n}");
        comes_out_once(&s, &platform, &format!("killed after call {n}"));
    });
}

/// The power goes at a call that writes: of the records, of what is remembered, of the receipt. Needs `strace` (Linux).
#[test]
#[cfg(target_os = "linux")]
fn a_computer_that_dies_at_any_write_sends_it_once() {
    let tried = std::process::Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    if !tried.is_ok_and(|done| done.status.success()) {
        eprintln!("skipped: strace is missing or may not trace here");
        return;
    }
    let most = |name: &str| {
        let (s, _platform) = connected();
        let trace = s.outside("trace");
        let mut command = s.command("lina", "strace");
        command.args(["-qq", "-e", &format!("trace={name}"), "-o"]).arg(&trace);
        let done = command.arg(env!("CARGO_BIN_EXE_wxops")).args(sandbox::words(PUBLISH)).output().unwrap();
        assert!(done.status.success(), "{done:?}");
        fs::read_to_string(trace).unwrap().lines().filter(|line| line.contains('(')).count()
    };
    let names = ["rename", "fsync", "link", "unlink", "write", "ftruncate", "connect", "sendto"];
    let places: Vec<(&str, usize)> =
        names.into_iter().flat_map(|name| (1..=most(name)).map(move |n| (name, n))).collect();
    assert!(places.len() > 60, "{places:?}");
    sample(&places, 16).into_par_iter().for_each(|(name, n)| {
        let (s, platform) = connected();
        let mut command = s.command("lina", "strace");
        command.args(["-qq", "-o", "/dev/null", "-e", &format!("inject={name}:signal=KILL:when={n}")]);
        let done = command.arg(env!("CARGO_BIN_EXE_wxops")).args(sandbox::words(PUBLISH)).output().unwrap();
        assert!(!done.status.success(), "{name} {n}: {done:?}");
        assert!(out(&platform).len() <= 1, "{name} {n}");
        comes_out_once(&s, &platform, &format!("killed at {name} {n}"));
    });
}

#[test]
fn two_computers_send_it_once() {
    let rounds: Vec<usize> = (0..24).collect();
    sample(&rounds, 8).into_par_iter().for_each(|round| {
        let here = approved();
        here.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role publisher");
        let here = here.shared();
        let there = here.cloned();
        let platform = start(account());
        reach(&here, &platform);
        reach(&there, &platform);
        let pause = Duration::from_millis(40 * u64::try_from(round).unwrap());
        let said = thread::scope(|scope| {
            let one = scope.spawn(|| here.types("lina", PUBLISH));
            thread::sleep(pause);
            let other = there.types("sunli", PUBLISH);
            [one.join().unwrap(), other]
        });
        let there_out = out(&platform);
        assert_eq!(there_out.len(), 1, "{pause:?}: {said:?}");
        assert!(said.iter().all(|said| said.exit != 4), "both may: {said:?}");
        here.does("lina", "sync");
        there.does("sunli", "sync");
        if status(&here) == "publishing" {
            comes_out_once(&here, &platform, &format!("{pause:?}"));
            there.does("sunli", "sync");
        }
        assert_eq!(live(&here).as_ref(), there_out.first(), "{pause:?}: {said:?}");
        assert_eq!(live(&there), live(&here), "{pause:?}: {said:?}");
        here.does("chenjing", "verify --all");
    });
}

#[test]
fn nothing_is_sent_that_could_not_be_shared_first() {
    let s = approved().shared();
    let (s, platform) = connect(s, account());
    s.git(&["remote", "set-url", "origin", "../nowhere.git"]);
    let said = s.types("lina", &format!("{PUBLISH} --json"));
    assert_eq!((said.exit, said.code().as_str()), (5, "not_shared"), "{said:?}");
    assert_eq!(out(&platform).len(), 0);
    platform.look(|own: &mut Platform| assert_eq!(own.calls_of("freepublish/submit").len(), 0));
    assert_eq!(status(&s), "approved");
    s.git(&["remote", "set-url", "origin", s.outside("r.git").to_str().unwrap()]);
    s.does("lina", "sync");
    s.does("lina", PUBLISH);
    assert_eq!(out(&platform).len(), 1);
    s.does("chenjing", "verify --all");
}

#[test]
fn what_the_platform_refuses_goes_back_to_where_it_was() {
    for (status_of, fail, words) in
        [(2, vec![1], "原创"), (3, vec![], "did not publish"), (4, vec![1], "review")]
    {
        let (s, platform) = connected();
        platform
            .look(|own: &mut Platform| own.outcome = Outcome { status: status_of, fail_idx: fail.clone() });
        let said = s.types("lina", PUBLISH);
        assert_eq!(said.exit, 1, "{said:?}");
        assert!(said.stderr.contains(words), "{said:?}");
        assert_eq!((status(&s).as_str(), out(&platform).len()), ("approved", 0));
        assert!(s.read(&s.record("publish-failed")).contains("[reason]"));
        s.is_sound();
        platform.look(|own: &mut Platform| own.outcome = Outcome::published());
        comes_out_once(&s, &platform, "refused once");
    }
}

#[test]
fn a_draft_that_somebody_changed_or_published_by_hand_is_seen() {
    let (s, platform) = connected();
    let draft =
        s.does("lina", "handover dongji-xinpin --json").json()["handover"]["draft"]["media_id"].clone();
    let draft = draft.as_str().unwrap().to_owned();
    platform.look(|own: &mut Platform| {
        assert!(own.edit_by_hand(&draft, 0, |item| item["title"] = "冬季新品发布会".into()));
    });
    for line in [PUBLISH, "handover dongji-xinpin"] {
        let said = s.types("lina", &format!("{line} --json"));
        assert_eq!((said.exit, said.code().as_str()), (5, "draft_changed"), "{said:?}");
        assert!(said.stdout.contains("冬季新品发布会"), "{said:?}");
    }
    let said = s.does("lina", "handover dongji-xinpin --overwrite --json").json();
    assert_eq!(said["handover"]["draft"]["done"], "changed");
    platform.look(|own: &mut Platform| {
        assert_eq!(own.draft(&draft).unwrap().items[0]["title"], "冬季新品发布");
        own.publish_by_hand(&draft, Way::Quiet).unwrap();
    });
    let said = s.types("lina", &format!("{PUBLISH} --json"));
    assert_eq!((said.exit, said.code().as_str()), (5, "already_out"), "{said:?}");
    let url = out(&platform)[0].clone();
    assert!(said.json()["error"]["help"].as_str().unwrap().contains(&url), "{said:?}");
    s.does("lina", &format!("publish dongji-xinpin --url {url}"));
    assert_eq!(out(&platform).len(), 1);
}

#[test]
fn a_draft_that_was_pushed_or_deleted_by_hand_is_not_made_again_unasked() {
    for pushed in [true, false] {
        let (s, platform) = connected();
        s.does("lina", "handover dongji-xinpin");
        platform.look(|own: &mut Platform| {
            let draft = own.drafts[0].media_id.clone();
            if pushed {
                own.publish_by_hand(&draft, Way::Pushed).unwrap();
            } else {
                assert!(own.delete_by_hand(&draft));
            }
        });
        let said = s.types("lina", &format!("{PUBLISH} --json"));
        assert_eq!((said.exit, said.code().as_str()), (5, "draft_gone"), "{said:?}");
        assert_eq!(status(&s), "approved");
        if !pushed {
            s.does("lina", "handover dongji-xinpin --anew");
            s.does("lina", PUBLISH);
        }
        assert_eq!(out(&platform).len(), 1);
    }
}

#[test]
fn another_computer_finds_the_draft_and_changes_none_behind_anybody() {
    let here = approved().shared();
    let (here, platform) = connect(here, account());
    here.does("lina", "handover dongji-xinpin");
    let there = here.cloned();
    reach(&there, &platform);
    let said = there.does("lina", "handover dongji-xinpin --json --overwrite").json();
    assert_eq!(platform.look(|own: &mut Platform| own.drafts.len()), 1, "{said}");
}

#[test]
fn what_only_a_person_can_do_is_not_published_by_a_program() {
    let s = Sandbox::at("approved"); // notifies its readers, as articles do
    s.edit(
        "wxops.toml",
        "[limits] ",
        "[platform]\napp_id = \"wx0000000000000001\"\npublishes = true\n\n[limits] ",
    );
    let (s, platform) = connect(s, account());
    s.refuses("lina", PUBLISH, (5, "by_hand", "wxops handover dongji-xinpin"));
    assert_eq!(platform.look(|own: &mut Platform| own.calls.len()), 0);
    let said = s.does("lina", "handover dongji-xinpin --preview lina_wx --json").json();
    assert!(
        said["handover"]["articles"][0]["by_hand"][0].as_str().unwrap().contains("notification"),
        "{said}"
    );
    platform.look(|own: &mut Platform| assert_eq!(own.previews.len(), 1));
    s.refuses("lina", "publish dongji-xinpin --now --url x", (2, "usage", "publish --help"));
}

#[test]
fn accounts_that_may_not_publish_are_told_what_to_do() {
    for account in [Account { kind: Kind::Personal, ..account() }, Account { certified: false, ..account() }]
    {
        let (s, platform) = connect(approved(), account);
        let said = s.types("lina", &format!("{PUBLISH} --json"));
        assert_eq!((said.exit, said.code().as_str()), (5, "platform_refused"), "{said:?}");
        assert!(said.stdout.contains("48001") && said.stdout.contains("--url LINK"), "{said:?}");
        assert_eq!((status(&s).as_str(), out(&platform).len()), ("approved", 0));
        s.does("lina", "handover dongji-xinpin");
        assert_eq!(platform.look(|own: &mut Platform| own.drafts.len()), 1);
    }
}

#[test]
fn what_is_wrong_with_the_connection_is_said_with_the_place() {
    let (s, platform) = connected();
    platform.look(|own: &mut Platform| own.account.allowed_ips = Some(vec![]));
    let said = s.types("lina", "handover dongji-xinpin --json");
    assert_eq!((said.exit, said.code().as_str()), (5, "platform_refused"), "{said:?}");
    assert!(said.stdout.contains("127.0.0.1") && said.stdout.contains("IP list"), "{said:?}");
    platform.look(|own: &mut Platform| own.account.allowed_ips = None);
    s.git(&["config", "wxops.secretCommand", "echo 00000000000000000000000000000000"]);
    let said = s.types("lina", "handover dongji-xinpin --json");
    assert!(said.stdout.contains("AppSecret is wrong"), "{said:?}");
    s.git(&["config", "wxops.secretCommand", "false"]);
    s.refuses("lina", "handover dongji-xinpin", (3, "secret_command", "wxops.secretCommand"));
    s.git(&["config", "--unset", "wxops.secretCommand"]);
    s.refuses("lina", "handover dongji-xinpin", (3, "no_secret", "WXOPS_SECRET"));
    let file = s.outside("secret");
    fs::write(&file, SECRET).unwrap();
    s.git(&["config", "wxops.secretFile", file.to_str().unwrap()]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
        s.refuses("lina", "handover dongji-xinpin", (3, "secret_open", "chmod 600"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    s.does("lina", "handover dongji-xinpin");
    s.git(&["config", "wxops.platform", "http://127.0.0.1:1"]);
    s.refuses("lina", "handover dongji-xinpin", (5, "platform_unreachable", "HTTPS_PROXY"));
    s.git(&["config", "wxops.platform", "http://relay.example.com"]);
    s.refuses("lina", "handover dongji-xinpin", (3, "platform_address", "wxops.platform"));
}

#[test]
fn the_clock_decides_what_is_due() {
    let (mut s, platform) = connected();
    s.does("lina", "schedule dongji-xinpin --at '2026-11-26 20:00'");
    s.refuses("lina", AGAIN, (5, "not_due", "--now"));
    let early = s.does("lina", "publish --due --json").json();
    assert_eq!(early["due"].as_array().unwrap().len(), 0);
    s.now = "2026-11-26T20:00:30+08:00".into();
    let due = s.does("lina", "publish --due --json").json();
    assert_eq!(due["due"][0]["became"], "out", "{due}");
    assert_eq!(out(&platform).len(), 1);
    let again = s.does("lina", "publish --due --json").json();
    assert_eq!(again["due"].as_array().unwrap().len(), 0);
}

#[test]
fn what_was_edited_after_it_went_out_is_seen() {
    let (s, platform) = connected();
    s.refuses("lina", "publish dongji-xinpin --compare", (5, "not_live", ""));
    s.does("lina", PUBLISH);
    let said = s.does("lina", "publish dongji-xinpin --compare --json").json();
    assert_eq!(said["compare"]["same"], true, "{said}");
    platform.look(|own: &mut Platform| {
        let content = own.published[0].items[0]["content"].as_str().unwrap().replace("−20", "−30");
        own.published[0].items[0]["content"] = content.into();
    });
    let said = s.types("lina", "publish dongji-xinpin --compare --json");
    assert_eq!(said.exit, 1, "{said:?}");
    let differences = said.json()["compare"]["differences"].clone();
    assert!(differences[0]["approved"].as_str().unwrap().contains("−20"), "{differences}");
    assert!(differences[0]["live"].as_str().unwrap().contains("−30"), "{differences}");
    platform.look(|own: &mut Platform| own.published.clear());
    s.refuses("lina", "publish dongji-xinpin --compare", (5, "not_listed", "https://mp.weixin.qq.com"));
}

/// An approval that was typed for somebody is countersigned in time, or nothing goes out; but what left in time is out.
#[test]
fn what_left_in_time_is_put_on_record_whenever_it_is_known() {
    let (mut s, platform) = connected();
    s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role publisher");
    s.does("lina", "withdraw dongji-xinpin --reason 改价");
    s.does("lina", "submit dongji-xinpin --attest all");
    s.does("wangfang", "approve dongji-xinpin --attest all");
    fs::write(s.outside("shot.png"), sandbox::COVER).unwrap();
    s.does("sunli", "approve dongji-xinpin --for zhangming --where 微信 --proof ../shot.png --attest all");
    platform.fault("freepublish/get", Fault::Garbage, 99);
    s.types("lina", PUBLISH);
    assert_eq!(status(&s), "publishing");
    s.now = "2026-12-05T12:00:00+08:00".into();
    platform.look(|own: &mut Platform| {
        own.faults.clear();
        own.finish_all();
    });
    s.does("lina", AGAIN);
    assert_eq!(live(&s).as_ref(), out(&platform).first());
}

#[test]
fn a_push_goes_out_as_one() {
    let (s, platform) = connect(two_approved(), account());
    let said = s.does("lina", "handover dongji-xinpin --json").json();
    assert_eq!(said["handover"]["articles"][0]["slug"], "baoyang", "the lead first: {said}");
    assert!(said["handover"]["next"].as_str().unwrap().contains("--url LINK --url LINK"), "{said}");
    let said = s.does("lina", "publish dongji-xinpin --now --json").json();
    assert_eq!(said["outcome"]["articles"].as_array().unwrap().len(), 2, "{said}");
    let urls = out(&platform);
    assert_eq!(urls.len(), 2);
    platform.look(|own: &mut Platform| {
        assert_eq!(own.published.len(), 1, "one publication");
        assert_eq!(own.published[0].items[0]["title"], "电源保养三步");
    });
    for (slug, url) in ["baoyang", "dongji-xinpin"].iter().zip(&urls) {
        let shown = s.does("lina", &format!("show {slug} --json")).json();
        assert_eq!(shown["article"]["live"]["url"].as_str(), Some(url.as_str()), "{slug}");
    }
    let subjects = s.git(&["log", "--format=%s", "-2"]);
    assert_eq!(subjects, "publish: baoyang, dongji-xinpin\npublish-started: baoyang, dongji-xinpin\n");
    s.is_sound();
    s.does("chenjing", "verify --all");
}

#[test]
fn a_push_whose_publication_is_cut_off_goes_out_once() {
    let places = [
        ("freepublish/submit", Fault::CloseAfter),
        ("freepublish/get", Fault::Garbage),
        ("draft/add", Fault::CloseAfter),
    ];
    for (path, fault) in places {
        let (s, platform) = connect(two_approved(), account());
        platform.fault(path, fault.clone(), 9);
        s.types("lina", "publish baoyang --now");
        platform.look(|own: &mut Platform| {
            own.faults.clear();
            own.finish_all();
        });
        s.types("lina", if status(&s) == "publishing" { AGAIN } else { PUBLISH });
        assert_eq!(platform.look(|own: &mut Platform| own.published.len()), 1, "{path}: {fault:?}");
        assert_eq!(live(&s), out(&platform).get(1).cloned(), "{path}: {fault:?}");
        s.is_sound();
    }
}

#[test]
fn a_push_is_sent_whole_or_not_at_all() {
    let (s, platform) = connect(two_approved(), account());
    s.does("lina", "withdraw baoyang --reason 改价");
    s.refuses("lina", PUBLISH, (5, "wrong_state", "wxops why baoyang"));
    assert_eq!(platform.look(|own: &mut Platform| own.calls.len()), 0);
    s.does("lina", "push remove baoyang baoyang");
    s.does("lina", PUBLISH);
    assert_eq!(out(&platform).len(), 1);
}

#[test]
fn what_a_timer_will_send_is_sent_by_nobody_else_and_a_freeze_says_so() {
    let (s, platform) = connect(two_approved(), account());
    s.does("lina", "push arm 2026-11-26-2000");
    s.refuses("lina", PUBLISH, (5, "armed", "wxops push disarm 2026-11-26-2000"));
    assert_eq!(platform.look(|own: &mut Platform| own.calls.len()), 0);
    let said = s.does("wangfang", "freeze --reason 舆情");
    assert!(said.stderr.contains("2026-11-26-2000") && said.stderr.contains("push disarm"), "{said:?}");
    s.does("lina", "push disarm 2026-11-26-2000");
    s.refuses("lina", PUBLISH, (5, "frozen", "freeze --lift"));
    s.does("lina", "freeze --lift --reason 已查清");
    s.does("lina", PUBLISH);
    assert_eq!(out(&platform).len(), 2);
}

#[test]
fn the_links_of_a_push_are_put_on_record_at_once() {
    let s = two_approved();
    let one = "publish baoyang --url https://mp.weixin.qq.com/s/1";
    s.refuses(
        "lina",
        &format!("{one} --url https://mp.weixin.qq.com/s/2 --url https://mp.weixin.qq.com/s/3"),
        (2, "url_count", "--url LEAD"),
    );
    s.refuses("lina", &format!("{one} --url nowhere"), (2, "url", "--url https"));
    let head = s.head();
    s.does("lina", &format!("{one} --url https://mp.weixin.qq.com/s/2"));
    assert_eq!(s.git(&["rev-list", "--count", &format!("{}..HEAD", head.trim())]), "1\n");
    assert_eq!(live(&s).as_deref(), Some("https://mp.weixin.qq.com/s/2"));
    s.is_sound();
}

/// Nothing that is secret is anywhere but where it belongs.
#[test]
fn the_secret_and_the_token_are_told_to_nobody() {
    let (s, platform) = connected();
    let mut said = String::new();
    platform.fault("freepublish/get", Fault::Garbage, 9);
    for line in [
        "handover dongji-xinpin",
        "handover dongji-xinpin --json",
        PUBLISH,
        AGAIN,
        "publish dongji-xinpin --json",
        "show dongji-xinpin --json",
        "log dongji-xinpin",
        "sheet dongji-xinpin",
        "doctor",
        "verify --json",
    ] {
        said += &s.types("lina", line).json_or_talk();
    }
    platform.look(|own: &mut Platform| own.account.allowed_ips = Some(vec![]));
    said += &s.types("lina", "publish dongji-xinpin").json_or_talk();
    let token = platform.look(|own: &mut Platform| {
        let all = own.calls.iter().flat_map(|call| call.query.clone());
        all.filter(|(name, _)| name == "access_token").map(|(_, token)| token).next().unwrap()
    });
    assert!(token.len() > 20, "{token}");
    s.git(&["config", "--unset", "wxops.secretCommand"]);
    let mut git = s.command("lina", "git");
    let objects = git.args(["cat-file", "--batch-all-objects", "--batch"]).output().unwrap().stdout;
    let objects = String::from_utf8_lossy(&objects).into_owned();
    assert!(objects.contains("publish-started"));
    let mut files = String::new();
    let mut folders = vec![s.root()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else {
                files += &String::from_utf8_lossy(&fs::read(path).unwrap());
            }
        }
    }
    for (place, words) in [("said", &said), ("objects", &objects), ("files", &files)] {
        for secret in [SECRET, &token] {
            assert!(!words.contains(secret), "{place} tells it");
        }
    }
}
