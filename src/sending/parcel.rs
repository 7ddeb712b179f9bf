//! What of an approved article goes to the platform, gathered from one commit.

use crate::{
    article::{
        Article, INDEX,
        bundle::{BlobId, Bundle},
        crop::{Focus, SQUARE, WIDE},
        target::Target,
    },
    commit::Cached,
    content::BUNDLE_BYTES,
    folder::{ContentFolder, Found, Head, called},
    pictures::{Outgoing, Unfit},
    refusal::{Refusal, Result},
    render::{Page, Picture, Styles, credits, render, theme::Theme},
    say,
    text::{Text, escaped},
    wechat::DraftArticle,
    workflow::{action::Action, derive::derive, page::may_go_out, state::State, status::Status, who},
};

/// An article on its way out.
#[derive(Clone, Debug)]
pub struct Parcel {
    /// Where it lies
    pub found: Found,
    /// Where it stands
    pub state: State,
    /// How it is called: its title in 《》
    pub called: Text,
    /// Its text
    pub text: Article,
    /// Its page; the pictures in it are those of the bundle
    pub page: Page,
    /// Its pictures as they go out: what the page calls them, and the file
    pub pictures: Vec<(String, Outgoing)>,
    /// Its cover as it goes out
    pub cover: Outgoing,
}

/// Gathers an article. It is approved, on its way or out, and what lies in the commit is what was approved.
pub fn parcel(folder: &ContentFolder, head: &Head<'_>, found: &Found) -> Result<Parcel> {
    let id = found.id.as_deref().unwrap_or_default();
    let (state, _) = derive(head.records(id)?, &head.policy)?;
    if !may_go_out(state.status) && !matches!(state.status, Status::Publishing | Status::Published) {
        return Err(who::wrong_state(Some(&state), Action::PublishStarted));
    }
    let path = format!("{}/{INDEX}", found.path);
    let bundle = head.bundle(&found.path)?;
    let bundle = bundle.filter(|bundle| bundle.content(&state.id, &state.slug) == state.content);
    let bundle = bundle.ok_or_else(|| altered(&state).at(&*path))?;
    let team = &head.policy.newest().team;
    head.page_holds(&found.path, &state, team)??;
    let theme = head.theme()?.unwrap_or_else(Theme::plain);
    let (credits, _) = credits(&theme, &state, team);
    let page = render(&bundle.index, &Styles::of(&theme), &credits);
    let files = Files { head, bundle: &bundle, cached: Cached::of(Some(folder.repo())) };
    let mut pictures: Vec<(String, Outgoing)> = vec![];
    for picture in &page.pictures {
        let known = pictures.iter().any(|(address, _)| *address == picture.address);
        if !known && !is_there(picture) {
            pictures.push((picture.address.clone(), files.picture(picture)?));
        }
    }
    let cover = files.cover()?;
    let called = called(bundle.index.title().unwrap_or_default(), &state.slug);
    let found = Found { id: Some(state.id.clone()), ..found.clone() };
    Ok(Parcel { found, state, called, text: bundle.index, page, pictures, cover })
}

/// A picture that lies on the platform already.
fn is_there(picture: &Picture) -> bool {
    let host = picture.address.split("//").nth(1).and_then(|rest| rest.split('/').next());
    !picture.is_inside && host == Some("mmbiz.qpic.cn")
}

impl Parcel {
    /// Its title.
    pub fn title(&self) -> &str {
        self.text.title().unwrap_or_default().trim()
    }

    /// The article of a draft, its pictures and its cover uploaded.
    pub fn drafted(&self, content: String, cover: String) -> DraftArticle {
        let focus = Focus::typed(self.text.words("cover_crop")).unwrap_or_default();
        let size = imagesize::blob_size(&self.cover.bytes).map_or((1, 1), |size| {
            (u32::try_from(size.width).unwrap_or(1), u32::try_from(size.height).unwrap_or(1))
        });
        let comments = self.text.words("comments");
        DraftArticle {
            title: self.title().to_owned(),
            author: self.text.words("author").trim().to_owned(),
            digest: self.text.words("digest").trim().to_owned(),
            source_url: self.text.words("source_url").trim().to_owned(),
            wide: focus.cut(size, WIDE),
            square: focus.cut(size, SQUARE),
            comments: matches!(comments, "open" | "fans"),
            followers_only: comments == "fans",
            content,
            cover,
        }
    }
}

/// The files of a committed bundle.
struct Files<'f> {
    head: &'f Head<'f>,
    bundle: &'f Bundle,
    cached: Cached,
}

impl Files<'_> {
    fn picture(&self, picture: &Picture) -> Result<Outgoing> {
        let line = self.bundle.index.line_of(picture.at);
        let at = format!("{}/{INDEX}", self.bundle.path);
        let blob = self.blob(&picture.address).filter(|_| picture.is_inside);
        let blob = blob.ok_or_else(|| not_ours(&picture.address).at(&*at).line(line))?;
        self.outgoing(&picture.address, blob).map_err(|refusal| refusal.at(at).line(line))
    }

    fn cover(&self) -> Result<Outgoing> {
        let at = format!("{}/{INDEX}", self.bundle.path);
        let words = self.bundle.index.words("cover");
        let name = match Target::of(words) {
            Target::Inside(name) => name,
            _ => String::new(),
        };
        let missing = || {
            let words = escaped(words);
            Refusal::findings(
                "cover_missing",
                say!("封面“{words}”不在稿件文件夹里", "the cover `{words}` is not in the article's folder"),
            )
        };
        let blob = self.blob(&name).ok_or_else(|| missing().at(&*at))?;
        self.outgoing(&name, blob).map_err(|refusal| refusal.at(at))
    }

    fn blob(&self, name: &str) -> Option<BlobId> {
        let own = self.bundle.others.iter().find(|file| file.digest.path == name);
        own.map(|file| file.blob.clone())
    }

    fn outgoing(&self, name: &str, blob: BlobId) -> Result<Outgoing> {
        let bytes = self.head.tree.read(&blob, usize::try_from(BUNDLE_BYTES).unwrap_or(usize::MAX))?;
        self.cached.outgoing(&bytes).map_err(|why| unfit(name, why))
    }
}

fn altered(state: &State) -> Refusal {
    let slug = &state.slug;
    Refusal::not_now(
        "content_changed",
        say!(
            "提交里的 `{slug}` 不是审核通过的内容",
            "what is committed of `{slug}` is not what was approved"
        ),
    )
    .help(say!("看差别：`wxops diff {slug}`", "see what differs: `wxops diff {slug}`"))
}

fn not_ours(address: &str) -> Refusal {
    let address = escaped(address);
    Refusal::findings(
        "picture_outside",
        say!(
            "图片 `{address}` 不在稿件文件夹里，平台不收",
            "the picture `{address}` is not in the article's folder, and the platform drops it"
        ),
    )
    .help(say!(
        "存进稿件文件夹再引用，重新送审",
        "put it into the folder of the article, and submit it again"
    ))
}

fn unfit(name: &str, why: Unfit) -> Refusal {
    let (name, Text { zh, en }) = (escaped(name), why.label());
    Refusal::findings(
        "picture_unfit",
        say!("图片 `{name}` 发不出去：{zh}", "the picture `{name}` cannot go out: {en}"),
    )
    .help(say!("换一张，重新送审", "take another one, and submit it again"))
}
