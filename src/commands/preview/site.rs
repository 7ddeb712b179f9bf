//! What each address of a preview answers.

use std::{cell::RefCell, path::PathBuf};

use serde_json::Value;
use wxops::{
    refusal::Result,
    render::{Page, Styles, by_night, render, theme::Theme},
};

use super::{opinions, shown, watch, words};
use crate::{
    commands::{render::source::Source, theme::Named},
    shell::context::Context,
};

/// What is shown: as it was typed, looked for again at each request.
pub(super) struct Wanted {
    pub(super) name: String,
    pub(super) theme: Option<String>,
}

/// The pages of one preview.
pub(super) struct Site {
    ctx: Context,
    wanted: Wanted,
    /// The files of the article when it was found last
    watched: RefCell<Vec<PathBuf>>,
}

/// An answer: its kind, what its page may do, its bytes.
pub(super) struct Answer {
    pub(super) kind: &'static str,
    pub(super) policy: &'static str,
    pub(super) body: Vec<u8>,
}

/// The page around the article: its own script and style, and the article in a frame.
const AROUND: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The article: its styles, and pictures of its bundle. No script, nothing from elsewhere.
const ARTICLE: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; \
                       form-action 'none'; frame-ancestors 'self'";
/// Anything else.
const NOTHING: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

const STYLE: &str = include_str!("browser/preview.css");

/// The parts of the script, by the names they call one another.
const SCRIPTS: [(&str, &str); 6] = [
    ("preview.js", include_str!("browser/preview.js")),
    ("about.js", include_str!("browser/about.js")),
    ("copying.js", include_str!("browser/copying.js")),
    ("element.js", include_str!("browser/element.js")),
    ("phone.js", include_str!("browser/phone.js")),
    ("review.js", include_str!("browser/review.js")),
];

impl Answer {
    pub(super) fn json(value: &Value) -> Answer {
        let kind = "application/json; charset=utf-8";
        Answer { kind, policy: NOTHING, body: value.to_string().into_bytes() }
    }

    fn text(kind: &'static str, policy: &'static str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { kind, policy, body: body.into() }
    }
}

impl Site {
    pub(super) fn new(ctx: Context, wanted: Wanted) -> Site {
        let site = Site { ctx, wanted, watched: RefCell::default() };
        let _ = site.find(); // so that it is known what to look at
        site
    }

    /// The address below the token; nothing for one that is not there.
    pub(super) fn get(&self, path: &str, query: &str) -> Option<Answer> {
        Some(match path {
            "" => Answer::text("text/html; charset=utf-8", AROUND, words::page(self.ctx.language)),
            "preview.css" => Answer::text("text/css; charset=utf-8", NOTHING, STYLE),
            "state" => Answer::json(&self.state()),
            "article/page" => self.article(query.starts_with("night")),
            path => match SCRIPTS.iter().find(|(name, _)| *name == path) {
                Some((_, script)) => Answer::text("text/javascript; charset=utf-8", NOTHING, *script),
                None => self.picture(path.strip_prefix("article/")?)?,
            },
        })
    }

    /// What is sent to an address.
    pub(super) fn post(&self, path: &str, body: &[u8]) -> Option<Answer> {
        let told: Value = serde_json::from_slice(body).ok()?;
        let done = self.ctx.later().and_then(|ctx| match path {
            "opinion" => opinions::add(&ctx, &self.wanted.name, &told),
            "opinion/drop" => opinions::drop(&ctx, &self.wanted.name, &told),
            _ => Ok(None),
        });
        match done {
            Ok(done) => done.map(|done| Answer::json(&done)),
            Err(refusal) => Some(Answer::json(&shown::refused(&self.ctx, &refusal))),
        }
    }

    /// A word that changes when something was saved.
    pub(super) fn version(&self) -> String {
        watch::version(&self.ctx, &self.watched.borrow())
    }

    /// The article as it lies there now, and the theme.
    fn find(&self) -> Result<(Source, Theme)> {
        let theme = Named::of(&self.ctx, self.wanted.theme.as_deref())?.theme()?;
        let source = Source::find(&self.ctx, Some(&self.wanted.name), &theme)?;
        self.watched.replace(watch::files(&self.ctx, &source));
        Ok((source, theme))
    }

    fn state(&self) -> Value {
        let version = self.version(); // of before: what is saved meanwhile is told next time
        let found = self.ctx.later().and_then(|ctx| {
            let (source, theme) = self.find()?;
            let page = laid_out(&source, &theme);
            shown::document(&ctx, &self.wanted.name, &source, &page)
        });
        let mut told = found.unwrap_or_else(|refusal| shown::refused(&self.ctx, &refusal));
        told["version"] = version.into();
        told
    }

    fn article(&self, night: bool) -> Answer {
        let html = self.find().map(|(source, theme)| laid_out(&source, &theme).html).unwrap_or_default();
        let (html, ground) = if night { (by_night(&html), "#191919") } else { (html, "#ffffff") };
        let body = words::article(&html, ground);
        Answer::text("text/html; charset=utf-8", ARTICLE, body)
    }

    /// A picture of the bundle, if it is one that browsers show and a program cannot hide in.
    fn picture(&self, name: &str) -> Option<Answer> {
        let (source, _) = self.find().ok()?;
        let (kind, bytes) = shown::picture(&source, name)?;
        Some(Answer::text(kind, NOTHING, bytes))
    }
}

fn laid_out(source: &Source, theme: &Theme) -> Page {
    render(&source.article, &Styles::of(theme), &source.credits)
}
