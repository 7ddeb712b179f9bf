//! The tables that follow the working week: rhythm, slots, deadlines, replies, upkeep.
//!
//! Times and durations are kept as they were typed (`周二 20:00`, `4 工作小时`); who plans by them reads them.

use serde::Deserialize;

/// `[rhythm]`: how often the account pushes. Where the table is written, only what it says counts.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// Pushes a day; the platform allows a subscription account one
    #[serde(default)]
    pub per_day: Option<u32>,
    /// Pushes a week
    #[serde(default)]
    pub per_week: Option<u32>,
    /// Pushes a month (service accounts)
    #[serde(default)]
    pub per_month: Option<u32>,
    /// Articles in one push
    #[serde(default)]
    pub articles: Bounds,
    /// When nothing goes out, `22:30-07:30`
    #[serde(default)]
    pub quiet_hours: Vec<String>,
    /// When topics are decided, as typed
    #[serde(default)]
    pub topic_meeting: Option<String>,
}

/// The least and the most of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// At least
    pub min: u32,
    /// At most
    pub max: u32,
}

/// One weekly slot: `[[slots]]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// What people call it
    pub name: String,
    /// Weekday and time, as typed
    pub at: String,
    /// Ids of the categories that may lead (头条); none: any
    #[serde(default)]
    pub lead: Vec<String>,
}

/// A table of words, each key with its shipped value.
macro_rules! typed {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $shipped:literal,)+ }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name { $($(#[$doc])* pub $field: String,)+ }

        impl Default for $name {
            fn default() -> Self {
                $name { $($field: $shipped.into(),)+ }
            }
        }
    };
}

typed! {
    /// `[deadlines]`: when each step is due, counted from the slot; as typed.
    Deadlines {
        /// The first draft is there
        first_draft: "-2 工作日 18:00",
        /// Submitted
        submit: "-1 工作日 12:00",
        /// Time for the first review
        first_review: "4 工作小时",
        /// Time for the final review
        final_review: "4 工作小时",
        /// From here on an article is swapped, not edited
        locked: "当天 16:00",
        /// Least time between the last approval and going out
        after_approval: "1 小时",
        /// How long somebody watches after the push
        on_duty: "推送后 2 小时",
        /// A claimed topic without a draft goes back after this
        claim: "7 天",
        /// The hours that count as working hours
        work_hours: "周一至周五 09:00-18:00",
    }
}

typed! {
    /// `[reply]`: how soon readers are answered (policy 5.1.1); as typed.
    Reply {
        /// Comments under articles (留言)
        comments: "24 小时",
        /// Private messages (私信)
        messages: "24 小时",
        /// Complaints (客诉): a first response
        complaints: "2 工作小时",
        /// Everything, while a campaign runs
        campaign_days: "2 小时",
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds { min: 1, max: 3 }
    }
}

impl Default for Rhythm {
    fn default() -> Self {
        let topic_meeting = Some("周一 10:00".into());
        Rhythm {
            per_day: Some(1),
            per_week: Some(3),
            per_month: None,
            articles: Bounds::default(),
            quiet_hours: vec!["22:30-07:30".into()],
            topic_meeting,
        }
    }
}

/// The three slots that `init` writes.
pub(super) fn slots() -> Vec<Slot> {
    let slot = |name: &str, at: &str, lead: [&str; 2]| Slot {
        name: name.into(),
        at: at.into(),
        lead: lead.map(String::from).to_vec(),
    };
    vec![
        slot("周二晚", "周二 20:00", ["insight", "product"]),
        slot("周四晚", "周四 20:00", ["product", "news"]),
        slot("周五午", "周五 12:00", ["event", "news"]),
    ]
}

/// `[upkeep]` as `init` writes it: the duty and how often.
pub(super) const UPKEEP: [(&str, &str); 10] = [
    ("backup", "每周"),
    ("password", "90 天"),
    ("operators", "每月核对后台运营者名单"),
    ("app_secret", "180 天；有人离职当天"),
    ("third_party", "每季核对第三方授权（排版、数据工具）"),
    ("menu", "90 天"),
    ("auto_reply", "90 天"),
    ("drill", "每半年"),
    ("lexicon", "每季"),
    ("report", "每月 3 日前"),
];
