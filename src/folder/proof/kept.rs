//! What is only ever added: records, versions of the rule book, proofs of second-hand approvals.

use std::collections::{BTreeMap, BTreeSet};

use super::{Refused, consents};
use crate::{
    folder::consents::CONSENTS,
    refusal::{Refusal, Result},
    repo::{Change, CommitId, Entry, Kind, Snapshot},
    say,
    text::plural,
    workflow::{
        action::Action,
        freeze,
        policy::{self, Version},
        record::{self, Record},
    },
};

/// Where records lie.
pub(super) const RECORDS: &str = ".wxops/records";

/// The article's id in the path of a file among the records or the consents: `…/<yyyy>/<mm>/<id>/<file>`. Nothing for the
/// folder's own records.
pub(super) fn article(path: &str) -> Option<&str> {
    if path.starts_with(freeze::FOLDER) {
        return None;
    }
    let below = [RECORDS, CONSENTS].iter().find_map(|folder| path.strip_prefix(folder)?.strip_prefix('/'))?;
    let mut parts = below.split('/').skip(2);
    let id = parts.next()?;
    parts.next().map(|_| id)
}

/// What stood in a commit, and is gone or another by now.
pub(super) fn lost(
    changes: &[Change],
    since: &CommitId,
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
) -> Result<Vec<Refused>> {
    let mut refused = Vec::new();
    let mut gone: BTreeMap<String, Vec<(&str, Option<Record>)>> = BTreeMap::new();
    for change in changes {
        let (path, Some(was)) = (change.path.as_str(), &change.before) else { continue };
        let is = change.after.as_ref();
        let refusal = if path.starts_with(policy::FOLDER) {
            version(path, since, before, after, is)?
        } else if path.starts_with(CONSENTS) {
            if is.is_some() { consents::altered(path) } else { consents::missing(path) }
        } else if path.starts_with(RECORDS) {
            let record = told(before, was)?;
            let folder = path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
            if after.entry(folder)?.is_none() && article(path).is_some() {
                gone.entry(folder.to_owned()).or_default().push((path, record));
                continue;
            }
            let slug = record.as_ref().map(|record| record.slug.clone());
            let refusal =
                if is.is_some() { altered(path, since) } else { removed(path, since, record.as_ref()) };
            refused.push(Refused { article: slug, refusal });
            continue;
        } else {
            continue;
        };
        refused.push(Refused { article: None, refusal });
    }
    refused.extend(gone.into_iter().map(|(folder, records)| whole(&folder, since, &records)));
    Ok(refused)
}

/// The record in a file; what cannot be read tells nothing.
fn told(tree: &Snapshot<'_>, entry: &Entry) -> Result<Option<Record>> {
    if entry.kind != Kind::File {
        return Ok(None);
    }
    match tree.read(&entry.id, record::LIMIT) {
        Ok(bytes) => Ok(record::read(&bytes).ok().map(|(_, record)| record)),
        Err(refusal) if refusal.code == "too_large" => Ok(None),
        Err(refusal) => Err(refusal),
    }
}

/// The file name of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

fn removed(path: &str, since: &CommitId, record: Option<&Record>) -> Refusal {
    let (name, since) = (name(path), since.short());
    let act = record.map(|record| record.action.label());
    let (zh, en) = act.map(|act| (format!("（{}）", act.zh), format!(" ({})", act.en))).unwrap_or_default();
    let refusal = Refusal::findings(
        "record_removed",
        say!(
            "流转记录 `{name}`{zh}在 {since} 里有，现在没有了；记录只增不减",
            "the record `{name}`{en} stands in {since} and is gone now; records are only ever added"
        ),
    );
    let refusal = refusal.at(path).help(bring_back(path));
    match record.and_then(instead) {
        Some((zh, en)) => refusal.help(say!("要回退这一步，用 `{zh}`", "to take the act back, use `{en}`")),
        None => refusal,
    }
}

/// The command that takes an act back, by adding a record.
fn instead(record: &Record) -> Option<(String, String)> {
    let slug = &record.slug;
    let with_reason = |verb: &str| {
        Some((format!("wxops {verb} {slug} --reason '…'"), format!("wxops {verb} {slug} --reason '…'")))
    };
    match record.action {
        Action::New | Action::Import => with_reason("discard"),
        Action::SelfCheck | Action::Submit | Action::Approve | Action::Accept | Action::Reject => {
            with_reason("withdraw")
        }
        Action::Schedule => {
            let unschedule = format!("wxops unschedule {slug}");
            Some((unschedule.clone(), unschedule))
        }
        Action::Publish => with_reason("retract"),
        _ => None,
    }
}

fn altered(path: &str, since: &CommitId) -> Refusal {
    let (name, since) = (name(path), since.short());
    Refusal::findings(
        "record_altered",
        say!(
            "流转记录 `{name}` 和 {since} 里的不一样；记录写下就不再改",
            "the record `{name}` is not what stands in {since}; a record never changes"
        ),
    )
    .at(path)
    .help(bring_back(path))
}

/// An article whose folder of records is gone as a whole.
fn whole(folder: &str, since: &CommitId, records: &[(&str, Option<Record>)]) -> Refused {
    let slugs: BTreeSet<&String> =
        records.iter().flat_map(|(_, record)| record).map(|record| &record.slug).collect();
    let slug = slugs.into_iter().next().cloned().unwrap_or_else(|| name(folder).to_owned());
    let (count, since) = (records.len(), since.short());
    let all = plural(count, "record");
    let message = say!(
        "稿件 `{slug}` 的 {count} 条流转记录在 {since} 里有，现在整个没有了",
        "{all} of `{slug}` stand in {since}, and all are gone now"
    );
    let refusal = Refusal::findings("article_gone", message).at(folder).help(bring_back(folder)).help(say!(
        "没发布过、不要了的稿件：`wxops discard {slug} --reason '…'`；发布过的：`wxops retract {slug} --reason '…'`、`wxops archive {slug}`",
        "one that was never out and is not wanted: `wxops discard {slug} --reason '…'`; one that was: `wxops retract {slug} --reason '…'`, `wxops archive {slug}`"
    ));
    Refused { article: Some(slug), refusal }
}

/// A version of the rule book that is not there any more as it was.
fn version(
    path: &str,
    since: &CommitId,
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    is: Option<&Entry>,
) -> Result<Refusal> {
    let number = name(path).trim_end_matches(".toml").trim_start_matches('0');
    let since_name = since.short();
    let refuse = |code, message| Refusal::findings(code, message).at(path);
    let Some(is) = is else {
        let message = say!(
            "第 {number} 版规则在 {since_name} 里有，现在没有了；版本只增不减",
            "version {number} of the rule book stands in {since_name} and is gone now; versions are only ever added"
        );
        return Ok(refuse("policy_removed", message).help(bring_back(path)).help(say!(
            "要改回从前的规则：改 `team.toml`，再 `wxops team adopt`",
            "to have older rules again, edit `team.toml` and `wxops team adopt`"
        )));
    };
    let read = |tree: &Snapshot<'_>, path: &str| -> Result<Option<Version>> {
        let entry = tree.entry(path)?.filter(|entry| entry.kind == Kind::File);
        let bytes = entry.map(|entry| tree.read(&entry.id, policy::LIMIT)).transpose()?;
        Ok(bytes.and_then(|bytes| Version::read(&bytes).ok()))
    };
    let (was, now) = (read(before, path)?, read(after, path)?);
    let beside =
        was.zip(now).filter(|(was, now)| was.digest != now.digest && was.header.prev == now.header.prev);
    Ok(if beside.is_some() && is.kind == Kind::File && number != "1" {
        refuse(
            "policy_fork",
            say!(
                "第 {number} 版规则有两个：{since_name} 里的一个，和现在的这一个",
                "there are two versions {number} of the rule book: the one in {since_name}, and the one that lies here now"
            ),
        )
        .help(bring_back(path))
        .help(say!(
            "后采用的一方在最新版本上再改 `team.toml`，重新 `wxops team adopt`",
            "whoever adopted later edits `team.toml` of the newest version again, and runs `wxops team adopt`"
        ))
    } else {
        refuse(
            "policy_altered",
            say!(
                "第 {number} 版规则和 {since_name} 里的不一样；版本写下就不再改",
                "version {number} of the rule book is not what stands in {since_name}; a version never changes"
            ),
        )
        .help(bring_back(path))
    })
}

fn bring_back(path: &str) -> crate::text::Text {
    say!(
        "找到动它的那次提交，再 `git revert` 它：`git log -- {path}`",
        "find the commit that touched it, and `git revert` that: `git log -- {path}`"
    )
}
