//! Who is named at the end of a page, 责编：李娜　初审：王芳　终审：张明: read off the records, never typed.

use crate::workflow::{action::Action, state::State, team::Team};

use super::theme::Theme;

/// The word for who edited it; all others are ids of stages.
const EDITOR: &str = "editor";

/// Somebody who is named at the end of a page: 责编, 李娜.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    /// What they did
    pub role: String,
    /// Their name
    pub name: String,
}

/// The people a theme wants named, by the records of an article; and what it wants that the team does not know.
pub fn credits(theme: &Theme, state: &State, team: &Team) -> (Vec<Credit>, Vec<String>) {
    let (mut named, mut unknown) = (vec![], vec![]);
    let submitted = state.submission.as_ref();
    for wanted in &theme.credits {
        if wanted == EDITOR {
            let writers: Vec<&str> = match submitted {
                Some(submitted) => submitted.writers.iter().map(|id| team.name(id)).collect(),
                None => state.writers.iter().map(|id| team.name(id)).collect(),
            };
            named.push(Credit { role: theme.words.editor.clone(), name: writers.join("、") });
            continue;
        }
        let Some(stage) = team.stages.iter().find(|stage| stage.id == *wanted) else {
            unknown.push(wanted.clone());
            continue;
        };
        // A stage that this category does not have names nobody.
        let is_asked = team.stages_of(submitted.map_or("", |submitted| &submitted.category));
        if !is_asked.iter().any(|asked| asked.id == stage.id) {
            continue;
        }
        let approved = submitted.map(|submitted| &submitted.decisions).into_iter().flatten();
        let approved = approved.filter(|decided| {
            decided.stage == stage.id && decided.action == Action::Approve && !decided.denied
        });
        let names: Vec<&str> = approved.map(|decided| team.name(&decided.by)).collect();
        let name = if names.is_empty() { theme.words.waiting.clone() } else { names.join("、") };
        named.push(Credit { role: stage.name.clone(), name });
    }
    (named, unknown)
}
