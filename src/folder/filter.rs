//! Which cards a person asks for: statuses, stage, category, owner, each as people type it.

use super::Card;
use crate::{
    refusal::{Refusal, Result},
    say,
    settings::Settings,
    text::{Text, list, names},
    workflow::{
        status::Status,
        team::{Stage, Team},
    },
};

/// What a card must be. Nothing asks nothing.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// One of these, each with its stage if the words named one
    pub statuses: Vec<(Status, Option<String>)>,
    /// At this stage
    pub stage: Option<String>,
    /// Of this category
    pub category: Option<String>,
    /// Of this member
    pub owner: Option<String>,
}

impl Filter {
    /// Whether a card is asked for. Archived ones only by name.
    pub fn fits(&self, card: &Card) -> bool {
        let status = card.table.as_ref().map(|table| table.status);
        let stage = card.table.as_ref().and_then(|table| table.stage.as_ref());
        let owner = card.table.as_ref().map(|table| &table.owner);
        let named = |(own, at): &(Status, Option<String>)| {
            Some(*own) == status && (at.is_none() || at.as_ref() == stage)
        };
        let statuses = if self.statuses.is_empty() {
            status != Some(Status::Archived)
        } else {
            self.statuses.iter().any(named)
        };
        statuses
            && (self.stage.is_none() || self.stage.as_ref() == stage)
            && self.category.as_ref().is_none_or(|category| *category == card.category)
            && (self.owner.is_none() || self.owner.as_ref() == owner)
    }

    /// Whether the archive has to be looked at.
    pub fn wants_archive(&self) -> bool {
        self.statuses.iter().any(|(status, _)| *status == Status::Archived)
    }
}

/// The status that a person means: a word, a label, or a stage's label such as 待初审 or 退改（初审）.
pub fn status(words: &str, team: &Team) -> Result<(Status, Option<String>)> {
    let plain = |words: &str| words.replace('(', "（").replace(')', "）").to_lowercase();
    if let Some(status) = Status::typed(words) {
        return Ok((status, None));
    }
    let staged = [Status::InReview, Status::ChangesRequested];
    for (status, stage) in
        staged.iter().flat_map(|status| team.stages.iter().map(move |stage| (status, stage)))
    {
        let Text { zh, en } = status.label_at(Some(&stage.name), false);
        if [zh, en].iter().any(|label| plain(label) == plain(words.trim())) {
            return Ok((*status, Some(stage.id.clone())));
        }
    }
    let staged = team.stages.iter().map(|stage| Status::InReview.label_at(Some(&stage.name), false));
    let labels = Status::ALL.into_iter().map(Status::label).chain(staged);
    let zh =
        list(&labels.map(|label| say!("`{zh}`", "{en}", zh = label.zh, en = label.en)).collect::<Vec<_>>())
            .zh;
    let en = names(Status::ALL.map(Status::name)).en;
    Err(Refusal::usage("no_such_status", say!("没有状态 `{words}`", "there is no status `{words}`"))
        .help(say!("状态有：{zh}", "there are: {en}"))
        .help(say!("也可以写：{en}", "one stage only: `--status in-review --stage STAGE`")))
}

/// The stage that a person means: its id or its name.
pub fn stage(words: &str, team: &Team) -> Result<String> {
    let means = |stage: &&Stage| stage.id == words.trim() || stage.name == words.trim();
    let found = team.stages.iter().find(means).map(|stage| stage.id.clone());
    found.ok_or_else(|| {
        let Text { zh, en } =
            names(team.stages.iter().map(|stage| format!("{}（{}）", stage.name, stage.id)));
        Refusal::usage("no_such_stage", say!("没有审核环节 `{words}`", "there is no stage `{words}`"))
            .help(say!("审核环节有：{zh}", "there are: {en}"))
    })
}

/// The category that a person means: its id or its label. One that only articles know counts too.
pub fn category(words: &str, settings: &Settings, cards: &[Card]) -> Result<String> {
    let words = words.trim();
    let known = &settings.categories;
    if let Some(category) = settings.category_named(words) {
        return Ok(category.id.clone());
    }
    if !words.is_empty() && cards.iter().any(|card| card.category == words) {
        return Ok(words.to_owned());
    }
    let Text { zh, en } =
        names(known.iter().map(|category| format!("{}（{}）", category.label, category.id)));
    Err(Refusal::usage("no_such_category", say!("没有栏目 `{words}`", "there is no category `{words}`"))
        .help(say!("栏目有：{zh}", "there are: {en}")))
}

/// The member that a person means: id, name or address.
pub fn member(words: &str, team: &Team) -> Result<String> {
    let words = words.trim();
    if team.members.contains_key(words) {
        return Ok(words.to_owned());
    }
    if let Some(id) = team.member_of(words) {
        return Ok(id.to_owned());
    }
    let named: Vec<&String> =
        team.members.iter().filter(|(_, member)| member.name == words).map(|(id, _)| id).collect();
    match named.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let everybody = team.members.iter().map(|(id, member)| format!("{}（{id}）", member.name));
            let Text { zh, en } = names(everybody);
            Err(Refusal::usage(
                "no_such_member",
                say!("团队里没有 `{words}`", "nobody in the team is `{words}`"),
            )
            .help(say!("成员有：{zh}", "there are: {en}")))
        }
        many => {
            let Text { zh, en } = names(many);
            Err(Refusal::usage(
                "ambiguous",
                say!("有几位成员叫 `{words}`", "several members are called `{words}`"),
            )
            .help(say!("用编号：{zh}", "use the id: {en}")))
        }
    }
}
