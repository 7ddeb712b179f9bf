//! The help pages: examples first, then usage, arguments, options; the first page lists commands in groups.
//!
//! `wxops help approve` is the same page as `wxops approve --help`.

use clap::{Arg, Command, builder::Styles};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr as _;
use wxops::{refusal::Exit, text::Language};

use super::{output::Output, usage};
use crate::language;

#[derive(clap::Args, Default)]
#[command(
    about = tr!("看一个命令的用法", "Show how a command is used"),
    before_help = tr!("wxops help approve\nwxops help team add", "wxops help approve\nwxops help team add")
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("命令", "COMMAND"), help = tr!("哪个命令", "Which command"))]
    command: Vec<String>,
}

pub(crate) fn run(args: Args, output: Output) -> anyhow::Result<Exit> {
    let words: Vec<_> = std::iter::once("wxops".to_owned())
        .chain(args.command)
        .chain(["--help".to_owned()])
        .map(Into::into)
        .collect();
    match crate::commands::parse(&words) {
        Err(page) => usage::answer(&page, &words, output),
        Ok(_) => Ok(Exit::Done),
    }
}

/// The first command of each group, and the group's name.
fn groups() -> [(&'static str, &'static str); 6] {
    [
        ("init", tr!("开始", "Start")),
        ("new", tr!("写稿", "Write")),
        ("queue", tr!("审核", "Review")),
        ("plan", tr!("排期与发布", "Plan and publish")),
        ("status", tr!("查看", "Look")),
        ("rename", tr!("维护", "Keep")),
    ]
}

fn exit_codes() -> &'static str {
    tr!(
        "退出码：
  0    完成 / 没有问题 / 已经办过
  1    有问题待处理（检查有错误、有逾期，或核验不通过）
  2    命令写得不对，或稿件找不到、对应多篇
  3    稿件库、运营规则或文件无法使用；没有改动
  4    你没有这项权限（会说明谁可以办）
  5    现在不能这样做（环节不对、定稿后有改动、已停发，或同事先办了）
  6    已记录成功，但本机文件没更新完，请运行 wxops recover
  130  已中断，没有改动",
        "Exit codes:
  0    done, clean, or already done
  1    something to see to: findings, something late, or the proof refused
  2    the command is written wrongly, or the name fits several articles or none
  3    the folder, the settings or a file cannot be used; nothing changed
  4    you may not do this (it says who may)
  5    not now: in another state, content changed, frozen, or somebody was faster
  6    committed, but the working copy is behind: run wxops recover
  130  interrupted; nothing changed"
    )
}

/// Gives the commands the shape of their pages. What clap would say in English it is told to leave out, or is
/// given here; [`translated`] does the rest.
pub(crate) fn dressed(command: Command) -> Command {
    let list = group_list(&command);
    let page = dressed_page(command);
    let template = format!(
        "{{about}}\n\n{}\n{{before-help}}{}{{usage}}\n\n{list}\n{}\n{{options}}\n\n{}\n\n{}\n",
        tr!("例：", "Examples:"),
        tr!("用法：", "Usage: "),
        tr!("通用选项：", "Common options:"),
        exit_codes(),
        tr!("`wxops help 命令` 看一个命令的用法。", "`wxops help COMMAND` shows how a command is used.")
    );
    page.help_template(template)
}

fn dressed_page(command: Command) -> Command {
    let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
    let examples: Vec<String> = examples.lines().map(|line| format!("  {line}")).collect();
    let template = format!(
        "{{about}}\n\n{}\n{{before-help}}{}{{usage}}\n\n{{all-args}}{{after-help}}\n",
        tr!("例：", "Examples:"),
        tr!("用法：", "Usage: "),
    );
    let mut place = 0;
    command
        .before_help(examples.join("\n"))
        .help_template(template)
        .styles(Styles::plain())
        .subcommand_value_name(tr!("命令", "COMMAND"))
        .subcommand_help_heading(tr!("命令", "Commands"))
        .mut_args(|arg| {
            place += 1;
            dressed_argument(arg, place)
        })
        .mut_subcommands(dressed_page)
}

fn dressed_argument(arg: Arg, place: usize) -> Arg {
    let heading = match (arg.is_positional(), arg.is_global_set()) {
        (true, _) => tr!("参数", "Arguments"),
        (_, true) => tr!("通用选项", "Common options"),
        _ => tr!("选项", "Options"),
    };
    let arg = arg.help_heading(heading).display_order(place);
    if !arg.get_action().takes_values() {
        return arg;
    }
    let mut help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let values = arg.get_possible_values();
    if !values.is_empty() {
        let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        help = format!("{help}{}{}", tr!("：", ": "), values.join(tr!("、", ", ")));
    }
    if let [value] = arg.get_default_values() {
        let value = value.to_string_lossy();
        help = match language::chosen() {
            Language::Zh => format!("{help}（不写就是 {value}）"),
            Language::En => format!("{help} ({value} if left out)"),
        };
    }
    arg.help(help).hide_possible_values(true).hide_default_value(true)
}

fn group_list(root: &Command) -> String {
    let groups = groups();
    let mut list = String::new();
    for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
        let name = command.get_name();
        if let Some((_, heading)) = groups.iter().find(|(first, _)| *first == name) {
            let gap = if list.is_empty() { "" } else { "\n" };
            let _ = writeln!(list, "{gap}{heading}{}", tr!("：", ":"));
        }
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        let space = " ".repeat(17usize.saturating_sub(name.width()));
        let _ = writeln!(list, "  {name}{space}{about}");
    }
    list
}

/// Replaces the few words that clap has no setting for.
pub(crate) fn translated(page: &str) -> String {
    let page = match language::chosen() {
        Language::En => page.to_owned(),
        Language::Zh => page
            .replace("[OPTIONS]", "[选项]")
            .replace("参数:\n", "参数：\n")
            .replace("选项:\n", "选项：\n")
            .replace("命令:\n", "命令：\n"),
    };
    page.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}
