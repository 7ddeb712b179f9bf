//! `wxops show` shows one article.

use serde_json::{Value, json};
use wxops::{
    allowing::Allowed,
    article::{Article, INDEX},
    folder::Derived,
    leaks::masked,
    refusal::{Exit, Refusal},
    say,
    text::{Language, Text, escaped},
    workflow::{
        action::Action,
        chain::Step,
        joint, lane,
        outlook::outlook,
        second_hand::remark,
        state::{Decided, State},
        status::Status,
        team::Stage,
        told,
        turn::stage_of,
        urgent::Urgent,
    },
};

use crate::shell::{
    arguments::Which,
    context::Context,
    looking::Looking,
    opinions,
    table::{columns, indented, size},
};

#[derive(clap::Args)]
#[command(
    about = tr!("看一篇稿件的全部情况", "Show everything about one article"),
    before_help = tr!(
        "wxops show\n\
         wxops show dongji-xinpin --json",
        "wxops show\n\
         wxops show dongji-xinpin --json"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

/// The article as it lies in the working copy, for places and files.
struct Lying {
    text: String,
    co_writers: Vec<String>,
    files: Vec<(String, usize)>,
    allowed: Vec<Allowed>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let found = match looking.find(&head, &args.which) {
        Ok(found) => found,
        Err(refusal) => return unrecorded(&looking, &args.which, refusal),
    };
    let derived = looking.derived(&head, &found)?;
    let lying = lying(&looking, &found.path)?;
    if ctx.output.is_json() {
        ctx.output.json(document(&looking, &derived, &lying));
        return Ok(Exit::Done);
    }
    looking.headline(&Text::same(looking.called(&derived.card)));
    let mut rows = Vec::new();
    facts(&looking, &derived, &mut rows);
    list_files(&looking, &lying, &mut rows);
    ctx.output.page(&indented(rows));
    if let Some(problem) = derived.problem() {
        ctx.output.problem(&problem);
    }
    answered(&looking, &lying);
    if let Some(state) = derived.state() {
        for (n, asked) in state.opinions.iter().enumerate() {
            if n == 0 {
                let (count, open) = (state.opinions.len(), state.unanswered().len());
                looking.headline(&match open {
                    0 => say!("\n修改意见（{count} 条）", "\nOpinions ({count})"),
                    _ => say!(
                        "\n修改意见（{count} 条，{open} 条须答复）",
                        "\nOpinions ({count}, {open} to be answered)"
                    ),
                });
            }
            looking.ctx.output.page(&opinions::drawn(
                &looking,
                n + 1,
                asked,
                state,
                &found.path,
                &lying.text,
            ));
        }
        let laid_out = head.page_holds(&found.path, state, &looking.team)?;
        if let Err(refusal) = &laid_out {
            ctx.output.problem(refusal);
        }
        next(&looking, state, &lying.co_writers, laid_out.is_err());
    }
    Ok(Exit::Done)
}

/// A bundle that lies in the folder and is in no state: what it is, and how it is recorded.
fn unrecorded(looking: &Looking<'_>, which: &Which, refusal: Refusal) -> anyhow::Result<Exit> {
    let name = which.article.as_deref().unwrap_or_default();
    let lies = looking.folder.lying(name, &looking.ctx.start);
    let Some(card) = lies.filter(|card| card.table.is_none() && !card.broken) else {
        return Err(refusal.into());
    };
    let derived = Derived { proof: Err(card.unrecorded()), card, differs: false };
    let lying = lying(looking, &derived.card.path)?;
    if looking.ctx.output.is_json() {
        looking.ctx.output.json(document(looking, &derived, &lying));
        return Ok(Exit::Done);
    }
    let card = &derived.card;
    looking.headline(&Text::same(looking.called(card)));
    let mut rows = Vec::new();
    facts(looking, &derived, &mut rows);
    list_files(looking, &lying, &mut rows);
    looking.ctx.output.page(&indented(rows));
    answered(looking, &lying);
    looking.headline(&say!("\n接下来", "\nWhat can be done"));
    let Text { zh, en } = card.recording();
    looking.ctx.output.page(&indented([[
        looking.words(&say!("{zh}", "{en}")),
        looking.words(&say!("登记", "records it")),
    ]]));
    Ok(Exit::Done)
}

/// The files of the bundle, one a row.
fn list_files(looking: &Looking<'_>, lying: &Lying, rows: &mut Vec<[String; 2]>) {
    let files = columns(lying.files.iter().map(|(name, bytes)| [name.clone(), size(*bytes)]));
    for (n, file) in files.lines().enumerate() {
        let label = if n == 0 { looking.words(&say!("文件", "files")) } else { String::new() };
        rows.push([label, file.to_owned()]);
    }
}

/// What rules find and the article answers, for whoever reviews it.
fn answered(looking: &Looking<'_>, lying: &Lying) {
    let count = lying.allowed.len();
    if count > 0 {
        looking.headline(&say!("\n检查出来、已说明理由（{count} 处）", "\nFound and answered ({count})"));
    }
    for allowed in &lying.allowed {
        let (Text { zh, en }, rule) = (allowed.in_one_line(&lying.text), allowed.finding.rule);
        let line = say!("  {zh}（{rule}）", "  {en} ({rule})");
        looking.ctx.output.page(&escaped(line.get(looking.ctx.language)));
    }
}

fn lying(looking: &Looking<'_>, path: &str) -> wxops::refusal::Result<Lying> {
    let bundle = looking.folder.working_bundle(path, None, false)?;
    let Some(bundle) = bundle else {
        return Ok(Lying { text: String::new(), co_writers: vec![], files: vec![], allowed: vec![] });
    };
    let index: &Article = &bundle.index;
    let mut files = vec![(INDEX.to_owned(), index.bytes().len())];
    files.extend(bundle.others.iter().map(|file| (file.digest.path.clone(), file.digest.length)));
    let allowed = looking.folder.allowed(&bundle)?;
    let (text, co_writers) = (index.text().to_owned(), index.list("co_writers").to_vec());
    Ok(Lying { text, co_writers, files, allowed })
}

/// Everything that is one line.
fn facts(looking: &Looking<'_>, derived: &Derived, rows: &mut Vec<[String; 2]>) {
    let card = &derived.card;
    let mut add = |label: Text, words: String| {
        if !words.is_empty() {
            rows.push([looking.words(&label), words]);
        }
    };
    add(say!("稿件名", "slug"), card.slug.clone());
    match derived.state() {
        Some(state) => add(say!("状态", "status"), stands(looking, derived, state)),
        None => add(say!("状态", "status"), looking.words(&looking.label(card))),
    }
    if let Some(Urgent { reason, told, .. }) = derived.state().and_then(State::urgent) {
        let Text { zh, en } = looking.team.names(told.iter().map(String::as_str));
        let reason = masked(reason);
        add(say!("加急", "urgent"), reason);
        add(say!("事先告知", "told before"), looking.words(&Text { zh, en }));
    }
    if let Some(told) = derived.state().and_then(|state| skipped(looking, state)) {
        add(say!("应急放行", "skipped"), looking.words(&told));
    }
    add(say!("栏目", "category"), looking.category(&card.category));
    let owner = card.table.as_ref().map_or("", |table| looking.team.name(&table.owner));
    add(say!("负责人", "owner"), owner.to_owned());
    if let Some(state) = derived.state() {
        add(say!("编辑", "writers"), looking.words(&looking.names(&state.writers)));
        // Back in draft, decisions so far have lapsed.
        let lapsed = matches!(state.status, Status::Draft | Status::Checked);
        if let Some(submitted) = state.submission.as_ref().filter(|s| !lapsed && !s.decisions.is_empty()) {
            let decided = submitted.decisions.iter().enumerate().map(|(n, decided)| {
                let stage =
                    stage_of(state, &decided.stage).map_or(decided.stage.as_str(), |stage| &stage.name);
                let label = decided.action.label();
                let (name, act) = (told::decider(decided, &looking.team), &decided.action);
                let role = signed_for(looking, state, decided);
                let typed =
                    remark(state, decided, &looking.team).map(|Text { zh, en }| say!("（{zh}）", ", {en}"));
                let typed = typed.unwrap_or_default();
                let (name, name_en) = (name.zh + &role.zh + &typed.zh, name.en + &role.en + &typed.en);
                let again = |earlier: &Decided| earlier.stage == decided.stage && earlier.by == decided.by;
                match decided.edits.len() {
                    0 if submitted.decisions[..n].iter().any(again) && decided.action == Action::Approve => {
                        say!("{stage}确认修改：{name}", "{name_en} ({stage}: approve the edits)")
                    }
                    0 => {
                        say!(
                            "{stage}{zh}：{name}",
                            "{name_en} ({stage}: {en})",
                            zh = label.zh,
                            en = act.name()
                        )
                    }
                    n => say!(
                        "{stage}修改后通过：{name}（{n} 处）",
                        "{name_en} ({stage}: approve with {edits})",
                        edits = wxops::text::plural(n, "edit")
                    ),
                }
            });
            let decided: Vec<Text> = decided.collect();
            add(say!("审核", "decisions"), looking.words(&wxops::text::list(&decided)));
        }
        if let (Some(stage), Some(standing)) = (&state.stage, joint::standing(state, &looking.team)) {
            add(Text::same(&stage.name), looking.words(&standing));
        }
        for (n, proof) in state.second_hand.iter().flat_map(|consent| &consent.proof).enumerate() {
            let label = if n == 0 { say!("代录凭证", "proof") } else { Text::default() };
            add(label, proof.path.clone());
        }
        let revision = state.revision;
        add(say!("版次", "revision"), looking.words(&say!("第 {revision} 版", "{revision}")));
        if let Some(live) = &state.live {
            let (revision, url, at) = (live.revision, &live.url, looking.spoken(live.at));
            let live = say!("第 {revision} 版，{at} 发出，{url}", "revision {revision}, out {at}, {url}");
            add(say!("线上", "live"), looking.words(&live));
        }
    }
    add(say!("拟发时间", "planned"), looking.planned(card));
    if let Some(told) = derived.state().and_then(|state| looking.push_told(state)) {
        add(say!("推送", "push"), looking.words(&told));
    }
    if let Ok((state, steps)) = &derived.proof {
        let first = steps.first().and_then(|step| step.first()).map(|filed| looking.spoken(filed.record.at));
        add(say!("建稿", "begun"), first.unwrap_or_default());
        let last = newest(looking, steps, state);
        add(say!("最近", "newest"), last);
    }
    let id = card.table.as_ref().map(|table| table.id.clone());
    add(say!("编号", "id"), id.unwrap_or_default());
    add(say!("位置", "path"), card.path.clone());
}

/// The stage that was skipped, why, and by when it is to review.
fn skipped(looking: &Looking<'_>, state: &State) -> Option<Text> {
    let (Text { zh, en }, debt) = (lane::remark(state, &looking.team)?, state.debts.last()?);
    let reason = masked(&debt.reason);
    let (zh, en) = (format!("{zh}：{reason}"), format!("{en}: {reason}"));
    if !debt.is_open() {
        return Some(Text { zh, en });
    }
    let due = lane::deadline(looking.folder.local(debt.until), looking.now);
    Some(say!("{zh}，{due_zh}", "{en}, {due_en}", due_zh = due.zh, due_en = due.en))
}

/// In a joint stage: the role for which somebody approved, in brackets.
fn signed_for(looking: &Looking<'_>, state: &State, decided: &Decided) -> Text {
    let joint = stage_of(state, &decided.stage).is_some_and(Stage::is_joint);
    if !joint || decided.action != Action::Approve {
        return Text::default();
    }
    let Text { zh, en } = looking.team.any_of(decided.seats.iter().map(|seat| seat.role.as_str()));
    say!("（{zh}）", " ({en})")
}

/// The status, whose turn it is, and since when.
fn stands(looking: &Looking<'_>, derived: &Derived, state: &State) -> String {
    let label = looking.marked(state);
    let since = derived.waiting_since().unwrap_or(state.since);
    let since = looking.waited_and_due(state, since, |Text { zh, en }| say!("已 {zh}", "{en} so far"));
    let Some(turn) = looking.turn(state) else { return looking.words(&label) };
    let names = if looking.is_my_turn(Some(&turn)) {
        let others: Vec<&String> = turn.people.iter().filter(|id| Some(*id) != looking.me.as_ref()).collect();
        if others.is_empty() {
            say!("等你", "your turn")
        } else {
            let Text { zh, en } = looking.able(turn.action, state, others);
            // Of a joint stage everybody signs whose role is missing.
            if state.stage.as_ref().is_some_and(Stage::is_joint) {
                say!("等你和{zh}", "your turn and {en}")
            } else {
                say!("等你或{zh}", "your turn or {en}")
            }
        }
    } else {
        let Text { zh, en } = looking.awaited(Some(&turn), state);
        say!("等{zh}", "for {en}")
    };
    looking.words(&Text {
        zh: format!("{}，{}，{}", label.zh, names.zh, since.zh),
        en: format!("{}, {}, {}", label.en, names.en, since.en),
    })
}

fn newest(looking: &Looking<'_>, steps: &[Step], state: &State) -> String {
    let Some(filed) = steps.last().and_then(|step| step.last()) else { return String::new() };
    let (at, name) = (looking.spoken(state.since), looking.team.name(&filed.record.by));
    let label = match filed.record.says.second_hand {
        Some(_) => say!("代录", "second-hand approval"),
        None => filed.record.action.label(),
    };
    looking.words(&say!("{at} {name}{zh}", "{at} {name}: {en}", zh = label.zh, en = label.en))
}

/// What this person can type now; for others and whom the team does not know, who can do what.
fn next(looking: &Looking<'_>, state: &State, co_writers: &[String], looks_again: bool) {
    let mut open = outlook(state, co_writers, &looking.team);
    looking.close_timed(state, &mut open);
    open.retain(|act| !act.people.is_empty() && (looks_again || act.action != Action::ApprovePage));
    let aside = [Action::Retract, Action::Withdraw, Action::Rename, Action::Assign, Action::Discard];
    open.sort_by_key(|act| aside.contains(&act.action));
    let mine = |people: &[String]| looking.me.as_ref().is_some_and(|me| people.contains(me));
    if open.is_empty() {
        return;
    }
    looking.headline(&say!("\n接下来", "\nWhat can be done"));
    let mut rows: Vec<Vec<String>> = Vec::new();
    let (yours, theirs): (Vec<_>, Vec<_>) = open.iter().partition(|act| mine(&act.people));
    for act in yours.iter().chain(&theirs) {
        let who =
            if mine(&act.people) { say!("你", "you") } else { looking.able(act.action, state, &act.people) };
        rows.push(match looking.ctx.language {
            Language::Zh => vec![looking.command(act.action, state), act.action.label().zh, who.zh],
            Language::En => vec![looking.command(act.action, state), who.en],
        });
    }
    looking.ctx.output.page(&indented(rows));
}

fn document(looking: &Looking<'_>, derived: &Derived, lying: &Lying) -> Value {
    let mut element = looking.element_with_turn(derived);
    let state = derived.state();
    element["writers"] = json!(state.map(|state| &state.writers));
    element["opinions"] = json!(
        state
            .map(|state| opinions::document(looking, state, &derived.card.path, &lying.text))
            .unwrap_or_default()
    );
    let submitted = state.and_then(|state| state.submission.as_ref());
    element["edits"] = submitted.iter().flat_map(|submitted| &submitted.decisions).flat_map(edits).collect();
    let file = |(path, bytes): &(String, usize)| json!({ "path": path, "bytes": bytes });
    let allowed = lying.allowed.iter().map(|allowed| allowed.json(&lying.text, looking.ctx.language));
    element["allowed"] = allowed.collect();
    element["files"] = json!(lying.files.iter().map(file).collect::<Vec<_>>());
    json!({ "article": element })
}

/// What a decision changed in the text, place by place.
fn edits(decided: &Decided) -> impl Iterator<Item = Value> {
    decided.edits.iter().map(|edit| {
        json!({ "by": decided.by, "stage": decided.stage, "from": masked(&edit.from), "to": masked(&edit.to) })
    })
}
