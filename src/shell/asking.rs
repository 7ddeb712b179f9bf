//! Asking a person at a terminal: a check list, item by item. Everything asked here can be said by a flag.

use std::{
    io::{BufRead as _, IsTerminal as _, Read as _, Write as _},
    path::Path,
};

use wxops::{
    content,
    refusal::{Refusal, Result},
    say,
    text::{Language, escaped},
    workflow::{
        decide::Decision,
        lists::Ticks,
        opinion::{Opinion, Weight},
        team::Team,
    },
};

use super::{
    acting::from_start,
    arguments::{Attesting, Opinions, Writing},
    context::Context,
    interrupt,
};

/// Most bytes of a file with opinions or edits.
const FILE_LIMIT: usize = 256 * 1024;

/// The ticks of a check list: from the flags, or asked on a terminal when they were left out. Without a
/// terminal what is missing is refused by the act itself, item by item. `rehearse` tries the act with
/// everything ticked, so that nobody is asked in vain.
pub(crate) fn ticks(
    ctx: &Context,
    team: &Team,
    (list, category): (&str, &str),
    attesting: &Attesting,
    writing: &Writing,
    rehearse: impl FnOnce(Ticks) -> Result<Decision>,
) -> Result<Ticks> {
    let yes = attesting.attest.join(",");
    let not_applicable = attesting.na.iter().map(|words| pair(words)).collect::<Result<Vec<_>>>()?;
    let given = !yes.is_empty() || !not_applicable.is_empty();
    if given || writing.no_input || ctx.output.is_json() || !is_terminal() {
        return Ok(Ticks { yes, not_applicable });
    }
    let all = Ticks { yes: "all".to_owned(), not_applicable: vec![] };
    match rehearse(all.clone())? {
        Decision::Already(..) => Ok(all),
        Decision::Do(_) => interrupt::heard(ctx.output, || ask(ctx.language, team, list, category)),
    }
}

fn pair(words: &str) -> Result<(String, String)> {
    let (key, reason) = words.split_once(['=', '＝']).unwrap_or((words, ""));
    if key.trim().is_empty() {
        return Err(Refusal::usage("usage", say!("`--na {words}` 缺少项名", "`--na {words}` names no item"))
            .help(say!("写成 `--na 项=理由`", "write `--na ITEM=REASON`")));
    }
    Ok((key.trim().to_owned(), reason.trim().to_owned()))
}

fn ask(language: Language, team: &Team, list: &str, category: &str) -> Result<Ticks> {
    let mut ticks = Ticks::default();
    let mut yes = Vec::new();
    let items: Vec<_> = team.items(list, category).collect();
    let tr = |zh: &str, en: &str| if language == Language::Zh { zh.to_owned() } else { en.to_owned() };
    prompt(&tr(
        "逐项确认：回车或 y 是，n 不涉及，q 停下（什么都不改）\n",
        "item by item: Enter or y yes, n does not apply, q stop (nothing changes)\n",
    ));
    for (n, item) in items.iter().enumerate() {
        prompt(&format!("{}/{}  {}\n", n + 1, items.len(), escaped(&item.text)));
        loop {
            prompt("  [y/n/q] ");
            match answer()?.as_str() {
                "" | "y" | "Y" | "yes" | "是" => yes.push(item.key.clone()),
                "n" | "N" | "no" | "不涉及" => {
                    ticks.not_applicable.push((item.key.clone(), reason(item.reason, &tr)?));
                }
                "q" | "Q" | "quit" | "停" => return Err(stopped()),
                _ => continue,
            }
            break;
        }
    }
    ticks.yes = yes.join(",");
    Ok(ticks)
}

/// Edits that somebody made are shown to whoever confirms them: on a terminal with a question, else as a refusal that
/// says how to go on. `--yes` says that they were seen.
pub(crate) fn seen(ctx: &Context, edits: Refusal, writing: &Writing) -> Result<()> {
    if writing.no_input || ctx.output.is_json() || !is_terminal() {
        return Err(edits);
    }
    let mut lines = vec![edits.message.get(ctx.language).to_owned()];
    lines.extend(edits.detail.iter().map(|line| format!("  {}", line.get(ctx.language))));
    prompt(&format!("{}\n", escaped(&lines.join("\n"))));
    let sure = if ctx.language == Language::Zh { "确认这些修改？" } else { "confirm these edits?" };
    interrupt::heard(ctx.output, || {
        loop {
            prompt(&format!("{sure} [y/n/q] "));
            match answer()?.as_str() {
                "y" | "Y" | "yes" | "是" => return Ok(()),
                "n" | "N" | "no" | "不" | "否" => return Err(unconfirmed(&edits)),
                "q" | "Q" | "quit" | "停" => return Err(stopped()),
                _ => {}
            }
        }
    })
}

/// Whoever says no is told how to say so to the others too.
fn unconfirmed(edits: &Refusal) -> Refusal {
    Refusal {
        message: say!("没有确认，没有改动", "not confirmed; nothing was changed"),
        detail: vec![],
        help: edits.help.last().cloned().into_iter().collect(),
        ..edits.clone()
    }
}

/// Whether a person reads what is shown here and answers.
pub(crate) fn is_conversation() -> bool {
    is_terminal() && std::io::stdout().is_terminal()
}

fn is_terminal() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Why an item does not apply; asked again where the list wants one.
fn reason(needed: bool, tr: &impl Fn(&str, &str) -> String) -> Result<String> {
    loop {
        prompt(&if needed {
            tr("  理由：", "  reason: ")
        } else {
            tr("  理由（可不写）：", "  reason (optional): ")
        });
        let words = answer()?;
        if !needed || !words.is_empty() {
            return Ok(words);
        }
    }
}

pub(crate) fn prompt(words: &str) {
    let mut stream = std::io::stderr();
    let _ = write!(stream, "{words}").and_then(|()| stream.flush());
}

/// One line of the keyboard; its end means stop.
pub(crate) fn answer() -> Result<String> {
    let mut line = String::new();
    match std::io::stdin().lock().read_line(&mut line) {
        Ok(count) if count > 0 => Ok(line.trim().to_owned()),
        _ => {
            prompt("\n");
            Err(stopped())
        }
    }
}

/// The questions ended before the last.
pub(crate) fn stopped() -> Refusal {
    Refusal::new(
        "interrupted",
        wxops::refusal::Exit::Interrupted,
        say!("已中断，没有改动", "stopped; nothing was changed"),
    )
}

/// The opinions of `--opinion` and `-F FILE`, in that order. `article` is the text that quotations point at.
pub(crate) fn opinions(
    ctx: &Context,
    typed: &Opinions,
    weight: Weight,
    article: &str,
) -> Result<Vec<Opinion>> {
    let mut opinions: Vec<Opinion> =
        typed.opinion.iter().map(|words| Opinion::typed(words, weight, article)).collect::<Result<_>>()?;
    if let Some(file) = &typed.file {
        opinions.extend(Opinion::typed_many(&text_file(ctx, file)?, weight, article)?);
    }
    Ok(opinions)
}

/// The text of a file that a person names; `-` is standard input.
pub(crate) fn text_file(ctx: &Context, file: &Path) -> Result<String> {
    if file.as_os_str() == "-" {
        let mut lines = String::new();
        let read = std::io::stdin().lock().take(FILE_LIMIT as u64).read_to_string(&mut lines);
        return read.map(|_| lines).map_err(|_| not_utf8("-"));
    }
    let shown = file.display().to_string();
    let bytes = content::read_named(&from_start(ctx, file), &shown, FILE_LIMIT)?;
    String::from_utf8(bytes).map_err(|_| not_utf8(&shown))
}

fn not_utf8(path: &str) -> Refusal {
    Refusal::usage("not_utf8", say!("`{path}` 不是 UTF-8 文字", "`{path}` is not UTF-8 text")).at(path)
}
