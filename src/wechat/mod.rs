//! The door to the platform: its interfaces for drafts, pictures and publishing, over HTTP. Nothing here knows of articles or
//! records; what is published, and that it is published once, is decided in [`crate::sending`].
//!
//! Shapes, limits and codes are those of the platform's documentation as of 2025-12 (developers.weixin.qq.com,
//! `/doc/subscription/api/`). Every answer has HTTP status 200; a business error is a code in its body.
//!
//! A call ends in one of three ways, and nobody may mix them up: it was done, it was not ([`Failed::Refused`],
//! [`Failed::Unsent`]), or nobody knows ([`Failed::Unknown`]).

mod call;
mod codes;
mod draft;
mod failed;
mod pictures;
mod publishing;
mod secret;

use std::{cell::RefCell, time::Duration};

use crate::{
    refusal::{Refusal, Result},
    say,
};

pub use draft::{Draft, DraftArticle, Seen};
pub use failed::Failed;
pub use publishing::{Progress, Published, Reason};
pub use secret::Secret;

/// Where the platform answers.
pub const BASE: &str = "https://api.weixin.qq.com";

/// How long is waited, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Before a call is repeated, and between two looks at what is being published
    pub pause: Duration,
    /// For one answer
    pub answer: Duration,
    /// Until what was handed over is published
    pub published: Duration,
}

impl Pace {
    /// With the platform itself: it looks through what is published, which takes seconds, at times minutes.
    const PLATFORM: Pace = Pace {
        pause: Duration::from_secs(2),
        answer: Duration::from_secs(60),
        published: Duration::from_secs(180),
    };

    /// With a stand-in on this computer.
    const HERE: Pace = Pace {
        pause: Duration::from_millis(5),
        answer: Duration::from_secs(2),
        published: Duration::from_millis(500),
    };
}

/// An account on the platform, ready to be called.
pub struct Platform {
    agent: ureq::Agent,
    base: String,
    app_id: String,
    secret: Secret,
    /// The token, once it was asked for; it lives two hours at most
    token: RefCell<Option<String>>,
    /// How long is waited
    pub pace: Pace,
}

impl Platform {
    /// An account; `base` is the platform itself, or a relay with a fixed address in front of it.
    pub fn at(base: &str, app_id: &str, secret: Secret) -> Result<Platform> {
        let base = base.trim().trim_end_matches('/');
        let host = base.split_once("://").map_or("", |(_, rest)| rest);
        let is_here = ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| {
            host.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        let is_closed = base.starts_with("https://") || (is_here && base.starts_with("http://"));
        if !is_closed || host.is_empty() || base.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(open_line(base));
        }
        let pace = if is_here { Pace::HERE } else { Pace::PLATFORM };
        let config = ureq::Agent::config_builder()
            .timeout_global(Some(pace.answer))
            .http_status_as_error(false)
            .max_redirects(0) // what is secret goes to this address and no other
            .user_agent(concat!("wxops/", env!("CARGO_PKG_VERSION")));
        Ok(Platform {
            agent: config.build().into(),
            base: base.to_owned(),
            app_id: app_id.to_owned(),
            secret,
            token: RefCell::new(None),
            pace,
        })
    }

    /// The account's developer id.
    pub fn app_id(&self) -> &str {
        &self.app_id
    }
}

/// What is secret never travels in the open.
fn open_line(base: &str) -> Refusal {
    let base = crate::text::escaped(base);
    Refusal::unusable(
        "platform_address",
        say!(
            "接口地址“{base}”不能用：要以 https:// 开头，否则 AppSecret 会被旁人看到",
            "the address `{base}` cannot be used: it has to begin with https://, or others see the AppSecret"
        ),
    )
    .help(say!(
        "不用转发服务就不写：`git config --unset wxops.platform`，并去掉环境变量 WXOPS_PLATFORM",
        "without a relay leave it out: `git config --unset wxops.platform`, and unset WXOPS_PLATFORM"
    ))
}
