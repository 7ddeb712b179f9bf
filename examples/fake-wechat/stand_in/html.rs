//! HTML as a tree, read forgivingly: what is not closed is closed, what closes nothing is left out.

/// Deepest nesting that is kept; what lies deeper comes up.
const DEPTH: usize = 200;

const VOID: [&str; 10] = ["br", "hr", "img", "input", "link", "meta", "source", "wbr", "col", "embed"];
/// What is no HTML until its end tag.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];
/// What stands as a block of its own.
pub(crate) const BLOCKS: [&str; 35] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    /// As it was sent, references and all
    Text(String),
    Element(Element),
}

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// In small letters, but for what lies in an SVG
    pub(crate) name: String,
    /// Names in small letters, but for what lies in an SVG; values as they were sent
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

impl Element {
    pub(crate) fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }
}

/// Reads a page.
pub(crate) fn parse(html: &str) -> Vec<Node> {
    let mut open = vec![Element::default()];
    let mut rest = html;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        if at > 0 {
            add(&mut open, Node::Text(rest[..at].to_owned()));
            rest = &rest[at..];
        } else if let Some(after) = rest.strip_prefix("<!--") {
            rest = after.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(after) = rest.strip_prefix("</") {
            let (name, after) = after.split_once('>').unwrap_or((after, ""));
            close(&mut open, name.trim());
            rest = after;
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let is_drawing = open.iter().any(|element| element.name == "svg") || rest.starts_with("<svg");
            let (element, closes_itself, after) = start_tag(&rest[1..], is_drawing);
            rest = after;
            begin(&mut open, element, closes_itself && is_drawing, &mut rest);
        } else {
            add(&mut open, Node::Text("&lt;".to_owned()));
            rest = &rest[1..];
        }
    }
    while open.len() > 1 {
        end_last(&mut open);
    }
    open.pop().map(|page| page.children).unwrap_or_default()
}

/// Begins an element, and skips what is no HTML in it.
fn begin(open: &mut Vec<Element>, element: Element, closes_itself: bool, rest: &mut &str) {
    let last = open.last().map_or("", |last| last.name.as_str());
    let ends_paragraph = last == "p" && element.is_block();
    let ends_alike = last == element.name && ["li", "td", "th", "tr"].contains(&last);
    if ends_paragraph || ends_alike {
        end_last(open);
    }
    if RAW.contains(&element.name.as_str()) {
        let end = format!("</{}", element.name);
        let small = rest.to_ascii_lowercase();
        let at = small.find(&end).unwrap_or(rest.len());
        *rest = rest[at..].split_once('>').map_or("", |(_, after)| after);
        add(open, Node::Element(element));
    } else if closes_itself || VOID.contains(&element.name.as_str()) {
        add(open, Node::Element(element));
    } else if open.len() < DEPTH {
        open.push(element);
    }
}

fn close(open: &mut Vec<Element>, name: &str) {
    let alike = |element: &Element| element.name.eq_ignore_ascii_case(name);
    let Some(place) = open.iter().rposition(alike).filter(|place| *place > 0) else { return };
    while open.len() > place {
        end_last(open);
    }
}

fn end_last(open: &mut Vec<Element>) {
    if let Some(element) = open.pop() {
        add(open, Node::Element(element));
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(last) = open.last_mut() {
        last.children.push(node);
    }
}

/// A tag behind its `<`, whether it ends with `/>`, and what follows.
fn start_tag(text: &str, is_drawing: bool) -> (Element, bool, &str) {
    let case = |name: &str| if is_drawing { name.to_owned() } else { name.to_ascii_lowercase() };
    let is_end = |c: char| c.is_ascii_whitespace() || c == '>' || c == '/';
    let (name, mut rest) = text.split_at(text.find(is_end).unwrap_or(text.len()));
    let mut element = Element { name: case(name), ..Element::default() };
    let mut closes_itself = false;
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>') {
            return (element, closes_itself, after);
        }
        closes_itself = rest.starts_with("/>");
        if let Some(after) = rest.strip_prefix('/') {
            rest = after;
            continue;
        }
        if rest.is_empty() {
            return (element, false, "");
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|c: char| is_end(c) || c == '=').map_or(rest.len(), |at| at + first);
        let name = case(&rest[..end]);
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(
                    after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len()),
                ),
            };
        }
        if !element.attributes.iter().any(|(known, _)| *known == name) {
            element.attributes.push((name, value.to_owned()));
        }
    }
}

/// Writes a page.
pub(crate) fn write(nodes: &[Node], html: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => html.push_str(text),
            Node::Element(element) => {
                html.push('<');
                html.push_str(&element.name);
                for (name, value) in &element.attributes {
                    html.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;")));
                }
                if VOID.contains(&element.name.as_str()) {
                    html.push_str("/>");
                    continue;
                }
                html.push('>');
                write(&element.children, html);
                html.push_str(&format!("</{}>", element.name));
            }
        }
    }
}

/// The text of a page.
pub(crate) fn text(nodes: &[Node], text_so_far: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => text_so_far.push_str(text),
            Node::Element(element) => {
                if element.is_block() || element.name == "br" {
                    text_so_far.push(' ');
                }
                text(&element.children, text_so_far);
            }
        }
    }
}
