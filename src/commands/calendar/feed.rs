//! The calendar as iCalendar (RFC 5545), which calendar programs read.

use wxops::{
    folder::{Outing, Sure},
    moment::Moment,
    say,
    schedule::{Entry, Timetable},
};

use super::label;
use crate::shell::looking::Looking;

/// Most bytes of a line (RFC 5545, 3.1).
const LINE: usize = 75;

/// Everything that goes out or is to, as one calendar. Lines end with CR LF, the last one without: printing adds it.
pub(super) fn written(looking: &Looking<'_>, timetable: &Timetable, entries: &[Entry<'_, Outing>]) -> String {
    let account = &looking.folder.settings().account;
    let name = looking.words(&say!("{account}推送安排", "{account} pushes"));
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//wxops//calendar//ZH".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("X-WR-CALNAME:{}", plain(&name)),
        format!("X-WR-TIMEZONE:{}", timetable.zone),
    ];
    for entry in entries {
        for outing in &entry.articles {
            lines.extend(event(looking, entry, outing));
        }
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect::<Vec<_>>().join("\r\n") + "\r"
}

fn event(looking: &Looking<'_>, entry: &Entry<'_, Outing>, outing: &Outing) -> Vec<String> {
    let card = &outing.derived.card;
    let state = outing.derived.state();
    let id = state.map_or(card.slug.as_str(), |state| &state.id);
    let kind = if outing.sure == Sure::Out { "out" } else { "next" };
    let label = label(looking, outing);
    let status = if outing.sure <= Sure::Scheduled { "CONFIRMED" } else { "TENTATIVE" };
    let title = looking.called(card);
    let mut lines = vec![
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{id}-{kind}@wxops"),
        format!("DTSTAMP:{}", utc(looking.now)),
        format!("DTSTART:{}", utc(entry.at)),
        "DURATION:PT30M".to_owned(),
        format!("STATUS:{status}"),
        format!("SUMMARY:{}", plain(&format!("{label} {title}"))),
        format!("CATEGORIES:{}", plain(&looking.category(&card.category))),
    ];
    let url = state.and_then(|state| state.live.as_ref()).filter(|_| outing.sure == Sure::Out);
    lines.extend(url.map(|live| format!("URL:{}", live.url.replace(char::is_control, ""))));
    lines.push("END:VEVENT".to_owned());
    lines
}

fn utc(at: Moment) -> String {
    at.to_utc().format("%Y%m%dT%H%M%SZ").to_string()
}

/// Words as a value (RFC 5545, 3.3.11).
fn plain(words: &str) -> String {
    let words = words.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,");
    words.replace('\n', "\\n").replace(char::is_control, "")
}

/// A line in parts of 75 bytes, never in the middle of a character.
fn folded(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for c in line.chars() {
        if width + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_short_and_come_back_whole() {
        let line = format!("SUMMARY:{}", "冬季新品发布".repeat(20));
        let shown = folded(&line);
        assert!(shown.split("\r\n").all(|part| part.len() <= LINE));
        assert_eq!(shown.replace("\r\n ", ""), line);
        assert_eq!(plain("a,b;c\\d\ne\u{7}"), "a\\,b\\;c\\\\d\\ne");
    }
}
