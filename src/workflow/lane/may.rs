//! Who may open the lane, and who reviews late.

use super::Debt;
use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, list, names},
    workflow::{
        state::{State, Submitted},
        team::{LaneRules, Stage, Team},
        who,
    },
};

/// Whether `by` may let an article out before the stage that decides now: the rule book names person and stage, the article
/// is urgent, every other stage has passed, and this person has no other part in it.
pub fn may_open(state: &State, by: &str, team: &Team) -> Result<()> {
    let Some(lane) = &team.lane else { return Err(off(state)) };
    let (Some(stage), Some(submitted)) = (&state.stage, &state.submission) else { return Ok(()) };
    fits(state, (stage, submitted), lane, team)?; // else nobody could, and whom a refusal names could not
    let name = team.name(by);
    if !lane.people.iter().any(|id| id == by) {
        let message =
            say!("{name}不能放行：运营规则没有点名", "the rule book does not name {name} for the lane");
        return Err(Refusal::not_allowed("lane_people", message).help(openers(state, lane, team)));
    }
    if state.wrote(by) {
        let message = say!(
            "{name}写了这篇稿件，不能放行自己的稿",
            "{name} wrote this article, and lets out none of their own"
        );
        return Err(Refusal::not_allowed("own_article", message).help(openers(state, lane, team)));
    }
    if had_part(submitted, by) {
        let message = say!(
            "{name}审过或代录过这次送审，不能再放行：审的人和放行的人要是两个人",
            "{name} decided this submission or typed for who did; whoever opens the lane is somebody else"
        );
        return Err(Refusal::not_allowed("lane_decided", message).help(openers(state, lane, team)));
    }
    Ok(())
}

/// Whether the lane is there for the article at all.
fn fits(
    state: &State,
    (stage, submitted): (&Stage, &Submitted),
    lane: &LaneRules,
    team: &Team,
) -> Result<()> {
    let (slug, stage_name) = (&state.slug, &stage.name);
    let refuse = |code, message: Text| {
        Refusal::not_now(code, message)
            .help(say!("等谁办：`wxops why {slug}`", "for whom it waits: `wxops why {slug}`"))
    };
    if submitted.urgent.is_none() {
        return Err(refuse(
            "lane_not_urgent",
            say!(
                "`{slug}` 不是加急的，不能走应急通道",
                "`{slug}` is not urgent, and the lane is for what is"
            ),
        )
        .help(say!(
            "加急要由编辑送审时写明：`wxops submit --urgent --reason 理由`",
            "a writer says so by `wxops submit --urgent --reason REASON`"
        )));
    }
    if !lane.skips.contains(&stage.id) || stage.is_joint() {
        let may = team.stages.iter().filter(|own| lane.skips.contains(&own.id)).map(|own| &own.name);
        let Text { zh, en } = names(may);
        return Err(refuse(
            "lane_stage",
            say!("{stage_name}不能后补", "{stage_name} cannot be made up for later"),
        )
        .help(say!("能后补的环节：{zh}", "these can: {en}")));
    }
    let others = || submitted.stages.iter().filter(|own| own.id != stage.id);
    let open: Vec<&String> =
        others().filter(|own| !submitted.passed(own, &state.content)).map(|own| &own.name).collect();
    if !open.is_empty() {
        let Text { zh, en } = names(open);
        return Err(refuse(
            "lane_early",
            say!(
                "{zh}还没有通过，只有最后一个没审的环节能后补",
                "{en} has not passed; only the last open stage can be made up for later"
            ),
        ));
    }
    if others().next().is_none() {
        return Err(refuse(
            "lane_alone",
            say!(
                "只有一个环节，不能一个人也没审就放行",
                "there is no other stage, and nothing goes out that nobody reviewed"
            ),
        ));
    }
    if state.second_hand.iter().any(|own| own.revision == state.revision && !own.is_settled()) {
        return Err(refuse(
            "lane_second_hand",
            say!(
                "前面的通过是代录的，还没有补签，不能放行",
                "an approval before it is second-hand and not countersigned"
            ),
        )
        .help(say!("本人补签：`wxops countersign {slug}`", "countersign it: `wxops countersign {slug}`")));
    }
    match state.owed_review() {
        Some(debt) => {
            let Text { zh, en } = debt.described(team);
            Err(refuse(
                "lane_debt",
                say!("{zh}，还没有补审，不能再放行", "{en}, which is still to be reviewed"),
            ))
        }
        None => Ok(()),
    }
}

fn off(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_allowed("lane_off", say!("运营规则没有应急通道", "the rule book has no emergency lane"))
        .help(say!("等谁审：`wxops why {slug}`", "for whom it waits: `wxops why {slug}`"))
        .help(say!(
            "加急的稿件可以请人代审：`wxops team deputy add 成员 --deputy 代审人 --urgent`",
            "somebody else may decide urgent articles: `wxops team deputy add MEMBER --deputy MEMBER --urgent`"
        ))
}

fn had_part(submitted: &Submitted, id: &str) -> bool {
    let own = |by: &String| by == id;
    submitted.decisions.iter().any(|decided| own(&decided.by) || decided.typed_by.as_ref().is_some_and(own))
}

/// Those who can open it, in a sentence.
fn openers(state: &State, lane: &LaneRules, team: &Team) -> Text {
    let taken = |id: &str| state.submission.as_ref().is_some_and(|own| had_part(own, id));
    let people = lane.people.iter().map(String::as_str);
    let people = people.filter(|id| team.can_sign(id) && !state.wrote(id) && !taken(id));
    let Text { zh, en } = team.names(people);
    if zh.is_empty() {
        say!("现在没有人能放行", "nobody can now")
    } else {
        say!("可以办的人：{zh}", "who may: {en}")
    }
}

/// Whether `by` can review late what is owed.
pub fn may_pay(state: &State, by: &str, team: &Team) -> Result<()> {
    none_owed(state)?;
    let Some(debt) = state.owed_review() else { return Ok(()) };
    if pays(debt, state, by, team) {
        return Ok(());
    }
    let (name, stage) = (team.name(by), &debt.stage.name);
    let people: Vec<Text> = payers(debt, state, team).map(|id| who::named(team, id, &debt.stage)).collect();
    let Text { zh, en } = list(&people);
    let (code, message) = if team.seats(by, &debt.stage).is_empty() {
        let role = team.any_of(debt.stage.roles());
        let message = say!(
            "补审的是{stage}，要由{role_zh}来办",
            "{stage} is to be reviewed late, which is for a {role_en}",
            role_zh = role.zh,
            role_en = role.en
        );
        ("not_your_stage", message)
    } else {
        let message = say!(
            "{name}写过、审过或放行过这一版，不能补审",
            "{name} wrote this text, decided it or let it out, and does not review it late"
        );
        ("late_review_barred", message)
    };
    Err(Refusal::not_allowed(code, message).help(if zh.is_empty() {
        let role = debt.stage.roles().next().unwrap_or("manager");
        say!(
            "现在没有人能办；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
            "nobody can; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
        )
    } else {
        say!("可以办的人：{zh}", "who may: {en}")
    }))
}

/// Whether anything is owed, whoever would review.
pub fn none_owed(state: &State) -> Result<()> {
    if state.owed_review().is_some() {
        return Ok(());
    }
    let slug = &state.slug;
    Err(Refusal::not_now(
        "nothing_owed",
        say!("`{slug}` 没有待补审的环节", "no stage of `{slug}` has a late review to make"),
    )
    .help(say!("看流转：`wxops log {slug}`", "see its records: `wxops log {slug}`")))
}

/// Who can review late, by id: they decide that stage, and had no other part in the text.
pub fn payers<'t>(debt: &'t Debt, state: &'t State, team: &'t Team) -> impl Iterator<Item = &'t str> {
    team.deciders(&debt.stage).filter(move |id| pays(debt, state, id, team))
}

fn pays(debt: &Debt, state: &State, id: &str, team: &Team) -> bool {
    let wrote = debt.revision == state.revision && state.wrote(id);
    !wrote && !debt.barred.contains(id) && !team.seats(id, &debt.stage).is_empty()
}
