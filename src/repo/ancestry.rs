//! The commits behind a commit, as their own bytes name them: no graft and no shallow boundary is taken for a beginning.

use std::collections::{BinaryHeap, HashSet};

use git2::{ObjectType, Oid};

use crate::{
    refusal::{Refusal, Result},
    say,
};

use super::{CommitId, Repo, broken, kind::incomplete, oid};

/// A commit, as far as a proof looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ancestor {
    /// Its id
    pub id: CommitId,
    /// Those it followed
    pub parents: Vec<CommitId>,
}

impl Repo {
    /// Refuses unless `base` is `head` or one of its ancestors. Where history ends before that is known, it is not known.
    pub fn descends(&self, head: &CommitId, base: &CommitId) -> Result<()> {
        let goal = oid(&base.0)?;
        let (mut cut, mut known) = (false, HashSet::new());
        // By the dates that commits claim: only so that the way is short where they are right.
        let mut waiting = BinaryHeap::from([(i64::MAX, oid(&head.0)?)]);
        while let Some((_, id)) = waiting.pop() {
            if id == goal {
                return Ok(());
            }
            if !known.insert(id) {
                continue;
            }
            match self.header(id)? {
                None => cut = true,
                Some(header) => {
                    waiting.extend(header.parents.into_iter().map(|parent| (header.time, parent)));
                }
            }
        }
        let (base, head) = (base.short(), head.short());
        Err(if cut {
            incomplete(say!(
                "历史不全，看不出 {base} 在不在 {head} 里",
                "history is incomplete: whether {base} is in {head} cannot be told"
            ))
        } else {
            Refusal::unusable(
                "base_not_in_head",
                say!("{head} 里没有 {base}：这不是它的后续", "{base} is not in {head}, so there is no range"),
            )
            .help(say!(
                "先把目标分支并进来（`git merge`），或核验平台的合并提交：`wxops verify --base HEAD^1`",
                "merge the target branch first (`git merge`), or prove the merge commit of the platform: `wxops verify --base HEAD^1`"
            ))
        })
    }

    /// A commit and all behind it, each once and after those it followed. Nothing may be missing.
    pub fn ancestors(&self, head: &CommitId) -> Result<Vec<Ancestor>> {
        let (mut known, mut all) = (HashSet::new(), Vec::new());
        let mut waiting = vec![Step::Open(oid(&head.0)?)];
        while let Some(step) = waiting.pop() {
            let id = match step {
                Step::Open(id) if known.insert(id) => id,
                Step::Open(_) => continue,
                Step::Close(ancestor) => {
                    all.push(ancestor);
                    continue;
                }
            };
            let Some(header) = self.header(id)? else {
                return Err(incomplete(say!(
                    "历史不全：缺少提交 {id}",
                    "history is incomplete: commit {id} is missing"
                )));
            };
            let parents = header.parents.iter().map(|parent| CommitId(parent.to_string())).collect();
            waiting.push(Step::Close(Ancestor { id: CommitId(id.to_string()), parents }));
            waiting.extend(header.parents.into_iter().map(Step::Open));
        }
        Ok(all)
    }

    /// What a commit's bytes say of its parents; nothing if it is not there.
    fn header(&self, id: Oid) -> Result<Option<Header>> {
        let odb = self.inner.odb().map_err(|error| broken(&error))?;
        if !odb.exists(id) {
            return Ok(None);
        }
        let object = odb.read(id).map_err(|error| broken(&error))?;
        self.count();
        let mut header = Header { parents: vec![], time: 0 };
        let lines = object.data().split(|byte| *byte == b'\n').take_while(|line| !line.is_empty());
        for line in lines.filter(|_| object.kind() == ObjectType::Commit) {
            let line = String::from_utf8_lossy(line);
            match line.split_once(' ') {
                Some(("parent", parent)) => header.parents.push(oid(parent)?),
                Some(("committer", who)) => {
                    let time = who.rsplit(' ').nth(1).and_then(|time| time.parse().ok());
                    header.time = time.unwrap_or_default();
                }
                _ => {}
            }
        }
        Ok(Some(header))
    }
}

struct Header {
    parents: Vec<Oid>,
    time: i64,
}

/// On the way back: a commit that is to be looked at, or one of which all parents were.
enum Step {
    Open(Oid),
    Close(Ancestor),
}
