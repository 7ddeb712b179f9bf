//! `wxops push swap` lets two articles of a push change places.

use wxops::{
    pushing::{Change, armed},
    refusal::Exit,
    say,
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("对调一次推送里的两篇", "Let two articles of a push change places"),
    before_help = tr!(
        "wxops push swap 周二晚 dongji-xinpin gongyi-zhoubao",
        "wxops push swap 2026-12-01 dongji-xinpin gongyi-zhoubao"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[arg(value_name = tr!("甲", "A"), help = tr!("一篇", "One of them"))]
    pub(crate) one: String,
    #[arg(value_name = tr!("乙", "B"), help = tr!("另一篇", "The other one"))]
    pub(crate) other: String,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let push = arranging.named(&args.which)?;
    let both = arranging.inside(&push, &[args.one, args.other])?;
    let (id, words) = (&push.id, both.join(" "));
    arranging.arrange(
        ("swap", id, &words),
        &args.writing,
        &|_, before| {
            let push = before.ok_or_else(|| lost(id))?;
            armed(push, arranging.acting.now)?;
            let turned = push.articles.iter().map(|slug| match both.iter().position(|own| own == slug) {
                Some(n) => both[1 - n].clone(),
                None => slug.clone(),
            });
            Ok(Change::Write(push.with_articles(&turned.collect::<Vec<_>>())?))
        },
        &|_| say!("已对调", "they have changed places"),
    )
}
