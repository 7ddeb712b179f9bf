//! What `check` says: findings in their lines, a format for another program, a table, or one document.

use std::{path::Path, time::Instant};

use rayon::prelude::*;
use serde_json::{Map, Value, json};
use wxops::{
    allowing::Allowed,
    check::{
        Checked,
        baseline::Hidden,
        report::Format,
        stats::{Counted, Stats},
    },
    finding::{Finding, Severity},
    rules, say,
    text::{Text, escaped, plural},
};

use super::fix::Done;
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

/// How many files are drawn before they are printed.
const AT_ONCE: usize = 256;

/// What there is to tell.
pub(super) struct Told<'a> {
    pub(super) checked: &'a [Checked],
    /// What the baseline left out
    pub(super) hidden: Option<Hidden>,
    /// Its file, as typed
    pub(super) baseline: Option<&'a Path>,
    /// What was mended before
    pub(super) done: Option<&'a Done>,
}

impl Told<'_> {
    pub(super) fn findings(&self) -> impl Iterator<Item = (&Finding, &str)> {
        self.checked.iter().flat_map(|file| file.findings.iter().map(|found| (found, file.text.as_str())))
    }

    fn allowed(&self) -> impl Iterator<Item = (&Allowed, &str)> {
        self.checked.iter().flat_map(|file| file.allowed.iter().map(|found| (found, file.text.as_str())))
    }

    fn count(&self, severity: Severity) -> usize {
        self.checked.iter().map(|file| file.count(severity)).sum()
    }

    /// All findings, then how many there are.
    pub(super) fn drawn(&self, ctx: &Context) {
        if ctx.output.is_json() {
            return ctx.output.json(self.document(ctx, &[]));
        }
        self.page(ctx);
        self.summary(ctx);
    }

    /// The findings in their lines, drawn on all cores.
    pub(super) fn page(&self, ctx: &Context) {
        let drawn = |file: &Checked| {
            let findings = file.findings.iter().map(|finding| finding.drawn(&file.text, ctx.language) + "\n");
            findings.collect::<Vec<_>>().join("\n")
        };
        for some in self.checked.chunks(AT_ONCE) {
            let pages: Vec<String> = some.par_iter().map(drawn).filter(|page| !page.is_empty()).collect();
            for page in pages {
                ctx.output.page(&page);
            }
        }
        self.answered_leaks(ctx);
    }

    /// The leaks that go out although they were found, a line each: no reason makes them vanish.
    fn answered_leaks(&self, ctx: &Context) {
        let is_leak = |rule| rules::find(rule).is_some_and(rules::Rule::is_about_leaks);
        let leaks = self.allowed().filter(|(allowed, _)| is_leak(allowed.finding.rule));
        let lines = leaks.map(|(allowed, text)| {
            let (Text { zh, en }, rule) = (allowed.in_one_line(text), allowed.finding.rule);
            let line = say!("已说明理由[{rule}] {zh}", "answered[{rule}] {en}");
            escaped(line.get(ctx.language))
        });
        let lines: Vec<String> = lines.collect();
        if !lines.is_empty() {
            ctx.output.page(&(lines.join("\n") + "\n"));
        }
    }

    /// The findings for another program.
    pub(super) fn formatted(&self, ctx: &Context, format: Format) {
        let text = format.write(self.checked, ctx.language);
        if !text.is_empty() {
            ctx.output.print(&text);
        }
    }

    /// `--stats`: a row a rule.
    pub(super) fn counted(&self, ctx: &Context, begun: Instant) {
        let stats = Stats::of(self.checked);
        let time = begun.elapsed();
        if ctx.output.is_json() {
            let mut counted = stats.json();
            counted["milliseconds"] = json!(time.as_millis());
            return ctx.output.json(self.document(ctx, &[("stats", counted)]));
        }
        if !stats.rules.is_empty() {
            let head = say!("规则　级别　问题　稿件　常见的词", "rule　level　findings　articles　words");
            let head = head.get(ctx.language).split('　').map(str::to_owned).collect();
            let rows = stats.rules.iter().map(|counted| row(ctx, counted));
            ctx.output.page(&(columns(std::iter::once(head).chain(rows)) + "\n"));
        }
        let (articles, characters, seconds) = (stats.articles, stats.characters, time.as_secs_f64());
        ctx.output.say(&say!(
            "读了 {articles} 篇稿件、{characters} 个字符，用时 {seconds:.2} 秒",
            "read {many}, {characters} characters, in {seconds:.2} seconds",
            many = plural(articles, "article")
        ));
        self.answered_leaks(ctx);
        self.summary(ctx);
    }

    fn summary(&self, ctx: &Context) {
        if self.checked.is_empty() {
            return ctx.output.say(&say!("没有要查的稿件", "there is no article to check"));
        }
        let (errors, warnings) = (self.count(Severity::Error), self.count(Severity::Warning));
        let (answered, also) = match self.allowed().count() {
            0 => (String::new(), String::new()),
            count => (format!("，{count} 处已说明理由"), format!(", {count} answered")),
        };
        if let Some(fixed) = self.done.map(Done::count) {
            return ctx.output.say(&say!(
                "改好 {fixed} 处；还有 {errors} 个错误，{warnings} 个提醒{answered}",
                "mended {places} in {articles}; left: {wrong}, {doubtful}{also}",
                places = plural(fixed, "place"),
                articles = plural(self.checked.len(), "article"),
                wrong = plural(errors, "error"),
                doubtful = plural(warnings, "warning")
            ));
        }
        ctx.output.say(&say!(
            "检查完成：{errors} 个错误，{warnings} 个提醒{answered}",
            "checked {articles}: {wrong}, {doubtful}{also}",
            articles = plural(self.checked.len(), "article"),
            wrong = plural(errors, "error"),
            doubtful = plural(warnings, "warning")
        ));
        let mendable = self.findings().filter(|(finding, _)| !finding.fix.is_empty()).count();
        if mendable > 0 {
            ctx.output.say(&say!(
                "其中 {mendable} 处可以直接改好：先看 `wxops check --diff`，再运行 `wxops check --fix`",
                "{mendable} of them can be mended: look with `wxops check --diff`, then `wxops check --fix`"
            ));
        }
    }

    /// What the baseline left out, and whether it is old.
    pub(super) fn remark(&self, ctx: &Context) {
        let (Some(Hidden { findings, obsolete }), Some(file)) = (self.hidden, self.baseline) else { return };
        if ctx.output.is_json() {
            return;
        }
        let file = file.display();
        if findings > 0 {
            ctx.output.note(&say!(
                "基线里已有的 {findings} 处没有列出",
                "{known} in the baseline left out",
                known = plural(findings, "finding")
            ));
        }
        if obsolete > 0 {
            ctx.output.note(&say!(
                "基线里有 {obsolete} 条已经没有了，更新：`wxops check --write-baseline {file}`",
                "{old} of the baseline no longer found; renew it: `wxops check --write-baseline {file}`",
                old = if obsolete == 1 { "1 entry".to_owned() } else { format!("{obsolete} entries") }
            ));
        }
    }

    /// Everything as one document, with more fields at its end.
    pub(super) fn document(&self, ctx: &Context, more: &[(&str, Value)]) -> Value {
        let findings = self.findings().map(|(finding, text)| finding.json(text, ctx.language));
        let allowed = self.allowed().map(|(allowed, text)| allowed.json(text, ctx.language));
        let mut summary = json!({
            "files": self.checked.len(),
            "errors": self.count(Severity::Error),
            "warnings": self.count(Severity::Warning),
            "allowed": self.allowed().count(),
        });
        if let Some(Hidden { findings, obsolete }) = self.hidden {
            summary["hidden"] = json!(findings);
            summary["obsolete"] = json!(obsolete);
        }
        if let Some(done) = self.done {
            summary["fixed"] = json!(done.count());
        }
        let mut document = Map::new();
        document.insert("findings".to_owned(), findings.collect());
        document.insert("allowed".to_owned(), allowed.collect());
        document.insert("summary".to_owned(), summary);
        let fields = self.done.into_iter().flat_map(|done| done.fields(ctx));
        document.extend(fields.map(|(key, value)| (key.to_owned(), value)));
        document.extend(more.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
        Value::Object(document)
    }
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
