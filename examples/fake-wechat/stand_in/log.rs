//! What was called, for tests to look at: as it was sent, secret and tokens included.

use serde_json::Value;

/// One call.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// Counted from 1
    pub(crate) number: usize,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    /// Null where no JSON was sent
    pub(crate) body: Value,
    /// The bytes of the body
    pub(crate) raw: Vec<u8>,
    /// The `errcode` that the client could read, 0 for a good answer; none where it got no whole answer of the platform
    pub(crate) errcode: Option<i64>,
    /// The `errcode` that the platform itself came to; none where a fault kept the call from it
    pub(crate) came_to: Option<i64>,
}
