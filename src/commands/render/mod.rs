//! `wxops render` lays an article out as WeChat keeps it.

pub(in crate::commands) mod source;
mod told;

use std::path::PathBuf;

use wxops::{
    refusal::Exit,
    render::{self, LIMIT, Styles, render},
    say,
    text::Text,
};

use super::theme::{Another, Named};
use crate::shell::{context::Context, drawing};
use source::Source;

#[derive(clap::Args)]
#[command(
    about = tr!("排版：把稿件变成公众号留得住的 HTML", "Lay an article out as HTML that WeChat keeps"),
    before_help = tr!(
        "wxops render dongji-xinpin -o page.html\n\
         wxops render 草稿.md --theme lively\n\
         wxops render - --json",
        "wxops render dongji-xinpin -o page.html\n\
         wxops render draft.md --theme lively\n\
         wxops render - --json"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "稿件名、路径、标题的一部分，Markdown 文件，`-` 是标准输入；只有一篇合适时可以不写",
            "Slug, path or part of the title, a Markdown file, `-` for standard input; left out where only one article fits"
        )
    )]
    pub(crate) article: Option<String>,
    #[command(flatten)]
    pub(super) another: Another,
    #[arg(
        short,
        long,
        value_name = tr!("文件", "FILE"),
        help = tr!("写到文件，不打印", "Write to a file instead of printing it")
    )]
    pub(crate) output: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let named = Named::of(ctx, args.another.theme.as_deref())?;
    let theme = named.theme()?;
    let source = Source::find(ctx, args.article.as_deref(), &theme)?;
    let page = render(&source.article, &Styles::of(&theme), &source.credits);
    let (characters, bytes) = (page.characters(), page.html.len());
    match &args.output {
        None => ctx.output.page(page.html.trim_end()),
        Some(file) => {
            let name = say!("排好的页面", "rendered page");
            let kind = drawing::Kind {
                code: "not_a_page",
                name,
                is_one: render::is_one,
                option: "-o",
                example: "page.html",
            };
            kind.write(ctx, file, &page.html)?;
            let (shown, Text { zh, en }) = (file.display(), &source.called);
            ctx.output.say(&say!(
                "{zh}排好了，写在 `{shown}`：{characters} 个字符",
                "{en} is laid out in `{shown}`: {characters} characters"
            ));
        }
    }
    told::told(ctx, &source, &page);
    ctx.output.json(told::document(&source, &page, &named.path, args.output.as_deref(), ctx.language));
    if bytes >= LIMIT {
        ctx.output.note(&say!(
            "页面有 {bytes} 字节，平台最多收 {LIMIT}：分成几篇",
            "the page has {bytes} bytes; the platform takes {LIMIT}: make several articles of it"
        ));
        return Ok(Exit::Findings);
    }
    Ok(Exit::Done)
}
