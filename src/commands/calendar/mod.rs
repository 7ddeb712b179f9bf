//! `wxops calendar` shows what goes out when: a month or a week.

mod feed;
mod html;
mod page;
mod range;

use serde_json::{Value, json};
use wxops::{
    folder::{Outing, Sure},
    moment::{Moment, stored},
    refusal::Exit,
    say,
    schedule::{Entry, Timetable, almanac::Kind},
    text::Text,
};

use crate::shell::{context::Context, looking::Looking, pushes::mark};
use range::Range;

#[derive(clap::Args)]
#[command(
    about = tr!("看一个月或一周的推送安排", "Show what goes out when, a month or a week"),
    before_help = tr!(
        "wxops calendar\n\
         wxops calendar 本周\n\
         wxops calendar 2026-12\n\
         wxops calendar 下月 --ics\n\
         wxops calendar --html",
        "wxops calendar\n\
         wxops calendar week\n\
         wxops calendar 2026-12\n\
         wxops calendar next-month --ics\n\
         wxops calendar --html"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("月或周", "WHEN"),
        help = tr!(
            "`本月`、`下月`、`2026-12`；`本周`、`下周`，或一天（它那一周）；不写是本月",
            "`month`, `next-month`, `2026-12`; `week`, `next-week`, or a day for its week; left out: this month"
        )
    )]
    pub(crate) when: Option<String>,
    #[arg(
        long,
        conflicts_with = "json",
        help = tr!("写成日历软件能订阅的 iCalendar", "Print iCalendar, for calendar programs")
    )]
    pub(crate) ics: bool,
    #[arg(
        long,
        conflicts_with_all = ["json", "ics"],
        help = tr!("写成一个网页，可以打印、发给别人", "Print one page of HTML, to print or to send around")
    )]
    pub(crate) html: bool,
}

/// What a time of the calendar is, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Out,
    Scheduled,
    Planned,
    Free,
    Late,
    Missed,
}

impl Mark {
    fn of(entry: &Entry<'_, Outing>, now: Moment) -> Mark {
        let surest = entry.articles.iter().map(|outing| outing.sure).min();
        match surest {
            Some(Sure::Out) => Mark::Out,
            Some(_) if entry.at < now => Mark::Late,
            Some(Sure::Scheduled) => Mark::Scheduled,
            Some(Sure::Approved | Sure::Planned) => Mark::Planned,
            None if entry.at < now => Mark::Missed,
            None => Mark::Free,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Mark::Out => "out",
            Mark::Scheduled => "scheduled",
            Mark::Planned => "planned",
            Mark::Free => "free",
            Mark::Late => "late",
            Mark::Missed => "missed",
        }
    }

    /// In the grid; nothing for a slot that went by empty.
    fn short(self) -> Text {
        match self {
            Mark::Out => say!("发", "out"),
            Mark::Scheduled => say!("排", "set"),
            Mark::Planned => say!("拟", "plan"),
            Mark::Free => say!("空", "free"),
            Mark::Late => say!("逾", "late"),
            Mark::Missed => Text::default(),
        }
    }
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let timetable = looking.folder.working().timetable()?;
    let range = Range::typed(args.when.as_deref(), looking.now.date_naive())?;
    let outings = looking.folder.outings(&looking.folder.head()?, range.first, range.last)?;
    let outings = outings.into_iter().map(|outing| (outing.at, outing)).collect();
    let entries = timetable.entries(range.first, range.last, outings);
    if args.ics {
        ctx.output.page(&feed::written(&looking, &timetable, &entries));
        return Ok(Exit::Done);
    }
    if args.html {
        ctx.output.page(&html::written(&looking, &timetable, &range, &entries));
        return Ok(Exit::Done);
    }
    ctx.output.json(document(&looking, &timetable, &range, &entries));
    page::show(&looking, &timetable, &range, &entries);
    looking.broken(&looking.folder.pushes_between(range.first, range.last)?);
    Ok(Exit::Done)
}

/// Where an article stands, and whether a timer will send it: 已排期 · 已定时.
fn label(looking: &Looking<'_>, outing: &Outing) -> String {
    let derived = &outing.derived;
    let Text { zh, en } =
        derived.state().map_or_else(|| looking.label(&derived.card), |state| looking.marked(state));
    let Text { zh: armed_zh, en: armed_en } = mark(is_armed(outing));
    looking.words(&say!("{zh}{armed_zh}", "{en}{armed_en}"))
}

/// Whether a timer will send it.
fn is_armed(outing: &Outing) -> bool {
    outing.sure != Sure::Out && outing.place.as_ref().is_some_and(|place| place.armed.is_some())
}

fn document(
    looking: &Looking<'_>,
    timetable: &Timetable,
    range: &Range,
    entries: &[Entry<'_, Outing>],
) -> Value {
    let almanac = &timetable.almanac;
    let days = range.days().filter_map(|day| {
        let (off, worked) = match almanac.kind(day) {
            Some(Kind::Off(name)) => (Some(name), None),
            Some(Kind::Worked(name)) => (None, Some(name)),
            None => (None, None),
        };
        let quiet = almanac.quiet(day);
        let differs = off.is_some() || worked.is_some() || quiet.is_some();
        differs.then(|| json!({ "date": day.to_string(), "off": off, "worked": worked, "quiet": quiet }))
    });
    let article = |outing: &Outing| {
        let mut element = looking.element_with_turn(&outing.derived);
        element["push"] = json!(outing.place.as_ref().map(|place| &place.id));
        element["position"] = json!(outing.place.as_ref().map(|place| place.position));
        element["armed"] = json!(is_armed(outing));
        element
    };
    let entry = |entry: &Entry<'_, Outing>| {
        json!({
            "at": stored(entry.at),
            "slot": entry.slot.map(|slot| &slot.name),
            "mark": Mark::of(entry, looking.now).name(),
            "articles": entry.articles.iter().map(article).collect::<Vec<_>>(),
        })
    };
    json!({
        "first": range.first.to_string(),
        "last": range.last.to_string(),
        "days": days.collect::<Vec<_>>(),
        "entries": entries.iter().map(entry).collect::<Vec<_>>(),
    })
}
