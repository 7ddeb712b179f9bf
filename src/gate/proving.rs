//! How what came in is proved, by whoever asks: since a commit, or with its whole history.

use crate::{
    folder::{ContentFolder, Proof, Refused, Span},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::CommitId,
    workflow::policy,
};

use super::Verdict;

/// What a proof needs.
pub struct Proving<'f> {
    /// Where
    pub folder: &'f ContentFolder,
    /// The digest of the first rule book, as somebody was told it
    pub pin: Option<String>,
    /// The clock; whether the folder is a sandbox decides which
    pub now: &'f dyn Fn(bool) -> Result<Moment>,
}

impl Proving<'_> {
    /// Proves what came in with a span that ends in `new`.
    pub(super) fn since(&self, span: Span<'_>, new: &CommitId) -> Result<Verdict> {
        match self.folder.head_at(new) {
            Ok(head) => {
                let now = (self.now)(head.policy.is_sandbox())?;
                self.folder.prove_range(&span, &head, self.pin.as_deref(), now).map(proved)
            }
            Err(refusal) if refusal.code == "history_incomplete" => Err(refusal),
            Err(refusal) if refusal.code == "not_a_content_folder" => {
                // What was lost says it all.
                Ok(if span.lost.is_empty() { Verdict::Nothing } else { Verdict::Refused(span.lost) })
            }
            Err(refusal) => {
                let own = Refused { article: None, refusal };
                Ok(Verdict::Refused(span.lost.into_iter().chain([own]).collect()))
            }
        }
    }

    /// Proves a commit with its whole history. Where `main` has a rule book, it must have one.
    pub(super) fn whole(&self, new: &CommitId, main: Option<&CommitId>) -> Result<Verdict> {
        match self.folder.head_at(new) {
            Ok(head) => {
                let now = (self.now)(head.policy.is_sandbox())?;
                self.folder.prove_all(&head, self.pin.as_deref(), now, &mut |_, _| {}).map(proved)
            }
            Err(refusal) if refusal.code == "history_incomplete" => Err(refusal),
            Err(refusal) if refusal.code == "not_a_content_folder" && !self.has_rules(main)? => {
                Ok(Verdict::Nothing)
            }
            Err(refusal) => Ok(alone(refusal)),
        }
    }

    /// Whether one commit is behind another. What cannot be known is a refusal.
    pub(super) fn is_behind(&self, base: &CommitId, head: &CommitId) -> Result<bool> {
        match self.folder.repo().descends(head, base) {
            Ok(()) => Ok(true),
            Err(refusal) if refusal.code == "base_not_in_head" => Ok(false),
            Err(refusal) => Err(refusal),
        }
    }

    fn has_rules(&self, commit: Option<&CommitId>) -> Result<bool> {
        let tree = commit.map(|commit| self.folder.repo().snapshot(commit)).transpose()?;
        tree.map_or(Ok(false), |tree| Ok(tree.entry(policy::FOLDER)?.is_some()))
    }
}

fn proved(proof: Proof) -> Verdict {
    if proof.refusals.is_empty() {
        Verdict::Proved(Box::new(proof))
    } else {
        Verdict::Refused(proof.refusals)
    }
}

/// One refusal that is about no article.
pub(super) fn alone(refusal: Refusal) -> Verdict {
    Verdict::Refused(vec![Refused { article: None, refusal }])
}
