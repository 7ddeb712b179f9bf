//! The texts that the writer types, and the editor they are typed in: the article's file keeps the table that
//! belongs to wxops, as it does when a person edits it.

use std::path::Path;

use wxops::{
    article::INDEX,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// A text with its pictures.
pub(super) struct Draft {
    pub(super) text: &'static str,
    pub(super) pictures: &'static [(&'static str, &'static [u8])],
}

pub(super) const X2: Draft = Draft {
    text: include_str!("content/x2.md"),
    pictures: &[
        ("cover.png", include_bytes!("content/x2-cover.png")),
        ("start.png", include_bytes!("content/x2-start.png")),
    ],
};

pub(super) const OPEN_DAY: Draft = Draft {
    text: include_str!("content/open-day.md"),
    pictures: &[
        ("cover.png", include_bytes!("content/open-day-cover.png")),
        ("hall.png", include_bytes!("content/open-day-hall.png")),
    ],
};

pub(super) const OPEN_DAY_REVISED: Draft =
    Draft { text: include_str!("content/open-day-revised.md"), pictures: &[] };

pub(super) const WINTER_CARE: Draft = Draft {
    text: include_str!("content/winter-care.md"),
    pictures: &[
        ("cover.png", include_bytes!("content/winter-care-cover.png")),
        ("tools.png", include_bytes!("content/winter-care-tools.png")),
        ("battery.png", include_bytes!("content/winter-care-battery.png")),
    ],
};

pub(super) const DONGJI_XINPIN: Draft = Draft {
    text: include_str!("content/dongji-xinpin.md"),
    pictures: &[("cover.png", include_bytes!("content/dongji-xinpin-cover.png"))],
};

/// Types a draft into the article's file and puts its pictures beside it.
pub(super) fn type_in(bundle: &Path, draft: &Draft) -> Result<()> {
    for (name, bytes) in draft.pictures {
        save(&bundle.join(name), bytes)?;
    }
    edit(bundle, |file| with_text(file, draft.text))
}

/// Edits the article's file by hand.
#[expect(clippy::disallowed_methods, reason = "plays a person's editor")]
pub(super) fn edit(bundle: &Path, change: impl Fn(&str) -> Option<String>) -> Result<()> {
    let file = bundle.join(INDEX);
    let text = std::fs::read_to_string(&file).map_err(|error| unwritten(&file, &error))?;
    let text = change(&text).ok_or_else(|| unwritten(&file, &"?"))?;
    save(&file, text.as_bytes())
}

/// The file with another front matter and another body, and its `[wxops]` table.
fn with_text(file: &str, draft: &str) -> Option<String> {
    let (_, rest) = file.split_once("\n[wxops]\n")?;
    let (table, _) = rest.split_once("\n+++\n")?;
    let (front, body) = draft.split_once("\n+++\n")?;
    Some(format!("{front}\n\n[wxops]\n{table}\n+++\n{body}"))
}

#[expect(clippy::disallowed_methods, reason = "plays a person's editor")]
fn save(file: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(file, bytes).map_err(|error| unwritten(file, &error))
}

fn unwritten(file: &Path, why: &dyn std::fmt::Display) -> Refusal {
    let file = file.display();
    Refusal::unusable("demo_failed", say!("写不了 {file}", "{file} cannot be written"))
        .detail(Text::same(why))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_keeps_the_table_that_belongs_to_wxops() {
        let file = "+++\ntitle = \"旧\"\n\n[wxops]\nid = \"01\"\nstatus = \"draft\"\n+++\n\n【提示】\n";
        let draft = "+++\ntitle = \"新\"\ncover = \"c.png\"\n+++\n\n正文\n";
        assert_eq!(
            with_text(file, draft).as_deref(),
            Some(
                "+++\ntitle = \"新\"\ncover = \"c.png\"\n\n[wxops]\nid = \"01\"\nstatus = \"draft\"\n+++\n\n正文\n"
            )
        );
    }
}
