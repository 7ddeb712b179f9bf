//! A push laid into the draft box: pictures first, then the draft, then it is read back. The same draft is changed as long as
//! it is there; one that somebody changed by hand is not overwritten behind their back.

use super::{
    Difference, Memory, Parcel,
    compare::{differences, digest},
};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    render::with_addresses,
    say,
    text::{Text, list},
    wechat::{DraftArticle, Failed, Platform, Seen},
};

/// The platform does not know a material any more.
const NO_SUCH_MEDIA: i64 = 40007;

/// A draft that was laid there before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its id
    pub media_id: String,
    /// What lay there then; nothing where that is not known
    pub seen: Option<Digest>,
}

/// A draft that holds what was approved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its id
    pub media_id: String,
    /// What lies there now
    pub seen: Digest,
    /// What was done
    pub done: Done,
}

/// What was done to the draft box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A new draft
    Added,
    /// The draft of before, changed
    Changed,
    /// It was there already
    Nothing,
}

/// Lays articles into one draft, the lead first. `overwrite`: what somebody changed there by hand goes.
pub fn place(
    platform: &Platform,
    parcels: &[Parcel],
    memory: &mut Memory,
    overwrite: bool,
) -> Result<Placed> {
    let placed = laid(platform, parcels, memory, overwrite)?;
    memory.note_draft(parcels, &placed)?;
    Ok(placed)
}

fn laid(platform: &Platform, parcels: &[Parcel], memory: &mut Memory, overwrite: bool) -> Result<Placed> {
    let called = list(&parcels.iter().map(|parcel| parcel.called.clone()).collect::<Vec<_>>());
    let Text { zh, en } = &called;
    let doing = say!("把{zh}存进草稿箱", "laying {en} into the draft box");
    let refused = |failed: Failed| failed.refusal(&doing);
    let there = match memory.draft(parcels) {
        Some(known) => {
            let there = platform.draft(&known.media_id).map_err(refused)?;
            Some((known, there.ok_or_else(|| gone(&called, parcels))?))
        }
        None => foreign(platform, parcels).map_err(refused)?,
    };
    let mut articles = drafted(platform, parcels, memory, &doing)?;
    let alone = parcels.len() == 1;
    let mut done = Done::Added;
    let mut media_id = None;
    if let Some((known, there)) = there {
        let differ = all_differences(&articles, &there, alone);
        let ours = known.seen.as_ref() == Some(&digest(&there));
        if differ.is_empty() {
            return Ok(Placed {
                media_id: known.media_id.clone(),
                seen: digest(&there),
                done: Done::Nothing,
            });
        }
        if !ours && !overwrite {
            return Err(by_hand(&called, &differ, parcels));
        }
        if there.len() == articles.len() {
            for (at, article) in articles.iter().enumerate() {
                platform.change_draft(&known.media_id, at, article).map_err(refused)?;
            }
            (media_id, done) = (Some(known.media_id.clone()), Done::Changed);
        } else {
            platform.drop_draft(&known.media_id).map_err(refused)?;
        }
    }
    let media_id = match media_id {
        Some(known) => known,
        None => match platform.add_draft(&articles) {
            Err(failed) if failed.code() == Some(NO_SUCH_MEDIA) => {
                memory.forget_covers()?;
                articles = drafted(platform, parcels, memory, &doing)?;
                platform.add_draft(&articles).map_err(refused)?
            }
            outcome => outcome.map_err(refused)?,
        },
    };
    let there = platform.draft(&media_id).map_err(refused)?.unwrap_or_default();
    let differ = all_differences(&articles, &there, alone);
    if !differ.is_empty() {
        return Err(otherwise(&called, &differ));
    }
    Ok(Placed { media_id, seen: digest(&there), done })
}

/// A draft of these articles that was laid there by another computer, or by hand: what it holds is not known to be ours.
fn foreign(
    platform: &Platform,
    parcels: &[Parcel],
) -> std::result::Result<Option<(Known, Vec<Seen>)>, Failed> {
    let titles: Vec<&str> = parcels.iter().map(Parcel::title).collect();
    let Some(media_id) = platform.drafts_called(&titles)?.into_iter().next() else { return Ok(None) };
    let there = platform.draft(&media_id)?;
    Ok(there.map(|there| (Known { media_id, seen: None }, there)))
}

/// The articles of the draft, with what they show uploaded.
fn drafted(
    platform: &Platform,
    parcels: &[Parcel],
    memory: &mut Memory,
    doing: &Text,
) -> Result<Vec<DraftArticle>> {
    let refused = |failed: Failed| failed.refusal(doing);
    let mut articles = vec![];
    for parcel in parcels {
        let mut addresses: Vec<(&String, String)> = vec![];
        for (name, picture) in &parcel.pictures {
            let address = match memory.picture(picture) {
                Some(address) => address.clone(),
                None => {
                    let address = platform.picture(picture).map_err(refused)?;
                    memory.note_picture(picture, &address)?;
                    address
                }
            };
            addresses.push((name, address));
        }
        let cover = match memory.cover(&parcel.cover) {
            Some(material) => material.clone(),
            None => {
                let material = platform.cover(&parcel.cover).map_err(refused)?;
                memory.note_cover(&parcel.cover, &material)?;
                material
            }
        };
        let content = with_addresses(&parcel.page.html, |name| {
            let own = addresses.iter().find(|(own, _)| *own == name);
            own.map_or_else(|| name.to_owned(), |(_, address)| address.clone())
        });
        articles.push(parcel.drafted(content, cover));
    }
    Ok(articles)
}

fn all_differences(articles: &[DraftArticle], there: &[Seen], alone: bool) -> Vec<Difference> {
    let mut found = vec![];
    if articles.len() != there.len() {
        let (ours, theirs) = (articles.len().to_string(), there.len().to_string());
        found.push(Difference { what: say!("篇数", "number of articles"), ours, theirs });
    }
    for (article, seen) in articles.iter().zip(there) {
        found.extend(differences(article, seen, alone));
    }
    found
}

fn name(parcels: &[Parcel]) -> &str {
    parcels.first().map_or("", |parcel| &parcel.state.slug)
}

/// The draft is not there any more. Somebody may have published it: nothing is laid there anew behind their back.
fn gone(called: &Text, parcels: &[Parcel]) -> Refusal {
    let (Text { zh, en }, slug) = (called, name(parcels));
    Refusal::not_now(
        "draft_gone",
        say!(
            "{zh}的草稿已经不在草稿箱：有人发表了，或者删了",
            "the draft of {en} is not in the draft box any more: somebody published it, or deleted it"
        ),
    )
    .help(say!(
        "发表过：`wxops publish {slug} --url 链接`",
        "if it is out: `wxops publish {slug} --url LINK`"
    ))
    .help(say!(
        "是删了：`wxops handover {slug} --anew`，重新存一份",
        "if it was deleted: `wxops handover {slug} --anew` makes another"
    ))
}

fn by_hand(called: &Text, differ: &[Difference], parcels: &[Parcel]) -> Refusal {
    let (Text { zh, en }, slug) = (called, name(parcels));
    let refusal = Refusal::not_now(
        "draft_changed",
        say!(
            "有人在后台改过{zh}的草稿，没有覆盖",
            "somebody changed the draft of {en} in the back office; it is left as it is"
        ),
    );
    let refusal = differ.iter().fold(refusal, |refusal, one| refusal.detail(one.told()));
    refusal
        .help(say!(
            "以定稿为准，覆盖后台的改动：`wxops handover {slug} --overwrite`",
            "to put the approved text there: `wxops handover {slug} --overwrite`"
        ))
        .help(say!(
            "后台改得对：改进稿件，重新送审，`wxops withdraw {slug} --reason 理由`",
            "if the change is right it belongs into the article, which is reviewed again: `wxops withdraw {slug} --reason REASON`"
        ))
}

fn otherwise(called: &Text, differ: &[Difference]) -> Refusal {
    let Text { zh, en } = called;
    let refusal = Refusal::not_now(
        "draft_differs",
        say!(
            "{zh}存进草稿箱以后和定稿不一样，不能就这样发",
            "in the draft box {en} is not what was approved, so it does not go out like that"
        ),
    );
    let refusal = differ.iter().fold(refusal, |refusal, one| refusal.detail(one.told()));
    refusal.help(say!(
        "平台可能改了过滤规则：把这几行告诉维护 wxops 的人",
        "the platform may filter otherwise than before: show these lines to whoever looks after wxops"
    ))
}
