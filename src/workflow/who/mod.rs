//! Who may do what, and the sentences for those who may not.

mod decides;
mod refused;
mod taking;

use std::collections::BTreeSet;

use super::{
    action::Action,
    lane, second_hand,
    state::State,
    team::Team,
    transitions::{Transition, Who},
};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

use decides::decides;
pub use decides::{named, stage_of};
pub use refused::{nobody_for, not_live, only, ways_on, wrong_state};
use taking::had_part;
pub use taking::may_take;

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
        (Who::LaneOpener, Some(state)) => lane::may_open(state, by, team),
        (Who::SkippedStage, Some(state)) => lane::may_pay(state, by, team),
        (Who::TypedFor, Some(state)) => second_hand::waiting(state, by, row.action, team),
        (Who::StageHolder | Who::LastStage | Who::LastStageOrManager, Some(state)) => {
            decides(row, state, by, team)
        }
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
    let decided = move |id: &str| submitted.is_some_and(|s| s.decisions.iter().any(|d| had_part(d, id)));
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
