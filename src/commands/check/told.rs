//! What `check` says: findings in their lines, a format for another program, a table, or one document.

use std::time::Instant;

use serde_json::{Map, Value, json};
use wxops::{
    check::{
        Checked,
        baseline::Hidden,
        report::{Format, Report},
        stats::{Counted, Stats},
    },
    say,
    text::plural,
};

use super::{drawing, fix::Done, tally::Tally};
use crate::shell::{context::Context, table::columns};

// How they are told.
#[derive(clap::Args)]
pub(super) struct Manner {
    #[arg(
        long,
        value_name = tr!("格式", "FORMAT"),
        value_parser = Format::NAMES,
        conflicts_with_all = ["stats", "write_baseline"],
        help = tr!("写成别的程序能读的格式", "Write for another program")
    )]
    pub(super) format: Option<String>,
    #[arg(
        long,
        help = tr!("不列问题，只列每条规则查出多少", "Instead of findings, how many each rule has")
    )]
    pub(super) stats: bool,
}

/// Tells what is found, some files at a time.
pub(super) struct Telling<'a> {
    ctx: &'a Context,
    form: Form,
    /// With `--json`, every finding
    findings: Vec<Value>,
    /// With `--json`, every finding that is answered
    allowed: Vec<Value>,
    /// The leaks that go out although they were found: no reason makes them vanish
    answered: Vec<String>,
    /// How much was told
    pub(super) tally: Tally,
}

enum Form {
    Findings,
    Report(Report),
    Counts(Stats),
}

impl<'a> Telling<'a> {
    /// In their lines.
    pub(super) fn findings(ctx: &'a Context) -> Self {
        let (findings, allowed, answered) = (vec![], vec![], vec![]);
        Telling { ctx, form: Form::Findings, findings, allowed, answered, tally: Tally::default() }
    }

    /// For another program.
    pub(super) fn report(ctx: &'a Context, format: Format) -> Self {
        Telling { form: Form::Report(Report::new(format, ctx.language)), ..Self::findings(ctx) }
    }

    /// `--stats`: a row a rule.
    pub(super) fn counts(ctx: &'a Context) -> Self {
        Telling { form: Form::Counts(Stats::default()), ..Self::findings(ctx) }
    }

    /// Tells of some files.
    pub(super) fn take(&mut self, files: Vec<Checked>) {
        let before = self.tally.findings();
        for file in &files {
            self.tally.add(file);
            self.answered.extend(drawing::answered_leaks(self.ctx, file));
            if self.ctx.output.is_json() {
                let (text, language) = (&file.text, self.ctx.language);
                self.findings.extend(file.findings.iter().map(|found| found.json(text, language)));
                self.allowed.extend(file.allowed.iter().map(|found| found.json(text, language)));
            }
        }
        match &mut self.form {
            Form::Findings => drawing::print(self.ctx, &files, before),
            Form::Counts(stats) => files.iter().for_each(|file| stats.add(file)),
            Form::Report(report) => {
                let lines = files.iter().map(|file| report.add(file)).filter(|lines| !lines.is_empty());
                print(self.ctx, &lines.collect::<Vec<_>>().join("\n"));
            }
        }
    }

    /// Tells what there is to say of all; `done` was mended before, `hidden` left out.
    pub(super) fn end(mut self, done: Option<&Done>, hidden: Option<Hidden>, begun: Instant) {
        let ctx = self.ctx;
        let mut more = done.map(|done| done.fields(ctx).to_vec()).unwrap_or_default();
        match std::mem::replace(&mut self.form, Form::Findings) {
            Form::Report(report) => return print(ctx, &report.end()),
            Form::Counts(stats) => more.push(("stats", counted(ctx, &stats, begun))),
            Form::Findings => {}
        }
        self.answers();
        self.tally.tell(ctx, done.map(Done::count));
        if self.tally.findings() > drawing::MOST {
            ctx.output.say(&say!(
                "先看哪些规则报得多：`wxops check --stats`；旧稿可以先记成基线：`wxops check --write-baseline baseline.toml`",
                "which rules say most: `wxops check --stats`; to begin with what is new: `wxops check --write-baseline baseline.toml`"
            ));
        }
        let summary = self.tally.json(done.map(Done::count), hidden);
        ctx.output.json(self.whole(summary, more));
    }

    /// Prints the leaks that go out although they were found.
    pub(super) fn answers(&self) {
        if !self.answered.is_empty() {
            self.ctx.output.page(&(self.answered.join("\n") + "\n"));
        }
    }

    /// All of it as one document, with more fields at its end.
    pub(super) fn document(self, more: Vec<(&str, Value)>) -> Value {
        let summary = self.tally.json(None, None);
        self.whole(summary, more)
    }

    fn whole(self, summary: Value, more: Vec<(&str, Value)>) -> Value {
        let fields = [
            ("findings", Value::Array(self.findings)),
            ("allowed", Value::Array(self.allowed)),
            ("summary", summary),
        ];
        fields
            .into_iter()
            .chain(more)
            .map(|(key, value)| (key.to_owned(), value))
            .collect::<Map<_, _>>()
            .into()
    }
}

fn print(ctx: &Context, text: &str) {
    if !text.is_empty() {
        ctx.output.print(text);
    }
}

/// Prints a row a rule and how long it took; the same for scripts.
fn counted(ctx: &Context, stats: &Stats, begun: Instant) -> Value {
    let (time, rules) = (begun.elapsed(), stats.rules());
    if !rules.is_empty() {
        let head = say!("规则　级别　问题　稿件　常见的词", "rule　level　findings　articles　words");
        let head = head.get(ctx.language).split('　').map(str::to_owned).collect();
        let rows = rules.iter().map(|counted| row(ctx, counted));
        ctx.output.page(&(columns(std::iter::once(head).chain(rows)) + "\n"));
    }
    let (articles, characters, seconds) = (stats.articles, stats.characters, time.as_secs_f64());
    ctx.output.say(&say!(
        "读了 {articles} 篇稿件、{characters} 个字符，用时 {seconds:.2} 秒",
        "read {many}, {characters} characters, in {seconds:.2} seconds",
        many = plural(articles, "article")
    ));
    let mut counted = stats.json();
    counted["milliseconds"] = json!(time.as_millis());
    counted
}

fn row(ctx: &Context, counted: &Counted) -> Vec<String> {
    let words = counted.words.iter().map(|(words, count)| format!("{words} ×{count}"));
    vec![
        counted.rule.to_owned(),
        counted.severity.label().get(ctx.language).to_owned(),
        counted.findings.to_string(),
        counted.articles.to_string(),
        words.collect::<Vec<_>>().join("  "),
    ]
}
