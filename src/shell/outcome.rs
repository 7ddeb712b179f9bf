//! What came of an act: sentences, and one document.

use serde_json::{Value, json};
use wxops::{
    advance::Advanced,
    refusal::Exit,
    say,
    signer::Asking,
    text::Text,
    workflow::{
        action::Action,
        decide::{Decision, Done},
        state::State,
        who,
    },
};

use super::acting::Acting;

impl Acting<'_> {
    /// Tells what came of an act in the command's own words, or as a document, and how the program ends.
    pub(super) fn told(
        &self,
        action: Action,
        advanced: &Advanced,
        asking: Asking,
        told: impl Fn(&Done) -> Text,
    ) -> Exit {
        let output = self.ctx.output;
        let state = match &advanced.decision {
            Decision::Do(done) => {
                output.say(&told(done));
                &done.after
            }
            Decision::Already(state, words) => {
                output.say(words);
                state
            }
        };
        let mut outcome = self.outcome(action, state, &advanced.decision);
        outcome["outcome"]["commit"] = json!(advanced.commit.as_ref().map(|commit| &commit.0));
        let shared = match (&advanced.commit, &advanced.behind) {
            (Some(_), None) => self.share(asking),
            _ => None,
        };
        let exit = shared.as_ref().map_or(Exit::Done, |shared| shared.tell(self));
        let notified =
            self.notify(std::slice::from_ref(&advanced.decision), advanced.commit.as_ref(), shared.as_ref());
        outcome["outcome"]["notified"] = notified;
        if let Some(shared) = shared {
            shared.into_document(self.ctx, &mut outcome["outcome"]);
        }
        output.json(outcome);
        match &advanced.behind {
            Some(behind) => {
                output.refusal(behind);
                behind.exit
            }
            None => exit,
        }
    }

    /// `--dry-run`: every file that would change, and the commit's subject.
    pub(super) fn rehearsed(&self, action: Action, decision: &Decision) {
        let output = self.ctx.output;
        let state = match decision {
            Decision::Do(done) => {
                let subject = done.plan.message.lines().next().unwrap_or_default();
                output.say(&say!("会提交“{subject}”，改动：", "would commit `{subject}`, changing:"));
                for edit in &done.plan.edits {
                    output.say(&Text::same(format!("  {}", edit.path)));
                }
                &done.after
            }
            Decision::Already(state, words) => {
                output.say(words);
                state
            }
        };
        output.json(self.outcome(action, state, decision));
    }

    fn outcome(&self, action: Action, state: &State, decision: &Decision) -> Value {
        let records: Vec<String> = match decision {
            Decision::Do(done) => done.records.iter().map(|filed| filed.record.name()).collect(),
            Decision::Already(..) => vec![],
        };
        json!({ "outcome": {
            "action": action.name(),
            "article": {
                "id": state.id,
                "slug": state.slug,
                "status": state.status.name(),
                "stage": state.stage.as_ref().map(|stage| &stage.id),
                "owner": state.owner,
                "revision": state.revision,
                "path": state.place(),
            },
            "records": records,
            "commit": Value::Null,
            "next": who::ways_on(state).map(|next| next.get(self.ctx.language).to_owned()),
        }})
    }
}
