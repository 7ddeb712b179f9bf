//! `wxops team key remove` takes a key out of the rule book: one that was lost, or is no longer used.

use wxops::{
    refusal::Exit,
    say,
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::without_key,
    },
};

use crate::shell::{
    acting::Acting,
    adopting::{change, text_in_force},
    arguments::{Listed, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("去掉丢失或不用的密钥", "Remove a key that was lost or is no longer used"),
    before_help = tr!(
        "wxops team key remove SHA256:GPMrtvV5",
        "wxops team key remove SHA256:GPMrtvV5"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Listed,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let (id, key) = acting.team.key_named(&args.which.key)?;
    let print = key.fingerprint();
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        may_adopt(&newest.team, &acting.typist()?.member)?;
        without_key(&text, &newest.team, &id, &key)
    };
    change(&acting, &args.writing, "team-key-remove", &format!("team key remove: {id}"), &text, &|adopted| {
        let (number, name) = (adopted.version.header.version, adopted.version.team.name(&id));
        say!(
            "运营规则第 {number} 版已生效：密钥 {print} 不再替{name}签名，签过的仍然有效",
            "version {number} of the rule book is in force: the key {print} no longer signs for {name}; what it signed stays"
        )
    })
}
