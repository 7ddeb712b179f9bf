//! A content folder of any size and level, with pictures or without, always the same for the same words: a hundred
//! articles wait for their first review, all others lie in the archive.

mod keys;

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use wxops::{
    article::{
        Article,
        digest::{Digest, FileDigest},
    },
    moment::{Moment, parse_stored},
    signature::RECORD,
    workflow::{
        action::Action,
        chain::Filed,
        derive::derive,
        policy::{Header, PolicyChain, Version},
        record::{Attest, Receipt, Record, Says, Submission},
        team::Level,
    },
};

/// The identity of the first reviewer, and a git that knows no settings of this computer.
pub(crate) const REVIEWER: [(&str, &str); 6] = [
    ("GIT_AUTHOR_NAME", "王芳"),
    ("GIT_AUTHOR_EMAIL", "wangfang@example.com"),
    ("GIT_COMMITTER_NAME", "王芳"),
    ("GIT_COMMITTER_EMAIL", "wangfang@example.com"),
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
];

const REPO: &str = "4e4084559aa8b8815ed5ed1e39403af8";

/// The slug of the n-th article.
pub(crate) fn slug(n: usize) -> String {
    format!("article-{n:06}")
}

/// Builds the folder as a packed repository with one commit, checked out. At level `signed` the reviewer's key lies
/// beside the objects, and git signs with it. Each article has one picture of `picture` bytes; none where that is 0.
pub(crate) fn build(root: &Path, size: usize, level: Level, picture: usize) {
    git(root, &["init", "-q", "-b", "main"]);
    let mut team = include_str!("../../tests/example/team.toml").to_owned();
    if level == Level::Signed {
        team = keys::listed(&team);
        let file = root.join(".git/wangfang");
        keys::put("wangfang", &file);
        git(root, &["config", "gpg.format", "ssh"]);
        git(root, &["config", "user.signingkey", file.to_str().unwrap()]);
    }
    let team = team.as_str();
    let header = Header::new(1, REPO, None, &["lina"], now(), false);
    let policy = header.write(team);
    let chain = PolicyChain::read(vec![("0001.toml".into(), policy.clone().into_bytes())]).unwrap();
    let mut import = Command::new("git")
        .current_dir(root)
        .args(["fast-import", "--quiet"])
        .envs(REVIEWER)
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stream = std::io::BufWriter::new(import.stdin.take().unwrap());
    write!(stream, "commit refs/heads/main\ncommitter a <a@example.com> 1795397400 +0800\n").unwrap();
    data(&mut stream, b"init");
    file(&mut stream, "team.toml", team.as_bytes());
    file(&mut stream, "wxops.toml", "account = \"甲\"\n".as_bytes());
    file(&mut stream, &Version::path(1), policy.as_bytes());
    for n in 0..size {
        article(&mut stream, n, &chain, picture);
    }
    drop(stream);
    assert!(import.wait().unwrap().success());
    git(root, &["reset", "-q", "--hard"]);
    git(root, &["gc", "-q"]);
    // Files younger than the index by less than its clock's grain are read again by every git command.
    std::thread::sleep(std::time::Duration::from_millis(1100));
    git(root, &["update-index", "-q", "--really-refresh"]);
}

/// How many articles are on their way; all others are done and archived, as in a folder that has been used
/// for years.
const OPEN: usize = 100;

fn article(stream: &mut impl std::io::Write, n: usize, chain: &PolicyChain, picture: usize) {
    let slug = slug(n);
    let made = u64::try_from(now().timestamp_millis()).unwrap() - 86_400_000 * (n as u64 % 2000);
    let seed = Digest::of(slug.as_bytes());
    let id =
        ulid::Ulid::from_parts(made, u128::from_str_radix(&seed.as_str()[..20], 16).unwrap()).to_string();
    let body =
        "冬天的清晨，设备最怕启动不了。X2 电源在零下二十度静置十二小时后一次启动。\n\n".repeat(n % 12 + 1);
    let text = format!(
        "+++\ntitle = \"第 {n} 篇\"\nauthor = \"李娜\"\ndigest = \"摘要\"\ncover = \"\"\ncategory = \"news\"\n\n+++\n\n{body}"
    );
    let article = Article::parse(text.into_bytes());
    let picture = (picture > 0).then(|| noise(n, picture));
    let beside: Vec<_> = picture.iter().map(|bytes| FileDigest::of(PICTURE, bytes)).collect();
    let content = article.content(&id, &slug, &beside);
    let mut filed: Vec<Filed> = Vec::new();
    for (action, by, stage, says) in life(made, n >= OPEN) {
        let mut record = Record {
            repo: REPO.into(),
            article: id.clone(),
            slug: slug.clone(),
            revision: 1,
            action,
            stage: stage.map(str::to_owned),
            content: content.clone(),
            prev: filed.last().map(|last| last.id.clone()).into_iter().collect(),
            policy: 1,
            by: by.into(),
            at: at(made),
            says,
            signature: None,
        };
        if chain.newest().team.level == Level::Signed {
            record.signature = Some(keys::sign(by, RECORD, &record.unsigned()));
        }
        file(stream, &record.path().unwrap(), record.write().as_bytes());
        filed.push(Filed { id: record.id(), record });
    }
    let (state, _) = derive(filed, chain).unwrap();
    let bytes = article.with_table(&state.table()).unwrap();
    file(stream, &format!("{}/index.md", state.place()), &bytes);
    if let Some(picture) = picture {
        file(stream, &format!("{}/{PICTURE}", state.place()), &picture);
    }
}

const PICTURE: &str = "cover.jpg";

/// Bytes that no two articles share and that do not shrink, as in a photograph.
fn noise(n: usize, bytes: usize) -> Vec<u8> {
    let mut state = n as u64 + 1;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33).to_le_bytes()[0]
    };
    std::iter::repeat_with(next).take(bytes).collect()
}

type Acted = (Action, &'static str, Option<&'static str>, Says);

fn life(made: u64, done: bool) -> Vec<Acted> {
    let attest = |list: &str, yes: &[&str]| Says {
        attest: Some(Attest {
            list: list.into(),
            all: false,
            yes: yes.iter().map(ToString::to_string).collect(),
            not_applicable: vec![],
        }),
        ..Says::default()
    };
    let submission = Submission { category: "news".into(), writers: vec!["lina".into()] };
    let receipt = Receipt { url: "https://mp.weixin.qq.com/s/example".into(), at: at(made) };
    let mut life = vec![
        (Action::New, "lina", None, Says::default()),
        (Action::SelfCheck, "lina", None, attest("self-check", &["read", "claims"])),
        (Action::Submit, "lina", None, Says { submission: Some(submission), ..Says::default() }),
    ];
    if done {
        life.extend([
            (Action::Approve, "wangfang", Some("first"), attest("first", &["title-fit", "industry"])),
            (Action::Approve, "zhangming", Some("final"), attest("final", &["timing"])),
            (Action::Publish, "lina", None, Says { receipt: Some(receipt), ..Says::default() }),
            (Action::Archive, "lina", None, Says::default()),
        ]);
    }
    life
}

fn at(made: u64) -> Moment {
    let utc = chrono::DateTime::from_timestamp_millis(i64::try_from(made).unwrap()).unwrap();
    utc.with_timezone(now().offset())
}

fn now() -> Moment {
    parse_stored("2026-11-23T09:30:00+08:00").unwrap()
}

fn file(stream: &mut impl std::io::Write, path: &str, bytes: &[u8]) {
    writeln!(stream, "M 100644 inline {path}").unwrap();
    data(stream, bytes);
}

fn data(stream: &mut impl std::io::Write, bytes: &[u8]) {
    writeln!(stream, "data {}", bytes.len()).unwrap();
    stream.write_all(bytes).unwrap();
    writeln!(stream).unwrap();
}

fn git(root: &Path, words: &[&str]) {
    assert!(Command::new("git").current_dir(root).args(words).envs(REVIEWER).status().unwrap().success());
}
