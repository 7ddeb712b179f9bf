//! `wxops team adopt` adopts the team as edited by hand.

use wxops::{
    refusal::{Exit, Refusal},
    say,
    text::Text,
    workflow::{policy::Version, team::TEAM},
};

use crate::shell::{
    acting::Acting,
    adopting::{change, changes, text_in_force},
    arguments::Writing,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("采用手工改过的运营规则", "Adopt team.toml as edited by hand"),
    before_help = tr!(
        "wxops team adopt\n\
         wxops team adopt --dry-run",
        "wxops team adopt\n\
         wxops team adopt --dry-run"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let text = |newest: &Version, file: Option<&[u8]>| {
        let Some(file) = file else { return text_in_force(newest, None) };
        String::from_utf8(file.to_vec()).map_err(|error| {
            let line = file[..error.utf8_error().valid_up_to()].split(|byte| *byte == b'\n').count();
            Refusal::unusable("team_form", say!("不是 UTF-8 编码", "the file is not UTF-8"))
                .at(TEAM)
                .line(line)
        })
    };
    change(&acting, &args.writing, "team-adopt", "team adopt", &text, &|adopted| {
        let number = adopted.version.header.version;
        let mut told =
            say!("运营规则第 {number} 版已生效：", "version {number} of the rule book is in force:");
        for Text { zh, en } in changes(adopted) {
            told.zh += &format!("\n  {zh}");
            told.en += &format!("\n  {en}");
        }
        told
    })
}
