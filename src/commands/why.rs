//! `wxops why` tells who can do what next.

use serde_json::{Value, json};
use wxops::{
    advance::rehearse,
    folder::{Derived, Wanted},
    refusal::{Exit, Refusal},
    say,
    text::{Language, Text, list, names, nearest},
    workflow::{
        action::Action,
        decide::{Act, Does, untouched},
        joint,
        outlook::{Outlook, may, outlook},
        state::State,
        status::Status,
        team::Team,
    },
};

use crate::shell::{arguments::Which, context::Context, looking::Looking, table::indented};

#[derive(clap::Args)]
#[command(
    about = tr!("解释谁能办、不能办是为什么", "Explain who can do what next, and why not"),
    before_help = tr!(
        "wxops why dongji-xinpin\n\
         wxops why dongji-xinpin approve",
        "wxops why dongji-xinpin\n\
         wxops why dongji-xinpin approve"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        value_name = tr!("操作", "ACTION"),
        help = tr!("只问这个操作，如 `approve`", "Only this act, such as `approve`")
    )]
    pub(crate) action: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let action = args.action.as_deref().map(|words| action(words, &looking.team)).transpose()?;
    let head = looking.folder.head()?;
    let found = looking.find(&head, &args.which)?;
    let derived = looking.derived(&head, &found)?;
    let (state, _) = derived.proof.clone()?;
    let wanted = Wanted::of(found.clone());
    let evidence = looking.folder.evidence(&head, &wanted)?;
    let text = evidence.working.as_ref().map(|bundle| &bundle.index);
    let co_writers = text.map(|index| index.list("co_writers").to_vec()).unwrap_or_default();
    let mut acts = outlook(&state, &co_writers, &looking.team);
    let laid_out = head.page_holds(&found.path, &state, &looking.team)?;
    let goes_out = |act: &&mut Outlook| matches!(act.action, Action::PublishStarted | Action::Publish);
    for act in acts.iter_mut().filter(goes_out).filter(|act| act.closed.is_none()) {
        if let Err(refusal) = &laid_out {
            (act.closed, act.people) = (Some(refusal.clone()), vec![]);
        }
    }
    looking.close_timed(&state, &mut acts);
    acts.retain(|act| action.is_none_or(|action| act.action == action));
    let touched = if state.status.is_bound() {
        untouched(&evidence, Some(&state), action.unwrap_or(Action::Approve)).err()
    } else {
        None
    };
    if ctx.output.is_json() {
        ctx.output.json(document(&looking, &derived, &acts, touched.as_ref()));
        return Ok(Exit::Done);
    }
    let (title, Text { zh, en }) = (looking.called(&derived.card), looking.marked(&state));
    looking.headline(&say!("{title}　{zh}", "{title}  {en}"));
    if let Some(standing) = joint::standing(&state, &looking.team) {
        ctx.output.say(&standing);
    }
    if let Some(refusal) = &touched {
        tell(&looking, refusal, "  ");
    }
    match acts.as_slice() {
        [act] if action.is_some() => one(&looking, &state, &co_writers, &wanted, act),
        acts => {
            // Nobody asks about what was never typed for anybody, or skipped.
            let about = |act: &&Outlook| match act.action {
                Action::Countersign | Action::Deny => !state.second_hand.is_empty(),
                Action::ApprovePage => laid_out.is_err(),
                Action::LateReview => !state.debts.is_empty(),
                Action::Skip => looking.team.lane.is_some(),
                Action::PublishStarted => looking.folder.settings().platform.is_some(),
                Action::PublishFailed => state.status == Status::Publishing,
                _ => true,
            };
            all(&looking, &state, &acts.iter().filter(about).cloned().collect::<Vec<_>>());
        }
    }
    Ok(Exit::Done)
}

/// The act that a person means: its word, its label, both as they are told, or the stage that is decided by it.
fn action(words: &str, team: &Team) -> wxops::refusal::Result<Action> {
    let known = |action: &Action| !matches!(action, Action::New | Action::Import);
    let is_stage = team.stages.iter().any(|stage| stage.id == words || stage.name == words);
    let named = |action: &Action| {
        action.name().eq_ignore_ascii_case(words)
            || [action.label().zh, told(*action).zh].iter().any(|told| told == words)
            || is_stage && *action == Action::Approve
    };
    let found = Action::ALL.into_iter().filter(known).find(named);
    found.ok_or_else(|| {
        let acts = || Action::ALL.into_iter().filter(known);
        let zh = names(acts().map(|act| format!("{}（{}）", act.label().zh, act.name()))).zh;
        let en = names(acts().map(Action::name)).en;
        let refusal =
            Refusal::usage("no_such_action", say!("没有操作 `{words}`", "there is no act `{words}`"));
        let refusal = match nearest(words, acts().map(Action::name)) {
            Some(near) => refusal.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
            None => refusal,
        };
        refusal.help(say!("操作有：{zh}", "there are: {en}"))
    })
}

/// An act as it is spoken of: its label with its word, and its word.
fn told(action: Action) -> Text {
    let (zh, name) = (action.label().zh, action.name());
    say!("{zh}（{name}）", "{name}")
}

/// Every act in three groups: mine, others', closed.
fn all(looking: &Looking<'_>, state: &State, acts: &[Outlook]) {
    let output = looking.ctx.output;
    let mine = |act: &&Outlook| looking.me.as_ref().is_some_and(|me| act.people.contains(me));
    let label = |act: &Outlook| match looking.ctx.language {
        Language::Zh => told(act.action).zh,
        Language::En => told(act.action).en,
    };
    let yours: Vec<&Outlook> = acts.iter().filter(mine).collect();
    if !yours.is_empty() {
        looking.headline(&say!("\n现在你可以", "\nYou can, now"));
        output.page(&indented(yours.iter().map(|act| [label(act), looking.command(act.action, state)])));
    }
    let theirs: Vec<&Outlook> = acts.iter().filter(|act| !mine(act) && !act.people.is_empty()).collect();
    if !theirs.is_empty() {
        looking.headline(&say!("\n现在别人可以", "\nOthers can, now"));
        output.page(&indented(
            theirs
                .iter()
                .map(|act| [label(act), looking.words(&looking.able(act.action, state, &act.people))]),
        ));
    }
    let closed: Vec<&Outlook> = acts.iter().filter(|act| act.people.is_empty()).collect();
    if !closed.is_empty() {
        looking.headline(&say!("\n现在不行", "\nNobody can, now"));
        let why = |act: &Outlook| match &act.closed {
            Some(refusal) => looking.words(&refusal.message),
            None => looking.words(&say!("没有人能办", "nobody in the team may")),
        };
        let elsewhere = |act: &&&Outlook| {
            act.closed.as_ref().is_some_and(|refusal| refusal.code == "wrong_state")
                && act.action != Action::Retract
        };
        let (elsewhere, here): (Vec<&Outlook>, Vec<&Outlook>) = closed.iter().partition(elsewhere);
        if !here.is_empty() {
            output.page(&indented(here.iter().map(|act| [label(act), why(act)])));
        }
        if !elsewhere.is_empty() {
            let Text { zh, en } = list(&elsewhere.iter().map(|act| told(act.action)).collect::<Vec<_>>());
            let Text { zh: now_zh, en: now_en } = state.label();
            output.say(&say!("  “{now_zh}”时不能：{zh}", "  does not fit {now_en}: {en}"));
        }
    }
}

/// One act: whether I can, who else, and for everybody else why not.
fn one(looking: &Looking<'_>, state: &State, co_writers: &[String], wanted: &Wanted, act: &Outlook) {
    let output = looking.ctx.output;
    let (zh, name) = (act.action.label().zh, act.action.name());
    if let Some(refusal) = &act.closed {
        output.say(&say!("\n现在不能{zh}（{name}）", "\n`{name}` is not possible now"));
        tell(looking, refusal, "  ");
        return;
    }
    let me = looking.me.as_deref();
    if let Some(me) = me {
        match may(state, co_writers, act.action, me, &looking.team) {
            Ok(()) => {
                let command = looking.command(act.action, state);
                output.say(&say!("\n你现在可以{zh}：`{command}`", "\nyou can `{name}` now: `{command}`"));
                yours(looking, state, wanted, act.action);
            }
            Err(refusal) => {
                output.say(&say!("\n你现在不能{zh}（{name}）", "\nyou cannot `{name}` now"));
                tell(looking, &refusal, "  ");
            }
        }
    }
    let others: Vec<&String> = act.people.iter().filter(|id| Some(id.as_str()) != me).collect();
    if !others.is_empty() {
        let Text { zh, en } = looking.able(act.action, state, others);
        output.say(&say!("别人可以：{zh}", "others can: {en}"));
    }
    let rest = looking.team.members.keys().filter(|id| Some(id.as_str()) != me && !act.people.contains(id));
    let why = |id: &String| {
        let why = may(state, co_writers, act.action, id, &looking.team).err()?;
        Some([looking.team.name(id).to_owned(), looking.words(&why.message)])
    };
    let rows: Vec<[String; 2]> = rest.filter_map(why).collect();
    if !rows.is_empty() {
        output.say(&say!("不可以的人：", "who cannot:"));
        output.page(&indented(rows));
    }
}

/// What I have to bring; for an act that needs nothing more it is rehearsed.
fn yours(looking: &Looking<'_>, state: &State, wanted: &Wanted, action: Action) {
    let does = match action {
        Action::Archive => Does::Archive,
        Action::Unschedule => Does::Unschedule,
        _ => {
            if let Some(Text { zh, en }) = needs(state, action, looking.me.as_deref()) {
                looking.ctx.output.say(&say!("  需要：{zh}", "  it takes {en}"));
            }
            return;
        }
    };
    let by = looking.me.clone().unwrap_or_default();
    match rehearse(&looking.folder, wanted, &Act { by, at: looking.now, does }) {
        Ok(_) => looking.ctx.output.say(&say!("  试办过：没有问题", "  rehearsed: nothing is in the way")),
        Err(refusal) => tell(looking, &refusal, "  "),
    }
}

/// What an act takes besides the right person.
fn needs(state: &State, action: Action, me: Option<&str>) -> Option<Text> {
    let stage = state.stage.as_ref().map(|stage| stage.name.as_str()).unwrap_or_default();
    Some(match action {
        Action::Answer => say!(
            "第几条意见，已改、部分采纳或未采纳（须说明理由）",
            "the number of an opinion, and done, partly or declined (with a reason)"
        ),
        Action::SelfCheck | Action::Submit => say!(
            "检查没有错误，自检清单逐项确认",
            "a text without errors and the self-check list, item by item"
        ),
        Action::Accept => say!("看过审核人的修改", "having seen the reviewer's edits"),
        Action::Approve if state.approved_before(me).is_some() => {
            say!("看过此后的修改", "having seen the edits since")
        }
        Action::Approve => say!("{stage}清单逐项确认", "the check list of {stage}, item by item"),
        Action::RequestChanges => say!("至少一条修改意见", "one opinion at least"),
        Action::Decline | Action::Reject | Action::Withdraw | Action::Retract | Action::Discard => {
            say!("理由", "a reason")
        }
        Action::PublishStarted => say!("到了时间，或 `--now`", "its time, or `--now`"),
        Action::PublishFailed => {
            say!(
                "看过公众号后台，确实没有发出；理由",
                "a look into the back office that shows that it is not out, and a reason"
            )
        }
        Action::Skip => say!("理由；此后须限时补审", "a reason; the stage then reviews late, in time"),
        Action::LateReview => {
            let stage = state.owed_review().map(|debt| debt.stage.name.as_str()).unwrap_or_default();
            say!("{stage}清单逐项确认", "the check list of {stage}, item by item")
        }
        Action::Countersign => say!("确认代录的同意是你说的", "your word that you said so"),
        Action::Deny => say!("理由：为什么不是你的意思", "a reason: why you never said so"),
        Action::Correct => {
            say!("理由，和更正方式：edit、repost 或 notice", "a reason, and how: edit, repost or notice")
        }
        Action::Schedule => say!("时间", "a time"),
        Action::Publish => say!("推文链接", "the link that readers follow"),
        Action::Assign => say!("接手的运营编辑", "the writer who takes over"),
        Action::Rename => say!("新的稿件名", "a new slug"),
        Action::ApprovePage => say!("看过新的页面", "having seen the new page"),
        Action::New | Action::Import | Action::Archive | Action::Unschedule => return None,
    })
}

/// A refusal as an answer: its sentence, its lines, the ways out.
fn tell(looking: &Looking<'_>, refusal: &Refusal, margin: &str) {
    let output = looking.ctx.output;
    let line = |text: &Text, mark: &Text| {
        for line in looking.words(text).lines() {
            output.say(&Text::same(format!("{margin}{}{line}", looking.words(mark))));
        }
    };
    line(&refusal.message, &Text::default());
    for detail in &refusal.detail {
        line(detail, &Text::same("  "));
    }
    for help in &refusal.help {
        line(help, &Text::same("→ "));
    }
}

fn document(looking: &Looking<'_>, derived: &Derived, acts: &[Outlook], touched: Option<&Refusal>) -> Value {
    let refusal = |refusal: &Refusal| {
        let help: Vec<String> = refusal.help.iter().map(|help| looking.words(help)).collect();
        json!({ "code": refusal.code, "message": looking.words(&refusal.message), "help": help })
    };
    let mut element = looking.element_with_turn(derived);
    element["changed"] = json!(touched.map(refusal));
    element["actions"] = acts
        .iter()
        .map(|act| {
            json!({
                "action": act.action.name(),
                "mine": looking.me.as_ref().is_some_and(|me| act.people.contains(me)),
                "people": act.people,
                "refusal": act.closed.as_ref().map(refusal),
            })
        })
        .collect();
    json!({ "article": element })
}
