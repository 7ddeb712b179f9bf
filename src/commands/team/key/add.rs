//! `wxops team key add` lists a key that signs for a member.

use std::path::PathBuf;

use wxops::{
    content::read_named,
    refusal::{Exit, Refusal, Result},
    say,
    signature::Key,
    signer,
    text::{Text, names},
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::with_keys,
    },
};

use crate::shell::{
    acting::{Acting, from_start},
    adopting::{change, text_in_force},
    arguments::Writing,
    context::Context,
};

/// Most bytes of a public key file that are read.
const LIMIT: usize = 16 * 1024;

#[derive(clap::Args)]
#[command(
    about = tr!("登记成员的签名公钥", "List a public key of a member"),
    before_help = tr!(
        "wxops team key add wangfang wangfang.pub\n\
         wxops team key add lina --agent",
        "wxops team key add wangfang wangfang.pub\n\
         wxops team key add lina --agent"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("成员：代号或姓名", "Who: id or name"))]
    pub(crate) id: String,
    #[arg(
        value_name = tr!("公钥文件", "FILE"),
        required_unless_present = "agent",
        conflicts_with = "agent",
        help = tr!("以 `.pub` 结尾的公钥文件，如 `~/.ssh/id_ed25519.pub`", "The file of the public key, such as `~/.ssh/id_ed25519.pub`")
    )]
    pub(crate) file: Option<PathBuf>,
    #[arg(long, help = tr!("取 ssh-agent 里唯一的那把", "Take the only key that the agent holds"))]
    pub(crate) agent: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let id = acting.team.member_named(&args.id)?.to_owned();
    let key = match &args.file {
        Some(file) => {
            let shown = file.display().to_string();
            let bytes = read_named(&from_start(ctx, file), &shown, LIMIT)?;
            Key::read(&String::from_utf8_lossy(&bytes)).map_err(|refusal| refusal.at(shown))?
        }
        None => only(&signer::in_agent()?)?,
    };
    let (line, print) = (key.line(), key.fingerprint());
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        let team = &newest.team;
        may_adopt(team, &acting.typist()?.member)?;
        if team.distrust.contains(&print) {
            return Err(distrusted(&print));
        }
        match team.owner_of(&key) {
            Some(owner) if owner == id => return Ok(text),
            Some(owner) => return Err(taken(&print, team.name(owner))),
            None => {}
        }
        let mut keys = team.members.get(&id).map(|own| own.keys.clone()).unwrap_or_default();
        keys.push(line.clone());
        with_keys(&text, &id, &keys)
    };
    change(&acting, &args.writing, "team-key-add", &format!("team key add: {id}"), &text, &|adopted| {
        let (number, name) = (adopted.version.header.version, adopted.version.team.name(&id));
        say!(
            "运营规则第 {number} 版已生效：{name}可以用密钥 {print} 签名",
            "version {number} of the rule book is in force: the key {print} signs for {name}"
        )
    })
}

fn only(keys: &[Key]) -> Result<Key> {
    if let [key] = keys {
        return Ok(key.clone());
    }
    let (count, prints) = (keys.len(), keys.iter().map(Key::fingerprint));
    let Text { zh, en } = names(prints);
    Err(Refusal::usage(
        "agent_holds_several",
        say!("ssh-agent 里有 {count} 把密钥：{zh}", "the agent holds {count} keys: {en}"),
    )
    .help(say!(
        "写明公钥文件：`wxops team key add 成员 公钥文件`",
        "name the file of the public key: `wxops team key add MEMBER FILE.pub`"
    )))
}

fn distrusted(print: &str) -> Refusal {
    Refusal::not_now(
        "key_distrusted",
        say!("密钥 {print} 已宣布不可信", "the key {print} is distrusted and stays so"),
    )
    .help(say!("新做一把：`ssh-keygen -t ed25519`", "make another: `ssh-keygen -t ed25519`"))
}

fn taken(print: &str, owner: &str) -> Refusal {
    Refusal::usage("key_taken", say!("密钥 {print} 已经是{owner}的", "the key {print} is {owner}'s already"))
        .help(say!(
            "一把密钥只能属于一个人；新做一把：`ssh-keygen -t ed25519`",
            "a key belongs to one person; make another: `ssh-keygen -t ed25519`"
        ))
}
