//! What the platform answers: HTTP 200 for everything, JSON that calls itself `text/plain`, and errors with a `rid`.

use std::{
    hash::{BuildHasher as _, Hasher as _, RandomState},
    time::Duration,
};

use serde_json::{Value, json};

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

/// The words for a code. Those of 40009, 53503, 53600, 61501, 61503, 76021 and 88005 are made up; clients look at the number.
fn message(code: i64) -> &'static str {
    match code {
        -1 => "system error",
        40001 => "invalid credential, access_token is invalid or not latest",
        40002 => "invalid argument",
        40003 => "invalid openid",
        40004 => "invalid media type",
        40005 => "invalid file type",
        40006 => "invalid media size",
        40007 => "invalid media_id",
        40008 => "invalid message type",
        40009 => "invalid image size",
        40013 => "invalid appid",
        40014 => "invalid access_token",
        40033 => "invalid charset. please check your request, if include \\uxxxx will create fail!",
        40059 => "invalid msg id",
        40066 => "invalid url",
        40114 => "invalid index value",
        40125 => "invalid appsecret",
        40137 => "invalid image format",
        40152 => "invalid tagid",
        40164 => "invalid ip, not in whitelist",
        40243 => "AppSecret is frozen",
        41001 => "access_token missing",
        41002 => "appid missing",
        41004 => "appsecret missing",
        41005 => "media data missing",
        41006 => "media_id missing",
        41039 => "invalid content_source_url",
        42001 => "access_token expired",
        43001 => "require GET method",
        43002 => "require POST method",
        44001 => "empty media data",
        44002 => "empty post data",
        44003 => "empty news data",
        45001 => "media size out of limit",
        45002 => "content size out of limit",
        45003 => "title size out of limit",
        45004 => "description size out of limit",
        45005 => "url size out of limit",
        45008 => "article size out of limit",
        45009 => "reach max api daily quota limit",
        45011 => "api minute-quota reach limit, must slower, retry next minute",
        45028 => "has no masssend quota",
        45065 => "clientmsgid exist",
        45066 => "same clientmsgid retry too fast",
        45067 => "clientmsgid size out of limit",
        45110 => "author size out of limit",
        45166 => "invalid content",
        46003 => "menu no exist",
        47001 => "data format error",
        48001 => "api unauthorized",
        48021 => "auto saved draft cannot be sent, save it by hand first",
        53501 => "publish too often",
        53502 => "invalid publish_id",
        53503 => "this draft did not pass the publish check",
        53504 => "this draft must be used in the back office",
        53505 => "save the draft by hand first, then publish",
        53600 => "invalid article id",
        76021 => "cgi_path not found",
        88000 => "without comment privilege",
        88010 => "count range error",
        89503 => "this ip call must be confirmed by the administrator",
        89504 => "waiting for the administrator to confirm",
        89505 => "the administrator refused",
        _ => "error",
    }
}
