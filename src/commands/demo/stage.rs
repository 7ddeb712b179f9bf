//! Where it is played: a folder, a clock that the story moves on, and commands that are shown with their answers.

use std::path::PathBuf;

use serde_json::{Value, json};
use wxops::{
    refusal::{Refusal, Result},
    say,
    text::{Language, Text, escaped},
};

use super::{
    articles::{self, Draft},
    cast::Person,
    spawn::{self, Keyboard},
};
use crate::shell::output::Output;

/// The stage, with what was played on it.
pub(super) struct Stage {
    /// The content folder
    pub(super) folder: PathBuf,
    output: Output,
    quiet: bool,
    now: String,
    played: Vec<Value>,
}

impl Stage {
    /// A stage in a folder that is empty; a quiet one shows nothing.
    pub(super) fn new(folder: PathBuf, output: Output, quiet: bool) -> Stage {
        Stage { folder, output, quiet, now: String::new(), played: vec![] }
    }

    /// Moves the clock: `23 09:12` is that time on 23 November 2026.
    pub(super) fn at(&mut self, time: &str) -> &mut Self {
        let (day, clock) = time.split_once(' ').unwrap_or((time, "00:00"));
        self.now = format!("2026-11-{day}T{clock}:00+08:00");
        self
    }

    /// A person types a command, which works.
    pub(super) fn types(&mut self, person: &Person, line: &str) -> Result<()> {
        self.gets(0, person, line)
    }

    /// A person types a command, which ends with `exit`.
    pub(super) fn gets(&mut self, exit: i32, person: &Person, line: &str) -> Result<()> {
        let name = person.name;
        if !self.quiet {
            self.output.say(&Text::same(format!("\n{name} $ {line}")));
        }
        let (code, answer) = self.runs(person, &words(line))?;
        if !self.quiet {
            for line in answer.trim_end().lines() {
                self.output.page(escaped(&format!("  {line}")).trim_end());
            }
        }
        self.played.push(json!({ "person": name, "command": line, "exit": code }));
        if code == Some(exit) {
            return Ok(());
        }
        Err(Refusal::unusable(
            "demo_failed",
            say!("演示走不下去：`{line}`", "the demonstration cannot go on: `{line}`"),
        )
        .detail(Text::same(answer)))
    }

    /// Makes the folder ready, unseen.
    pub(super) fn prepares(&mut self, person: &Person, words: &[&str]) -> Result<()> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        self.runs(person, &words).map(drop)
    }

    fn runs(&self, person: &Person, words: &[String]) -> Result<(Option<i32>, String)> {
        let language = match self.output.language() {
            Language::Zh => "zh",
            Language::En => "en",
        };
        let home =
            if self.folder.join(".git").is_dir() { self.folder.join(".git") } else { self.folder.clone() };
        let keyboard = Keyboard { person, folder: &self.folder, home: &home, now: &self.now, language };
        let done = spawn::run(words, &keyboard)?;
        let answer = String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned();
        Ok((done.status.code(), answer))
    }

    /// The writer types a text into an article.
    pub(super) fn writes(&mut self, slug: &str, draft: &Draft) -> Result<()> {
        articles::type_in(&self.folder.join("articles").join(slug), draft)
    }

    /// Says what happens between two commands.
    pub(super) fn tells(&self, words: &Text) {
        if !self.quiet {
            self.output.say(&Text { zh: format!("\n# {}", words.zh), en: format!("\n# {}", words.en) });
        }
    }

    /// A line at the beginning or at the end.
    pub(super) fn says(&self, words: &Text) {
        self.output.say(words);
    }

    /// Everything that was typed, as a document.
    pub(super) fn document(&self, more: Value) {
        let mut answer = json!({ "path": self.folder.to_string_lossy(), "commands": self.played });
        if let (Value::Object(answer), Value::Object(more)) = (&mut answer, more) {
            answer.extend(more);
        }
        self.output.json(json!({ "demo": answer }));
    }
}

/// A command line as a shell splits it: single quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match (c, quoted, words.last_mut()) {
            ('\'', ..) => quoted = !quoted,
            (' ', false, _) => words.push(String::new()),
            (c, _, Some(word)) => word.push(c),
            _ => {}
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_as_a_shell_does() {
        assert_eq!(words("wxops new '零下 20 度' --slug x2"), ["wxops", "new", "零下 20 度", "--slug", "x2"]);
    }
}
