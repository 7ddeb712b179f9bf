//! `wxops push add` puts articles into a push.

use wxops::{
    moment,
    pushing::{Change, armed},
    refusal::{Exit, Refusal, Result},
    say,
    schedule::push::Push,
    text::Text,
};

use crate::shell::{
    arguments::Writing,
    arranging::{Arranging, Articles, WhichPush, lost},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("往一次推送里加稿件", "Put articles into a push"),
    before_help = tr!(
        "wxops push add 周二晚 gongyi-zhoubao\n\
         wxops push add 2026-12-01 gongyi-zhoubao --at-position 1",
        "wxops push add 2026-12-01 gongyi-zhoubao\n\
         wxops push add dongji-xinpin gongyi-zhoubao --at-position 1"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: WhichPush,
    #[command(flatten)]
    pub(crate) articles: Articles,
    #[arg(
        long,
        value_name = tr!("位置", "N"),
        value_parser = clap::value_parser!(u32).range(1..=8),
        help = tr!("放在第几条；1 是头条，不写就放最后", "In this place; 1 leads, and left out it is the last")
    )]
    pub(crate) at_position: Option<u32>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let arranging = Arranging::open(ctx)?;
    let push = arranging.named(&args.which)?;
    let added = arranging.articles(&args.articles)?;
    let (id, now) = (&push.id, arranging.acting.now);
    let words = added.join(" ");
    arranging.arrange(
        ("add", id, &words),
        &args.writing,
        &|head, before| {
            let push = before.ok_or_else(|| lost(id))?;
            if args.at_position.is_none() && push.articles.ends_with(&added) {
                return Ok(Change::Same);
            }
            armed(push, now)?;
            if !push.is_coming(now) {
                let Text { zh, en } = moment::spoken(push.at, now);
                let message =
                    say!("推送 {id} 的时间 {zh} 已经过了", "push {id} was to go out on {en}, which is over");
                return Err(Refusal::not_now("past_time", message).help(say!(
                    "换个时间：`wxops push move {id} 档期`",
                    "give it another time: `wxops push move {id} SLOT`"
                )));
            }
            let articles = with(push, &added, args.at_position)?;
            arranging.fit(&articles)?;
            added.iter().try_for_each(|slug| arranging.may_join(head, slug, id))?;
            Ok(Change::Write(push.with_articles(&articles)?))
        },
        &|arranged| {
            let count = arranged.after.as_ref().map_or(0, |push| push.articles.len());
            say!(
                "已加入，这次推送共 {count} 篇",
                "put in; the push has {articles} now",
                articles = wxops::text::plural(count, "article")
            )
        },
    )
}

/// The articles with more of them, at a place.
fn with(push: &Push, added: &[String], position: Option<u32>) -> Result<Vec<String>> {
    let (id, count) = (&push.id, push.articles.len());
    if let Some(slug) = added.iter().find(|slug| push.position(slug).is_some()) {
        let message = say!("`{slug}` 已经在推送 {id} 里", "`{slug}` is in push {id} already");
        return Err(Refusal::not_now("in_push", message).help(say!(
            "换位置：`wxops push swap {id} {slug} 另一篇`，或 `wxops push order {id} 全部稿件`",
            "for another place: `wxops push swap {id} {slug} OTHER`, or `wxops push order {id} ALL-OF-THEM`"
        )));
    }
    let at = position.map_or(count, |n| n as usize - 1);
    if at > count {
        let (n, last) = (at + 1, count + 1);
        let message = say!(
            "这次推送有 {count} 篇，没有第 {n} 条的位置",
            "the push has {count}, and there is no place {n}"
        );
        return Err(Refusal::usage("no_such_position", message)
            .help(say!("可以是 1 到 {last}", "the place can be 1 to {last}")));
    }
    let mut articles = push.articles.clone();
    articles.splice(at..at, added.iter().cloned());
    Ok(articles)
}
