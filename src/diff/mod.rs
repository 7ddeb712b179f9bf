//! What changed between two texts of an article: its file line by line and word by word, the other files whole.

mod hidden;
mod lines;
mod pairs;
mod rows;
mod words;

pub use lines::{Hunk, Line, Part, Sign, hunks};
pub use rows::{Piece, Row, shortened};
pub use words::changes;

use crate::article::{
    Article, INDEX,
    bundle::{Bundle, BundleFile},
    front_matter::Table,
};

/// One file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Path inside the bundle
    pub path: String,
    /// Its bytes before; nothing for a new file
    pub before: Option<usize>,
    /// Its bytes now; nothing for a file that went
    pub after: Option<usize>,
    /// For `index.md`: the lines that differ, with some around them
    pub hunks: Vec<Hunk>,
}

impl FileChange {
    /// `added`, `removed` or `changed`.
    pub fn kind(&self) -> &'static str {
        match (self.before, self.after) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        }
    }
}

/// Compares two bundles. What wxops writes into the front matter is no change of the text, and leaks are covered.
pub fn compare(old: &Bundle, new: &Bundle) -> Vec<FileChange> {
    let (before, after) = (old.index.file_digest(), new.index.file_digest());
    let mut changes = Vec::new();
    if before != after {
        let (lines_before, lines_after) = (kept(&old.index), kept(&new.index));
        let mut hunks = hunks(&lines_before, &lines_after);
        hidden::cover(&mut hunks, old.index.text(), new.index.text());
        let (before, after) = (Some(before.length), Some(after.length));
        changes.push(FileChange { path: INDEX.into(), before, after, hunks });
    }
    let find = |bundle: &Bundle, path: &str| -> Option<BundleFile> {
        bundle.others.iter().find(|file| file.digest.path == path).cloned()
    };
    let mut paths: Vec<&String> =
        old.others.iter().chain(&new.others).map(|file| &file.digest.path).collect();
    paths.sort();
    paths.dedup();
    for path in paths {
        let (before, after) = (find(old, path), find(new, path));
        if before != after {
            let length = |file: Option<BundleFile>| file.map(|file| file.digest.length);
            let (before, after) = (length(before), length(after));
            changes.push(FileChange { path: path.clone(), before, after, hunks: vec![] });
        }
    }
    changes
}

/// The lines of the file without wxops' own table, each with its number in the file.
fn kept(article: &Article) -> Vec<(usize, &str)> {
    let cut = match &article.front.table {
        Table::Read(_, cut) => cut.clone(),
        _ => 0..0,
    };
    let mut at = 0;
    let lines = article.text().split_inclusive('\n').enumerate().filter_map(|(n, line)| {
        let here = at;
        at += line.len();
        (!cut.contains(&here)).then_some((n + 1, line))
    });
    lines.collect()
}
