//! Publishing (发表): a draft is handed over, and what becomes of it is asked afterwards.

use serde_json::{Value, json};

use super::{Failed, Platform, Seen, draft::seen, pictures::word};

/// What became of a draft that was handed over (`freepublish/get`: `publish_status`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is being looked through
    Underway,
    /// It is out; the addresses of its articles, the lead first
    Out(Vec<String>),
    /// It is not, for this reason of the platform; which articles are named, from 1
    Refused(Reason, Vec<usize>),
}

/// Why the platform did not publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 原创 check
    Original,
    /// The platform's review
    Review,
    /// Any other
    Other,
}

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The platform's id of it
    pub article_id: String,
    /// When it was changed last, in seconds since 1970: when it went out
    pub updated: i64,
    /// Its articles
    pub articles: Vec<Seen>,
}

impl Platform {
    /// Hands a draft over. Whatever comes of this, it is never done twice for one `publish-started`.
    pub fn submit(&self, media_id: &str) -> Result<String, Failed> {
        let said = self.once("/cgi-bin/freepublish/submit", &json!({ "media_id": media_id }))?;
        word(&said, "publish_id")
    }

    /// What became of it.
    pub fn progress(&self, publish_id: &str) -> Result<Progress, Failed> {
        let said = self.ask("/cgi-bin/freepublish/get", &json!({ "publish_id": publish_id }))?;
        let failed = said["fail_idx"].as_array().into_iter().flatten();
        let failed = failed.filter_map(|idx| usize::try_from(idx.as_u64()?).ok()).collect();
        Ok(match said["publish_status"].as_i64() {
            // 5 and 6: it was out, and was taken down since.
            Some(0 | 5 | 6) => Progress::Out(addresses(&said["article_detail"]["item"])),
            Some(2) => Progress::Refused(Reason::Original, failed),
            Some(3) => Progress::Refused(Reason::Other, failed),
            Some(4) => Progress::Refused(Reason::Review, failed),
            _ => Progress::Underway,
        })
    }

    /// The newest publications: those without notification, others are not listed.
    pub fn published(&self) -> Result<Vec<Published>, Failed> {
        self.published_from(0)
    }

    /// Up to twenty publications, the newest first, after so many.
    pub fn published_from(&self, offset: usize) -> Result<Vec<Published>, Failed> {
        let body = json!({ "offset": offset, "count": 20, "no_content": 0 });
        let said = self.ask("/cgi-bin/freepublish/batchget", &body)?;
        let one = |item: &Value| Published {
            article_id: item["article_id"].as_str().unwrap_or_default().to_owned(),
            updated: item["update_time"].as_i64().unwrap_or_default(),
            articles: seen(&item["content"]["news_item"]),
        };
        Ok(said["item"].as_array().into_iter().flatten().map(one).collect())
    }
}

/// The addresses of the articles, in the order of their numbers.
fn addresses(items: &Value) -> Vec<String> {
    let one = |item: &Value| Some((item["idx"].as_u64()?, item["article_url"].as_str()?.to_owned()));
    let mut all: Vec<(u64, String)> = items.as_array().into_iter().flatten().filter_map(one).collect();
    all.sort();
    all.into_iter().map(|(_, url)| url).collect()
}
