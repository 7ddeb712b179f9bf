//! The cost of one act does not grow: `approve` in a folder of 100 articles and in one of 10,000, against
//! `git commit -o PATH` in the same folder and the same run. Prints medians, their ratio, the objects written
//! and the files opened.
//!
//! `cargo bench --bench approve [-- SMALL LARGE]`; file opens are counted where `strace` is installed.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement builds its own world")]

mod folder;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 15;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![100, 10_000] } else { sizes };
    println!(
        "{:>8} {:>12} {:>16} {:>7} {:>9} {:>7}",
        "articles", "approve", "git commit -o", "ratio", "objects", "opens"
    );
    for size in sizes {
        let root = tempfile::tempdir().unwrap();
        folder::build(root.path(), size);
        let objects = objects_of_one(root.path());
        let opens = opens_of_one(root.path());
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..ROUNDS {
            ours.push(timed(&mut approve(root.path(), 10 + round)));
            theirs.push(timed(&mut git_commit(root.path(), 50 + round)));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        let opens = opens.map_or("-".into(), |opens| opens.to_string());
        println!("{size:>8} {ours:>12.1?} {theirs:>16.1?} {ratio:>7.2} {objects:>9} {opens:>7}");
    }
}

fn approve(root: &Path, n: usize) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    command.current_dir(root).args(["approve", &folder::slug(n), "--attest", "all"]).envs(folder::REVIEWER);
    command
}

fn git_commit(root: &Path, n: usize) -> Command {
    let path = format!("articles/{}/index.md", folder::slug(n));
    let text = std::fs::read_to_string(root.join(&path)).unwrap();
    std::fs::write(root.join(&path), text.replace("in-review", "approved")).unwrap();
    let mut command = Command::new("git");
    command.current_dir(root).args(["commit", "-q", "-m", "x", "-o", &path]).envs(folder::REVIEWER);
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
    let before = folder::loose_objects(root);
    timed(&mut approve(root, 0));
    folder::loose_objects(root) - before
}

/// How many files one approval opens, the programs it starts included.
fn opens_of_one(root: &Path) -> Option<usize> {
    let log = root.join(".git/strace.log");
    let inner = approve(root, 1);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-e", "trace=open,openat", "-o"]).arg(&log).arg(inner.get_program());
    command.args(inner.get_args()).current_dir(root).envs(folder::REVIEWER).stdout(Stdio::null());
    command.status().ok().filter(std::process::ExitStatus::success)?;
    let opened = std::fs::read_to_string(log).ok()?;
    Some(opened.lines().filter(|line| !line.contains("ENOENT")).count())
}
