//! The value of a `style` attribute, as the platform keeps it.

/// Properties that are cut out without a word.
const CUT: [&str; 2] = ["position", "-webkit-overflow-scrolling"];

/// What is kept: nothing at all where a reference such as `&#39;` stands in it; otherwise all but what is cut, with `'` written
/// as `&#39;`, so that what is read cannot be sent again.
pub(crate) fn kept(value: &str) -> String {
    if has_reference(value) {
        return String::new();
    }
    let is_kept = |declaration: &&str| {
        let name = declaration.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
        !CUT.contains(&name.as_str())
    };
    let kept: Vec<&str> = declarations(value).into_iter().filter(is_kept).collect();
    kept.join(";").trim().replace('\'', "&#39;")
}

/// Whether `&name;` or `&#39;` stands in a text.
fn has_reference(text: &str) -> bool {
    text.split('&').skip(1).any(|after| {
        let name = after.split(';').next().filter(|name| name.len() < after.len()).unwrap_or_default();
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#')
    })
}

/// The parts between `;`, but for those in quotes and brackets.
fn declarations(value: &str) -> Vec<&str> {
    let (mut parts, mut begin, mut quote, mut depth) = (vec![], 0, None, 0_usize);
    for (at, c) in value.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            (None, ';') if depth == 0 => {
                parts.push(&value[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&value[begin..]);
    parts
}
