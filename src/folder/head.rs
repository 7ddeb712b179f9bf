//! What is committed: rule book, records, bundles. Objects only; the working copy has no say.

use std::sync::Arc;

use super::ContentFolder;
use crate::{
    article::{
        Article, FILE_LIMIT, INDEX,
        bundle::{Bundle, BundleFile},
        digest::{Digest, FileDigest},
        portable,
    },
    content::{self, BUNDLE_BYTES, BUNDLE_FILES},
    refusal::{Refusal, Result},
    render::{
        self, Styles,
        theme::{self, Theme},
    },
    repo::{CommitId, Kind, Snapshot},
    say,
    workflow::{
        chain::Filed,
        freeze::{self, FreezeRecord},
        policy::{self, PolicyChain, Version, pending::PENDING},
        record::{self, Record},
    },
};

/// A commit of a content folder, as a rule the newest, with its rule book.
pub struct Head<'f> {
    /// The commit
    pub commit: CommitId,
    /// Its tree
    pub tree: Snapshot<'f>,
    /// Its rule book
    pub policy: Arc<PolicyChain>,
}

impl<'f> Head<'f> {
    pub(super) fn read(folder: &'f ContentFolder) -> Result<Head<'f>> {
        Self::at(folder, folder.repo.head()?.ok_or_else(policy::no_rule_book)?)
    }

    pub(super) fn at(folder: &'f ContentFolder, commit: CommitId) -> Result<Head<'f>> {
        let tree = folder.repo.snapshot(&commit)?;
        Self::of(folder, commit, tree)
    }

    /// The same of a tree; where it belongs to no commit yet, `commit` is the one before.
    pub(super) fn of(folder: &ContentFolder, commit: CommitId, tree: Snapshot<'f>) -> Result<Head<'f>> {
        let rules = tree.entry(policy::FOLDER)?.ok_or_else(policy::no_rule_book)?;
        let known = folder.policy.borrow().clone().filter(|(id, _)| *id == rules.id);
        let policy = match known {
            Some((_, policy)) => policy,
            None => Arc::new(read_policy(&tree)?),
        };
        folder.policy.replace(Some((rules.id, Arc::clone(&policy))));
        Ok(Head { commit, tree, policy })
    }

    /// An article's records, in no order. None if it has none.
    pub fn records(&self, article: &str) -> Result<Vec<Filed>> {
        read_records(&self.tree, article)
    }

    /// The records of the brake, in no order: as a rule none, and never many.
    pub fn freezes(&self) -> Result<Vec<(Digest, FreezeRecord)>> {
        let mut found = Vec::new();
        for (name, entry) in self.tree.files(freeze::FOLDER, usize::MAX)? {
            let path = format!("{}/{name}", freeze::FOLDER);
            plain(entry.kind, &path)?;
            let bytes = self.tree.read(&entry.id, record::LIMIT).map_err(|refusal| refusal.at(&*path))?;
            let (id, record) = freeze::read(&bytes).map_err(|refusal| refusal.at(&*path))?;
            if record.path() != path {
                return Err(Refusal::findings(
                    "record_altered",
                    say!(
                        "停发记录的内容与文件名不符",
                        "the bytes of the record of a freeze and its name differ"
                    ),
                )
                .at(path));
            }
            found.push((id, record));
        }
        Ok(found)
    }

    /// A version of the rule book that waits for signatures and would be the next. What cannot be read waits for
    /// nothing.
    pub fn pending(&self) -> Result<Option<Version>> {
        let Some(entry) = self.tree.entry(PENDING)?.filter(|entry| entry.kind == Kind::File) else {
            return Ok(None);
        };
        let version = Version::read(&self.tree.read(&entry.id, policy::LIMIT)?).ok();
        Ok(version.filter(|version| version.would_follow(self.policy.newest())))
    }

    /// The bundle at a path, such as `articles/dongji-xinpin`, or nothing.
    pub fn bundle(&self, path: &str) -> Result<Option<Bundle>> {
        read_bundle(&self.tree, path)
    }

    /// The text of the bundle at a path, without its other files; nothing if there is none.
    pub fn text(&self, path: &str) -> Result<Option<Article>> {
        let path = format!("{path}/{INDEX}");
        let Some(entry) = self.tree.entry(&path)? else { return Ok(None) };
        let text = self.tree.read(&entry.id, FILE_LIMIT).map_err(|refusal| refusal.at(path))?;
        Ok(Some(Article::parse(text)))
    }

    /// The digest of an article laid out by the committed theme of the account, with nobody named at its end; none where it
    /// has no theme of its own.
    pub fn page(&self, article: &Article) -> Result<Option<Digest>> {
        let theme = self.theme()?;
        Ok(theme.map(|theme| render::digest(article, &Styles::of(&theme))))
    }

    /// The committed theme of the account, if it has one of its own.
    pub fn theme(&self) -> Result<Option<Theme>> {
        let Some(entry) = self.tree.entry(theme::FILE)?.filter(|entry| entry.kind == Kind::File) else {
            return Ok(None);
        };
        let bytes = self.tree.read(&entry.id, theme::LIMIT).map_err(|refusal| refusal.at(theme::FILE))?;
        Theme::parse(&String::from_utf8_lossy(&bytes), theme::FILE).map(Some)
    }

    /// Where the bundle of a slug lies: among the articles, or in the archive.
    pub fn place_of(&self, slug: &str) -> Result<Option<String>> {
        let here = format!("articles/{slug}");
        if self.tree.entry(&format!("{here}/{INDEX}"))?.is_some() {
            return Ok(Some(here));
        }
        let mut months = self.archive_months()?.into_iter();
        months
            .find_map(|month| {
                let place = format!("{month}/{slug}");
                match self.tree.entry(&place) {
                    Ok(None) => None,
                    Ok(Some(_)) => Some(Ok(place)),
                    Err(refusal) => Some(Err(refusal)),
                }
            })
            .transpose()
    }

    /// The folders of the archive that hold bundles: `archive/<category>/<yyyy>/<mm>`.
    pub fn archive_months(&self) -> Result<Vec<String>> {
        let mut folders = vec!["archive".to_owned()];
        for _ in 0..3 {
            let mut below = Vec::new();
            for folder in folders {
                let inside = self.tree.list(&folder)?.into_iter();
                below.extend(
                    inside
                        .filter(|(_, entry)| entry.kind == Kind::Folder)
                        .map(|(name, _)| format!("{folder}/{name}")),
                );
            }
            folders = below;
        }
        Ok(folders)
    }

    /// The folders of all bundles, with an `index.md` or not, below `articles/` and, if asked, in the archive.
    pub fn places(&self, archive: bool) -> Result<Vec<String>> {
        let mut folders = vec!["articles".to_owned()];
        if archive {
            folders.extend(self.archive_months()?);
        }
        let mut places = Vec::new();
        for folder in folders {
            let inside = self.tree.list(&folder)?.into_iter();
            places.extend(
                inside
                    .filter(|(_, entry)| entry.kind == Kind::Folder)
                    .map(|(name, _)| format!("{folder}/{name}")),
            );
        }
        Ok(places)
    }
}

fn read_policy(tree: &Snapshot<'_>) -> Result<PolicyChain> {
    let mut files = Vec::new();
    for (name, entry) in tree.list(policy::FOLDER)? {
        let path = format!("{}/{name}", policy::FOLDER);
        plain(entry.kind, &path)?;
        files.push((name, tree.read(&entry.id, policy::LIMIT).map_err(|refusal| refusal.at(path))?));
    }
    PolicyChain::read(files).map_err(|refusal| match refusal.path.clone() {
        Some(path) if refusal.help.is_empty() => refusal.help(say!(
            "看是哪次提交动的，再 `git revert` 它：`git log -- {path}`",
            "see which commit touched it, and `git revert` that: `git log -- {path}`"
        )),
        _ => refusal,
    })
}

fn read_records(tree: &Snapshot<'_>, article: &str) -> Result<Vec<Filed>> {
    let Some(folder) = Record::folder(article) else {
        return Err(Refusal::unusable(
            "article_id",
            say!("`{article}` 不是稿件编号", "`{article}` is no article id"),
        ));
    };
    let mut filed = Vec::new();
    for (name, entry) in tree.list(&folder)? {
        let path = format!("{folder}/{name}");
        plain(entry.kind, &path)?;
        let bytes = tree.read(&entry.id, record::LIMIT).map_err(|refusal| refusal.at(&*path))?;
        let (id, record) = record::read(&bytes).map_err(|refusal| refusal.at(&*path))?;
        let named = format!("{}-{}.toml", record.action.name(), id.short());
        if named != name || record.article != article {
            return Err(Refusal::findings(
                "record_altered",
                say!(
                    "记录的内容与文件名不符，应名为 `{named}`",
                    "the record's bytes and its name differ; it would be `{named}`"
                ),
            )
            .at(path)
            .help(say!(
                "取回原来的：`git log -- .wxops/records`",
                "bring the original back: `git log -- .wxops/records`"
            )));
        }
        filed.push(Filed { id, record });
    }
    Ok(filed)
}

fn read_bundle(tree: &Snapshot<'_>, path: &str) -> Result<Option<Bundle>> {
    let Some(index) = tree.entry(&format!("{path}/{INDEX}"))? else { return Ok(None) };
    let mut others = Vec::new();
    let mut bytes = 0;
    for (name, entry) in tree.files(path, BUNDLE_FILES)? {
        let shown = format!("{path}/{name}");
        plain(entry.kind, &shown)?;
        portable::check_name(&name).map_err(|why| content::odd(&shown, &why))?;
        if name == INDEX {
            continue;
        }
        let limit = usize::try_from(BUNDLE_BYTES - bytes).unwrap_or(usize::MAX);
        let content = tree.read(&entry.id, limit).map_err(|refusal| refusal.at(&*shown))?;
        bytes += content.len() as u64;
        others.push(BundleFile { digest: FileDigest::of(name, &content), blob: entry.id });
    }
    let names = others.iter().map(|file: &BundleFile| file.digest.path.as_str());
    if let Some(pair) = portable::one_file(names.chain([INDEX])) {
        return Err(content::odd(path, &content::one_file(pair)));
    }
    let text = tree.read(&index.id, FILE_LIMIT).map_err(|refusal| refusal.at(format!("{path}/{INDEX}")))?;
    Ok(Some(Bundle { path: path.into(), index: Article::parse(text), index_blob: index.id, others }))
}

/// Only plain files count: no links, no programs, no other repositories.
fn plain(kind: Kind, path: &str) -> Result<()> {
    let what = match kind {
        Kind::File => return Ok(()),
        Kind::Executable => say!("可执行文件", "a program"),
        Kind::Symlink => say!("符号链接", "a symbolic link"),
        Kind::Submodule => say!("另一个仓库", "another repository"),
        Kind::Folder => say!("文件夹", "a folder"),
    };
    let (zh, en) = (what.zh, what.en);
    let refusal = Refusal::unusable(
        "file_mode",
        say!("`{path}` 是{zh}，这里只能放普通文件", "`{path}` is {en}; only plain files may lie here"),
    )
    .at(path);
    Err(if kind == Kind::Executable {
        refusal.help(say!(
            "去掉可执行位：`git update-index --chmod=-x {path}`",
            "take the bit away: `git update-index --chmod=-x {path}`"
        ))
    } else {
        refusal.help(say!(
            "看是哪次提交带来的：`git log -- {path}`",
            "see which commit brought it: `git log -- {path}`"
        ))
    })
}
