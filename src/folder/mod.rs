//! The content folder: where git, files and settings meet, and articles are found.

mod briefs;
mod consents;
mod debts;
mod derived;
mod evidence;
pub mod filter;
mod find;
mod head;
mod held;
mod members;
mod mentions;
mod outings;
mod pages;
mod parallel;
mod past;
mod proof;
mod push_named;
mod pushes;
mod view;

use std::{
    cell::RefCell,
    path::{Path, PathBuf},
    sync::Arc,
};

pub use derived::Derived;
pub use evidence::{Wanted, moved_on};
pub use find::Found;
pub use head::Head;
pub use held::held;
pub use members::Member;
pub use outings::{Outing, Sure};
pub use proof::{DebtCount, Proof, Refused, Scope, SecondHandCount, Span};
pub use pushes::{Broken, Place, Pushes, Timed};
pub use view::{Card, called, card, cards};

use crate::{
    article::bundle::BlobId,
    content::{self, WorkingCopy},
    moment::{Moment, in_zone},
    refusal::Result,
    repo::{CommitId, Repo},
    settings::{self, Settings},
    workflow::policy::PolicyChain,
};

/// An open content folder.
pub struct ContentFolder {
    repo: Repo,
    working: WorkingCopy,
    settings: Settings,
    /// Nothing but objects is looked at: there may be no working copy
    objects_only: bool,
    /// The rule book that was read last, with the id of its folder: a command reads it once
    policy: RefCell<Option<(BlobId, Arc<PolicyChain>)>>,
}

impl ContentFolder {
    /// Finds the content folder that `start` lies in. Whether it is one shows when its [`Head`] is read.
    pub fn open(start: &Path) -> Result<ContentFolder> {
        Self::of(Repo::discover(start)?)
    }

    /// The same for whoever is about to act: git will be asked who that is.
    pub fn open_to_act(start: &Path) -> Result<ContentFolder> {
        Self::of(Repo::discover_to_act(start)?)
    }

    /// The same for whoever reads objects only: the repository may be bare, and what lies in a working copy has no say,
    /// not even the settings there.
    pub fn objects(start: &Path) -> Result<ContentFolder> {
        Self::pushed(start, &[])
    }

    /// The same while git has not taken a push in yet: what was pushed lies in folders of its own, `stores`.
    pub fn pushed(start: &Path, stores: &[PathBuf]) -> Result<ContentFolder> {
        let repo = Repo::objects_beside(start, stores)?;
        let working = WorkingCopy::new(repo.root());
        let settings = committed_settings(&repo).unwrap_or_default();
        Ok(ContentFolder { repo, working, settings, objects_only: true, policy: RefCell::default() })
    }

    fn of(repo: Repo) -> Result<ContentFolder> {
        let working = WorkingCopy::new(repo.root());
        let settings = working.settings()?;
        Ok(ContentFolder { repo, working, settings, objects_only: false, policy: RefCell::default() })
    }

    /// Its repository.
    pub fn repo(&self) -> &Repo {
        &self.repo
    }

    /// Its files.
    pub fn working(&self) -> &WorkingCopy {
        &self.working
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// What is committed. Refused if no rule book is.
    pub fn head(&self) -> Result<Head<'_>> {
        Head::read(self)
    }

    /// What a commit holds. Refused if no rule book is there.
    pub fn head_at(&self, commit: &CommitId) -> Result<Head<'_>> {
        Head::at(self, commit.clone())
    }

    /// A time in the account's zone and in whole seconds, as records hold it.
    pub fn local(&self, moment: Moment) -> Moment {
        in_zone(moment, &self.settings.timezone)
    }
}

/// The settings in the newest commit, as far as they can be read: only the zone of times hangs on them.
fn committed_settings(repo: &Repo) -> Option<Settings> {
    let tree = repo.snapshot(&repo.head().ok()??).ok()?;
    let entry = tree.entry(settings::FILE).ok()??;
    let bytes = tree.read(&entry.id, content::SETTINGS_LIMIT).ok()?;
    Settings::parse(&String::from_utf8_lossy(&bytes)).ok()
}
