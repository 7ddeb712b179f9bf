//! What `init` writes: the template that the program carries, with the choices of one company filled in.

mod founding;
mod member;

use chrono::NaiveDate;
use include_dir::{Dir, DirEntry, include_dir};

use crate::workflow::{record::quoted, team::Member, team::text::member_table};

pub use founding::{Founding, Lies, found};
pub use member::id_from;

static TEMPLATE: Dir = include_dir!("$CARGO_MANIFEST_DIR/content-template");

/// What a company chooses on its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// The account's name
    pub account: String,
    /// The id of the first member, who becomes manager and writer
    pub member: String,
    /// That member's name
    pub name: String,
    /// And git address
    pub email: String,
    /// How many stages of review: 1 to 3
    pub stages: u8,
    /// The day from which the rule book holds
    pub effective: NaiveDate,
}

/// A stage as it is shipped: id, name, role, check list.
const STAGES: [[&str; 4]; 3] = [
    ["first", "初审", "first-reviewer", "first"],
    ["second", "复审", "second-reviewer", "first"],
    ["final", "终审", "final-reviewer", "final"],
];

/// The files of a new content folder, in byte order of their paths. Records and the rule book's first version
/// are not among them.
pub fn files(choices: &Choices) -> Vec<(String, String)> {
    let mut files = Vec::new();
    gather(&TEMPLATE, &mut files);
    files.sort();
    for (path, text) in &mut files {
        match path.as_str() {
            "team.toml" => *text = team(text, choices),
            "wxops.toml" => *text = lined_up(text, "\"@account\"", &quoted(&choices.account)),
            _ => {}
        }
    }
    files
}

/// The roles that the stages of these choices wait for, in order.
pub fn roles(stages: u8) -> Vec<&'static str> {
    stages_of(stages).map(|[_, _, role, _]| role).collect()
}

/// Whether a file is a list of lines that a team's own repository may have begun already.
pub fn is_list(path: &str) -> bool {
    matches!(path, ".gitattributes" | ".gitignore")
}

fn gather(dir: &Dir<'_>, files: &mut Vec<(String, String)>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(folder) => gather(folder, files),
            DirEntry::File(file) => {
                let path: Vec<_> = file.path().iter().map(|part| part.to_string_lossy()).collect();
                files.push((path.join("/"), file.contents_utf8().unwrap_or_default().to_owned()));
            }
        }
    }
}

fn team(template: &str, choices: &Choices) -> String {
    let effective = quoted(&choices.effective.to_string());
    let first = Member {
        name: choices.name.clone(),
        emails: vec![choices.email.clone()],
        roles: vec!["manager".into(), "writer".into()],
        keys: vec![],
    };
    lined_up(template, "\"@effective\"", &effective)
        .replace("# @members\n", &member_table(&choices.member, &first))
        .replace("# @stages\n", &stages(choices.stages))
}

fn stages_of(count: u8) -> impl Iterator<Item = [&'static str; 4]> {
    STAGES.into_iter().filter(move |[id, ..]| match *id {
        "first" => count > 1,
        "second" => count > 2,
        _ => true,
    })
}

fn stages(count: u8) -> String {
    let mut text = String::new();
    for [id, name, role, list] in stages_of(count) {
        text += &format!(
            "[[stages]]\nid = \"{id}\"\nname = \"{name}\"\nrole = \"{role}\"\nlist = \"{list}\"\n\n"
        );
    }
    let ids: Vec<String> = stages_of(count).map(|[id, ..]| quoted(id)).collect();
    text += "[review]                      # 栏目 → 审核环节；没有写的栏目用 default / category → stages; default for the rest\n";
    text + &format!("default = [{}]\n", ids.join(", "))
}

/// Puts a value in place of its marker; a comment behind it stays in its column where there is room.
fn lined_up(text: &str, marker: &str, value: &str) -> String {
    use unicode_width::UnicodeWidthStr as _;
    let Some((before, after)) = text.split_once(marker) else { return text.to_owned() };
    let rest = after.trim_start_matches(' ');
    if !rest.starts_with('#') {
        return format!("{before}{value}{after}");
    }
    let room = marker.width() + after.len() - rest.len();
    let blanks = room.saturating_sub(value.width()).max(2);
    format!("{before}{value}{}{rest}", " ".repeat(blanks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{settings::Settings, workflow::team::Team};

    fn choices(stages: u8) -> Choices {
        Choices {
            account: "星河\"科技".into(),
            member: "lina".into(),
            name: "李娜".into(),
            email: "lina@example.com".into(),
            stages,
            effective: NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        }
    }

    fn file(stages: u8, path: &str) -> String {
        files(&choices(stages)).into_iter().find(|(name, _)| name == path).unwrap().1
    }

    #[test]
    fn the_first_rule_book_is_one_as_the_worked_example_shows() {
        for (count, ids) in [(1, "final"), (2, "first final"), (3, "first second final")] {
            let text = file(count, "team.toml");
            let team = Team::parse(&text).unwrap();
            let found: Vec<&str> = team.stages_of("event").iter().map(|stage| stage.id.as_str()).collect();
            assert_eq!(found.join(" "), ids);
            assert_eq!(team.members["lina"].roles, ["manager", "writer"]);
            assert_eq!(roles(count).len(), usize::from(count));
        }
        let text = file(2, "team.toml");
        assert!(!text.contains('@') || text.matches('@').count() == 1, "a marker is left");
        for part in [
            "\neffective = \"2026-11-23\"      # 施行日期",
            "\n\n[members.lina]\nname = \"李娜\"\nemails = [\"lina@example.com\"]\nroles = [\"manager\", \"writer\"]\n\n[[stages]]\nid = \"first\"\nname = \"初审\"\nrole = \"first-reviewer\"\nlist = \"first\"\n\n",
            "\ndefault = [\"first\", \"final\"]\n\n# ",
        ] {
            assert!(text.contains(part), "{part}");
        }
    }

    #[test]
    fn a_name_with_quotes_is_still_a_name() {
        let text = file(2, "wxops.toml");
        assert_eq!(Settings::parse(&text).unwrap().account, "星河\"科技");
        assert!(text.contains("\naccount = \"星河\\\"科技\"        # 公众号名称"), "{text}");
    }
}
