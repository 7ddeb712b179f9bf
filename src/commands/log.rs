//! `wxops log` shows the records of an article, or the newest of all.

use serde_json::{Value, json};
use wxops::{
    folder::{Found, Head},
    refusal::Exit,
    say,
    text::Text,
    workflow::{
        chain::{Filed, order},
        derive::{held, met},
        second_hand::{self, mark},
        state::State,
        team::Level,
        told,
    },
};

use crate::shell::{context::Context, looking::Looking, table::indented};

/// How many acts of the whole folder are shown.
const NEWEST: usize = 20;

#[derive(clap::Args)]
#[command(
    about = tr!("看流转记录", "Show the records of an article, or the newest of all"),
    before_help = tr!(
        "wxops log\n\
         wxops log dongji-xinpin",
        "wxops log\n\
         wxops log dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "稿件名、路径、标题的一部分，或编号开头；不写就看全库最近的",
            "Slug, path, part of the title or start of the id; left out, the newest of all are shown"
        )
    )]
    pub(crate) article: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let records = match &args.article {
        Some(name) => {
            let found = match looking.folder.find(&head, name, &ctx.start) {
                Ok(found) => found,
                Err(refusal) => looking.folder.find_discarded(&head, name)?.ok_or(refusal)?,
            };
            of_article(&looking, &head, &found)?
        }
        None => newest(&looking, &head)?,
    };
    let covered = |filed: Filed| Filed { record: told::shown(filed.record), ..filed };
    let records: Vec<Told> =
        records.into_iter().map(|(filed, before, mark)| (covered(filed), before, mark)).collect();
    let documents: Vec<Value> = records.iter().map(|(filed, ..)| document(filed)).collect();
    ctx.output.json(json!({ "records": documents }));
    if records.is_empty() {
        ctx.output.say(&say!("还没有流转记录", "there are no records yet"));
        return Ok(Exit::Done);
    }
    let all = args.article.is_none();
    ctx.output.page(&indented(records.iter().map(|told| row(&looking, &head, told, all))));
    if records.iter().any(|(filed, ..)| filed.record.level() == Level::Declared) {
        ctx.output.note(&say!("自报身份：姓名未经核验", "declared: names as typed, nobody proved"));
    }
    Ok(Exit::Done)
}

/// A record, where its article stood before, and the mark of a second-hand approval.
type Told = (Filed, Option<State>, Option<Text>);

fn of_article(looking: &Looking<'_>, head: &Head<'_>, found: &Found) -> wxops::refusal::Result<Vec<Told>> {
    let filed = found.id.as_ref().map(|id| head.records(id)).transpose()?.unwrap_or_default();
    let card = wxops::folder::card(looking.folder.working(), found.path.clone());
    let (called, count) = (looking.called(&card), filed.len());
    let told = in_order(looking, head, filed);
    looking.headline(&say!(
        "{called}的流转记录（{count} 条）",
        "{called}: {records}",
        records = wxops::text::plural(count, "record")
    ));
    Ok(told)
}

/// The records in the order of the chain, each with the state it met. Where the chain is broken they stand by
/// their clocks, and a remark says so.
fn in_order(looking: &Looking<'_>, head: &Head<'_>, filed: Vec<Filed>) -> Vec<Told> {
    let mut state: Option<State> = None;
    let mut told = Vec::new();
    let mut broken = None;
    match order(filed.clone()) {
        Ok(steps) => {
            for step in steps {
                let met = met(state.as_ref(), &step, &head.policy);
                told.extend(step.iter().zip(met).map(|(filed, met)| (filed.clone(), met, None)));
                match held(state.as_ref(), &step, &head.policy) {
                    Ok(after) => state = Some(after),
                    Err(refusal) => broken = broken.or(Some(refusal)),
                }
            }
        }
        Err(refusal) => {
            broken = Some(refusal);
            told = filed.iter().map(|filed| (filed.clone(), None, None)).collect();
            told.sort_by_key(|(filed, ..): &Told| filed.record.at);
        }
    }
    for (own, _, mark) in &mut told {
        *mark = second_hand::mark(own, &filed, state.as_ref(), looking.now);
    }
    if let Some(refusal) = broken {
        looking.ctx.output.problem(&refusal);
    }
    told
}

/// The newest acts of the whole folder, each with the state it met.
fn newest(looking: &Looking<'_>, head: &Head<'_>) -> wxops::refusal::Result<Vec<Told>> {
    let newest = looking.folder.newest_records(head, NEWEST)?;
    let with_state = |filed: Filed| {
        let chain = head.records(&filed.record.article).and_then(order).unwrap_or_default();
        let (mut state, mut before) = (None, None);
        for step in &chain {
            if let Some(n) = step.iter().position(|own| own.id == filed.id) {
                before = met(state.as_ref(), step, &head.policy).swap_remove(n);
            }
            state = held(state.as_ref(), step, &head.policy).ok();
        }
        let mark = mark(&filed, chain.iter().flatten(), state.as_ref(), looking.now);
        (filed, before, mark)
    };
    Ok(newest.into_iter().map(with_state).collect())
}

fn row(looking: &Looking<'_>, head: &Head<'_>, (filed, before, mark): &Told, all: bool) -> Vec<String> {
    let record = &filed.record;
    let team = head.policy.version(record.policy).map_or(&looking.team, |version| &version.team);
    let Text { zh, en } = told::details(record, before.as_ref(), team, looking.now);
    let details = match mark {
        Some(mark) => say!("{own}；{zh}", "{own_en}; {en}", own = &mark.zh, own_en = &mark.en),
        None => Text { zh, en },
    };
    let mut row = vec![
        looking.spoken(record.at),
        looking.words(&told::author(record, before.as_ref(), team)),
        looking.words(&told::label(record, before.as_ref(), team)),
        filed.id.short().get(..8).unwrap_or_default().to_owned(),
    ];
    if all {
        row.push(record.slug.clone());
    }
    row.push(looking.words(&details));
    row
}

/// The record as its file has it, but for leaks, with its id.
fn document(filed: &Filed) -> Value {
    let mut fields = toml::from_str::<Value>(&filed.record.write()).unwrap_or_default();
    fields["id"] = json!(filed.id.as_str());
    fields
}
