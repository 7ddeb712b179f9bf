//! The shipped lists, read. A row that cannot be read is left out; the test below holds that there is none.

use super::{Entry, List, Sure};

const CONFUSABLES: &str = include_str!("confusables.tsv");
const IDIOMS: &str = include_str!("confusables-idioms.tsv");
const ABSOLUTE: &str = include_str!("absolute-terms.tsv");
const SLANG: &str = include_str!("slang.tsv");
const FILLER: &str = include_str!("filler.tsv");
const INDUCEMENT: &str = include_str!("inducement.tsv");
const CLAIMS: &str = include_str!("claims.tsv");
const MAKERS: &str = include_str!("makers.tsv");
const BRANDS: &str = include_str!("brands.tsv");

/// All entries of all lists, those too that are never reported.
pub(super) fn entries() -> impl Iterator<Item = Entry> {
    let confusables = rows(CONFUSABLES).filter_map(|row| confusable(&row));
    let idioms = rows(IDIOMS).filter_map(|row| idiom(&row));
    let absolute = rows(ABSOLUTE).filter_map(|row| absolute(&row));
    let slang = rows(SLANG).filter_map(|row| slang(&row));
    let filler = rows(FILLER).filter_map(|row| filler(&row));
    let inducement = rows(INDUCEMENT).filter_map(|row| inducement(&row));
    let claims = rows(CLAIMS).filter_map(|row| claim(&row));
    let makers = rows(MAKERS).filter_map(|row| Some(plain(List::Maker, row.first()?, "")));
    let faults = confusables.chain(idioms).chain(absolute).chain(slang).chain(filler).chain(inducement);
    faults.chain(claims).chain(makers)
}

/// Phrases that look like absolute terms and are none.
pub(super) fn innocent() -> impl Iterator<Item = &'static str> {
    rows(ABSOLUTE).filter(|row| row.get(2) == Some(&"innocent")).filter_map(|row| row.first().copied())
}

/// The words that make a sentence advertising, from the head of the list of absolute terms.
pub(super) fn promotional() -> impl Iterator<Item = &'static str> {
    let head = ABSOLUTE.lines().find(|line| line.starts_with("# gate=promo:"));
    let words = head.and_then(|head| head.split_once("matches: ")).map(|(_, words)| words);
    words.into_iter().flat_map(|words| words.split('|'))
}

/// Names of products and technologies: each miswritten form, and the name.
pub fn brands() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(BRANDS)
        .filter_map(|row| Some((*row.first()?, *row.get(1)?)))
        .flat_map(|(right, wrong)| wrong.split('|').map(move |wrong| (wrong, right)))
}

type Row = Vec<&'static str>;

fn rows(list: &'static str) -> impl Iterator<Item = Row> {
    let lines = list.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect())
}

fn confusable(row: &Row) -> Option<Entry> {
    let [word, right, class, sure, _gate, exceptions, _hits, _note] = row[..] else { return None };
    let list = if class == "typo" { List::Wrong } else { List::Variant };
    let entry = Entry { class, exceptions: phrases(exceptions), ..plain(list, word, right) };
    Some(Entry { sure: letter(sure)?, ..entry })
}

fn idiom(row: &Row) -> Option<Entry> {
    let [word, right] = row[..] else { return None };
    Some(plain(List::Wrong, word, right))
}

fn absolute(row: &Row) -> Option<Entry> {
    let [word, kind, class, severity, sure, _gate, exceptions, _, _, advice] = row[..] else { return None };
    let entry = Entry { class, exceptions: phrases(exceptions), ..plain(List::Absolute, word, advice) };
    Some(Entry { is_pattern: kind == "regex", is_severe: severity == "high", sure: letter(sure)?, ..entry })
}

fn slang(row: &Row) -> Option<Entry> {
    let [term, kind, pattern, sure, exceptions, _, plainly] = row[..] else { return None };
    let is_pattern = kind == "regex";
    let word = if is_pattern { pattern } else { term };
    let entry = Entry { is_pattern, exceptions: phrases(exceptions), ..plain(List::Slang, word, plainly) };
    Some(Entry { sure: letter(sure)?, ..entry })
}

fn filler(row: &Row) -> Option<Entry> {
    let [word, class, sure, _, advice] = row[..] else { return None };
    let is_pattern = regex_syntax::escape(word) != word;
    Some(Entry { class, is_pattern, sure: letter(sure)?, ..plain(List::Filler, word, advice) })
}

fn inducement(row: &Row) -> Option<Entry> {
    let [pattern] = row[..] else { return None };
    let is_pattern = regex_syntax::escape(pattern) != pattern;
    Some(Entry { is_pattern, ..plain(List::Inducement, pattern, "") })
}

fn claim(row: &Row) -> Option<Entry> {
    let [word, class] = row[..] else { return None };
    Some(Entry { class, ..plain(List::Claim, word, "") })
}

fn plain(list: List, word: &'static str, advice: &'static str) -> Entry {
    let (is_pattern, is_severe, sure) = (false, false, Sure::Always);
    Entry { list, word, is_pattern, advice, class: "", sure, is_severe, exceptions: Vec::new() }
}

fn phrases(cell: &'static str) -> Vec<&'static str> {
    if cell == "-" { Vec::new() } else { cell.split('|').collect() }
}

fn letter(cell: &str) -> Option<Sure> {
    match cell {
        "A" => Some(Sure::Always),
        "B" => Some(Sure::Mostly),
        "C" => Some(Sure::Seldom),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_row_is_read() {
        let lists = [CONFUSABLES, IDIOMS, ABSOLUTE, SLANG, FILLER, INDUCEMENT, CLAIMS, MAKERS];
        let written: usize = lists.into_iter().map(|list| rows(list).count()).sum();
        assert_eq!(entries().count() + innocent().count(), written);
        assert!(entries().all(|entry| !entry.word.trim().is_empty()));
        assert_eq!(promotional().last(), Some("特惠"));
    }

    #[test]
    fn every_exception_is_longer_than_its_word() {
        for entry in entries().filter(|entry| !entry.is_pattern) {
            let longer = |phrase: &&str| phrase.len() > entry.word.len();
            assert!(entry.exceptions.iter().all(longer), "{entry:?}");
        }
    }
}
