//! Who decides a stage, and in whose place.

use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, list},
    workflow::{
        action::Action,
        joint,
        state::State,
        team::{Stage, Team},
        transitions::{Transition, Who},
    },
};

/// A decision: by the right role, not on one's own article, not on two stages of one submission, and in a joint stage
/// not for what is signed already.
pub(super) fn decides(row: &Transition, state: &State, by: &str, team: &Team) -> Result<()> {
    let Some(submitted) = &state.submission else { return Ok(()) };
    // An approved article is at no stage; its page is for the last one.
    let Some(stage) = state.stage.as_ref().or(submitted.stages.last()) else { return Ok(()) };
    let name = team.name(by);
    let able = |id: &str| !state.wrote(id) && !submitted.is_taken(id, &stage.id);
    let manages = row.who == Who::LastStageOrManager; // by a role of one's own: no deputy is a manager
    let of_stage = submitted.stages.last().filter(|_| manages).unwrap_or(stage);
    let roles: Vec<&str> = of_stage.roles().chain(manages.then_some("manager")).collect();
    let entitled = |id: &str| !team.seats(id, of_stage).is_empty() || manages && team.has_role(id, "manager");
    let adds = |id: &str| row.action != Action::Approve || joint::adds(state, team, id);
    let ids = team.members.keys().map(String::as_str).filter(|id| team.can_sign(id) && *id != by);
    let others: Vec<&str> = ids.filter(|id| entitled(id) && able(id) && adds(id)).collect();
    let refuse = |code, message| {
        let people = if others.is_empty() {
            let role = joint::open_roles(state).0.first().copied();
            let role = role.or(roles.first().copied()).unwrap_or("manager");
            say!(
                "现在没有别人能办；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
                "nobody else can; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
            )
        } else {
            let Text { zh, en } =
                list(&others.iter().map(|id| named(team, id, of_stage)).collect::<Vec<_>>());
            say!("可以办的人：{zh}", "who may: {en}")
        };
        Err(Refusal::not_allowed(code, message).help(people))
    };
    if state.wrote(by) {
        return refuse(
            "own_article",
            say!(
                "{name}写了这篇稿件，不能审自己的稿",
                "{name} wrote this article, and nobody decides their own"
            ),
        );
    }
    let (zh, en, stage_name) = (row.action.label().zh, row.action.name(), &stage.name);
    if !entitled(by) {
        if let (Some(entry), Some(day)) = (team.deputy_otherwise(by, of_stage), team.day) {
            let told = team.deputy_told(entry);
            if entry.urgent {
                return refuse(
                    "deputy_urgent",
                    say!(
                        "这篇不是加急的：{told_zh}",
                        "this article is not urgent: {told_en}",
                        told_zh = told.zh,
                        told_en = told.en
                    ),
                );
            }
            return refuse(
                "deputy_dates",
                say!(
                    "{day} 不在代审的日期里：{told_zh}",
                    "{day} is none of the days: {told_en}",
                    told_zh = told.zh,
                    told_en = told.en
                ),
            );
        }
        let labels = team.any_of(roles.iter().copied());
        if row.who == Who::LastStage {
            let (role_zh, role_en) = (labels.zh, labels.en);
            return refuse("not_your_stage", say!("{zh}要由{role_zh}来办", "`{en}` is for a {role_en}"));
        }
        return refuse(
            "not_your_stage",
            say!(
                "现在是{stage_name}，{zh}要由{role_zh}来办",
                "the article is at {stage_name}; `{en}` is for a {role_en}",
                role_zh = labels.zh,
                role_en = labels.en
            ),
        );
    }
    if submitted.decisions.iter().any(|decided| decided.typed_by.as_deref() == Some(by)) {
        return refuse(
            "second_hand_both",
            say!(
                "{name}代录过这次送审里别人的同意，自己不能再审",
                "{name} typed somebody else's approval of this submission, and decides nothing of it"
            ),
        );
    }
    if !able(by) {
        return refuse(
            "two_stages",
            say!(
                "{name}已经审过这次送审的另一个环节，一个人不能审两个环节",
                "{name} already decided another stage of this submission, and nobody decides two"
            ),
        );
    }
    if adds(by) {
        return Ok(());
    }
    let (code, message) = joint::adds_nothing(stage, submitted, by, (state, team));
    refuse(code, message)
}

/// The stage by which a member may take a decision; nothing for other acts.
pub fn stage_of(action: Action, state: &State) -> Option<&Stage> {
    let submitted = state.submission.as_ref()?;
    match action {
        Action::Reject => submitted.stages.last(),
        _ => state.stage.as_ref().filter(|_| action.is_decision()),
    }
}

/// A member by name; for whom, if it is as a deputy that they decide a stage.
pub fn named(team: &Team, member: &str, stage: &Stage) -> Text {
    let seats = team.seats(member, stage);
    team.name_in(member, seats.first().filter(|_| seats.iter().all(|seat| seat.instead_of.is_some())))
}
