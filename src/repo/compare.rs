//! What differs between two trees. They are compared by hand, and where two ids are equal nothing is opened: libgit2's own
//! comparison expands everything.

use std::collections::BTreeMap;

use crate::{
    refusal::{Refusal, Result},
    say,
};

use super::{
    Entry, Kind, Snapshot,
    snapshot::{DEPTH, too_much},
};

/// Most differences that are looked at.
const LIMIT: usize = 200_000;

/// A path that two trees have otherwise, or only one of them has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where
    pub path: String,
    /// What lay there
    pub before: Option<Entry>,
    /// What lies there
    pub after: Option<Entry>,
}

/// Everything that differs below `folder`, the whole tree for an empty name. `floors` says how deep to look: a folder so far down is one difference, whatever
/// differs in it; without it, down to the files. Nothing before (`None`) is an empty tree.
pub fn changes(
    before: Option<&Snapshot<'_>>,
    after: &Snapshot<'_>,
    folder: &str,
    floors: Option<usize>,
) -> Result<Vec<Change>> {
    let mut found = Vec::new();
    let was = before.map(|before| before.entry(folder)).transpose()?.flatten();
    let both = Both { before: before.unwrap_or(after), after };
    both.compare(was, after.entry(folder)?, folder, floors.unwrap_or(DEPTH), &mut found)?;
    Ok(found)
}

struct Both<'a, 'r> {
    before: &'a Snapshot<'r>,
    after: &'a Snapshot<'r>,
}

impl Both<'_, '_> {
    fn compare(
        &self,
        was: Option<Entry>,
        is: Option<Entry>,
        path: &str,
        floors: usize,
        found: &mut Vec<Change>,
    ) -> Result<()> {
        if was == is {
            return Ok(());
        }
        let open = |entry: &Option<Entry>| {
            entry.clone().filter(|entry| entry.kind == Kind::Folder && floors > 0).map(|entry| entry.id)
        };
        let (inside_was, inside_is) = (open(&was), open(&is));
        let rest = Change {
            path: path.to_owned(),
            before: was.filter(|_| inside_was.is_none()),
            after: is.filter(|_| inside_is.is_none()),
        };
        if rest.before.is_some() || rest.after.is_some() {
            found.push(rest);
        }
        if found.len() > LIMIT {
            return Err(too_much("too_many_files", path, &LIMIT.to_string()));
        }
        let mut inside: BTreeMap<String, (Option<Entry>, Option<Entry>)> = BTreeMap::new();
        if let Some(id) = inside_was {
            for (name, entry) in self.before.level(&id, path)? {
                inside.entry(name).or_default().0 = Some(entry);
            }
        }
        if let Some(id) = inside_is {
            for (name, entry) in self.after.level(&id, path)? {
                let shown = below(path, &name);
                if inside.entry(name).or_default().1.replace(entry).is_some() {
                    return Err(twice(&shown)); // one of the two would be compared, and the other checked out
                }
            }
        }
        for (name, (was, is)) in inside {
            self.compare(was, is, &below(path, &name), floors - 1, found)?;
        }
        Ok(())
    }
}

/// The path of a name in a folder; the root has no name.
fn below(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// No git makes such a folder.
fn twice(path: &str) -> Refusal {
    let message = say!(
        "`{path}` 在一个文件夹里出现了两次，这样的提交是伪造的",
        "`{path}` stands twice in its folder; such a commit is forged"
    );
    Refusal::unusable("name_twice", message).at(path).help(say!(
        "不要并入它；看看哪里坏了：`git fsck`",
        "do not merge it; `git fsck` says what is damaged"
    ))
}
