//! `wxops retract` takes a published article away from readers.

use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{action::Action, decide::Does},
};

use crate::shell::{
    acting::Acting,
    arguments::{Reason, Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("撤稿：登记推文已从后台删除", "Take a published article away from readers"),
    before_help = tr!(
        "wxops retract dongji-xinpin --reason '客户要求'",
        "wxops retract dongji-xinpin --reason 'the customer asked'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) reason: Reason,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Retract)?;
    let live = acting.state(&found)?.live;
    let links = match &live {
        Some(live) => acting.folder.mentions(&live.url, &found.path)?,
        None => vec![],
    };
    acting.act(found, Does::Retract(args.reason.reason), &args.writing, |done| {
        let Text { zh, en } = acting.called(&done.after);
        let url = live.as_ref().map(|live| live.url.clone()).unwrap_or_default();
        let count = links.len();
        let places = wxops::text::plural(count, "place");
        let list: String = links.iter().fold(String::new(), |all, path| all + "\n  " + path);
        say!(
            "{zh}已登记撤稿。请到后台删除 {url}，并检查菜单、自动回复、其他推文里的链接（稿件库里 {count} 处）{list}",
            "{en} is retracted. Now delete {url} in the back office, and look for links in the menu, automatic replies and other articles ({places} in this folder){list}"
        )
    })
}
