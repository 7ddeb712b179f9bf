//! `[platform]`: the account as the platform's interfaces know it. What is secret stands nowhere in the folder.

use serde::Deserialize;

/// The account behind the interfaces (公众号接口).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// The developer id (开发者 ID) of the account: `wx` and 16 digits
    pub app_id: String,
    /// Whether the account may publish through the interfaces; if not, wxops fills the draft box, and a person publishes.
    /// Since July 2025 only certified accounts may (the platform's page on 发布能力)
    #[serde(default)]
    pub publishes: bool,
}

impl Platform {
    /// Whether this is how a developer id looks.
    pub fn has_id(&self) -> bool {
        let digits = self.app_id.strip_prefix("wx");
        digits.is_some_and(|rest| rest.len() == 16 && rest.bytes().all(|byte| byte.is_ascii_hexdigit()))
    }
}
