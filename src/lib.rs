//! wxops runs a WeChat Official Account by its own written rule book.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod adopting;
pub mod advance;
pub mod article;
pub mod check;
pub mod commit;
pub mod content;
pub mod diff;
pub mod finding;
pub mod folder;
pub mod import;
pub mod init;
pub mod moment;
pub mod refusal;
pub mod repo;
pub mod rules;
pub mod settings;
pub mod template;
pub mod text;
pub mod workflow;
