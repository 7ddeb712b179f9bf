//! `wxops list` lists articles.

use serde_json::json;
use wxops::{
    folder::filter::{self, Filter},
    refusal::Exit,
    say,
    text::{Text, plural},
};

use crate::shell::{
    context::Context,
    looking::Looking,
    table::{TITLE, columns, shortened},
};

#[derive(clap::Args)]
#[command(
    about = tr!("列出稿件", "List articles"),
    before_help = tr!(
        "wxops list --mine\n\
         wxops list --status 待初审 --category product",
        "wxops list --mine\n\
         wxops list --status in-review --stage first --category product"
    )
)]
pub(crate) struct Args {
    #[arg(
        long,
        value_name = tr!("状态", "STATUS"),
        help = tr!("只列这个状态的（可重复）", "Only with this status (can be repeated)")
    )]
    pub(crate) status: Vec<String>,
    #[arg(long, value_name = tr!("栏目", "CATEGORY"), help = tr!("只列这个栏目的", "Only of this category"))]
    pub(crate) category: Option<String>,
    #[arg(
        long,
        conflicts_with = "mine",
        value_name = tr!("成员", "MEMBER"),
        help = tr!("只列这位成员负责的", "Only owned by this member")
    )]
    pub(crate) owner: Option<String>,
    #[arg(long, help = tr!("只列我负责的", "Only mine"))]
    pub(crate) mine: bool,
    #[arg(
        long,
        value_name = tr!("环节", "STAGE"),
        help = tr!("只列在这个审核环节的", "Only at this stage of review")
    )]
    pub(crate) stage: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let filter = filter(&looking, &args)?;
    let mut cards = looking.cards(filter.wants_archive())?;
    let category = args.category.as_ref();
    let category = category.map(|words| filter::category(words, looking.folder.settings(), &cards));
    let filter = Filter { category: category.transpose()?, ..filter };
    cards.retain(|card| filter.fits(card));
    if ctx.output.is_json() {
        let head = looking.folder.head()?;
        let derived = looking.folder.derived(&head, cards)?;
        let articles: Vec<_> = derived.iter().map(|derived| looking.element(derived)).collect();
        ctx.output.json(json!({ "articles": articles }));
        return Ok(Exit::Done);
    }
    if !cards.is_empty() {
        let standings = looking.standings(&cards)?;
        let rows = cards.iter().zip(&standings).map(|(card, (label, beside))| {
            let owner = card.table.as_ref().map_or("", |table| looking.team.name(&table.owner));
            [
                card.slug.clone(),
                shortened(&looking.called(card), TITLE),
                looking.words(label) + &looking.words(beside),
                looking.category(&card.category),
                owner.to_owned(),
                looking.planned(card),
            ]
        });
        ctx.output.page(&columns(rows));
    }
    ctx.output.say(&summary(cards.len(), &args));
    Ok(Exit::Done)
}

fn filter(looking: &Looking<'_>, args: &Args) -> wxops::refusal::Result<Filter> {
    let team = &looking.team;
    let mut owner = args.owner.as_ref().map(|words| filter::member(words, team)).transpose()?;
    if args.mine {
        // Nobody has the empty id: whom the team does not know owns nothing.
        owner = Some(looking.me.clone().unwrap_or_default());
    }
    Ok(Filter {
        statuses: args.status.iter().map(|words| filter::status(words, team)).collect::<Result<_, _>>()?,
        stage: args.stage.as_ref().map(|words| filter::stage(words, team)).transpose()?,
        category: None,
        owner,
    })
}

fn summary(count: usize, args: &Args) -> Text {
    let all = args.status.is_empty() && args.category.is_none() && args.stage.is_none();
    let all = all && args.owner.is_none() && !args.mine;
    match count {
        0 if all => say!(
            "没有在办的稿件。建一篇：`wxops new 标题 --category 栏目`",
            "no articles at work; begin one: `wxops new TITLE --category CATEGORY`"
        ),
        0 => say!("没有符合的稿件", "no article fits"),
        _ => say!("共 {count} 篇", "{articles}", articles = plural(count, "article")),
    }
}
