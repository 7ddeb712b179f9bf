//! `wxops push order` puts the articles of a push into an order.

use wxops::{
    pushing::{Change, armed},
    refusal::{Exit, Refusal, Result},
    say,
    schedule::push::Push,
    text::{Text, names},
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, Articles, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("排一次推送的顺序：按顺序写出全部稿件", "Put the articles of a push into an order: all of them, the lead first"),
    before_help = tr!(
        "wxops push order 周二晚 gongyi-zhoubao dongji-xinpin",
        "wxops push order 2026-12-01 gongyi-zhoubao dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[command(flatten)]
    pub(crate) articles: Articles,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let push = arranging.named(&args.which)?;
    let order = arranging.inside(&push, &args.articles.articles)?;
    let (id, words) = (&push.id, order.join(" "));
    arranging.arrange(
        ("order", id, &words),
        &args.writing,
        &|_, before| {
            let push = before.ok_or_else(|| lost(id))?;
            whole(push, &order)?;
            if push.articles == order {
                return Ok(Change::Same);
            }
            armed(push, arranging.acting.now)?;
            Ok(Change::Write(push.with_articles(&order)?))
        },
        &|_| say!("已排好顺序", "the order is set"),
    )
}

/// The order names every article of the push.
fn whole(push: &Push, order: &[String]) -> Result<()> {
    let missing: Vec<&String> = push.articles.iter().filter(|slug| !order.contains(slug)).collect();
    if missing.is_empty() && order.len() == push.articles.len() {
        return Ok(());
    }
    let (id, Text { zh, en }) = (&push.id, names(missing));
    let message = say!("顺序里少了 {zh}", "the order leaves out {en}");
    Err(Refusal::usage("order_incomplete", message)
        .help(say!("按新的顺序把全部稿件都写上", "name all of them, in the new order"))
        .help(say!(
            "要去掉一篇：`wxops push remove {id} 稿件`",
            "to take one out: `wxops push remove {id} ARTICLE`"
        )))
}
