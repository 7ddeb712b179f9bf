//! `wxops preview` shows an article on this computer as the phone will show it, and again whenever it is saved. Who reviews it
//! selects words and writes what is to change.

mod export;
mod opinions;
mod server;
mod shown;
mod site;
mod watch;
mod words;

use std::path::PathBuf;

use wxops::{
    refusal::{Exit, Refusal},
    say,
    text::Text,
};

use super::{
    render::source::Source,
    theme::{Another, Named},
};
use crate::shell::context::Context;

#[derive(clap::Args)]
#[command(
    about = tr!("预览：手机上的样子，存盘就刷新，一键复制到公众号后台", "See an article as on a phone, anew at each save, and copy it into the back office"),
    before_help = tr!(
        "wxops preview dongji-xinpin\n\
         wxops preview 草稿.md --theme lively\n\
         wxops preview dongji-xinpin --export 预览.html",
        "wxops preview dongji-xinpin\n\
         wxops preview draft.md --theme lively\n\
         wxops preview dongji-xinpin --export preview.html"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "稿件名、路径、标题的一部分，或 Markdown 文件；只有一篇合适时可以不写",
            "Slug, path or part of the title, or a Markdown file; left out where only one article fits"
        )
    )]
    pub(crate) article: Option<String>,
    #[command(flatten)]
    pub(super) another: Another,
    #[arg(
        long,
        value_name = tr!("端口", "PORT"),
        help = tr!("用这个端口；不写就找一个空的", "Use this port; left out: any that is free")
    )]
    pub(crate) port: Option<u16>,
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        conflicts_with = "port",
        help = tr!(
            "写成一个网页文件，图片都在里面，发给没有 git 的人看",
            "Write one web page with its pictures inside, for somebody without git"
        )
    )]
    pub(crate) export: Option<PathBuf>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    if args.article.as_deref() == Some("-") {
        let message = say!("预览要一篇稿件或一个文件", "a preview is of an article or a file");
        let help = say!(
            "从标准输入排版：`wxops render - -o page.html`",
            "to lay out standard input: `wxops render - -o page.html`"
        );
        return Err(Refusal::usage("usage", message).help(help).into());
    }
    let theme = Named::of(ctx, args.another.theme.as_deref())?.theme()?;
    let source = Source::find(ctx, args.article.as_deref(), &theme)?; // what is wrong with it is said here
    if let Some(file) = &args.export {
        export::write(ctx, &source, &theme, file)?;
        return Ok(Exit::Done);
    }
    let name = args.article.unwrap_or_else(|| source.path.clone());
    server::serve(ctx, site::Wanted { name, theme: args.another.theme }, args.port, |url| {
        let Text { zh, en } = &source.called;
        ctx.output.say(&say!(
            "{zh}的预览：{url}\n在浏览器里打开；存盘就刷新，按 Ctrl-C 停下",
            "{en}: {url}\nopen it in a browser; it follows each save, and Ctrl-C ends it"
        ));
    })
}
