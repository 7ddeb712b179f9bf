//! The commit that a person means who types the name of one.

use git2::{ErrorCode, ObjectType};

use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped, nearest},
};

use super::{CommitId, Repo, broken, kind::incomplete};

impl Repo {
    /// The commit that a name, an id or its beginning, or an expression such as `HEAD^1` means. What means none is
    /// refused in our own words, with the name that may be meant; `before` is how the command line begins that takes it,
    /// such as `wxops check --since`.
    pub fn typed_revision(&self, typed: &str, before: &str) -> Result<CommitId> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Err(self.examples(refused(say!("没有写是哪个版本", "no revision is named")), before));
        }
        let object =
            self.inner.revparse_single(typed).map_err(|error| self.unknown(typed, before, &error))?;
        match object.peel_to_commit() {
            Ok(commit) => Ok(CommitId(commit.id().to_string())),
            Err(_) => Err(no_commit(typed, before, object.kind())),
        }
    }

    /// A name that means nothing: a slip, or, for a whole id, a history that was cut off.
    fn unknown(&self, typed: &str, before: &str, error: &git2::Error) -> Refusal {
        let name = escaped(typed);
        if typed.len() == 40 && typed.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let message = say!("仓库里没有提交 `{name}`", "the repository lacks the commit `{name}`");
            return Refusal { message, detail: vec![], ..broken(error) };
        }
        if let Some((from, _)) = typed.split_once("..").filter(|(from, _)| !from.is_empty()) {
            let message =
                say!("要写一个版本，`{name}` 是一段", "one revision is wanted; `{name}` is a range");
            return refused(message).help(typing(before, from));
        }
        if self.is_cut_off(typed) {
            return incomplete(say!(
                "`{name}` 不在这个克隆里：历史不全",
                "`{name}` is not in this clone: history is incomplete"
            ));
        }
        if error.code() == ErrorCode::Ambiguous {
            let message = say!("`{name}` 开头的不止一个", "more than one id begins with `{name}`");
            return refused(message).help(say!("写得更全一些", "type more of it"));
        }
        let message =
            say!("git 里没有叫 `{name}` 的分支、标签或提交", "git has no branch, tag or commit `{name}`");
        let names = self.branches_and_tags();
        let refusal = match nearest(typed, names.iter().map(String::as_str)) {
            Some(near) => refused(message).help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
            None => refused(message),
        };
        self.examples(refusal, before)
    }

    /// Whether a name means a commit that this clone lacks: its branch is known, and what is behind it is not all there.
    fn is_cut_off(&self, typed: &str) -> bool {
        let stem = typed.split(['^', '~']).next().unwrap_or_default();
        let reference = self.inner.resolve_reference_from_short_name(stem);
        let target = reference.and_then(|reference| reference.resolve()).ok().and_then(|own| own.target());
        let Some(target) = target else { return false };
        let cut = self.ancestors(&CommitId(target.to_string()));
        cut.is_err_and(|refusal| refusal.code == "history_incomplete")
    }

    /// What can be typed: a branch that is there, and how to see the others.
    fn examples(&self, refusal: Refusal, before: &str) -> Refusal {
        let here = self.inner.head().ok().filter(|_| refusal.help.is_empty());
        let refusal = match here.as_ref().map(git2::Reference::shorthand) {
            Some(Ok(branch)) => refusal.help(typing(before, branch)),
            _ => refusal,
        };
        refusal.help(say!(
            "看有哪些分支和标签：`git branch -a`、`git tag`",
            "see what there is: `git branch -a`, `git tag`"
        ))
    }

    fn branches_and_tags(&self) -> Vec<String> {
        let Ok(references) = self.inner.references() else { return Vec::new() };
        let names =
            references.flatten().filter_map(|reference| reference.shorthand().map(str::to_owned).ok());
        names.collect()
    }
}

/// A file or a folder of a commit, such as `HEAD:articles`.
fn no_commit(typed: &str, before: &str, kind: Option<ObjectType>) -> Refusal {
    let name = escaped(typed);
    let refusal = refused(match kind {
        Some(ObjectType::Tree) => say!("`{name}` 是文件夹，不是提交", "`{name}` is a folder, not a commit"),
        Some(ObjectType::Blob) => say!("`{name}` 是文件，不是提交", "`{name}` is a file, not a commit"),
        _ => say!("`{name}` 不是提交", "`{name}` is no commit"),
    });
    match typed.split_once(':').filter(|(commit, _)| !commit.is_empty()) {
        Some((commit, _)) => refusal.help(typing(before, commit)),
        None => {
            refusal.help(say!("看有哪些提交：`git log --oneline`", "see the commits: `git log --oneline`"))
        }
    }
}

fn refused(message: Text) -> Refusal {
    Refusal::usage("unknown_revision", message)
}

fn typing(before: &str, name: &str) -> Text {
    let name = escaped(name);
    say!("这样写：`{before} {name}`", "write it like `{before} {name}`")
}
