//! What readers can open: what came out through the API or by hand.

use serde_json::Value;
use serde_json::json;

use super::{
    answer::{Done, Failure, done, fail},
    asked::{Asked, number},
    drafts::{Row, page},
    platform::Platform,
};

/// How something came to its readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// 群发: with a message to the fans
    Pushed,
    /// 仅发表: without
    Quiet,
}

/// What readers can open.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) article_id: String,
    /// Where it was published through the API
    pub(crate) publish_id: Option<String>,
    /// Of the draft, which is gone
    pub(crate) media_id: String,
    pub(crate) way: Way,
    /// Its articles, each with `url` and `is_deleted`
    pub(crate) items: Vec<Value>,
    /// Seconds since 1970
    pub(crate) at: i64,
    /// The platform banned it later
    pub(crate) is_banned: bool,
}

impl Published {
    /// The addresses of its articles.
    pub(crate) fn urls(&self) -> Vec<&str> {
        self.items.iter().filter_map(|item| item["url"].as_str()).collect()
    }
}

/// `POST /cgi-bin/freepublish/getarticle`.
pub(crate) fn article(platform: &mut Platform, asked: &Asked) -> Done {
    let id = asked.text("article_id")?;
    let found = platform.published.iter().find(|one| one.article_id == id && one.way == Way::Quiet);
    Ok(json!({ "news_item": found.ok_or_else(|| Failure::code(53600))?.items }))
}

/// `POST /cgi-bin/freepublish/batchget`: only what no fan was told of.
pub(crate) fn list(platform: &mut Platform, asked: &Asked) -> Done {
    let quiet = platform.published.iter().filter(|one| one.way == Way::Quiet);
    let rows =
        quiet.map(|one| Row { id: ("article_id", &one.article_id), items: &one.items, update_time: one.at });
    page(rows.collect(), asked)
}

/// `POST /cgi-bin/freepublish/delete`: one article by its place counted from 1, or all, for ever.
pub(crate) fn delete(platform: &mut Platform, asked: &Asked) -> Done {
    let id = asked.text("article_id")?;
    let found = platform.published.iter_mut().find(|one| one.article_id == id && one.way == Way::Quiet);
    let published = found.ok_or_else(|| Failure::code(53600))?;
    mark_deleted(&mut published.items, number(&asked.body, "index", 0)?)?;
    Ok(done())
}

/// Deletes one of the articles, counted from 1, or all with 0.
pub(crate) fn mark_deleted(items: &mut [Value], index: i64) -> Result<(), Failure> {
    let index = usize::try_from(index).ok().filter(|index| *index <= items.len());
    let index = index.ok_or_else(|| Failure::code(40114))?;
    for (_, item) in (1..).zip(items).filter(|(n, _)| index == 0 || index == *n) {
        item["is_deleted"] = true.into();
    }
    Ok(())
}

impl Platform {
    /// Brings articles out and takes their draft away; says the id of what is out.
    pub(crate) fn bring_out(
        &mut self,
        media_id: &str,
        mut items: Vec<Value>,
        publish_id: Option<String>,
        way: Way,
    ) -> String {
        let article_id = self.next_id("Ar");
        for item in &mut items {
            let cover = self.materials.iter().find(|one| item["thumb_media_id"] == one.media_id.as_str());
            item["thumb_url"] = cover.map(|cover| cover.url.clone()).unwrap_or_default().into();
            item["show_cover_pic"] = 1.into();
            item["url"] = format!("https://mp.weixin.qq.com/s/StandIn{:015}", self.next_number()).into();
            item["is_deleted"] = false.into();
        }
        self.drafts.retain(|draft| draft.media_id != media_id);
        let (media_id, at) = (media_id.to_owned(), self.clock.now());
        let is_banned = false;
        let out =
            Published { article_id: article_id.clone(), publish_id, media_id, way, items, at, is_banned };
        self.published.push(out);
        article_id
    }
}
