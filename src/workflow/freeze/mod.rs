//! 停发: the brake. Anybody in the team stops what goes out, of the whole account, of a category or of one article; a manager
//! lifts it. Each is a record of the folder itself: added, never changed, signed at level `signed`, and judged for ever by the
//! version of the rule book that it names.
//!
//! A freeze is held against an act where it is made, as deadlines are: what went out before somebody knew of it is out.

mod file;

use super::{arrival::Arrival, policy::PolicyChain, signed, state::State, team::Team, who};
use crate::{
    article::digest::Digest,
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    settings::Settings,
    signature::Signature,
    text::Text,
};

pub use file::{FOLDER, read};

/// A record of the brake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeRecord {
    /// The folder's random id
    pub repo: String,
    /// What it does
    pub does: Brakes,
    /// Why
    pub reason: String,
    /// The version of the rule book that its author obeyed
    pub policy: u32,
    /// The member
    pub by: String,
    /// When
    pub at: Moment,
    /// Who proves it, at level `signed`
    pub signature: Option<Signature>,
}

/// What a record of the brake does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brakes {
    /// Nothing of this goes out
    Freeze(Scope),
    /// The freeze of this record is over
    Lift(Digest),
}

/// What stands still.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// 全号停发
    Account,
    /// A category, by id
    Category(String),
    /// An article, by id
    Article(String),
}

/// A freeze that nobody lifted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frozen {
    /// Its record
    pub record: Digest,
    /// What stands still
    pub scope: Scope,
    /// Why
    pub reason: String,
    /// Who froze it, by id
    pub by: String,
    /// Since when
    pub since: Moment,
}

/// The freezes that stand, the oldest first.
pub fn standing(records: &[(Digest, FreezeRecord)]) -> Vec<Frozen> {
    let lifted = |id: &Digest| records.iter().any(|(_, own)| own.does == Brakes::Lift(id.clone()));
    let one = |(id, record): &(Digest, FreezeRecord)| match &record.does {
        Brakes::Freeze(scope) if !lifted(id) => Some(Frozen {
            record: id.clone(),
            scope: scope.clone(),
            reason: record.reason.clone(),
            by: record.by.clone(),
            since: record.at,
        }),
        _ => None,
    };
    let mut all: Vec<Frozen> = records.iter().filter_map(one).collect();
    all.sort_by(|a, b| (a.since, &a.record).cmp(&(b.since, &b.record)));
    all
}

/// Judges a record by the version that it names, and by no clock.
pub fn judge(record: &FreezeRecord, others: &[(Digest, FreezeRecord)], policy: &PolicyChain) -> Result<()> {
    judge_by(record, record.policy, others, policy)
}

/// The rule of arrival: the newest version where it comes in allows it too.
pub fn allowed(
    record: &FreezeRecord,
    arrival: Arrival,
    others: &[(Digest, FreezeRecord)],
    policy: &PolicyChain,
) -> Result<()> {
    if arrival.newest > record.policy { judge_by(record, arrival.newest, others, policy) } else { Ok(()) }
}

fn judge_by(
    record: &FreezeRecord,
    number: u32,
    others: &[(Digest, FreezeRecord)],
    policy: &PolicyChain,
) -> Result<()> {
    if record.repo != policy.root().header.repo {
        return Err(Refusal::findings(
            "record_repo",
            say!("这份记录属于另一个稿件库", "the record belongs to another folder"),
        ));
    }
    let Some(version) = policy.version(number) else {
        return Err(Refusal::findings(
            "record_illegal",
            say!("运营规则没有第 {number} 版", "there is no version {number} of the rule book"),
        ));
    };
    let freezes =
        |id: &Digest| others.iter().any(|(own, other)| own == id && matches!(other.does, Brakes::Freeze(_)));
    match &record.does {
        Brakes::Lift(id) if !freezes(id) => {
            return Err(Refusal::findings(
                "no_such_freeze",
                say!("要恢复的那次停发不存在", "the freeze that it lifts is not there"),
            ));
        }
        _ => {}
    }
    may(&record.does, &record.by, &version.team.on(record.at))?;
    signed::proved(record.signature.as_ref(), &record.unsigned(), &record.by, version)
}

/// Who may: everybody in the team stops, a manager lets go again.
pub fn may(does: &Brakes, by: &str, team: &Team) -> Result<()> {
    if !team.members.contains_key(by) {
        let message = say!("`{by}` 不在团队里", "`{by}` is not in the team");
        return Err(Refusal::not_allowed("not_a_member", message));
    }
    match does {
        Brakes::Lift(_) if !team.has_role(by, "manager") => Err(who::only(
            team,
            &["manager"],
            say!("恢复发布要由运营主管来", "only a manager lifts a freeze"),
        )),
        _ => Ok(()),
    }
}

/// Whether an article stands still, and why.
pub fn holds<'f>(frozen: &'f [Frozen], state: &State) -> Option<&'f Frozen> {
    let category = state.submission.as_ref().map(|submitted| submitted.category.as_str());
    frozen.iter().find(|own| match &own.scope {
        Scope::Account => true,
        Scope::Category(id) => category == Some(id),
        Scope::Article(id) => state.id == *id,
    })
}

/// What is said to whoever would send it.
pub fn refused(frozen: &Frozen, state: &State, team: &Team, now: Moment) -> Refusal {
    let (slug, reason, name) = (&state.slug, &frozen.reason, team.name(&frozen.by));
    let Text { zh, en } = spoken(frozen.since, now);
    let (what_zh, what_en) = match &frozen.scope {
        Scope::Account => ("全号".to_owned(), "the account".to_owned()),
        Scope::Category(id) => (format!("栏目 `{id}` "), format!("category `{id}`")),
        Scope::Article(_) => (format!("`{slug}` "), format!("`{slug}`")),
    };
    let message =
        say!("{what_zh}已停发：{reason}（{name}，{zh}）", "{what_en} is frozen: {reason} ({name}, {en})");
    Refusal::not_now("frozen", message)
        .help(say!(
            "运营主管可以恢复：`wxops freeze --lift --reason 理由`",
            "a manager lifts it: `wxops freeze --lift --reason REASON`"
        ))
        .help(say!(
            "已经发出的先恢复再登记；要撤下：`wxops retract {slug} --reason 理由`",
            "what is out already is put on record after that; to take it away: `wxops retract {slug} --reason REASON`"
        ))
}

impl Frozen {
    /// What stands still, for people: 全号, 栏目“新闻资讯”, 稿件 01K….
    pub fn what(&self, settings: &Settings, called: impl Fn(&str) -> Option<Text>) -> Text {
        match &self.scope {
            Scope::Account => say!("全号", "the whole account"),
            Scope::Category(id) => {
                let label = settings.label(id);
                say!("栏目“{label}”", "category `{label}`")
            }
            Scope::Article(id) => called(id).unwrap_or_else(|| Text::same(id)),
        }
    }
}
