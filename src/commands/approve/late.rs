//! `approve` where a stage was skipped: that stage reviews late, what went out as it went out.

use wxops::{
    folder::Found,
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::Does,
        lane::{Debt, disagree},
        state::State,
        status::Status,
    },
};

use super::Args;
use crate::shell::{acting::Acting, asking, context::Context};

/// The review that is owed, or was made by this person, where nothing else of the article is to be approved now.
pub(super) fn owed<'s>(state: &'s State, by: &str) -> Option<&'s Debt> {
    let reviewed = matches!(state.status, Status::InReview | Status::Edited);
    let own = |debt: &&Debt| debt.is_open() || debt.paid.as_ref().is_some_and(|(paid, _)| paid == by);
    state.debts.last().filter(own).filter(|_| !reviewed)
}

pub(super) fn run(
    ctx: &Context,
    acting: &Acting<'_>,
    found: Found,
    (state, debt): (&State, &Debt),
    args: &Args,
) -> anyhow::Result<Exit> {
    plain(args, state, debt)?;
    if debt.is_open() {
        acting.may(state, Action::LateReview)?;
    }
    let list = (debt.stage.list.as_str(), debt.category.as_str());
    let rehearse = |all| acting.rehearse(&found, Does::LateReview(all));
    let ticks = asking::ticks(ctx, &acting.team, list, &args.attesting, &args.writing, rehearse)?;
    let stage = debt.stage.name.clone();
    acting.act(found, Does::LateReview(ticks), &args.writing, |done| {
        let Text { zh, en } = acting.called(&done.after);
        say!(
            "{zh}{stage}已补审，放行时欠的手续齐了",
            "{en}: {stage} has reviewed it late, and nothing is owed any more"
        )
    })
}

/// It is about what went out: nothing of that is edited or asked for now, and nobody says so second-hand.
fn plain(args: &Args, state: &State, debt: &Debt) -> Result<()> {
    let more = !args.edit.is_empty()
        || args.patch.is_some()
        || !args.opinions.opinion.is_empty()
        || args.opinions.file.is_some()
        || args.saying.member.is_some();
    if !more {
        return Ok(());
    }
    let message = say!(
        "补审只能原样通过，由本人来办，不能附修改、意见、代录",
        "a late review passes the text as it is and in person: without edits, opinions or `--for`"
    );
    Err(Refusal::usage("late_review_plain", message).help(disagree(state, debt)))
}
