//! `wxops review` walks through what waits for me, one article after the other.

mod choice;
mod deciding;
mod desk;
mod edits;
mod list;
mod opinions;
pub(in crate::commands) mod page;
mod sitting;
mod tally;

use serde_json::json;
use wxops::{
    folder::{Derived, Head},
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, plural},
    workflow::{action::Action, outlook, state::State, status::Status},
};

use crate::shell::{
    arguments::{Which, Writing},
    asking,
    context::Context,
    looking::Looking,
    waiting::in_review,
};
use page::{Page, Shows};

#[derive(clap::Args)]
#[command(
    about = tr!("逐篇审：看改了什么、逐项确认、作决定", "Go through what waits for me: read, tick, decide"),
    before_help = tr!(
        "wxops review\n\
         wxops review dongji-xinpin --whole\n\
         wxops review --no-input",
        "wxops review\n\
         wxops review dongji-xinpin --whole\n\
         wxops review --no-input"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "只审这几篇：稿件名、路径、标题的一部分，或编号开头",
            "Only these: slug, path, part of the title or start of the id"
        )
    )]
    pub(crate) articles: Vec<String>,
    #[arg(
        long,
        conflicts_with = "whole",
        help = tr!("只看我上次审过以后的改动", "Show what changed since I decided last, and no whole text")
    )]
    pub(crate) since_mine: bool,
    #[arg(long, help = tr!("总是看全文", "Always show the whole text"))]
    pub(crate) whole: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let shows = match (args.whole, args.since_mine) {
        (true, _) => Shows::Whole,
        (_, true) => Shows::Changes,
        _ => Shows::Fitting,
    };
    let chosen = if args.articles.is_empty() {
        let found = in_review(&looking, &head, false)?;
        let mine = |state: &State| looking.is_my_turn(looking.turn(state).as_ref());
        let others = found.all - found.waiting.iter().filter(|(_, state)| mine(state)).count();
        let chosen: Vec<_> = found.waiting.into_iter().filter(|(_, state)| mine(state)).collect();
        if chosen.is_empty() {
            ctx.output.say(&nothing(others));
            ctx.output.json(json!({ "articles": [] }));
            return Ok(Exit::Done);
        }
        chosen
    } else {
        named(&looking, &head, &args.articles)?
    };
    if args.writing.no_input || ctx.output.is_json() || !asking::is_conversation() {
        return pages(&looking, &head, &chosen, shows);
    }
    let slugs: Vec<String> = chosen.into_iter().map(|(_, state)| state.slug).collect();
    drop(head);
    Ok(sitting::walk(ctx, &slugs, shows, &args.writing))
}

/// The articles that were named, each of which waits for this person.
fn named(looking: &Looking<'_>, head: &Head<'_>, names: &[String]) -> Result<Vec<(Derived, State)>> {
    let mut chosen: Vec<(Derived, State)> = Vec::new();
    for name in names {
        let found = looking.find(head, &Which { article: Some(name.clone()) })?;
        let derived = looking.derived(head, &found)?;
        let state = derived.proof.clone()?.0;
        if !looking.is_my_turn(looking.turn(&state).as_ref()) || reviewing(&state).is_none() {
            return Err(not_mine(looking, &state));
        }
        if chosen.iter().all(|(_, other)| other.id != state.id) {
            chosen.push((derived, state));
        }
    }
    Ok(chosen)
}

/// The act that an article in review waits for.
fn reviewing(state: &State) -> Option<Action> {
    match state.status {
        Status::InReview => Some(Action::Approve),
        Status::Edited => Some(Action::Accept),
        _ => None,
    }
}

/// Why an article is not this person's to decide: in the words of the act, if that says so.
fn not_mine(looking: &Looking<'_>, state: &State) -> Refusal {
    let action = reviewing(state).unwrap_or(Action::Approve);
    let me = looking.me.as_deref().unwrap_or_default();
    if let Err(refusal) = outlook::may(state, &[], action, me, &looking.team) {
        return refusal;
    }
    let (slug, Text { zh, en }) = (&state.slug, state.label());
    let message = say!("`{slug}` 现在是“{zh}”，不等你审", "`{slug}` is {en} now, and does not wait for you");
    Refusal::not_now("not_your_turn", message)
        .help(say!("等谁办：`wxops why {slug}`", "for whom it waits: `wxops why {slug}`"))
}

fn nothing(others: usize) -> Text {
    match others {
        0 => say!("没有在审的稿件", "nothing is in review"),
        _ => say!(
            "没有等你审的稿件；等别人的有 {others} 篇：`wxops queue --all`",
            "nothing waits for your review; {articles} for others: `wxops queue --all`",
            articles = plural(others, "article")
        ),
    }
}

/// Without a terminal: every page, with the commands that decide it.
fn pages(
    looking: &Looking<'_>,
    head: &Head<'_>,
    chosen: &[(Derived, State)],
    shows: Shows,
) -> anyhow::Result<Exit> {
    let output = looking.ctx.output;
    let mut documents = Vec::new();
    for (n, (derived, _)) in chosen.iter().enumerate() {
        let page = Page::of(looking, head, derived.clone())?;
        if output.is_json() {
            documents.push(page.document(looking, shows));
            continue;
        }
        output.page(&page.drawn(looking, shows, (n + 1, chosen.len())));
        output.page(&page.rest(looking));
    }
    output.json(json!({ "articles": documents }));
    Ok(Exit::Done)
}
