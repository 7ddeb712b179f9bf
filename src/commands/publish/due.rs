//! `publish --due`: everything whose time has come, and what was begun and not ended; for cron. One that fails never stops the
//! next.

use serde_json::{Value, json};
use wxops::{
    folder::{Found, cards},
    refusal::Exit,
    say,
    text::plural,
    workflow::status::Status,
};

use super::by_platform::one;
use crate::shell::{acting::Acting, arguments::Writing, platform::no_platform};

pub(super) fn run(acting: &Acting<'_>, writing: &Writing) -> anyhow::Result<Exit> {
    if acting.folder.settings().platform.is_none() {
        return Err(no_platform().into());
    }
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
    for (_, found) in &due {
        let document = match one(acting, found, false, writing) {
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
