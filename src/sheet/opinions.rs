//! Every opinion with its answers, whichever revision it was about.

use super::Met;
use crate::{
    article::line_of,
    moment::Moment,
    workflow::{
        action::Action,
        opinion::{Opinion, Verdict},
        told,
    },
};

/// One opinion.
pub struct Point {
    /// Which text for readers it is about
    pub revision: u32,
    /// Its number within that revision, from 1
    pub number: usize,
    /// What is asked; leaks are masked
    pub opinion: Opinion,
    /// The line of `index.md` where the quoted words stand now
    pub line: Option<usize>,
    /// Who asks, by id
    pub by: String,
    /// Who asks
    pub name: String,
    /// The name of the stage
    pub stage: String,
    /// When
    pub at: Moment,
    /// The answers, in order; the newest counts
    pub answers: Vec<Answered>,
}

/// One answer.
pub struct Answered {
    /// Done, partly or declined
    pub verdict: Verdict,
    /// What was done, or why not; leaks are masked
    pub text: Option<String>,
    /// Who answers
    pub name: String,
    /// When
    pub at: Moment,
}

/// The opinions in order, with what was answered. `file` is the article as it is committed.
pub(super) fn points(told: &[Met<'_>], file: &str) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    let mut of = Vec::new(); // the record and the place in it that each point comes from
    let mut number = 0;
    for met in told {
        let record = &met.filed.record;
        if record.action == Action::Correct {
            number = 0;
        }
        for (n, opinion) in record.says.opinions.iter().enumerate() {
            number += 1;
            of.push((met.filed.id.clone(), n + 1));
            points.push(Point {
                revision: record.revision,
                number,
                line: opinion.place(file).map(|at| line_of(file, at)),
                opinion: opinion.clone(),
                by: record.by.clone(),
                name: met.name(),
                stage: told::stage(record, met.before.as_ref()).unwrap_or_default().to_owned(),
                at: met.at,
                answers: vec![],
            });
        }
        for answer in &record.says.answers {
            let asked = of.iter().position(|(id, n)| *id == answer.record && *n == answer.n);
            if let Some(point) = asked.and_then(|at| points.get_mut(at)) {
                let (verdict, text) = (answer.answer, answer.text.clone());
                point.answers.push(Answered { verdict, text, name: met.name(), at: met.at });
            }
        }
    }
    points
}
