//! The file system: everything `commit/` does to files and folders, each step made to last.
//!
//! What is written is whole before it gets its name, and on the disk before it is relied on.

#![expect(clippy::disallowed_methods, reason = "the only place that writes files")]

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::Path;

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{self, Text};

use super::fail;

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

/// Writes `bytes` under a name beside `place` and moves them there whole. After a power cut the file is the new
/// one or the old one.
pub(super) fn write(place: &Path, beside: &Path, bytes: &[u8]) -> Result<()> {
    remove(beside)?;
    create(beside, bytes).map_err(|error| failed(beside, &error))?;
    replace(beside, place)
}

/// The same with the permissions of the file that was there; one that may not be written is left alone.
pub(super) fn write_alike(place: &Path, beside: &Path, bytes: &[u8]) -> Result<()> {
    let alike = fs::metadata(place).map_err(|error| failed(place, &error))?.permissions();
    if alike.readonly() {
        return Err(failed(place, &ErrorKind::PermissionDenied.into()));
    }
    remove(beside)?;
    create(beside, bytes)
        .and_then(|()| fail::point("permissions"))
        .and_then(|()| fs::set_permissions(beside, alike))
        .map_err(|error| failed(beside, &error))?;
    replace(beside, place)
}

/// The same for a file that may be started.
pub(super) fn write_program(place: &Path, beside: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o755);
    remove(beside)?;
    create_as(&mut options, beside, bytes).map_err(|error| failed(beside, &error))?;
    rename(beside, place)
}

/// Lets a file be executed, or no longer, on systems that know the difference.
pub(super) fn make_program(place: &Path, is: bool) -> Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = if is { 0o755 } else { 0o644 };
        let set =
            fail::point("mode").and_then(|()| fs::set_permissions(place, fs::Permissions::from_mode(mode)));
        set.map_err(|error| failed(place, &error))
    }
    #[cfg(not(unix))]
    {
        let _ = (place, is);
        Ok(())
    }
}

/// The same for a file that nobody changes any more, and that stays from now on.
pub(super) fn write_once(place: &Path, beside: &Path, bytes: &[u8]) -> Result<()> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o444);
    remove(beside)?;
    create_as(&mut options, beside, bytes).map_err(|error| failed(beside, &error))?;
    rename(beside, place)
}

/// Creates a file that must not exist yet, on the disk when this returns.
fn create(place: &Path, bytes: &[u8]) -> io::Result<()> {
    create_as(&mut OpenOptions::new(), place, bytes)
}

fn create_as(options: &mut OpenOptions, place: &Path, bytes: &[u8]) -> io::Result<()> {
    fail::point("create")?;
    let mut file = options.write(true).create_new(true).open(place)?;
    fail::point("write")?;
    file.write_all(bytes)?;
    fail::point("sync")?;
    file.sync_all()
}

/// Puts `bytes` into a file that is used again and again, on the disk when this returns.
pub(super) fn refill(place: &Path, bytes: &[u8]) -> Result<()> {
    fill(place, bytes).and_then(|file| file.sync_all()).map_err(|error| failed(place, &error))
}

/// Overwrites a file where it lies: giving back its room on the disk and taking it again costs more.
fn fill(place: &Path, bytes: &[u8]) -> io::Result<File> {
    fail::point("fill")?;
    let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(place)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)?;
    Ok(file)
}

/// Gives a whole file a second name, which must not exist yet; `bytes` is what the file holds, for disks that
/// know no second names.
pub(super) fn link(from: &Path, to: &Path, bytes: &[u8]) -> io::Result<()> {
    fail::point("link")?;
    match alias(from, to) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => create(to, bytes),
        other => other,
    }
}

/// Gives a file a second name, which must not exist yet, where the disk knows such.
pub(super) fn alias(from: &Path, to: &Path) -> io::Result<()> {
    fail::point("alias")?;
    fs::hard_link(from, to)
}

/// Gives a file another name, in place of what had it, and makes that last.
pub(super) fn rename(from: &Path, to: &Path) -> Result<()> {
    replace(from, to)?;
    sync_folder_of(to)
}

/// The same, for a name that may be the old one again after a power cut.
pub(super) fn replace(from: &Path, to: &Path) -> Result<()> {
    let mut tries = 0;
    loop {
        match fail::point("rename").and_then(|()| fs::rename(from, to)) {
            Ok(()) => return Ok(()),
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
        if make_folder(&place)? {
            sync_folder_of(&place)?;
        }
    }
    Ok(())
}

/// Makes a folder; says whether there was none.
pub(super) fn make_folder(place: &Path) -> Result<bool> {
    match fail::point("make folder").and_then(|()| fs::create_dir(place)) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(failed(place, &error)),
    }
}

/// Gives a file a second name, or copies it where that cannot be; nothing when there is none. Only for files
/// that are replaced and never changed where they lie.
pub(super) fn double(from: &Path, to: &Path) -> Result<()> {
    let doubled = fail::point("double").and_then(|()| alias(from, to));
    match doubled.or_else(|_| fs::copy(from, to).map(drop)) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(to, &error)),
        _ => Ok(()),
    }
}

/// Makes the bytes of a file last that another program wrote.
pub(super) fn sync(place: &Path) -> Result<()> {
    fail::point("sync")
        .and_then(|()| OpenOptions::new().read(true).write(cfg!(windows)).open(place))
        .and_then(|file| file.sync_all())
        .map_err(|error| failed(place, &error))
}

/// Makes the names in the folder of `place` last.
pub(super) fn sync_folder_of(place: &Path) -> Result<()> {
    place.parent().map_or(Ok(()), sync_folder)
}

/// Makes the names in a folder last. Windows does this by itself.
pub(super) fn sync_folder(folder: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
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

/// Writes a note that nothing depends on, into the same file each time.
pub(super) fn note(place: &Path, words: &str) {
    let _ = fill(place, words.as_bytes());
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
