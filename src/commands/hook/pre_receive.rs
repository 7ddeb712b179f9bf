//! `wxops hook pre-receive`: git calls it on a server before it takes in what was pushed.

use std::io::IsTerminal as _;

use serde_json::json;
use wxops::{
    content::read_from,
    folder::{ContentFolder, Proof},
    gate::{self, Gate, Proving, Verdict},
    refusal::Exit,
    say,
    text::{Text, escaped, plural},
};

use super::LIMIT;
use crate::shell::{
    context::{Context, folder_time, pinned},
    refused,
};

#[derive(clap::Args)]
#[command(
    about = tr!("核验推送来的提交，由 git 在服务器上运行", "Prove what is pushed; git runs this on a server"),
    before_help = tr!(
        "wxops hook pre-receive\n\
         wxops hook pre-receive --guard 'release/*'",
        "wxops hook pre-receive\n\
         wxops hook pre-receive --guard 'release/*'"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("分支", "BRANCH"),
        help = tr!(
            "除了 HEAD 所指的分支，还要保护哪些，`*` 代表任意字符（可重复）；也可用 `git config --add wxops.guard`",
            "What to guard besides the branch of HEAD; `*` is anything (can be repeated). Or `git config --add wxops.guard`"
        )
    )]
    guard: Vec<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    if std::io::stdin().is_terminal() {
        return Err(gate::not_asked("pre-receive").into());
    }
    let updates = gate::read(&read_from(std::io::stdin().lock(), "pre-receive", LIMIT)?)?;
    let folder = ContentFolder::pushed(&ctx.start, &Context::kept_apart())?;
    let now = |sandbox: bool| folder_time(ctx, &folder, sandbox);
    let gate = Gate::of(Proving { folder: &folder, pin: pinned(&folder), now: &now }, &args.guard)?;
    let (mut documents, mut exit) = (Vec::new(), Exit::Done);
    for update in updates.iter().filter(|update| gate.guards(&update.name)) {
        let verdict = gate.judge(update)?;
        documents.push(super::document(ctx, update, &verdict));
        let called = escaped(update.called());
        match verdict {
            Verdict::Proved(proof) => ctx.output.say(&proved(&called, &proof)),
            Verdict::Nothing => ctx.output.say(&say!(
                "{called}：这里没有运营规则，没有什么要核验",
                "{called}: there is no rule book here, so nothing was proved"
            )),
            Verdict::Refused(all) => {
                let Text { zh, en } = refused::counted(&all);
                refused::tell(
                    ctx,
                    &say!("{called}：{zh}，没有收下", "{called}: {en}; nothing is taken in"),
                    &all,
                );
                exit = Exit::Findings;
            }
        }
    }
    ctx.output.json(json!({ "updates": documents }));
    Ok(exit)
}

fn proved(called: &str, proof: &Proof) -> Text {
    let Text { zh, en } = proof.level.label();
    let count = proof.articles.len();
    let articles = plural(count, "article");
    say!("{called}：核验通过（{zh}），动过 {count} 篇", "{called}: proved ({en}), {articles} touched")
}
