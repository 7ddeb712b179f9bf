//! The value of a `style` attribute: the properties that WeChat keeps, written one way.

use super::{kept::keeps, tags::decoded};

/// The style that is kept, and the names of properties that are not.
pub(super) fn kept(value: &str) -> (String, Vec<String>) {
    // Literal quotes survive; an entity in a style empties the whole attribute (`wechat-platform` 5.2).
    let value = decoded(value).replace('"', "'");
    let (mut style, mut dropped) = (String::new(), vec![]);
    for declaration in declarations(&value) {
        let Some((name, value)) = declaration.split_once(':') else { continue };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if !keeps(&name) || !is_harmless(value) {
            dropped.push(name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(40).collect());
            continue;
        }
        if !style.is_empty() {
            style.push(';');
        }
        style.push_str(&name);
        style.push(':');
        style.push_str(value);
    }
    (style, dropped)
}

/// Whether a value is only a value: no address, no code, nothing hidden by an escape.
fn is_harmless(value: &str) -> bool {
    let small = value.to_ascii_lowercase();
    let odd = ["url", "expression", "javascript", "image-set", "var(", "attr(", "@import", "/*"];
    !value.is_empty()
        && !odd.iter().any(|odd| small.contains(odd))
        && !value.contains(['\\', '<', '>', '&', '{', '}', '"'])
        && !value.contains(char::is_control)
}

/// The declarations of a style, cut at each `;` that stands in no quotes and no brackets.
fn declarations(value: &str) -> impl Iterator<Item = &str> {
    let (mut quote, mut depth) = (None, 0_usize);
    value.split(move |c: char| {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') => return depth == 0,
            _ => {}
        }
        false
    })
}
