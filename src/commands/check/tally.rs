//! How much was found, and the sentences that say so.

use serde_json::{Value, json};
use wxops::{
    check::{Checked, baseline::Hidden},
    finding::Severity,
    refusal::Exit,
    say,
    text::plural,
};

use crate::shell::context::Context;

/// What was counted.
#[derive(Default)]
pub(super) struct Tally {
    files: usize,
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// How many findings are answered
    answered: usize,
    /// How many can be mended without asking
    mendable: usize,
}

impl Tally {
    pub(super) fn add(&mut self, file: &Checked) {
        self.files += usize::from(!file.again);
        self.errors += file.count(Severity::Error);
        self.warnings += file.count(Severity::Warning);
        self.answered += file.allowed.len();
        self.mendable += file.findings.iter().filter(|finding| !finding.fix.is_empty()).count();
    }

    /// How many findings there are.
    pub(super) fn findings(&self) -> usize {
        self.errors + self.warnings
    }

    /// How the program ends with these findings.
    pub(super) fn exit(&self, strict: bool) -> Exit {
        if self.errors > 0 || (strict && self.warnings > 0) { Exit::Findings } else { Exit::Done }
    }

    /// Says how many there are; `fixed` were mended before.
    pub(super) fn tell(&self, ctx: &Context, fixed: Option<usize>) {
        if self.files == 0 {
            return ctx.output.say(&say!("没有要查的稿件", "there is no article to check"));
        }
        let Tally { errors, warnings, mendable, .. } = self;
        let (answered, also) = match self.answered {
            0 => (String::new(), String::new()),
            count => (format!("，{count} 处已说明理由"), format!(", {count} answered")),
        };
        let articles = plural(self.files, "article");
        let (wrong, doubtful) = (plural(self.errors, "error"), plural(self.warnings, "warning"));
        if let Some(fixed) = fixed {
            return ctx.output.say(&say!(
                "改好 {fixed} 处；还有 {errors} 个错误，{warnings} 个提醒{answered}",
                "mended {places} in {articles}; left: {wrong}, {doubtful}{also}",
                places = plural(fixed, "place")
            ));
        }
        ctx.output.say(&say!(
            "检查完成：{errors} 个错误，{warnings} 个提醒{answered}",
            "checked {articles}: {wrong}, {doubtful}{also}"
        ));
        if *mendable > 0 {
            ctx.output.say(&say!(
                "其中 {mendable} 处可以直接改好：先看 `wxops check --diff`，再运行 `wxops check --fix`",
                "{mendable} of them can be mended: look with `wxops check --diff`, then `wxops check --fix`"
            ));
        }
    }

    /// The same for scripts.
    pub(super) fn json(&self, fixed: Option<usize>, hidden: Option<Hidden>) -> Value {
        let mut summary = json!({
            "files": self.files,
            "errors": self.errors,
            "warnings": self.warnings,
            "allowed": self.answered,
        });
        if let Some(Hidden { findings, obsolete }) = hidden {
            summary["hidden"] = json!(findings);
            summary["obsolete"] = json!(obsolete);
        }
        if let Some(fixed) = fixed {
            summary["fixed"] = json!(fixed);
        }
        summary
    }
}
