//! Deputies (代审人): who reviews for whom while that member is away, or whenever an article is urgent (加急). Never for an act
//! of a manager, a writer or a publisher, and never for somebody who is a deputy only.

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer};

use super::{Stage, TEAM, Team};
use crate::{
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// One member stands in for another one in the review.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deputy {
    /// Who is away or too slow to reach, by id
    pub member: String,
    /// Who reviews instead, by id
    pub deputy: String,
    /// The first day, `2026-12-01`; empty where it is for urgent articles
    #[serde(default, deserialize_with = "day")]
    pub from: String,
    /// The last day; it counts
    #[serde(default, deserialize_with = "day")]
    pub until: String,
    /// Urgent articles only, and these on any day
    #[serde(default)]
    pub urgent: bool,
    /// Why
    #[serde(default)]
    pub reason: Option<String>,
}

/// A day, as a word or as TOML writes days, without quotation marks.
fn day<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<String, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Day {
        Word(String),
        Date(toml::value::Datetime),
    }
    Ok(match Day::deserialize(from)? {
        Day::Word(word) => word,
        Day::Date(date) => date.to_string(),
    })
}

impl Deputy {
    /// Whether it counts on a day. Days are written so that they sort as words.
    pub fn counts_on(&self, day: Option<NaiveDate>) -> bool {
        let day = day.map(|day| day.to_string());
        day.is_some_and(|day| (&*self.from..=&*self.until).contains(&&*day))
    }

    /// Whether by it somebody decides on a day, where an urgent submission is decided or another one.
    pub fn counts(&self, day: Option<NaiveDate>, urgent: bool) -> bool {
        if self.urgent { urgent && day.is_some() } else { self.counts_on(day) }
    }

    /// Whether it is over on a day.
    pub fn is_over(&self, at: Moment) -> bool {
        !self.urgent && self.until < at.date_naive().to_string()
    }

    /// From when until when: 2026-12-01 至 2026-12-10.
    pub fn span(&self) -> Text {
        let Deputy { from, until, urgent, .. } = self;
        if *urgent {
            return say!("仅限加急稿件", "urgent articles only");
        }
        if from == until { Text::same(from) } else { say!("{from} 至 {until}", "{from} to {until}") }
    }
}

impl Team {
    /// An entry by which a member would decide a stage, but not on this day, or no article that is not urgent.
    pub fn deputy_otherwise(&self, member: &str, stage: &Stage) -> Option<&Deputy> {
        let mut entries = self.deputies.iter().filter(|entry| entry.deputy == member);
        entries.find(|entry| stage.roles().any(|role| self.has_role(&entry.member, role)))
    }

    /// The entries that are not over, those of today and those to come.
    pub fn deputies_from(&self, at: Moment) -> impl Iterator<Item = &Deputy> {
        self.deputies.iter().filter(move |entry| !entry.is_over(at))
    }

    /// Whether a member reviews: has a role that decides a stage.
    pub fn reviews(&self, member: &str) -> bool {
        self.stages.iter().flat_map(Stage::roles).any(|role| self.has_role(member, role))
    }

    /// An entry in one sentence: 王蕾代张明审核，2026-12-01 至 2026-12-10（年假）.
    pub fn deputy_told(&self, entry: &Deputy) -> Text {
        let (member, deputy, span) = (self.name(&entry.member), self.name(&entry.deputy), entry.span());
        let why = entry.reason.as_deref().unwrap_or_default();
        let (why_zh, why_en) = if why.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("（{why}）"), format!(" ({why})"))
        };
        say!(
            "{deputy}代{member}审核，{zh}{why_zh}",
            "{deputy} reviews for {member}, {en}{why_en}",
            zh = span.zh,
            en = span.en
        )
    }

    pub(super) fn check_deputies(&self) -> Result<()> {
        self.deputies.iter().enumerate().try_for_each(|(n, entry)| self.fits(entry, &self.deputies[..n]))
    }

    /// Whether somebody has any role but that of those who only hand in texts.
    fn may_stand_in(&self, id: &str) -> bool {
        self.members.get(id).is_none_or(|own| own.roles.iter().any(|role| role != "contributor"))
    }

    fn who_may_stand_in(&self, member: &str) -> Text {
        let others =
            self.members.keys().map(String::as_str).filter(|id| *id != member && self.may_stand_in(id));
        let Text { zh, en } = self.names(others);
        say!("可以代审的人：{zh}", "these may stand in: {en}")
    }

    /// Whether an entry makes sense beside others. That its days are not over is asked when it is adopted: here there is
    /// no clock, and an old entry gives nobody anything.
    pub fn fits(&self, entry: &Deputy, others: &[Deputy]) -> Result<()> {
        let refuse = |code: &'static str, message: Text| Err(Refusal::unusable(code, message).at(TEAM));
        let Deputy { member, deputy, from, until, urgent, .. } = entry;
        for id in [member, deputy] {
            if !self.members.contains_key(id) {
                return refuse(
                    "deputy_unknown",
                    say!(
                        "代审人一条里的 `{id}` 不是团队成员",
                        "`{id}` in an entry of deputies is not in the team"
                    ),
                );
            }
        }
        let (name, other) = (self.name(deputy), self.name(member));
        let not_this_one = |code: &'static str, message: Text| {
            refuse(code, message).map_err(|refusal| refusal.help(self.who_may_stand_in(member)))
        };
        if member == deputy {
            return not_this_one(
                "deputy_self",
                say!("{name}不能代自己审核", "{name} cannot be the deputy of {name}"),
            );
        }
        if !self.may_stand_in(deputy) {
            return not_this_one(
                "deputy_contributor",
                say!(
                    "{name}是供稿人，不能代审",
                    "{name} is a contributor only, and contributors review for nobody"
                ),
            );
        }
        if *urgent != (from.is_empty() && until.is_empty()) {
            return refuse(
                "deputy_when",
                say!(
                    "{name}代{other}审核：写 `from` 和 `until`，或只写 `urgent = true`",
                    "{name} for {other}: give `from` and `until`, or only `urgent = true`"
                ),
            );
        }
        for day in [from, until].into_iter().filter(|_| !urgent) {
            let read = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
            if read.is_none_or(|read| read.to_string() != *day) {
                return refuse(
                    "deputy_day",
                    say!(
                        "代审的日期 `{day}` 不对，要写成 `2026-12-01`",
                        "`{day}` is no day of a deputy; write it as `2026-12-01`"
                    ),
                );
            }
        }
        if until < from {
            return refuse(
                "deputy_days",
                say!(
                    "{name}代{other}审核：截止 {until} 早于开始 {from}",
                    "{name} for {other}: the last day, {until}, is before the first, {from}"
                ),
            );
        }
        let same = |old: &&Deputy| old.member == *member && old.deputy == *deputy;
        let overlaps = |old: &&Deputy| {
            old.urgent == *urgent && old.from <= *until && *from <= old.until // two for urgent ones are the same
        };
        if let Some(old) = others.iter().filter(same).find(overlaps) {
            let Text { zh, en } = old.span();
            return refuse(
                "deputy_overlaps",
                say!(
                    "{name}代{other}审核已有一条，与它重叠：{zh}",
                    "{name} stands in for {other} already: {en}"
                ),
            );
        }
        Ok(())
    }
}
