//! The record of an act, and the commit's message.

use std::collections::BTreeSet;

use super::{
    Act, Does, Evidence, hurry,
    leaving::{due, receipt},
    rewriting::{placed, rewritten},
    second_hand, suggestions_only,
};
use crate::{
    article::{bundle::Bundle, digest::Digest, slug},
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{
        action::Action,
        chain::Filed,
        lists,
        opinion::Verdict,
        page,
        record::{Answer, HOW, Reason, Record, Says, Submission},
        second_hand::choose,
        state::State,
        status::Status,
        team::{Team, is_id},
        who,
    },
};

/// Builds the record of one act. Whether it is legal is judged afterwards.
pub(super) fn record(evidence: &Evidence, state: Option<&State>, act: &Act) -> Result<Record> {
    let action = act.does.action();
    let newest = evidence.policy.newest();
    let (id, old_slug) = match (&act.does, state) {
        (Does::Begin(begin), None) => (begin.id.clone(), begin.slug.clone()),
        (_, Some(state)) => (state.id.clone(), state.slug.clone()),
        (_, None) => return Err(who::wrong_state(None, action)),
    };
    let slug = match &act.does {
        Does::Rename(slug) => slug.clone(),
        _ => old_slug,
    };
    if matches!(act.does, Does::Rename(_) | Does::Begin(_)) {
        free_slug(evidence, state, &slug)?;
    }
    let content = content(evidence, state, act, &id, &slug)?;
    let page = if action.lays_out() { page(evidence, state, &content, action) } else { None };
    Ok(Record {
        repo: newest.header.repo.clone(),
        revision: state.map_or(1, |state| state.revision + u32::from(action == Action::Correct)),
        stage: state
            .and_then(|state| state.stage.as_ref())
            .filter(|_| action.is_decision())
            .map(|stage| stage.id.clone()),
        prev: state.map(|state| state.heads.clone()).unwrap_or_default(),
        policy: newest.header.version,
        by: act.by.clone(),
        at: act.at,
        says: Says { page, ..says(evidence, state, act)? },
        article: id,
        slug,
        action,
        content,
        signature: None, // made where the person is; see `advance`
    })
}

/// The page that the act is about. Where the text is not the one that was approved, that is what will be refused.
fn page(evidence: &Evidence, state: Option<&State>, content: &Digest, action: Action) -> Option<Digest> {
    let goes_out = matches!(action, Action::PublishStarted | Action::Publish | Action::ApprovePage);
    let touched = |bundle: &Bundle, state: &State| bundle.content(&state.id, &state.slug) != *content;
    match evidence.head.as_ref().zip(state) {
        // What left was looked at when it left; a theme that changed since does not change it.
        Some((_, state)) if state.status == Status::Publishing => page::of(state).cloned(),
        Some((bundle, state)) if goes_out && touched(bundle, state) => page::of(state).cloned(),
        _ => evidence.page.clone(),
    }
}

fn free_slug(evidence: &Evidence, before: Option<&State>, slug: &str) -> Result<()> {
    slug::check(slug)?;
    let Some(place) = &evidence.taken else { return Ok(()) };
    Err(Refusal::usage(
        "slug_taken",
        say!("稿件名 `{slug}` 已被 `{place}` 用了", "the slug `{slug}` is taken by `{place}`"),
    )
    .help(match before {
        Some(state) => {
            let old = &state.slug;
            say!("换一个：`wxops rename {old} {slug}-2`", "choose another: `wxops rename {old} {slug}-2`")
        }
        None => say!("换一个：`--slug {slug}-2`", "choose another: `--slug {slug}-2`"),
    }))
}

/// The content after the act: of the working copy where the act takes the text, else what was bound, else what
/// is committed.
fn content(evidence: &Evidence, state: Option<&State>, act: &Act, id: &str, slug: &str) -> Result<Digest> {
    if let Does::Begin(begin) = &act.does {
        return Ok(super::edits::begun(evidence, begin).content(id, slug));
    }
    let Some(state) = state else { return Err(who::wrong_state(None, act.does.action())) };
    if let Some(other) = rewritten(evidence, state, &act.does)? {
        return Ok(other.content(id, slug));
    }
    let takes = act.does.action().takes_text();
    if !takes && state.status.is_bound() {
        return Ok(state.content.clone());
    }
    let bundle = if takes { &evidence.working } else { &evidence.head };
    let missing = || {
        let place = state.place();
        Refusal::unusable("bundle_missing", say!("`{place}` 不见了", "`{place}` is missing"))
            .help(say!("取回它：`git restore {place}`", "bring it back: `git restore {place}`"))
    };
    Ok(bundle.as_ref().ok_or_else(missing)?.content(id, slug))
}

fn says(evidence: &Evidence, state: Option<&State>, act: &Act) -> Result<Says> {
    let team = &evidence.policy.newest().team;
    let mut says = Says::default();
    let reason = |text: &str| {
        let text = text.trim().to_owned();
        if text.is_empty() {
            return Err(Refusal::usage("reason_empty", say!("须写理由", "a reason is needed"))
                .help(say!("`--reason '为什么'`", "`--reason 'why'`")));
        }
        Ok(Some(Reason { text, how: None }))
    };
    match &act.does {
        Does::SelfCheck(ticks) => {
            let category = working(evidence)?.index.category().to_owned();
            says.attest = Some(lists::typed(team, "self-check", &category, ticks));
        }
        Does::Submit { urgent, .. } => {
            let submission = submission(evidence, state, act)?;
            says.emergency = hurry::submitted(urgent.as_ref(), state, &submission.category, act, team)?;
            says.submission = Some(submission);
        }
        Does::Approve { ticks, opinions, edits, said } => {
            let stated = |said| second_hand::stated(evidence, state, said, act.at);
            says.second_hand = said.as_ref().map(stated).transpose()?;
            suggestions_only(opinions)?;
            says.opinions.clone_from(opinions);
            says.edits = placed(evidence, edits)?;
            let confirms = state.is_some_and(|state| state.approved_before(Some(act.decider())).is_some());
            if confirms && *ticks == lists::Ticks::default() {
                // The list was ticked before; only the edits are new.
            } else if let Some((submitted, stage)) =
                state.and_then(|s| Some((s.submission.as_ref()?, s.stage.as_ref()?)))
            {
                let rules = evidence.policy.version(submitted.policy).map_or(team, |version| &version.team);
                says.attest = Some(lists::typed(rules, &stage.list, &submitted.category, ticks));
            }
        }
        Does::RequestChanges(opinions) => {
            if opinions.is_empty() {
                return Err(Refusal::usage(
                    "opinions_missing",
                    say!("退改至少要有一条意见", "changes are requested with at least one opinion"),
                )
                .help(say!(
                    "`--opinion '事实数据：哪里不对，怎么改'`（可写多次），或 `-F 文件`",
                    "`--opinion 'fact: what is wrong'` (can be repeated), or `-F FILE`"
                )));
            }
            says.opinions.clone_from(opinions);
        }
        Does::Reject(why, opinions) => {
            says.reason = reason(why)?;
            says.opinions.clone_from(opinions);
        }
        Does::Countersign(which) | Does::Deny(which, _) => {
            let chosen = state.map(|state| choose(state, &act.by, which.as_deref(), team)).transpose()?;
            says.countersign = chosen.map(|consent| consent.record.clone());
            if let Does::Deny(_, why) = &act.does {
                says.reason = reason(why)?;
            }
        }
        Does::Skip(why) => says.skip = hurry::skipped(state, reason(why)?, act, team),
        Does::LateReview(ticks) => hurry::late(evidence, state, ticks, &mut says),
        Does::Decline(why)
        | Does::Withdraw(why)
        | Does::PublishFailed(why)
        | Does::Retract(why)
        | Does::Discard(why) => {
            says.reason = reason(why)?;
        }
        Does::Correct { reason: why, how } => {
            way(how)?;
            says.reason = reason(why)?.map(|why| Reason { how: Some(how.clone()), ..why });
        }
        Does::Answer { n, verdict, text } => says.answers.push(answer(state, *n, *verdict, text.as_ref())?),
        Does::Schedule { at, urgent } => {
            crate::moment::not_past(*at, act.at)?;
            says.schedule = Some(*at);
            says.emergency = urgent.as_ref().map(|said| hurry::hurried(said, act, team)).transpose()?;
        }
        Does::PublishStarted { sending, now } => {
            due(state, *now, act.at)?;
            says.sending = Some(sending.clone());
        }
        Does::Publish { url, at } => says.receipt = Some(receipt(url, *at, act)?),
        Does::Assign(to) => says.assign = Some(new_owner(to, team)?),
        Does::Begin(_)
        | Does::ApprovePage
        | Does::Accept
        | Does::Unschedule
        | Does::Archive
        | Does::Rename(_) => {}
    }
    Ok(says)
}

/// One of the ways to mend what readers see.
fn way(how: &str) -> Result<()> {
    if !HOW.iter().any(|(known, _)| *known == how) {
        return Err(Refusal::usage(
            "how_unknown",
            say!("更正方式 `{how}` 不认识", "`{how}` is no way to correct"),
        )
        .help(say!(
            "`--how edit`（后台改原文）、`repost`（重发）或 `notice`（另发更正说明）",
            "`--how edit`, `repost` or `notice`"
        )));
    }
    Ok(())
}

fn working(evidence: &Evidence) -> Result<&Bundle> {
    evidence.working.as_ref().ok_or_else(|| {
        Refusal::unusable(
            "bundle_missing",
            say!("工作区里没有这篇稿件的文件", "the article's files are not in the working copy"),
        )
        .help(say!("取回它们：`git restore articles`", "bring them back: `git restore articles`"))
    })
}

/// Category and writers, as the text and the records state them.
fn submission(evidence: &Evidence, state: Option<&State>, act: &Act) -> Result<Submission> {
    let article = &working(evidence)?.index;
    let team = &evidence.policy.newest().team;
    let category = article.category().to_owned();
    let slug = state.map(|state| state.slug.as_str()).unwrap_or_default();
    if !is_id(&category) {
        // A text with errors is refused for all of them at once.
        return Err(match state.filter(|_| !evidence.errors.is_empty()) {
            Some(state) => super::findings(evidence, state),
            None => no_category(&category, slug),
        });
    }
    let mut writers: BTreeSet<String> = state.map(|state| state.writers.clone()).unwrap_or_default();
    writers.insert(act.by.clone());
    for id in article.list("co_writers") {
        if !team.members.contains_key(id) {
            let all = crate::text::names(team.members.keys()).en;
            return Err(Refusal::usage(
                "no_such_member",
                say!("合写人 `{id}` 不在团队里", "the co-writer `{id}` is not in the team"),
            )
            .at(format!("articles/{slug}/index.md"))
            .help(say!("成员：{all}", "the members are: {all}")));
        }
        writers.insert(id.clone());
    }
    Ok(Submission { category, writers: writers.into_iter().collect() })
}

fn no_category(category: &str, slug: &str) -> Refusal {
    let (code, message) = if category.is_empty() {
        (
            "category_missing",
            say!("没有写栏目，不知道该谁审", "there is no category, which chooses the reviewers"),
        )
    } else {
        ("bad_category", say!("栏目 `{category}` 不是代号", "the category `{category}` is no id"))
    };
    Refusal::findings(code, message).at(format!("articles/{slug}/index.md")).help(say!(
        "写 `wxops.toml` 里的栏目代号，如 `category = \"news\"`",
        "write an id of `wxops.toml`, such as `category = \"news\"`"
    ))
}

fn answer(state: Option<&State>, n: usize, verdict: Verdict, text: Option<&String>) -> Result<Answer> {
    let opinions = state.map(|state| state.opinions.as_slice()).unwrap_or_default();
    let Some(asked) = n.checked_sub(1).and_then(|at| opinions.get(at)) else {
        let count = opinions.len();
        return Err(Refusal::usage(
            "no_such_opinion",
            say!("没有第 {n} 条意见，共 {count} 条", "there is no opinion {n}; there are {count}"),
        )
        .help(say!(
            "看意见：`wxops show {slug}`",
            "see them: `wxops show {slug}`",
            slug = state.map_or("", |s| &s.slug)
        )));
    };
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    if verdict == Verdict::Declined && text.is_none() {
        return Err(Refusal::usage(
            "reason_empty",
            say!("未采纳须说明理由", "declining an opinion takes a reason"),
        )
        .help(say!(
            "`wxops answer {slug} {n} 未采纳 '为什么'`",
            "`wxops answer {slug} {n} declined 'why'`",
            slug = state.map_or("", |s| &s.slug)
        )));
    }
    Ok(Answer { record: asked.record.clone(), n: asked.n, answer: verdict, text })
}

fn new_owner(to: &str, team: &Team) -> Result<String> {
    if team.members.contains_key(to) {
        return Ok(to.to_owned());
    }
    let Text { zh, en } = team.names(team.able("writer"));
    let message = say!("团队里没有 `{to}`", "`{to}` is not in the team");
    Err(Refusal::usage("no_such_member", message).help(say!("可以接手的人：{zh}", "who can take it: {en}")))
}

/// The commit's message: fixed English words and identifiers, then trailers for readers of `git log`.
pub(super) fn message(records: &[Filed], after: &State) -> String {
    let Some(last) = records.last() else { return String::new() };
    let record = &last.record;
    let stage = record.stage.as_ref().map(|stage| format!(" {stage}")).unwrap_or_default();
    let mut message =
        format!("{}{stage}: {}\n\nWxops-Article: {}\n", record.action.name(), after.slug, after.id);
    for filed in records {
        message.push_str(&format!("Wxops-Record: {}\n", filed.record.name()));
    }
    message + &format!("Wxops-Content: {}\n", after.content)
}
