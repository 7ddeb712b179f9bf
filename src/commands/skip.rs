//! `wxops skip` lets an urgent article out before its last stage reviewed it, where the rule book has such a lane.

use wxops::{
    moment::spoken,
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Does, Done},
        lane::payers,
    },
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!(
        "应急放行：最后一个环节先不审，限时补审；运营规则开了应急通道才行",
        "Let an urgent article out before its last stage, which reviews late; only where the rule book opens the lane"
    ),
    before_help = tr!(
        "wxops skip tongzhi --reason '终审人在飞机上，六点要停机'",
        "wxops skip notice --reason 'the final reviewer is on a plane, we close at six'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("理由", "REASON"),
        help = tr!("为什么等不到审核，写入流转记录", "Why the review cannot be waited for; kept in the record")
    )]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::Skip)?;
    acting.act(found, Does::Skip(args.reason), &args.writing, |done| told(&acting, done))
}

fn told(acting: &Acting<'_>, done: &Done) -> Text {
    let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
    let Some(debt) = done.after.owed_review() else { return Text::default() };
    let (stage, slug) = (&debt.stage.name, &done.after.slug);
    let until = spoken(acting.folder.local(debt.until), acting.now);
    let Text { zh, en } = acting.team.names(payers(debt, &done.after, &acting.team));
    let (zh, en) = if zh.is_empty() {
        ("（现在没有人能办）".to_owned(), "nobody can now".to_owned())
    } else {
        (zh, en)
    };
    say!(
        "{title_zh}已应急放行，{stage}没有审，{zh}须在 {until_zh} 前补审：`wxops approve {slug}`。下一步：`wxops publish {slug} --url 链接`",
        "{title_en} may go out before {stage}, which is to review it by {until_en} ({en}): `wxops approve {slug}`. Next: `wxops publish {slug} --url LINK`",
        until_zh = until.zh,
        until_en = until.en
    )
}
