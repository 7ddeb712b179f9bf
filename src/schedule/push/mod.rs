//! 推送: one sending as one thing, a lead article (头条) and up to seven more (次条). A small file each, `pushes/2026/2026-12-01-2000.toml`,
//! whose name is its time in the account's zone. An arrangement, not a record: its order needs no approval.

mod reading;
mod text;

use chrono::Datelike;

use crate::{
    moment::{Moment, Zone, written},
    say,
    text::Text,
};

pub use text::fresh;

/// The folder of all pushes; in it one folder a year.
pub const FOLDER: &str = "pushes";

/// Most bytes of a push's file that are read.
pub const LIMIT: usize = 64 * 1024;

/// Most articles of one push, by the platform.
pub const MOST: usize = 8;

/// How a push's id is made of its time.
const STEM: &str = "%Y-%m-%d-%H%M";

/// A push, as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    /// `2026-12-01-2000`: its time in the account's zone, and the stem of its file's name
    pub id: String,
    /// When, in the account's zone and in whole minutes
    pub at: Moment,
    /// Slugs of its articles, the lead first: one to [`MOST`], each once
    pub articles: Vec<String>,
    /// A timer runs in the back office (后台已定时)
    pub armed: Option<Armed>,
    /// The file, with its comments and what wxops does not know
    text: String,
    /// Where in it the articles stand: lines from 1, one for each article
    lines: Vec<usize>,
}

/// A timer that somebody set in the back office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Armed {
    /// When it sends
    pub at: Moment,
    /// Who set it: a member's id
    pub by: String,
    /// When it was set, as far as it was typed
    pub on: Moment,
}

impl Push {
    /// Its file, relative to the content folder.
    pub fn path(&self) -> String {
        path_of(&self.id)
    }

    /// The file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The place of an article, from 1; 1 leads.
    pub fn position(&self, slug: &str) -> Option<usize> {
        self.articles.iter().position(|own| own == slug).map(|n| n + 1)
    }

    /// The line of its file on which an article stands, from 1.
    pub fn line_of(&self, slug: &str) -> Option<usize> {
        self.position(slug).and_then(|n| self.lines.get(n - 1)).copied()
    }

    /// Whether it is still to go out.
    pub fn is_coming(&self, now: Moment) -> bool {
        self.at > now
    }
}

/// The id of the push of a time.
pub fn id_of(at: Moment, zone: &Zone) -> String {
    zone.tells(at).format(STEM).to_string()
}

/// The time that an id says; nothing for words that are none.
pub fn time_of(id: &str, zone: &Zone) -> Option<Moment> {
    let (day, clock) = (id.get(..10)?, id.get(10..)?.strip_prefix('-')?);
    let time = written(&format!("{day} {}:{}", clock.get(..2)?, clock.get(2..)?), zone)?;
    (id_of(time, zone) == id).then_some(time)
}

/// The file of a push, relative to the content folder.
pub fn path_of(id: &str) -> String {
    format!("{FOLDER}/{}/{id}.toml", id.get(..4).unwrap_or_default())
}

/// The folder of a year's pushes.
pub fn folder_of(at: Moment, zone: &Zone) -> String {
    format!("{FOLDER}/{:04}", zone.tells(at).year())
}

/// What people call a place in a push: 头条, 次条 2, 次条 3.
pub fn place(position: usize) -> Text {
    if position == 1 { say!("头条", "lead") } else { say!("次条 {position}", "no. {position}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::stored;

    #[test]
    fn an_id_is_its_time() {
        let zone = Zone::default();
        let at = time_of("2026-12-01-2000", &zone).unwrap();
        assert_eq!(stored(at), "2026-12-01T20:00:00+08:00");
        assert_eq!(id_of(at, &zone), "2026-12-01-2000");
        assert_eq!(path_of("2026-12-01-2000"), "pushes/2026/2026-12-01-2000.toml");
        for bad in [
            "",
            "2026-12-01",
            "2026-12-01-20:00",
            "2026-12-01-2060",
            "2026-12-1-2000",
            "2026-12-01-200",
            "2026-02-30-2000",
            "二〇二六年十二月",
            "2026-12-01-2000-2",
        ] {
            assert_eq!(time_of(bad, &zone), None, "{bad}");
        }
    }
}
