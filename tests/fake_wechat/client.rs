//! A client of a few lines, on a bare connection: what goes over the wire is seen as it is.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use serde_json::{Value, json};

use super::stand_in::{Account, StandIn};

/// Talks to one stand-in.
pub(crate) struct Client {
    address: String,
    /// Sent with every call
    pub(crate) token: String,
}

impl Client {
    pub(crate) fn new(platform: &StandIn) -> Client {
        let address = platform.base().strip_prefix("http://").unwrap().to_owned();
        Client { address, token: String::new() }
    }

    pub(crate) fn with_token(platform: &StandIn) -> Client {
        let client = Client::new(platform);
        let token = client.stable_token(false)["access_token"].as_str().unwrap().to_owned();
        Client { token, ..client }
    }

    pub(crate) fn stable_token(&self, force: bool) -> Value {
        let Account { app_id, secret, .. } = Account::default();
        let body = json!({
            "grant_type": "client_credential", "appid": app_id, "secret": secret, "force_refresh": force,
        });
        self.post("stable_token", &body)
    }

    pub(crate) fn plain_token(&self) -> String {
        let Account { app_id, secret, .. } = Account::default();
        let path = format!("/cgi-bin/token?grant_type=client%5Fcredential&appid={app_id}&secret={secret}");
        let (_, body) = self.raw("GET", &path, "", b"");
        let answer: Value = serde_json::from_slice(&body).unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// A permanent picture, by its id.
    pub(crate) fn cover(&self) -> String {
        let answer = self.upload("material/add_material?type=image", "media", Some("cover.png"), &png(100));
        answer["media_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn get(&self, path: &str) -> Value {
        serde_json::from_slice(&self.raw("GET", &full(path), "", b"").1).unwrap()
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Value {
        self.bytes(path, "application/json", body.to_string().as_bytes())
    }

    pub(crate) fn upload(&self, path: &str, field: &str, name: Option<&str>, bytes: &[u8]) -> Value {
        let name = name.map(|name| format!("; filename=\"{name}\"")).unwrap_or_default();
        let head = format!("--XyZ\r\nContent-Disposition: form-data; name=\"{field}\"{name}\r\n\r\n");
        let body = [head.as_bytes(), bytes, b"\r\n--XyZ--\r\n"].concat();
        self.bytes(path, "multipart/form-data; boundary=XyZ", &body)
    }

    pub(crate) fn bytes(&self, path: &str, kind: &str, body: &[u8]) -> Value {
        serde_json::from_slice(&self.raw("POST", &full(path), kind, body).1).unwrap()
    }

    /// Head and body of the answer.
    pub(crate) fn raw(&self, method: &str, path: &str, kind: &str, body: &[u8]) -> (String, Vec<u8>) {
        self.exchange(method, path, kind, body).unwrap()
    }

    /// The same; nothing where there is no answer.
    pub(crate) fn exchange(
        &self,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> Option<(String, Vec<u8>)> {
        let mut stream = TcpStream::connect(&self.address).ok()?;
        let sign = if path.contains('?') { '&' } else { '?' };
        let length = body.len();
        let head = format!(
            "{method} {path}{sign}access_token={} HTTP/1.1\r\nHost: {}\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n",
            self.token, self.address
        );
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
        Some((String::from_utf8(answer[..end].to_vec()).unwrap(), answer[end..].to_vec()))
    }

    /// How many answers come to requests that are sent one behind the other, the last of which closes.
    pub(crate) fn on_one_connection(&self, requests: &[&str]) -> usize {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.write_all(requests.concat().replace("TOKEN", &self.token).as_bytes()).unwrap();
        let mut answers = String::new();
        stream.read_to_string(&mut answers).unwrap();
        answers.matches("HTTP/1.1 200 OK\r\n").count()
    }
}

fn full(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/cgi-bin/{path}") }
}

/// A field of a head.
pub(crate) fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// Bytes that begin and end as a PNG does, of a length.
pub(crate) fn png(length: usize) -> Vec<u8> {
    framed(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"\0\0\0\0IEND\xae\x42\x60\x82", length)
}

/// Bytes that begin and end as a JPEG does, of a length.
pub(crate) fn jpeg(length: usize) -> Vec<u8> {
    framed(b"\xff\xd8\xff\xe0", b"\xff\xd9", length)
}

fn framed(begin: &[u8], end: &[u8], length: usize) -> Vec<u8> {
    [begin, &vec![7; length - begin.len() - end.len()], end].concat()
}
