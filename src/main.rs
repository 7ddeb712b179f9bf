//! The program: language → parse → run → print the error → exit code.

#![deny(clippy::print_stdout, clippy::print_stderr)]

#[macro_use]
mod language;
mod commands;
mod shell;

use std::{ffi::OsString, process::ExitCode};

/// A text is taken apart into thousands of small pieces, which the system's own allocator hands out slowly.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let language = language::choose(&words);
    let output = shell::output::Output::new(language, &words);
    let done = match commands::parse(&words) {
        Ok(cli) => commands::run(cli, output),
        Err(error) => shell::usage::answer(&error, &words, output),
    };
    let exit = done.unwrap_or_else(|error| output.failure(&error));
    ExitCode::from(exit as u8)
}
