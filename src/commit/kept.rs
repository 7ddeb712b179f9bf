//! What a person typed and has not used yet: opinions, an edited copy. It lies in the git folder until an act took it,
//! so neither a refusal nor a closed window loses it. It belongs to no act, and git never sees it.

use std::path::{Path, PathBuf};

use crate::{refusal::Result, repo::Repo};

use super::disk;

/// The folder in the git folder of this work tree.
const FOLDER: &str = "wxops-review";

/// The folder for what is known of the platform.
const PLATFORM: &str = "wxops-platform";

/// The folder for what chat groups were told.
const NOTICES: &str = "wxops-notices";

/// Words that are kept under a name.
#[derive(Clone, Debug)]
pub struct Kept {
    folder: PathBuf,
    file: PathBuf,
}

impl Kept {
    /// The place for words of this name, made of letters, digits, dots and hyphens.
    pub fn named(repo: &Repo, name: &str) -> Kept {
        Kept::inside(repo, FOLDER, name)
    }

    /// The place for what is known of an account on the platform.
    pub fn of_platform(repo: &Repo, name: &str) -> Kept {
        Kept::inside(repo, PLATFORM, name)
    }

    /// The place for what chat groups were told.
    pub fn of_notices(repo: &Repo) -> Kept {
        Kept::inside(repo, NOTICES, "sent")
    }

    fn inside(repo: &Repo, folder: &str, name: &str) -> Kept {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '-' };
        let folder = repo.git_dir().join(folder);
        let file = folder.join(name.chars().map(plain).collect::<String>());
        Kept { folder, file }
    }

    /// Where they lie.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The words; nothing if none are kept.
    pub fn read(&self) -> Result<Option<String>> {
        let bytes = disk::read_if_there(&self.file)?;
        Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
    }

    /// Keeps words instead of those that are kept.
    pub fn write(&self, words: &str) -> Result<()> {
        disk::make_folder(&self.folder)?;
        let mut beside = self.file.as_os_str().to_owned();
        beside.push(".new");
        disk::write(&self.file, Path::new(&beside), words.as_bytes())
    }

    /// They are used, or not wanted any more.
    pub fn forget(&self) -> Result<()> {
        disk::remove(&self.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_until_they_are_used() {
        let place = tempfile::tempdir().unwrap();
        let repo = Repo::create(place.path()).unwrap();
        let kept = Kept::named(&repo, "01M8/../王.txt");
        assert_eq!(kept.file().parent(), Some(repo.git_dir().join(FOLDER).as_path()));
        assert_eq!(kept.read().unwrap(), None);
        kept.write("文字：短些\n").unwrap();
        kept.write("文字：短些\n标题：太长\n").unwrap();
        assert_eq!(kept.read().unwrap().as_deref(), Some("文字：短些\n标题：太长\n"));
        kept.forget().unwrap();
        kept.forget().unwrap();
        assert_eq!(kept.read().unwrap(), None);
    }
}
