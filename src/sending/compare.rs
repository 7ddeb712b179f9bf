//! Whether what lies on the platform is what was approved: both pass the model of the platform's filter, and then are the same.

use super::Parcel;
use crate::{
    article::digest::Digest,
    render::{Origin, filter, with_addresses},
    say,
    text::Text,
    wechat::{DraftArticle, Seen},
};

/// Characters of a text that are shown around a difference.
const AROUND: usize = 24;

/// Something that is not the same there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What: 标题, 正文
    pub what: Text,
    /// As it was approved
    pub ours: String,
    /// As it lies there
    pub theirs: String,
}

impl Difference {
    /// In a line.
    pub fn told(&self) -> Text {
        let Text { zh, en } = &self.what;
        let (ours, theirs) = (crate::text::escaped(&self.ours), crate::text::escaped(&self.theirs));
        say!("{zh}：定稿“{ours}”，后台“{theirs}”", "{en}: approved `{ours}`, there `{theirs}`")
    }
}

/// What differs between an article and what the platform has of it. The digest is asked only where the platform keeps one: it
/// fills in an empty one, and shows none of following articles.
pub fn differences(ours: &DraftArticle, theirs: &Seen, is_alone: bool) -> Vec<Difference> {
    let mut found = vec![];
    let mut compare = |what: Text, ours: &str, theirs: &str| {
        if ours != theirs {
            found.push(Difference { what, ours: ours.to_owned(), theirs: theirs.to_owned() });
        }
    };
    compare(say!("标题", "title"), &ours.title, theirs.title.trim());
    compare(say!("作者", "by-line"), &ours.author, theirs.author.trim());
    if is_alone && !ours.digest.is_empty() {
        compare(say!("摘要", "digest"), &ours.digest, theirs.digest.trim());
    }
    compare(say!("原文链接", "link to the source"), &ours.source_url, theirs.source_url.trim());
    compare(say!("封面", "cover"), &ours.cover, &theirs.cover);
    let (own, other) = (normal(&ours.content), normal(&theirs.content));
    if own != other {
        let (ours, theirs) = first_difference(&own, &other);
        found.push(Difference { what: say!("正文", "text"), ours, theirs });
    }
    found
}

/// What differs between an article and what readers see of it. Pictures are not compared: each upload has another address.
pub fn live_differences(parcel: &Parcel, seen: &Seen) -> Vec<Difference> {
    let page = with_addresses(&parcel.page.html, |_| "https://mmbiz.qpic.cn/0".to_owned());
    let nameless = |page: &str| with_addresses(&normal(page), |_| String::new());
    let pairs = [
        (say!("标题", "title"), parcel.title().to_owned(), seen.title.trim().to_owned()),
        (
            say!("作者", "by-line"),
            parcel.text.words("author").trim().to_owned(),
            seen.author.trim().to_owned(),
        ),
        (say!("正文", "text"), nameless(&page), nameless(&seen.content)),
    ];
    let differ = pairs.into_iter().filter(|(_, ours, theirs)| ours != theirs);
    differ
        .map(|(what, ours, theirs)| {
            let (ours, theirs) = first_difference(&ours, &theirs);
            Difference { what, ours, theirs }
        })
        .collect()
}

/// What lies there, as one digest: the same as long as nobody changed it by hand.
pub(super) fn digest(articles: &[Seen]) -> Digest {
    let mut all = String::from("wxops-draft-v1\n");
    for own in articles {
        let fields = [&own.title, &own.author, &own.source_url, &own.cover, &normal(&own.content)];
        all.extend(fields.into_iter().flat_map(|field| [field.as_str(), "\u{0}"]));
    }
    Digest::of(all.as_bytes())
}

/// Whether two pages say the same, whatever their pictures are called: each upload has another address.
pub(super) fn alike(page: &str, theirs: &str) -> bool {
    let nameless = |page: &str| with_addresses(&normal(page), |_| String::new());
    nameless(page) == nameless(theirs)
}

/// A page as the filter would leave it. The platform keeps the address of a picture as `data-src`, says http for what it
/// also serves encrypted, and names another width of the same picture.
fn normal(page: &str) -> String {
    let page = filter(&page.replace(" data-src=", " src="), Origin::Push).html;
    with_addresses(&page, |address| {
        let address = address.strip_prefix("http://").or(address.strip_prefix("https://")).unwrap_or(address);
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let is_width = |last: &str| !last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit());
        let path = path.rsplit_once('/').filter(|(_, last)| is_width(last)).map_or(path, |(path, _)| path);
        format!("https://{path}/0?{query}")
    })
}

/// The words around the first place where two texts part.
fn first_difference(ours: &str, theirs: &str) -> (String, String) {
    let same = ours.chars().zip(theirs.chars()).take_while(|(own, other)| own == other).count();
    let from = same.saturating_sub(AROUND / 3);
    let cut = |text: &str| text.chars().skip(from).take(AROUND * 2).collect::<String>();
    (cut(ours), cut(theirs))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(content: &str) -> Seen {
        let none = String::new;
        Seen {
            title: "甲".into(),
            author: none(),
            digest: "开头".into(),
            content: content.into(),
            source_url: none(),
            cover: "Th_1".into(),
            url: none(),
            is_deleted: false,
        }
    }

    fn ours(content: &str) -> DraftArticle {
        let cut = crate::article::crop::Focus::default().cut((100, 100), 1.0);
        DraftArticle {
            title: "甲".into(),
            author: String::new(),
            digest: String::new(),
            content: content.into(),
            source_url: String::new(),
            cover: "Th_1".into(),
            wide: cut,
            square: cut,
            comments: false,
            followers_only: false,
        }
    }

    #[test]
    fn what_the_platform_always_changes_is_no_difference() {
        let page = "<p>正文</p><img src=\"https://mmbiz.qpic.cn/a/0?wx_fmt=png\" alt=\"\">";
        let kept = "<p>正文</p><img data-src=\"http://mmbiz.qpic.cn/a/640?wx_fmt=png\" alt=\"\">";
        assert_eq!(differences(&ours(page), &seen(kept), true), []);
    }

    #[test]
    fn a_word_that_somebody_changed_is_shown_with_those_around_it() {
        let found = differences(&ours("<p>价格 100 元</p>"), &seen("<p>价格 90 元</p>"), true);
        assert_eq!(found.len(), 1);
        assert!(found[0].ours.contains("100 元") && found[0].theirs.contains("90 元"), "{found:?}");
        assert_eq!(found[0].what.zh, "正文");
    }

    #[test]
    fn every_field_of_a_draft_belongs_to_its_digest() {
        let one = seen("<p>正文</p>");
        let others = [
            Seen { title: "乙".into(), ..one.clone() },
            Seen { author: "乙".into(), ..one.clone() },
            Seen { cover: "Th_2".into(), ..one.clone() },
            Seen { source_url: "https://b.cn".into(), ..one.clone() },
            seen("<p>正文。</p>"),
        ];
        for other in others {
            assert_ne!(digest(std::slice::from_ref(&one)), digest(std::slice::from_ref(&other)), "{other:?}");
        }
        assert_eq!(
            digest(std::slice::from_ref(&one)),
            digest(&[Seen { url: "https://a.cn".into(), ..one.clone() }])
        );
    }
}
