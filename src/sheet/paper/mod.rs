//! The sheet as paper has it, in one language: facts, tables, lists. What is drawn from it is drawn alike.

mod facts;
mod rows;

use super::Sheet;
use crate::{
    say,
    text::{Language, Text},
};
use facts::{facts, foot, proof};
use rows::{asked, columns, opinion, row, ticked};

/// The name of the form, in both languages.
pub(super) const NAME: (&str, &str) = ("公众号稿件审核表", "Review sheet");

/// A sheet of paper.
pub(super) struct Paper {
    /// The name of the form
    pub(super) name: String,
    /// The name of the article
    pub(super) called: String,
    /// Label and words, in front of everything
    pub(super) facts: Vec<[String; 2]>,
    /// What follows, each under its heading
    pub(super) parts: Vec<Part>,
    /// Label and words, at the end
    pub(super) foot: Vec<[String; 2]>,
}

/// A part of it.
pub(super) struct Part {
    /// Its heading
    pub(super) heading: String,
    /// What stands below
    pub(super) body: Body,
}

/// What stands below a heading.
pub(super) enum Body {
    /// Columns with their names, and rows
    Table(Vec<String>, Vec<Vec<String>>),
    /// Lists with their names, side by side
    Lists(Vec<(String, Vec<String>)>),
    /// Sentences
    Lines(Vec<String>),
}

/// Lays a sheet out.
pub(super) fn of(sheet: &Sheet, language: Language) -> Paper {
    let words = |text: &Text| text.get(language).to_owned();
    let named = |text: Text| words(&text);
    let mut parts = vec![Part {
        heading: named(say!("流转", "Acts")),
        body: Body::Table(
            columns(language),
            sheet.acts.iter().map(|act| row(act, sheet.revision, language)).collect(),
        ),
    }];
    if !sheet.opinions.is_empty() {
        parts.push(Part {
            heading: named(say!("修改意见与答复", "Opinions and answers")),
            body: Body::Table(
                asked(language),
                sheet.opinions.iter().map(|point| opinion(point, sheet.revision, language)).collect(),
            ),
        });
    }
    if !sheet.lists.is_empty() {
        parts.push(Part {
            heading: named(say!("清单", "Check lists")),
            body: Body::Lists(sheet.lists.iter().map(|list| ticked(list, language)).collect()),
        });
    }
    if !sheet.allowed.is_empty() {
        parts.push(Part {
            heading: named(say!("检查出来、已说明理由", "Found and answered")),
            body: Body::Lines(sheet.allowed.iter().map(words).collect()),
        });
    }
    if let Some(marks) = &sheet.proof {
        parts.push(Part {
            heading: named(say!("核验", "Proof")),
            body: Body::Lines(proof(marks).iter().map(|line| words(line).replace('`', "")).collect()),
        });
    }
    Paper {
        name: named(say!("{zh}", "{en}", zh = NAME.0, en = NAME.1)),
        called: words(&sheet.called),
        facts: facts(sheet).iter().map(|(label, text)| [words(label), words(text)]).collect(),
        parts,
        foot: foot(sheet).iter().map(|(label, text)| [words(label), words(text)]).collect(),
    }
}
