//! The check list of a stage, item by item. What does not hold becomes an opinion on the spot.

use wxops::{
    refusal::Result,
    say,
    text::{Text, escaped},
    workflow::{lists::Ticks, team::Item},
};

use super::{choice::plain, desk::Desk, opinions::Opinions};

/// What was answered so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    yes: Vec<String>,
    not_applicable: Vec<(String, String)>,
}

impl Answers {
    /// The answers as `approve` takes them.
    pub(super) fn ticks(&self) -> Ticks {
        Ticks { yes: self.yes.join(","), not_applicable: self.not_applicable.clone() }
    }

    fn has(&self, item: &Item) -> bool {
        self.yes.contains(&item.key) || self.not_applicable.iter().any(|(key, _)| *key == item.key)
    }

    /// How many items are open.
    pub(super) fn open(&self, items: &[Item]) -> usize {
        items.iter().filter(|item| !self.has(item)).count()
    }
}

/// Asks what is open; whether all is answered now.
pub(super) fn ask(
    desk: &Desk<'_>,
    items: &[Item],
    answers: &mut Answers,
    opinions: &mut Opinions,
) -> Result<bool> {
    if answers.open(items) == 0 {
        return Ok(true);
    }
    desk.tell(&say!(
        "\n逐项确认：回车或 y 是，n 不涉及，o 有问题（写成修改意见），b 退回上一项，q 先放下清单",
        "\nItem by item: Enter or y yes, n does not apply, o a problem (becomes an opinion), b one back, q leave the list"
    ));
    let mut n = 0;
    let count = items.len();
    while let Some(item) = items.get(n) {
        if answers.has(item) {
            n += 1;
            continue;
        }
        desk.tell(&Text::same(format!("{}/{count}  {}", n + 1, escaped(&item.text))));
        match plain(&desk.ask("  [y/n/o/b/q] ")?).as_str() {
            "" | "y" | "yes" | "是" => answers.yes.push(item.key.clone()),
            "n" | "no" | "不涉及" => {
                if let Some(why) = reason(desk, item)? {
                    answers.not_applicable.push((item.key.clone(), why));
                }
            }
            "o" | "有问题" | "不" | "否" => {
                desk.tell(&say!(
                    "  什么问题？`类别：内容`，空行不写",
                    "  What is wrong? `CATEGORY: TEXT`; a blank line for nothing"
                ));
                let words = desk.ask("  > ")?;
                if !words.is_empty() && opinions.add(desk, &words)? {
                    answers.not_applicable.retain(|(key, _)| *key != item.key);
                    n += 1; // stays open: what has a problem is not ticked
                }
            }
            "b" | "上一项" => {
                n = n.saturating_sub(1);
                if let Some(before) = items.get(n) {
                    answers.yes.retain(|key| *key != before.key);
                    answers.not_applicable.retain(|(key, _)| *key != before.key);
                }
            }
            "q" | "quit" | "停" | "退出" => return Ok(false),
            _ => {
                desk.tell(&say!(
                    "  没听懂：y、n、o、b、q 里选一个",
                    "  not understood: one of y, n, o, b, q"
                ));
            }
        }
    }
    Ok(answers.open(items) == 0)
}

/// Why an item does not apply; nothing if it is left open after all.
fn reason(desk: &Desk<'_>, item: &Item) -> Result<Option<String>> {
    loop {
        let question = if item.reason {
            say!("  理由（必写，q 不答这项）：", "  reason (needed; q to leave it open): ")
        } else {
            say!("  理由（可不写，q 不答这项）：", "  reason (optional; q to leave it open): ")
        };
        let words = desk.ask(&desk.words(&question))?;
        if plain(&words) == "q" {
            return Ok(None);
        }
        if !item.reason || !words.is_empty() {
            return Ok(Some(words));
        }
    }
}
