//! `wxops schedule` plans when an approved article goes out.

use chrono::{Days, NaiveDate};
use wxops::{
    folder::{Found, card, filter::member},
    moment::{self, Moment},
    refusal::{Exit, Refusal, Result},
    say,
    schedule::{Booked, Offence, Timetable, Wish},
    text::Text,
    workflow::{action::Action, decide::Does, record::Emergency, state::State, status::Status},
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

/// How far around a time the pushes are looked at, in days: its month is inside.
const AROUND: u64 = 31;

/// How far ahead a free slot is looked for, in days.
const AHEAD: u64 = 92;

#[derive(clap::Args)]
#[command(
    about = tr!("排期：定下已定稿的稿件何时推送", "Plan when an approved article goes out"),
    before_help = tr!(
        "wxops schedule dongji-xinpin --next\n\
         wxops schedule dongji-xinpin --at 周二晚\n\
         wxops schedule dongji-xinpin --at '下周二晚8点'\n\
         wxops schedule --at '今晚9点' --urgent --reason '今晚停机' --told 张明",
        "wxops schedule dongji-xinpin --next\n\
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
    let plan = Plan::of(&acting, &timetable, &found, &state, typed)?;
    let at = match typed {
        Some(at) => at,
        None => plan.next()?,
    };
    let wish = plan.wish(at);
    let offences = timetable.offences(&wish, &plan.booked);
    if !args.urgent && state.publish_at != Some(at) && !offences.is_empty() {
        return Err(plan.refused(&wish, &offences).into());
    }
    let urgent = if offences.is_empty() { None } else { hurry(&acting, &args)? };
    let remarks = timetable.remarks(&wish, &plan.booked);
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

/// Why the rules do not hold this time, and who was told.
fn hurry(acting: &Acting<'_>, args: &Args) -> Result<Option<Emergency>> {
    let told = args.told.iter().map(|words| member(words, &acting.team)).collect::<Result<_>>()?;
    Ok(Some(Emergency { reason: args.reason.clone().unwrap_or_default(), told }))
}

/// What is known of the plan around an article.
struct Plan<'p> {
    timetable: &'p Timetable,
    state: &'p State,
    now: Moment,
    category: String,
    notifies: bool,
    booked: Vec<Booked>,
}

impl<'p> Plan<'p> {
    fn of(
        acting: &Acting<'_>,
        timetable: &'p Timetable,
        found: &Found,
        state: &'p State,
        typed: Option<Moment>,
    ) -> Result<Plan<'p>> {
        let own = card(acting.folder.working(), found.path.clone());
        let middle = acting.folder.local(typed.unwrap_or(acting.now)).date_naive();
        let until = if typed.is_some() { AROUND } else { AHEAD };
        let first = middle.checked_sub_days(Days::new(AROUND)).unwrap_or(middle);
        let last: NaiveDate = middle.checked_add_days(Days::new(until)).unwrap_or(middle);
        let outings = acting.folder.outings(&acting.folder.head()?, first, last)?;
        let booked = outings.iter().filter_map(wxops::folder::Outing::booked).collect();
        let (category, notifies) = (own.category, own.notifies);
        Ok(Plan { timetable, state, now: acting.now, category, notifies, booked })
    }

    fn wish(&self, at: Moment) -> Wish<'_> {
        let approved = Some(self.state.since).filter(|_| self.state.status == Status::Approved);
        Wish { at, slug: &self.state.slug, category: &self.category, notifies: self.notifies, approved }
    }

    fn free(&self) -> Option<Moment> {
        self.timetable.next_free(&self.wish(self.now), &self.booked, self.now).map(|(at, _)| at)
    }

    /// The next free slot.
    fn next(&self) -> Result<Moment> {
        self.free().ok_or_else(|| {
            let message = say!("三个月里没有空着的合适档期", "no slot that fits is free within three months");
            let Text { zh, en } = self.timetable.slot_names();
            let refusal = Refusal::not_now("no_slot_free", message);
            if zh.is_empty() {
                return refusal.help(say!(
                    "在 `wxops.toml` 里写 `[[slots]]`，或用 `--at`",
                    "write `[[slots]]` into `wxops.toml`, or use `--at`"
                ));
            }
            refusal.help(say!(
                "看排了什么：`wxops calendar`；或用 `--at` 定时间；档期：{zh}",
                "see what is planned: `wxops calendar`; or say when with `--at`; the slots: {en}"
            ))
        })
    }

    fn refused(&self, wish: &Wish<'_>, offences: &[Offence]) -> Refusal {
        let Text { zh, en } = moment::spoken(wish.at, self.now);
        let message = &offences[0].message;
        let (why_zh, why_en) = (&message.zh, &message.en);
        let message = say!("{zh} 排不上：{why_zh}", "{en} cannot be: {why_en}");
        let refusal = Refusal::not_now(offences[0].code, message);
        let refusal =
            offences[1..].iter().fold(refusal, |refusal, other| refusal.detail(other.message.clone()));
        let slug = &self.state.slug;
        let refusal = match self.free() {
            Some(at) => {
                let Text { zh, en } = moment::spoken(at, self.now);
                refusal.help(say!(
                    "下一个空档期是 {zh}：`wxops schedule {slug} --next`",
                    "the next free slot is {en}: `wxops schedule {slug} --next`"
                ))
            }
            None => refusal,
        };
        refusal.help(say!(
            "确实等不得：加上 `--urgent --reason '为什么' --told 成员`，理由写入流转记录",
            "if it cannot wait: add `--urgent --reason 'why' --told MEMBER`; the record keeps the reason"
        ))
    }
}
