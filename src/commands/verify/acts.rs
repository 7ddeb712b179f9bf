//! Every act of a proof: what, by whom, under which version, and how that is known.

use serde_json::{Value, json};
use wxops::{
    moment::{Moment, stored},
    say,
    text::{Language, Text},
    workflow::{
        chain::Filed,
        derive::{held, met},
        policy::{PolicyChain, Version},
        record::Record,
        second_hand::{mark, typed},
        state::State,
        team::{Level, Team},
        told::{author, label},
        verify::Proven,
    },
};

/// The acts of an article, a row each.
pub(super) fn rows(
    proven: &Proven,
    policy: &PolicyChain,
    now: Moment,
    language: Language,
) -> Vec<Vec<String>> {
    let (mut rows, mut before) = (Vec::new(), None);
    for step in &proven.steps {
        let met = met(before.as_ref(), step, policy);
        rows.extend(step.iter().zip(met).map(|(filed, before)| {
            let mark = mark(filed, proven.steps.iter().flatten(), Some(&proven.state), now);
            row(&filed.record, before.as_ref(), mark, policy, language)
        }));
        before = held(before.as_ref(), step, policy).ok();
    }
    rows
}

fn row(
    record: &Record,
    before: Option<&State>,
    mark: Option<Text>,
    policy: &PolicyChain,
    language: Language,
) -> Vec<String> {
    let number = record.policy;
    let newest = &policy.newest().team;
    let team = policy.version(number).map_or(newest, |version| &version.team);
    let said = record.says.second_hand.as_ref().zip(mark).map(|(said, mark)| {
        let typed = typed(said, team);
        let (zh, en) = (mark.zh, mark.en);
        say!("{typed_zh}，{zh}", "{typed_en}, {en}", typed_zh = typed.zh, typed_en = typed.en)
    });
    vec![
        label(record, before, team).get(language).to_owned(),
        author(record, before, team).get(language).to_owned(),
        record.at.format("%Y-%m-%d %H:%M").to_string(),
        tr!("第 {number} 版", "version {number}").replace("{number}", &number.to_string()),
        record.level().label().get(language).to_owned(),
        record.signature.as_ref().map(|own| own.key.clone()).unwrap_or_default(),
        if newest.distrusts(record) { tr!("不可信", "distrusted").to_owned() } else { String::new() },
        said.map(|said| said.get(language).to_owned()).unwrap_or_default(),
    ]
}

/// The versions of the rule book, a row each signature, or one for a version that has none.
pub(super) fn version_rows(policy: &PolicyChain, language: Language) -> Vec<Vec<String>> {
    let row = |version: &Version| {
        let (team, number) = (&version.team, version.header.version);
        let at = version.header.at.get(..16).unwrap_or_default().replace('T', " ");
        let told = |by: &str, level: Level, key: &str| {
            let number = tr!("第 {number} 版", "version {number}").replace("{number}", &number.to_string());
            let level = level.label().get(language).to_owned();
            vec![number, team.name(by).to_owned(), at.clone(), level, key.to_owned()]
        };
        if version.signatures.is_empty() {
            version.header.adopted.iter().map(|by| told(by, Level::Declared, "")).collect::<Vec<_>>()
        } else {
            let signed = version.signatures.iter();
            signed.map(|own| told(&own.by, Level::Signed, &own.signature.key)).collect()
        }
    };
    policy.versions().iter().flat_map(row).collect()
}

/// The same as a document.
pub(super) fn version_documents(policy: &PolicyChain) -> Vec<Value> {
    let one = |version: &Version| {
        let signatures = version.signatures.iter();
        let signatures: Vec<Value> =
            signatures.map(|own| json!({ "by": own.by, "key": own.signature.key })).collect();
        json!({
            "version": version.header.version,
            "at": version.header.at,
            "adopted": version.header.adopted,
            "level": version.team.level.name(),
            "closes": version.header.closes,
            "signatures": signatures,
        })
    };
    policy.versions().iter().map(one).collect()
}

/// The same as a document.
pub(super) fn documents(proven: &Proven, team: &Team) -> Vec<Value> {
    let one = |filed: &Filed| {
        let record = &filed.record;
        json!({
            "record": record.name(),
            "action": record.action.name(),
            "stage": record.stage,
            "by": record.by,
            "name": team.name(&record.by),
            "at": stored(record.at),
            "for": record.says.second_hand.as_ref().map(|said| &said.member),
            "policy": record.policy,
            "level": record.level().name(),
            "key": record.signature.as_ref().map(|own| &own.key),
            "distrusted": team.distrusts(record),
        })
    };
    proven.steps.iter().flatten().map(one).collect()
}
