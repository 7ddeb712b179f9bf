//! What an act is decided on: the rule book, the article's records, its bundle as committed and as it lies there.

use crate::{
    article::{bundle::Bundle, digest::Digest},
    text::Text,
    workflow::{chain::Filed, freeze::Frozen, policy::PolicyChain},
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
    /// For acts about the page: the digest of the text laid out by the account's own theme, as committed; none where it has
    /// none
    pub page: Option<Digest>,
    /// Where the slug that is asked for is taken already
    pub taken: Option<String>,
    /// For acts about the page: what stands still
    pub frozen: Vec<Frozen>,
    /// Errors that the rules found in the working copy, one line each
    pub errors: Vec<Text>,
}
