//! A drawing in a file. Nothing but an older drawing of the same kind is ever overwritten.

use std::path::Path;

use wxops::{
    check::clean,
    commit,
    content::{self, WorkingCopy},
    refusal::{Refusal, Result},
    say,
    text::{Text, escaped},
};

use super::{acting::from_start, context::Context};

/// Most bytes of a file that may be an older drawing.
const LIMIT: usize = 16 * 1024 * 1024;

/// A kind of drawing.
pub(crate) struct Kind {
    /// The code of its refusal
    pub(crate) code: &'static str,
    /// What people call it
    pub(crate) name: Text,
    /// Whether a file is one
    pub(crate) is_one: fn(&[u8]) -> bool,
    /// The option that names the file
    pub(crate) option: &'static str,
    /// A name that such a file may have
    pub(crate) example: &'static str,
}

impl Kind {
    /// Writes it, unless something else lies there or it would become part of an article.
    pub(crate) fn write(&self, ctx: &Context, file: &Path, drawn: &str) -> Result<()> {
        let (place, shown) = (clean(&from_start(ctx, file)), escaped(&file.display().to_string()));
        let root = WorkingCopy::above(&ctx.start);
        let inside = root.as_ref().and_then(|root| root.relative(&place)).unwrap_or_default();
        let Text { zh, en } = &self.name;
        if ["articles/", "archive/", ".wxops/", ".git/"].iter().any(|kept| inside.starts_with(kept)) {
            return Err(self.another(say!("`{shown}` 不是放{zh}的地方", "`{shown}` is no place for a {en}")));
        }
        match content::read_named(&place, &shown, LIMIT) {
            Err(refusal) if refusal.code == "no_such_file" => {}
            Ok(bytes) if (self.is_one)(&bytes) => {}
            Ok(_) => {
                let message =
                    say!("`{shown}` 已经有了，不是{zh}", "`{shown}` is there already and is no {en}");
                return Err(self.another(message));
            }
            Err(refusal) => return Err(refusal),
        }
        commit::export(root.as_ref().map(WorkingCopy::root), &place, drawn.as_bytes())
    }

    fn another(&self, message: Text) -> Refusal {
        let (option, example) = (self.option, self.example);
        Refusal::usage(self.code, message)
            .help(say!("换一个文件名：`{option} {example}`", "take another name: `{option} {example}`"))
    }
}
