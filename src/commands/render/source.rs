//! What is laid out: an article of the folder as it lies there, a file, or standard input.

use std::path::{Path, PathBuf};

use wxops::{
    article::{Article, FILE_LIMIT, INDEX},
    content::{self, WorkingCopy},
    folder::{ContentFolder, Found, called},
    refusal::{Refusal, Result},
    render::{Credit, credits, theme::Theme},
    say,
    text::{Text, escaped},
    workflow::derive::derive,
};

use crate::shell::{acting::from_start, arguments::Which, context::Context, looking::Looking};

/// What is laid out.
pub(in crate::commands) struct Source {
    pub(in crate::commands) article: Article,
    /// How it is called
    pub(in crate::commands) called: Text,
    /// Where it lies
    pub(in crate::commands) path: String,
    /// The folder that its pictures lie in; none for standard input
    pub(in crate::commands) beside: Option<PathBuf>,
    /// Whether that folder is its bundle
    pub(in crate::commands) is_bundle: bool,
    /// Who is named at its end
    pub(in crate::commands) credits: Vec<Credit>,
}

impl Source {
    /// Finds and reads it.
    pub(in crate::commands) fn find(ctx: &Context, name: Option<&str>, theme: &Theme) -> Result<Source> {
        let Some(name) = name else {
            let looking = Looking::open(ctx)?;
            let head = looking.folder.head()?;
            let found = looking.find(&head, &Which { article: None })?;
            drop(head);
            return of_folder(ctx, &looking.folder, &found, theme);
        };
        if name == "-" {
            let bytes = content::read_from(std::io::stdin().lock(), "-", FILE_LIMIT)?;
            return loose(bytes, "-", None);
        }
        let path = from_start(ctx, Path::new(name));
        if path.is_file() && !is_in_a_bundle(&path) {
            let shown = escaped(name);
            let bytes = content::read_named(&path, &shown, FILE_LIMIT)?;
            return loose(bytes, &shown, path.parent());
        }
        if WorkingCopy::above(&ctx.start).is_none() {
            let bytes = content::read_named(&path, &escaped(name), FILE_LIMIT)?; // says what is wrong with it
            return loose(bytes, &escaped(name), path.parent());
        }
        let folder = ContentFolder::open(&ctx.start)?;
        let head = folder.head()?;
        let found = match folder.find(&head, name, &ctx.start) {
            Ok(found) => found,
            // One that nobody recorded yet has a page too.
            Err(refusal) => match folder.lying(name, &ctx.start) {
                Some(card) => Found { path: card.path, slug: card.slug, id: None, in_place: true },
                None => return Err(refusal),
            },
        };
        drop(head);
        of_folder(ctx, &folder, &found, theme)
    }

    /// The files of its bundle, as they lie there.
    pub(in crate::commands) fn files(&self) -> Vec<PathBuf> {
        let Some(folder) = self.beside.as_deref().filter(|_| self.is_bundle) else { return vec![] };
        let above = folder.parent().zip(folder.file_name().and_then(|name| name.to_str()));
        let names = above.and_then(|(above, name)| WorkingCopy::new(above).bundle(name).ok()?);
        names.unwrap_or_default().into_iter().map(|name| folder.join(name)).collect()
    }
}

fn of_folder(ctx: &Context, folder: &ContentFolder, found: &Found, theme: &Theme) -> Result<Source> {
    let path = format!("{}/{INDEX}", found.path);
    let bytes = folder.working().read(&path, FILE_LIMIT)?.ok_or_else(|| {
        let message = say!("没有文件 `{path}`", "there is no file `{path}`");
        Refusal::unusable("unreadable", message).at(&path)
    })?;
    let article = Article::parse(bytes);
    let beside = Some(folder.working().root().join(&found.path));
    let mut named = vec![];
    if let (Some(id), false) = (&found.id, theme.credits.is_empty()) {
        let head = folder.head()?;
        let (state, _) = derive(head.records(id)?, &head.policy)?;
        let (credits, unknown) = credits(theme, &state, &head.policy.newest().team);
        named = credits;
        for word in unknown.iter().map(|word| escaped(word)) {
            ctx.output.note(&say!(
                "主题的 credits 里有“{word}”，不是 `editor`，也不是审核环节",
                "`{word}` among the credits of the theme is neither `editor` nor a stage"
            ));
        }
    }
    let called = called(article.title().unwrap_or_default(), &found.slug);
    Ok(Source { article, called, path, beside, is_bundle: true, credits: named })
}

fn loose(bytes: Vec<u8>, shown: &str, beside: Option<&Path>) -> Result<Source> {
    if bytes.contains(&0) {
        let message = say!("`{shown}` 不是文字文件", "`{shown}` is no text file");
        return Err(Refusal::usage("not_text", message).help(say!(
            "排版的是 Markdown 文件：`wxops render 草稿.md`",
            "what is laid out is Markdown: `wxops render draft.md`"
        )));
    }
    let article = Article::parse(bytes);
    let called = called(article.title().unwrap_or_default(), shown);
    let beside = beside.map(Path::to_owned);
    Ok(Source { article, called, path: shown.to_owned(), beside, is_bundle: false, credits: vec![] })
}

/// Whether a file belongs to an article of a content folder.
fn is_in_a_bundle(path: &Path) -> bool {
    let inside = WorkingCopy::above(path).and_then(|root| root.relative(path));
    inside.is_some_and(|inside| inside.starts_with("articles/") || inside.starts_with("archive/"))
}
