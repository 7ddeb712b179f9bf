//! Which texts are checked: named ones, changed ones, the one that an editor sends, or all.

use std::collections::BTreeSet;

use wxops::{
    article::FILE_LIMIT,
    check::{Checked, Place},
    content,
    refusal::{Refusal, Result},
    say,
};

use crate::shell::context::Context;

// Which texts.
#[derive(clap::Args)]
pub(super) struct Choice {
    #[arg(
        value_name = tr!("稿件|文件", "ARTICLE|FILE"),
        help = tr!("查哪些；不写就查全部未归档的稿件", "Which ones; all that are not archived if left out")
    )]
    pub(super) articles: Vec<String>,
    #[arg(
        long,
        value_name = tr!("版本", "REF"),
        conflicts_with_all = ["articles", "staged", "stdin"],
        help = tr!(
            "只查和 git 的这个版本不同的稿件（分支、标签或提交）",
            "Only articles that differ from this branch, tag or commit of git"
        )
    )]
    pub(super) since: Option<String>,
    #[arg(
        long,
        conflicts_with_all = ["articles", "stdin"],
        help = tr!(
            "只查 git 暂存的稿件，查的是暂存的文字",
            "Only articles with something staged in git, as they are staged"
        )
    )]
    pub(super) staged: bool,
    #[arg(
        long,
        conflicts_with = "articles",
        help = tr!("从标准输入读要查的文字，供编辑器用", "Read the text from standard input, for editors")
    )]
    pub(super) stdin: bool,
    #[arg(
        long,
        value_name = tr!("文件", "FILE"),
        requires = "stdin",
        help = tr!("标准输入的文字算作哪个文件的", "The file as which that text is checked")
    )]
    pub(super) path: Option<String>,
}

/// Checks them and hands them on, some at a time.
pub(super) fn each(
    ctx: &Context,
    here: &Place,
    args: &Choice,
    mut each: impl FnMut(Vec<Checked>) + Send,
) -> Result<()> {
    if is_all(args) {
        return here.all(each);
    }
    let files = if args.stdin {
        vec![unsaved(ctx, here, args.path.as_deref())?]
    } else if let Some(revision) = &args.since {
        here.since(revision)?
    } else if args.staged {
        here.staged(Context::index().as_deref())?
    } else {
        named(ctx, here, &args.articles)?
    };
    each(files);
    Ok(())
}

fn named(ctx: &Context, here: &Place, names: &[String]) -> Result<Vec<Checked>> {
    let files: Result<Vec<_>> = names.iter().map(|name| here.named(name, &ctx.start)).collect();
    let mut met = BTreeSet::new();
    Ok(files?.into_iter().flatten().filter(|file| met.insert(file.path.clone())).collect())
}

/// Whether every article is checked.
pub(super) fn is_all(args: &Choice) -> bool {
    args.articles.is_empty() && !args.stdin && !args.staged && args.since.is_none()
}

fn unsaved(ctx: &Context, here: &Place, path: Option<&str>) -> Result<Checked> {
    let Some(path) = path else {
        let message =
            say!("`--stdin` 要写明算作哪个文件", "`--stdin` needs the file that the text belongs to");
        return Err(Refusal::usage("path_missing", message).help(say!(
            "补上 `--path`：`wxops check --stdin --path articles/dongji-xinpin/index.md`",
            "add `--path`: `wxops check --stdin --path articles/dongji-xinpin/index.md`"
        )));
    };
    let bytes = content::read_from(std::io::stdin().lock(), path, FILE_LIMIT)?;
    here.unsaved(bytes, path, &ctx.start)
}
