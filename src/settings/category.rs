//! Categories (栏目): what kinds of articles there are, and what each asks of a text.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de::Error as _};

use super::Level;

/// One category: `[[categories]]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name in commands, front matter and the archive's folders: `[a-z][a-z0-9-]*`
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// What people call it
    pub label: String,
    /// The file a new article begins with, relative to the content folder
    #[serde(deserialize_with = "path")]
    pub template: String,
    /// The least and the most characters of the text; none: any length
    #[serde(default, deserialize_with = "length")]
    pub length: Option<(u32, u32)>,
    /// The tone of its language; none: nothing beyond what every article is asked
    #[serde(default)]
    pub tone: Option<Tone>,
    /// How its articles end; none: any ending
    #[serde(default)]
    pub close: Option<Close>,
    /// Rules that weigh something else in this category, by the name of the rule; they win over `[check.severity]`
    #[serde(default)]
    pub severity: BTreeMap<String, Level>,
}

/// The tone of a category (policy 3.2.4): rules read it to weigh what they find.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// 严谨: internet slang is an error
    Strict,
    /// 平实: all advertising terms are looked for, figures need a source
    Plain,
    /// 活泼: internet slang is a warning only
    Lively,
    /// 专业: quotations need a source
    Expert,
    /// 公文: no exclamation marks, no emoji
    Official,
}

/// How the articles of a category end (policy 3.2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Close {
    /// 总结: it sums up; no call to interact is asked for
    Summary,
    /// 咨询或试用入口: where to ask or to try
    Contact,
    /// 报名方式或活动回顾: how to take part, or how it went
    Signup,
    /// 总结加一个提问: it sums up and asks the readers one question
    Question,
    /// 联系方式和落款: contact and signature; a call to interact is out of place
    Signature,
}

/// The five categories that `init` writes.
pub(super) fn shipped() -> Vec<Category> {
    let category = |id: &str, label: &str, length, tone, close| Category {
        id: id.into(),
        label: label.into(),
        template: format!("templates/{id}.md"),
        length: Some(length),
        tone: Some(tone),
        close: Some(close),
        severity: BTreeMap::new(),
    };
    vec![
        category("news", "新闻资讯", (500, 1500), Tone::Strict, Close::Summary),
        category("product", "产品介绍", (800, 2000), Tone::Plain, Close::Contact),
        category("event", "活动", (400, 1500), Tone::Lively, Close::Signup),
        category("insight", "行业干货", (1200, 3000), Tone::Expert, Close::Question),
        category("notice", "通知公告", (150, 800), Tone::Official, Close::Signature),
    ]
}

/// An id becomes a folder of the archive, so nothing but a plain word may stand in it.
fn id<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let id = String::deserialize(from)?;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.starts_with(|c: char| c.is_ascii_lowercase()) && id.chars().all(plain) {
        return Ok(id);
    }
    Err(D::Error::custom(format!("bad id `{id}`, expected a-z, 0-9 and -, with a letter first")))
}

/// A template lies in the content folder.
fn path<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let path = String::deserialize(from)?;
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    if path.split('/').all(plain) {
        return Ok(path);
    }
    Err(D::Error::custom(format!(
        "bad path `{path}`, expected a file of the folder, such as `templates/news.md`"
    )))
}

fn length<'de, D: Deserializer<'de>>(from: D) -> Result<Option<(u32, u32)>, D::Error> {
    let (least, most) = Deserialize::deserialize(from)?;
    if least <= most {
        return Ok(Some((least, most)));
    }
    Err(D::Error::custom(format!("bad length `[{least}, {most}]`, expected [least, most]")))
}
