//! One tag of HTML with its attributes, read as browsers read it.

/// Most attributes of one tag that are looked at.
const MOST: usize = 64;

/// A tag.
#[derive(Debug, Default)]
pub(in crate::render) struct Tag<'h> {
    /// Its name in small letters
    pub(in crate::render) name: String,
    /// `</…>`
    pub(in crate::render) is_end: bool,
    /// `<… />`
    pub(super) closes_itself: bool,
    /// Names in small letters, and values as typed; of two with one name the first
    pub(in crate::render) attributes: Vec<(String, &'h str)>,
}

/// Reads the tag that a text begins with, and what follows it; nothing where it has no end.
pub(in crate::render) fn tag(html: &str) -> Option<(Tag<'_>, &str)> {
    let is_end = html.starts_with("</");
    let (name, mut rest) =
        until(&html[1 + usize::from(is_end)..], |c| c.is_ascii_whitespace() || matches!(c, '/' | '>'));
    let mut tag = Tag { name: name.to_ascii_lowercase(), is_end, ..Tag::default() };
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        if let Some(after) = rest.strip_prefix('>') {
            return Some((tag, after));
        }
        if let Some(after) = rest.strip_prefix('/') {
            tag.closes_itself = after.starts_with('>');
            rest = after;
            continue;
        }
        // A name may begin with `=`; browsers read it so.
        let first = rest.chars().next()?.len_utf8();
        let (more, _) = until(&rest[first..], |c| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '='));
        let name = rest[..first + more.len()].to_ascii_lowercase();
        rest = rest[first + more.len()..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start_matches(|c: char| c.is_ascii_whitespace());
            (value, rest) = match after.chars().next()? {
                quote @ ('"' | '\'') => {
                    let (value, after) = until(&after[1..], |c| c == quote);
                    (value, after.get(1..)?)
                }
                _ => until(after, |c| c.is_ascii_whitespace() || c == '>'),
            };
        }
        if tag.attributes.len() < MOST && !tag.attributes.iter().any(|(known, _)| *known == name) {
            tag.attributes.push((name, value));
        }
    }
}

/// A text up to the first of some characters, and from it on.
fn until(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}

/// A value with its references read, as far as they can hide something: `&#106;avascript:`, `&quot;`.
pub(in crate::render) fn decoded(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let numeric = rest.strip_prefix('#').and_then(|number| {
            let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |hex| (hex, 16));
            let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
            let c = char::from_u32(u32::from_str_radix(&digits[..end], radix).ok()?)?;
            let after = &digits[end..];
            Some((c, after.strip_prefix(';').unwrap_or(after)))
        });
        let named = [
            ("amp;", '&'),
            ("quot;", '"'),
            ("apos;", '\''),
            ("lt;", '<'),
            ("gt;", '>'),
            ("colon;", ':'),
            ("Tab;", '\t'),
            ("NewLine;", '\n'),
        ];
        let named = || named.iter().find_map(|(name, c)| Some((*c, rest.strip_prefix(name)?)));
        match numeric.or_else(named) {
            Some((c, after)) => {
                text.push(c);
                rest = after;
            }
            None => text.push('&'),
        }
    }
    text + rest
}
