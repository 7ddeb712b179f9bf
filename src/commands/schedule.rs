//! `wxops schedule` plans when an approved article goes out.

use wxops::{
    folder::filter::member,
    moment,
    refusal::{Exit, Refusal, Result},
    say,
    schedule::push::Push,
    text::Text,
    workflow::{action::Action, decide::Does, record::Emergency, state::State},
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    booking::Booking,
    context::Context,
    usage,
};

#[derive(clap::Args)]
#[command(
    about = tr!(
        "排期：定下已定稿的稿件何时推送；已排进推送的，不写时间就是那次推送的时间",
        "Plan when an approved article goes out; without a time, when its push does"
    ),
    before_help = tr!(
        "wxops schedule dongji-xinpin\n\
         wxops schedule dongji-xinpin --next\n\
         wxops schedule dongji-xinpin --at 周二晚\n\
         wxops schedule dongji-xinpin --at '下周二晚8点'\n\
         wxops schedule --at '今晚9点' --urgent --reason '今晚停机' --told 张明",
        "wxops schedule dongji-xinpin\n\
         wxops schedule dongji-xinpin --next\n\
         wxops schedule dongji-xinpin --at 'Tuesday 8pm'\n\
         wxops schedule --at '2026-12-01 20:00'\n\
         wxops schedule --at 'today 21:00' --urgent --reason 'we close tonight' --told zhangming"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        help = tr!(
            "档期名，或时间：`周二晚`、`下周二晚8点`、`2026-12-01 20:00`、`明天 20:00`、`+2d`；在推送里的可以不写",
            "The name of a slot, or a time: `Tuesday 8pm`, `2026-12-01 20:00`, `tomorrow 20:00`, `+2d`; left out: that of its push"
        )
    )]
    pub(crate) at: Option<String>,
    #[arg(
        long,
        conflicts_with = "at",
        help = tr!("排进下一个空着、这个栏目可作头条的档期", "Into the next free slot that its category may lead")
    )]
    pub(crate) next: bool,
    #[arg(
        long,
        requires = "reason",
        help = tr!("加急：不合排期规则也排上，理由写入流转记录", "Urgent: take the time though it breaks a rule of the plan; the record says why")
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
    let timetable = acting.folder.working().timetable()?;
    let typed = args.at.as_ref().map(|words| timetable.typed(words, acting.now)).transpose()?;
    let found = acting.find(&args.which, Action::Schedule)?;
    let state = acting.state(&found)?;
    acting.may(&state, Action::Schedule)?;
    let push = acting.folder.push_of(&state.slug, acting.now)?;
    if typed.is_none() && !args.next && push.is_none() {
        return Err(usage::missing("schedule", tr!("--at <时间>", "--at <TIME>"), "--at").into());
    }
    let typed = typed.or_else(|| push.as_ref().filter(|_| !args.next).map(|push| push.at));
    let booking = Booking::of(&acting, &timetable, &found, &state, typed)?;
    let at = typed.map_or_else(|| booking.next(), Ok)?;
    acting.untimed(&found, &Does::Schedule { at, urgent: None })?;
    if let Some(push) = push.as_ref().filter(|push| push.at != at && !args.urgent) {
        return Err(elsewhere(push, &state, &acting).into());
    }
    let offences = booking.offences(at);
    if !args.urgent && state.publish_at != Some(at) && !offences.is_empty() {
        return Err(booking.refused(at, &offences).into());
    }
    let urgent = if offences.is_empty() { None } else { hurry(&acting, &args)? };
    let remarks = booking.remarks(at);
    let slot = timetable.slot_at(at).map(|slot| slot.name.clone());
    acting.act(found, Does::Schedule { at, urgent }, &args.writing, |done| {
        for remark in &remarks {
            ctx.output.note(remark);
        }
        let (slug, Text { zh, en }) = (&done.after.slug, acting.called(&done.after));
        let Text { zh: then_zh, en: then_en } = moment::spoken(at, acting.now);
        let (slot_zh, slot_en) = slot
            .as_ref()
            .map_or_else(Default::default, |name| (format!("，档期“{name}”"), format!(", slot `{name}`")));
        say!(
            "{zh}已排期：{then_zh}{slot_zh}。发出后登记：`wxops publish {slug} --url 链接`",
            "{en} is scheduled: {then_en}{slot_en}. Once it is out: `wxops publish {slug} --url LINK`"
        )
    })
}

/// The article goes out with its push.
fn elsewhere(push: &Push, state: &State, acting: &Acting<'_>) -> Refusal {
    let (slug, id, Text { zh, en }) = (&state.slug, &push.id, moment::spoken(push.at, acting.now));
    let message =
        say!("`{slug}` 在推送 {id} 里，时间是 {zh}", "`{slug}` is in push {id}, which goes out on {en}");
    Refusal::not_now("push_elsewhere", message)
        .help(say!("随推送排期：`wxops schedule {slug}`", "to go out with it: `wxops schedule {slug}`"))
        .help(say!(
            "整次换时间：`wxops push move {id} 档期`",
            "to move the whole push: `wxops push move {id} SLOT`"
        ))
        .help(say!(
            "单独发：先 `wxops push remove {id} {slug}`",
            "to go out alone: first `wxops push remove {id} {slug}`"
        ))
}

/// Why the rules do not hold this time, and who was told.
fn hurry(acting: &Acting<'_>, args: &Args) -> Result<Option<Emergency>> {
    let told = args.told.iter().map(|words| member(words, &acting.team)).collect::<Result<_>>()?;
    Ok(Some(Emergency { reason: args.reason.clone().unwrap_or_default(), told }))
}
