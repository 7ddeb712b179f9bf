//! What is known of a push before it is done. On a server, while `pre-receive` runs: objects that git keeps apart until they are
//! taken in (git-receive-pack(1), "Quarantine Environment"), the references as they still stand, its own settings. And, where a
//! person pushes, what the remote has.

use std::path::{Path, PathBuf};

use git2::{ErrorCode, RepositoryOpenFlags};

use crate::refusal::Result;

use super::{CommitId, Repo, broken, oid};

/// How many symbolic references may follow one another; git itself goes no further.
const HOPS: usize = 5;

impl Repo {
    /// As [`Repo::objects`], with further folders of objects. They are only read: what a push brought is not touched.
    pub fn objects_beside(start: &Path, stores: &[PathBuf]) -> Result<Repo> {
        let repo = Self::any(start, RepositoryOpenFlags::empty())?;
        let odb = repo.inner.odb().map_err(|error| broken(&error))?;
        for store in stores.iter().filter(|store| store.is_dir()) {
            odb.add_disk_alternate(&store.to_string_lossy()).map_err(|error| broken(&error))?;
        }
        drop(odb);
        Ok(Repo { stores: stores.to_vec(), ..repo })
    }

    /// The folders of objects beside its own.
    pub fn stores(&self) -> &[PathBuf] {
        &self.stores
    }

    /// The commit that an id of git stands for: itself, or what a tag of it names.
    pub fn commit_of(&self, id: &str) -> Result<CommitId> {
        let object = self.inner.find_object(oid(id)?, None).map_err(|error| broken(&error))?;
        let commit = object.peel_to_commit().map_err(|error| broken(&error))?;
        Ok(CommitId(commit.id().to_string()))
    }

    /// A reference by its whole name, and those that it stands for: whoever moves the first moves the last.
    pub fn pointed_at(&self, name: &str) -> Vec<String> {
        let mut names = vec![name.to_owned()];
        while let Some(last) = names.last().filter(|_| names.len() <= HOPS) {
            let found = self.inner.find_reference(last).ok();
            let target = found.and_then(|own| own.symbolic_target().ok().flatten().map(str::to_owned));
            let Some(target) = target else { break };
            names.push(target);
        }
        names
    }

    /// The commit that a reference stands at, by its whole name.
    pub fn tip(&self, name: &str) -> Result<Option<CommitId>> {
        match self.inner.refname_to_id(name) {
            Ok(id) => self.commit_of(&id.to_string()).map(Some),
            // An address, where a remote has no name here, makes no name of a reference.
            Err(error) if matches!(error.code(), ErrorCode::NotFound | ErrorCode::InvalidSpec) => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }

    /// The last common commit of two, if they have one.
    pub fn fork_point(&self, one: &CommitId, other: &CommitId) -> Result<Option<CommitId>> {
        match self.inner.merge_base(oid(&one.0)?, oid(&other.0)?) {
            Ok(id) => Ok(Some(CommitId(id.to_string()))),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }

    /// What is known here of a remote's main branch: the one that its HEAD names, else `main` or `master`, else any.
    pub fn remote_tip(&self, remote: &str) -> Result<Option<CommitId>> {
        for name in ["HEAD", "main", "master"] {
            if let Some(tip) = self.tip(&format!("refs/remotes/{remote}/{name}"))? {
                return Ok(Some(tip));
            }
        }
        let known = self.inner.references_glob(&format!("refs/remotes/{remote}/*"));
        let first =
            known.ok().and_then(|mut known| known.find_map(|one| Some(one.ok()?.target()?.to_string())));
        first.map(|id| self.commit_of(&id)).transpose()
    }

    /// All values of a setting of git that may be given many times; its name in small letters.
    pub fn values_of(&self, key: &str) -> Result<Vec<String>> {
        self.git_says(key)?;
        let lines = self.settings.get().into_iter().flatten();
        let value = |line: &String| {
            let (name, value) = line.split_once('=')?;
            (name == key).then(|| value.to_owned())
        };
        Ok(lines.filter_map(value).collect())
    }
}
