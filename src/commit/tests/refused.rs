//! What is refused before anything is written.

use super::*;

fn submit() -> Plan {
    plan(vec![bytes("articles/a/index.md", Some("a1\n"), "a2\n")])
}

/// Nothing moved: the branch, the files, the index.
fn refused(folder: &Folder, plan: &Plan, code: &str) -> Refusal {
    let (head, status) = (folder.head(), folder.status());
    let refusal = folder.commit(plan).expect_err("a refusal");
    assert_eq!(refusal.code, code);
    assert_eq!((folder.head(), folder.status()), (head, status));
    refusal
}

#[test]
fn a_merge_a_rebase_a_bisect_and_a_detached_head() {
    for (file, words) in
        [("MERGE_HEAD", "0"), ("CHERRY_PICK_HEAD", "0"), ("REVERT_HEAD", "0"), ("BISECT_LOG", "")]
    {
        let folder = Folder::new();
        fs::write(folder.root.join(".git").join(file), words).unwrap();
        let refusal = folder.commit(&submit()).expect_err("a refusal");
        assert_eq!((refusal.code, refusal.help.len()), ("repository_busy", 1), "{file}");
    }
    let folder = Folder::new();
    fs::create_dir(folder.root.join(".git/rebase-merge")).unwrap();
    refused(&folder, &submit(), "repository_busy");
    fs::remove_dir(folder.root.join(".git/rebase-merge")).unwrap();
    folder.git(&["checkout", "-q", "--detach"]);
    refused(&folder, &submit(), "detached_head");
    assert!(folder.repo().head().unwrap().is_some(), "reading works detached");
    folder.assert_tidy();
}

#[test]
fn another_programs_lock_is_named_and_stays() {
    let folder = Folder::new();
    for lock in ["index.lock", "HEAD.lock", "refs/heads/main.lock"] {
        let place = folder.root.join(".git").join(lock);
        fs::write(&place, "").unwrap();
        let refusal = folder.commit(&submit()).expect_err("a refusal");
        assert_eq!(refusal.code, "git_lock");
        assert!(refusal.message.en.contains(lock), "{}", refusal.message.en);
        fs::remove_file(&place).expect("it is still there");
    }
    folder.assert_tidy();
}

#[test]
fn a_file_changed_since_it_was_seen() {
    let folder = Folder::new();
    folder.write("articles/a/index.md", "newer\n");
    refused(&folder, &submit(), "content_changed");
    let file = Edit {
        path: "articles/a/index.md".into(),
        content: Content::File(blob_id(b"a1\n")),
        seen: id(Some("a1\n")),
        working: Working::Leave,
    };
    refused(&folder, &plan(vec![file]), "content_changed");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "newer\n");
}

#[test]
fn paths_out_of_the_folder_into_git_or_through_what_is_no_folder() {
    let folder = Folder::new();
    for path in ["../out.md", "/out.md", ".git/config", "articles/.GIT/x", "a\\b", ""] {
        refused(&folder, &plan(vec![bytes(path, None, "x")]), "unsafe_path");
    }
    refused(&folder, &plan(vec![bytes("n.md", None, "1"), bytes("n.md", None, "2")]), "unsafe_path");
    refused(&folder, &plan(vec![bytes("other.md/x", None, "x")]), "not_a_plain_file");
    refused(&folder, &plan(vec![bytes("articles/a", None, "x")]), "not_a_plain_file");
    folder.assert_tidy();
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_symbolic_link() {
    let folder = Folder::new();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), folder.root.join("articles/evil")).unwrap();
    refused(&folder, &plan(vec![bytes("articles/evil/index.md", None, "x")]), "symlink");
    std::os::unix::fs::symlink(outside.path().join("new"), folder.root.join("articles/a/link.md")).unwrap();
    refused(&folder, &plan(vec![bytes("articles/a/link.md", None, "x")]), "symlink");
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    // And one that only HEAD holds.
    folder.git(&["add", "articles/evil"]);
    folder.git(&["commit", "-qm", "link"]);
    fs::remove_file(folder.root.join("articles/evil")).unwrap();
    refused(&folder, &plan(vec![bytes("articles/evil/index.md", None, "x")]), "not_a_plain_file");
}

#[test]
fn a_signature_that_fails_changes_nothing() {
    let folder = Folder::new();
    folder.git(&["config", "commit.gpgSign", "true"]);
    folder.git(&["config", "gpg.program", "false"]);
    refused(&folder, &submit(), "not_signed");
    assert_eq!(folder.read("articles/a/index.md").unwrap(), "a1\n");
    folder.assert_tidy();
}

#[test]
fn a_signed_commit_is_the_one_that_was_planned() {
    let folder = Folder::new();
    let key = folder.root.parent().unwrap().join("key");
    let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&key).status();
    if !made.is_ok_and(|status| status.success()) {
        return; // no ssh-keygen on this computer
    }
    folder.git(&["config", "commit.gpgSign", "true"]);
    folder.git(&["config", "gpg.format", "ssh"]);
    folder.git(&["config", "user.signingKey", key.to_str().unwrap()]);
    done(folder.commit(&submit()));
    assert!(folder.git(&["cat-file", "commit", "HEAD"]).contains("gpgsig -----BEGIN SSH SIGNATURE-----"));
    assert_eq!(
        folder.git(&["log", "-1", "--format=%an %aI %s"]),
        "李娜 2026-12-01T20:00:00+08:00 Submit a\n"
    );
    assert_eq!(folder.status(), "");
    folder.assert_tidy();
}
