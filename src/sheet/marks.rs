//! The marks of proof: the verdict on one article, what was proved and what was not.

use std::collections::BTreeSet;

use crate::{
    folder::Proof,
    refusal::Refusal,
    say,
    text::{Text, list},
    workflow::{
        second_hand::remark,
        state::State,
        status::Status,
        team::{Level, Team},
        told,
        verify::Proven,
    },
};

/// What a proof says of one article.
pub struct Marks {
    /// Nothing was refused
    pub is_proved: bool,
    /// How acts are proved
    pub level: Level,
    /// The digest of version 1 of the rule book
    pub root: String,
    /// A pin named that digest
    pub pinned: bool,
    /// What was proved, a line each; nothing where something was refused
    pub proved: Vec<Text>,
    /// What was not
    pub unproved: Vec<Text>,
    /// What was refused
    pub refusals: Vec<Refusal>,
}

impl Marks {
    /// Reads them off a proof of one article.
    pub fn of(proof: &Proof, team: &Team) -> Marks {
        let is_proved = proof.refusals.is_empty();
        let mut proved = Vec::new();
        let mut unproved = Vec::new();
        for (proven, _) in proof.articles.iter().filter(|_| is_proved) {
            proved.push(records(proven));
            let bound = proven.state.status.is_bound();
            if bound {
                proved.push(content());
            } else {
                unproved.push(free());
            }
            proved.extend(approvals(&proven.state, team));
        }
        if proof.pinned {
            proved.push(say!(
                "第 1 版运营规则就是约定的那一版",
                "version 1 of the rule book is the one pinned"
            ));
        }
        unproved.extend(proof.limits());
        unproved.push(say!(
            "只核验了这一篇；全库：`wxops verify`",
            "this article alone; for the whole folder: `wxops verify`"
        ));
        Marks {
            is_proved,
            level: proof.level,
            root: proof.root.clone(),
            pinned: proof.pinned,
            proved,
            unproved,
            refusals: proof.refusals.iter().map(|refused| refused.refusal.clone()).collect(),
        }
    }
}

fn records(proven: &Proven) -> Text {
    let count = proven.steps.iter().flatten().count();
    say!(
        "{count} 条流转记录前后相接，每一步都合规则",
        "its {records} follow from one another, and each step was allowed",
        records = crate::text::plural(count, "record")
    )
}

fn content() -> Text {
    say!("现在的内容就是记录核定的内容", "the content is the one on record")
}

fn free() -> Text {
    say!("内容还可以改，没有核定", "the content may still change; none is on record")
}

/// Who approved, while that still counts.
fn approvals(state: &State, team: &Team) -> Option<Text> {
    let lapsed = matches!(state.status, Status::Draft | Status::Checked | Status::ChangesRequested);
    let submitted = state.submission.as_ref().filter(|_| !lapsed)?;
    let yes: Vec<_> = submitted.approvals(&state.content).collect();
    let people: BTreeSet<&String> = yes.iter().map(|decided| &decided.by).collect();
    let named: Vec<Text> = yes
        .iter()
        .map(|decided| {
            let stage = submitted.stages.iter().find(|stage| stage.id == decided.stage);
            let (name, stage) =
                (told::decider(decided, team), stage.map_or(&decided.stage, |stage| &stage.name));
            match remark(state, decided, team) {
                Some(Text { zh, en }) => {
                    say!(
                        "{name_zh}（{stage}，{zh}）",
                        "{name_en} ({stage}, {en})",
                        name_zh = name.zh,
                        name_en = name.en
                    )
                }
                None => say!("{zh}（{stage}）", "{en} ({stage})", zh = name.zh, en = name.en),
            }
        })
        .collect();
    let (count, Text { zh, en }) = (people.len(), list(&named));
    let (all, persons) = if count == 1 { ("", "person") } else { ("都", "people") };
    (count > 0).then(|| {
        say!("{count} 人审过，{all}不是编辑：{zh}", "approved by {count} {persons}, no writer of it: {en}")
    })
}
