//! `wxops diff` shows what changed since the last review.

use serde_json::{Value, json};
use wxops::{
    article::{bundle::Bundle, digest::Digest},
    diff::{FileChange, Line, Sign, compare},
    folder::Head,
    moment::stored,
    refusal::Exit,
    say,
    text::{Text, escaped},
    workflow::{
        action::Action,
        chain::{Filed, Step},
        replacement::back_to,
        state::{State, Submitted},
        status::Status,
    },
};

use super::show::size;
use crate::shell::{arguments::Which, context::Context, looking::Looking};

#[derive(clap::Args)]
#[command(
    about = tr!("看上次审核以来改了什么", "Show what changed since the last review"),
    before_help = tr!(
        "wxops diff\n\
         wxops diff dongji-xinpin",
        "wxops diff\n\
         wxops diff dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let found = looking.find(&head, &args.which)?;
    let derived = looking.derived(&head, &found)?;
    let (state, steps) = derived.proof.clone()?;
    let committed = head.bundle(&found.path)?;
    let working = looking.folder.working_bundle(&found.path, committed.as_ref(), false)?;
    let compared = compared(&looking, &head, (&state, &steps), committed, working)?;
    let title = looking.called(&derived.card);
    let files = compared.bundles.as_ref().map(|(old, new)| compare(old, new)).unwrap_or_default();
    if ctx.output.is_json() {
        let base = compared.base.as_ref();
        ctx.output.json(json!({
            "article": looking.element(&derived),
            "since": base.map(|filed| json!({ "record": filed.id.as_str(), "action": filed.record.action.name(), "by": filed.record.by, "at": stored(filed.record.at) })),
            "comparable": compared.bundles.is_some(),
            "note": looking.words(&compared.told),
            "files": files.iter().map(document).collect::<Vec<_>>(),
        }));
        return Ok(Exit::Done);
    }
    let Text { zh, en } = &compared.told;
    looking.headline(&say!("{title}　{zh}", "{title}  {en}"));
    if files.is_empty() && compared.bundles.is_some() {
        ctx.output.say(&say!("没有改动", "nothing changed"));
    }
    for file in &files {
        ctx.output.page(&drawn(&looking, &found.path, file));
    }
    Ok(Exit::Done)
}

/// What is held against what.
struct Compared {
    /// The record that saw the old text; none for what is not committed yet
    base: Option<Filed>,
    /// Old and new; nothing where there is no old one
    bundles: Option<(Bundle, Bundle)>,
    /// In words
    told: Text,
}

/// A writer's edits that are not committed; else the text that this reviewer decided last, or that was
/// submitted before, against what is committed.
fn compared(
    looking: &Looking<'_>,
    head: &Head<'_>,
    (state, steps): (&State, &[Step]),
    committed: Option<Bundle>,
    working: Option<Bundle>,
) -> wxops::refusal::Result<Compared> {
    let reviews = state.status == Status::InReview && !looking.is_mine(state);
    let new = match (committed, working) {
        (Some(old), Some(new)) if !reviews && !old.differing(&new).is_empty() => {
            let told = say!("还没有提交的改动", "edits that are not committed yet");
            return Ok(Compared { base: None, bundles: Some((old, new)), told });
        }
        (Some(committed), _) => committed,
        (None, _) => {
            let told =
                say!("稿件没有提交，无从比较", "the article is not committed; nothing to compare with");
            return Ok(Compared { base: None, bundles: None, told });
        }
    };
    if let Some((since, told)) = before_edits(looking, state) {
        let base = steps.iter().flatten().rev().find(|filed| filed.record.content == *since).cloned();
        let old = state.submission.as_ref().and_then(|submitted| back_to(&new, submitted, since));
        return Ok(Compared { base, bundles: old.map(|old| (old, new)), told });
    }
    let Some(base) = seen_before(steps, state, looking.me.as_deref()) else {
        let path = &new.path;
        let told = match state.status {
            Status::InReview => say!(
                "第一次送审，没有旧稿可比。看全文：{path}/index.md",
                "submitted for the first time, so there is no older text. Read it: {path}/index.md"
            ),
            _ => say!(
                "还没有送审过，也没有未提交的改动",
                "never submitted, and no edits since the last commit"
            ),
        };
        return Ok(Compared { base: None, bundles: None, told });
    };
    let (at, name) = (looking.spoken(base.record.at), looking.team.name(&base.record.by).to_owned());
    let bundles = looking.folder.as_of(head, base)?.map(|old| (old, new));
    let told = if bundles.is_some() {
        say!("与{name} {at} 送审的那一稿相比", "since the text that {name} submitted {at}")
    } else if looking.folder.repo().is_shallow() {
        say!(
            "{at} 送审的那一稿不在本机：克隆时没有取全历史（`git fetch --unshallow`）",
            "the text submitted {at} is not here: this clone lacks older history (`git fetch --unshallow`)"
        )
    } else {
        say!(
            "{at} 送审的那一稿在历史里找不到了：提交被合并压缩过",
            "the text submitted {at} is no longer in history: its commits were squashed"
        )
    };
    Ok(Compared { base: Some(base.clone()), bundles, told })
}

/// The content before a reviewer's edits, while they wait for the writer or for a stage that approved it.
fn before_edits<'s>(looking: &Looking<'_>, state: &'s State) -> Option<(&'s Digest, Text)> {
    let me = looking.me.as_deref();
    if let Some(earlier) = state.approved_before(me).or_else(|| state.approved_before(None)) {
        let name = looking.team.name(&earlier.by);
        return Some((
            &earlier.content,
            say!("{name}通过以后，审核人改的", "what reviewers changed since {name} approved"),
        ));
    }
    let edited = state.submission.as_ref().and_then(Submitted::edited)?;
    let name = looking.team.name(&edited.by);
    let told = say!("{name}通过时改的", "what {name} changed while approving");
    (state.status == Status::Edited).then_some((&edited.before, told))
}

/// The submission to compare with. In review: the one before that this person decided last, else the one
/// before. Otherwise: the newest.
fn seen_before<'s>(steps: &'s [Step], state: &State, me: Option<&str>) -> Option<&'s Filed> {
    let chain: Vec<&Filed> = steps.iter().flatten().collect();
    let submissions =
        |chain: &[&'s Filed]| chain.iter().rev().find(|filed| filed.record.action == Action::Submit).copied();
    if state.status != Status::InReview {
        return submissions(&chain);
    }
    let now = chain.iter().rposition(|filed| filed.record.action == Action::Submit)?;
    let earlier = &chain[..now];
    let mine = |filed: &&Filed| filed.record.action.is_decision() && Some(filed.record.by.as_str()) == me;
    let decided = earlier.iter().rposition(mine).unwrap_or(earlier.len());
    submissions(&earlier[..decided])
}

/// One file, with its lines.
fn drawn(looking: &Looking<'_>, folder: &str, file: &FileChange) -> String {
    let sizes = match (file.before, file.after) {
        (None, Some(now)) => say!("新增，{now}", "added, {now}", now = size(now)),
        (Some(was), None) => say!("删去，原 {was}", "removed, {was}", was = size(was)),
        (was, now) => {
            let (was, now) = (size(was.unwrap_or(0)), size(now.unwrap_or(0)));
            say!("{was} → {now}", "{was} → {now}")
        }
    };
    let coloured = looking.ctx.output.is_coloured();
    let mut page = format!("\n\x1b[1m{folder}/{}\x1b[0m", escaped(&file.path));
    if file.hunks.is_empty() {
        page.push_str(&format!("  {}", looking.words(&sizes)));
    }
    for hunk in &file.hunks {
        let first = hunk.lines.iter().find(|line| line.sign != Sign::Same);
        let number = first.and_then(|line| line.after.or(line.before)).unwrap_or(1);
        let place = looking.words(&say!("第 {number} 行", "line {number}"));
        page.push_str(&format!("\n\x1b[36m{place}\x1b[0m"));
        for line in &hunk.lines {
            page.push('\n');
            page.push_str(&line_drawn(line, coloured));
        }
    }
    page
}

/// A line with its sign; what changed inside it stands out by colour, or by marks where no colour is seen.
fn line_drawn(line: &Line, coloured: bool) -> String {
    let (sign, colour, open, close) = match line.sign {
        Sign::Same => return format!("  {}", escaped(&line.text())).trim_end().to_owned(),
        Sign::Minus => ('-', 31, "[-", "-]"),
        Sign::Plus => ('+', 32, "{+", "+}"),
    };
    let words = line.parts.iter().map(|part| {
        let text = escaped(&part.text);
        match (part.changed, coloured) {
            (false, _) => text,
            (true, true) => format!("\x1b[7m{text}\x1b[27m"),
            (true, false) => format!("{open}{text}{close}"),
        }
    });
    format!("\x1b[{colour}m{sign} {}\x1b[0m", words.collect::<String>())
}

fn document(file: &FileChange) -> Value {
    let sign = |line: &Line| match line.sign {
        Sign::Same => " ",
        Sign::Minus => "-",
        Sign::Plus => "+",
    };
    let line = |line: &Line| {
        let changed: Vec<&str> =
            line.parts.iter().filter(|part| part.changed).map(|part| part.text.as_str()).collect();
        json!({ "sign": sign(line), "before": line.before, "after": line.after, "text": line.text(), "changed": changed })
    };
    let hunks =
        file.hunks.iter().map(|hunk| json!({ "lines": hunk.lines.iter().map(line).collect::<Vec<_>>() }));
    json!({
        "path": file.path,
        "change": file.kind(),
        "bytes_before": file.before,
        "bytes_after": file.after,
        "hunks": hunks.collect::<Vec<_>>(),
    })
}
