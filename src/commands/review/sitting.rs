//! A walk along the queue: each article is read, its list ticked, and a decision asked for.

use std::cell::RefCell;

use wxops::{
    commit::Kept,
    refusal::{Exit, Result},
    repo::Repo,
    say,
    text::{Text, list as listed},
    workflow::{decide::Does, replacement::Typed},
};

use super::{
    choice::Choice,
    deciding::{act, hindered, is_stale},
    desk::Desk,
    edits,
    list::{self, Answers},
    opinions::Opinions,
    page::{Duty, Page, Shows},
    tally::{Became, Tally},
};
use crate::shell::{
    arguments::{Which, Writing},
    context::Context,
    looking::Looking,
};

/// What comes after an article.
enum Next {
    /// The next one
    On(Became),
    /// The same one once more, as it is now
    Again,
    /// The end
    Quit,
}

/// Goes through articles. What is done is done article by article; at the end stands how many became what.
pub(super) fn walk(ctx: &Context, slugs: &[String], shows: Shows, writing: &Writing) -> Exit {
    let desk = Desk { ctx, writing, tally: RefCell::new(Tally::default()) };
    let mut exit = Exit::Done;
    'articles: for (n, slug) in slugs.iter().enumerate() {
        loop {
            let next = match visit(&desk, slug, shows, (n + 1, slugs.len()), &mut exit) {
                Ok(next) => next,
                // One article that cannot be read is no reason to leave the others.
                Err(error) => {
                    exit = ctx.output.failure(&error);
                    Next::On(Became::Skipped)
                }
            };
            match next {
                Next::On(became) => desk.add(became),
                Next::Again => continue,
                Next::Quit => break 'articles,
            }
            break;
        }
    }
    let Text { zh, en } = desk.tally.borrow().told().unwrap_or(say!("一篇都没有办", "nothing was done"));
    ctx.output.say(&if writing.dry_run {
        say!("\n{zh}（演练，什么都没有改）", "\n{en} (a rehearsal; nothing was changed)")
    } else {
        say!("\n{zh}", "\n{en}")
    });
    exit
}

/// Shows one article and asks.
fn visit(
    desk: &Desk<'_>,
    slug: &str,
    shows: Shows,
    place: (usize, usize),
    exit: &mut Exit,
) -> anyhow::Result<Next> {
    let ctx = desk.ctx.later()?;
    let looking = Looking::open(&ctx)?;
    let head = looking.folder.head()?;
    let found = looking.find(&head, &Which { article: Some(slug.to_owned()) })?;
    let derived = looking.derived(&head, &found)?;
    let state = derived.proof.clone()?.0;
    if !looking.is_my_turn(looking.turn(&state).as_ref()) {
        let Text { zh, en } = state.label();
        let title = looking.called(&derived.card);
        desk.tell(&say!(
            "\n{title}已经是“{zh}”，不等你了",
            "\n{title} is {en} by now, and does not wait for you"
        ));
        return Ok(Next::On(Became::Elsewhere));
    }
    let page = Page::of(&looking, &head, derived)?;
    drop(head);
    ctx.output.page(&page.drawn(&looking, shows, place));
    let me = looking.me.clone().unwrap_or_default();
    let opinions = Opinions::begun(desk, looking.folder.repo(), &page, &me)?;
    let answers = Answers::default();
    Sitting { desk, looking: &looking, page: &page, me, opinions, answers, exit }.decide()
}

/// One article in front of its reviewer.
struct Sitting<'s> {
    desk: &'s Desk<'s>,
    looking: &'s Looking<'s>,
    page: &'s Page,
    me: String,
    opinions: Opinions,
    answers: Answers,
    exit: &'s mut Exit,
}

impl Sitting<'_> {
    fn decide(mut self) -> anyhow::Result<Next> {
        if self.page.duty == Duty::Decide {
            if let Err(refusal) = hindered(self.desk, self.page) {
                self.desk.refuse(&refusal);
            } else if let Err(refusal) = self.listed() {
                self.desk.refuse(&refusal); // the list can be gone on with
            }
        }
        loop {
            let Ok(words) = self.question() else { return Ok(self.leave()) };
            let choice = Choice::typed(&words).filter(|choice| self.offers().contains(choice));
            let next = match choice {
                Some(Choice::Quit) => return Ok(self.leave()),
                Some(Choice::Skip) => {
                    self.opinions.left(self.desk);
                    return Ok(Next::On(Became::Skipped));
                }
                Some(choice) => self.carry_out(choice),
                None => {
                    self.misunderstood(&words);
                    Ok(None)
                }
            };
            match next {
                Ok(Some(next)) => return Ok(next),
                Ok(None) => {}
                Err(error) if is_stale(&error) => {
                    self.desk.ctx.output.failure(&error);
                    self.opinions.left(self.desk);
                    return Ok(Next::Again);
                }
                // An end of input in the middle of something leads back to the question.
                Err(error) => drop(self.desk.ctx.output.failure(&error)),
            }
        }
    }

    fn leave(&self) -> Next {
        self.opinions.left(self.desk);
        Next::Quit
    }

    /// What can be chosen, in order.
    fn offers(&self) -> Vec<Choice> {
        let mut offers = match self.page.duty {
            Duty::Decide => vec![Choice::Approve, Choice::Edit, Choice::Changes],
            Duty::Confirm => vec![Choice::Approve, Choice::Changes],
            Duty::Accept => vec![Choice::Approve, Choice::Decline],
        };
        offers.extend(self.page.rejects.then_some(Choice::Reject));
        offers.extend((self.answers.open(&self.page.items) > 0).then_some(Choice::List));
        offers.extend(self.page.compared.is_some().then_some(Choice::Changed));
        offers.extend([Choice::Whole, Choice::Skip, Choice::Quit, Choice::Help]);
        offers
    }

    fn confirms(&self) -> bool {
        self.page.duty != Duty::Decide
    }

    fn question(&self) -> Result<String> {
        let each = self.offers().into_iter().map(|choice| {
            let (letter, Text { zh, en }) = (choice.letter(), choice.label(self.confirms()));
            say!("{letter} {zh}", "{letter} {en}")
        });
        let Text { zh, en } = listed(&each.collect::<Vec<_>>());
        let zh = zh.replace('、', "　");
        let waiting = match (self.answers.open(&self.page.items), self.opinions.len()) {
            (0, 0) => Text::default(),
            (0, n) => say!("（写下意见 {n} 条）", " (opinions: {n})"),
            (open, 0) => say!("（清单还有 {open} 项）", " (open on the list: {open})"),
            (open, n) => {
                say!("（清单还有 {open} 项，写下意见 {n} 条）", " (open on the list: {open}; opinions: {n})")
            }
        };
        let question =
            say!("\n怎么办？{w}\n  {zh}\n> ", "\nWhat now?{v}\n  {en}\n> ", w = &waiting.zh, v = &waiting.en);
        let words = self.desk.words(&question);
        self.desk.ask(&words)
    }

    fn misunderstood(&self, words: &str) {
        if words.is_empty() {
            self.desk.tell(&say!("  要选一个；不知道选什么就输 ?", "  choose one; ? explains them"));
        } else if Choice::typed(words).is_some() {
            self.desk.tell(&say!(
                "  这一篇现在不能这样办；? 看说明",
                "  that does not fit this article now; ? explains"
            ));
        } else {
            self.desk.tell(&say!("  没有“{words}”这一项；? 看说明", "  there is no “{words}”; ? explains"));
        }
    }

    fn help(&self) {
        for choice in self.offers() {
            let (letter, label) = (choice.letter(), choice.label(self.confirms()));
            let meaning = choice.meaning(self.confirms());
            self.desk.tell(&say!(
                "  {letter}  {zh}：{m}",
                "  {letter}  {en}: {n}",
                zh = &label.zh,
                en = &label.en,
                m = &meaning.zh,
                n = &meaning.en
            ));
        }
    }

    /// Does what was chosen; nothing where the question is asked again.
    fn carry_out(&mut self, choice: Choice) -> anyhow::Result<Option<Next>> {
        let output = self.desk.ctx.output;
        match choice {
            Choice::Help => self.help(),
            Choice::Whole => output.page(&self.page.whole(self.looking)),
            Choice::Changed => output.page(&self.page.changed(self.looking)),
            Choice::List => drop(self.listed()?),
            Choice::Approve => return self.approve(),
            Choice::Edit => return self.edit(),
            Choice::Changes => return self.send_back(),
            Choice::Reject => {
                let question =
                    say!("退稿的理由（空行不退）：", "why it is rejected (a blank line: not after all): ");
                let Some(reason) = self.reason(&question)? else { return Ok(None) };
                let opinions = self.opinions.read(true)?;
                return self.act(Does::Reject(reason, opinions), Became::Rejected, None);
            }
            Choice::Decline => {
                let question = say!(
                    "驳回的理由（空行不驳）：",
                    "why the edits are declined (a blank line: not after all): "
                );
                let Some(reason) = self.reason(&question)? else { return Ok(None) };
                return self.act(Does::Decline(reason), Became::Declined, None);
            }
            Choice::Skip | Choice::Quit => {}
        }
        Ok(None)
    }

    fn listed(&mut self) -> Result<bool> {
        list::ask(self.desk, &self.page.items, &mut self.answers, &mut self.opinions)
    }

    fn approve(&mut self) -> anyhow::Result<Option<Next>> {
        if self.page.duty == Duty::Accept {
            return self.act(Does::Accept, Became::Confirmed, None);
        }
        let became = if self.confirms() { Became::Confirmed } else { Became::Approved };
        self.pass(vec![], None, became)
    }

    fn edit(&mut self) -> anyhow::Result<Option<Next>> {
        let repo: &Repo = self.looking.folder.repo();
        let Some((edits, copy)) = edits::edited(self.desk, repo, self.page, &self.me)? else {
            return Ok(None);
        };
        self.pass(edits, Some(copy), Became::ApprovedWithEdits)
    }

    fn pass(
        &mut self,
        edits: Vec<Typed>,
        copy: Option<Kept>,
        became: Became,
    ) -> anyhow::Result<Option<Next>> {
        if !self.listed()? {
            let open = self.answers.open(&self.page.items);
            self.desk.tell(&say!(
                "  清单还有 {open} 项没有确认，不能通过",
                "  the list is open ({open}), so it cannot be approved"
            ));
            return Ok(None);
        }
        let count = self.opinions.len();
        let attach = say!(
            "写下的 {count} 条意见只能作为“建议”附在通过里。就这样？",
            "what you typed ({count}) can only go along as suggestions. All right?"
        );
        if count > 0 && !self.desk.is_sure(&attach)? {
            return Ok(None);
        }
        let (ticks, opinions) = (self.answers.ticks(), self.opinions.read(true)?);
        self.act(Does::Approve { ticks, opinions, edits, said: None }, became, copy)
    }

    fn send_back(&mut self) -> anyhow::Result<Option<Next>> {
        if !self.opinions.collect(self.desk, self.looking.folder.repo())? {
            return Ok(None);
        }
        let (count, owner) = (self.opinions.len(), self.looking.team.name(&self.page.state.owner));
        let sure = say!("退改给{owner}，{count} 条意见？", "back to {owner}, opinions: {count}?");
        if !self.desk.is_sure(&sure)? {
            return Ok(None);
        }
        let opinions = self.opinions.read(false)?;
        self.act(Does::RequestChanges(opinions), Became::SentBack, None)
    }

    /// A reason, and that it is meant.
    fn reason(&self, question: &Text) -> Result<Option<String>> {
        let reason = self.desk.ask(&self.desk.words(question))?;
        if reason.is_empty() {
            return Ok(None);
        }
        let sure = self.desk.is_sure(&say!("就这样定？", "do it?"))?;
        Ok(sure.then_some(reason))
    }

    fn act(&mut self, does: Does, became: Became, copy: Option<Kept>) -> anyhow::Result<Option<Next>> {
        let exit = act(self.desk, self.page, does)?;
        if exit != Exit::Done {
            *self.exit = exit; // recorded, but the working copy is behind
        }
        if !self.desk.writing.dry_run {
            self.opinions.forget()?;
            copy.map_or(Ok(()), |copy| copy.forget())?;
        }
        Ok(Some(Next::On(became)))
    }
}
