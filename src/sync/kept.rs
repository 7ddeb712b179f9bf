//! Texts that stay in the working copy though the act that brought them was not carried over: a person's own writing does not
//! leave the desk because somebody else was faster.

use std::collections::BTreeMap;

use crate::{
    article::INDEX, folder::ContentFolder, refusal::Result, repo::CommitId, workflow::derive::derive,
};

use super::replay::Replay;

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
        let Ok((state, _)) = derive(new.records(id)?, &new.policy) else { continue };
        let place = state.place();
        let bundles = [&before, &old, &new].map(|head| head.bundle(&place));
        let [Ok(Some(was)), Ok(Some(own)), Ok(Some(is))] = bundles else { continue };
        let [was, own, is] = [&was, &own, &is].map(|bundle| &bundle.index);
        let free = !state.status.is_bound() && !state.gone;
        if free && was.kept() == is.kept() && own.kept() != is.kept() {
            let text = own.with_table(&state.table());
            texts.extend(text.map(|text| (format!("{place}/{INDEX}"), text)));
        }
    }
    Ok(texts)
}
