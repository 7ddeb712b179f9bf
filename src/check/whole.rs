//! `check` of the whole folder: every article by itself, then what rules ask of all of them together.

use std::path::Path;

use rayon::prelude::*;

use super::{Checked, Look, Place, no_content_folder, slug_of};
use crate::{
    article::{Article, INDEX, sketch::Sketch},
    content::WorkingCopy,
    refusal::Result,
    rules::{self, Shown, Summary},
};

/// How many articles are read before they are handed on.
const AT_ONCE: usize = 128;

impl Place {
    /// Checks every article that is not archived, and hands them on in order, some at a time, while the next are
    /// read: however large the folder is, only some texts are held. Last come files
    /// [again](Checked::again), with what rules ask of all articles together.
    pub fn all(&self, mut each: impl FnMut(Vec<Checked>) + Send) -> Result<()> {
        let Some(working) = &self.working else { return Err(no_content_folder()) };
        let archived = working.articles_below("archive")?;
        let mut summaries: Vec<Summary> =
            archived.par_iter().map(|bundle| archived_summary(working, bundle)).collect();
        let mut ready = Vec::new();
        for some in working.places()?.chunks(AT_ONCE) {
            let read = || some.par_iter().flat_map_iter(|place| self.in_place(working, place)).collect();
            let (next, ()): (Vec<Checked>, ()) = rayon::join(read, || each(std::mem::take(&mut ready)));
            ready = next;
            summaries.extend(ready.iter_mut().map(|file| std::mem::take(&mut file.summary)));
        }
        each(ready);
        each(self.together(&summaries));
        Ok(())
    }

    /// Checks the articles in one of the folders that lie directly in `articles/`.
    fn in_place(&self, working: &WorkingCopy, place: &Path) -> Vec<Checked> {
        match working.met(place) {
            Ok(met) => met.into_iter().map(|met| self.bundle(working, met, Look::Whole)).collect(),
            Err(refusal) => {
                let path = working.relative(place).unwrap_or_default();
                let findings = rules::check(Shown::Refused(&path, &refusal), &self.settings);
                vec![Checked::only(path, findings)]
            }
        }
    }

    /// The files of which rules about all articles find something, in order. The archive is not found fault with.
    fn together(&self, summaries: &[Summary]) -> Vec<Checked> {
        let mut files: Vec<Checked> = Vec::new();
        let found = rules::check(Shown::Folder(summaries), &self.settings).into_iter();
        for finding in found.filter(|finding| !finding.path.starts_with("archive/")) {
            match files.last_mut() {
                Some(file) if file.path == finding.path => file.findings.push(finding),
                _ => {
                    let file = Checked::only(finding.path.clone(), vec![finding]);
                    files.push(Checked { again: true, ..file });
                }
            }
        }
        files
    }
}

/// What its fields say of an article.
pub(super) fn summary(path: &str, article: &Article) -> Summary {
    Summary {
        path: path.to_owned(),
        slug: slug_of(path.strip_suffix(INDEX).unwrap_or(path).trim_end_matches('/')).to_owned(),
        id: article.table().map(|table| table.id.clone()),
        title: article.title().map(ToOwned::to_owned),
        sketch: Sketch::default(),
    }
}

fn archived_summary(working: &WorkingCopy, bundle: &str) -> Summary {
    let path = format!("{bundle}/{INDEX}");
    let front = working.read_front(&path).unwrap_or_default();
    summary(&path, &Article::parse(front))
}
