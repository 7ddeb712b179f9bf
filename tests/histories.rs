//! Two branches, on each of which people do random things with one article, brought together by git in each of its four
//! ways. What `verify` then says is what a model of ten lines says, which knows sets of records and texts, and nothing of
//! chains; and ways that lead to one tree are one verdict. They nearly always do; where git takes a new article for another
//! one renamed, it mixes the two in some ways and not in others.
//!
//! `WXOPS_THOROUGH=1` plays twenty times as many, `HISTORY=1981` the life of that seed alone.
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use sandbox::{
    INDEX, Sandbox,
    dice::Dice,
    forging::{fit_table, read},
    keys::ssh_is_there,
};
use wxops::{article::Article, workflow::record::Record};

/// How a forge or a person brings the commits of `side` to `main`; the base is the commit where they part.
const WAYS: [&str; 4] = ["merge", "squash", "rebase", "cherry-pick"];

/// What somebody may do; much of it is refused, and then nothing happened.
const ACTS: [(&str, &str); 23] = [
    ("wangfang", "approve dongji-xinpin --attest all"),
    ("sunli", "approve dongji-xinpin --attest all"),
    ("zhangming", "approve dongji-xinpin --attest all"),
    ("wangfang", "request-changes dongji-xinpin --opinion 事实数据：不对"),
    ("sunli", "request-changes dongji-xinpin --opinion 事实数据：也不对"),
    ("zhangming", "reject dongji-xinpin --reason 不发"),
    ("sunli", "reject dongji-xinpin --reason 不发"),
    ("zhangming", "approve dongji-xinpin --attest all --edit 二十度→三十度"),
    ("lina", "accept dongji-xinpin"),
    ("lina", "answer dongji-xinpin 1 已改"),
    ("lina", "submit dongji-xinpin --attest all"),
    ("lina", "withdraw dongji-xinpin --reason 再改"),
    ("lina", "schedule dongji-xinpin --at '2026-12-01 20:00'"),
    ("lina", "unschedule dongji-xinpin"),
    ("lina", "publish dongji-xinpin --url https://mp.weixin.qq.com/s/a"),
    ("lina", "correct dongji-xinpin --reason 有误 --how edit"),
    ("lina", "retract dongji-xinpin --reason 客户要求"),
    ("lina", "archive dongji-xinpin"),
    ("lina", "assign dongji-xinpin sunli"),
    ("lina", "discard dongji-xinpin --reason 不做了"),
    ("lina", "rename dongji-xinpin dongji"),
    ("lina", "new 放假通知 --category notice --slug fangjia"),
    ("lina", TYPO),
];

/// Most things that are done on `main` while `side` goes on; there it is one more.
const OURS: usize = 2;

/// Met where all four ways lead to one tree.
const ALIKE: &str = "four ways, one tree";

/// Somebody edits the text without wxops and commits it.
const TYPO: &str = "";

const STATES: [&str; 8] = [
    "draft",
    "in-review",
    "in-review-final",
    "in-review",
    "in-review-final",
    "changes-requested",
    "approved",
    "published",
];

/// What a tree holds of the one article, as the model sees it.
#[derive(Clone)]
struct Held {
    records: BTreeMap<String, Record>,
    /// The digest of the file without its `[wxops]` table; nothing if it is gone
    text: Option<String>,
    /// Where it lies
    place: String,
    /// Whether its text is bound
    bound: bool,
}

fn held(sandbox: &Sandbox) -> Held {
    let folder = sandbox.records();
    let names = sandbox.git(&["ls-files", &folder]);
    let records = names.lines().map(|path| (path.to_owned(), read(sandbox, path))).collect();
    let files = sandbox.git(&["ls-files", "articles", "archive"]);
    let id = folder.rsplit('/').next().unwrap();
    let mine = |path: &&str| path.ends_with("index.md") && sandbox.read(path).contains(id);
    let place = files.lines().find(mine).map(str::to_owned);
    let article = place.as_ref().map(|path| Article::parse(sandbox.bytes(path)));
    let table = article.as_ref().and_then(|article| match &article.front.table {
        wxops::article::front_matter::Table::Read(table, _) => Some(table.clone()),
        _ => None,
    });
    Held {
        records,
        text: article.map(|article| format!("{:?}", article.file_digest())),
        place: place.unwrap_or_default(),
        bound: table.is_some_and(|table| table.status.is_bound()),
    }
}

/// What becomes of two sides, by sets of records and by texts.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Verdict {
    Proved,
    Refused,
}

/// `ours` and `theirs` are as the last act left them, whatever was typed into the file since; `merged` is what git made
/// of the text.
fn model(base: &Held, ours: &Held, theirs: &Held, merged: &Held) -> Verdict {
    let new = |side: &Held| -> Vec<Record> {
        side.records
            .iter()
            .filter(|(path, _)| !base.records.contains_key(*path))
            .map(|(_, record)| record.clone())
            .collect()
    };
    let (here, there) = (new(ours), new(theirs));
    let fits = |side: &Held| !side.bound || (merged.text == side.text && merged.place == side.place);
    match (here.as_slice(), there.as_slice()) {
        ([], []) => {
            if fits(base) {
                Verdict::Proved
            } else {
                Verdict::Refused
            }
        }
        // Only one side acted: what it decided is about its own text, and the other may not have touched that.
        ([_, ..], []) => {
            if fits(ours) {
                Verdict::Proved
            } else {
                Verdict::Refused
            }
        }
        ([], [_, ..]) => {
            if fits(theirs) {
                Verdict::Proved
            } else {
                Verdict::Refused
            }
        }
        // Both did: one decision each, about one text in one stage, neither with edits.
        ([a], [b]) => {
            let decides = |record: &Record| record.action.is_decision() && record.says.edits.is_empty();
            let alike = (&a.stage, &a.content) == (&b.stage, &b.content);
            let legal = decides(a) && decides(b) && alike && fits_decided(base, merged);
            if legal { Verdict::Proved } else { Verdict::Refused }
        }
        _ => Verdict::Refused,
    }
}

/// Decisions bind the text that was handed in, whatever comes of them.
fn fits_decided(base: &Held, merged: &Held) -> bool {
    merged.text == base.text && merged.place == base.place
}

/// Does up to `most` things; gives what was done, for whoever reads a failure, and what the last act left.
fn live(
    sandbox: &mut Sandbox,
    begun: &Held,
    dice: &mut Dice,
    most: usize,
    minute: usize,
) -> (Vec<String>, Held) {
    let (mut done, mut left) = (Vec::new(), begun.clone());
    let wanted = dice.below(most + 1);
    for n in 0..16 {
        if done.len() == wanted {
            break;
        }
        let (who, line) = ACTS[dice.below(ACTS.len())];
        if line.starts_with("new ") && most == OURS {
            continue; // two articles of one name are told by another test
        }
        sandbox.now = format!("2026-11-25T10:{:02}:{:02}+08:00", minute + n % 20, n);
        if line == TYPO {
            if sandbox.path(INDEX).is_file() && dice.below(4) == 0 {
                let text = sandbox.read(INDEX);
                sandbox.write(INDEX, format!("{text}又一句。\n"));
                sandbox.commit_all("typo");
                done.push("typo".into());
            }
            continue;
        }
        let before = tip(sandbox);
        if sandbox.types(who, line).exit == 0 && tip(sandbox) != before {
            done.push(format!("{who}: {line}"));
            let now = held(sandbox);
            if now.records.len() > left.records.len() {
                left = now; // not that of another article, beside which this one was edited by hand
            }
        }
    }
    (done, left)
}

/// Where the branch stands, without asking git: that is done often here.
fn tip(sandbox: &Sandbox) -> String {
    let head = sandbox.read(".git/HEAD");
    let branch = head.trim().strip_prefix("ref: ").unwrap();
    sandbox.read(&format!(".git/{branch}"))
}

fn runs(sandbox: &Sandbox, words: &[&str]) -> bool {
    sandbox.command("chenjing", "git").args(words).output().unwrap().status.success()
}

/// Brings `side` to `main` in one way. False where git stops and asks.
fn bring(sandbox: &Sandbox, way: &str, base: &str) -> bool {
    match way {
        "merge" => runs(sandbox, &["merge", "-q", "--no-edit", "side"]),
        "squash" => {
            runs(sandbox, &["merge", "-q", "--squash", "side"])
                && runs(sandbox, &["commit", "-q", "--allow-empty", "-m", "side (#1)"])
        }
        "rebase" => {
            runs(sandbox, &["switch", "-q", "side"])
                && runs(sandbox, &["rebase", "-q", "main"])
                && runs(sandbox, &["switch", "-q", "main"])
                && runs(sandbox, &["merge", "-q", "--ff-only", "side"])
        }
        _ => {
            let commits = sandbox.git(&["rev-list", "--reverse", &format!("{base}..side")]);
            let picked = |commit: &str| {
                runs(sandbox, &["cherry-pick", "--allow-empty", "--keep-redundant-commits", commit])
            };
            commits.lines().all(picked)
        }
    }
}

/// Ends a merge that stopped: each side's records stay, and the text as it was where they part.
fn take_both(sandbox: &Sandbox, base: &str) {
    for words in [["merge", "--abort"], ["rebase", "--abort"], ["cherry-pick", "--abort"]] {
        runs(sandbox, &words);
    }
    sandbox.git(&["reset", "-q", "--hard"]);
    sandbox.git(&["switch", "-q", "-f", "main"]);
    sandbox.git(&["reset", "-q", "--hard", "before"]);
    sandbox.git(&["checkout", "-q", base, "--", "articles"]);
    let names = sandbox.git(&["ls-tree", "-r", "--name-only", "side", ".wxops/records"]);
    for path in names.lines() {
        let bytes = sandbox.git(&["show", &format!("side:{path}")]);
        sandbox.write(path, bytes);
    }
    runs(sandbox, &["checkout", "-q", "side", "--", "articles/fangjia"]); // if it is there
    fit_table(sandbox);
    sandbox.commit_all("both decided");
}

/// One life on two branches. Gives what it met.
fn play(seed: u64, signed: bool) -> BTreeSet<String> {
    let mut dice = Dice::new(seed);
    let begun = begun(STATES[dice.below(STATES.len())], signed);
    let base = begun.head().trim().to_owned();
    let mut side = begun.copy();
    side.git(&["switch", "-qc", "side"]);
    let before = held(&begun);
    let (theirs_did, theirs) = live(&mut side, &before, &mut dice, OURS + 1, 20);
    let mut main = begun.copy();
    let (ours_did, ours) = live(&mut main, &before, &mut dice, OURS, 0);
    main.git(&["fetch", "-q", side.root().to_str().unwrap(), "side:side"]);
    main.git(&["branch", "before"]);
    main.now = "2026-11-25T11:00:00+08:00".into();
    let what = |way: &str| format!("seed {seed} ({way}): main {ours_did:?}, side {theirs_did:?}");
    let mut met = BTreeSet::new();
    let mut verdicts: BTreeMap<String, BTreeMap<Vec<String>, &str>> = BTreeMap::new();
    for way in WAYS {
        let sandbox = main.copy();
        if !bring(&sandbox, way, &base) {
            met.insert("git stops".to_owned());
            // A model of the text is of no use where git has none. Where the records are legal, people go on.
            if model(&before, &ours, &theirs, &before) == Verdict::Refused
                || [&ours, &theirs].iter().any(|side| side.records == before.records)
            {
                continue;
            }
            take_both(&sandbox, &base);
        }
        let merged = held(&sandbox);
        let expected = model(&before, &ours, &theirs, &merged);
        let codes = sandbox.refusals();
        assert_eq!(codes.is_empty(), expected == Verdict::Proved, "{}: {codes:?}", what(way));
        // Nothing is lost and nothing doubled.
        let both: BTreeSet<_> = ours.records.keys().chain(theirs.records.keys()).collect();
        assert_eq!(merged.records.keys().collect::<BTreeSet<_>>(), both, "{}", what(way));
        // The proof of what came in since they parted is of one mind with that of the whole.
        let range = sandbox.types("chenjing", &format!("verify --json --base {base} --head HEAD"));
        assert_eq!(range.exit == 0, codes.is_empty(), "{}: {range:?}", what(way));
        met.extend(codes.iter().cloned());
        if codes == ["records_fork"] && healed(&sandbox) {
            met.insert("healed".to_owned());
        }
        met.insert(format!("{expected:?}"));
        let told = verdicts.entry(sandbox.git(&["rev-parse", "HEAD^{tree}"])).or_default();
        told.insert(codes, way);
        assert_eq!(told.len(), 1, "{}: {told:?}", what("one tree"));
        if expected == Verdict::Proved && !ours_did.is_empty() && !theirs_did.is_empty() {
            met.insert("both sides, proved".into());
        }
    }
    if verdicts.len() <= 1 {
        met.insert(ALIKE.to_owned());
    }
    met
}

/// Tries what heals a fork. Where that is done, everything is proved, and no record was lost.
fn healed(sandbox: &Sandbox) -> bool {
    let before = held(sandbox).records;
    let acts = ["withdraw dongji-xinpin --reason 合并", "correct dongji-xinpin --reason 合并 --how edit"];
    if acts.iter().all(|line| sandbox.types("lina", line).exit != 0) {
        return false;
    }
    sandbox.is_sound();
    let after = held(sandbox).records;
    assert!(before.keys().all(|path| after.contains_key(path)) && after.len() == before.len() + 1);
    true
}

/// A state of the demonstration with one more person, who may do anything but manage.
fn begun(state: &str, signed: bool) -> Sandbox {
    static MADE: Mutex<BTreeMap<(String, bool), Sandbox>> = Mutex::new(BTreeMap::new());
    let mut made = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let make = || {
        let sandbox = if signed { Sandbox::signed(state) } else { Sandbox::at(state) };
        sandbox.does(
            "lina",
            "team add sunli --name 孙丽 --email sunli@example.com --role writer,first-reviewer,final-reviewer",
        );
        if signed {
            sandbox.give_key("sunli");
            sandbox.does("lina", "team key add sunli ../keys/sunli.pub");
        }
        sandbox.kept(&format!("begun-{state}-{signed}"))
    };
    made.entry((state.to_owned(), signed)).or_insert_with(make).copy()
}

/// Many lives on all cores: in how many of them each thing was met.
fn all(lives: u64, signed: bool) -> BTreeMap<String, u64> {
    let (next, met) = (AtomicU64::new(0), Mutex::new(BTreeMap::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= lives {
                        break;
                    }
                    let found = play(seed, signed);
                    let mut met = met.lock().unwrap();
                    for what in found {
                        *met.entry(what).or_insert(0) += 1;
                    }
                }
            });
        }
    });
    met.into_inner().unwrap()
}

fn lives() -> u64 {
    if std::env::var_os("WXOPS_THOROUGH").is_some() { 2000 } else { 100 }
}

#[test]
fn two_branches_come_together_in_four_ways() {
    if let Ok(seed) = std::env::var("HISTORY") {
        println!("{:?}", play(seed.parse().unwrap(), false));
        return;
    }
    let met = all(lives(), false);
    let far =
        ["both sides, proved", "git stops", "records_fork", "healed", "content_differs", "Proved", "Refused"];
    let missing: Vec<_> = far.iter().filter(|what| !met.contains_key(**what)).collect();
    assert!(missing.is_empty(), "{missing:?}, and there was {met:?}");
    assert!(met[ALIKE] * 10 >= lives() * 9, "{met:?}");
}

#[test]
fn the_same_with_signatures() {
    if !ssh_is_there() {
        return;
    }
    let met = all(lives() / 10, true);
    assert!(met.contains_key("both sides, proved"), "{met:?}");
}
