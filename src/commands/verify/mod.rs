//! `wxops verify` proves the records: in sentences, or as a document.

mod acts;
mod document;
mod told;

use serde_json::json;
use wxops::{
    folder::{ContentFolder, Refused},
    refusal::Exit,
    workflow::{state::Decided, verify::Proven},
};

use crate::shell::context::{Context, folder_time};

#[derive(clap::Args)]
#[command(
    about = tr!("核验流转记录和内容", "Prove the records and the content"),
    before_help = tr!(
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --json",
        "wxops verify\n\
         wxops verify --acts\n\
         wxops verify --json"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("指纹", "DIGEST"),
        help = tr!("第 1 版运营规则的指纹；也可设在 `WXOPS_PIN`", "The digest of version 1 of the team; or set `WXOPS_PIN`")
    )]
    pub(crate) pin: Option<String>,
    #[arg(
        long,
        help = tr!("逐条列出每一步：谁、按第几版规则、怎么核验、哪把密钥", "List each act: who, under which version, at which level, with which key")
    )]
    pub(crate) acts: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let folder = ContentFolder::open(&ctx.start)?;
    let pin = args.pin.or_else(Context::pin).or_else(|| folder.repo().setting("wxops.pin"));
    let head = match folder.head() {
        Ok(head) => head,
        Err(refusal) if refusal.code == "not_a_content_folder" => return Err(refusal.into()),
        Err(refusal) => {
            let refused = [Refused { article: None, refusal }];
            ctx.output.json(json!({
                "verdict": "refused", "level": null, "articles": [], "refusals": document::refusals(ctx, &refused),
            }));
            told::refused(ctx, &refused);
            return Ok(Exit::Findings);
        }
    };
    let now = folder_time(ctx, &folder, head.policy.is_sandbox())?;
    let proof = folder.prove(&head, pin.as_deref(), now)?;
    ctx.output.json(document::proof(ctx, &proof, &head.policy));
    if proof.refusals.is_empty() {
        told::proved(ctx, &proof, &head.policy, args.acts);
        return Ok(Exit::Done);
    }
    told::refused(ctx, &proof.refusals);
    Ok(Exit::Findings)
}

/// The approvals of the newest submission, each with its stage.
fn approvals(proven: &Proven) -> Vec<(&String, &Decided)> {
    let Some(submitted) = &proven.state.submission else { return vec![] };
    let name = |id: &String| submitted.stages.iter().find(|stage| stage.id == *id).map(|stage| &stage.name);
    submitted
        .approvals(&submitted.content)
        .filter_map(|decided| Some((name(&decided.stage)?, decided)))
        .collect()
}
