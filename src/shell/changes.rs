//! What changed in a file, as people read it and as scripts do.

use serde_json::{Value, json};
use wxops::{
    diff::{FileChange, Line, Piece, Row, Sign, shortened},
    say,
    text::escaped,
};

use super::{looking::Looking, table::size};

/// One file, with its lines.
pub(crate) fn drawn(looking: &Looking<'_>, folder: &str, file: &FileChange) -> String {
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
        for row in hunk.rows() {
            page.push('\n');
            page.push_str(&row_drawn(&row, coloured));
        }
    }
    page
}

/// A row with its sign. What changed inside an edited line stands out by colour, or by marks where no colour is seen.
fn row_drawn(row: &Row<'_>, coloured: bool) -> String {
    match row {
        Row::Whole(line) => {
            let text = escaped(&line.text());
            match line.sign {
                Sign::Same => format!("  {text}").trim_end().to_owned(),
                Sign::Minus => format!("\x1b[31m- {text}\x1b[0m"),
                Sign::Plus => format!("\x1b[32m+ {text}\x1b[0m"),
            }
        }
        Row::Edited(pieces) => {
            let pieces = shortened(pieces);
            format!("~ {}", pieces.iter().map(|piece| piece_drawn(piece, coloured)).collect::<String>())
        }
    }
}

fn piece_drawn(piece: &Piece, coloured: bool) -> String {
    let text = escaped(&piece.text);
    match (piece.sign, coloured) {
        (Sign::Same, _) => text,
        (Sign::Minus, true) => format!("\x1b[31;9m{text}\x1b[0m"),
        (Sign::Plus, true) => format!("\x1b[1;4;32m{text}\x1b[0m"),
        (Sign::Minus, false) => format!("[-{text}-]"),
        (Sign::Plus, false) => format!("{{+{text}+}}"),
    }
}

/// The same for scripts.
pub(crate) fn document(file: &FileChange) -> Value {
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
