//! What is said of an act: where the article stands, who did what, who is asked to do what, by when, and what to type.

use crate::{
    leaks::masked,
    moment::{Moment, spoken},
    say,
    text::{Text, list},
    workflow::{
        action::Action,
        command::command,
        lane::payers,
        record::Record,
        state::State,
        status::Status,
        team::Team,
        told,
        turn::{Turn, turn},
        urgent, who,
    },
};

/// Most characters of a title.
const TITLE: usize = 64;

/// An act that was just made.
pub struct Happened<'h> {
    /// Its record; of several in one commit the last
    pub record: &'h Record,
    /// Where the article stood
    pub before: Option<&'h State>,
    /// Where it stands
    pub after: &'h State,
    /// Its title
    pub title: &'h str,
    /// By when its next step is to be done, if a time is set for it
    pub until: Option<Moment>,
    /// The rule book in force
    pub team: &'h Team,
    /// Now, in the account's zone
    pub now: Moment,
}

/// A message to the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about, so that it is said once
    pub event: String,
    /// Who is asked to do something, by name; empty where nobody is
    pub asked: Text,
    /// The message
    pub words: Text,
}

/// Whether anything is said of an act.
pub fn is_told(action: Action) -> bool {
    match action {
        Action::Submit
        | Action::Approve
        | Action::RequestChanges
        | Action::Reject
        | Action::Accept
        | Action::Decline
        | Action::Deny
        | Action::Skip
        | Action::Assign
        | Action::Publish
        | Action::PublishFailed
        | Action::Retract => true,
        Action::New
        | Action::Import
        | Action::Answer
        | Action::SelfCheck
        | Action::ApprovePage
        | Action::Countersign
        | Action::LateReview
        | Action::Withdraw
        | Action::Schedule
        | Action::Unschedule
        | Action::PublishStarted
        | Action::Correct
        | Action::Archive
        | Action::Rename
        | Action::Discard => false,
    }
}

/// What is said of an act; nothing of one that hands nothing on, such as a self-check or an article that is taken back.
pub fn of_act(happened: &Happened<'_>) -> Option<Notice> {
    let Happened { record, after, team, now, .. } = *happened;
    let did = did(happened).filter(|_| is_told(record.action))?;
    let turn = turn(after, team, now);
    let (asked, next) = next(happened, turn.as_ref());
    let (head, called) = (head(after), called(happened.title, &after.slug));
    let (head_zh, called_zh) = (&head.zh, &called.zh);
    let mut lines = vec![say!(
        "【{head_zh}】{called_zh} {zh}{next_zh}",
        "[{head_en}] {called_en} {en}{next_en}",
        zh = did.zh,
        next_zh = next.zh,
        head_en = head.en,
        called_en = called.en,
        en = did.en,
        next_en = next.en
    )];
    lines.extend(owed(happened));
    lines.extend(happened.until.map(|until| due(until, now)));
    for line in &mut lines {
        *line = Text { zh: masked(&line.zh), en: masked(&line.en) };
    }
    // Readers have it: it is no leak, and stars in it would break it.
    lines.extend(record.says.receipt.as_ref().map(|receipt| Text::same(&receipt.url)));
    lines.push(match &turn {
        Some(turn) => command(turn.action, after),
        None => Text::same(format!("wxops show {}", after.slug)),
    });
    let joined = |of: fn(&Text) -> &str| lines.iter().map(of).collect::<Vec<_>>().join("\n");
    let words = Text { zh: joined(|line| &line.zh), en: joined(|line| &line.en) };
    Some(Notice { event: format!("{}/{}", record.article, record.name()), asked, words })
}

/// Who did what.
fn did(happened: &Happened<'_>) -> Option<Text> {
    let Happened { record, before, team, .. } = *happened;
    let done = match record.action {
        Action::Submit => say!("已送审", "submitted it"),
        Action::Approve => {
            let Text { zh, en } = told::label(record, before, team);
            say!("{zh}", "decided: {en}")
        }
        Action::RequestChanges => {
            let opinions = told::opinions(&record.says.opinions);
            say!("退改，{zh}", "asked for changes, {en}", zh = opinions.zh, en = opinions.en)
        }
        Action::Reject => say!("退稿", "rejected it"),
        Action::Accept => say!("确认了修改", "accepted the edits"),
        Action::Decline => say!("驳回了修改", "declined the edits"),
        Action::Deny => say!("否认了代录的同意", "never said the approval that was typed for them"),
        Action::Skip => say!("应急放行", "let it out by the emergency lane"),
        Action::Assign => {
            let to = team.name(record.says.assign.as_deref().unwrap_or(&record.by));
            say!("把稿件转交给{to}", "gave the article to {to}")
        }
        Action::Publish => say!("已登记发布", "put it on record as published"),
        Action::PublishFailed => say!("登记没有发出", "put on record that it did not go out"),
        Action::Retract => say!("已登记撤稿", "put on record that it was taken down"),
        _ => return None,
    };
    let Text { zh, en } = told::author(record, before, team);
    Some(say!("{zh}{done_zh}", "{en} {done_en}", done_zh = done.zh, done_en = done.en))
}

/// Who is asked, and to do what, as the sentence goes on.
fn next(happened: &Happened<'_>, turn: Option<&Turn>) -> (Text, Text) {
    let Happened { after, team, .. } = *happened;
    let Some(turn) = turn else {
        if after.status != Status::Rejected {
            return (Text::default(), Text::default());
        }
        let owner = team.name(&after.owner);
        return (Text::same(owner), say!("，请{owner}看理由", "; {owner}, please see why"));
    };
    let asked = names(turn, after, team);
    if turn.people.is_empty() {
        let slug = &after.slug;
        return (
            asked,
            say!("，现在没有人能办，看 wxops why {slug}", "; nobody can go on, see wxops why {slug}"),
        );
    }
    let Text { zh, en } = &asked;
    let doing = doing(turn.action, after);
    let next =
        say!("，请{zh}{doing_zh}", "; {en}, please {doing_en}", doing_zh = doing.zh, doing_en = doing.en);
    (asked, next)
}

/// The people whose turn it is by name, and for whom, where somebody decides as a deputy.
fn names(turn: &Turn, after: &State, team: &Team) -> Text {
    let named = turn.people.iter().map(|id| match who::stage_of(turn.action, after) {
        Some(stage) => who::named(team, id, stage),
        None => Text::same(team.name(id)),
    });
    list(&named.collect::<Vec<_>>())
}

fn doing(action: Action, after: &State) -> Text {
    let stage = after.stage.as_ref().map(|stage| stage.name.as_str()).unwrap_or_default();
    match action {
        Action::Answer => say!("答复意见、修改后再送审", "answer the opinions and submit it again"),
        Action::Approve if after.approved_before(None).is_some() => {
            say!("看改动、确认（{stage}）", "look at the edits and confirm them ({stage})")
        }
        Action::Approve => say!("{stage}", "review it ({stage})"),
        Action::Accept => say!("看改动，确认或者驳回", "accept or decline the edits"),
        Action::Publish if after.status == Status::Approved => say!("排期或者发布", "schedule or publish it"),
        Action::Publish => say!("发布", "publish it"),
        Action::Submit => say!("改好后送审", "submit it when it is ready"),
        other => {
            let Text { zh, en } = other.label();
            say!("{zh}", "{en} it")
        }
    }
}

/// Where it stands: 待初审, 待终审 · 加急.
fn head(after: &State) -> Text {
    let Text { zh, en } = after.label();
    match urgent::mark(after) {
        None => Text { zh, en },
        Some(mark) => say!("{zh} · {mark_zh}", "{en}, {mark_en}", mark_zh = mark.zh, mark_en = mark.en),
    }
}

/// How it is called: one line, whatever was typed into the title.
fn called(title: &str, slug: &str) -> Text {
    let title: String = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = title.chars().take(TITLE).collect();
    let more = if shown.len() < title.len() { "…" } else { "" };
    if title.is_empty() { Text::same(slug) } else { say!("《{shown}{more}》", "“{shown}{more}”") }
}

/// The review that a stage owes, where somebody let an article out before it.
fn owed(happened: &Happened<'_>) -> Option<Text> {
    let Happened { record, after, team, now, .. } = *happened;
    let debt = after.owed_review().filter(|_| record.action == Action::Skip)?;
    let Text { zh: people_zh, en: people_en } = team.names(payers(debt, after, team));
    let (stage, Text { zh, en }) = (&debt.stage.name, spoken(debt.until.with_timezone(now.offset()), now));
    Some(say!(
        "还欠{stage}补审：请{people_zh}在 {zh} 前补审",
        "{stage} reviews late: {people_en}, please by {en}"
    ))
}

fn due(until: Moment, now: Moment) -> Text {
    let Text { zh, en } = spoken(until, now);
    if until < now {
        say!("时限：{zh}，已逾期", "due: {en}, overdue")
    } else {
        say!("时限：{zh}", "due: {en}")
    }
}
