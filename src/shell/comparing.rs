//! Which text an article is compared with: what a reviewer saw last, what was submitted, what is committed.

use wxops::{
    article::{bundle::Bundle, digest::Digest},
    folder::Head,
    refusal::Result,
    say,
    text::Text,
    workflow::{
        action::Action,
        chain::{Filed, Step},
        replacement::back_to,
        state::{State, Submitted},
        status::Status,
        told,
    },
};

use super::looking::Looking;

/// What is held against what.
pub(crate) struct Compared {
    /// The record that saw the old text; none for what is not committed yet
    pub(crate) base: Option<Filed>,
    /// Old and new; nothing where there is no old one
    pub(crate) bundles: Option<(Bundle, Bundle)>,
    /// In words
    pub(crate) told: Text,
}

/// A writer's edits that are not committed; else the text that this reviewer decided last, or that was
/// submitted before, against what is committed.
pub(crate) fn compared(
    looking: &Looking<'_>,
    head: &Head<'_>,
    (state, steps): (&State, &[Step]),
    committed: Option<Bundle>,
    working: Option<Bundle>,
) -> Result<Compared> {
    let reviews = state.status == Status::InReview && !looking.is_mine(state);
    let new = match (committed, working) {
        (Some(old), Some(new)) if !reviews && !old.differing(&new).is_empty() => {
            let told = say!("还没有提交的改动", "edits that are not committed yet");
            return Ok(Compared { base: None, bundles: Some((old, new)), told });
        }
        (Some(committed), _) => committed,
        (None, _) => {
            let told =
                say!("稿件没有提交，无从比较", "the article is not committed; nothing to compare with");
            return Ok(Compared { base: None, bundles: None, told });
        }
    };
    if let Some(edits) = before_edits(looking, (state, steps), &new) {
        return Ok(edits);
    }
    let Some(base) = seen_before(steps, state, looking.me.as_deref()) else {
        let path = &new.path;
        let told = match state.status {
            Status::InReview => say!(
                "第一次送审，没有旧稿可比。看全文：{path}/index.md",
                "submitted for the first time, so there is no older text. Read it: {path}/index.md"
            ),
            _ => say!(
                "还没有送审过，也没有未提交的改动",
                "never submitted, and no edits since the last commit"
            ),
        };
        return Ok(Compared { base: None, bundles: None, told });
    };
    let (at, name) = (looking.spoken(base.record.at), looking.team.name(&base.record.by).to_owned());
    let bundles = looking.folder.as_of(head, base)?.map(|old| (old, new));
    let told = if bundles.is_some() {
        say!("与{name} {at} 送审的那一稿相比", "since the text that {name} submitted {at}")
    } else if looking.folder.repo().is_shallow() {
        say!(
            "{at} 送审的那一稿不在本机：克隆时没有取全历史（`git fetch --unshallow`）",
            "the text submitted {at} is not here: this clone lacks older history (`git fetch --unshallow`)"
        )
    } else {
        say!(
            "{at} 送审的那一稿在历史里找不到了：提交被合并压缩过",
            "the text submitted {at} is no longer in history: its commits were squashed"
        )
    };
    Ok(Compared { base: Some(base.clone()), bundles, told })
}

/// What this person decided last on an article, in whichever revision, against what is committed. Nothing if they
/// decided nothing of it, and have no edits to confirm.
pub(crate) fn since_mine(
    looking: &Looking<'_>,
    head: &Head<'_>,
    (state, steps): (&State, &[Step]),
    new: &Bundle,
) -> Result<Option<Compared>> {
    if let Some(edits) = before_edits(looking, (state, steps), new) {
        return Ok(Some(edits));
    }
    let mine =
        |filed: &&Filed| filed.record.action.is_decision() && Some(&filed.record.by) == looking.me.as_ref();
    let Some(base) = steps.iter().flatten().rev().find(mine) else { return Ok(None) };
    let at = looking.spoken(base.record.at);
    let Text { zh, en } = told::label(&base.record, Some(state), &looking.team);
    let bundles = looking.folder.as_of(head, base)?.map(|old| (old, new.clone()));
    let told = match bundles {
        Some(_) => say!("与你 {at} {zh}的那一稿相比", "since the text you decided {at} ({en})"),
        None => say!(
            "你 {at} {zh}的那一稿在历史里找不到",
            "the text you decided {at} ({en}) is not in history here"
        ),
    };
    Ok(Some(Compared { base: Some(base.clone()), bundles, told }))
}

/// A reviewer's edits, while they wait for the writer or for a stage that approved the text before them.
fn before_edits(looking: &Looking<'_>, (state, steps): (&State, &[Step]), new: &Bundle) -> Option<Compared> {
    let (since, told) = edited_since(looking, state)?;
    let base = steps.iter().flatten().rev().find(|filed| filed.record.content == *since).cloned();
    let old = state.submission.as_ref().and_then(|submitted| back_to(new, submitted, since));
    Some(Compared { base, bundles: old.map(|old| (old, new.clone())), told })
}

/// The content before a reviewer's edits, while they wait for the writer or for a stage that approved it.
fn edited_since<'s>(looking: &Looking<'_>, state: &'s State) -> Option<(&'s Digest, Text)> {
    let me = looking.me.as_deref();
    if let Some(earlier) = state.approved_before(me).or_else(|| state.approved_before(None)) {
        let name = looking.team.name(&earlier.by);
        return Some((
            &earlier.content,
            say!("{name}通过以后，审核人改的", "what reviewers changed since {name} approved"),
        ));
    }
    let edited = state.submission.as_ref().and_then(Submitted::edited)?;
    let name = looking.team.name(&edited.by);
    let told = say!("{name}通过时改的", "what {name} changed while approving");
    (state.status == Status::Edited).then_some((&edited.before, told))
}

/// The submission to compare with. In review: the one before that this person decided last, else the one
/// before. Otherwise: the newest.
fn seen_before<'s>(steps: &'s [Step], state: &State, me: Option<&str>) -> Option<&'s Filed> {
    let chain: Vec<&Filed> = steps.iter().flatten().collect();
    let submissions =
        |chain: &[&'s Filed]| chain.iter().rev().find(|filed| filed.record.action == Action::Submit).copied();
    if state.status != Status::InReview {
        return submissions(&chain);
    }
    let now = chain.iter().rposition(|filed| filed.record.action == Action::Submit)?;
    let earlier = &chain[..now];
    let mine = |filed: &&Filed| filed.record.action.is_decision() && Some(filed.record.by.as_str()) == me;
    let decided = earlier.iter().rposition(mine).unwrap_or(earlier.len());
    submissions(&earlier[..decided])
}
