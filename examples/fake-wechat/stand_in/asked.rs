//! A call as those see it who act on it.

use std::net::IpAddr;

use serde_json::Value;

use super::{
    answer::{Failure, fail},
    multipart::Part,
    request::Request,
};

/// A call that may be made, for those who act on it.
#[derive(Debug)]
pub(crate) struct Asked<'r> {
    pub(crate) request: &'r Request,
    /// Null where there is none
    pub(crate) body: Value,
    pub(crate) files: Vec<Part>,
    pub(crate) from: IpAddr,
}

impl Asked<'_> {
    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let found = self.request.query.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A text of the body; empty where it is not there.
    pub(crate) fn text(&self, name: &str) -> Result<&str, Failure> {
        text(&self.body, name)
    }

    /// The `media_id` of the body.
    pub(crate) fn media_id(&self) -> Result<&str, Failure> {
        Some(self.text("media_id")?).filter(|id| !id.is_empty()).ok_or_else(|| Failure::code(41006))
    }
}

/// A text of an object; empty where it is not there.
pub(crate) fn text<'v>(object: &'v Value, name: &str) -> Result<&'v str, Failure> {
    match &object[name] {
        Value::Null => Ok(""),
        Value::String(text) => Ok(text),
        _ => fail(47001),
    }
}

/// A whole number of an object, or what it is where it is not there.
pub(crate) fn number(object: &Value, name: &str, usual: i64) -> Result<i64, Failure> {
    match &object[name] {
        Value::Null => Ok(usual),
        value => value.as_i64().ok_or_else(|| Failure::code(47001)),
    }
}
