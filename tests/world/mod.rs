//! A content folder in memory: the library's pure half can be played without git or disk.
#![allow(
    unreachable_pub,
    missing_docs,
    dead_code,
    reason = "shared by several tests, each of which uses a part"
)]

pub mod keys;
pub mod rules;

use std::collections::BTreeMap;

use wxops::{
    article::{
        Article,
        bundle::{BlobId, Bundle, BundleFile},
        digest::{Digest, FileDigest},
    },
    moment::{Moment, parse_stored},
    refusal::{Refusal, Result},
    say,
    signature::{POLICY, RECORD, Signature},
    workflow::{
        chain::Filed,
        decide::{Act, Begin, Decision, Does, Done, Evidence, decide},
        derive::derive,
        plan::{Content, Working},
        policy::{
            Header, PolicyChain, Signed, Version,
            adopt::{Adoption, Wish, adopt},
            closing::{Brief, closed},
            needs_signatures,
        },
        record::{self, Record},
        state::State,
        team::{Level, Team},
        verify,
    },
};

pub const ID: &str = "01M82ZBER00A2WNWRDEP4NQTZ3";
const REPO: &str = "4e4084559aa8b8815ed5ed1e39403af8";

/// How many keys a person may have: `li`, `li-2` …
pub const KEYS: usize = 3;

/// What is committed, and what lies in the working copy.
#[derive(Clone)]
pub struct World {
    pub head: BTreeMap<String, Vec<u8>>,
    pub working: BTreeMap<String, Vec<u8>>,
    pub policy: PolicyChain,
    /// The theme of the account, if it has one
    pub theme: Option<u8>,
    /// The files of the rule book's versions
    versions: Vec<(String, Vec<u8>)>,
    hours: i64,
}

impl World {
    pub fn new(team: &str) -> World {
        let header = Header::new(1, REPO, None, &["chen"], start(), true);
        let files = vec![("0001.toml".to_owned(), header.write(team).into_bytes())];
        let policy = PolicyChain::read(files.clone()).unwrap();
        let (head, working) = (BTreeMap::new(), BTreeMap::new());
        World { head, working, policy, theme: None, versions: files, hours: 0 }
    }

    /// The rules in force.
    pub fn team(&self) -> &Team {
        &self.policy.newest().team
    }

    /// One act, signed where that is asked; what it changes is committed.
    pub fn act(&mut self, by: &str, does: Does) -> Result<Option<Done>> {
        self.hours += 1;
        match self.decides(by, does)? {
            Decision::Already(..) => Ok(None),
            Decision::Do(mut done) => {
                let sign = |filed: &Filed| Some((filed.id.clone(), self.signs(by, &filed.record)?));
                let signatures = done.records.iter().filter_map(sign).collect();
                if !done.seal(&signatures) && self.team().level == Level::Signed {
                    return Err(not_signed());
                }
                self.commit(&done);
                Ok(Some(*done))
            }
        }
    }

    /// When the next act is made.
    pub fn next(&self) -> Moment {
        self.now() + chrono::Duration::hours(1)
    }

    /// What would come of an act.
    pub fn decides(&self, by: &str, does: Does) -> Result<Decision> {
        decide(&self.evidence(), &Act { by: by.into(), at: self.now(), does })
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        start() + chrono::Duration::hours(self.hours)
    }

    /// A person's signature under a record; none at level `declared`, nor without a key that is listed.
    pub fn signs(&self, by: &str, record: &Record) -> Option<Signature> {
        let team = &self.policy.version(record.policy)?.team;
        let key = listed(team, by).filter(|_| team.level == Level::Signed)?;
        Some(keys::sign(&key, RECORD, &record.unsigned()))
    }

    /// A manager brings other rules into force, with a signature where that is asked.
    pub fn adopt(&mut self, by: &str, team_text: &str) -> Result<()> {
        self.hours += 1;
        let before = self.policy.newest().clone();
        let briefs: Vec<Brief> = self.records().iter().map(Brief::of).collect();
        let records = || Ok(briefs.clone());
        let adopted = |signatures: &[Signed]| {
            let (at, subject) = (self.now(), "team adopt");
            let rest = (None, None, None);
            let (seen, pending, pending_seen) = rest;
            let records = &records;
            adopt(
                &self.policy,
                &Wish { team_text, by, at, subject, seen, records, signatures, pending, pending_seen },
            )
        };
        let Adoption { version, missing, .. } = adopted(&[])?;
        let version = if needs_signatures(&before.team, &version.team) {
            let key = listed(&before.team, by).ok_or_else(not_signed)?;
            let signature = keys::sign(&key, POLICY, &version.unsigned());
            adopted(&[Signed { by: by.into(), signature }])?.version
        } else {
            version
        };
        assert_eq!(missing, 0, "one manager is enough in this world");
        let name = Version::path(version.header.version).rsplit('/').next().unwrap().to_owned();
        self.versions.push((name, version.write().into_bytes()));
        self.policy = PolicyChain::read(self.versions.clone()).unwrap();
        Ok(())
    }

    fn commit(&mut self, done: &Done) {
        for edit in &done.plan.edits {
            let lies_there = self.working.get(&edit.path).map(|bytes| blob(bytes));
            let bytes = match &edit.content {
                Content::Bytes(bytes) => Some(bytes.clone()),
                Content::Blob(id) => {
                    Some(self.head.values().find(|bytes| blob(bytes) == *id).unwrap().clone())
                }
                Content::File(id) => {
                    assert_eq!(lies_there.as_ref(), Some(id));
                    self.working.get(&edit.path).cloned()
                }
                Content::Gone => None,
            };
            match (&edit.working, &bytes) {
                (Working::Leave, _) => {}
                _ if lies_there != edit.seen && bytes.as_deref().map(blob) != lies_there => {
                    panic!("{} is not what was seen", edit.path)
                }
                (Working::Keep(own), _) => drop(self.working.insert(edit.path.clone(), own.clone())),
                (Working::Same, Some(bytes)) => drop(self.working.insert(edit.path.clone(), bytes.clone())),
                (Working::Same, None) => drop(self.working.remove(&edit.path)),
            }
            match bytes {
                Some(bytes) => drop(self.head.insert(edit.path.clone(), bytes)),
                None => drop(self.head.remove(&edit.path)),
            }
        }
    }

    /// The same folder before the newest version of the rule book, as somebody knows it who is behind.
    pub fn behind(&self) -> Option<World> {
        let (_, older @ [_, ..]) = self.versions.split_last()? else { return None };
        let (versions, policy) = (older.to_vec(), PolicyChain::read(older.to_vec()).unwrap());
        Some(World { policy, versions, ..self.clone() })
    }

    /// What this one did, in a folder that has the rule book of another.
    pub fn brought_to(self, other: &World) -> World {
        World { versions: other.versions.clone(), policy: other.policy.clone(), ..self }
    }

    /// The records that are committed.
    pub fn records(&self) -> Vec<Filed> {
        let files = self.head.iter().filter(|(path, _)| path.starts_with(".wxops/records/"));
        files
            .map(|(path, bytes)| {
                let (id, record) = record::read(bytes).unwrap();
                assert_eq!(record.path().as_ref(), Some(path));
                Filed { id, record }
            })
            .collect()
    }

    pub fn state(&self) -> Option<State> {
        let records = self.records();
        if records.is_empty() { None } else { Some(derive(records, &self.policy).unwrap().0) }
    }

    /// What `verify` says of it.
    pub fn proof(&self) -> Result<State> {
        let briefs: Vec<Brief> = self.records().iter().map(Brief::of).collect();
        closed(&self.policy, &briefs).into_iter().next().map_or(Ok(()), Err)?;
        let bundle = bundle(&self.head, self.state().as_ref());
        verify::article(self.records(), bundle.as_ref(), &self.policy).map(|proven| proven.state)
    }

    pub fn evidence(&self) -> Evidence {
        let state = self.state();
        Evidence {
            page: self.theme.map(|theme| Digest::of(&[theme])),
            policy: self.policy.clone(),
            records: self.records(),
            head: bundle(&self.head, state.as_ref()),
            working: bundle(&self.working, state.as_ref()),
            taken: None,
            frozen: vec![],
            errors: vec![],
        }
    }

    /// The article's file in the working copy, as its writer edits it.
    pub fn text(&mut self) -> Option<&mut Vec<u8>> {
        let place = self.state()?.place();
        self.working.get_mut(&format!("{place}/index.md"))
    }
}

/// What `ssh-keygen` says who does not have the key that is listed.
fn not_signed() -> Refusal {
    Refusal::unusable("not_signed", say!("没有签成", "nothing was signed"))
}

/// The first of a person's keys that the rules list.
fn listed(team: &Team, by: &str) -> Option<String> {
    let own = &team.members.get(by)?.keys;
    let names = (1..=KEYS).map(|n| key_name(by, n));
    names.into_iter().find(|name| own.contains(&keys::line(name)))
}

/// The name of a person's n-th key, from 1.
pub fn key_name(by: &str, n: usize) -> String {
    if n == 1 { by.to_owned() } else { format!("{by}-{n}") }
}

pub fn begin(slug: &str) -> Does {
    let text = "+++\ntitle = \"甲\"\nauthor = \"李娜\"\ndigest = \"摘\"\ncover = \"cover.png\"\ncategory = \"news\"\n+++\n\n正文。\n";
    Does::Begin(Begin {
        action: wxops::workflow::action::Action::New,
        id: ID.into(),
        slug: slug.into(),
        text: text.into(),
        pictures: vec![("cover.png".into(), vec![1, 2, 3])],
    })
}

fn bundle(files: &BTreeMap<String, Vec<u8>>, state: Option<&State>) -> Option<Bundle> {
    let path = state?.place();
    let index = files.get(&format!("{path}/index.md"))?;
    let inside =
        files.iter().filter_map(|(name, bytes)| Some((name.strip_prefix(&format!("{path}/"))?, bytes)));
    let others = inside.filter(|(name, _)| *name != "index.md");
    let others =
        others.map(|(name, bytes)| BundleFile { digest: FileDigest::of(name, bytes), blob: blob(bytes) });
    Some(Bundle {
        others: others.collect(),
        index: Article::parse(index.clone()),
        index_blob: blob(index),
        path,
    })
}

fn blob(bytes: &[u8]) -> BlobId {
    wxops::repo::blob_id(bytes)
}

pub fn start() -> Moment {
    parse_stored("2026-11-23T09:00:00+08:00").unwrap()
}

/// The code of a refusal, for tables.
pub fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    outcome.map_err(|refusal: Refusal| refusal.code).unwrap_err()
}
