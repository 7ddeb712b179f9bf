//! Names that git gives: of a commit, and of a file's bytes.

use crate::article::bundle::BlobId;
use crate::refusal::Result;

use super::kind::broken;

/// The id of a commit: 40 lower-case hex digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CommitId(pub String);

impl std::fmt::Display for CommitId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl CommitId {
    /// The first ten digits, for people.
    pub fn short(&self) -> &str {
        self.0.get(..10).unwrap_or(&self.0)
    }
}

/// The id that git gives these raw bytes as a file. Nothing is written.
pub fn blob_id(bytes: &[u8]) -> BlobId {
    // Hashing bytes in memory has no way to fail; the zero id, should it come, fits no file.
    let id = git2::Oid::hash_object(git2::ObjectType::Blob, bytes).unwrap_or(git2::Oid::ZERO_SHA1);
    BlobId(id.to_string())
}

/// Reads an id that wxops or git wrote.
pub(crate) fn oid(hex: &str) -> Result<git2::Oid> {
    git2::Oid::from_str(hex).map_err(|error| broken(&error))
}
