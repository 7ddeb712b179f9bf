//! `wxops diff` shows what changed since the last review.

use serde_json::json;
use wxops::{diff::compare, moment::stored, refusal::Exit, say, text::Text};

use crate::shell::{
    arguments::Which,
    changes::{document, drawn},
    comparing::compared,
    context::Context,
    looking::Looking,
};

#[derive(clap::Args)]
#[command(
    about = tr!("看上次审核以来改了什么", "Show what changed since the last review"),
    before_help = tr!(
        "wxops diff\n\
         wxops diff dongji-xinpin",
        "wxops diff\n\
         wxops diff dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let found = looking.find(&head, &args.which)?;
    let derived = looking.derived(&head, &found)?;
    let (state, steps) = derived.proof.clone()?;
    let committed = head.bundle(&found.path)?;
    let working = looking.folder.working_bundle(&found.path, committed.as_ref(), false)?;
    let compared = compared(&looking, &head, (&state, &steps), committed, working)?;
    let title = looking.called(&derived.card);
    let files = compared.bundles.as_ref().map(|(old, new)| compare(old, new)).unwrap_or_default();
    if ctx.output.is_json() {
        let base = compared.base.as_ref();
        ctx.output.json(json!({
            "article": looking.element(&derived),
            "since": base.map(|filed| json!({ "record": filed.id.as_str(), "action": filed.record.action.name(), "by": filed.record.by, "at": stored(filed.record.at) })),
            "comparable": compared.bundles.is_some(),
            "note": looking.words(&compared.told),
            "files": files.iter().map(document).collect::<Vec<_>>(),
        }));
        return Ok(Exit::Done);
    }
    let Text { zh, en } = &compared.told;
    looking.headline(&say!("{title}　{zh}", "{title}  {en}"));
    if files.is_empty() && compared.bundles.is_some() {
        ctx.output.say(&say!("没有改动", "nothing changed"));
    }
    for file in &files {
        ctx.output.page(&drawn(&looking, &found.path, file));
    }
    Ok(Exit::Done)
}
