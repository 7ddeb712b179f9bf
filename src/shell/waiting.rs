//! What waits for a person: for their decision, and for their word on a reviewer's edits.

use wxops::{
    folder::{Derived, Head},
    refusal::Result,
    say,
    text::Text,
    workflow::{state::State, status::Status, told},
};

use super::looking::Looking;

/// The articles on their way through review.
pub(crate) struct InReview {
    /// Those that are looked at: urgent ones first, then the longest waiting
    pub(crate) waiting: Vec<(Derived, State)>,
    /// How many there are, whomever they wait for
    pub(crate) all: usize,
    /// Those that say they are in review, where the records do not
    pub(crate) problems: Vec<Derived>,
}

/// What is in review and waits for this person, or for `everybody`. Whom the team does not know sees everything.
pub(crate) fn in_review(looking: &Looking<'_>, head: &Head<'_>, everybody: bool) -> Result<InReview> {
    let reviewed = |status: Status| matches!(status, Status::InReview | Status::Edited);
    let mut cards = looking.cards(false)?;
    cards.retain(|card| card.table.as_ref().is_some_and(|table| reviewed(table.status)));
    let mut waiting: Vec<(Derived, State)> = Vec::new();
    let mut problems = Vec::new();
    for derived in looking.folder.derived(head, cards)? {
        match derived.state().filter(|state| reviewed(state.status)).cloned() {
            Some(state) => waiting.push((derived, state)),
            None if derived.problem().is_none() => {} // signatures that were merged took it on
            None => problems.push(derived),
        }
    }
    let all = waiting.len();
    let everything = everybody || looking.me.is_none();
    waiting.retain(|(_, state)| everything || looking.is_my_turn(looking.turn(state).as_ref()));
    // Urgent ones first; two of the same second by name, so that the order stays.
    waiting.sort_by_key(|(derived, state)| {
        (state.urgent().is_none(), derived.waiting_since(), derived.card.slug.clone())
    });
    Ok(InReview { waiting, all, problems })
}

/// Whose turn it was before: 李娜送审, 王芳初审通过.
pub(crate) fn handed_on(looking: &Looking<'_>, derived: &Derived, state: &State) -> Text {
    let Some(filed) = derived.handed_on() else { return Text::default() };
    let (record, team) = (&filed.record, &looking.team);
    let mut decisions = state.submission.iter().flat_map(|submitted| submitted.decisions.iter().rev());
    let decided = decisions.find(|own| own.by == record.by && Some(&own.stage) == record.stage.as_ref());
    let name = decided.map_or_else(|| Text::same(team.name(&record.by)), |own| told::decider(own, team));
    let Text { zh, en } = told::label(record, Some(state), team);
    say!("{name_zh}{zh}", "{name_en}: {en}", name_zh = name.zh, name_en = name.en)
}
