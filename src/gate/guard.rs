//! Which references are guarded: names, and patterns in which `*` stands for anything.

use crate::article::portable::fold;

/// Names and patterns of references.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guards(Vec<String>);

impl Guards {
    /// Takes up what somebody wrote; a name that does not begin with `refs/` is that of a branch.
    pub fn of(patterns: impl IntoIterator<Item = String>) -> Guards {
        let whole =
            |name: String| if name.starts_with("refs/") { name } else { format!("refs/heads/{name}") };
        Guards(patterns.into_iter().map(whole).collect())
    }

    /// Whether a reference is guarded. Names that are one file on the disks of Windows and macOS are one, such as `MAIN`
    /// and `main`.
    pub fn takes(&self, name: &str) -> bool {
        self.0.iter().any(|pattern| fits(&fold(pattern), &fold(name)))
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(start) else { return false };
    name.char_indices().map(|(at, _)| at).chain([name.len()]).any(|at| fits(rest, &name[at..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything() {
        let rows = [
            ("main", "refs/heads/main", true),
            ("main", "refs/heads/MAIN", true),
            ("main", "refs/heads/main2", false),
            ("main", "refs/tags/main", false),
            ("release/*", "refs/heads/release/2026/12", true),
            ("release/*", "refs/heads/release", false),
            ("refs/heads/*", "refs/heads/稿件", true),
            ("refs/*/v*", "refs/tags/v1", true),
            ("refs/*/v*", "refs/tags/1", false),
            ("*", "refs/heads/x", true),
            ("*", "refs/tags/x", false),
        ];
        for (pattern, name, taken) in rows {
            assert_eq!(Guards::of([pattern.to_owned()]).takes(name), taken, "{pattern} {name}");
        }
    }
}
