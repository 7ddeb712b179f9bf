//! `wxops status` shows my turn and what to type next.

use std::collections::BTreeMap;

use serde_json::json;
use wxops::{
    folder::{Card, Derived},
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        freeze::standing,
        joint,
        state::{State, Submitted},
        status::Status,
        team::Deputy,
        turn::Turn,
    },
};

use crate::shell::{
    context::Context,
    debts::Debts,
    element::deputy,
    frozen::{documents, line},
    looking::Looking,
    owed::Owed,
    table::{TITLE, indented, shortened},
};

/// How many articles of a group are shown.
const SHOWN: usize = 10;

#[derive(clap::Args)]
#[command(
    about = tr!("看该我办什么、什么逾期了、下一步输什么", "Show what is my turn, what is late, what to type next"),
    before_help = tr!(
        "wxops status",
        "wxops status"
    )
)]
pub(crate) struct Args {}

/// What an article is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Group {
    Mine,
    Others,
    Ready,
    Problem,
}

pub(crate) fn run(ctx: &Context, _args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let cards = looking.cards(false)?;
    let counts = counts(&cards, looking.labels(&cards)?);
    let total = cards.len();
    let matter = cards.into_iter().filter(|card| matters(&looking, card)).collect();
    let derived = looking.folder.derived(&head, matter)?;
    let mut grouped: Vec<(Group, &Derived)> =
        derived.iter().filter_map(|derived| Some((group(&looking, derived)?, derived))).collect();
    grouped.sort_by_key(|(_, derived)| {
        derived.state().map(|state| (state.urgent().is_none(), state.publish_at.unwrap_or(state.since)))
    });
    let owed = Owed::of(&looking, &head)?;
    let debts = Debts::of(&looking, &head)?;
    let frozen = standing(&head.freezes()?);
    if ctx.output.is_json() {
        let mut document = document(&looking, &grouped, &counts);
        document["countersign"] = json!(owed.documents(&looking));
        document["late_reviews"] = json!(debts.documents(&looking));
        document["unshared"] = json!(unshared(&looking));
        document["frozen"] = json!(documents(&looking.folder, &frozen));
        ctx.output.json(document);
        return Ok(Exit::Done);
    }
    let when = looking.spoken(looking.now);
    let who = looking.me.as_ref().map(|me| looking.team.name(me));
    looking.headline(&match who {
        Some(name) => say!("{name}，{when}", "{name}, {when}"),
        None => Text::same(when),
    });
    for own in &frozen {
        ctx.output.say(&line(&looking.folder, &looking.team, own, looking.now));
    }
    deputies(&looking);
    let none = !grouped.iter().any(|(group, _)| *group == Group::Mine);
    owed.show(&looking);
    debts.show(&looking);
    if none && owed.is_empty() && debts.mine(&looking) == 0 && looking.me.is_some() {
        ctx.output.say(&say!("\n没有等你办的事", "\nnothing waits for you"));
    }
    for kind in [Group::Problem, Group::Mine, Group::Others, Group::Ready] {
        let of: Vec<&Derived> = grouped.iter().filter(|(group, _)| *group == kind).map(|(_, d)| *d).collect();
        show(&looking, kind, &of);
    }
    ctx.output.say(&sum(total, &counts));
    if let Some(count) = unshared(&looking).filter(|count| *count > 0) {
        ctx.output.say(&say!(
            "还有 {count} 个提交没分享给同事：`wxops sync`",
            "{commits} not shared with the others yet: `wxops sync`",
            commits = wxops::text::plural(count, "commit")
        ));
    }
    Ok(Exit::Done)
}

/// How many commits only this computer has; nothing where there is nobody to share with.
fn unshared(looking: &Looking<'_>) -> Option<usize> {
    looking.folder.repo().upstream().ok().flatten().map(|upstream| upstream.ahead)
}

/// Who stands in for whom, as far as it concerns the reader: who is away, the deputy, and managers.
fn mine_of_deputies<'l>(looking: &'l Looking<'_>) -> impl Iterator<Item = &'l Deputy> {
    let me = looking.me.as_ref();
    let concerns = move |entry: &&Deputy| {
        me.is_some_and(|me| {
            [&entry.member, &entry.deputy].contains(&me) || looking.team.has_role(me, "manager")
        })
    };
    looking.team.deputies_from(looking.now).filter(concerns)
}

fn deputies(looking: &Looking<'_>) {
    for entry in mine_of_deputies(looking) {
        looking.ctx.output.say(&looking.team.deputy_told(entry));
    }
}

/// Whether an article can stand in the overview, by its front matter. Others' unfinished texts do not.
fn matters(looking: &Looking<'_>, card: &Card) -> bool {
    let Some(table) = &card.table else { return true };
    let team = &looking.team;
    match table.status {
        Status::Draft | Status::Checked | Status::ChangesRequested => looking.me.as_ref().is_none_or(|me| {
            let left = !team.has_role(&table.owner, "writer");
            table.status == Status::ChangesRequested
                || table.owner == *me
                || left && team.has_role(me, "manager")
        }),
        Status::InReview | Status::Edited | Status::Approved | Status::Scheduled | Status::Publishing => true,
        Status::Published | Status::Rejected | Status::Retracted | Status::Archived => false,
    }
}

fn group(looking: &Looking<'_>, derived: &Derived) -> Option<Group> {
    if derived.problem().is_some() {
        return Some(Group::Problem);
    }
    let state = derived.state()?;
    let turn = looking.turn(state);
    match state.status {
        // Shown in front of everything.
        _ if turn.as_ref().is_some_and(|turn| turn.action == Action::Countersign) => {
            (!looking.is_my_turn(turn.as_ref())).then_some(Group::Others)
        }
        _ if turn.as_ref().is_some_and(|turn| turn.action == Action::LateReview) => None,
        _ if looking.is_my_turn(turn.as_ref()) => Some(Group::Mine),
        Status::Approved | Status::Scheduled => Some(Group::Ready),
        _ => turn.map(|_| Group::Others),
    }
}

fn show(looking: &Looking<'_>, group: Group, articles: &[&Derived]) {
    let count = articles.len();
    if count == 0 {
        return;
    }
    let (head, more) = match group {
        Group::Problem => (
            say!("\n须先查清（{count}）", "\nTo be cleared up first ({count})"),
            say!("wxops verify", "wxops verify"),
        ),
        Group::Mine => (
            say!("\n该你办（{count}）", "\nYour turn ({count})"),
            say!("wxops queue、wxops list --mine", "wxops queue, wxops list --mine"),
        ),
        Group::Others if looking.me.is_none() => {
            (say!("\n要办的（{count}）", "\nTo be done ({count})"), say!("wxops list", "wxops list"))
        }
        Group::Others => (
            say!("\n等别人（{count}）", "\nWaiting for others ({count})"),
            say!("wxops queue --all", "wxops queue --all"),
        ),
        Group::Ready => (
            say!("\n等发布（{count}）", "\nReady to go out ({count})"),
            say!(
                "wxops list --status 已定稿 --status 已排期",
                "wxops list --status approved --status scheduled"
            ),
        ),
    };
    looking.headline(&head);
    let output = looking.ctx.output;
    output.page(&indented(articles.iter().take(SHOWN).map(|derived| row(looking, group, derived))));
    if count > SHOWN {
        let (left, Text { zh, en }) = (count - SHOWN, more);
        output.say(&say!("  还有 {left} 篇：{zh}", "  {left} more: {en}"));
    }
}

fn row(looking: &Looking<'_>, group: Group, derived: &Derived) -> Vec<String> {
    let card = &derived.card;
    let title = shortened(&looking.called(card), TITLE);
    let (Some(state), None) = (derived.state(), derived.problem()) else {
        let problem = derived.problem();
        let why = problem.as_ref().map(|problem| looking.words(&problem.message)).unwrap_or_default();
        let next = match (&card.table, card.broken) {
            (None, false) => looking.words(&card.recording()),
            (None, true) => format!("wxops check {}", card.path),
            _ if problem.is_some_and(|problem| problem.code == "unrecorded") => {
                format!("wxops show {}", card.path)
            }
            _ => "wxops verify".into(),
        };
        return vec![looking.words(&looking.label(card)), title, why, next];
    };
    let turn = looking.turn(state);
    let since = derived.waiting_since().unwrap_or(state.since);
    let since = looking.waited_and_due(state, since, |Text { zh, en }| say!("已 {zh}", "{en}"));
    let since = looking.words(&since);
    let names = state_names(looking, state, turn.as_ref());
    let mut row = vec![looking.words(&looking.marked(state)), title];
    match group {
        Group::Ready => {
            let planned = looking.planned(card);
            row.push(if planned.is_empty() {
                looking.words(&say!("没有排期", "no time yet"))
            } else {
                planned
            });
            row.push(names_of(looking, state));
            let may = |role| looking.me.as_ref().is_some_and(|me| looking.team.has_role(me, role));
            let publishes = state.status == Status::Approved && (may("writer") || may("publisher"));
            let show = format!("wxops show {}", state.slug);
            row.push(if publishes { looking.command(Action::Publish, state) } else { show });
        }
        Group::Others => {
            row.push(names);
            row.push(since);
            row.push(format!("wxops why {}", state.slug));
        }
        Group::Mine | Group::Problem => {
            row.push(looking.words(&todo(looking, state)));
            row.push(since);
            let action = turn.map_or(Action::Submit, |turn| turn.action);
            row.push(looking.command(action, state));
        }
    }
    row
}

/// For whom an article waits, and of a joint stage who signed already.
fn state_names(looking: &Looking<'_>, state: &State, turn: Option<&Turn>) -> String {
    let Text { zh, en } = looking.awaited(turn, state);
    looking.words(&match joint::standing(state, &looking.team) {
        Some(told) => {
            say!("等{zh}；{told_zh}", "for {en}; {told_en}", told_zh = told.zh, told_en = told.en)
        }
        None => say!("等{zh}", "for {en}"),
    })
}

/// What there is to do, in a few words.
fn todo(looking: &Looking<'_>, state: &State) -> Text {
    let open = state.unanswered().len();
    let team = &looking.team;
    match state.status {
        Status::ChangesRequested if open > 0 => {
            say!(
                "{open} 条意见须答复",
                "{opinions} to answer",
                opinions = wxops::text::plural(open, "opinion")
            )
        }
        Status::ChangesRequested => say!("改好后再送审", "mend and submit again"),
        Status::Edited => {
            let edited = state.submission.as_ref().and_then(Submitted::edited);
            let (by, count) = edited.map_or(("", 0), |edited| (team.name(&edited.by), edited.edits.len()));
            let edits = wxops::text::plural(count, "edit");
            say!("{by}改了 {count} 处", "{edits} by {by}")
        }
        Status::InReview if state.approved_before(looking.me.as_deref()).is_some() => {
            say!("只看改的几处", "only the edits are new")
        }
        Status::InReview => {
            let Text { zh, en } = team.names(state.writers.iter().map(String::as_str));
            match joint::standing(state, team) {
                Some(told) => {
                    say!("{zh}写；{told_zh}", "by {en}; {told_en}", told_zh = told.zh, told_en = told.en)
                }
                None => say!("{zh}写", "by {en}"),
            }
        }
        Status::Scheduled => {
            let at = state.publish_at.map(|at| looking.spoken(at)).unwrap_or_default();
            say!("到点了：{at}", "due: {at}")
        }
        Status::Approved => say!("排期或发布", "schedule or publish"),
        _ if !team.has_role(&state.owner, "writer") => {
            let owner = team.name(&state.owner);
            say!("{owner}已不在岗，请转交", "{owner} is no writer any more; hand it over")
        }
        _ => say!("写完送审", "finish and submit"),
    }
}

/// Who wrote it.
fn names_of(looking: &Looking<'_>, state: &State) -> String {
    let Text { zh, en } = looking.team.names(state.writers.iter().map(String::as_str));
    looking.words(&say!("{zh}写", "by {en}"))
}

/// How many articles there are of each label, in the order of a life.
fn counts(cards: &[Card], labels: Vec<Text>) -> Vec<(Option<Status>, Text, usize)> {
    let mut counts: BTreeMap<(Option<Status>, Text), usize> = BTreeMap::new();
    for (card, label) in cards.iter().zip(labels) {
        let status = card.table.as_ref().map(|table| table.status);
        *counts.entry((status, label)).or_default() += 1;
    }
    counts.into_iter().map(|((status, label), count)| (status, label, count)).collect()
}

fn sum(total: usize, counts: &[(Option<Status>, Text, usize)]) -> Text {
    if total == 0 {
        return say!(
            "\n没有在办的稿件。建一篇：`wxops new 标题 --category 栏目`",
            "\nno articles at work; begin one: `wxops new TITLE --category CATEGORY`"
        );
    }
    let each: Vec<Text> = counts
        .iter()
        .map(|(_, label, count)| say!("{zh} {count}", "{count} {en}", zh = &label.zh, en = &label.en))
        .collect();
    let zh: Vec<&str> = each.iter().map(|text| text.zh.as_str()).collect();
    let en: Vec<&str> = each.iter().map(|text| text.en.as_str()).collect();
    say!(
        "\n共 {total} 篇：{zh}",
        "\n{articles}: {en}",
        articles = wxops::text::plural(total, "article"),
        zh = zh.join(" · "),
        en = en.join(" · ")
    )
}

fn document(
    looking: &Looking<'_>,
    grouped: &[(Group, &Derived)],
    counts: &[(Option<Status>, Text, usize)],
) -> serde_json::Value {
    let articles: Vec<_> = grouped
        .iter()
        .map(|(group, derived)| {
            let mut element = looking.element_with_turn(derived);
            element["group"] = json!(match group {
                Group::Mine => "mine",
                Group::Others => "others",
                Group::Ready => "ready",
                Group::Problem => "problem",
            });
            element
        })
        .collect();
    let mut sums: BTreeMap<&str, usize> = BTreeMap::new();
    for (status, _, count) in counts {
        *sums.entry(status.map_or("unrecorded", Status::name)).or_default() += count;
    }
    let deputies: Vec<_> = mine_of_deputies(looking).map(deputy).collect();
    json!({ "me": looking.me, "articles": articles, "counts": sums, "deputies": deputies })
}
