//! `wxops due` shows what is late and what is due next; for people in the morning, for cron and for CI.

mod owed;
mod telling;

use chrono::TimeDelta;
use serde_json::json;
use wxops::{
    moment::{self, Moment, stored},
    refusal::Exit,
    say,
    schedule::push,
    text::Text,
};

use crate::shell::{
    context::Context,
    looking::Looking,
    table::{TITLE, indented, shortened},
};
use owed::{Owed, owed};

#[derive(clap::Args)]
#[command(
    about = tr!("看什么逾期、什么快到时限、等谁；有逾期时退出码 1", "Show what is late, what is due next and for whom it waits; exit 1 where something is late"),
    before_help = tr!(
        "wxops due\n\
         wxops due --hours 72\n\
         wxops due --mine --json\n\
         wxops due --notify",
        "wxops due\n\
         wxops due --hours 72\n\
         wxops due --mine --json\n\
         wxops due --notify"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("小时", "HOURS"),
        default_value_t = 24,
        value_parser = clap::value_parser!(u32).range(1..=8784),
        help = tr!("也列出这么多小时以内到期的", "Also show what is due within so many hours")
    )]
    pub(crate) hours: u32,
    #[arg(long, help = tr!("只看等我的", "Only what waits for me"))]
    pub(crate) mine: bool,
    #[arg(
        long,
        help = tr!(
            "也往群里发一条；同一件事一天只发一次，见 `wxops notify`",
            "Also tell the chat group, each thing once a day; see `wxops notify`"
        )
    )]
    pub(crate) notify: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let robots = if args.notify { telling::robots(&looking)? } else { vec![] };
    let timetable = looking.folder.working().timetable()?;
    let pushes = looking.folder.pushes_around(looking.now)?;
    let mut all = owed(&looking, (&timetable, &pushes))?;
    let horizon = looking.now + TimeDelta::hours(i64::from(args.hours));
    all.retain(|owed| owed.until <= horizon && (!args.mine || owed.is_for(looking.me.as_deref())));
    all.sort_by(|a, b| (a.until, &a.card.slug).cmp(&(b.until, &b.card.slug)));
    let (late, soon): (Vec<&Owed>, Vec<&Owed>) = all.iter().partition(|owed| owed.is_late(looking.now));
    let document = |owed: &&Owed| owed.document(&looking);
    let mut told = json!({
        "late": late.iter().map(document).collect::<Vec<_>>(),
        "soon": soon.iter().map(document).collect::<Vec<_>>(),
        "problems": looking.broken(&pushes),
    });
    let count = late.len();
    show(&looking, &say!("逾期（{count}）", "Late ({count})"), &late);
    let (count, hours) = (soon.len(), args.hours);
    let between = if late.is_empty() || soon.is_empty() { "" } else { "\n" };
    show(
        &looking,
        &say!("{between}{hours} 小时内到期（{count}）", "{between}Due within {hours} hours ({count})"),
        &soon,
    );
    if all.is_empty() {
        ctx.output.say(&say!(
            "没有逾期的，{hours} 小时内也没有到期的",
            "nothing is late, and nothing is due within {hours} hours"
        ));
    }
    if args.notify {
        let notified = telling::tell(&looking, &robots, &all, args.hours);
        told["notified"] = json!(notified);
        ctx.output.say(&match notified {
            Some(true) => say!("已发到群里", "the group was told"),
            Some(false) => say!("没有都发到群里", "not every group was told"),
            None => say!("没有新的要发到群里", "there is nothing new to tell the group"),
        });
    }
    ctx.output.json(told);
    Ok(if late.is_empty() && pushes.broken.is_empty() { Exit::Done } else { Exit::Findings })
}

fn show(looking: &Looking<'_>, title: &Text, owed: &[&Owed]) {
    if owed.is_empty() {
        return;
    }
    looking.headline(title);
    let pushed = owed.iter().any(|owed| owed.place.is_some());
    let row = |owed: &&Owed| {
        let place = owed.place.as_ref().map(|place| push::place(place.position)).unwrap_or_default();
        let mut row = vec![
            looking.words(&left(owed.until, looking.now)),
            looking.words(&owed.step.label()),
            shortened(&looking.called(&owed.card), TITLE),
            looking.words(&say!("等{zh}", "for {en}", zh = &owed.waits_for.zh, en = &owed.waits_for.en)),
            looking.words(&owed.command),
        ];
        if pushed {
            row.insert(3, looking.words(&place));
        }
        row
    };
    looking.ctx.output.page(&indented(owed.iter().map(row)));
}

/// How late it is, or by when it is due.
fn left(until: Moment, now: Moment) -> Text {
    if until < now {
        let Text { zh, en } = moment::waited(until, now);
        return say!("已逾期 {zh}", "{en} late");
    }
    let Text { zh, en } = moment::spoken(until, now);
    say!("{zh} 前", "by {en}")
}

impl Owed {
    fn document(&self, looking: &Looking<'_>) -> serde_json::Value {
        json!({
            "step": self.step.name(),
            "until": stored(looking.folder.local(self.until)),
            "late": self.is_late(looking.now),
            "waiting_for": self.people,
            "push": self.place.as_ref().map(|place| &place.id),
            "position": self.place.as_ref().map(|place| place.position),
            "article": self.element,
        })
    }
}
