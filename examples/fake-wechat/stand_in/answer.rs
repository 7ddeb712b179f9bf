//! What the platform answers: HTTP 200 for everything, JSON that calls itself `text/plain`, and errors with a `rid`.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    time::Duration,
};

use serde_json::{Value, json};

use super::codes::message;

/// What a call comes to.
pub(crate) type Done = Result<Value, Failure>;

/// An error of the platform.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) code: i64,
    message: String,
    /// What is told besides, such as the id of an earlier push
    more: Option<(&'static str, Value)>,
}

impl Failure {
    pub(crate) fn code(code: i64) -> Failure {
        Failure { code, message: message(code).to_owned(), more: None }
    }

    pub(crate) fn said(code: i64, message: String) -> Failure {
        Failure { code, message, more: None }
    }

    pub(crate) fn with(mut self, name: &'static str, value: Value) -> Failure {
        self.more = Some((name, value));
        self
    }

    /// The body that it is answered with, at a time.
    pub(crate) fn body(&self, now: i64) -> Value {
        let random = random();
        let rid = format!("{:08x}-{:08x}-{:08x}", now & 0xffff_ffff, random >> 32, random & 0xffff_ffff);
        let mut body = json!({ "errcode": self.code, "errmsg": format!("{} rid: {rid}", self.message) });
        if let Some((name, value)) = &self.more {
            body[*name] = value.clone();
        }
        body
    }
}

/// A number that nobody can guess, from the keys that a hash map begins with.
pub(crate) fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// The call ends with an error.
pub(crate) fn fail<T>(code: i64) -> Result<T, Failure> {
    Err(Failure::code(code))
}

/// `{"errcode":0,"errmsg":"ok"}`.
pub(crate) fn done() -> Value {
    json!({ "errcode": 0, "errmsg": "ok" })
}

/// What goes over the wire.
#[derive(Debug, Default)]
pub(crate) struct Reply {
    /// A whole HTTP response, or a part of one, or nothing
    pub(crate) bytes: Vec<u8>,
    /// The connection ends here
    pub(crate) closes: bool,
    /// It is sent after this time
    pub(crate) waits: Duration,
}

impl Reply {
    /// The connection is closed without a word.
    pub(crate) fn close() -> Reply {
        Reply { closes: true, ..Reply::default() }
    }

    pub(crate) fn json(body: &Value) -> Reply {
        Reply::http(200, "text/plain", body.to_string().as_bytes())
    }

    pub(crate) fn http(status: u16, kind: &str, body: &[u8]) -> Reply {
        let reason = match status {
            200 => "OK",
            404 => "Not Found",
            502 => "Bad Gateway",
            503 => "Service Unavailable",
            504 => "Gateway Timeout",
            _ => "Status",
        };
        // No page of the stand-in runs or fetches anything: what it shows was sent by somebody.
        let policy = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'";
        let head = format!(
            "HTTP/1.1 {status} {reason}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\
             Content-Security-Policy: {policy}\r\nX-Content-Type-Options: nosniff\r\n\r\n",
            body.len()
        );
        Reply { bytes: [head.as_bytes(), body].concat(), ..Reply::default() }
    }

    /// The same, cut in the middle of its body.
    pub(crate) fn cut(mut self) -> Reply {
        let body = self.bytes.windows(4).position(|end| end == b"\r\n\r\n").map_or(0, |at| at + 4);
        self.bytes.truncate(body + (self.bytes.len() - body) / 2);
        Reply { closes: true, ..self }
    }
}
