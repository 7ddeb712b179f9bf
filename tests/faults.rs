//! The power goes, or the disk fails, at each call that writes: the folder is as before or as after, never between,
//! and the exit code tells the truth. Needs `strace` (Linux); without it these tests say so and pass.
//!
//! Every day a sample is tried; `WXOPS_THOROUGH=1` tries all calls. Acts that are signed are killed at all of them, and meet
//! a broken disk at a sample: what they do besides is done before anything is written.

#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot look has failed")]

mod sandbox;

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Output},
    sync::Mutex,
};

use sandbox::{INDEX, Sandbox, keys::ssh_is_there, words};

/// Calls that change something, or could.
const CALLS: &str = "openat,write,pwrite64,writev,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat,\
                     rmdir,fsync,fdatasync,ftruncate,chmod,fchmod,copy_file_range,close";

/// How many calls are tried on an ordinary day, for each act and each fault.
const SAMPLE: usize = 4;

const SYNC: &str = "sync";

const NEW_MEMBER: &str = "team add sunli --name 孙丽 --email sunli@example.com --role writer";

/// An act in a folder that is ready for it.
struct Act {
    who: &'static str,
    line: &'static str,
    ready: Sandbox,
    /// Threads and other programs are hindered too
    whole: bool,
    /// At level `signed`
    signed: bool,
    /// The commit before, the commit after
    old: String,
    new: String,
    /// What is modified before
    dirty: String,
}

fn acts() -> Vec<Act> {
    let submit = Sandbox::at("draft");
    let text = Sandbox::at("checked").read(INDEX).replace("\"checked\"", "\"draft\"");
    submit.write(INDEX, text);
    submit.write("articles/dongji-xinpin/cover.png", sandbox::COVER);
    let mut acts = vec![
        act("lina", "submit dongji-xinpin --attest all", submit, true),
        act("wangfang", "approve dongji-xinpin --attest all", Sandbox::at("in-review"), false),
        act("lina", "archive dongji-xinpin", Sandbox::at("published"), false),
        act("lina", NEW_MEMBER, Sandbox::at("approved"), false),
        act("lina", "plan dongji-xinpin --at '2026-12-01 20:00'", Sandbox::at("draft"), false),
        act("lina", "push new 周二晚 dongji-xinpin", Sandbox::at("approved"), false),
        act("lina", "init . --account-name 星河", Sandbox::empty(), true),
        act("lina", SYNC, apart(), false),
    ];
    if ssh_is_there() {
        // What is signed is always signed alike, so that commits are still always the same.
        acts.extend([
            act("lina", "submit dongji-xinpin --attest all", Sandbox::signed("checked"), true),
            act("wangfang", "approve dongji-xinpin --attest all", Sandbox::signed("in-review"), false),
            act("lina", NEW_MEMBER, Sandbox::signed("in-review-final"), false),
        ]);
    }
    acts
}

/// A folder and its upstream, which lies in it so that it is copied along: each has an act that the other has not.
fn apart() -> Sandbox {
    let sandbox = Sandbox::at("in-review");
    sandbox.git(&["init", "-q", "--bare", "-b", "main", ".git/upstream.git"]);
    sandbox.git(&["remote", "add", "origin", ".git/upstream.git"]);
    sandbox.git(&["push", "-q", "-u", "origin", "main"]);
    sandbox.does("wangfang", "approve dongji-xinpin --attest all");
    sandbox.git(&["reset", "-q", "--hard", "HEAD~1"]);
    sandbox.git(&["remote", "set-url", "origin", ".git/nowhere.git"]);
    sandbox.does("lina", "withdraw dongji-xinpin --reason 改价");
    sandbox.git(&["remote", "set-url", "origin", ".git/upstream.git"]);
    sandbox
}

fn act(who: &'static str, line: &'static str, ready: Sandbox, whole: bool) -> Act {
    let done = ready.copy();
    done.does(who, line);
    let (old, new) = (head(&ready), head(&done));
    let dirty = if old.is_empty() { String::new() } else { ready.git(&["status", "--porcelain"]) };
    let signed = ready.is_signed();
    Act { who, line, ready, whole, signed, old, new, dirty }
}

/// The newest commit; empty where there is none.
fn head(sandbox: &Sandbox) -> String {
    let answer =
        sandbox.command("lina", "git").args(["rev-parse", "-q", "--verify", "HEAD"]).output().unwrap();
    String::from_utf8(answer.stdout).unwrap().trim().to_owned()
}

fn strace_is_there() -> bool {
    let tried = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).output();
    let works = tried.is_ok_and(|done| done.status.success());
    if !works {
        eprintln!("skipped: strace is missing or may not trace here");
    }
    works
}

impl Act {
    /// Types the act in a folder, watched or hindered.
    fn hindered(&self, sandbox: &Sandbox, how: &[&str]) -> Output {
        let mut command = sandbox.command(self.who, "strace");
        command.args(["-qq", "-o"]).arg(sandbox.outside("trace"));
        command.args(if self.whole { &["-f"][..] } else { &[] });
        command.args(how).arg(env!("CARGO_BIN_EXE_wxops")).args(words(self.line));
        command.output().unwrap()
    }

    /// The calls of an undisturbed run that could change something: a name, and the how-manieth of that name.
    fn calls(&self) -> Vec<(String, usize)> {
        let sandbox = self.ready.copy();
        let done = self.hindered(&sandbox, &["-e", &format!("trace={CALLS}")]);
        assert!(done.status.success(), "{done:?}");
        assert_eq!(head(&sandbox), self.new, "watching changes nothing: commits are always the same");
        let trace = fs::read_to_string(sandbox.outside("trace")).unwrap();
        let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut calls = Vec::new();
        for line in trace.lines() {
            let (process, rest) = match line.split_once(' ') {
                Some((process, rest)) if process.bytes().all(|byte| byte.is_ascii_digit()) => (process, rest),
                _ => ("", line),
            };
            let Some((name, rest)) = rest.trim_start().split_once('(') else { continue };
            let n = counted.entry((process.to_owned(), name.to_owned())).or_default();
            *n += 1;
            // Reading changes nothing: a kill there is a kill at the next call that writes.
            let reads = name == "close" || (name == "openat" && !rest.contains("O_CREAT"));
            if !reads && !calls.contains(&(name.to_owned(), *n)) {
                calls.push((name.to_owned(), *n));
            }
        }
        calls
    }

    /// Whatever happened, the folder is as before or as after, and can be worked in.
    fn survives(&self, sandbox: &Sandbox, what: &str) {
        let now = head(sandbox);
        assert!(now == self.old || now == self.new, "{what}: neither old nor new");
        if !now.is_empty() {
            sandbox.git(&["fsck", "--strict"]);
            sandbox.does(self.who, "recover");
            assert_eq!(head(sandbox), now, "{what}: recovering makes no commit");
            let status = sandbox.git(&["status", "--porcelain"]);
            assert_eq!(status, if now == self.new { "" } else { &self.dirty }, "{what}: {}", now == self.new);
            if now == self.new || self.dirty.is_empty() {
                sandbox.is_sound();
            }
        }
        let again = sandbox.types(self.who, self.line);
        assert_eq!(again.exit, 0, "{what}: once more: {again:?}");
        assert_eq!(head(sandbox), self.new, "{what}: once more leads to the very same commit");
        sandbox.is_sound();
    }
}

/// All calls, or an even sample of them that always has the last ones: there the branch moves.
fn chosen(calls: Vec<(String, usize)>, sample: bool) -> Vec<(String, usize)> {
    if std::env::var_os("WXOPS_THOROUGH").is_some() && !sample {
        return calls;
    }
    let step = calls.len().div_ceil(SAMPLE);
    let at = calls.len() % step.max(1);
    calls.into_iter().skip(at).step_by(step.max(1)).collect()
}

/// Tries every point with `check`, on all cores, and tells all that went wrong.
fn every(fault: &str, check: impl Fn(&Act, &str, &Sandbox, &str) + Sync) {
    if !strace_is_there() {
        return;
    }
    let acts = acts();
    let points: Vec<(&Act, String)> = acts
        .iter()
        .flat_map(|act| {
            let sample = act.signed && !fault.starts_with("signal=");
            chosen(act.calls(), sample).into_iter().map(move |(name, n)| {
                (act, format!("inject={name}:{}", fault.replacen("when=", &format!("when={n}"), 1)))
            })
        })
        .collect();
    let next = Mutex::new(points.iter());
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, std::num::NonZero::get).min(8) {
            scope.spawn(|| {
                loop {
                    let Some((act, how)) = next.lock().unwrap().next() else { break };
                    let level = if act.signed { " (signed)" } else { "" };
                    let what = format!("{}{level}: {how}", act.line);
                    let tried = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        check(act, how, &act.ready.copy(), &what);
                    }));
                    if tried.is_err() {
                        wrong.lock().unwrap().push(what);
                    }
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), points.len(), wrong.join("\n"));
}

#[test]
fn killed_at_each_call() {
    every("signal=SIGKILL:when=", |act, how, sandbox, what| {
        act.hindered(sandbox, &["-e", how]);
        act.survives(sandbox, what);
    });
}

/// One call fails, or it and all later ones of its kind: 0 and 6 mean committed, everything else means not.
fn tells_the_truth(fault: &str) {
    every(fault, |act, how, sandbox, what| {
        let done = act.hindered(sandbox, &["-e", how]);
        let exit = done.status.code().unwrap_or(-1);
        let committed = head(sandbox) == act.new;
        // Calls are counted in each thread: the first of a young one are also the first of the program's start.
        let stderr = String::from_utf8_lossy(&done.stderr);
        let unstarted = exit == 127 && stderr.contains("loading shared libraries");
        assert!(unstarted || (0..=6).contains(&exit), "{what}: exit {exit}: {done:?}");
        // Where even the branch can no longer be read, it says that it cannot tell. What came in stays, also where what is
        // here could not go out.
        let unclear = exit == 6 && stderr.contains("it is unclear whether") || act.line == SYNC && exit == 5;
        assert!(unclear || committed == matches!(exit, 0 | 6), "{what}: exit {exit}: {done:?}");
        if exit == 0 {
            assert_eq!(sandbox.git(&["status", "--porcelain"]), "", "{what}: exit 0 and something is behind");
        }
        act.survives(sandbox, what);
    });
}

#[test]
fn a_full_disk_once() {
    tells_the_truth("error=ENOSPC:when=");
}

#[test]
fn a_full_disk_for_good() {
    tells_the_truth("error=ENOSPC:when=+");
}

#[test]
fn a_broken_disk_once() {
    tells_the_truth("error=EIO:when=");
}
