//! The calendar on a terminal: a grid of days for a month, and the times in order.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use unicode_width::UnicodeWidthStr as _;
use wxops::{
    folder::{Outing, Sure},
    moment::{spoken, weekday::WEEKDAYS},
    say,
    schedule::{
        Entry, Timetable,
        almanac::{FILE, Kind},
        slot::monday,
    },
    text::{Language, Text},
};

use super::{Mark, label, range::Range};
use crate::shell::{
    looking::Looking,
    table::{TITLE, columns, indented, shortened},
};

/// Prints it.
pub(super) fn show(
    looking: &Looking<'_>,
    timetable: &Timetable,
    range: &Range,
    entries: &[Entry<'_, Outing>],
) {
    looking.headline(&title(range));
    if range.is_month {
        looking.ctx.output.page(&grid(looking, timetable, range, entries));
        looking.ctx.output.say(&Text::default());
    }
    let rows: Vec<[String; 5]> = entries.iter().flat_map(|entry| rows(looking, entry)).collect();
    if rows.is_empty() {
        looking.ctx.output.say(&say!("没有要推送的，也没有空档", "nothing to go out, and no free slot"));
    } else {
        looking.ctx.output.page(&indented(rows));
    }
    let days: Vec<[String; 2]> = holidays(looking, timetable, range);
    if !days.is_empty() {
        looking.ctx.output.say(&Text::default());
        looking.ctx.output.page(&indented(days));
    }
    unknown(looking, timetable, range);
    if let Some(told) = count(looking, timetable, entries) {
        looking.ctx.output.say(&told);
    }
}

pub(super) fn title(range: &Range) -> Text {
    let (first, last) = (range.first, range.last);
    let (year, month) = (first.year(), first.month());
    if range.is_month {
        return say!("{year}年{month}月", "{en}", en = first.format("%B %Y"));
    }
    say!(
        "{year}年{month}月{day}日 – {to_month}月{to_day}日",
        "{from} to {to}",
        day = first.day(),
        to_month = last.month(),
        to_day = last.day(),
        from = first.format("%-d %b"),
        to = last.format("%-d %b %Y")
    )
}

/// A row of weekdays, and a row of each week: the day, what is planned, whether it is off.
fn grid(
    looking: &Looking<'_>,
    timetable: &Timetable,
    range: &Range,
    entries: &[Entry<'_, Outing>],
) -> String {
    let english = looking.ctx.language == Language::En;
    let head = WEEKDAYS.iter().map(
        |(_, zh, en)| {
            if english { en[..1].to_uppercase() + &en[1..3] } else { zh.to_string() }
        },
    );
    let mut rows = vec![head.collect::<Vec<String>>()];
    let mut marks: BTreeMap<NaiveDate, Vec<Text>> = BTreeMap::new();
    for entry in entries {
        let short = Mark::of(entry, looking.now).short();
        marks
            .entry(looking.folder.local(entry.at).date_naive())
            .or_default()
            .extend((!short.zh.is_empty()).then_some(short));
    }
    let today = looking.now.date_naive();
    let cell = |day: NaiveDate| {
        let mut words = vec![format!("{:>2}", day.day())];
        words.extend((day == today).then(|| looking.words(&say!("今", "now"))));
        words.extend(marks.get(&day).into_iter().flatten().map(|mark| looking.words(mark)));
        words.extend(match timetable.almanac.kind(day) {
            Some(Kind::Off(_)) => Some(looking.words(&say!("休", "off"))),
            Some(Kind::Worked(_)) => Some(looking.words(&say!("班", "work"))),
            None => None,
        });
        words.join(" ")
    };
    let mut week = vec![String::new(); range.indent()];
    for day in range.days() {
        week.push(cell(day));
        if week.len() == 7 {
            rows.push(std::mem::take(&mut week));
        }
    }
    rows.extend((!week.is_empty()).then_some(week));
    // All days as wide as the widest.
    let widest = rows.iter().flatten().map(|cell| cell.width()).max().unwrap_or(0);
    for cell in rows.iter_mut().flat_map(|row| row.iter_mut().take(6)) {
        cell.extend(std::iter::repeat_n(' ', widest - cell.width()));
    }
    columns(rows).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// A line for each article of a time; one for a free slot that is still to come.
fn rows(looking: &Looking<'_>, entry: &Entry<'_, Outing>) -> Vec<[String; 5]> {
    let mark = Mark::of(entry, looking.now);
    let when = looking.words(&spoken(looking.folder.local(entry.at), looking.now));
    let slot = entry.slot.map(|slot| slot.name.clone()).unwrap_or_default();
    if mark == Mark::Missed {
        return vec![];
    }
    if entry.articles.is_empty() {
        return vec![[when, slot, looking.words(&say!("空档", "free")), String::new(), String::new()]];
    }
    let row = |outing: &Outing| {
        let card = &outing.derived.card;
        let late = if mark == Mark::Late { say!("逾期", "late") } else { Text::default() };
        let title = shortened(&looking.called(card), TITLE);
        [when.clone(), slot.clone(), label(looking, outing), title, looking.words(&late)]
    };
    entry.articles.iter().map(row).collect()
}

/// The days that differ, in words: days off that follow one another in one line.
fn holidays(looking: &Looking<'_>, timetable: &Timetable, range: &Range) -> Vec<[String; 2]> {
    let date = |day: NaiveDate| {
        let (month, of_month) = (day.month(), day.day());
        looking.words(&say!("{month}月{of_month}日", "{en}", en = day.format("%-d %b")))
    };
    let mut told: Vec<(NaiveDate, NaiveDate, Text)> = vec![];
    for day in range.days() {
        let kind = timetable.almanac.kind(day).map(|kind| match kind {
            Kind::Off(name) => say!("{name}放假", "off: {name}"),
            Kind::Worked(name) => say!("上班（{name}调休）", "worked for {name}"),
        });
        let quiet = timetable.almanac.quiet(day).map(|name| say!("敏感日期：{name}", "keep quiet: {name}"));
        for what in [kind, quiet].into_iter().flatten() {
            match told.iter_mut().find(|(_, last, own)| *own == what && last.succ_opt() == Some(day)) {
                Some((_, last, _)) => *last = day,
                None => told.push((day, day, what)),
            }
        }
    }
    told.iter()
        .map(|(first, last, what)| {
            let days =
                if first == last { date(*first) } else { format!("{} – {}", date(*first), date(*last)) };
            [days, looking.words(what)]
        })
        .collect()
}

/// That the days off of a year are not all known, where it is shown.
fn unknown(looking: &Looking<'_>, timetable: &Timetable, range: &Range) {
    let mut years: Vec<i32> = [range.first, range.last].map(|day| day.year()).to_vec();
    years.dedup();
    for year in years.into_iter().filter(|year| !timetable.almanac.knows(*year)) {
        looking.ctx.output.note(&say!(
            "{year} 年的放假调休还没有写全；公布以后写进 `{FILE}`，再加上 `complete = [{year}]`",
            "the days off of {year} are not all known; write them into `{FILE}` once they are published, with `complete = [{year}]`"
        ));
    }
}

/// How many pushes this week has, where the calendar shows it.
fn count(looking: &Looking<'_>, timetable: &Timetable, entries: &[Entry<'_, Outing>]) -> Option<Text> {
    let most = timetable.rhythm.per_week?;
    let this = monday(looking.now.date_naive());
    let of_week = |entry: &&Entry<'_, Outing>| {
        let counts = |outing: &&Outing| outing.sure <= Sure::Scheduled || outing.at > looking.now;
        let mut booked = entry.articles.iter().filter(counts).filter_map(Outing::booked);
        let booked = booked.any(|booked| booked.notifies);
        booked && monday(looking.folder.local(entry.at).date_naive()) == this
    };
    let shown = entries.iter().any(|entry| monday(looking.folder.local(entry.at).date_naive()) == this);
    let count = entries.iter().filter(of_week).count();
    shown.then(|| {
        say!("\n本周已发、已排 {count} 次，一周最多 {most} 次", "\nthis week: {count} of {most} pushes")
    })
}
