//! Places where a test lets the disk fail, or the program die: one in front of everything that writes.
//!
//! Outside tests a point is nothing. Inside, each thread counts its points; from the n-th on all of them fail
//! (as after a kill: not even cleaning up works any more), or the n-th alone does (a full disk, once).

#[cfg(not(test))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
pub(super) fn point(_name: &str) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(super) use planned::{Fault, plan, point};

#[cfg(test)]
mod planned {
    use std::cell::{Cell, RefCell};

    /// What goes wrong.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(in crate::commit) enum Fault {
        /// Nothing; points are only counted
        None,
        /// The n-th point fails, from 1
        Once(usize),
        /// The n-th point and all after it fail
        From(usize),
    }

    thread_local! {
        static FAULT: Cell<Fault> = const { Cell::new(Fault::None) };
        static PASSED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
    }

    /// Sets what this thread will meet, and returns the names of the points passed so far.
    pub(in crate::commit) fn plan(fault: Fault) -> Vec<String> {
        FAULT.set(fault);
        PASSED.take()
    }

    pub(in crate::commit) fn point(name: &str) -> std::io::Result<()> {
        let n = PASSED.with_borrow_mut(|passed| {
            passed.push(name.to_string());
            passed.len()
        });
        let fails = match FAULT.get() {
            Fault::None => false,
            Fault::Once(at) => n == at,
            Fault::From(at) => n >= at,
        };
        if fails { Err(std::io::Error::other(format!("fault at {name}"))) } else { Ok(()) }
    }
}
