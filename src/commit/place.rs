//! Paths of the working copy, checked name by name: nothing is ever read or written through a symbolic link.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::refusal::{Refusal, Result};
use crate::say;

use super::disk::failed;

/// The path of a file in the working copy. Everything on the way that exists must be a plain folder, and the
/// file itself plain or absent.
pub(super) fn plain(root: &Path, path: &str) -> Result<PathBuf> {
    let mut place = root.to_path_buf();
    let mut names = path.split('/').peekable();
    while let Some(name) = names.next() {
        place.push(name);
        let found = match fs::symlink_metadata(&place) {
            Ok(found) => found,
            // `NotADirectory` cannot come: each parent was looked at before.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(root.join(path)),
            Err(error) => return Err(failed(&place, &error)),
        };
        let last = names.peek().is_none();
        if found.file_type().is_symlink() {
            return Err(Refusal::unusable(
                "symlink",
                say!(
                    "路径里有符号链接，不能从这里写",
                    "there is a symbolic link on the path; nothing is written through it"
                ),
            )
            .at(path)
            .help(say!("把链接换成真正的文件或文件夹", "replace the link with a real file or folder")));
        }
        if (last && !found.is_file()) || (!last && !found.is_dir()) {
            return Err(Refusal::unusable(
                "not_a_plain_file",
                say!("这里应该是普通的文件和文件夹", "plain files and folders are needed here"),
            )
            .at(path));
        }
    }
    Ok(place)
}

/// The raw blob id of a file in the working copy; nothing when it is absent.
pub(super) fn blob_at(root: &Path, path: &str) -> Result<Option<String>> {
    let place = plain(root, path)?;
    match git2::Oid::hash_file(git2::ObjectType::Blob, &place) {
        Ok(id) => Ok(Some(id.to_string())),
        Err(_) if !place.exists() => Ok(None),
        Err(error) => Err(failed(&place, &io::Error::other(error.message().to_string()))),
    }
}
