//! Level `signed`: an article's life with signatures, what is refused on the way, and the attacks that signatures end
//! (the numbers are those of the attack table).

#![allow(
    clippy::type_complexity,
    clippy::too_many_lines,
    clippy::semicolon_if_nothing_returned,
    reason = "a table is one long value"
)]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{fs, sync::OnceLock};

use snapbox::IntoData as _;

use sandbox::{
    INDEX, Sandbox,
    forging::{read, state},
    keys::ssh_is_there,
};
use wxops::{
    signature::{POLICY, RECORD},
    workflow::{
        policy::{Signed, Version},
        record::Record,
    },
};

const TEAM: [&str; 3] = ["lina", "wangfang", "zhangming"];
const PICTURE: &str = "articles/dongji-xinpin/cover.png";

/// Raised to `signed` while the article was a draft, then submitted: it waits for the first stage. 赵磊 has a key
/// that nobody listed.
fn in_review() -> Sandbox {
    static MADE: OnceLock<Sandbox> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let s = Sandbox::at("draft").raised(&TEAM);
        s.give_key("zhaolei");
        let text = Sandbox::at("checked").read(INDEX);
        s.write(INDEX, text.replace("\"checked\"", "\"draft\""));
        s.write(PICTURE, sandbox::COVER);
        s.does("lina", "submit dongji-xinpin --attest all");
        s.kept("signed-in-review")
    });
    made.copy()
}

/// The approval of the first stage, as 王芳 would make it now.
fn approval(s: &Sandbox) -> Record {
    let donor = s.copy();
    donor.does("wangfang", "approve dongji-xinpin --attest all");
    read(&donor, &donor.record("approve"))
}

fn file(s: &Sandbox, record: &Record) {
    s.write(&format!("{}/{}.toml", s.records(), record.name()), record.write());
}

/// A change of 王芳's approval, signed by somebody, and filed.
fn forged(s: &Sandbox, signer: &str, change: impl Fn(&mut Record)) {
    let mut record = approval(s);
    change(&mut record);
    record.signature = Some(s.signs(signer, RECORD, &record.unsigned()));
    file(s, &record);
}

fn refused(rows: &[(&str, &dyn Fn(&Sandbox), &[&str])]) {
    let mut wrong = Vec::new();
    for (what, attack, codes) in rows {
        let s = in_review();
        attack(&s);
        s.commit_all("x");
        let found = s.refusals();
        if found != *codes {
            wrong.push(format!("{what}: {found:?}, not {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_article_lives_with_signatures() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    s.does("wangfang", "approve dongji-xinpin --attest all");
    s.does("zhangming", "approve dongji-xinpin --attest all");
    s.does("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/x");
    s.is_sound();
    let document = s.types("zhaolei", "verify --json").json();
    assert_eq!(document["level"], "declared");
    assert_eq!(document["acts"], serde_json::json!({ "signed": 5, "declared": 1 }));
    let acts = document["articles"][0]["acts"].as_array().unwrap();
    let of = |key: &str| acts.iter().map(|act| act[key].to_string()).collect::<Vec<_>>();
    assert_eq!(of("policy"), ["3", "7", "7", "7", "7", "7"]);
    assert_eq!(of("level")[..2], ["\"declared\"", "\"signed\""]);
    assert_eq!(acts[3]["key"], s.print("wangfang"));
    assert_eq!(acts[0]["key"], serde_json::Value::Null);
    // What is signed is the record as it would be without it, and its id does not know of it.
    let path = s.record("submit");
    let (told, _) =
        s.read(&path).split_once("[signature]\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let id = wxops::article::digest::Digest::of(told.as_bytes());
    assert!(path.ends_with(&format!("submit-{}.toml", id.short())));
}

#[test]
fn a_folder_that_was_signed_from_the_first_article_on_says_so() {
    if !ssh_is_there() {
        return;
    }
    let s = Sandbox::at("init").raised(&TEAM);
    s.does("lina", "new 甲 --category product --slug jia");
    let document = s.types("zhaolei", "verify --json").json();
    assert_eq!(document["level"], "signed");
    let told = s.types("zhaolei", "verify").stdout;
    assert!(told.starts_with("proved (signed): 1 article\n") && !told.contains("as typed"), "{told}");
}

#[test]
fn forged_acts() {
    if !ssh_is_there() {
        return;
    }
    let unsigned = |s: &Sandbox| {
        let mut record = approval(s);
        record.signature = None;
        file(s, &record);
    };
    let replayed = |change: &'static dyn Fn(&mut Record)| {
        move |s: &Sandbox| {
            let mut record = approval(s);
            change(&mut record);
            file(s, &record);
        }
    };
    refused(&[
        ("nothing", &|s| file(s, &approval(s)), &["status_forged"]), // but for the table it would be an approval
        ("6: one's own article", &|s| forged(s, "lina", |r| r.by = "lina".into()), &["own_article"]),
        ("6: in another's name", &|s| forged(s, "lina", |_| {}), &["signature_foreign"]),
        (
            "7: with a second key",
            &|s| {
                s.give_key("lina-home");
                s.does("lina", "team key add lina ../keys/lina-home.pub");
                forged(s, "lina-home", |_| {});
            },
            &["signature_foreign"],
        ),
        (
            "12: the name of who commits",
            &|s| {
                forged(s, "zhaolei", |_| {});
                let mut git = s.command("wangfang", "git");
                assert!(git.args(["add", "-A"]).status().unwrap().success());
                let mut git = s.command("wangfang", "git");
                assert!(
                    git.args(["commit", "-qm", "approve first: dongji-xinpin"]).status().unwrap().success()
                );
            },
            &["signature_foreign"],
        ),
        ("13: no signature", &unsigned, &["signature_missing"]),
        ("13: an unknown key", &|s| forged(s, "zhaolei", |_| {}), &["signature_foreign"]),
        (
            "13: nobody of the team",
            &|s| forged(s, "zhaolei", |r| r.by = "zhaolei".into()),
            &["signature_foreign"],
        ),
        (
            "14: replayed on another text",
            &replayed(&|r| r.content = wxops::article::digest::Digest::of(b"x")),
            &["signature_invalid"],
        ),
        ("14: replayed in another folder", &replayed(&|r| r.repo = "0".repeat(32)), &["signature_invalid"]),
        (
            "14: replayed for another stage",
            &replayed(&|r| r.stage = Some("final".into())),
            &["signature_invalid"],
        ),
        ("14: under another version", &replayed(&|r| r.policy = 6), &["record_illegal", "records_closed"]),
        (
            "14: made for a commit",
            &|s| {
                let mut record = approval(s);
                record.signature = Some(s.signs("wangfang", "git", &record.unsigned()));
                file(s, &record);
            },
            &["signature_invalid"],
        ),
        (
            "14: made for the rule book",
            &|s| {
                let mut record = approval(s);
                record.signature = Some(s.signs("wangfang", POLICY, &record.unsigned()));
                file(s, &record);
            },
            &["signature_invalid"],
        ),
        (
            "another key is named",
            &|s| {
                let mut record = approval(s);
                record.signature.as_mut().unwrap().key = s.print("zhangming");
                file(s, &record);
            },
            &["signature_invalid"],
        ),
        (
            "another form of the signature",
            &|s| {
                let mut record = approval(s);
                record.signature.as_mut().unwrap().ssh.push('\n');
                file(s, &record);
            },
            &["signature_invalid"],
        ),
        (
            "a signature in an older record",
            &|s| {
                let path = s.record("new");
                let mut record = read(s, &path);
                record.signature = Some(s.signs("lina", RECORD, &record.unsigned()));
                s.write(&path, record.write());
            },
            &["record_illegal"],
        ),
        (
            "10: an older version",
            &|s| {
                let mut record = approval(s);
                (record.signature, record.policy) = (None, 3);
                file(s, &record);
            },
            &["policy_falls", "records_closed"],
        ),
    ]);
}

#[test]
fn whoever_lost_a_key_or_left_adds_nothing() {
    if !ssh_is_there() {
        return;
    }
    refused(&[
        (
            "11: a member who left, under the version before",
            &|s| {
                let record = approval(s);
                s.does("lina", "team remove wangfang");
                file(s, &record);
            },
            &["records_closed", "status_forged"],
        ),
        (
            "11: the same, under the version after",
            &|s| {
                s.does("lina", "team remove wangfang");
                let mut record = read(s, &s.record("submit"));
                record.prev = state(s).heads;
                record.action = wxops::workflow::action::Action::Withdraw;
                record.says = wxops::workflow::record::Says {
                    reason: Some(wxops::workflow::record::Reason { text: "x".into(), how: None }),
                    ..Default::default()
                };
                (record.by, record.policy) = ("wangfang".into(), 8);
                record.signature = Some(s.signs("wangfang", RECORD, &record.unsigned()));
                file(s, &record);
            },
            &["signature_foreign"],
        ),
        (
            "24: a key that was taken away, with a date of long ago",
            &|s| {
                let record = approval(s);
                s.does("lina", &format!("team key remove {}", s.print("wangfang")));
                file(s, &record);
                s.git(&["add", "-A"]);
                let mut git = s.command("wangfang", "git");
                git.env("GIT_AUTHOR_DATE", "2026-11-23T08:00:00+08:00")
                    .env("GIT_COMMITTER_DATE", "2026-11-23T08:00:00+08:00");
                assert!(git.args(["commit", "-qm", "x"]).status().unwrap().success());
            },
            &["records_closed", "status_forged"],
        ),
        (
            "24: a stolen key",
            &|s| {
                let record = approval(s);
                s.does("lina", &format!("team distrust {}", s.print("wangfang")));
                file(s, &record);
            },
            &["records_closed", "status_forged"],
        ),
        (
            "an old record goes",
            &|s| {
                s.does("wangfang", "approve dongji-xinpin --attest all");
                s.does("lina", "team remove wangfang");
                fs::remove_file(s.path(&s.record("approve"))).unwrap();
            },
            &["records_closed", "status_forged"],
        ),
        (
            "an article of before the level was raised",
            &|s| {
                let mut record = read(s, &s.record("new"));
                record.article = "01M82ZBER08Y2P3GPKRAYGBZ8Q".into();
                record.slug = "yi".into();
                s.write(&record.path().unwrap(), record.write());
                let text = s.read(INDEX).replace("GBZ8P", "GBZ8Q").replace("in-review", "draft");
                s.write("articles/yi/index.md", text.replace("stage = \"first\"\n", ""));
            },
            &["records_closed"],
        ),
    ]);
}

#[test]
fn old_acts_of_whoever_left_still_count() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    s.does("wangfang", "approve dongji-xinpin --attest all");
    s.does("lina", "team remove wangfang");
    s.is_sound();
    s.does("zhangming", "approve dongji-xinpin --attest all");
    s.is_sound();
    // A key that was lost, and another in its place.
    s.give_key("zhangming-new");
    s.does("lina", &format!("team key remove {}", s.print("zhangming")));
    s.does("lina", "team key add zhangming ../keys/zhangming-new.pub");
    s.is_sound();
    let said = s.does("lina", &format!("team distrust {}", s.print("zhangming-new"))).stdout;
    assert!(!said.contains("signed 0"), "{said}");
    s.refuses(
        "lina",
        "team key add zhangming ../keys/zhangming-new.pub",
        (5, "key_distrusted", "ssh-keygen"),
    );
}

/// Adopts a changed rule book by hand, signed by `signer` in the name of `by`.
fn adopted(s: &Sandbox, by: &str, signer: Option<&str>, change: impl Fn(&mut Version)) {
    let mut version = Version::read(&s.bytes(".wxops/policy/0007.toml")).unwrap();
    version.header.prev = Some(version.digest.to_string());
    (version.header.version, version.header.closes, version.header.adopted) = (8, None, vec![by.into()]);
    version.signatures.clear();
    change(&mut version);
    if let Some(signer) = signer {
        let signature = s.signs(signer, POLICY, &version.unsigned());
        version.signatures.push(Signed { by: by.into(), signature });
    }
    s.write(".wxops/policy/0008.toml", version.write());
    s.write("team.toml", &version.team_text);
}

#[test]
fn forged_rule_books() {
    if !ssh_is_there() {
        return;
    }
    let more = |version: &mut Version| {
        version.team_text =
            version.team_text.replace("[\"first-reviewer\"]", "[\"first-reviewer\", \"final-reviewer\"]")
    };
    let less =
        |version: &mut Version| version.team_text = version.team_text.replace("[\"first-reviewer\"]", "[]");
    let lower = |version: &mut Version| {
        version.team_text = version.team_text.replace("level = \"signed\"", "level = \"declared\"")
    };
    let twice = |version: &mut Version| {
        let line = version.team.members["lina"].keys[0].clone();
        version.team_text = version.team_text.replace(&version.team.members["wangfang"].keys[0], &line);
    };
    refused(&[
        ("it would be one", &|s| adopted(s, "lina", Some("lina"), more), &[]),
        ("8: without a signature", &|s| adopted(s, "lina", None, more), &["policy_chain"]),
        ("8: by somebody unknown", &|s| adopted(s, "lina", Some("zhaolei"), more), &["signature_foreign"]),
        ("8: by no manager", &|s| adopted(s, "wangfang", Some("wangfang"), more), &["policy_chain"]),
        ("8: in a manager's name", &|s| adopted(s, "lina", Some("wangfang"), more), &["signature_foreign"]),
        (
            "9: changed afterwards",
            &|s| {
                adopted(s, "lina", Some("lina"), more);
                s.edit(".wxops/policy/0008.toml", "name = \"王芳\"", "name = \"汪芳\"");
            },
            &["signature_invalid"],
        ),
        (
            "9: the one before",
            &|s| s.edit(".wxops/policy/0007.toml", "name = \"王芳\"", "name = \"汪芳\""),
            &["signature_invalid"],
        ),
        ("10: a lower level", &|s| adopted(s, "lina", Some("lina"), lower), &["level_falls"]),
        ("7: one key for two", &|s| adopted(s, "lina", Some("lina"), twice), &["team_invalid"]),
        ("11: nothing closed", &|s| adopted(s, "lina", Some("lina"), less), &["policy_chain"]),
        (
            "11: something else closed",
            &|s| {
                adopted(s, "lina", Some("lina"), |version| {
                    less(version);
                    version.header.closes = Some("0".repeat(64));
                })
            },
            &["records_closed"],
        ),
        (
            "nothing taken, and something closed",
            &|s| {
                adopted(s, "lina", Some("lina"), |version| {
                    more(version);
                    version.header.closes = Some("0".repeat(64));
                })
            },
            &["policy_chain"],
        ),
        (
            "signed twice by one",
            &|s| {
                adopted(s, "lina", Some("lina"), more);
                let mut version = Version::read(&s.bytes(".wxops/policy/0008.toml")).unwrap();
                version.signatures.push(version.signatures[0].clone());
                s.write(".wxops/policy/0008.toml", version.write());
            },
            &["policy_chain"],
        ),
    ]);
}

#[test]
fn whoever_cannot_sign_is_told_why_and_what_to_do() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    let approve = "approve dongji-xinpin --attest all";
    // git says 王芳, and the key is another's.
    for (key, help) in [("lina", "git config user.signingkey"), ("zhaolei", "team key add wangfang")] {
        let own = fs::read(s.outside("keys/wangfang")).unwrap();
        for end in ["", ".pub"] {
            fs::copy(s.outside(&format!("keys/{key}{end}")), s.outside(&format!("keys/wangfang{end}")))
                .unwrap();
        }
        s.refuses("wangfang", approve, (4, "key_not_yours", help));
        let doctor = s.types("wangfang", "doctor");
        assert!(doctor.exit == 1 && doctor.stdout.contains(help), "{doctor:?}");
        fs::write(s.outside("keys/wangfang"), own).unwrap();
    }
    // No key at all: neither git nor an agent has one.
    let s = in_review();
    fs::remove_file(s.outside("keys/wangfang")).unwrap();
    s.refuses("wangfang", approve, (3, "no_signing_key", "ssh-add"));
    assert!(s.types("wangfang", "doctor").stdout.contains("ssh-add"));
    // The last key of the last manager stays.
    let last = format!("team distrust {}", s.print("lina"));
    s.refuses("lina", &last, (3, "team_invalid", "wxops team key add"));
    // Nobody listed one.
    let s = in_review();
    s.does("lina", "team add chenjing --name 陈静 --email chenjing@example.com --role first-reviewer");
    s.refuses("chenjing", approve, (4, "no_key", "wxops team key add chenjing FILE.pub"));
    // A rehearsal says the same, and nobody is told that they could.
    s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role manager,writer");
    let no_key = (4, "no_key", "wxops team key add sunli FILE.pub");
    s.refuses_all(&[
        ("sunli", "withdraw dongji-xinpin --reason x --dry-run", no_key),
        ("sunli", "new 乙 --category product --slug yi --dry-run", no_key),
        ("sunli", "team remove chenjing --dry-run", no_key),
    ]);
    let why = s.types("lina", "why dongji-xinpin --json").json();
    for act in why["article"]["actions"].as_array().unwrap() {
        assert!(!act["people"].to_string().contains("sunli"), "{act}");
    }
}

#[test]
fn a_level_is_raised_only_when_everybody_could_go_on() {
    if !ssh_is_there() {
        return;
    }
    let s = Sandbox::at("draft");
    s.refuses("wangfang", "team level signed", (4, "not_manager", "李娜"));
    s.refuses("lina", "team level signed", (5, "stage_without_key", "wxops team key add lina FILE.pub"));
    s.give_key("lina");
    s.does("lina", "team key add lina ../keys/lina.pub");
    s.refuses("lina", "team level signed", (5, "stage_without_key", "wxops team key add wangfang FILE.pub"));
    s.edit("team.toml", "level = \"declared\"", "level = \"signed\"");
    s.refuses("lina", "team adopt", (5, "stage_without_key", "wxops team key add wangfang FILE.pub"));
    s.git(&["restore", "team.toml"]);
    s.refuses("lina", "team key add wangfang ../keys/lina.pub", (2, "key_taken", "ssh-keygen"));
    s.refuses("lina", "team key add wangfang ../keys/lina", (2, "private_key", ".pub"));
    s.refuses("lina", "team key add wangfang team.toml", (2, "bad_key", "ssh-keygen"));
    s.refuses("lina", "team key add wangfang --agent", (3, "agent_empty", "ssh-add"));
    s.refuses("lina", "team key remove SHA256:x", (2, "no_such_key", "wxops team key"));
    for who in ["wangfang", "zhangming"] {
        s.give_key(who);
        s.does("lina", &format!("team key add {who} ../keys/{who}.pub"));
    }
    s.does("lina", "team level signed");
    let again = s.does("lina", "team level signed").stdout;
    assert!(again.contains("nothing to adopt"), "{again}");
    s.edit("team.toml", "level = \"signed\"", "level = \"declared\"");
    s.refuses("lina", "team adopt", (5, "level_falls", ""));
    assert!(s.read("team.toml").contains("level = \"declared\"            # declared 自报身份"));
}

/// 李娜 and 陈静 are managers, and a version takes both.
fn two_managers() -> Sandbox {
    let s = in_review();
    s.does("lina", "team add chenjing --name 陈静 --email chenjing@example.com --role manager");
    s.give_key("chenjing");
    s.does("lina", "team key add chenjing ../keys/chenjing.pub");
    s.edit("team.toml", "threshold = 1", "threshold = 2");
    s.does("lina", "team adopt");
    s.is_sound();
    s
}

#[test]
fn a_version_waits_until_enough_managers_have_signed() {
    if !ssh_is_there() {
        return;
    }
    let s = two_managers();
    let newest = || s.git(&["ls-files", ".wxops/policy"]).lines().last().unwrap().to_owned();
    let before = newest();
    s.edit("team.toml", "2026-11-23", "2026-12-01");
    let told = s.does("lina", "team adopt").stdout;
    assert!(told.contains("managers: 1 more") && told.contains("陈静"), "{told}");
    assert_eq!(s.git(&["log", "-1", "--format=%s"]), "propose team adopt\n");
    s.is_sound();
    assert_eq!(newest(), before);
    assert!(s.read("team.toml").contains("2026-11-23"));
    assert!(s.types("wangfang", "team").stderr.contains("waits for managers to sign (signed by 李娜)"));
    s.refuses("lina", "team adopt", (5, "waits_for_managers", "陈静"));
    s.refuses("wangfang", "team adopt", (4, "not_manager", "李娜"));
    // Acts go on under the version in force, and who has nothing to do with it adopts nothing.
    s.does("wangfang", "approve dongji-xinpin --attest all");
    let told = s.does("chenjing", "team adopt --dry-run").stdout;
    assert!(
        told.contains("effective: 2026-11-23 → 2026-12-01") && told.contains("policy/0011.toml"),
        "{told}"
    );
    s.does("chenjing", "team adopt");
    assert_ne!(newest(), before);
    assert!(s.read("team.toml").contains("2026-12-01"));
    assert_eq!(s.read(&newest()).matches("[[signatures]]").count(), 2);
    assert!(!s.path(".wxops/pending.toml").exists());
    s.is_sound();
}

#[test]
fn what_waits_is_made_anew_when_the_ground_has_moved() {
    if !ssh_is_there() {
        return;
    }
    let s = two_managers();
    // It would close 王芳's records, and meanwhile there is one more.
    s.does("lina", "team remove wangfang");
    s.does("wangfang", "approve dongji-xinpin --attest all");
    let told = s.does("chenjing", "team adopt").stdout;
    assert!(told.contains("managers: 1 more") && told.contains("李娜"), "{told}");
    s.does("lina", "team adopt");
    s.is_sound();
    assert_eq!(s.types("wangfang", "withdraw dongji-xinpin --reason x --json").code(), "unknown_member");
}

#[test]
fn a_version_that_waits_is_in_force_nowhere() {
    if !ssh_is_there() {
        return;
    }
    let s = two_managers();
    s.does("lina", "team add sunli --name 孙丽 --email sunli@example.com --role final-reviewer");
    // Whoever puts it among the versions brings nothing into force.
    let waits = s.read(".wxops/pending.toml");
    s.write(".wxops/policy/0011.toml", &waits);
    s.commit_all("x");
    assert_eq!(s.refusals(), ["policy_chain"]);
    s.git(&["reset", "-q", "--hard", "HEAD~1"]);
    // Somebody edits it, or puts one there that nobody signed: no manager signs that for them.
    s.edit(".wxops/pending.toml", "sunli@example.com", "zhaolei@example.com");
    s.commit_all("x");
    s.refuses("chenjing", "team adopt", (5, "pending_altered", "git rm"));
    let (unsigned, _) = waits.split_once("[[signatures]]").unwrap();
    s.write(".wxops/pending.toml", unsigned);
    s.commit_all("x");
    s.refuses("chenjing", "team adopt", (5, "pending_altered", "git rm"));
    s.is_sound();
}

/// An agent of this test alone.
#[cfg(unix)]
struct Agent(std::process::Child, std::path::PathBuf);

#[cfg(unix)]
impl Agent {
    fn start(s: &Sandbox) -> Agent {
        let socket = s.outside("agent");
        let mut start = std::process::Command::new("ssh-agent");
        let child =
            start.args(["-D", "-a"]).arg(&socket).stdout(std::process::Stdio::null()).spawn().unwrap();
        while !socket.exists() {
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
        Agent(child, socket)
    }

    /// Gives it a person's key, whose file goes.
    fn takes(&self, s: &Sandbox, who: &str) {
        let mut add = std::process::Command::new("ssh-add");
        let added = add.arg("-q").arg(s.outside("keys").join(who)).env("SSH_AUTH_SOCK", &self.1).status();
        assert!(added.unwrap().success());
        fs::remove_file(s.outside("keys").join(who)).unwrap();
    }

    fn types(&self, s: &Sandbox, who: &str, line: &str) -> sandbox::Said {
        let mut command = s.command(who, env!("CARGO_BIN_EXE_wxops"));
        sandbox::said(command.env("SSH_AUTH_SOCK", &self.1).args(sandbox::words(line)).output().unwrap())
    }
}

#[cfg(unix)]
impl Drop for Agent {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(unix)]
#[test]
fn an_agent_signs_where_git_names_no_key() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    let agent = Agent::start(&s);
    agent.takes(&s, "zhaolei");
    let said = agent.types(&s, "lina", "team key add wangfang --agent");
    assert_eq!((said.exit, s.read("team.toml").matches("ssh-ed25519").count()), (0, 4), "{said:?}");
    agent.takes(&s, "wangfang");
    let several = agent.types(&s, "lina", "--json team key add wangfang --agent");
    assert_eq!((several.exit, several.code()), (2, "agent_holds_several".to_owned()));
    let said = agent.types(&s, "wangfang", "approve dongji-xinpin --attest all");
    assert_eq!(said.exit, 0, "{said:?}");
    s.is_sound();
    let none = agent.types(&s, "wangfang", "--json approve dongji-xinpin --attest all");
    assert_eq!(none.exit, 0, "approved before, so nothing is to be signed: {none:?}");
    agent.takes(&s, "lina");
    let mut drop_all = std::process::Command::new("ssh-add");
    assert!(
        drop_all
            .args(["-q", "-d"])
            .arg(s.outside("keys/lina.pub"))
            .env("SSH_AUTH_SOCK", &agent.1)
            .status()
            .unwrap()
            .success()
    );
    let gone = agent.types(&s, "lina", "--json withdraw dongji-xinpin --reason x");
    assert_eq!((gone.exit, gone.code()), (3, "no_signing_key".to_owned()));
}

#[cfg(unix)]
#[test]
fn a_passphrase_that_is_not_given_and_a_program_that_is_not_there() {
    use std::os::unix::fs::PermissionsExt as _;
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    let key = s.outside("keys/wangfang");
    let mut lock = std::process::Command::new("ssh-keygen");
    assert!(
        lock.args(["-q", "-p", "-P", "", "-N", "secret", "-f"])
            .arg(&key)
            .stdout(std::process::Stdio::null())
            .status()
            .unwrap()
            .success()
    );
    let before = s.seen();
    let line = ["--json", "approve", "dongji-xinpin", "--attest", "all"];
    let mut cancelled = s.command("wangfang", env!("CARGO_BIN_EXE_wxops"));
    cancelled.env("SSH_ASKPASS", "false").env("SSH_ASKPASS_REQUIRE", "force").env("DISPLAY", ":9");
    let said = sandbox::said(cancelled.args(line).output().unwrap());
    assert_eq!((said.exit, said.code()), (3, "not_signed".to_owned()), "{said:?}");
    assert_eq!(before, s.seen());

    // Somebody would know it, and is not asked where `--no-input` says so.
    let knows = s.outside("knows");
    fs::write(&knows, "#!/bin/sh\necho secret\n").unwrap();
    fs::set_permissions(&knows, fs::Permissions::from_mode(0o755)).unwrap();
    let before = s.seen();
    let typed = |words: &[&str]| {
        let mut asked = s.command("wangfang", env!("CARGO_BIN_EXE_wxops"));
        asked.env("SSH_ASKPASS", &knows).env("SSH_ASKPASS_REQUIRE", "force");
        sandbox::said(asked.args(line).args(words).output().unwrap())
    };
    let said = typed(&["--no-input"]);
    assert_eq!((said.exit, said.code()), (3, "passphrase_needed".to_owned()), "{said:?}");
    assert!(said.stdout.contains(&format!("ssh-add {}", key.display())), "{said:?}");
    assert_eq!(before, s.seen());
    assert_eq!(typed(&[]).exit, 0);
    s.is_sound();

    let only_git = s.outside("bin");
    fs::create_dir(&only_git).unwrap();
    let path = std::env::var_os("PATH").unwrap();
    let git =
        std::env::split_paths(&path).map(|folder| folder.join("git")).find(|file| file.is_file()).unwrap();
    std::os::unix::fs::symlink(git, only_git.join("git")).unwrap();
    s.does("lina", "withdraw dongji-xinpin --reason x");
    let before = s.seen();
    let mut missing = s.command("zhangming", env!("CARGO_BIN_EXE_wxops"));
    let said = sandbox::said(missing.env("PATH", &only_git).args(["--json", "verify"]).output().unwrap());
    assert_eq!(said.exit, 0, "proving takes no program: {said:?}");
    let mut missing = s.command("lina", env!("CARGO_BIN_EXE_wxops"));
    let said = sandbox::said(
        missing
            .env("PATH", &only_git)
            .args(["--json", "submit", "dongji-xinpin", "--attest", "all"])
            .output()
            .unwrap(),
    );
    assert_eq!((said.exit, said.code()), (3, "ssh_missing".to_owned()), "{said:?}");
    assert_eq!(before, s.seen());
}

/// The bytes of a signed record: the example's first one, by a key made from 32 sevens.
#[test]
fn a_signed_record_to_the_letter() {
    use ssh_key::{HashAlg, LineEnding, PrivateKey, private::Ed25519Keypair};
    let folder = "tests/example/.wxops/records/2026/11/01M82ZBER00A2WNWRDEP4NQTZ3";
    let told = fs::read_to_string(format!("{folder}/new-40df58f970770c2a.toml")).unwrap();
    let key = PrivateKey::new(Ed25519Keypair::from_seed(&[7; 32]).into(), "").unwrap();
    let ssh = key.sign(RECORD, HashAlg::Sha512, told.as_bytes()).unwrap().to_pem(LineEnding::LF).unwrap();
    let (id, mut record) = wxops::workflow::record::read(told.as_bytes()).unwrap();
    record.signature = Some(wxops::signature::Signature::read(&ssh).unwrap());
    let file = record.write();
    assert_eq!((record.id(), record.unsigned()), (id.clone(), told.clone()));
    let (before, after) = file.split_once("[signature]\n").unwrap();
    assert_eq!(before, told);
    snapbox::assert_data_eq!(after.into_data().raw(), snapbox::str![[r#"
key = "SHA256:z/fSv0Z0RZS+Lccbc6ZoOWwt/fbj1VFJGSBKQbo4icE"
ssh = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg6kpsY+KcUgq+9VB7Ey7F+ZVHdq\n6+vnuSQh7qaRRG0iwAAAAPd3hvcHMtcmVjb3JkLXYxAAAAAAAAAAZzaGE1MTIAAABTAAAA\nC3NzaC1lZDI1NTE5AAAAQMycoh51Yg14WLeaor77AYwIXqeqbadgI/Wbhw1t4OG4egtLmD\nGNGe6EIATjcuhs/awwQnqDRRZtlKCzrY11VwY=\n-----END SSH SIGNATURE-----\n"

"#]].raw());
    assert_eq!(wxops::workflow::record::read(file.as_bytes()).unwrap(), (id, record));
    for other in [
        file.replace("[signature]", "\n[signature]"),
        file.replace("key = ", "key =  "),
        format!("{file}more = 1\n"),
        format!("{file}[signature]\n"),
    ] {
        let refusal = wxops::workflow::record::read(other.as_bytes()).unwrap_err();
        assert_eq!(refusal.code, "record_unreadable");
    }
}

#[test]
fn a_rule_book_that_is_forged_stops_every_command() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    s.edit(".wxops/policy/0007.toml", "name = \"王芳\"", "name = \"汪芳\"");
    s.commit_all("x");
    s.refuses(
        "lina",
        "withdraw dongji-xinpin --reason x",
        (3, "signature_invalid", "git log -- .wxops/policy/0007.toml"),
    );
    s.refuses("lina", "list", (3, "signature_invalid", "git log -- .wxops/policy/0007.toml"));
}

#[test]
fn an_act_on_forged_records_is_refused_as_the_proof_refuses_them() {
    if !ssh_is_there() {
        return;
    }
    let s = in_review();
    forged(&s, "zhaolei", |_| {});
    s.commit_all("x");
    s.refuses("zhangming", "approve dongji-xinpin --attest all", (1, "signature_foreign", ""));
}

/// While somebody looks for a passphrase, others go on: nothing is locked, and all is looked at again afterwards.
#[cfg(unix)]
#[test]
fn what_happens_while_somebody_signs_is_seen() {
    use std::os::unix::fs::PermissionsExt as _;
    if !ssh_is_there() {
        return;
    }
    let meanwhile = |what: &str| {
        let s = in_review();
        let (program, once) = (s.outside("slow"), s.outside("once"));
        // The signing program of this person is slow, and the first time something else happens first.
        let script =
            format!("#!/bin/sh\nif mkdir {}; then {what}; fi >&2\nexec ssh-keygen \"$@\"\n", once.display());
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        s.git(&["config", "gpg.ssh.program", program.to_str().unwrap()]);
        let said = s.types("wangfang", "--json approve dongji-xinpin --attest all");
        assert!(once.exists(), "{said:?}");
        s.git(&["config", "--unset", "gpg.ssh.program"]);
        s.is_sound();
        (said, s)
    };
    let (said, s) = meanwhile("git commit -q --allow-empty -m x");
    assert_eq!(said.exit, 0, "{said:?}");
    assert_eq!(s.git(&["log", "-2", "--format=%s"]), "approve first: dongji-xinpin\nx\n");

    let wxops = env!("CARGO_BIN_EXE_wxops");
    let lina = "GIT_AUTHOR_EMAIL=lina@example.com GIT_COMMITTER_EMAIL=lina@example.com GIT_CONFIG_VALUE_1=../keys/lina";
    let (said, s) = meanwhile(&format!("env {lina} {wxops} withdraw dongji-xinpin --reason x"));
    assert_eq!((said.exit, said.code()), (5, "wrong_state".to_owned()), "{said:?}");
    assert_eq!(s.git(&["log", "-1", "--format=%s"]), "withdraw: dongji-xinpin\n");
}
