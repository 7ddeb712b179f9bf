//! What a person pushes, proved before it leaves: so that the server or CI has nothing to refuse.

use crate::refusal::Result;

use super::{Proving, Update, Verdict};

/// Proves what a push would bring to a branch of a remote that is called `remote` here. What the remote has is taken as
/// proved, as far as it is known here; a branch may be written anew, as long as no record is lost by that.
pub fn leaving(proving: &Proving<'_>, update: &Update, remote: &str) -> Result<Verdict> {
    let repo = proving.folder.repo();
    let Some(new) = update.new.as_ref().filter(|_| update.name.starts_with("refs/heads/")) else {
        return Ok(Verdict::Nothing); // a branch that goes, a tag
    };
    let new = repo.commit_of(new)?;
    let there = update.old.as_ref().and_then(|old| repo.commit_of(old).ok());
    if let Some(there) = &there {
        if proving.is_behind(there, &new)? {
            return proving.since(proving.folder.span(there, &new)?, &new);
        }
        let lost = proving.folder.lost_between(there, &new)?;
        if !lost.is_empty() {
            return Ok(Verdict::Refused(lost));
        }
    }
    match there.map_or_else(|| repo.remote_tip(remote), |there| Ok(Some(there)))? {
        Some(there) => match repo.fork_point(&there, &new)? {
            Some(base) => proving.since(proving.folder.span(&base, &new)?, &new),
            None => proving.whole(&new, None),
        },
        None => proving.whole(&new, None),
    }
}

/// Reads the lines `LOCAL ID REMOTE ID` that git tells its hook `pre-push`.
pub fn read_leaving(lines: &[u8]) -> Result<Vec<Update>> {
    let lines = String::from_utf8_lossy(lines);
    let turned = |line: &str| {
        let parts: Vec<&str> = line.split(' ').collect();
        match parts.as_slice() {
            [.., new, name, old] => format!("{old} {new} {name}\n"),
            _ => format!("{line}\n"),
        }
    };
    let turned: String = lines.lines().filter(|line| !line.is_empty()).map(turned).collect();
    super::read(turned.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_what_leaves() {
        let (one, two) = ("1".repeat(40), "2".repeat(40));
        let read = read_leaving(format!("refs/heads/a {one} refs/heads/b {two}\n").as_bytes()).unwrap();
        assert_eq!(read, [Update { old: Some(two), new: Some(one), name: "refs/heads/b".into() }]);
        assert_eq!(read_leaving(b"x y\n").unwrap_err().code, "bad_update");
    }
}
