//! Marks among the words: what is neither a Chinese character nor a letter or digit.

use super::Prose;

impl Prose {
    /// Takes up the next mark.
    pub(super) fn mark(&mut self, at: usize, mark: char) {
        let number = self.marks.len();
        let is_shown = |mark: char| !matches!(mark, ' ' | '\n');
        if let Some((before, last)) = self.marks.last()
            && before + last.len_utf8() == at
            && is_shown(*last)
            && is_shown(mark)
        {
            match self.rows.last_mut() {
                Some(row) if row.end == number => row.end += 1,
                _ => self.rows.push(number - 1..number + 1),
            }
        }
        self.marks.push((at, mark));
    }

    /// Every mark and where it stands in [`Prose::text`]; line ends are marks too.
    pub fn marks(&self) -> &[(usize, char)] {
        &self.marks
    }

    /// What stands before a place of the text; a line end at its beginning.
    pub fn before(&self, at: usize) -> char {
        self.text[..at].chars().next_back().unwrap_or('\n')
    }

    /// What stands at a place of the text; a line end at its end.
    pub fn after(&self, at: usize) -> char {
        self.text[at..].chars().next().unwrap_or('\n')
    }

    /// Those of [`Prose::runs`] that have two marks or more; they are rare, and found sooner. Neither spaces nor line
    /// ends are among them.
    pub fn rows<'p>(&'p self, of: &'p [char]) -> impl Iterator<Item = (usize, &'p str)> {
        let is_one = |(_, mark): &(usize, char)| of.contains(mark);
        let same = move |a: &(usize, char), b: &(usize, char)| is_one(a) == is_one(b);
        let runs = self.rows.iter().flat_map(move |row| self.marks[row.clone()].chunk_by(same));
        runs.filter_map(move |run| {
            let [(start, first), .., (last, end)] = run else { return None };
            of.contains(first).then(|| (*start, &self.text[*start..last + end.len_utf8()]))
        })
    }

    /// Runs of one of these marks, with no other character between them: where they stand, and the marks.
    pub fn runs<'p>(&'p self, of: &'p [char]) -> impl Iterator<Item = (usize, &'p str)> {
        let holds = of.iter().any(|mark| self.may_hold(mark.encode_utf8(&mut [0; 4])));
        let mut marks =
            self.marks.iter().filter(move |_| holds).filter(|(_, mark)| of.contains(mark)).peekable();
        std::iter::from_fn(move || {
            let (start, first) = marks.next()?;
            let mut end = start + first.len_utf8();
            while let Some((_, next)) = marks.next_if(|(at, _)| *at == end) {
                end += next.len_utf8();
            }
            Some((*start, &self.text[*start..end]))
        })
    }
}

/// Whether this is a Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '〇' | '\u{20000}'..='\u{323af}')
}

/// The ASCII digits right before a place of a text.
pub fn digits_before(text: &str, at: usize) -> &str {
    let count = text.as_bytes()[..at].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    &text[at - count..at]
}

/// The ASCII digits right after a place of a text.
pub fn digits_after(text: &str, at: usize) -> &str {
    let count = text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    &text[at..at + count]
}

/// The number with which a text ends: digits, a point, commas of thousands.
pub fn number_before(text: &str) -> &str {
    let rest = text.trim_end_matches(is_of_number);
    text[rest.len()..].trim_start_matches(['.', ','])
}

/// The number with which a text begins.
pub fn number_after(text: &str) -> &str {
    let rest = text.trim_start_matches(is_of_number);
    text[..text.len() - rest.len()].trim_end_matches(['.', ','])
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || c == '.' || c == ','
}
