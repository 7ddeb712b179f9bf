//! 加急: an article that jumps the queue. Its stages have fewer hours, deputies for urgent articles decide them on any day, and
//! no stage is skipped (policy 3.4.2). The submission says why, and who was told before.

use chrono::TimeDelta;

use super::{
    record::{Emergency, Record},
    state::State,
    status::Status,
    team::{Team, UrgentRules},
};
use crate::{
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// What the newest submission says of its hurry, and the hours that each stage has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Urgent {
    /// Why it cannot wait
    pub reason: String,
    /// Who was told before, by id
    pub told: Vec<String>,
    /// Hours within which each stage decides, by the rule book of the submission
    pub within_hours: u32,
}

impl State {
    /// Why the article is urgent: from its submission until it is out or taken back, also where it is sent back meanwhile.
    pub fn urgent(&self) -> Option<&Urgent> {
        let hurries = matches!(
            self.status,
            Status::Checked
                | Status::InReview
                | Status::Edited
                | Status::ChangesRequested
                | Status::Approved
                | Status::Scheduled
                | Status::Publishing
        );
        self.submission.as_ref().filter(|_| hurries && !self.gone)?.urgent.as_ref()
    }

    /// Until when its stage should decide, where it is urgent. `since` is when it was handed to that stage.
    pub fn urgent_until(&self, since: Moment) -> Option<Moment> {
        let urgent = self.urgent().filter(|_| self.status == Status::InReview)?;
        Some(since + TimeDelta::hours(i64::from(urgent.within_hours)))
    }
}

/// Whether a submission may be urgent by the rule book, and says so as wxops writes it.
pub fn well_formed(record: &Record, said: &Emergency, category: &str, team: &Team) -> Result<()> {
    let Some(rules) = &team.urgent else { return Err(not_at_all()) };
    if !rules.allows(category) {
        return Err(not_for(category, rules));
    }
    said_well(record, said, team)
}

/// Whether a record says as wxops does why something cannot wait.
pub fn said_well(record: &Record, said: &Emergency, team: &Team) -> Result<()> {
    let told = &said.told;
    let sorted = told.is_sorted_by(|a, b| a < b);
    let known = told.iter().all(|id| team.members.contains_key(id) && *id != record.by);
    if sorted && known && !said.reason.is_empty() && said.reason.trim() == said.reason {
        return Ok(());
    }
    let message = say!("加急的写法不对", "the record does not say as wxops does that it is urgent");
    Err(Refusal::findings("record_illegal", message))
}

/// The rule book says nothing of it.
fn not_at_all() -> Refusal {
    Refusal::not_allowed(
        "urgent_off",
        say!("运营规则没有说哪些稿件可以加急", "the rule book does not say which articles may be urgent"),
    )
    .help(say!(
        "先照常送审：不写 `--urgent`，口头催审核人",
        "submit it without `--urgent`, and tell the reviewers yourself"
    ))
    .help(say!(
        "要放开：在 `team.toml` 里写 `[urgent]` 和 `categories = [\"notice\"]`，再由运营主管 `wxops team adopt`",
        "to allow it, write `[urgent]` and `categories = [\"notice\"]` into `team.toml` and let a manager `wxops team adopt`"
    ))
}

fn not_for(category: &str, rules: &UrgentRules) -> Refusal {
    let allowed = crate::text::names(rules.categories.iter().flatten());
    let refusal = Refusal::not_allowed(
        "urgent_category",
        say!(
            "运营规则不许栏目 `{category}` 的稿件加急",
            "the rule book lets no article of the category `{category}` be urgent"
        ),
    );
    let refusal = match allowed.zh.as_str() {
        "" => refusal.help(say!("没有栏目可以加急，请照常送审", "no category may; submit it as any other")),
        _ => refusal.help(say!(
            "可以加急的栏目：{zh}；别的照常送审",
            "these may: {en}; submit others without `--urgent`",
            zh = allowed.zh,
            en = allowed.en
        )),
    };
    refusal.help(say!(
        "要放开：在 `team.toml` 的 `[urgent]` 里改，再由运营主管 `wxops team adopt`",
        "to allow it, edit `[urgent]` in `team.toml` and let a manager `wxops team adopt`"
    ))
}

/// Beside an article's status: 加急.
pub fn mark(state: &State) -> Option<Text> {
    state.urgent().map(|_| say!("加急", "urgent"))
}

/// Why it is urgent and who was told: 今晚停机（事先告知：张明）.
pub fn tell(reason: &str, told: &[String], team: &Team) -> Text {
    let Text { zh, en } = team.names(told.iter().map(String::as_str));
    if told.is_empty() {
        return Text::same(reason);
    }
    say!("{reason}（事先告知：{zh}）", "{reason} (told before: {en})")
}

/// By when a stage should decide: 须在 今天 12:00 前审完, and whether that is over.
pub fn deadline(until: Moment, now: Moment) -> Text {
    let Text { zh, en } = spoken(until, now);
    if until < now {
        say!("须在 {zh} 前审完，已逾期", "to be decided by {en}, overdue")
    } else {
        say!("须在 {zh} 前审完", "to be decided by {en}")
    }
}
