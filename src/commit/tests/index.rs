//! The index that is changed in process is the one that git would have made.

use super::*;
use crate::commit::{
    index,
    journal::{Step, Target},
};

/// Every kind of entry that a person's index may hold beside ours.
fn entries_of_all_kinds(folder: &Folder) {
    folder.write("staged.md", "s2\n");
    folder.git(&["add", "staged.md"]);
    folder.write("intent.md", "i\n");
    folder.git(&["add", "--intent-to-add", "intent.md"]);
    folder.git(&["update-index", "--assume-unchanged", "other.md"]);
    folder.git(&["update-index", "--skip-worktree", "articles/b/index.md"]);
    let blob = folder.git(&["rev-parse", "HEAD:other.md"]);
    let conflict = format!("100644 {0} 1\tboth.md\n100644 {0} 2\tboth.md\n", blob.trim());
    folder.git_with(&["update-index", "--index-info"], conflict.as_bytes());
}

#[test]
fn in_process_equals_git() {
    for version in ["2", "3", "4"] {
        let folder = Folder::new();
        entries_of_all_kinds(&folder);
        folder.git(&["update-index", "--index-version", version]);
        let blob = folder.git(&["rev-parse", "HEAD:other.md"]).trim().to_owned();
        let ours = folder.root.join(".git/ours");
        let theirs = folder.root.join(".git/theirs");
        fs::copy(folder.root.join(".git/index"), &ours).unwrap();
        fs::copy(folder.root.join(".git/index"), &theirs).unwrap();
        let step = |path: &str, new: Option<&String>| Step {
            path: path.into(),
            old: None,
            new: new.cloned(),
            seen: None,
            program: None,
            working: Target::Leave,
        };
        let steps = [
            step("articles/a/index.md", Some(&blob)),
            step("articles/new/index.md", Some(&blob)),
            step("archive/文章/index.md", Some(&blob)),
            step("staged.md", None),
            step("never.md", None),
        ];
        index::in_process(&ours, &steps).unwrap();
        let lines: Vec<u8> = steps.iter().flat_map(index::entry).collect();
        folder.git_index(&theirs, &["update-index", "-z", "--index-info"], &lines);
        for listing in [&["ls-files", "--stage", "-v"][..], &["ls-files", "--unmerged"]] {
            let (a, b) = (folder.git_index(&ours, listing, b""), folder.git_index(&theirs, listing, b""));
            assert_eq!(a, b, "version {version}, {listing:?}");
        }
        // Without the conflict a tree can be written from it: what git remembers of folders is right too.
        for index in [&ours, &theirs] {
            folder.git_index(index, &["update-index", "--force-remove", "both.md"], b"");
        }
        let tree = ["write-tree"];
        assert_eq!(folder.git_index(&ours, &tree, b""), folder.git_index(&theirs, &tree, b""));
    }
}
