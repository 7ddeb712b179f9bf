//! Many commands in one clone.

use std::time::Duration;

use super::*;

#[test]
fn sixteen_at_once_all_succeed() {
    let folder = Folder::unborn();
    for n in 0..16 {
        folder.write(&format!("articles/a{n}/index.md"), "1\n");
    }
    folder.git(&["add", "."]);
    folder.git(&["commit", "-qm", "Begin"]);
    std::thread::scope(|scope| {
        for n in 0..16 {
            let folder = &folder;
            scope.spawn(move || {
                let edit = bytes(&format!("articles/a{n}/index.md"), Some("1\n"), "2\n");
                done(folder.commit_again(&plan(vec![edit])));
            });
        }
    });
    assert_eq!(folder.git(&["rev-list", "--count", "HEAD"]), "17\n");
    assert_eq!(folder.status(), "");
    folder.assert_tidy();
}

#[test]
fn waiting_ends_and_names_the_holder() {
    let folder = Folder::new();
    let repo = folder.repo();
    let _held = Writer::lock(&repo, false).unwrap();
    let refusal = ProcessLock::take(&repo, Duration::from_millis(30)).err().unwrap();
    assert_eq!(refusal.code, "busy");
    assert!(refusal.message.en.contains(&std::process::id().to_string()), "{}", refusal.message.en);
}

impl Folder {
    /// Commits with the lock held while deciding, as every command does.
    fn commit_again(&self, plan: &Plan) -> Result<Outcome> {
        let repo = self.repo();
        let writer = Writer::lock(&repo, false)?;
        let head = repo.head()?;
        writer.commit(head.as_ref(), plan, &lina())
    }
}
