//! `wxops init` makes a content folder.

mod told;

use std::path::{Path, PathBuf};

use serde_json::json;
use wxops::{
    article::digest::Digest,
    folder::ContentFolder,
    init::{Made, Start, Started, init, repository_at},
    moment::stored,
    refusal::{Exit, Refusal, Result},
    repo::{Identity, Repo, git},
    say,
    template::{self, Choices},
    workflow::team::is_id,
};

use crate::shell::{arguments::Writing, context::Context, random::random};

#[derive(clap::Args)]
#[command(
    about = tr!("新建稿件库", "Make a content folder"),
    before_help = tr!(
        "wxops init gongzhonghao --account-name 星河科技\n\
         wxops init --member lina --stages 1",
        "wxops init newsroom --account-name 'Galaxy Tech'\n\
         wxops init --member lina --stages 1"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("文件夹", "DIR"),
        help = tr!("建在哪里；不写就是当前文件夹", "Where; the current folder if left out")
    )]
    pub(crate) dir: Option<PathBuf>,
    #[arg(
        long,
        value_name = tr!("名称", "NAME"),
        help = tr!("公众号的名称", "The name of the Official Account")
    )]
    pub(crate) account_name: Option<String>,
    #[arg(
        long,
        value_name = tr!("成员", "ID"),
        help = tr!("第一位成员（你）的代号，小写字母、数字、连字符", "The id of the first member, you: small letters, digits, hyphens")
    )]
    pub(crate) member: Option<String>,
    #[arg(
        long, value_parser = clap::value_parser!(u8).range(1..=3),
        value_name = tr!("环节数", "NUMBER"),
        help = tr!("审核环节的数目：1 只有终审，2 初审和终审，3 再加复审", "How many stages of review: 1 final, 2 first and final, 3 one between")
    )]
    pub(crate) stages: Option<u8>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let folder = std::path::absolute(ctx.start.join(args.dir.as_deref().unwrap_or(Path::new("."))))?;
    if folder.exists() && !folder.is_dir() {
        let folder = folder.display();
        let message = say!("`{folder}` 是文件，不是文件夹", "`{folder}` is a file, not a folder");
        let help = say!("换一个名字", "take another name");
        return Err(Refusal::usage("not_a_folder", message).help(help).into());
    }
    git::check_version()?;
    let there = repository_at(&folder)?;
    let who = match &there {
        Some(repo) => repo.identity()?,
        None => Identity::in_folder(folder.ancestors().find(|place| place.is_dir()).unwrap_or(&folder))?,
    };
    let (dir, dry_run) = (args.dir.clone(), args.writing.dry_run);
    let start = start(ctx, args, &folder, &who)?;
    if dry_run {
        told::rehearsed(ctx.output, wxops::init::rehearse(there.as_ref(), &start)?);
        return Ok(Exit::Done);
    }
    let repo = Repo::create(&folder)?;
    match init(&repo, &start, &who)? {
        Started::Already(recovered) => {
            ContentFolder::open(repo.root())?.head()?;
            told::already(ctx.output, repo.root(), &recovered);
            Ok(Exit::Done)
        }
        Started::Made(made) => {
            let Made { founding, pin, commit, behind } = *made;
            told::tell(ctx.output, dir.as_deref(), &repo, &start.choices, &founding, &pin);
            ctx.output.json(json!({ "outcome": {
                "action": "init",
                "path": repo.root().to_string_lossy(),
                "member": start.choices.member,
                "files": founding.written,
                "completed": founding.completed,
                "kept": founding.kept,
                "pin": pin.as_str(),
                "commit": commit.0,
                "next": told::next(&start.choices),
            }}));
            behind.as_ref().inspect(|behind| ctx.output.refusal(behind));
            Ok(behind.map_or(Exit::Done, |behind| behind.exit))
        }
    }
}

/// What was typed, and for what was not: the folder's name, the mail box, two stages.
fn start(ctx: &Context, args: Args, folder: &Path, who: &Identity) -> Result<Start> {
    let example = || say!("例如：`wxops init --member lina`", "for example: `wxops init --member lina`");
    let member = match args.member {
        Some(id) if is_id(&id) => id,
        Some(id) => {
            return Err(Refusal::usage(
                "bad_member",
                say!(
                    "代号 `{id}` 要用小写字母开头，只含小写字母、数字和 `-`",
                    "the id `{id}` must begin with a small letter and hold only small letters, digits and `-`"
                ),
            )
            .help(example()));
        }
        None => template::id_from(&who.name, &who.email).ok_or_else(|| {
            let Identity { name, email } = who;
            Refusal::usage(
                "member_missing",
                say!("从 {name} <{email}> 得不出代号", "no id can be made from {name} <{email}>"),
            )
            .help(example())
        })?,
    };
    let named = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let choices = Choices {
        account: args.account_name.or(named).unwrap_or_else(|| "公众号".to_owned()),
        member,
        name: who.name.clone(),
        email: who.email.clone(),
        stages: args.stages.unwrap_or(2),
        effective: ctx.clock.now().date_naive(),
    };
    let id = repo_id(ctx, &choices)?;
    Ok(Start { choices, now: ctx.clock.now(), id, sandbox: ctx.clock.test() })
}

/// 128 random bits; under the test clock a hash, so that the same words make the same folder.
fn repo_id(ctx: &Context, choices: &Choices) -> Result<String> {
    if ctx.clock.test() {
        let Choices { account, email, .. } = choices;
        let words = format!("wxops-repo-v1\0{account}\0{email}\0{}", stored(ctx.clock.now()));
        return Ok(Digest::of(words.as_bytes()).as_str()[..32].to_owned());
    }
    random()
}
