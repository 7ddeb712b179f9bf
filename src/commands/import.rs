//! `wxops import` takes a text written elsewhere into the folder.

use std::path::{Path, PathBuf};

use wxops::{
    article::{Article, FILE_LIMIT, INDEX, compose::compose, front_matter::Table, portable, slug},
    content::{self, BUNDLE_BYTES},
    folder::{Found, called},
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
        help = tr!(
            "Markdown 文件，或稿件的文件夹；已放进 articles/ 的就地登记",
            "A Markdown file or its folder; what lies below articles/ already is recorded where it is"
        )
    )]
    pub(crate) file: PathBuf,
    #[arg(long, value_name = tr!("稿件名", "SLUG"), help = tr!("稿件文件夹的名字", "The name of the folder"))]
    pub(crate) slug: Option<String>,
    #[arg(
        long,
        value_name = tr!("栏目", "CATEGORY"),
        help = tr!(
            "栏目的代号或名称；文件里没写的必写",
            "The id or label of a category; needed where the file names none"
        )
    )]
    pub(crate) category: Option<String>,
    #[command(flatten)]
    pub(crate) writing: Writing,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let (file, shown) = file(&acting, &args.file)?;
    let in_place = bundle_of(&acting, &file);
    let lies_there = match &in_place {
        Some(path) => acting.folder.working().read(&format!("{path}/{INDEX}"), FILE_LIMIT)?,
        None => None,
    };
    let bytes = match lies_there {
        Some(bytes) => bytes,
        None => content::read_named(&file, &shown, FILE_LIMIT)?,
    };
    if Article::parse(bytes.clone()).table().is_some() && in_place.is_some() {
        return Err(Refusal::not_now(
            "recorded",
            say!("`{shown}` 已经登记过，或是从别处抄来的", "`{shown}` is recorded already, or was copied"),
        )
        .help(say!("看它在哪一步：`wxops show '{shown}'`", "see where it stands: `wxops show '{shown}'`"))
        .help(say!(
            "抄来的：先删掉 `[wxops]` 表，再导入",
            "if it was copied: take `[wxops]` out first, then import it"
        ))
        .into());
    }
    let ready = ready(&bytes);
    let imported = Imported::read(&bytes, &shown)?;
    title_fits(&imported.title)?;
    let named = args.category.as_deref().or(imported.category.as_deref()).unwrap_or_default();
    let category = acting.category_named(named)?;
    let slug = match &in_place {
        Some(path) => folder_name(path, args.slug.as_deref())?,
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
        let own = acting.team.name(&acting.typist()?.member);
        let author = imported.author.as_deref().unwrap_or(own);
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
        let (count, file) = (notes.len(), format!("{}/{INDEX}", done.after.place()));
        let Text { zh, en } = called(&imported.title, &slug);
        let places = wxops::text::plural(count, "place");
        say!(
            "已导入 1 篇：{zh}，在 `{file}`；{count} 处需人工核对。下一步：`wxops check {slug}`",
            "imported: {en}, at `{file}`; {places} to look at. Next: `wxops check {slug}`"
        )
    })?;
    for note in &notes {
        ctx.output.note(&say!("  · {zh}", "  · {en}", zh = &note.zh, en = &note.en));
    }
    Ok(exit)
}

/// The file that is meant, and how it is called: from where the person stands, or from the top of the content
/// folder; of a folder its `index.md`, or the only Markdown file in it.
fn file(acting: &Acting<'_>, typed: &Path) -> Result<(PathBuf, String)> {
    let shown = typed.display().to_string();
    let from_top = acting.folder.working().root().join(typed);
    let here = from_start(acting.ctx, typed);
    let path = if !here.exists() && from_top.exists() { from_top } else { here };
    if !path.is_dir() || path.join(INDEX).is_file() {
        let inside = path.is_dir().then_some(INDEX);
        return Ok((inside.map_or(path.clone(), |name| path.join(name)), joined(&shown, inside)));
    }
    let all = content::markdown_in(&path);
    match all.as_slice() {
        [one] => Ok((path.join(one), joined(&shown, Some(one)))),
        [] => Err(Refusal::usage(
            "no_such_file",
            say!("`{shown}` 里没有 Markdown 文件", "there is no Markdown file in `{shown}`"),
        )),
        [first, ..] => {
            let (count, first) = (all.len(), joined(&shown, Some(first)));
            Err(Refusal::usage(
                "many_files",
                say!("`{shown}` 里有 {count} 个 Markdown 文件", "`{shown}` holds {count} Markdown files"),
            )
            .help(say!(
                "一次导入一篇：`wxops import '{first}' --category 栏目`",
                "import one at a time: `wxops import '{first}' --category CATEGORY`"
            )))
        }
    }
}

fn joined(folder: &str, name: Option<&str>) -> String {
    name.map_or_else(|| folder.to_owned(), |name| format!("{}/{name}", folder.trim_end_matches(['/', '\\'])))
}

/// The bundle of the content folder whose `index.md` the file is.
fn bundle_of(acting: &Acting<'_>, file: &Path) -> Option<String> {
    let path = acting.folder.typed_path(file.to_str()?, &acting.ctx.start)?;
    let name = path.strip_prefix("articles/")?;
    (!name.contains('/') && file.ends_with(INDEX)).then(|| path.clone())
}

/// The slug of a bundle that lies in its place already: the name of its folder.
fn folder_name(path: &str, typed: Option<&str>) -> Result<String> {
    let name = path.trim_start_matches("articles/").to_owned();
    let wish = typed.map(ToOwned::to_owned).or_else(|| slug::from_title(&name));
    let renamed = |refusal: Refusal| match wish.filter(|wish| slug::check(wish).is_ok()) {
        Some(wish) => Refusal { help: vec![], ..refusal }.help(say!(
            "先给文件夹改名：`mv '{path}' articles/{wish}`",
            "rename the folder first: `mv '{path}' articles/{wish}`"
        )),
        None => refusal,
    };
    match typed {
        Some(other) if other != name => Err(renamed(Refusal::usage(
            "bad_slug",
            say!(
                "`{path}` 已在稿件库里，稿件名就是文件夹名，不能另写 `--slug {other}`",
                "`{path}` lies in the folder already, and its folder's name is its slug, not `--slug {other}`"
            ),
        ))),
        _ => slug::check(&name).map(|()| name.clone()).map_err(renamed),
    }
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
            let shown = name.clone();
            pictures.push((
                name,
                content::read_named(&path, &shown, usize::try_from(BUNDLE_BYTES).unwrap_or(usize::MAX))?,
            ));
        }
    }
    Ok((pictures, notes))
}
