//! `wxops approve --for`: what a reviewer said elsewhere, typed by somebody else, with proof.

use std::path::{Path, PathBuf};

use wxops::{
    content, moment,
    refusal::{Refusal, Result},
    say,
    text::{Text, plural},
    workflow::{
        action::Action,
        decide::{Done, Said},
        judge,
        second_hand::{self, PROOF_LIMIT, SecondHand},
        state::State,
    },
};

use crate::shell::{
    acting::{Acting, from_start},
    context::Context,
};

#[derive(clap::Args)]
pub(crate) struct SecondHandArgs {
    #[arg(
        long = "for",
        value_name = tr!("成员", "MEMBER"),
        help = tr!(
            "代录：这位成员在别处说了同意；要有凭证，限时由本人补签",
            "Type the approval of this member, who gave it elsewhere; it takes proof, and they countersign it in time"
        )
    )]
    pub(crate) member: Option<String>,
    #[arg(
        long,
        requires = "member",
        value_name = tr!("文件", "FILE"),
        help = tr!("代录的凭证：截图、邮件、录音等，存进稿件库（可重复）", "Proof of it, such as a screenshot or a mail; it is kept in the folder (can be repeated)")
    )]
    pub(crate) proof: Vec<PathBuf>,
    #[arg(
        long = "where",
        requires = "member",
        value_name = tr!("哪里", "PLACE"),
        help = tr!("代录的同意是在哪里说的，如 微信、电话、邮件", "Where it was said, in a word: WeChat, telephone, mail")
    )]
    pub(crate) place: Option<String>,
    #[arg(
        long,
        requires = "member",
        value_name = tr!("时间", "TIME"),
        help = tr!("代录的同意是何时说的；不写就是现在", "When it was said; now if left out")
    )]
    pub(crate) said_at: Option<String>,
}

/// What was said, if the command line says that somebody else did.
pub(super) fn said(ctx: &Context, acting: &Acting<'_>, args: &SecondHandArgs) -> Result<Option<Said>> {
    let Some(words) = &args.member else { return Ok(None) };
    let member = acting.team.member_named(words)?.to_owned();
    let zone = &acting.folder.settings().timezone;
    let at = args.said_at.as_ref().map(|words| moment::typed(words, acting.now, zone)).transpose()?;
    let proof = args.proof.iter().map(|file| proof(ctx, file)).collect::<Result<_>>()?;
    Ok(Some(Said { member, at, place: args.place.clone().unwrap_or_default(), proof }))
}

/// A file of proof: its kind, and its bytes.
fn proof(ctx: &Context, file: &Path) -> Result<(String, Vec<u8>)> {
    let shown = file.display().to_string();
    let bytes = content::read_itself(&from_start(ctx, file), &shown, PROOF_LIMIT)?;
    if bytes.is_empty() {
        return Err(Refusal::usage(
            "proof_empty",
            say!("凭证 `{shown}` 是空的", "the proof `{shown}` is empty"),
        )
        .at(shown)
        .help(say!("重新存一次截图", "save the screenshot once more")));
    }
    let kind = file.extension().map(|end| end.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok((kind, bytes))
}

/// Refuses early what the act would refuse in the end, so that nobody ticks a list in vain.
pub(super) fn may(acting: &Acting<'_>, before: &State, member: &str) -> Result<()> {
    let by = &acting.typist()?.member;
    let submitted = before.submission.as_ref();
    if submitted.is_some_and(|submitted| submitted.decisions.iter().any(|decided| decided.by == *member)) {
        return Ok(()); // perhaps done before; the act itself knows
    }
    let row = judge::row(Some(before), Action::Approve)?;
    second_hand::may(row, Some(before), by, member, &acting.team)
}

/// What came of it.
pub(super) fn told(acting: &Acting<'_>, before: &State, done: &Done, said: &SecondHand) -> Text {
    let (name, stage) =
        (acting.team.name(&said.member), before.stage.as_ref().map_or("", |stage| &stage.name));
    let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
    let (count, until) = (said.proof.len(), moment::spoken(said.until, acting.now));
    let edits = done.records.iter().map(|filed| filed.record.says.edits.len()).sum();
    let (did_zh, did_en) = match edits {
        0 => ("通过".to_owned(), String::new()),
        n => (format!("修改后通过（{n} 处）"), format!(" with {}", plural(n, "edit"))),
    };
    let (label, slug) = (done.after.label(), &done.after.slug);
    say!(
        "已代录{name}的同意（{title_zh}{stage}{did_zh}），凭证 {count} 件；须在 {until_zh} 前补签：`wxops countersign {slug}`。现在是“{label_zh}”",
        "typed that {name} agreed ({title_en} passed {stage}{did_en}), {files} of proof; to be countersigned by {until_en}: `wxops countersign {slug}`. Now: {label_en}",
        until_zh = until.zh,
        until_en = until.en,
        label_zh = label.zh,
        label_en = label.en,
        files = plural(count, "file")
    )
}
