//! `wxops push arm` puts on file that a timer runs in the back office.

use wxops::{
    folder::Member,
    moment::{self, not_past},
    pushing::{Change, armed},
    refusal::{Exit, Refusal, Result},
    say,
    schedule::push::{Armed, Push},
    text::Text,
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("登记：后台已设定时群发", "Put on file that a timer was set in the back office"),
    before_help = tr!(
        "wxops push arm 周二晚\n\
         wxops push arm 2026-12-01 --at '2026-12-01 20:05'",
        "wxops push arm 2026-12-01\n\
         wxops push arm dongji-xinpin --at '2026-12-01 20:05'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!("后台设定的时间；不写就是推送的时间", "When the timer sends; the push's time if left out")
    )]
    pub(crate) at: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let typed = args.at.as_ref().map(|words| arranging.minute(words)).transpose()?;
    let push = arranging.named(&args.which)?;
    let (acting, id) = (&arranging.acting, &push.id);
    let (now, at) = (acting.now, typed.unwrap_or(push.at));
    let by = acting.typist()?.member.clone();
    arranging.arrange(
        ("arm", id, ""),
        &args.writing,
        &|head, before| {
            let push = before.ok_or_else(|| lost(id))?;
            if push.armed.as_ref().is_some_and(|timer| timer.at == at) {
                return Ok(Change::Same);
            }
            armed(push, now)?;
            not_past(at, now)?;
            acting.folder.push_holds(head, push, now)?;
            ready(&acting.folder.members(head, push, (&acting.team, now))?, push)?;
            let timer = Armed { at, by: by.clone(), on: now };
            Ok(Change::Write(push.with_timer(Some(&timer))?))
        },
        &|_| {
            let Text { zh, en } = moment::spoken(at, now);
            say!(
                "已登记后台定时：{zh} 自动发出。要撤下，先在后台取消定时，再 `wxops push disarm {id}`",
                "on file: a timer sends it on {en}. To stop it cancel the timer in the back office, then `wxops push disarm {id}`"
            )
        },
    )
}

/// Every article may go out as it is, and none is out.
fn ready(members: &[Member], push: &Push) -> Result<()> {
    let not = members.iter().filter_map(|member| match (&member.wanting, member.is_out()) {
        (Some(refusal), _) => Some(refusal.message.clone()),
        (None, true) => {
            let slug = &member.slug;
            Some(say!("`{slug}` 已经发出去了", "`{slug}` is out already"))
        }
        (None, false) => None,
    });
    let not: Vec<Text> = not.collect();
    if not.is_empty() {
        return Ok(());
    }
    let (id, count) = (&push.id, not.len());
    let message = say!(
        "推送 {id} 里有 {count} 篇不能发，不能定时",
        "push {id} has articles that cannot go out ({count}), so no timer may run"
    );
    let refusal = not.into_iter().fold(Refusal::not_now("push_not_ready", message), Refusal::detail);
    Err(refusal
        .help(say!("看每篇下一步：`wxops push show {id}`", "see what each needs: `wxops push show {id}`"))
        .help(say!(
            "后台已经定时的，先去取消",
            "if a timer runs in the back office already, cancel it there now"
        )))
}
