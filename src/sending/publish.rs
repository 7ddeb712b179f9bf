//! A publication through the platform, which happens once.
//!
//! First it is on record, and shared, that it begins; only whoever recorded that hands the draft over, once, and only then.
//! After a crash, or an answer that never came, nothing is handed over again: the platform is asked what became of it. What
//! nobody can tell stays "publishing" until a person looked into the back office.

use std::{thread::sleep, time::Instant};

use super::{Memory, Parcel, compare::alike};
use crate::{
    advance::{Together, together},
    folder::{ContentFolder, Wanted},
    moment::Moment,
    refusal::{Refusal, Result},
    render::with_addresses,
    repo::{Exchange, Identity},
    say,
    signer::Asking,
    sync::{self, Person},
    text::Text,
    wechat::{Failed, Platform, Progress, Published, Reason},
    workflow::{
        decide::{Act, Does},
        record::Sending,
    },
};

/// How much the clocks of this computer and of the platform may differ, in seconds.
const CLOCKS: i64 = 600;

/// What became of a draft that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// It is out; where, the lead first
    Out(Vec<String>),
    /// It is not, and for certain
    Not(Text),
    /// Nobody knows, or not yet
    Unknown(Text),
}

/// Who publishes.
#[derive(Clone, Copy, Debug)]
pub struct Publisher<'p> {
    /// The member's id
    pub by: &'p str,
    /// The same person, as git knows them
    pub who: &'p Identity,
    /// Now
    pub at: Moment,
    /// Whether a passphrase may be asked for
    pub asking: Asking,
    /// How it is shared
    pub exchange: Exchange,
}

/// Acts on articles, one each.
fn acts(parcels: &[Parcel], by: &Publisher<'_>, does: impl Fn(usize) -> Does) -> Vec<(Wanted, Act)> {
    let one = |(n, parcel): (usize, &Parcel)| {
        let does = does(n);
        let lays_out = does.action().lays_out();
        let wanted = Wanted { lays_out, ..Wanted::of(parcel.found.clone()) };
        (wanted, Act { by: by.by.to_owned(), at: by.at, does })
    };
    parcels.iter().enumerate().map(one).collect()
}

/// Puts on record that a draft is about to be handed over; where others work on the folder too, that is shared first, and
/// nobody else was faster. Nothing has been sent when this refuses.
pub fn begin(
    folder: &ContentFolder,
    parcels: &[Parcel],
    (app_id, draft): (&str, &str),
    now: bool,
    by: &Publisher<'_>,
) -> Result<Together> {
    let does = |n: usize| Does::PublishStarted {
        sending: Sending { app_id: app_id.to_owned(), draft: draft.to_owned(), place: n + 1 },
        now,
    };
    let begun = together(folder, &acts(parcels, by, does), by.who, by.asking)?;
    if folder.repo().followed().is_none() {
        return Ok(begun);
    }
    let person =
        Person { me: Some(by.by), at: by.at, asking: by.asking, exchange: by.exchange, rehearsal: false };
    match sync::share(folder, &person) {
        Ok(synced) if !synced.aside.is_empty() => Err(overtaken(parcels)),
        Ok(synced) => match synced.unshared {
            None => Ok(begun),
            Some(why) => Err(taken_back(folder, parcels, &why, by)),
        },
        Err(why) => Err(taken_back(folder, parcels, &why, by)),
    }
}

/// Hands a draft over. Called once after [`begin`], and never again for what it began.
pub fn submit(
    platform: &Platform,
    parcels: &[Parcel],
    draft: &str,
    memory: &mut Memory,
    since: Moment,
) -> Became {
    match platform.submit(draft) {
        Ok(publication) => {
            let noted = memory.note_publication(draft, &publication);
            let became = asked(platform, parcels, &publication);
            if noted.is_err() && matches!(became, Became::Unknown(_)) {
                return found(platform, parcels, draft, since); // what it is called is known to nobody any more
            }
            became
        }
        Err(failed @ (Failed::Refused { .. } | Failed::Unsent(_))) => Became::Not(failed.told()),
        Err(Failed::Unknown(_)) => found(platform, parcels, draft, since),
    }
}

/// Asks what became of what was begun before, here or elsewhere.
pub fn became(
    platform: &Platform,
    parcels: &[Parcel],
    draft: &str,
    memory: &Memory,
    since: Moment,
) -> Became {
    match memory.publication(draft) {
        Some(publication) => asked(platform, parcels, publication),
        None => found(platform, parcels, draft, since),
    }
}

/// Puts on record what became of it. What nobody knows stays as it is.
pub fn end(
    folder: &ContentFolder,
    parcels: &[Parcel],
    became: &Became,
    by: &Publisher<'_>,
) -> Result<Option<Together>> {
    let acts = match became {
        Became::Out(urls) => {
            acts(parcels, by, |n| Does::Publish { url: urls.get(n).cloned().unwrap_or_default(), at: by.at })
        }
        Became::Not(why) => acts(parcels, by, |_| Does::PublishFailed(format!("{} / {}", why.zh, why.en))),
        Became::Unknown(_) => return Ok(None),
    };
    together(folder, &acts, by.who, by.asking).map(Some)
}

/// What lies among the newest publications and is the same as these articles: somebody published it already.
pub fn out_already(
    platform: &Platform,
    parcels: &[Parcel],
) -> std::result::Result<Option<Vec<String>>, Failed> {
    Ok(platform.published()?.iter().find_map(|published| same(published, parcels, None)))
}

/// By the name that the platform gave it, until it knows.
fn asked(platform: &Platform, parcels: &[Parcel], publication: &str) -> Became {
    let begun = Instant::now();
    loop {
        match platform.progress(publication) {
            Ok(Progress::Out(urls)) if urls.len() == parcels.len() => return Became::Out(urls),
            Ok(Progress::Out(_)) => {
                return Became::Unknown(say!("平台没有说全链接", "the platform does not tell every link"));
            }
            Ok(Progress::Refused(reason, which)) => return Became::Not(told(reason, &which)),
            Ok(Progress::Underway) if begun.elapsed() < platform.pace.published => sleep(platform.pace.pause),
            Ok(Progress::Underway) => {
                return Became::Unknown(say!("平台还在检查", "the platform is still looking through it"));
            }
            Err(failed) => return Became::Unknown(failed.told()),
        }
    }
}

/// By what it is: among the newest publications since then.
fn found(platform: &Platform, parcels: &[Parcel], draft: &str, since: Moment) -> Became {
    let all = match platform.published() {
        Ok(all) => all,
        Err(failed) => return Became::Unknown(failed.told()),
    };
    if let Some(urls) = all.iter().find_map(|published| same(published, parcels, Some(since))) {
        return Became::Out(urls);
    }
    Became::Unknown(match platform.draft(draft) {
        Ok(Some(_)) => say!(
            "已发表的里面还没有，草稿也还在：平台可能还在检查",
            "it is not among what is published, and the draft is there: the platform may still be looking through it"
        ),
        Ok(None) => say!(
            "草稿不在了，已发表的里面也找不到",
            "the draft is gone, and it is not among what is published"
        ),
        Err(failed) => failed.told(),
    })
}

/// The links of a publication of just these articles.
fn same(published: &Published, parcels: &[Parcel], since: Option<Moment>) -> Option<Vec<String>> {
    let late = since.is_none_or(|since| published.updated + CLOCKS >= since.timestamp());
    let known =
        |url: &str| parcels.iter().any(|own| own.state.live.as_ref().is_some_and(|live| live.url == url));
    let pairs = || parcels.iter().zip(&published.articles);
    let alike = pairs().all(|(parcel, seen)| {
        let page = with_addresses(&parcel.page.html, |_| "https://mmbiz.qpic.cn/0".to_owned());
        parcel.title() == seen.title.trim()
            && alike(&page, &seen.content)
            && !known(&seen.url)
            && !seen.is_deleted
    });
    let whole = published.articles.len() == parcels.len() && !parcels.is_empty();
    (late && whole && alike).then(|| published.articles.iter().map(|seen| seen.url.clone()).collect())
}

fn told(reason: Reason, which: &[usize]) -> Text {
    let numbers = crate::text::names(which.iter().map(ToString::to_string)).zh;
    let (at_zh, at_en) = match numbers.as_str() {
        "" => (String::new(), String::new()),
        _ => (format!("（第 {numbers} 篇）"), format!(" (no. {numbers})")),
    };
    match reason {
        Reason::Original => say!("原创校验没有通过{at_zh}", "the check of 原创 failed{at_en}"),
        Reason::Review => say!("平台审核没有通过{at_zh}", "the platform's review refused it{at_en}"),
        Reason::Other => say!("平台没有发出去{at_zh}", "the platform did not publish it{at_en}"),
    }
}

fn slugs(parcels: &[Parcel]) -> String {
    parcels.iter().map(|parcel| parcel.state.slug.as_str()).collect::<Vec<_>>().join(", ")
}

/// Somebody else acted on it first: what was begun here was not carried over, and nothing is sent.
fn overtaken(parcels: &[Parcel]) -> Refusal {
    let slugs = slugs(parcels);
    Refusal::not_now(
        "somebody_faster",
        say!(
            "同事先办了（{slugs}），这里没有发出任何东西",
            "others were faster ({slugs}); nothing was sent from here"
        ),
    )
    .help(say!("看现在到哪一步：`wxops status`", "see where it stands: `wxops status`"))
}

/// It could not be shared that it begins: that is taken back, and nothing is sent.
fn taken_back(folder: &ContentFolder, parcels: &[Parcel], why: &Refusal, by: &Publisher<'_>) -> Refusal {
    let Text { zh, en } = &why.message;
    let reason = say!("没能先分享给同事：{zh}", "it could not be shared first: {en}");
    let taken = end(folder, parcels, &Became::Not(reason), by);
    let message = say!(
        "没有发出：要先让同事看到“开始发布”，而现在分享不了（{zh}）",
        "nothing was sent: others have to see first that it begins, and it cannot be shared ({en})"
    );
    let refusal = Refusal::not_now("not_shared", message).help(say!(
        "连上以后再来：`wxops sync`，然后 `wxops publish`",
        "once you are connected: `wxops sync`, then `wxops publish`"
    ));
    match taken {
        Ok(_) => refusal,
        Err(more) => refusal.detail(more.message),
    }
}
