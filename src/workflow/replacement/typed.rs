//! Edits as a reviewer types them, and where they stand.

use super::{BYTES, MOST, Replacement, places};
use crate::{
    article::{INDEX, bundle::Bundle, front_matter::Table},
    leaks::masked,
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// Most characters of somebody's words in a sentence.
const SHOWN: usize = 40;

/// One edit as it was typed: these words shall be those.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// The old words
    pub from: String,
    /// The new words
    pub to: String,
}

/// Reads `A→B`, or `A->B`. Nothing is trimmed: every space counts.
pub fn typed(words: &str) -> Result<Typed> {
    let arrow = if words.contains('→') { "→" } else { "->" };
    let parts: Vec<&str> = words.split(arrow).collect();
    match parts.as_slice() {
        [from, to] if !from.is_empty() => Ok(Typed { from: (*from).into(), to: (*to).into() }),
        _ => {
            let shown = shortened(words);
            let message = say!(
                "`--edit '{shown}'` 不是“原文→改成”：箭头要有一个，前面要有字",
                "`--edit '{shown}'` is not OLD→NEW: it takes one arrow, and words before it"
            );
            Err(Refusal::usage("edit_form", message)
                .help(say!("改：`--edit '最好→很好'`", "to change words: `--edit 'best->good'`"))
                .help(say!("删：`--edit '这几个字→'`", "to take them out: `--edit 'these words->'`"))
                .help(say!(
                    "加：把前面的字再写一遍，`--edit '电源→电源（标配）'`",
                    "to add some, repeat those before: `--edit 'power->power supply'`"
                )))
        }
    }
}

/// Finds the one place of each edit in the file, without its `[wxops]` table.
pub fn place(bundle: &Bundle, wishes: &[Typed]) -> Result<Vec<Replacement>> {
    let path = format!("{}/{INDEX}", bundle.path);
    let bytes: usize = wishes.iter().map(|typed| typed.from.len() + typed.to.len()).sum();
    if wishes.len() > MOST || bytes > BYTES {
        return Err(too_many());
    }
    let mut edits = Vec::new();
    for typed in wishes {
        let offset = one(bundle, typed).map_err(|refusal| refusal.at(&*path))?;
        edits.push(Replacement { offset, from: typed.from.clone(), to: typed.to.clone() });
    }
    edits.sort_by_key(|edit| edit.offset);
    let over = edits.windows(2).find(|two| two[0].offset + two[0].from.len() > two[1].offset);
    if let Some([first, second]) = over {
        let (first, second) = (shortened(&first.from), shortened(&second.from));
        let message = say!("「{first}」和「{second}」叠在一起", "“{first}” and “{second}” overlap");
        return Err(Refusal::usage("edit_overlap", message)
            .at(path)
            .help(say!("并成一个：`--edit '原文→改成'`", "make them one: `--edit 'OLD->NEW'`")));
    }
    Ok(edits)
}

fn one(bundle: &Bundle, typed: &Typed) -> Result<usize> {
    let (article, from) = (&bundle.index, &typed.from);
    let (kept, shown) = (article.kept(), shortened(from));
    if *from == typed.to {
        let message = say!("「{shown}」改前改后一样", "“{shown}” is the same before and after");
        return Err(Refusal::usage("edit_same", message)
            .help(say!("写明改成什么：`--edit '原文→改成'`", "say what it becomes: `--edit 'OLD->NEW'`")));
    }
    let cut = match &article.front.table {
        Table::Read(_, cut) => cut.clone(),
        _ => kept.len()..kept.len(),
    };
    let table = || {
        let message = say!(
            "「{shown}」在 `[wxops]` 表里或跨着它，那里只由命令改",
            "“{shown}” stands in the table `[wxops]` or around it, and only commands change that"
        );
        Refusal::usage("edit_table", message)
            .help(say!("只改正文和它上面的字段", "edit the text and the fields above the table"))
    };
    let line = |at: usize| article.line_of(if at < cut.start { at } else { at + cut.len() });
    match places(&kept, from).as_slice() {
        [at] if *at < cut.start && at + from.len() > cut.start => Err(table()),
        [at] => Ok(*at),
        [] if article.text().contains(from.as_str()) => Err(table()),
        [] => Err(Refusal::usage(
            "edit_not_found",
            say!("稿件里没有「{shown}」", "the article does not hold “{shown}”"),
        )
        .help(say!(
            "照原文抄，标点和空格也要一样；图片里的字改不了",
            "copy the words as they stand there, marks and spaces too; words in pictures cannot be edited"
        ))),
        several => {
            let count = several.len();
            let message = say!(
                "「{shown}」有 {count} 处，不知道改哪一处",
                "“{shown}” stands there {count} times, so it is not clear which is meant"
            );
            let refusal = Refusal::usage("edit_several", message);
            let refusal = several.iter().take(10).fold(refusal, |refusal, at| {
                let (number, words) = (line(*at), around(&kept, *at, from.len()));
                refusal.detail(say!("第 {number} 行：{words}", "line {number}: {words}"))
            });
            Err(refusal.help(longer(&kept, several, typed)))
        }
    }
}

pub(super) fn too_many() -> Refusal {
    let message = say!(
        "改动太多：一次最多 {MOST} 处、共 {BYTES} 字节",
        "these are too many edits: at most {MOST}, and {BYTES} bytes of words"
    );
    Refusal::usage("edit_limit", message).help(say!(
        "改得多就退给编辑改：`wxops request-changes`",
        "send it back to its writer: `wxops request-changes`"
    ))
}

/// The words with as many characters more, behind or before, as make the first place the only one.
fn longer(kept: &str, at: &[usize], typed: &Typed) -> Text {
    let (start, from) = (at.first().copied().unwrap_or_default(), &typed.from);
    let end = start + from.len();
    let begin = kept[..start].rfind('\n').map_or(0, |at| at + 1);
    let close = kept[end..].find('\n').map_or(kept.len(), |at| end + at);
    let alone = |words: &&str| places(kept, words).len() == 1;
    let behind =
        kept[end..close].char_indices().map(|(at, c)| &kept[start..end + at + c.len_utf8()]).find(alone);
    let before = kept[begin..start].char_indices().rev().map(|(at, _)| &kept[begin + at..end]).find(alone);
    let words = match (behind, before) {
        (Some(behind), Some(before)) if before.len() < behind.len() => Some(before),
        (behind, before) => behind.or(before),
    };
    // No word that is covered is told, and none that a shell would take apart.
    let typable = |words: &&str| masked(words) == **words && !words.contains(['\'', '\n', '→']);
    match words.filter(typable) {
        Some(words) => {
            let after = words.replacen(from, &typed.to, 1);
            say!(
                "前后多写几个字，只剩一处；要改第一处：`--edit '{words}→{after}'`",
                "write more of the words around it; for the first place: `--edit '{words}->{after}'`"
            )
        }
        None => say!(
            "前后多写几个字，只剩一处：`--edit '原文→改成'`",
            "write more of the words around it: `--edit 'OLD->NEW'`"
        ),
    }
}

/// A place with some words of its line before and after.
fn around(text: &str, at: usize, length: usize) -> String {
    let masked = masked(text);
    // As many characters as before: stars stand for characters.
    let begin = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let (skipped, before) = (text[..begin].chars().count(), text[begin..at].chars().count());
    let words = text[at..at + length].chars().count();
    let line: Vec<char> = masked.chars().skip(skipped).take_while(|c| *c != '\n').collect();
    let (from, to) = (before.saturating_sub(8), (before + words + 8).min(line.len()));
    let dots = |cut: bool| if cut { "…" } else { "" };
    let shown: String = line.get(from..to).unwrap_or_default().iter().collect();
    format!("{}{shown}{}", dots(from > 0), dots(to < line.len()))
}

/// Somebody's words, covered and not too many, on one line.
pub fn shortened(words: &str) -> String {
    let words = masked(words).replace('\n', "⏎");
    let cut = words.char_indices().nth(SHOWN).map(|(at, _)| at);
    cut.map_or(words.clone(), |at| format!("{}…", &words[..at]))
}
