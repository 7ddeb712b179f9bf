//! One file of the working copy, or any that a person named, written anew as an editor would: no commit.

use std::path::{Path, PathBuf};

use crate::{
    content::WorkingCopy,
    refusal::{Refusal, Result},
    say,
};

use super::{disk, place};

/// Writes `bytes` over the file at an absolute path, whole and with its permissions, if it still holds what was
/// read; says whether it did. No symbolic link is followed inside a content folder, and the file is none.
pub fn replace(file: &Path, seen: &[u8], bytes: &[u8]) -> Result<bool> {
    let inside = file.parent().and_then(WorkingCopy::above);
    let inside = inside.and_then(|working| Some((working.relative(file)?, working)));
    match inside {
        Some((path, working)) => drop(place::plain(working.root(), &path)?),
        None if file.is_symlink() => return Err(link(file)),
        None => {}
    }
    if disk::read(file)? != seen {
        return Ok(false);
    }
    disk::write_alike(file, &beside(file)?, bytes)?;
    Ok(true)
}

/// The name under which the new file grows. What a crash leaves there is litter to every reader of a bundle, and
/// the next run takes it away.
fn beside(file: &Path) -> Result<PathBuf> {
    let name = file.file_name().ok_or_else(|| link(file))?;
    Ok(file.with_file_name(format!(".{}.wxops~", name.to_string_lossy())))
}

fn link(file: &Path) -> Refusal {
    let shown = crate::text::escaped(&file.display().to_string());
    Refusal::unusable(
        "symlink",
        say!(
            "`{shown}` 是符号链接，不能从这里写",
            "`{shown}` is a symbolic link; nothing is written through it"
        ),
    )
    .help(say!("写明它指向的文件", "name the file that it points to"))
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "a test looks at the disk")]
mod tests {
    use super::super::fail::{Fault, plan};
    use super::*;
    use std::fs;

    #[test]
    fn a_file_is_the_old_one_or_the_new_one_wherever_the_disk_fails() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let mut failed = 0;
        for n in 1.. {
            fs::write(&file, "old").unwrap();
            plan(Fault::From(n));
            let done = replace(&file, b"old", b"new");
            plan(Fault::None);
            let now = fs::read(&file).unwrap();
            assert_eq!(now, if done.is_ok() { b"new" } else { b"old" }, "{n}");
            let left = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().file_name());
            let left: Vec<String> = left.map(|name| name.into_string().unwrap()).collect();
            assert!(left.iter().all(|name| name == "a.md" || crate::content::is_litter(name)), "{left:?}");
            if done == Ok(true) {
                assert_eq!(left, ["a.md"], "what a crash left is not taken away");
                break;
            }
            failed += 1;
        }
        assert!(failed >= 4, "{failed}");
    }

    #[test]
    fn a_file_that_somebody_changed_stays() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        fs::write(&file, "newer").unwrap();
        assert_eq!(replace(&file, b"old", b"new"), Ok(false));
        assert_eq!(fs::read(&file).unwrap(), b"newer");
    }

    #[cfg(unix)]
    #[test]
    fn permissions_stay_and_links_are_not_written_through() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, to) = (folder.path().join("a.md"), folder.path().join("b.md"));
        let mode = |mode| fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        fs::write(&file, "old").unwrap();
        mode(0o640);
        assert_eq!(replace(&file, b"old", b"new"), Ok(true));
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        mode(0o440);
        assert_eq!(replace(&file, b"new", b"no").unwrap_err().code, "file_failed");
        symlink(&file, &to).unwrap();
        assert_eq!(replace(&to, b"new", b"no").unwrap_err().code, "symlink");
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
