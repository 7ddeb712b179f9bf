//! `wxops freeze` stops what goes out (停发): of the whole account, of a category, of one article; and lets it go again.

use serde_json::{Value, json};
use wxops::{
    folder::{Card, called, cards},
    freezing::{Braker, freezing, rehearse},
    moment::spoken,
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, plural},
    workflow::{
        freeze::{Brakes, Frozen, Scope, standing},
        status::Status,
    },
};

use crate::shell::{
    acting::Acting,
    arguments::Writing,
    context::Context,
    frozen::{documents, line},
};

#[derive(clap::Args)]
#[command(
    about = tr!("停发：全号、一个栏目或一篇稿件先不发；恢复发布", "Stop what goes out: the account, a category or one article; and let it go again"),
    before_help = tr!(
        "wxops freeze --reason '突发舆情，先停'\n\
         wxops freeze --category product --reason '产品召回'\n\
         wxops freeze dongji-xinpin --reason '数据存疑'\n\
         wxops freeze\n\
         wxops freeze --lift --reason '已查清'",
        "wxops freeze --reason 'something happened, we wait'\n\
         wxops freeze --category product --reason 'a recall'\n\
         wxops freeze dongji-xinpin --reason 'a figure is in doubt'\n\
         wxops freeze\n\
         wxops freeze --lift --reason 'it is settled'"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!("只停这一篇；不写就是全号", "Only this article; the whole account if left out")
    )]
    pub(crate) article: Option<String>,
    #[arg(
        long,
        conflicts_with = "article",
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!("只停这个栏目", "Only this category")
    )]
    pub(crate) category: Option<String>,
    #[arg(
        long,
        value_name = tr!("理由", "REASON"),
        help = tr!("为什么停，或为什么恢复；什么都不写就列出现在停着的", "Why it stops, or why it may go; without anything the freezes are listed")
    )]
    pub(crate) reason: Option<String>,
    #[arg(
        long,
        requires = "reason",
        help = tr!("恢复发布（运营主管）；写明稿件或栏目就只恢复它", "Let it go again (a manager); with an article or a category only that")
    )]
    pub(crate) lift: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let scope = scope(&acting, &args)?;
    let frozen = standing(&acting.folder.head()?.freezes()?);
    let Some(reason) = &args.reason else {
        if scope != Scope::Account {
            return Err(no_reason().into());
        }
        list(&acting, &frozen);
        return Ok(Exit::Done);
    };
    let all = args.lift && scope == Scope::Account;
    let same: Vec<&Frozen> = frozen.iter().filter(|own| all || own.scope == scope).collect();
    let wishes: Vec<Brakes> = match args.lift {
        true => same.iter().map(|own| Brakes::Lift(own.record.clone())).collect(),
        false if same.is_empty() => vec![Brakes::Freeze(scope.clone())],
        false => vec![],
    };
    if wishes.is_empty() {
        acting.ctx.output.say(&if args.lift {
            say!("没有停发，不用恢复", "nothing is frozen")
        } else {
            say!("已经停着了", "that is frozen already")
        });
        acting
            .ctx
            .output
            .json(json!({ "frozen": documents(&acting.folder, &frozen), "commit": Value::Null }));
        return Ok(Exit::Done);
    }
    let typist = acting.typist()?;
    let by =
        Braker { by: &typist.member, who: &typist.identity, at: acting.now, asking: args.writing.asking() };
    let output = acting.ctx.output;
    if args.writing.dry_run {
        let braked = rehearse(&acting.folder, &wishes, reason, &by)?;
        output.say(&say!("会改动：", "would change:"));
        for edit in &braked.plan.edits {
            output.say(&Text::same(format!("  {}", edit.path)));
        }
        output.json(json!({ "frozen": documents(&acting.folder, &frozen), "commit": Value::Null }));
        return Ok(Exit::Done);
    }
    let braked = freezing(&acting.folder, &wishes, reason, &by)?;
    let now = standing(&acting.folder.head()?.freezes()?);
    told(&acting, &scope, &args, &now)?;
    let mut answer = json!({ "outcome": {
        "action": if args.lift { "lift" } else { "freeze" },
        "frozen": documents(&acting.folder, &now),
        "commit": braked.commit.as_ref().map(|commit| &commit.0),
    }});
    let mut exit = Exit::Done;
    if let Some(shared) = acting.share(args.writing.asking()) {
        exit = shared.tell(&acting);
        shared.into_document(ctx, &mut answer["outcome"]);
    }
    output.json(answer);
    if let Some(behind) = braked.behind {
        output.refusal(&behind);
        exit = behind.exit;
    }
    Ok(exit)
}

fn scope(acting: &Acting<'_>, args: &Args) -> Result<Scope> {
    if let Some(name) = &args.article {
        let head = acting.folder.head()?;
        let found = acting.folder.find(&head, name, &acting.ctx.start)?;
        return Ok(Scope::Article(found.id.unwrap_or_default()));
    }
    let Some(name) = &args.category else { return Ok(Scope::Account) };
    let settings = acting.folder.settings();
    let known = settings.category_named(name).ok_or_else(|| {
        let Text { zh, en } =
            wxops::text::names(settings.categories.iter().map(|own| format!("`{}`", own.id)));
        Refusal::usage("no_such_category", say!("没有栏目 `{name}`", "there is no category `{name}`"))
            .help(say!("栏目：{zh}", "the categories are: {en}"))
    })?;
    Ok(Scope::Category(known.id.clone()))
}

fn no_reason() -> Refusal {
    Refusal::usage("reason_empty", say!("停发要写理由", "a freeze takes a reason"))
        .help(say!("`--reason '为什么'`", "`--reason 'why'`"))
}

/// What stands still.
fn list(acting: &Acting<'_>, frozen: &[Frozen]) {
    let output = acting.ctx.output;
    if frozen.is_empty() {
        output.say(&say!("没有停发", "nothing is frozen"));
    }
    for own in frozen {
        output.say(&line(&acting.folder, &acting.team, own, acting.now));
    }
    if !frozen.is_empty() {
        output.say(&say!(
            "恢复：`wxops freeze --lift --reason 理由`",
            "to let go: `wxops freeze --lift --reason REASON`"
        ));
    }
    output.json(json!({ "frozen": documents(&acting.folder, frozen) }));
}

/// What stops now and what a person has to stop elsewhere; or what may go again.
fn told(acting: &Acting<'_>, scope: &Scope, args: &Args, frozen: &[Frozen]) -> Result<()> {
    let output = acting.ctx.output;
    if args.lift {
        output.say(&say!("已恢复发布", "it may go out again"));
        for own in frozen {
            output.say(&line(&acting.folder, &acting.team, own, acting.now));
        }
        return Ok(());
    }
    if let Some(own) = frozen.iter().find(|own| own.scope == *scope) {
        output.say(&line(&acting.folder, &acting.team, own, acting.now));
    }
    let waits = |card: &Card| {
        let Some(table) = &card.table else { return false };
        let inside = match scope {
            Scope::Account => true,
            Scope::Category(id) => card.category == *id,
            Scope::Article(id) => table.id == *id,
        };
        inside && matches!(table.status, Status::Scheduled | Status::Publishing)
    };
    let waiting: Vec<Card> = cards(&acting.folder, false)?.into_iter().filter(waits).collect();
    if !waiting.is_empty() {
        let (count, articles) = (waiting.len(), plural(waiting.len(), "article"));
        output.say(&say!("停住已排期的 {count} 篇：", "{articles} with a time stand still:"));
        for card in &waiting {
            let Text { zh, en } = called(&card.title, &card.slug);
            output.say(&say!("  {zh}", "  {en}"));
        }
    }
    timers(acting, scope)
}

/// A timer of the back office knows nothing of a freeze: somebody has to cancel it there.
fn timers(acting: &Acting<'_>, scope: &Scope) -> Result<()> {
    let output = acting.ctx.output;
    let pushes = acting.folder.pushes_around(acting.now)?;
    let members: Vec<Card> = cards(&acting.folder, false)?;
    let inside = |slug: &String| match scope {
        Scope::Account => true,
        Scope::Category(id) => members.iter().any(|card| card.slug == *slug && card.category == *id),
        Scope::Article(id) => {
            let own = |card: &&Card| card.table.as_ref().is_some_and(|table| table.id == *id);
            members.iter().find(own).is_some_and(|card| card.slug == *slug)
        }
    };
    let armed = pushes.coming(acting.now).filter(|push| push.articles.iter().any(inside));
    let mut none = true;
    for (push, timer) in armed.filter_map(|push| Some((push, push.armed.as_ref()?))) {
        let (id, Text { zh, en }, slugs) = (&push.id, spoken(timer.at, acting.now), push.articles.join(" "));
        none = false;
        output.problem(
            &Refusal::not_now(
                "armed",
                say!(
                    "后台定时还在走：推送 {id}（{slugs}）{zh} 会自动发出",
                    "a timer in the back office still runs: it sends push {id} ({slugs}) on {en}"
                ),
            )
            .help(say!(
                "现在就到公众号后台取消，再运行 `wxops push disarm {id}`",
                "cancel it there now, then `wxops push disarm {id}`"
            )),
        );
    }
    if none {
        output.say(&say!(
            "没有登记过的后台定时；设过没登记的，也要到后台取消",
            "no timer of the back office is on file; one that nobody put on file has to be cancelled there too"
        ));
    }
    Ok(())
}
