//! The acts of one commit, judged again on the new base, and the files that follow from that.

use std::collections::BTreeMap;

use crate::{
    article::{Article, FILE_LIMIT, INDEX, digest::Digest},
    commit::Change,
    folder::{ContentFolder, Head},
    refusal::{Refusal, Result},
    say,
    workflow::{
        action::Action,
        anew::{Made, Standing, anew, other_text},
        chain::Filed,
        derive::{derive, take},
        policy,
        record::Record,
        state::State,
    },
};

use super::{
    merging::merged,
    refused::{left_behind, moved_meanwhile, rules_changed},
    step::Step,
};

/// Acts that are legal on the new base.
pub(super) struct Judged {
    /// What a commit there changes
    pub(super) changes: BTreeMap<String, Change>,
    /// The records, in the order of those they come from
    pub(super) acts: Vec<Filed>,
    /// Their articles, after them
    pub(super) standings: BTreeMap<String, Standing>,
    /// Records that were made again, by the id they had
    pub(super) renamed: BTreeMap<Digest, Digest>,
}

/// What is known of earlier commits: articles on the new base, records made again; and who may make some again.
type Known<'k> = (&'k BTreeMap<String, Standing>, &'k BTreeMap<Digest, Digest>, Option<&'k str>);

/// Judges the acts of a commit, or says why they are not carried over.
pub(super) fn judged(
    folder: &ContentFolder,
    step: &Step<'_>,
    head: &Head<'_>,
    acts: &[Filed],
    (known, renamed, me): Known<'_>,
) -> Result<Judged> {
    let before = folder.head_at(&step.parent)?;
    if step.is_policy() && before.tree.entry(policy::FOLDER)? != head.tree.entry(policy::FOLDER)? {
        return Err(rules_changed(head.policy.newest()));
    }
    let mut judged = Judged {
        changes: BTreeMap::new(),
        acts: vec![],
        standings: BTreeMap::new(),
        renamed: renamed.clone(),
    };
    let mut first: BTreeMap<String, Option<State>> = BTreeMap::new();
    let mut met: BTreeMap<String, Option<State>> = BTreeMap::new();
    for filed in acts {
        let id = &filed.record.article;
        if !met.contains_key(id) {
            met.insert(id.clone(), standing(&before, id)?.state);
            let here = known.get(id).cloned().map_or_else(|| standing(head, id), Ok)?;
            first.insert(id.clone(), here.state.clone());
            judged.standings.insert(id.clone(), here);
        }
        let Some(here) = judged.standings.get_mut(id) else { continue };
        let then = met.remove(id).flatten();
        free_slug(head, here.state.as_ref(), filed)?;
        let content = content(head, here.state.as_ref(), &filed.record)?;
        let made = Made { filed, before: then.as_ref(), content, renamed: &judged.renamed, me };
        let carried = anew(here, &made, &head.policy)?;
        met.insert(id.clone(), Some(take(then.as_ref(), &vec![filed.clone()], &before.policy)?));
        if carried.id != filed.id {
            judged.renamed.insert(filed.id.clone(), carried.id.clone());
        }
        judged.acts.push(carried);
    }
    let files = merged(&step.changes, &head.tree)?;
    judged.changes = files.changes;
    if let Some(path) = files.conflicts.first() {
        let state = judged.standings.values().find_map(|standing| standing.state.as_ref());
        let refusal = state.map_or_else(|| rules_changed(head.policy.newest()), other_text);
        return Err(refusal.at(path));
    }
    judged.tables(head)?;
    judged.moves(step, head, &first)?;
    Ok(judged)
}

impl Judged {
    /// Each article carries the table that its records say.
    fn tables(&mut self, head: &Head<'_>) -> Result<()> {
        for state in self.standings.values().filter_map(|standing| standing.state.as_ref()) {
            let path = format!("{}/{INDEX}", state.place());
            let here = head.tree.entry(&path)?.map(|entry| entry.id);
            let bytes = match self.changes.get(&path) {
                Some(Change::Gone) => None,
                Some(Change::Bytes(bytes)) => Some(bytes.clone()),
                Some(Change::Entry(entry)) => Some(head.tree.read(&entry.id, FILE_LIMIT)?),
                None => here.map(|id| head.tree.read(&id, FILE_LIMIT)).transpose()?,
            };
            let Some(bytes) = bytes.filter(|_| !state.gone) else { continue };
            let table = Article::parse(bytes.clone()).with_table(&state.table());
            let table = table.ok_or_else(|| other_text(state).at(&*path))?;
            if table != bytes {
                self.changes.insert(path, Change::Bytes(table));
            }
        }
        Ok(())
    }

    /// Where an article moved, nothing may stay behind.
    fn moves(&self, step: &Step<'_>, head: &Head<'_>, first: &BTreeMap<String, Option<State>>) -> Result<()> {
        for (id, standing) in &self.standings {
            let (Some(old), Some(new)) = (first.get(id).and_then(Option::as_ref), &standing.state) else {
                continue;
            };
            let place = old.place();
            if place == new.place() && !new.gone {
                continue;
            }
            if !step.bundles().contains(&place) {
                return Err(moved_meanwhile(&place, &old.slug));
            }
            for (name, _) in head.tree.files(&place, usize::MAX)? {
                if !matches!(self.changes.get(&format!("{place}/{name}")), Some(Change::Gone)) {
                    return Err(left_behind(&place));
                }
            }
        }
        Ok(())
    }

    /// Puts the records that were made again in the place of the old ones.
    pub(super) fn file(&mut self, old: &[Filed]) -> Result<()> {
        for (new, old) in self.acts.iter().zip(old).filter(|(new, old)| new.id != old.id) {
            self.changes.retain(|path, _| Some(path) != old.record.path().as_ref());
            let path = new
                .record
                .path()
                .ok_or_else(|| Refusal::findings("article_id", say!("编号不对", "no article id")))?;
            self.changes.insert(path, Change::Bytes(new.record.write().into_bytes()));
        }
        Ok(())
    }

    /// The message of the commit, with the names that records have now.
    pub(super) fn message(&self, message: &str, old: &[Filed]) -> String {
        let renamed = self.acts.iter().zip(old).filter(|(new, old)| new.id != old.id);
        renamed.fold(message.to_owned(), |message, (new, old)| {
            message
                .replace(&old.record.name(), &new.record.name())
                .replace(old.record.content.as_str(), new.record.content.as_str())
        })
    }
}

/// An article as a commit has it.
fn standing(head: &Head<'_>, id: &str) -> Result<Standing> {
    let records = head.records(id)?;
    if records.is_empty() {
        return Ok(Standing::default());
    }
    let state = derive(records.clone(), &head.policy)?.0;
    Ok(Standing { records, state: Some(state) })
}

/// The content that lies on the new base, under the name that the act gives it.
fn content(head: &Head<'_>, state: Option<&State>, record: &Record) -> Result<Option<Digest>> {
    let Some(state) = state else { return Ok(None) };
    let slug = if record.action == Action::Rename { &record.slug } else { &state.slug };
    Ok(head.bundle(&state.place())?.map(|bundle| bundle.content(&state.id, slug)))
}

/// Nobody else may have begun an article of this name meanwhile.
fn free_slug(head: &Head<'_>, state: Option<&State>, filed: &Filed) -> Result<()> {
    let record = &filed.record;
    if !matches!(record.action, Action::New | Action::Import | Action::Rename) {
        return Ok(());
    }
    let slug = &record.slug;
    let Some(place) = head.place_of(slug)? else { return Ok(()) };
    if record.action != Action::Rename && state.is_none() && is_unrecorded(head, &place)? {
        return Ok(()); // imported where it lies
    }
    let refusal = Refusal::usage(
        "slug_taken",
        say!("稿件名 `{slug}` 已被 `{place}` 用了", "the slug `{slug}` is taken by `{place}`"),
    );
    Err(match record.action {
        Action::Rename => {
            let old = state.map_or("", |state| &state.slug);
            refusal.help(say!(
                "换一个：`wxops rename {old} {slug}-2`",
                "choose another: `wxops rename {old} {slug}-2`"
            ))
        }
        _ => refusal.help(say!(
            "换个稿件名再建：`wxops new 标题 --slug {slug}-2`",
            "begin it under another: `wxops new TITLE --slug {slug}-2`"
        )),
    })
}

fn is_unrecorded(head: &Head<'_>, place: &str) -> Result<bool> {
    super::step::article_at(head, place).map(|id| id.is_none())
}
