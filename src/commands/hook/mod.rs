//! `wxops hook` shows by which hooks git calls wxops; its acts put them there, and are what they call.

mod install;
mod pre_commit;
mod pre_push;
mod pre_receive;
mod uninstall;

use serde_json::{Value, json};
use wxops::{
    gate::{Update, Verdict},
    hooks::{Hook, Hooks, Lies},
    refusal::Exit,
    repo::Repo,
    say,
    text::Text,
};

use crate::shell::{context::Context, refused, table::columns};

/// Most bytes that git tells a hook: some hundred thousand references.
const LIMIT: usize = 16 * 1024 * 1024;

#[derive(clap::Args)]
#[command(
    about = tr!("git 钩子：提交、推送前检查，服务器核验推送", "Hooks of git: before a commit, before a push, on a server"),
    before_help = tr!(
        "wxops hook\n\
         wxops hook install\n\
         wxops hook install --server",
        "wxops hook\n\
         wxops hook install\n\
         wxops hook install --server"
    )
)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    Install(install::Args),
    Uninstall(uninstall::Args),
    PreCommit(pre_commit::Args),
    PrePush(pre_push::Args),
    PreReceive(pre_receive::Args),
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    match args.command {
        None => show(ctx),
        Some(Command::Install(args)) => install::run(ctx, args),
        Some(Command::Uninstall(args)) => uninstall::run(ctx, args),
        Some(Command::PreCommit(args)) => pre_commit::run(ctx, args),
        Some(Command::PrePush(args)) => pre_push::run(ctx, args),
        Some(Command::PreReceive(args)) => pre_receive::run(ctx, args),
    }
}

fn show(ctx: &Context) -> anyhow::Result<Exit> {
    let repo = Repo::objects(&ctx.start)?;
    let hooks = Hooks::of(&repo)?;
    let mut rows = Vec::new();
    let mut listed = Vec::new();
    for hook in Hook::ALL {
        let lies = hooks.lies(hook)?;
        let wanted = Hook::wanted(repo.is_bare()).contains(&hook);
        if wanted || lies != Lies::Nothing {
            let label = label(lies).get(ctx.language).to_owned();
            rows.push(vec![hook.name().to_owned(), label, hooks.shown(hook)]);
            listed.push(json!({ "name": hook.name(), "state": word(lies), "path": hooks.shown(hook) }));
        }
    }
    ctx.output.json(json!({ "hooks": listed }));
    ctx.output.page(&columns(rows));
    Ok(Exit::Done)
}

fn word(lies: Lies) -> &'static str {
    match lies {
        Lies::Nothing => "missing",
        Lies::Ours => "installed",
        Lies::Idle => "idle",
        Lies::Changed => "changed",
        Lies::Calls => "called",
        Lies::Theirs => "other",
    }
}

fn label(lies: Lies) -> Text {
    match lies {
        Lies::Nothing => say!("没有装", "not there"),
        Lies::Ours => say!("已装", "installed"),
        Lies::Idle => say!(
            "装了，但没有执行权限，git 不会运行；再装一次",
            "installed, but not executable, so git passes it over; install it again"
        ),
        Lies::Changed => say!("装过，后来被改过", "installed, and changed since"),
        Lies::Calls => say!("你自己的钩子，会调用 wxops", "one of your own, which calls wxops"),
        Lies::Theirs => say!("你自己的钩子，不调用 wxops", "one of your own, which does not call wxops"),
    }
}

// Which hooks; without a name those that fit the repository.
#[derive(clap::Args)]
struct Chosen {
    #[arg(
        value_name = tr!("钩子", "HOOK"),
        value_parser = clap::builder::PossibleValuesParser::new(Hook::ALL.map(Hook::name)),
        help = tr!("哪几个；不写就是适合这个仓库的", "Which ones; those that fit the repository if left out")
    )]
    hooks: Vec<String>,
    #[arg(
        long,
        conflicts_with = "hooks",
        help = tr!("服务器上的：`pre-receive`；在裸仓库里不写也一样", "Those of a server: `pre-receive`; implied in a bare repository")
    )]
    server: bool,
}

impl Chosen {
    fn hooks(&self, repo: &Repo) -> Vec<Hook> {
        if self.hooks.is_empty() {
            return Hook::wanted(self.server || repo.is_bare());
        }
        let named = |hook: &Hook| self.hooks.iter().any(|name| name == hook.name());
        Hook::ALL.into_iter().filter(named).collect()
    }
}

/// What came of one reference, as a document.
fn document(ctx: &Context, update: &Update, verdict: &Verdict) -> Value {
    let (word, articles, refusals) = match verdict {
        Verdict::Proved(proof) => {
            let slugs: Vec<&String> = proof.articles.iter().map(|(proven, _)| &proven.state.slug).collect();
            ("proved", slugs, vec![])
        }
        Verdict::Nothing => ("nothing", vec![], vec![]),
        Verdict::Refused(all) => ("refused", vec![], refused::documents(ctx, all)),
    };
    let Update { old, new, name } = update;
    json!({ "ref": name, "old": old, "new": new, "verdict": word, "articles": articles, "refusals": refusals })
}
