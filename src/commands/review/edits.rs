//! Approving with edits: a copy of the text in the person's editor; what differs becomes exact replacements.

use wxops::{
    commit::Kept,
    refusal::Result,
    repo::Repo,
    say,
    text::escaped,
    workflow::replacement::{Typed, copied, place, shortened},
};

use super::{choice::plain, desk::Desk, page::Page};
use crate::shell::editor;

/// Lets a person edit a copy; the edits they are sure of, and the copy, which is forgotten once an act took them.
/// Nothing if they change their mind: the copy stays for the next time.
pub(super) fn edited(
    desk: &Desk<'_>,
    repo: &Repo,
    page: &Page,
    me: &str,
) -> Result<Option<(Vec<Typed>, Kept)>> {
    let (state, text) = (&page.state, page.bundle.index.kept());
    // Of another text another copy.
    let short: String = state.content.as_str().chars().take(12).collect();
    let copy = Kept::named(repo, &format!("{}-{me}-{short}.md", state.id));
    match copy.read()? {
        Some(kept) if kept != text => {
            let file = copy.file().display();
            desk.tell(&say!("接着上次没有用的修改：{file}", "going on with edits from before: {file}"));
        }
        _ => copy.write(&text)?,
    }
    loop {
        if let Err(refusal) = editor::edit(desk.ctx.output, repo, copy.file()) {
            desk.refuse(&refusal);
            return Ok(None);
        }
        let typed = match look(desk, page, &copy)? {
            Looked::Edits(typed) => typed,
            Looked::Refused if desk.is_sure(&say!("再打开编辑器？", "open the editor again?"))? => {
                continue;
            }
            Looked::Refused | Looked::Unchanged => return Ok(None),
        };
        loop {
            match plain(&desk.ask(&desk.words(&say!(
                "就这样修改后通过？ [y 是 / e 再改 / n 先不] ",
                "approve with these? [y / e edit again / n not now] "
            )))?)
            .as_str()
            {
                "y" | "yes" | "是" => return Ok(Some((typed, copy))),
                "n" | "no" | "q" | "否" | "不" => return Ok(None),
                "e" | "edit" | "再改" => break,
                _ => desk.tell(&say!("  答 y、e 或 n", "  answer y, e or n")),
            }
        }
    }
}

/// What came out of the editor.
enum Looked {
    Edits(Vec<Typed>),
    /// They cannot be taken, which was said
    Refused,
    Unchanged,
}

/// Shows the edits of the copy.
fn look(desk: &Desk<'_>, page: &Page, copy: &Kept) -> Result<Looked> {
    let mut typed = copied(&page.bundle, &copy.read()?.unwrap_or_default());
    while typed.is_empty() {
        // An editor with windows of its own may have come back at once.
        let question = say!(
            "没有改动。还在另一个窗口里改的话，存盘以后按回车；不改了输 q：",
            "nothing changed. If you are editing in another window, save it and press Enter; q to leave: "
        );
        if plain(&desk.ask(&desk.words(&question))?) == "q" {
            copy.forget()?;
            return Ok(Looked::Unchanged);
        }
        typed = copied(&page.bundle, &copy.read()?.unwrap_or_default());
    }
    match place(&page.bundle, &typed) {
        Ok(edits) => {
            let count = edits.len();
            desk.tell(&say!("改了 {count} 处：", "{edits}:", edits = wxops::text::plural(count, "edit")));
            for edit in &edits {
                let (from, to) = (escaped(&shortened(&edit.from)), escaped(&shortened(&edit.to)));
                desk.tell(&if edit.to.is_empty() {
                    say!("  删「{from}」", "  - “{from}”")
                } else {
                    say!("  「{from}」→「{to}」", "  “{from}” → “{to}”")
                });
            }
            Ok(Looked::Edits(typed))
        }
        Err(refusal) => {
            desk.refuse(&refusal);
            Ok(Looked::Refused)
        }
    }
}
