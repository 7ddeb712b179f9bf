//! wxops runs a WeChat Official Account by its own written rule book.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod advance;
pub mod article;
pub mod commit;
pub mod content;
pub mod folder;
pub mod import;
pub mod moment;
pub mod refusal;
pub mod repo;
pub mod settings;
pub mod text;
pub mod workflow;
