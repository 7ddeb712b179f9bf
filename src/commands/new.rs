//! `wxops new` begins an article.

use wxops::{
    article::{Article, compose::compose},
    folder::{Found, called},
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Begin, Does},
    },
};

use crate::shell::{acting::Acting, arguments::Writing, beginning::title_fits, context::Context};

#[derive(clap::Args)]
#[command(
    about = tr!("建稿：从栏目模板新建一篇", "Begin an article from the template of its category"),
    before_help = tr!(
        "wxops new 冬季新品发布 --category product\n\
         wxops new 冬季新品发布 --category 产品介绍 --slug dongji-xinpin --at 下周二晚",
        "wxops new 'Winter launch' --category product\n\
         wxops new 'Winter launch' --category product --slug winter-launch --at 'Tuesday 8pm'"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("标题", "TITLE"), help = tr!("标题", "The title"))]
    pub(crate) title: String,
    #[arg(
        long,
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!("栏目的代号或名称，必写", "The id or label of a category; needed")
    )]
    pub(crate) category: Option<String>,
    #[arg(
        long,
        value_name = tr!("稿件名", "SLUG"),
        help = tr!("稿件文件夹的名字；不写就由标题转成拼音", "The name of the folder; made from the title if left out")
    )]
    pub(crate) slug: Option<String>,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!("拟发时间：档期名，或 `下周二晚8点` 这样的时间", "The time that is meant for it: the name of a slot, or a time as `Tuesday 8pm`")
    )]
    pub(crate) at: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let title = args.title.trim();
    title_fits(title)?;
    let category = acting.category_named(args.category.as_deref().unwrap_or_default())?;
    let slug = acting.slug(args.slug.as_ref(), title)?;
    let found = Found::nowhere(&slug);
    let (template, path) = acting.template(category)?;
    let fields = [
        ("title", title),
        ("author", acting.team.name(&acting.typist()?.member)),
        ("category", &category.id),
    ];
    let mut text = compose(&template, &path, &fields, None)?;
    if let Some(words) = &args.at {
        let timetable = acting.folder.working().timetable()?;
        let at = timetable.zone.tells(timetable.typed(words, acting.now)?);
        let planned = at.format("%Y-%m-%d %H:%M").to_string();
        text = Article::parse(text.clone()).with_field("planned_at", &planned).unwrap_or(text);
    }
    let id = acting.fresh_id(&found);
    let begin = Begin { action: Action::New, id, slug: slug.clone(), text, pictures: vec![] };
    acting.act(found, Does::Begin(begin), &args.writing, |done| {
        let (file, Text { zh, en }) = (format!("{}/index.md", done.after.place()), called(title, &slug));
        say!(
            "已建稿：{zh}。下一步：写 `{file}`，写完运行 `wxops check {slug}`",
            "begun: {en}. Next: write `{file}`, then `wxops check {slug}`"
        )
    })
}
