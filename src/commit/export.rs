//! A file that a person asked for by name, such as a baseline, or a hook of git: it belongs to no act, and nothing is
//! committed.

use std::path::Path;

use crate::{
    refusal::{Refusal, Result},
    say, text,
};

use super::{disk, place};

/// Writes a file whole; inside the content folder at `root`, through no symbolic link.
pub fn export(root: Option<&Path>, file: &Path, bytes: &[u8]) -> Result<()> {
    let inside =
        root.and_then(|root| Some((root, file.strip_prefix(root).ok()?.to_str()?.replace('\\', "/"))));
    if let Some((root, inside)) = inside {
        place::plain(root, &inside)?;
    }
    if !file.parent().is_some_and(Path::is_dir) {
        let folder = text::escaped(&file.parent().unwrap_or(file).display().to_string());
        let message = say!("没有文件夹 `{folder}`", "there is no folder `{folder}`");
        return Err(Refusal::usage("no_such_folder", message));
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".wxops-new");
    disk::write(file, Path::new(&beside), bytes)
}

/// Writes a program whole, such as a hook; its folder is made where there is none.
pub fn program(file: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = file.parent() {
        disk::make_folder(folder)?;
    }
    let mut beside = file.as_os_str().to_owned();
    beside.push(".wxops-new");
    disk::write_program(file, Path::new(&beside), bytes)
}

/// Takes a file away that [`program`] wrote.
pub fn unlink(file: &Path) -> Result<()> {
    disk::remove(file)
}
