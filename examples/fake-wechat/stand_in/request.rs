//! One HTTP request, read from a connection.

use std::{
    io::{self, BufRead, Error, ErrorKind, Read as _, Write},
    net::IpAddr,
};

/// Most bytes of one line of the head, most lines, and most bytes of a body.
const LINE: u64 = 64 * 1024;
const LINES: usize = 200;
const BODY: u64 = 64 * 1024 * 1024;

/// A request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
    /// The client wants the connection closed after the answer
    pub(crate) is_last: bool,
    pub(crate) from: IpAddr,
}

/// Reads the next request; nothing where the client went away between two.
pub(crate) fn read(
    input: &mut impl BufRead,
    output: &mut impl Write,
    from: IpAddr,
) -> io::Result<Option<Request>> {
    let Some(first) = line(input)? else { return Ok(None) };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else { return Err(malformed()) };
    let mut headers = Vec::new();
    while let Some(line) = line(input)?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or_else(malformed)?;
        headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        if headers.len() > LINES {
            return Err(malformed());
        }
    }
    let header =
        |name: &str| headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    if header("expect").eq_ignore_ascii_case("100-continue") {
        output.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
    }
    let body = if header("transfer-encoding").eq_ignore_ascii_case("chunked") {
        chunks(input)?
    } else {
        let length = match header("content-length") {
            "" => 0,
            length => length.parse().map_err(|_| malformed())?,
        };
        exactly(input, length)?
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    Ok(Some(Request {
        method: method.to_owned(),
        path: decoded(path),
        query: pairs.map(|(name, value)| (decoded(name), decoded(value))).collect(),
        content_type: header("content-type").to_owned(),
        body,
        is_last: header("connection").eq_ignore_ascii_case("close"),
        from,
    }))
}

/// A line without its end; nothing at the end of the stream.
fn line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if input.take(LINE).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    let text = line.strip_suffix(b"\n").ok_or_else(malformed)?;
    String::from_utf8(text.strip_suffix(b"\r").unwrap_or(text).to_vec()).map(Some).map_err(|_| malformed())
}

fn exactly(input: &mut impl BufRead, length: u64) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    if length > BODY || input.take(length).read_to_end(&mut body)? as u64 != length {
        return Err(malformed());
    }
    Ok(body)
}

fn chunks(input: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(input)?.ok_or_else(malformed)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(|_| malformed())?;
        if size == 0 {
            while line(input)?.is_some_and(|line| !line.is_empty()) {}
            return Ok(body);
        }
        body.extend(exactly(input, size)?);
        if body.len() as u64 > BODY || line(input)? != Some(String::new()) {
            return Err(malformed());
        }
    }
}

/// A word of an address, with `%20` and `+` read.
fn decoded(word: &str) -> String {
    let mut bytes = Vec::with_capacity(word.len());
    let mut rest = word.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        let (byte, left) = match (first, hex) {
            (b'%', Some(byte)) => (byte, &after[2..]),
            (b'+', _) => (b' ', after),
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = left;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn malformed() -> Error {
    Error::new(ErrorKind::InvalidData, "no HTTP request")
}
