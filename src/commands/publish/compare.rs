//! `publish --compare`: whether readers see what was approved. Somebody may have edited it in the back office since.

use serde_json::json;
use wxops::{
    folder::Found,
    refusal::{Exit, Refusal},
    say,
    sending::{live_differences, parcel},
    text::Text,
    wechat::{Platform, Seen},
    workflow::state::State,
};

use crate::shell::{acting::Acting, platform::platform};

/// How many publications are looked through, the newest first.
const MOST: usize = 400;

pub(super) fn run(acting: &Acting<'_>, found: &Found) -> anyhow::Result<Exit> {
    let state = acting.state(found)?;
    let Some(live) = &state.live else { return Err(not_out(&state).into()) };
    if live.content != state.content {
        return Err(corrected(&state).into());
    }
    let account = platform(&acting.folder)?;
    let parcel = parcel(&acting.folder, &acting.folder.head()?, found)?;
    let (Text { zh, en }, slug) = (&parcel.called, &state.slug);
    let doing = say!("读回{zh}", "reading {en} back");
    let seen = seen(&account, &live.url).map_err(|failed| failed.refusal(&doing))?;
    let Some(seen) = seen else { return Err(not_listed(&parcel.called, &live.url).into()) };
    let differ = live_differences(&parcel, &seen);
    acting.ctx.output.json(json!({ "compare": {
        "slug": slug,
        "url": live.url,
        "same": differ.is_empty(),
        "differences": differ.iter().map(|one| {
            json!({ "what": one.what.get(acting.ctx.language), "approved": one.ours, "live": one.theirs })
        }).collect::<Vec<_>>(),
    }}));
    if differ.is_empty() {
        acting.ctx.output.say(&say!("{zh}：读者看到的和定稿一致", "{en}: readers see what was approved"));
        return Ok(Exit::Done);
    }
    let refusal = Refusal::findings(
        "live_differs",
        say!("{zh}：读者看到的和定稿不一样", "{en}: readers see something else than what was approved"),
    );
    let refusal = differ.iter().fold(refusal, |refusal, one| refusal.detail(one.told()));
    acting.ctx.output.problem(&refusal.help(say!(
        "后台改过的要补上手续：`wxops correct {slug} --how edit --reason 理由`",
        "what was edited there has to be reviewed too: `wxops correct {slug} --how edit --reason REASON`"
    )));
    Ok(Exit::Findings)
}

/// The article that readers find at a link.
fn seen(account: &Platform, url: &str) -> std::result::Result<Option<Seen>, wxops::wechat::Failed> {
    for offset in (0..MOST).step_by(20) {
        let some = account.published_from(offset)?;
        let is_last = some.len() < 20;
        let mut articles = some.into_iter().flat_map(|published| published.articles);
        if let Some(found) = articles.find(|article| article.url == url) {
            return Ok(Some(found));
        }
        if is_last {
            break;
        }
    }
    Ok(None)
}

fn not_out(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now("not_live", say!("`{slug}` 读者现在看不到，无从比对", "readers see nothing of `{slug}`"))
}

fn corrected(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now(
        "correcting",
        say!(
            "`{slug}` 正在更正，稿件里的文字已经不是线上那一版",
            "`{slug}` is being corrected, and its text is not the one that readers see"
        ),
    )
}

fn not_listed(called: &Text, url: &str) -> Refusal {
    let Text { zh, en } = called;
    Refusal::not_now(
        "not_listed",
        say!(
            "接口列不出{zh}：群发的推文接口读不到，只能在微信里打开看",
            "the interfaces do not list {en}: what was pushed with a notification cannot be read through them"
        ),
    )
    .help(say!("打开看：{url}", "open it: {url}"))
}
