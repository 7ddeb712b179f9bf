//! Opinions that a reviewer wrote and has not used: typed in `review`, or made with the mouse in `preview`. One a line, in the
//! git folder, until an act took them.

use wxops::{
    commit::Kept,
    refusal::Result,
    repo::Repo,
    say,
    workflow::opinion::{Opinion, Weight},
};

use super::{arguments::Writing, context::Context};

/// What one reviewer wrote about one article.
pub(crate) struct Drafts {
    lines: Vec<String>,
    kept: Kept,
}

impl Drafts {
    /// Those of a member about the article with this id.
    pub(crate) fn of(repo: &Repo, article: &str, member: &str) -> Result<Drafts> {
        let kept = Kept::named(repo, &format!("{article}-{member}.txt"));
        let lines = meant(&kept.read()?.unwrap_or_default());
        Ok(Drafts { lines, kept })
    }

    /// As they are typed, one a line.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Where they lie.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// One more.
    pub(crate) fn add(&mut self, line: String) -> Result<()> {
        self.lines.push(line);
        self.keep()
    }

    /// Without the one at a place, which comes back.
    pub(crate) fn remove(&mut self, at: usize) -> Result<Option<String>> {
        let gone = (at < self.lines.len()).then(|| self.lines.remove(at));
        self.keep()?;
        Ok(gone)
    }

    /// Others instead.
    pub(crate) fn replace(&mut self, lines: Vec<String>) -> Result<()> {
        self.lines = lines;
        self.keep()
    }

    /// What lies there now, as somebody may have edited it.
    pub(crate) fn again(&self) -> Result<Vec<String>> {
        Ok(meant(&self.kept.read()?.unwrap_or_default()))
    }

    /// An act took them, or they are not wanted any more.
    pub(crate) fn forget(&mut self) -> Result<()> {
        self.lines.clear();
        self.kept.forget()
    }

    /// An act took them and is done: that they cannot be put away undoes nothing.
    pub(crate) fn used(mut self, ctx: &Context, writing: &Writing) {
        if writing.dry_run {
            return;
        }
        if let Err(refusal) = self.forget() {
            ctx.output.note(&refusal.message);
        }
    }

    /// All of them, one a line.
    pub(crate) fn text(&self) -> String {
        self.lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }

    pub(crate) fn keep(&self) -> Result<()> {
        if self.lines.is_empty() { self.kept.forget() } else { self.kept.write(&self.text()) }
    }

    /// They take the place of opinions for an act that was typed without any, and a word about it; nothing where some were
    /// typed. `article` is the text that quotations point at.
    pub(crate) fn taken_up(
        self,
        ctx: &Context,
        opinions: &mut Vec<Opinion>,
        weight: Weight,
        article: &str,
    ) -> Result<Option<Drafts>> {
        if !opinions.is_empty() || self.lines.is_empty() {
            return Ok(None);
        }
        let read = |line: &String| Opinion::typed(line, weight, article);
        *opinions = self.lines.iter().map(read).collect::<Result<_>>()?;
        let count = opinions.len();
        ctx.output.note(&say!(
            "用上了之前写下的 {count} 条意见",
            "takes up the opinions that were written before ({count})"
        ));
        Ok(Some(self))
    }
}

/// The lines that are opinions.
fn meant(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.trim_start_matches(['-', '*', ' ']).to_owned()).collect()
}
