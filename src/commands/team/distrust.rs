//! `wxops team distrust` bars a key that was stolen.

use wxops::{
    refusal::Exit,
    say,
    text::plural,
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::text::{with_distrust, without_key},
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
    about = tr!("禁用被盗的密钥", "Bar a key that was stolen"),
    before_help = tr!(
        "wxops team distrust SHA256:GPMrtvV5",
        "wxops team distrust SHA256:GPMrtvV5"
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
        let mut barred = newest.team.distrust.clone();
        barred.push(print.clone());
        with_distrust(&without_key(&text, &newest.team, &id, &key)?, &barred)
    };
    let head = acting.folder.head()?;
    let by_it = |brief: &&wxops::workflow::policy::closing::Brief| brief.key.as_ref() == Some(&print);
    let count = acting.folder.briefs(&head)?.iter().filter(by_it).count();
    drop(head);
    change(&acting, &args.writing, "team-distrust", &format!("team distrust: {id}"), &text, &|adopted| {
        let number = adopted.version.header.version;
        let mut told = say!(
            "运营规则第 {number} 版已生效：密钥 {print} 不再可信，谁也不能再用",
            "version {number} of the rule book is in force: the key {print} is distrusted, and nobody can use it"
        );
        if count > 0 {
            let records = plural(count, "record");
            told.zh +=
                &format!("\n它签过 {count} 条记录，都还算数；逐条核对是不是本人：`wxops verify --acts`");
            told.en += &format!(
                "\nit signed {records}, which still count; see whether its owner did: `wxops verify --acts`"
            );
        }
        told
    })
}
