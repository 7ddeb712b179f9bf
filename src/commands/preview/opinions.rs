//! The review beside the article: what changed, what was asked before, the list, and what this reviewer writes now. It is kept
//! where `review` keeps it; `request-changes`, `approve` and `review` take it up.

use serde_json::{Value, json};
use wxops::{
    folder::Found,
    refusal::Result,
    text::Language,
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

/// Somebody before an article.
struct Desk<'c> {
    looking: Looking<'c>,
    found: Found,
    state: State,
}

impl<'c> Desk<'c> {
    /// Nothing outside a content folder, or where there is no such article on record.
    fn of(ctx: &'c Context, name: &str) -> Result<Option<Desk<'c>>> {
        let Ok(looking) = Looking::silent(ctx) else { return Ok(None) };
        let head = looking.folder.head()?;
        let found = looking.find(&head, &Which { article: Some(name.to_owned()) }).ok();
        let derived =
            found.and_then(|found| Some((looking.derived(&head, &found).ok()?.proof.ok()?.0, found)));
        std::mem::drop(head);
        Ok(derived.map(|(state, found)| Desk { looking, found, state }))
    }

    /// Whether this person decides the article now; nobody else writes opinions about it.
    fn decides(&self) -> bool {
        let turn = self.looking.turn(&self.state);
        self.state.status == Status::InReview && self.looking.is_my_turn(turn.as_ref())
    }

    fn drafts(&self) -> Result<Drafts> {
        let me = self.looking.me.as_deref().unwrap_or_default();
        Drafts::of(self.looking.folder.repo(), &self.state.id, me)
    }

    /// The text as it is committed, which opinions are about.
    fn text(&self) -> Result<String> {
        let text = self.looking.folder.head()?.text(&self.found.path)?;
        Ok(text.map(|text| text.text().to_owned()).unwrap_or_default())
    }

    /// What is kept, for the page.
    fn told(&self, drafts: &Drafts, text: &str) -> Value {
        json!({ "drafts": drawn(drafts, text, self.looking.ctx.language) })
    }
}

/// What a review shows of an article that is in one; nothing for others.
pub(super) fn review(ctx: &Context, name: &str) -> Result<Option<Value>> {
    let Some(desk) = Desk::of(ctx, name)? else { return Ok(None) };
    if !matches!(desk.state.status, Status::InReview | Status::Edited) {
        return Ok(None);
    }
    let looking = &desk.looking;
    let head = looking.folder.head()?;
    let derived = looking.derived(&head, &desk.found)?;
    let mut told = Page::of(looking, &head, derived)?.document(looking, Shows::Changes);
    told["label"] = looking.words(&looking.marked(&desk.state)).into();
    told["mine"] = desk.decides().into();
    told["drafts"] = json!([]);
    if desk.decides() {
        told["drafts"] = desk.told(&desk.drafts()?, &desk.text()?)["drafts"].take();
    }
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
    let Some(desk) = Desk::of(ctx, name)?.filter(Desk::decides) else { return Ok(None) };
    let text = desk.text()?;
    let weight = Weight::typed(&word("weight")).unwrap_or(Weight::Must);
    let quote = quoted(&word("quote"), &text).map(|words| format!("「{words}」")).unwrap_or_default();
    let line = format!("{} {}：{quote}{}", weight.name(), word("category"), word("text"));
    Opinion::typed(&line, weight, &text)?; // one that says nothing is refused
    let mut drafts = desk.drafts()?;
    drafts.add(line)?;
    Ok(Some(desk.told(&drafts, &text)))
}

/// Drops the one with a number, from 0.
pub(super) fn drop(ctx: &Context, name: &str, told: &Value) -> Result<Option<Value>> {
    let Some(desk) = Desk::of(ctx, name)?.filter(Desk::decides) else { return Ok(None) };
    let mut drafts = desk.drafts()?;
    drafts.remove(told["n"].as_u64().and_then(|n| usize::try_from(n).ok()).unwrap_or(usize::MAX))?;
    Ok(Some(desk.told(&drafts, &desk.text()?)))
}

fn drawn(drafts: &Drafts, article: &str, language: Language) -> Value {
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
    // If the article holds so many words it holds fewer of them too.
    let holds = ends.partition_point(|end| article.contains(&words[..*end]));
    ends[..holds].last().map(|end| words[..*end].trim()).filter(|words| words.chars().count() >= 2)
}
