//! wxops runs a WeChat Official Account by its own written rule book.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod article;
pub mod content;
pub mod import;
pub mod moment;
pub mod commit;
pub mod refusal;
pub mod settings;
pub mod repo;
pub mod text;
pub mod workflow;
