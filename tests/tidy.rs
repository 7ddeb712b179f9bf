//! What a newcomer relies on, as tests: names that can be guessed, pages in both languages, nothing left lying about.

#![allow(clippy::disallowed_methods, reason = "a test looks at the checkout and starts the program")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use snapbox::{Data, IntoData as _, assert_data_eq};
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use wxops::rules::RULES;

#[test]
fn each_page_of_help_is_in_its_language_and_begins_with_examples() {
    for command in commands() {
        let zh = help("zh", &command);
        let en = help("en", &command);
        for fixed in [
            "Usage",
            "OPTIONS",
            "COMMAND",
            "Options:",
            "Commands:",
            "Arguments:",
            "Examples:",
            "[default",
            "[possible",
            "[alias",
            "Print ",
            "possible values",
            "例如：",
        ] {
            assert!(!zh.contains(fixed), "`{fixed}` stands on the Chinese page of `{command}`:\n{zh}");
        }
        if let Some(line) = en.lines().find(|line| unquoted(line).chars().any(is_han)) {
            panic!("a line of the English page of `{command}` is Chinese: {line}");
        }
        for (page, examples, usage) in [(&zh, "\n例：\n", "\n用法："), (&en, "\nExamples:\n", "\nUsage: ")]
        {
            let (Some(at), Some(end)) = (page.find(examples), page.find(usage)) else {
                panic!("the page of `{command}` has no examples or no usage:\n{page}")
            };
            let start = format!("  wxops {command}");
            assert!(
                page[at..end].lines().any(|line| line.starts_with(start.trim_end())),
                "the page of `{command}` has no example:\n{page}"
            );
        }
    }
}

#[test]
fn an_argument_is_explained_wherever_it_stands() {
    for command in commands() {
        for language in ["zh", "en"] {
            for line in help(language, &command).lines() {
                let words = line.trim_start();
                let is_argument = words.starts_with(['-', '<', '[']) && line.starts_with("  ");
                let explained = words.split_once("  ").is_some_and(|(_, help)| !help.trim().is_empty());
                assert!(!is_argument || explained, "`{command}` does not explain: {line}");
            }
        }
    }
}

#[test]
fn each_example_is_a_command_line() {
    for command in commands() {
        for language in ["zh", "en"] {
            let page = help(language, &command);
            let examples = page.lines().skip(3).map_while(|line| line.strip_prefix("  wxops "));
            for example in examples.filter(|_| !command.is_empty()) {
                let out = run(&typed(example), &["--help"]);
                assert!(out.status.success(), "`wxops {example}` cannot be typed");
                let names = command.split(' ').zip(example.split(' '));
                assert!(
                    names.into_iter().all(|(name, word)| name == word),
                    "`wxops {example}` shows another command"
                );
            }
        }
    }
}

#[test]
fn each_command_is_one_file_and_each_file_one_command() {
    let commands: BTreeSet<String> = commands().into_iter().filter(|command| !command.is_empty()).collect();
    // A folder is a noun with its verbs, or the rooms of one large command.
    let is_noun = |word: &str| commands.iter().any(|command| command.starts_with(&format!("{word} ")));
    let files: BTreeSet<String> = sources("src/commands")
        .iter()
        .filter_map(|path| path.strip_prefix(root().join("src/commands")).ok())
        .map(|path| path.with_extension("").to_string_lossy().replace('\\', "/"))
        .map(|name| name.trim_end_matches("/mod").replace('/', " ").replace('_', "-"))
        .filter(|name| name != "mod")
        .filter(|name| name.split_once(' ').is_none_or(|(folder, _)| is_noun(folder)))
        .collect();
    assert_eq!(files, commands);
}

#[test]
fn each_command_has_its_journey_and_each_journey_its_command() {
    let commands = commands().into_iter().filter(|command| !command.is_empty());
    let wanted: BTreeSet<String> = commands.map(|command| command.replace(' ', "-")).collect();
    let mut pages = BTreeSet::new();
    for page in fs::read_dir(root().join("tests/journeys")).unwrap() {
        let name = page.unwrap().file_name().into_string().unwrap();
        pages.insert(name.trim_end_matches(".md").trim_end_matches(".en").to_owned());
    }
    for story in ["tour", "joint", "page", "urgent", "week", "verify-range", "verify-checkpoint"] {
        assert!(pages.remove(story), "{story} is gone"); // about several commands, or one more of a command
    }
    assert_eq!(pages, wanted);
}

#[test]
fn the_readme_lists_commands_and_rules_and_shows_the_tour() {
    let page = fs::read_to_string(root().join("README.md")).unwrap();
    let mut commands = "| | command | |\n|---|---|---|\n".to_owned();
    let mut group = "";
    let top = help("en", "");
    for line in listed(&top) {
        match line.strip_prefix("  ").and_then(|line| line.split_once("  ")) {
            Some((name, about)) => {
                let _ = writeln!(commands, "| {group} | `{name}` | {} |", about.trim());
                group = "";
            }
            None => group = line.trim_end_matches(':'),
        }
    }
    let mut rules = "| rule | | |\n|---|---|---|\n".to_owned();
    for rule in RULES {
        let _ = writeln!(rules, "| `{}` | {} | {} |", rule.name, rule.level.name(), rule.summary.1);
    }
    let tour = fs::read_to_string(root().join("tests/journeys/tour.md")).unwrap();
    let tour = tour.split_once("\n\n").unwrap().1.replace("[CWD]", "~/gongzhonghao");
    let expected = with_table(&with_table(&page, "commands", &commands), "rules", &rules);
    let expected = with_table(&expected, "tour", &tour);
    assert_data_eq!(expected.into_data().raw(), Data::read_from(&root().join("README.md"), None).raw());
}

/// The page with another text between `<!-- name: … -->` and the next `<!-- end -->`.
fn with_table(page: &str, name: &str, table: &str) -> String {
    let (before, rest) = page.split_once(&format!("<!-- {name}:")).unwrap();
    let (comment, rest) = rest.split_once("-->\n").unwrap();
    let (_, after) = rest.split_once("<!-- end -->").unwrap();
    format!("{before}<!-- {name}:{comment}-->\n{table}<!-- end -->{after}")
}

#[test]
fn each_rule_is_a_file_and_a_page_in_order_of_name() {
    let named: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(root().join("src/rules")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if !["mod", "page", "findings", "subject"].contains(&name.as_str()) {
            files.push(name);
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            assert!(!is_rust || lines <= 120, "{} has {lines} lines; 120 are enough", path.display());
        }
    }
    files.sort();
    let twice = named.iter().flat_map(|name| [*name, *name]);
    assert_eq!(files.iter().map(String::as_str).collect::<BTreeSet<_>>(), twice.clone().collect());
    assert_eq!(files.len(), twice.count(), "a rule lacks its file or its page");
    let table = fs::read_to_string(root().join("src/rules/mod.rs")).unwrap();
    let kinds = table.split("rules! {").nth(1).unwrap().split("\n}").next().unwrap().split("    }");
    for kind in kinds {
        let names = kind.lines().filter_map(|line| line.split_once(':')?.0.split_whitespace().nth(1));
        assert!(names.is_sorted(), "rules stand in order of name:{kind}");
    }
}

#[test]
fn files_are_short_and_named_for_what_they_hold() {
    for path in sources("src") {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines; 400 are enough", path.display());
    }
    for path in sources("src").iter().chain(&sources("tests")) {
        for name in
            ["utils", "util", "helpers", "common", "types", "manager", "handler", "processor", "service"]
        {
            let named = path.iter().any(|part| Path::new(part).file_stem().is_some_and(|stem| stem == name));
            assert!(!named, "`{name}` says nothing: {}", path.display());
        }
    }
}

#[test]
fn nothing_is_left_lying_about() {
    let marks = ["TO-DO", "FIX-ME", "XX-X", "HA-CK", "to-do!", "unimple-mented!", "d-bg!("]
        .map(|mark| mark.replace('-', ""));
    for path in sources("src").iter().chain(&sources("tests")) {
        for (n, line) in fs::read_to_string(path).unwrap().lines().enumerate() {
            let left = marks.iter().find(|mark| line.contains(mark.as_str()));
            assert_eq!(left, None, "{}:{}", path.display(), n + 1);
        }
    }
}

/// All commands as typed after `wxops`, the bare program first, read from the pages of help.
fn commands() -> Vec<String> {
    let mut found = vec![String::new()];
    let top = help("en", "");
    let mut left: Vec<String> = listed(&top).filter_map(named).map(str::to_owned).collect();
    while let Some(name) = left.pop() {
        let page = help("en", &name);
        let under = page.lines().skip_while(|line| *line != "Commands:").skip(1).map_while(named);
        left.extend(under.map(|word| format!("{name} {word}")));
        found.push(name);
    }
    assert!(found.len() > 30, "the list of commands is not found");
    found
}

/// The lines of the first page that list commands and their groups.
fn listed(top: &str) -> impl Iterator<Item = &str> {
    let list = top.lines().skip_while(|line| !line.starts_with("Usage: ")).skip(1);
    list.take_while(|line| *line != "Common options:").filter(|line| !line.is_empty())
}

fn named(line: &str) -> Option<&str> {
    line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty())
}

fn help(language: &str, command: &str) -> String {
    let words: Vec<&str> = command.split(' ').filter(|word| !word.is_empty()).collect();
    let out = run(&["--lang", language, "help"].map(str::to_owned), &words);
    assert!(out.status.success(), "`wxops help {command}` fails");
    String::from_utf8(out.stdout).unwrap()
}

fn run(words: &[String], more: &[&str]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_wxops")).args(words).args(more).output().unwrap()
}

/// A command line as a shell splits it: single quotes hold words together.
fn typed(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match (c, quoted) {
            ('\'', _) => quoted = !quoted,
            (' ', false) => words.push(String::new()),
            _ => words.last_mut().unwrap().push(c),
        }
    }
    words
}

/// The line without what stands in single quotes or backticks.
fn unquoted(line: &str) -> String {
    line.split(['\'', '`']).step_by(2).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The Rust files under a folder of the checkout, in order.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut folders = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}
