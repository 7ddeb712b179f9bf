//! What one commit holds: trees and blobs straight from the object store, whatever the working copy says.
//!
//! No filters, no replaced objects, no index. Trees may come from strangers: depth, count and size have
//! limits, and names that are not UTF-8 are refused.

use crate::article::bundle::BlobId;
use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text;

use super::{Repo, broken, oid};

/// How deep folders may lie in one another.
pub(super) const DEPTH: usize = 64;

/// From how many entries a folder is large.
const LARGE: usize = 64;

/// The tree of one commit.
#[derive(Clone, Copy)]
pub struct Snapshot<'r> {
    repo: &'r Repo,
    root: git2::Oid,
}

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What kind of thing it is
    pub kind: Kind,
    /// Its id: of the bytes, or of the folder
    pub id: BlobId,
}

/// The kinds of things in a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain file
    File,
    /// A file that may be executed
    Executable,
    /// A symbolic link
    Symlink,
    /// A commit of another repository
    Submodule,
    /// A folder
    Folder,
}

impl<'r> Snapshot<'r> {
    pub(super) fn new(repo: &'r Repo, root: git2::Oid) -> Result<Snapshot<'r>> {
        repo.inner.find_tree(root).map_err(|error| broken(&error))?;
        Ok(Snapshot { repo, root })
    }

    /// What lies at `path`, with `/` between names; nothing when there is nothing.
    pub fn entry(&self, path: &str) -> Result<Option<Entry>> {
        let mut here = Entry { kind: Kind::Folder, id: BlobId(self.root.to_string()) };
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if here.kind != Kind::Folder || name.contains('\0') {
                return Ok(None);
            }
            let Some(found) = self.child(&here.id, name)? else { return Ok(None) };
            here = found;
        }
        Ok(Some(here))
    }

    /// One level of a folder, in git's order; empty when there is no such folder.
    pub fn list(&self, folder: &str) -> Result<Vec<(String, Entry)>> {
        match self.entry(folder)? {
            Some(found) if found.kind == Kind::Folder => self.level(&found.id, folder),
            _ => Ok(Vec::new()),
        }
    }

    /// Everything under a folder that is no folder itself, in byte order of the path from there. More than
    /// `limit` is a refusal.
    pub fn files(&self, folder: &str, limit: usize) -> Result<Vec<(String, Entry)>> {
        let mut files = Vec::new();
        if let Some(found) = self.entry(folder)?
            && found.kind == Kind::Folder
        {
            self.gather(&found.id, folder, "", limit, &mut files)?;
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(files)
    }

    /// The bytes of a file. One larger than `limit` is refused before it is loaded.
    pub fn read(&self, id: &BlobId, limit: usize) -> Result<Vec<u8>> {
        let odb = self.repo.inner.odb().map_err(|error| broken(&error))?;
        let id = oid(&id.0)?;
        let (size, _) = odb.read_header(id).map_err(|error| broken(&error))?;
        if size > limit {
            return Err(Refusal::unusable(
                "too_large",
                say!(
                    "文件太大：{size} 字节，最多 {limit}",
                    "the file is too large: {size} bytes, at most {limit}"
                ),
            ));
        }
        self.repo.count();
        Ok(odb.read(id).map_err(|error| broken(&error))?.data().to_vec())
    }

    /// What has this name in a folder. A large folder that is asked again is remembered: libgit2 would
    /// unpack it every time.
    fn child(&self, folder: &BlobId, name: &str) -> Result<Option<Entry>> {
        if let Some(Some(names)) = self.repo.large.borrow().get(folder) {
            return Ok(names.get(name).cloned());
        }
        let tree = self.tree(folder)?;
        if tree.len() >= LARGE {
            let asked_before = self.repo.large.borrow().contains_key(folder);
            let named = |found: git2::TreeEntry<'_>| Some((found.name().ok()?.to_owned(), entry(&found)));
            let names = asked_before.then(|| tree.iter().filter_map(named).collect());
            self.repo.large.borrow_mut().insert(folder.clone(), names);
        }
        Ok(tree.get_name(name).map(|found| entry(&found)))
    }

    fn tree(&self, id: &BlobId) -> Result<git2::Tree<'r>> {
        self.repo.count();
        self.repo.inner.find_tree(oid(&id.0)?).map_err(|error| broken(&error))
    }

    pub(super) fn level(&self, id: &BlobId, folder: &str) -> Result<Vec<(String, Entry)>> {
        let tree = self.tree(id)?;
        tree.iter().map(|found| Ok((name(&found, folder)?, entry(&found)))).collect()
    }

    fn gather(
        &self,
        id: &BlobId,
        folder: &str,
        prefix: &str,
        limit: usize,
        files: &mut Vec<(String, Entry)>,
    ) -> Result<()> {
        if prefix.bytes().filter(|&byte| byte == b'/').count() > DEPTH {
            return Err(too_much("too_deep", folder, &format!("{DEPTH}")));
        }
        for (name, entry) in self.level(id, folder)? {
            let path = format!("{prefix}{name}");
            if entry.kind == Kind::Folder {
                self.gather(&entry.id, folder, &format!("{path}/"), limit, files)?;
            } else if files.len() == limit {
                return Err(too_much("too_many_files", folder, &format!("{limit}")));
            } else {
                files.push((path, entry));
            }
        }
        Ok(())
    }
}

fn entry(found: &git2::TreeEntry<'_>) -> Entry {
    let kind = match found.filemode_raw() & 0o170_000 {
        0o040_000 => Kind::Folder,
        0o120_000 => Kind::Symlink,
        0o160_000 => Kind::Submodule,
        _ if found.filemode_raw() & 0o111 != 0 => Kind::Executable,
        _ => Kind::File,
    };
    Entry { kind, id: BlobId(found.id().to_string()) }
}

fn name(found: &git2::TreeEntry<'_>, folder: &str) -> Result<String> {
    found.name().map(str::to_string).map_err(|_| {
        let shown = text::escaped(&String::from_utf8_lossy(found.name_bytes()));
        Refusal::unusable(
            "name_not_utf8",
            say!("文件名不是 UTF-8：{shown}", "a file name is not UTF-8: {shown}"),
        )
        .at(folder)
        .help(say!("给它换个名字，再提交", "give the file another name and commit that"))
    })
}

pub(super) fn too_much(code: &'static str, folder: &str, limit: &str) -> Refusal {
    let message = match code {
        "too_deep" => say!("文件夹嵌套超过 {limit} 层", "folders lie more than {limit} deep"),
        _ => say!("文件超过 {limit} 个", "more than {limit} files"),
    };
    Refusal::unusable(code, message).at(folder)
}
