//! `demo --until STATE`: one article brought to a state, always with the same bytes, for tests and examples.

use wxops::refusal::Result;

use super::{
    articles::DONGJI_XINPIN,
    cast::{LI_NA, WANG_FANG, ZHANG_MING},
    stage::Stage,
};

/// The states that can be asked for, in the order of an article's life; the last five end in one another's place.
pub(super) const STATES: [&str; 14] = [
    "init",
    "draft",
    "checked",
    "in-review",
    "in-review-final",
    "approved",
    "scheduled",
    "published",
    "archived",
    "edited",
    "changes-requested",
    "rejected",
    "retracted",
    "correcting",
];

/// The way up to publication and the archive: after which state what is typed, and when.
fn way(stage: &mut Stage, until: &str) -> Result<()> {
    let (lina, wangfang, zhangming) = (&LI_NA, &WANG_FANG, &ZHANG_MING);
    let publish = "wxops publish dongji-xinpin --url https://mp.weixin.qq.com/s/Zr8exampleexample --at '2026-11-24 20:00'";
    let steps = [
        ("draft", "23 09:12", lina, "wxops new 冬季新品发布 --category product --slug dongji-xinpin"),
        ("checked", "24 10:28", lina, "wxops self-check dongji-xinpin --attest all"),
        ("in-review", "24 10:30", lina, "wxops submit dongji-xinpin --attest all"),
        ("in-review-final", "24 14:05", wangfang, "wxops approve dongji-xinpin --attest all"),
        ("approved", "24 16:40", zhangming, "wxops approve dongji-xinpin --attest all"),
        ("scheduled", "24 17:00", lina, "wxops schedule dongji-xinpin --at '2026-11-24 20:00'"),
        ("published", "24 20:03", lina, publish),
        ("archived", "25 09:30", lina, "wxops archive dongji-xinpin"),
    ];
    for (state, at, person, line) in steps {
        if until == "init" {
            break;
        }
        stage.at(at).types(person, line)?;
        if state == until {
            break;
        }
        if state == "draft" {
            stage.writes("dongji-xinpin", &DONGJI_XINPIN)?;
        }
    }
    Ok(())
}

/// Brings the stage to a state: the team, the way there, and the last step aside.
pub(super) fn play(stage: &mut Stage, until: &str) -> Result<()> {
    let zhangming = ZHANG_MING.joins().replace("@example.com", "@example.com,ming.zhang@example.com");
    stage.at("23 09:00").types(&LI_NA, "wxops init --account-name 星河科技")?;
    stage.at("23 09:02").types(&LI_NA, &WANG_FANG.joins())?;
    stage.at("23 09:03").types(&LI_NA, &zhangming)?;
    let (before, aside) = match until {
        "changes-requested" => {
            let opinion = "事实数据：「零下二十度」请写明电量，检测报告是充满电测的";
            let line = format!("wxops request-changes dongji-xinpin --opinion '{opinion}'");
            ("in-review", Some((&WANG_FANG, line)))
        }
        "edited" => {
            let edit = "静置十二小时后一次启动→静置 12 小时后一次启动";
            let line = format!("wxops approve dongji-xinpin --attest all --edit '{edit}'");
            ("in-review-final", Some((&ZHANG_MING, line)))
        }
        "rejected" => {
            let line = "wxops reject dongji-xinpin --reason '新品改到明年春天发布'";
            ("in-review-final", Some((&ZHANG_MING, line.to_owned())))
        }
        "retracted" => {
            let line = "wxops retract dongji-xinpin --reason '产品推迟上市'";
            ("published", Some((&LI_NA, line.to_owned())))
        }
        "correcting" => {
            let line = "wxops correct dongji-xinpin --how edit --reason '开售日期写错了'";
            ("published", Some((&LI_NA, line.to_owned())))
        }
        way => (way, None),
    };
    way(stage, before)?;
    match aside {
        Some((person, line)) => stage.at("25 10:00").types(person, &line),
        None => Ok(()),
    }
}
