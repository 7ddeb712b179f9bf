//! `wxops verify` proves the records: in sentences, or as a document.

mod acts;
mod checkpoint;
mod document;
mod page;
mod told;

use serde_json::json;
use wxops::{
    folder::{ContentFolder, Head, Proof, Refused},
    refusal::{Exit, Refusal},
    repo::CommitId,
    say,
    workflow::{
        checkpoint::Checkpoint, policy::no_rule_book, state::Decided, status::Status, verify::Proven,
    },
};

use crate::shell::{
    context::{Context, folder_time, pinned},
    refused,
};

#[derive(clap::Args)]
#[command(
    about = tr!("核验流转记录和内容", "Prove the records and the content"),
    before_help = tr!(
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --base HEAD^1 --head HEAD\n\
         wxops verify --all\n\
         wxops verify --write-checkpoint ../checkpoint.toml\n\
         wxops verify --checkpoint ../checkpoint.toml\n\
         wxops verify --format markdown\n\
         wxops verify --json",
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --base HEAD^1 --head HEAD\n\
         wxops verify --all\n\
         wxops verify --write-checkpoint ../checkpoint.toml\n\
         wxops verify --checkpoint ../checkpoint.toml\n\
         wxops verify --format markdown\n\
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
    #[arg(
        long,
        value_name = tr!("格式", "FORMAT"),
        value_parser = ["markdown"],
        conflicts_with = "acts",
        help = tr!("结果写成一页 Markdown，供 CI 展示", "Answer with a page of Markdown, for a summary in CI")
    )]
    pub(crate) format: Option<String>,
    #[command(flatten)]
    witness: checkpoint::Witness,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    if args.format.is_some() && ctx.output.is_json() {
        let message = say!("`--format` 不能和 `--json` 一起用", "`--format` and `--json` exclude each other");
        let help =
            say!("去掉其中一个：`wxops verify --json`", "leave one of them out: `wxops verify --json`");
        return Err(Refusal::usage("format_and_json", message).help(help).into());
    }
    match &args.base {
        Some(base) => range(ctx, base, &args),
        None => tree(ctx, &args),
    }
}

/// Everything in one commit, and on demand its history.
fn tree(ctx: &Context, args: &Args) -> anyhow::Result<Exit> {
    let seen = args.witness.read(ctx)?;
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
        Err(refusal) => return unreadable(ctx, args, refusal, &[], None),
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
    let proof = match seen {
        Some(checkpoint) => proof.witnessed(checkpoint, &head)?,
        None => proof,
    };
    let holds = proof.refusals.is_empty();
    let written = if holds { args.witness.write(ctx, &proof, &head)? } else { None };
    let exit = told(ctx, &proof, &head, args, written.as_ref());
    if let Some(checkpoint) = &written {
        args.witness.tell(ctx, checkpoint);
    }
    Ok(exit)
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
        Err(refusal) => return unreadable(ctx, args, refusal, &span.lost, Some((&base, &head))),
    };
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    let proof = folder.prove_range(&span, &head, pin(&folder, args).as_deref(), now)?;
    Ok(told(ctx, &proof, &head, args, None))
}

/// The digest of version 1, as the reader was told it.
fn pin(folder: &ContentFolder, args: &Args) -> Option<String> {
    args.pin.clone().or_else(|| pinned(folder))
}

/// A rule book that cannot be read proves nothing. `lost` is what stood in the base and is gone: it says why.
fn unreadable(
    ctx: &Context,
    args: &Args,
    refusal: Refusal,
    lost: &[Refused],
    range: Option<(&CommitId, &CommitId)>,
) -> anyhow::Result<Exit> {
    let nowhere = refusal.code == "not_a_content_folder" && lost.is_empty();
    if nowhere || refusal.code == "history_incomplete" {
        return Err(refusal.into());
    }
    let mut refusals = lost.to_vec();
    refusals.push(Refused { article: None, refusal });
    ctx.output.json(json!({
        "verdict": "refused", "level": null, "base": range.map(|(base, _)| &base.0), "head": range.map(|(_, head)| &head.0),
        "articles": [], "refusals": refused::documents(ctx, &refusals),
    }));
    Ok(refused_all(ctx, args, &refusals))
}

/// Every refusal, and before that a page, if one is wanted.
fn refused_all(ctx: &Context, args: &Args, refusals: &[Refused]) -> Exit {
    if args.format.is_some() {
        ctx.output.page(page::refused(ctx, refusals).trim_end());
    }
    refused::tell(ctx, &refused::counted(refusals), refusals);
    Exit::Findings
}

/// What came of it.
fn told(ctx: &Context, proof: &Proof, head: &Head<'_>, args: &Args, written: Option<&Checkpoint>) -> Exit {
    if ctx.output.is_json() {
        let mut document = document::proof(ctx, proof, &head.policy);
        if let Some(written) = written {
            document["written"] = checkpoint::document(written);
        }
        ctx.output.json(document);
    }
    if proof.refusals.is_empty() {
        match &args.format {
            Some(_) => ctx.output.page(page::proved(ctx, proof, &head.policy.newest().team).trim_end()),
            None => told::proved(ctx, proof, &head.policy, args.acts),
        }
        return Exit::Done;
    }
    refused_all(ctx, args, &proof.refusals)
}

/// The approvals of the newest submission, each with its stage; none where it was taken back.
fn approvals(proven: &Proven) -> Vec<(&String, &Decided)> {
    let lapsed = matches!(proven.state.status, Status::Draft | Status::Checked);
    let Some(submitted) = proven.state.submission.as_ref().filter(|_| !lapsed) else { return vec![] };
    let name = |id: &String| submitted.stages.iter().find(|stage| stage.id == *id).map(|stage| &stage.name);
    submitted
        .approvals(&submitted.content)
        .filter_map(|decided| Some((name(&decided.stage)?, decided)))
        .collect()
}
