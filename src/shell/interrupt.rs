//! Ctrl-C while somebody is asked: nothing was written yet, and that is said.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use wxops::{
    refusal::{Exit, Refusal},
    text::Text,
};

use super::{asking, output::Output};

/// Whether a question stands open. At all other times Ctrl-C ends the program without a word, as it does
/// before the first question; what was being written then, the next command finishes (`recover`).
static ASKING: AtomicBool = AtomicBool::new(false);

/// Whether another program has the terminal, or an act is being written: then Ctrl-C is not for this one.
static BUSY: AtomicBool = AtomicBool::new(false);

/// What is said then, where more than the open question is at stake.
static FAREWELL: Mutex<Option<Text>> = Mutex::new(None);

/// Runs what has the keyboard for itself, such as an editor: it hears Ctrl-C, and this program goes on.
pub(crate) fn unheard<T>(output: Output, run: impl FnOnce() -> T) -> T {
    let _ = ctrlc::set_handler(move || end(output));
    BUSY.store(true, Ordering::SeqCst);
    let done = run();
    BUSY.store(false, Ordering::SeqCst);
    done
}

/// From now on an interruption is told in these words.
pub(crate) fn farewell(words: Text) {
    *FAREWELL.lock().unwrap_or_else(PoisonError::into_inner) = Some(words);
}

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
    if BUSY.load(Ordering::SeqCst) {
        return;
    }
    if ASKING.load(Ordering::SeqCst) {
        asking::prompt("\n");
        let stopped = asking::stopped();
        let words = FAREWELL.lock().unwrap_or_else(PoisonError::into_inner).clone();
        output.refusal(&match words {
            Some(message) => Refusal { message, ..stopped },
            None => stopped,
        });
    }
    std::process::exit(Exit::Interrupted as i32)
}
