//! Options that exclude each other: which two, and the lines that can be typed instead.

use clap::{Arg, Command, CommandFactory as _};
use std::ffi::OsString;
use wxops::{
    refusal::Refusal,
    say,
    text::{Text, names},
};

use crate::commands::Cli;

/// A word of the command line with its value, and the argument of clap that it gives; none for the command itself.
struct Given {
    argument: Option<Arg>,
    words: Vec<String>,
}

/// Refuses a line that gives `argument` and also `prior`, both as clap calls them. Nothing if the line does not hold
/// them, so that the error can still be told in general.
pub(super) fn refusal(argument: &str, prior: &[String], line: &[OsString]) -> Option<Refusal> {
    let given = read(line);
    let is = |given: &Given, name: &str| given.argument.as_ref().is_some_and(|arg| arg.to_string() == name);
    let is_one = |given: &Given| is(given, argument);
    let is_other = |given: &Given| prior.iter().any(|name| is(given, name));
    let one = given.iter().find(|given| is_one(given))?;
    let others = given.iter().filter(|given| is_other(given)).map(|given| format!("`{}`", given.name()));
    let others: Vec<String> = others.collect();
    if others.is_empty() {
        return None;
    }
    let (name, Text { zh, en }) = (one.name(), names(others));
    let refusal = Refusal::usage(
        "usage",
        say!("`{name}` 不能和 {zh} 一起用", "`{name}` does not go together with {en}"),
    );
    let (first, second) = (without(&given, is_other), without(&given, is_one));
    Some(
        refusal.help(say!("只用一个：`{first}`，或 `{second}`", "use one of them: `{first}`, or `{second}`")),
    )
}

impl Given {
    /// The option without its value, or what stands there alone.
    fn name(&self) -> &str {
        let first = self.words.first().map_or("", String::as_str);
        first.split_once('=').map_or(first, |(name, _)| name)
    }
}

/// The line without some of what was given.
fn without(given: &[Given], leave: impl Fn(&Given) -> bool) -> String {
    let kept = given.iter().filter(|given| !leave(given)).flat_map(|given| &given.words);
    kept.map(|word| quoted(word)).collect::<Vec<_>>().join(" ")
}

/// A word as a shell takes it whole.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || "-_./=:,@+~^".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{word}'") }
}

/// The line in the pieces that clap sees.
fn read(line: &[OsString]) -> Vec<Given> {
    let mut root = Cli::command();
    root.build();
    let mut command = &root;
    let mut given = vec![Given { argument: None, words: vec!["wxops".to_owned()] }];
    let mut words = line.iter().skip(1).map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        if let Some(inner) = command.find_subcommand(&word) {
            command = inner;
            given.push(Given { argument: None, words: vec![word] });
            continue;
        }
        let argument = argument(command, &word).cloned();
        let awaits = word.starts_with('-') && !word.contains('=');
        let value = argument.as_ref().filter(|arg| awaits && arg.get_action().takes_values());
        let value = value.and_then(|_| words.next());
        given.push(Given { argument, words: [word].into_iter().chain(value).collect() });
    }
    given
}

/// Which argument a word gives: an option by its name, anything else the first that stands by its place.
fn argument<'c>(command: &'c Command, word: &str) -> Option<&'c Arg> {
    let name = word.split_once('=').map_or(word, |(name, _)| name);
    if let Some(long) = name.strip_prefix("--") {
        return command.get_arguments().find(|arg| arg.get_long() == Some(long));
    }
    match name.strip_prefix('-').and_then(|short| short.chars().next()) {
        Some(short) => command.get_arguments().find(|arg| arg.get_short() == Some(short)),
        None => command.get_positionals().next(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of `wxops check` with these words.
    fn refused(words: &[String]) -> Option<Refusal> {
        let line: Vec<OsString> = ["wxops", "check"]
            .into_iter()
            .map(OsString::from)
            .chain(words.iter().map(OsString::from))
            .collect();
        let error = crate::commands::parse(&line).err()?;
        Some(super::super::usage::refusal(&error, &line))
    }

    /// An argument as somebody types it.
    fn typed(arg: &Arg) -> Vec<String> {
        let Some(long) = arg.get_long() else { return vec!["dongji-xinpin".to_owned()] };
        let value = arg
            .get_possible_values()
            .first()
            .map_or("a.toml".to_owned(), |value| value.get_name().to_owned());
        let value = arg.get_action().takes_values().then_some(value);
        [format!("--{long}")].into_iter().chain(value).collect()
    }

    #[test]
    fn every_pair_of_check_that_does_not_go_together_names_both_and_what_to_type() {
        let mut root = Cli::command();
        root.build();
        let check = root.find_subcommand("check").unwrap();
        let mut pairs = 0;
        for one in check.get_arguments() {
            for other in check.get_arg_conflicts_with(one) {
                let (one, other) = (typed(one), typed(other));
                let refusal = refused(&[one.as_slice(), &other].concat()).unwrap();
                let help = &refusal.help[0];
                for Text { zh, en } in [&refusal.message] {
                    for side in [&one[0], &other[0]] {
                        assert!(
                            zh.contains(&format!("`{side}`")) && en.contains(&format!("`{side}`")),
                            "{zh} {en}"
                        );
                    }
                }
                for side in [&one, &other] {
                    let line = format!("`wxops check {}`", side.join(" "));
                    assert!(help.zh.contains(&line) && help.en.contains(&line), "{line}: {help:?}");
                    assert!(refused(side).is_none(), "{line} is refused too");
                }
                pairs += 1;
            }
        }
        assert!(pairs >= 20, "{pairs}");
    }

    #[test]
    fn the_rest_of_the_line_stays() {
        for (line, message, help) in [
            (
                "a --fix b --strict --stats",
                "`--fix` 不能和 `--stats` 一起用",
                "只用一个：`wxops check a --fix b --strict`，或 `wxops check a b --strict --stats`",
            ),
            (
                "--lang zh a --since=HEAD b",
                "`a` 不能和 `--since` 一起用",
                "只用一个：`wxops check --lang zh a b`，或 `wxops check --lang zh --since=HEAD`",
            ),
            (
                "--write-baseline 甲(1).toml --stats --since HEAD",
                "`--write-baseline` 不能和 `--stats`、`--since` 一起用",
                "只用一个：`wxops check --write-baseline '甲(1).toml'`，或 `wxops check --stats --since HEAD`",
            ),
        ] {
            let words: Vec<String> = line.split(' ').map(str::to_owned).collect();
            let refusal = refused(&words).unwrap();
            assert_eq!((refusal.message.zh.as_str(), refusal.help[0].zh.as_str()), (message, help));
        }
    }
}
