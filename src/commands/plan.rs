//! `wxops plan` sets the time that is meant for an article, long before it is approved.

use serde_json::json;
use wxops::{
    moment::{self, Moment, stored},
    planning::{Planner, planning, rehearse},
    refusal::Exit,
    say,
    schedule::Timetable,
    text::Text,
    workflow::action::Action,
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    booking::Booking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("预排：写稿时就定下拟发时间", "Set the time that is meant for an article while it is written"),
    before_help = tr!(
        "wxops plan dongji-xinpin --at 下周二晚\n\
         wxops plan --at '2026-12-01 20:00'\n\
         wxops plan dongji-xinpin --next",
        "wxops plan dongji-xinpin --at 'Tuesday 8pm'\n\
         wxops plan --at '2026-12-01 20:00'\n\
         wxops plan dongji-xinpin --next"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("时间", "TIME"),
        required_unless_present = "next",
        help = tr!(
            "档期名，或时间：`周二晚`、`下周二晚8点`、`2026-12-01 20:00`、`明天 20:00`、`+2d`",
            "The name of a slot, or a time: `Tuesday 8pm`, `2026-12-01 20:00`, `tomorrow 20:00`, `+2d`"
        )
    )]
    pub(crate) at: Option<String>,
    #[arg(
        long,
        conflicts_with = "at",
        help = tr!("排进下一个空着、这个栏目可作头条的档期", "Into the next free slot that its category may lead")
    )]
    pub(crate) next: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let timetable = acting.folder.working().timetable()?;
    let typed = args.at.as_ref().map(|words| timetable.typed(words, acting.now)).transpose()?;
    let found = acting.find(&args.which, Action::Submit)?;
    let state = acting.state(&found)?;
    let booking = Booking::of(&acting, &timetable, &found, &state, typed)?;
    let at = typed.map_or_else(|| booking.next(), Ok)?;
    let push = acting.folder.push_of(&state.slug, acting.now).ok().flatten();
    let push = push.filter(|push| push.at != at);
    let words = timetable.zone.tells(at).format("%Y-%m-%d %H:%M").to_string();
    let typist = acting.typist()?;
    let planner = Planner { by: &typist.member, who: &typist.identity, at: acting.now };
    let planned = if args.writing.dry_run {
        rehearse(&acting.folder, &found, &words, planner.by)?
    } else {
        planning(&acting.folder, &found, &words, &planner)?
    };
    // What would be refused of a schedule is a word of warning here: until then much may change.
    for offence in booking.offences(at) {
        ctx.output.note(&offence.message);
    }
    for remark in booking.remarks(at) {
        ctx.output.note(&remark);
    }
    if let Some(push) = &push {
        let (id, Text { zh, en }) = (&push.id, moment::spoken(push.at, acting.now));
        ctx.output.note(&say!(
            "它排在推送 {id} 里，随那次在 {zh} 发；只改这里不会换时间",
            "it is in push {id} and goes out with it on {en}; this alone moves nothing"
        ));
    }
    let called = acting.called(&state);
    ctx.output.say(&match (&planned.plan, args.writing.dry_run) {
        (None, _) => say!(
            "已经办过：{zh}拟发就是这个时间",
            "done before: that is the time meant for {en}",
            zh = called.zh,
            en = called.en
        ),
        (Some(plan), true) => say!(
            "会提交“{subject}”，改动：{path}",
            "would commit `{subject}`, changing: {path}",
            subject = &plan.message,
            path = &plan.edits[0].path
        ),
        (Some(_), false) => told(&acting, &timetable, &called, at),
    });
    let shared = match (&planned.commit, &planned.behind) {
        (Some(_), None) => acting.share(args.writing.asking()),
        _ => None,
    };
    let exit = shared.as_ref().map_or(Exit::Done, |shared| shared.tell(&acting));
    let mut outcome = json!({
        "action": "plan",
        "article": { "id": state.id, "slug": state.slug, "path": state.place() },
        "planned_at": stored(timetable.zone.tells(at)),
        "commit": planned.commit.as_ref().map(|commit| &commit.0),
    });
    if let Some(shared) = shared {
        shared.into_document(ctx, &mut outcome);
    }
    ctx.output.json(json!({ "outcome": outcome }));
    if let Some(behind) = planned.behind {
        ctx.output.refusal(&behind);
        return Ok(behind.exit);
    }
    Ok(exit)
}

/// The time, and by when the article is to be handed in and approved for it.
fn told(acting: &Acting<'_>, timetable: &Timetable, called: &Text, at: Moment) -> Text {
    let spoken = |at: Moment| moment::spoken(timetable.zone.tells(at), acting.now);
    let due = |deadline| spoken(timetable.due(deadline, at).min(at));
    let (then, submit, locked) =
        (spoken(at), due(timetable.deadlines.submit), due(timetable.deadlines.locked));
    let slot = timetable.slot_at(at).map(|slot| &slot.name);
    let (slot_zh, slot_en) =
        slot.map_or_else(Default::default, |name| (format!("，档期“{name}”"), format!(", slot `{name}`")));
    say!(
        "{zh}拟发 {then_zh}{slot_zh}；最晚 {submit_zh} 送审，{locked_zh} 定稿",
        "{en} is meant for {then_en}{slot_en}; hand it in by {submit_en}, to be approved by {locked_en}",
        zh = &called.zh,
        en = &called.en,
        then_zh = then.zh,
        then_en = then.en,
        submit_zh = submit.zh,
        submit_en = submit.en,
        locked_zh = locked.zh,
        locked_en = locked.en
    )
}
