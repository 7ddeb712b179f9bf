//! The draft box (草稿箱).

use serde_json::{Value, json};

use super::{
    answer::{Done, Failure, done, fail},
    article,
    asked::{Asked, number},
    platform::Platform,
};

/// Most articles of a draft, and most drafts of one page of the list.
const ARTICLES: usize = 8;
pub(crate) const PAGE: i64 = 20;

/// A draft.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) media_id: String,
    /// Its articles as they were sent last; null for one that was written by hand
    pub(crate) sent: Vec<Value>,
    /// Its articles as they are kept: through the filter, in the shape that `draft/get` shows
    pub(crate) items: Vec<Value>,
    /// Seconds since 1970
    pub(crate) update_time: i64,
    /// What `submit` (53503, 53504, 53505), `sendall` and `preview` (48021) answer for it, where something is wrong with it
    pub(crate) refused: Option<i64>,
}

/// `POST /cgi-bin/draft/add`.
pub(crate) fn add(platform: &mut Platform, asked: &Asked) -> Done {
    let sent = asked.body["articles"].as_array().ok_or_else(|| Failure::code(47001))?;
    if sent.is_empty() {
        return fail(44003);
    }
    if sent.len() > ARTICLES {
        return fail(45008);
    }
    let items =
        sent.iter().map(|one| article::kept(platform, one, sent.len() == 1)).collect::<Result<_, _>>()?;
    Ok(json!({ "media_id": keep(platform, sent.clone(), items) }))
}

/// Puts a draft into the box and says its id.
pub(crate) fn keep(platform: &mut Platform, sent: Vec<Value>, mut items: Vec<Value>) -> String {
    let media_id = platform.next_id("Dr");
    for (n, item) in items.iter_mut().enumerate() {
        item["url"] = temporary(&media_id, n).into();
    }
    let update_time = platform.clock.now();
    let draft = Draft { media_id: media_id.clone(), sent, items, update_time, refused: None };
    platform.drafts.push(draft);
    media_id
}

/// `POST /cgi-bin/draft/update`: one whole article, by its place counted from 0.
pub(crate) fn update(platform: &mut Platform, asked: &Asked) -> Done {
    let media_id = asked.media_id()?;
    let draft = platform.draft(media_id).ok_or_else(|| Failure::code(40007))?;
    let index = usize::try_from(number(&asked.body, "index", 0)?).ok().filter(|n| *n < draft.items.len());
    let index = index.ok_or_else(|| Failure::code(40114))?;
    let sent = &asked.body["articles"];
    if sent["need_open_comment"] == json!(1) && !platform.account.has_comments() {
        return fail(88000);
    }
    let mut item = article::kept(platform, sent, draft.items.len() == 1)?;
    item["url"] = temporary(media_id, index).into();
    let now = platform.clock.now();
    if let Some(draft) = platform.draft_mut(media_id) {
        draft.sent[index] = sent.clone();
        draft.items[index] = item;
        draft.update_time = now;
    }
    Ok(done())
}

/// `POST /cgi-bin/draft/get`.
pub(crate) fn get(platform: &mut Platform, asked: &Asked) -> Done {
    let draft = platform.draft(asked.media_id()?).ok_or_else(|| Failure::code(40007))?;
    Ok(json!({ "news_item": draft.items }))
}

/// `POST /cgi-bin/draft/batchget`, newest first.
pub(crate) fn list(platform: &mut Platform, asked: &Asked) -> Done {
    let rows = platform.drafts.iter().map(|draft| Row {
        id: ("media_id", &draft.media_id),
        items: &draft.items,
        update_time: draft.update_time,
    });
    page(rows.collect(), asked)
}

/// A draft or what was published, in a list.
pub(crate) struct Row<'p> {
    pub(crate) id: (&'static str, &'p str),
    pub(crate) items: &'p [Value],
    pub(crate) update_time: i64,
}

/// A page of a list: `offset`, `count` 1 to 20, `no_content` 1 for titles only.
pub(crate) fn page(mut rows: Vec<Row>, asked: &Asked) -> Done {
    let offset = usize::try_from(number(&asked.body, "offset", 0)?).map_err(|_| Failure::code(40002))?;
    let count = number(&asked.body, "count", 0)?;
    let (true, Ok(count)) = ((1..=PAGE).contains(&count), usize::try_from(count)) else { return fail(40002) };
    let short = number(&asked.body, "no_content", 0)? == 1;
    rows.reverse();
    rows.sort_by_key(|row| std::cmp::Reverse(row.update_time)); // stable: of one second the later first
    let item = |row: &Row| {
        let mut items = row.items.to_vec();
        for item in items.iter_mut().filter_map(Value::as_object_mut).filter(|_| short) {
            item.remove("content");
        }
        let (name, id) = row.id;
        json!({ name: id, "content": { "news_item": items }, "update_time": row.update_time })
    };
    let items: Vec<Value> = rows.iter().skip(offset).take(count).map(item).collect();
    Ok(json!({ "total_count": rows.len(), "item_count": items.len(), "item": items }))
}

/// `GET /cgi-bin/draft/count`.
pub(crate) fn count(platform: &mut Platform, _: &Asked) -> Done {
    Ok(json!({ "total_count": platform.drafts.len() }))
}

/// `POST /cgi-bin/draft/delete`, for ever.
pub(crate) fn delete(platform: &mut Platform, asked: &Asked) -> Done {
    let media_id = asked.media_id()?;
    platform.draft(media_id).ok_or_else(|| Failure::code(40007))?;
    platform.drafts.retain(|draft| draft.media_id != media_id);
    Ok(done())
}

/// `POST /cgi-bin/draft/switch`, with `?checkonly=1` only to ask. Nothing closes the box again.
pub(crate) fn switch(platform: &mut Platform, asked: &Asked) -> Done {
    platform.draft_box_is_open |= asked.query("checkonly") != Some("1");
    Ok(json!({ "errcode": 0, "errmsg": "ok", "is_open": i64::from(platform.draft_box_is_open) }))
}

/// The address that a draft can be looked at for a while.
fn temporary(media_id: &str, index: usize) -> String {
    format!("http://mp.weixin.qq.com/s?__biz=Stand&mid={media_id}&idx={}&tempkey=In", index + 1)
}
