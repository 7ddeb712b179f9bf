//! The norm of layout (policy 4.4.2): sizes, distances, contrast by day and by night, how many colours.

use std::{collections::BTreeSet, ops::Range};

use toml_edit::Document;

use super::{
    Look, Theme,
    colour::{Colour, WHITE},
    dark,
    looks::Length,
};
use crate::{
    finding::{Finding, Severity},
    say,
    text::Text,
};

/// Least contrast of body text (WCAG 2.2, 1.4.3, level AA).
const READABLE: f64 = 4.5;
/// Least contrast of large words: from 24 px, or 18.66 px and bold, as headings are.
const LARGE: f64 = 3.0;
/// The size of large words.
const LARGE_FROM: Length = Length(187);
/// Most different colours, greys apart.
const MOST_COLOURS: usize = 3;

/// What the norm objects to, in order of place; `text` is that of the theme's file, `path` how it is called.
pub fn check(theme: &Theme, text: &str, path: &str) -> Vec<Finding> {
    let places = Document::parse(text).ok();
    let mut found = Found { places: places.as_ref(), path, all: vec![] };
    lengths(theme, &mut found);
    contrasts(theme, &mut found);
    let colours = &theme.colours;
    for (key, ground) in [("colours.surface", colours.surface), ("code.surface", theme.code.surface)] {
        let by_night = dark::ground(ground);
        if by_night.contrast(dark::PAGE) > LARGE {
            found.at(
                key,
                "bright_by_night",
                Severity::Warning,
                say!(
                    "深色模式下，`{key}` {ground} 会变成很亮的 {by_night}",
                    "by night `{key}` {ground} becomes {by_night}, a bright field"
                ),
                say!(
                    "用纯灰（如 `#f6f6f6`），微信会把它变暗",
                    "a plain grey such as `#f6f6f6` is turned dark"
                ),
            );
        }
    }
    let own = [colours.text, colours.muted, colours.accent, colours.strong, colours.surface, colours.line];
    let hues = hues(&own);
    if hues > MOST_COLOURS {
        found.at(
            "colours",
            "too_many_colours",
            Severity::Warning,
            say!("用了 {hues} 种颜色（不算黑白灰）", "there are {hues} colours, greys apart"),
            say!("一套版式最多 {MOST_COLOURS} 种颜色", "{MOST_COLOURS} are enough for one account"),
        );
    }
    found.all.sort_by_key(|finding| finding.span.start);
    found.all
}

/// How many hues there are among colours: those less than 30 degrees apart are one.
fn hues(colours: &[Colour]) -> usize {
    let vivid: BTreeSet<Colour> = colours.iter().copied().filter(|colour| colour.is_vivid()).collect();
    let mut hues: Vec<f64> = vec![];
    for (hue, ..) in vivid.into_iter().map(Colour::hsl) {
        let near = |other: &f64| {
            let apart = (hue - other).abs();
            apart.min(360.0 - apart) < 30.0
        };
        if !hues.iter().any(near) {
            hues.push(hue);
        }
    }
    hues.len()
}

fn lengths(theme: &Theme, found: &mut Found<'_>) {
    let Theme { text, headings, code, .. } = theme;
    let px = |range: Range<u16>, value: Length| value.0 < 10 * range.start || value.0 > 10 * range.end;
    let sizes = [
        ("text.size", text.size, 15..17, "正文字号", "the size of body text"),
        ("text.letter_spacing", text.letter_spacing, 0..2, "字间距", "the space between characters"),
        ("text.paragraph", text.paragraph, 12..32, "段间距", "the space below a paragraph"),
        ("code.size", code.size, 12..16, "代码字号", "the size of code"),
    ];
    for (key, value, range, zh, en) in sizes {
        if px(range.clone(), value) {
            let (least, most) = (range.start, range.end);
            found.at(
                key,
                "length_unusual",
                Severity::Warning,
                say!("{zh}是 {value} 像素", "{en} is {value} px"),
                say!("{least}–{most} 像素读着舒服", "{least} to {most} px read well on a phone"),
            );
        }
    }
    if !(150..=200).contains(&text.line_height.0) {
        let height = text.line_height;
        found.at(
            "text.line_height",
            "length_unusual",
            Severity::Warning,
            say!("行高是字号的 {height} 倍", "a line is {height} times as high as its characters"),
            say!("1.5–2 倍读着舒服，一般 1.75", "1.5 to 2 read well; 1.75 is usual"),
        );
    }
    let [first, second, rest] = headings.sizes;
    if first < second || second < rest || rest < text.size || first > Length::px(24) {
        found.at(
            "headings.sizes",
            "heading_sizes",
            Severity::Warning,
            say!(
                "标题字号 {first}、{second}、{rest} 像素，正文 {size} 像素",
                "headings are {first}, {second} and {rest} px, body text {size} px",
                size = text.size
            ),
            say!(
                "逐级变小，不小于正文，不超过 24 像素",
                "each no larger than the one above, none smaller than body text, none above 24 px"
            ),
        );
    }
}

fn contrasts(theme: &Theme, found: &mut Found<'_>) {
    let Theme { colours, headings, code, callouts, .. } = theme;
    let page = ("", WHITE);
    let surface = ("colours.surface", colours.surface);
    let listing = ("code.surface", code.surface);
    let mut pairs = vec![
        (("colours.text", colours.text), page, READABLE),
        (("colours.text", colours.text), surface, READABLE),
        (("colours.muted", colours.muted), page, READABLE),
        (("colours.muted", colours.muted), surface, READABLE),
        (("colours.strong", colours.strong), page, READABLE),
        (("colours.strong", colours.strong), surface, READABLE),
        (("colours.accent", colours.accent), page, READABLE),
        (("code.text", code.text), listing, READABLE),
        (("code.keyword", code.keyword), listing, READABLE),
        (("code.string", code.string), listing, READABLE),
        (("code.comment", code.comment), listing, READABLE),
        (("code.number", code.number), listing, READABLE),
        (("callouts.note", callouts.note), surface, READABLE),
        (("callouts.tip", callouts.tip), surface, READABLE),
        (("callouts.important", callouts.important), surface, READABLE),
        (("callouts.warning", callouts.warning), surface, READABLE),
        (("callouts.caution", callouts.caution), surface, READABLE),
    ];
    if headings.look == Look::Band {
        let is_large = headings.sizes[1] >= LARGE_FROM;
        let least = if is_large { LARGE } else { READABLE };
        pairs.push((("colours.on_accent", colours.on_accent), ("colours.accent", colours.accent), least));
    }
    for ((key, ink), (ground_key, ground), least) in pairs {
        let by_day = ink.contrast(ground);
        // The client converts colours by night; who reads then sees what comes of it.
        let under = dark::ground(ground);
        let over = dark::ink(ink, under);
        let by_night = over.contrast(under);
        if by_day < least {
            let message = say!(
                "浅色模式下，`{key}` {ink} 在 {ground} 上的对比度只有 {by_day:.1}",
                "by day the contrast of `{key}` {ink} on {ground} is only {by_day:.1}"
            );
            let help = say!(
                "至少 {least}：字再深些，或底再浅些",
                "at least {least}: darker words, or a lighter ground"
            );
            found.at_first(&[key, ground_key], "contrast_low", Severity::Error, message, help);
        } else if by_night < least {
            let message = say!(
                "深色模式下，`{key}` 换算成 {over}，在 {under} 上的对比度只有 {by_night:.1}",
                "by night `{key}` becomes {over}, and its contrast on {under} is only {by_night:.1}"
            );
            let help = say!(
                "至少 {least}：字再深些，微信会把它翻亮；底用纯灰，微信会把它变暗",
                "at least {least}: darker words, which WeChat turns light, on a plain grey, which it turns dark"
            );
            found.at_first(&[key, ground_key], "contrast_low", Severity::Error, message, help);
        }
    }
}

/// Where findings are put.
struct Found<'t> {
    places: Option<&'t Document<&'t str>>,
    path: &'t str,
    all: Vec<Finding>,
}

impl Found<'_> {
    /// Something at the first of these keys that the file writes; else about the file.
    fn at_first(&mut self, keys: &[&str], code: &'static str, severity: Severity, message: Text, help: Text) {
        let written = keys.iter().find(|key| !self.span(key).is_empty());
        self.at(written.copied().unwrap_or_default(), code, severity, message, help);
    }

    /// Where the value of a key stands; nowhere if the file leaves it out.
    fn span(&self, key: &str) -> Range<usize> {
        let mut item = self.places.map(Document::as_item);
        for part in key.split('.') {
            item = item.and_then(|item| item.get(part));
        }
        item.and_then(toml_edit::Item::span).unwrap_or(0..0)
    }

    /// Something at a key; where the file leaves it out, about the file.
    fn at(&mut self, key: &str, code: &'static str, severity: Severity, message: Text, help: Text) {
        let span = self.span(key);
        let path = self.path.to_owned();
        self.all.push(Finding {
            rule: code,
            severity,
            path,
            span,
            message,
            help: Some(help),
            fix: vec![],
            hidden: vec![],
        });
    }
}
