//! `wxops verify` proves the records: in sentences, or as a document.

mod acts;
mod document;
mod told;

use serde_json::json;
use wxops::{
    folder::{ContentFolder, Head, Proof, Refused},
    refusal::{Exit, Refusal},
    repo::CommitId,
    say,
    workflow::{policy::no_rule_book, state::Decided, verify::Proven},
};

use crate::shell::context::{Context, folder_time};

#[derive(clap::Args)]
#[command(
    about = tr!("核验流转记录和内容", "Prove the records and the content"),
    before_help = tr!(
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --base HEAD^1 --head HEAD\n\
         wxops verify --all\n\
         wxops verify --json",
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --base HEAD^1 --head HEAD\n\
         wxops verify --all\n\
         wxops verify --json"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("版本", "REVISION"),
        conflicts_with = "all",
        help = tr!("只核验这个版本以来进来的：CI 里写 `HEAD^1`", "Prove only what came in since this revision: `HEAD^1` in CI")
    )]
    pub(crate) base: Option<String>,
    #[arg(
        long,
        value_name = tr!("版本", "REVISION"),
        help = tr!("核验到哪个版本，只看提交、不看工作区；不写就是 `HEAD`", "Prove this revision, as it is committed; `HEAD` if left out")
    )]
    pub(crate) head: Option<String>,
    #[arg(
        long,
        help = tr!("连同全部历史：每次提交都没有抽掉、改动记录", "Prove the history too: no commit took a record out or changed one")
    )]
    pub(crate) all: bool,
    #[arg(
        long,
        value_name = tr!("指纹", "DIGEST"),
        help = tr!("第 1 版运营规则的指纹；也可设在 `WXOPS_PIN`", "The digest of version 1 of the team; or set `WXOPS_PIN`")
    )]
    pub(crate) pin: Option<String>,
    #[arg(
        long,
        help = tr!("逐条列出每一步：谁、按第几版规则、怎么核验、哪把密钥", "List each act: who, under which version, at which level, with which key")
    )]
    pub(crate) acts: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match &args.base {
        Some(base) => range(ctx, base, &args),
        None => tree(ctx, &args),
    }
}

/// Everything in one commit, and on demand its history.
fn tree(ctx: &Context, args: &Args) -> anyhow::Result<Exit> {
    let folder = match ContentFolder::open(&ctx.start) {
        _ if args.head.is_some() => ContentFolder::objects(&ctx.start)?,
        Err(refusal) if refusal.code == "bare_repository" && args.all => ContentFolder::objects(&ctx.start)?,
        opened => opened?,
    };
    let head = match &args.head {
        Some(head) => folder.head_at(&folder.repo().typed_revision(head, "wxops verify --head")?),
        None => folder.head(),
    };
    let head = match head {
        Ok(head) => head,
        Err(refusal) => return unreadable(ctx, refusal, &[], None),
    };
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    let pin = pin(&folder, args);
    let proof = if args.all {
        let mut progress = |done: usize, all: usize| {
            if done.is_multiple_of(1000) || done == all {
                ctx.output.progress(&say!("核对历史：{done}/{all}", "history: {done}/{all}"), done == all);
            }
        };
        folder.prove_all(&head, pin.as_deref(), now, &mut progress)?
    } else {
        folder.prove(&head, pin.as_deref(), now)?
    };
    Ok(told(ctx, &proof, &head, args))
}

/// What came in since a commit. Objects only: the working copy may be dirty, or not there at all.
fn range(ctx: &Context, base: &str, args: &Args) -> anyhow::Result<Exit> {
    let folder = ContentFolder::objects(&ctx.start)?;
    let repo = folder.repo();
    let base = repo.typed_revision(base, "wxops verify --base")?;
    let head = match &args.head {
        Some(head) => repo.typed_revision(head, "wxops verify --base HEAD^1 --head")?,
        None => repo.head()?.ok_or_else(no_rule_book)?,
    };
    let span = folder.span(&base, &head)?;
    let head = match folder.head_at(&head) {
        Ok(head) => head,
        Err(refusal) => return unreadable(ctx, refusal, &span.lost, Some((&base, &head))),
    };
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    let proof = folder.prove_range(&span, &head, pin(&folder, args).as_deref(), now)?;
    Ok(told(ctx, &proof, &head, args))
}

/// The digest of version 1, as the reader was told it.
fn pin(folder: &ContentFolder, args: &Args) -> Option<String> {
    args.pin.clone().or_else(Context::pin).or_else(|| folder.repo().setting("wxops.pin"))
}

/// A rule book that cannot be read proves nothing. `lost` is what stood in the base and is gone: it says why.
fn unreadable(
    ctx: &Context,
    refusal: Refusal,
    lost: &[Refused],
    range: Option<(&CommitId, &CommitId)>,
) -> anyhow::Result<Exit> {
    let nowhere = refusal.code == "not_a_content_folder" && lost.is_empty();
    if nowhere || refusal.code == "history_incomplete" {
        return Err(refusal.into());
    }
    let mut refused = lost.to_vec();
    refused.push(Refused { article: None, refusal });
    ctx.output.json(json!({
        "verdict": "refused", "level": null, "base": range.map(|(base, _)| &base.0), "head": range.map(|(_, head)| &head.0),
        "articles": [], "refusals": document::refusals(ctx, &refused),
    }));
    told::refused(ctx, &refused);
    Ok(Exit::Findings)
}

/// What came of it.
fn told(ctx: &Context, proof: &Proof, head: &Head<'_>, args: &Args) -> Exit {
    ctx.output.json(document::proof(ctx, proof, &head.policy));
    if proof.refusals.is_empty() {
        told::proved(ctx, proof, &head.policy, args.acts);
        return Exit::Done;
    }
    told::refused(ctx, &proof.refusals);
    Exit::Findings
}

/// The approvals of the newest submission, each with its stage.
fn approvals(proven: &Proven) -> Vec<(&String, &Decided)> {
    let Some(submitted) = &proven.state.submission else { return vec![] };
    let name = |id: &String| submitted.stages.iter().find(|stage| stage.id == *id).map(|stage| &stage.name);
    submitted
        .approvals(&submitted.content)
        .filter_map(|decided| Some((name(&decided.stage)?, decided)))
        .collect()
}
