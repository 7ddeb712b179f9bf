//! What a person types: one file a command, listed once, in [`Command`].
//!
//! A command is its file: `Args` with the words of its help page, examples first, and `run`. To add one:
//! the file, and here its `mod`, its variant in its group, and its arm in [`run`].

mod accept;
mod answer;
mod approve;
mod archive;
mod assign;
mod calendar;
mod check;
mod correct;
mod countersign;
mod decline;
mod demo;
mod diff;
mod discard;
mod doctor;
mod due;
mod explain;
mod freeze;
mod handover;
mod hook;
mod import;
mod init;
mod list;
mod log;
mod new;
mod notify;
mod plan;
mod preview;
mod publish;
mod push;
mod queue;
mod recover;
mod reject;
mod rename;
mod render;
mod request_changes;
mod retract;
mod review;
mod schedule;
mod self_check;
mod sheet;
mod show;
mod skip;
mod status;
mod submit;
mod sync;
mod team;
mod theme;
mod unschedule;
mod verify;
mod why;
mod withdraw;

use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::{ffi::OsString, path::PathBuf};
use wxops::refusal::Exit;

use crate::shell::{context::Context, help, output::Output};

#[derive(Parser)]
#[command(
    name = "wxops",
    version,
    about = tr!("按运营规则管理公众号稿件", "Run a WeChat Official Account by its rule book"),
    before_help = tr!(
        "wxops demo yanshi                                    先在演示稿件库里试用\n\
         wxops new 冬季新品发布 --category product            建稿\n\
         wxops submit                                         送审\n\
         wxops status                                         该我办什么",
        "wxops demo sandbox                                   try it first\n\
         wxops new 'Winter launch' --category product         begin an article\n\
         wxops submit                                         hand it in for review\n\
         wxops status                                         what is my turn"
    ),
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub(crate) struct Cli {
    #[arg(
        short = 'C',
        global = true,
        value_name = tr!("文件夹", "DIR"),
        help = tr!("在这个文件夹里运行", "Run as if started in this folder")
    )]
    folder: Option<PathBuf>,
    #[arg(
        long,
        global = true,
        value_parser = ["zh", "en"],
        value_name = tr!("语言", "LANGUAGE"),
        help = tr!("说明和提示用中文或英文", "Speak Chinese or English")
    )]
    lang: Option<String>,
    #[arg(long, global = true, help = tr!("结果写成一份 JSON", "Answer with one JSON document"))]
    json: bool,
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = tr!("何时", "WHEN"),
        help = tr!("何时用颜色", "When to use colours")
    )]
    color: Color,
    #[arg(short, long, global = true, action = ArgAction::Help, help = tr!("显示本页", "Show this page"))]
    help: Option<bool>,
    #[arg(short = 'V', long, action = ArgAction::Version, help = tr!("显示版本", "Show the version"))]
    version: Option<bool>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

// The only list of commands, in the order and the groups of the help page (`GROUPS` in `help`).
#[derive(Subcommand)]
enum Command {
    // --- start
    Init(init::Args),
    Demo(demo::Args),
    Doctor(doctor::Args),
    // --- write
    New(new::Args),
    Import(import::Args),
    Check(check::Args),
    Explain(explain::Args),
    Render(render::Args),
    Preview(preview::Args),
    Theme(theme::Args),
    SelfCheck(self_check::Args),
    Submit(submit::Args),
    Answer(answer::Args),
    Accept(accept::Args),
    Decline(decline::Args),
    Withdraw(withdraw::Args),
    // --- review
    Queue(queue::Args),
    Review(review::Args),
    Diff(diff::Args),
    Approve(approve::Args),
    Countersign(countersign::Args),
    Skip(skip::Args),
    RequestChanges(request_changes::Args),
    Reject(reject::Args),
    // --- plan and publish
    Plan(plan::Args),
    Push(push::Args),
    Schedule(schedule::Args),
    Unschedule(unschedule::Args),
    Calendar(calendar::Args),
    Due(due::Args),
    Handover(handover::Args),
    Publish(publish::Args),
    Freeze(freeze::Args),
    Correct(correct::Args),
    Retract(retract::Args),
    Archive(archive::Args),
    // --- look
    Status(status::Args),
    List(list::Args),
    Show(show::Args),
    Log(log::Args),
    Why(why::Args),
    Sheet(sheet::Args),
    // --- keep
    Rename(rename::Args),
    Assign(assign::Args),
    Discard(discard::Args),
    Team(team::Args),
    Notify(notify::Args),
    Sync(sync::Args),
    Verify(verify::Args),
    Hook(hook::Args),
    Recover(recover::Args),
    #[command(hide = true)]
    Help(help::Args),
}

/// Reads the command line; what is wrong with it, and a call for help, comes back for [`usage::answer`]. Only
/// these need the commands dressed for their pages.
pub(crate) fn parse(words: &[OsString]) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(words).or_else(|_| {
        let matches = help::dressed(Cli::command()).try_get_matches_from(words)?;
        Cli::from_arg_matches(&matches)
    })
}

/// Runs the command.
pub(crate) fn run(cli: Cli, output: Output) -> anyhow::Result<Exit> {
    let Some(command) = cli.command else { return help::run(help::Args::default(), output) };
    if let Command::Help(args) = command {
        return help::run(args, output);
    }
    let ctx = Context::new(cli.folder.as_deref(), output)?;
    match command {
        Command::Init(args) => init::run(&ctx, args),
        Command::Demo(args) => demo::run(&ctx, args),
        Command::Doctor(args) => Ok(doctor::run(&ctx, args)),
        Command::New(args) => new::run(&ctx, args),
        Command::Import(args) => import::run(&ctx, args),
        Command::Check(args) => check::run(&ctx, args),
        Command::Explain(args) => explain::run(&ctx, args),
        Command::Render(args) => render::run(&ctx, args),
        Command::Preview(args) => preview::run(&ctx, args),
        Command::Theme(args) => theme::run(&ctx, args),
        Command::SelfCheck(args) => self_check::run(&ctx, args),
        Command::Submit(args) => submit::run(&ctx, args),
        Command::Answer(args) => answer::run(&ctx, args),
        Command::Accept(args) => accept::run(&ctx, args),
        Command::Decline(args) => decline::run(&ctx, args),
        Command::Withdraw(args) => withdraw::run(&ctx, args),
        Command::Queue(args) => queue::run(&ctx, args),
        Command::Review(args) => review::run(&ctx, args),
        Command::Diff(args) => diff::run(&ctx, args),
        Command::Approve(args) => approve::run(&ctx, args),
        Command::Countersign(args) => countersign::run(&ctx, args),
        Command::Skip(args) => skip::run(&ctx, args),
        Command::RequestChanges(args) => request_changes::run(&ctx, args),
        Command::Reject(args) => reject::run(&ctx, args),
        Command::Plan(args) => plan::run(&ctx, args),
        Command::Push(args) => push::run(&ctx, args),
        Command::Schedule(args) => schedule::run(&ctx, args),
        Command::Unschedule(args) => unschedule::run(&ctx, args),
        Command::Calendar(args) => calendar::run(&ctx, args),
        Command::Due(args) => due::run(&ctx, args),
        Command::Handover(args) => handover::run(&ctx, args),
        Command::Publish(args) => publish::run(&ctx, args),
        Command::Freeze(args) => freeze::run(&ctx, args),
        Command::Correct(args) => correct::run(&ctx, args),
        Command::Retract(args) => retract::run(&ctx, args),
        Command::Archive(args) => archive::run(&ctx, args),
        Command::Status(args) => status::run(&ctx, args),
        Command::List(args) => list::run(&ctx, args),
        Command::Show(args) => show::run(&ctx, args),
        Command::Log(args) => log::run(&ctx, args),
        Command::Why(args) => why::run(&ctx, args),
        Command::Sheet(args) => sheet::run(&ctx, args),
        Command::Rename(args) => rename::run(&ctx, args),
        Command::Assign(args) => assign::run(&ctx, args),
        Command::Discard(args) => discard::run(&ctx, args),
        Command::Team(args) => team::run(&ctx, args),
        Command::Notify(args) => notify::run(&ctx, args),
        Command::Sync(args) => sync::run(&ctx, args),
        Command::Verify(args) => verify::run(&ctx, args),
        Command::Hook(args) => hook::run(&ctx, args),
        Command::Recover(args) => recover::run(&ctx, args),
        Command::Help(args) => help::run(args, output),
    }
}
