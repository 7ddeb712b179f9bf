//! `wxops check` finds what the rules object to, and mends what can be mended without asking.

mod chosen;
mod fix;
mod known;
mod told;
mod vain;

use std::time::Instant;

use wxops::{
    check::{Checked, Place, report::Format},
    finding::Severity,
    refusal::{Exit, Refusal, Result},
    say,
};

use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("按规则检查稿件", "Check articles against the rules"),
    before_help = tr!(
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check 草稿.md --diff\n\
         wxops check 草稿.md --fix\n\
         wxops check --staged\n\
         wxops check --since origin/main --format github\n\
         wxops check --write-baseline baseline.toml\n\
         wxops check --baseline baseline.toml --stats",
        "wxops check\n\
         wxops check dongji-xinpin --strict\n\
         wxops check draft.md --diff\n\
         wxops check draft.md --fix\n\
         wxops check --staged\n\
         wxops check --since origin/main --format github\n\
         wxops check --write-baseline baseline.toml\n\
         wxops check --baseline baseline.toml --stats"
    ),
    after_help = blocking()
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("提醒也算没有通过", "Let warnings fail the check too"))]
    pub(crate) strict: bool,
    #[command(flatten)]
    choice: chosen::Choice,
    #[command(flatten)]
    mending: fix::Mending,
    #[command(flatten)]
    manner: told::Manner,
    #[command(flatten)]
    known: known::Known,
}

/// What the weight of a finding means for the next act.
pub(crate) fn blocking() -> &'static str {
    tr!(
        "有错误的稿件不能自检、送审，提醒不拦；轻重以 `wxops.toml` 的设置为准",
        "An article with errors can be neither self-checked nor submitted, warnings hold nothing up; `wxops.toml` may set which is which"
    )
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
    let done = mended(ctx, &args)?;
    if let Some(done) = done.as_ref().filter(|_| args.mending.diff) {
        return Ok(done.shown(ctx));
    }
    let mut checked = chosen::files(ctx, &here, &args.choice)?;
    vain::tell(ctx, &here.settings);
    let baseline = args.known.baseline.as_deref().map(|file| known::read(ctx, file)).transpose()?;
    if let Some(file) = &args.known.write_baseline {
        return Ok(known::write(ctx, file, checked, args.strict)?);
    }
    let hidden = baseline.map(|baseline| baseline.hide(&mut checked, chosen::is_all(&args.choice)));
    let told = told::Told {
        checked: &checked,
        hidden,
        baseline: args.known.baseline.as_deref(),
        done: done.as_ref(),
    };
    match format {
        Some(format) => told.formatted(ctx, format),
        None if args.manner.stats => told.counted(ctx, begun),
        None => told.drawn(ctx),
    }
    told.remark(ctx);
    let unwritten = done.and_then(|done| done.exit(!args.choice.articles.is_empty()));
    Ok(unwritten.unwrap_or_else(|| exit(&checked, args.strict)))
}

/// Mends the files, or finds out what would be mended, and says what was left alone.
fn mended(ctx: &Context, args: &Args) -> Result<Option<fix::Done>> {
    if !args.mending.fix && !args.mending.diff {
        return Ok(None);
    }
    let here = Place::of(&ctx.start)?.mending();
    let done = fix::Done::of(chosen::files(ctx, &here, &args.choice)?, !args.mending.diff);
    done.tell(ctx);
    if !args.mending.diff {
        done.counted(ctx);
    }
    Ok(Some(done))
}

/// How the program ends with these findings.
fn exit(checked: &[Checked], strict: bool) -> Exit {
    let failed =
        |file: &Checked| file.count(Severity::Error) > 0 || (strict && file.count(Severity::Warning) > 0);
    if checked.iter().any(failed) { Exit::Findings } else { Exit::Done }
}
