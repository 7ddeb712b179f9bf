//! One sending, one receipt: the links of all articles of a push, put on record in one commit.

use serde_json::{Value, json};
use wxops::{
    advance::{rehearse, together},
    folder::{Found, Wanted},
    moment::Moment,
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, list},
    workflow::decide::{Act, Does},
};

use crate::shell::{acting::Acting, arguments::Writing};

pub(super) fn run(
    acting: &Acting<'_>,
    found: &Found,
    urls: &[String],
    at: Moment,
    writing: &Writing,
) -> anyhow::Result<Exit> {
    let all = acting.together_with(&acting.folder.head()?, found)?;
    if all.len() != urls.len() {
        return Err(other_count(&all, urls.len()).into());
    }
    let acts = acts(acting, &all, urls, at)?;
    let titles: Vec<Text> =
        all.iter().map(|found| Ok(acting.called(&acting.state(found)?))).collect::<Result<_>>()?;
    let Text { zh, en } = list(&titles);
    let slugs: Vec<&String> = all.iter().map(|found| &found.slug).collect();
    if writing.dry_run {
        for (wanted, act) in &acts {
            rehearse(&acting.folder, wanted, act)?;
        }
        acting.ctx.output.say(&say!("会一起登记{zh}的链接", "would put the links of {en} on record"));
        acting.ctx.output.json(json!({ "outcome": { "action": "publish", "commit": Value::Null } }));
        return Ok(Exit::Done);
    }
    let done = together(&acting.folder, &acts, &acting.typist()?.identity, writing.asking())?;
    let output = acting.ctx.output;
    output.say(&say!(
        "{zh}已登记发布链接。核验：`wxops verify`",
        "{en} are published, and their links are on record. Prove it: `wxops verify`"
    ));
    let articles: Vec<Value> = slugs
        .iter()
        .zip(urls)
        .map(|(slug, url)| json!({ "slug": slug, "status": "published", "url": url }))
        .collect();
    let mut answer = json!({ "outcome": {
        "action": "publish",
        "articles": articles,
        "commit": done.commit.as_ref().map(|commit| &commit.0),
    }});
    let mut exit = Exit::Done;
    let shared = done.commit.as_ref().and_then(|_| acting.share(writing.asking()));
    answer["outcome"]["notified"] = acting.notify(&done.decisions, done.commit.as_ref(), shared.as_ref());
    if let Some(shared) = shared {
        exit = shared.tell(acting);
        shared.into_document(acting.ctx, &mut answer["outcome"]);
    }
    output.json(answer);
    if let Some(behind) = done.behind {
        output.refusal(&behind);
        exit = behind.exit;
    }
    Ok(exit)
}

fn acts(acting: &Acting<'_>, all: &[Found], urls: &[String], at: Moment) -> Result<Vec<(Wanted, Act)>> {
    let by = acting.typist()?.member.clone();
    let one = |(found, url): (&Found, &String)| {
        let wanted = Wanted { lays_out: true, ..Wanted::of(found.clone()) };
        (wanted, Act { by: by.clone(), at: acting.now, does: Does::Publish { url: url.clone(), at } })
    };
    Ok(all.iter().zip(urls).map(one).collect())
}

fn other_count(all: &[Found], urls: usize) -> Refusal {
    let (count, slug) = (all.len(), all.first().map_or("", |found| &found.slug));
    let slugs = all.iter().map(|found| format!("`{}`", found.slug));
    let Text { zh, en } = wxops::text::names(slugs);
    Refusal::usage(
        "url_count",
        say!(
            "这次推送还有 {count} 篇（{zh}），给了 {urls} 个链接",
            "the push has {articles} to go ({en}), and there are {urls} links",
            articles = wxops::text::plural(count, "article")
        ),
    )
    .help(say!(
        "按推送的顺序，一篇一个：`wxops publish {slug} --url 头条链接 --url 次条链接`",
        "one each, in the order of the push: `wxops publish {slug} --url LEAD --url SECOND`"
    ))
}
