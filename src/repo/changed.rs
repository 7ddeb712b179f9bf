//! Which files a person has changed, as git sees it: since a commit, or for the next one.

use std::path::{Path, PathBuf};

use crate::{
    article::bundle::BlobId,
    refusal::{Refusal, Result},
    say,
};

use super::{CommitId, Kind, Repo, broken, git, oid};

/// A file of the index, as the next commit will hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staged {
    /// Its path from the folder that was asked about
    pub path: String,
    /// What kind of thing it is
    pub kind: Kind,
    /// Its bytes
    pub id: BlobId,
}

impl Repo {
    /// The files in `places` below `folder` that are not as a commit has them: committed since, staged, changed
    /// or new and not ignored. Paths from `folder`.
    pub fn changed_since(&self, commit: &CommitId, folder: &Path, places: &[&str]) -> Result<Vec<String>> {
        let differ = git::Call::new(folder, "diff")?;
        let differ = differ.args(NAMES).args(["--ignore-submodules", &commit.0, "--"]).args(places);
        let new = git::Call::new(folder, "ls-files")?;
        let new = new.args(["-z", "--others", "--exclude-standard", "--"]).args(places);
        let mut changed = names(&differ.run()?);
        changed.extend(names(&new.run()?));
        changed.sort();
        changed.dedup();
        Ok(changed)
    }

    /// The files in `places` below `folder` that the next commit changes. `index` is the index that git gave a
    /// hook; one outside the git folder is not looked at.
    pub fn staged(&self, folder: &Path, places: &[&str], index: Option<&Path>) -> Result<Vec<String>> {
        let call = self.on_index(folder, "diff", index)?.args(NAMES).args(["--cached", "--"]).args(places);
        Ok(names(&call.run()?))
    }

    /// Everything in `places` below `folder` that the next commit holds; what is in conflict is left out.
    pub fn in_index(&self, folder: &Path, places: &[&str], index: Option<&Path>) -> Result<Vec<Staged>> {
        let call = self.on_index(folder, "ls-files", index)?;
        let output = call.args(["-z", "--stage", "--"]).args(places).run()?;
        Ok(names(&output).iter().filter_map(|line| staged(line)).collect())
    }

    /// The tree that the next commit will hold. git writes its objects, as it would for the commit; where files are in
    /// conflict there is none.
    pub fn staged_tree(&self, index: Option<&Path>) -> Result<BlobId> {
        let written = self.on_index(&self.root, "write-tree", index)?.run()?;
        Ok(BlobId(String::from_utf8_lossy(&written).trim().to_owned()))
    }

    /// The bytes of a file that git has; more than `limit` are refused.
    pub fn blob(&self, id: &BlobId, limit: usize) -> Result<Vec<u8>> {
        let odb = self.inner.odb().map_err(|error| broken(&error))?;
        let id = oid(&id.0)?;
        let (size, _) = odb.read_header(id).map_err(|error| broken(&error))?;
        if size > limit {
            let (mb, limit) = (size.div_ceil(1024 * 1024), limit / (1024 * 1024));
            let message =
                say!("文件有 {mb} MB，最多 {limit} MB", "the file has {mb} MB; the limit is {limit} MB");
            return Err(Refusal::unusable("too_large", message));
        }
        Ok(odb.read(id).map_err(|error| broken(&error))?.data().to_vec())
    }

    fn on_index(&self, folder: &Path, name: &str, index: Option<&Path>) -> Result<git::Call> {
        let call = git::Call::new(folder, name)?;
        Ok(match index.and_then(|index| self.own_index(index)) {
            Some(index) => call.env("GIT_INDEX_FILE", index),
            None => call,
        })
    }

    /// An index of this repository; a relative one counts from the work tree, as in a hook.
    fn own_index(&self, index: &Path) -> Option<PathBuf> {
        let index = self.root.join(index);
        let folder = index.parent()?.canonicalize().ok()?;
        let own = [self.git_dir(), self.common_dir()];
        let is_own = own.iter().any(|own| own.canonicalize().is_ok_and(|own| own == folder));
        is_own.then_some(index)
    }
}

/// What makes `git diff` write nothing but paths, whatever the person's settings say.
const NAMES: [&str; 5] = ["-z", "--name-only", "--relative", "--no-renames", "--no-ext-diff"];

fn names(output: &[u8]) -> Vec<String> {
    let names = output.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()
}

/// `100644 ID 0<tab>PATH`.
fn staged(line: &str) -> Option<Staged> {
    let (told, path) = line.split_once('\t')?;
    let mut told = told.split(' ');
    let (mode, id, stage) = (told.next()?, told.next()?, told.next()?);
    let kind = match mode {
        "100644" => Kind::File,
        "100755" => Kind::Executable,
        "120000" => Kind::Symlink,
        _ => Kind::Submodule,
    };
    (stage == "0").then(|| Staged { path: path.to_owned(), kind, id: BlobId(id.to_owned()) })
}
