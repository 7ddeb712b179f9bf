//! `publish --due`: everything whose time has come, and what was begun and not ended; for cron. One that fails never stops the
//! next.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wxops::{
    folder::{Found, cards},
    refusal::Exit,
    say,
    text::plural,
    workflow::status::Status,
};

use super::by_platform::{no_account, publish};
use crate::shell::{acting::Acting, arguments::Writing};

pub(super) fn run(acting: &Acting<'_>, writing: &Writing) -> anyhow::Result<Exit> {
    no_account(acting)?;
    let mut waiting = cards(&acting.folder, false)?;
    let leaves = |status| matches!(status, Status::Scheduled | Status::Publishing);
    waiting.retain(|card| card.table.as_ref().is_some_and(|table| leaves(table.status)));
    let mut due = vec![];
    for derived in acting.folder.derived(&acting.folder.head()?, waiting)? {
        let Some(state) = derived.state() else { continue };
        let at = state.publish_at.filter(|at| state.status == Status::Publishing || *at <= acting.now);
        if at.is_some() || state.status == Status::Publishing {
            let article = Found {
                path: derived.card.path.clone(),
                slug: state.slug.clone(),
                id: Some(state.id.clone()),
                in_place: true,
            };
            due.push((at, article));
        }
    }
    due.sort_by(|(a, one), (b, other)| (a, &one.slug).cmp(&(b, &other.slug)));
    let (mut exit, mut documents) = (Exit::Done, vec![]);
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for (_, found) in &due {
        if gone.contains(&found.slug) {
            continue; // it went with its push
        }
        let all = acting.together_with(&acting.folder.head()?, found);
        gone.extend(all.iter().flatten().map(|member| member.slug.clone()));
        let document = match all.and_then(|all| publish(acting, &all, false, writing)) {
            Ok((ended, document)) => {
                if ended != Exit::Done {
                    exit = ended;
                }
                document["outcome"].clone()
            }
            Err(refusal) => {
                acting.ctx.output.problem(&refusal);
                exit = Exit::Findings;
                json!({ "slug": found.slug, "error": refusal.code })
            }
        };
        documents.push(document);
    }
    let count = due.len();
    if count == 0 {
        acting.ctx.output.say(&say!("没有到时间要发的", "nothing is due to go out"));
    } else {
        acting.ctx.output.say(&say!(
            "到时间的共 {count} 篇",
            "{articles} were due",
            articles = plural(count, "article")
        ));
    }
    acting.ctx.output.json(json!({ "due": Value::Array(documents) }));
    Ok(exit)
}
