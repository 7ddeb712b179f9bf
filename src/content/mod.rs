//! The door to the files of the content folder: reading only. No symbolic link is ever followed.

mod walking;

use std::{
    fs::{self, Metadata},
    io::{BufReader, Read},
    path::{Path, PathBuf},
};

use crate::{
    article::{codes, picture::Picture},
    lexicon::company::{Company, Words},
    refusal::{Refusal, Result},
    render::theme::{self, Theme},
    say,
    schedule::{Timetable, almanac},
    settings::{self, Settings},
    text::Text,
    workflow::team::TEAM,
};

pub use walking::{Met, is_litter, markdown_in};

/// Most files of one bundle: an article with its pictures has a few dozen.
pub const BUNDLE_FILES: usize = 200;

/// Most bytes of all files of a bundle together.
pub const BUNDLE_BYTES: u64 = 100 * 1024 * 1024;

/// A front matter is read in steps of this many bytes, up to the limit.
const FRONT_STEP: usize = 4 * 1024;
const FRONT_LIMIT: usize = 64 * 1024;

/// How deep folders are looked into.
const DEEPEST: usize = 12;

/// Most bytes of the settings that are read.
pub(crate) const SETTINGS_LIMIT: usize = 256 * 1024;

/// Most bytes of one of the company's word lists: more than a million rows.
const LEXICON_LIMIT: usize = 128 * 1024 * 1024;

/// The working copy of a content folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCopy {
    root: PathBuf,
}

impl WorkingCopy {
    /// The working copy at `root`, an absolute path.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        WorkingCopy { root: root.into() }
    }

    /// The content folder that `start` lies in: the nearest folder at or above it with rule book and settings.
    pub fn above(start: &Path) -> Option<Self> {
        let is_one = |folder: &&Path| [settings::FILE, TEAM].iter().all(|file| folder.join(file).is_file());
        start.ancestors().find(is_one).map(WorkingCopy::new)
    }

    /// Its absolute path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder's settings; the shipped ones where it has none.
    pub fn settings(&self) -> Result<Settings> {
        let bytes = self.read(settings::FILE, SETTINGS_LIMIT)?;
        bytes.map_or_else(
            || Ok(Settings::default()),
            |bytes| Settings::parse(&String::from_utf8_lossy(&bytes)),
        )
    }

    /// The plan: slots, deadlines and days off.
    pub fn timetable(&self) -> Result<Timetable> {
        let text = |file: &str, limit| -> Result<Option<String>> {
            Ok(self.read(file, limit)?.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        };
        let settings = text(settings::FILE, SETTINGS_LIMIT)?.unwrap_or_default();
        Timetable::read(&settings, text(almanac::FILE, almanac::LIMIT)?.as_deref())
    }

    /// The folder's theme; the plain one where it has none.
    pub fn theme(&self) -> Result<Theme> {
        let bytes = self.read(theme::FILE, theme::LIMIT)?;
        bytes.map_or_else(
            || Ok(Theme::plain()),
            |bytes| Theme::parse(&String::from_utf8_lossy(&bytes), theme::FILE),
        )
    }

    /// The company's own word lists, as far as they are there.
    pub fn company(&self) -> Result<Company> {
        let words = |path: &str, wants| match self.read(path, LEXICON_LIMIT)? {
            Some(bytes) => Words::read(path, bytes, wants),
            None => Ok(Words::default()),
        };
        Ok(Company {
            banned: words("lexicon/banned.tsv", false)?,
            preferred: words("lexicon/preferred.tsv", true)?,
            names: words("lexicon/names.tsv", true)?,
        })
    }

    /// A path below the root, as written in records: with `/`. Nothing for a path outside.
    pub fn relative(&self, path: &Path) -> Option<String> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    /// The bytes of a file, or nothing if there is none. More than `limit` bytes are refused.
    pub fn read(&self, path: &str, limit: usize) -> Result<Option<Vec<u8>>> {
        let Some(found) = self.plain(path)? else { return Ok(None) };
        if !found.is_file() {
            return Err(odd(path, &say!("不是普通文件", "it is not a regular file")));
        }
        if found.len() > limit as u64 {
            return Err(too_large(path, found.len(), limit as u64));
        }
        #[expect(clippy::disallowed_methods, reason = "content/ is the door to files")]
        let file = fs::File::open(self.root.join(path));
        let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
        let taken = file.and_then(|file| file.take(limit as u64 + 1).read_to_end(&mut bytes));
        match taken {
            Ok(count) if count > limit => Err(too_large(path, count as u64, limit as u64)),
            Ok(_) => Ok(Some(bytes)),
            Err(error) => Err(unreadable(path, &error)),
        }
    }

    /// The bytes of an article up to the end of its front matter: what a list needs.
    pub fn read_front(&self, path: &str) -> Result<Vec<u8>> {
        let Some(found) = self.plain(path)? else { return Ok(vec![]) };
        if !found.is_file() {
            return Err(odd(path, &say!("不是普通文件", "it is not a regular file"))); // a pipe would never end
        }
        #[expect(clippy::disallowed_methods, reason = "content/ is the door to files")]
        let mut file = fs::File::open(self.root.join(path)).map_err(|error| unreadable(path, &error))?;
        let mut bytes = Vec::with_capacity(FRONT_STEP);
        loop {
            let read = file.by_ref().take(FRONT_STEP as u64).read_to_end(&mut bytes);
            let count = read.map_err(|error| unreadable(path, &error))?;
            let closed = bytes.get(3..).and_then(|rest| rest.windows(5).position(|five| five == b"\n+++\n"));
            if let Some(end) = closed {
                bytes.truncate(3 + end + 5);
                return Ok(bytes);
            }
            if count < FRONT_STEP || bytes.len() >= FRONT_LIMIT {
                return Ok(bytes);
            }
        }
    }

    /// What a picture file is, or nothing if there is no file. Only its ends are read.
    pub fn picture(&self, path: &str) -> Result<Option<Picture>> {
        let Some(found) = self.plain(path)? else { return Ok(None) };
        if !found.is_file() {
            return Err(odd(path, &say!("不是普通文件", "it is not a regular file")));
        }
        #[expect(clippy::disallowed_methods, reason = "content/ is the door to files")]
        let file = fs::File::open(self.root.join(path)).map_err(|error| unreadable(path, &error))?;
        Picture::read(BufReader::new(file)).map(Some).map_err(|error| unreadable(path, &error))
    }

    /// What the QR codes in a picture say; nothing of a file that is not there or too large.
    pub fn codes(&self, path: &str) -> Vec<String> {
        let bytes = self.read(path, codes::FILE_LIMIT).ok().flatten();
        bytes.map_or_else(Vec::new, |bytes| codes::read(&bytes))
    }

    /// What lies at a path, reached through plain folders only.
    fn plain(&self, path: &str) -> Result<Option<Metadata>> {
        let mut here = self.root.clone();
        let mut found = None;
        for part in path.split('/') {
            here.push(part);
            match fs::symlink_metadata(&here) {
                Ok(met) if met.is_symlink() => return Err(symlink(path)),
                Ok(met) => found = Some(met),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => return Ok(None),
                Err(error) => return Err(unreadable(path, &error)),
            }
        }
        Ok(found)
    }
}

/// The bytes of a file that a person named on the command line, wherever it lies; `shown` is how they typed it.
pub fn read_named(path: &Path, shown: &str, limit: usize) -> Result<Vec<u8>> {
    let found = fs::metadata(path).map_err(|error| {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        if missing { no_file(shown) } else { unreadable(shown, &error) }
    })?;
    if found.is_dir() {
        return Err(Refusal::usage(
            "is_a_folder",
            say!("`{shown}` 是文件夹，不是文件", "`{shown}` is a folder, not a file"),
        ));
    }
    if found.len() > limit as u64 {
        return Err(too_large(shown, found.len(), limit as u64));
    }
    #[expect(clippy::disallowed_methods, reason = "content/ is the door to files")]
    let file = fs::File::open(path);
    read_from(file.map_err(|error| unreadable(shown, &error))?, shown, limit)
}

/// The same, where a symbolic link will not do: what is kept must be the file that was shown.
pub fn read_itself(path: &Path, shown: &str, limit: usize) -> Result<Vec<u8>> {
    let found = fs::symlink_metadata(path).ok();
    match found.filter(Metadata::is_symlink) {
        Some(_) => Err(Refusal { exit: crate::refusal::Exit::Usage, ..symlink(shown) }),
        None => read_named(path, shown, limit),
    }
}

/// The words of a file that only its owner may read: others who could would know what is secret.
pub fn private_file(path: &Path) -> Result<String> {
    let shown = crate::text::escaped(&path.display().to_string());
    #[cfg(unix)]
    if let Ok(found) = fs::metadata(path) {
        use std::os::unix::fs::PermissionsExt as _;
        if found.permissions().mode() & 0o077 != 0 {
            return Err(Refusal::unusable(
                "secret_open",
                say!("别的用户也能读 `{shown}`", "others on this computer can read `{shown}`"),
            )
            .help(say!("只留给自己：`chmod 600 {shown}`", "keep it to yourself: `chmod 600 {shown}`")));
        }
    }
    let bytes = read_named(path, &shown, SETTINGS_LIMIT)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// All that comes out of a file, a device or a pipe, which do not say how much they hold; `shown` is its name.
pub fn read_from(from: impl Read, shown: &str, limit: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match from.take(limit as u64 + 1).read_to_end(&mut bytes) {
        Ok(count) if count > limit => Err(too_large(shown, count as u64, limit as u64)),
        Ok(_) => Ok(bytes),
        Err(error) => Err(unreadable(shown, &error)),
    }
}

pub(crate) fn symlink(path: &str) -> Refusal {
    Refusal::unusable(
        "symlink",
        say!("`{path}` 是符号链接，或在符号链接下面", "`{path}` is a symbolic link, or lies below one"),
    )
    .at(path)
    .help(say!("换成真的文件或文件夹", "put the real file or folder there"))
}

/// Why two names cannot lie beside one another.
pub(crate) fn one_file((one, two): (&str, &str)) -> Text {
    say!("`{one}` 和 `{two}` 在有的电脑上是同一个文件", "`{one}` and `{two}` are one file on some computers")
}

/// A bundle that cannot be used.
pub(crate) fn odd(path: &str, why: &Text) -> Refusal {
    let Text { zh, en } = why;
    Refusal::unusable("bundle", say!("`{path}` 不能用：{zh}", "`{path}` cannot be used: {en}")).at(path)
}

fn no_file(path: &str) -> Refusal {
    Refusal::usage("no_such_file", say!("没有文件 `{path}`", "there is no file `{path}`")).at(path)
}

fn unreadable(path: &str, error: &std::io::Error) -> Refusal {
    Refusal::unusable("unreadable", say!("`{path}` 读不出来", "`{path}` cannot be read"))
        .at(path)
        .detail(Text::same(error))
}

fn too_large(path: &str, bytes: u64, limit: u64) -> Refusal {
    let (mb, limit) = (bytes.div_ceil(1024 * 1024), limit / (1024 * 1024));
    Refusal::unusable(
        "too_large",
        say!("`{path}` 有 {mb} MB，最多 {limit} MB", "`{path}` has {mb} MB; the limit is {limit} MB"),
    )
    .at(path)
}
