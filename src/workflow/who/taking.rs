//! Who can take an article over: a writer who had no part in deciding it.

use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{
        state::{Decided, State},
        status::Status,
        team::Team,
    },
};

/// Whether `to` can own an article next.
pub fn may_take(state: &State, to: &str, team: &Team) -> Result<()> {
    if !team.has_role(to, "writer") {
        let (name, Text { zh, en }) = (team.name(to), team.names(takers(state, team)));
        let message =
            say!("接手的人要是运营编辑，{name}不是", "the new owner must be a writer; {name} is not");
        return Err(Refusal::not_allowed("not_a_writer", message).help(if zh.is_empty() {
            say!(
                "现在没有别的编辑能接手；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role writer`",
                "no other writer can take it; add one: `wxops team add ID --name NAME --email MAIL --role writer`"
            )
        } else {
            say!("可以接手的人：{zh}", "who can take it: {en}")
        }));
    }
    if decided(state, to) { Err(decided_it(state, to, team)) } else { Ok(()) }
}

/// Everybody else who can, by id.
fn takers<'t>(state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    team.able("writer").filter(|id| !decided(state, id) && *id != state.owner)
}

/// Whether somebody made a decision, or typed it for somebody else.
pub(super) fn had_part(decided: &Decided, id: &str) -> bool {
    decided.by == id || decided.typed_by.as_deref() == Some(id)
}

/// Whether somebody decided a submission whose decisions still count: whoever owns the article next would be one of its
/// writers, and nobody is both. Back in draft, or sent back, nothing of them counts any more.
fn decided(state: &State, id: &str) -> bool {
    let counts = state.status.is_bound() && state.status != Status::Checked;
    let mut submitted = state.submission.iter().filter(|_| counts);
    let opened = counts && state.opened_lane(id);
    opened || submitted.any(|submitted| submitted.decisions.iter().any(|decided| had_part(decided, id)))
}

/// Why somebody who decided an article cannot take it over.
fn decided_it(state: &State, id: &str, team: &Team) -> Refusal {
    let (name, slug) = (team.name(id), &state.slug);
    let refusal = Refusal::not_allowed(
        "decided_it",
        say!(
            "{name}审过或代录过这次送审，接手就成了自己审自己的稿",
            "{name} decided this submission or typed for who did, and nobody owns what they decided"
        ),
    );
    let Text { zh, en } = team.names(takers(state, team));
    if zh.is_empty() {
        return refusal.help(say!(
            "先撤回，再转交：`wxops withdraw {slug} --reason 理由`",
            "take it back first: `wxops withdraw {slug} --reason REASON`"
        ));
    }
    refusal.help(say!("可以接手的人：{zh}", "who can take it: {en}"))
}
