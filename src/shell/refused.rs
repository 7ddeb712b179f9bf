//! What a proof refused: in sentences, and in a document.

use serde_json::{Value, json};
use wxops::{
    folder::Refused,
    refusal::Refusal,
    say,
    text::{Text, plural},
};

use super::context::Context;

/// How many there are, after what was refused.
pub(crate) fn counted(all: &[Refused]) -> Text {
    let count = all.len();
    let places = plural(count, "refusal");
    say!("核验不通过：{count} 处", "refused: {places}")
}

/// Every refusal with its code, its place and the way out.
pub(crate) fn tell(ctx: &Context, heading: &Text, all: &[Refused]) {
    if !ctx.output.is_json() {
        ctx.output.note(heading);
    }
    for refused in all {
        let article = refused.article.as_ref().map(|slug| say!("{slug}：", "{slug}: ")).unwrap_or_default();
        let code = refused.refusal.code;
        let Text { zh, en } = &refused.refusal.message;
        let message = say!(
            "{article_zh}{zh}［{code}］",
            "{article_en}{en} [{code}]",
            article_zh = article.zh,
            article_en = article.en
        );
        ctx.output.problem(&Refusal { message, ..refused.refusal.clone() });
    }
}

/// The refusals as a list.
pub(crate) fn documents(ctx: &Context, refused: &[Refused]) -> Vec<Value> {
    let one = |refused: &Refused| {
        let refusal = &refused.refusal;
        let path = refusal.path.as_deref();
        let words = |texts: &[Text]| -> Vec<String> {
            texts.iter().map(|text| text.get(ctx.language).to_owned()).collect()
        };
        let mut document = json!({
            "code": refusal.code,
            "article": refused.article,
            "record": path.filter(|path| is_record(path)),
            "path": path,
            "message": refusal.message.get(ctx.language),
            "help": words(&refusal.help).join("\n"),
        });
        if !refusal.detail.is_empty() {
            document["detail"] = json!(words(&refusal.detail));
        }
        document
    };
    refused.iter().map(one).collect()
}

/// Whether a path is that of a record, and not of the folder of them all.
fn is_record(path: &str) -> bool {
    path.starts_with(".wxops/records/") && path.rsplit('.').next() == Some("toml")
}
