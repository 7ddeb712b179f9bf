//! `-o`: the sheet in a file. Nothing but a sheet is ever overwritten.

use std::path::Path;

use wxops::{
    check::clean,
    commit,
    content::{self, WorkingCopy},
    refusal::{Refusal, Result},
    say, sheet,
    text::escaped,
};

use crate::shell::{acting::from_start, context::Context};

/// Most bytes of a file that may be a sheet.
const LIMIT: usize = 16 * 1024 * 1024;

/// Writes it, unless something else lies there or it would become part of an article.
pub(super) fn write(ctx: &Context, file: &Path, drawn: &str) -> Result<()> {
    let (place, shown) = (clean(&from_start(ctx, file)), escaped(&file.display().to_string()));
    let root = WorkingCopy::above(&ctx.start);
    let inside = root.as_ref().and_then(|root| root.relative(&place)).unwrap_or_default();
    if ["articles/", "archive/", ".wxops/", ".git/"].iter().any(|kept| inside.starts_with(kept)) {
        let message = say!("`{shown}` 不是放审核表的地方", "`{shown}` is no place for a sheet");
        return Err(another_name(message));
    }
    match content::read_named(&place, &shown, LIMIT) {
        Err(refusal) if refusal.code == "no_such_file" => {}
        Ok(bytes) if sheet::is_one(&bytes) => {}
        Ok(_) => {
            let message =
                say!("`{shown}` 已经有了，不是审核表", "`{shown}` is there already and is no sheet");
            return Err(another_name(message));
        }
        Err(refusal) => return Err(refusal),
    }
    commit::export(root.as_ref().map(WorkingCopy::root), &place, drawn.as_bytes())
}

fn another_name(message: wxops::text::Text) -> Refusal {
    Refusal::usage("not_a_sheet", message)
        .help(say!("换一个文件名：`-o sheet.html`", "take another name: `-o sheet.html`"))
}
