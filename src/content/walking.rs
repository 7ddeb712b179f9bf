//! Which articles there are, and which files each has. A folder is read once, whatever is asked of it.

use std::{
    borrow::Borrow,
    fs,
    path::{Path, PathBuf},
};

use rayon::prelude::*;
use walkdir::DirEntry;

use super::{BUNDLE_BYTES, BUNDLE_FILES, DEEPEST, WorkingCopy, odd, one_file, symlink, unreadable};
use crate::{
    article::{INDEX, portable},
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// The folder of an article as it was met: its path, and its files as [`WorkingCopy::bundle`] lists them.
pub type Met = (String, Result<Vec<String>>);

impl WorkingCopy {
    /// The files of a bundle, by path inside it and in byte order; nothing if there is no such folder. What
    /// editors and desktops leave lying about is left out.
    pub fn bundle(&self, path: &str) -> Result<Option<Vec<String>>> {
        match self.plain(path)? {
            None => return Ok(None),
            Some(found) if found.is_dir() => {}
            Some(_) => return Err(odd(path, &say!("不是文件夹", "it is not a folder"))),
        }
        let folder = self.root.join(path);
        let entries = walk(&folder).into_iter().map(|entry| entry.map_err(|error| walk_failed(path, &error)));
        files(path, &folder, entries).map(Some)
    }

    /// The articles of the working copy: every folder below `articles/` with an `index.md`, and below `archive/`
    /// too if asked. In byte order.
    pub fn articles(&self, archive: bool) -> Result<Vec<String>> {
        let archived = if archive { self.articles_below("archive")? } else { vec![] };
        Ok([archived, self.articles_below("articles")?].concat())
    }

    /// The archived articles of one month, of every category.
    pub fn archived_in(&self, year: i32, month: u32) -> Result<Vec<String>> {
        let categories = self.folders_in("archive")?;
        let months = categories.iter().filter_map(|category| self.relative(category));
        let found: Result<Vec<_>> =
            months.map(|category| self.articles_below(&format!("{category}/{year:04}/{month:02}"))).collect();
        Ok(found?.concat())
    }

    /// The articles below one folder of the working copy, in byte order.
    pub fn articles_below(&self, top: &str) -> Result<Vec<String>> {
        let below = |folder: &PathBuf| -> Result<Vec<String>> {
            let entries = walk(folder).into_iter().map(|entry| match entry {
                Ok(entry) => Ok(self.bundle_of(entry.path())),
                Err(error) => Err(walk_failed(top, &error)),
            });
            entries.filter_map(Result::transpose).collect()
        };
        let found: Result<Vec<Vec<String>>> = self.folders_in(top)?.par_iter().map(below).collect();
        let mut found = found?.concat();
        found.sort();
        Ok(found)
    }

    /// The folders that lie directly in `articles/`, in byte order: nearly always one article each.
    pub fn places(&self) -> Result<Vec<PathBuf>> {
        let mut found = self.folders_in("articles")?;
        found.sort();
        Ok(found)
    }

    /// The articles at or below one of these [places](Self::places), each with its files.
    pub fn met(&self, place: &Path) -> Result<Vec<Met>> {
        let shown = self.relative(place).unwrap_or_default();
        let met: std::result::Result<Vec<DirEntry>, _> = walk(place).into_iter().collect();
        let entries = met.map_err(|error| walk_failed(&shown, &error))?;
        let bundles = entries.iter().filter_map(|entry| self.bundle_of(entry.path()));
        Ok(bundles.map(|bundle| self.with_files(bundle, &entries)).collect())
    }

    fn with_files(&self, bundle: String, entries: &[DirEntry]) -> Met {
        let folder = self.root.join(&bundle);
        let inside = entries.iter().filter(|entry| entry.path().starts_with(&folder));
        let files = files(&bundle, &folder, inside.map(Ok));
        (bundle, files)
    }

    /// The folders that lie directly in a folder; a symbolic link is none.
    fn folders_in(&self, top: &str) -> Result<Vec<PathBuf>> {
        if self.plain(top)?.is_none() {
            return Ok(vec![]);
        }
        let unreadable = |error| unreadable(top, &error);
        let entries = fs::read_dir(self.root.join(top)).map_err(unreadable)?;
        let folder = |entry: fs::DirEntry| Ok(entry.file_type()?.is_dir().then(|| entry.path()));
        entries.filter_map(|entry| entry.and_then(folder).map_err(unreadable).transpose()).collect()
    }

    /// The names of the files that lie directly in a folder, in byte order; nothing if there is none. What editors and desktops
    /// leave lying about is left out.
    pub fn files_in(&self, top: &str) -> Result<Vec<String>> {
        if self.plain(top)?.is_none() {
            return Ok(vec![]);
        }
        let unreadable = |error| unreadable(top, &error);
        let entries = fs::read_dir(self.root.join(top)).map_err(unreadable)?;
        let file = |entry: fs::DirEntry| Ok((!entry.file_type()?.is_dir()).then(|| entry.file_name()));
        let names = entries.filter_map(|entry| entry.and_then(file).map_err(unreadable).transpose());
        let mut found: Vec<String> =
            names.map(|name| Ok(name?.to_string_lossy().into_owned())).collect::<Result<_>>()?;
        found.retain(|name| !is_litter(name) && !name.starts_with('.'));
        found.sort();
        Ok(found)
    }

    /// The bundle whose article a file is.
    fn bundle_of(&self, path: &Path) -> Option<String> {
        let is_article = path.file_name().is_some_and(|name| name == INDEX);
        self.relative(path.parent().filter(|_| is_article)?)
    }
}

/// The files of a bundle out of what lies in its folder, in byte order; or why it cannot be a bundle.
fn files<E: Borrow<DirEntry>>(
    bundle: &str,
    folder: &Path,
    entries: impl Iterator<Item = Result<E>>,
) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut bytes = 0;
    for entry in entries {
        let entry = entry?;
        let entry: &DirEntry = entry.borrow();
        let name = name_inside(bundle, folder, entry.path())?;
        if entry.file_type().is_dir() || is_litter(&name) {
            continue;
        }
        let shown = || format!("{bundle}/{name}");
        if entry.file_type().is_symlink() {
            return Err(symlink(&shown()));
        }
        if !entry.file_type().is_file() {
            return Err(odd(&shown(), &say!("不是普通文件", "it is not a regular file")));
        }
        portable::check_name(&name).map_err(|why| odd(&shown(), &why))?;
        bytes += entry.metadata().map_or(0, |found| found.len());
        files.push(name);
        if files.len() > BUNDLE_FILES || bytes > BUNDLE_BYTES {
            return Err(odd(
                bundle,
                &say!(
                    "超过 {BUNDLE_FILES} 个文件或 100 MB",
                    "it holds more than {BUNDLE_FILES} files or 100 MB"
                ),
            ));
        }
    }
    files.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    if let Some(pair) = portable::one_file(files.iter().map(String::as_str)) {
        return Err(odd(bundle, &one_file(pair)));
    }
    Ok(files)
}

/// A file's path inside its bundle, with `/`.
fn name_inside(bundle: &str, folder: &Path, path: &Path) -> Result<String> {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/")).ok_or_else(|| {
        let shown = inside.display();
        odd(bundle, &say!("文件名 `{shown}` 不是 UTF-8", "the file name `{shown}` is not UTF-8"))
    })
}

/// The names of the Markdown files that lie in a folder named on the command line, in byte order.
pub fn markdown_in(folder: &Path) -> Vec<String> {
    let files = walk(folder).max_depth(1).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let names = files.filter_map(|entry| entry.file_name().to_str().map(ToOwned::to_owned));
    names.filter(|name| name.to_lowercase().ends_with(".md")).collect()
}

/// Whether a file is one of those that editors and desktops leave behind.
pub fn is_litter(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, ".DS_Store" | "Thumbs.db" | "desktop.ini") || name.starts_with("~$") || name.ends_with('~')
}

#[expect(clippy::disallowed_types, reason = "content/ is the door to files")]
fn walk(path: &Path) -> walkdir::WalkDir {
    walkdir::WalkDir::new(path).min_depth(1).max_depth(DEEPEST).sort_by_file_name()
}

fn walk_failed(path: &str, error: &walkdir::Error) -> Refusal {
    Refusal::unusable("unreadable", say!("`{path}` 读不出来", "`{path}` cannot be read"))
        .at(path)
        .detail(Text::same(error))
}
