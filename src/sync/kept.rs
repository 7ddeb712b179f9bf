//! Texts that stay in the working copy though the act that brought them was not carried over: a person's own writing does not
//! leave the desk because somebody else was faster.

use std::collections::BTreeMap;

use crate::{
    article::{Article, INDEX},
    folder::ContentFolder,
    refusal::Result,
    repo::CommitId,
};

use super::{replay::Replay, step::article_at};

/// By path, what the working copy will hold. Only where the article may be written on, and nobody else has written on it.
pub(super) fn texts(
    folder: &ContentFolder,
    here: &CommitId,
    replay: &Replay<'_>,
) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut texts = BTreeMap::new();
    if replay.barred.is_empty() {
        return Ok(texts);
    }
    let (old, new) = (folder.head_at(here)?, folder.head_at(&replay.tip)?);
    for (id, before) in &replay.barred {
        let before = folder.head_at(before)?;
        for place in new.places(false)? {
            if article_at(&new, &place)?.as_ref() != Some(id) {
                continue;
            }
            let bundles = [&before, &old, &new].map(|head| head.bundle(&place));
            let [Ok(Some(was)), Ok(Some(own)), Ok(Some(is))] = bundles else { continue };
            let Some(table) = is.index.table() else { continue };
            let free = !table.status.is_bound();
            let kept = |article: &Article| article.kept();
            if free && kept(&was.index) == kept(&is.index) && kept(&own.index) != kept(&is.index) {
                let text = own.index.with_table(table);
                texts.extend(text.map(|text| (format!("{place}/{INDEX}"), text)));
            }
        }
    }
    Ok(texts)
}
