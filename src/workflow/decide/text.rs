//! Whether the text is the one the act is about: nobody's hand was in `[wxops]`, nothing bound was edited.

use std::str::Chars;

use similar::{ChangeTag, TextDiff};

use super::Evidence;
use crate::{
    article::{bundle::Bundle, front_matter::Table},
    leaks::masked,
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
    workflow::{action::Action, state::State, verify},
};

/// Refuses an act on a text that is not what the records say.
pub fn untouched(evidence: &Evidence, before: Option<&State>, action: Action) -> Result<()> {
    let Some(state) = before else { return Ok(()) };
    if action.takes_text() {
        let Some(working) = &evidence.working else { return Ok(()) };
        return table(working, state);
    }
    let place = state.place();
    let Some(head) = &evidence.head else {
        return Err(Refusal::not_now(
            "bundle_missing",
            say!("`{place}` 没有提交，或已被删除", "`{place}` is not committed, or was deleted"),
        )
        .help(say!(
            "从历史里取回：`git log --diff-filter=D -- {place}`",
            "bring it back from history: `git log --diff-filter=D -- {place}`"
        )));
    };
    // Withdrawing is the way out of an edit; answering does not touch the text, nor does what is said to a
    // second-hand approval; a new owner may come at any time.
    let heals = action == Action::Withdraw;
    if head.path != place {
        return Err(verify::misplaced(head, state));
    }
    if !heals {
        table(head, state)?;
        if state.status.is_bound() && head.content(&state.id, &state.slug) != state.content {
            return Err(changed(state, None));
        }
        verify::edits(head, state).map_err(|refusal| Refusal { exit: Exit::NotNow, ..refusal })?;
    }
    let Some(working) = &evidence.working else {
        return Err(Refusal::not_now(
            "bundle_missing",
            say!("工作区里没有 `{place}`", "`{place}` is not in the working copy"),
        )
        .help(say!("取回它：`git restore {place}`", "bring it back: `git restore {place}`")));
    };
    if heals
        || matches!(action, Action::Answer | Action::Assign | Action::Countersign | Action::Deny)
        || head.differing(working).is_empty()
    {
        return Ok(());
    }
    if !matches!(working.index.front.table, Table::Absent) {
        table(working, state)?;
    }
    Err(changed(state, Some((head, working))))
}

/// The same sentence as in a proof, but as "not now"; or, for a file that must be mended first, as that.
fn table(bundle: &Bundle, state: &State) -> Result<()> {
    verify::table(bundle, state).map_err(|refusal| {
        let Table::Unreadable(_) = &bundle.index.front.table else {
            return Refusal { exit: Exit::NotNow, ..refusal };
        };
        let slug = &state.slug;
        let refusal = Refusal { exit: Exit::Unusable, ..refusal };
        refusal.help(say!("看哪里读不懂：`wxops check {slug}`", "see what is wrong: `wxops check {slug}`"))
    })
}

/// What was edited, and the way out.
fn changed(state: &State, found: Option<(&Bundle, &Bundle)>) -> Refusal {
    let (slug, place) = (&state.slug, state.place());
    let label = state.label();
    let (zh, en) = (label.zh, label.en);
    let bound = state.status.is_bound();
    let message = if bound {
        say!("`{slug}` 在“{zh}”之后又改过", "`{slug}` was edited after it was {en}")
    } else {
        say!("`{slug}` 有改动还没有提交", "`{slug}` has edits that are not committed")
    };
    let mut refusal = Refusal::not_now("content_changed", message).at(place.clone());
    if let Some((head, working)) = found {
        for path in head.differing(working) {
            refusal = refusal.detail(Text::same(format!("{place}/{path}")));
        }
        for line in changes(head.index.text(), working.index.text()) {
            refusal = refusal.detail(Text::same(line));
        }
        if !bound {
            refusal = refusal.help(say!(
                "留下改动：先 `git add {place}`，再 `git commit -m draft {place}`",
                "keep the edits: `git add {place}`, then `git commit -m draft {place}`"
            ));
        }
        refusal =
            refusal.help(say!("放弃改动：`git restore {place}`", "drop the edit: `git restore {place}`"));
        let known = |path: &str| head.others.iter().any(|file| file.digest.path == path);
        if working.others.iter().any(|file| !known(&file.digest.path)) {
            refusal = refusal.help(say!(
                "删掉新加的文件：`git clean -f {place}`",
                "take away files that are new: `git clean -f {place}`"
            ));
        }
    }
    let refusal = match found {
        Some(_) => refusal,
        None => refusal.help(verify::bring_back(state)),
    };
    verify::way_out(state).into_iter().fold(refusal, Refusal::help)
}

/// What edits changed since some text, as lines of a refusal or a question.
pub fn changed_lines(old: &Bundle, new: &Bundle) -> Vec<String> {
    changes(&old.index.kept(), &new.index.kept())
}

/// The lines that differ, as `- old` and `+ new`, at most twenty, with their leaks covered. The texts are compared as
/// they are, for two numbers may look alike when they are covered.
fn changes(old: &str, new: &str) -> Vec<String> {
    let (shown_old, shown_new) = (masked(old), masked(new));
    let (mut old_rest, mut new_rest) = (shown_old.chars(), shown_new.chars()); // as many as in the texts
    let diff = TextDiff::from_lines(old, new);
    let lines = diff.iter_all_changes().filter_map(|change| {
        let length = change.value().chars().count();
        let shown = |rest: &mut Chars<'_>| rest.take(length).collect::<String>();
        let was = (change.tag() != ChangeTag::Insert).then(|| shown(&mut old_rest));
        let is = (change.tag() != ChangeTag::Delete).then(|| shown(&mut new_rest));
        let (sign, line) = match (was, is) {
            (Some(was), None) => ('-', was),
            (None, Some(is)) => ('+', is),
            _ => return None,
        };
        Some(format!("{sign} {}", line.trim_end_matches('\n')))
    });
    lines.take(20).collect()
}
