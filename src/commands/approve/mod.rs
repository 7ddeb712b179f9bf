//! `wxops approve` passes a stage of review, as the text is or with edits of the reviewer's own.

mod late;
mod page;
mod second_hand;

use std::path::PathBuf;

use wxops::{
    refusal::{Exit, Result},
    say,
    text::{Text, plural},
    workflow::{
        action::Action,
        decide::{Does, Done},
        joint,
        lists::Ticks,
        opinion::Weight,
        replacement::{Typed, patch, typed},
        state::State,
        status::Status,
        who,
    },
};

use second_hand::SecondHandArgs;

use crate::shell::{
    acting::{Acting, text_of},
    arguments::{Attesting, Opinions, Seen, Which, Writing},
    asking,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!(
        "审核通过本环节；最后一个环节通过即定稿。应急放行的，用它补审",
        "Approve at this stage; the last stage makes it final. What was let out before its last stage is reviewed late by it"
    ),
    before_help = tr!(
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion '文字：第二段可再短些'\n\
         wxops approve dongji-xinpin --attest all --edit '最好→很好' --edit '第一→'\n\
         wxops approve dongji-xinpin --attest all --for 张明 --where 微信 --proof 截图.png\n\
         wxops approve dongji-xinpin --page",
        "wxops approve\n\
         wxops approve dongji-xinpin --attest all --opinion 'wording: the second paragraph could be shorter'\n\
         wxops approve dongji-xinpin --attest all --edit 'best->good' --edit 'first->'\n\
         wxops approve dongji-xinpin --attest all --for zhangming --where WeChat --proof chat.png\n\
         wxops approve dongji-xinpin --page"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[command(flatten)]
    pub(crate) attesting: Attesting,
    #[arg(
        long,
        value_name = tr!("原文→改成", "OLD->NEW"),
        help = tr!(
            "修改后通过：`原文→改成`，原文要只有一处，改成空就是删（可重复）；编辑确认、前面的环节确认后才算数",
            "Approve with this edit, whose old words stand there once; without new words they go (can be repeated). \
             The writer and earlier stages confirm it"
        )
    )]
    pub(crate) edit: Vec<String>,
    #[arg(
        long,
        value_name = tr!("补丁", "PATCH"),
        help = tr!(
            "同 `--edit`，改动写成补丁：`git diff` 写出来的文件，只动这篇的 `index.md`；`-` 是标准输入",
            "The same from a patch: what `git diff` writes, of the article's `index.md` only; `-` is standard input"
        )
    )]
    pub(crate) patch: Option<PathBuf>,
    #[arg(
        long,
        conflicts_with_all = ["edit", "patch", "member", "attest", "na", "opinion", "file", "yes"],
        help = tr!(
            "确认排版：定稿后换了主题，看过新的页面，由最后一个环节的审核人确认",
            "Approve the page anew: the theme changed after the last stage, and somebody of that stage has seen the new page"
        )
    )]
    pub(crate) page: bool,
    #[command(flatten)]
    pub(crate) saying: SecondHandArgs,
    #[command(flatten)]
    pub(crate) seen: Seen,
    #[command(flatten)]
    pub(crate) opinions: Opinions,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    if args.page {
        return page::run(&acting, &args);
    }
    let mut edits: Vec<Typed> = args.edit.iter().map(|words| typed(words)).collect::<Result<_>>()?;
    let said = second_hand::said(ctx, &acting, &args.saying)?;
    let decider = match &said {
        Some(said) => said.member.clone(),
        None => acting.typist()?.member.clone(),
    };
    let found = acting.find_as(&args.which, Action::Approve, &decider)?;
    let text = text_of(&acting, &found)?;
    let mut opinions = asking::opinions(ctx, &args.opinions, Weight::Should, &text)?;
    let before = acting.state(&found)?;
    if let Some(debt) = late::owed(&before, &decider) {
        return late::run(ctx, &acting, found, (&before, debt), &args);
    }
    match &said {
        Some(said) => second_hand::may(&acting, &before, &said.member)?,
        None => acting.may(&before, Action::Approve)?,
    }
    if let Some(file) = &args.patch {
        let diff = asking::text_file(ctx, file)?;
        if let Some(bundle) = acting.folder.head()?.bundle(&found.path)? {
            edits.extend(patch(&bundle, &diff)?);
        }
    }
    let drafts = match &said {
        Some(_) => None, // what somebody else said
        None => acting.drafts(&found)?.taken_up(ctx, &mut opinions, Weight::Should, &text)?,
    };
    let does =
        |ticks| Does::Approve { ticks, opinions: opinions.clone(), edits: edits.clone(), said: said.clone() };
    let earlier = before.approved_before(Some(&decider));
    let ticks = if let Some(earlier) = earlier.filter(|_| !args.attesting.given()) {
        // The list was ticked before the edits; only these are new.
        acting.rehearse(&found, does(Ticks::default()))?;
        acting.seen(&found, (&before, &earlier.content), Action::Approve, &args.seen, &args.writing)?;
        Ticks::default()
    } else {
        let asked = before.stage.as_ref().zip(before.submission.as_ref());
        let list =
            asked.map_or(("", ""), |(stage, submitted)| (stage.list.as_str(), submitted.category.as_str()));
        let rehearse = |all| acting.rehearse(&found, does(all));
        asking::ticks(ctx, &acting.team, list, &args.attesting, &args.writing, rehearse)?
    };
    let exit = acting.act(found, does(ticks), &args.writing, |done| told(&acting, &before, done))?;
    if let Some(drafts) = drafts {
        drafts.used(ctx, &args.writing);
    }
    Ok(exit)
}

/// What is said of it.
pub(crate) fn told(acting: &Acting<'_>, before: &State, done: &Done) -> Text {
    let said = done.records.iter().find_map(|filed| filed.record.says.second_hand.as_ref());
    if let Some(said) = said {
        return second_hand::told(acting, before, done, said);
    }
    let decided = before.stage.as_ref().map(|stage| stage.name.clone()).unwrap_or_default();
    let Text { zh: title_zh, en: title_en } = acting.called(&done.after);
    let slug = &done.after.slug;
    if done.after.status == Status::Edited {
        let count = done.records.iter().map(|filed| filed.record.says.edits.len()).sum();
        let edits = plural(count, "edit");
        let Text { zh, en } = acting.team.names(who::accepters(&done.after, &acting.team));
        return say!(
            "{title_zh}{decided}修改后通过（{count} 处），待{zh}确认修改：`wxops accept {slug}`",
            "{title_en} passed {decided} with {edits}; {en} is to accept them: `wxops accept {slug}`"
        );
    }
    let by = done.records.first().map(|filed| filed.record.by.as_str());
    let (did_zh, did_en) = match before.approved_before(by) {
        Some(_) => ("确认了修改", "its edits were confirmed by"),
        None => ("通过", "passed"),
    };
    if let Some(signed) = signed(acting, before, &done.after) {
        return say!("{title_zh}{zh}", "{title_en} {en}", zh = signed.zh, en = signed.en);
    }
    match &done.after.stage {
        Some(next) => {
            let (next, Text { zh, en }) = (&next.name, acting.deciders(&done.after));
            say!(
                "{title_zh}{decided}{did_zh}，待{next}：{zh}",
                "{title_en} {did_en} {decided}; {next} is next: {en}"
            )
        }
        None => say!(
            "{title_zh}{decided}{did_zh}，已定稿，此后改一个字都要重新送审。下一步：`wxops publish {slug} --url 链接`",
            "{title_en} is approved; from now on every change needs a new review. Next: `wxops publish {slug} --url LINK`"
        ),
    }
}

/// What comes of a signature of a joint stage that still waits for others.
fn signed(acting: &Acting<'_>, before: &State, after: &State) -> Option<Text> {
    let (stage, now) = before.stage.as_ref().zip(after.stage.as_ref())?;
    if stage.id != now.id || !stage.is_joint() {
        return None;
    }
    let (stage, standing, people) =
        (&stage.name, joint::standing(after, &acting.team)?, acting.deciders(after));
    Some(say!(
        "{stage}：{zh}（{people_zh}）",
        "at {stage}: {en} ({people_en})",
        zh = standing.zh,
        en = standing.en,
        people_zh = people.zh,
        people_en = people.en
    ))
}
