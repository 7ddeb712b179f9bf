//! What a person types for an act: whole, with words in capitals where only the person knows what belongs.

use super::{action::Action, state::State, status::Status};
use crate::{say, text::Text};

/// The command line of an act on an article, without backticks.
pub fn command(action: Action, state: &State) -> Text {
    let (name, slug) = (action.name(), &state.slug);
    match action {
        Action::Answer => {
            let number = state.unanswered().first().copied().unwrap_or(1);
            say!("wxops answer {slug} {number} 已改", "wxops answer {slug} {number} done")
        }
        Action::RequestChanges => say!(
            "wxops {name} {slug} --opinion '类别：意见'",
            "wxops {name} {slug} --opinion 'CATEGORY: OPINION'"
        ),
        Action::Decline
        | Action::Skip
        | Action::Withdraw
        | Action::Reject
        | Action::Retract
        | Action::Discard => {
            say!("wxops {name} {slug} --reason 理由", "wxops {name} {slug} --reason REASON")
        }
        Action::ApprovePage => say!("wxops approve {slug} --page", "wxops approve {slug} --page"),
        Action::LateReview => say!("wxops approve {slug}", "wxops approve {slug}"),
        Action::Deny => say!(
            "wxops countersign {slug} --deny --reason 理由",
            "wxops countersign {slug} --deny --reason REASON"
        ),
        Action::Correct => say!(
            "wxops {name} {slug} --how edit --reason 理由",
            "wxops {name} {slug} --how edit --reason REASON"
        ),
        Action::Schedule => say!("wxops {name} {slug} --at 时间", "wxops {name} {slug} --at TIME"),
        Action::PublishStarted => say!("wxops publish {slug} --now", "wxops publish {slug} --now"),
        Action::PublishFailed => {
            say!("wxops publish {slug} --not-sent 理由", "wxops publish {slug} --not-sent REASON")
        }
        Action::Publish if state.status == Status::Publishing => {
            say!("wxops {name} {slug}", "wxops {name} {slug}")
        }
        Action::Publish => say!("wxops {name} {slug} --url 链接", "wxops {name} {slug} --url LINK"),
        Action::Assign => say!("wxops {name} {slug} 成员", "wxops {name} {slug} MEMBER"),
        Action::Rename => say!("wxops {name} {slug} 新名", "wxops {name} {slug} NEW-SLUG"),
        Action::New
        | Action::Import
        | Action::SelfCheck
        | Action::Submit
        | Action::Approve
        | Action::Accept
        | Action::Countersign
        | Action::Unschedule
        | Action::Archive => say!("wxops {name} {slug}", "wxops {name} {slug}"),
    }
}
