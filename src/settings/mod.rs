//! `wxops.toml` 设置: what a team changes from week to week, and no approval depends on.
//!
//! What a file leaves out keeps its shipped value: [`Settings::default`] is what `init` writes, and a test
//! holds the two equal. An unknown key is refused with its line, so that a typo never switches a rule off.
mod category;
mod limits;
mod platform;
mod refuse;
mod week;

pub use category::{Category, Close, Tone};
pub use limits::{Cover, Limit, Limits};
pub use platform::Platform;
pub use week::{Bounds, Deadlines, Reply, Rhythm, Slot};

use crate::finding::Severity;
use crate::moment::Zone;
use crate::refusal::Result;
use crate::say;
use crate::text::{Language, Text};
use serde::{Deserialize, Deserializer, de::Error as _};
use std::collections::BTreeMap;

/// The name of the file, relative to the content folder.
pub const FILE: &str = "wxops.toml";

/// Everything `wxops.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The account's name, as readers see it; empty until somebody writes it
    pub account: String,
    /// The program's language; none: that of each person's computer
    #[serde(deserialize_with = "language")]
    pub language: Option<Language>,
    /// The zone in which times are read and shown
    #[serde(deserialize_with = "timezone")]
    pub timezone: Zone,
    /// Whether each act is shared with the team at once
    pub share: bool,
    /// The categories (栏目), in the order in which they are offered
    pub categories: Vec<Category>,
    /// How often, and how many articles at once (policy 3.4.1)
    pub rhythm: Rhythm,
    /// The weekly slots (推送档期)
    pub slots: Vec<Slot>,
    /// When each step is due, counted from the slot
    pub deadlines: Deadlines,
    /// The account as the platform's interfaces know it; none: everything is published by hand
    pub platform: Option<Platform>,
    /// How soon readers are answered (policy 5.1.1)
    pub reply: Reply,
    /// How long the parts of an article may be
    pub limits: Limits,
    /// What `check` is to make lighter or heavier
    pub check: Check,
    /// Recurring duties and how often each is due, as typed; a team adds its own
    pub upkeep: BTreeMap<String, String>,
}

/// `[check]`: settings of the rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Check {
    /// Rules that weigh something else here than they do as shipped, by the name of the rule
    pub severity: BTreeMap<String, Level>,
}

/// What a finding of a rule weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// 不查: the rule does not run
    Off,
    /// 提醒: shown, and nothing is held up
    Warning,
    /// 错误: the article cannot be submitted
    Error,
}

impl Level {
    /// What a finding weighs; nothing when the rule does not run.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        self.severity().map_or("off", Severity::name)
    }

    /// What people call it.
    pub fn label(self) -> Text {
        self.severity().map_or_else(|| say!("不查", "off"), Severity::label)
    }
}

impl Settings {
    /// Reads the text of `wxops.toml`.
    pub fn parse(text: &str) -> Result<Self> {
        let settings: Settings = toml::from_str(text).map_err(|error| refuse::unreadable(text, &error))?;
        refuse::contradictions(text, &settings)?;
        Ok(settings)
    }

    /// The category with this id.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The category that a person means: by its id or by its label.
    pub fn category_named(&self, name: &str) -> Option<&Category> {
        self.category(name).or_else(|| self.categories.iter().find(|category| category.label == name))
    }

    /// What to call a category: its label, or its id where the settings do not know it (any more).
    pub fn label<'a>(&'a self, id: &'a str) -> &'a str {
        self.category(id).map_or(id, |category| &category.label)
    }
}

impl Default for Settings {
    fn default() -> Self {
        let upkeep = week::UPKEEP.map(|(duty, when)| (duty.to_owned(), when.to_owned()));
        Settings {
            account: String::new(),
            language: None,
            timezone: Zone::default(),
            share: true,
            categories: category::shipped(),
            rhythm: Rhythm::default(),
            slots: week::slots(),
            deadlines: Deadlines::default(),
            platform: None,
            reply: Reply::default(),
            limits: Limits::default(),
            check: Check::default(),
            upkeep: BTreeMap::from(upkeep),
        }
    }
}

fn language<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Option<Language>, D::Error> {
    match String::deserialize(from)?.as_str() {
        "zh" => Ok(Some(Language::Zh)),
        "en" => Ok(Some(Language::En)),
        other => Err(D::Error::unknown_variant(other, &["zh", "en"])),
    }
}

fn timezone<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<Zone, D::Error> {
    let name = String::deserialize(from)?;
    Zone::named(&name).ok_or_else(|| {
        D::Error::custom(format!("unknown time zone `{name}`, expected a name such as `Asia/Shanghai`"))
    })
}

#[cfg(test)]
mod tests;
