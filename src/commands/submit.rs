//! `wxops submit` hands an article in for review.

use wxops::{
    folder::filter::member,
    refusal::Exit,
    say,
    text::{Text, plural},
    workflow::{action::Action, decide::Does, lists::Ticks, record::Emergency, status::Status, team::Team},
};

use crate::shell::{
    acting::Acting,
    arguments::{Attesting, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("送审；没有自检的先自检", "Hand in for review, after the self-check"),
    before_help = tr!(
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all\n\
         wxops submit tongzhi --urgent --reason '今晚停机' --told 张明",
        "wxops submit\n\
         wxops submit dongji-xinpin --attest all\n\
         wxops submit notice --urgent --reason 'we close tonight' --told zhangming"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[arg(
        long,
        requires = "reason",
        help = tr!(
            "加急：排在最前，每个环节的时限更短；不少审一个环节；退改后再送审仍是加急",
            "Urgent: first in every queue, with fewer hours a stage; no stage is skipped. Sent back, it stays urgent"
        )
    )]
    pub(crate) urgent: bool,
    #[arg(
        long,
        requires = "urgent",
        value_name = tr!("理由", "REASON"),
        help = tr!("为什么加急", "Why it cannot wait")
    )]
    pub(crate) reason: Option<String>,
    #[arg(
        long,
        requires = "urgent",
        value_name = tr!("成员", "MEMBER"),
        help = tr!("事先告知了谁（可重复）", "Who was told before (can be repeated)")
    )]
    pub(crate) told: Vec<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let urgent = urgent(&args, &acting.team)?;
    let found = acting.find(&args.which, Action::Submit)?;
    let before = acting.state(&found)?;
    let checkable = matches!(before.status, Status::Draft | Status::ChangesRequested | Status::Checked);
    let checked = !checkable || acting.is_checked(&found, &before)?;
    let ticks = if checked {
        Ticks::default()
    } else {
        acting.may(&before, Action::Submit)?;
        let category = acting.category(&found);
        asking::ticks(ctx, &acting.team, ("self-check", &category), &args.attesting, &args.writing, |all| {
            acting.rehearse(&found, Does::Submit { ticks: Some(all), urgent: urgent.clone() })
        })?
    };
    acting.act(found, Does::Submit { ticks: Some(ticks), urgent }, &args.writing, |done| {
        let stage = done.after.stage.as_ref().map(|stage| stage.name.clone()).unwrap_or_default();
        let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
        let Text { zh, en } = acting.deciders(&done.after);
        if let Some(urgent) = done.after.urgent() {
            let hours = urgent.within_hours;
            return say!(
                "{title_zh}已加急送审，待{stage}：{zh}。每个环节须在 {hours} 小时内审完，请当面或打电话告诉审核人",
                "{title_en} is submitted as urgent and waits for {stage}: {en}. Each stage has {within}; tell the reviewers yourself",
                within = plural(hours as usize, "hour")
            );
        }
        say!("{title_zh}已送审，待{stage}：{zh}", "{title_en} is submitted and waits for {stage}: {en}")
    })
}

/// Why it cannot wait and who was told, as typed: members by name, id or address.
fn urgent(args: &Args, team: &Team) -> wxops::refusal::Result<Option<Emergency>> {
    if !args.urgent {
        return Ok(None);
    }
    let told = args.told.iter().map(|words| member(words, team)).collect::<Result<_, _>>()?;
    Ok(Some(Emergency { reason: args.reason.clone().unwrap_or_default(), told }))
}
