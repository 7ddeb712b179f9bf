//! The larger parts of a page: headings, tables, code, quotations, callouts, and what stands around everything.

use super::{
    Align, Callouts, Colours, Look, Theme, Typography,
    colour::Colour,
    looks::{Length, QuoteLook},
};

/// Families in quotes are what WeChat takes; entities in a style are not (`wechat-platform` 5.2).
const SANS: &str =
    "-apple-system,BlinkMacSystemFont,'PingFang SC','Hiragino Sans GB','Microsoft YaHei',sans-serif";
const MONO: &str = "Menlo,Consolas,'Courier New',monospace";

/// What stands around everything.
pub(super) fn page(theme: &Theme) -> String {
    let Theme { text, colours, .. } = theme;
    let align = match text.align {
        Align::Justify => "justify",
        Align::Left => "left",
    };
    let Typography { size, line_height, letter_spacing, .. } = text;
    let style = format!(
        "font-family:{SANS};font-size:{size}px;line-height:{line_height};letter-spacing:{letter_spacing}px;text-align:{align};color:{};overflow-wrap:break-word",
        colours.text
    );
    tag("section data-tool=\"wxops\"", &style)
}

/// The cells of a table, of its head and of its body: aligned not at all, left, in the middle, right.
pub(super) fn columns(theme: &Theme) -> [(String, String); 4] {
    let Colours { surface, line, strong, .. } = &theme.colours;
    ["left", "left", "center", "right"].map(|align| {
        let cell = format!(
            "min-width:4em;padding:8px 10px;border:1px solid {line};line-height:1.6;text-align:{align}"
        );
        let head = format!("{cell};background-color:{surface};color:{strong};font-weight:bold");
        (tag("th", &head), tag("td", &cell))
    })
}

/// A block of code, the lines in it, and code inside a line of words.
pub(super) fn listing(theme: &Theme) -> (String, String, String) {
    let Theme { text: Typography { paragraph: gap, .. }, code, pictures, .. } = theme;
    let radius = pictures.radius.max(Length::px(4));
    let (size, surface, text, keyword) = (code.size, code.surface, code.text, code.keyword);
    let block = format!(
        "margin:0 0 {gap}px;padding:12px 14px;overflow-x:auto;background-color:{surface};border-radius:{radius}px"
    );
    let lines = format!(
        "margin:0;white-space:nowrap;font-family:{MONO};font-size:{size}px;line-height:1.65;letter-spacing:0;text-align:left;color:{text}"
    );
    let inline = format!(
        "padding:2px 4px;border-radius:3px;font-family:{MONO};font-size:0.9em;letter-spacing:0;background-color:{surface};color:{keyword}"
    );
    (tag("section", &block), tag("p", &lines), tag("span", &inline))
}

/// The radius of a corner, if it has one.
pub(super) fn radius(radius: Length) -> String {
    if radius == Length::default() { String::new() } else { format!(";border-radius:{radius}px") }
}

/// An opening tag with its style.
pub(super) fn tag(name: &str, style: &str) -> String {
    format!("<{name} style=\"{style}\">")
}

/// A heading: the opening, and what it ends with.
pub(super) fn heading(level: usize, theme: &Theme) -> (String, &'static str) {
    const ENDS: [&str; 6] = ["</h1>", "</h2>", "</h3>", "</h4>", "</h5>", "</h6>"];
    const IN_A_SPAN: [&str; 2] = ["</span></h1>", "</span></h2>"];
    let (colours, look) = (&theme.colours, theme.headings.look);
    let size = theme.headings.sizes[(level - 1).min(2)];
    let (above, below) = (Length(theme.text.paragraph.0 * 17 / 10), theme.text.paragraph);
    let below = Length(below.0 * 4 / 5);
    let shape = format!("margin:{above}px 0 {below}px;font-size:{size}px;font-weight:bold;line-height:1.45");
    let (accent, strong, on_accent) = (colours.accent, colours.strong, colours.on_accent);
    let coloured =
        |shape: String, colour: Colour| tag(&format!("h{level}"), &format!("{shape};color:{colour}"));
    let in_a_span = |align: &str, span: String| {
        let opening = coloured(format!("{shape};text-align:{align}"), strong);
        (opening + &tag("span", &span), IN_A_SPAN[level - 1])
    };
    match (level, look) {
        (1, Look::Underline | Look::Band) | (2, Look::Underline) => in_a_span(
            "center",
            format!("display:inline-block;padding:0 6px 5px;border-bottom:2px solid {accent}"),
        ),
        (2, Look::Band) => in_a_span(
            "center",
            format!(
                "display:inline-block;padding:5px 18px;background-color:{accent};border-radius:16px 4px 16px 4px;letter-spacing:1px;color:{on_accent}"
            ),
        ),
        (1, _) => (coloured(format!("{shape};text-align:center"), strong), ENDS[0]),
        (2, Look::Bar) => (
            coloured(
                format!("{shape};padding-left:10px;border-left:4px solid {accent};text-align:left"),
                strong,
            ),
            ENDS[1],
        ),
        (3, Look::Bar | Look::Band) => (coloured(format!("{shape};text-align:left"), accent), ENDS[2]),
        (level, _) => (coloured(format!("{shape};text-align:left"), strong), ENDS[level - 1]),
    }
}

/// A quotation.
pub(super) fn quote(theme: &Theme) -> String {
    let (colours, gap) = (&theme.colours, theme.text.paragraph);
    let look = match theme.quotes.look {
        QuoteLook::Bar => format!("padding:2px 0 2px 14px;border-left:3px solid {}", colours.line),
        QuoteLook::Card => format!(
            "padding:14px 16px;border:1px solid {};border-radius:10px;background-color:{}",
            colours.line, colours.surface
        ),
    };
    tag("blockquote", &format!("margin:0 0 {gap}px;{look};color:{}", colours.muted))
}

/// Each kind of callout: its opening, and its name in its colour.
pub(super) fn callouts(theme: &Theme) -> [(String, String); 5] {
    let Theme {
        words, text: Typography { paragraph: gap, .. }, colours: Colours { surface, text, .. }, ..
    } = theme;
    let Callouts { note, tip, important, warning, caution } = &theme.callouts;
    let kinds = [
        (note, &words.note),
        (tip, &words.tip),
        (important, &words.important),
        (warning, &words.warning),
        (caution, &words.caution),
    ];
    kinds.map(|(colour, word)| {
        let mut name = tag("p", &format!("margin:0 0 6px;font-weight:bold;color:{colour}"));
        crate::render::escape(word, &mut name);
        name.push_str("</p>");
        let style = format!("margin:0 0 {gap}px;padding:12px 14px;border-left:4px solid {colour};border-radius:4px;background-color:{surface};color:{text}");
        (tag("section", &style), name)
    })
}
