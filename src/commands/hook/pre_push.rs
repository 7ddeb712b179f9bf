//! `wxops hook pre-push`: git calls it before commits leave.

use std::io::IsTerminal as _;

use serde_json::json;
use wxops::{
    content::read_from,
    folder::ContentFolder,
    gate::{self, Proving, Verdict},
    refusal::Exit,
    say,
    text::{Text, escaped},
};

use super::LIMIT;
use crate::shell::{
    context::{Context, folder_time, pinned},
    refused,
};

#[derive(clap::Args)]
#[command(
    about = tr!("推送前核验要推送的提交，由 git 运行", "Prove what is to be pushed before it leaves; git runs this"),
    before_help = tr!(
        "wxops hook pre-push origin",
        "wxops hook pre-push origin"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("远端", "REMOTE"), help = tr!("推送到哪里，git 会写上", "Where to; git says it"))]
    remote: Option<String>,
    #[arg(value_name = tr!("地址", "URL"), help = tr!("它的地址，git 会写上", "Its address; git says it"))]
    url: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    if std::io::stdin().is_terminal() {
        return Err(gate::not_asked("pre-push").into());
    }
    let updates = gate::read_leaving(&read_from(std::io::stdin().lock(), "pre-push", LIMIT)?)?;
    let folder = ContentFolder::objects(&ctx.start)?;
    let now = |sandbox: bool| folder_time(ctx, &folder, sandbox);
    let proving = Proving { folder: &folder, pin: pinned(&folder), now: &now };
    let (mut documents, mut exit) = (Vec::new(), Exit::Done);
    for update in &updates {
        let verdict = gate::leaving(&proving, update, args.remote.as_deref().unwrap_or("origin"))?;
        documents.push(super::document(ctx, update, &verdict));
        if let Verdict::Refused(all) = verdict {
            let (Text { zh, en }, called) = (refused::counted(&all), escaped(update.called()));
            refused::tell(ctx, &say!("{called}：{zh}，没有推送", "{called}: {en}; nothing is pushed"), &all);
            exit = Exit::Findings;
        }
    }
    if exit == Exit::Findings {
        ctx.output.note(&say!(
            "不核验就推送：`git push --no-verify`（服务器和 CI 照样核验）",
            "to push all the same: `git push --no-verify` (the server and CI prove it anyway)"
        ));
    }
    ctx.output.json(json!({ "updates": documents }));
    Ok(exit)
}
