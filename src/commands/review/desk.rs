//! Where a reviewer is asked: lines that are said, and lines that are answered.

use std::cell::RefCell;

use wxops::{
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
};

use super::{
    choice::yes,
    tally::{Became, Tally},
};
use crate::shell::{arguments::Writing, asking, context::Context, interrupt};

/// A person at a terminal, going through articles.
pub(super) struct Desk<'c> {
    pub(super) ctx: &'c Context,
    pub(super) writing: &'c Writing,
    pub(super) tally: RefCell<Tally>,
}

impl Desk<'_> {
    /// The sentence in the reader's language.
    pub(super) fn words(&self, text: &Text) -> String {
        text.get(self.ctx.language).to_owned()
    }

    /// Says something between questions.
    pub(super) fn tell(&self, text: &Text) {
        self.ctx.output.note(text);
    }

    /// Says why something was not done, and what now.
    pub(super) fn refuse(&self, refusal: &Refusal) {
        self.ctx.output.refusal(refusal);
    }

    /// One line of the keyboard. Its end (Ctrl-D) is a refusal; Ctrl-C ends the program.
    pub(super) fn ask(&self, question: &str) -> Result<String> {
        interrupt::farewell(self.farewell());
        interrupt::heard(self.ctx.output, || {
            asking::prompt(&escaped(question));
            asking::answer()
        })
    }

    /// Yes or no; asked again until it is one of them.
    pub(super) fn is_sure(&self, question: &Text) -> Result<bool> {
        let question = format!("{} [y/n] ", self.words(question));
        loop {
            match yes(&self.ask(&question)?) {
                Some(sure) => return Ok(sure),
                None => self.tell(&say!("  答 y 或 n", "  answer y or n")),
            }
        }
    }

    /// One more article is done with.
    pub(super) fn add(&self, became: Became) {
        self.tally.borrow_mut().add(became);
    }

    fn farewell(&self) -> Text {
        let tally = self.tally.borrow();
        let done = tally.told().filter(|_| tally.recorded() > 0 && !self.writing.dry_run);
        match done {
            Some(Text { zh, en }) => say!(
                "已中断；这一篇没有改动，前面的已记录：{zh}。写下的意见留着，再运行 `wxops review` 接着用",
                "stopped; this article is as it was, and what came before is recorded: {en}. What you typed is kept for `wxops review`"
            ),
            None => say!(
                "已中断，没有改动。写下的意见留着，再运行 `wxops review` 接着用",
                "stopped; nothing was changed. What you typed is kept for `wxops review`"
            ),
        }
    }
}
