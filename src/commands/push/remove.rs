//! `wxops push remove` takes articles out of a push.

use wxops::{
    pushing::{Change, armed},
    refusal::Exit,
    say,
    text::{Text, names},
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, Articles, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("从一次推送里去掉稿件；去掉最后一篇，这次推送就没有了", "Take articles out of a push; without its last one the push is gone"),
    before_help = tr!(
        "wxops push remove 周二晚 gongyi-zhoubao",
        "wxops push remove 2026-12-01 gongyi-zhoubao"
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
    let removed = arranging.inside(&push, &args.articles.articles)?;
    let (id, words) = (&push.id, removed.join(" "));
    arranging.arrange(
        ("remove", id, &words),
        &args.writing,
        &|_, before| {
            let push = before.ok_or_else(|| lost(id))?;
            armed(push, arranging.acting.now)?;
            let mut left = push.articles.clone();
            left.retain(|slug| !removed.contains(slug));
            if left.is_empty() {
                return Ok(Change::Gone);
            }
            Ok(if left == push.articles { Change::Same } else { Change::Write(push.with_articles(&left)?) })
        },
        &|arranged| {
            let Text { zh, en } = names(&removed);
            match &arranged.after {
                None => say!(
                    "已去掉 {zh}；一篇不剩，推送 {id} 取消",
                    "{en} taken out; nothing is left, and push {id} is gone"
                ),
                Some(_) => say!("已去掉 {zh}", "{en} taken out"),
            }
        },
    )
}
