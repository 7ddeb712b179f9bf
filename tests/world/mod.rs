//! A content folder in memory: the library's pure half can be played without git or disk.
#![allow(
    unreachable_pub,
    missing_docs,
    dead_code,
    reason = "shared by several tests, each of which uses a part"
)]

use std::collections::BTreeMap;

use wxops::{
    article::{
        Article,
        bundle::{BlobId, Bundle, BundleFile},
        digest::FileDigest,
    },
    moment::{Moment, parse_stored},
    refusal::{Refusal, Result},
    workflow::{
        chain::Filed,
        decide::{Act, Begin, Decision, Does, Done, Evidence, decide},
        derive::derive,
        plan::{Content, Working},
        policy::{Header, PolicyChain},
        record,
        state::State,
        verify,
    },
};

pub const ID: &str = "01M82ZBER00A2WNWRDEP4NQTZ3";
const REPO: &str = "4e4084559aa8b8815ed5ed1e39403af8";

/// What is committed, and what lies in the working copy.
pub struct World {
    pub head: BTreeMap<String, Vec<u8>>,
    pub working: BTreeMap<String, Vec<u8>>,
    pub policy: PolicyChain,
    hours: i64,
}

impl World {
    pub fn new(team: &str) -> World {
        let header = Header::new(1, REPO, None, &["chen"], start(), true);
        let files = vec![("0001.toml".to_owned(), header.write(team).into_bytes())];
        let policy = PolicyChain::read(files).unwrap();
        World { head: BTreeMap::new(), working: BTreeMap::new(), policy, hours: 0 }
    }

    /// What time it is.
    pub fn now(&self) -> Moment {
        start() + chrono::Duration::hours(self.hours)
    }

    /// One act; what it changes is committed.
    pub fn act(&mut self, by: &str, does: Does) -> Result<Option<Done>> {
        self.hours += 1;
        let at = self.now();
        let act = Act { by: by.into(), at, does };
        match decide(&self.evidence(), &act)? {
            Decision::Already(..) => Ok(None),
            Decision::Do(done) => {
                self.commit(&done);
                Ok(Some(*done))
            }
        }
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
        let bundle = bundle(&self.head, self.state().as_ref());
        verify::article(self.records(), bundle.as_ref(), &self.policy).map(|proven| proven.state)
    }

    fn evidence(&self) -> Evidence {
        let state = self.state();
        Evidence {
            policy: self.policy.clone(),
            records: self.records(),
            head: bundle(&self.head, state.as_ref()),
            working: bundle(&self.working, state.as_ref()),
            taken: None,
            errors: vec![],
        }
    }

    /// The article's file in the working copy, as its writer edits it.
    pub fn text(&mut self) -> Option<&mut Vec<u8>> {
        let place = self.state()?.place();
        self.working.get_mut(&format!("{place}/index.md"))
    }
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
