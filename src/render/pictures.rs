//! Pictures: those alone in their paragraph are figures, with a caption if they have one.

use crate::article::target::Target;

use super::{
    Styles, escape,
    filter::{decoded, tag},
    links, quoted, theme,
};

/// A picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its path inside the bundle, or its address on the network
    pub address: String,
    /// Whether it is one of the bundle
    pub is_inside: bool,
    /// Where it stands, in bytes of the file
    pub at: usize,
}

/// A picture under way.
#[derive(Default)]
pub(super) struct Drawn {
    pub(super) address: String,
    pub(super) title: String,
    pub(super) words: String,
    pub(super) at: usize,
    /// The link around it: its address if it stays, and the number of its note
    pub(super) link: Option<String>,
    pub(super) number: Option<usize>,
}

impl Picture {
    /// The picture at an address; nothing where it is neither in the bundle nor on the network.
    pub(super) fn at(address: &str, at: usize) -> Option<Picture> {
        match Target::of(address) {
            Target::Inside(path) if !path.is_empty() => Some(Picture { address: path, is_inside: true, at }),
            Target::Remote if links::fate(address) != links::Fate::Refused => {
                Some(Picture { address: address.to_owned(), is_inside: false, at })
            }
            _ => None,
        }
    }
}

impl Drawn {
    /// Writes the picture; `style` is that of one alone or of one in a line.
    pub(super) fn write(&self, style: &str, out: &mut String) {
        out.push_str("<img src=\"");
        quoted(&self.address, out);
        out.push_str("\" alt=\"");
        quoted(self.words.trim(), out);
        out.push_str("\" ");
        out.push_str(style);
        out.push('>');
    }

    /// Writes it as a figure.
    pub(super) fn figure(&self, styles: &Styles, out: &mut String) {
        out.push_str(&styles.figure);
        if let Some(address) = &self.link {
            open_link(address, styles, out);
        }
        self.write(&styles.picture, out);
        if self.link.is_some() {
            out.push_str("</a>");
        }
        out.push_str("</section>");
        let title = self.title.trim();
        if !title.is_empty() || self.number.is_some() {
            out.push_str(&styles.caption);
            escape(title, out);
            if let Some(number) = self.number {
                theme::number(number, styles, out);
            }
            out.push_str("</p>");
        }
    }
}

/// Begins a link that stays.
pub(super) fn open_link(address: &str, styles: &Styles, out: &mut String) {
    out.push_str("<a href=\"");
    quoted(address, out);
    out.push_str("\" ");
    out.push_str(&styles.link);
    out.push('>');
}

/// A page whose pictures have other addresses: for each the one that `other` gives.
pub fn with_addresses(html: &str, mut other: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("<img ") {
        let Some((picture, after)) = tag(&rest[at..]) else { break };
        out.push_str(&rest[..at]);
        let text = &rest[at..rest.len() - after.len()];
        match picture.attributes.iter().find(|(name, _)| name == "src") {
            Some((_, address)) => {
                let mut new = String::from("src=\"");
                quoted(&other(&decoded(address)), &mut new);
                new.push('"');
                out.push_str(&text.replacen(&format!("src=\"{address}\""), &new, 1));
            }
            None => out.push_str(text),
        }
        rest = after;
    }
    out + rest
}
