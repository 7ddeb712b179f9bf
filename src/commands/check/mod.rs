//! `wxops check` finds what the rules object to, and mends what can be mended without asking.

mod chosen;
mod drawing;
mod fix;
mod known;
mod tally;
mod told;
mod vain;

use std::time::Instant;

use wxops::{
    check::{Place, baseline::Baseline, report::Format},
    refusal::{Exit, Refusal, Result},
    say,
};

use crate::shell::context::Context;
use told::Telling;

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
    vain::tell(ctx, &here.settings);
    if let Some(file) = &args.known.write_baseline {
        return Ok(known::write(ctx, &here, file, &args)?);
    }
    let mut telling = match format {
        Some(format) => Telling::report(ctx, format),
        None if args.manner.stats => Telling::counts(ctx),
        None => Telling::findings(ctx),
    };
    let mut known =
        args.known.baseline.as_deref().map(|file| known::read(ctx, file)).transpose()?.map(Baseline::hiding);
    chosen::each(ctx, &here, &args.choice, |mut files| {
        if let Some(known) = &mut known {
            for file in &mut files {
                known.hide(file);
            }
        }
        telling.take(files);
    })?;
    let hidden = known.map(|known| known.end(chosen::is_all(&args.choice)));
    let exit = telling.tally.exit(args.strict);
    telling.end(done.as_ref(), hidden, begun);
    if let (Some(hidden), Some(file)) = (hidden, &args.known.baseline) {
        known::remark(ctx, hidden, file);
    }
    let unwritten = done.and_then(|done| done.exit(!args.choice.articles.is_empty()));
    Ok(unwritten.unwrap_or(exit))
}

/// Mends the files, or finds out what would be mended, and says what was left alone.
fn mended(ctx: &Context, args: &Args) -> Result<Option<fix::Done>> {
    if !args.mending.fix && !args.mending.diff {
        return Ok(None);
    }
    let here = Place::of(&ctx.start)?.mending();
    let mut done = fix::Done::default();
    chosen::each(ctx, &here, &args.choice, |files| done.take(files, !args.mending.diff))?;
    done.tell(ctx);
    if !args.mending.diff {
        done.counted(ctx);
    }
    Ok(Some(done))
}
