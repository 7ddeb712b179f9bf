//! `wxops team deputy remove` takes a deputy out of the rule book.

use wxops::{
    moment::typed_day,
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
    workflow::{
        policy::{Version, adopt::may_adopt},
        team::{Deputy, Team, text::without_deputy},
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
    about = tr!("去掉代审人", "Take a deputy out"),
    before_help = tr!(
        "wxops team deputy remove 张明\n\
         wxops team deputy remove 张明 --deputy 王蕾 --from 2026-12-01",
        "wxops team deputy remove zhangming\n\
         wxops team deputy remove zhangming --deputy wanglei --from 2026-12-01"
    )
)]
pub(crate) struct Args {
    #[arg(value_name = tr!("成员", "MEMBER"), help = tr!("谁不在：代号或姓名", "Who is away: id or name"))]
    pub(crate) member: String,
    #[arg(
        long,
        value_name = tr!("代审人", "MEMBER"),
        help = tr!("只去掉这位代审人的", "Only this deputy of theirs")
    )]
    pub(crate) deputy: Option<String>,
    #[arg(
        long,
        value_name = tr!("日期", "DAY"),
        help = tr!("只去掉从这天起的", "Only the entry that begins on this day")
    )]
    pub(crate) from: Option<String>,
    #[arg(
        long,
        conflicts_with = "from",
        help = tr!("只去掉代审加急稿件的", "Only the entry for urgent articles")
    )]
    pub(crate) urgent: bool,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open_to_adopt(ctx)?;
    let entry = the_one(&acting, &args)?;
    let text = |newest: &Version, file: Option<&[u8]>| {
        let text = text_in_force(newest, file)?;
        may_adopt(&newest.team, &acting.typist()?.member)?;
        without_deputy(&text, &entry)
    };
    let subject = format!("team deputy remove: {} for {}", entry.deputy, entry.member);
    change(&acting, &args.writing, "team-deputy-remove", &subject, &text, &|adopted| {
        let (number, Text { zh, en }) =
            (adopted.version.header.version, adopted.before.team.deputy_told(&entry));
        say!(
            "运营规则第 {number} 版已生效：已去掉“{zh}”，已经审过的仍然有效",
            "version {number} of the rule book is in force without “{en}”; what was decided stays"
        )
    })
}

/// The entry that is meant, if only one is.
fn the_one(acting: &Acting<'_>, args: &Args) -> Result<Deputy> {
    let team = &acting.team;
    let member = team.member_named(&args.member)?;
    let deputy = args.deputy.as_ref().map(|word| team.member_named(word)).transpose()?;
    let from = args.from.as_ref().map(|word| typed_day(word, acting.now)).transpose()?;
    let from = from.map(|day| day.to_string());
    let is = |entry: &&Deputy| {
        entry.member == member
            && deputy.is_none_or(|deputy| entry.deputy == deputy)
            && from.as_ref().is_none_or(|from| entry.from == *from)
            && (entry.urgent || !args.urgent)
    };
    let found: Vec<&Deputy> = team.deputies.iter().filter(is).collect();
    match found.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let name = team.name(member);
            let message = say!("没有人这样代{name}审核", "nobody stands in for {name} like that");
            Err(Refusal::usage("no_such_deputy", message)
                .help(say!("看有哪些：`wxops team deputy`", "see which there are: `wxops team deputy`")))
        }
        several => Err(ambiguous(team, member, several)),
    }
}

fn ambiguous(team: &Team, member: &str, several: &[&Deputy]) -> Refusal {
    let name = team.name(member);
    let message =
        say!("代{name}审核的不止一条，请写明是哪一条", "several entries are for {name}; say which one");
    let refusal = Refusal::usage("ambiguous", message);
    several.iter().fold(refusal, |refusal, entry| {
        let Text { zh, en } = team.deputy_told(entry);
        let which = if entry.urgent { "--urgent".to_owned() } else { format!("--from {}", entry.from) };
        let command = format!("wxops team deputy remove {member} --deputy {} {which}", entry.deputy);
        refusal.help(say!("{zh}：`{command}`", "{en}: `{command}`"))
    })
}
