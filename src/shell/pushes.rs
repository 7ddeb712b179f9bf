//! A push as people and scripts see it: each article with its place, where it stands, and what to type for it next.

use serde_json::{Value, json};
use wxops::{
    folder::{Broken, Head, Member, Place, Pushes, called},
    moment::{self, stored},
    pushing,
    refusal::{Refusal, Result},
    say,
    schedule::{
        Timetable,
        push::{self, Push},
    },
    text::{Text, list},
    workflow::{action::Action, outlook::Outlook, page::may_go_out, state::State, status::Status},
};

use super::{
    looking::Looking,
    table::{TITLE, indented, shortened},
};

/// A push with its articles.
pub(crate) struct Shown<'l> {
    looking: &'l Looking<'l>,
    timetable: &'l Timetable,
    pub(crate) push: Push,
    pub(crate) members: Vec<Member>,
}

impl<'l> Looking<'l> {
    /// A push with its articles as they stand by a commit.
    pub(crate) fn shown(
        &'l self,
        head: &Head<'_>,
        timetable: &'l Timetable,
        push: &Push,
    ) -> Result<Shown<'l>> {
        let members = self.folder.members(head, push, (&self.team, self.now))?;
        Ok(Shown { looking: self, timetable, push: push.clone(), members })
    }
}

impl Shown<'_> {
    /// Every article may go out as it is.
    pub(crate) fn is_valid(&self) -> bool {
        self.members.iter().all(|member| member.wanting.is_none())
    }

    /// `推送 2026-12-01-2000　12月1日（周二）20:00　周二晚 · 已定时`
    pub(crate) fn title(&self) -> Text {
        let (id, Text { zh, en }) = (&self.push.id, moment::spoken(self.push.at, self.looking.now));
        let slot = self.timetable.slot_at(self.push.at).map(|slot| &slot.name);
        let (slot_zh, slot_en) =
            slot.map_or_else(Default::default, |name| (format!("　{name}"), format!("  {name}")));
        let Text { zh: armed_zh, en: armed_en } = mark(self.push.armed.is_some());
        say!("推送 {id}　{zh}{slot_zh}{armed_zh}", "push {id}  {en}{slot_en}{armed_en}")
    }

    /// The title, a line for each article, and what else is to be known.
    pub(crate) fn show(&self) {
        let looking = self.looking;
        looking.headline(&self.title());
        let row = |member: &Member| {
            [
                looking.words(&push::place(member.position)),
                self.status(member),
                shortened(&self.called(member), TITLE),
                looking.words(&self.slot(member)),
                looking.words(&say!("封面 {shape}", "cover {shape}", shape = shape(member.position))),
                looking.words(&self.next(member).unwrap_or_default()),
            ]
        };
        looking.ctx.output.page(&indented(self.members.iter().map(row)));
        for member in &self.members {
            let Some(refusal) = member.wanting.as_ref().filter(|own| own.code != "not_approved") else {
                continue;
            };
            looking.ctx.output.problem(refusal);
        }
        for remark in self.remarks() {
            looking.ctx.output.note(&remark);
        }
        looking.ctx.output.say(&self.verdict());
    }

    /// In one line of a list.
    pub(crate) fn line(&self) -> Vec<String> {
        let looking = self.looking;
        let titles: Vec<String> = self.members.iter().map(|member| self.called(member)).collect();
        let (ready, all) =
            (self.members.iter().filter(|own| own.wanting.is_none()).count(), self.members.len());
        let Text { zh, en } = mark(self.push.armed.is_some());
        let count = if self.members.iter().all(Member::is_out) {
            say!("已推送", "out")
        } else {
            say!("已定稿 {ready}/{all}{zh}", "{ready} of {all} approved{en}")
        };
        vec![
            self.push.id.clone(),
            looking.spoken(self.push.at),
            self.timetable.slot_at(self.push.at).map(|slot| slot.name.clone()).unwrap_or_default(),
            looking.words(&count),
            shortened(&titles.join(" "), 2 * TITLE),
        ]
    }

    fn called(&self, member: &Member) -> String {
        member.derived.as_ref().map_or_else(
            || member.slug.clone(),
            |derived| self.looking.words(&called(&derived.card.title, &derived.card.slug)),
        )
    }

    /// Where an article stands, and whose turn it is.
    fn status(&self, member: &Member) -> String {
        let looking = self.looking;
        let Some(derived) = &member.derived else { return looking.words(&say!("没有这篇", "not there")) };
        let Some(state) = derived.state() else { return looking.words(&looking.label(&derived.card)) };
        let changed = member.wanting.is_some() && may_go_out(state.status);
        let Text { zh, en } = looking.marked(state);
        let turn = looking.turn(state).filter(|_| !may_go_out(state.status) && !member.is_out());
        let (who_zh, who_en) = turn.map_or_else(Default::default, |turn| {
            let Text { zh, en } = looking.able(turn.action, state, &turn.people);
            (format!("，等{zh}"), format!(" ({en})"))
        });
        looking.words(&if changed {
            say!("{zh}，但不能发", "{en}, but cannot go out")
        } else {
            say!("{zh}{who_zh}", "{en}{who_en}")
        })
    }

    /// Whether its time is the push's.
    fn slot(&self, member: &Member) -> Text {
        let Some(state) = member.state().filter(|_| !member.is_out()) else { return Text::default() };
        match state.publish_at {
            Some(at) if at == self.push.at => say!("时间一致", "same time"),
            Some(at) => {
                let Text { zh, en } = moment::spoken(self.looking.folder.local(at), self.looking.now);
                say!("却排在 {zh}", "scheduled for {en} instead")
            }
            None => say!("未排期", "no time yet"),
        }
    }

    /// What to type for an article next; nothing where it only waits.
    fn next(&self, member: &Member) -> Option<Text> {
        let (looking, slug) = (self.looking, &member.slug);
        let Some(state) = member.state() else {
            let id = &self.push.id;
            return Some(say!("wxops push remove {id} {slug}", "wxops push remove {id} {slug}"));
        };
        let over = !self.push.is_coming(looking.now);
        match state.status {
            _ if member.is_out() => None,
            Status::Approved | Status::Scheduled if member.wanting.is_some() => {
                Some(say!("wxops show {slug}", "wxops show {slug}"))
            }
            Status::Approved | Status::Scheduled if over => {
                Some(say!("wxops publish {slug} --url 链接", "wxops publish {slug} --url LINK"))
            }
            Status::Approved => Some(say!("wxops schedule {slug}", "wxops schedule {slug}")),
            Status::Scheduled if state.publish_at != Some(self.push.at) => {
                Some(say!("wxops unschedule {slug}", "wxops unschedule {slug}"))
            }
            Status::Scheduled => None,
            Status::Draft | Status::ChangesRequested if !over && !self.is_intended(member) => {
                let clock = self.push.at.format("%Y-%m-%d %H:%M");
                Some(say!("wxops plan {slug} --at '{clock}'", "wxops plan {slug} --at '{clock}'"))
            }
            _ => {
                let turn = looking.turn(state)?;
                Some(Text::same(looking.command(turn.action, state)))
            }
        }
    }

    /// Whether the writer has the push's time in mind.
    fn is_intended(&self, member: &Member) -> bool {
        let planned = member.derived.as_ref().map(|derived| &derived.card.planned_at);
        planned.and_then(|words| moment::written(words, &self.timetable.zone)) == Some(self.push.at)
    }

    /// What is worth a word about its time, its lead, and how many there are.
    pub(crate) fn remarks(&self) -> Vec<Text> {
        if !self.push.is_coming(self.looking.now) {
            return vec![];
        }
        let mut told = self.timetable.remarks_on(self.push.at);
        let lead = self.members.first().and_then(|member| member.derived.as_ref());
        let unfit = lead.and_then(|lead| {
            let (slot, may) = self.timetable.leaders(self.push.at, &lead.card.category)?;
            Some((slot, may, called(&lead.card.title, &lead.card.slug)))
        });
        if let Some((slot, Text { zh: may_zh, en: may_en }, Text { zh, en })) = unfit {
            told.push(say!(
                "档期“{slot}”的头条可用栏目是{may_zh}，头条{zh}不是",
                "slot `{slot}` is led by {may_en}; the lead, {en}, is none of these"
            ));
        }
        let least = self.timetable.rhythm.articles.min;
        if (self.members.len() as u64) < u64::from(least) {
            told.push(say!("一次推送至少 {least} 篇", "a push has {least} articles or more"));
        }
        told
    }

    /// Whether it can go out, and what to do about it.
    fn verdict(&self) -> Text {
        let id = &self.push.id;
        let wanting: Vec<Text> = self
            .members
            .iter()
            .filter(|member| member.wanting.is_some())
            .map(|member| Text::same(self.called(member)))
            .collect();
        let Text { zh, en } = list(&wanting);
        match &self.push.armed {
            Some(_) if !wanting.is_empty() => say!(
                "后台已定时，却还不能推：{zh}。先在后台取消定时，再 `wxops push disarm {id}`",
                "a timer runs in the back office, and it cannot go out: {en}. Cancel the timer there, then `wxops push disarm {id}`"
            ),
            _ if !wanting.is_empty() => say!("还不能推：{zh}", "cannot go out yet: {en}"),
            _ if self.members.iter().all(Member::is_out) => say!("都已推送", "all of it is out"),
            _ if !self.push.is_coming(self.looking.now) => {
                say!("时间已过，发出了就登记链接", "its time is over; once it is out put the links on record")
            }
            Some(timer) => {
                let at = moment::spoken(timer.at, self.looking.now);
                let name = self.looking.team.name(&timer.by);
                say!(
                    "都已定稿；{name}已在后台定时：{at_zh} 自动发出",
                    "all approved; {name} set a timer in the back office: it sends on {at_en}",
                    at_zh = at.zh,
                    at_en = at.en
                )
            }
            None => say!(
                "都已定稿。在后台定时以后登记：`wxops push arm {id}`",
                "all approved. Once a timer is set in the back office: `wxops push arm {id}`"
            ),
        }
    }

    /// As a document.
    pub(crate) fn document(&self) -> Value {
        let push = &self.push;
        let member = |member: &Member| {
            let state = member.state();
            let mut article = member.derived.as_ref().map_or_else(
                || json!({ "slug": member.slug }),
                |derived| self.looking.element_with_turn(derived),
            );
            article["position"] = json!(member.position);
            let is_approved = state.is_some_and(|state| may_go_out(state.status));
            article["approved"] = json!(is_approved || member.is_out());
            article["valid"] = json!(member.wanting.is_none());
            article["in_time"] = json!(state.and_then(|state| state.publish_at).map(|at| at == push.at));
            article["cover_shape"] = json!(shape(member.position));
            article["why"] = json!(member.wanting.as_ref().map(|own| self.looking.words(&own.message)));
            article["type_next"] = json!(self.next(member).map(|next| self.looking.words(&next)));
            article
        };
        json!({
            "id": push.id,
            "at": stored(push.at),
            "slot": self.timetable.slot_at(push.at).map(|slot| &slot.name),
            "path": push.path(),
            "valid": self.is_valid(),
            "armed": push.armed.as_ref().map(|timer| {
                json!({ "at": stored(timer.at), "by": timer.by, "on": stored(timer.on) })
            }),
            "articles": self.members.iter().map(member).collect::<Vec<_>>(),
        })
    }
}

impl Looking<'_> {
    /// Tells which files of pushes cannot be read; and as a document.
    pub(crate) fn broken(&self, pushes: &Pushes) -> Value {
        let one = |broken: &Broken| {
            let Refusal { code, message, path, line, .. } = &broken.refusal;
            self.ctx.output.problem(&broken.refusal);
            json!({ "code": code, "message": self.words(message), "path": path, "line": line })
        };
        pushes.broken.iter().map(one).collect()
    }

    /// Closes the acts that a timer of the back office forbids.
    pub(crate) fn close_timed(&self, state: &State, acts: &mut [Outlook]) {
        let refusal = match self.folder.timer_of(state, self.now) {
            Ok(None) => return,
            Ok(Some(timer)) => pushing::timed(&timer, &state.slug, self.now),
            Err(refusal) => refusal,
        };
        let takes_back = |act: &&mut Outlook| {
            matches!(act.action, Action::Withdraw | Action::Unschedule | Action::Discard)
                && act.closed.is_none()
        };
        for act in acts.iter_mut().filter(takes_back) {
            (act.closed, act.people) = (Some(refusal.clone()), vec![]);
        }
    }

    /// The push that an article stands in: `12月1日（周二）20:00 头条 · 已定时`; nothing where there is none.
    pub(crate) fn push_told(&self, state: &State) -> Option<Text> {
        let pushes = self.folder.pushes_around(self.now).ok()?;
        let place = pushes.place(&state.slug, state.live.as_ref().map(|live| live.at))?;
        Some(self.placed(&place))
    }

    /// A place in a push, in words.
    pub(crate) fn placed(&self, place: &Place) -> Text {
        let (Text { zh, en }, at) = (push::place(place.position), moment::spoken(place.at, self.now));
        let Text { zh: armed_zh, en: armed_en } = mark(place.armed.is_some());
        say!("{at_zh} {zh}{armed_zh}", "{at_en}, {en}{armed_en}", at_zh = at.zh, at_en = at.en)
    }
}

/// What stands behind a push, or an article of one, for which a timer runs.
pub(crate) fn mark(armed: bool) -> Text {
    if armed { say!(" · 已定时", " · armed") } else { Text::default() }
}

/// The shape in which a cover is shown: wide for the lead, square for the others.
fn shape(position: usize) -> &'static str {
    if position == 1 { "2.35:1" } else { "1:1" }
}
