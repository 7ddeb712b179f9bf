//! How a command looks: who is typing, if the team knows them, and how people, places and times are called.

use wxops::{
    folder::{Card, ContentFolder, Derived, Found, Head, called, cards},
    leaks::masked,
    moment::{self, Moment},
    refusal::Result,
    say,
    text::{Text, escaped, list},
    workflow::{
        action::Action,
        command::command,
        joint, lane,
        second_hand::standing,
        state::State,
        status::Status,
        team::Team,
        turn::{Turn, turn},
        urgent, who,
    },
};

use super::{arguments::Which, context::Context};

/// Somebody who looks. Nobody is refused: who is not in the team sees everything, and nothing is theirs.
pub(crate) struct Looking<'c> {
    pub(crate) ctx: &'c Context,
    pub(crate) folder: ContentFolder,
    /// The member's id, if the team knows this person
    pub(crate) me: Option<String>,
    /// Now, in the account's zone
    pub(crate) now: Moment,
    /// The rule book in force
    pub(crate) team: Team,
}

impl<'c> Looking<'c> {
    /// Opens the folder and finds out who is typing, if that can be told; says so if not.
    pub(crate) fn open(ctx: &'c Context) -> Result<Self> {
        let looking = Self::silent(ctx)?;
        if looking.me.is_none() {
            let mail = looking.folder.repo().identity().map(|who| who.email).unwrap_or_default();
            ctx.output.note(&if mail.is_empty() {
                say!(
                    "git 不知道你是谁；下面没有一篇算你的",
                    "git does not know who you are; nothing below counts as yours"
                )
            } else {
                say!(
                    "团队里没有邮箱 {mail}；下面没有一篇算你的",
                    "nobody in the team has the address {mail}; nothing below counts as yours"
                )
            });
        }
        Ok(looking)
    }

    /// The same without a word.
    pub(crate) fn silent(ctx: &'c Context) -> Result<Self> {
        let folder = ContentFolder::open(&ctx.start)?;
        let head = folder.head()?;
        let now = super::context::folder_time(ctx, &folder, head.policy.is_sandbox())?;
        let team = head.policy.newest().team.on(now).into_owned();
        drop(head);
        let who = folder.repo().identity().ok();
        let me = who.and_then(|who| team.member_of(&who.email).map(ToOwned::to_owned));
        Ok(Looking { ctx, folder, me, now, team })
    }

    /// The article that is named, or the only one that concerns this person.
    pub(crate) fn find(&self, head: &Head<'_>, which: &Which) -> Result<Found> {
        match &which.article {
            Some(name) => self.folder.find(head, name, &self.ctx.start),
            None => self.folder.find_only(head, false, |card| self.concerns(card)),
        }
    }

    /// Whether an article, by its front matter, is this person's own or waits for a review of theirs.
    fn concerns(&self, card: &Card) -> bool {
        let (Some(me), Some(table)) = (&self.me, &card.table) else { return card.table.is_some() };
        let over = matches!(table.status, Status::Published | Status::Archived | Status::Retracted);
        let review = table.status == Status::InReview
            && table.stage.as_ref().is_some_and(|stage| self.team.may_sit(me, stage));
        (table.owner == *me && !over) || review
    }

    /// One article by its records, with its card.
    pub(crate) fn derived(&self, head: &Head<'_>, found: &Found) -> Result<Derived> {
        let card = wxops::folder::card(self.folder.working(), found.path.clone());
        let mut derived = self.folder.derived(head, vec![card])?;
        Ok(derived.remove(0))
    }

    /// The cards of the folder, with the archive if asked.
    pub(crate) fn cards(&self, archive: bool) -> Result<Vec<Card>> {
        cards(&self.folder, archive)
    }

    /// Whose turn an article is.
    pub(crate) fn turn(&self, state: &State) -> Option<Turn> {
        turn(state, &self.team, self.now)
    }

    /// Whether it is this person's turn.
    pub(crate) fn is_my_turn(&self, turn: Option<&Turn>) -> bool {
        turn.zip(self.me.as_ref()).is_some_and(|(turn, me)| turn.people.contains(me))
    }

    /// Whether this person owns or wrote it.
    pub(crate) fn is_mine(&self, state: &State) -> bool {
        self.me.as_ref().is_some_and(|me| state.owner == *me || state.writers.contains(me))
    }

    /// Names of people, or that there is nobody.
    pub(crate) fn names<'a>(&self, people: impl IntoIterator<Item = &'a String>) -> Text {
        let names = self.team.names(people.into_iter().map(String::as_str));
        if names.zh.is_empty() { say!("没有人能办", "nobody can") } else { names }
    }

    /// Names of people who can do an act; and for whom, where somebody decides as a deputy.
    pub(crate) fn able<'a>(
        &self,
        action: Action,
        state: &State,
        people: impl IntoIterator<Item = &'a String>,
    ) -> Text {
        match who::stage_of(action, state) {
            None => self.names(people),
            Some(stage) => {
                let named = people.into_iter().map(|id| who::named(&self.team, id, stage));
                let names = list(&named.collect::<Vec<_>>());
                if names.zh.is_empty() { self.names([]) } else { names }
            }
        }
    }

    /// Names of those whose turn it is.
    pub(crate) fn awaited(&self, turn: Option<&Turn>, state: &State) -> Text {
        turn.map_or_else(|| self.names([]), |turn| self.able(turn.action, state, &turn.people))
    }

    /// The status of a card, with its stage's name.
    pub(crate) fn label(&self, card: &Card) -> Text {
        let Some(table) = &card.table else { return card.without_status() };
        let stage = table.stage.as_deref().map(|id| {
            self.team.stages.iter().find(|stage| stage.id == id).map_or(id, |stage| stage.name.as_str())
        });
        table.status.label_at(stage, false)
    }

    /// The status of each card, and what stands beside it: whose signatures a joint stage still wants, and the marks of
    /// haste and of approvals that were typed for somebody. None of these show in the front matter, nor do edits that are to
    /// be confirmed: what is on its way through review is held against its records, and so is what has such approvals.
    pub(crate) fn standings(&self, cards: &[Card]) -> Result<Vec<(Text, Text)>> {
        let head = self.folder.head()?;
        let mut derived = self.folder.consented(&head)?;
        derived.extend(self.folder.indebted(&head)?);
        // Without a rule book that let anything be urgent nothing is, and fewer records are opened.
        let hurried = head.policy.versions().iter().any(|version| version.team.urgent.is_some());
        derived.extend(self.with_status(&head, cards, if hurried { may_be_urgent } else { in_review })?);
        let beside = |card: &Card| {
            let state = proved(&derived, card);
            (self.label_by(state, card), state.map(|state| self.beside(state)).unwrap_or_default())
        };
        Ok(cards.iter().map(beside).collect())
    }

    /// The status of each card alone, so that fewer records are opened.
    pub(crate) fn labels(&self, cards: &[Card]) -> Result<Vec<Text>> {
        let head = self.folder.head()?;
        let derived = self.with_status(&head, cards, in_review)?;
        Ok(cards.iter().map(|card| self.label_by(proved(&derived, card), card)).collect())
    }

    /// Those of the cards that say they have such a status, by their records.
    fn with_status(&self, head: &Head<'_>, cards: &[Card], is: fn(Status) -> bool) -> Result<Vec<Derived>> {
        let has = |card: &&Card| card.table.as_ref().is_some_and(|table| is(table.status));
        let few: Vec<Card> = cards.iter().filter(has).cloned().collect();
        if few.is_empty() { Ok(vec![]) } else { self.folder.derived(head, few) }
    }

    /// The status of a card; in review by its records, which know more.
    fn label_by(&self, state: Option<&State>, card: &Card) -> Text {
        match state.filter(|state| state.status == Status::InReview) {
            Some(state) => state.label(),
            None => self.label(card),
        }
    }

    /// Whose signatures a joint stage still wants, and whether any approval is to be countersigned.
    fn beside(&self, state: &State) -> Text {
        let missing = joint::signatures(state).map(|_| joint::missing(state, &self.team));
        let missing = missing.map(|Text { zh, en }| say!("（待签：{zh}）", " (to be signed by {en})"));
        let (missing, mark) = (missing.unwrap_or_default(), self.mark(state));
        Text { zh: missing.zh + &mark.zh, en: missing.en + &mark.en }
    }

    /// The marks of haste, of a stage that was skipped, and of approvals that were typed for somebody: ` · 加急 · 待补签`.
    fn mark(&self, state: &State) -> Text {
        let marks = [urgent::mark(state), lane::standing(state, self.now), standing(state, self.now)];
        let marks = marks.into_iter().flatten();
        let marks: Vec<Text> = marks.map(|Text { zh, en }| say!(" · {zh}", " · {en}")).collect();
        let all = |of: fn(&Text) -> &str| marks.iter().map(of).collect::<String>();
        Text { zh: all(|mark| &mark.zh), en: all(|mark| &mark.en) }
    }

    /// The status of an article, with the marks that stand beside it: 已定稿 · 待补签.
    pub(crate) fn marked(&self, state: &State) -> Text {
        let (label, mark) = (state.label(), self.mark(state));
        Text { zh: label.zh + &mark.zh, en: label.en + &mark.en }
    }

    /// What people call a category.
    pub(crate) fn category(&self, id: &str) -> String {
        let known = self.folder.settings().categories.iter().find(|category| category.id == id);
        known.map_or(id, |category| &category.label).to_owned()
    }

    /// How an article is called.
    pub(crate) fn called(&self, card: &Card) -> String {
        self.words(&called(&card.title, &card.slug))
    }

    /// A time as it is spoken.
    pub(crate) fn spoken(&self, at: Moment) -> String {
        self.words(&moment::spoken(self.folder.local(at), self.now))
    }

    /// When an article is to go out: its slot, or the time its writer has in mind.
    pub(crate) fn planned(&self, card: &Card) -> String {
        let slot = card.table.as_ref().and_then(|table| table.publish_at.as_deref());
        if let Some(at) = slot.and_then(moment::parse_stored) {
            return self.spoken(at);
        }
        let written = moment::written(&card.planned_at, &self.folder.settings().timezone);
        written.map_or_else(|| masked(&card.planned_at), |at| self.spoken(at))
    }

    /// How long something has waited, in the words of `told`; what came this minute is new.
    pub(crate) fn waited(&self, since: Moment, told: impl Fn(Text) -> Text) -> Text {
        if (self.now - since).num_minutes() < 1 {
            return say!("刚刚", "just now");
        }
        told(moment::waited(since, self.now))
    }

    /// How long an article has waited, in the words of `told`; where it is urgent, by when it is to be decided.
    pub(crate) fn waited_and_due(&self, state: &State, since: Moment, told: impl Fn(Text) -> Text) -> Text {
        let Text { zh, en } = self.waited(since, told);
        let Some(until) = state.urgent_until(since) else { return Text { zh, en } };
        let due = urgent::deadline(self.folder.local(until), self.now);
        say!("{zh}，{due_zh}", "{en}, {due_en}", due_zh = due.zh, due_en = due.en)
    }

    /// What to type for an act that an article waits for.
    pub(crate) fn command(&self, action: Action, state: &State) -> String {
        self.words(&command(action, state))
    }

    /// A headline in front of a group, with what belongs to it.
    pub(crate) fn headline(&self, text: &Text) {
        self.ctx.output.page(&format!("\x1b[1m{}\x1b[0m", escaped(&self.words(text))));
    }

    /// The sentence in the reader's language.
    pub(crate) fn words(&self, text: &Text) -> String {
        text.get(self.ctx.language).to_owned()
    }
}

/// Where the records of a card lead, unless it says something else.
fn proved<'d>(derived: &'d [Derived], card: &Card) -> Option<&'d State> {
    let mut own = derived.iter().filter(|derived| derived.card.path == card.path && !derived.differs);
    own.find_map(Derived::state)
}

fn in_review(status: Status) -> bool {
    status == Status::InReview
}

/// Whether an article of this status can be urgent, which only its records know.
fn may_be_urgent(status: Status) -> bool {
    use Status::{Approved, ChangesRequested, Checked, Edited, InReview, Publishing, Scheduled};
    matches!(status, Checked | InReview | Edited | ChangesRequested | Approved | Scheduled | Publishing)
}
