//! `--checkpoint` and `--write-checkpoint`: what somebody keeps outside the folder, as a witness.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wxops::{
    check::clean,
    commit,
    content::{self, WorkingCopy},
    folder::{Head, Proof},
    moment::stored,
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped, plural},
    workflow::checkpoint::{Checkpoint, LIMIT},
};

use crate::shell::{acting::from_start, context::Context};

// What is held against a checkpoint, or written to one.
#[derive(clap::Args)]
pub(crate) struct Witness {
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        conflicts_with = "base",
        help = tr!(
            "和这份检查点对照：它见过的记录和规则版本，一条都不能少",
            "Hold it against this checkpoint: every record and version that it saw must be here"
        )
    )]
    pub(super) checkpoint: Option<PathBuf>,
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        conflicts_with = "base",
        help = tr!(
            "核验通过后写一份检查点，存到仓库以外的地方",
            "If it is proved, write a checkpoint, to be kept outside the repository"
        )
    )]
    pub(super) write_checkpoint: Option<PathBuf>,
    #[arg(
        long,
        requires = "write_checkpoint",
        help = tr!("只说检查点会写什么，不写", "Say what the checkpoint would hold and write nothing")
    )]
    pub(super) dry_run: bool,
}

impl Witness {
    /// The checkpoint to hold the proof against, if there is one.
    pub(super) fn read(&self, ctx: &Context) -> Result<Option<Checkpoint>> {
        let Some(file) = &self.checkpoint else { return Ok(None) };
        let shown = escaped(&file.display().to_string());
        let bytes = content::read_named(&from_start(ctx, file), &shown, LIMIT)?;
        Checkpoint::read(&shown, &bytes).map(Some)
    }

    /// Writes one of a proof that holds.
    pub(super) fn write(&self, ctx: &Context, proof: &Proof, head: &Head<'_>) -> Result<Option<Checkpoint>> {
        let Some(file) = &self.write_checkpoint else { return Ok(None) };
        let checkpoint = proof.checkpoint(head);
        let shown = escaped(&file.display().to_string());
        let place = free(ctx, file, &shown)?;
        if !self.dry_run {
            let root = WorkingCopy::above(&ctx.start);
            let root = root.as_ref().map(WorkingCopy::root);
            commit::export(root, &place, checkpoint.write().as_bytes())?;
        }
        Ok(Some(checkpoint))
    }

    /// What was written, and what to do with it.
    pub(super) fn tell(&self, ctx: &Context, checkpoint: &Checkpoint) {
        let Some(file) = self.write_checkpoint.as_ref().filter(|_| !ctx.output.is_json()) else { return };
        let (file, digest) = (escaped(&file.display().to_string()), checkpoint.digest());
        let (count, number) = (checkpoint.heads.len(), checkpoint.version);
        let articles = plural(count, "article");
        ctx.output.note(&if self.dry_run {
            say!(
                "检查点会写到 `{file}`：{count} 篇，规则第 {number} 版",
                "a checkpoint would be written to `{file}`: {articles}, version {number} of the rule book"
            )
        } else {
            say!(
                "检查点已写到 `{file}`：{count} 篇，规则第 {number} 版",
                "a checkpoint is written to `{file}`: {articles}, version {number} of the rule book"
            )
        });
        ctx.output.note(&say!("  指纹 {digest}", "  digest {digest}"));
        if !self.dry_run {
            ctx.output.note(&say!(
                "  存到能推送的人改不了的地方：发邮件，或者抄下指纹。以后对照：`wxops verify --checkpoint {file}`",
                "  keep it where nobody who may push can change it: mail it, or print the digest. Later: `wxops verify --checkpoint {file}`"
            ));
        }
    }
}

/// A checkpoint as part of a document.
pub(super) fn document(checkpoint: &Checkpoint) -> Value {
    json!({
        "at": stored(checkpoint.at),
        "commit": checkpoint.commit,
        "policy": checkpoint.version,
        "articles": checkpoint.heads.len(),
        "digest": checkpoint.digest().as_str(),
    })
}

/// Nothing but a checkpoint is ever overwritten, and none becomes part of an article.
fn free(ctx: &Context, file: &Path, shown: &str) -> Result<PathBuf> {
    let place = clean(&from_start(ctx, file));
    let root = WorkingCopy::above(&ctx.start);
    let inside = root.as_ref().and_then(|root| root.relative(&place)).unwrap_or_default();
    if ["articles/", "archive/", ".wxops/", ".git/"].iter().any(|kept| inside.starts_with(kept)) {
        let message = say!("`{shown}` 不是放检查点的地方", "`{shown}` is no place for a checkpoint");
        return Err(another_name(message));
    }
    match content::read_named(&place, shown, LIMIT) {
        Err(refusal) if refusal.code == "no_such_file" => Ok(place),
        Ok(bytes) if Checkpoint::was_written(&bytes) => Ok(place),
        Ok(_) => {
            let message =
                say!("`{shown}` 已经有了，不是检查点", "`{shown}` is there already and is no checkpoint");
            Err(another_name(message))
        }
        Err(refusal) => Err(refusal),
    }
}

fn another_name(message: Text) -> Refusal {
    Refusal::usage("not_a_checkpoint", message).help(say!(
        "换一个文件名：`wxops verify --write-checkpoint ../checkpoint.toml`",
        "take another name: `wxops verify --write-checkpoint ../checkpoint.toml`"
    ))
}
