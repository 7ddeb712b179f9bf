//! `wxops countersign` says yes to an approval that somebody else typed for me; or that I never gave it.

use wxops::{
    folder::Found,
    moment::spoken,
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
    workflow::{
        decide::{Does, Done},
        second_hand::Consent,
        status::Status,
    },
};

use crate::shell::{
    acting::Acting,
    arguments::{Which, Writing},
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("补签：别人代录我的同意，我确认；没说过就否认", "Countersign an approval that was typed for me, or deny it"),
    before_help = tr!(
        "wxops countersign\n\
         wxops countersign dongji-xinpin\n\
         wxops countersign dongji-xinpin --deny --reason '我说的是另一篇'",
        "wxops countersign\n\
         wxops countersign dongji-xinpin\n\
         wxops countersign dongji-xinpin --deny --reason 'I meant another article'"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        value_name = tr!("哪一条", "RECORD"),
        help = tr!("第几条，或记录编号的开头；只有一条时可以不写", "Its number, or how its record's id begins; left out where there is one only")
    )]
    pub(crate) record: Option<String>,
    #[arg(long, requires = "reason", help = tr!("否认：没有同意过", "Deny it: I never said so"))]
    pub(crate) deny: bool,
    #[arg(
        long,
        requires = "deny",
        value_name = tr!("理由", "TEXT"),
        help = tr!("否认的理由，写入流转记录", "Why it is denied; kept in the record")
    )]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = find(&acting, &args.which)?;
    let does = match args.reason {
        Some(reason) => Does::Deny(args.record, reason),
        None => Does::Countersign(args.record),
    };
    acting.act(found, does, &args.writing, |done| told(&acting, done))
}

/// The article that is named, or the only one with something to countersign.
fn find(acting: &Acting<'_>, which: &Which) -> Result<Found> {
    let head = acting.folder.head()?;
    if let Some(name) = &which.article {
        return acting.folder.find(&head, name, &acting.ctx.start);
    }
    let me = &acting.typist()?.member;
    let mut owing = acting.folder.consented(&head)?;
    owing.retain(|derived| derived.state().is_some_and(|state| state.owed_by(me).next().is_some()));
    match owing.as_slice() {
        [one] => acting.folder.find(&head, &one.card.slug, &acting.ctx.start),
        [] => Err(Refusal::usage(
            "article_missing",
            say!("没有等你补签的代录", "nothing waits for you to countersign it"),
        )
        .help(say!("看一篇的流转：`wxops log 稿件`", "see the records of one: `wxops log ARTICLE`"))),
        many => {
            let count = many.len();
            let refusal = Refusal::usage(
                "article_missing",
                say!(
                    "等你补签的有 {count} 篇，请写明是哪一篇",
                    "{count} articles wait for you to countersign; say which one"
                ),
            );
            Err(many.iter().map(|derived| derived.card.line()).fold(refusal, Refusal::detail))
        }
    }
}

fn told(acting: &Acting<'_>, done: &Done) -> Text {
    let named = done.records.first().and_then(|filed| filed.record.says.countersign.as_ref());
    let before = done.before.iter().flat_map(|state| &state.second_hand);
    let Some(consent) = before.into_iter().find(|consent| Some(&consent.record) == named) else {
        return Text::default();
    };
    let denies = done.records.iter().any(|filed| filed.record.says.reason.is_some());
    if denies { denied(acting, done, consent) } else { countersigned(acting, done, consent) }
}

fn countersigned(acting: &Acting<'_>, done: &Done, consent: &Consent) -> Text {
    let (stage, typist) = (&consent.stage_name, acting.team.name(&consent.typist));
    let (at, Text { zh: title_zh, en: title_en }) =
        (spoken(consent.typed_at, acting.now), acting.called(&done.after));
    say!(
        "{title_zh}已补签：{stage}通过（{typist}于 {at_zh} 代录）",
        "{title_en}: countersigned that you passed {stage} (typed by {typist} {at_en})",
        at_zh = at.zh,
        at_en = at.en
    )
}

fn denied(acting: &Acting<'_>, done: &Done, consent: &Consent) -> Text {
    let (stage, typist, slug) = (&consent.stage_name, acting.team.name(&consent.typist), &done.after.slug);
    let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
    if done.after.status == Status::ChangesRequested
        && done.before.as_ref().is_some_and(|before| before.status != Status::ChangesRequested)
    {
        return say!(
            "{title_zh}已否认：{typist}代录的{stage}通过作废，稿件退改，此前的审核都不算数。改好后重新送审：`wxops submit {slug}`",
            "{title_en}: denied. What {typist} typed is void, and the article goes back to its writer; no approval counts. When it is ready: `wxops submit {slug}`"
        );
    }
    say!(
        "{title_zh}已否认：{typist}代录的{stage}通过不是你的意思。读者已经看到这一版，更正或撤稿之前核验不通过：`wxops correct {slug} --how edit --reason 理由`，或 `wxops retract {slug} --reason 理由`",
        "{title_en}: denied. Readers see what {typist} typed your approval of; until it is corrected or taken down, no proof passes: `wxops correct {slug} --how edit --reason REASON`, or `wxops retract {slug} --reason REASON`"
    )
}
