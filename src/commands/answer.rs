//! `wxops answer` answers one opinion.

use wxops::{
    refusal::{Exit, Refusal},
    say,
    workflow::{action::Action, decide::Does, opinion::Verdict},
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("答复一条修改意见", "Answer one opinion of a reviewer"),
    before_help = tr!(
        "wxops answer dongji-xinpin 1 已改\n\
         wxops answer dongji-xinpin 2 未采纳 '这是客户的正式名称'",
        "wxops answer dongji-xinpin 1 done\n\
         wxops answer dongji-xinpin 2 declined 'this is the official name'"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!("稿件名、路径、标题的一部分，或编号开头", "Slug, path, part of the title or start of the id")
    )]
    pub(crate) article: String,
    #[arg(value_name = tr!("第几条", "NUMBER"), help = tr!("修改意见的号数", "The number of the opinion"))]
    pub(crate) number: usize,
    #[arg(
        value_name = tr!("答复", "ANSWER"),
        help = tr!("`已改`、`部分采纳` 或 `未采纳`（`done`、`partly`、`declined`）", "`done`, `partly` or `declined`")
    )]
    pub(crate) answer: String,
    #[arg(
        value_name = tr!("说明", "TEXT"),
        help = tr!("修改说明；部分采纳和未采纳须写理由", "What was done; partly and declined need the reason")
    )]
    pub(crate) text: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let typed = &args.answer;
    let verdict = Verdict::typed(typed).ok_or_else(|| {
        Refusal::usage("answer", say!("答复 `{typed}` 不认识", "`{typed}` is no answer"))
            .help(say!("`已改`、`部分采纳` 或 `未采纳`", "`done`, `partly` or `declined`"))
    })?;
    let acting = Acting::open(ctx)?;
    let found = acting.find(&Which { article: Some(args.article) }, Action::Answer)?;
    let does = Does::Answer { n: args.number, verdict, text: args.text };
    acting.act(found, does, &args.writing, |done| {
        let (n, label) = (args.number, verdict.label());
        let (zh, en, slug) = (label.zh, label.en, &done.after.slug);
        let open = done.after.unanswered();
        match open.first() {
            Some(next) => say!(
                "已答复第 {n} 条：{zh}；还有 {count} 条未答复，下一条是第 {next} 条",
                "answered opinion {n}: {en}; {count} left, the next is {next}",
                count = open.len()
            ),
            None => say!(
                "已答复第 {n} 条：{zh}；意见都答复了。下一步：`wxops submit {slug}`",
                "answered opinion {n}: {en}; all are answered. Next: `wxops submit {slug}`"
            ),
        }
    })
}
