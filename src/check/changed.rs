//! `check --since` and `--staged`: only the articles that somebody has changed. No other one is read.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::Cursor,
    path::Path,
};

use rayon::prelude::*;

use super::{Checked, Look, Pictures, Place, no_content_folder};
use crate::{
    article::{FILE_LIMIT, INDEX, codes, picture::Picture},
    content::{self, WorkingCopy, is_litter},
    refusal::{Refusal, Result},
    repo::{Kind, Repo, Staged},
    rules::{self, Shown},
    say,
};

/// Most bytes of a staged picture that are looked at.
const PICTURE_LIMIT: usize = 32 * 1024 * 1024;

/// Where articles lie; those of the archive are not checked.
const PLACES: [&str; 1] = ["articles"];

impl Place {
    /// Checks the articles that are not as a revision of git has them. Articles that are gone are left out.
    pub fn since(&self, revision: &str) -> Result<Vec<Checked>> {
        let (working, repo) = self.repository("--since")?;
        let commit = repo.typed_revision(revision, "wxops check --since")?;
        let changed = repo.changed_since(&commit, working.root(), &PLACES)?;
        let bundles = bundles(&changed, |bundle| working.root().join(bundle).join(INDEX).is_file());
        Ok(self.bundles(&bundles, Look::Close))
    }

    /// Checks the articles of which something is staged, as the next commit will hold them. `index` is the
    /// index that git gave a hook.
    pub fn staged(&self, index: Option<&Path>) -> Result<Vec<Checked>> {
        let (working, repo) = self.repository("--staged")?;
        let changed = repo.staged(working.root(), &PLACES, index)?;
        if changed.is_empty() {
            return Ok(Vec::new());
        }
        let held = repo.in_index(working.root(), &PLACES, index)?;
        let held: BTreeMap<&str, &Staged> = held.iter().map(|file| (file.path.as_str(), file)).collect();
        let bundles = bundles(&changed, |bundle| held.contains_key(format!("{bundle}/{INDEX}").as_str()));
        let read: Vec<(String, Result<Vec<u8>>, Vec<String>)> = bundles
            .iter()
            .filter_map(|bundle| {
                let path = format!("{bundle}/{INDEX}");
                let index = held.get(path.as_str())?;
                let bytes = match index.kind {
                    Kind::File | Kind::Executable => repo.blob(&index.id, FILE_LIMIT),
                    _ => Err(content::symlink(&path)),
                };
                let below = format!("{bundle}/");
                let files = held.range(below.as_str()..).map_while(|(path, _)| path.strip_prefix(&below));
                let files = files.filter(|name| !is_litter(name)).map(str::to_owned).collect();
                Some((path, bytes, files))
            })
            .collect();
        let look = |(path, bytes, files): (String, Result<Vec<u8>>, Vec<String>)| match bytes {
            Ok(bytes) => {
                let staged = |name: &str, limit: usize| {
                    let staged = held.get(format!("{}{name}", path.strip_suffix(INDEX)?).as_str())?;
                    let repo = Repo::discover(working.root()).ok()?; // no thread may use another's
                    repo.blob(&staged.id, limit).ok()
                };
                let open = |name: &str| Picture::read(Cursor::new(staged(name, PICTURE_LIMIT)?)).ok();
                let decode = |name: &str| {
                    staged(name, codes::FILE_LIMIT).map_or_else(Vec::new, |bytes| codes::read(&bytes))
                };
                let pictures = Pictures { open: &open, decode: &decode };
                self.look(&path, None, bytes, Some(&files), pictures, Look::Close)
            }
            Err(refusal) => {
                let findings = rules::check(Shown::Refused(&path, &refusal), &self.settings);
                Checked::only(path, findings)
            }
        };
        Ok(read.into_par_iter().map(look).collect())
    }

    fn repository(&self, option: &str) -> Result<(&WorkingCopy, Repo)> {
        let Some(working) = &self.working else { return Err(no_content_folder()) };
        let repo = Repo::discover(working.root()).map_err(|refusal| {
            if refusal.code != "not_a_repository" {
                return refusal;
            }
            let message = say!(
                "这个稿件库没有用 git 管理，`{option}` 用不了",
                "this content folder is in no git repository, so `{option}` has nothing to ask"
            );
            let help =
                say!("不用 git，查全部稿件：`wxops check`", "check all articles without git: `wxops check`");
            Refusal::unusable("not_a_repository", message).help(help)
        })?;
        Ok((working, repo))
    }
}

/// The bundles that changed files lie in: of each the nearest folder around it that is one.
fn bundles(changed: &[String], is_bundle: impl Fn(&str) -> bool) -> Vec<String> {
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    let mut found = BTreeSet::new();
    for file in changed {
        let mut folder = file.as_str();
        while let Some((above, _)) = folder.rsplit_once('/') {
            folder = above;
            if *known.entry(folder).or_insert_with(|| is_bundle(folder)) {
                found.insert(folder.to_owned());
                break;
            }
        }
    }
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_belongs_to_the_nearest_bundle_around_it() {
        let changed = ["articles/a/index.md", "articles/a/img/1.png", "articles/b/c/1.png", "articles/x.md"];
        let changed = changed.map(str::to_owned);
        assert_eq!(
            bundles(&changed, |f| ["articles/a", "articles/b"].contains(&f)),
            ["articles/a", "articles/b"]
        );
        assert_eq!(bundles(&changed, |_| false), [""; 0]);
    }
}
