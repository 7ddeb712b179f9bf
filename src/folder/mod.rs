//! The content folder: where git, files and settings meet, and articles are found.

mod briefs;
mod consents;
mod derived;
mod evidence;
pub mod filter;
mod find;
mod head;
mod held;
mod mentions;
mod parallel;
mod past;
mod proof;
mod view;

use std::{cell::RefCell, path::Path, sync::Arc};

pub use derived::Derived;
pub use evidence::{Wanted, moved_on};
pub use find::Found;
pub use head::Head;
pub use held::held;
pub use proof::{Proof, Refused, SecondHandCount};
pub use view::{Card, called, card, cards};

use crate::{
    article::bundle::BlobId,
    content::WorkingCopy,
    moment::{Moment, in_zone},
    refusal::Result,
    repo::{CommitId, Repo},
    settings::Settings,
    workflow::policy::PolicyChain,
};

/// An open content folder.
pub struct ContentFolder {
    repo: Repo,
    working: WorkingCopy,
    settings: Settings,
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

    fn of(repo: Repo) -> Result<ContentFolder> {
        let working = WorkingCopy::new(repo.root());
        let settings = working.settings()?;
        Ok(ContentFolder { repo, working, settings, policy: RefCell::default() })
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

    /// What another commit holds, as if it were the newest.
    pub fn at(&self, commit: CommitId) -> Result<Head<'_>> {
        Head::at(self, commit)
    }

    /// A time in the account's zone and in whole seconds, as records hold it.
    pub fn local(&self, moment: Moment) -> Moment {
        in_zone(moment, &self.settings.timezone)
    }
}
