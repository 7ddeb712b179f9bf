//! Who may do what, and the sentences for those who may not.

use std::collections::BTreeSet;

use super::{
    action::Action,
    command::command,
    joint, second_hand,
    state::{Decided, State},
    status::Status,
    team::{Stage, Team},
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
    has_part(row, before, by, team)?;
    if team.can_sign(by) { Ok(()) } else { has_key(team, by) }
}

/// Whether a rule book lists a key of a member at all; at level `signed` nobody does anything without.
pub fn has_key(team: &Team, member: &str) -> Result<()> {
    if !team.keys_of(member).is_empty() {
        return Ok(());
    }
    let (name, Text { zh, en }) = (team.name(member), team.names(team.with_key("manager")));
    Err(Refusal::not_allowed(
        "no_key",
        say!("{name}还没有登记密钥，而每一步都要签名", "no key is listed for {name}, and each act is signed"),
    )
    .help(say!(
        "请运营主管（{zh}）登记：`wxops team key add {member} 公钥文件`",
        "ask a manager ({en}) to list one: `wxops team key add {member} FILE.pub`"
    )))
}

/// Whether a transition is for this member, by roles and by the part they had in the article.
fn has_part(row: &Transition, before: Option<&State>, by: &str, team: &Team) -> Result<()> {
    let label = row.action.label();
    let (zh, en) = (label.zh, row.action.name());
    match (row.who, before) {
        (Who::Roles(roles), _) => needs_role(team, by, roles, row.action),
        (Who::WriterOfIt, Some(state)) => writes(row, state, by, team),
        (Who::WriterOfSubmission, Some(state)) => accepts(row, state, by, team),
        (Who::OwnerOrManager, Some(state)) => {
            if state.owner == by && team.has_role(by, "writer") || team.has_role(by, "manager") {
                return Ok(());
            }
            let owner = team.name(&state.owner);
            let own = team.able("writer").filter(|id| *id == state.owner);
            let people: BTreeSet<&str> = own.chain(team.able("manager")).collect();
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

/// Text of one's own, or an answer: by a writer. Whom a refusal names are those of the article.
fn writes(row: &Transition, state: &State, by: &str, team: &Team) -> Result<()> {
    let of_it = team.able("writer").filter(|id| state.writers.contains(*id));
    needs_role(team, by, &["writer"], row.action)
        .map_err(|refusal| one_of(Refusal { help: vec![], ..refusal }, of_it, state, team))
}

/// A refusal that names the writers who may; where none is left, the way to get one.
fn one_of<'t>(
    refusal: Refusal,
    writers: impl Iterator<Item = &'t str>,
    state: &State,
    team: &Team,
) -> Refusal {
    let (slug, Text { zh, en }) = (&state.slug, team.names(writers));
    if zh.is_empty() {
        return refusal.help(say!(
            "先由运营主管转交给一位编辑：`wxops assign {slug} 成员`",
            "let a manager hand it to a writer first: `wxops assign {slug} MEMBER`"
        ));
    }
    refusal.help(say!("可以办的人：{zh}", "who may: {en}"))
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
    Err(one_of(refusal, accepters(state, team), state, team))
}

fn needs_role(team: &Team, by: &str, roles: &[&str], action: Action) -> Result<()> {
    if roles.iter().any(|role| team.has_role(by, role)) {
        return Ok(());
    }
    let Text { zh: roles_zh, en: roles_en } = team.any_of(roles.iter().copied());
    let (zh, en, name) = (action.label().zh, action.name(), team.name(by));
    Err(only(
        team,
        roles,
        say!("{name}不能{zh}：要由{roles_zh}来办", "{name} may not `{en}`: that is for a {roles_en}"),
    ))
}

/// A decision: by the right role, not on one's own article, not on two stages of one submission, and in a joint stage
/// not for what is signed already.
fn decides(row: &Transition, state: &State, by: &str, team: &Team) -> Result<()> {
    let (Some(stage), Some(submitted)) = (&state.stage, &state.submission) else { return Ok(()) };
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
        if let (Some(entry), Some(day)) = (team.deputy_on_other_days(by, of_stage), team.day) {
            let told = team.deputy_told(entry);
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

/// Whether somebody decided a submission whose decisions still count: whoever owns the article next would be one of its
/// writers, and nobody is both. Back in draft, or sent back, nothing of them counts any more.
pub(super) fn decided(state: &State, id: &str) -> bool {
    let counts = state.status.is_bound() && state.status != Status::Checked;
    let mut submitted = state.submission.iter().filter(|_| counts);
    submitted.any(|submitted| submitted.decisions.iter().any(|decided| decided.by == id))
}

/// Why somebody who decided an article cannot take it over.
pub(super) fn decided_it(state: &State, id: &str, team: &Team) -> Refusal {
    let (name, slug) = (team.name(id), &state.slug);
    let refusal = Refusal::not_allowed(
        "decided_it",
        say!(
            "{name}审过这次送审，接手就成了自己审自己的稿",
            "{name} decided this submission, and nobody owns what they decided"
        ),
    );
    let others = team.able("writer").filter(|other| !decided(state, other) && *other != state.owner);
    let Text { zh, en } = team.names(others);
    if zh.is_empty() {
        return refusal.help(say!(
            "先撤回，再转交：`wxops withdraw {slug} --reason 理由`",
            "take it back first: `wxops withdraw {slug} --reason REASON`"
        ));
    }
    refusal.help(say!("可以接手的人：{zh}", "who can take it: {en}"))
}

/// Before a record is made, "a writer of it" means one: by the records so far, or by `co_writers` in the text.
pub fn writer_of_it(state: &State, co_writers: &[String], by: &str, team: &Team) -> Result<()> {
    if state.writers.contains(by) || co_writers.iter().any(|id| id == by) {
        return Ok(());
    }
    let name = team.name(by);
    let message = say!("{name}不是这篇稿件的编辑", "{name} is no writer of this article");
    let refusal = Refusal::not_allowed("not_a_writer_of_it", message);
    let of_it = |id: &&str| state.writers.contains(*id) || co_writers.iter().any(|own| own == id);
    let refusal = one_of(refusal, team.able("writer").filter(of_it), state, team);
    if !team.able("writer").any(|id| of_it(&id)) {
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

/// No person is left for a stage, or for one of the roles of a joint one.
pub fn nobody_for((stage, role): (&Stage, &str), writers: &BTreeSet<String>, team: &Team) -> Refusal {
    let name = if stage.is_joint() {
        let (name, Text { zh, en }) = (&stage.name, team.role_label(role));
        say!("{name}（{zh}）", "{name} ({en})")
    } else {
        Text::same(&stage.name)
    };
    let own: Vec<&str> = writers.iter().map(|id| team.name(id)).collect();
    let Text { zh, en } = crate::text::names(own);
    Refusal::not_now(
        "stage_unfilled",
        say!(
            "没有人能做{name_zh}：须是有该角色、又不是这篇稿件编辑（{zh}）、也不审另一环节的人",
            "nobody can decide {name_en}: it takes a person with that role who is no writer of the article ({en}) and decides no other stage",
            name_zh = name.zh,
            name_en = name.en
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
            Action::Correct => state.live.is_none(),
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
