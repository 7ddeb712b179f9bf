//! What a person is told of pushes beside an article.

use serde_json::{Value, json};
use wxops::{
    folder::{Broken, Place, Pushes},
    moment, pushing,
    refusal::Refusal,
    say,
    schedule::push,
    text::Text,
    workflow::{action::Action, outlook::Outlook, state::State},
};

use super::looking::Looking;

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
