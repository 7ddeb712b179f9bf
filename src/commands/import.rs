//! `wxops import` takes a text written elsewhere into the folder.

use std::path::{Path, PathBuf};

use wxops::{
    article::{Article, FILE_LIMIT, INDEX, compose::compose, front_matter::Table, portable},
    content::{self, BUNDLE_BYTES},
    folder::Found,
    import::Imported,
    refusal::{Exit, Refusal, Result},
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Begin, Does},
    },
};

use crate::shell::{
    acting::{Acting, from_start},
    arguments::Writing,
    beginning::title_fits,
    context::Context,
};

#[derive(clap::Args)]
#[command(
    about = tr!("导入别处写好的稿件", "Take in an article written elsewhere"),
    before_help = tr!(
        "wxops import 草稿.md --category news\n\
         wxops import articles/dongji-xinpin",
        "wxops import draft.md --category news\n\
         wxops import articles/dongji-xinpin"
    )
)]
pub(crate) struct Args {
    #[arg(
        value_name = tr!("文件", "FILE"),
        help = tr!("Markdown 文件，或已放进稿件库的文件夹", "A Markdown file, or a bundle that lies in the folder already")
    )]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = tr!("稿件名", "SLUG"), help = tr!("稿件文件夹的名字", "The name of the folder"))]
    pub(crate) slug: Option<String>,
    #[arg(
        long,
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!("栏目的代号或名称", "The id or label of a category")
    )]
    pub(crate) category: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let typed = from_start(ctx, &args.file);
    let file = if typed.is_dir() { typed.join(INDEX) } else { typed };
    let shown = args.file.display().to_string();
    let in_place = acting.folder.typed_path(&shown, &ctx.start).filter(|path| path.starts_with("articles/"));
    let lies_there = match &in_place {
        Some(path) => acting.folder.working().read(&format!("{path}/{INDEX}"), FILE_LIMIT)?,
        None => None,
    };
    let bytes = match lies_there {
        Some(bytes) => bytes,
        None => content::read_named(&file, FILE_LIMIT)?,
    };
    if Article::parse(bytes.clone()).table().is_some() && in_place.is_some() {
        return Err(Refusal::not_now(
            "recorded",
            say!("`{shown}` 已经登记过，或是从别处抄来的", "`{shown}` is recorded already, or was copied"),
        )
        .help(say!(
            "看它在哪一步：`wxops show {shown}`；抄来的先去掉 `[wxops]` 表",
            "see where it stands: `wxops show {shown}`; if it was copied, take `[wxops]` out first"
        ))
        .into());
    }
    let ready = ready(&bytes);
    let imported = Imported::read(&bytes, &shown)?;
    title_fits(&imported.title)?;
    let named = args.category.as_deref().or(imported.category.as_deref()).unwrap_or_default();
    let category = acting.category_named(named)?;
    let slug = match &in_place {
        Some(path) => path.trim_start_matches("articles/").to_owned(),
        None => acting.slug(args.slug.as_ref(), &imported.title)?,
    };
    let found = Found { in_place: in_place.is_some(), ..Found::nowhere(&slug) };
    let (pictures, mut notes) = match in_place {
        Some(_) => (vec![], vec![]),
        None => pictures(file.parent().unwrap_or(&file), &imported)?,
    };
    let text = if let (true, Some(_), None) = (ready, &in_place, &args.category) {
        bytes
    } else {
        let (template, path) = acting.template(category)?;
        let author = imported.author.as_deref().unwrap_or(acting.team.name(&acting.by));
        let fields = [
            ("title", imported.title.as_str()),
            ("author", author),
            ("digest", imported.digest.as_deref().unwrap_or_default()),
            ("cover", imported.cover.as_deref().unwrap_or_default()),
            ("category", &category.id),
        ];
        notes.splice(0..0, imported.notes.iter().cloned());
        compose(&template, &path, &fields, Some(&imported.body))?
    };
    let id = acting.fresh_id(&found);
    let begin = Begin { action: Action::Import, id, slug: slug.clone(), text, pictures };
    let exit = acting.act(found, Does::Begin(begin), &args.writing, |done| {
        let (title, count, file) = (&imported.title, notes.len(), format!("{}/{INDEX}", done.after.place()));
        let places = wxops::text::plural(count, "place");
        say!(
            "已导入 1 篇：《{title}》，在 `{file}`；{count} 处需人工核对。下一步：`wxops check {slug}`",
            "imported: “{title}”, at `{file}`; {places} to look at. Next: `wxops check {slug}`"
        )
    })?;
    for note in &notes {
        ctx.output.note(&say!("  · {zh}", "  · {en}", zh = &note.zh, en = &note.en));
    }
    Ok(exit)
}

/// Whether a file has front matter as wxops reads it, so that nothing in it needs to change.
fn ready(bytes: &[u8]) -> bool {
    let article = Article::parse(bytes.to_vec());
    article.unread().is_empty() && matches!(article.front.table, Table::Absent) && article.title().is_some()
}

type Pictures = Vec<(String, Vec<u8>)>;

/// The pictures that the text shows and that lie beside it, and what is said of the others.
fn pictures(folder: &Path, imported: &Imported) -> Result<(Pictures, Vec<Text>)> {
    let (mut pictures, mut notes): (Pictures, Vec<Text>) = (vec![], vec![]);
    let cover = imported.cover.iter().filter(|cover| !cover.contains("://")).cloned();
    for name in imported.local_pictures.iter().cloned().chain(cover) {
        let path: PathBuf = folder.join(&name);
        if pictures.iter().any(|(known, _)| *known == name) {
            continue;
        }
        if let Err(why) = portable::check_name(&name) {
            let (zh, en) = (why.zh, why.en);
            notes.push(say!("图片 `{name}` 没有带上：{zh}", "the picture `{name}` was left behind: {en}"));
        } else if !path.is_file() {
            notes.push(say!("找不到图片 `{name}`", "the picture `{name}` is not there"));
        } else {
            pictures.push((
                name,
                content::read_named(&path, usize::try_from(BUNDLE_BYTES).unwrap_or(usize::MAX))?,
            ));
        }
    }
    Ok((pictures, notes))
}
