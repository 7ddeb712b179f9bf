//! Reading git: the door to what commits hold, who is typing, and what git ignores.
//!
//! git2 reads in process; the `git` program is started in `git.rs` and nowhere else. Nothing here writes,
//! except [`Repo::create`], which starts a repository, and [`Repo::fetch`], which notes what the upstream has.

#![expect(clippy::disallowed_types, reason = "the door to reading git")]

mod ancestry;
mod changed;
mod compare;
pub mod git;
mod health;
mod history;
mod id;
mod identity;
mod kind;
mod paths;
mod pushed;
mod remote;
mod revision;
mod snapshot;
#[cfg(test)]
mod tests;

use crate::article::bundle::BlobId;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use git2::RepositoryOpenFlags;

use crate::refusal::Result;

pub use ancestry::Ancestor;
pub use changed::Staged;
pub use compare::{Change, changes};
pub use health::Upstream;
pub(crate) use health::is_started;
pub(crate) use id::oid;
pub use id::{CommitId, blob_id};
pub use identity::Identity;
pub(crate) use kind::{broken, incomplete, said};
pub use remote::{Exchange, Followed, Pushed, rewritten};
pub use snapshot::{Entry, Kind, Snapshot};

/// A git repository with a work tree: the content folder.
///
/// It may move to another thread but not be shared by two; each thread takes its own with [`Repo::again`].
pub struct Repo {
    inner: git2::Repository,
    root: PathBuf,
    settings: OnceCell<Vec<String>>,
    asking: Cell<Option<Asking>>,
    large: Large,
    reads: Cell<usize>,
    /// Folders of objects beside the repository's own: of a push that git keeps apart
    stores: Vec<PathBuf>,
}

/// A question to git, asked while there is reading to do.
type Asking = JoinHandle<Result<Vec<u8>>>;

/// Large folders that were asked once, and what lies in those asked again.
type Large = RefCell<HashMap<BlobId, Option<HashMap<String, Entry>>>>;

impl Repo {
    /// Finds the repository that `start` lies in, as git does. The environment has no say in it.
    pub fn discover(start: &Path) -> Result<Repo> {
        Self::open(start, RepositoryOpenFlags::empty())
    }

    /// The same for whoever is about to act. Meanwhile git is asked for its settings: it takes a while to begin,
    /// and there is reading to do.
    pub fn discover_to_act(start: &Path) -> Result<Repo> {
        let call = git::Call::new(start, "var")?.args(["-l"]);
        let asking = thread::spawn(move || call.run());
        let repo = Self::discover(start)?;
        repo.asking.set(Some(asking));
        Ok(repo)
    }

    /// Starts a repository in `folder`, which may not exist yet; one that is there already is kept.
    pub fn create(folder: &Path) -> Result<Repo> {
        if let Ok(repo) = Self::at(folder) {
            return Ok(repo);
        }
        if folder.join(".git").exists() {
            start(folder)?;
            return Self::at(folder);
        }
        // Made beside its place and put there whole: git, killed while it makes one, leaves its own locks in
        // it, and nobody could tell them from those of a living program.
        let beside = folder.join(".wxops-init");
        let moved = sweep(&beside).and_then(|()| {
            start(&beside)?;
            put(&beside.join(".git"), &folder.join(".git"))
        });
        let swept = sweep(&beside);
        moved.and(swept)?;
        Self::at(folder)
    }

    /// The repository whose root `folder` is.
    pub fn at(folder: &Path) -> Result<Repo> {
        Self::open(folder, RepositoryOpenFlags::NO_SEARCH)
    }

    /// The same repository once more, for another thread: some tenths of a millisecond.
    pub fn again(&self) -> Result<Repo> {
        Self::at(&self.root)
    }

    /// The repository that `start` lies in, for whoever reads objects only: a bare one is as good as any.
    pub fn objects(start: &Path) -> Result<Repo> {
        Self::any(start, RepositoryOpenFlags::empty())
    }

    /// How many trees, commits and files were read from the object store so far: what a proof costs.
    pub fn objects_read(&self) -> usize {
        self.reads.get()
    }

    fn open(place: &Path, flags: RepositoryOpenFlags) -> Result<Repo> {
        let repo = Self::any(place, flags)?;
        if repo.inner.workdir().is_none() { Err(kind::bare(repo.inner.path())) } else { Ok(repo) }
    }

    fn any(place: &Path, flags: RepositoryOpenFlags) -> Result<Repo> {
        let nowhere: [&OsStr; 0] = [];
        let inner = git2::Repository::open_ext(place, flags, nowhere)
            .map_err(|error| kind::cannot_open(place, &error))?;
        // Collected from its parts, so that no slash is left at the end.
        let root = inner.workdir().unwrap_or_else(|| inner.path()).components().collect();
        Ok(Repo {
            root,
            inner,
            settings: OnceCell::new(),
            asking: Cell::default(),
            large: Large::default(),
            reads: Cell::default(),
            stores: Vec::new(),
        })
    }

    /// The content folder: the root of the work tree; of a bare repository its own folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The git folder of this work tree.
    pub fn git_dir(&self) -> &Path {
        self.inner.path()
    }

    /// The git folder that all work trees of the repository share.
    pub fn common_dir(&self) -> &Path {
        self.inner.commondir()
    }

    /// Whether old commits were left out when this was cloned.
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// The newest commit here, also with a detached HEAD; nothing before the first commit.
    pub fn head(&self) -> Result<Option<CommitId>> {
        match self.inner.refname_to_id("HEAD") {
            Ok(id) => Ok(Some(CommitId(id.to_string()))),
            Err(error) if error.code() == git2::ErrorCode::NotFound => Ok(None),
            Err(error) => Err(broken(&error)),
        }
    }

    /// A value of git's settings, such as `wxops.pin`, in small letters.
    pub fn setting(&self, key: &str) -> Option<String> {
        self.git_says(key).ok().flatten()
    }

    /// A setting of git, or one of its variables. All are asked for at once, and only once: git is asked, not
    /// libgit2, because only git knows all conditions of its settings.
    pub(crate) fn git_says(&self, key: &str) -> Result<Option<String>> {
        if self.settings.get().is_none() {
            let output = match self.asking.take() {
                Some(asked) => asked.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?,
                None => self.git("var")?.args(["-l"]).run()?,
            };
            let lines = String::from_utf8_lossy(&output).lines().map(str::to_owned).collect();
            let _ = self.settings.set(lines);
        }
        let lines = self.settings.get().into_iter().flatten().rev();
        let value = |line: &String| {
            let (name, value) = line.split_once('=').unwrap_or((line, "true"));
            (name == key).then(|| value.to_owned())
        };
        Ok(lines.into_iter().find_map(value))
    }

    /// What one commit holds.
    pub fn snapshot(&self, commit: &CommitId) -> Result<Snapshot<'_>> {
        let found = self.inner.find_commit(oid(&commit.0)?).map_err(|error| broken(&error))?;
        self.count();
        Snapshot::new(self, found.tree_id())
    }

    /// What a tree holds, whatever commit it belongs to.
    pub fn tree(&self, id: &BlobId) -> Result<Snapshot<'_>> {
        self.count();
        Snapshot::new(self, oid(&id.0)?)
    }

    fn count(&self) {
        self.reads.set(self.reads.get() + 1);
    }

    /// The library's repository, for `commit/`.
    pub(crate) fn inner(&self) -> &git2::Repository {
        &self.inner
    }

    /// A call of the `git` program in this repository.
    pub(crate) fn git(&self, name: &str) -> Result<git::Call> {
        let call = git::Call::new(&self.root, name)?;
        // Said outright: where `safe.bareRepository` is `explicit`, git does not look for a bare repository by itself.
        Ok(if self.inner.is_bare() { call.env("GIT_DIR", &self.root) } else { call })
    }

    /// The same with settings of its own.
    fn git_with(&self, name: &str, settings: &[&str]) -> Result<git::Call> {
        git::Call::with(&self.root, name, settings)
    }
}

/// Lets git start a repository.
fn start(folder: &Path) -> Result<()> {
    let call = git::Call::anywhere("init")?;
    let call = call.env("GIT_DEFAULT_HASH", "sha1").env("GIT_DEFAULT_REF_FORMAT", "files");
    call.args(["--quiet", "--initial-branch=main", "--"]).args([folder]).run().map(drop)
}

/// Gives a fresh repository its place.
#[expect(clippy::disallowed_methods, reason = "a repository begins before there is anything to commit to")]
fn put(from: &Path, to: &Path) -> Result<()> {
    std::fs::rename(from, to).map_err(|error| kind::cannot_start(to, &error))
}

/// Removes what an interrupted start left.
#[expect(clippy::disallowed_methods, reason = "a repository begins before there is anything to commit to")]
fn sweep(beside: &Path) -> Result<()> {
    match std::fs::remove_dir_all(beside) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(kind::cannot_start(beside, &error)),
        _ => Ok(()),
    }
}
