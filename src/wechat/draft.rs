//! Drafts (草稿): made, changed, read.

use serde_json::{Value, json};

use super::{Failed, Platform, codes, pictures::word};
use crate::article::crop::Cut;

/// How many drafts are looked at after a call that nobody answered.
const NEWEST: u64 = 20;

/// An article as it stands in a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftArticle {
    /// The title
    pub title: String,
    /// The by-line (作者)
    pub author: String,
    /// The digest (摘要); empty, and the platform takes the first words of a single article
    pub digest: String,
    /// The page
    pub content: String,
    /// Where 阅读原文 leads; empty for nowhere
    pub source_url: String,
    /// The cover, as a material
    pub cover: String,
    /// What is cut out of it for the lead's card, 2.35:1
    pub wide: Cut,
    /// What is cut out of it for a following article's card, 1:1
    pub square: Cut,
    /// Whether readers may comment
    pub comments: bool,
    /// Whether only followers may
    pub followers_only: bool,
}

/// An article as the platform has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The title
    pub title: String,
    /// The by-line
    pub author: String,
    /// The digest
    pub digest: String,
    /// The page, as the platform keeps it
    pub content: String,
    /// Where 阅读原文 leads
    pub source_url: String,
    /// The cover's material
    pub cover: String,
    /// Where it can be read; of a draft only for a while
    pub url: String,
    /// Readers no longer see it
    pub is_deleted: bool,
}

/// A draft on the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its id
    pub media_id: String,
    /// When it was changed last, in seconds since 1970
    pub updated: i64,
    /// Its articles, the lead first
    pub articles: Vec<Seen>,
}

impl DraftArticle {
    fn body(&self) -> Value {
        json!({
            "article_type": "news",
            "title": self.title,
            "author": self.author,
            "digest": self.digest,
            "content": self.content,
            "content_source_url": self.source_url,
            "thumb_media_id": self.cover,
            "need_open_comment": u8::from(self.comments),
            "only_fans_can_comment": u8::from(self.comments && self.followers_only),
            "pic_crop_235_1": self.wide.to_string(),
            "pic_crop_1_1": self.square.to_string(),
        })
    }
}

impl Platform {
    /// Makes a draft and gives its id. Where no answer comes, the newest drafts are looked through for one that was not there
    /// before.
    pub fn add_draft(&self, articles: &[DraftArticle]) -> Result<String, Failed> {
        let titles: Vec<&str> = articles.iter().map(|article| article.title.as_str()).collect();
        let before = self.drafts_called(&titles)?;
        let body = json!({ "articles": articles.iter().map(DraftArticle::body).collect::<Vec<_>>() });
        match self.once("/cgi-bin/draft/add", &body).and_then(|said| word(&said, "media_id")) {
            Err(Failed::Unknown(why)) => {
                let made = self.drafts_called(&titles)?.into_iter().find(|id| !before.contains(id));
                made.ok_or(Failed::Unknown(why))
            }
            outcome => outcome,
        }
    }

    /// The newest drafts whose articles have just these titles.
    pub fn drafts_called(&self, titles: &[&str]) -> Result<Vec<String>, Failed> {
        let body = json!({ "offset": 0, "count": NEWEST, "no_content": 1 });
        let said = self.ask("/cgi-bin/draft/batchget", &body)?;
        let drafts = said["item"].as_array().into_iter().flatten();
        let alike = |draft: &&Value| {
            let articles = draft["content"]["news_item"].as_array().map(Vec::as_slice).unwrap_or_default();
            articles
                .iter()
                .map(|article| article["title"].as_str().unwrap_or_default())
                .eq(titles.iter().copied())
        };
        Ok(drafts.filter(alike).filter_map(|draft| draft["media_id"].as_str().map(str::to_owned)).collect())
    }

    /// Changes one article of a draft; `at` counts from 0.
    pub fn change_draft(&self, media_id: &str, at: usize, article: &DraftArticle) -> Result<(), Failed> {
        let body = json!({ "media_id": media_id, "index": at, "articles": article.body() });
        self.ask("/cgi-bin/draft/update", &body).map(|_| ())
    }

    /// A draft; nothing where it is none any more: deleted, or published.
    pub fn draft(&self, media_id: &str) -> Result<Option<Vec<Seen>>, Failed> {
        match self.ask("/cgi-bin/draft/get", &json!({ "media_id": media_id })) {
            Ok(said) => Ok(Some(seen(&said["news_item"]))),
            Err(failed) if failed.code() == Some(codes::NO_SUCH_MEDIA) => Ok(None),
            Err(failed) => Err(failed),
        }
    }

    /// Throws a draft away; one that is not there is gone already.
    pub fn drop_draft(&self, media_id: &str) -> Result<(), Failed> {
        match self.ask("/cgi-bin/draft/delete", &json!({ "media_id": media_id })) {
            Err(failed) if failed.code() == Some(codes::NO_SUCH_MEDIA) => Ok(()),
            outcome => outcome.map(|_| ()),
        }
    }

    /// Sends a draft to somebody's phone, by WeChat id: as readers would see it (100 a day).
    pub fn send_preview(&self, media_id: &str, wechat_id: &str) -> Result<(), Failed> {
        let body = json!({ "towxname": wechat_id, "msgtype": "mpnews", "mpnews": { "media_id": media_id } });
        self.once("/cgi-bin/message/mass/preview", &body).map(|_| ())
    }
}

/// The articles of a draft or of a publication.
pub(super) fn seen(items: &Value) -> Vec<Seen> {
    let word = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
    let one = |item: &Value| Seen {
        title: word(item, "title"),
        author: word(item, "author"),
        digest: word(item, "digest"),
        content: word(item, "content"),
        source_url: word(item, "content_source_url"),
        cover: word(item, "thumb_media_id"),
        url: word(item, "url"),
        is_deleted: item["is_deleted"].as_bool().unwrap_or_default(),
    };
    items.as_array().into_iter().flatten().map(one).collect()
}
