//! What is refused while a review is owed, and what a proof refuses. Deadlines are held against a clock by `decide` and by a
//! proof, never by `judge`.

use chrono::TimeDelta;

use super::{Debt, Skip};
use crate::{
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{
        lists,
        policy::PolicyChain,
        record::Record,
        state::State,
        team::{Stage, Team},
    },
};

/// Whether a record skips the stage that decides now, as wxops writes it, and gives no more time than its rule book.
pub fn well_formed(record: &Record, said: &Skip, stage: Option<&Stage>, team: &Team) -> Result<()> {
    let whole = !said.reason.is_empty() && said.reason.trim() == said.reason;
    if !whole || stage.is_none_or(|stage| stage.id != said.stage) {
        let message = say!("放行的写法不对", "the record does not skip a stage as wxops does");
        return Err(Refusal::findings("record_illegal", message));
    }
    let hours = team.lane.as_ref().map_or(0, |lane| lane.review_within_hours);
    if said.until == record.at + TimeDelta::hours(i64::from(hours)) {
        return Ok(());
    }
    Err(Refusal::findings(
        "lane_deadline",
        say!(
            "补审期限不是运营规则定的 {hours} 小时",
            "the time to review late is not the {hours} hours of the rule book"
        ),
    ))
}

/// Whether a late review names what is owed, and its list is ticked by the rule book of that submission.
pub fn answers(state: &State, record: &Record, team: &Team, policy: &PolicyChain) -> Result<()> {
    let Some(debt) =
        state.owed_review().filter(|debt| record.says.late_review.as_ref() == Some(&debt.record))
    else {
        let message = say!("补审的不是现在欠着的那一次", "the record reviews late what nobody owes");
        return Err(Refusal::findings("not_owed", message));
    };
    let rules = policy.version(debt.policy).map_or(team, |version| &version.team);
    lists::complete(rules, &debt.stage.list, Some(&debt.category), record.says.attest.as_ref())
}

/// Refuses to send out, or to plan, what should have been reviewed by now.
pub fn in_time(state: &State, now: Moment, team: &Team) -> Result<()> {
    let late = |debt: &&Debt| debt.revision == state.revision && debt.is_overdue(now);
    match state.debts.iter().find(late) {
        Some(debt) => Err(overdue(state, debt, now, team, Refusal::not_now)),
        None => Ok(()),
    }
}

/// Filed is what is done with.
pub fn unsettled(state: &State, team: &Team) -> Result<()> {
    let Some(debt) = state.owed_review() else { return Ok(()) };
    let (slug, Text { zh, en }) = (&state.slug, debt.described(team));
    let message =
        say!("{zh}，还没有补审，不能归档", "{en}, which is still to be reviewed; it cannot be archived");
    Err(Refusal::not_now("lane_open", message)
        .help(say!("补审：`wxops approve {slug}`", "review it: `wxops approve {slug}`")))
}

/// How far clocks of two computers may differ.
const SKEW: TimeDelta = TimeDelta::hours(1);

/// What a proof has to refuse: a review that was not made in time, or a deadline that a wrong clock set.
pub fn settled(state: &State, now: Moment, team: &Team) -> Option<Refusal> {
    let debt = state.owed_review()?;
    if debt.at > now + SKEW {
        let (Text { zh, en }, at) = (debt.described(team), spoken(debt.at, now));
        let message = say!(
            "{zh}，写的时间 {at_zh} 还没到，补审期限不可信",
            "{en} at {at_en}, which is not past yet; so its deadline is not to be trusted",
            at_zh = at.zh,
            at_en = at.en
        );
        return Some(Refusal::findings("lane_future", message).help(say!(
            "对一对两台电脑的时钟；请尽快补审",
            "compare the clocks of both computers; let it be reviewed soon"
        )));
    }
    debt.is_overdue(now).then(|| overdue(state, debt, now, team, Refusal::findings))
}

fn overdue(
    state: &State,
    debt: &Debt,
    now: Moment,
    team: &Team,
    refusal: fn(&'static str, Text) -> Refusal,
) -> Refusal {
    let (slug, Text { zh, en }) = (&state.slug, debt.described(team));
    let (until, clock) = (spoken(debt.until, now), spoken(now, now));
    refusal(
        "lane_overdue",
        say!(
            "{zh}，到 {until_zh} 还没有补审（现在是 {clock_zh}）",
            "{en}: not reviewed by {until_en} (it is {clock_en})",
            until_zh = until.zh,
            until_en = until.en,
            clock_zh = clock.zh,
            clock_en = clock.en
        ),
    )
    .help(say!("补审：`wxops approve {slug}`", "review it: `wxops approve {slug}`"))
    .help(disagree(state, debt))
}

/// What to do where the stage does not agree with what was let out.
pub fn disagree(state: &State, debt: &Debt) -> Text {
    let slug = &state.slug;
    if state.live.as_ref().is_some_and(|live| live.revision == debt.revision) {
        say!(
            "不同意就更正：`wxops correct {slug} --how edit --reason 理由`；或撤稿：`wxops retract {slug} --reason 理由`",
            "if it does not hold, correct it: `wxops correct {slug} --how edit --reason REASON`; or take it down: `wxops retract {slug} --reason REASON`"
        )
    } else {
        say!(
            "不同意就撤回：`wxops withdraw {slug} --reason 理由`（负责人或运营主管）",
            "if it does not hold, take it back: `wxops withdraw {slug} --reason REASON` (the owner or a manager)"
        )
    }
}
