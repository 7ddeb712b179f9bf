//! Ctrl-C while somebody is asked: nothing was written yet, and that is said.

use std::sync::atomic::{AtomicBool, Ordering};

use wxops::refusal::Exit;

use super::{asking, output::Output};

/// Whether a question stands open. At all other times Ctrl-C ends the program without a word, as it does
/// before the first question; what was being written then, the next command finishes (`recover`).
static ASKING: AtomicBool = AtomicBool::new(false);

/// Asks, with Ctrl-C answered by "nothing was changed" and exit 130.
pub(crate) fn heard<T>(output: Output, ask: impl FnOnce() -> T) -> T {
    // Without a handler Ctrl-C still ends the program, only without the sentence.
    let _ = ctrlc::set_handler(move || end(output));
    ASKING.store(true, Ordering::SeqCst);
    let answer = ask();
    ASKING.store(false, Ordering::SeqCst);
    answer
}

#[expect(clippy::disallowed_methods, reason = "main waits for the keyboard and cannot return")]
fn end(output: Output) {
    if ASKING.load(Ordering::SeqCst) {
        asking::prompt("\n");
        output.refusal(&asking::stopped());
    }
    std::process::exit(Exit::Interrupted as i32)
}
