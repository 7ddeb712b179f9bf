//! A proof held against a checkpoint: what that saw must be there.

use std::collections::{BTreeMap, BTreeSet};

use super::{Proof, Refused};
use crate::{
    article::digest::Digest,
    folder::Head,
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{chain::Filed, checkpoint::Checkpoint, policy::Version, record::Record},
};

impl Proof {
    /// How far the folder has come, for whoever is to witness it. Of a proof of everything, and one that holds.
    pub fn checkpoint(&self, head: &Head<'_>) -> Checkpoint {
        let newest = head.policy.newest();
        let heads =
            self.articles.iter().map(|(proven, _)| (proven.state.id.clone(), proven.state.heads.clone()));
        Checkpoint {
            root: head.policy.root().digest.clone(),
            version: newest.header.version,
            tip: newest.digest.clone(),
            commit: head.commit.0.clone(),
            at: self.at,
            heads: heads.collect(),
        }
    }

    /// The same proof, which also refuses what a checkpoint saw and is not there any more.
    pub fn witnessed(mut self, checkpoint: Checkpoint, head: &Head<'_>) -> Result<Proof> {
        let is_other = checkpoint.root != head.policy.root().digest;
        let mut missing: Vec<Refused> = Vec::new();
        if is_other {
            missing.push(Refused { article: None, refusal: other_folder(&checkpoint, head) });
        } else {
            missing.extend(rules(&checkpoint, head).map(|refusal| Refused { article: None, refusal }));
            let known: BTreeMap<&str, Vec<&Filed>> = self
                .articles
                .iter()
                .map(|(proven, _)| (proven.state.id.as_str(), proven.steps.iter().flatten().collect()))
                .collect();
            for (id, heads) in &checkpoint.heads {
                missing.extend(match known.get(id.as_str()) {
                    Some(filed) => article(&checkpoint, id, heads, filed),
                    None => match head.records(id) {
                        Ok(filed) => article(&checkpoint, id, heads, &filed.iter().collect::<Vec<_>>()),
                        Err(refusal) if refusal.code == "history_incomplete" => return Err(refusal),
                        Err(_) => None, // they cannot be read, which the proof has said
                    },
                });
            }
        }
        self.refusals.extend(missing);
        self.witness = Some(checkpoint);
        Ok(self)
    }
}

/// The version that was the newest one is there, and the same.
fn rules(checkpoint: &Checkpoint, head: &Head<'_>) -> Option<Refusal> {
    let Checkpoint { version: number, tip, .. } = checkpoint;
    let at = on(checkpoint);
    let refusal = match head.policy.version(*number) {
        Some(version) if version.digest == *tip => return None,
        Some(_) => Refusal::findings(
            "tail_cut",
            say!(
                "检查点（{at}）见过的第 {number} 版规则，现在是另外一份",
                "version {number} of the rule book is not the one that the checkpoint of {at} saw"
            ),
        ),
        None => {
            let newest = head.policy.newest().header.version;
            Refusal::findings(
                "tail_cut",
                say!(
                    "检查点（{at}）见过第 {number} 版规则，现在只到第 {newest} 版：后面的被截掉了",
                    "the checkpoint of {at} saw version {number} of the rule book; here they end with version {newest}: the newest are cut off"
                ),
            )
        }
    };
    Some(refusal.at(Version::path(*number)).help(look_for()))
}

/// The newest records of an article are there; those behind them are named by them.
fn article(checkpoint: &Checkpoint, id: &str, heads: &[Digest], filed: &[&Filed]) -> Option<Refused> {
    let there: BTreeSet<&Digest> = filed.iter().map(|filed| &filed.id).collect();
    let first = heads.iter().find(|head| !there.contains(head))?;
    let (at, folder) = (on(checkpoint), Record::folder(id).unwrap_or_default());
    let short = first.short();
    let slug = filed.last().map(|filed| filed.record.slug.clone());
    let refusal = if filed.is_empty() {
        Refusal::findings(
            "tail_cut",
            say!(
                "检查点（{at}）见过的稿件 {id}，流转记录一条都没有了",
                "the checkpoint of {at} saw the article {id}, and none of its records is here"
            ),
        )
        .at(folder)
    } else {
        Refusal::findings(
            "tail_cut",
            say!(
                "检查点（{at}）见过的最新一条流转记录没有了：`…-{short}.toml`",
                "the newest record that the checkpoint of {at} saw is gone: `…-{short}.toml`"
            ),
        )
        .at(folder)
    };
    Some(Refused { article: slug, refusal: refusal.help(look_for()) })
}

fn other_folder(checkpoint: &Checkpoint, head: &Head<'_>) -> Refusal {
    let (saw, is) = (checkpoint.root.short(), head.policy.root().digest.short());
    let message = say!(
        "检查点是另一个稿件库的：它的第 1 版规则是 {saw}…，这里是 {is}…",
        "the checkpoint is of another folder: version 1 of its rule book is {saw}…, here it is {is}…"
    );
    Refusal::findings("checkpoint_mismatch", message).at(Version::path(1)).help(say!(
        "拿错了就换一份；没拿错，就是这里的规则从第 1 版起被换过",
        "take the right one; if it is the right one, the rule book here was replaced from version 1 on"
    ))
}

fn look_for() -> Text {
    say!(
        "从同事的克隆、备份里找回那些提交，合并回来：`git log --all -- .wxops`",
        "look for the commits in the clones of others and in backups, and merge them: `git log --all -- .wxops`"
    )
}

/// The day and time of a checkpoint, as it says.
fn on(checkpoint: &Checkpoint) -> String {
    checkpoint.at.format("%Y-%m-%d %H:%M").to_string()
}
