//! Old texts: the bundle as a record saw it, from the commit that brought the record.

use super::{ContentFolder, Head};
use crate::{
    article::bundle::Bundle,
    refusal::Result,
    workflow::{
        chain::Filed,
        record::{self, Record},
    },
};

impl ContentFolder {
    /// The bundle that a record speaks of, byte for byte. Nothing if history no longer has it: cut off, or
    /// several acts were squashed into one commit and the text went on changing.
    pub fn as_of(&self, head: &Head<'_>, filed: &Filed) -> Result<Option<Bundle>> {
        let record = &filed.record;
        let Some(path) = record.path() else { return Ok(None) };
        let Some(commit) = self.repo().brought(&head.commit, &path)? else { return Ok(None) };
        let then = Head { tree: self.repo().snapshot(&commit)?, commit, policy: head.policy.clone() };
        let Some(place) = then.place_of(&record.slug)? else { return Ok(None) };
        let bundle = then.bundle(&place)?;
        Ok(bundle.filter(|bundle| bundle.content(&record.article, &record.slug) == record.content))
    }

    /// The newest records of the whole folder, newest first, as the commits name them.
    pub fn newest_records(&self, head: &Head<'_>, limit: usize) -> Result<Vec<Filed>> {
        let mut paths: Vec<String> = Vec::new();
        self.repo().messages(&head.commit, |message| {
            // Each record belongs to the article named above it; a handover has several in one commit.
            let mut folder = None;
            let mut named = Vec::new();
            for line in message.lines() {
                if let Some(article) = line.strip_prefix("Wxops-Article: ") {
                    folder = Record::folder(article.trim());
                } else if let (Some(name), Some(folder)) = (line.strip_prefix("Wxops-Record: "), &folder) {
                    named.push(format!("{folder}/{name}.toml", name = name.trim()));
                }
            }
            paths.extend(named.into_iter().rev());
            paths.len() < limit
        })?;
        let mut newest = Vec::new();
        for path in paths.iter().take(limit) {
            // Trailers are for readers; what counts is the file.
            let Some(entry) = head.tree.entry(path)? else { continue };
            let Ok(bytes) = head.tree.read(&entry.id, record::LIMIT) else { continue };
            if let Ok((id, record)) = record::read(&bytes) {
                newest.push(Filed { id, record });
            }
        }
        Ok(newest)
    }
}
