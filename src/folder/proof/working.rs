//! The working copy beside what is committed: nobody is to read one text and prove another.

use crate::{
    article::bundle::Bundle,
    folder::ContentFolder,
    refusal::Refusal,
    say,
    workflow::{state::State, verify},
};

impl ContentFolder {
    /// In a bound status the working copy holds what is committed; in a free one at least the same table.
    pub(super) fn working_differs(&self, bundle: &Bundle, state: &State) -> Option<Refusal> {
        if self.objects_only {
            return None;
        }
        let path = &bundle.path;
        let working = match self.working_bundle(path, Some(bundle), false) {
            Ok(working) => working,
            Err(refusal) => return Some(refusal),
        };
        let Some(working) = working else { return Some(differs(path, path, state)) };
        if !state.status.is_bound() {
            return verify::table(&working, state).err();
        }
        let first = bundle.differing(&working).into_iter().next();
        first.map(|file| differs(&format!("{path}/{file}"), path, state))
    }
}

fn differs(what: &str, path: &str, state: &State) -> Refusal {
    let refusal = Refusal::findings(
        "working_copy_differs",
        say!("工作区里的 `{what}` 与提交的不同", "`{what}` in the working copy is not what is committed"),
    )
    .at(what)
    .help(say!("放弃改动：`git restore {path}`", "drop the edit: `git restore {path}`"));
    verify::way_out(state).into_iter().fold(refusal, Refusal::help)
}
