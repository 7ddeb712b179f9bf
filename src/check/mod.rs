//! `check`: articles are read and shown to the rules. One that cannot be read is a finding, and stops nothing.
//!
//! [`Place`] checks all articles or named ones; `changed` those that differ from a revision or are staged, `unsaved`
//! the text that an editor sends; the `whole` folder is checked some articles at a time. What is found becomes a
//! [`report`] for another program, [`stats`], or is compared with a [`baseline`].
//!
//! One article, or those that somebody changed, are looked at [closely](Look): the QR codes in their pictures are read, and their page is laid out.

pub mod baseline;
mod changed;
pub mod report;
pub mod stats;
mod unsaved;
mod whole;

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
    sync::OnceLock,
};

use rayon::prelude::*;

use crate::{
    allowing::Allowed,
    article::{Article, FILE_LIMIT, INDEX, sketch::Sketch, slug},
    content::{Met, WorkingCopy, read_named},
    finding::{Finding, Severity},
    fixing::{Mended, mended},
    lexicon::company::Company,
    refusal::{Refusal, Result},
    render::{Styles, theme::Theme},
    rules::{self, Decode, Found, Open, Shown, Subject, Summary},
    say,
    settings::Settings,
    text::nearest,
};

/// A file that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its path: from the content folder, or as a person typed it
    pub path: String,
    /// Its text, in which the findings have their places
    pub text: String,
    /// What the rules found, in order of place
    pub findings: Vec<Finding>,
    /// What they found that the article answers, in order of place
    pub allowed: Vec<Allowed>,
    /// Where it lies on this computer
    pub file: Option<PathBuf>,
    /// What can be mended in it without asking, if that was wanted: [`Place::mending`]
    pub mended: Option<Mended>,
    /// Whether it was handed on before, and now comes with what rules ask of all articles together
    pub again: bool,
    look: Look,
    summary: Summary,
}

/// How closely files are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Each as one of all, to be compared with the others
    Whole,
    /// Their text, and what their pictures are: a folder of many thousands is checked so
    Quick,
    /// The QR codes in their pictures too, each picture some ten milliseconds, and the page as it is laid out
    Close,
}

/// What looks into the pictures beside a text, by name.
#[derive(Clone, Copy)]
struct Pictures<'a> {
    open: Open<'a>,
    decode: Decode<'a>,
}

impl Checked {
    /// A file of which no text is there, and what is said of it.
    fn only(path: String, findings: Vec<Finding>) -> Checked {
        let (text, summary) = (String::new(), Summary::default());
        Checked {
            path,
            text,
            findings,
            allowed: vec![],
            file: None,
            mended: None,
            again: false,
            look: Look::Whole,
            summary,
        }
    }

    /// How many findings weigh so much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}

/// Where files are checked: in a content folder with its settings, or anywhere else with the shipped ones.
#[derive(Debug)]
pub struct Place {
    working: Option<WorkingCopy>,
    company: Company,
    /// The theme that pages are laid out with
    styles: Styles,
    mends: bool,
    /// The texts of the templates, by category, once one is needed
    templates: OnceLock<BTreeMap<String, String>>,
    /// The settings that hold here
    pub settings: Settings,
}

impl Place {
    /// The place that `start` lies in. No git is needed.
    pub fn of(start: &Path) -> Result<Place> {
        Place::at(WorkingCopy::above(start))
    }

    fn at(working: Option<WorkingCopy>) -> Result<Place> {
        let company = working.as_ref().map_or_else(|| Ok(Company::default()), WorkingCopy::company)?;
        let settings = working.as_ref().map_or_else(|| Ok(Settings::default()), WorkingCopy::settings)?;
        let theme = working.as_ref().map_or_else(|| Ok(Theme::plain()), WorkingCopy::theme)?;
        let styles = Styles::of(&theme);
        Ok(Place { working, company, styles, mends: false, templates: OnceLock::new(), settings })
    }

    /// The same place, where files are also [mended](Checked::mended). Nothing is written.
    #[must_use]
    pub fn mending(self) -> Place {
        Place { mends: true, ..self }
    }

    /// Checks what a person names: a slug, a folder with articles below it, or any Markdown file.
    pub fn named(&self, name: &str, start: &Path) -> Result<Vec<Checked>> {
        let root = self.working.as_ref().map(WorkingCopy::root);
        let articles = root.filter(|_| slug::check(name).is_ok()).map(|root| root.join("articles"));
        for folder in [articles.as_deref(), Some(start), root].into_iter().flatten() {
            let path = clean(&folder.join(name));
            let other;
            let there = if WorkingCopy::above(&path) == self.working {
                self
            } else {
                other = Place { mends: self.mends, ..Place::of(&path)? };
                &other
            };
            let found = there.below(&path)?;
            if !found.is_empty() {
                let look = if found.len() == 1 { Look::Close } else { Look::Quick };
                return Ok(there.bundles(&found, look));
            }
            if path.is_file() {
                return Ok(vec![there.loose(&path, name)?]);
            }
        }
        let bundles = self.working.as_ref().map_or_else(|| Ok(vec![]), |working| working.articles(true))?;
        if let Some(bundle) = bundles.iter().find(|bundle| slug_of(bundle) == name) {
            return Ok(self.bundles(std::slice::from_ref(bundle), Look::Close));
        }
        let begin = |bundle: &&String| slug_of(bundle).starts_with(name);
        if let ([one], false) = (bundles.iter().filter(begin).collect::<Vec<_>>().as_slice(), name.is_empty())
        {
            return Ok(self.bundles(std::slice::from_ref(*one), Look::Close));
        }
        let refusal = Refusal::usage(
            "no_such_article",
            say!("没有稿件或文件 `{name}`", "there is no article or file `{name}`"),
        );
        Err(match nearest(name, bundles.iter().map(|bundle| slug_of(bundle))) {
            Some(near) => refusal.help(say!("是不是 `{near}`？", "did you mean `{near}`?")),
            None if self.working.is_none() => refusal,
            None => refusal.help(say!("看有哪些：`wxops list`", "see what there is: `wxops list`")),
        })
    }

    /// Checks the articles in these bundles, such as `articles/dongji-xinpin`, in parallel, each by itself.
    pub fn bundles(&self, bundles: &[String], look: Look) -> Vec<Checked> {
        let Some(working) = &self.working else { return vec![] };
        let bundle = |bundle: &String| {
            let files = working.bundle(bundle).map(Option::unwrap_or_default);
            self.bundle(working, (bundle.clone(), files), look)
        };
        bundles.par_iter().map(bundle).collect()
    }

    fn bundle(&self, working: &WorkingCopy, (bundle, files): Met, look: Look) -> Checked {
        let path = format!("{bundle}/{INDEX}");
        let file = working.root().join(&path);
        let refused = |refusal| rules::check(Shown::Refused(&path, &refusal), &self.settings);
        let read = working.read(&path, FILE_LIMIT).and_then(|bytes| {
            let gone = say!("没有文件 `{path}`", "there is no file `{path}`");
            bytes.ok_or_else(|| Refusal::unusable("unreadable", gone))
        });
        let open = |name: &str| working.picture(&format!("{bundle}/{name}")).ok()?;
        let decode = |name: &str| working.codes(&format!("{bundle}/{name}"));
        let pictures = Pictures { open: &open, decode: &decode };
        match (read, files) {
            (Ok(bytes), Ok(files)) => self.look(&path, Some(&file), bytes, Some(&files), pictures, look),
            (Ok(bytes), Err(refusal)) => {
                let mut checked = self.look(&path, Some(&file), bytes, None, pictures, look);
                checked.findings.splice(0..0, refused(refusal));
                checked
            }
            (Err(refusal), _) => {
                let findings = refused(refusal);
                let summary =
                    Summary { path: path.clone(), slug: slug_of(&bundle).to_owned(), ..Summary::default() };
                Checked { file: Some(file), summary, ..Checked::only(path, findings) }
            }
        }
    }

    /// A file that is no article of a content folder; its pictures lie beside it.
    fn loose(&self, path: &Path, typed: &str) -> Result<Checked> {
        self.beside(path, typed, read_named(path, typed, FILE_LIMIT)?, Look::Close)
    }

    /// The text of such a file. It is called by its place in the content folder, or as it was typed outside one.
    fn beside(&self, path: &Path, typed: &str, bytes: Vec<u8>, look: Look) -> Result<Checked> {
        if bytes.contains(&0) {
            let message = say!("`{typed}` 不是文字文件", "`{typed}` is no text file");
            let help = say!(
                "检查的是 Markdown 文件：`wxops check 草稿.md`",
                "what is checked is Markdown: `wxops check draft.md`"
            );
            return Err(Refusal::usage("not_text", message).help(help));
        }
        let beside = path.parent().and_then(|folder| Some((folder.parent()?, folder.file_name()?.to_str()?)));
        let files = beside.and_then(|(above, folder)| WorkingCopy::new(above).bundle(folder).ok()?);
        let inside = self.working.as_ref().and_then(|working| working.relative(path));
        let around = WorkingCopy::new(path.parent().unwrap_or(path));
        let open = |name: &str| around.picture(name).ok()?;
        let decode = |name: &str| around.codes(name);
        let pictures = Pictures { open: &open, decode: &decode };
        Ok(self.look(inside.as_deref().unwrap_or(typed), Some(path), bytes, files.as_deref(), pictures, look))
    }

    /// Shows a text to the rules; `file` is where it lies, if it does.
    fn look(
        &self,
        path: &str,
        file: Option<&Path>,
        bytes: Vec<u8>,
        files: Option<&[String]>,
        pictures: Pictures<'_>,
        look: Look,
    ) -> Checked {
        let article = Article::parse(bytes);
        let mut subject = Subject::new(path, &article, &self.settings);
        subject.files = files;
        subject.open = Some(pictures.open);
        // Who mends a text is not told of codes.
        let closely = look == Look::Close && !self.mends;
        subject.decode = closely.then_some(pictures.decode);
        subject.styles = closely.then_some(&self.styles);
        subject.template = self.template(article.category());
        subject.company = Some(&self.company);
        let Found { findings, allowed } = rules::look(Shown::Article(&subject), &self.settings);
        let summary = match look {
            Look::Whole => Summary { sketch: Sketch::of(subject.prose()), ..whole::summary(path, &article) },
            Look::Quick | Look::Close => Summary::default(),
        };
        let mended =
            file.filter(|_| self.mends).and_then(|_| mended(&article, &self.settings, Some(&self.company)));
        let (path, file) = (path.to_owned(), file.map(Path::to_owned));
        Checked {
            path,
            text: article.into_text(),
            findings,
            allowed,
            file,
            mended,
            again: false,
            look,
            summary,
        }
    }

    /// The template of a category. All are read when the first is asked for.
    fn template(&self, category: &str) -> Option<&str> {
        let working = self.working.as_ref()?;
        let of = |id: &String| Some((id.clone(), template(working, &self.settings, id)?));
        let categories = self.settings.categories.iter();
        let templates =
            self.templates.get_or_init(|| categories.filter_map(|category| of(&category.id)).collect());
        templates.get(category).map(String::as_str)
    }

    /// The bundles at or below a path, or the one whose `index.md` it is.
    fn below(&self, path: &Path) -> Result<Vec<String>> {
        let Some(working) = &self.working else { return Ok(vec![]) };
        let Some(inside) = working.relative(path) else { return Ok(vec![]) };
        let inside = inside.strip_suffix(INDEX).unwrap_or(&inside).trim_end_matches('/');
        let kept = inside.starts_with("articles/") || inside.starts_with("archive/");
        if kept && working.root().join(inside).join(INDEX).is_file() {
            return Ok(vec![inside.to_owned()]);
        }
        let mut bundles = working.articles(!inside.is_empty())?;
        bundles.retain(|bundle| Path::new(bundle).starts_with(inside));
        Ok(bundles)
    }
}

/// The text of a category's template, if there is one.
pub fn template(working: &WorkingCopy, settings: &Settings, category: &str) -> Option<String> {
    let bytes = working.read(&settings.category(category)?.template, FILE_LIMIT).ok()??;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn no_content_folder() -> Refusal {
    Refusal::unusable("not_a_content_folder", say!("这里不在稿件库里", "this is not in a content folder"))
        .help(say!(
            "到稿件库里运行，或写明要查的文件：`wxops check 草稿.md`",
            "run it in a content folder, or name a file: `wxops check draft.md`"
        ))
        .help(say!("还没有稿件库：`wxops init`", "there is no content folder yet: `wxops init`"))
}

fn slug_of(bundle: &str) -> &str {
    bundle.rsplit('/').next().unwrap_or(bundle)
}

/// The path without `.` and `..`, by its words alone.
pub fn clean(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut clean, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(clean.pop()),
            part => clean.push(part),
        }
        clean
    })
}
