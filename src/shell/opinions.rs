//! A reviewer's opinion as people read it: who asks for what, where in the text, and what was answered.

use serde_json::{Value, json};
use wxops::{
    article::{INDEX, line_of},
    leaks::masked,
    say,
    text::{Text, escaped},
    workflow::{
        opinion::category_label,
        state::{Asked, State},
        turn::stage_of,
    },
};

use super::looking::Looking;

/// One opinion with its number, its place in the text and its answer, some lines.
pub(crate) fn drawn(
    looking: &Looking<'_>,
    number: usize,
    asked: &Asked,
    state: &State,
    path: &str,
    text: &str,
) -> String {
    let (weight, category) = (asked.opinion.weight.label(), category_label(&asked.opinion.category));
    let name = looking.team.name(&asked.by);
    let stage = stage_of(state, &asked.stage).map_or(asked.stage.as_str(), |stage| stage.name.as_str());
    let place = place(asked, path, text).map(|place| format!("  {place}")).unwrap_or_default();
    let head = Text {
        zh: format!("  {number}. {} · {}　{name}（{stage}）{place}", weight.zh, category.zh),
        en: format!("  {number}. {} · {}  {name} ({stage}){place}", weight.en, category.en),
    };
    let mut lines = vec![escaped(&looking.words(&head))];
    lines.extend(masked(&asked.opinion.text).lines().map(|line| format!("     {}", escaped(line))));
    let answer = match &asked.answer {
        Some((verdict, words)) => {
            let Text { zh, en } = verdict.label();
            let words = words.as_ref().map(|words| format!("，{}", masked(words))).unwrap_or_default();
            let words_en = words.replacen('，', ", ", 1);
            Some(say!("     → {zh}{words}", "     → {en}{words_en}"))
        }
        None if asked.opinion.weight.blocks() => Some(say!("     → 未答复", "     → not answered")),
        None => None,
    };
    lines.extend(answer.map(|answer| escaped(&looking.words(&answer))));
    lines.join("\n")
}

/// Where the quoted words stand now.
pub(crate) fn place(asked: &Asked, path: &str, text: &str) -> Option<String> {
    let at = asked.opinion.place(text)?;
    Some(format!("{path}/{INDEX}:{}", line_of(text, at)))
}

/// All of a revision's opinions for scripts.
pub(crate) fn document(looking: &Looking<'_>, state: &State, path: &str, text: &str) -> Vec<Value> {
    let each = state.opinions.iter().enumerate().map(|(n, asked)| {
            json!({
                "number": n + 1,
                "weight": asked.opinion.weight.name(),
                "category": asked.opinion.category,
                "text": masked(&asked.opinion.text),
                "quote": asked.opinion.quote.as_deref().map(masked),
                "place": place(asked, path, text),
                "by": asked.by,
                "name": looking.team.name(&asked.by),
                "stage": asked.stage,
                "record": asked.record.as_str(),
                "answer": asked.answer.as_ref().map(|(verdict, text)| json!({ "answer": verdict.name(), "text": text.as_deref().map(masked) })),
            })
        });
    each.collect()
}
