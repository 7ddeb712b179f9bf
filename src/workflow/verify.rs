//! The proof of one article: its records are legal from the first to the newest, and its bundle is what they say.

use super::{
    action::Action,
    chain::{Filed, Step},
    derive::derive,
    judge::row,
    policy::PolicyChain,
    replacement::undone,
    state::State,
};
use crate::{
    article::{INDEX, bundle::Bundle, front_matter::Table},
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// An article that was proved.
#[derive(Clone, Debug)]
pub struct Proven {
    /// Where it stands
    pub state: State,
    /// How it came there
    pub steps: Vec<Step>,
}

/// Proves one article by its records and its bundle, both from one commit. Records without a bundle must end
/// in `discard`.
pub fn article(records: Vec<Filed>, bundle: Option<&Bundle>, policy: &PolicyChain) -> Result<Proven> {
    let (state, steps) = derive(records, policy)?;
    match bundle {
        None if state.gone => {}
        None => {
            let place = state.place();
            return Err(Refusal::findings(
                "bundle_gone",
                say!("`{place}` 不见了，而流转记录没有弃稿", "`{place}` is gone, and no record discards it"),
            )
            .at(place)
            .help(say!(
                "取回它：`git log --diff-filter=D -- articles archive`；要弃稿用 `wxops discard`",
                "bring it back: `git log --diff-filter=D -- articles archive`; to throw it away use `wxops discard`"
            )));
        }
        Some(bundle) if state.gone => {
            return Err(Refusal::findings(
                "discarded",
                say!("已弃稿的稿件又出现了", "an article that was discarded is back"),
            )
            .at(&*bundle.path)
            .help(say!(
                "去掉文件里的 `[wxops]` 表，再 `wxops import`",
                "take its table `[wxops]` out and `wxops import` it"
            )));
        }
        Some(bundle) => equals(bundle, &state)?,
    }
    Ok(Proven { state, steps })
}

/// The bundle lies where it must, says what it must, and is the bound content.
fn equals(bundle: &Bundle, state: &State) -> Result<()> {
    let place = state.place();
    if bundle.path != place {
        return Err(misplaced(bundle, state));
    }
    table(bundle, state)?;
    edits(bundle, state)?;
    if !state.status.is_bound() {
        return Ok(());
    }
    if bundle.content(&state.id, &state.slug) != state.content {
        let label = state.label();
        let (zh, en) = (label.zh, label.en);
        let refusal = Refusal::findings(
            "content_differs",
            say!(
                "内容在“{zh}”之后改过：不是流转记录核定的那一份",
                "the content was changed after it was {en}: it is not the one on record"
            ),
        );
        let refusal = refusal.at(place).help(bring_back(state));
        return Err(way_out(state).into_iter().fold(refusal, Refusal::help));
    }
    stated(bundle, state)
}

/// What reviewers changed since the submission is what their records say: undone, the newest first, it leads from the
/// text that lies there back to the one that was submitted. Where another text lies there by now, of a later revision or
/// of a submission that was taken back, nothing can be undone, and the digests of the chain are all there is.
pub fn edits(bundle: &Bundle, state: &State) -> Result<()> {
    let decisions = state.submission.iter().flat_map(|submitted| submitted.decisions.iter().rev());
    let mut later: Option<Bundle> = None;
    for decided in decisions.filter(|decided| !decided.edits.is_empty()) {
        let now = later.as_ref().unwrap_or(bundle);
        if now.content(&state.id, &state.slug) != decided.content {
            // The newest may be gone; what one decision left is what the next one met.
            return if later.is_none() { Ok(()) } else { Err(edits_differ(bundle)) };
        }
        let before = undone(now, &decided.edits).ok_or_else(|| edits_differ(bundle))?;
        if before.content(&state.id, &state.slug) != decided.before {
            return Err(edits_differ(bundle));
        }
        later = Some(before);
    }
    Ok(())
}

/// The edits of a record do not lead to the text that it is about.
pub fn edits_differ(bundle: &Bundle) -> Refusal {
    let place = &bundle.path;
    Refusal::findings(
        "edits_differ",
        say!(
            "通过记录里写的修改，推不出现在这份正文",
            "the edits of the approval do not lead to the text that lies there"
        ),
    )
    .at(format!("{place}/{INDEX}"))
    .help(say!(
        "看是哪次提交改的：`git log -p -- {place}`，再 `git revert`",
        "`git log -p -- {place}` shows who changed it; then `git revert`"
    ))
}

/// How an edit that was committed is undone.
pub fn bring_back(state: &State) -> Text {
    let place = state.place();
    say!(
        "取回核定的内容：`git log -p -- {place}` 看是哪次提交改的，再 `git revert`",
        "bring the content on record back: `git log -p -- {place}` shows who changed it; then `git revert`"
    )
}

/// How an edit of a bound text becomes a text of its own, where the table allows it.
pub fn way_out(state: &State) -> Option<Text> {
    let slug = &state.slug;
    if row(Some(state), Action::Correct).is_ok() {
        return Some(say!(
            "要改已发布的内容：`wxops correct {slug} --reason '…' --how edit`",
            "to change what is published: `wxops correct {slug} --reason '…' --how edit`"
        ));
    }
    row(Some(state), Action::Withdraw).is_ok().then(|| {
        say!(
            "要改就先撤回，改完重新送审：`wxops withdraw {slug} --reason '…'`",
            "to keep it, withdraw and submit again: `wxops withdraw {slug} --reason '…'`"
        )
    })
}

/// Somebody moved the bundle without wxops.
pub fn misplaced(bundle: &Bundle, state: &State) -> Refusal {
    let (found, place, slug) = (&bundle.path, state.place(), &state.slug);
    Refusal::findings(
        "misplaced",
        say!(
            "稿件在 `{found}`，按流转记录应在 `{place}`",
            "the article lies at `{found}`; by its records it lies at `{place}`"
        ),
    )
    .at(&**found)
    .help(say!(
        "移回去：`git mv {found} {place}`；要改名用 `wxops rename {slug}`，归档用 `wxops archive {slug}`",
        "move it back: `git mv {found} {place}`; to rename it use `wxops rename {slug}`, to file it `wxops archive {slug}`"
    ))
}

/// The `[wxops]` table is what the records say.
pub fn table(bundle: &Bundle, state: &State) -> Result<()> {
    let expected = state.table();
    let article = &bundle.index;
    let mut code = "status_forged";
    let (line, message) = match &article.front.table {
        Table::Read(found, _) if *found == expected || Some(found) == state.merged_table().as_ref() => {
            return Ok(());
        }
        Table::Read(found, cut) => {
            let (says, is) = (found.status.name(), expected.status.name());
            let message = if found.status == expected.status {
                say!("`[wxops]` 表与流转记录不符", "the table `[wxops]` is not what the records say")
            } else {
                say!(
                    "文首写着 `status = \"{says}\"`，流转记录说的是 `{is}`",
                    "the article says `status = \"{says}\"`; the records say `{is}`"
                )
            };
            (article.line_of(cut.start), message)
        }
        Table::Unreadable(unread) => {
            code = "table_unreadable";
            (article.line_of(unread.span.start), unread.why.clone())
        }
        Table::Absent => (
            1,
            say!(
                "有流转记录，而文首没有 `[wxops]` 表",
                "there are records, and the article has no table `[wxops]`"
            ),
        ),
    };
    let mut refusal = Refusal::findings(code, message).at(format!("{}/{INDEX}", bundle.path)).line(line);
    for row in expected.render().lines() {
        refusal = refusal.detail(Text::same(row));
    }
    Err(refusal.help(say!(
        "状态只由命令改：把表恢复成上面这样",
        "only commands change it: put the table back as above"
    )))
}

/// What the submission stated about its text is what that text says. Another text (of a self-check since, or of
/// a correction that was retracted) will be stated by its own submission.
pub fn stated(bundle: &Bundle, state: &State) -> Result<()> {
    let Some(submitted) = state.submission.as_ref().filter(|submitted| submitted.content == state.content)
    else {
        return Ok(());
    };
    let co_writers = bundle.index.list("co_writers");
    let named = co_writers.iter().all(|id| submitted.writers.contains(id));
    if bundle.index.category() == submitted.category && named {
        return Ok(());
    }
    Err(Refusal::findings(
        "submission_differs",
        say!(
            "送审记录的栏目或编辑与正文写的不符",
            "category or writers of the submission are not what the text says"
        ),
    )
    .at(format!("{}/{INDEX}", bundle.path)))
}
