//! Publishing through the platform, in order: look whether it may go; lay the draft; put on record that it begins; hand it over
//! once; put on record what became of it. What was begun before is only asked about.

use serde_json::{Value, json};
use wxops::{
    advance::{Together, rehearse},
    folder::{Found, Wanted},
    pushing,
    refusal::{Exit, Refusal, Result},
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
        status::Status,
    },
};

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

fn told(
    acting: &Acting<'_>,
    parcels: &[Parcel],
    (called, became): (&Text, &Became),
    ended: Option<Together>,
    writing: &Writing,
) -> (Exit, Value) {
    let (output, Text { zh, en }, slug) = (acting.ctx.output, called, &parcels[0].state.slug);
    let (exit, word) = match became {
        Became::Out(urls) => {
            let links = urls.join(" ");
            output.say(&say!(
                "{zh}已发表：{links}。核验：`wxops verify`；归档：`wxops archive {slug}`",
                "{en} is out: {links}. Prove it: `wxops verify`; file it: `wxops archive {slug}`"
            ));
            (Exit::Done, "out")
        }
        Became::Not(why) => {
            output.problem(&not_out(called, why, slug));
            (Exit::Findings, "not")
        }
        Became::Unknown(why) => {
            output.problem(&unknown(called, why, slug));
            (Exit::Findings, "unknown")
        }
    };
    let urls = if let Became::Out(urls) = became { urls.as_slice() } else { &[] };
    let status = match became {
        Became::Out(_) => Status::Published,
        Became::Not(_) if parcels[0].state.publish_at.is_some() => Status::Scheduled,
        Became::Not(_) => Status::Approved,
        Became::Unknown(_) => Status::Publishing,
    };
    let article = |(n, parcel): (usize, &Parcel)| {
        json!({
            "id": parcel.state.id,
            "slug": parcel.state.slug,
            "status": status.name(),
            "url": urls.get(n),
        })
    };
    let commit = ended.as_ref().and_then(|ended| ended.commit.as_ref()).map(|commit| &commit.0);
    let mut document = json!({ "outcome": {
        "action": "publish",
        "became": word,
        "articles": parcels.iter().enumerate().map(article).collect::<Vec<_>>(),
        "commit": commit,
    }});
    let shared = if commit.is_some() { acting.share(writing.asking()) } else { None };
    let decisions = ended.as_ref().map(|ended| ended.decisions.as_slice()).unwrap_or_default();
    let commit = ended.as_ref().and_then(|ended| ended.commit.as_ref());
    document["outcome"]["notified"] = acting.notify(decisions, commit, shared.as_ref());
    let mut exit = exit;
    if let Some(shared) = shared {
        let told = shared.tell(acting);
        if exit == Exit::Done {
            exit = told;
        }
        shared.into_document(acting.ctx, &mut document["outcome"]);
    }
    if let Some(behind) = ended.and_then(|ended| ended.behind) {
        output.problem(&behind);
        exit = behind.exit;
    }
    (exit, document)
}

/// The interfaces cannot do all that was approved.
fn for_a_person(parcel: &Parcel, left: &[Text]) -> Refusal {
    let (Text { zh, en }, slug) = (&parcel.called, &parcel.state.slug);
    let refusal = Refusal::not_now(
        "by_hand",
        say!(
            "{zh}要人工发表，接口办不到全部",
            "{en} is published by hand: the interfaces cannot do all of it"
        ),
    );
    let account = say!(
        "`wxops.toml` 的 [platform] 没有写 publishes = true",
        "[platform] in `wxops.toml` does not say publishes = true"
    );
    let refusal = match left {
        [] => refusal.detail(account),
        left => left.iter().fold(refusal, |refusal, one| refusal.detail(one.clone())),
    };
    refusal
        .help(say!(
            "存进草稿箱，看要办什么：`wxops handover {slug}`",
            "lay it into the draft box and see what is left: `wxops handover {slug}`"
        ))
        .help(say!(
            "发出后登记：`wxops publish {slug} --url 链接`",
            "once it is out: `wxops publish {slug} --url LINK`"
        ))
}

/// Some articles of a push are on their way, and others came into it since.
fn half_begun(parcel: &Parcel) -> Refusal {
    let (Text { zh, en }, slug) = (&parcel.called, &parcel.state.slug);
    Refusal::not_now(
        "push_changed",
        say!(
            "同一次推送里有的已经在发，{zh}没有一起发：开始发布以后推送改过",
            "others of the push are on their way and {en} is not with them: the push was changed since"
        ),
    )
    .help(say!("先把它移出去：`wxops push remove`", "take it out first: `wxops push remove`"))
    .help(say!("看这次推送：`wxops push show {slug}`", "see the push: `wxops push show {slug}`"))
}

fn already_out(parcel: &Parcel, urls: &[String]) -> Refusal {
    let (Text { zh, en }, slug) = (&parcel.called, &parcel.state.slug);
    let url = urls.first().map(String::as_str).unwrap_or_default();
    Refusal::not_now(
        "already_out",
        say!("公众号上已经有这一篇{zh}，没有再发", "the account has {en} out already; nothing was sent"),
    )
    .help(say!(
        "登记它：`wxops publish {slug} --url {url}`",
        "put it on record: `wxops publish {slug} --url {url}`"
    ))
}

fn not_out(called: &Text, why: &Text, slug: &str) -> Refusal {
    let (Text { zh, en }, why_zh, why_en) = (called, &why.zh, &why.en);
    Refusal::findings("not_published", say!("{zh}没有发出：{why_zh}", "{en} is not out: {why_en}")).help(
        say!(
            "处理好以后再发：`wxops publish {slug} --now`",
            "once that is mended: `wxops publish {slug} --now`"
        ),
    )
}

fn unknown(called: &Text, why: &Text, slug: &str) -> Refusal {
    let (Text { zh, en }, why_zh, why_en) = (called, &why.zh, &why.en);
    Refusal::findings(
        "publishing_unknown",
        say!("还不知道{zh}发出没有：{why_zh}。不会重发", "nobody knows yet whether {en} is out: {why_en}. It is not sent again"),
    )
    .help(say!("过几分钟再问：`wxops publish {slug}`", "ask again in some minutes: `wxops publish {slug}`"))
    .help(say!(
        "到后台“发表记录”看：发出了，`wxops publish {slug} --url 链接`；没有，`wxops publish {slug} --not-sent 理由`",
        "look at the records in the back office: if it is out, `wxops publish {slug} --url LINK`; if not, `wxops publish {slug} --not-sent REASON`"
    ))
}
