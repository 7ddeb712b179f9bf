//! `wxops hook pre-commit`: git calls it before it makes a commit. wxops' own commits do not run it.

use serde_json::json;
use wxops::{
    check::Place,
    content::WorkingCopy,
    finding::Severity,
    folder::{ContentFolder, Refused},
    refusal::{Exit, Result},
    rules::{self, Rule},
    say,
    text::{Text, plural},
};

use crate::shell::{
    context::{Context, folder_time},
    refused,
};

#[derive(clap::Args)]
#[command(
    about = tr!("提交前检查暂存的内容，由 git 运行", "Look at what is staged before it is committed; git runs this"),
    before_help = tr!(
        "wxops hook pre-commit",
        "wxops hook pre-commit"
    )
)]
pub(crate) struct Args {}

pub(crate) fn run(ctx: &Context, _: Args) -> anyhow::Result<Exit> {
    let folder = ContentFolder::objects(&ctx.start)?;
    let refusals = judged(ctx, &folder)?;
    let (leaks, others, page) = found(ctx)?;
    if !refusals.is_empty() {
        let Text { zh, en } = refused::counted(&refusals);
        refused::tell(ctx, &say!("{zh}，没有提交", "{en}; nothing is committed"), &refusals);
    }
    if leaks > 0 {
        let all = plural(leaks, "leak");
        ctx.output.page(&page);
        ctx.output.note(&say!(
            "查出泄露 {leaks} 处，没有提交：提交过的内容，谁都能从历史里翻出来。确实可以公开的，在稿件里写明理由：`<!-- wxops-allow 规则: 理由 -->`",
            "{all} found, nothing is committed: whatever was committed once can be read in the history for ever. If it may be public, say why in the article: `<!-- wxops-allow RULE: REASON -->`"
        ));
    }
    if others > 0 {
        let errors = plural(others, "error");
        ctx.output.note(&say!(
            "另有 {others} 处错误，草稿照样可以提交：`wxops check --staged`",
            "{errors} found; drafts are committed all the same: `wxops check --staged`"
        ));
    }
    let held = !refusals.is_empty() || leaks > 0;
    if held {
        ctx.output.note(&say!(
            "不检查就提交：`git commit --no-verify`（服务器和 CI 照样核验）",
            "to commit all the same: `git commit --no-verify` (the server and CI prove it anyway)"
        ));
    }
    ctx.output.json(json!({
        "verdict": if held { "refused" } else { "proved" },
        "refusals": refused::documents(ctx, &refusals), "leaks": leaks, "errors": others,
    }));
    Ok(if held { Exit::Findings } else { Exit::Done })
}

/// What a proof would refuse of the commit that is being made. The first one of all is not held against anything.
fn judged(ctx: &Context, folder: &ContentFolder) -> Result<Vec<Refused>> {
    let repo = folder.repo();
    let Some(base) = repo.head()? else { return Ok(Vec::new()) };
    let tree = repo.staged_tree(Context::index().as_deref())?;
    let merged = repo.tip("MERGE_HEAD")?;
    let now = |sandbox: bool| folder_time(ctx, folder, sandbox);
    folder.judge_staged(&base, merged.as_ref(), &tree, &now)
}

/// Leaks and other errors in the staged articles, and a drawing of the leaks. A draft may have any error but a leak.
fn found(ctx: &Context) -> Result<(usize, usize, String)> {
    if WorkingCopy::above(&ctx.start).is_none() {
        return Ok((0, 0, String::new()));
    }
    let here = Place::of(&ctx.start)?;
    let (mut leaks, mut others, mut page) = (0, 0, Vec::new());
    for file in here.staged(Context::index().as_deref())? {
        for finding in file.findings.iter().filter(|finding| finding.severity == Severity::Error) {
            if rules::find(finding.rule).is_some_and(Rule::is_about_leaks) {
                leaks += 1;
                page.push(finding.drawn(&file.text, ctx.language) + "\n");
            } else {
                others += 1;
            }
        }
    }
    Ok((leaks, others, page.join("\n")))
}
