//! `wxops team deputy add` lets one member review for another one who is away, or whenever an article is urgent.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use wxops::{
    moment::typed_day,
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, is_hidden, names},
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::{Deputy, Stage, Team, text::with_deputy},
    },
};

use crate::shell::{
    acting::Acting,
    adopting::{change, text_in_force},
    arguments::Writing,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!(
        "加代审人：谁不在、谁代审、哪几天；或只代审加急稿件",
        "Let a member review for one who is away, on some days; or urgent articles on any day"
    ),
    before_help = tr!(
        "wxops team deputy add 张明 --deputy 王蕾 --from 2026-12-01 --until 2026-12-10 --reason 年假\n\
         wxops team deputy add zhangming --deputy wanglei --from 今天 --until 明天\n\
         wxops team deputy add 张明 --deputy 王蕾 --urgent",
        "wxops team deputy add zhangming --deputy wanglei --from 2026-12-01 --until 2026-12-10 --reason leave\n\
         wxops team deputy add zhangming --deputy wanglei --from today --until tomorrow\n\
         wxops team deputy add zhangming --deputy wanglei --urgent"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("谁不在：代号或姓名", "Who is away: id or name"))]
    pub(crate) member: String,
    #[arg(
        long,
        value_name = tr!("代审人", "MEMBER"),
        help = tr!("谁代审：代号或姓名", "Who reviews instead: id or name")
    )]
    pub(crate) deputy: String,
    #[arg(
        long,
        required_unless_present = "urgent",
        value_name = tr!("日期", "DAY"),
        help = tr!("从哪天起，如 `2026-12-01`、`今天`", "The first day, such as `2026-12-01` or `today`")
    )]
    pub(crate) from: Option<String>,
    #[arg(
        long,
        required_unless_present = "urgent",
        value_name = tr!("日期", "DAY"),
        help = tr!("到哪天为止，含当天", "The last day; it counts")
    )]
    pub(crate) until: Option<String>,
    #[arg(
        long,
        conflicts_with_all = ["from", "until"],
        help = tr!("只代审加急的稿件，哪天都可以", "Urgent articles only, and these on any day")
    )]
    pub(crate) urgent: bool,
    #[arg(long, value_name = tr!("原因", "REASON"), help = tr!("原因，如年假", "Why, such as leave"))]
    pub(crate) reason: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let team = &acting.team;
    let day = |word: &Option<String>| word.as_ref().map(|word| typed_day(word, acting.now)).transpose();
    let (from, until) = (day(&args.from)?, day(&args.until)?);
    let written = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let reason = args.reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    if reason.as_ref().is_some_and(|reason| reason.chars().any(|c| c == '\n' || is_hidden(c))) {
        let message =
            say!("原因要在一行里，没有看不见的字符", "the reason is one line without hidden characters");
        return Err(Refusal::usage("bad_reason", message).into());
    }
    let entry = Deputy {
        member: team.member_named(&args.member)?.to_owned(),
        deputy: team.member_named(&args.deputy)?.to_owned(),
        from: written(from),
        until: written(until),
        urgent: args.urgent,
        reason,
    };
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        may_adopt(&newest.team, &acting.typist()?.member)?;
        if newest.team.deputies.contains(&entry) {
            return Ok(text);
        }
        fits(&newest.team, &entry)?;
        with_deputy(&text, &entry)
    };
    let subject = format!("team deputy add: {} for {}", entry.deputy, entry.member);
    change(&acting, &args.writing, "team-deputy-add", &subject, &text, &|adopted| {
        let (number, after) = (adopted.version.header.version, &adopted.version.team);
        let Text { zh, en } = after.deputy_told(&entry);
        let mut told =
            say!("运营规则第 {number} 版已生效：{zh}", "version {number} of the rule book is in force: {en}");
        if let Some(Text { zh, en }) = from.and_then(|from| left_over(after, &entry, from)) {
            told.zh += &format!("\n{zh}");
            told.en += &format!("\n{en}");
        }
        told
    })
}

/// What a rule book would be refused for, as a fault of the line that was typed.
fn fits(team: &Team, entry: &Deputy) -> Result<()> {
    let typed = |refusal: Refusal| Refusal { exit: Exit::Usage, path: None, ..refusal };
    team.fits(entry, &team.deputies).map_err(typed)?;
    if entry.urgent && team.urgent.is_none() {
        let message = say!(
            "运营规则没有说哪些稿件可以加急，没有什么要代审",
            "the rule book does not say which articles may be urgent, so there is nothing to review"
        );
        return Err(Refusal::usage("deputy_of_nothing_urgent", message).help(say!(
            "先在 `team.toml` 里写 `[urgent]` 和 `categories = [\"notice\"]`，再 `wxops team adopt`",
            "write `[urgent]` and `categories = [\"notice\"]` into `team.toml` first, then `wxops team adopt`"
        )));
    }
    if team.reviews(&entry.member) {
        return Ok(());
    }
    let name = team.name(&entry.member);
    let reviewers: Vec<&str> =
        team.members.keys().filter(|id| team.reviews(id)).map(|id| team.name(id)).collect();
    let Text { zh, en } = names(reviewers);
    Err(Refusal::usage(
        "deputy_of_no_reviewer",
        say!(
            "{name}不审稿，没有什么要代审；主管、编辑、发布人的事不能由人代",
            "{name} reviews nothing, so there is nothing to do instead; managers, writers and publishers have no deputies"
        ),
    )
    .help(say!("审稿的人：{zh}", "who reviews: {en}")))
}

/// Categories that nobody could review on the first day: the deputy is needed for another stage.
fn left_over<'t>(team: &'t Team, entry: &Deputy, day: NaiveDate) -> Option<Text> {
    let there = Team { day: Some(day), ..team.clone() };
    let stages = team.review.keys().map(|category| team.stages_of(category));
    let away = BTreeSet::from([entry.member.clone()]);
    let missing = |stages: &[&'t Stage], away| there.unfilled(stages, away).map(|(stage, _)| stage);
    let nobody = BTreeSet::new();
    let stage = stages
        .filter(|stages| missing(stages, &nobody).is_none())
        .find_map(|stages| missing(&stages, &away))?;
    let (name, stage, other) = (team.name(&entry.deputy), &stage.name, team.name(&entry.member));
    Some(say!(
        "注意：{other}不在的这几天，{stage}会没有人：{name}还要审别的环节，而一个人不能审两个环节。再加一位代审人，或加一位审核人",
        "mind: while {other} is away nobody is left for {stage}, for {name} decides another stage, and nobody decides two; add another deputy or reviewer"
    ))
}
