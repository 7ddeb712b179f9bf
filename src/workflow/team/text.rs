//! `team.toml` as text: a member or a deputy put in or taken out, every other byte as it was.

use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::{Deputy, Level, Member, TEAM, Team};
use crate::{
    refusal::{Refusal, Result},
    say,
    signature::Key,
    workflow::record::quoted,
};

/// A member's table, as wxops writes it.
pub fn member_table(id: &str, member: &Member) -> String {
    let row = |words: &[String]| words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ");
    let Member { name, emails, roles, .. } = member;
    let (name, emails, roles) = (quoted(name), row(emails), row(roles));
    format!("[members.{id}]\nname = {name}\nemails = [{emails}]\nroles = [{roles}]\n")
}

/// The text with one more member, behind the others.
pub fn with_member(text: &str, id: &str, member: &Member) -> Result<String> {
    let mut document = read(text)?;
    let new = read(&member_table(id, member))?;
    let Some(new) = new.get("members").and_then(|members| members.get(id)).cloned() else {
        return Err(by_hand());
    };
    let members = members(&mut document)?;
    // The tables of a file are written in the order of their positions, those with the same one after another.
    let behind = members.iter().filter_map(|(_, item)| item.as_table()?.position()).max();
    let Item::Table(mut new) = new else { return Err(by_hand()) };
    new.set_position(behind);
    new.decor_mut().set_prefix("\n");
    members.insert(id, Item::Table(new));
    Ok(document.to_string())
}

/// The text without a member, without whom they stood in for and who for them, and without their part in the lane; a
/// comment right above such a table goes too.
pub fn without_member(text: &str, id: &str) -> Result<String> {
    let mut document = read(text)?;
    members(&mut document)?.remove(id).ok_or_else(by_hand)?;
    let names = |entry: &Table| ["member", "deputy"].iter().any(|key| word(entry, key) == Some(id));
    take_out(&mut document, names)?;
    let people =
        document.get_mut("lane").and_then(|lane| lane.get_mut("people")).and_then(Item::as_array_mut);
    if let Some(people) = people {
        people.retain(|own| own.as_str() != Some(id));
    }
    Ok(document.to_string())
}

/// The text with one more entry of deputies, behind the others, which stand behind the members.
pub fn with_deputy(text: &str, entry: &Deputy) -> Result<String> {
    let mut document = read(text)?;
    let mut new = Table::new();
    for (key, word) in words(entry) {
        new.insert(key, value(word));
    }
    if entry.urgent {
        new.insert("urgent", value(true));
    }
    if let Some(reason) = &entry.reason {
        new.insert("reason", value(reason));
    }
    new.decor_mut().set_prefix("\n");
    let behind = members(&mut document)?.iter().filter_map(|(_, item)| item.as_table()?.position()).max();
    let entries = document.entry(DEPUTIES).or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    let entries = entries.as_array_of_tables_mut().ok_or_else(entries_by_hand)?;
    new.set_position(entries.iter().filter_map(Table::position).max().or(behind));
    entries.push(new);
    Ok(document.to_string())
}

/// The text without an entry of deputies.
pub fn without_deputy(text: &str, entry: &Deputy) -> Result<String> {
    let mut document = read(text)?;
    let has = |own: &Table, key: &str, is: &str| {
        let date = own.get(key).and_then(Item::as_datetime).map(ToString::to_string);
        word(own, key) == Some(is) || date.as_deref() == Some(is)
    };
    let urgent = |own: &Table| own.get("urgent").and_then(Item::as_bool).unwrap_or_default();
    let is = |own: &Table| urgent(own) == entry.urgent && words(entry).all(|(key, is)| has(own, key, is));
    take_out(&mut document, is)?;
    Ok(document.to_string())
}

/// The words by which an entry is known: people, and days where it has some.
fn words(entry: &Deputy) -> impl Iterator<Item = (&'static str, &str)> {
    let Deputy { member, deputy, from, until, .. } = entry;
    let words = [("member", member), ("deputy", deputy), ("from", from), ("until", until)];
    words.into_iter().map(|(key, word)| (key, word.as_str())).filter(|(_, word)| !word.is_empty())
}

/// The key of deputies.
const DEPUTIES: &str = "deputies";

/// Takes entries of deputies out; the whole key with the last one.
fn take_out(document: &mut DocumentMut, which: impl Fn(&Table) -> bool) -> Result<()> {
    let Some(item) = document.get_mut(DEPUTIES) else { return Ok(()) };
    let entries = item.as_array_of_tables_mut().ok_or_else(entries_by_hand)?;
    entries.retain(|entry| !which(entry));
    if entries.is_empty() {
        document.remove(DEPUTIES);
    }
    Ok(())
}

fn word<'t>(entry: &'t Table, key: &str) -> Option<&'t str> {
    entry.get(key).and_then(Item::as_str)
}

/// The text with these keys for a member.
pub fn with_keys(text: &str, id: &str, keys: &[String]) -> Result<String> {
    let mut document = read(text)?;
    let member = members(&mut document)?.get_mut(id).and_then(Item::as_table_mut).ok_or_else(by_hand)?;
    if keys.is_empty() {
        member.remove("keys");
    } else {
        put(member, "keys", keys.iter().map(String::as_str).collect::<Array>().into());
    }
    Ok(document.to_string())
}

/// The text without one of the keys that a member has in `team`.
pub fn without_key(text: &str, team: &Team, id: &str, key: &Key) -> Result<String> {
    let (line, own) = (key.line(), team.members.get(id).map(|own| own.keys.as_slice()).unwrap_or_default());
    let keys: Vec<String> = own.iter().filter(|own| **own != line).cloned().collect();
    with_keys(text, id, &keys)
}

/// The text with another level.
pub fn with_level(text: &str, level: Level) -> Result<String> {
    let mut document = read(text)?;
    put(document.as_table_mut(), "level", level.name().into());
    Ok(document.to_string())
}

/// The text with one more key that nobody may have.
pub fn with_distrust(text: &str, fingerprints: &[String]) -> Result<String> {
    let mut document = read(text)?;
    put(
        document.as_table_mut(),
        "distrust",
        fingerprints.iter().map(String::as_str).collect::<Array>().into(),
    );
    Ok(document.to_string())
}

/// Puts a value in the place of the one before, whose comment stays.
fn put(table: &mut Table, key: &str, mut value: Value) {
    if let Some(old) = table.get(key).and_then(Item::as_value) {
        *value.decor_mut() = old.decor().clone();
    }
    table.insert(key, Item::Value(value));
}

fn read(text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|_| by_hand())
}

/// The members, if they are written as tables of their own.
fn members(document: &mut DocumentMut) -> Result<&mut Table> {
    let members = document.get_mut("members").and_then(Item::as_table_mut);
    members
        .filter(|members| members.iter().all(|(_, item)| item.as_table().is_some_and(|t| !t.is_dotted())))
        .ok_or_else(by_hand)
}

fn by_hand() -> Refusal {
    Refusal::unusable(
        "team_style",
        say!(
            "`{TEAM}` 里的成员没有写成 `[members.代号]`，程序不敢代改",
            "the members of `{TEAM}` are not written as `[members.ID]`; wxops does not touch them"
        ),
    )
    .at(TEAM)
    .help(say!("手工改好，再运行 `wxops team adopt`", "edit it by hand, then `wxops team adopt`"))
}

fn entries_by_hand() -> Refusal {
    Refusal::unusable(
        "team_style",
        say!(
            "`{TEAM}` 里的代审人没有写成 `[[deputies]]`，程序不敢代改",
            "the deputies of `{TEAM}` are not written as `[[deputies]]`; wxops does not touch them"
        ),
    )
    .at(TEAM)
    .help(say!("手工改好，再运行 `wxops team adopt`", "edit it by hand, then `wxops team adopt`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# 运营规则\nlevel = \"declared\"            # 自报身份\n\n[members.lina]\nname = \"李娜\"   # 主管\nemails = [\"lina@example.com\"]\nroles = [\"manager\", \"writer\"]\n\n# 初审\n[[stages]]\nid = \"first\"\n\n# 尾注\n";

    fn wangfang() -> Member {
        Member {
            name: "王\"芳".into(),
            emails: vec!["wang@example.com".into(), "fang@example.com".into()],
            roles: vec!["first-reviewer".into()],
            keys: vec![],
        }
    }

    #[test]
    fn a_member_comes_behind_the_others_and_goes_without_a_trace() {
        let more = with_member(TEXT, "wangfang", &wangfang()).unwrap();
        let table = "\n[members.wangfang]\nname = \"王\\\"芳\"\nemails = [\"wang@example.com\", \"fang@example.com\"]\nroles = [\"first-reviewer\"]\n";
        assert_eq!(more, TEXT.replace("\n\n# 初审", &format!("\n{table}\n# 初审")));
        let most = with_member(&more, "an", &wangfang()).unwrap();
        assert!(most.find("[members.an]") > most.find("[members.wangfang]"));
        assert!(most.find("[members.an]") < most.find("[[stages]]"));
        assert_eq!(without_member(&most, "an").unwrap(), more);
        assert_eq!(without_member(&more, "wangfang").unwrap(), TEXT);
    }

    #[test]
    fn deputies_stand_behind_the_members_and_go_without_a_trace() {
        let entry = |until: &str, reason: Option<&str>| Deputy {
            member: "lina".into(),
            deputy: "wangfang".into(),
            from: "2026-12-01".into(),
            until: until.into(),
            urgent: false,
            reason: reason.map(ToOwned::to_owned),
        };
        let (short, long) = (entry("2026-12-10", Some("年\"假\"")), entry("2027-01-31", None));
        let more = with_member(TEXT, "wangfang", &wangfang()).unwrap();
        let one = with_deputy(&more, &short).unwrap();
        let table = "\n[[deputies]]\nmember = \"lina\"\ndeputy = \"wangfang\"\nfrom = \"2026-12-01\"\nuntil = \"2026-12-10\"\nreason = '年\"假\"'\n";
        assert_eq!(one, more.replace("\n\n# 初审", &format!("\n{table}\n# 初审")));
        let both = with_deputy(&one, &long).unwrap();
        assert!(
            both.find("2026-12-10") < both.find("2027-01-31") && both.find("2027") < both.find("[[stages]]")
        );
        let an = with_member(&both, "an", &wangfang()).unwrap();
        assert!(an.find("[members.an]") < an.find("[[deputies]]"), "{an}");
        assert_eq!(without_deputy(&both, &long).unwrap(), one);
        assert_eq!(without_deputy(&one, &short).unwrap(), more);
        assert_eq!(without_member(&both, "wangfang").unwrap(), TEXT);
        let urgent = Deputy { from: String::new(), until: String::new(), urgent: true, ..long };
        let third = with_deputy(&both, &urgent).unwrap();
        assert!(third.contains("deputy = \"wangfang\"\nurgent = true\n"), "{third}");
        assert_eq!(without_deputy(&third, &urgent).unwrap(), both);
        let inline = format!("deputies = []\n{TEXT}");
        assert_eq!(with_deputy(&inline, &short).unwrap_err().code, "team_style");
    }

    #[test]
    fn another_style_is_left_to_the_person() {
        for text in ["members.a.name = \"A\"\n", "members = { a = { name = \"A\" } }\n", "a = 1\n"] {
            assert_eq!(with_member(text, "b", &wangfang()).unwrap_err().code, "team_style", "{text}");
        }
    }
}
