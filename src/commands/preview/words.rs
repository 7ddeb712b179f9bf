//! The page around the article, in the reader's language, and the frame that the article stands in.

use serde_json::{Map, Value};
use wxops::{
    article::Article,
    render::escaped,
    say,
    text::{Language, Text},
};

/// What the script says, by the names it knows.
fn words() -> Vec<(&'static str, Text)> {
    vec![
        ("add", say!("记下", "Keep it")),
        ("allowed", say!("已说明理由", "answered")),
        ("by_hand", say!("后台手工插入", "Inserted by hand in the back office")),
        ("category", say!("类别", "Category")),
        ("changes", say!("改动", "What changed")),
        ("check_list", say!("清单", "Check list")),
        ("commands", say!("怎么办", "What to type")),
        ("copied", say!("已复制，到公众号后台粘贴", "Copied; paste it in the back office")),
        ("copy", say!("复制到公众号", "Copy for WeChat")),
        (
            "copy_failed",
            say!("浏览器不让复制；换个浏览器试试", "The browser does not let this page copy; try another"),
        ),
        ("cover", say!("封面裁切", "The cover, cut")),
        ("day", say!("浅色", "Day")),
        (
            "draft_hint",
            say!(
                "在手机页面上选中要说的文字，再写意见",
                "Select words on the phone, then write what is to change"
            ),
        ),
        ("drafts", say!("写下的意见（还没有用）", "Written, not used yet")),
        ("drop", say!("删", "Delete")),
        ("ended", say!("预览停了，重新运行 wxops preview", "The preview has ended; run wxops preview again")),
        ("feed", say!("列表里的样子", "In the feed")),
        ("findings", say!("检查", "Findings")),
        ("left_out", say!("公众号不留，没有排进去", "Left out, WeChat does not keep it")),
        ("line", say!("第 {{}} 行", "line {{}}")),
        ("links", say!("文末链接", "Links, as notes at the end")),
        ("minutes", say!("约 {{}} 分钟", "about {{}} min")),
        ("missing", say!("没有这个图片", "This picture is not there")),
        ("night", say!("深色", "Night")),
        ("no_cover", say!("没有封面", "no cover")),
        ("no_findings", say!("没有发现问题", "Nothing found")),
        ("opinions", say!("修改意见", "Opinions")),
        ("page", say!("页面 {{}} 字符", "page of {{}} characters")),
        ("preview", say!("预览", "Preview")),
        ("quote", say!("选中的文字", "Selected words")),
        ("remote", say!("网上的图片，预览里不取", "Pictures on the network are not fetched here")),
        ("review", say!("审核", "Review")),
        ("text", say!("哪里不对，怎么改", "What is wrong, and what to do")),
        ("weight", say!("轻重", "Weight")),
        ("words", say!("{{}} 字", "{{}} words")),
    ]
}

/// The page around the article.
pub(super) fn page(language: Language) -> String {
    let told: Map<String, Value> =
        words().into_iter().map(|(name, text)| (name.to_owned(), text.get(language).into())).collect();
    let title = told.get("preview").and_then(Value::as_str).unwrap_or_default().to_owned();
    let told = escaped(&Value::from(told).to_string());
    let lang = match language {
        Language::Zh => "zh-CN",
        Language::En => "en",
    };
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"preview.css\">\n<link rel=\"icon\" href=\"data:,\">\n</head>\n\
         <body data-words=\"{told}\">\n<aside id=\"about\"></aside>\n\
         <main>\n<nav id=\"tools\"></nav>\n<div id=\"phone\"><h1 id=\"title\"></h1><p id=\"byline\"></p>\
         <iframe id=\"article\" title=\"{title}\" sandbox=\"allow-same-origin\"></iframe></div>\n</main>\n\
         <aside id=\"review\"></aside>\n<p id=\"said\" role=\"status\"></p>\n\
         <script type=\"module\" src=\"preview.js\"></script>\n</body>\n</html>\n"
    )
}

/// The article as a page of its own, on a background.
pub(super) fn article(html: &str, ground: &str) -> String {
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<style>\
         html{{background:{ground}}}body{{margin:0;padding:0 16px 24px;overflow-wrap:break-word;\
         font-family:-apple-system,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif}}\
         img{{max-width:100%}}</style>\n</head>\n<body>\n{html}\n</body>\n</html>\n"
    )
}

/// The article with its head as one page that fetches nothing and runs nothing.
pub(super) fn exported(article: &Article, html: &str, language: Language) -> String {
    let title = escaped(article.title().unwrap_or_default());
    let (author, digest) = (escaped(article.words("author")), escaped(article.words("digest")));
    let note = escaped(say!("预览，不是发布的页面", "A preview, not the published page").get(language));
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <title>{title}</title>\n<style>html{{background:#ededed}}body{{max-width:677px;margin:0 auto;padding:20px 16px 48px;\
         background:#ffffff;overflow-wrap:break-word;font-family:-apple-system,'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif}}\
         h1{{font-size:22px;line-height:1.4;margin:0 0 14px}}header p{{font-size:15px;color:#737373;margin:0 0 22px}}\
         header .digest{{font-size:14px}}img{{max-width:100%}}footer{{margin-top:40px;font-size:12px;color:#737373;text-align:center}}\
         </style>\n</head>\n<body>\n<header><h1>{title}</h1><p>{author}</p><p class=\"digest\">{digest}</p></header>\n\
         {html}\n<footer>{note}</footer>\n</body>\n</html>\n"
    )
}
