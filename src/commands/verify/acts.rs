//! Every act of a proof: what, by whom, under which version, and how that is known.

use serde_json::{Value, json};
use wxops::{
    moment::stored,
    text::Language,
    workflow::{chain::Filed, record::Record, team::Team, verify::Proven},
};

/// The acts of an article, a row each.
pub(super) fn rows(proven: &Proven, team: &Team, language: Language) -> Vec<Vec<String>> {
    let row = |filed: &Filed| {
        let record = &filed.record;
        let stage = record.stage.as_ref().map(|stage| {
            let name = team.stages.iter().find(|own| own.id == *stage).map_or(stage, |own| &own.name);
            format!(" {name}")
        });
        let number = record.policy;
        let level = record.level().label();
        vec![
            format!("{}{}", record.action.label().get(language), stage.unwrap_or_default()),
            team.name(&record.by).to_owned(),
            record.at.format("%Y-%m-%d %H:%M").to_string(),
            tr!("第 {number} 版", "version {number}").replace("{number}", &number.to_string()),
            level.get(language).to_owned(),
            record.signature.as_ref().map(|own| own.key.clone()).unwrap_or_default(),
            if is_distrusted(record, team) {
                tr!("不可信", "distrusted").to_owned()
            } else {
                String::new()
            },
        ]
    };
    proven.steps.iter().flatten().map(row).collect()
}

/// Whether a record was signed with a key that was barred since.
pub(super) fn is_distrusted(record: &Record, team: &Team) -> bool {
    record.signature.as_ref().is_some_and(|own| team.distrust.contains(&own.key))
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
            "policy": record.policy,
            "level": record.level().name(),
            "key": record.signature.as_ref().map(|own| &own.key),
            "distrusted": is_distrusted(record, team),
        })
    };
    proven.steps.iter().flatten().map(one).collect()
}
