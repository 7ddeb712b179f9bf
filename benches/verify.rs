//! What a proof costs. That of a pull request which approves one article does not grow with the folder; that of the whole
//! folder is stated beside what git needs to read the same files: `git log --raw | git cat-file --batch`. Pictures are
//! stated as MB/s, beside git in the same way.
//!
//! `cargo bench --bench verify [-- ARTICLES…]`; to see that it works: `cargo bench --profile dev --bench verify -- 200`.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a measurement builds its own world")]

mod folder;

use std::{
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use wxops::workflow::team::Level;

const ROUNDS: usize = 7;
const MEGABYTE: usize = 1_000_000;

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000] } else { sizes };
    println!(
        "articles      level   records   a pull request   the whole folder   git reads it   ratio   memory, MB"
    );
    for (size, level) in
        sizes.into_iter().flat_map(|size| [Level::Declared, Level::Signed].map(|l| (size, l)))
    {
        let root = tempfile::tempdir().unwrap();
        folder::build(root.path(), size, level, 0);
        let (whole, records) = whole(root.path());
        let git = times(&mut read_by_git(root.path()));
        let memory = memory(root.path()).unwrap_or_default();
        timed(&mut wxops(root.path(), &["approve", &folder::slug(0), "--attest", "all"]));
        let range = times(&mut wxops(root.path(), &["verify", "--base", "HEAD^", "--head", "HEAD"]));
        let (level, ratio) = (level.name(), whole.as_secs_f64() / git.as_secs_f64());
        println!(
            "{size:>8} {level:>10} {records:>9} {range:>16.1?} {whole:>18.1?} {git:>14.1?} {ratio:>7.2} {memory:>12}"
        );
    }
    let (count, each) = (200, 2 * MEGABYTE);
    let root = tempfile::tempdir().unwrap();
    folder::build(root.path(), count, Level::Declared, each);
    let (whole, _) = whole(root.path());
    let git = times(&mut read_by_git(root.path()));
    let (megabytes, seconds) = (count * each / MEGABYTE, whole.as_secs_f64());
    println!(
        "\n{megabytes} MB of pictures: {:.0} MB/s, {:.2} of what git takes",
        f64::from(u32::try_from(megabytes).unwrap()) / seconds,
        seconds / git.as_secs_f64()
    );
}

fn wxops(root: &Path, words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    command.current_dir(root).args(words).envs(folder::REVIEWER);
    command
}

/// How long proving the whole folder takes, and how many records it has.
fn whole(root: &Path) -> (Duration, u64) {
    let mut command = wxops(root, &["verify", "--json"]);
    let told: serde_json::Value = serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    assert_eq!(told["verdict"], "proved");
    let records = told["acts"].as_object().unwrap().values().filter_map(serde_json::Value::as_u64).sum();
    (times(&mut command), records)
}

/// Reads every file that any commit brought.
fn read_by_git(root: &Path) -> Command {
    let mut command = Command::new("sh");
    command.current_dir(root).envs(folder::REVIEWER).arg("-c").arg(
        "git log --raw --no-abbrev --no-renames --format= --root | cut -d' ' -f4 | git cat-file --batch >/dev/null",
    );
    command
}

/// The most memory that proving the whole folder takes. Nothing without GNU `time`.
fn memory(root: &Path) -> Option<u64> {
    let mut command = Command::new("/usr/bin/time");
    command.current_dir(root).args(["-f", "%M", env!("CARGO_BIN_EXE_wxops"), "verify"]);
    let told = command.envs(folder::REVIEWER).stdout(Stdio::null()).output().ok()?;
    let kilobytes: u64 = String::from_utf8(told.stderr).ok()?.trim().parse().ok()?;
    Some(kilobytes / 1000)
}

/// The median of some runs.
fn times(command: &mut Command) -> Duration {
    let mut all: Vec<_> = (0..ROUNDS).map(|_| timed(command)).collect();
    all.sort();
    all[ROUNDS / 2]
}

fn timed(command: &mut Command) -> Duration {
    let start = Instant::now();
    assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success());
    start.elapsed()
}
