//! What only the back office can insert: `{{视频号：开箱三分钟}}`, alone in its paragraph.

use crate::{say, text::Text};

/// A place where somebody inserts something by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// What
    pub kind: Kind,
    /// Which one, in the writer's words
    pub words: String,
    /// Where it stands, in bytes of the file
    pub at: usize,
}

/// What is inserted by hand. No interface of the platform does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 视频号
    Channels,
    /// 小程序
    MiniProgram,
    /// 名片
    Card,
    /// 投票
    Vote,
    /// 视频
    Video,
    /// 音频
    Audio,
}

/// Each kind, its word in scripts, and what people call it.
const KINDS: [(Kind, &str, (&str, &str)); 6] = [
    (Kind::Channels, "channels", ("视频号", "a Channels video")),
    (Kind::MiniProgram, "mini-program", ("小程序", "a mini program")),
    (Kind::Card, "card", ("名片", "an account's card")),
    (Kind::Vote, "vote", ("投票", "a vote")),
    (Kind::Video, "video", ("视频", "a video")),
    (Kind::Audio, "audio", ("音频", "an audio")),
];

impl Kind {
    /// Its word in scripts.
    pub fn name(self) -> &'static str {
        KINDS.iter().find(|(kind, ..)| *kind == self).map_or("", |(_, name, _)| name)
    }

    /// What people call it.
    pub fn label(self) -> Text {
        let (zh, en) = KINDS.iter().find(|(kind, ..)| *kind == self).map_or(("", ""), |(.., label)| *label);
        say!("{zh}", "{en}")
    }
}

/// What words in braces stand for, wherever they are.
pub fn inserted(words: &str) -> Option<Kind> {
    read(words).map(|(kind, _)| kind)
}

/// Reads a paragraph that is nothing but such a place.
pub(super) fn read(paragraph: &str) -> Option<(Kind, &str)> {
    let inside = paragraph.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    if inside.contains(['\n', '{', '}']) {
        return None;
    }
    let (name, words) = inside.split_once(['：', ':']).unwrap_or((inside, ""));
    let name = name.trim();
    let (kind, ..) =
        KINDS.iter().find(|(_, word, (zh, _))| name == *zh || name.eq_ignore_ascii_case(word))?;
    Some((*kind, words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_names_its_kind_and_which_one() {
        assert_eq!(read("{{视频号：开箱：三分钟}}\n"), Some((Kind::Channels, "开箱：三分钟")));
        assert_eq!(read("{{ mini-program: 商城 | pages/a }}"), Some((Kind::MiniProgram, "商城 | pages/a")));
        assert_eq!(read("{{投票}}"), Some((Kind::Vote, "")));
        for other in ["{{变量}}", "甲{{投票}}", "{{投票}} {{名片}}", "{投票}", "{{"] {
            assert_eq!(read(other), None, "{other}");
        }
    }
}
