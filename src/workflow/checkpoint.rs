//! A checkpoint: a small text that witnesses, outside the folder, how far it had come. A record names the one before it, and so
//! does a version of the rule book; so the newest of each pin all that are behind them.
//!
//! What a checkpoint saw must be there for ever: whoever cuts the newest records off, or puts others in their place, is
//! found out, offline and whatever became of the commits. It is kept where nobody who may push can change it: a mail, a
//! print of its digest.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::record::{Record, quoted};
use crate::{
    article::digest::Digest,
    moment::{Moment, parse_stored, stored},
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
};

/// Most bytes of a checkpoint that are read: some hundred thousand articles.
pub const LIMIT: usize = 16 * 1024 * 1024;

const FORMAT: &str = "wxops-checkpoint-v1";
const HEADING: &str = "# wxops verify --write-checkpoint\n";

/// How far a folder had come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The digest of version 1 of the rule book
    pub root: Digest,
    /// The number of its newest version
    pub version: u32,
    /// And the digest of that
    pub tip: Digest,
    /// The commit that was proved, 40 hex digits; it may be gone by now, squashed or rebased
    pub commit: String,
    /// When
    pub at: Moment,
    /// The newest records of each article, by its id
    pub heads: BTreeMap<String, Vec<Digest>>,
}

/// As it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    format: String,
    root: String,
    policy: u32,
    tip: String,
    commit: String,
    at: String,
    articles: usize,
    digest: String,
    heads: BTreeMap<String, Vec<String>>,
}

impl Checkpoint {
    /// The one number that stands for all of it.
    pub fn digest(&self) -> Digest {
        let Checkpoint { root, version, tip, commit, at, heads } = self;
        let head =
            [FORMAT, root.as_str(), &version.to_string(), tip.as_str(), commit, &stored(*at)].join("\0");
        let lines = heads.iter().map(|(id, heads)| format!("\0{id} {}", listed(heads, "", " ")));
        Digest::of((head + &lines.collect::<String>()).as_bytes())
    }

    /// The text, the same for the same state.
    pub fn write(&self) -> String {
        let Checkpoint { root, version, tip, commit, at, heads } = self;
        let mut text = format!(
            "{HEADING}format   = {}\nroot     = {}\npolicy   = {version}\ntip      = {}\ncommit   = {}\nat       = {}\narticles = {}\ndigest   = {}\n\n[heads]\n",
            quoted(FORMAT),
            quoted(root.as_str()),
            quoted(tip.as_str()),
            quoted(commit),
            quoted(&stored(*at)),
            heads.len(),
            quoted(self.digest().as_str()),
        );
        for (id, heads) in heads {
            text += &format!("{id} = [{}]\n", listed(heads, "\"", ", "));
        }
        text
    }

    /// Reads one; `shown` is the name of its file. What does not agree with its own digest is none.
    pub fn read(shown: &str, bytes: &[u8]) -> Result<Checkpoint> {
        let text = std::str::from_utf8(bytes).map_err(|_| unreadable(shown))?;
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start].matches('\n').count() + 1);
            line.into_iter().fold(unreadable(shown), Refusal::line)
        })?;
        if written.format != FORMAT {
            let format = escaped(&written.format);
            let message = say!(
                "`{shown}` 的格式是 `{format}`，这一版 wxops 只认 `{FORMAT}`",
                "`{shown}` has the format `{format}`; this wxops knows `{FORMAT}` only"
            );
            return Err(Refusal::unusable("checkpoint_unreadable", message)
                .help(say!("换新一点的 wxops 再试", "try a newer wxops")));
        }
        let (count, digest) = (written.articles, written.digest.clone());
        let checkpoint = understood(written).ok_or_else(|| unreadable(shown))?;
        if checkpoint.digest().as_str() != digest || checkpoint.heads.len() != count {
            let message = say!(
                "`{shown}` 的内容和它自己的指纹不符：写下以后被改过，或者不完整",
                "`{shown}` does not agree with its own digest: it was changed since it was written, or is not whole"
            );
            return Err(Refusal::unusable("checkpoint_unreadable", message).help(another()));
        }
        Ok(checkpoint)
    }

    /// Whether a file begins as one that was written here.
    pub fn was_written(bytes: &[u8]) -> bool {
        bytes.starts_with(HEADING.as_bytes())
    }
}

/// Ids, each in `mark`s.
fn listed(heads: &[Digest], mark: &str, between: &str) -> String {
    heads.iter().map(|head| format!("{mark}{head}{mark}")).collect::<Vec<_>>().join(between)
}

fn understood(written: Written) -> Option<Checkpoint> {
    let Written { root, policy, tip, commit, at, heads, .. } = written;
    let is_commit = commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    let heads = heads.into_iter().map(|(id, heads)| {
        Record::folder(&id)?;
        let heads: Option<Vec<Digest>> = heads.iter().map(|head| Digest::parse(head)).collect();
        Some((id, heads.filter(|heads| !heads.is_empty())?))
    });
    Some(Checkpoint {
        root: Digest::parse(&root)?,
        version: Some(policy).filter(|version| *version > 0)?,
        tip: Digest::parse(&tip)?,
        commit: Some(commit).filter(|_| is_commit)?,
        at: parse_stored(&at)?,
        heads: heads.collect::<Option<_>>()?,
    })
}

fn unreadable(shown: &str) -> Refusal {
    let message = say!("`{shown}` 不是检查点", "`{shown}` is no checkpoint");
    Refusal::unusable("checkpoint_unreadable", message).help(another())
}

fn another() -> Text {
    say!(
        "用当时存下、没有动过的那一份；要从现在起记一份：`wxops verify --write-checkpoint 文件`",
        "take the copy that was kept and not touched; to begin anew from now: `wxops verify --write-checkpoint FILE`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01M82ZBER08Y2P3GPKRAYGBZ8P";

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            root: Digest::of(b"1"),
            version: 3,
            tip: Digest::of(b"3"),
            commit: "0123456789abcdef0123456789abcdef01234567".into(),
            at: parse_stored("2026-11-25T12:00:00+08:00").unwrap(),
            heads: BTreeMap::from([(ID.to_owned(), vec![Digest::of(b"a"), Digest::of(b"b")])]),
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let one = checkpoint();
        assert_eq!(Checkpoint::read("x", one.write().as_bytes()).unwrap(), one);
        let none = Checkpoint { heads: BTreeMap::new(), ..one };
        assert_eq!(Checkpoint::read("x", none.write().as_bytes()).unwrap(), none);
        assert!(Checkpoint::was_written(none.write().as_bytes()));
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let text = checkpoint().write();
        let (a, b) = (Digest::of(b"a"), Digest::of(b"c"));
        let rows = [
            (a.as_str(), b.as_str()),
            ("policy   = 3", "policy   = 2"),
            ("+08:00", "+07:00"),
            ("articles = 1", "articles = 2"),
            ("01234567\"", "01234568\""),
            (ID, "01M82ZBER08Y2P3GPKRAYGBZ8Q"),
            (ID, "x"),
            ("[heads]", "[tails]"),
            ("format ", "more = 1\nformat "),
            ("-v1\"", "-v2\""),
            ("digest   = \"", "digest   = \"0"),
        ];
        for (from, to) in rows {
            assert!(text.contains(from), "{from}");
            let refusal = Checkpoint::read("x", text.replacen(from, to, 1).as_bytes()).unwrap_err();
            assert_eq!(refusal.code, "checkpoint_unreadable", "{from} -> {to}");
        }
        for bytes in [&b""[..], b"\xff", b"x", &text.as_bytes()[..text.len() - 9], &text.as_bytes()[..99]] {
            assert_eq!(Checkpoint::read("x", bytes).unwrap_err().code, "checkpoint_unreadable");
        }
    }
}
