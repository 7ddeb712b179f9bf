//! After an act: the team is told in its chat whose turn it is. The act stands whatever becomes of that.

use serde_json::{Value, json};
use wxops::{
    folder::card,
    notice::{Happened, Notice, Robot, is_told, of_act},
    refusal::{Refusal, Result},
    repo::CommitId,
    say,
    schedule::Standing,
    text::{Language, Text},
    workflow::{
        decide::{Decision, Done},
        derive::derive,
        turn::waiting_since,
    },
};

use super::{
    acting::Acting,
    robots::{Message, Robots, deliver},
    sharing::Shared,
};

impl Acting<'_> {
    /// Tells the team of acts in one commit, once others can see them; says whether the groups know, as the documents have it.
    /// Without the address of a robot it costs nothing and says nothing.
    pub(crate) fn notify(
        &self,
        decisions: &[Decision],
        commit: Option<&CommitId>,
        shared: Option<&Shared>,
    ) -> Value {
        let last = |decision: &Decision| match decision {
            Decision::Do(done) => done.records.last().map(|filed| filed.record.action),
            Decision::Already(..) => None,
        };
        let is_said = decisions.iter().filter_map(last).any(is_told);
        let Some(commit) = commit.filter(|_| is_said) else { return Value::Null };
        let repo = self.folder.repo();
        let robots = match Robots::of(repo) {
            Ok(robots) if robots.all.is_empty() => return Value::Null,
            Ok(robots) => robots,
            Err(refusal) => return self.not_told(&refusal),
        };
        let (robots, notices) = match self.notices(robots, decisions) {
            Ok((robots, notices)) if robots.is_empty() || notices.is_empty() => return Value::Null,
            Ok(both) => both,
            Err(refusal) => return self.not_told(&refusal),
        };
        match shared {
            Some(shared) if shared.was_set_aside(commit) => return Value::Null,
            Some(shared) if !shared.is_done() => return self.told_later(&notices),
            None if repo.followed().is_some() && self.folder.settings().share => {
                return self.told_later(&notices);
            }
            _ => {}
        }
        let language = self.folder.settings().language.unwrap_or(Language::Zh);
        let came = notices.iter().filter_map(|notice| {
            let came = deliver((repo, self.ctx.output), &robots, self.now, |robot, sent| {
                let known = sent.knows(&robot.tag(), &notice.event);
                let words = notice.words.get(language).to_owned();
                (!known).then(|| Message { events: vec![notice.event.clone()], words })
            });
            if came == Some(false) {
                self.ask_to_tell(&notice.asked);
            }
            came
        });
        json!(came.reduce(|all, one| all && one))
    }

    /// Who hears of it, and what.
    fn notices(&self, robots: Robots, decisions: &[Decision]) -> Result<(Vec<Robot>, Vec<Notice>)> {
        let robots = robots.hearing(self.folder.head()?.policy.is_sandbox());
        let mut notices = vec![];
        for decision in decisions.iter().filter(|_| !robots.is_empty()) {
            if let Decision::Do(done) = decision {
                notices.extend(self.notice(done)?);
            }
        }
        Ok((robots, notices))
    }

    /// What is said of an act, by what is committed now: others may have acted too while it was shared.
    fn notice(&self, done: &Done) -> Result<Option<Notice>> {
        let Some(filed) = done.records.last() else { return Ok(None) };
        let head = self.folder.head()?;
        let (after, steps) = derive(head.records(&done.after.id)?, &head.policy)?;
        let card = card(self.folder.working(), after.place());
        let timetable = self.folder.working().timetable().ok();
        let pushes = self.folder.pushes_around(self.now).ok();
        let place =
            pushes.and_then(|pushes| pushes.place(&after.slug, after.live.as_ref().map(|live| live.at)));
        let pushed = place.map(|place| place.at);
        let owed = timetable.and_then(|timetable| {
            let since = waiting_since(&after, &steps);
            timetable.owed(&Standing::of(&after, since, (pushed, &card.planned_at), &timetable.zone))
        });
        Ok(of_act(&Happened {
            record: &filed.record,
            before: done.before.as_ref(),
            after: &after,
            title: &card.title,
            until: owed.map(|(_, until)| self.folder.local(until)),
            team: &self.team,
            now: self.now,
        }))
    }

    /// It could not be shared: nobody is asked to do what they cannot see yet.
    fn told_later(&self, notices: &[Notice]) -> Value {
        for notice in notices {
            let Text { zh, en } = who(&notice.asked);
            self.ctx.output.note(&say!(
                "还没有分享，所以没有发群通知；`wxops sync` 以后请自己告诉{zh}",
                "it is not shared yet, so the group was not told; after `wxops sync`, please tell {en} yourself"
            ));
        }
        json!(false)
    }

    /// The settings or the folder stand in the way.
    fn not_told(&self, refusal: &Refusal) -> Value {
        let Text { zh, en } = &refusal.message;
        self.ctx.output.note(&say!(
            "没有发群通知：{zh}。看 `wxops notify`",
            "the group was not told: {en}. See `wxops notify`"
        ));
        json!(false)
    }

    fn ask_to_tell(&self, asked: &Text) {
        let Text { zh, en } = who(asked);
        self.ctx
            .output
            .note(&say!("稿件已经办好，请自己告诉{zh}", "the act stands; please tell {en} yourself"));
    }
}

fn who(asked: &Text) -> Text {
    if asked.zh.is_empty() { say!("同事", "the others") } else { asked.clone() }
}
