//! Publishing through the platform, in order: look whether it may go; lay the draft; put on record that it begins; hand it over
//! once; put on record what became of it. What was begun before is only asked about.

use serde_json::{Value, json};
use wxops::{
    advance::rehearse,
    folder::{Found, Wanted},
    pushing,
    refusal::{Exit, Result},
    say,
    sending::{
        Memory, Parcel, by_hand, parcel, place,
        publish::{self, Became, Publisher},
    },
    text::{Text, list},
    wechat::Platform,
    workflow::{
        decide::{Act, Decision, Does},
        record::Sending,
        state::Underway,
    },
};

use super::told::{already_out, for_a_person, half_begun, told};
use crate::shell::{
    acting::Acting,
    arguments::Writing,
    platform::{no_platform, platform},
    sharing::on_purpose,
};

pub(super) fn run(acting: &Acting<'_>, found: Found, now: bool, writing: &Writing) -> anyhow::Result<Exit> {
    no_account(acting)?;
    let all = acting.together_with(&acting.folder.head()?, &found)?;
    let (exit, document) = publish(acting, &all, now, writing)?;
    acting.ctx.output.json(document);
    Ok(exit)
}

/// Refuses where the folder names no account.
pub(super) fn no_account(acting: &Acting<'_>) -> Result<()> {
    acting.folder.settings().platform.as_ref().map(|_| ()).ok_or_else(no_platform)
}

/// Publishes articles that go out together, or asks what became of them; says so, and gives the document.
pub(super) fn publish(
    acting: &Acting<'_>,
    found: &[Found],
    now: bool,
    writing: &Writing,
) -> Result<(Exit, Value)> {
    let settings = acting.folder.settings().platform.as_ref().ok_or_else(no_platform)?;
    let head = acting.folder.head()?;
    let parcels: Vec<Parcel> =
        found.iter().map(|found| parcel(&acting.folder, &head, found)).collect::<Result<_>>()?;
    drop(head);
    let typist = acting.typist()?;
    let by = Publisher {
        by: &typist.member,
        who: &typist.identity,
        at: acting.now,
        asking: writing.asking(),
        exchange: on_purpose(false),
    };
    let underway = underway(&parcels)?;
    if underway.is_none() {
        may_begin(acting, &parcels, now, settings.publishes)?;
    }
    let called = list(&parcels.iter().map(|parcel| parcel.called.clone()).collect::<Vec<_>>());
    if writing.dry_run {
        let Text { zh, en } = &called;
        acting.ctx.output.say(&match underway {
            Some(_) => say!("会问公众平台{zh}发出没有", "would ask the platform what became of {en}"),
            None => {
                say!("会把{zh}存进草稿箱，经接口发表", "would lay {en} into the draft box and publish it")
            }
        });
        return Ok((Exit::Done, json!({ "outcome": { "action": "publish", "commit": null } })));
    }
    let account = platform(&acting.folder)?;
    let mut memory = Memory::of(acting.folder.repo(), account.app_id())?;
    let became = match underway {
        Some(underway) => {
            publish::became(&account, &parcels, &underway.sending.draft, &memory, underway.since)
        }
        None => handed_over(acting, &account, &parcels, (now, &by), &mut memory)?,
    };
    let ended = publish::end(&acting.folder, &parcels, &became, &by)?;
    if matches!(became, Became::Out(_)) {
        memory.forget_draft(&parcels)?;
    }
    Ok(told(acting, &parcels, (&called, &became), ended, writing))
}

/// What was begun before; all of them or none.
fn underway(parcels: &[Parcel]) -> Result<Option<Underway>> {
    let begun = || parcels.iter().filter_map(|parcel| parcel.state.underway.as_ref());
    let first = begun().next();
    let together = |parcel: &&Parcel| {
        let draft = parcel.state.underway.as_ref().map(|own| &own.sending.draft);
        draft == first.map(|first| &first.sending.draft)
    };
    match parcels.iter().find(|parcel| !together(parcel)) {
        Some(parcel) => Err(half_begun(parcel)),
        None => Ok(first.cloned()),
    }
}

/// What would refuse in the end refuses now, before anything is laid on the platform.
fn may_begin(acting: &Acting<'_>, parcels: &[Parcel], now: bool, publishes: bool) -> Result<()> {
    for parcel in parcels {
        // Two ways to send are one too many: what the back office will send nobody else sends.
        if let Some(timer) = acting.folder.timer_of(&parcel.state, acting.now)? {
            return Err(pushing::timed(&timer, &parcel.state.slug, acting.now));
        }
        let sending = Sending { app_id: String::new(), draft: String::new(), place: 1 };
        let does = Does::PublishStarted { sending, now };
        let wanted = Wanted { lays_out: true, ..Wanted::of(parcel.found.clone()) };
        let act = Act { by: acting.typist()?.member.clone(), at: acting.now, does };
        if let Decision::Already(..) = rehearse(&acting.folder, &wanted, &act)? {
            continue;
        }
        let left = by_hand(parcel);
        if !left.is_empty() || !publishes {
            return Err(for_a_person(parcel, &left));
        }
    }
    Ok(())
}

/// Lays the draft, puts on record that it begins, and hands it over.
fn handed_over(
    acting: &Acting<'_>,
    account: &Platform,
    parcels: &[Parcel],
    (now, by): (bool, &Publisher<'_>),
    memory: &mut Memory,
) -> Result<Became> {
    let doing = say!("看看是不是已经发表过", "looking whether it is out already");
    if let Some(urls) = publish::out_already(account, parcels).map_err(|failed| failed.refusal(&doing))? {
        return Err(already_out(&parcels[0], &urls));
    }
    let placed = place(account, parcels, memory, false)?;
    publish::begin(&acting.folder, parcels, (account.app_id(), &placed.media_id), now, by)?;
    Ok(publish::submit(account, parcels, &placed.media_id, memory, by.at))
}
