//! Where they meet for the first time: choices → the files of the template → version 1 → the first commit.

use std::path::Path;

use crate::{
    article::digest::Digest,
    commit::{Author, Outcome, Recovered, Writer},
    content::WorkingCopy,
    moment::{Moment, in_zone},
    refusal::{Refusal, Result},
    repo::{CommitId, Identity, Repo, Snapshot, blob_id},
    say,
    settings::{self, Settings},
    template::{self, Choices, Founding, Lies},
    workflow::{
        policy::{self, Header, Version},
        team::TEAM,
    },
};

/// Most bytes of a file that is compared with the template's.
const LIMIT: usize = 1024 * 1024;

/// Everything that the first commit is made of.
pub struct Start {
    /// The choices; the day on which the rule book begins to hold is filled in
    pub choices: Choices,
    /// When
    pub now: Moment,
    /// The folder's random id, 32 hex digits
    pub id: String,
    /// Made under the test clock
    pub sandbox: bool,
}

/// How `init` ended.
pub enum Started {
    /// The folder was a content folder before
    Already(Recovered),
    /// It is one now
    Made(Box<Made>),
}

/// What was made.
pub struct Made {
    /// What was written, and what stayed
    pub founding: Founding,
    /// The digest of version 1, for a pin
    pub pin: Digest,
    /// The first commit
    pub commit: CommitId,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// The repository whose root `folder` is, or nothing where one can be started. A folder inside another
/// repository is refused.
pub fn repository_at(folder: &Path) -> Result<Option<Repo>> {
    let there = folder.ancestors().find(|place| place.is_dir()).unwrap_or(folder);
    if there == folder {
        match Repo::at(folder) {
            Ok(repo) => return Ok(Some(repo)),
            Err(refusal) if refusal.code != "not_a_repository" => return Err(refusal),
            Err(_) => {}
        }
    }
    let outer = match Repo::discover(there) {
        Ok(outer) => outer,
        Err(refusal) if refusal.code == "not_a_repository" => return Ok(None),
        Err(refusal) => return Err(refusal),
    };
    let (root, folder) = (outer.root().display(), folder.display());
    Err(Refusal::unusable(
        "inside_repository",
        say!(
            "`{folder}` 在另一个 git 仓库 `{root}` 里面；稿件库要放在仓库的最上层",
            "`{folder}` lies inside another git repository, `{root}`; a content folder is the root of one"
        ),
    )
    .help(say!(
        "把那个仓库作为稿件库：`wxops init {root}`",
        "make that repository the content folder: `wxops init {root}`"
    ))
    .help(say!(
        "要单独一个：先运行 `git init {folder}`，再运行一次；或换到仓库外面的文件夹",
        "to have one of its own: `git init {folder}`, then run this again; or take a folder outside"
    )))
}

/// Makes the first commit of a content folder, unless there is one.
pub fn init(repo: &Repo, start: &Start, who: &Identity) -> Result<Started> {
    let writer = Writer::lock(repo, true)?;
    loop {
        let head = repo.head()?;
        let tree = head.as_ref().map(|commit| repo.snapshot(commit)).transpose()?;
        if is_content_folder(tree.as_ref())? {
            return Ok(Started::Already(writer.recovered().clone()));
        }
        let (founding, pin, at) = plan(Some(repo.root()), tree.as_ref(), start)?;
        let committer = repo.committer(who)?;
        let author = Author { person: who.clone(), committer, at };
        if let Outcome::Done { commit, behind } = writer.commit(head.as_ref(), &founding.plan, &author)? {
            return Ok(Started::Made(Box::new(Made { founding, pin, commit, behind })));
        }
    }
}

/// What [`init`] would write; nothing if the folder is a content folder already.
pub fn rehearse(repo: Option<&Repo>, start: &Start) -> Result<Option<Founding>> {
    let Some(repo) = repo else { return plan(None, None, start).map(|(founding, ..)| Some(founding)) };
    let tree = repo.head()?.map(|commit| repo.snapshot(&commit)).transpose()?;
    if is_content_folder(tree.as_ref())? {
        return Ok(None);
    }
    plan(Some(repo.root()), tree.as_ref(), start).map(|(founding, ..)| Some(founding))
}

fn is_content_folder(tree: Option<&Snapshot<'_>>) -> Result<bool> {
    tree.map_or(Ok(false), |tree| Ok(tree.entry(policy::FOLDER)?.is_some()))
}

fn plan(
    root: Option<&Path>,
    tree: Option<&Snapshot<'_>>,
    start: &Start,
) -> Result<(Founding, Digest, Moment)> {
    let working = root.map(WorkingCopy::new);
    let own = working.as_ref().map(|working| working.read(settings::FILE, LIMIT)).transpose()?.flatten();
    let settings = match own {
        Some(bytes) => Settings::parse(&String::from_utf8_lossy(&bytes))?,
        None => Settings::default(),
    };
    let at = in_zone(start.now, &settings.timezone);
    let choices = Choices { effective: at.date_naive(), ..start.choices.clone() };
    let mut files = template::files(&choices);
    let team = files.iter().find(|(path, _)| path == TEAM).map(|(_, text)| text.as_str()).unwrap_or_default();
    let header = Header::new(1, &start.id, None, &[&choices.member], at, start.sandbox);
    let first = header.write(team);
    let pin = Version::read(first.as_bytes())?.digest;
    files.push((Version::path(1), first));
    let founding = template::found(files, |path| lies(working.as_ref(), tree, path))?;
    Ok((founding, pin, at))
}

fn lies(working: Option<&WorkingCopy>, tree: Option<&Snapshot<'_>>, path: &str) -> Result<Lies> {
    let mut lies = Lies::default();
    if let Some(tree) = tree
        && let Some(entry) = tree.entry(path)?
    {
        // What is too large, or no file at all, is something else than the template's in any case.
        lies.committed = Some(tree.read(&entry.id, LIMIT).unwrap_or_default());
    }
    match working.map(|working| working.read(path, LIMIT)) {
        Some(Ok(bytes)) => {
            lies.working = bytes.map(|bytes| {
                let id = blob_id(&bytes);
                (bytes, id)
            });
        }
        Some(Err(_)) => lies.odd = true,
        None => {}
    }
    Ok(lies)
}
