//! Edits as a patch: a unified diff of the article's file, as `git diff` writes it.

use super::{MOST, Typed, places, typed::too_many};
use crate::{
    article::{INDEX, bundle::Bundle},
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// Most characters that are taken along on each side of a change, before its whole hunk is.
const AROUND: usize = 64;

/// One change of a patch: whole lines before and after, with those around them.
#[derive(Debug, Default)]
struct Hunk<'p> {
    old: Vec<&'p str>,
    new: Vec<&'p str>,
}

/// The edits of a patch. Each hunk must fit the text in one place, to the letter; of it only as
/// much is taken as stands there once.
pub fn patch(bundle: &Bundle, diff: &str) -> Result<Vec<Typed>> {
    let hunks = read(bundle, diff)?;
    if hunks.len() > MOST {
        return Err(too_many());
    }
    hunks.iter().enumerate().map(|(n, hunk)| edit(bundle, n + 1, hunk)).collect()
}

fn read<'p>(bundle: &Bundle, diff: &'p str) -> Result<Vec<Hunk<'p>>> {
    let mut hunks: Vec<Hunk<'p>> = Vec::new();
    let mut left = (0_usize, 0_usize); // lines that are still to come, before and after
    for (n, line) in diff.split_inclusive('\n').enumerate() {
        let bad = || unreadable(n + 1);
        if line.starts_with('\\') {
            // The line before it is the last one, and has no line feed.
            if let Some(hunk) = hunks.last_mut() {
                hunk.old.last_mut().into_iter().for_each(|last| *last = last.trim_end_matches('\n'));
                hunk.new.last_mut().into_iter().for_each(|last| *last = last.trim_end_matches('\n'));
            }
        } else if left == (0, 0) {
            if let Some(head) = line.strip_prefix("@@ -") {
                left = counts(head).ok_or_else(bad)?;
                hunks.push(Hunk::default());
            } else if line.starts_with("--- ") || line.starts_with("+++ ") {
                names(bundle, line)?;
            } else if ["rename ", "new file", "deleted file", "old mode", "Binary "]
                .iter()
                .any(|word| line.starts_with(word))
            {
                return Err(other_file(line));
            }
        } else {
            let hunk = hunks.last_mut().ok_or_else(bad)?;
            let (sign, words) = match line.chars().next() {
                Some('\n') => (' ', line), // some programs take the space off an empty line
                Some(sign) => (sign, line.get(1..).unwrap_or_default()),
                None => return Err(bad()),
            };
            let less = |count: usize| count.checked_sub(1).ok_or_else(bad);
            if sign != '+' {
                hunk.old.push(words);
                left.0 = less(left.0)?;
            }
            if sign != '-' {
                hunk.new.push(words);
                left.1 = less(left.1)?;
            }
            if !matches!(sign, ' ' | '-' | '+') {
                return Err(bad());
            }
        }
    }
    if hunks.is_empty() || left != (0, 0) {
        return Err(unreadable(diff.lines().count()));
    }
    Ok(hunks)
}

/// `12,5 +12,6 @@ …`: how many lines before, and after.
fn counts(head: &str) -> Option<(usize, usize)> {
    let (ranges, _) = head.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    let count = |range: &str| range.split_once(',').map_or(Some(1), |(_, count)| count.parse().ok());
    Some((count(old)?, count(new)?))
}

/// The file that a patch names is the article's.
fn names(bundle: &Bundle, line: &str) -> Result<()> {
    let name = line.get(4..).unwrap_or_default().split('\t').next().unwrap_or_default().trim();
    let name = name.strip_prefix("a/").or_else(|| name.strip_prefix("b/")).unwrap_or(name);
    if name == format!("{}/{INDEX}", bundle.path) || name == INDEX {
        return Ok(());
    }
    Err(other_file(name))
}

/// The smallest part of a hunk whose words stand in the text once.
fn edit(bundle: &Bundle, n: usize, hunk: &Hunk<'_>) -> Result<Typed> {
    let (text, kept) = (bundle.index.text(), bundle.index.kept());
    let whole = hunk.old.concat();
    let begins = |at: &&usize| **at == 0 || text[..**at].ends_with('\n');
    if places(text, &whole).iter().filter(begins).count() != 1 {
        let message = say!(
            "补丁的第 {n} 段对不上稿件，或对得上不止一处",
            "hunk {n} of the patch does not fit the article, or fits it in several places"
        );
        return Err(Refusal::usage("edit_patch_stale", message)
            .at(format!("{}/{INDEX}", bundle.path))
            .help(again(&bundle.path)));
    }
    let (old, new): (Vec<char>, Vec<char>) = (whole.chars().collect(), hunk.new.concat().chars().collect());
    let same = |pair: &(&char, &char)| pair.0 == pair.1;
    let shorter = old.len().min(new.len());
    let before = old.iter().zip(&new).take_while(same).count();
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(same).count().min(shorter - before);
    let part = |chars: &[char], more: usize| -> String {
        chars[before.saturating_sub(more)..chars.len() - behind.saturating_sub(more)].iter().collect()
    };
    let typed = |more: usize| Typed { from: part(&old, more), to: part(&new, more) };
    // One character more on both sides, as long as it takes.
    let alone = |typed: &Typed| places(&kept, &typed.from).len() == 1;
    Ok((0..=AROUND).map(typed).find(alone).unwrap_or_else(|| typed(whole.len())))
}

fn unreadable(line: usize) -> Refusal {
    Refusal::usage("edit_patch", say!("补丁第 {line} 行读不懂", "line {line} of the patch cannot be read"))
        .help(say!(
            "补丁是 `git diff` 写出来的样子：改稿件，`git diff > 改.patch`，再 `git restore` 还原",
            "a patch is what `git diff` writes: edit, `git diff > my.patch`, then `git restore`"
        ))
}

fn other_file(name: &str) -> Refusal {
    let name = crate::leaks::masked(name.trim());
    Refusal::usage(
        "edit_patch_file",
        say!(
            "补丁动了 `{name}`，只能改这篇的 `{INDEX}`",
            "the patch touches `{name}`; only the article's `{INDEX}` can be edited"
        ),
    )
    .help(say!(
        "换图片、改别的文件要由编辑来：`wxops request-changes`",
        "pictures and other files are for the writer: `wxops request-changes`"
    ))
}

fn again(place: &str) -> Text {
    say!(
        "对着现在的稿件重做一份：`git diff -U6 {place} > 改.patch`",
        "make it again from the text as it is: `git diff -U6 {place} > my.patch`"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Article, bundle::BlobId},
        workflow::replacement::{made, place},
    };

    const TEXT: &str = "+++\ntitle = \"甲\"\n\n[wxops]\nid = \"01M82ZBER00A2WNWRDEP4NQTZ3\"\nstatus = \"in-review\"\nstage = \"final\"\nowner = \"lina\"\n+++\n\n一\n二\n三\n一\n末尾";

    fn bundle() -> Bundle {
        let index = Article::parse(TEXT.into());
        Bundle { path: "articles/a".into(), index, index_blob: BlobId(String::new()), others: vec![] }
    }

    fn after(diff: &str) -> std::result::Result<String, &'static str> {
        let edits = patch(&bundle(), diff).and_then(|typed| place(&bundle(), &typed));
        edits.map(|edits| made(&bundle(), &edits).unwrap().index.text().to_owned()).map_err(|no| no.code)
    }

    #[test]
    fn patches_as_git_writes_them() {
        let head = "diff --git a/articles/a/index.md b/articles/a/index.md\nindex 1..2 100644\n--- a/articles/a/index.md\n+++ b/articles/a/index.md\n";
        for (hunks, now) in [
            ("@@ -11,3 +11,3 @@\n 一\n-二\n+两\n 三\n", TEXT.replace('二', "两")),
            ("@@ -12,2 +12,3 @@ x\n 二\n+二半\n 三\n", TEXT.replace("二\n", "二\n二半\n")),
            ("@@ -12,3 +12,2 @@\n 二\n 三\n-一\n", TEXT.replace("三\n一\n", "三\n")),
            (
                "@@ -15 +15 @@\n-末尾\n\\ No newline at end of file\n+完\n\\ No newline at end of file\n",
                TEXT.replace("末尾", "完"),
            ),
            // The lines around it may be those of the table.
            (
                "@@ -1,6 +1,6 @@\n +++\n-title = \"甲\"\n+title = \"乙\"\n \n [wxops]\n id = \"01M82ZBER00A2WNWRDEP4NQTZ3\"\n status = \"in-review\"\n",
                TEXT.replace('甲', "乙"),
            ),
        ] {
            assert_eq!(after(&format!("{head}{hunks}")).as_deref(), Ok(now.as_str()), "{hunks}");
        }
    }

    #[test]
    fn other_patches_are_refused() {
        for (diff, code) in [
            ("", "edit_patch"),
            ("你好\n", "edit_patch"),
            ("@@ -1 +1 @@\n", "edit_patch"),
            ("@@ -x +1 @@\n", "edit_patch"),
            ("@@ -12 +12 @@\n*二\n", "edit_patch"),
            ("@@ -12 +12 @@\n+二\n+三\n", "edit_patch"),
            ("--- a/team.toml\n+++ b/team.toml\n", "edit_patch_file"),
            ("--- /dev/null\n", "edit_patch_file"),
            ("--- a/articles/b/index.md\n", "edit_patch_file"),
            ("rename from articles/a/index.md\n", "edit_patch_file"),
            ("@@ -12 +12 @@\n-二二\n+两\n", "edit_patch_stale"),
            ("@@ -11 +11 @@\n-一\n+两\n", "edit_patch_stale"), // which of the two
            ("@@ -6 +6 @@\n-status = \"in-review\"\n+status = \"approved\"\n", "edit_table"),
            ("@@ -12 +12 @@\n-二\n+二\n", "edit_same"),
            ("@@ -0,0 +1 @@\n+二\n", "edit_patch_stale"),
        ] {
            assert_eq!(after(diff), Err(code), "{diff}");
        }
    }
}
