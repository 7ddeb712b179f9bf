//! How an article begins, shared by `new` and `import`: its category, its slug, its id.

use wxops::{
    article::{FILE_LIMIT, digest::Digest, slug},
    folder::{Found, called},
    leaks::masked,
    moment::Moment,
    refusal::{Refusal, Result},
    say,
    settings::Category,
    text::{Text, names},
};

use super::acting::Acting;

/// The longest title that a command takes, in characters; whether it is too long for readers a rule says.
const TITLE_LIMIT: usize = 200;

impl Acting<'_> {
    /// The category that a person named by id or label.
    pub(crate) fn category_named(&self, name: &str) -> Result<&Category> {
        self.folder.settings().category_named(name).ok_or_else(|| self.no_category(name))
    }

    /// There is no such category, or none was named.
    pub(crate) fn no_category(&self, name: &str) -> Refusal {
        let all = &self.folder.settings().categories;
        let known = names(all.iter().map(|category| format!("`{}`（{}）", category.id, category.label))).zh;
        let known_en = names(all.iter().map(|category| format!("`{}`", category.id))).en;
        let message = if name.is_empty() {
            say!("须写明栏目", "a category is needed")
        } else {
            say!("没有栏目 `{name}`", "there is no category `{name}`")
        };
        Refusal::usage("no_such_category", message)
            .help(say!("`--category 栏目`，可用：{known}", "`--category CATEGORY`, one of {known_en}"))
    }

    /// The template of a category, with its path.
    pub(crate) fn template(&self, category: &Category) -> Result<(Vec<u8>, String)> {
        let path = category.template.clone();
        let missing = || {
            Refusal::unusable(
                "template",
                say!("栏目模板 `{path}` 不见了", "the template `{path}` is missing"),
            )
            .at(&*path)
            .help(say!(
                "取回它：`git restore {path}`，或在 `wxops.toml` 里改 `template`",
                "bring it back: `git restore {path}`, or change `template` in `wxops.toml`"
            ))
        };
        let bytes = self.folder.working().read(&path, FILE_LIMIT)?.ok_or_else(missing)?;
        Ok((bytes, path))
    }

    /// The slug that was typed, or one made from the title and not taken yet. A slug stands in every command line, so
    /// none is made of a number that the title must not show.
    pub(crate) fn slug(&self, typed: Option<&String>, title: &str) -> Result<String> {
        if let Some(typed) = typed {
            return slug::check(typed).map(|()| typed.clone());
        }
        let made = slug::from_title(&masked(title)).ok_or_else(|| {
            let Text { zh, en } = called(title, "");
            Refusal::usage("bad_slug", say!("{zh}转不成稿件名", "{en} gives no slug"))
                .help(say!("自己起一个：`--slug xiangmu-mingcheng`", "choose one: `--slug some-name`"))
        })?;
        let head = self.folder.head()?;
        for n in 1..100 {
            let slug = if n == 1 { made.clone() } else { format!("{made}-{n}") };
            let lies_there = self.folder.working().bundle(&format!("articles/{slug}"))?.is_some();
            if head.place_of(&slug)?.is_none() && !lies_there {
                if n > 1 {
                    self.ctx.output.note(&say!(
                        "已有稿件 `{made}`，这一篇叫 `{slug}`",
                        "there is an article `{made}` already; this one is `{slug}`"
                    ));
                }
                return Ok(slug);
            }
        }
        Ok(made)
    }

    /// A fresh id. In a sandbox it is made from what it is for, so that the same acts give the same folder.
    pub(crate) fn fresh_id(&self, found: &Found) -> String {
        if !self.ctx.clock.test() {
            return ulid::Ulid::generate().to_string();
        }
        let random = Digest::of(format!("{}␀{}", self.repo_id, found.slug).as_bytes());
        let random = u128::from_str_radix(&random.as_str()[..20], 16).unwrap_or_default();
        ulid::Ulid::from_parts(milliseconds(self.now), random).to_string()
    }
}

fn milliseconds(now: Moment) -> u64 {
    u64::try_from(now.timestamp_millis()).unwrap_or_default()
}

/// Refuses a title that cannot stand in one line.
pub(crate) fn title_fits(title: &str) -> Result<()> {
    let count = title.chars().count();
    if title.trim().is_empty() || title.chars().any(char::is_control) {
        return Err(Refusal::usage(
            "bad_title",
            say!("标题要有字，而且在一行里", "a title has words, on one line"),
        ));
    }
    if count > TITLE_LIMIT {
        return Err(Refusal::usage(
            "bad_title",
            say!(
                "标题有 {count} 个字，最多 {TITLE_LIMIT} 个",
                "the title has {count} characters; at most {TITLE_LIMIT} are taken"
            ),
        ));
    }
    Ok(())
}
