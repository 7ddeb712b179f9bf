//! What can be made to go wrong.

use std::{collections::BTreeMap, time::Duration};

use super::{
    answer::{Failure, Reply},
    platform::Platform,
};

/// How a call goes wrong.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// It has no effect and is answered with this `errcode`
    Code(i64),
    /// It has its effect, and is answered with this `errcode` all the same
    CodeAfter(i64),
    /// It has no effect; the connection is closed without an answer
    CloseBefore,
    /// It has its effect; the connection is closed without an answer
    CloseAfter,
    /// It has its effect; half of the body comes, then the connection ends
    Truncated,
    /// It has its effect; the answer is no JSON
    Garbage,
    /// It has no effect; a relay on the way answers with this HTTP status
    Status(u16),
    /// It has its effect at once; the answer comes after this time
    Slow(Duration),
}

/// The faults that wait for their calls.
#[derive(Clone, Debug, Default)]
pub(crate) struct Faults {
    queued: Vec<(String, Fault, usize)>,
    at: BTreeMap<usize, Fault>,
}

impl Faults {
    /// For the next `times` calls of a path, such as `/cgi-bin/draft/add` or `draft/add`, or of any with `*`.
    pub(crate) fn queue(&mut self, path: &str, fault: Fault, times: usize) {
        let path = if path.starts_with(['/', '*']) { path.to_owned() } else { format!("/cgi-bin/{path}") };
        self.queued.push((path, fault, times));
    }

    /// For one call, counted from 1 at the start.
    pub(crate) fn at(&mut self, number: usize, fault: Fault) {
        self.at.insert(number, fault);
    }

    /// Nothing goes wrong any more.
    pub(crate) fn clear(&mut self) {
        *self = Faults::default();
    }

    /// What goes wrong with a call.
    pub(crate) fn next(&mut self, number: usize, path: &str) -> Option<Fault> {
        if let Some(fault) = self.at.remove(&number) {
            return Some(fault);
        }
        let meant = |(of, _, times): &&mut (String, Fault, usize)| *times > 0 && (of == path || of == "*");
        let (_, fault, times) = self.queued.iter_mut().find(meant)?;
        *times -= 1;
        Some(fault.clone())
    }
}

impl Fault {
    /// The answer where the call has no effect.
    pub(crate) fn instead(&self, platform: &Platform) -> Option<(Reply, Option<i64>)> {
        match self {
            Fault::Code(code) => {
                let body = Failure::code(*code).body(platform.clock.now());
                Some((Reply::json(&body), Some(*code)))
            }
            Fault::CloseBefore => Some((Reply::close(), None)),
            Fault::Status(status) => {
                let page = format!("<html><body><h1>{status}</h1><hr>relay</body></html>");
                Some((Reply::http(*status, "text/html", page.as_bytes()), None))
            }
            _ => None,
        }
    }

    /// What becomes of the answer where the call had its effect, and of the code that the client reads.
    pub(crate) fn afterwards(&self, platform: &Platform, reply: Reply, code: i64) -> (Reply, Option<i64>) {
        match self {
            Fault::CodeAfter(code) => {
                let body = Failure::code(*code).body(platform.clock.now());
                (Reply::json(&body), Some(*code))
            }
            Fault::CloseAfter => (Reply::close(), None),
            Fault::Truncated => (reply.cut(), None),
            Fault::Garbage => (Reply::http(200, "text/plain", b"\x1f\x8b<!-- not JSON \xff"), None),
            Fault::Slow(waits) => (Reply { waits: *waits, ..reply }, Some(code)),
            Fault::Code(_) | Fault::CloseBefore | Fault::Status(_) => (reply, Some(code)),
        }
    }
}
