//! What a reviewer answers to "what now": a letter or a word, in either language, half or full width.

use unicode_normalization::UnicodeNormalization as _;
use wxops::{say, text::Text};

/// What can be done with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// It passes as it is; edits are confirmed
    Approve,
    /// It passes with edits
    Edit,
    /// Back to its writer
    Changes,
    /// Not to be published
    Reject,
    /// A reviewer's edits go
    Decline,
    /// The check list, from the first item that is open
    List,
    /// The whole text
    Whole,
    /// What changed
    Changed,
    /// The next article
    Skip,
    /// The end
    Quit,
    /// What the letters mean
    Help,
}

/// Each with its letter, its words, and what it is called.
const WORDS: [(Choice, &[&str]); 11] = [
    (Choice::Approve, &["a", "approve", "accept", "pass", "通过", "确认", "确认修改", "同意"]),
    (Choice::Edit, &["e", "edit", "修改后通过", "改后通过", "修改"]),
    (Choice::Changes, &["c", "changes", "request-changes", "退改"]),
    (Choice::Reject, &["x", "reject", "退稿"]),
    (Choice::Decline, &["d", "decline", "驳回", "驳回修改"]),
    (Choice::List, &["l", "list", "清单"]),
    (Choice::Whole, &["w", "whole", "全文"]),
    (Choice::Changed, &["v", "view", "diff", "改动", "看改动"]),
    (Choice::Skip, &["s", "skip", "next", "跳过", "下一篇"]),
    (Choice::Quit, &["q", "quit", "exit", "退出"]),
    (Choice::Help, &["?", "h", "help", "帮助", "说明"]),
];

impl Choice {
    /// The choice that a person means.
    pub(super) fn typed(words: &str) -> Option<Choice> {
        let words = plain(words);
        WORDS.iter().find(|(_, known)| known.contains(&words.as_str())).map(|(choice, _)| *choice)
    }

    /// Its letter.
    pub(super) fn letter(self) -> &'static str {
        WORDS.iter().find(|(choice, _)| *choice == self).map_or("", |(_, words)| words[0])
    }

    /// What it is called; `confirms` where edits are confirmed and not a text.
    pub(super) fn label(self, confirms: bool) -> Text {
        match self {
            Choice::Approve if confirms => say!("确认修改", "accept the edits"),
            Choice::Approve => say!("通过", "approve"),
            Choice::Edit => say!("修改后通过", "approve with edits"),
            Choice::Changes => say!("退改", "request changes"),
            Choice::Reject => say!("退稿", "reject"),
            Choice::Decline => say!("驳回修改", "decline the edits"),
            Choice::List => say!("清单", "check list"),
            Choice::Whole => say!("全文", "whole text"),
            Choice::Changed => say!("看改动", "view changes"),
            Choice::Skip => say!("跳过", "skip"),
            Choice::Quit => say!("退出", "quit"),
            Choice::Help => say!("说明", "help"),
        }
    }

    /// What comes of it, in a sentence.
    pub(super) fn meaning(self, confirms: bool) -> Text {
        match self {
            Choice::Approve if confirms => {
                say!("这些修改没有问题，稿件往下走", "the edits are fine, and the article goes on")
            }
            Choice::Approve => say!(
                "这篇稿件在本环节通过；清单没确认完的先问完",
                "it passes this stage; what is open of the check list is asked first"
            ),
            Choice::Edit => say!(
                "打开编辑器改几个字，改完通过；改动由编辑确认",
                "opens your editor for a few words; their writer confirms them"
            ),
            Choice::Changes => say!("写明修改意见，退给编辑", "back to the writer, with what to change"),
            Choice::Reject => say!("写明理由，不再采用", "not to be published, and why"),
            Choice::Decline => {
                say!("写明理由，改回修改前的文字", "the text goes back to what it was, and why")
            }
            Choice::List => say!("接着逐项确认清单", "go on with the check list"),
            Choice::Whole => say!("看全文", "the whole text"),
            Choice::Changed => say!("看改了什么", "what changed"),
            Choice::Skip => say!("这篇先不办，看下一篇", "leave it for now; the next one"),
            Choice::Quit => say!("到此为止；办完的都已记录", "stop here; what is done is recorded"),
            Choice::Help => say!("显示这些说明", "show this"),
        }
    }
}

/// An answer without blanks, in half width and small letters: `Ａ　` is `a`.
pub(super) fn plain(words: &str) -> String {
    words.nfkc().collect::<String>().trim().to_lowercase()
}

/// Yes or no, as people say it.
pub(super) fn yes(words: &str) -> Option<bool> {
    match plain(words).as_str() {
        "y" | "yes" | "是" | "对" | "好" => Some(true),
        "n" | "no" | "不" | "否" | "不是" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_words_in_either_language_and_width() {
        for (words, choice) in [
            ("a", Some(Choice::Approve)),
            (" Ａ　", Some(Choice::Approve)),
            ("通过", Some(Choice::Approve)),
            ("修改后通过", Some(Choice::Edit)),
            ("退改", Some(Choice::Changes)),
            ("ｃ", Some(Choice::Changes)),
            ("退稿", Some(Choice::Reject)),
            ("？", Some(Choice::Help)),
            ("QUIT", Some(Choice::Quit)),
            ("下一篇", Some(Choice::Skip)),
            ("", None),
            ("y", None), // no letter of another question decides an article
            ("1", None),
            ("通过吧", None),
        ] {
            assert_eq!(Choice::typed(words), choice, "{words}");
        }
        assert_eq!((yes("Ｙ"), yes("否"), yes(""), yes("a")), (Some(true), Some(false), None, None));
    }

    #[test]
    fn no_word_means_two_things() {
        let mut all: Vec<&str> = WORDS.iter().flat_map(|(_, words)| words.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
