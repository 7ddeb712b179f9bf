//! Where an article stands. The label says whose turn it is.

use serde::Deserialize;

use crate::{say, text::Text};

/// The status of an article, derived from its records and repeated in its `[wxops]` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Being written
    Draft,
    /// Self-checked, ready to be submitted
    Checked,
    /// A reviewer's turn
    InReview,
    /// A reviewer approved it with edits; a writer's turn
    Edited,
    /// A reviewer sent it back
    ChangesRequested,
    /// Every stage approved this very content
    Approved,
    /// Approved, with a time
    Scheduled,
    /// On its way to the platform, outcome unknown
    Publishing,
    /// Readers see it
    Published,
    /// Refused for good
    Rejected,
    /// Published once, taken down
    Retracted,
    /// Done and filed
    Archived,
}

impl Status {
    /// All of them, in the order of a life.
    pub const ALL: [Status; 12] = [
        Status::Draft,
        Status::Checked,
        Status::InReview,
        Status::Edited,
        Status::ChangesRequested,
        Status::Approved,
        Status::Scheduled,
        Status::Publishing,
        Status::Published,
        Status::Rejected,
        Status::Retracted,
        Status::Archived,
    ];

    /// The word in files, JSON and commands.
    pub fn name(self) -> &'static str {
        match self {
            Status::Draft => "draft",
            Status::Checked => "checked",
            Status::InReview => "in-review",
            Status::Edited => "edited",
            Status::ChangesRequested => "changes-requested",
            Status::Approved => "approved",
            Status::Scheduled => "scheduled",
            Status::Publishing => "publishing",
            Status::Published => "published",
            Status::Rejected => "rejected",
            Status::Retracted => "retracted",
            Status::Archived => "archived",
        }
    }

    /// In a bound status the bundle must be the bound content, byte for byte.
    pub fn is_bound(self) -> bool {
        !matches!(self, Status::Draft | Status::ChangesRequested | Status::Rejected)
    }

    /// The label, without a stage.
    pub fn label(self) -> Text {
        match self {
            Status::Draft => say!("写稿中", "draft"),
            Status::Checked => say!("已自检，待送审", "checked"),
            Status::InReview => say!("审核中", "in review"),
            Status::Edited => say!("待编辑确认", "edited in review"),
            Status::ChangesRequested => say!("退改", "changes requested"),
            Status::Approved => say!("已定稿", "approved"),
            Status::Scheduled => say!("已排期", "scheduled"),
            Status::Publishing => say!("发布中，结果待确认", "publishing, outcome unknown"),
            Status::Published => say!("已推送", "published"),
            Status::Rejected => say!("退稿", "rejected"),
            Status::Retracted => say!("已撤稿（后台已删除）", "retracted"),
            Status::Archived => say!("已归档", "archived"),
        }
    }

    /// The label with the stage's name, and whether readers still see an older revision.
    pub fn label_at(self, stage: Option<&str>, live: bool) -> Text {
        match (self, stage) {
            (Status::InReview, Some(stage)) => say!("待{stage}", "waiting for {stage}"),
            (Status::Edited, Some(stage)) => say!("待编辑确认（{stage}）", "edited in review ({stage})"),
            (Status::ChangesRequested, Some(stage)) => say!("退改（{stage}）", "changes requested ({stage})"),
            _ if live && !matches!(self, Status::Published | Status::Archived | Status::Retracted) => {
                let Text { zh, en } = self.label();
                say!("已推送，更正中：{zh}", "published, correction: {en}")
            }
            _ => self.label(),
        }
    }

    /// The status that a person means: its word, its label, or the label of a stage (`待初审`).
    pub fn typed(words: &str) -> Option<Status> {
        let words = words.trim();
        Self::ALL.into_iter().find(|status| {
            let label = status.label();
            words.eq_ignore_ascii_case(status.name())
                || words.replace(' ', "-").eq_ignore_ascii_case(status.name())
                || words == label.zh
                || words == label.zh.split(['，', '（']).next().unwrap_or_default()
                || words.eq_ignore_ascii_case(&label.en)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_say_whose_turn_it_is() {
        assert_eq!(Status::InReview.label_at(Some("初审"), false).zh, "待初审");
        assert_eq!(Status::ChangesRequested.label_at(Some("终审"), true).zh, "退改（终审）");
        assert_eq!(Status::Draft.label_at(None, true).zh, "已推送，更正中：写稿中");
        assert_eq!(Status::Published.label_at(None, true).zh, "已推送");
    }

    #[test]
    fn typed_in_either_language() {
        for words in ["in-review", "In Review", "审核中"] {
            assert_eq!(Status::typed(words), Some(Status::InReview), "{words}");
        }
        assert_eq!(Status::typed("已自检"), Some(Status::Checked));
        assert_eq!(Status::typed("已撤稿"), Some(Status::Retracted));
        assert_eq!(Status::typed("approvedd"), None);
    }
}
