//! The server of a preview: on this computer only, for whoever has the address. It looks at nothing but the method, the host, the
//! path and, where something is written, where the request comes from.

use std::{convert::Infallible, net::Ipv4Addr, rc::Rc, time::Duration};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header::{self, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpListener, runtime, task::LocalSet, time::sleep};
use wxops::{
    refusal::{Exit, Refusal},
    say,
};

use super::site::{Answer, Site, Wanted};
use crate::shell::{context::Context, random::random};

/// Most bytes of a request.
const LIMIT: usize = 64 * 1024;

/// How often is looked whether something was saved, and how long a browser waits for it.
const GLANCE: Duration = Duration::from_millis(250);
const GLANCES: usize = 80;

/// Answers until somebody stops it. `ready` is told the address.
pub(super) fn serve(
    ctx: &Context,
    wanted: Wanted,
    port: Option<u16>,
    ready: impl FnOnce(&str),
) -> anyhow::Result<Exit> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    let site = Site::new(ctx.later()?, wanted);
    LocalSet::new().block_on(&runtime, async move {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port.unwrap_or(0)))
            .await
            .map_err(|error| taken(port, &error))?;
        let own = listener.local_addr()?.port();
        let door = Rc::new(Door { site, port: own, token: random()? });
        ready(&format!("http://127.0.0.1:{own}/{}/", door.token));
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                sleep(GLANCE).await; // too many are open: it passes
                continue;
            };
            let door = Rc::clone(&door);
            tokio::task::spawn_local(async move {
                let answer = service_fn(|request| {
                    let door = Rc::clone(&door);
                    async move { Ok::<_, Infallible>(door.answer(request).await) }
                });
                // A browser that goes away is no error.
                let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), answer).await;
            });
        }
    })
}

fn taken(port: Option<u16>, error: &std::io::Error) -> Refusal {
    let port = port.unwrap_or(0);
    let message = match error.kind() {
        std::io::ErrorKind::AddrInUse => {
            say!("端口 {port} 有别的程序在用", "another program uses port {port}")
        }
        _ => say!("用不了端口 {port}：{error}", "port {port} cannot be used: {error}"),
    };
    Refusal::unusable("port_taken", message)
        .help(say!("不写 `--port`，就自动找一个空的", "without `--port` a free one is found"))
}

struct Door {
    site: Site,
    port: u16,
    /// Who has not this word in the address sees nothing
    token: String,
}

impl Door {
    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match self.enter(request).await {
            Ok(answer) => page(answer),
            Err(status) => plain(status),
        }
    }

    async fn enter(&self, request: Request<Incoming>) -> std::result::Result<Answer, StatusCode> {
        let own = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        let told = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        // A page elsewhere may call this computer by a name of its own.
        if !told(header::HOST).is_some_and(|host| own.iter().any(|own| own == host)) {
            return Err(StatusCode::MISDIRECTED_REQUEST);
        }
        let path = request.uri().path().to_owned();
        let Some(inside) = path.strip_prefix('/').and_then(|path| path.strip_prefix(self.token.as_str()))
        else {
            return Err(StatusCode::NOT_FOUND);
        };
        let inside = inside.strip_prefix('/').ok_or(StatusCode::NOT_FOUND)?.to_owned();
        let query = request.uri().query().unwrap_or_default().to_owned();
        match *request.method() {
            Method::GET if inside == "watch" => Ok(self.watch(&query).await),
            Method::GET => self.site.get(&inside, &query).ok_or(StatusCode::NOT_FOUND),
            Method::POST => {
                let origin = told(header::ORIGIN).and_then(|origin| origin.strip_prefix("http://"));
                if !origin.is_some_and(|origin| own.iter().any(|own| own == origin)) {
                    return Err(StatusCode::FORBIDDEN);
                }
                let body = Limited::new(request.into_body(), LIMIT).collect().await;
                let body = body.map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?.to_bytes();
                self.site.post(&inside, &body).ok_or(StatusCode::NOT_FOUND)
            }
            _ => Err(StatusCode::METHOD_NOT_ALLOWED),
        }
    }

    /// Answers when something was saved since, or after a while.
    async fn watch(&self, query: &str) -> Answer {
        let seen = query.strip_prefix("seen=").unwrap_or_default();
        for _ in 0..GLANCES {
            if self.site.version() != seen {
                break;
            }
            sleep(GLANCE).await;
        }
        Answer::json(&serde_json::json!({ "version": self.site.version() }))
    }
}

fn page(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(answer.body)));
    let headers = response.headers_mut();
    let values = [
        (header::CONTENT_TYPE, answer.kind),
        (header::CONTENT_SECURITY_POLICY, answer.policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    for (name, value) in values {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn plain(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from(status.to_string())));
    *response.status_mut() = status;
    response
}
