//! The parts of a `multipart/form-data` body.

use memchr::memmem::find;

/// One part.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) bytes: Vec<u8>,
}

/// The parts of a body; nothing where it is no such body.
pub(crate) fn parts(content_type: &str, body: &[u8]) -> Option<Vec<Part>> {
    let (kind, parameters) = content_type.split_once(';')?;
    if !kind.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?;
    let mark = format!("\r\n--{}", boundary.trim_matches('"'));
    let mark = mark.as_bytes();
    let mut rest = body.strip_prefix(&mark[2..])?;
    let mut parts = Vec::new();
    loop {
        if rest.starts_with(b"--") {
            return Some(parts);
        }
        rest = rest.strip_prefix(b"\r\n")?;
        let head = find(rest, b"\r\n\r\n")?;
        let end = find(&rest[head..], mark)? + head;
        let bytes = rest.get(head + 4..end)?.to_vec();
        parts.push(part(&rest[..head], bytes)?);
        rest = &rest[end + mark.len()..];
    }
}

fn part(head: &[u8], bytes: Vec<u8>) -> Option<Part> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    let (_, disposition) = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))?;
    let word = |wanted: &str| {
        let words = disposition.split(';').filter_map(|word| word.trim().split_once('='));
        let found = words.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted))?;
        Some(found.1.trim_matches('"').to_owned())
    };
    Some(Part { name: word("name")?, file_name: word("filename"), bytes })
}
