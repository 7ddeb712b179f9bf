//! The objects are those that git itself would have made.

use super::*;

/// Names that sort otherwise as folders than as files, and entries that are no plain files.
fn odd() -> Folder {
    let folder = Folder::new();
    for path in ["a/x", "a-b", "a.b/x", "a0", "A", "中文/文.md", "run.sh"] {
        folder.write(path, path);
    }
    folder.git(&["add", "."]);
    folder.git(&["update-index", "--chmod=+x", "run.sh"]);
    let blob = folder.git(&["rev-parse", "HEAD:other.md"]);
    for entry in [format!("120000,{},link", blob.trim()), format!("160000,{},module", folder.head())] {
        folder.git(&["update-index", "--add", "--cacheinfo", &entry]);
    }
    folder.git(&["commit", "-qm", "Odd"]);
    folder
}

#[test]
fn trees_equal_those_of_git() {
    let folder = odd();
    let gone = Edit { content: Content::Gone, ..bytes("a-b", Some("a-b"), "") };
    let edits = vec![bytes("a/y", None, "y"), bytes("a.c", None, "c"), bytes("中文/图.md", None, "图"), gone];
    done(folder.commit(&plan(edits)));
    let index = folder.root.join(".git/again");
    folder.git_index(&index, &["read-tree", "HEAD"], b"");
    let again = folder.git_index(&index, &["write-tree"], b"");
    assert_eq!(again, folder.git(&["rev-parse", "HEAD^{tree}"]));
    let listed = folder.git(&["-c", "core.quotePath=false", "ls-tree", "-r", "HEAD"]);
    for entry in ["100755", "120000", "160000", "\ta/y\n", "\ta.c\n", "\t中文/图.md\n"] {
        assert!(listed.contains(entry), "{entry}: {listed}");
    }
    assert!(!listed.contains("\ta-b\n"), "{listed}");
    fs::remove_file(index).unwrap();
    folder.assert_tidy();
}

#[test]
fn a_commit_equals_that_of_git() {
    let folder = Folder::new();
    let mut author = lina();
    author.committer = Some(Identity { name: "王芳".into(), email: "wangfang@example.com".into() });
    let repo = folder.repo();
    let writer = Writer::lock(&repo, false).unwrap();
    let plan = plan(vec![bytes("articles/a/index.md", Some("a1\n"), "a2\n")]);
    done(writer.commit(repo.head().unwrap().as_ref(), &plan, &author));
    let when = format!("@{} {}", author.at.timestamp(), author.at.format("%z"));
    let mut theirs = Command::new("git");
    theirs.current_dir(&folder.root).args(["commit-tree", "HEAD^{tree}", "-p", "HEAD^", "-m", &plan.message]);
    for (role, Identity { name, email }) in [("AUTHOR", &author.person), ("COMMITTER", author.committer())] {
        theirs.env(format!("GIT_{role}_NAME"), name).env(format!("GIT_{role}_EMAIL"), email);
        theirs.env(format!("GIT_{role}_DATE"), &when);
    }
    let theirs = String::from_utf8(theirs.output().unwrap().stdout).unwrap();
    assert_eq!(theirs.trim(), folder.head());
    folder.assert_tidy();
}

/// What is in the store already is not written again, and equal files are one object.
#[test]
fn nothing_is_written_twice() {
    let folder = Folder::new();
    let loose = |folder: &Folder| folder.git(&["count-objects"]);
    done(folder.commit(&plan(vec![bytes("p/1", None, "same"), bytes("p/2", None, "same")])));
    let before: usize = loose(&folder).split(' ').next().unwrap().parse().unwrap();
    done(folder.commit(&plan(vec![bytes("q/1", None, "same"), bytes("q/2", None, "same")])));
    let after: usize = loose(&folder).split(' ').next().unwrap().parse().unwrap();
    assert_eq!(after - before, 2, "the root and the commit; the blob and the folder are there");
    folder.assert_tidy();
}
