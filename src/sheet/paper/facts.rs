//! Labels with their words: what the sheet is about, what it rests on, what was proved.

use crate::{
    moment::dated,
    say,
    sheet::{Marks, Sheet},
    text::{Text, list},
};

/// What stands in front: the article, its people, its rules.
pub(super) fn facts(sheet: &Sheet) -> Vec<(Text, Text)> {
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
    if let Some(urgent) = &sheet.urgent {
        facts.push((say!("加急", "urgent"), urgent.clone()));
    }
    if let Some(skipped) = &sheet.skipped {
        facts.push((say!("应急放行", "skipped"), skipped.clone()));
    }
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

/// What binds the sheet to the records.
pub(super) fn foot(sheet: &Sheet) -> Vec<(Text, Text)> {
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

/// The marks of proof, a line each.
pub(super) fn proof(marks: &Marks) -> Vec<Text> {
    let level = marks.level.label();
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
