//! `--baseline` and `--write-baseline`: what was there before.

use std::path::{Path, PathBuf};

use serde_json::json;
use wxops::{
    check::{
        Place,
        baseline::{self, Baseline, Hidden},
        clean,
    },
    commit,
    content::{self, WorkingCopy},
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, plural},
};

use super::{Args, chosen, told::Telling};
use crate::shell::{acting::from_start, context::Context};

// Which findings are known.
#[derive(clap::Args)]
pub(super) struct Known {
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        help = tr!(
            "不报这个基线文件里已有的问题；泄露照报",
            "Leave out findings that are in this baseline; leaks are reported all the same"
        )
    )]
    pub(super) baseline: Option<PathBuf>,
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        conflicts_with_all = ["articles", "since", "staged", "stdin", "baseline", "stats"],
        help = tr!("把现有的问题记成基线文件", "Write all findings to a baseline")
    )]
    pub(super) write_baseline: Option<PathBuf>,
}

pub(super) fn read(ctx: &Context, file: &Path) -> Result<Baseline> {
    let shown = file.display().to_string();
    let bytes = content::read_named(&from_start(ctx, file), &shown, baseline::LIMIT);
    let bytes = bytes.map_err(|refusal| match refusal.code {
        "no_such_file" => refusal.help(say!(
            "先记下现有的问题：`wxops check --write-baseline {shown}`",
            "first note what is there: `wxops check --write-baseline {shown}`"
        )),
        _ => refusal,
    })?;
    Baseline::read(&shown, &bytes)
}

/// Writes the baseline, and shows the leaks that cannot be in it.
pub(super) fn write(ctx: &Context, here: &Place, file: &Path, args: &Args) -> Result<Exit> {
    let (place, shown) = (from_start(ctx, file), file.display().to_string());
    let root = WorkingCopy::above(&ctx.start);
    let inside = root.as_ref().and_then(|root| root.relative(&clean(&place))).unwrap_or_default();
    if ["articles/", "archive/", ".wxops/", ".git/"].iter().any(|kept| inside.starts_with(kept)) {
        let message = say!("`{shown}` 不是放基线的地方", "`{shown}` is no place for a baseline");
        return Err(Refusal::usage("not_a_baseline", message).help(another_name()));
    }
    is_free(&place, &shown)?;
    let (mut baseline, mut telling) = (Baseline::default(), Telling::findings(ctx));
    chosen::each(ctx, here, &args.choice, |mut files| {
        for file in &mut files {
            baseline.add(file);
            file.findings.retain(|finding| !baseline::may_hold(finding.rule));
        }
        telling.take(files);
    })?;
    commit::export(root.as_ref().map(WorkingCopy::root), &place, baseline.write().as_bytes())?;
    telling.answers();
    let (findings, files) = baseline.size();
    ctx.output.say(&say!(
        "已把 {files} 篇稿件的 {findings} 处问题记入 `{shown}`。以后运行 `wxops check --baseline {shown}`",
        "noted in `{shown}`: {known} in {articles}. From now on: `wxops check --baseline {shown}`",
        known = plural(findings, "finding"),
        articles = plural(files, "article")
    ));
    let leaks = telling.tally.errors + telling.tally.warnings;
    if leaks > 0 {
        ctx.output.note(&say!(
            "泄露不能记入基线，以上 {leaks} 处要处理",
            "leaks cannot be in a baseline: the {leaks} above must be seen to"
        ));
    }
    let exit = telling.tally.exit(args.strict);
    let noted = json!({ "path": shown, "findings": findings, "files": files });
    ctx.output.json(telling.document(vec![("baseline", noted)]));
    Ok(exit)
}

/// Says what the baseline left out, and whether it is old.
pub(super) fn remark(ctx: &Context, hidden: Hidden, file: &Path) {
    if ctx.output.is_json() {
        return;
    }
    let Hidden { findings, obsolete } = hidden;
    let file = file.display();
    if findings > 0 {
        ctx.output.note(&say!(
            "基线里已有的 {findings} 处没有列出",
            "{known} in the baseline left out",
            known = plural(findings, "finding")
        ));
    }
    if obsolete > 0 {
        ctx.output.note(&say!(
            "基线里有 {obsolete} 条已经没有了，更新：`wxops check --write-baseline {file}`",
            "{old} of the baseline no longer found; renew it: `wxops check --write-baseline {file}`",
            old = if obsolete == 1 { "1 entry".to_owned() } else { format!("{obsolete} entries") }
        ));
    }
}

/// Nothing but a baseline is ever overwritten.
fn is_free(place: &Path, shown: &str) -> Result<()> {
    let bytes = match content::read_named(place, shown, baseline::LIMIT) {
        Err(refusal) if refusal.code == "no_such_file" => return Ok(()),
        read => read?,
    };
    if Baseline::was_written(&bytes) || Baseline::read(shown, &bytes).is_ok() {
        return Ok(());
    }
    let message = say!("`{shown}` 已经有了，不是基线文件", "`{shown}` is there already and is no baseline");
    Err(Refusal::usage("not_a_baseline", message).help(another_name()))
}

fn another_name() -> Text {
    say!(
        "换一个文件名：`wxops check --write-baseline baseline.toml`",
        "take another name: `wxops check --write-baseline baseline.toml`"
    )
}
