//! The worked example: one article's life, byte by byte. Its digests are the specification.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads its fixtures itself")]

use std::{fs, path::Path};

use wxops::{
    article::{Article, digest::FileDigest},
    workflow::{chain::Filed, derive::derive, policy::PolicyChain, record, status::Status, team::Team},
};

fn bytes(path: &str) -> Vec<u8> {
    fs::read(Path::new("tests/example").join(path)).unwrap()
}

fn policy() -> PolicyChain {
    PolicyChain::read(vec![("0001.toml".into(), bytes(".wxops/policy/0001.toml"))]).unwrap()
}

fn records() -> Vec<Filed> {
    let folder = "tests/example/.wxops/records/2026/11/01M82ZBER00A2WNWRDEP4NQTZ3";
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    files
        .map(|file| {
            let (id, record) = record::read(&fs::read(file.path()).unwrap()).unwrap();
            assert!(record.path().unwrap().ends_with(file.file_name().to_str().unwrap()));
            Filed { id, record }
        })
        .collect()
}

#[test]
fn the_rule_book_has_its_digests() {
    let team = bytes("team.toml");
    assert_eq!(
        wxops::article::digest::Digest::of(&team).as_str(),
        "a9f644d38ab2a9403e62b1011a01681c6363d2116af7bd7694e6fabe787bc429"
    );
    let root = policy();
    assert_eq!(
        root.root().digest.as_str(),
        "56dedb345df4ecb4998d403d5f9eed39818c3770a432a5a9d2301097a7d65b65"
    );
    assert_eq!(root.root().team_text.as_bytes(), team);
    assert!(root.is_sandbox());
    assert_eq!(root.newest().team, Team::parse(std::str::from_utf8(&team).unwrap()).unwrap());
}

#[test]
fn the_article_has_its_digests() {
    let cover = FileDigest::of("cover.png", &bytes("articles/dongji-xinpin/cover.png"));
    let table = [
        ("draft.md", 277, vec![], "21829291a723e0d22a06b1d6f9c6d4d353f8f1f550541a2bcebf84e067e3086c"),
        (
            "articles/dongji-xinpin/index.md",
            645,
            vec![cover],
            "c6466391b599673145387f3294de3eb19ca033ce7d987953f0cc74ac0fe2469f",
        ),
    ];
    for (path, length, others, digest) in table {
        let article = Article::parse(bytes(path));
        assert_eq!(article.unread(), [], "{path}");
        assert_eq!(article.file_digest().length, length, "{path}");
        let id = &article.table().unwrap().id;
        assert_eq!(article.content(id, "dongji-xinpin", &others).as_str(), digest, "{path}");
    }
}

#[test]
fn the_records_lead_to_published() {
    let (state, steps) = derive(records(), &policy()).unwrap();
    assert_eq!(steps.len(), 6);
    assert_eq!(state.status, Status::Published);
    assert_eq!(state.live.as_ref().unwrap().url, "https://mp.weixin.qq.com/s/Zr8exampleexample");
    let article = Article::parse(bytes("articles/dongji-xinpin/index.md"));
    assert_eq!(article.table(), Some(&state.table()));
}

/// Taking any record away, or changing any byte of one, is noticed.
#[test]
fn no_record_can_be_missing_or_altered() {
    let all = records();
    for n in 0..all.len() {
        let mut fewer = all.clone();
        let gone = fewer.remove(n);
        let newest = gone.record.action.name() == "publish";
        let derived = derive(fewer, &policy());
        assert_eq!(derived.is_ok(), newest, "without {}", gone.record.name());
    }
    for filed in &all {
        let text = filed.record.write();
        for (at, _) in text.char_indices() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok((id, _)) = record::read(&bytes) {
                assert_ne!(id, filed.id);
            }
        }
    }
}
