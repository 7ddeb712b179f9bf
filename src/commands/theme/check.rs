//! `wxops theme check` holds a theme to the norm of layout (policy 4.4.2).

use serde_json::json;
use wxops::{finding::Severity, refusal::Exit, render::theme, say, text::plural};

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
    let findings = theme::check(&named.theme()?, text, path);
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
    ctx.output.json(json!({
        "theme": path,
        "findings": findings.iter().map(|finding| finding.json(text, ctx.language)).collect::<Vec<_>>(),
        "summary": { "errors": errors, "warnings": warnings },
    }));
    Ok(if errors > 0 { Exit::Findings } else { Exit::Done })
}
