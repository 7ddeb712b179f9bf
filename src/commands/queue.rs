//! `wxops queue` shows what waits for me.

use serde_json::json;
use wxops::{
    folder::Derived,
    refusal::Exit,
    say,
    text::{Text, plural},
    workflow::{
        joint,
        state::{State, Submitted},
        status::Status,
    },
};

use crate::shell::{
    context::Context,
    debts::Debts,
    looking::Looking,
    owed::Owed,
    table::{TITLE, columns, shortened},
    waiting::{InReview, handed_on, in_review},
};

#[derive(clap::Args)]
#[command(
    about = tr!("看等我审核的稿件、等了多久", "Show what waits for my review, and how long"),
    before_help = tr!(
        "wxops queue\n\
         wxops queue --all",
        "wxops queue\n\
         wxops queue --all"
    )
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("也看等别人的", "Show what waits for others too"))]
    pub(crate) all: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    // Whom the team does not know sees what everybody sees.
    let everything = args.all || looking.me.is_none();
    let InReview { waiting, all, problems } = in_review(&looking, &head, everything)?;
    let articles: Vec<_> = waiting.iter().map(|(derived, state)| element(&looking, derived, state)).collect();
    let owed = Owed::of(&looking, &head)?;
    let debts = if args.all { Debts::of(&looking, &head)? } else { Debts::of_mine(&looking, &head)? };
    ctx.output.json(json!({
        "articles": articles,
        "countersign": owed.documents(&looking),
        "late_reviews": debts.documents(&looking),
    }));
    if !waiting.is_empty() {
        let rows = waiting.iter().map(|(derived, state)| row(&looking, derived, state, everything));
        ctx.output.page(&columns(rows));
    }
    ctx.output.say(&summary(&waiting, all, everything));
    owed.show(&looking);
    debts.show(&looking);
    for problem in problems {
        let (title, slug) = (looking.called(&problem.card), &problem.card.slug);
        let unrecorded = problem.problem().is_some_and(|problem| problem.code == "unrecorded");
        ctx.output.note(&if unrecorded {
            say!(
                "{title}（{slug}）没有登记：`wxops show {slug}`",
                "{title} ({slug}) is not recorded: `wxops show {slug}`"
            )
        } else {
            say!(
                "{title}（{slug}）的状态与流转记录不符：`wxops verify`",
                "the status of {title} ({slug}) is not what the records say: `wxops verify`"
            )
        });
    }
    Ok(Exit::Done)
}

fn row(looking: &Looking<'_>, derived: &Derived, state: &State, all: bool) -> Vec<String> {
    let turn = looking.turn(state);
    let earlier = state.opinions.len();
    let writers = looking.team.names(state.writers.iter().map(String::as_str));
    let since = derived.waiting_since().unwrap_or(state.since);
    let mut row = vec![
        looking.words(&looking.marked(state)),
        shortened(&looking.called(&derived.card), TITLE),
        looking.words(&say!("{zh}写", "by {en}", zh = &writers.zh, en = &writers.en)),
        looking.words(
            &looking.waited_and_due(state, since, |Text { zh, en }| say!("等了 {zh}", "waiting {en}")),
        ),
        looking.words(&handed_on(looking, derived, state)),
        looking.words(&match earlier {
            _ if state.status == Status::Edited => {
                let edited = state.submission.as_ref().and_then(Submitted::edited);
                let count = edited.map_or(0, |edited| edited.edits.len());
                say!("改了 {count} 处", "{edits}", edits = plural(count, "edit"))
            }
            _ if state.approved_before(looking.me.as_deref()).is_some() => {
                say!("只看改的几处", "only the edits are new")
            }
            0 => say!("首次送审", "first submission"),
            _ => say!("此前 {earlier} 条意见", "{opinions} before", opinions = plural(earlier, "opinion")),
        }),
    ];
    if let Some(standing) = joint::standing(state, &looking.team) {
        row.push(looking.words(&standing));
    }
    if all {
        let Text { zh, en } = looking.awaited(turn.as_ref(), state);
        row.push(looking.words(&say!("等{zh}", "for {en}")));
    }
    if looking.is_my_turn(turn.as_ref()) {
        let confirms =
            state.status == Status::Edited || state.approved_before(looking.me.as_deref()).is_some();
        let look = if earlier > 0 || confirms { "diff" } else { "show" };
        row.push(format!("wxops {look} {}", state.slug));
    }
    row
}

fn element(looking: &Looking<'_>, derived: &Derived, state: &State) -> serde_json::Value {
    let mut element = looking.element_with_turn(derived);
    element["writers"] = json!(state.writers);
    element["opinions"] = json!(state.opinions.len());
    element["handed_on"] = json!(derived.handed_on().map(|filed| {
        let record = &filed.record;
        json!({ "by": record.by, "name": looking.team.name(&record.by), "action": record.action.name(), "stage": record.stage })
    }));
    element
}

fn summary(waiting: &[(Derived, State)], all: usize, everything: bool) -> Text {
    let count = waiting.len();
    let others = all - count;
    let edited = waiting.iter().any(|(_, state)| state.status == Status::Edited);
    match (count, others) {
        (0, 0) => say!("没有在审的稿件", "nothing is in review"),
        (0, _) => say!(
            "没有等你审的稿件；等别人的有 {others} 篇：`wxops queue --all`",
            "nothing waits for your review; {articles} for others: `wxops queue --all`",
            articles = plural(others, "article")
        ),
        _ if everything => {
            say!("在审 {count} 篇", "{articles} in review", articles = plural(count, "article"))
        }
        _ if edited => say!(
            "等你办 {count} 篇。逐篇看、逐篇定：`wxops review`",
            "{articles} for you. Go through them: `wxops review`",
            articles = plural(count, "article")
        ),
        _ => say!(
            "等你审 {count} 篇。逐篇看、逐篇审：`wxops review`",
            "{articles} for you. Go through them: `wxops review`",
            articles = plural(count, "article")
        ),
    }
}
