//! `wxops theme check` holds a theme to the norm of layout (policy 4.4.2).

use serde_json::json;
use wxops::{
    finding::Severity,
    folder::ContentFolder,
    refusal::{Exit, Result},
    render::theme::{self, FILE, Theme},
    say,
    text::{Text, names, plural},
};

use super::{Named, Which};
use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("检查主题：字号、行高、间距、对比度（浅色和深色）、颜色数", "Check a theme: sizes, distances, contrast by day and by night, colours"),
    before_help = tr!(
        "wxops theme check\n\
         wxops theme check lively",
        "wxops theme check\n\
         wxops theme check lively"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let named = Named::of(ctx, args.which.theme.as_deref())?;
    let (text, path) = (&named.text, &named.path);
    let theme = named.theme()?;
    let findings = theme::check(&theme, text, path);
    let anew = if path == FILE { laid_out_anew(ctx, &theme)? } else { vec![] };
    for finding in &findings {
        ctx.output.page(&(finding.drawn(text, ctx.language) + "\n"));
    }
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if findings.is_empty() {
        ctx.output.say(&say!(
            "`{path}` 的字号、行高、间距、颜色都合规范，浅色和深色模式都看得清",
            "`{path}` keeps the norm: sizes, distances, colours; it can be read by day and by night"
        ));
    } else {
        let (wrong, doubtful) = (plural(errors, "error"), plural(warnings, "warning"));
        ctx.output.say(&say!("{errors} 个错误，{warnings} 个提醒", "{wrong}, {doubtful}"));
    }
    if let Some(first) = anew.first() {
        let (count, Text { zh, en }) = (anew.len(), names(&anew));
        let articles = plural(count, "approved article");
        ctx.output.note(&say!(
            "已定稿的 {count} 篇按这个主题排出来和审过的不一样，发布前要由终审确认排版：{zh}（`wxops approve {first} --page`）",
            "{articles} would look other than approved by this theme, and the last stage is to look again before they go out: \
             {en} (`wxops approve {first} --page`)"
        ));
    }
    ctx.output.json(json!({
        "theme": path,
        "findings": findings.iter().map(|finding| finding.json(text, ctx.language)).collect::<Vec<_>>(),
        "laid_out_anew": anew,
        "summary": { "errors": errors, "warnings": warnings },
    }));
    Ok(if errors > 0 { Exit::Findings } else { Exit::Done })
}

/// Approved articles whose page would be another one; none outside a content folder.
fn laid_out_anew(ctx: &Context, theme: &Theme) -> Result<Vec<String>> {
    let Ok(folder) = ContentFolder::open(&ctx.start) else { return Ok(vec![]) };
    folder.laid_out_anew(&folder.head()?, theme)
}
