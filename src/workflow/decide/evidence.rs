//! What an act is decided on: the rule book, the article's records, its bundle as committed and as it lies there.

use crate::{
    article::{
        Article, INDEX,
        digest::{Digest, FileDigest},
    },
    text::Text,
    workflow::{chain::Filed, plan::BlobId, policy::PolicyChain},
};

/// Everything that one act is decided on. Values only: digests, never the bytes of pictures.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Every version of the rule book
    pub policy: PolicyChain,
    /// The article's records, in any order; none for an article that is about to begin
    pub records: Vec<Filed>,
    /// The bundle as committed
    pub head: Option<Bundle>,
    /// The bundle as it lies in the working copy
    pub working: Option<Bundle>,
    /// Where the slug that is asked for is taken already
    pub taken: Option<String>,
    /// Errors that the rules found in the working copy, one line each
    pub errors: Vec<Text>,
}

/// A bundle: `index.md` and the files beside it.
#[derive(Clone, Debug)]
pub struct Bundle {
    /// Its folder, such as `articles/dongji-xinpin`
    pub path: String,
    /// The article
    pub index: Article,
    /// The blob of `index.md`
    pub index_blob: BlobId,
    /// The other files, by path inside the bundle
    pub others: Vec<BundleFile>,
}

/// A file beside `index.md`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleFile {
    /// Path inside the bundle, length, SHA-256
    pub digest: FileDigest,
    /// The blob that git keeps it as
    pub blob: BlobId,
}

impl Bundle {
    /// The content digest, under an id and a slug.
    pub fn content(&self, id: &str, slug: &str) -> Digest {
        let others: Vec<FileDigest> = self.others.iter().map(|file| file.digest.clone()).collect();
        self.index.content(id, slug, &others)
    }

    /// The paths, inside the bundle, of all files that differ between two bundles.
    pub fn differing(&self, other: &Bundle) -> Vec<String> {
        let mut paths = Vec::new();
        if self.index_blob != other.index_blob {
            paths.push(INDEX.to_owned());
        }
        let lacks = |bundle: &Bundle, file: &BundleFile| !bundle.others.contains(file);
        paths.extend(
            self.others.iter().filter(|file| lacks(other, file)).map(|file| file.digest.path.clone()),
        );
        paths.extend(
            other.others.iter().filter(|file| lacks(self, file)).map(|file| file.digest.path.clone()),
        );
        paths.sort();
        paths.dedup();
        paths
    }
}
