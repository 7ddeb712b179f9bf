//! Why a call did not do what it should, and what a person can do about it.

use super::codes;
use crate::{
    refusal::Refusal,
    say,
    text::{Text, escaped},
};

/// Why a call did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The platform says no, and nothing happened there
    Refused {
        /// Its code
        code: i64,
        /// Its own words
        message: String,
    },
    /// It may have happened: no answer came, or none that can be read
    Unknown(Text),
    /// It never left this computer
    Unsent(Text),
}

impl Failed {
    /// The platform's code, where it said no.
    pub fn code(&self) -> Option<i64> {
        match self {
            Failed::Refused { code, .. } => Some(*code),
            _ => None,
        }
    }

    /// Whether it certainly did not happen.
    pub fn is_certain(&self) -> bool {
        !matches!(self, Failed::Unknown(_))
    }

    /// In one sentence: 45003 标题太长.
    pub fn told(&self) -> Text {
        match self {
            Failed::Refused { code, message } => {
                let Text { zh, en } = codes::meaning(*code);
                match codes::address(message).filter(|_| *code == codes::FOREIGN_ADDRESS) {
                    Some(ip) => say!("{zh}：{ip}（{code}）", "{en}: {ip} ({code})"),
                    None if zh.is_empty() => {
                        let said = escaped(codes::words(message));
                        say!("公众平台拒绝了：{said}（{code}）", "the platform refused: {said} ({code})")
                    }
                    None => say!("{zh}（{code}）", "{en} ({code})"),
                }
            }
            Failed::Unknown(why) => {
                let Text { zh, en } = why;
                say!("{zh}，不知道办成没有", "{en}, and nobody knows whether it was done")
            }
            Failed::Unsent(why) => {
                let Text { zh, en } = why;
                say!("连不上公众平台：{zh}", "the platform cannot be reached: {en}")
            }
        }
    }

    /// As a refusal of a command: what it was about to do, why it was not done, what to do now.
    pub fn refusal(&self, doing: &Text) -> Refusal {
        let (told, Text { zh, en }) = (self.told(), doing);
        let (why_zh, why_en) = (told.zh, told.en);
        let message = say!("{zh}没有成功：{why_zh}", "{en} failed: {why_en}");
        match self {
            Failed::Refused { code, .. } => {
                let refusal = Refusal::not_now("platform_refused", message);
                codes::advice(*code).into_iter().fold(refusal, Refusal::help)
            }
            Failed::Unknown(_) => Refusal::not_now("platform_unknown", message)
                .help(say!("过一会儿再试；再来一次不会重复", "try again in a while; nothing is done twice")),
            Failed::Unsent(_) => Refusal::not_now("platform_unreachable", message).help(say!(
                "检查网络和代理（HTTPS_PROXY），再试一次；什么都没有发出",
                "look at the network and the proxy (HTTPS_PROXY), then try again; nothing was sent"
            )),
        }
    }
}
