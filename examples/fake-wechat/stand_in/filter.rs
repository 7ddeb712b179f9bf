//! What the platform makes of an article's HTML before it keeps it, as round trips with a real account have shown.

use super::{
    html::{self, Element, Node},
    style,
};

/// Gone with everything in them.
const GONE: [&str; 14] = [
    "script", "style", "link", "form", "input", "label", "textarea", "button", "select", "meta", "title",
    "head", "object", "embed",
];
/// Kept. What is in neither list is opened, and its content stays.
const KEPT: [&str; 58] = [
    "section",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "s",
    "del",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "figure",
    "figcaption",
    "mark",
    "small",
    "sub",
    "sup",
    "br",
    "hr",
    "img",
    "header",
    "footer",
    "article",
    "aside",
    "div",
    "a",
    "pre",
    "code",
    "svg",
    "iframe",
    "video",
    "dl",
    "dt",
    "dd",
    "abbr",
    "cite",
    "q",
    "ruby",
    "rt",
    "rp",
    "colgroup",
    "col",
];
/// Attributes that stay on every element.
const ATTRIBUTES: [&str; 10] =
    ["style", "class", "title", "alt", "align", "width", "height", "colspan", "rowspan", "start"];

/// The HTML that is kept.
pub(crate) fn kept(content: &str) -> String {
    let mut nodes = Vec::new();
    each(html::parse(content), false, &mut nodes);
    let mut kept = String::with_capacity(content.len());
    html::write(&nodes, &mut kept);
    kept
}

/// The text of HTML, in one line, with the commonest references read.
pub(crate) fn plain(content: &str) -> String {
    let (mut nodes, mut text) = (Vec::new(), String::new());
    each(html::parse(content), false, &mut nodes);
    html::text(&nodes, &mut text);
    for (reference, c) in
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
    {
        text = text.replace(reference, c);
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn each(nodes: Vec<Node>, is_drawing: bool, kept: &mut Vec<Node>) {
    for node in nodes {
        match node {
            Node::Text(_) => kept.push(node),
            Node::Element(one) => element(one, is_drawing, kept),
        }
    }
}

fn element(mut one: Element, is_drawing: bool, kept: &mut Vec<Node>) {
    let name = one.name.to_ascii_lowercase();
    let children = std::mem::take(&mut one.children);
    if GONE.contains(&name.as_str()) {
        return;
    }
    let is_drawing = is_drawing || name == "svg";
    if !is_drawing && !KEPT.contains(&name.as_str()) {
        return each(children, false, kept);
    }
    if name == "div" && holds_blocks(&children) {
        return dissolve(children, kept);
    }
    if name == "img" && !one.attributes.iter().any(|(name, value)| name.ends_with("src") && is_own(value)) {
        return;
    }
    one.attributes = one
        .attributes
        .into_iter()
        .filter_map(|(key, value)| attribute(&name, is_drawing, key, value))
        .collect();
    each(children, is_drawing, &mut one.children);
    kept.push(Node::Element(one));
}

/// An attribute as it stays, if it does.
fn attribute(element: &str, is_drawing: bool, name: String, value: String) -> Option<(String, String)> {
    let small = name.to_ascii_lowercase();
    match small.as_str() {
        "id" => None,
        _ if small.starts_with("on") => None,
        "style" => Some((name, style::kept(&value))),
        "src" | "data-src" if element == "img" => Some(("data-src".to_owned(), reading(&value))),
        "href" if element == "a" => is_article(&value).then_some((name, value)),
        "href" | "xlink:href" | "src" => None,
        _ if ATTRIBUTES.contains(&small.as_str()) || small.starts_with("data-") || is_drawing => {
            Some((name, value))
        }
        _ => None,
    }
}

fn holds_blocks(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(_) => false,
        Node::Element(one) => one.is_block() || holds_blocks(&one.children),
    })
}

/// A `div` with blocks in it goes; they lose their style, and what stood between them becomes paragraphs.
fn dissolve(nodes: Vec<Node>, kept: &mut Vec<Node>) {
    let mut loose = Vec::new();
    for node in nodes {
        match node {
            Node::Element(mut one) if one.is_block() || holds_blocks(&one.children) => {
                paragraph(std::mem::take(&mut loose), kept);
                one.attributes.retain(|(name, _)| name != "style");
                if one.name == "div" && !holds_blocks(&one.children) {
                    one = Element { name: "p".to_owned(), ..one };
                }
                element(one, false, kept);
            }
            other => loose.push(other),
        }
    }
    paragraph(loose, kept);
}

fn paragraph(nodes: Vec<Node>, kept: &mut Vec<Node>) {
    let is_empty = |node: &Node| matches!(node, Node::Text(text) if text.trim().is_empty());
    if nodes.iter().all(is_empty) {
        return;
    }
    let mut children = Vec::new();
    each(nodes, false, &mut children);
    kept.push(Node::Element(Element { name: "p".to_owned(), children, ..Element::default() }));
}

/// Whether a picture lies with the platform.
fn is_own(src: &str) -> bool {
    host(src) == Some("mmbiz.qpic.cn")
}

/// Whether an address is that of an article.
fn is_article(href: &str) -> bool {
    host(href) == Some("mp.weixin.qq.com")
}

fn host(address: &str) -> Option<&str> {
    let address = address.trim();
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

/// The address of a picture at the width that it is read in: `/640` in the place of `/0`.
fn reading(src: &str) -> String {
    let (path, query) = src.split_once('?').map_or((src, ""), |(path, query)| (path, query));
    let path = path.strip_suffix("/0").map_or(path.to_owned(), |path| format!("{path}/640"));
    if query.is_empty() { path } else { format!("{path}?{query}") }
}
