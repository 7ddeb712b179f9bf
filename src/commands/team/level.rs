//! `wxops team level` raises the level at which acts are proved.

use clap::ValueEnum;
use wxops::{
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        policy::{
            Version,
            adopt::{may_adopt, may_raise},
        },
        team::{Level, text::with_level},
    },
};

use crate::shell::{
    acting::Acting,
    adopting::{change, text_in_force},
    arguments::Writing,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("升为签名核验：此后每一步都要签名", "Raise the level: from now on each act is signed"),
    before_help = tr!(
        "wxops team level signed\n\
         wxops team level signed --dry-run",
        "wxops team level signed\n\
         wxops team level signed --dry-run"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("级别", "LEVEL"), help = tr!("`signed`：签名核验", "`signed`: each record carries a signature"))]
    pub(crate) level: Raised,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Raised {
    #[value(alias = "签名核验")]
    Signed,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let Raised::Signed = args.level;
    let acting = Acting::open_to_adopt(ctx)?;
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        may_adopt(&newest.team, &acting.typist()?.member)?;
        if newest.team.level == Level::Signed {
            return Ok(text);
        }
        may_raise(&newest.team)?;
        with_level(&text, Level::Signed)
    };
    change(&acting, &args.writing, "team-level", "team level: signed", &text, &|adopted| {
        let (number, team) = (adopted.version.header.version, &adopted.version.team);
        let mut told = say!(
            "运营规则第 {number} 版已生效：签名核验，此后每一步都要签名；此前的记录封存，不再增加",
            "version {number} of the rule book is in force: from now on each act is signed; older records are closed"
        );
        let without = team.members.iter().filter(|(_, member)| member.keys.is_empty());
        for (id, member) in without {
            let name = &member.name;
            told.zh += &format!("\n{name}还没有密钥，办不了事：`wxops team key add {id} 公钥文件`");
            told.en += &format!("\n{name} has no key and cannot act: `wxops team key add {id} FILE.pub`");
        }
        let managers: Vec<&str> = team.with_key("manager").collect();
        if let [only] = managers.as_slice()
            && team.keys_of(only).len() == 1
        {
            let Text { zh, en } = team.names([*only]);
            told.zh += &format!("\n只有{zh}的一把密钥能改运营规则，丢了就改不了：再登记一把");
            told.en += &format!(
                "\nonly one key, of {en}, can change the rule book; list a second one in case it is lost"
            );
        }
        told
    })
}
