//! Whether a file may be edited: not while its article is bound to a text that people look at or looked at.

use std::path::Path;

use super::{ContentFolder, Head};
use crate::{
    article::{Article, FILE_LIMIT, INDEX},
    content::WorkingCopy,
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{action::Action, command::command, derive::derive, judge::row, state::State, status::Status},
};

/// Why a file at an absolute path is not to be edited now, and what to type first. A file outside content folders,
/// and one of an article that is being written, may be.
pub fn held(file: &Path) -> Result<()> {
    let Some(working) = file.parent().and_then(WorkingCopy::above) else { return Ok(()) };
    let Some(path) = working.relative(file) else { return Ok(()) };
    let folder = ContentFolder::open(working.root());
    let Ok((folder, head)) =
        folder.as_ref().map_err(Clone::clone).and_then(|folder| Ok((folder, folder.head()?)))
    else {
        return claimed(&working, &path);
    };
    for bundle in above(&path) {
        for id in [committed(&head, bundle)?, listed(folder.working(), bundle)].into_iter().flatten() {
            let records = head.records(&id)?;
            if !records.is_empty() {
                let (state, _) = derive(records, &head.policy)?;
                if !is_free(state.status) {
                    return Err(refusal(&state));
                }
            }
        }
    }
    Ok(())
}

/// A self-check lapses with an edit, and costs nobody else anything.
fn is_free(status: Status) -> bool {
    !status.is_bound() || status == Status::Checked
}

fn refusal(state: &State) -> Refusal {
    let (slug, Text { zh, en }) = (&state.slug, state.label());
    let refusal = bound(slug, &zh, &en);
    let types = |action| Some(command(action, state)).filter(|_| row(Some(state), action).is_ok());
    let corrected = types(Action::Correct).filter(|_| state.live.is_some());
    match (corrected, types(Action::Withdraw)) {
        (Some(Text { zh, en }), _) => {
            refusal.help(say!("要改已发布的内容：`{zh}`", "to change what is published: `{en}`"))
        }
        (None, Some(Text { zh, en })) => {
            refusal.help(say!("要改就先撤回：`{zh}`", "to change it, take it back first: `{en}`"))
        }
        (None, None) => refusal,
    }
}

fn bound(slug: &str, zh: &str, en: &str) -> Refusal {
    Refusal::not_now(
        "bound",
        say!("`{slug}` {zh}，不改它的文字", "`{slug}` is {en}; its text is left as it is"),
    )
}

/// Where nothing can be proved, the article is taken at its word.
fn claimed(working: &WorkingCopy, path: &str) -> Result<()> {
    for bundle in above(path) {
        let front = working.read_front(&format!("{bundle}/{INDEX}"))?;
        if let Some(table) = Article::parse(front).table().filter(|table| !is_free(table.status)) {
            let Text { zh, en } = table.status.label();
            return Err(bound(bundle, &zh, &en));
        }
    }
    Ok(())
}

/// The folders that a path lies in, below `articles/` and `archive/`.
fn above(path: &str) -> impl Iterator<Item = &str> {
    let folders = path.rmatch_indices('/').map(|(at, _)| &path[..at]);
    folders.filter(|folder| folder.starts_with("articles/") || folder.starts_with("archive/"))
}

fn committed(head: &Head<'_>, bundle: &str) -> Result<Option<String>> {
    let Some(entry) = head.tree.entry(&format!("{bundle}/{INDEX}"))? else { return Ok(None) };
    let article = Article::parse(head.tree.read(&entry.id, FILE_LIMIT)?);
    Ok(article.table().map(|table| table.id.clone()))
}

fn listed(working: &WorkingCopy, bundle: &str) -> Option<String> {
    let front = working.read_front(&format!("{bundle}/{INDEX}")).ok()?;
    Article::parse(front).table().map(|table| table.id.clone())
}
