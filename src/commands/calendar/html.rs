//! The calendar as one page of HTML that fetches nothing: to print, to hang up, to send around.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use wxops::{
    folder::Outing,
    moment::weekday::WEEKDAYS,
    render::escaped,
    say,
    schedule::{Entry, Timetable, almanac::Kind},
    text::Language,
};

use super::{Mark, label, page::title, range::Range};
use crate::shell::looking::Looking;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:24px;color:#1f2328;background:#fff}\
h1{font-size:20px}table{border-collapse:collapse;width:100%;table-layout:fixed}\
th{font-weight:600;text-align:left;padding:4px 8px}\
td{border:1px solid #d0d7de;height:92px;vertical-align:top;padding:4px 8px;overflow-wrap:anywhere}\
td.off,td.none{background:#f6f8fa}td.today{outline:2px solid #0969da;outline-offset:-2px}\
.date{font-weight:600}.name{color:#59636e;font-size:12px}p{margin:4px 0;font-size:13px}\
p.out{color:#1a7f37}p.scheduled{color:#0550ae}p.planned,p.free{color:#59636e}p.late{color:#cf222e}\
@media(prefers-color-scheme:dark){body{color:#d1d7e0;background:#151b23}td{border-color:#3d444d}td.off,td.none{background:#212830}\
.name,p.planned,p.free{color:#9198a1}p.out{color:#57ab5a}p.scheduled{color:#6cb6ff}p.late{color:#ff7b72}}";

/// The page.
pub(super) fn written(
    looking: &Looking<'_>,
    timetable: &Timetable,
    range: &Range,
    entries: &[Entry<'_, Outing>],
) -> String {
    let english = looking.ctx.language == Language::En;
    let lang = if english { "en" } else { "zh-CN" };
    let account = escaped(&looking.folder.settings().account);
    let title = escaped(&looking.words(&title(range)));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{account} {title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{account} {title}</h1>\n<table>\n<tr>"
    );
    for (_, zh, en) in WEEKDAYS {
        let name = if english { en[..1].to_uppercase() + &en[1..] } else { format!("周{zh}") };
        let _ = write!(out, "<th>{name}</th>");
    }
    out.push_str("</tr>\n<tr>");
    out.extend(std::iter::repeat_n("<td class=\"none\"></td>", range.indent()));
    for (n, day) in range.days().enumerate() {
        if n > 0 && (n + range.indent()).is_multiple_of(7) {
            out.push_str("</tr>\n<tr>");
        }
        let today = entries.iter().filter(|entry| looking.folder.local(entry.at).date_naive() == day);
        cell(&mut out, looking, timetable, day, today);
    }
    out.push_str("</tr>\n</table>\n</body>\n</html>");
    out
}

fn cell<'e>(
    out: &mut String,
    looking: &Looking<'_>,
    timetable: &Timetable,
    day: NaiveDate,
    entries: impl Iterator<Item = &'e Entry<'e, Outing>>,
) {
    let off = if timetable.almanac.off(day).is_some() { "off" } else { "" };
    let today = if day == looking.now.date_naive() { " today" } else { "" };
    let _ = write!(out, "<td class=\"{off}{today}\"><span class=\"date\">{}</span>", day.day());
    let named = timetable.almanac.kind(day).map(|kind| match kind {
        Kind::Off(name) => say!("{name}", "{name}"),
        Kind::Worked(_) => say!("上班", "worked"),
    });
    let quiet = timetable.almanac.quiet(day).map(|name| say!("敏感：{name}", "quiet: {name}"));
    for name in [named, quiet].into_iter().flatten() {
        let _ = write!(out, " <span class=\"name\">{}</span>", escaped(&looking.words(&name)));
    }
    for entry in entries {
        let mark = Mark::of(entry, looking.now);
        if mark == Mark::Missed {
            continue;
        }
        let time = looking.folder.local(entry.at).format("%H:%M");
        let slot = entry.slot.map(|slot| slot.name.as_str()).unwrap_or_default();
        if entry.articles.is_empty() {
            let free = looking.words(&say!("空档", "free"));
            let _ = write!(out, "<p class=\"free\">{time} {} {free}</p>", escaped(slot));
        }
        for outing in &entry.articles {
            let card = &outing.derived.card;
            let words = format!("{} {}", label(looking, outing), looking.called(card));
            let _ = write!(out, "<p class=\"{}\">{time} {}</p>", mark.name(), escaped(&words));
        }
    }
    out.push_str("</td>");
}
