//! A page as WeChat's dark mode shows it: the same HTML with the colours of its styles converted, background by background.
//! For looking at; what goes out is the page of the day.

use super::{
    filter::{Tag, is_void, tag},
    theme::{Colour, dark},
};

/// Converts a page. It must be one that the renderer wrote: balanced, its styles as the filter writes them.
pub fn by_night(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut grounds = vec![dark::PAGE];
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((tag, after)) = tag(rest) else { break };
        let text = &rest[..rest.len() - after.len()];
        rest = after;
        if tag.is_end {
            grounds.pop();
            out.push_str(text);
            continue;
        }
        let under = grounds.last().copied().unwrap_or(dark::PAGE);
        let ground = write(&tag, text, under, &mut out);
        if !is_void(&tag.name) {
            grounds.push(ground);
        }
    }
    out.push_str(rest);
    out
}

/// Writes a tag with its colours converted; gives the background inside it.
fn write(tag: &Tag<'_>, text: &str, under: Colour, out: &mut String) -> Colour {
    let Some((_, style)) = tag.attributes.iter().find(|(name, _)| name == "style") else {
        out.push_str(text);
        return under;
    };
    let declarations: Vec<(&str, &str)> = style.split(';').filter_map(|one| one.split_once(':')).collect();
    let day = declarations.iter().find(|(name, _)| name.starts_with("background"));
    let ground = day.and_then(|(_, value)| Colour::read(value)).map_or(under, dark::ground);
    let converted: Vec<String> = declarations
        .iter()
        .map(|(name, value)| {
            let convert = |word: &str| match Colour::read(word) {
                Some(_) if name.starts_with("background") => ground.to_string(),
                Some(day) => dark::ink(day, ground).to_string(),
                None => word.to_owned(),
            };
            format!("{name}:{}", value.split(' ').map(convert).collect::<Vec<_>>().join(" "))
        })
        .collect();
    out.push_str(&text.replacen(style, &converted.join(";"), 1));
    ground
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_turn_and_everything_else_stays() {
        let day = "<section style=\"color:#333333;font-size:16px\"><p style=\"background:#f7f7f7\">一<img src=\"a.png\"><span style=\"color:#333333\">二</span></p>三</section>";
        let night = by_night(day);
        assert!(!night.contains("#333333") && !night.contains("#f7f7f7"), "{night}");
        let plain =
            |html: &str| html.split('#').map(|part| part.get(6..).unwrap_or(part)).collect::<String>();
        assert_eq!(plain(&night).len(), plain(day).len(), "{night}");
        assert!(night.contains("font-size:16px") && night.contains("<img src=\"a.png\">"));
        assert_eq!(by_night("甲 < 乙"), "甲 < 乙");
    }
}
