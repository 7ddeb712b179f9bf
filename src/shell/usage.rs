//! clap's errors, said in our words and two languages: what is wrong, what was meant, what to type next.

use anyhow::Result;
use clap::{
    CommandFactory as _, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};
use serde_json::json;
use std::ffi::OsString;
use wxops::{
    refusal::{Exit, Refusal},
    say,
    text::{Text, names},
};

use super::{conflict, help, output::Output};
use crate::commands::Cli;

/// Prints the page that was asked for with `--help` or `--version`, or refuses the command line.
pub(crate) fn answer(error: &Error, words: &[OsString], output: Output) -> Result<Exit> {
    match error.kind() {
        ErrorKind::DisplayHelp if output.is_json() => {
            output.json(json!({ "page": help::translated(&error.render().to_string()) }));
        }
        ErrorKind::DisplayVersion if output.is_json() => {
            output.json(json!({ "version": env!("CARGO_PKG_VERSION") }));
        }
        ErrorKind::DisplayHelp => output.print(&help::translated(&error.render().ansi().to_string())),
        ErrorKind::DisplayVersion => output.print(error.render().to_string().trim_end()),
        _ => return Err(refusal(error, words).into()),
    }
    Ok(Exit::Done)
}

/// Refuses a command line.
pub(super) fn refusal(error: &Error, words: &[OsString]) -> Refusal {
    let command = &*command(words);
    let refusal = clash(error, words).unwrap_or_else(|| Refusal::usage("usage", message(error, command)));
    let refusal = match strings(error, ContextKind::ValidValue).as_slice() {
        [] => match range(error) {
            Some((from, to)) => refusal.detail(say!("可以是：{from} 到 {to}", "can be: {from} to {to}")),
            None => refusal,
        },
        valid => {
            let valid = names(valid.iter().map(|value| format!("`{value}`")));
            refusal
                .detail(Text { zh: format!("可以是：{}", valid.zh), en: format!("can be: {}", valid.en) })
        }
    };
    let meant = match error.kind() {
        ErrorKind::InvalidSubcommand => strings(error, ContextKind::SuggestedSubcommand),
        ErrorKind::InvalidValue => strings(error, ContextKind::SuggestedValue),
        _ => strings(error, ContextKind::SuggestedArg),
    };
    let refusal = match meant.last() {
        Some(meant) if error.kind() == ErrorKind::InvalidSubcommand => {
            refusal.help(say!("是不是要 `{command} {meant}`？", "did you mean `{command} {meant}`?"))
        }
        Some(meant) => refusal.help(say!("是不是要 `{meant}`？", "did you mean `{meant}`?")),
        None => refusal,
    };
    let example = match error.kind() {
        ErrorKind::MissingRequiredArgument => example(command, &strings(error, ContextKind::InvalidArg)),
        _ => None,
    };
    let refusal = match example {
        Some(example) => refusal.help(say!("例如：`{example}`", "for example: `{example}`")),
        None => refusal,
    };
    refusal.help(say!("运行 `{command} --help` 看用法", "run `{command} --help` to see how it is used"))
}

/// Refuses a command line that lacks something which only sometimes must be there; `shown` as the page of help shows it.
pub(crate) fn missing(name: &str, shown: &str, flag: &str) -> Refusal {
    let command = format!("wxops {name}");
    let message = say!("`{command}` 还缺 `{shown}`", "`{command}` needs `{shown}`");
    let refusal = Refusal::usage("usage", message);
    let refusal = match example(&command, &[flag.to_owned()]) {
        Some(example) => refusal.help(say!("例如：`{example}`", "for example: `{example}`")),
        None => refusal,
    };
    refusal.help(say!("运行 `{command} --help` 看用法", "run `{command} --help` to see how it is used"))
}

/// Two options that exclude each other.
fn clash(error: &Error, words: &[OsString]) -> Option<Refusal> {
    let (argument, prior) = (strings(error, ContextKind::InvalidArg), strings(error, ContextKind::PriorArg));
    let is_clash = error.kind() == ErrorKind::ArgumentConflict && argument != prior;
    is_clash.then(|| conflict::refusal(argument.first()?, &prior, words)).flatten()
}

/// The numbers that are allowed, which clap tells in a sentence only: `4 is not in 1..=3`.
fn range(error: &Error) -> Option<(String, String)> {
    let why = std::error::Error::source(error)?.to_string();
    let (from, to) = why.split_once(" is not in ")?.1.split_once("..=")?;
    Some((from.to_owned(), to.to_owned()))
}

/// The first example of a command's page of help that shows what is missing, or the first one.
fn example(command: &str, missing: &[String]) -> Option<String> {
    let root = Cli::command();
    let at = command.split(' ').skip(1).try_fold(&root, |at, name| at.find_subcommand(name))?;
    let all = at.get_before_help()?.to_string();
    let flags =
        missing.iter().filter_map(|word| word.split(' ').next()).filter(|word| word.starts_with("--"));
    let flags: Vec<&str> = flags.collect();
    let shows = |line: &&str| flags.iter().all(|flag| line.contains(flag));
    let line = all.lines().find(shows).or_else(|| all.lines().next())?;
    Some(line.trim().to_owned())
}

fn message(error: &Error, command: &str) -> Text {
    let named = |kind| strings(error, kind).join(" ");
    let argument = named(ContextKind::InvalidArg);
    let value = named(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            let word = named(ContextKind::InvalidSubcommand);
            say!("没有 `{command} {word}` 这个命令", "there is no command `{command} {word}`")
        }
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            say!("`{command}` 没有 `{argument}` 这个选项", "`{command}` has no option `{argument}`")
        }
        ErrorKind::UnknownArgument => {
            say!("`{command}` 后面多了 `{argument}`", "`{argument}` is one word too many for `{command}`")
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals | ErrorKind::TooFewValues if value.is_empty() => {
            say!("`{argument}` 后面要写值", "`{argument}` needs a value")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            say!("`{argument}` 不能是 `{value}`", "`{argument}` cannot be `{value}`")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing =
                names(strings(error, ContextKind::InvalidArg).iter().map(|name| format!("`{name}`")));
            let (zh, en) = (missing.zh, missing.en);
            say!("`{command}` 还缺 {zh}", "`{command}` needs {en}")
        }
        ErrorKind::ArgumentConflict => match named(ContextKind::PriorArg) {
            prior if prior == argument => {
                say!("`{argument}` 只能写一次", "`{argument}` can be given once only")
            }
            prior => {
                say!("`{argument}` 不能和 `{prior}` 一起用", "`{argument}` and `{prior}` exclude each other")
            }
        },
        ErrorKind::MissingSubcommand => {
            say!("`{command}` 后面要写做什么", "`{command}` needs a word for what to do")
        }
        ErrorKind::InvalidUtf8 => say!("命令里有不是文字的字节", "the command holds bytes that are no text"),
        _ => say!("命令写得不对", "the command is written wrongly"),
    }
}

fn strings(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(one)) => vec![one.clone()],
        Some(ContextValue::Strings(many)) => many.clone(),
        _ => Vec::new(),
    }
}

/// As much of the command line as names a command: `wxops --json team add` gives `wxops team add`.
fn command(words: &[OsString]) -> String {
    let mut found = "wxops".to_owned();
    let root = Cli::command();
    let mut at = &root;
    for word in words.iter().skip(1) {
        if let Some(next) = at.find_subcommand(word) {
            at = next;
            found = format!("{found} {}", next.get_name());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(line: &str) -> Refusal {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let Err(error) = crate::commands::parse(&words) else { panic!("`{line}` is accepted") };
        refusal(&error, &words)
    }

    #[test]
    fn mistakes_are_told_in_both_languages_with_the_way_on() {
        for (line, zh, en) in [
            ("wxops aprove", "没有 `wxops aprove` 这个命令", "there is no command `wxops aprove`"),
            (
                "wxops approve --opinon x",
                "`wxops approve` 没有 `--opinon` 这个选项",
                "`wxops approve` has no option `--opinon`",
            ),
            ("wxops status x", "`wxops status` 后面多了 `x`", "`x` is one word too many for `wxops status`"),
            (
                "wxops withdraw x",
                "`wxops withdraw` 还缺 `--reason <TEXT>`",
                "`wxops withdraw` needs `--reason <TEXT>`",
            ),
            (
                "wxops status --lang fr",
                "`--lang <LANGUAGE>` 不能是 `fr`",
                "`--lang <LANGUAGE>` cannot be `fr`",
            ),
            ("wxops schedule x --at", "`--at <TIME>` 后面要写值", "`--at <TIME>` needs a value"),
            (
                "wxops schedule --at 1 --at 2",
                "`--at <TIME>` 只能写一次",
                "`--at <TIME>` can be given once only",
            ),
        ] {
            let refusal = refused(line);
            assert_eq!((refusal.message.zh.as_str(), refusal.message.en.as_str()), (zh, en), "{line}");
            assert!(refusal.help.iter().any(|help| help.en.contains("--help")), "{line}");
        }
    }

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        assert_eq!(refused("wxops aprove").help[0].en, "did you mean `wxops approve`?");
        assert_eq!(refused("wxops approve --opinon x").help[0].en, "did you mean `--opinion`?");
        assert_eq!(refused("wxops team ad").help[0].en, "did you mean `wxops team add`?");
        assert_eq!(refused("wxops status --lang fr").detail[0].en, "can be: `zh`, `en`");
    }
}
