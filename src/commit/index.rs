//! The index: its entries for the touched files follow the commit, all others stay as they are.
//!
//! `index.lock` is a second name of the journal, so that after a crash nobody else's lock is taken for ours.
//! The new index grows in a file beside it, changed in process while it is small, else by git.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::refusal::Result;
use crate::repo::Repo;

use super::journal::{Journal, Step};
use super::{disk, fail, preflight};

/// Up to this many bytes an index is changed in process: starting git takes longer. Above it git is faster,
/// because it does not hash what it reads.
const SMALL: u64 = 512 * 1024;

/// The index while `index.lock` is ours.
pub(super) struct Index<'r> {
    repo: &'r Repo,
    next: PathBuf,
}

impl<'r> Index<'r> {
    /// Takes `index.lock`, or finds it ours already.
    pub(super) fn take(repo: &'r Repo, journal: &Journal) -> Result<Index<'r>> {
        let index = Index { repo, next: next(repo, journal) };
        if is_ours(repo, journal)? {
            return Ok(index);
        }
        let lock = lock_file(repo);
        loop {
            preflight::wait_until_gone(&lock)?;
            match disk::link(&Journal::place(repo), &lock, &journal.bytes()) {
                Ok(()) => return Ok(index),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {} // somebody was faster
                Err(error) => return Err(disk::failed(&lock, &error)),
            }
        }
    }

    /// Prepares the new index: the same with the entries of `steps` changed. Their sizes and times are left
    /// empty: the next `git status` reads these few files once and fills them in.
    pub(super) fn prepare(&self, steps: &[Step]) -> Result<()> {
        disk::remove(&self.next.with_extension("lock"))?; // git's own lock on our file, if git was killed
        disk::remove(&self.next)?;
        disk::double(&self.repo.git_dir().join("index"), &self.next)?;
        fail::point("index").map_err(|error| disk::failed(&self.next, &error))?;
        // Only git itself can change a split or a sparse index.
        let small = self.next.metadata().is_ok_and(|found| found.len() <= SMALL);
        if !small || in_process(&self.next, steps).is_err() {
            self.git("update-index", &["-z", "--index-info"], steps.iter().flat_map(entry).collect())?;
        }
        Ok(())
    }

    /// Puts the new index in its place and gives the lock back. As with git itself it is not synced: what a
    /// power cut takes can be made again from the commit. The old one keeps its room on the disk until
    /// [`make_room`].
    pub(super) fn install(&self) -> Result<()> {
        if self.next.exists() {
            let index = self.repo.git_dir().join("index");
            let _ = disk::alias(&index, &old(self.repo));
            disk::replace(&self.next, &index)?;
        }
        disk::remove(&lock_file(self.repo))
    }

    /// Which of `steps` still stand in the index as before the commit; what the person has staged since is
    /// theirs, and what stands as after it needs nothing.
    pub(super) fn unmoved(&self, steps: &[Step]) -> Result<Vec<Step>> {
        let output = listing(self.repo)?;
        let staged = staged(&output);
        let stands = |step: &Step, id: &Option<String>| {
            staged.get(step.path.as_bytes()).copied() == id.as_ref().map(String::as_bytes)
        };
        let unmoved = steps.iter().filter(|step| stands(step, &step.old) && !stands(step, &step.new));
        Ok(unmoved.cloned().collect())
    }

    fn git(&self, name: &str, args: &[&str], input: Vec<u8>) -> Result<()> {
        fail::point(name).map_err(|error| disk::failed(&self.next, &error))?;
        self.repo.git(name)?.env("GIT_INDEX_FILE", &self.next).args(args).input(input).run().map(drop)
    }
}

/// What git lists of the index, for [`staged`].
pub(super) fn listing(repo: &Repo) -> Result<Vec<u8>> {
    repo.git("ls-files")?.args(["--stage", "-z"]).run()
}

/// The blob of each path of the index.
pub(super) fn staged(listing: &[u8]) -> HashMap<&[u8], &[u8]> {
    let mut staged = HashMap::new();
    for line in listing.split(|&byte| byte == 0) {
        // MODE SP ID SP STAGE TAB PATH
        let Some(tab) = line.iter().position(|&byte| byte == b'\t') else { continue };
        let mut words = line[..tab].split(|&byte| byte == b' ').skip(1);
        staged.insert(&line[tab + 1..], words.next().unwrap_or_default());
    }
    staged
}

/// Removes what a commit that did not happen left of its index; another program's lock stays.
pub(super) fn abandon(repo: &Repo, journal: &Journal) -> Result<()> {
    let next = next(repo, journal);
    disk::remove(&next.with_extension("lock"))?;
    disk::remove(&next)?;
    if is_ours(repo, journal)? { disk::remove(&lock_file(repo)) } else { Ok(()) }
}

/// Gives back the room of the index before this one. That takes some disks as long as all else of a commit, and
/// the commit would wait for it; so whoever is about to act does it first, while there is reading to do.
pub fn make_room(repo: &Repo) {
    let old = old(repo);
    std::thread::spawn(move || disk::remove(&old)); // what stays does no harm, and goes with the next act
}

fn is_ours(repo: &Repo, journal: &Journal) -> Result<bool> {
    let Some(held) = disk::read_if_there(&lock_file(repo))? else { return Ok(false) };
    // Where it is no second name but a copy, it may be half written. Other programs' locks begin otherwise.
    Ok(!held.is_empty() && journal.bytes().starts_with(&held))
}

fn lock_file(repo: &Repo) -> PathBuf {
    repo.git_dir().join("index.lock")
}

fn old(repo: &Repo) -> PathBuf {
    repo.git_dir().join("wxops-index.old")
}

fn next(repo: &Repo, journal: &Journal) -> PathBuf {
    Path::join(repo.git_dir(), format!("wxops-index-{}", journal.word()))
}

/// Changes the index at `next` without starting git; a test holds both ways equal.
pub(super) fn in_process(next: &Path, steps: &[Step]) -> std::result::Result<(), git2::Error> {
    let mut index = git2::Index::open(next)?;
    for step in steps {
        match &step.new {
            Some(id) => index.add(&plain_entry(step, git2::Oid::from_str(id)?))?,
            None if index.get_path(Path::new(&step.path), 0).is_some() => {
                index.remove(Path::new(&step.path), 0)?;
            }
            None => {}
        }
    }
    index.write()
}

fn plain_entry(step: &Step, id: git2::Oid) -> git2::IndexEntry {
    let never = git2::IndexTime::new(0, 0);
    git2::IndexEntry {
        ctime: never,
        mtime: never,
        dev: 0,
        ino: 0,
        mode: if step.program == Some(true) { 0o100_755 } else { 0o100_644 },
        uid: 0,
        gid: 0,
        file_size: 0,
        id,
        flags: 0,
        flags_extended: 0,
        path: step.path.as_bytes().to_vec(),
    }
}

/// A line for `update-index --index-info`; mode 0 takes the entry out.
pub(super) fn entry(step: &Step) -> Vec<u8> {
    let (mode, id) = match &step.new {
        Some(id) if step.program == Some(true) => ("100755", id.as_str()),
        Some(id) => ("100644", id.as_str()),
        None => ("0", "0000000000000000000000000000000000000000"),
    };
    format!("{mode} {id}\t{}\0", step.path).into_bytes()
}
