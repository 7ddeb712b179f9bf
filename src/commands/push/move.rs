//! `wxops push move` gives a push another time.

use wxops::{
    folder::Member,
    moment::{self, Moment},
    pushing::{Change, armed},
    refusal::{Exit, Result},
    say,
    schedule::push::{Push, id_of},
    text::Text,
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("给一次推送换时间", "Give a push another time"),
    before_help = tr!(
        "wxops push move 周二晚 周四晚\n\
         wxops push move dongji-xinpin '2026-12-03 20:00'",
        "wxops push move 2026-12-01 'Thursday 8pm'\n\
         wxops push move dongji-xinpin '2026-12-03 20:00'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[arg(
        value_name = tr!("档期", "SLOT"),
        help = tr!(
            "档期名，或时间：`周四晚`、`下周四晚8点`、`2026-12-03 20:00`",
            "The name of a slot, or a time: `Thursday 8pm`, `2026-12-03 20:00`"
        )
    )]
    pub(crate) slot: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let at = arranging.minute(&args.slot)?;
    let push = arranging.named(&args.which)?;
    let (id, to, now) = (&push.id, id_of(at, &arranging.timetable.zone), arranging.acting.now);
    for offence in arranging.offences(at, &push.articles)? {
        ctx.output.note(&offence);
    }
    let elsewhere = scheduled(&arranging, &push, at)?;
    let exit = arranging.arrange(
        ("move", id, &to),
        &args.writing,
        &|_, before| {
            let push = before.ok_or_else(|| lost(id))?;
            if push.at == at {
                return Ok(Change::Same);
            }
            armed(push, now)?;
            Ok(Change::Move(to.clone(), push.with_time(at)?))
        },
        &|_| {
            let Text { zh, en } = moment::spoken(at, now);
            say!("推送 {id} 改到 {zh}", "push {id} is moved to {en}")
        },
    )?;
    for slug in elsewhere {
        ctx.output.note(&say!(
            "`{slug}` 还排在原来的时间：`wxops unschedule {slug}`，再 `wxops schedule {slug}`",
            "`{slug}` is still scheduled for the old time: `wxops unschedule {slug}`, then `wxops schedule {slug}`"
        ));
    }
    Ok(exit)
}

/// The articles that are scheduled for another time than the push is to have.
fn scheduled(arranging: &Arranging<'_>, push: &Push, at: Moment) -> Result<Vec<String>> {
    let acting = &arranging.acting;
    let members = acting.folder.members(&acting.folder.head()?, push, (&acting.team, acting.now))?;
    let elsewhere =
        |member: &Member| member.state().and_then(|state| state.publish_at).is_some_and(|own| own != at);
    Ok(members.into_iter().filter(elsewhere).map(|member| member.slug).collect())
}
