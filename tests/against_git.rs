//! What is read of a repository, held against git itself: trees against `git ls-tree -z` and `git diff-tree -z`, references
//! against `git for-each-ref`, history against `git rev-list` and `git merge-base`. The repositories are made at random, with
//! names, kinds and shapes that people seldom make.
#![allow(clippy::disallowed_methods, reason = "a test asks git")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use sandbox::dice::Dice;
use wxops::repo::{CommitId, Entry, Kind, Repo, changes};

const COMMITS: usize = 24;

/// Names of files and folders; some folders are files in other commits.
const NAMES: [&str; 14] = [
    "a",
    "a.md",
    "a-b",
    "A",
    "冬季 新品",
    "é",
    "e\u{301}",
    "say \"hi\"",
    "back\\slash",
    "two\nlines",
    "tab\there",
    ".wxops",
    "-x",
    "z",
];

fn git(at: &Path, words: &[&str], input: &[u8]) -> String {
    let mut command = Command::new("git");
    command.current_dir(at).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let done = child.wait_with_output().unwrap();
    assert!(done.status.success(), "git {words:?}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).unwrap()
}

/// A history of any shape: beginnings, forks, merges of two and three, and in each commit something moved.
/// Clocks go right, or they do not.
fn history(dice: &mut Dice, right: bool) -> Vec<u8> {
    let mut stream = String::new();
    for n in 1..=COMMITS {
        let path = |dice: &mut Dice| -> String {
            let names: Vec<&str> = (0..=dice.below(4)).map(|_| NAMES[dice.below(NAMES.len())]).collect();
            names.join("/").replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
        };
        let time = 1_000_000 + if right { n } else { dice.below(9) };
        stream += &format!("commit refs/heads/n{n}\nmark :{n}\ncommitter 李娜 <l@x> {time} +0800\n");
        stream += "data 0\n";
        let parents =
            if n == 1 || dice.below(9) == 0 { 0 } else { 1 + dice.below(12) / 9 + dice.below(12) / 10 };
        let chosen: BTreeSet<usize> = (0..parents).map(|_| 1 + dice.below(n - 1)).collect();
        for (place, parent) in chosen.iter().rev().enumerate() {
            stream += &format!("{} :{parent}\n", if place == 0 { "from" } else { "merge" });
        }
        for _ in 0..dice.below(6) {
            let path = path(dice);
            match dice.below(6) {
                0 => stream += &format!("D \"{path}\"\n"),
                1 => stream += &format!("M 160000 {:040x} \"{path}\"\n", dice.below(1_000_000) + 1),
                kind => {
                    let mode = ["100644", "100755", "120000", "100644"][kind - 2];
                    let text = format!("{}\n", dice.below(5));
                    stream += &format!("M {mode} inline \"{path}\"\ndata {}\n{text}\n", text.len());
                }
            }
        }
    }
    for n in 0..6 {
        let at = 1 + dice.below(COMMITS);
        stream += &format!("tag v{n}\nfrom :{at}\ntagger 李娜 <l@x> 1000000 +0800\ndata 0\n");
        stream += &format!("reset refs/remotes/origin/孤 {n}\nfrom :{at}\n\n").replace("孤 ", "孤-");
    }
    stream.into_bytes()
}

/// A random repository, part of its references packed and moved since.
fn repository(seed: u64) -> (tempfile::TempDir, BTreeMap<String, CommitId>) {
    let mut dice = Dice::new(seed);
    let place = tempfile::tempdir().unwrap();
    let at = place.path();
    git(at, &["init", "-q", "--bare", "-b", "n1", "."], b"");
    git(at, &["fast-import", "--quiet"], &history(&mut dice, is_right(seed)));
    if dice.below(2) == 0 {
        git(at, &["pack-refs", "--all"], b"");
    }
    for n in 0..3 {
        let to = format!("refs/heads/n{}", 1 + dice.below(COMMITS));
        git(at, &["update-ref", &format!("refs/heads/deep/er/{n}"), &to], b"");
        git(at, &["update-ref", &format!("refs/tags/v{n}"), &to], b""); // over a tag that was packed
        git(at, &["symbolic-ref", &format!("refs/heads/alias{n}"), &to], b"");
    }
    git(at, &["symbolic-ref", "refs/heads/twice", "refs/heads/alias1"], b"");
    git(at, &["symbolic-ref", "refs/heads/broken", "refs/heads/nowhere"], b"");
    let told = git(at, &["for-each-ref", "--format=%(refname) %(objectname)", "refs/heads/n*"], b"");
    let commit = |line: &str| {
        let (name, id) = line.split_once(' ').unwrap();
        (name.to_owned(), Repo::objects(at).unwrap().commit_of(id).unwrap())
    };
    let commits = told.lines().map(commit).collect();
    (place, commits)
}

/// Whether the clocks of a repository are right.
fn is_right(seed: u64) -> bool {
    seed.is_multiple_of(2)
}

fn kind(mode: &str) -> Kind {
    match mode {
        "040000" => Kind::Folder,
        "100755" => Kind::Executable,
        "120000" => Kind::Symlink,
        "160000" => Kind::Submodule,
        "100644" => Kind::File,
        other => unreachable!("git knows a mode {other}"),
    }
}

/// Kind and id of each path, as git lists them.
fn listed(at: &Path, words: &[&str]) -> BTreeMap<String, (Kind, String)> {
    let told = git(at, words, b"");
    let entry = |line: &str| {
        let (meta, path) = line.split_once('\t').unwrap();
        let [mode, _, id] = meta.split(' ').collect::<Vec<_>>().try_into().unwrap();
        (path.to_owned(), (kind(mode), id.to_owned()))
    };
    told.split_terminator('\0').map(entry).collect()
}

fn both(entry: &Entry) -> (Kind, String) {
    (entry.kind, entry.id.0.clone())
}

fn seeds() -> std::ops::Range<u64> {
    0..if std::env::var_os("WXOPS_THOROUGH").is_some() { 200 } else { 12 }
}

#[test]
fn trees_are_what_git_lists() {
    let (mut files, mut met) = (0, BTreeSet::new());
    for seed in seeds() {
        let (place, commits) = repository(seed);
        let (at, repo) = (place.path(), Repo::objects(place.path()).unwrap());
        for id in commits.values() {
            let (snapshot, name) = (repo.snapshot(id).unwrap(), id.0.as_str());
            let ours = snapshot.files("", 10_000).unwrap();
            let theirs = listed(at, &["ls-tree", "-r", "-z", name]);
            let told: BTreeMap<_, _> = ours.iter().map(|(path, own)| (path.clone(), both(own))).collect();
            assert_eq!(told, theirs, "seed {seed}, {name}");
            assert_eq!(told.len(), ours.len(), "each once");
            files += ours.len();
            met.extend(ours.iter().map(|(_, own)| format!("{:?}", own.kind)));
        }
        // Each level by itself, and each path asked for by name.
        let last = &commits[&format!("refs/heads/n{COMMITS}")];
        let snapshot = repo.snapshot(last).unwrap();
        for (path, own) in listed(at, &["ls-tree", "-r", "-t", "-z", &last.0]) {
            assert_eq!(snapshot.entry(&path).unwrap().as_ref().map(both), Some(own.clone()), "{path}");
            if own.0 == Kind::Folder {
                let level = snapshot.list(&path).unwrap().into_iter().map(|(name, own)| (name, both(&own)));
                assert_eq!(
                    level.collect::<BTreeMap<_, _>>(),
                    listed(at, &["ls-tree", "-z", &own.1]),
                    "{path}"
                );
            }
        }
    }
    assert!(files > 500 && met.len() == 4, "{files}, {met:?}");
}

#[test]
fn changes_are_what_git_tells() {
    let mut seen = BTreeMap::new();
    for seed in seeds() {
        let (place, commits) = repository(seed);
        let (at, repo) = (place.path(), Repo::objects(place.path()).unwrap());
        let mut dice = Dice::new(seed + 1000);
        let all: Vec<&CommitId> = commits.values().collect();
        for _ in 0..12 {
            let (a, b) = (all[dice.below(all.len())], all[dice.below(all.len())]);
            let (before, after) = (repo.snapshot(a).unwrap(), repo.snapshot(b).unwrap());
            let told = git(at, &["diff-tree", "-r", "-z", "--no-renames", &a.0, &b.0], b"");
            let mut theirs = BTreeSet::new();
            let mut words = told.split_terminator('\0');
            while let (Some(meta), Some(path)) = (words.next(), words.next()) {
                let [was, is, old, new, status] =
                    meta[1..].split(' ').collect::<Vec<_>>().try_into().unwrap();
                let side =
                    |mode: &str, id: &str| (mode != "000000").then(|| format!("{:?} {id}", kind(mode)));
                theirs.insert((path.to_owned(), side(was, old), side(is, new)));
                *seen.entry(status.to_owned()).or_insert(0) += 1;
            }
            let told = |own: &Entry| format!("{:?} {}", own.kind, own.id.0);
            let ours = changes(Some(&before), &after, "", None).unwrap();
            let count = ours.len();
            let ours: BTreeSet<_> = ours
                .into_iter()
                .map(|own| (own.path, own.before.as_ref().map(told), own.after.as_ref().map(told)))
                .collect();
            assert_eq!((count, &ours), (theirs.len(), &theirs), "seed {seed}: {} {}", a.0, b.0);
        }
    }
    assert_eq!(seen.keys().cloned().collect::<String>(), "ADMT", "{seen:?}");
}

#[test]
fn references_are_what_git_lists() {
    for seed in seeds() {
        let (place, _) = repository(seed);
        let (at, repo) = (place.path(), Repo::objects(place.path()).unwrap());
        let format = "--format=%(refname)%00%(objectname)%00%(*objectname)%00%(symref)";
        let told = git(at, &["for-each-ref", format], b"");
        assert!(told.lines().count() > COMMITS + 12, "{told}");
        for line in told.lines() {
            let [name, id, peeled, symbolic] = line.split('\0').collect::<Vec<_>>().try_into().unwrap();
            let commit = if peeled.is_empty() { id } else { peeled };
            assert_eq!(
                repo.tip(name).unwrap().map(|own| own.0).as_deref(),
                Some(commit),
                "seed {seed}: {name}"
            );
            let short = name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/")).unwrap();
            assert_eq!(repo.typed_revision(short, "wxops").unwrap().0, commit, "{short}");
            let points = repo.pointed_at(name);
            assert_eq!(points[0], name);
            assert_eq!(points.len() > 1, !symbolic.is_empty(), "{name}: {points:?}");
            let last = git(at, &["rev-parse", "--verify", points.last().unwrap()], b"");
            assert_eq!(last.trim(), id, "{name}: {points:?}");
        }
        assert_eq!(repo.pointed_at("refs/heads/twice").len(), 3);
        assert_eq!(repo.tip("refs/heads/broken").unwrap(), None);
        assert_eq!(repo.tip("refs/heads/deep").unwrap(), None, "a folder of references is none");
        assert_eq!(repo.typed_revision("nowhere", "wxops").unwrap_err().code, "unknown_revision");
    }
}

#[test]
fn history_is_what_git_walks() {
    let mut bases = 0;
    for seed in seeds() {
        let (place, commits) = repository(seed);
        let (at, repo) = (place.path(), Repo::objects(place.path()).unwrap());
        let walk = |id: &CommitId| -> BTreeSet<String> {
            git(at, &["rev-list", &id.0], b"").lines().map(str::to_owned).collect()
        };
        let behind: BTreeMap<&CommitId, BTreeSet<String>> =
            commits.values().map(|id| (id, walk(id))).collect();
        for (one, reach) in &behind {
            let ours = repo.ancestors(one).unwrap();
            let place_of: BTreeMap<&str, usize> =
                ours.iter().enumerate().map(|(n, own)| (own.id.0.as_str(), n)).collect();
            assert_eq!(place_of.len(), ours.len(), "each once");
            assert!(place_of.keys().copied().eq(reach.iter().map(String::as_str)), "seed {seed}");
            for own in &ours {
                let before = |parent: &CommitId| place_of[parent.0.as_str()] < place_of[own.id.0.as_str()];
                assert!(own.parents.iter().all(before), "after those it followed");
            }
            assert_eq!(repo.length(one).unwrap(), reach.len());
            for (other, also) in &behind {
                assert_eq!(repo.descends(one, other).is_ok(), reach.contains(&other.0), "{one:?} {other:?}");
                let only = repo.only_here(one, other).unwrap();
                let only: BTreeSet<String> = only.into_iter().map(|own| own.0).collect();
                if is_right(seed) {
                    assert_eq!(only.len(), reach.difference(also).count(), "seed {seed}: {one:?} {other:?}");
                }
                assert!(reach.difference(also).all(|id| only.contains(id)), "none is missed");
                assert!(only.is_subset(reach));
                let shared = reach.intersection(also).next().is_some();
                assert_eq!(repo.are_related(one, other).unwrap(), shared);
                assert_eq!(repo.fork_point(one, other).unwrap().is_some(), shared);
            }
        }
        let mut dice = Dice::new(seed + 2000);
        let all: Vec<&CommitId> = commits.values().collect();
        for _ in 0..10 {
            let (a, b) = (all[dice.below(all.len())], all[dice.below(all.len())]);
            if let Some(point) = repo.fork_point(a, b).unwrap() {
                let best = git(at, &["merge-base", "--all", &a.0, &b.0], b"");
                assert!(best.lines().any(|id| id == point.0), "seed {seed}: {best}");
                bases += 1;
            }
        }
    }
    assert!(bases > 30, "{bases}");
}
