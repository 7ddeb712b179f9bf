//! The file system: everything `commit/` does to files and folders, each step made to last.
//!
//! Paths of the working copy are checked name by name first: nothing is ever read or written through a
//! symbolic link. What is written is whole before it gets its name, and on the disk before it is relied on.

#![expect(clippy::disallowed_methods, reason = "the only place that writes files")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{self, Text};

use super::fail;

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

/// The bytes of a file.
pub(super) fn read(place: &Path) -> Result<Vec<u8>> {
    fs::read(place).map_err(|error| failed(place, &error))
}

/// The bytes of a file, or nothing when it is absent.
pub(super) fn read_if_there(place: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(place) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(place, &error)),
    }
}

/// Writes `bytes` under a name beside `place` and moves them there whole.
pub(super) fn write(place: &Path, beside: &Path, bytes: &[u8]) -> Result<()> {
    remove(beside)?;
    create(beside, bytes).map_err(|error| failed(beside, &error))?;
    rename(beside, place)
}

/// Creates a file that must not exist yet, on the disk when this returns.
fn create(place: &Path, bytes: &[u8]) -> io::Result<()> {
    fail::point("create")?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
    fail::point("write")?;
    file.write_all(bytes)?;
    fail::point("sync")?;
    file.sync_all()
}

/// Creates a file that must not exist yet and shows it to others with its whole content or not at all.
pub(super) fn create_whole(place: &Path, beside: &Path, bytes: &[u8]) -> io::Result<()> {
    fail::point("clear")?;
    match fs::remove_file(beside) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        _ => create(beside, bytes)?,
    }
    fail::point("link")?;
    let linked = match fs::hard_link(beside, place) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => create(place, bytes), // no links on this disk
        other => other,
    };
    fail::point("clear")?;
    fs::remove_file(beside)?;
    linked
}

/// Gives a file another name, in place of what had it, and makes that last.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    let mut tries = 0;
    loop {
        match fail::point("rename").and_then(|()| fs::rename(from, to)) {
            Ok(()) => return sync_folder_of(to),
            // Windows refuses while an editor or a virus scanner has the file open; mostly for a moment.
            Err(error) if cfg!(windows) && error.kind() == ErrorKind::PermissionDenied && tries < 20 => {
                tries += 1;
            }
            Err(error) => return Err(failed(to, &error)),
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
}

/// Removes a file; that there is none is fine.
pub(super) fn remove(place: &Path) -> Result<()> {
    match fail::point("remove").and_then(|()| fs::remove_file(place)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(place, &error)),
        _ => Ok(()),
    }
}

/// Removes the folders of `path` that have become empty, from the innermost up to the root.
pub(super) fn remove_empty_folders(root: &Path, path: &str) -> Result<()> {
    for folder in Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
        fail::point("remove folder").map_err(|error| failed(folder, &error))?;
        match fs::remove_dir(root.join(folder)) {
            Err(error) if error.kind() != ErrorKind::NotFound => break, // other files live there
            _ => {}
        }
    }
    Ok(())
}

/// Makes the folders that `path` lies in.
pub(super) fn make_folders(root: &Path, path: &str) -> Result<()> {
    let mut place = root.to_path_buf();
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    for name in folders.split('/').filter(|name| !name.is_empty()) {
        place.push(name);
        match fail::point("make folder").and_then(|()| fs::create_dir(&place)) {
            Ok(()) => sync_folder_of(&place)?,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(&place, &error)),
        }
    }
    Ok(())
}

/// Copies a file; says whether there was one.
pub(super) fn copy(from: &Path, to: &Path) -> Result<bool> {
    match fail::point("copy").and_then(|()| fs::copy(from, to)) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(failed(to, &error)),
    }
}

/// Makes the bytes of a file last that another program wrote.
pub(super) fn sync(place: &Path) -> Result<()> {
    fail::point("sync")
        .and_then(|()| OpenOptions::new().read(true).write(cfg!(windows)).open(place))
        .and_then(|file| file.sync_all())
        .map_err(|error| failed(place, &error))
}

/// Makes the names in the folder of `place` last. Windows does this by itself.
pub(super) fn sync_folder_of(place: &Path) -> Result<()> {
    let Some(folder) = place.parent().filter(|_| cfg!(unix)) else { return Ok(()) };
    fail::point("sync folder")
        .and_then(|()| File::open(folder))
        .and_then(|folder| folder.sync_all())
        .map_err(|error| failed(folder, &error))
}

/// Opens the file of the process lock, creating it at need.
pub(super) fn open_lock(place: &Path) -> Result<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(place);
    file.map_err(|error| failed(place, &error))
}

/// Writes a note that nothing depends on.
pub(super) fn note(place: &Path, words: &str) {
    let _ = fs::write(place, words);
}

/// The refusal for a file that cannot be read or written.
pub(super) fn failed(place: &Path, error: &io::Error) -> Refusal {
    let shown = text::escaped(&place.display().to_string());
    let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
    let message = match error.kind() {
        _ if full => say!("磁盘满了：{shown}", "the disk is full: {shown}"),
        ErrorKind::PermissionDenied => say!("没有权限：{shown}", "no permission: {shown}"),
        ErrorKind::ReadOnlyFilesystem => say!("磁盘是只读的：{shown}", "the disk is read-only: {shown}"),
        _ => say!("读写文件失败：{shown}", "a file cannot be read or written: {shown}"),
    };
    Refusal::unusable(if full { "disk_full" } else { "file_failed" }, message)
        .detail(Text::same(text::escaped(&error.to_string())))
}
