//! One call: the token, the request, and which of the three ways it ended.

use std::{io, thread::sleep};

use serde_json::{Value, json};
use ureq::{Error, Timeout};

use super::{Failed, Platform, codes};
use crate::{say, text::Text};

/// Most bytes of an answer that are read: eight articles of 1 MB.
const ANSWER: u64 = 16 * 1024 * 1024;

/// How often a call is made that changes nothing, or that may be made twice.
const TRIES: usize = 3;

/// What is sent: JSON, or a file as a form.
#[derive(Clone, Copy)]
enum Sent<'s> {
    Json(&'s Value),
    File { name: &'s str, media: &'s str, bytes: &'s [u8] },
}

impl Platform {
    /// A call that may be made again and again: it changes nothing, or the same each time.
    pub(super) fn ask(&self, path: &str, body: &Value) -> Result<Value, Failed> {
        self.again(|| self.call(path, Sent::Json(body)))
    }

    /// A file that is handed over; twice is no harm.
    pub(super) fn upload(
        &self,
        path: &str,
        (name, media, bytes): (&str, &str, &[u8]),
    ) -> Result<Value, Failed> {
        self.again(|| self.call(path, Sent::File { name, media, bytes }))
    }

    /// A call that changes something and is made once. An answer that says "busy" says nothing about what happened.
    pub(super) fn once(&self, path: &str, body: &Value) -> Result<Value, Failed> {
        match self.call(path, Sent::Json(body)) {
            Err(Failed::Refused { code: codes::BUSY, .. }) => {
                Err(Failed::Unknown(say!("公众平台正忙", "the platform is busy")))
            }
            outcome => outcome,
        }
    }

    fn again(&self, call: impl Fn() -> Result<Value, Failed>) -> Result<Value, Failed> {
        let passes = |failed: &Failed| match failed {
            Failed::Refused { code, .. } => *code == codes::BUSY,
            Failed::Unknown(_) => true,
            Failed::Unsent(_) => false,
        };
        for _ in 1..TRIES {
            match call() {
                Err(failed) if passes(&failed) => sleep(self.pace.pause),
                outcome => return outcome,
            }
        }
        call()
    }

    /// One call with the token; with a fresh one where that was too old.
    fn call(&self, path: &str, sent: Sent<'_>) -> Result<Value, Failed> {
        let known = self.token.borrow().clone();
        let token = known.map_or_else(|| self.fresh(false), Ok)?;
        match self.send(&self.with_token(path, &token), sent) {
            Err(Failed::Refused { code, .. }) if codes::is_stale_token(code) => {
                let fresh = self.fresh(false)?;
                let fresh = if fresh == token { self.fresh(true)? } else { fresh };
                self.send(&self.with_token(path, &fresh), sent)
            }
            outcome => outcome,
        }
    }

    fn with_token(&self, path: &str, token: &str) -> String {
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{}{path}{joint}access_token={token}", self.base)
    }

    /// A token; by force one that nobody had before, which ends the life of the others.
    fn fresh(&self, by_force: bool) -> Result<String, Failed> {
        let body = json!({
            "grant_type": "client_credential",
            "appid": self.app_id,
            "secret": self.secret.words(),
            "force_refresh": by_force,
        });
        let address = format!("{}/cgi-bin/stable_token", self.base);
        // Whether this one was made or not: nothing depends on it.
        let said = self.again(|| self.send(&address, Sent::Json(&body))).map_err(|failed| match failed {
            Failed::Unknown(why) => Failed::Unsent(why),
            other => other,
        })?;
        let token = said["access_token"].as_str().unwrap_or_default().to_owned();
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic() && !b"&#%+".contains(&byte))
        {
            return Err(Failed::Unsent(unreadable()));
        }
        *self.token.borrow_mut() = Some(token.clone());
        Ok(token)
    }

    fn send(&self, address: &str, sent: Sent<'_>) -> Result<Value, Failed> {
        let request = self.agent.post(address);
        let answer = match sent {
            // As UTF-8: the platform refuses escapes.
            Sent::Json(body) => request.content_type("application/json").send(body.to_string()),
            Sent::File { name, media, bytes } => {
                let (kind, form) = form(name, media, bytes);
                request.content_type(kind).send(form)
            }
        };
        let mut answer = answer.map_err(|error| failed(&error))?;
        let status = answer.status().as_u16();
        let read = answer.body_mut().with_config().limit(ANSWER).read_to_vec();
        let bytes = read.map_err(|error| Failed::Unknown(why(&error)))?;
        if status != 200 {
            // Not the platform, which answers 200 whatever happened: a relay or a proxy on the way. Only these words of it are
            // about the request itself; after all others the platform may have had it.
            let why = say!("中途的服务器答 {status}", "a server on the way says {status}");
            let turned_away = matches!(status, 400 | 401 | 403 | 404 | 405 | 407 | 413 | 414 | 431);
            return Err(if turned_away { Failed::Unsent(why) } else { Failed::Unknown(why) });
        }
        let said: Value = serde_json::from_slice(&bytes).map_err(|_| Failed::Unknown(unreadable()))?;
        match said["errcode"].as_i64() {
            None | Some(0) if said.is_object() => Ok(said),
            None | Some(0) => Err(Failed::Unknown(unreadable())),
            Some(code) => {
                let message = said["errmsg"].as_str().unwrap_or_default().to_owned();
                Err(Failed::Refused { code, message })
            }
        }
    }
}

/// A form with one file, as `media`.
fn form(name: &str, media: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let inside = |mark: &str| bytes.windows(mark.len()).any(|part| part == mark.as_bytes());
    let marks = (0..).map(|n| format!("wxops-part-{n}"));
    let mark = marks.into_iter().find(|mark| !inside(mark)).unwrap_or_default();
    let head = format!(
        "--{mark}\r\nContent-Disposition: form-data; name=\"media\"; filename=\"{name}\"\r\nContent-Type: {media}\r\n\r\n"
    );
    let tail = format!("\r\n--{mark}--\r\n");
    (format!("multipart/form-data; boundary={mark}"), [head.as_bytes(), bytes, tail.as_bytes()].concat())
}

/// Whether a call left this computer that ended in an error.
fn failed(error: &Error) -> Failed {
    let left = match error {
        Error::HostNotFound
        | Error::ConnectionFailed
        | Error::InvalidProxyUrl
        | Error::BadUri(_)
        | Error::Tls(_)
        | Error::Rustls(_)
        | Error::ConnectProxyFailed(_)
        | Error::Timeout(Timeout::Resolve | Timeout::Connect) => false,
        Error::Io(error) => error.kind() != io::ErrorKind::ConnectionRefused,
        _ => true,
    };
    if left { Failed::Unknown(why(error)) } else { Failed::Unsent(why(error)) }
}

/// What went wrong, without the address: the token stands in it.
fn why(error: &Error) -> Text {
    match error {
        Error::HostNotFound => say!("找不到服务器", "there is no such server"),
        Error::Timeout(_) => say!("等太久没有回答", "no answer came in time"),
        Error::Tls(_) | Error::Rustls(_) => say!("加密连接没有建成", "the encrypted connection failed"),
        Error::ConnectProxyFailed(_) | Error::InvalidProxyUrl => {
            say!("代理连不上", "the proxy cannot be used")
        }
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            say!("对方没有开门", "nobody listens there")
        }
        _ => say!("连接断了", "the connection broke"),
    }
}

fn unreadable() -> Text {
    say!("回答读不懂", "the answer cannot be read")
}
