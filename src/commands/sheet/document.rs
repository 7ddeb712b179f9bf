//! The sheet as JSON.

use std::path::Path;

use serde_json::{Value, json};
use wxops::{
    moment::stored,
    sheet::{Act, Marks, Point, Sheet, Ticked},
    text::{Language, Text},
};

/// The sheet as one document.
pub(super) fn sheet(sheet: &Sheet, article: Value, file: Option<&Path>, language: Language) -> Value {
    let words = |text: &Text| text.get(language).to_owned();
    let (version, effective) = &sheet.policy;
    json!({ "sheet": {
        "article": article,
        "account": sheet.account,
        "writers": sheet.writers,
        "policy": { "version": version, "effective": effective },
        "acts": sheet.acts.iter().map(|one| act(one, language)).collect::<Vec<_>>(),
        "opinions": sheet.opinions.iter().map(opinion).collect::<Vec<_>>(),
        "lists": sheet.lists.iter().map(|one| list(one, language)).collect::<Vec<_>>(),
        "allowed": sheet.allowed.iter().map(words).collect::<Vec<_>>(),
        "content": sheet.content.as_str(),
        "is_content": sheet.is_content,
        "newest_records": sheet.newest.iter().map(|(action, id)| json!({ "record": format!("{}-{}", action.name(), id.short()), "id": id.as_str() })).collect::<Vec<_>>(),
        "proof": sheet.proof.as_ref().map(|marks| proof(marks, language)),
        "made": stored(sheet.made),
        "file": file.map(|file| file.display().to_string()),
    }})
}

fn act(act: &Act, language: Language) -> Value {
    json!({
        "at": stored(act.at),
        "by": act.by,
        "name": act.name,
        "action": act.action.name(),
        "stage": act.stage,
        "outcome": act.outcome.get(language),
        "details": act.details.get(language),
        "second_hand": act.second_hand.as_ref().map(|typed| json!({
            "for": typed.said.member,
            "name": typed.name,
            "where": typed.said.place,
            "said_at": stored(typed.said.said_at),
            "until": stored(typed.said.until),
            "proof": typed.said.proof.iter().map(|proof| json!({ "path": proof.path, "sha256": proof.sha256.as_str() })).collect::<Vec<_>>(),
            "mark": typed.mark.get(language),
        })),
        "revision": act.revision,
        "record": act.record,
    })
}

fn opinion(point: &Point) -> Value {
    let answers = point.answers.iter().map(|answer| {
        json!({ "answer": answer.verdict.name(), "text": answer.text, "name": answer.name, "at": stored(answer.at) })
    });
    json!({
        "revision": point.revision,
        "number": point.number,
        "category": point.opinion.category,
        "weight": point.opinion.weight.name(),
        "quote": point.opinion.quote,
        "line": point.line,
        "text": point.opinion.text,
        "by": point.by,
        "name": point.name,
        "stage": point.stage,
        "at": stored(point.at),
        "answers": answers.collect::<Vec<_>>(),
    })
}

fn list(list: &Ticked, language: Language) -> Value {
    let items = list.items.iter().map(|item| {
        json!({ "key": item.key, "text": item.text, "yes": item.not_applicable.is_none(), "reason": item.not_applicable })
    });
    json!({
        "list": list.list,
        "act": list.act.get(language),
        "name": list.name,
        "at": stored(list.at),
        "all": list.all,
        "items": items.collect::<Vec<_>>(),
    })
}

fn proof(marks: &Marks, language: Language) -> Value {
    let words = |texts: &[Text]| texts.iter().map(|text| text.get(language).to_owned()).collect::<Vec<_>>();
    let refusals = marks.refusals.iter().map(|refusal| {
        json!({ "code": refusal.code, "message": refusal.message.get(language), "path": refusal.path })
    });
    json!({
        "verdict": if marks.is_proved { "proved" } else { "refused" },
        "level": marks.level.name(),
        "root": marks.root,
        "root_pinned": marks.pinned,
        "proved": words(&marks.proved),
        "unproved": words(&marks.unproved),
        "refusals": refusals.collect::<Vec<_>>(),
    })
}
