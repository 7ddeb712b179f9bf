//! What a person has set up around the folder: the branch and its upstream, hooks, sparse and linked work trees.

use std::path::PathBuf;

use git2::BranchType;

use crate::refusal::Result;

use super::{Repo, broken, git};

/// The branch that this one follows, and how far the two have gone apart since git last fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upstream {
    /// Its name, such as `origin/main`
    pub name: String,
    /// Commits that only this one has
    pub ahead: usize,
    /// Commits that only the upstream has
    pub behind: usize,
}

/// Samples that git never runs.
const SAMPLE: &str = ".sample";

impl Repo {
    /// The branch that HEAD is on, if it is on one.
    pub fn branch(&self) -> Option<String> {
        let head = self.inner.find_reference("HEAD").ok()?;
        let name = head.symbolic_target().ok().flatten()?.strip_prefix("refs/heads/")?.to_owned();
        Some(name)
    }

    /// What the branch follows; nothing where it follows none, or none that was ever fetched.
    pub fn upstream(&self) -> Result<Option<Upstream>> {
        let Some(branch) = self.branch() else { return Ok(None) };
        let Ok(branch) = self.inner.find_branch(&branch, BranchType::Local) else { return Ok(None) };
        let Ok(upstream) = branch.upstream() else { return Ok(None) };
        let name = upstream.name().ok().flatten().unwrap_or_default().to_owned();
        let (Some(here), Some(there)) = (branch.get().target(), upstream.get().target()) else {
            return Ok(None);
        };
        let (ahead, behind) = self.inner.graph_ahead_behind(here, there).map_err(|error| broken(&error))?;
        Ok(Some(Upstream { name, ahead, behind }))
    }

    /// A remote, the first by name, if there is one.
    pub fn remote(&self) -> Option<String> {
        let remotes = self.inner.remotes().ok()?;
        let mut names: Vec<String> =
            remotes.iter().filter_map(|name| name.ok().flatten().map(str::to_owned)).collect();
        names.sort();
        names.into_iter().next()
    }

    /// Whether this is one of several work trees of a repository.
    pub fn is_linked(&self) -> bool {
        self.git_dir() != self.common_dir()
    }

    /// Whether there is no work tree: a repository that others push to.
    pub fn is_bare(&self) -> bool {
        self.inner.is_bare()
    }

    /// Whether only a part of the files is checked out.
    pub fn is_sparse(&self) -> bool {
        self.setting("core.sparsecheckout").as_deref() == Some("true")
    }

    /// Whether another repository holds this one as a submodule.
    pub fn is_submodule(&self) -> Result<bool> {
        let answer = self.git("rev-parse")?.args(["--show-superproject-working-tree"]).answer()?;
        Ok(answer.code == 0 && !answer.output.is_empty())
    }

    /// The folder in which git looks for hooks.
    pub fn hooks_folder(&self) -> PathBuf {
        // Asked of libgit2: where the program is started from here, no hook is set.
        let set = self.inner.config().and_then(|settings| settings.get_path("core.hookspath"));
        set.map_or_else(|_| self.common_dir().join("hooks"), |path| self.root.join(path))
    }

    /// The hooks that git would run, by name.
    pub fn hooks(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.hooks_folder()).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.path().is_file() && is_started(&entry.path()));
        let mut names: Vec<String> =
            files.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| !name.ends_with(SAMPLE));
        names.sort();
        names
    }

    /// For each path, relative to the root, what `.gitattributes` says of one attribute: `set`, `unset`, a value.
    pub fn attribute(&self, name: &str, paths: &[&str]) -> Result<Vec<String>> {
        let input: Vec<u8> = paths.iter().flat_map(|path| path.bytes().chain([0])).collect();
        let output = self.git("check-attr")?.args(["-z", "--stdin", name]).input(input).run()?;
        let fields: Vec<&[u8]> = output.split(|&byte| byte == 0).collect();
        Ok(fields.chunks_exact(3).map(|answer| String::from_utf8_lossy(answer[2]).into_owned()).collect())
    }
}

/// Whether git would start a hook.
#[cfg(unix)]
pub(crate) fn is_started(file: &std::path::Path) -> bool {
    git::is_program(file)
}

/// Whether git would start a hook.
#[cfg(not(unix))]
pub(crate) fn is_started(_: &std::path::Path) -> bool {
    true // the shell that comes with git starts any of them
}
