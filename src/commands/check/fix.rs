//! `--fix` and `--diff`: what can be mended is written, or shown.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use similar::TextDiff;
use wxops::{
    check::Checked,
    commit::replace,
    fixing::Mended,
    folder::held,
    leaks::masked,
    refusal::{Exit, Refusal},
    say,
    text::{Text, escaped, plural},
};

use crate::shell::context::Context;

// Whether they are mended.
#[derive(clap::Args)]
pub(super) struct Mending {
    #[arg(
        long,
        conflicts_with_all = ["staged", "stdin", "format", "stats", "baseline", "write_baseline"],
        help = tr!(
            "改好不用人拿主意的地方（标点、空格、写错的词），不提交；已送审、已定稿的不改",
            "Mend what needs no judgement (marks, spaces, miswritten words), without a commit; what is under review or approved stays"
        )
    )]
    pub(super) fix: bool,
    #[arg(
        long,
        conflicts_with_all = ["staged", "stdin", "format", "stats", "baseline", "write_baseline"],
        help = tr!("只看 --fix 会改什么，什么都不改", "Show what --fix would change and change nothing")
    )]
    pub(super) diff: bool,
}

/// What became of the files that can be mended.
#[derive(Default)]
pub(super) struct Done {
    /// Those that were mended, or would be
    files: Vec<(Checked, Mended)>,
    /// Those of articles whose text is bound now, and why
    held: Vec<(String, Refusal)>,
    /// Those that could not be written, and why
    failed: Vec<(String, Refusal)>,
    /// The files that were come by
    met: BTreeSet<PathBuf>,
}

impl Done {
    /// Mends files, or only finds out which would be.
    pub(super) fn take(&mut self, checked: Vec<Checked>, writes: bool) {
        for mut file in checked {
            let (Some(place), Some(mended)) = (file.file.clone(), file.mended.take()) else { continue };
            if !self.met.insert(place.clone()) {
                continue;
            }
            if let Err(refusal) = held(&place) {
                self.held.push((file.path, refusal));
            } else if let Err(refusal) = if writes { write(&place, &file, &mended) } else { Ok(()) } {
                self.failed.push((file.path, refusal));
            } else {
                self.files.push((file, mended));
            }
        }
    }

    /// How many places were mended.
    pub(super) fn count(&self) -> usize {
        self.files.iter().map(|(_, mended)| mended.rules.len()).sum()
    }

    /// Says what was left alone, and why.
    pub(super) fn tell(&self, ctx: &Context) {
        for (_, refusal) in self.held.iter().chain(&self.failed) {
            let help = refusal.help.iter().fold(Text::default(), |told, help| Text {
                zh: format!("{}；{}", told.zh, help.zh),
                en: format!("{}; {}", told.en, help.en),
            });
            let Text { zh, en } = &refusal.message;
            ctx.output.note(&say!("{zh}{more}", "{en}{other}", more = help.zh, other = help.en));
        }
    }

    /// Says how many places were mended in each file.
    pub(super) fn counted(&self, ctx: &Context) {
        for (Checked { path, .. }, mended) in &self.files {
            let count = mended.rules.len();
            let places = plural(count, "place");
            ctx.output.say(&say!("{path}：改好 {count} 处", "{path}: mended {places}"));
        }
    }

    /// Prints each file's changes. Exit 1 if there are any, as with `diff`.
    pub(super) fn shown(&self, ctx: &Context) -> Exit {
        let diffs = self.files.iter().map(|(file, mended)| diff(file, mended));
        let diffs: Vec<String> = diffs.collect();
        if ctx.output.is_json() {
            let files = self.files.iter().zip(&diffs).map(|((file, mended), diff)| {
                let mut entry = entry(&file.path, mended);
                entry["diff"] = json!(diff);
                entry
            });
            ctx.output.json(json!({
                "files": files.collect::<Vec<_>>(),
                "held": self.left(ctx),
                "summary": { "fixable": self.count() },
            }));
        }
        for diff in &diffs {
            ctx.output.page(&coloured(diff));
        }
        if self.files.is_empty() {
            ctx.output.say(&say!("没有可以直接改的地方", "there is nothing to mend without asking"));
            return Exit::Done;
        }
        Exit::Findings
    }

    /// What was mended and what was left alone, for scripts.
    pub(super) fn fields(&self, ctx: &Context) -> [(&'static str, Value); 2] {
        let files = self.files.iter().map(|(file, mended)| entry(&file.path, mended));
        [("fixed", files.collect()), ("held", self.left(ctx))]
    }

    /// How the program ends if something was left alone that a person named, or that should have been written.
    pub(super) fn exit(&self, named: bool) -> Option<Exit> {
        let held = self.held.iter().filter(|_| named);
        self.failed.iter().chain(held).map(|(_, refusal)| refusal.exit).next()
    }

    fn left(&self, ctx: &Context) -> Value {
        let left = self.held.iter().chain(&self.failed).map(|(path, refusal)| {
            json!({
                "path": path,
                "code": refusal.code,
                "message": refusal.message.get(ctx.language),
                "help": refusal.help.iter().map(|help| help.get(ctx.language)).collect::<Vec<_>>(),
            })
        });
        left.collect()
    }
}

fn write(place: &Path, file: &Checked, mended: &Mended) -> wxops::refusal::Result<()> {
    if replace(place, file.text.as_bytes(), mended.text.as_bytes())? {
        return Ok(());
    }
    let path = &file.path;
    Err(Refusal::not_now(
        "content_changed",
        say!("`{path}` 刚刚被改过，没有动它", "`{path}` was changed just now and is left as it is"),
    )
    .help(say!("再运行一次", "run it again")))
}

fn entry(path: &str, mended: &Mended) -> Value {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for rule in &mended.rules {
        *rules.entry(rule).or_default() += 1;
    }
    json!({ "path": path, "count": mended.rules.len(), "rules": rules })
}

/// The changes of a file as `diff -u` shows them, with leaks masked.
fn diff(file: &Checked, mended: &Mended) -> String {
    let (old, new) = (masked(&file.text), masked(&mended.text));
    let path = &file.path;
    let diff = TextDiff::from_lines(&old, &new);
    let mut unified = diff.unified_diff();
    unified.context_radius(2).header(&format!("a/{path}"), &format!("b/{path}")).to_string()
}

fn coloured(diff: &str) -> String {
    let line = |line: &str| {
        let colour = match line.get(..1) {
            _ if line.starts_with("---") || line.starts_with("+++") => "1",
            Some("-") => "31",
            Some("+") => "32",
            Some("@") => "36",
            _ => return escaped(line),
        };
        format!("\x1b[{colour}m{}\x1b[0m", escaped(line))
    };
    diff.split('\n').map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
}
