//! `wxops answer` answers one opinion.

use wxops::{
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
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
         wxops answer 2 未采纳 '这是客户的正式名称'",
        "wxops answer dongji-xinpin 1 done\n\
         wxops answer 2 declined 'this is the official name'"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "稿件名、路径、标题的一部分，或编号开头；只有一篇合适时可以不写",
            "Slug, path, part of the title or start of the id; left out where only one fits"
        )
    )]
    article: String,
    #[arg(value_name = tr!("第几条", "NUMBER"), help = tr!("修改意见的号数", "The number of the opinion"))]
    number: String,
    #[arg(
        value_name = tr!("答复", "ANSWER"),
        help = tr!("`已改`、`部分采纳` 或 `未采纳`（`done`、`partly`、`declined`）", "`done`, `partly` or `declined`")
    )]
    answer: Option<String>,
    #[arg(
        value_name = tr!("说明", "TEXT"),
        help = tr!("修改说明；部分采纳和未采纳须写理由", "What was done; partly and declined need the reason")
    )]
    text: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

/// What the words say, once it is clear whether the first names an article.
struct Typed {
    which: Which,
    number: usize,
    verdict: Verdict,
    text: Option<String>,
}

impl Args {
    /// `ARTICLE NUMBER ANSWER [TEXT]`; `NUMBER ANSWER [TEXT]` for the only article that fits.
    fn typed(self) -> Result<(Typed, Writing)> {
        let Args { article, number, answer, text, writing } = self;
        let bare = article.parse::<usize>().is_ok() && Verdict::typed(&number).is_some();
        let (article, number, answer, text) = if bare && text.is_none() {
            (None, article, Some(number), answer)
        } else {
            (Some(article), number, answer, text)
        };
        let which = Which { article };
        let number = number.parse().map_err(|_| {
            Refusal::usage("answer", say!("`{number}` 不是第几条", "`{number}` is no number of an opinion"))
                .help(form())
        })?;
        let Some(answer) = answer else {
            return Err(
                Refusal::usage("answer", say!("没有写怎么答复", "the answer is missing")).help(form())
            );
        };
        let verdict = Verdict::typed(&answer).ok_or_else(|| {
            Refusal::usage("answer", say!("答复 `{answer}` 不认识", "`{answer}` is no answer"))
                .help(say!("`已改`、`部分采纳` 或 `未采纳`", "`done`, `partly` or `declined`"))
        })?;
        Ok((Typed { which, number, verdict, text }, writing))
    }
}

fn form() -> Text {
    say!("写成 `wxops answer 稿件 1 已改 '改了什么'`", "write `wxops answer ARTICLE 1 done 'what changed'`")
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let (Typed { which, number: n, verdict, text }, writing) = args.typed()?;
    let acting = Acting::open(ctx)?;
    let found = acting.find(&which, Action::Answer)?;
    acting.act(found, Does::Answer { n, verdict, text }, &writing, |done| {
        let label = verdict.label();
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
