//! What a commit holds, and what stays as it was.

use super::*;

#[test]
fn only_the_planned_files_change_and_the_others_stay_staged_and_modified() {
    let folder = Folder::new();
    folder.write("other.md", "o2\n");
    folder.write("staged.md", "s2\n");
    folder.git(&["add", "staged.md"]);
    folder.write("staged.md", "s3\n");
    folder.write("new.md", "untracked\n");
    let record = ".wxops/records/2026/12/01K/submit-0123456789abcdef.toml";
    let commit = done(folder.commit(&plan(vec![
        bytes("articles/a/index.md", Some("a1\n"), "a2\n"),
        bytes(record, None, "record\n"),
    ])));
    assert_eq!(folder.head(), commit.0);
    assert_eq!(
        folder.git(&["show", "--format=", "--name-only", "HEAD"]),
        format!("{record}\narticles/a/index.md\n")
    );
    assert_eq!(folder.status(), " M other.md\nMM staged.md\n?? new.md\n");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "a2\n");
    assert_eq!(
        folder.git(&["log", "-1", "--format=%an %ae %aI %cI%n%B"]),
        "李娜 lina@example.com 2026-12-01T20:00:00+08:00 2026-12-01T20:00:00+08:00\nSubmit a\n\nWxops-Action: submit\n\n"
    );
    assert_eq!(folder.git(&["diff", "--name-only"]), "other.md\nstaged.md\n");
    folder.assert_tidy();
}

#[test]
fn a_bundle_moves_and_its_empty_folders_vanish() {
    let folder = Folder::new();
    let gone = |path: &str, words| Edit {
        path: path.into(),
        content: Content::Gone,
        seen: id(Some(words)),
        working: Working::Same,
    };
    let moved = Edit {
        path: "archive/news/2026/12/a/index.md".into(),
        content: Content::Blob(blob_id(b"a1\n")),
        seen: None,
        working: Working::Same,
    };
    done(folder.commit(&plan(vec![gone("articles/a/index.md", "a1\n"), moved])));
    assert_eq!(folder.status(), "");
    assert!(!folder.root.join("articles/a").exists());
    done(folder.commit(&plan(vec![gone("articles/b/index.md", "b1\n")])));
    assert!(!folder.root.join("articles").exists());
    assert_eq!(folder.git(&["ls-tree", "--name-only", "HEAD"]), "archive\nother.md\nstaged.md\n");
    folder.assert_tidy();
}

#[test]
fn a_file_is_taken_from_the_working_copy_raw_and_unfinished_text_is_kept() {
    let folder = Folder::new();
    folder.git(&["config", "core.autocrlf", "true"]);
    let picture = "a\r\nb\0\n";
    folder.write("articles/a/p.png", picture);
    folder.write("articles/b/index.md", "b-unfinished\n");
    let file = Edit {
        path: "articles/a/p.png".into(),
        content: Content::File(blob_id(picture.as_bytes())),
        seen: id(Some(picture)),
        working: Working::Same,
    };
    let keep = Edit {
        path: "articles/b/index.md".into(),
        content: Content::Bytes(b"b2\n".to_vec()),
        seen: id(Some("b-unfinished\n")),
        working: Working::Keep(b"b2, unfinished\n".to_vec()),
    };
    let leave = Edit {
        path: "other.md".into(),
        content: Content::Bytes(b"o2\n".to_vec()),
        seen: None,
        working: Working::Leave,
    };
    done(folder.commit(&plan(vec![file, keep, leave])));
    assert_eq!(folder.git(&["cat-file", "blob", "HEAD:articles/a/p.png"]), picture);
    assert_eq!(folder.git(&["show", "HEAD:articles/b/index.md"]), "b2\n");
    assert_eq!(folder.read("articles/b/index.md").unwrap(), "b2, unfinished\n");
    assert_eq!(folder.read("other.md").unwrap(), "o1\n");
    assert_eq!(folder.status(), " M articles/b/index.md\n M other.md\n");
    folder.assert_tidy();
}

#[test]
fn a_first_commit_needs_to_be_allowed() {
    let folder = Folder::unborn();
    let repo = folder.repo();
    assert_eq!(Writer::lock(&repo, false).err().map(|r| r.code), Some("unborn_head"));
    done(folder.commit(&plan(vec![bytes("team.toml", None, "t\n")])));
    assert_eq!(folder.status(), "");
    folder.assert_tidy();
}

#[test]
fn odd_indexes_work() {
    for setting in ["split", "sparse", "none", "version-4"] {
        let folder = Folder::new();
        match setting {
            "split" => drop(folder.git(&["update-index", "--split-index"])),
            "sparse" => {
                drop(folder.git(&["sparse-checkout", "set", "--cone", "--sparse-index", "articles/a"]));
            }
            "version-4" => drop(folder.git(&["update-index", "--index-version", "4"])),
            _ => fs::remove_file(folder.root.join(".git/index")).unwrap(),
        }
        let before = folder.status();
        done(folder.commit(&plan(vec![bytes("articles/a/index.md", Some("a1\n"), "a2\n")])));
        assert_eq!(
            folder.git(&["show", "--format=", "--name-only", "HEAD"]),
            "articles/a/index.md\n",
            "{setting}"
        );
        if setting == "none" {
            // As before, the others are missing from the index; the committed one now is there.
            assert!(
                before.contains("D  articles/a/index.md\n")
                    && folder.status().contains("D  articles/b/index.md\n")
            );
            assert!(!folder.status().contains("articles/a/index.md"), "{}", folder.status());
        } else {
            assert_eq!(folder.status(), before, "{setting}");
        }
        folder.assert_tidy();
    }
}

#[test]
fn a_linked_work_tree_commits_on_its_own_branch() {
    let folder = Folder::new();
    folder.git(&["worktree", "add", "-q", "-b", "side", "../side"]);
    let side = folder.root.parent().unwrap().join("side");
    let repo = Repo::discover(&side.join("articles")).unwrap();
    assert_eq!(repo.root(), side);
    let head = repo.head().unwrap();
    let edit = bytes("articles/a/index.md", Some("a1\n"), "a2\n");
    let commit = done(Writer::lock(&repo, false).unwrap().commit(head.as_ref(), &plan(vec![edit]), &lina()));
    assert_eq!(folder.git(&["rev-parse", "side"]).trim(), commit.0);
    assert_eq!(folder.git(&["-C", side.to_str().unwrap(), "status", "--porcelain"]), "");
    folder.assert_tidy();
}

#[test]
fn somebody_faster_makes_the_act_lost_and_nothing_changes() {
    let folder = Folder::new();
    let repo = folder.repo();
    let base = repo.head().unwrap();
    folder.git(&["commit", "-q", "--allow-empty", "-m", "faster"]);
    let (head, edit) = (folder.head(), bytes("articles/a/index.md", Some("a1\n"), "a2\n"));
    let writer = Writer::lock(&repo, false).unwrap();
    let outcome = writer.commit(base.as_ref(), &plan(vec![edit.clone()]), &lina());
    assert_eq!(outcome, Ok(Outcome::Lost));

    // The same at the last moment: the branch moves between the first look and the swap.
    let stale = oid(&base.unwrap().0).unwrap();
    let branch = Branch::current(&repo).unwrap();
    let objects = Objects::on(&repo);
    let (tree, steps) = tree::edited(&objects, Some(stale), &plan(vec![edit])).unwrap();
    let new = objects.commit(tree, Some(stale), &lina(), "late\n").unwrap();
    let journal = Journal::new(&branch.name, Some(stale.to_string()), new.to_string(), steps);
    assert_eq!(writer.carry_out(&objects, &branch, Some(stale), new, &journal, "late\n"), Ok(Outcome::Lost));
    assert_eq!((folder.head(), folder.status()), (head, String::new()));
    folder.assert_tidy();
}
