//! `wxops sync` brings in what others did and shares what was done here.

use wxops::{
    refusal::Exit,
    say,
    sync::{self, Person},
    text::escaped,
};

use crate::shell::{
    acting::Acting,
    arguments::Writing,
    context::Context,
    sharing::{document, my_turn, on_purpose, tell},
};

#[derive(clap::Args)]
#[command(
    about = tr!("同步：取回同事办的，分享自己办的", "Bring in what others did, share what you did"),
    before_help = tr!(
        "wxops sync\n\
         wxops sync --dry-run",
        "wxops sync\n\
         wxops sync --dry-run"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let me = acting.typist().ok().map(|typist| typist.member.as_str());
    let rehearsal = args.writing.dry_run;
    let person = Person {
        me,
        at: acting.now,
        asking: args.writing.asking(),
        exchange: on_purpose(!args.writing.no_input),
        rehearsal,
    };
    let synced = sync::sync(&acting.folder, &person)?;
    let turns = my_turn(&acting.folder, &synced, me, acting.now).unwrap_or_default();
    if rehearsal {
        let upstream = escaped(&synced.upstream);
        ctx.output.say(&say!(
            "只看不动：取回了 {upstream}，本机的分支和文件没有改。同步的结果会是：",
            "{upstream} was fetched; no branch and no file here moves. What would come of it:"
        ));
    }
    let exit = tell(ctx, &acting.folder, &synced, me, acting.now);
    ctx.output.json(document(ctx, &synced, &turns));
    Ok(exit)
}
