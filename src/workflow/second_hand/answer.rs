//! What the member says to an approval that was typed for them: 补签, or a denial. And what is refused while they say
//! nothing.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use super::{Answer, Consent};
use crate::{
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{action::Action, record::Record, state::State, team::Team},
};

/// Whether `by` can countersign or deny anything of an article now.
pub fn waiting(state: &State, by: &str, action: Action, team: &Team) -> Result<()> {
    if state.owed_by(by).next().is_some() {
        return Ok(());
    }
    none_waits(state, action)?;
    let (Text { zh, en }, name) = (action.label(), team.name(by));
    let people: BTreeSet<&str> = state.uncountersigned().map(|consent| consent.member.as_str()).collect();
    let Text { zh: who_zh, en: who_en } = team.names(people);
    Err(Refusal::not_allowed(
        "countersign_foreign",
        say!(
            "代录的不是{name}的同意，{zh}要本人来办",
            "no approval was typed for {name}; only whose approval it is can {en}"
        ),
    )
    .help(say!("可以办的人：{who_zh}", "who may: {who_en}")))
}

/// Whether anything of an article waits to be countersigned, whoever would.
pub fn none_waits(state: &State, action: Action) -> Result<()> {
    if state.uncountersigned().next().is_some() {
        return Ok(());
    }
    let (slug, Text { zh, en }) = (&state.slug, action.label());
    Err(Refusal::not_now(
        "nothing_to_countersign",
        say!(
            "`{slug}` 没有待补签的代录，无须{zh}",
            "no second-hand approval of `{slug}` waits, so there is nothing to {en}"
        ),
    )
    .help(say!("看流转：`wxops log {slug}`", "see its records: `wxops log {slug}`")))
}

/// Filed is what is done with: not before each approval is countersigned, and a denied one is corrected.
pub fn unsettled(state: &State, team: &Team) -> Refusal {
    let slug = &state.slug;
    let open = state.second_hand.iter().find(|consent| !consent.is_settled());
    let Text { zh, en } = open.map(|consent| consent.described(team)).unwrap_or_default();
    if open.is_some_and(Consent::is_open) {
        let message =
            say!("{zh}，还没有补签，不能归档", "{en}, which is not countersigned; it cannot be archived");
        return Refusal::not_now("countersign_open", message).help(say!(
            "本人补签：`wxops countersign {slug}`",
            "countersign it: `wxops countersign {slug}`"
        ));
    }
    let message = say!("{zh}，而本人否认，不能归档", "{en}, which is denied; it cannot be archived");
    Refusal::not_now("second_hand_denied", message).help(mended(slug))
}

/// How a text is mended that readers see by an approval that is denied.
fn mended(slug: &str) -> Text {
    say!(
        "更正后重新送审：`wxops correct {slug} --how edit --reason 理由`；或撤稿：`wxops retract {slug} --reason 理由`",
        "correct it: `wxops correct {slug} --how edit --reason REASON`; or take it down: `wxops retract {slug} --reason REASON`"
    )
}

/// The approval that a person means: a number of those that wait for them, the beginning of the record's id or name, or
/// nothing where there is one only.
pub fn choose<'s>(state: &'s State, by: &'s str, which: Option<&str>, team: &Team) -> Result<&'s Consent> {
    let open: Vec<&Consent> = state.owed_by(by).collect();
    let named = |word: &str, n: usize, consent: &Consent| {
        let word = word.strip_prefix("approve-").unwrap_or(word);
        word.parse() == Ok(n + 1) && word.len() < 4
            || word.len() >= 4 && consent.record.as_str().starts_with(word)
    };
    let fitting: Vec<&Consent> = open
        .iter()
        .enumerate()
        .filter(|(n, consent)| which.is_none_or(|word| named(word, *n, consent)))
        .map(|(_, consent)| *consent)
        .collect();
    if let [one] = fitting.as_slice() {
        return Ok(one);
    }
    let count = open.len();
    let refusal = match which {
        None => Refusal::usage(
            "countersign_which",
            say!(
                "有 {count} 条代录等你补签，请写明是哪一条",
                "{count} approvals wait for you; say which one"
            ),
        ),
        Some(word) => Refusal::usage(
            "countersign_which",
            say!("没有第 `{word}` 条待你补签的代录", "`{word}` is no approval that waits for you"),
        ),
    };
    let slug = &state.slug;
    let refusal = open.iter().enumerate().fold(refusal, |refusal, (n, consent)| {
        let (n, short, Text { zh, en }) = (n + 1, consent.record.short(), consent.described(team));
        refusal.detail(say!("{n}. {zh}　{short}", "{n}. {en}  {short}"))
    });
    Err(refusal.help(say!("`wxops countersign {slug} 1`", "`wxops countersign {slug} 1`")))
}

/// Whether a record answers an approval that waits for its author.
pub fn answers(state: &State, record: &Record, team: &Team) -> Result<()> {
    let named = record.says.countersign.as_ref();
    let consent = state.second_hand.iter().find(|consent| Some(&consent.record) == named);
    let refuse = |code, message| Err(Refusal::findings(code, message));
    match consent {
        None => refuse(
            "not_second_hand",
            say!(
                "补签的那条记录不是现在算数的代录",
                "the record it names is no second-hand approval that counts now"
            ),
        ),
        Some(consent) if consent.member != record.by => {
            let (name, whose) = (team.name(&record.by), team.name(&consent.member));
            refuse(
                "countersign_foreign",
                say!(
                    "代录的是{whose}的同意，{name}不能补签",
                    "the approval was typed for {whose}, not for {name}"
                ),
            )
        }
        Some(consent) if !consent.is_open() => {
            refuse("countersigned_before", say!("这条代录已经补签过了", "this approval was answered before"))
        }
        Some(_) => Ok(()),
    }
}

/// Refuses to go on while an approval of this text is overdue. Asked of whoever acts, by their clock; a proof of later
/// days knows no clock of that time, and says by its own what is overdue now.
pub fn in_time(state: &State, now: Moment, team: &Team) -> Result<()> {
    let late = |consent: &&Consent| consent.revision == state.revision && consent.is_overdue(now);
    match state.second_hand.iter().find(late) {
        Some(consent) => Err(overdue(state, consent, now, team, Refusal::not_now)),
        None => Ok(()),
    }
}

/// How far clocks of two computers may differ.
const SKEW: TimeDelta = TimeDelta::hours(1);

/// Whoever typed it set their clock forward, and the deadline with it.
fn from_the_future(consent: &Consent, now: Moment, team: &Team) -> Refusal {
    let (Text { zh, en }, typed, clock) =
        (consent.described(team), spoken(consent.typed_at, now), spoken(now, now));
    Refusal::findings(
        "second_hand_future",
        say!(
            "{zh}，写的时间 {typed_zh} 还没到（现在是 {clock_zh}），补签期限不可信",
            "{en} at {typed_en}, which is not past yet (it is {clock_en}); so its deadline is not to be trusted",
            typed_zh = typed.zh,
            typed_en = typed.en,
            clock_zh = clock.zh,
            clock_en = clock.en
        ),
    )
    .help(say!("对一对两台电脑的时钟；请本人尽快补签", "compare the clocks of both computers; let it be countersigned soon"))
}

/// What a proof has to refuse: approvals that are denied, or not countersigned in time.
pub fn settled(state: &State, now: Moment, team: &Team) -> Vec<Refusal> {
    let refused = |consent: &Consent| match consent.answer {
        Some(Answer::Denied(at)) => Some(denied(state, consent, at, now, team)),
        None if consent.typed_at > now + SKEW => Some(from_the_future(consent, now, team)),
        _ if consent.is_overdue(now) => Some(overdue(state, consent, now, team, Refusal::findings)),
        _ => None,
    };
    state.second_hand.iter().filter_map(refused).collect()
}

fn overdue(
    state: &State,
    consent: &Consent,
    now: Moment,
    team: &Team,
    refusal: fn(&'static str, Text) -> Refusal,
) -> Refusal {
    let (slug, name) = (&state.slug, team.name(&consent.member));
    let (Text { zh, en }, until, clock) =
        (consent.described(team), spoken(consent.until, now), spoken(now, now));
    let refusal = refusal(
        "countersign_overdue",
        say!(
            "{zh}，到 {until_zh} 还没有补签（现在是 {clock_zh}）",
            "{en}: not countersigned by {until_en} (it is {clock_en})",
            clock_zh = clock.zh,
            clock_en = clock.en,
            until_zh = until.zh,
            until_en = until.en
        ),
    );
    let refusal = if team.members.contains_key(&consent.member) {
        refusal.help(say!(
            "请{name}补签：`wxops countersign {slug}`",
            "let {name} countersign: `wxops countersign {slug}`"
        ))
    } else {
        refusal
            .detail(say!("{name}已不是成员，补签不了", "{name} is no member any more and cannot countersign"))
    };
    if state.is_out(consent) {
        refusal.help(mended(slug))
    } else {
        refusal.help(say!(
            "等不到就撤回，重新送审：`wxops withdraw {slug} --reason 理由`",
            "or take it back and submit again: `wxops withdraw {slug} --reason REASON`"
        ))
    }
}

fn denied(state: &State, consent: &Consent, at: Moment, now: Moment, team: &Team) -> Refusal {
    let (slug, name, when) = (&state.slug, team.name(&consent.member), spoken(at, now));
    let Text { zh, en } = consent.described(team);
    Refusal::findings(
        "second_hand_denied",
        say!(
            "{zh}，{name}说没有同意过（{at}）；读者看到的正是这一版",
            "{en}: {name} denies it ({at_en}), and it is what readers see",
            at = when.zh,
            at_en = when.en
        ),
    )
    .help(mended(slug))
}
