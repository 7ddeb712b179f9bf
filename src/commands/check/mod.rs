//! `wxops check` finds what the rules object to.

mod chosen;
mod known;
mod told;

use std::time::Instant;

use wxops::{
    check::{Checked, Place},
    finding::Severity,
    refusal::{Exit, Refusal},
    report::Format,
    rules, say,
    settings::Level,
};

use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("按规则检查稿件", "Check articles against the rules"),
    before_help = tr!(
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check 草稿.md\n\
         wxops check --staged\n\
         wxops check --since origin/main --format github\n\
         wxops check --write-baseline baseline.toml\n\
         wxops check --baseline baseline.toml --stats",
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check draft.md\n\
         wxops check --staged\n\
         wxops check --since origin/main --format github\n\
         wxops check --write-baseline baseline.toml\n\
         wxops check --baseline baseline.toml --stats"
    )
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("提醒也算没有通过", "Let warnings fail the check too"))]
    pub(crate) strict: bool,
    #[command(flatten)]
    choice: chosen::Choice,
    #[command(flatten)]
    manner: told::Manner,
    #[command(flatten)]
    known: known::Known,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let begun = Instant::now();
    let format = args.manner.format.as_deref().and_then(Format::named);
    if format.is_some() && ctx.output.is_json() {
        let message = say!("`--format` 不能和 `--json` 一起用", "`--format` and `--json` exclude each other");
        let help = say!("去掉其中一个：`wxops check --json`", "leave one of them out: `wxops check --json`");
        return Err(Refusal::usage("format_and_json", message).help(help).into());
    }
    let here = Place::of(&ctx.start)?;
    let baseline = args.known.baseline.as_deref().map(|file| known::read(ctx, file)).transpose()?;
    let mut checked = chosen::files(ctx, &here, &args.choice)?;
    settings_are_right(ctx, &here);
    if let Some(file) = &args.known.write_baseline {
        return Ok(known::write(ctx, file, checked, args.strict)?);
    }
    let hidden = baseline.map(|baseline| baseline.hide(&mut checked, chosen::is_all(&args.choice)));
    let told = told::Told { checked: &checked, hidden, baseline: args.known.baseline.as_deref() };
    match format {
        Some(format) => told.formatted(ctx, format),
        None if args.manner.stats => told.counted(ctx, begun),
        None => told.drawn(ctx),
    }
    told.remark(ctx);
    Ok(exit(&checked, args.strict))
}

/// How the program ends with these findings.
fn exit(checked: &[Checked], strict: bool) -> Exit {
    let failed =
        |file: &Checked| file.count(Severity::Error) > 0 || (strict && file.count(Severity::Warning) > 0);
    if checked.iter().any(failed) { Exit::Findings } else { Exit::Done }
}

/// Says which lines of `[check.severity]` do nothing.
fn settings_are_right(ctx: &Context, here: &Place) {
    for (name, level) in &here.settings.check.severity {
        match rules::find(name) {
            None => ctx.output.note(&say!(
                "`wxops.toml` 里的 `{name}` 不是规则，不起作用；规则名见 `wxops explain`",
                "`{name}` in `wxops.toml` is no rule and does nothing; `wxops explain` lists the rules"
            )),
            Some(rule) if *level == Level::Off && !rule.may_be_off() => ctx.output.note(&say!(
                "`wxops.toml` 里的 `{name} = \"off\"` 不起作用：查泄露的规则关不掉",
                "`{name} = \"off\"` in `wxops.toml` does nothing: a rule against leaks cannot be switched off"
            )),
            Some(_) => {}
        }
    }
}
