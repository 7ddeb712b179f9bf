//! A content folder of the demonstration, brought to a state, in which a test may do what it likes.

#![allow(dead_code, reason = "no test needs all of it")]
#![allow(clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::case_sensitive_file_extension_comparisons, reason = "git writes `.lock` in small letters")]

pub(crate) mod dice;
pub(crate) mod forging;
pub(crate) mod keys;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
    sync::{Mutex, OnceLock, PoisonError},
};

use serde_json::Value;

/// The one article of the fixtures.
pub(crate) const SLUG: &str = "dongji-xinpin";
pub(crate) const INDEX: &str = "articles/dongji-xinpin/index.md";

/// A picture, as small as one can be.
pub(crate) const COVER: &[u8] = include_bytes!("../example/articles/dongji-xinpin/cover.png");

/// The clock of whatever is typed after the fixture was made.
pub(crate) const NOW: &str = "2026-11-25T12:00:00+08:00";

/// A sandbox of one's own; it goes when this is dropped.
pub(crate) struct Sandbox {
    place: PathBuf,
    _temp: Option<tempfile::TempDir>,
    /// Which time it is
    pub(crate) now: String,
}

/// What a command said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) exit: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Everything that a refused command must leave as it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Seen {
    head: String,
    status: String,
    files: BTreeMap<String, Vec<u8>>,
}

impl Said {
    /// The answer as a document.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The code of the refusal.
    pub(crate) fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// Where folders lie that are gone when a test ends: in memory, where there is room. A disk would be waited for at each
/// act, a thousand times over, and what waiting is for is tested in `faults.rs` on its own.
fn quick() -> &'static Path {
    static PLACE: OnceLock<PathBuf> = OnceLock::new();
    PLACE.get_or_init(|| {
        let memory = Path::new("/dev/shm");
        let told = Command::new("df").args(["-Pk"]).arg(memory).output();
        let told = told.map(|told| String::from_utf8_lossy(&told.stdout).into_owned()).unwrap_or_default();
        let free = told.lines().nth(1).and_then(|line| line.split_whitespace().nth(3)?.parse::<u64>().ok());
        let roomy = free.is_some_and(|kilobytes| kilobytes > 1_000_000);
        if roomy { memory.to_owned() } else { std::env::temp_dir() }
    })
}

impl Sandbox {
    /// The folder in a state of `wxops demo --until`. Each state is made once and copied.
    pub(crate) fn at(state: &str) -> Sandbox {
        static MADE: Mutex<BTreeMap<String, Sandbox>> = Mutex::new(BTreeMap::new());
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        made.entry(state.to_owned()).or_insert_with(|| Sandbox::made(state)).copy()
    }

    /// The same sandbox where those lie that are made once and copied.
    pub(crate) fn kept(self, name: &str) -> Sandbox {
        let place = Sandbox::keep(name);
        copy_folder(&self.place, &place);
        Sandbox { place, _temp: None, now: self.now.clone() }
    }

    fn made(state: &str) -> Sandbox {
        let place = Sandbox::keep(state);
        let sandbox = Sandbox { place, _temp: None, now: NOW.into() };
        let mut command = sandbox.command("lina", env!("CARGO_BIN_EXE_wxops"));
        command.current_dir(&sandbox.place).args(["demo", "--until", state, "f"]);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        sandbox
    }

    /// A place for a sandbox that is made once.
    fn keep(name: &str) -> PathBuf {
        // Outside the checkout, which is a repository itself. It is not dropped when the tests end, and goes an
        // hour later.
        let kept = std::env::temp_dir().join("wxops-tests");
        fs::create_dir_all(&kept).unwrap();
        for old in fs::read_dir(&kept).into_iter().flatten().flatten() {
            let age = old.metadata().and_then(|found| found.modified()).map(|time| time.elapsed());
            if age.is_ok_and(|age| age.is_ok_and(|age| age.as_secs() > 3600)) {
                let _ = fs::remove_dir_all(old.path());
            }
        }
        let place = kept.join(format!("{}-{}-{name}", env!("CARGO_CRATE_NAME"), std::process::id()));
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(&place).unwrap();
        place
    }

    fn fresh() -> Sandbox {
        let temp = tempfile::tempdir_in(quick()).unwrap();
        Sandbox { place: temp.path().to_owned(), _temp: Some(temp), now: NOW.into() }
    }

    /// An empty folder that is no repository.
    pub(crate) fn empty() -> Sandbox {
        let sandbox = Sandbox::fresh();
        fs::create_dir(sandbox.root()).unwrap();
        sandbox
    }

    /// The same folder once more.
    pub(crate) fn copy(&self) -> Sandbox {
        let copy = Sandbox { now: self.now.clone(), ..Sandbox::fresh() };
        copy_folder(&self.root(), &copy.root());
        if self.outside("keys").is_dir() {
            copy_folder(&self.outside("keys"), &copy.outside("keys"));
        }
        copy
    }

    /// Gives the folder an upstream: a bare repository beside it.
    pub(crate) fn shared(self) -> Sandbox {
        let url = self.outside("r.git");
        let url = url.to_str().unwrap();
        self.git(&["init", "-q", "--bare", "-b", "main", url]);
        self.git(&["remote", "add", "origin", url]);
        self.git(&["push", "-q", "-u", "origin", "main"]);
        self
    }

    /// Another clone of that repository, for another person's computer.
    pub(crate) fn cloned(&self) -> Sandbox {
        let clone = Sandbox { now: self.now.clone(), ..Sandbox::fresh() };
        let (url, root) = (self.outside("r.git"), clone.root());
        self.git(&["clone", "-q", url.to_str().unwrap(), root.to_str().unwrap()]);
        if self.outside("keys").is_dir() {
            copy_folder(&self.outside("keys"), &clone.outside("keys"));
        }
        clone
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.place.join("f")
    }

    /// Beside the folder: where nothing may ever be written.
    pub(crate) fn outside(&self, name: &str) -> PathBuf {
        self.place.join(name)
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        fs::read(self.path(path)).unwrap()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        String::from_utf8(self.bytes(path)).unwrap()
    }

    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let place = self.path(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
    }

    /// Edits a text file.
    pub(crate) fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "`{from}` is not in {path}:\n{text}");
        self.write(path, text.replace(from, to));
    }

    /// A program in the folder, typed by a person whose address is at example.com; nothing of the person who
    /// runs the tests reaches it.
    pub(crate) fn command(&self, who: &str, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().stdin(Stdio::null());
        for name in ["PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR"] {
            command.envs(std::env::var_os(name).map(|value| (name, value)));
        }
        for role in ["AUTHOR", "COMMITTER"] {
            command.env(format!("GIT_{role}_NAME"), who);
            command.env(format!("GIT_{role}_EMAIL"), format!("{who}@example.com"));
            command.env(format!("GIT_{role}_DATE"), &self.now);
        }
        let null = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command.env("GIT_CONFIG_GLOBAL", null).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true");
        let key = self.outside("keys").join(who);
        if key.is_file() {
            let file = key.to_str().unwrap();
            for (n, (name, value)) in [("gpg.format", "ssh"), ("user.signingkey", file)].iter().enumerate() {
                command.env(format!("GIT_CONFIG_KEY_{n}"), name).env(format!("GIT_CONFIG_VALUE_{n}"), value);
            }
            command.env("GIT_CONFIG_COUNT", "2");
        }
        command.env("HOME", &self.place).env("WXOPS_NOW", &self.now).env("WXOPS_LANG", "en");
        if self.root().is_dir() {
            command.current_dir(self.root());
        }
        command
    }

    /// The program, typed by a person: `'` holds words together.
    pub(crate) fn types(&self, who: &str, line: &str) -> Said {
        said(self.command(who, env!("CARGO_BIN_EXE_wxops")).args(words(line)).output().unwrap())
    }

    /// The same, and it works.
    pub(crate) fn does(&self, who: &str, line: &str) -> Said {
        let done = self.types(who, line);
        assert_eq!(done.exit, 0, "{who}: wxops {line}: {done:?}");
        done
    }

    /// Plain git, and it works.
    pub(crate) fn git(&self, words: &[&str]) -> String {
        let done = self.command("zhaolei", "git").args(words).output().unwrap();
        let told = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "git {words:?}: {told}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// Everything in the working copy, as somebody without wxops commits it.
    pub(crate) fn commit_all(&self, message: &str) {
        self.git(&["add", "-A", "-f"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    pub(crate) fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    /// What a refused command must leave as it is.
    pub(crate) fn seen(&self) -> Seen {
        let asked = |words: &[&str]| {
            let done = self.command("zhaolei", "git").args(words).output().unwrap();
            String::from_utf8_lossy(&done.stdout).into_owned()
        };
        let mut files = BTreeMap::new();
        gather(&self.place, "", &mut files);
        Seen { head: asked(&["rev-parse", "HEAD"]), status: asked(&["status", "--porcelain"]), files }
    }

    /// Types a command that must be refused, in both languages, and checks that each says something and what
    /// the way out is (`help`, in English; empty where there is nothing to type), and that nothing changed.
    pub(crate) fn refuses(&self, who: &str, line: &str, refusal: (i32, &str, &str)) {
        let wrong = self.wrong(who, line, refusal);
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// The same for many rows, all of them tried before anything is said.
    pub(crate) fn refuses_all(&self, rows: &[(&str, &str, (i32, &str, &str))]) {
        let wrong: Vec<String> =
            rows.iter().flat_map(|(who, line, row)| self.wrong(who, line, *row)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    fn wrong(&self, who: &str, line: &str, (exit, code, help): (i32, &str, &str)) -> Vec<String> {
        let before = self.seen();
        let [en, zh] = ["en", "zh"].map(|lang| self.types(who, &format!("--json --lang {lang} {line}")));
        let mut wrong = Vec::new();
        let mut check = |fine: bool, what: &str| {
            if !fine {
                wrong.push(format!("{who}: wxops {line}\n  {what}: {exit} {code} {help}\n  {en:?}"));
            }
        };
        let words =
            |said: &Said, key: &str| said.json()["error"][key].as_str().unwrap_or_default().to_owned();
        check((en.exit, en.code().as_str()) == (exit, code), "exit and code");
        check((en.exit, en.code()) == (zh.exit, zh.code()), "one outcome in both languages");
        check(!words(&en, "message").is_empty(), "an English sentence");
        check(words(&zh, "message").chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "a Chinese one");
        check(words(&en, "help").contains(help), "a way out");
        check(
            words(&en, "help").is_empty() == words(&zh, "help").is_empty(),
            "one way out in both languages",
        );
        check(!help.is_empty() || words(&en, "help").is_empty(), "no way out");
        check(before == self.seen(), "nothing changed");
        wrong
    }

    /// What `verify` refuses: codes, sorted; nothing if everything is proved.
    pub(crate) fn refusals(&self) -> Vec<String> {
        let said = self.types("chenjing", "verify --json");
        let document = said.json();
        let mut codes: Vec<String> = document["refusals"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|refusal| refusal["code"].as_str().unwrap_or_default().to_owned())
            .collect();
        codes.extend(document["error"]["code"].as_str().map(str::to_owned));
        codes.sort();
        let unusable = document["error"].is_object();
        assert_eq!(said.exit, if unusable { 3 } else { i32::from(!codes.is_empty()) }, "{said:?}");
        codes
    }

    /// The article's folder of records.
    pub(crate) fn records(&self) -> String {
        let listed = self.git(&["ls-files", ".wxops/records"]);
        let first = listed.lines().next().unwrap();
        first.rsplit_once('/').unwrap().0.to_owned()
    }

    /// The path of the only record of an act.
    pub(crate) fn record(&self, action: &str) -> String {
        let listed = self.git(&["ls-files", ".wxops/records"]);
        let of = |path: &&str| {
            let name = path.rsplit('/').next().unwrap_or_default();
            name.strip_prefix(action).is_some_and(|rest| rest.len() == 22)
        };
        let found: Vec<&str> = listed.lines().filter(of).collect();
        assert_eq!(found.len(), 1, "{action}: {listed}");
        found[0].to_owned()
    }

    /// git finds nothing wrong, nothing is uncommitted, no lock is left, everything is proved.
    pub(crate) fn is_sound(&self) {
        self.git(&["fsck", "--strict"]);
        assert_eq!(self.git(&["status", "--porcelain"]), "");
        assert_eq!(self.refusals(), [""; 0]);
        let mut files = BTreeMap::new();
        gather(&self.path(".git"), "", &mut files);
        let left = |name: &&String| {
            let last = name.rsplit('/').next().unwrap_or_default();
            !matches!(last, "wxops.lock" | "wxops-journal.old" | "wxops-index.old")
                && (Path::new(last).extension().is_some_and(|end| end == "lock")
                    || last.starts_with("wxops-"))
        };
        assert_eq!(files.keys().find(left), None);
    }
}

pub(crate) fn said(done: Output) -> Said {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Said { exit: done.status.code().unwrap_or(-1), stdout: text(done.stdout), stderr: text(done.stderr) }
}

/// A command line as a shell splits it: single quotes hold words together.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted, mut begun) = (vec![String::new()], false, false);
    for c in line.chars() {
        match (c, quoted) {
            ('\'', _) => (quoted, begun) = (!quoted, true),
            (' ', false) => {
                if begun || !words.last().unwrap().is_empty() {
                    words.push(String::new());
                }
                begun = false;
            }
            (c, _) => words.last_mut().unwrap().push(c),
        }
    }
    if !begun && words.last().unwrap().is_empty() {
        words.pop();
    }
    words
}

/// All files below a folder but git's own: path → kind and bytes. Links are not followed.
fn gather(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let kind = entry.file_type().unwrap();
        if kind.is_symlink() {
            let to = fs::read_link(entry.path()).unwrap();
            files.insert(name, format!("link to {}", to.display()).into_bytes());
        } else if kind.is_dir() && entry.file_name() != ".git" {
            gather(&entry.path(), &format!("{name}/"), files);
        } else if kind.is_file() {
            files.insert(name, fs::read(entry.path()).unwrap());
        }
    }
}

/// Copies a folder with everything in it.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let (kind, to) = (entry.file_type().unwrap(), to.join(entry.file_name()));
        if kind.is_dir() {
            copy_folder(&entry.path(), &to);
        } else {
            // Times stay, so that git need not look into the files again.
            fs::copy(entry.path(), &to).unwrap();
            let modified = entry.metadata().unwrap().modified().unwrap();
            let opened = fs::OpenOptions::new().write(true).open(&to);
            opened.and_then(|file| file.set_modified(modified)).unwrap();
        }
    }
}
