//! A stand-in of the WeChat Official Account platform, in one process and without a network: what a client sends is judged by the
//! platform's documented limits and kept, so that a test can look at it from the platform's side.
//!
//! It shares no code with `wxops`, so that the two witness each other. [`StandIn::start`] serves on this computer until it is
//! dropped; [`StandIn::look`] shows and changes everything it holds; [`StandIn::fault`] lets calls go wrong.
//!
//! Reading order: [`account`] and [`tokens`] say who may call; [`routes`] is the table of what can be called; [`media`],
//! [`drafts`] with [`article`] and [`filter`], [`publishing`], [`mass`] and [`preview`] are the platform; [`by_hand`] is the back
//! office; [`server`], [`request`], [`multipart`] and [`answer`] are HTTP; [`page`] shows all of it to a browser.

#![allow(dead_code, reason = "a test that includes it uses a part of it")]
#![allow(unused_imports, reason = "the same")]
#![allow(clippy::unnecessary_wraps, reason = "everything that can be called has one shape")]
#![allow(clippy::disallowed_methods, reason = "it is a world of its own, with its own clock")]

mod account;
mod answer;
mod article;
mod asked;
mod by_hand;
mod clock;
mod codes;
mod drafts;
mod elsewhere;
mod faults;
mod filter;
mod formats;
mod html;
mod log;
mod mass;
mod media;
mod multipart;
mod page;
mod platform;
mod preview;
mod published;
mod publishing;
mod quota;
mod request;
mod routes;
mod server;
mod style;
mod tokens;

pub(crate) use account::{Account, Kind};
pub(crate) use clock::Clock;
pub(crate) use drafts::Draft;
pub(crate) use faults::Fault;
pub(crate) use log::Call;
pub(crate) use mass::{Audience, Push};
pub(crate) use media::{Material, Picture};
pub(crate) use platform::Platform;
pub(crate) use preview::Shown;
pub(crate) use published::{Published, Way};
pub(crate) use publishing::Outcome;
pub(crate) use server::StandIn;
