//! What a reviewer reads of one article before deciding: facts, text or changes, findings, opinions, check list.

use serde_json::{Value, json};
use wxops::{
    article::bundle::Bundle,
    check::{Checked, Look, Place},
    diff::{FileChange, compare},
    folder::{Derived, Head},
    leaks::masked,
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
    workflow::{
        action::Action,
        chain::Step,
        command::command,
        joint, outlook,
        state::{State, Submitted},
        status::Status,
        team::Item,
        urgent,
    },
};

use crate::shell::{
    changes,
    comparing::{Compared, since_mine},
    looking::Looking,
    opinions,
    table::indented,
    waiting::handed_on,
};

/// How many findings are listed; `check` shows the rest.
const FINDINGS: usize = 20;

/// Which text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::commands) enum Shows {
    /// What changed since this person decided, or the whole text if they never did
    Fitting,
    /// Only what changed
    Changes,
    /// The whole text
    Whole,
}

/// What is asked of this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Duty {
    /// To decide a stage
    Decide,
    /// To confirm, at a stage, edits made after its approval
    Confirm,
    /// To accept, as a writer, a reviewer's edits
    Accept,
}

/// One article as it is read.
pub(in crate::commands) struct Page {
    pub(super) state: State,
    pub(super) bundle: Bundle,
    pub(super) duty: Duty,
    /// The check list of the stage
    pub(super) items: Vec<Item>,
    /// Whether this person may end it
    pub(super) rejects: bool,
    /// Whether there is an older text to compare with
    pub(super) compared: Option<Compared>,
    derived: Derived,
    checked: Option<Checked>,
}

impl Page {
    /// Reads an article.
    pub(in crate::commands) fn of(looking: &Looking<'_>, head: &Head<'_>, derived: Derived) -> Result<Page> {
        let (state, steps): (State, Vec<Step>) = derived.proof.clone()?;
        let path = &derived.card.path;
        let bundle = head.bundle(path)?.ok_or_else(|| {
            Refusal::unusable("no_such_article", say!("稿件没有提交", "the article is not committed"))
                .at(path.as_str())
        })?;
        let duty = match state.status {
            Status::Edited => Duty::Accept,
            _ if state.approved_before(looking.me.as_deref()).is_some() => Duty::Confirm,
            _ => Duty::Decide,
        };
        let asked = state.stage.as_ref().zip(state.submission.as_ref()).filter(|_| duty == Duty::Decide);
        let items = asked.map(|(stage, submitted)| {
            looking.team.items(&stage.list, &submitted.category).cloned().collect::<Vec<_>>()
        });
        let me = looking.me.as_deref().unwrap_or_default();
        let rejects =
            duty == Duty::Decide && outlook::may(&state, &[], Action::Reject, me, &looking.team).is_ok();
        let compared = since_mine(looking, head, (&state, &steps), &bundle)?;
        let place = Place::of(looking.folder.working().root())?;
        let checked = place.bundles(std::slice::from_ref(path), Look::Close).pop();
        let items = items.unwrap_or_default();
        Ok(Page { state, bundle, duty, items, rejects, compared, derived, checked })
    }

    /// Everything above the check list. `(n, count)` is its place in the queue.
    pub(super) fn drawn(&self, looking: &Looking<'_>, shows: Shows, (n, count): (usize, usize)) -> String {
        let title = escaped(&looking.called(&self.derived.card));
        let label = escaped(&looking.words(&looking.marked(&self.state)));
        let place = if count > 1 { format!("{n}/{count}  ") } else { String::new() };
        let gap = tr!("　", "  ");
        let mut page = format!("\n\x1b[1m{place}{title}{gap}{label}\x1b[0m\n  {}", self.facts(looking));
        let mut add = |part: String| {
            if !part.is_empty() {
                page.push('\n');
                page.push_str(&part);
            }
        };
        let seen = self.compared.as_ref().filter(|compared| compared.bundles.is_some());
        match (shows, seen) {
            (Shows::Fitting, None) => {
                let lost = self.compared.as_ref().map(|_| self.changed(looking));
                add(lost.unwrap_or_default());
                add(self.whole(looking));
            }
            (Shows::Whole, _) => add(self.whole(looking)),
            _ => add(self.changed(looking)),
        }
        add(self.found(looking));
        add(self.asked(looking));
        page
    }

    /// Who wrote it, what it is, when it is to go out, how long it waits and from whom.
    fn facts(&self, looking: &Looking<'_>) -> String {
        let (state, card) = (&self.state, &self.derived.card);
        let writers = looking.team.names(state.writers.iter().map(String::as_str));
        let mut facts = vec![say!("{zh}写", "by {en}", zh = &writers.zh, en = &writers.en)];
        facts.push(Text::same(looking.category(&card.category)));
        let planned = looking.planned(card);
        if !planned.is_empty() {
            facts.push(say!("拟发 {planned}", "planned {planned}"));
        }
        let since = self.derived.waiting_since().unwrap_or(state.since);
        let waited =
            looking.waited_and_due(state, since, |Text { zh, en }| say!("等了 {zh}", "waiting {en}"));
        facts.push(waited);
        facts.push(handed_on(looking, &self.derived, state));
        facts.extend(state.urgent().map(|urgent| {
            let Text { zh, en } = urgent::tell(&masked(&urgent.reason), &urgent.told, &looking.team);
            say!("加急：{zh}", "urgent: {en}")
        }));
        facts.extend(joint::standing(state, &looking.team));
        let words: Vec<String> = facts.iter().map(|fact| escaped(&looking.words(fact))).collect();
        words.join(tr!("　", "  "))
    }

    /// The whole text, without the table that wxops keeps in it.
    pub(super) fn whole(&self, looking: &Looking<'_>) -> String {
        let text = masked(&self.bundle.index.kept());
        let path = &self.bundle.path;
        let head = say!("全文（{path}/index.md）", "The whole text ({path}/index.md)");
        let mut page = heading(looking, &head);
        for line in text.lines() {
            page.push('\n');
            page.push_str(format!("  {}", escaped(line)).trim_end());
        }
        for file in &self.bundle.others {
            page.push_str(&format!("\n  + {}", escaped(&file.digest.path)));
        }
        page
    }

    /// What changed, or that nothing is there to compare with.
    pub(super) fn changed(&self, looking: &Looking<'_>) -> String {
        let Some(compared) = &self.compared else {
            let slug = &self.state.slug;
            return heading(
                looking,
                &say!(
                    "你还没有审过这一篇；看全文：`wxops review {slug} --whole`",
                    "You never decided it; for the whole text: `wxops review {slug} --whole`"
                ),
            );
        };
        let mut page = heading(looking, &compared.told);
        let files = self.changes();
        if files.is_empty() && compared.bundles.is_some() {
            page.push_str(&format!("\n  {}", looking.words(&say!("没有改动", "nothing changed"))));
        }
        for file in &files {
            page.push_str(&changes::drawn(looking, &self.bundle.path, file));
        }
        page
    }

    fn changes(&self) -> Vec<FileChange> {
        let bundles = self.compared.as_ref().and_then(|compared| compared.bundles.as_ref());
        bundles.map(|(old, new)| compare(old, new)).unwrap_or_default()
    }

    /// What `check` finds in it, and what the article answers.
    fn found(&self, looking: &Looking<'_>) -> String {
        let Some(checked) = &self.checked else { return String::new() };
        let (count, slug) = (checked.findings.len(), &self.state.slug);
        let mut page = match count {
            0 => heading(looking, &say!("检查没有发现问题", "`check` finds nothing")),
            _ => heading(looking, &say!("检查问题（{count}）", "Findings ({count})")),
        };
        let mut line = |words: &Text| page.push_str(&format!("\n  {}", escaped(&looking.words(words))));
        for finding in checked.findings.iter().take(FINDINGS) {
            let (Text { zh, en }, rule) = (finding.in_one_line(&checked.text), finding.rule);
            let label = finding.severity.label();
            line(&say!("{l} {zh}（{rule}）", "{m}: {en} ({rule})", l = &label.zh, m = &label.en));
        }
        if count > FINDINGS {
            let more = count - FINDINGS;
            line(&say!("还有 {more} 处：`wxops check {slug}`", "{more} more: `wxops check {slug}`"));
        }
        for allowed in &checked.allowed {
            let (Text { zh, en }, rule) = (allowed.in_one_line(&checked.text), allowed.finding.rule);
            line(&say!("已说明理由 {zh}（{rule}）", "answered: {en} ({rule})"));
        }
        page
    }

    /// The opinions of this revision, with their answers.
    fn asked(&self, looking: &Looking<'_>) -> String {
        let (state, text) = (&self.state, self.bundle.index.text());
        let (count, open) = (state.opinions.len(), state.unanswered().len());
        let mut page = match (count, open) {
            (0, _) => return String::new(),
            (_, 0) => heading(looking, &say!("修改意见（{count} 条）", "Opinions ({count})")),
            _ => heading(
                looking,
                &say!("修改意见（{count} 条，{open} 条须答复）", "Opinions ({count}, {open} to be answered)"),
            ),
        };
        for (n, asked) in state.opinions.iter().enumerate() {
            page.push('\n');
            page.push_str(&opinions::drawn(looking, n + 1, asked, state, &self.bundle.path, text));
        }
        page
    }

    /// The check list, and the commands that decide it: for whoever is not asked.
    pub(super) fn rest(&self, looking: &Looking<'_>) -> String {
        let mut page = String::new();
        if !self.items.is_empty() {
            let count = self.items.len();
            let stage = self.state.stage.as_ref().map_or("", |stage| stage.name.as_str());
            page = heading(looking, &say!("{stage}清单（{count} 项）", "Check list of {stage} ({count})"));
            let rows = self.items.iter().map(|item| [item.key.clone(), item.text.clone()]);
            page = format!("{page}\n{}\n", indented(rows));
        }
        page.push_str(&heading(looking, &say!("怎么办", "What now")));
        let commands = self.commands();
        let rows = commands.iter().map(|(label, line)| [looking.words(label), looking.words(line)]);
        format!("{page}\n{}", indented(rows))
    }

    /// What can be typed, each with what it is called.
    fn commands(&self) -> Vec<(Text, Text)> {
        let (state, slug) = (&self.state, &self.state.slug);
        let typed = |action: Action| (action_label(action), command(action, state));
        match self.duty {
            Duty::Decide => {
                let mut all = vec![
                    (
                        say!("通过", "approve"),
                        say!("wxops approve {slug} --attest 项,项", "wxops approve {slug} --attest KEY,KEY"),
                    ),
                    (
                        say!("修改后通过", "with edits"),
                        say!(
                            "wxops approve {slug} --attest 项,项 --edit '原文→改成'",
                            "wxops approve {slug} --attest KEY,KEY --edit 'OLD->NEW'"
                        ),
                    ),
                    typed(Action::RequestChanges),
                ];
                all.extend(self.rejects.then(|| typed(Action::Reject)));
                all
            }
            Duty::Confirm => vec![
                (
                    say!("确认修改", "confirm"),
                    say!("wxops approve {slug} --yes", "wxops approve {slug} --yes"),
                ),
                typed(Action::RequestChanges),
            ],
            Duty::Accept => vec![
                (say!("确认修改", "accept"), say!("wxops accept {slug} --yes", "wxops accept {slug} --yes")),
                typed(Action::Decline),
            ],
        }
    }

    /// The page for scripts.
    pub(in crate::commands) fn document(&self, looking: &Looking<'_>, shows: Shows) -> Value {
        let mut element = looking.element_with_turn(&self.derived);
        let (state, text) = (&self.state, self.bundle.index.text());
        let duty = match self.duty {
            Duty::Decide => "decide",
            Duty::Confirm => "confirm",
            Duty::Accept => "accept",
        };
        element["writers"] = json!(state.writers);
        element["duty"] = json!(duty);
        let since = self.compared.as_ref();
        element["note"] = json!(since.map(|compared| looking.words(&compared.told)));
        let files: Vec<Value> = self.changes().iter().map(changes::document).collect();
        element["comparable"] = json!(since.is_some_and(|compared| compared.bundles.is_some()));
        element["files"] = json!(files);
        let whole =
            shows == Shows::Whole || (shows == Shows::Fitting && element["comparable"] == json!(false));
        element["text"] = json!(whole.then(|| masked(&self.bundle.index.kept())));
        let (language, checked) = (looking.ctx.language, self.checked.as_ref());
        let findings = checked.map(|file| {
            file.findings.iter().map(|found| found.json(&file.text, language)).collect::<Vec<_>>()
        });
        let allowed = checked.map(|file| {
            file.allowed.iter().map(|found| found.json(&file.text, language)).collect::<Vec<_>>()
        });
        element["findings"] = json!(findings.unwrap_or_default());
        element["allowed"] = json!(allowed.unwrap_or_default());
        element["opinions"] = json!(opinions::document(looking, state, &self.bundle.path, text));
        let items = self
            .items
            .iter()
            .map(|item| json!({ "key": item.key, "text": item.text, "reason": item.reason }));
        element["check_list"] = items.collect();
        element["commands"] = self.commands().iter().map(|(_, line)| looking.words(line)).collect();
        element
    }

    /// Who made the edits that are to be accepted.
    pub(super) fn edited_by(&self) -> Option<&str> {
        self.state.submission.as_ref().and_then(Submitted::edited).map(|edited| edited.by.as_str())
    }
}

fn action_label(action: Action) -> Text {
    let (label, name) = (action.label(), action.name());
    say!("{zh}", "{name}", zh = &label.zh)
}

/// A headline over a part of the page.
fn heading(looking: &Looking<'_>, words: &Text) -> String {
    format!("\n\x1b[1m{}\x1b[0m", escaped(&looking.words(words)))
}
