//! The tree proof: everything in one commit is what its records say, and the working copy holds the same.

mod bundles;
mod consents;
mod debts;
mod freezes;
mod history;
mod kept;
mod limits;
mod one;
mod range;
mod records;
mod staged;
mod touched;
mod witness;
mod working;

pub use consents::SecondHandCount;
pub use debts::DebtCount;
pub use range::Span;
pub(super) use records::ids;

use std::collections::BTreeSet;

use super::{ContentFolder, Head, find::slug_of};
use crate::{
    article::bundle::Bundle,
    moment::Moment,
    refusal::{Refusal, Result},
    repo::CommitId,
    say,
    workflow::{
        chain::Filed,
        checkpoint::Checkpoint,
        lane,
        policy::{
            self, Version, adopted,
            closing::{self, Brief},
        },
        record::Record,
        second_hand,
        team::{Level, TEAM},
        verify::{self, Proven},
    },
};

/// What a proof looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything in one commit
    Tree,
    /// What changed since a commit
    Range {
        /// That commit
        base: CommitId,
    },
    /// Everything in one commit, and how it came there
    History {
        /// How many commits there are
        commits: usize,
    },
}

/// What a proof found.
///
#[doc = include_str!("attacks.md")]
///
#[doc = include_str!("mutants.md")]
pub struct Proof {
    /// What was looked at
    pub scope: Scope,
    /// The commit that was proved
    pub head: CommitId,
    /// How acts are proved: the lowest level of any that was found, or that of the rule book if there are none
    pub level: Level,
    /// How many records carry a signature that holds
    pub signed: usize,
    /// How many are names as typed
    pub declared: usize,
    /// How many are signed with a key that was barred since
    pub distrusted: usize,
    /// The time that deadlines were held against
    pub at: Moment,
    /// The folder was made under the test clock
    pub sandbox: bool,
    /// The digest of version 1 that everything hangs on
    pub root: String,
    /// A pin named that digest; else it is taken on trust
    pub pinned: bool,
    /// What it was held against: everything that saw is there, unless it was refused
    pub witness: Option<Checkpoint>,
    /// What was proved, with its title, by slug
    pub articles: Vec<(Proven, String)>,
    /// Bundles that wxops does not know, by path
    pub unrecorded: Vec<String>,
    /// What was refused; none means proved
    pub refusals: Vec<Refused>,
}

/// One refusal of a proof.
#[derive(Clone, Debug)]
pub struct Refused {
    /// The slug it is about, if it is about one
    pub article: Option<String>,
    /// Why
    pub refusal: Refusal,
}

impl ContentFolder {
    /// Proves what is committed. `pin` is the digest of version 1, as the reader was told it;
    /// `now` decides what is overdue.
    pub fn prove(&self, head: &Head<'_>, pin: Option<&str>, now: Moment) -> Result<Proof> {
        let root = head.policy.root().digest.as_str();
        let pinned = pin.is_some_and(|pin| is_pin(root, pin));
        let mut refusals = rule_book(head, pin.filter(|_| !pinned))?;
        let found = bundles::read(self, head, &mut refusals)?;
        let ids = records::ids(head, &mut refusals)?;
        let all: BTreeSet<String> = ids.into_iter().chain(found.by_id.keys().cloned()).collect();
        let proofs = self.in_parallel(head, all.into_iter().collect(), |head, id| {
            let bundle = found.by_id.get(&id);
            let records = head.records(&id);
            let briefs: Vec<Brief> = records.iter().flatten().map(Brief::of).collect();
            let proven = prove_one(head, records, bundle);
            let proofs = proven.as_ref().map(|proven| consents::committed(head, &proven.steps));
            (id.clone(), bundle, briefs, proofs.unwrap_or_default(), proven)
        })?;
        let mut articles = Vec::new();
        let mut briefs: Vec<Brief> = Vec::new();
        for (id, bundle, some, wrong, proven) in proofs {
            briefs.extend(some);
            let slug = bundle.map_or(id, |bundle| slug_of(&bundle.path).to_owned());
            let mut wrong: Vec<Refusal> = wrong;
            let refusal = match proven {
                // The bundle could not be read and was refused for that; its records add nothing.
                Err(refusal) if refusal.code == "bundle_gone" && found.is_unread(&refusal) => None,
                Err(refusal) => Some(refusal),
                Ok(proven) => {
                    let differs = bundle.and_then(|bundle| self.working_differs(bundle, &proven.state));
                    let title = bundle.and_then(|bundle| bundle.index.title()).unwrap_or_default();
                    wrong.extend(self.owed(&proven, wrong.is_empty(), now, head));
                    articles.push((proven, title.to_owned()));
                    differs
                }
            };
            let about = |refusal| Refused { article: Some(slug.clone()), refusal };
            refusals.extend(refusal.into_iter().chain(wrong).map(about));
        }
        refusals.extend(freezes::judged(head, |_| vec![]));
        let closed = closing::closed(&head.policy, &briefs).into_iter();
        refusals.extend(closed.map(|refusal| Refused { article: None, refusal }));
        articles.sort_by(|a, b| a.0.state.slug.cmp(&b.0.state.slug));
        let whole =
            Proof { articles, unrecorded: found.unrecorded, refusals, ..Proof::empty(head, pinned, now) };
        Ok(whole.counted(head))
    }
}

impl ContentFolder {
    /// What an article that was proved owes: proof in the working copy as it is committed, and countersignatures.
    fn owed(&self, proven: &Proven, proofs: bool, now: Moment, head: &Head<'_>) -> Vec<Refusal> {
        let team = &head.policy.newest().team;
        let differs = if proofs && !self.objects_only { self.consents_differ(&proven.steps) } else { vec![] };
        let owed = second_hand::settled(&proven.state, now, team).into_iter();
        differs.into_iter().chain(owed).chain(lane::settled(&proven.state, now, team)).collect()
    }
}

impl Proof {
    /// A proof that nothing was looked at for.
    fn empty(head: &Head<'_>, pinned: bool, at: Moment) -> Proof {
        Proof {
            scope: Scope::Tree,
            head: head.commit.clone(),
            level: head.policy.newest().team.level,
            signed: 0,
            declared: 0,
            distrusted: 0,
            at,
            sandbox: head.policy.is_sandbox(),
            root: head.policy.root().digest.as_str().to_owned(),
            pinned,
            witness: None,
            articles: vec![],
            unrecorded: vec![],
            refusals: vec![],
        }
    }

    /// The same, with how its acts are proved.
    fn counted(self, head: &Head<'_>) -> Proof {
        let acts = || self.articles.iter().flat_map(|(proven, _)| proven.steps.iter().flatten());
        let count = |is: &dyn Fn(&Record) -> bool| acts().filter(|filed| is(&filed.record)).count();
        let signed = count(&|record| record.level() == Level::Signed);
        let distrusted = count(&|record| head.policy.newest().team.distrusts(record));
        let level = acts().map(|filed| filed.record.level()).min().unwrap_or(self.level);
        Proof { level, signed, declared: acts().count() - signed, distrusted, ..self }
    }
}

/// One article, by its records and its bundle.
fn prove_one(head: &Head<'_>, records: Result<Vec<Filed>>, bundle: Option<&Bundle>) -> Result<Proven> {
    let records = records?;
    if records.is_empty() {
        let path = bundle.map(|bundle| format!("{}/index.md", bundle.path)).unwrap_or_default();
        return Err(Refusal::findings(
            "no_records",
            say!(
                "文首有 `[wxops]` 表，而没有流转记录",
                "the article has a table `[wxops]`, and there are no records of it"
            ),
        )
        .at(path)
        .help(say!(
            "去掉 `[wxops]` 表，再 `wxops import`",
            "take the table `[wxops]` out and `wxops import` it"
        )));
    }
    verify::article(records, bundle, &head.policy)
}

/// The rule book is the one that the reader was told, and the one in force. `wrong` is a pin that names another.
fn rule_book(head: &Head<'_>, wrong: Option<&str>) -> Result<Vec<Refused>> {
    let mut refusals = Vec::new();
    if let Some(pin) = wrong {
        let digest = &head.policy.root().digest;
        let message = say!(
            "第 1 版运营规则的指纹是 {digest}，不是约定的 {pin}",
            "version 1 of the rule book has the digest {digest}, not {pin}"
        );
        let help = say!(
            "向告诉你指纹的人核对；确实不同，就不是同一个稿件库",
            "ask whoever told you the pin; if it does differ, this is another content folder"
        );
        refusals.push(Refusal::findings("pin", message).at(Version::path(1)).help(help));
    }
    let entry = head.tree.entry(TEAM)?;
    let team = entry.map(|entry| head.tree.read(&entry.id, policy::LIMIT)).transpose()?;
    refusals.extend(adopted(&head.policy, team.as_deref()).err());
    Ok(refusals.into_iter().map(|refusal| Refused { article: None, refusal }).collect())
}

/// Whether a pin names a digest; its first sixteen digits are enough.
fn is_pin(digest: &str, pin: &str) -> bool {
    let pin = pin.trim();
    pin.len() >= 16 && digest.starts_with(&pin.to_ascii_lowercase())
}
