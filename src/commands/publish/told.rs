//! What is said of a publication through the platform: what came of it, and why it may not be.

use serde_json::{Value, json};
use wxops::{
    advance::Together,
    refusal::{Exit, Refusal},
    say,
    sending::{Parcel, publish::Became},
    text::Text,
    workflow::status::Status,
};

use crate::shell::{acting::Acting, arguments::Writing};

/// What became of it, in words and as a document; whatever was put on record is shared.
pub(super) fn told(
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
pub(super) fn for_a_person(parcel: &Parcel, left: &[Text]) -> Refusal {
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
pub(super) fn half_begun(parcel: &Parcel) -> Refusal {
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

pub(super) fn already_out(parcel: &Parcel, urls: &[String]) -> Refusal {
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
