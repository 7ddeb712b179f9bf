//! Plays the journeys: pages that show a command at work, as an editor reads them.
//!
//! Each page of `tests/journeys/` begins in a folder of its own, empty, outside the checkout. In a page count
//!
//! * ` ```console ` blocks. `王芳 $ wxops approve x2` is typed by 王芳; below it stand `? 4` if it ends with
//!   exit code 4, and everything that is said. `# 2026-11-27 12:00` moves the clock, which goes on by a minute
//!   a command. `git`, `cat`, `cp` and `rm` are there too. Everybody has an SSH key, `../keys/NAME`.
//! * ` ```markdown FILE ` blocks: an editor saves that file; the `[wxops]` table that was in it stays.
//! * ` ```diff FILE ` blocks: an editor changes those lines of it.
//!
//! `page.en.md` is played in English, every other page in Chinese. `[..]` stands for any words in a line and
//! `...` for any lines. `SNAPSHOTS=overwrite cargo test --test journeys` writes what is said into the pages;
//! `JOURNEY=submit` in front plays only pages with that in their name.

#![allow(clippy::disallowed_methods, reason = "a test looks at the checkout and starts the program")]
#![allow(clippy::unwrap_used, reason = "a page that cannot be played has failed")]

mod sandbox;

use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, TimeZone as _};
use rayon::prelude::*;
use snapbox::{Assert, Data, IntoData as _, Redactions};
use ssh_key::{LineEnding, PrivateKey, private::Ed25519Keypair};
use std::{
    fmt::Write as _,
    fs,
    io::Read as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

#[test]
fn each_page_is_played_as_it_is_written() {
    let mut pages: Vec<PathBuf> =
        fs::read_dir("tests/journeys").unwrap().map(|page| page.unwrap().path()).collect();
    let wanted = std::env::var("JOURNEY").unwrap_or_default();
    pages.retain(|page| page.file_name().unwrap().to_string_lossy().contains(&wanted));
    pages.sort();
    assert!(!pages.is_empty(), "no page is played");
    let signs = |page: &PathBuf| {
        let text = fs::read_to_string(page).unwrap();
        ["team level signed", "ssh-keygen"].iter().any(|word| text.contains(word))
    };
    if pages.iter().any(signs) && !sandbox::keys::ssh_is_there() {
        pages.retain(|page| !signs(page));
    }
    // Most of the time is waiting for the disk, so there are more players than cores.
    let players = rayon::ThreadPoolBuilder::new().num_threads(12).build().unwrap();
    let wrong: Vec<String> =
        players.install(|| pages.par_iter().filter_map(|page| play(page).err()).collect());
    assert!(
        wrong.is_empty(),
        "{}\n{} of {} pages are told otherwise. If they are right now, let them be written: \
         `SNAPSHOTS=overwrite cargo test --test journeys`",
        wrong.join("\n"),
        wrong.len(),
        pages.len()
    );
}

/// Plays a page and compares it with what happened.
fn play(page: &Path) -> Result<(), String> {
    let written = Data::read_from(page, None);
    let text = written.render().unwrap();
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().canonicalize().unwrap().join("gongzhonghao");
    fs::create_dir(&folder).unwrap();
    fs::copy("src/commands/demo/content/x2-cover.png", place.path().join("cover.png")).unwrap();
    fs::copy("tests/pictures/group.jpg", place.path().join("group.jpg")).unwrap();
    give_keys(&place.path().canonicalize().unwrap().join("keys"));
    let english = page.to_string_lossy().ends_with(".en.md");
    let mut desk = Desk {
        folder: folder.clone(),
        language: if english { "en" } else { "zh" },
        now: time("2026-11-25 10:30"),
    };
    let played = desk.plays(&text).map_err(|line| format!("{}: cannot be played: {line}", page.display()))?;
    let mut names = Redactions::new();
    names.insert("[CWD]", folder).unwrap();
    names.insert("[KEYS]", place.path().canonicalize().unwrap().join("keys")).unwrap();
    let seconds = regex::Regex::new("(?:用时|in) (?<redacted>[0-9]+[.][0-9]{2}) (?:秒|seconds)").unwrap();
    names.insert("[SECONDS]", seconds).unwrap();
    let git = regex::Regex::new(
        "(?m)(?:^(?:正常|ok) +git +|\"message\": \")(?<redacted>[0-9]+[.][0-9]+[.][0-9][^\"\\s]*)",
    )
    .unwrap();
    names.insert("[GIT]", git).unwrap();
    let compare = Assert::new().action_env("SNAPSHOTS").redact_with(names).normalize_paths(false);
    let name = page.display();
    compare.try_eq(Some(&name), played.into_data(), written).map_err(|error| error.to_string())
}

/// Everybody has a key, which git signs with: `../keys/wangfang`, the public one `../keys/wangfang.pub`. They are the
/// same in every page.
fn give_keys(folder: &Path) {
    fs::create_dir(folder).unwrap();
    for (n, (_, who)) in PEOPLE.iter().enumerate() {
        let pair = Ed25519Keypair::from_seed(&[u8::try_from(n).unwrap() + 1; 32]);
        let key = PrivateKey::new(pair.into(), *who).unwrap();
        fs::write(folder.join(who), key.to_openssh(LineEnding::LF).unwrap().as_bytes()).unwrap();
        fs::write(folder.join(format!("{who}.pub")), key.public_key().to_openssh().unwrap()).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _; // `ssh-keygen` reads no key that others can read
            fs::set_permissions(folder.join(who), fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

/// Where a page is played.
struct Desk {
    folder: PathBuf,
    language: &'static str,
    now: DateTime<FixedOffset>,
}

/// What may stand in front of `$`: the name, and the mail box at example.com.
const PEOPLE: [(&str, &str); 6] = [
    ("李娜", "lina"),
    ("王芳", "wangfang"),
    ("张明", "zhangming"),
    ("陈静", "chenjing"),
    ("赵磊", "zhaolei"),
    ("孙悦", "sunyue"),
];

impl Desk {
    /// The page with what was really said; or the line that means nothing.
    fn plays(&mut self, page: &str) -> Result<String, String> {
        let mut played = String::new();
        let mut lines = page.lines().peekable();
        while let Some(line) = lines.next() {
            played.push_str(line);
            played.push('\n');
            let Some((kind, file)) =
                line.strip_prefix("```").map(|info| info.split_once(' ').unwrap_or((info, "")))
            else {
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match kind {
                "console" => played.push_str(&self.transcript(&block)?),
                _ => {
                    if !file.is_empty() {
                        save(kind, &self.folder.join(file), &block)?;
                    }
                    played.extend(block.iter().flat_map(|line| [line, "\n"]));
                }
            }
            played.push_str("```\n");
        }
        Ok(played)
    }

    /// Plays the commands of a block; what was written below them is not looked at.
    fn transcript(&mut self, block: &[&str]) -> Result<String, String> {
        let mut played = String::new();
        for line in block {
            if let Some(at) =
                line.strip_prefix("# ").filter(|at| NaiveDateTime::parse_from_str(at, TIME).is_ok())
            {
                self.now = time(at);
            } else if let Some((person, command)) = prompt(line) {
                let (exit, said) = self.types(person, command)?;
                if !played.is_empty() {
                    played.push('\n');
                }
                let _ = writeln!(played, "{line}");
                if exit != 0 {
                    let _ = writeln!(played, "? {exit}");
                }
                played.push_str(said.trim_end());
                played.truncate(played.trim_end().len());
                played.push('\n');
                self.now += TimeDelta::minutes(1);
                continue;
            } else {
                continue;
            }
            if !played.is_empty() {
                played.push('\n');
            }
            let _ = writeln!(played, "{line}");
        }
        Ok(played)
    }

    fn types(&self, person: &str, line: &str) -> Result<(i32, String), String> {
        let words = words(line);
        let (_, mail) = PEOPLE.iter().find(|(name, _)| *name == person).unwrap();
        let place = |n: usize| words.get(n).map(|word| self.folder.join(word)).ok_or_else(|| line.to_owned());
        let program = match words[0].as_str() {
            "cat" => return fs::read_to_string(place(1)?).map(|text| (0, text)).map_err(|_| line.to_owned()),
            "cp" => {
                return fs::copy(place(1)?, place(2)?)
                    .map(|_| (0, String::new()))
                    .map_err(|_| line.to_owned());
            }
            "rm" => {
                return fs::remove_file(place(1)?).map(|()| (0, String::new())).map_err(|_| line.to_owned());
            }
            "wxops" => env!("CARGO_BIN_EXE_wxops"),
            "git" => "git",
            _ => return Err(line.to_owned()),
        };
        let mut command = Command::new(program);
        for name in std::env::vars_os().map(|(name, _)| name) {
            if name.to_string_lossy().starts_with("GIT_") || name.to_string_lossy().starts_with("WXOPS_") {
                command.env_remove(name);
            }
        }
        let home = self.folder.parent().unwrap();
        for name in ["HOME", "USERPROFILE", "XDG_CONFIG_HOME"] {
            command.env(name, home);
        }
        let now = self.now.to_rfc3339();
        for role in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{role}_NAME"), person)
                .env(format!("GIT_{role}_EMAIL"), format!("{mail}@example.com"))
                .env(format!("GIT_{role}_DATE"), &now);
        }
        // Hooks of git find the program as people do.
        let path = std::env::var_os("PATH").unwrap_or_default();
        let bin = Path::new(env!("CARGO_BIN_EXE_wxops")).parent().unwrap().to_owned();
        command.env(
            "PATH",
            std::env::join_paths([bin].into_iter().chain(std::env::split_paths(&path))).unwrap(),
        );
        let key = home.join("keys").join(mail);
        command
            .env("GIT_CONFIG_COUNT", "2")
            .env("GIT_CONFIG_KEY_0", "gpg.format")
            .env("GIT_CONFIG_VALUE_0", "ssh");
        command.env("GIT_CONFIG_KEY_1", "user.signingkey").env("GIT_CONFIG_VALUE_1", key);
        let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
        command.env("GIT_CONFIG_GLOBAL", nothing).env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_EDITOR", "true");
        command.env("WXOPS_NOW", now).env("WXOPS_LANG", self.language).env("LC_ALL", "C.UTF-8");
        // One pipe for both, so that everything is read in the order in which it was said.
        let (mut reader, writer) = std::io::pipe().unwrap();
        command.stdout(writer.try_clone().unwrap()).stderr(writer).stdin(Stdio::null());
        let mut child =
            command.args(&words[1..]).current_dir(&self.folder).spawn().map_err(|error| error.to_string())?;
        drop(command);
        let mut said = String::new();
        reader.read_to_string(&mut said).map_err(|error| error.to_string())?;
        // git fills up what a server says with blanks.
        said = said
            .lines()
            .map(|line| if line.starts_with("remote:") { line.trim_end() } else { line }.to_owned() + "\n")
            .collect();
        Ok((child.wait().unwrap().code().unwrap_or(-1), said))
    }
}

/// An editor saves a file, or changes lines of it.
fn save(kind: &str, path: &Path, block: &[&str]) -> Result<(), String> {
    let all = |marks: [char; 2]| -> String {
        let lines = block.iter().filter(|line| line.starts_with(marks));
        lines.flat_map(|line| [&line[1..], "\n"]).collect()
    };
    let text = if kind == "diff" {
        let before = fs::read_to_string(path).map_err(|_| path.display().to_string())?;
        let (old, new) = (all([' ', '-']), all([' ', '+']));
        if old.is_empty() {
            before + &new
        } else if before.contains(&old) {
            before.replacen(&old, &new, 1)
        } else {
            return Err(format!("{} does not hold:\n{old}", path.display()));
        }
    } else {
        let text: String = block.iter().flat_map(|line| [line, "\n"]).collect();
        let before = fs::read_to_string(path).unwrap_or_default();
        match before.split_once("\n[wxops]\n").and_then(|(_, rest)| rest.split_once("+++\n")) {
            Some((table, _)) => text.replacen("\n+++\n", &format!("\n\n[wxops]\n{table}+++\n"), 1),
            None => text,
        }
    };
    fs::create_dir_all(path.parent().unwrap()).map_err(|error| error.to_string())?;
    fs::write(path, text).map_err(|error| error.to_string())
}

const TIME: &str = "%Y-%m-%d %H:%M";

fn time(words: &str) -> DateTime<FixedOffset> {
    let time = NaiveDateTime::parse_from_str(words, TIME).unwrap();
    FixedOffset::east_opt(8 * 3600).unwrap().from_local_datetime(&time).unwrap()
}

/// Who types what, if the line is a command.
fn prompt(line: &str) -> Option<(&str, &str)> {
    line.split_once(" $ ").filter(|(person, _)| PEOPLE.iter().any(|(name, _)| name == person))
}

/// A command line as a shell splits it: single quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match (c, quoted) {
            ('\'', _) => quoted = !quoted,
            (' ', false) => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}
