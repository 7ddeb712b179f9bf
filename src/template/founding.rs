//! The first commit: what is written, what a repository already has, and what stands in the way.

use super::is_list;
use crate::{
    article::bundle::BlobId,
    refusal::{Refusal, Result},
    say,
    workflow::{
        plan::{Content, Edit, Plan, Working},
        team::TEAM,
    },
};

/// What a repository already has at a path of the template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lies {
    /// The bytes in the newest commit
    pub committed: Option<Vec<u8>>,
    /// The bytes in the working copy, with their id
    pub working: Option<(Vec<u8>, BlobId)>,
    /// Something lies in the working copy that is no plain file
    pub odd: bool,
}

/// The first commit, and what is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Founding {
    /// What is to be committed
    pub plan: Plan,
    /// Files that are new
    pub written: Vec<String>,
    /// Lists that have got the lines they lacked
    pub completed: Vec<String>,
    /// Files that the repository had, which stay as they are
    pub kept: Vec<String>,
}

/// Plans the first commit of `files`, given what lies at each of their paths.
pub fn found(files: Vec<(String, String)>, lies: impl Fn(&str) -> Result<Lies>) -> Result<Founding> {
    let plan = Plan { edits: vec![], message: "init".into() };
    let mut founding = Founding { plan, written: vec![], completed: vec![], kept: vec![] };
    for (path, text) in files {
        let there = lies(&path)?;
        let same = there.working.as_ref().is_some_and(|(bytes, _)| bytes == text.as_bytes());
        if there.committed.is_none() && !there.odd && (same || there.working.is_none()) {
            founding.written.push(path.clone());
            founding.plan.edits.push(Edit {
                path,
                content: Content::Bytes(text.into_bytes()),
                seen: there.working.map(|(_, id)| id),
                working: Working::Same,
            });
        } else if is_list(&path) {
            match completed(&path, &text, there) {
                Some(edit) => {
                    founding.completed.push(path);
                    founding.plan.edits.push(edit);
                }
                None => founding.kept.push(path),
            }
        } else if path == TEAM || path.starts_with(".wxops/") {
            return Err(in_the_way(&path));
        } else {
            founding.kept.push(path);
        }
    }
    Ok(founding)
}

/// A list with the lines that it lacks. What a person has changed in it and not committed stays uncommitted.
fn completed(path: &str, shipped: &str, there: Lies) -> Option<Edit> {
    let (working, seen) = match there.working {
        Some((bytes, id)) => (bytes, Some(id)),
        None => (there.committed.clone()?, None),
    };
    let committed = there.committed.unwrap_or_else(|| working.clone());
    let content = with_lines(&committed, shipped);
    let after = with_lines(&working, shipped);
    if content == committed && after == working {
        return None;
    }
    let working = if after == content { Working::Same } else { Working::Keep(after) };
    Some(Edit { path: path.into(), content: Content::Bytes(content), seen, working })
}

/// The bytes and, behind them, the lines of `shipped` that they lack; its comments only if there are any.
fn with_lines(bytes: &[u8], shipped: &str) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let has = |line: &&str| text.lines().any(|own| own.trim() == *line);
    let (comments, lines): (Vec<&str>, Vec<&str>) =
        shipped.lines().filter(|line| !has(line)).partition(|line| line.starts_with('#'));
    let mut after = bytes.to_vec();
    if lines.is_empty() {
        return after;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    if !after.is_empty() && !after.ends_with(b"\n") {
        after.extend(end.bytes());
    }
    for line in comments.iter().chain(&lines) {
        after.extend(line.bytes().chain(end.bytes()));
    }
    after
}

fn in_the_way(path: &str) -> Refusal {
    Refusal::not_now(
        "in_the_way",
        say!("这里已有别的 `{path}`，不能新建稿件库", "another `{path}` lies here already; it is in the way"),
    )
    .at(path)
    .help(say!(
        "把它移走或改名（已提交的，提交这次移走），再运行一次",
        "move it away or rename it (and commit that, if it is committed), then run this again"
    ))
    .help(say!("或者换一个文件夹：`wxops init 文件夹`", "or take another folder: `wxops init DIR`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &str) -> (Vec<u8>, BlobId) {
        (bytes.into(), BlobId(format!("id of {bytes}")))
    }

    fn founded(path: &str, text: &str, there: &Lies) -> Result<Founding> {
        found(vec![(path.into(), text.into())], |_| Ok(there.clone()))
    }

    #[test]
    fn a_list_gets_only_the_lines_it_lacks() {
        let shipped = "# why\na -text\nb -text\n";
        let rows = [
            ("", "# why\na -text\nb -text\n"),
            ("*.png binary", "*.png binary\n# why\na -text\nb -text\n"),
            ("b -text\r\n", "b -text\r\n# why\r\na -text\r\n"),
            ("b -text\na -text\n", "b -text\na -text\n"),
        ];
        for (own, after) in rows {
            assert_eq!(String::from_utf8(with_lines(own.as_bytes(), shipped)).unwrap(), after);
        }
    }

    #[test]
    fn a_change_that_is_not_committed_stays_so() {
        let there = Lies { committed: Some("x\n".into()), working: Some(file("x\ny\n")), odd: false };
        let founding = founded(".gitignore", "z\n", &there).unwrap();
        let edit = &founding.plan.edits[0];
        assert_eq!(edit.content, Content::Bytes("x\nz\n".into()));
        assert_eq!(edit.working, Working::Keep("x\ny\nz\n".into()));
        assert_eq!(edit.seen, Some(BlobId("id of x\ny\n".into())));
    }

    #[test]
    fn what_is_there_stays_and_what_is_half_written_is_taken_up() {
        let own = Lies { committed: None, working: Some(file("own")), odd: false };
        assert_eq!(founded("README.md", "ours", &own).unwrap().kept, ["README.md"]);
        assert_eq!(founded("README.md", "own", &own).unwrap().written, ["README.md"]);
        let link = Lies { odd: true, ..Lies::default() };
        assert_eq!(founded("README.md", "ours", &link).unwrap().kept, ["README.md"]);
        assert_eq!(founded("team.toml", "ours", &own).unwrap_err().code, "in_the_way");
        assert_eq!(founded(".wxops/policy/0001.toml", "ours", &link).unwrap_err().code, "in_the_way");
    }
}
