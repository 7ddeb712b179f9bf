//! The files that an act changes: the bundle with its new `[wxops]` table, and the records.

use super::{Begin, Does, Evidence, rewriting::rewritten, second_hand};
use crate::{
    article::{
        Article, INDEX,
        bundle::{BlobId, Bundle, BundleFile},
        digest::FileDigest,
    },
    refusal::{Refusal, Result},
    say,
    workflow::{
        chain::Filed,
        plan::{Content, Edit, Working},
        state::State,
    },
};

/// All edits of one act.
pub(super) fn edits(
    evidence: &Evidence,
    before: Option<&State>,
    after: &State,
    records: &[Filed],
    does: &Does,
) -> Result<Vec<Edit>> {
    let mut edits = match does {
        Does::Begin(begin) => begin_edits(evidence, begin, after)?,
        Does::Answer { .. } => vec![],
        Does::Discard(_) => gone(evidence.head.as_ref(), evidence.working.as_ref()),
        _ => moved(evidence, before, after, does)?,
    };
    edits.extend(second_hand::proofs(records, does));
    for filed in records {
        let path = filed.record.path().ok_or_else(|| no_table(&after.place()))?;
        let content = Content::Bytes(filed.record.write().into_bytes());
        edits.push(Edit { path, content, seen: None, working: Working::Same });
    }
    Ok(edits)
}

/// The bundle as it will be when an article begins.
pub(super) fn begun(evidence: &Evidence, begin: &Begin) -> Bundle {
    let mut others: Vec<BundleFile> = evidence.working.as_ref().map(|w| w.others.clone()).unwrap_or_default();
    others.extend(begin.pictures.iter().map(|(name, bytes)| BundleFile {
        digest: FileDigest::of(name.clone(), bytes),
        blob: BlobId(String::new()),
    }));
    Bundle {
        path: format!("articles/{}", begin.slug),
        index: Article::parse(begin_text(&begin.text)),
        index_blob: BlobId(String::new()),
        others,
    }
}

/// The table begins after a blank line, which belongs to the writer and is hashed; so it is put there first.
fn begin_text(text: &[u8]) -> Vec<u8> {
    let article = Article::parse(text.to_vec());
    let end = article.front.span.end;
    let blank = article.text().get(..end).is_some_and(|head| head.ends_with("\n\n"));
    if blank || article.front.span.start == 0 || article.bytes() != article.text().as_bytes() {
        return text.to_vec();
    }
    [&text[..end], b"\n", &text[end..]].concat()
}

fn begin_edits(evidence: &Evidence, begin: &Begin, after: &State) -> Result<Vec<Edit>> {
    let bundle = begun(evidence, begin);
    let path = |name: &str| format!("{}/{name}", bundle.path);
    let bytes = bundle.index.with_table(&after.table()).ok_or_else(|| no_table(&bundle.path))?;
    let seen = evidence.working.as_ref().map(|working| working.index_blob.clone());
    let mut edits =
        vec![Edit { path: path(INDEX), content: Content::Bytes(bytes), seen, working: Working::Same }];
    for (name, bytes) in &begin.pictures {
        let content = Content::Bytes(bytes.clone());
        edits.push(Edit { path: path(name), content, seen: None, working: Working::Same });
    }
    if let Some(working) = &evidence.working {
        edits.extend(taken_along(evidence.head.as_ref(), working));
    }
    Ok(edits)
}

/// Pictures of the working copy that are new or changed, and those that went.
fn taken_along(head: Option<&Bundle>, working: &Bundle) -> Vec<Edit> {
    let committed = head.map(|head| head.others.as_slice()).unwrap_or_default();
    let path = |file: &BundleFile| format!("{}/{}", working.path, file.digest.path);
    let mut edits: Vec<Edit> = Vec::new();
    for file in working.others.iter().filter(|file| !committed.contains(file)) {
        edits.push(Edit {
            path: path(file),
            content: Content::File(file.blob.clone()),
            seen: Some(file.blob.clone()),
            working: Working::Leave,
        });
    }
    let there = |file: &&BundleFile| !working.others.iter().any(|own| own.digest.path == file.digest.path);
    for file in committed.iter().filter(there) {
        edits.push(Edit { path: path(file), content: Content::Gone, seen: None, working: Working::Leave });
    }
    edits
}

/// The bundle after an act: its text with the new table, at its new place.
fn moved(evidence: &Evidence, before: Option<&State>, after: &State, does: &Does) -> Result<Vec<Edit>> {
    let takes = does.action().takes_text();
    let base = if takes { evidence.working.as_ref() } else { evidence.head.as_ref() };
    let (Some(base), Some(before)) = (base, before) else { return Err(no_table(&after.place())) };
    let (from, to) = (before.place(), after.place());
    let rewritten = rewritten(evidence, before, does)?;
    let text = &rewritten.as_ref().unwrap_or(base).index;
    let bytes = text.with_table(&after.table()).ok_or_else(|| no_table(&from))?;
    let working = evidence.working.as_ref();
    let seen = working.map(|bundle| bundle.index_blob.clone());
    // A person's unfinished text stays where it is, with the new table.
    let own = working.filter(|own| !takes && own.index_blob != base.index_blob);
    let keep = match own {
        Some(own) => Working::Keep(own.index.with_table(&after.table()).ok_or_else(|| no_table(&from))?),
        None => Working::Same,
    };
    let same_place = from == to;
    let committed = evidence.head.as_ref().is_some_and(|head| head.index.bytes() == bytes);
    let mut edits = Vec::new();
    if !same_place || !committed || own.is_some() || takes {
        let seen = if same_place { seen } else { None };
        edits.push(Edit {
            path: format!("{to}/{INDEX}"),
            content: Content::Bytes(bytes),
            seen,
            working: keep,
        });
    }
    if same_place {
        if takes {
            edits.extend(taken_along(evidence.head.as_ref(), base));
        }
        return Ok(edits);
    }
    if let Some(head) = &evidence.head {
        if takes && head.others != base.others {
            return Err(Refusal::not_now(
                "pictures_changed",
                say!(
                    "图片也改过；先还原图片，更正稿开出后再换",
                    "pictures were changed too; put them back, and change them once the correction is open"
                ),
            )
            .help(say!("还原：`git restore {from}`", "put them back: `git restore {from}`")));
        }
        edits.extend(head.others.iter().map(|file| Edit {
            path: format!("{to}/{}", file.digest.path),
            content: Content::Blob(file.blob.clone()),
            seen: None,
            working: Working::Same,
        }));
    }
    edits.extend(gone(evidence.head.as_ref(), working));
    Ok(edits)
}

/// Every committed file of the bundle goes.
fn gone(head: Option<&Bundle>, working: Option<&Bundle>) -> Vec<Edit> {
    let Some(head) = head else { return vec![] };
    let edit = |name: &str, seen: Option<BlobId>| Edit {
        path: format!("{}/{name}", head.path),
        content: Content::Gone,
        seen,
        working: Working::Same,
    };
    let lies_there = |file: &BundleFile| {
        let own = working.into_iter().flat_map(|bundle| &bundle.others);
        own.into_iter().find(|own| own.digest.path == file.digest.path).map(|own| own.blob.clone())
    };
    let mut edits = vec![edit(INDEX, working.map(|bundle| bundle.index_blob.clone()))];
    edits.extend(head.others.iter().map(|file| edit(&file.digest.path, lies_there(file))));
    edits
}

fn no_table(path: &str) -> Refusal {
    Refusal::unusable(
        "front_matter",
        say!(
            "文首字段读不懂，无处写状态",
            "the front matter cannot be read, so there is no place for the status"
        ),
    )
    .at(format!("{path}/{INDEX}"))
    .help(say!("先检查：`wxops check {path}/{INDEX}`", "check it first: `wxops check {path}/{INDEX}`"))
}
