//! Where a reference of an article points.

/// Where a reference of an article points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// To the network
    Remote,
    /// To a file of the bundle, if it is there
    Inside(String),
    /// To a file elsewhere on the writer's computer
    Outside,
}

impl Target {
    /// Where a picture's address points, as typed in Markdown or in a field.
    pub fn of(destination: &str) -> Target {
        let scheme = destination.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
        if let Some(scheme) = scheme.filter(|scheme| scheme.bytes().all(|b| b.is_ascii_alphanumeric())) {
            let local = scheme.len() == 1 || scheme == "file";
            return if local { Target::Outside } else { Target::Remote };
        }
        if destination.starts_with("//") {
            return Target::Remote;
        }
        let path = decoded(destination);
        if path.starts_with('/') || path.contains('\\') {
            return Target::Outside;
        }
        let mut parts = Vec::new();
        for part in path.split('/').filter(|part| !matches!(*part, "" | ".")) {
            if part != ".." {
                parts.push(part);
            } else if parts.pop().is_none() {
                return Target::Outside;
            }
        }
        Target::Inside(parts.join("/"))
    }
}

/// The address with `%20` and the like read; as it is, where that gives no text.
fn decoded(destination: &str) -> String {
    let mut bytes = Vec::with_capacity(destination.len());
    let mut rest = destination.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| destination.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_stay_in_the_bundle_or_leave_it() {
        let inside = |path: &str| Target::Inside(path.into());
        for (typed, target) in [
            ("cover.png", inside("cover.png")),
            ("./pictures/a%20b.png", inside("pictures/a b.png")),
            ("pictures/../%E5%9B%BE.png", inside("图.png")),
            ("100%.png", inside("100%.png")),
            ("https://example.com/a.png", Target::Remote),
            ("//example.com/a.png", Target::Remote),
            ("data:image/png;base64,AA", Target::Remote),
            ("../other/a.png", Target::Outside),
            ("a/%2e%2e/../../b.png", Target::Outside),
            ("/srv/a.png", Target::Outside),
            ("pictures\\a.png", Target::Outside),
            ("C:/a.png", Target::Outside),
            ("file:///a.png", Target::Outside),
        ] {
            assert_eq!(Target::of(typed), target, "{typed}");
        }
    }
}
