//! What is said where nobody may, or where an act does not fit.

use std::collections::BTreeSet;

use crate::{
    refusal::Refusal,
    say,
    text::{Text, list},
    workflow::{
        action::Action,
        command::command,
        lane,
        state::State,
        status::Status,
        team::{Stage, Team},
        transitions::{self, From},
    },
};

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
        Action::Retract if state.status != Status::Publishing => say!(
            "`{slug}` 没有线上版本，无须撤稿",
            "readers see nothing of `{slug}`, so there is nothing to retract"
        ),
        Action::Discard if state.status != Status::Publishing => {
            say!("`{slug}` 已经发布过，不能弃稿", "`{slug}` was published once and cannot be discarded")
        }
        _ => say!("`{slug}` 现在是“{now_zh}”，不能{zh}", "`{slug}` is {now_en} now, and `{en}` does not fit"),
    };
    let refusal = Refusal::not_now("wrong_state", message);
    let refusal = match state.owed_review().filter(|_| action.is_decision()) {
        Some(debt) => refusal.help(lane::disagree(state, debt)),
        None => refusal,
    };
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
    // Nobody is told to skip a stage, to approve a page that is laid out as it was, or not to wait for its time.
    let seldom = |action| matches!(action, Action::Skip | Action::ApprovePage | Action::PublishStarted);
    let forward = transitions::TRANSITIONS.iter().filter(|row| !aside(row.action) && !seldom(row.action));
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
    if state.live.is_some() && state.status != Status::Publishing {
        add(Action::Retract);
    }
    if ways.is_empty() { None } else { Some(list(&ways)) }
}
