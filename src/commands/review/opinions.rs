//! Opinions as they are typed, one a line. They lie in the git folder until an act took them.

use wxops::{
    leaks::masked,
    refusal::Result,
    repo::Repo,
    say,
    text::{Text, escaped},
    workflow::opinion::{Opinion, Weight, category_label},
};

use super::{choice::plain, desk::Desk, page::Page};
use crate::shell::{drafts::Drafts, editor};

/// What a reviewer asks for so far.
pub(super) struct Opinions {
    drafts: Drafts,
    /// The text that quotations point at
    article: String,
    slug: String,
}

impl Opinions {
    /// Those that were typed before and not used, if there are any: they are shown.
    pub(super) fn begun(desk: &Desk<'_>, repo: &Repo, page: &Page, me: &str) -> Result<Opinions> {
        let drafts = Drafts::of(repo, &page.state.id, me)?;
        let (article, slug) = (page.bundle.index.text().to_owned(), page.state.slug.clone());
        let opinions = Opinions { drafts, article, slug };
        if !opinions.is_empty() {
            let count = opinions.len();
            desk.tell(&say!(
                "\n上次写下、还没有用的意见（{count} 条）：",
                "\nOpinions from before that are not used yet ({count}):"
            ));
            opinions.list(desk);
        }
        Ok(opinions)
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.drafts.lines().len()
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.drafts.lines().is_empty()
    }

    /// One more; false if it could not be read, which is told.
    pub(super) fn add(&mut self, desk: &Desk<'_>, words: &str) -> Result<bool> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match Opinion::typed(&words, Weight::Must, &self.article) {
            Ok(_) => {
                self.drafts.add(words)?;
                self.told(desk, self.len());
                Ok(true)
            }
            Err(refusal) => {
                desk.tell(&Text {
                    zh: format!("  {}", refusal.message.zh),
                    en: format!("  {}", refusal.message.en),
                });
                Ok(false)
            }
        }
    }

    /// They are typed until a blank line; true if there are some then.
    pub(super) fn collect(&mut self, desk: &Desk<'_>, repo: &Repo) -> Result<bool> {
        desk.tell(&say!(
            "\n修改意见，一行一条，如 `事实数据：「900 公里」与官网不一致`；前面可写 建议 或 待核实。\n空行写完，`-` 删上一条，`e` 用编辑器写，`q` 不退改",
            "\nWhat to change, one a line, such as `fact: “900 km” is not what the website says`; `should` or `ask` may stand in front.\nA blank line ends, `-` takes the last one back, `e` opens your editor, `q` goes back"
        ));
        self.list(desk);
        loop {
            let words = desk.ask("  > ")?;
            match plain(&words).as_str() {
                "" if self.is_empty() => {
                    desk.tell(&say!(
                        "  退改至少要有一条意见；不退改就输 q",
                        "  it takes one opinion at least; q goes back"
                    ));
                }
                "" => return Ok(true),
                "q" | "退出" => return Ok(false),
                "-" => match self.drafts.remove(self.len().wrapping_sub(1))? {
                    Some(gone) => {
                        let gone = masked(&gone);
                        desk.tell(&say!("  删了：{gone}", "  gone: {gone}"));
                    }
                    None => desk.tell(&say!("  还没有意见", "  there is none yet")),
                },
                "e" => self.edit(desk, repo)?,
                _ => drop(self.add(desk, &words)?),
            }
        }
    }

    /// They are typed in the person's editor.
    fn edit(&mut self, desk: &Desk<'_>, repo: &Repo) -> Result<()> {
        let head = desk.words(&say!(
            "# 一行一条：类别：内容。前面可写 建议 或 待核实，不写就是必改。# 开头的行不算。",
            "# One a line: CATEGORY: TEXT. `should` or `ask` may stand in front; else it must be done. Lines with # do not count."
        ));
        let kept = self.drafts.kept();
        kept.write(&format!("{head}\n{}", self.drafts.text()))?;
        if let Err(refusal) = editor::edit(desk.ctx.output, repo, kept.file()) {
            self.drafts.keep()?;
            desk.refuse(&refusal);
            return Ok(());
        }
        let mut typed = self.drafts.again()?;
        let bad = typed.iter().find_map(|line| Opinion::typed(line, Weight::Must, &self.article).err());
        typed.retain(|line| Opinion::typed(line, Weight::Must, &self.article).is_ok());
        self.drafts.replace(typed)?;
        if let Some(refusal) = bad {
            desk.tell(&refusal.message);
        }
        self.list(desk);
        Ok(())
    }

    /// They as an act takes them: to be done, or with an approval as suggestions.
    pub(super) fn read(&self, suggested: bool) -> Result<Vec<Opinion>> {
        let weight = if suggested { Weight::Should } else { Weight::Must };
        let read = |line: &String| {
            let opinion = Opinion::typed(line, weight, &self.article)?;
            Ok(if suggested { Opinion { weight, ..opinion } } else { opinion })
        };
        self.drafts.lines().iter().map(read).collect()
    }

    /// An act took them, or they are not wanted any more.
    pub(super) fn forget(&mut self) -> Result<()> {
        self.drafts.forget()
    }

    /// Where they lie, and what to type to use them.
    pub(super) fn left(&self, desk: &Desk<'_>) {
        if self.is_empty() {
            return;
        }
        let (count, slug, file) = (self.len(), &self.slug, self.drafts.kept().file().display());
        desk.tell(&say!(
            "写下的 {count} 条意见留着，下次 `wxops review {slug}` 接着用；或者 `wxops request-changes {slug} -F '{file}'`",
            "what you typed ({count}) is kept for `wxops review {slug}`; or: `wxops request-changes {slug} -F '{file}'`"
        ));
    }

    fn list(&self, desk: &Desk<'_>) {
        (1..=self.len()).for_each(|n| self.told(desk, n));
    }

    /// How the n-th was understood.
    fn told(&self, desk: &Desk<'_>, n: usize) {
        let Some(Ok(opinion)) =
            self.drafts.lines().get(n - 1).map(|line| Opinion::typed(line, Weight::Must, &self.article))
        else {
            return;
        };
        let (weight, category, text) =
            (opinion.weight.label(), category_label(&opinion.category), escaped(&masked(&opinion.text)));
        desk.tell(&Text {
            zh: format!("  {n}. {} · {}　{text}", weight.zh, category.zh),
            en: format!("  {n}. {} · {}  {text}", weight.en, category.en),
        });
        if let Some(words) = opinion.misquotes().map(masked) {
            desk.tell(&say!(
                "     稿件里没有「{words}」，指不到行",
                "     the article does not hold 「{words}」, so it points at no line"
            ));
        }
    }
}
