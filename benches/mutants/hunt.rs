//! Runs the tests against one mutant until one of them fails.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

/// The test programs that look at the verifier.
const PROGRAMS: [&str; 22] = [
    "attacks",
    "bad_files",
    "checkpoints",
    "deputies",
    "edits",
    "example",
    "handover",
    "joint",
    "journeys",
    "lane",
    "looks",
    "merges",
    "pages",
    "permissions",
    "ranges",
    "second_hand",
    "signatures",
    "signed",
    "table",
    "team",
    "urgent",
    "workflow",
];

/// One test program.
pub(crate) struct Test {
    program: PathBuf,
    /// What it takes where nothing lies
    time: Duration,
    /// How long it looked for mutants, and how many it noticed
    spent: Duration,
    noticed: u32,
}

/// Builds the tests, and runs each once while all mutants are asleep.
pub(crate) fn tests(place: &Path) -> Vec<Test> {
    let mut build = Command::new(env!("CARGO"));
    build.current_dir(place).args(["test", "--no-run", "--message-format=json-render-diagnostics", "--lib"]);
    build.args(PROGRAMS.iter().flat_map(|name| ["--test", name]));
    build.env("CARGO_TARGET_DIR", place.with_file_name("mutants-build")).env("CARGO_INCREMENTAL", "0");
    build.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1").env("CARGO_PROFILE_DEV_DEBUG", "0");
    let built = build.stderr(Stdio::inherit()).output().unwrap();
    let told = String::from_utf8(built.stdout).unwrap();
    let messages = told.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let programs = messages.filter(|told| told["profile"]["test"] == true);
    let programs = programs.filter_map(|told| Some(PathBuf::from(told["executable"].as_str()?)));
    let tests: Vec<Test> = programs.map(|program| asleep(program, place)).collect();
    assert!(built.status.success() && tests.len() == PROGRAMS.len() + 1, "the tests do not build");
    tests
}

fn asleep(program: PathBuf, place: &Path) -> Test {
    let begun = Instant::now();
    let (time, spent) = (Duration::from_secs(600), Duration::ZERO);
    let test = Test { program, time, spent, noticed: 0 };
    assert!(!test.fails(place), "{} fails where nothing lies", test.program.display());
    Test { time: begun.elapsed(), spent: begun.elapsed(), ..test }
}

/// Whether a test notices the mutant that is awake. Those that noticed most in their time are asked first.
pub(crate) fn notice(tests: &mut [Test], place: &Path) -> bool {
    tests.sort_by_key(|test| test.spent / (1 + test.noticed));
    for test in tests {
        let begun = Instant::now();
        let fails = test.fails(place);
        test.spent += begun.elapsed();
        if fails {
            test.noticed += 1;
            return true;
        }
    }
    false
}

impl Test {
    /// Whether one of its tests fails, or it takes ten times as long. Nobody waits until a property has found its smallest
    /// case: the first panic is enough.
    fn fails(&self, place: &Path) -> bool {
        let mut command = Command::new(&self.program);
        command.current_dir(place).arg("--nocapture").env("RUST_BACKTRACE", "0").stdin(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let said: [Box<dyn Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        let (tell, told) = mpsc::channel();
        for lines in said.map(|said| BufReader::new(said).lines()) {
            let tell = tell.clone();
            let is_bad = |line: String| line.ends_with("... FAILED") || line.contains("panicked at");
            thread::spawn(move || tell.send(lines.map_while(Result::ok).any(is_bad)));
        }
        let limit = self.time * 10 + Duration::from_secs(20);
        if (0..2).any(|_| told.recv_timeout(limit).unwrap_or(true)) {
            return ended(&mut child);
        }
        !child.wait().unwrap().success()
    }
}

fn ended(child: &mut Child) -> bool {
    let _ = child.kill();
    let _ = child.wait();
    true
}
