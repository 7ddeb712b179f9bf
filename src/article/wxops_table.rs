//! The `[wxops]` table: the last one of the front matter, written by wxops alone, and cut out before hashing.
//!
//! It is a checked cache of what the records say. Its bytes must be exactly what [`WxopsTable::render`] writes,
//! so nothing can hide in the part that is not hashed.

use serde::Deserialize;

use crate::workflow::status::Status;

/// What wxops keeps in the article itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WxopsTable {
    /// The article's ULID, for life
    pub id: String,
    /// The derived status
    pub status: Status,
    /// The stage, in `in-review`, `edited` and `changes-requested`
    pub stage: Option<String>,
    /// The member who owns the article
    pub owner: String,
    /// The planned time, in `scheduled` and `publishing`, as stored
    pub publish_at: Option<String>,
}

impl WxopsTable {
    /// The table's bytes, from `[wxops]` to the line before `+++`.
    pub fn render(&self) -> String {
        let mut text = format!("[wxops]\nid = \"{}\"\nstatus = \"{}\"\n", self.id, self.status.name());
        for (key, value) in
            [("stage", &self.stage), ("owner", &Some(self.owner.clone())), ("publish_at", &self.publish_at)]
        {
            if let Some(value) = value {
                text.push_str(&format!("{key} = \"{value}\"\n"));
            }
        }
        text
    }
}
