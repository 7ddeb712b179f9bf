//! The content digest: the one number that an approval is bound to.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::portable::nfc;

/// A SHA-256 as 64 lower-case hex digits: of a file, a bundle, a record, a version of the rule book.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digest(String);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(hex(&Sha256::digest(bytes)))
    }

    /// A digest that somebody wrote down, or nothing if it is not one.
    pub fn parse(words: &str) -> Option<Self> {
        let hex = words.len() == 64 && words.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hex.then(|| Digest(words.to_owned()))
    }

    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 16 digits, as in the names of record files.
    pub fn short(&self) -> &str {
        &self.0[..16]
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One file of a bundle, as the content digest sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDigest {
    /// Path inside the bundle, with `/`
    pub path: String,
    /// Number of bytes, of `index.md` after the cut
    pub length: usize,
    /// SHA-256 of the same bytes
    pub sha256: Digest,
}

impl FileDigest {
    /// The digest of a file that is hashed whole.
    pub fn of(path: impl Into<String>, bytes: &[u8]) -> Self {
        FileDigest { path: path.into(), length: bytes.len(), sha256: Digest::of(bytes) }
    }
}

/// The content digest of a bundle: SHA-256 over parts, each followed by one NUL byte: `wxops-content-v1`, id, slug,
/// then for each file, in byte order of its path, path, length in decimal and SHA-256 in hex. No part can hold a
/// NUL, so the bytes can be read in one way only. The order of `files` does not matter.
pub fn content_digest(id: &str, slug: &str, files: &[FileDigest]) -> Digest {
    let mut hash = Sha256::new();
    let mut part = |bytes: &str| {
        hash.update(bytes.as_bytes());
        hash.update(b"\0");
    };
    part("wxops-content-v1");
    part(id);
    part(slug);
    let mut files: Vec<(String, &FileDigest)> = files.iter().map(|file| (nfc(&file.path), file)).collect();
    files.sort_by(|a, b| a.0.as_bytes().cmp(b.0.as_bytes()));
    for (path, file) in files {
        part(&path);
        part(&file.length.to_string());
        part(file.sha256.as_str());
    }
    Digest(hex(&hash.finalize()))
}

fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut words, byte| {
        let _ = write!(words, "{byte:02x}");
        words
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01M82ZBER00A2WNWRDEP4NQTZ3";

    #[test]
    fn the_worked_example_has_its_digest() {
        let sha = |words: &str| Digest::parse(words).unwrap();
        let index = FileDigest {
            path: "index.md".into(),
            length: 645,
            sha256: sha("953fd9f2b15e26e6a74f0ed0fb54668490585a2f7f30594a917d4e8188af76f3"),
        };
        let cover = FileDigest {
            path: "cover.png".into(),
            length: 72,
            sha256: sha("98da71fcde013593f6eeb96f615a1ff93f811d8904d5f05d1cb90707cfeed30e"),
        };
        assert_eq!(
            content_digest(ID, "dongji-xinpin", &[index, cover]).as_str(),
            "c6466391b599673145387f3294de3eb19ca033ce7d987953f0cc74ac0fe2469f"
        );
    }

    #[test]
    fn slug_path_and_bytes_all_count() {
        let a = FileDigest::of("a.png", b"1");
        let one = content_digest(ID, "x", std::slice::from_ref(&a));
        assert_ne!(one, content_digest(ID, "y", std::slice::from_ref(&a)));
        assert_ne!(one, content_digest(ID, "x", &[FileDigest::of("b.png", b"1")]));
        assert_ne!(one, content_digest(ID, "x", &[FileDigest::of("a.png", b"2")]));
    }
}
