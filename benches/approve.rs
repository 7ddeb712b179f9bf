//! The cost of one act does not grow: `approve` in a folder of 100 articles and in one of 10,000, against
//! `git commit -o PATH` in the same folder and the same run: as git does it by default, which waits for no disk,
//! and with `core.fsync=all`, which promises what wxops promises. Prints medians, ratios, the objects written,
//! the files that wxops opens and the programs it starts. Each at both levels, at `signed` with a key that `ssh-keygen`
//! signs the record with (git's commits stay unsigned).
//!
//! `cargo bench --bench approve [-- SMALL LARGE]`; file opens are counted where `strace` is installed. To see that it
//! works: `cargo bench --profile dev --bench approve -- 100`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement builds its own world")]

mod folder;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wxops::workflow::team::Level;

const ROUNDS: usize = 15;

const LEVELS: [Level; 2] = [Level::Declared, Level::Signed];

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 10_000] } else { sizes };
    println!(
        "articles      level   approve   git commit -o   ratio   the same, synced   ratio   objects   opens   programs"
    );
    for (size, level) in sizes.into_iter().flat_map(|size| LEVELS.map(|level| (size, level))) {
        let root = tempfile::tempdir().unwrap();
        folder::build(root.path(), size, level, 0);
        let objects = objects_of_one(root.path());
        let (opens, programs) = traced(root.path()).unwrap_or_default();
        let (mut ours, mut plain, mut synced) = (Vec::new(), Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            ours.push(timed(&mut approve(root.path(), 10 + round)));
            plain.push(timed(&mut git_commit(root.path(), 40 + round, "committed")));
            synced.push(timed(&mut git_commit(root.path(), 70 + round, "all")));
        }
        let (ours, plain, synced) = (median(ours), median(plain), median(synced));
        let ratio = |theirs: Duration| ours.as_secs_f64() / theirs.as_secs_f64();
        let level = level.name();
        println!(
            "{size:>8} {level:>10} {ours:>9.1?} {plain:>15.1?} {:>7.2} {synced:>18.1?} {:>7.2} {objects:>9} {opens:>7} {programs:>10}",
            ratio(plain),
            ratio(synced),
        );
    }
}

fn approve(root: &Path, n: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    command.current_dir(root).args(["approve", &folder::slug(n), "--attest", "all"]).envs(folder::REVIEWER);
    command
}

fn git_commit(root: &Path, n: usize, fsync: &str) -> Command {
    let path = format!("articles/{}/index.md", folder::slug(n));
    let text = std::fs::read_to_string(root.join(&path)).unwrap();
    std::fs::write(root.join(&path), text.replace("in-review", "approved")).unwrap();
    let mut command = Command::new("git");
    let fsync = format!("core.fsync={fsync}");
    command
        .current_dir(root)
        .args(["-c", &fsync, "commit", "-q", "-m", "x", "-o", &path])
        .envs(folder::REVIEWER);
    command
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    let status = command.stdout(Stdio::null()).status().unwrap();
    assert!(status.success());
    start.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn objects_of_one(root: &Path) -> usize {
    let before = loose_objects(root);
    timed(&mut approve(root, 0));
    loose_objects(root) - before
}

/// How many loose objects the repository has.
fn loose_objects(root: &Path) -> usize {
    let output = Command::new("git").current_dir(root).args(["count-objects"]).output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').next().unwrap().parse().unwrap()
}

/// How many files one approval opens itself, and how many programs it starts. Nothing without `strace`.
fn traced(root: &Path) -> Option<(usize, usize)> {
    let log = root.join(".git/strace.log");
    let inner = approve(root, 1);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=open,openat,execve", "-o"]).arg(&log).arg(inner.get_program());
    command.args(inner.get_args()).current_dir(root).envs(folder::REVIEWER).stdout(Stdio::null());
    command.status().ok().filter(std::process::ExitStatus::success)?;
    let calls = std::fs::read_to_string(log).ok()?;
    let mut foreign: Vec<&str> = Vec::new(); // processes that became another program
    let (mut opens, mut first) = (0, true);
    for line in calls.lines().filter(|line| !line.contains("ENOENT")) {
        let (pid, call) = line.split_once(' ')?;
        if call.trim_start().starts_with("execve(") {
            if !std::mem::take(&mut first) {
                foreign.push(pid);
            }
        } else if call.contains("open") && !foreign.contains(&pid) {
            opens += 1;
        }
    }
    Some((opens, foreign.len()))
}
