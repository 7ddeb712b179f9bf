//! What can be called, by whom, and in which shape; and the way of a call through all of it.

use serde_json::Value;

use super::{
    answer::{Done, Failure, Reply, fail},
    asked::Asked,
    drafts, elsewhere,
    log::Call,
    mass, media, multipart, page,
    platform::Platform,
    preview, published, publishing, quota,
    request::Request,
    tokens,
};

/// What is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Get,
    Json,
    /// A body may be there
    Post,
    Files,
}

/// Who may call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// Whoever has the secret
    Anyone,
    /// Whoever has a token
    Account,
    /// Whoever has a token of an account that may publish
    Certified,
}

type Act = fn(&mut Platform, &Asked) -> Done;

use Shape::{Files, Get, Json, Post};
use Who::{Account, Anyone, Certified};

/// Everything that can be called. A path that ends with `/` stands for all below it.
const ROUTES: &[(&str, Shape, Who, Act)] = &[
    ("/cgi-bin/token", Get, Anyone, tokens::token),
    ("/cgi-bin/stable_token", Json, Anyone, tokens::stable_token),
    ("/cgi-bin/openapi/quota/get", Json, Account, quota::get),
    ("/cgi-bin/media/uploadimg", Files, Account, media::upload_picture),
    ("/cgi-bin/material/add_material", Files, Account, media::add_material),
    ("/cgi-bin/material/get_materialcount", Get, Account, media::count),
    ("/cgi-bin/material/del_material", Json, Account, media::delete),
    ("/cgi-bin/draft/add", Json, Account, drafts::add),
    ("/cgi-bin/draft/update", Json, Account, drafts::update),
    ("/cgi-bin/draft/get", Json, Account, drafts::get),
    ("/cgi-bin/draft/batchget", Json, Account, drafts::list),
    ("/cgi-bin/draft/count", Get, Account, drafts::count),
    ("/cgi-bin/draft/delete", Json, Account, drafts::delete),
    ("/cgi-bin/draft/switch", Post, Account, drafts::switch),
    ("/cgi-bin/freepublish/submit", Json, Certified, publishing::submit),
    ("/cgi-bin/freepublish/get", Json, Certified, publishing::get),
    ("/cgi-bin/freepublish/getarticle", Json, Certified, published::article),
    ("/cgi-bin/freepublish/batchget", Json, Certified, published::list),
    ("/cgi-bin/freepublish/delete", Json, Certified, published::delete),
    ("/cgi-bin/message/mass/sendall", Json, Certified, mass::send),
    ("/cgi-bin/message/mass/preview", Json, Certified, preview::send),
    ("/cgi-bin/message/mass/get", Json, Certified, mass::get),
    ("/cgi-bin/message/mass/delete", Json, Certified, mass::delete),
    ("/cgi-bin/get_current_selfmenu_info", Get, Account, elsewhere::back_office_menu),
    ("/cgi-bin/menu/get", Get, Certified, elsewhere::no_menu),
    ("/cgi-bin/menu/delete", Get, Certified, elsewhere::fine),
    ("/cgi-bin/menu/", Post, Certified, elsewhere::fine),
    ("/cgi-bin/comment/list", Json, Certified, elsewhere::no_comments),
    ("/cgi-bin/comment/", Json, Certified, elsewhere::about_comments),
    ("/cgi-bin/message/custom/", Json, Certified, elsewhere::fine),
    ("/customservice/msgrecord/getmsglist", Json, Certified, elsewhere::no_messages),
    ("/datacube/", Json, Certified, elsewhere::no_figures),
];

/// Whether there is such a path.
pub(crate) fn is_known(path: &str) -> bool {
    route(path).is_some()
}

fn route(path: &str) -> Option<&'static (&'static str, Shape, Who, Act)> {
    ROUTES.iter().find(|(known, ..)| *known == path || known.ends_with('/') && path.starts_with(known))
}

/// Answers a request, and writes it down where it is a call.
pub(crate) fn answer(platform: &mut Platform, request: &Request) -> Reply {
    if !["/cgi-bin/", "/datacube/", "/customservice/"].iter().any(|api| request.path.starts_with(api)) {
        return page::show(platform, &request.path);
    }
    let number = platform.calls.len() + 1;
    platform.calls.push(Call {
        number,
        method: request.method.clone(),
        path: request.path.clone(),
        query: request.query.clone(),
        body: serde_json::from_slice(&request.body).unwrap_or_default(),
        raw: request.body.clone(),
        errcode: None,
        came_to: None,
    });
    let fault = platform.faults.next(number, &request.path);
    if let Some((reply, errcode)) = fault.as_ref().and_then(|fault| fault.instead(platform)) {
        platform.calls[number - 1].errcode = errcode;
        return reply;
    }
    platform.settle();
    let (body, code) = match act(platform, request) {
        Ok(body) => (body, 0),
        Err(failure) => (failure.body(platform.clock.now()), failure.code),
    };
    let reply = Reply::json(&body);
    let (reply, errcode) = match fault {
        Some(fault) => fault.afterwards(platform, reply, code),
        None => (reply, Some(code)),
    };
    let call = &mut platform.calls[number - 1];
    (call.errcode, call.came_to) = (errcode, Some(code));
    reply
}

fn act(platform: &mut Platform, request: &Request) -> Done {
    let Some((_, shape, who, act)) = route(&request.path) else { return fail(40066) };
    match (shape, request.method.as_str()) {
        (Get, "GET") | (Json | Post | Files, "POST") => {}
        (Get, _) => return fail(43001),
        _ => return fail(43002),
    }
    let mut asked = Asked { request, body: Value::Null, files: vec![], from: request.from };
    if *who != Anyone {
        platform.tokens.check(asked.query("access_token"), platform.clock.now())?;
    }
    if *who == Certified && !platform.account.may_publish() {
        return fail(48001);
    }
    quota::count(platform, &request.path)?;
    match shape {
        Json => asked.body = json(platform, request)?,
        Files => {
            let files = multipart::parts(&request.content_type, &request.body);
            asked.files = files.ok_or_else(|| Failure::code(41005))?;
        }
        Get | Post => {}
    }
    act(platform, &asked)
}

fn json(platform: &Platform, request: &Request) -> Done {
    if request.body.is_empty() {
        return fail(44002);
    }
    let text = std::str::from_utf8(&request.body).map_err(|_| Failure::code(47001))?;
    if platform.refuses_escapes && request.path.starts_with("/cgi-bin/draft/") && has_escape(text) {
        return fail(40033);
    }
    let body: Value = serde_json::from_str(text).map_err(|_| Failure::code(47001))?;
    if body.is_object() { Ok(body) } else { fail(47001) }
}

/// Whether `\uXXXX` stands in JSON; `\\u` is a backslash and a letter.
fn has_escape(json: &str) -> bool {
    let mut rest = json.chars();
    while let Some(c) = rest.next() {
        if c == '\\' && rest.next() == Some('u') {
            return true;
        }
    }
    false
}
