//! What is said in one message of everything that is late or due soon, person by person.

use crate::{
    leaks::masked,
    moment::{Moment, stored},
    text::Language,
};

/// Most lines of persons and things owed.
const LINES: usize = 20;

/// Something that is owed, in the words of one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Of which article, by id
    pub article: String,
    /// Which step, as in JSON
    pub step: &'static str,
    /// By when
    pub until: Moment,
    /// It is late
    pub is_late: bool,
    /// Who owes it, by name
    pub people: String,
    /// What is owed: 已逾期 20 小时 · 审核《冬季新品发布》
    pub what: String,
    /// What to type
    pub command: String,
}

impl Owed {
    /// What it is about: the article, the step and its time, on the day of `now`, so that it is said once a day.
    pub fn event(&self, now: Moment) -> String {
        let (Owed { article, step, until, .. }, day) = (self, now.format("%Y-%m-%d"));
        format!("due {article} {step} {until} {day}", until = stored(*until))
    }
}

/// The message, of `limit` bytes at most. `owed` is in order of time; who owes the first of it stands first.
pub fn of_due(owed: &[Owed], hours: u32, limit: usize, language: Language) -> String {
    let late = owed.iter().filter(|owed| owed.is_late).count();
    let soon = owed.len() - late;
    let mut message = match language {
        Language::Zh => format!("【到期提醒】逾期 {late} 项，{hours} 小时内到期 {soon} 项"),
        Language::En => format!("[deadlines] {late} late, {soon} due within {hours} hours"),
    };
    let mut people: Vec<&str> = vec![];
    for owed in owed {
        if !people.contains(&owed.people.as_str()) {
            people.push(&owed.people);
        }
    }
    let (mut lines, mut left) = (0, owed.len());
    'people: for person in people {
        let mut begun = format!("\n{}", masked(person));
        for owed in owed.iter().filter(|owed| owed.people == person) {
            let more = format!("{begun}\n· {}  {}", masked(&owed.what), owed.command);
            lines += more.matches('\n').count();
            if lines > LINES || message.len() + more.len() + rest(left, language).len() > limit {
                break 'people;
            }
            message.push_str(&more);
            left -= 1;
            begun.clear();
        }
    }
    if left > 0 {
        message.push_str(&rest(left, language));
    }
    message
}

/// That there is more, and where it is seen.
fn rest(left: usize, language: Language) -> String {
    match language {
        Language::Zh => format!("\n还有 {left} 项：wxops due"),
        Language::En => format!("\nand {left} more: wxops due"),
    }
}
