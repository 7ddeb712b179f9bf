//! A bundle: `index.md` and the files beside it, as digests. Never the bytes of pictures.

use super::{
    Article, INDEX,
    digest::{Digest, FileDigest},
};

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

/// The id that git gives a file's raw bytes: 40 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobId(pub String);
