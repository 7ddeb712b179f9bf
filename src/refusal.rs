//! What wxops answers when it will not or cannot: one sentence, the place, and what to type next.

use crate::text::Text;

/// The exit codes, the same for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, clean, or already done
    Done = 0,
    /// Findings, something late, or the proof refused
    Findings = 1,
    /// The command is written wrongly, or a name fits several things or none
    Usage = 2,
    /// The folder, the settings or a file cannot be used; nothing changed
    Unusable = 3,
    /// This person may not
    NotAllowed = 4,
    /// Not in a state for it, content changed, frozen, or somebody was faster
    NotNow = 5,
    /// Committed, but the working copy is behind (`wxops recover`)
    Behind = 6,
    /// Interrupted; nothing changed
    Interrupted = 130,
}

/// A refusal: nothing was changed (except with [`Exit::Behind`]), and this says why and what now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// A stable word for scripts, such as `own_article`
    pub code: &'static str,
    /// How the program ends
    pub exit: Exit,
    /// What is wrong, in one sentence without a full stop
    pub message: Text,
    /// More lines about it: a diff, the names that fit, a library's own words
    pub detail: Vec<Text>,
    /// What to do now, in the imperative, one thing a line; commands in backticks
    pub help: Vec<Text>,
    /// The file it is about, relative to the content folder
    pub path: Option<String>,
    /// The line in that file, from 1
    pub line: Option<usize>,
}

impl Refusal {
    /// A refusal with its code, exit and sentence.
    pub fn new(code: &'static str, exit: Exit, message: Text) -> Self {
        Refusal { code, exit, message, detail: Vec::new(), help: Vec::new(), path: None, line: None }
    }

    /// Exit 2: the command is written wrongly, or a name fits several things or none.
    pub fn usage(code: &'static str, message: Text) -> Self {
        Self::new(code, Exit::Usage, message)
    }

    /// Exit 3: the folder, the settings or a file cannot be used.
    pub fn unusable(code: &'static str, message: Text) -> Self {
        Self::new(code, Exit::Unusable, message)
    }

    /// Exit 4: this person may not.
    pub fn not_allowed(code: &'static str, message: Text) -> Self {
        Self::new(code, Exit::NotAllowed, message)
    }

    /// Exit 5: not in a state for it, or content changed.
    pub fn not_now(code: &'static str, message: Text) -> Self {
        Self::new(code, Exit::NotNow, message)
    }

    /// Exit 1: findings in the way, or the proof refused.
    pub fn findings(code: &'static str, message: Text) -> Self {
        Self::new(code, Exit::Findings, message)
    }

    /// Adds one thing to do now.
    #[must_use]
    pub fn help(mut self, help: Text) -> Self {
        self.help.push(help);
        self
    }

    /// Adds a line of detail.
    #[must_use]
    pub fn detail(mut self, line: Text) -> Self {
        self.detail.push(line);
        self
    }

    /// Names the file.
    #[must_use]
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Names the line in the file, from 1.
    #[must_use]
    pub fn line(mut self, line: usize) -> Self {
        self.line = Some(line);
        self
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message.en)
    }
}

impl std::error::Error for Refusal {}

/// What the library's fallible functions return.
pub type Result<T> = std::result::Result<T, Refusal>;
