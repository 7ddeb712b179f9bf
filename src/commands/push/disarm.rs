//! `wxops push disarm` puts on file that the timer in the back office is cancelled.

use wxops::{pushing::Change, refusal::Exit, say};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("登记：后台的定时已取消", "Put on file that the timer in the back office is cancelled"),
    before_help = tr!(
        "wxops push disarm 周二晚",
        "wxops push disarm 2026-12-01"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let push = arranging.named(&args.which)?;
    let id = &push.id;
    arranging.arrange(
        ("disarm", id, ""),
        &args.writing,
        &|_, before| {
            let push = before.ok_or_else(|| lost(id))?;
            if push.armed.is_none() {
                return Ok(Change::Same);
            }
            Ok(Change::Write(push.with_timer(None)?))
        },
        &|_| {
            say!(
                "已登记：后台的定时已取消，推送 {id} 可以改了",
                "on file: the timer is cancelled, and push {id} may change again"
            )
        },
    )
}
