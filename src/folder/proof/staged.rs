//! What the next commit would hold, judged before it is made, as the proof of a range would judge it afterwards. Only what it
//! changes has a say: what was wrong before is nobody's fault who commits something else.

use super::{Proof, Refused, Span, kept, touched::Differences};
use crate::{
    article::bundle::BlobId,
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::CommitId,
    say,
    workflow::{policy, team::TEAM},
};

impl ContentFolder {
    /// Judges the tree of a commit that is being made on `base`, and brings `merged` in if it is a merge. Nothing if there is no
    /// rule book, neither before nor after.
    pub fn judge_staged(
        &self,
        base: &CommitId,
        merged: Option<&CommitId>,
        tree: &BlobId,
        now: &dyn Fn(bool) -> Result<Moment>,
    ) -> Result<Vec<Refused>> {
        let (before, after) = (self.repo.snapshot(base)?, self.repo.tree(tree)?);
        let mut span = Span::between(base, before, &after)?;
        let same = |path: &str| Ok::<_, Refusal>(before.entry(path)? == after.entry(path)?);
        if let Some(merged) = merged {
            let other = self.repo.snapshot(merged)?;
            span.lost.extend(kept::lost(
                &Differences::between(&other, &after)?.files,
                merged,
                &other,
                &after,
            )?);
        }
        if span.is_empty() && span.lost.is_empty() && same(TEAM)? {
            return Ok(Vec::new());
        }
        let rules = same(TEAM)? && same(policy::FOLDER)?;
        let refusals = match Head::of(self, base.clone(), after) {
            Ok(head) => {
                let now = now(head.policy.is_sandbox())?;
                let Proof { refusals, .. } = self.prove_range(&span, &head, None, now)?;
                refusals
            }
            Err(refusal) if refusal.code == "history_incomplete" => return Err(refusal),
            Err(refusal) if refusal.code == "not_a_content_folder" => span.lost,
            Err(refusal) => span.lost.into_iter().chain([Refused { article: None, refusal }]).collect(),
        };
        let own = |refused: &Refused| !(rules && refused.refusal.code == "team_not_adopted");
        Ok(refusals.into_iter().filter(own).map(staged).collect())
    }
}

/// It is not committed yet: there is no commit to revert.
fn staged(mut refused: Refused) -> Refused {
    let refusal = &mut refused.refusal;
    if let (Some(path), Some(first)) = (&refusal.path, refusal.help.first_mut())
        && path != TEAM
    {
        *first = say!(
            "放弃这里的改动：`git restore --source=HEAD --staged --worktree -- '{path}'`",
            "drop the change: `git restore --source=HEAD --staged --worktree -- '{path}'`"
        );
    }
    refused
}
