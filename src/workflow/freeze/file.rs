//! The file of a record of the brake. One text for one record: reading and writing again gives the same bytes.

use serde::Deserialize;

use super::{Brakes, FreezeRecord, Scope};
use crate::{
    article::digest::Digest,
    moment::{parse_stored, stored},
    refusal::{Refusal, Result},
    say,
    signature::Signature,
    workflow::record::quoted,
};

/// Where they lie: `.wxops/records/folder/<yyyy>/<mm>`, year and month of the time in UTC.
pub const FOLDER: &str = ".wxops/records/folder";

impl FreezeRecord {
    /// The record's id: the digest of its bytes before the signature.
    pub fn id(&self) -> Digest {
        Digest::of(self.unsigned().as_bytes())
    }

    /// Its path in the folder.
    pub fn path(&self) -> String {
        let month = self.at.to_utc().format("%Y/%m");
        format!("{FOLDER}/{month}/{}-{}.toml", self.word(), self.id().short())
    }

    fn word(&self) -> &'static str {
        match self.does {
            Brakes::Freeze(_) => "freeze",
            Brakes::Lift(_) => "lift",
        }
    }

    /// The record's text.
    pub fn write(&self) -> String {
        let text = self.unsigned();
        match &self.signature {
            Some(Signature { key, ssh }) => {
                format!("{text}[signature]\nkey = {}\nssh = {}\n", quoted(key), quoted(ssh))
            }
            None => text,
        }
    }

    /// What is signed: all but the signature.
    pub fn unsigned(&self) -> String {
        let what = match &self.does {
            Brakes::Freeze(Scope::Account) => "scope = \"account\"\n".to_owned(),
            Brakes::Freeze(Scope::Category(id)) => {
                format!("scope = \"category\"\ncategory = {}\n", quoted(id))
            }
            Brakes::Freeze(Scope::Article(id)) => format!("scope = \"article\"\narticle = {}\n", quoted(id)),
            Brakes::Lift(record) => format!("record = {}\n", quoted(record.as_str())),
        };
        format!(
            "format = \"wxops-freeze-v1\"\nrepo = {}\naction = \"{}\"\npolicy = {}\nby = {}\nat = {}\n{what}reason = {}\n",
            quoted(&self.repo),
            self.word(),
            self.policy,
            quoted(&self.by),
            quoted(&stored(self.at)),
            quoted(&self.reason),
        )
    }
}

/// Reads the bytes of a record and gives its id with it. What wxops would not write itself is refused.
pub fn read(bytes: &[u8]) -> Result<(Digest, FreezeRecord)> {
    let refuse = |why: &str| {
        Refusal::findings(
            "record_unreadable",
            say!("停发记录读不懂：{why}", "the record of a freeze cannot be read: {why}"),
        )
    };
    let text = std::str::from_utf8(bytes).map_err(|_| refuse("not UTF-8"))?;
    let file: File = toml::from_str(text).map_err(|error| refuse(error.message()))?;
    let record = file.record().ok_or_else(|| refuse("a field is not what it must be"))?;
    if record.write() != text {
        return Err(refuse("it is not as wxops writes it"));
    }
    Ok((record.id(), record))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    repo: String,
    action: String,
    policy: u32,
    by: String,
    at: String,
    scope: Option<String>,
    category: Option<String>,
    article: Option<String>,
    record: Option<String>,
    reason: String,
    signature: Option<FileSignature>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSignature {
    key: String,
    ssh: String,
}

impl File {
    fn record(self) -> Option<FreezeRecord> {
        if self.format != "wxops-freeze-v1" || self.reason.trim().is_empty() {
            return None;
        }
        let does = match (self.action.as_str(), self.scope.as_deref()) {
            ("freeze", Some("account")) => Brakes::Freeze(Scope::Account),
            ("freeze", Some("category")) => Brakes::Freeze(Scope::Category(self.category?)),
            ("freeze", Some("article")) => Brakes::Freeze(Scope::Article(self.article?)),
            ("lift", None) => Brakes::Lift(Digest::parse(&self.record?)?),
            _ => return None,
        };
        Some(FreezeRecord {
            repo: self.repo,
            does,
            reason: self.reason,
            policy: self.policy,
            by: self.by,
            at: parse_stored(&self.at)?,
            signature: self.signature.map(|own| Signature { key: own.key, ssh: own.ssh }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(does: Brakes) -> FreezeRecord {
        FreezeRecord {
            repo: "0".repeat(32),
            does,
            reason: "舆情".into(),
            policy: 3,
            by: "lina".into(),
            at: parse_stored("2026-12-01T07:30:00+08:00").unwrap(),
            signature: None,
        }
    }

    #[test]
    fn each_kind_is_read_as_it_was_written() {
        let all = [
            Brakes::Freeze(Scope::Account),
            Brakes::Freeze(Scope::Category("news".into())),
            Brakes::Freeze(Scope::Article("01M82ZBER08Y2P3GPKRAYGBZ8P".into())),
            Brakes::Lift(Digest::of(b"x")),
        ];
        for does in all {
            let one = record(does);
            assert_eq!(read(one.write().as_bytes()).unwrap(), (one.id(), one.clone()));
            let signed = FreezeRecord {
                signature: Some(Signature { key: "SHA256:x".into(), ssh: "AAAA".into() }),
                ..one.clone()
            };
            assert_eq!(read(signed.write().as_bytes()).unwrap(), (one.id(), signed));
        }
    }

    #[test]
    fn it_lies_in_the_month_of_its_time_in_utc() {
        assert!(
            record(Brakes::Freeze(Scope::Account))
                .path()
                .starts_with(".wxops/records/folder/2026/11/freeze-")
        );
    }

    #[test]
    fn what_wxops_would_not_write_is_refused() {
        let text = record(Brakes::Freeze(Scope::Account)).write();
        for (from, to) in [
            ("scope = \"account\"", "scope = \"all\""),
            ("scope = \"account\"\n", ""),
            ("reason = \"舆情\"", "reason = \" \""),
            ("policy = 3", "policy = 03"),
            ("wxops-freeze-v1", "wxops-freeze-v2"),
            ("by = \"lina\"", "by = \"lina\" # 注"),
            ("action = \"freeze\"", "action = \"lift\""),
        ] {
            let other = text.replace(from, to);
            assert_ne!(other, text);
            assert_eq!(read(other.as_bytes()).unwrap_err().code, "record_unreadable", "{to}");
        }
    }
}
