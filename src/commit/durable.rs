//! Objects and branches that are on the disk before anything relies on them.

use std::ffi::c_int;
use std::sync::Once;

#[expect(clippy::cast_possible_wrap, reason = "a small constant; the C function takes an int")]
const FSYNC: c_int = libgit2_sys::GIT_OPT_ENABLE_FSYNC_GITDIR as c_int;

/// Lets libgit2 write objects and branches through to the disk, in the right order. It does not by default,
/// and git2 has no function for it.
#[expect(unsafe_code, reason = "git2 does not wrap this switch of libgit2")]
pub(super) fn enable() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // SAFETY: this option takes one int and sets a flag in libgit2, which is initialised: a repository is
        // open. An answer below zero would mean an unknown option, which the pinned library excludes.
        unsafe {
            libgit2_sys::git_libgit2_opts(FSYNC, c_int::from(true));
        }
    });
}
