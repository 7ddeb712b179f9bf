//! `wxops sheet` draws the review sheet of one article.

mod document;

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use wxops::{
    allowing::Allowed,
    folder::{Derived, Found, Head, card},
    refusal::{Exit, Refusal, Result},
    say,
    sheet::{self, Marks, Sheet, Sources},
    text::Text,
    workflow::derive::derive,
};

use crate::shell::{
    arguments::Which,
    context::{Context, pinned},
    drawing,
    looking::Looking,
};

#[derive(clap::Args)]
#[command(
    about = tr!("出审核表：谁写、谁审、改了什么", "Draw the review sheet: who wrote it, who approved it, what was asked"),
    before_help = tr!(
        "wxops sheet dongji-xinpin\n\
         wxops sheet dongji-xinpin --verify -o 审核表.html",
        "wxops sheet dongji-xinpin\n\
         wxops sheet dongji-xinpin --verify -o sheet.html"
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(long, help = tr!("写成一个 HTML 文件，供打印", "As one HTML file, for the printer"))]
    pub(crate) html: bool,
    #[arg(
        short,
        long,
        value_name = tr!("文件", "FILE"),
        help = tr!("写到文件；`.html` 结尾的写成 HTML", "Write to a file; HTML if its name ends with `.html`")
    )]
    pub(crate) output: Option<PathBuf>,
    #[arg(long, help = tr!("同时核验这一篇，注明核验了什么", "Prove the article too, and say what was proved"))]
    pub(crate) verify: bool,
    #[arg(
        long,
        requires = "verify",
        value_name = tr!("指纹", "DIGEST"),
        help = tr!("第 1 版运营规则的指纹；也可设在 `WXOPS_PIN`", "The digest of version 1 of the team; or set `WXOPS_PIN`")
    )]
    pub(crate) pin: Option<String>,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let looking = Looking::open(ctx)?;
    let head = looking.folder.head()?;
    let found = find(&looking, &head, &args.which)?;
    let (mut sheet, element) = drawn(&looking, &head, &found)?;
    if args.verify {
        let pin = args.pin.or_else(|| pinned(&looking.folder));
        let proof = looking.folder.prove_article(&head, &found, pin.as_deref(), looking.now)?;
        sheet.proof = Some(Marks::of(&proof, &looking.team));
    }
    let named_html = |file: &Path| file.extension().is_some_and(|end| end.eq_ignore_ascii_case("html"));
    let html = args.html || args.output.as_deref().is_some_and(named_html);
    let page = if html { sheet.html(ctx.language) } else { sheet.markdown(ctx.language) };
    match &args.output {
        None => ctx.output.page(page.trim_end()),
        Some(file) => {
            let name = say!("审核表", "sheet");
            let kind = drawing::Kind {
                code: "not_a_sheet",
                name,
                is_one: sheet::is_one,
                option: "-o",
                example: "sheet.html",
            };
            kind.write(ctx, file, &page)?;
            let (shown, Text { zh, en }) = (file.display(), &sheet.called);
            ctx.output
                .say(&say!("{zh}的审核表已写到 `{shown}`", "the sheet of {en} is written to `{shown}`"));
        }
    }
    ctx.output.json(document::sheet(&sheet, element, args.output.as_deref(), ctx.language));
    let refusals = sheet.proof.map(|marks| marks.refusals).unwrap_or_default();
    for refusal in &refusals {
        ctx.output.problem(refusal);
    }
    Ok(if refusals.is_empty() { Exit::Done } else { Exit::Findings })
}

/// The article, also one that was discarded: its records stay.
fn find(looking: &Looking<'_>, head: &Head<'_>, which: &Which) -> Result<Found> {
    looking.find(head, which).or_else(|refusal| {
        let name = which.article.as_deref().unwrap_or_default();
        looking.folder.find_discarded(head, name)?.ok_or(refusal)
    })
}

/// The sheet, and the article as scripts read it.
fn drawn(looking: &Looking<'_>, head: &Head<'_>, found: &Found) -> Result<(Sheet, Value)> {
    let records = found.id.as_ref().map(|id| head.records(id)).transpose()?.unwrap_or_default();
    let proof = derive(records, &head.policy).map_err(|refusal| without_records(refusal, &found.path))?;
    let card = card(looking.folder.working(), found.path.clone());
    let derived = Derived { card, proof: Ok(proof.clone()), differs: false };
    let (state, steps) = &proof;
    let bundle = head.bundle(&found.path)?;
    let allowed = bundle.as_ref().map(|bundle| {
        let line = |allowed: &Allowed| {
            let (Text { zh, en }, rule) = (allowed.in_one_line(bundle.index.text()), allowed.finding.rule);
            say!("{zh}（{rule}）", "{en} ({rule})")
        };
        Ok(looking.folder.allowed(bundle)?.iter().map(line).collect())
    });
    let category = state.submission.as_ref().map_or(&derived.card.category, |submitted| &submitted.category);
    let settings = looking.folder.settings();
    let sheet = Sheet::of(Sources {
        account: &settings.account,
        policy: &head.policy,
        state,
        steps,
        bundle: bundle.as_ref(),
        category: looking.category(category),
        allowed: allowed.transpose()?.unwrap_or_default(),
        zone: &settings.timezone,
        now: looking.now,
    });
    let mut element = looking.element(&derived);
    element["id"] = json!(found.id); // also where only records are left
    Ok((sheet, element))
}

/// A sheet tells of records; where there are none, what makes the first.
fn without_records(refusal: Refusal, path: &str) -> Refusal {
    if refusal.code != "no_records" {
        return refusal;
    }
    refusal.at(path).help(say!(
        "去掉 `[wxops]` 表，再登记：`wxops import {path}`",
        "take the table `[wxops]` out and record it: `wxops import {path}`"
    ))
}
