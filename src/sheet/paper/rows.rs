//! Rows of tables and items of lists.

use crate::{
    moment::dated,
    say,
    sheet::{Act, Point, Ticked, Typed},
    text::{Language, Text},
    workflow::opinion::category_label,
};

/// The columns of the acts.
pub(super) fn columns(language: Language) -> Vec<String> {
    let names = [
        say!("时间", "when"),
        say!("办理人", "who"),
        say!("环节", "stage"),
        say!("操作、结论", "act, decision"),
        say!("说明", "details"),
        say!("代录", "second-hand"),
        say!("记录", "record"),
    ];
    names.iter().map(|name| name.get(language).to_owned()).collect()
}

/// An act.
pub(super) fn row(act: &Act, newest: u32, language: Language) -> Vec<String> {
    let revision = act.revision;
    let mut details = act.details.get(language).to_owned();
    if newest > 1 {
        let of = say!("第 {revision} 版", "revision {revision}");
        let gap = if details.is_empty() { Text::default() } else { say!("；", "; ") };
        details = format!("{}{}{details}", of.get(language), gap.get(language));
    }
    vec![
        dated(act.at).get(language).to_owned(),
        act.author.get(language).to_owned(),
        act.stage.clone().unwrap_or_default(),
        act.outcome.get(language).to_owned(),
        details,
        act.second_hand.as_ref().map(|typed| second_hand(typed, language)).unwrap_or_default(),
        act.record.rsplit('-').next().and_then(|id| id.get(..8)).unwrap_or_default().to_owned(),
    ]
}

/// For whom it was typed, and what became of it.
fn second_hand(typed: &Typed, language: Language) -> String {
    let (name, Text { zh, en }) = (&typed.name, &typed.mark);
    say!("代{name}，{zh}", "for {name}, {en}").get(language).to_owned()
}

/// The columns of the opinions.
pub(super) fn asked(language: Language) -> Vec<String> {
    let names = [
        say!("序号", "no."),
        say!("类别", "category"),
        say!("分量", "weight"),
        say!("位置", "place"),
        say!("意见", "opinion"),
        say!("提出", "by"),
        say!("答复", "answer"),
    ];
    names.iter().map(|name| name.get(language).to_owned()).collect()
}

/// An opinion with its answers.
pub(super) fn opinion(point: &Point, newest: u32, language: Language) -> Vec<String> {
    let (number, revision) = (point.number, point.revision);
    let (name, stage) = (&point.name, &point.stage);
    let number = match newest {
        1 => Text::same(number),
        _ => say!("{number}（第 {revision} 版）", "{number} (revision {revision})"),
    };
    let place = match (&point.opinion.quote, point.line) {
        (None, _) => say!("全文", "the whole"),
        (Some(quote), Some(line)) => say!("「{quote}」第 {line} 行", "“{quote}”, line {line}"),
        (Some(quote), None) => say!("「{quote}」（已不在文中）", "“{quote}” (no longer there)"),
    };
    let answers = point.answers.iter().map(|answer| {
        let (Text { zh, en }, by) = (answer.verdict.label(), &answer.name);
        match answer.text.as_deref() {
            None | Some("") => say!("{zh}（{by}）", "{en} ({by})"),
            Some(text) => say!("{zh}：{text}（{by}）", "{en}: {text} ({by})"),
        }
    });
    let answers: Vec<Text> = match point.answers.len() {
        0 if point.opinion.weight.blocks() => vec![say!("未答复", "not answered")],
        _ => answers.collect(),
    };
    let answers: Vec<&str> = answers.iter().map(|text| text.get(language)).collect();
    let cells = [
        number,
        category_label(&point.opinion.category),
        point.opinion.weight.label(),
        place,
        Text::same(&point.opinion.text),
        say!("{name}（{stage}）", "{name} ({stage})"),
    ];
    let cells = cells.iter().map(|cell| cell.get(language).to_owned());
    cells.chain([answers.join("\n")]).collect()
}

/// A list: its heading and its items.
pub(super) fn ticked(list: &Ticked, language: Language) -> (String, Vec<String>) {
    let (Text { zh, en }, name, at) = (&list.act, &list.author, dated(list.at));
    let how =
        if list.all { say!("一次性全选", "at one go") } else { say!("逐项确认", "one by one") };
    let heading = say!(
        "{zh}　{name_zh}　{at_zh}　{how_zh}",
        "{en}, {name_en}, {at_en}, {how_en}",
        name_zh = &name.zh,
        name_en = &name.en,
        at_zh = at.zh,
        at_en = at.en,
        how_zh = how.zh,
        how_en = how.en
    );
    let items = list.items.iter().map(|item| {
        let text = &item.text;
        let line = match item.not_applicable.as_deref() {
            None => say!("是　{text}", "yes  {text}"),
            Some("") => say!("不涉及　{text}", "not applicable  {text}"),
            Some(why) => say!("不涉及　{text}（{why}）", "not applicable  {text} ({why})"),
        };
        line.get(language).to_owned()
    });
    (heading.get(language).to_owned(), items.collect())
}
