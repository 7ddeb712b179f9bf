//! Proof of second-hand approvals: each file that a record names lies there, with the bytes that it names.

use super::Proof;
use crate::{
    article::digest::Digest,
    folder::{ContentFolder, Head},
    moment::Moment,
    refusal::Refusal,
    repo::Kind,
    say,
    text::Text,
    workflow::{
        chain::Step,
        second_hand::{self, PROOF_LIMIT},
    },
};

/// How many approvals are second-hand, of texts on their way or before readers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SecondHandCount {
    /// All of them
    pub all: usize,
    /// Not countersigned
    pub open: usize,
    /// Of these, too late
    pub overdue: usize,
    /// Denied
    pub denied: usize,
}

/// The files that records name, with the digest of each.
fn named(steps: &[Step]) -> impl Iterator<Item = &second_hand::Proof> {
    let said = steps.iter().flatten().filter_map(|filed| filed.record.says.second_hand.as_ref());
    said.flat_map(|said| &said.proof)
}

/// What is wrong with them in a commit.
pub(super) fn committed(head: &Head<'_>, steps: &[Step]) -> Vec<Refusal> {
    let wrong = |proof: &second_hand::Proof| {
        let path = proof.path.as_str();
        match head.tree.entry(path) {
            Ok(None) => Some(missing(path)),
            Ok(Some(entry)) if entry.kind == Kind::File => {
                let bytes = head.tree.read(&entry.id, PROOF_LIMIT);
                let same = bytes.is_ok_and(|bytes| Digest::of(&bytes) == proof.sha256);
                (!same).then(|| altered(path))
            }
            Ok(Some(_)) => Some(altered(path)),
            Err(refusal) => Some(refusal.at(path)),
        }
    };
    named(steps).filter_map(wrong).collect()
}

pub(super) fn missing(path: &str) -> Refusal {
    let message =
        say!("代录的凭证 `{path}` 不见了", "the proof `{path}` of a second-hand approval is missing");
    Refusal::findings("consent_missing", message).at(path).help(bring_back(path))
}

pub(super) fn altered(path: &str) -> Refusal {
    let message = say!(
        "代录的凭证 `{path}` 不是记录写明的那一份",
        "the proof `{path}` of a second-hand approval is not the one on record"
    );
    Refusal::findings("consent_altered", message).at(path).help(bring_back(path))
}

fn bring_back(path: &str) -> Text {
    say!("取回原来的：`git log --stat -- {path}`", "bring the original back: `git log --stat -- {path}`")
}

impl ContentFolder {
    /// What is wrong with them in the working copy: nobody is to look at one picture and prove another.
    pub(super) fn consents_differ(&self, steps: &[Step]) -> Vec<Refusal> {
        let differs = |proof: &second_hand::Proof| {
            let path = proof.path.as_str();
            let read = match self.working.read(path, PROOF_LIMIT) {
                Ok(read) => read,
                Err(refusal) if refusal.code == "too_large" => None,
                Err(refusal) => return Some(refusal),
            };
            let same = read.is_some_and(|bytes| Digest::of(&bytes) == proof.sha256);
            (!same).then(|| {
                let message = say!(
                    "工作区里的 `{path}` 与提交的不同",
                    "`{path}` in the working copy is not what is committed"
                );
                let help = say!("放弃改动：`git restore {path}`", "drop the edit: `git restore {path}`");
                Refusal::findings("working_copy_differs", message).at(path).help(help)
            })
        };
        named(steps).filter_map(differs).collect()
    }
}

impl Proof {
    /// The second-hand approvals that count, by the time of the proof.
    pub fn second_hand(&self) -> SecondHandCount {
        let consents = || self.articles.iter().flat_map(|(proven, _)| &proven.state.second_hand);
        SecondHandCount {
            all: consents().count(),
            open: consents().filter(|consent| consent.is_open()).count(),
            overdue: consents().filter(|consent| consent.is_overdue(self.at)).count(),
            denied: consents().filter(|consent| !consent.is_open() && !consent.is_settled()).count(),
        }
    }

    /// The same in a sentence, with the time that deadlines were held against; nothing where there is none.
    pub(super) fn second_hand_told(&self) -> Option<Text> {
        let SecondHandCount { all, open, denied, .. } = self.second_hand();
        let Text { zh, en } = spoken(self.at);
        let approvals = crate::text::plural(all, "approval");
        let (denied_zh, denied_en) = match denied {
            0 => (String::new(), String::new()),
            n => (format!("，{n} 件被否认"), format!(", {n} denied")),
        };
        (all > 0).then(|| {
            say!(
                "代录的同意 {all} 件，其中 {open} 件待补签{denied_zh}（按 {zh} 计）",
                "{approvals} second-hand, {open} not countersigned{denied_en} (as of {en})"
            )
        })
    }
}

fn spoken(at: Moment) -> Text {
    crate::moment::spoken(at, at)
}
