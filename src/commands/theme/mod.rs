//! `wxops theme` lists the themes; under it they are shown and checked.

mod check;
mod show;

use std::path::Path;

use serde_json::json;
use wxops::{
    content::{self, WorkingCopy},
    refusal::{Exit, Refusal, Result},
    render::theme::{BUILT_IN, FILE, LIMIT, Theme, character},
    say,
    text::{Text, escaped, nearest},
};

use crate::shell::{acting::from_start, context::Context, table::columns};

#[derive(clap::Args)]
#[command(
    about = tr!("看版式主题，检查字号、行高、间距、颜色", "The themes: sizes, distances and colours of the page; list, show, check"),
    before_help = tr!(
        "wxops theme\n\
         wxops theme check\n\
         wxops theme show lively",
        "wxops theme\n\
         wxops theme check\n\
         wxops theme show lively"
    )
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    Check(check::Args),
    Show(show::Args),
}

// Which theme is shown or checked.
#[derive(clap::Args)]
struct Which {
    #[arg(
        value_name = tr!("主题", "THEME"),
        help = tr!("自带主题的名字，或一个文件；不写就是 `account/theme.toml`", "A built-in theme, or a file; left out: `account/theme.toml`")
    )]
    theme: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => list(ctx),
        Some(Command::Check(args)) => check::run(ctx, args),
        Some(Command::Show(args)) => show::run(ctx, args),
    }
}

/// The built-in themes, and the company's own.
fn list(ctx: &Context) -> anyhow::Result<Exit> {
    let own = Named::own(ctx)?;
    let base = own.as_ref().map(Named::theme).transpose()?.map(|theme| theme.base);
    let mut rows: Vec<Vec<String>> = vec![];
    if own.is_some() {
        let words = say!("这个公众号的主题", "the theme of this account");
        rows.push(vec![FILE.into(), words.get(ctx.language).into()]);
    }
    for (name, words, _) in BUILT_IN {
        rows.push(vec![name.into(), character(words).get(ctx.language).into()]);
    }
    ctx.output.page(&columns(&rows));
    if own.is_none() {
        ctx.output.note(&say!(
            "还没有 `{FILE}`，用的是 plain。要自己的，新建这个文件，只写要改的项；有哪些：`wxops theme show plain`",
            "there is no `{FILE}`, so plain is used. For one of your own make that file, with just what differs from `wxops theme show plain`"
        ));
    }
    let themes =
        BUILT_IN.map(|(name, words, _)| json!({ "name": name, "about": character(words).get(ctx.language) }));
    ctx.output
        .json(json!({ "themes": themes, "own": own.map(|own| json!({ "path": own.path, "base": base })) }));
    Ok(Exit::Done)
}

/// `--theme`: another theme than the company's own.
#[derive(clap::Args)]
pub(super) struct Another {
    #[arg(
        long,
        value_name = tr!("主题", "THEME"),
        help = tr!("换一个主题看看：自带主题的名字，或一个文件", "Another theme: a built-in one, or a file")
    )]
    pub(super) theme: Option<String>,
}

/// A theme that somebody means: its name or path, and its text.
pub(super) struct Named {
    pub(super) path: String,
    pub(super) text: String,
}

impl Named {
    /// The one with this name or in this file; without a name the company's own, or the plain one.
    pub(super) fn of(ctx: &Context, name: Option<&str>) -> Result<Named> {
        let Some(name) = name else {
            let [(plain, _, text), _] = BUILT_IN;
            return Ok(Named::own(ctx)?.unwrap_or(Named { path: plain.into(), text: text.into() }));
        };
        if let Some((name, _, text)) = BUILT_IN.iter().find(|(known, ..)| *known == name) {
            return Ok(Named { path: (*name).into(), text: (*text).into() });
        }
        let shown = escaped(name);
        let bytes = content::read_named(&from_start(ctx, Path::new(name)), &shown, LIMIT);
        let bytes =
            bytes.map_err(
                |refusal| if refusal.code == "no_such_file" { no_such_theme(&shown) } else { refusal },
            )?;
        Ok(Named { path: shown, text: String::from_utf8_lossy(&bytes).into_owned() })
    }

    fn own(ctx: &Context) -> Result<Option<Named>> {
        let working = WorkingCopy::above(&ctx.start);
        let bytes = working.map(|working| working.read(FILE, LIMIT)).transpose()?.flatten();
        Ok(bytes.map(|bytes| Named { path: FILE.into(), text: String::from_utf8_lossy(&bytes).into_owned() }))
    }

    pub(super) fn theme(&self) -> Result<Theme> {
        Theme::parse(&self.text, &self.path)
    }
}

fn no_such_theme(name: &str) -> Refusal {
    let Text { zh, en } = wxops::text::names(BUILT_IN.map(|(name, ..)| name));
    let refusal = Refusal::usage(
        "no_such_theme",
        say!("没有主题或文件 `{name}`", "there is no theme or file `{name}`"),
    );
    let refusal = match nearest(name, BUILT_IN.map(|(name, ..)| name)) {
        Some(near) => refusal.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
        None => refusal,
    };
    refusal.help(say!("自带的有 {zh}：`wxops theme`", "there are {en}: `wxops theme`"))
}
