//! Who may do what, and the sentences for those who may not.

use std::collections::BTreeSet;

use super::{
    action::Action,
    command::command,
    second_hand,
    state::{Decided, State},
    status::Status,
    team::{Stage, Team, role_label},
    transitions::{self, From, Transition, Who},
};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, list},
};

/// Whether a member may take a transition, by the rule book `team`.
///
/// "A writer of it" is checked as "has the role `writer`" here: whoever makes such a record becomes a writer
/// of the revision by it, and may not decide it. `decide` asks for more before it makes one.
pub fn may(row: &Transition, before: Option<&State>, by: &str, team: &Team) -> Result<()> {
    if !team.members.contains_key(by) {
        return Err(Refusal::not_allowed(
            "not_a_member",
            say!("`{by}` 不是团队成员", "`{by}` is not in the team"),
        ));
    }
    let label = row.action.label();
    let (zh, en) = (label.zh, row.action.name());
    match (row.who, before) {
        (Who::Roles(roles), _) => needs_role(team, by, roles, row.action),
        (Who::WriterOfIt, _) => needs_role(team, by, &["writer"], row.action),
        (Who::WriterOfSubmission, Some(state)) => accepts(row, state, by, team),
        (Who::OwnerOrManager, Some(state)) => {
            if state.owner == by && team.has_role(by, "writer") || team.has_role(by, "manager") {
                return Ok(());
            }
            let owner = team.name(&state.owner);
            let own = Some(state.owner.as_str()).filter(|id| team.has_role(id, "writer"));
            let people: BTreeSet<&str> = own.into_iter().chain(team.able("manager")).collect();
            let names = team.names(people);
            Err(Refusal::not_allowed(
                "not_allowed",
                say!("{zh}要由负责人{owner}或运营主管来办", "`{en}` is for the owner, {owner}, or a manager"),
            )
            .help(say!("可以办的人：{zh}", "who may: {en}", zh = names.zh, en = names.en)))
        }
        (Who::TypedFor, Some(state)) => second_hand::waiting(state, by, row.action, team),
        (Who::StageHolder | Who::LastStageOrManager, Some(state)) => decides(row, state, by, team),
        (_, None) => Ok(()),
    }
}

/// The members who can accept a reviewer's edits, by id: writers of the submission, and who owns it now. Nobody who
/// decided it, for they would be both.
pub fn accepters<'t>(state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    let submitted = state.submission.as_ref();
    let decided = move |id: &str| {
        let part = |d: &Decided| d.by == id || d.typed_by.as_deref() == Some(id);
        submitted.is_some_and(|s| s.decisions.iter().any(part))
    };
    team.able("writer").filter(move |id| state.wrote(id) && !decided(id))
}

/// A reviewer's edits are accepted, or not, by a writer of what was submitted; checked in every proof.
fn accepts(row: &Transition, state: &State, by: &str, team: &Team) -> Result<()> {
    if accepters(state, team).any(|id| id == by) {
        return Ok(());
    }
    let (zh, en, name) = (row.action.label().zh, row.action.name(), team.name(by));
    let message = say!(
        "{zh}要由写这篇稿件、没有审过它的编辑来办，{name}不是",
        "{name} may not `{en}`: that is for a writer of the article who decided nothing of it"
    );
    let refusal = Refusal::not_allowed("not_a_writer_of_it", message);
    let Text { zh, en } = team.names(accepters(state, team));
    let slug = &state.slug;
    Err(if zh.is_empty() {
        refusal.help(say!(
            "先由运营主管转交给一位编辑：`wxops assign {slug} 成员`",
            "let a manager hand it to a writer first: `wxops assign {slug} MEMBER`"
        ))
    } else {
        refusal.help(say!("可以办的人：{zh}", "who may: {en}"))
    })
}

fn needs_role(team: &Team, by: &str, roles: &[&str], action: Action) -> Result<()> {
    if roles.iter().any(|role| team.has_role(by, role)) {
        return Ok(());
    }
    let labels: Vec<Text> = roles.iter().map(|role| role_label(role)).collect();
    let (roles_zh, roles_en) = (list(&labels).zh.replace('、', "或"), list(&labels).en.replace(", ", " or "));
    let (zh, en, name) = (action.label().zh, action.name(), team.name(by));
    Err(only(
        team,
        roles,
        say!("{name}不能{zh}：要由{roles_zh}来办", "{name} may not `{en}`: that is for a {roles_en}"),
    ))
}

/// A decision: by the right role, not on one's own article, not on two stages of one submission.
fn decides(row: &Transition, state: &State, by: &str, team: &Team) -> Result<()> {
    let (Some(stage), Some(submitted)) = (&state.stage, &state.submission) else { return Ok(()) };
    let name = team.name(by);
    let able = |id: &str| !state.wrote(id) && !submitted.is_taken(id, &stage.id);
    let roles: Vec<&str> = match row.who {
        Who::LastStageOrManager => {
            submitted.stages.last().map(|last| last.role.as_str()).into_iter().chain(["manager"]).collect()
        }
        _ => vec![&stage.role],
    };
    let others: BTreeSet<&str> =
        roles.iter().flat_map(|role| team.able(role)).filter(|id| able(id) && *id != by).collect();
    let refuse = |code, message| {
        let people = if others.is_empty() {
            let role = roles.first().copied().unwrap_or("manager");
            say!(
                "现在没有别人能办；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
                "nobody else can; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
            )
        } else {
            let Text { zh, en } = team.names(others.iter().copied());
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
    if !roles.iter().any(|role| team.has_role(by, role)) {
        let labels: Vec<Text> = roles.iter().map(|role| role_label(role)).collect();
        let (zh, en) = (list(&labels).zh.replace('、', "或"), list(&labels).en.replace(", ", " or "));
        let stage = &stage.name;
        let what = row.action.label().zh;
        let act = row.action.name();
        return refuse(
            "not_your_stage",
            say!("现在是{stage}，{what}要由{zh}来办", "the article is at {stage}; `{act}` is for a {en}"),
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
    Ok(())
}

/// Before a record is made, "a writer of it" means one: by the records so far, or by `co_writers` in the text.
pub fn writer_of_it(state: &State, co_writers: &[String], by: &str, team: &Team) -> Result<()> {
    if state.writers.contains(by) || co_writers.iter().any(|id| id == by) {
        return Ok(());
    }
    let name = team.name(by);
    let Text { zh, en } = team.names(state.writers.iter().map(String::as_str));
    let refusal = Refusal::not_allowed(
        "not_a_writer_of_it",
        say!("{name}不是这篇稿件的编辑", "{name} is no writer of this article"),
    )
    .help(say!("可以办的人：{zh}", "who may: {en}"));
    if !team.has_role(by, "writer") {
        return Err(refusal);
    }
    Err(refusal.help(say!(
        "或者先转交：`wxops assign {slug} {by}`",
        "or hand it over first: `wxops assign {slug} {by}`",
        slug = &state.slug
    )))
}

/// The refusal that names who may.
pub fn only(team: &Team, roles: &[&str], message: Text) -> Refusal {
    let people: BTreeSet<&str> = roles.iter().flat_map(|role| team.able(role)).collect();
    let help = if people.is_empty() {
        let role = roles.first().copied().unwrap_or("manager");
        say!(
            "现在没有人有这个角色：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
            "nobody has that role: `wxops team add ID --name NAME --email MAIL --role {role}`"
        )
    } else {
        let Text { zh, en } = team.names(people.iter().copied());
        say!("可以办的人：{zh}", "who may: {en}")
    };
    Refusal::not_allowed("not_allowed", message).help(help)
}

/// No person is left for a stage.
pub fn nobody_for(stage: &Stage, writers: &BTreeSet<String>, team: &Team) -> Refusal {
    let (name, role) = (&stage.name, &stage.role);
    let own: Vec<&str> = writers.iter().map(|id| team.name(id)).collect();
    let Text { zh, en } = crate::text::names(own);
    Refusal::not_now(
        "stage_unfilled",
        say!(
            "没有人能做{name}：须是有该角色、又不是这篇稿件编辑（{zh}）、也不审另一环节的人",
            "nobody can decide {name}: it takes a person with that role who is no writer of the article ({en}) and decides no other stage"
        ),
    )
    .help(say!("加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`", "add one: `wxops team add ID --name NAME --email MAIL --role {role}`"))
}

/// Readers see nothing of it, so there is nothing to correct.
pub fn not_live(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now(
        "not_live",
        say!(
            "`{slug}` 现在没有读者能看到的版本，无从更正",
            "readers see nothing of `{slug}` now, so there is nothing to correct"
        ),
    )
}

/// The act does not fit the status; says what fits.
pub fn wrong_state(before: Option<&State>, action: Action) -> Refusal {
    let (zh, en) = (action.label().zh, action.name());
    let Some(state) = before else {
        return Refusal::not_now(
            "wrong_state",
            say!("还没有这篇稿件，不能{zh}", "there is no article to {en}"),
        );
    };
    let slug = &state.slug;
    if state.gone {
        return Refusal::not_now("wrong_state", say!("`{slug}` 已弃稿", "`{slug}` was discarded"));
    }
    let Text { zh: now_zh, en: now_en } = state.label();
    let message = match action {
        Action::Retract => say!(
            "`{slug}` 没有线上版本，无须撤稿",
            "readers see nothing of `{slug}`, so there is nothing to retract"
        ),
        Action::Discard => {
            say!("`{slug}` 已经发布过，不能弃稿", "`{slug}` was published once and cannot be discarded")
        }
        _ => say!("`{slug}` 现在是“{now_zh}”，不能{zh}", "`{slug}` is {now_en} now, and `{en}` does not fit"),
    };
    let refusal = Refusal::not_now("wrong_state", message);
    let refusal = match ways_on(state) {
        Some(Text { zh, en }) => refusal.help(say!("现在可以：{zh}", "what fits: {en}")),
        None => refusal,
    };
    refusal.help(say!("谁能办：`wxops why {slug}`", "who can: `wxops why {slug}`"))
}

/// The commands that fit the status, as a person types them.
pub fn ways_on(state: &State) -> Option<Text> {
    let mut ways: Vec<Text> = Vec::new();
    let mut add = |action: Action| {
        let Text { zh, en } = command(action, state);
        let way = say!("`{zh}`", "`{en}`");
        if !ways.contains(&way) {
            ways.push(way);
        }
    };
    let open = !state.unanswered().is_empty();
    if matches!(state.status, Status::Draft | Status::ChangesRequested) {
        add(if open { Action::Answer } else { Action::Submit });
    }
    // Forward first, aside last.
    let aside = |action| matches!(action, Action::Withdraw | Action::Rename);
    let forward = transitions::TRANSITIONS.iter().filter(|row| !aside(row.action));
    for row in forward.chain(transitions::TRANSITIONS.iter().filter(|row| aside(row.action))) {
        let fits = matches!(row.from, From::Statuses(statuses) if statuses.contains(&state.status));
        let waits = match row.action {
            Action::Answer => !open,
            Action::SelfCheck | Action::Submit => open,
            _ => false,
        };
        if fits && !waits {
            add(row.action);
        }
    }
    if state.live.is_some() {
        add(Action::Retract);
    }
    if ways.is_empty() { None } else { Some(list(&ways)) }
}
