//! The sheet as paper has it, in one language: facts, tables, lists. What is drawn from it is drawn alike.

use super::{Act, Marks, Point, Sheet, Ticked};
use crate::{
    moment::dated,
    say,
    text::{Language, Text, list},
    workflow::{opinion::category_label, team::Level},
};

/// The name of the form, in both languages.
pub(super) const NAME: (&str, &str) = ("公众号稿件审核表", "Review sheet");

/// A sheet of paper.
pub(super) struct Paper {
    /// The name of the form
    pub(super) name: String,
    /// The name of the article
    pub(super) called: String,
    /// Label and words, in front of everything
    pub(super) facts: Vec<[String; 2]>,
    /// What follows, each under its heading
    pub(super) parts: Vec<Part>,
    /// Label and words, at the end
    pub(super) foot: Vec<[String; 2]>,
}

/// A part of it.
pub(super) struct Part {
    /// Its heading
    pub(super) heading: String,
    /// What stands below
    pub(super) body: Body,
}

/// What stands below a heading.
pub(super) enum Body {
    /// Columns with their names, and rows
    Table(Vec<String>, Vec<Vec<String>>),
    /// Lists with their names, side by side
    Lists(Vec<(String, Vec<String>)>),
    /// Sentences
    Lines(Vec<String>),
}

/// Lays a sheet out.
pub(super) fn of(sheet: &Sheet, language: Language) -> Paper {
    let words = |text: &Text| text.get(language).to_owned();
    let named = |text: Text| words(&text);
    let mut parts = vec![Part {
        heading: named(say!("流转", "Acts")),
        body: Body::Table(
            columns(language),
            sheet.acts.iter().map(|act| row(act, sheet.revision, language)).collect(),
        ),
    }];
    if !sheet.opinions.is_empty() {
        parts.push(Part {
            heading: named(say!("修改意见与答复", "Opinions and answers")),
            body: Body::Table(
                asked(language),
                sheet.opinions.iter().map(|point| opinion(point, sheet.revision, language)).collect(),
            ),
        });
    }
    if !sheet.lists.is_empty() {
        parts.push(Part {
            heading: named(say!("清单", "Check lists")),
            body: Body::Lists(sheet.lists.iter().map(|list| ticked(list, language)).collect()),
        });
    }
    if !sheet.allowed.is_empty() {
        parts.push(Part {
            heading: named(say!("检查出来、已说明理由", "Found and answered")),
            body: Body::Lines(sheet.allowed.iter().map(words).collect()),
        });
    }
    if let Some(marks) = &sheet.proof {
        parts.push(Part {
            heading: named(say!("核验", "Proof")),
            body: Body::Lines(proof(marks).iter().map(|line| words(line).replace('`', "")).collect()),
        });
    }
    Paper {
        name: named(say!("{zh}", "{en}", zh = NAME.0, en = NAME.1)),
        called: words(&sheet.called),
        facts: facts(sheet).iter().map(|(label, text)| [words(label), words(text)]).collect(),
        parts,
        foot: foot(sheet).iter().map(|(label, text)| [words(label), words(text)]).collect(),
    }
}

fn facts(sheet: &Sheet) -> Vec<(Text, Text)> {
    let same = |words: &str| Text::same(words);
    let revision = sheet.revision;
    let (version, effective) = &sheet.policy;
    let mut facts = vec![
        (say!("标题", "title"), sheet.called.clone()),
        (say!("公众号", "account"), same(&sheet.account)),
        (say!("稿件名", "slug"), same(&sheet.slug)),
        (say!("编号", "id"), same(&sheet.id)),
        (say!("栏目", "category"), same(&sheet.category)),
        (say!("编辑", "writers"), crate::text::names(&sheet.writers)),
        (say!("负责人", "owner"), same(&sheet.owner)),
        (say!("版次", "revision"), say!("第 {revision} 版", "{revision}")),
        (say!("状态", "status"), sheet.status.clone()),
        (
            say!("运营规则", "rule book"),
            say!("第 {version} 版（{effective} 起施行）", "version {version} (in force from {effective})"),
        ),
    ];
    if let Some(live) = &sheet.live {
        let (revision, url, Text { zh, en }) = (live.revision, &live.url, dated(live.at));
        facts.push((
            say!("线上", "live"),
            say!("第 {revision} 版，{zh} 发出，{url}", "revision {revision}, out {en}, {url}"),
        ));
    }
    facts.retain(|(_, text)| !text.zh.is_empty());
    facts
}

fn foot(sheet: &Sheet) -> Vec<(Text, Text)> {
    let content = &sheet.content;
    let differs = sheet.is_content == Some(false);
    let newest = sheet.newest.iter().map(|(action, id)| {
        let Text { zh, en } = action.label();
        say!("{zh} {id}", "{en} {id}")
    });
    let newest: Vec<Text> = newest.collect();
    let mut foot = vec![
        (
            say!("内容指纹", "content"),
            if differs {
                say!("{content}（现在提交的稿件已不是它）", "{content} (what is committed now is another)")
            } else {
                Text::same(content)
            },
        ),
        (say!("最新记录", "newest record"), list(&newest)),
        (say!("制表", "made"), dated(sheet.made)),
    ];
    if sheet.proof.is_none() {
        let not = say!(
            "没有核验：记录照抄，姓名、内容都没有查（sheet --verify）",
            "not asked for: the records are copied, and nothing was proved (sheet --verify)"
        );
        foot.push((say!("核验", "proof"), not));
    }
    foot
}

fn columns(language: Language) -> Vec<String> {
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

/// An act. Nothing is second-hand yet: everybody acts for themselves.
fn row(act: &Act, newest: u32, language: Language) -> Vec<String> {
    let revision = act.revision;
    let mut details = act.details.get(language).to_owned();
    if newest > 1 {
        let of = say!("第 {revision} 版", "revision {revision}");
        let gap = if details.is_empty() { Text::default() } else { say!("；", "; ") };
        details = format!("{}{}{details}", of.get(language), gap.get(language));
    }
    vec![
        dated(act.at).get(language).to_owned(),
        act.name.clone(),
        act.stage.clone().unwrap_or_default(),
        act.outcome.get(language).to_owned(),
        details,
        String::new(),
        act.record.rsplit('-').next().and_then(|id| id.get(..8)).unwrap_or_default().to_owned(),
    ]
}

fn asked(language: Language) -> Vec<String> {
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

fn opinion(point: &Point, newest: u32, language: Language) -> Vec<String> {
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

fn ticked(list: &Ticked, language: Language) -> (String, Vec<String>) {
    let (Text { zh, en }, name, at) = (&list.act, &list.name, dated(list.at));
    let how =
        if list.all { say!("一次性全选", "at one go") } else { say!("逐项确认", "one by one") };
    let heading = say!(
        "{zh}　{name}　{at_zh}　{how_zh}",
        "{en}, {name}, {at_en}, {how_en}",
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

fn proof(marks: &Marks) -> Vec<Text> {
    let level = match marks.level {
        Level::Declared => say!("自报身份", "declared"),
    };
    let root = &marks.root;
    let mut lines = vec![if marks.is_proved {
        say!("核验通过（{zh}）", "proved ({en})", zh = level.zh, en = level.en)
    } else {
        say!("核验不通过（{zh}）", "refused ({en})", zh = level.zh, en = level.en)
    }];
    lines.extend(marks.refusals.iter().map(|refusal| {
        let (Text { zh, en }, code) = (&refusal.message, refusal.code);
        say!("不通过：{zh}［{code}］", "refused: {en} [{code}]")
    }));
    lines.extend(marks.proved.iter().map(|Text { zh, en }| say!("已证明：{zh}", "proved: {en}")));
    lines.extend(marks.unproved.iter().map(|Text { zh, en }| say!("未证明：{zh}", "not proved: {en}")));
    lines.push(say!("第 1 版运营规则的指纹：{root}", "digest of version 1 of the rule book: {root}"));
    lines
}
