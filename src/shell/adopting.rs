//! How the rule book is changed: the new text, who adopts it, and what is said of it.

use serde_json::{Value, json};
use wxops::{
    adopting::{self, Adopted, Adopter, Along, Change},
    refusal::{Exit, Result},
    say,
    text::Text,
    workflow::{
        policy::{self, Version},
        team::difference::differences,
    },
};

use super::{acting::Acting, arguments::Writing};

/// Brings a changed rule book into force and tells what came of it.
pub(crate) fn change(
    acting: &Acting<'_>,
    writing: &Writing,
    action: &str,
    subject: &str,
    new_text: Change<'_>,
    told: &dyn Fn(&Adopted) -> Text,
) -> anyhow::Result<Exit> {
    let besides = Besides { along: &|_| Ok(vec![]), listed: &|_| None };
    change_besides(acting, writing, (action, subject), new_text, told, &besides)
}

/// What happens along with a change of the rule book, and what is told besides.
pub(crate) struct Besides<'a> {
    /// Acts on articles, in the same commit
    pub(crate) along: Along<'a>,
    /// A list to look at, before and after
    pub(crate) listed: &'a dyn Fn(&Adopted) -> Option<Listed>,
}

/// A list that is told besides.
pub(crate) struct Listed {
    /// As people read it
    pub(crate) told: Text,
    /// Its key in the document
    pub(crate) key: &'static str,
    /// The list there
    pub(crate) value: Value,
}

/// The same as [`change`], with something besides.
pub(crate) fn change_besides(
    acting: &Acting<'_>,
    writing: &Writing,
    (action, subject): (&str, &str),
    new_text: Change<'_>,
    told: &dyn Fn(&Adopted) -> Text,
    besides: &Besides<'_>,
) -> anyhow::Result<Exit> {
    let output = acting.ctx.output;
    let typist = acting.typist()?;
    let joins = action == "team-adopt";
    let asking = writing.asking();
    let adopter = Adopter { by: &typist.member, who: &typist.identity, at: acting.now, joins, asking };
    let make = if writing.dry_run { adopting::rehearse } else { adopting::adopting };
    let Some(adopted) = make(&acting.folder, &adopter, subject, (new_text, besides.along))? else {
        output.say(&say!("运营规则没有改动", "the rule book is the same; nothing to adopt"));
        output.json(json!({ "outcome": { "action": action, "commit": Value::Null } }));
        return Ok(Exit::Done);
    };
    let changes = changes(&adopted);
    if writing.dry_run {
        output.say(&say!("会提交“{subject}”，改动：", "would commit `{subject}`, changing:"));
        for edit in &adopted.plan.edits {
            output.say(&Text::same(format!("  {}", edit.path)));
        }
        for Text { zh, en } in &changes {
            output.say(&say!("  {zh}", "  {en}"));
        }
    } else if adopted.missing > 0 {
        output.say(&proposed(&adopted));
    } else {
        output.say(&told(&adopted));
    }
    let listed = (besides.listed)(&adopted);
    if let Some(Listed { told: Text { zh, en }, .. }) = &listed {
        output.say(&say!("{zh}", "{en}"));
    }
    let said: Vec<&str> = changes.iter().map(|line| line.get(acting.ctx.language)).collect();
    let mut document = json!({ "outcome": {
        "action": action,
        "version": adopted.version.header.version,
        "changes": said,
        "missing_signatures": adopted.missing,
        "commit": adopted.commit.as_ref().map(|commit| &commit.0),
    }});
    if let Some(Listed { key, value, .. }) = listed {
        document[key] = value;
    }
    let shared = match (&adopted.commit, &adopted.behind) {
        (Some(_), None) => acting.share(asking),
        _ => None,
    };
    let exit = shared.as_ref().map_or(Exit::Done, |shared| shared.tell(acting));
    if let Some(shared) = shared {
        shared.into_document(acting.ctx, &mut document["outcome"]);
    }
    output.json(document);
    adopted.behind.as_ref().inspect(|behind| output.refusal(behind));
    Ok(adopted.behind.map_or(exit, |behind| behind.exit))
}

/// A version that waits: what it would change, and who signs next.
fn proposed(adopted: &Adopted) -> Text {
    let (number, missing, team) = (adopted.version.header.version, adopted.missing, &adopted.before.team);
    let left = team
        .with_key("manager")
        .filter(|id| !adopted.version.signatures.iter().any(|signed| signed.by == *id));
    let Text { zh, en } = team.names(left);
    let mut told = say!(
        "第 {number} 版已提出，还要 {missing} 位运营主管签名才生效；请他们（{zh}）运行 `wxops team adopt`：",
        "version {number} is proposed and waits for managers: {missing} more. One of {en} signs it with `wxops team adopt`:"
    );
    for Text { zh, en } in changes(adopted) {
        told.zh += &format!("\n  {zh}");
        told.en += &format!("\n  {en}");
    }
    told
}

/// What changes, a line each.
pub(crate) fn changes(adopted: &Adopted) -> Vec<Text> {
    let told = differences(&adopted.before.team, &adopted.version.team);
    if told.is_empty() { vec![say!("只改了注释或排版", "only comments or blanks")] } else { told }
}

/// The text of the version in force, if the file is it; an edit that nobody adopted is refused.
pub(crate) fn text_in_force(newest: &Version, file: Option<&[u8]>) -> Result<String> {
    policy::is_in_force(newest, file).map(|()| newest.team_text.clone())
}
