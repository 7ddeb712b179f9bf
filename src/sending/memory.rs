//! What this computer knows of the platform, in the git folder: pictures that lie there already, and publications that it
//! began. Nothing depends on it but time; what is missing is asked for or uploaded again.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Known, Parcel, Placed};
use crate::{article::digest::Digest, commit::Kept, pictures::Outgoing, refusal::Result, repo::Repo};

/// What is known of one account.
pub struct Memory {
    kept: Kept,
    known: All,
}

#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
struct All {
    /// Addresses of pictures, by the digest of their files
    pictures: BTreeMap<String, String>,
    /// Materials of covers, by the digest of their files
    covers: BTreeMap<String, String>,
    /// Drafts, by the articles in them
    drafts: BTreeMap<String, Draft>,
    /// What the platform called a publication, by its draft
    publications: BTreeMap<String, String>,
}

#[derive(Clone, Deserialize, Serialize)]
struct Draft {
    media_id: String,
    seen: String,
}

impl Memory {
    /// That of an account.
    pub fn of(repo: &Repo, app_id: &str) -> Result<Memory> {
        let kept = Kept::of_platform(repo, &format!("{app_id}.json"));
        let known = kept.read()?.and_then(|words| serde_json::from_str(&words).ok()).unwrap_or_default();
        Ok(Memory { kept, known })
    }

    /// The address of a picture of a page.
    pub fn picture(&self, picture: &Outgoing) -> Option<&String> {
        self.known.pictures.get(Digest::of(&picture.bytes).as_str())
    }

    /// Notes it.
    pub fn note_picture(&mut self, picture: &Outgoing, address: &str) -> Result<()> {
        self.known.pictures.insert(Digest::of(&picture.bytes).to_string(), address.to_owned());
        self.keep()
    }

    /// The material of a cover.
    pub fn cover(&self, picture: &Outgoing) -> Option<&String> {
        self.known.covers.get(Digest::of(&picture.bytes).as_str())
    }

    /// Notes it.
    pub fn note_cover(&mut self, picture: &Outgoing, material: &str) -> Result<()> {
        self.known.covers.insert(Digest::of(&picture.bytes).to_string(), material.to_owned());
        self.keep()
    }

    /// Forgets all covers: somebody deleted one on the platform.
    pub fn forget_covers(&mut self) -> Result<()> {
        self.known.covers.clear();
        self.keep()
    }

    /// The draft of these articles, and what lay there when it was left.
    pub fn draft(&self, parcels: &[Parcel]) -> Option<Known> {
        let own = self.known.drafts.get(&name(parcels))?;
        Some(Known { media_id: own.media_id.clone(), seen: Digest::parse(&own.seen) })
    }

    /// Notes it.
    pub fn note_draft(&mut self, parcels: &[Parcel], placed: &Placed) -> Result<()> {
        let draft = Draft { media_id: placed.media_id.clone(), seen: placed.seen.to_string() };
        self.known.drafts.insert(name(parcels), draft);
        self.keep()
    }

    /// Forgets it: it went out, or somebody says that it was thrown away.
    pub fn forget_draft(&mut self, parcels: &[Parcel]) -> Result<()> {
        self.known.drafts.remove(&name(parcels));
        self.keep()
    }

    /// What the platform calls the publication of a draft, where it was begun here.
    pub fn publication(&self, draft: &str) -> Option<&String> {
        self.known.publications.get(draft)
    }

    /// Notes it.
    pub fn note_publication(&mut self, draft: &str, publication: &str) -> Result<()> {
        self.known.publications.insert(draft.to_owned(), publication.to_owned());
        self.keep()
    }

    fn keep(&self) -> Result<()> {
        self.kept.write(&serde_json::to_string(&self.known).unwrap_or_default())
    }
}

/// Articles in any order, each in one of its revisions.
fn name(parcels: &[Parcel]) -> String {
    let each = |parcel: &Parcel| format!("{}.{}", parcel.state.id, parcel.state.revision);
    parcels.iter().map(each).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
}
