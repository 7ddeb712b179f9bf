//! What git tells its hook `pre-receive`: a line for each reference that a push would move.

use crate::{
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
};

/// A reference that a push would move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    /// The object that it stands at; nothing where it is new
    pub old: Option<String>,
    /// The object that it would stand at; nothing where it would be deleted
    pub new: Option<String>,
    /// Its whole name, such as `refs/heads/main`
    pub name: String,
}

impl Update {
    /// The name as people say it: a branch without `refs/heads/`.
    pub fn called(&self) -> &str {
        self.name.strip_prefix("refs/heads/").unwrap_or(&self.name)
    }
}

/// Reads the lines `OLD NEW NAME`.
pub fn read(lines: &[u8]) -> Result<Vec<Update>> {
    let lines = String::from_utf8_lossy(lines);
    lines.lines().filter(|line| !line.is_empty()).map(|line| one(line).ok_or_else(|| bad(line))).collect()
}

fn one(line: &str) -> Option<Update> {
    let mut parts = line.splitn(3, ' ');
    let (old, new, name) = (parts.next()?, parts.next()?, parts.next()?);
    let is_id = |id: &str| id.len() == 40 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !is_id(old) || !is_id(new) || !name.starts_with("refs/") {
        return None;
    }
    let object = |id: &str| id.bytes().any(|byte| byte != b'0').then(|| id.to_owned());
    Some(Update { old: object(old), new: object(new), name: name.to_owned() })
}

fn bad(line: &str) -> Refusal {
    let line = escaped(&line.chars().take(200).collect::<String>());
    let message = say!(
        "`{line}` 不是 git 交给钩子的一行：旧编号、新编号、引用名",
        "`{line}` is no line that git gives the hook: OLD NEW NAME"
    );
    Refusal::usage("bad_update", message).help(install())
}

/// Nobody but git has anything to tell the hook of this name.
pub fn not_asked(hook: &str) -> Refusal {
    let message =
        say!("`{hook}` 要由 git 运行，由它说明推送了什么", "git runs `{hook}` and tells it what is pushed");
    Refusal::usage("not_asked", message).help(install())
}

fn install() -> Text {
    say!(
        "装上它：`wxops hook install`；服务器的裸仓库里：`wxops hook install --server`",
        "install it: `wxops hook install`; in a bare repository on a server: `wxops hook install --server`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "44501d100e44501d100e44501d100e44501d100e";
    const NONE: &str = "0000000000000000000000000000000000000000";

    #[test]
    fn a_line_tells_of_one_reference() {
        let updates =
            read(format!("{ID} {NONE} refs/heads/a b\n{NONE} {ID} refs/tags/v1\n").as_bytes()).unwrap();
        assert_eq!((updates[0].called(), &updates[0].new), ("a b", &None));
        assert_eq!((updates[1].called(), &updates[1].old), ("refs/tags/v1", &None));
        assert_eq!(read(b"").unwrap(), []);
        let wrong = [
            "x".to_owned(),
            format!("{ID} {ID}"),
            format!("{ID} {ID} main"),
            format!("{ID} main refs/heads/main"),
            format!("{ID} {}é refs/heads/main", &ID[..38]),
        ];
        for line in wrong {
            assert_eq!(read(line.as_bytes()).unwrap_err().code, "bad_update", "{line}");
        }
    }
}
