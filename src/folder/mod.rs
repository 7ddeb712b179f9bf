//! The content folder: where git, files and settings meet, and articles are found.

mod evidence;
mod find;
mod head;
mod mentions;
mod parallel;
mod proof;
mod view;

use std::path::Path;

pub use evidence::Wanted;
pub use find::Found;
pub use head::Head;
pub use proof::{Proof, Refused};
pub use view::{Card, cards};

use crate::{
    content::WorkingCopy,
    moment::Moment,
    refusal::Result,
    repo::Repo,
    settings::{self, Settings},
};

/// Most bytes of the settings that are read.
const SETTINGS_LIMIT: usize = 256 * 1024;

/// An open content folder.
pub struct ContentFolder {
    repo: Repo,
    working: WorkingCopy,
    settings: Settings,
}

impl ContentFolder {
    /// Finds the content folder that `start` lies in. Whether it is one shows when its [`Head`] is read.
    pub fn open(start: &Path) -> Result<ContentFolder> {
        let repo = Repo::discover(start)?;
        let working = WorkingCopy::new(repo.root());
        let settings = match working.read(settings::FILE, SETTINGS_LIMIT)? {
            Some(bytes) => Settings::parse(&String::from_utf8_lossy(&bytes))?,
            None => Settings::default(),
        };
        Ok(ContentFolder { repo, working, settings })
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

    /// A time in the account's zone and in whole seconds, as records hold it.
    pub fn local(&self, moment: Moment) -> Moment {
        use chrono::Timelike as _;
        let moment = moment.with_timezone(&self.settings.timezone).fixed_offset();
        moment.with_nanosecond(0).unwrap_or(moment)
    }
}
