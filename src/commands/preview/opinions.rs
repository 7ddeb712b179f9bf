//! The review beside the article: what changed, what was asked before, the list, and what this reviewer writes now. It is kept
//! where `review` keeps it; `request-changes`, `approve` and `review` take it up.

use serde_json::{Value, json};
use wxops::{
    folder::{Found, Head},
    refusal::Result,
    workflow::{
        opinion::{Opinion, Weight, category_label},
        state::State,
        status::Status,
    },
};

use crate::{
    commands::review::page::{Page, Shows},
    shell::{arguments::Which, context::Context, drafts::Drafts, looking::Looking},
};

/// A reviewer before an article.
struct Desk<'c> {
    looking: Looking<'c>,
    state: State,
}

/// What a review shows of an article that is in one; nothing for others, and outside a content folder.
pub(super) fn review(ctx: &Context, name: &str) -> Result<Option<Value>> {
    let Ok(looking) = Looking::silent(ctx) else { return Ok(None) };
    let head = looking.folder.head()?;
    let Some((found, state)) = found(&looking, &head, name) else { return Ok(None) };
    if !matches!(state.status, Status::InReview | Status::Edited) {
        return Ok(None);
    }
    let derived = looking.derived(&head, &found)?;
    let mine = looking.is_my_turn(looking.turn(&state).as_ref()) && state.status == Status::InReview;
    let mut told = Page::of(&looking, &head, derived)?.document(&looking, Shows::Changes);
    told["label"] = looking.words(&looking.marked(&state)).into();
    told["mine"] = mine.into();
    told["drafts"] =
        if mine { drawn(&looking, &drafts(&looking, &state)?, &text(&head, &found)?) } else { json!([]) };
    // Opinions are written here, and the command takes them up.
    for line in told["commands"].as_array_mut().into_iter().flatten() {
        let typed = line.as_str().unwrap_or_default();
        *line = typed.split(" --opinion ").next().unwrap_or_default().into();
    }
    for opinion in told["opinions"].as_array_mut().into_iter().flatten() {
        let label = category_label(opinion["category"].as_str().unwrap_or_default());
        opinion["label"] = label.get(ctx.language).into();
    }
    Ok(Some(told))
}

/// Keeps one more; gives all that are kept.
pub(super) fn add(ctx: &Context, name: &str, told: &Value) -> Result<Option<Value>> {
    let word =
        |key: &str| told[key].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(Desk { looking, state }) = desk(ctx, name)? else { return Ok(None) };
    let head = looking.folder.head()?;
    let Some((found, _)) = found(&looking, &head, name) else { return Ok(None) };
    let article = text(&head, &found)?;
    let weight = Weight::typed(&word("weight")).unwrap_or(Weight::Must);
    let quote = quoted(&word("quote"), &article).map(|words| format!("「{words}」")).unwrap_or_default();
    let line = format!("{} {}：{quote}{}", weight.name(), word("category"), word("text"));
    Opinion::typed(&line, weight, &article)?; // one that says nothing is refused
    let mut drafts = drafts(&looking, &state)?;
    drafts.add(line)?;
    Ok(Some(json!({ "drafts": drawn(&looking, &drafts, &article) })))
}

/// Drops the one with a number, from 0.
pub(super) fn drop(ctx: &Context, name: &str, told: &Value) -> Result<Option<Value>> {
    let Some(Desk { looking, state }) = desk(ctx, name)? else { return Ok(None) };
    let mut drafts = drafts(&looking, &state)?;
    drafts.remove(told["n"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX))?;
    let head = looking.folder.head()?;
    let Some((found, _)) = found(&looking, &head, name) else { return Ok(None) };
    Ok(Some(json!({ "drafts": drawn(&looking, &drafts, &text(&head, &found)?) })))
}

/// Whoever decides the article now; nobody else writes opinions about it.
fn desk<'c>(ctx: &'c Context, name: &str) -> Result<Option<Desk<'c>>> {
    let looking = Looking::silent(ctx)?;
    let head = looking.folder.head()?;
    let found = found(&looking, &head, name);
    std::mem::drop(head);
    let Some((_, state)) = found else { return Ok(None) };
    let mine = looking.is_my_turn(looking.turn(&state).as_ref()) && state.status == Status::InReview;
    Ok(mine.then_some(Desk { looking, state }))
}

fn found(looking: &Looking<'_>, head: &Head<'_>, name: &str) -> Option<(Found, State)> {
    let found = looking.find(head, &Which { article: Some(name.to_owned()) }).ok()?;
    let (state, _) = looking.derived(head, &found).ok()?.proof.ok()?;
    Some((found, state))
}

fn drafts(looking: &Looking<'_>, state: &State) -> Result<Drafts> {
    Drafts::of(looking.folder.repo(), &state.id, looking.me.as_deref().unwrap_or_default())
}

fn text(head: &Head<'_>, found: &Found) -> Result<String> {
    Ok(head.text(&found.path)?.map(|text| text.text().to_owned()).unwrap_or_default())
}

fn drawn(looking: &Looking<'_>, drafts: &Drafts, article: &str) -> Value {
    let language = looking.ctx.language;
    let read = drafts.lines().iter().map(|line| match Opinion::typed(line, Weight::Must, article) {
        Ok(opinion) => json!({
            "weight": opinion.weight.label().get(language),
            "category": category_label(&opinion.category).get(language),
            "text": opinion.text,
            "quote": opinion.quote,
        }),
        Err(_) => json!({ "weight": "", "category": "", "text": line, "quote": null }),
    });
    read.collect()
}

/// The words that were selected on the page, as far as they stand in the article in one piece.
fn quoted<'w>(words: &'w str, article: &str) -> Option<&'w str> {
    let ends: Vec<usize> = words.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let longest = ends.iter().rev().find(|end| article.contains(&words[..**end]));
    longest.map(|end| words[..*end].trim()).filter(|words| words.chars().count() >= 2)
}
