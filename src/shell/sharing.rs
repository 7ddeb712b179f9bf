//! Sharing: what came and what went, in words and as a document; and that each act is shared at once where there is somebody
//! to share with.

use std::{collections::BTreeSet, time::Duration};

use serde_json::{Value, json};
use wxops::{
    folder::{ContentFolder, card},
    moment::Moment,
    refusal::{Exit, Refusal, Result},
    repo::{CommitId, Exchange, changes},
    say,
    signer::Asking,
    sync::{self, Aside, Carried, Person, Synced},
    text::{Text, escaped, list, plural},
    workflow::{
        derive::derive,
        record::{Record, quoted},
        turn::turn,
    },
};

use super::{acting::Acting, context::Context};

/// How long an act waits for the remote.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long somebody waits who wants to sync.
const WHOLE: Duration = Duration::from_secs(600);

/// How sharing is done after an act: nobody is asked for a password.
pub(crate) fn in_passing() -> Exchange {
    Exchange { patience: PATIENCE, may_ask: false }
}

/// How it is done when somebody asks for it.
pub(crate) fn on_purpose(may_ask: bool) -> Exchange {
    Exchange { patience: WHOLE, may_ask }
}

/// What became of sharing after an act.
pub(crate) struct Shared {
    outcome: Result<Synced>,
    left: usize,
}

impl Acting<'_> {
    /// Shares what was just done, where there is an upstream and the settings do not keep it here. Without one no program is
    /// started.
    pub(crate) fn share(&self, asking: Asking) -> Option<Shared> {
        let repo = self.folder.repo();
        repo.followed().filter(|_| self.folder.settings().share)?;
        let me = self.typist().ok().map(|typist| typist.member.clone());
        let person =
            Person { me: me.as_deref(), at: self.now, asking, exchange: in_passing(), rehearsal: false };
        let outcome = sync::share(&self.folder, &person);
        let left = repo.upstream().ok().flatten().map_or(0, |upstream| upstream.ahead);
        Some(Shared { outcome, left })
    }
}

impl Shared {
    /// Says it, and how the program ends: an act stands whether it is shared or not, unless others were faster and it could
    /// not be carried over.
    pub(crate) fn tell(&self, acting: &Acting<'_>) -> Exit {
        let (output, left) = (acting.ctx.output, self.left);
        match &self.outcome {
            Ok(synced) if synced.came > 0 => {
                let me = acting.typist().ok().map(|typist| typist.member.as_str());
                tell(acting.ctx, &acting.folder, synced, me, acting.now)
            }
            Ok(Synced { unshared: Some(refusal), .. }) | Err(refusal) => {
                output.note(&not_shared(&refusal.message, left));
                Exit::Done
            }
            Ok(synced) => {
                let upstream = escaped(&synced.upstream);
                output.say(&say!("已分享到 {upstream}", "shared with {upstream}"));
                Exit::Done
            }
        }
    }

    /// Whether others can see everything that was done here.
    pub(crate) fn is_done(&self) -> bool {
        self.outcome.as_ref().is_ok_and(|synced| synced.unshared.is_none())
    }

    /// Whether others were faster, and this commit does not stand.
    pub(crate) fn was_set_aside(&self, commit: &CommitId) -> bool {
        self.outcome.as_ref().is_ok_and(|synced| synced.aside.iter().any(|aside| aside.commit == *commit))
    }

    /// The fields that an act's document has besides.
    pub(crate) fn into_document(self, ctx: &Context, outcome: &mut Value) {
        let unshared = match &self.outcome {
            Ok(synced) => synced.unshared.as_ref(),
            Err(refusal) => Some(refusal),
        };
        outcome["shared"] = json!(unshared.is_none());
        outcome["unshared"] = unshared.map_or(Value::Null, |refusal| brief(ctx, refusal));
        if let Ok(synced) = &self.outcome {
            outcome["set_aside"] = asides(ctx, &synced.aside);
            let made = |carried: &&Carried| outcome["commit"] == carried.from.0;
            if let Some(carried) = synced.carried.iter().find(made) {
                outcome["commit"] = json!(carried.to.0);
                outcome["records"] = json!(names(&carried.acts));
            }
        }
    }
}

fn not_shared(why: &Text, left: usize) -> Text {
    let Text { zh, en } = why;
    say!(
        "已在本机办好，还没分享（{zh}）：{left} 个提交等着，`wxops sync`",
        "done here and not shared yet ({en}): {commits} to share, `wxops sync`",
        commits = plural(left, "commit")
    )
}

/// Tells what came and what went, and how the program ends.
pub(crate) fn tell(
    ctx: &Context,
    folder: &ContentFolder,
    synced: &Synced,
    me: Option<&str>,
    now: Moment,
) -> Exit {
    let output = ctx.output;
    output.say(&sentence(folder, synced, me, now));
    for aside in &synced.aside {
        output.problem(&set_aside(folder, aside, synced.kept.as_deref()));
    }
    for path in &synced.texts {
        let path = escaped(path);
        output.note(&say!(
            "你写的文字还在 `{path}` 里，没有提交",
            "what you wrote is still in `{path}`, not committed"
        ));
    }
    if let Some(behind) = &synced.behind {
        output.problem(behind);
        return behind.exit;
    }
    if let Some(unshared) = &synced.unshared {
        output.problem(unshared);
        // An exit of 3 would say that nothing has changed.
        return if synced.before == synced.after { unshared.exit } else { Exit::NotNow };
    }
    if synced.aside.is_empty() { Exit::Done } else { Exit::NotNow }
}

/// One sentence: what came, whose turn it is, what went. In a rehearsal nothing did yet.
fn sentence(folder: &ContentFolder, synced: &Synced, me: Option<&str>, now: Moment) -> Text {
    let upstream = escaped(&synced.upstream);
    let mut parts: Vec<Text> = Vec::new();
    if synced.came > 0 {
        let n = synced.came;
        let commits = plural(n, "commit");
        parts.push(say!("来了 {n} 个提交", "{commits} came in"));
        let turns = my_turn(folder, synced, me, now).unwrap_or_default();
        if !turns.is_empty() {
            let Text { zh, en } = list(&turns.into_iter().map(|(_, called)| called).collect::<Vec<_>>());
            parts.push(say!("轮到你：{zh}", "your turn now: {en}"));
        }
    }
    let again = synced.carried.len();
    if again > 0 {
        let commits = plural(again, "commit");
        parts.push(say!("你的 {again} 个提交接到了后面", "{commits} of yours follow them"));
    }
    if synced.shared > 0 {
        let n = synced.shared;
        let commits = plural(n, "commit");
        parts.push(if synced.rehearsal {
            say!("要分享 {n} 个提交", "{commits} to share")
        } else {
            say!("分享了 {n} 个提交", "{commits} shared")
        });
    }
    let n = synced.aside.len();
    if n > 0 {
        parts.push(say!("{n} 个没有带过来", "{commits} not carried over", commits = plural(n, "commit")));
    }
    if parts.is_empty() {
        return if synced.unshared.is_some() {
            say!("{upstream} 没有新的提交", "nothing new in {upstream}")
        } else {
            say!("与 {upstream} 一致，没有要同步的", "equal to {upstream}; nothing to sync")
        };
    }
    let zh: Vec<&str> = parts.iter().map(|part| part.zh.as_str()).collect();
    let en: Vec<&str> = parts.iter().map(|part| part.en.as_str()).collect();
    say!("{upstream}：{zh}", "{upstream}: {en}", zh = zh.join("，"), en = en.join(", "))
}

/// The articles that became this person's turn: slug, and how it is called.
pub(crate) fn my_turn(
    folder: &ContentFolder,
    synced: &Synced,
    me: Option<&str>,
    now: Moment,
) -> Result<Vec<(String, Text)>> {
    let Some(me) = me.filter(|_| synced.came > 0) else { return Ok(vec![]) };
    let repo = folder.repo();
    let (before, after) = (repo.snapshot(&synced.before)?, repo.snapshot(&synced.after)?);
    let changed = changes(Some(&before), &after, ".wxops/records", Some(3))?;
    let ids: BTreeSet<String> =
        changed.iter().filter_map(|change| Some(change.path.rsplit_once('/')?.1.to_owned())).collect();
    let mut turns = Vec::new();
    for id in ids {
        let mine = |commit: &CommitId| -> Result<Option<(String, String)>> {
            let head = folder.head_at(commit)?;
            let records = head.records(&id)?;
            if records.is_empty() {
                return Ok(None);
            }
            let state = derive(records, &head.policy)?.0;
            let own = turn(&state, &head.policy.newest().team.on(now), now);
            let is_mine = own.is_some_and(|turn| turn.people.iter().any(|id| id == me));
            Ok(is_mine.then(|| (state.place(), state.slug)))
        };
        let (was, is) = (mine(&synced.before).ok().flatten(), mine(&synced.after).ok().flatten());
        if let (None, Some((place, slug))) = (was, is) {
            let card = card(folder.working(), place);
            turns.push((slug.clone(), wxops::folder::called(&card.title, &slug)));
        }
    }
    Ok(turns)
}

/// An own commit that was not carried over: which acts, why, where it is kept.
fn set_aside(folder: &ContentFolder, aside: &Aside, kept: Option<&str>) -> Refusal {
    let mut refusal = aside.refusal.clone();
    let Text { zh, en } = what(folder, aside);
    let Text { zh: why_zh, en: why_en } = &aside.refusal.message;
    refusal.message = say!("{zh}没有带过来：{why_zh}", "{en} was not carried over: {why_en}");
    let published = aside.acts.iter().filter_map(|record| record.says.receipt.as_ref());
    for receipt in published {
        let url = escaped(&receipt.url);
        refusal = refusal.detail(say!(
            "文章已经发出去了（{url}），这是事实：告诉同事，让记录跟上",
            "readers see it ({url}), and that is a fact: tell the others, so that the records follow"
        ));
    }
    match kept {
        Some(name) => {
            let short = aside.commit.short();
            refusal.help(say!(
                "原来的提交留着：`git show {short}`（{name}）",
                "the commit is kept: `git show {short}` ({name})"
            ))
        }
        None => refusal,
    }
}

/// What a commit holds, for people.
fn what(folder: &ContentFolder, aside: &Aside) -> Text {
    if aside.acts.is_empty() {
        let subject = quoted(&aside.subject);
        return say!("提交 {subject} ", "the commit {subject}");
    }
    let team = folder.head().map(|head| head.policy.newest().team.clone());
    let told = |record: &Record| {
        let name = team.as_ref().map_or(record.by.as_str(), |team| team.name(&record.by)).to_owned();
        let (label, slug) = (record.action.label(), &record.slug);
        say!("{name}对 `{slug}` 的“{zh}”", "{name}'s `{en} {slug}`", zh = label.zh, en = label.en)
    };
    list(&aside.acts.iter().map(told).collect::<Vec<_>>())
}

fn brief(ctx: &Context, refusal: &Refusal) -> Value {
    let words = |text: &Text| text.get(ctx.language).to_owned();
    let help: Vec<String> = refusal.help.iter().map(words).collect();
    json!({
        "code": refusal.code,
        "message": words(&refusal.message),
        "help": if help.is_empty() { Value::Null } else { json!(help.join("\n")) },
    })
}

fn asides(ctx: &Context, asides: &[Aside]) -> Value {
    let one = |aside: &Aside| {
        let slugs: BTreeSet<&str> = aside.acts.iter().map(|record| record.slug.as_str()).collect();
        let mut document = brief(ctx, &aside.refusal);
        document["commit"] = json!(aside.commit.0);
        document["subject"] = json!(aside.subject);
        document["records"] = json!(names(&aside.acts));
        document["articles"] = json!(slugs);
        document
    };
    json!(asides.iter().map(one).collect::<Vec<_>>())
}

fn names(acts: &[Record]) -> Vec<String> {
    acts.iter().map(Record::name).collect()
}

/// The document of `wxops sync`.
pub(crate) fn document(ctx: &Context, synced: &Synced, turns: &[(String, Text)]) -> Value {
    let carried: Vec<Value> = synced
        .carried
        .iter()
        .map(|carried| json!({ "from": carried.from.0, "to": carried.to.0, "records": names(&carried.acts) }))
        .collect();
    let slugs: Vec<&String> = turns.iter().map(|(slug, _)| slug).collect();
    json!({ "sync": {
        "upstream": synced.upstream,
        "dry_run": synced.rehearsal,
        "before": synced.before.0,
        "after": synced.after.0,
        "came": synced.came,
        "my_turn": slugs,
        "carried": carried,
        "set_aside": asides(ctx, &synced.aside),
        "kept": synced.kept,
        "texts": synced.texts,
        "shared": synced.shared,
        "unshared": synced.unshared.as_ref().map(|refusal| brief(ctx, refusal)),
    }})
}
