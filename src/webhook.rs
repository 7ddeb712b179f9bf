//! The door to the robots of chat groups: posts a message, once. What is said, and the shape in which each robot wants it, is
//! decided in [`crate::notice`]. The address is a secret, so nothing of it, and no words of the HTTP library, come out of here.

use std::{io, time::Duration};

use ureq::{Error, Timeout};

use crate::{
    moment::Moment,
    notice::{Failed, Robot, read},
    say,
    text::Text,
};

/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Most bytes of an answer that are read.
const ANSWER: u64 = 64 * 1024;

/// Says something in a group. `at` is now, by which a signature is dated.
pub fn post(robot: &Robot, words: &str, at: Moment) -> Result<(), Failed> {
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0) // what is secret goes to this address and no other
        .user_agent(concat!("wxops/", env!("CARGO_PKG_VERSION")));
    let config = if robot.is_here { config.proxy(None) } else { config };
    let agent: ureq::Agent = config.build().into();
    let request = robot.request(words, at);
    let sent =
        agent.post(&request.address).content_type("application/json; charset=utf-8").send(request.body);
    let mut answer = sent.map_err(|error| failed(&error))?;
    let status = answer.status().as_u16();
    let body = answer.body_mut().with_config().limit(ANSWER).read_to_vec();
    let body = body.map_err(|error| Failed::Unclear(why(&error)))?;
    read(robot.kind, status, &body).map_err(|failed| match failed {
        Failed::Refused { kind, code, said } => Failed::Refused { kind, code, said: robot.hidden(&said) },
        other => other,
    })
}

/// Whether a message left this computer that ended in an error.
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
    if left { Failed::Unclear(why(error)) } else { Failed::Unsent(why(error)) }
}

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
