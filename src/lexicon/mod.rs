//! The word lists: what an editor looks out for, as files a person can edit, and how their words are found.
//!
//! The shipped lists lie beside this file. A row is a word, or a pattern with words at its beginning, and what to
//! write instead; it may have exceptions, longer words in which it is right (`究竟品质` holds `竟品`). How sure a
//! list is of a row was measured: [`Sure`]. All words of all lists are found in one pass: [`find`]. A company's own
//! lists are [`company`].

pub mod characters;
pub mod company;
pub mod machine;
mod matcher;
mod pattern;
pub mod promotion;
mod read;
mod vocabulary;

#[cfg(test)]
mod tests;

pub use matcher::{Hit, find};
pub use read::brands;

/// What is wrong with the words of a list; each has its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Miswritten words and idioms
    Wrong,
    /// Words of which another form is recommended
    Variant,
    /// Words that the Advertising Law forbids or that need proof
    Absolute,
    /// Internet slang
    Slang,
    /// Words that say nothing, or the same twice
    Filler,
    /// Rewards for sharing
    Inducement,
    /// Words that tell a figure as a finding
    Claim,
    /// What makes texts and pictures
    Maker,
}

/// How sure a list is that a row is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// `A`: in any article
    Always,
    /// `B`: with its exceptions; a filler: where it is frequent
    Mostly,
    /// `C`: seldom; an absolute term: in advertising
    Seldom,
}

/// A row of a shipped list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The list
    pub list: List,
    /// The word, or the pattern
    pub word: &'static str,
    /// Whether it is a pattern (a regular expression)
    pub is_pattern: bool,
    /// What to write instead, or what to do
    pub advice: &'static str,
    /// What kind of fault it is, in the list's own words
    pub class: &'static str,
    /// How sure the list is
    pub sure: Sure,
    /// Whether the law itself names it
    pub is_severe: bool,
    /// Longer words in which it is right
    pub exceptions: Vec<&'static str>,
}
