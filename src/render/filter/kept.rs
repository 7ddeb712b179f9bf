//! What WeChat keeps of an article's HTML, as data: elements with their attributes, and properties of a style.
//!
//! Sources: the round trips of one author through `draft/add` and `draft/get` on a real account in September 2026
//! (35 properties, a matrix of elements), the official `draft/add` page, and what `doocs/md` and `wenyan-core` rely
//! on; collected in the project's notes on the platform, section 5. What nobody has seen survive is not in here,
//! though WeChat may keep it: `svg`, `pre`, `code`, `iframe`, `div` (dissolved when blocks stand in it).

/// An element that is kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    /// Its name
    pub(super) name: &'static str,
    /// Whether it has no content and no end
    pub(super) is_void: bool,
    /// The attributes that are kept, besides `style` and those of [`EVERYWHERE`]
    pub(super) attributes: &'static [&'static str],
}

const fn element(name: &'static str) -> Element {
    Element { name, is_void: false, attributes: &[] }
}

/// Attributes that are kept on every element: `data-no-dark` is honoured by the client's dark mode.
pub(super) const EVERYWHERE: &[&str] = &["data-no-dark", "data-tool"];

/// The elements, in byte order.
pub(super) const ELEMENTS: &[Element] = &[
    Element { attributes: &["href"], ..element("a") }, // to mp.weixin.qq.com only
    element("article"),
    element("aside"),
    element("b"),
    element("blockquote"),
    Element { is_void: true, ..element("br") },
    element("del"),
    element("em"),
    element("figcaption"),
    element("figure"),
    element("footer"),
    element("h1"),
    element("h2"),
    element("h3"),
    element("h4"),
    element("h5"),
    element("h6"),
    element("header"),
    Element { is_void: true, ..element("hr") },
    element("i"),
    Element { is_void: true, attributes: &["alt", "height", "src", "width"], ..element("img") },
    element("li"),
    element("mark"),
    Element { attributes: &["start"], ..element("ol") },
    element("p"),
    element("s"),
    element("section"),
    element("small"),
    element("span"),
    element("strong"),
    element("sub"),
    element("sup"),
    element("table"),
    element("tbody"),
    Element { attributes: &["colspan", "rowspan"], ..element("td") },
    Element { attributes: &["colspan", "rowspan"], ..element("th") },
    element("thead"),
    element("tr"),
    element("u"),
    element("ul"),
];

/// Elements of which nothing stays, not even the words inside.
pub(super) const SILENT: &[&str] = &[
    "applet", "audio", "canvas", "embed", "form", "frameset", "head", "iframe", "math", "noembed",
    "noframes", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
    "video", "xmp",
];

/// Elements whose content is no markup, whatever stands in it.
pub(super) const RAW: &[&str] =
    &["iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title", "xmp"];

/// Properties of a style that are kept, in byte order. A name that ends with `-` stands for all that begin so.
/// Those of `min-width` and `max-width` are taken as the width they bound.
pub(super) const PROPERTIES: &[&str] = &[
    "align-items",
    "background",
    "background-",
    "border",
    "border-",
    "box-shadow",
    "box-sizing",
    "color",
    "display",
    "flex",
    "flex-",
    "float",
    "font",
    "font-",
    "gap",
    "height",
    "justify-content",
    "letter-spacing",
    "line-height",
    "list-style",
    "list-style-",
    "margin",
    "margin-",
    "max-height",
    "max-width",
    "min-height",
    "min-width",
    "opacity",
    "overflow",
    "overflow-",
    "padding",
    "padding-",
    "scroll-snap-",
    "text-",
    "transform",
    "vertical-align",
    "white-space",
    "width",
    "word-break",
];

/// The element with this name, which is in small letters.
pub(super) fn element_named(name: &str) -> Option<&'static Element> {
    let at = ELEMENTS.binary_search_by(|element| element.name.cmp(name)).ok()?;
    ELEMENTS.get(at)
}

/// Whether a property is kept, its name in small letters.
pub(super) fn keeps(property: &str) -> bool {
    let is_one = |kept: &str| if kept.ends_with('-') { property.starts_with(kept) } else { property == kept };
    PROPERTIES.iter().any(|kept| is_one(kept))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        assert!(ELEMENTS.is_sorted_by_key(|element| element.name));
        assert!(PROPERTIES.is_sorted() && SILENT.is_sorted() && RAW.is_sorted());
        assert!(SILENT.iter().all(|name| element_named(name).is_none()));
        for (property, kept) in [
            ("margin-top", true),
            ("border-bottom-color", true),
            ("text-indent", true),
            ("position", false),
            ("-webkit-overflow-scrolling", false),
            ("behavior", false),
            ("content", false),
            ("textile", false),
        ] {
            assert_eq!(keeps(property), kept, "{property}");
        }
    }
}
