//! What an act will change, as a value: `commit/` carries it out, `--dry-run` shows it.

use crate::article::bundle::BlobId;

/// The changes of one act. Nothing has been written when a plan exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Files that change, each path once
    pub edits: Vec<Edit>,
    /// The commit's message: a subject of fixed English words and identifiers, then trailers
    pub message: String,
}

impl Plan {
    /// The plans of acts on several articles as one; nothing where there are none. The subject names them all:
    /// `publish: dongji-xinpin, gongyi-zhoubao`.
    pub fn of_all<'p>(plans: impl Iterator<Item = &'p Plan>) -> Option<Plan> {
        let mut all: Option<Plan> = None;
        for plan in plans {
            let Some(one) = &mut all else {
                all = Some(plan.clone());
                continue;
            };
            one.edits.extend(plan.edits.iter().cloned());
            let (subject, trailers) = one.message.split_once('\n').unwrap_or((&one.message, ""));
            let (other, more) = plan.message.split_once('\n').unwrap_or((&plan.message, ""));
            let slug = other.split_once(": ").map_or(other, |(_, slug)| slug);
            one.message = format!("{subject}, {slug}\n{trailers}{}", more.trim_start_matches('\n'));
        }
        all
    }
}

/// One file that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Path from the root of the folder, with `/`
    pub path: String,
    /// What the commit will hold there
    pub content: Content,
    /// What lay in the working copy when the act was decided; if something else lies there later, it is
    /// somebody's newer work and stays
    pub seen: Option<BlobId>,
    /// What the working copy will hold
    pub working: Working,
}

/// What a commit holds at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// These bytes
    Bytes(Vec<u8>),
    /// A blob that the repository already has (a file that only moves)
    Blob(BlobId),
    /// The bytes of the file at this path in the working copy, which must still be this blob
    File(BlobId),
    /// Nothing: the path goes
    Gone,
}

/// What the working copy holds at a path after the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Working {
    /// The same as the commit
    Same,
    /// These bytes: the person's own unfinished text, which stays a change that is not committed
    Keep(Vec<u8>),
    /// Whatever lies there now, untouched
    Leave,
}
