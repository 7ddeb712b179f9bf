//! The text that a reviewer's edits lead to, and the one that declining them leads back to.

use super::{Does, Evidence};
use crate::{
    article::{INDEX, bundle::Bundle},
    refusal::{Refusal, Result},
    say,
    workflow::{
        replacement::{Replacement, Typed, made, place, undone},
        state::{State, Submitted},
        verify,
    },
};

/// The edits with their places in the committed text.
pub(super) fn placed(evidence: &Evidence, edits: &[Typed]) -> Result<Vec<Replacement>> {
    match &evidence.head {
        Some(head) if !edits.is_empty() => place(head, edits),
        _ => Ok(vec![]),
    }
}

/// The committed bundle as an act rewrites it; nothing for acts that leave the text alone.
pub(super) fn rewritten(evidence: &Evidence, state: &State, does: &Does) -> Result<Option<Bundle>> {
    let Some(head) = &evidence.head else { return Ok(None) };
    match does {
        Does::Decline(_) => {
            let edited = state.submission.as_ref().and_then(Submitted::edited);
            let before = edited.and_then(|edited| undone(head, &edited.edits));
            before.map(Some).ok_or_else(|| verify::edits_differ(head))
        }
        Does::Approve { edits, .. } if !edits.is_empty() => {
            let after = made(head, &place(head, edits)?).ok_or_else(|| breaks(head))?;
            verify::stated(&after, state).map_err(|refusal| refusal.help(back()))?;
            Ok(Some(after))
        }
        _ => Ok(None),
    }
}

/// The front matter would not be read as before.
fn breaks(head: &Bundle) -> Refusal {
    Refusal::usage(
        "edit_breaks",
        say!("这样改，文首字段就读不懂了", "with these edits the front matter could not be read"),
    )
    .at(format!("{}/{INDEX}", head.path))
    .help(say!("只改引号里面的字", "edit only what stands between quotation marks"))
}

fn back() -> crate::text::Text {
    say!(
        "栏目和合写人要由编辑改，退给编辑：`wxops request-changes`",
        "category and co-writers are for the writer to change: `wxops request-changes`"
    )
}
