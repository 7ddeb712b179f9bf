//! Gathers the evidence of one act: the rule book, the article's records, its bundle twice. Nothing else is opened.

use super::{ContentFolder, Found, Head};
use crate::{
    allowing::Allowed,
    article::{
        Article, FILE_LIMIT, INDEX,
        bundle::{Bundle, BundleFile},
        digest::{Digest, FileDigest},
    },
    check,
    content::BUNDLE_BYTES,
    refusal::{Refusal, Result},
    render::Styles,
    repo::blob_id,
    rules::{self, Subject},
    say,
    text::Text,
    workflow::{
        decide::Evidence,
        derive::derive,
        freeze,
        replacement::{Typed, made, place},
    },
};

/// What an act wants to know.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The article, or the place where one is to begin
    pub article: Found,
    /// A slug that must be free
    pub slug: Option<String>,
    /// The act takes the text from the working copy
    pub takes_text: bool,
    /// The act needs a text without error findings
    pub checked: bool,
    /// The act is about the page as readers see it
    pub lays_out: bool,
    /// The edits of an approval; the text after them must be without error findings
    pub edits: Vec<Typed>,
    /// The newest records when the person read it: the act is about that text, and about no later one. Nothing for
    /// whoever takes it as it stands
    pub read: Option<Vec<Digest>>,
}

impl Wanted {
    /// What is known of an article without looking into its working copy.
    pub fn of(article: Found) -> Wanted {
        let (takes_text, checked, lays_out) = (false, false, false);
        Wanted { article, slug: None, takes_text, checked, lays_out, edits: vec![], read: None }
    }
}

/// The article went on since somebody read it.
pub fn moved_on() -> Refusal {
    Refusal::not_now(
        "somebody_faster",
        say!(
            "你看的时候，别人先办了；这次没有改动",
            "while you were reading, somebody was faster; nothing was done now"
        ),
    )
}

impl ContentFolder {
    /// Gathers everything that one act is decided on.
    pub fn evidence(&self, head: &Head<'_>, wanted: &Wanted) -> Result<Evidence> {
        let found = &wanted.article;
        let records = match &found.id {
            Some(id) => head.records(id)?,
            None => vec![],
        };
        if let Some(read) = &wanted.read
            && derive(records.clone(), &head.policy)?.0.heads != *read
        {
            return Err(moved_on());
        }
        let committed = head.bundle(&found.path)?;
        let working = self.working_bundle(&found.path, committed.as_ref(), wanted.takes_text)?;
        let taken = match &wanted.slug {
            Some(slug) => self.taken(head, slug, found)?,
            None => None,
        };
        let edited = committed.as_ref().and_then(|bundle| made(bundle, &place(bundle, &wanted.edits).ok()?));
        let errors = match (&working, &edited) {
            (Some(bundle), _) if wanted.checked => self.errors(bundle)?,
            (_, Some(bundle)) if !wanted.edits.is_empty() => self.errors(bundle)?,
            _ => vec![],
        };
        let text = edited.as_ref().or(if wanted.takes_text { working.as_ref() } else { committed.as_ref() });
        let page = match text {
            Some(bundle) if wanted.lays_out => head.page(&bundle.index)?,
            _ => None,
        };
        let frozen = if wanted.lays_out { freeze::standing(&head.freezes()?) } else { vec![] };
        Ok(Evidence {
            frozen,
            policy: head.policy.as_ref().clone(),
            records,
            head: committed,
            working,
            page,
            taken,
            errors,
        })
    }

    /// What the rules hold against the text as it lies there, one line an error.
    fn errors(&self, bundle: &Bundle) -> Result<Vec<Text>> {
        self.with_subject(bundle, rules::errors)
    }

    /// What the rules find in a bundle and its text answers.
    pub fn allowed(&self, bundle: &Bundle) -> Result<Vec<Allowed>> {
        self.with_subject(bundle, rules::answered)
    }

    fn with_subject<T>(&self, bundle: &Bundle, shown: impl FnOnce(&Subject<'_>) -> T) -> Result<T> {
        let path = format!("{}/{INDEX}", bundle.path);
        let mut files: Vec<String> = bundle.others.iter().map(|file| file.digest.path.clone()).collect();
        files.push(INDEX.into());
        let template = check::template(&self.working, &self.settings, bundle.index.category());
        let mut subject = Subject::new(&path, &bundle.index, &self.settings);
        (subject.files, subject.template) = (Some(files.as_slice()), template.as_deref());
        let open = |name: &str| self.working.picture(&format!("{}/{name}", bundle.path)).ok()?;
        let working = &self.working; // of the folder itself nothing is read on several cores
        let decode = |name: &str| working.codes(&format!("{}/{name}", bundle.path));
        subject.open = Some(&open);
        subject.decode = Some(&decode);
        let company = self.working.company()?;
        subject.company = Some(&company);
        let styles = Styles::of(&self.working.theme()?);
        subject.styles = Some(&styles);
        Ok(shown(&subject))
    }

    /// Where a slug is taken, unless by the bundle that the act is about.
    fn taken(&self, head: &Head<'_>, slug: &str, found: &Found) -> Result<Option<String>> {
        if let Some(place) = head.place_of(slug)? {
            let own = found.id.is_none() && place == found.path && found.in_place;
            return Ok(if own { None } else { Some(place) });
        }
        let here = format!("articles/{slug}");
        let own = found.in_place && here == found.path;
        Ok(if !own && self.working.bundle(&here)?.is_some_and(|files| !files.is_empty()) {
            Some(here)
        } else {
            None
        })
    }

    /// The bundle as it lies in the working copy, without ignored files.
    pub fn working_bundle(
        &self,
        path: &str,
        head: Option<&Bundle>,
        takes_text: bool,
    ) -> Result<Option<Bundle>> {
        let Some(mut names) = self.working.bundle(path)? else { return Ok(None) };
        let committed = |name: &String| {
            head.is_some_and(|head| name == INDEX || head.others.iter().any(|f| f.digest.path == *name))
        };
        let fresh: Vec<String> =
            names.iter().filter(|name| !committed(name)).map(|name| format!("{path}/{name}")).collect();
        if !fresh.is_empty() {
            let ignored = self.repo.ignored(&fresh)?;
            let ignored: Vec<&String> =
                fresh.iter().zip(ignored).filter(|(_, out)| *out).map(|(path, _)| path).collect();
            names.retain(|name| !ignored.contains(&&format!("{path}/{name}")));
        }
        if takes_text {
            self.unfiltered(path, &names)?;
        }
        let mut bundle: Option<Bundle> = None;
        let mut others = Vec::new();
        let mut left = usize::try_from(BUNDLE_BYTES).unwrap_or(usize::MAX);
        for name in names {
            let shown = format!("{path}/{name}");
            let limit = if name == INDEX { FILE_LIMIT } else { left };
            let Some(bytes) = self.working.read(&shown, limit)? else { continue };
            let blob = blob_id(&bytes);
            if name == INDEX {
                let index = Article::parse(bytes);
                bundle = Some(Bundle { path: path.into(), index, index_blob: blob, others: vec![] });
            } else {
                left = left.saturating_sub(bytes.len());
                others.push(BundleFile { digest: FileDigest::of(name, &bytes), blob });
            }
        }
        Ok(bundle.map(|bundle| Bundle { others, ..bundle }))
    }

    /// Large-file storage and other filters would commit bytes that nobody approved.
    fn unfiltered(&self, path: &str, names: &[String]) -> Result<()> {
        let paths: Vec<String> = names.iter().map(|name| format!("{path}/{name}")).collect();
        let filters = self.repo.has_filter(&paths)?;
        let Some((path, _)) = paths.iter().zip(filters).find(|(_, filtered)| *filtered) else {
            return Ok(());
        };
        Err(Refusal::unusable(
            "filtered",
            say!(
                "`{path}` 经过 git 过滤器（如 LFS），提交的不是它本身",
                "`{path}` goes through a git filter (such as LFS), which would commit other bytes"
            ),
        )
        .at(&**path)
        .help(say!(
            "在 `.gitattributes` 里写 `articles/** -filter`",
            "write `articles/** -filter` in `.gitattributes`"
        )))
    }
}
