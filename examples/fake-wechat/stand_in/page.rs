//! What a browser sees at the stand-in's address: drafts, and what is published. The articles stand there as they are kept.

use serde_json::Value;

use super::{
    answer::Reply,
    drafts::Draft,
    platform::Platform,
    published::{Published, Way},
};

const HTML: &str = "text/html; charset=utf-8";

/// The page at a path.
pub(crate) fn show(platform: &mut Platform, path: &str) -> Reply {
    platform.settle();
    let mut words = path.trim_start_matches('/').split('/');
    let found = match (words.next(), words.next(), words.next()) {
        (Some(""), None, _) => Some(overview(platform)),
        (Some("pictures"), Some(id), _) => return picture(platform, id),
        (Some("drafts"), Some(id), Some(n)) => platform.draft(id).and_then(|draft| article(&draft.items, n)),
        (Some("published"), Some(id), Some(n)) => {
            let published = platform.published.iter().find(|one| one.article_id == id);
            published.and_then(|one| article(&one.items, n))
        }
        _ => None,
    };
    match found {
        Some(body) => Reply::http(200, HTML, framed(&body).as_bytes()),
        None => Reply::http(404, HTML, framed("<p>没有这一页 · there is no such page</p>").as_bytes()),
    }
}

fn overview(platform: &Platform) -> String {
    let drafts: String = platform.drafts.iter().rev().map(draft).collect();
    let out: String = platform.published.iter().rev().map(published).collect();
    format!(
        "<h1>{}</h1><h2>草稿箱 · Drafts ({})</h2><ul>{drafts}</ul><h2>已发表 · Published ({})</h2><ul>{out}</ul>\
         <p>调用 · calls: {}　图片 · pictures: {}　素材 · materials: {}　预览 · previews: {}</p>",
        escaped(&platform.account.app_id),
        platform.drafts.len(),
        platform.published.len(),
        platform.calls.len(),
        platform.pictures.len(),
        platform.materials.len(),
        platform.previews.len(),
    )
}

fn draft(draft: &Draft) -> String {
    format!(
        "<li>{} <code>{}</code></li>",
        titles("drafts", &draft.media_id, &draft.items),
        escaped(&draft.media_id)
    )
}

fn published(one: &Published) -> String {
    let way = if one.way == Way::Pushed { "群发 · pushed" } else { "仅发表 · without a message" };
    let id = escaped(&one.article_id);
    format!("<li>{} <code>{id}</code> {way}</li>", titles("published", &one.article_id, &one.items))
}

fn titles(folder: &str, id: &str, items: &[Value]) -> String {
    let title = |(n, item): (usize, &Value)| {
        let title = escaped(item["title"].as_str().unwrap_or_default());
        let gone = if item["is_deleted"] == true { " （已删除 · deleted）" } else { "" };
        format!("<a href=\"/{folder}/{}/{n}\">{title}</a>{gone}", escaped(id))
    };
    items.iter().enumerate().map(title).collect::<Vec<_>>().join(" · ")
}

fn article(items: &[Value], n: &str) -> Option<String> {
    let item = items.get(n.parse::<usize>().ok()?)?;
    let word = |name: &str| item[name].as_str().unwrap_or_default();
    let mut content = word("content").replace("data-src=\"https://", "data-src=\"http://");
    for size in ["/640", "/0"] {
        content = content.replace(&format!("{size}?wx_fmt="), "?wx_fmt=");
    }
    for folder in ["png", "jpg", "gif", "bmp"] {
        content =
            content.replace(&format!("data-src=\"http://mmbiz.qpic.cn/mmbiz_{folder}/"), "src=\"/pictures/");
    }
    let (title, author, digest) = (escaped(word("title")), escaped(word("author")), escaped(word("digest")));
    Some(format!("<h1>{title}</h1><p><i>{author}</i></p><p><small>{digest}</small></p><hr>{content}"))
}

fn picture(platform: &Platform, id: &str) -> Reply {
    let pictures = platform.pictures.iter().map(|one| (&one.id, one.format, &one.bytes));
    let materials = platform.materials.iter().map(|one| (&one.media_id, one.format, &one.bytes));
    match pictures.chain(materials).find(|(known, ..)| *known == id) {
        Some((_, format, bytes)) => Reply::http(200, &format!("image/{format}"), bytes),
        None => Reply::http(404, "text/plain", b""),
    }
}

fn framed(body: &str) -> String {
    format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>fake-wechat</title><style>body{{max-width:677px;margin:2em auto;padding:0 1em;\
         font:16px/1.7 sans-serif}}img{{max-width:100%}}</style>{body}"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
