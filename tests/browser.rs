//! The preview in a real browser: it opens, follows what is saved, turns dark, is copied, takes an opinion by mouse, runs nothing of
//! an article's and fetches nothing from elsewhere.

#![allow(clippy::disallowed_methods, reason = "a test starts programs and looks at what they wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]
#![cfg(unix)]

#[path = "browser/chromium.rs"]
mod chromium;
mod sandbox;

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
};

use chromium::Tab;
use sandbox::{INDEX, Sandbox};

/// A preview that runs, and its address.
struct Preview {
    program: Child,
    url: String,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

impl Preview {
    fn of(s: &Sandbox, who: &str, words: &[&str]) -> Preview {
        let mut command = s.command(who, env!("CARGO_BIN_EXE_wxops"));
        let mut program = command.arg("preview").args(words).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
        let first = lines.next().unwrap().unwrap();
        let url = first.split_whitespace().find(|word| word.starts_with("http://")).unwrap().to_owned();
        std::thread::spawn(move || lines.for_each(drop));
        Preview { program, url }
    }

    /// An answer to a request as it is written here: its first line, and all of it.
    fn asks(&self, request: &str) -> (String, String) {
        let (host, _) = self.url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut line = TcpStream::connect(host).unwrap();
        line.write_all(request.replace("{host}", host).replace("{path}", self.path()).as_bytes()).unwrap();
        let mut told = Vec::new();
        line.read_to_end(&mut told).unwrap();
        let told = String::from_utf8_lossy(&told).into_owned();
        (told.lines().next().unwrap_or_default().to_owned(), told)
    }

    fn path(&self) -> &str {
        let at = self.url.match_indices('/').nth(2).unwrap().0;
        &self.url[at..]
    }
}

const SHOWN: &str = "document.getElementById('article').dataset.version?.length > 0";
const FRAME: &str = "document.getElementById('article').contentDocument";

fn shown(tab: &mut Tab, preview: &Preview, size: (u32, u32)) {
    tab.visit(&preview.url, size);
    tab.waits(SHOWN);
}

#[test]
fn an_article_as_on_a_phone() {
    let Some(mut tab) = Tab::open() else { return };
    let s = Sandbox::at("in-review");
    let preview = Preview::of(&s, "lina", &["dongji-xinpin"]);
    shown(&mut tab, &preview, (1100, 900));
    assert_eq!(tab.runs("document.getElementById('title').innerText"), "冬季新品发布");
    let text = tab.runs(&format!("{FRAME}.body.innerText"));
    assert!(text.as_str().unwrap().contains("冬天的清晨"), "{text}");
    assert!(tab.runs("document.getElementById('findings').children.length").as_u64() > Some(0));
    tab.picture("preview-day.png");
    // By night the same words on a dark ground.
    tab.clicks("#night");
    tab.waits(&format!(
        "{FRAME}.defaultView.getComputedStyle({FRAME}.documentElement).backgroundColor == 'rgb(25, 25, 25)'"
    ));
    assert_eq!(tab.runs(&format!("{FRAME}.body.innerText")), text);
    tab.picture("preview-night.png");
    // What is saved is there without a click.
    tab.clicks("#day");
    s.edit(INDEX, "冬天的清晨", "冬天的夜里");
    tab.waits(&format!("{FRAME}.body?.innerText.includes('冬天的夜里')"));
    // So is a file that cannot be read, and what comes after.
    let sound = s.read(INDEX);
    std::fs::remove_file(s.path(INDEX)).unwrap();
    tab.waits("document.getElementById('said').classList.contains('shown')");
    s.write(INDEX, sound.replace("冬天的夜里", "冬天的傍晚"));
    tab.waits(&format!("{FRAME}.body?.innerText.includes('冬天的傍晚')"));
}

/// The cards of the feed show what the writer wants to stay of the cover.
#[test]
fn the_cards_show_what_stays_of_the_cover() {
    let Some(mut tab) = Tab::open() else { return };
    let s = Sandbox::at("in-review");
    let red = image::Rgb([250_u8, 0, 0]);
    image::RgbImage::from_pixel(300, 200, red).save(s.path(INDEX).with_file_name("cover.png")).unwrap();
    s.edit(INDEX, "category = ", "cover_crop = \"100% 0%\"\ncategory = ");
    let preview = Preview::of(&s, "lina", &["dongji-xinpin"]);
    shown(&mut tab, &preview, (1100, 900));
    tab.waits("document.querySelector('.square img')?.complete");
    // How far the picture lies beyond each edge of its frame, in hundredths of the frame.
    let beyond = |kind: &str| {
        format!(
            "(() => {{ const [frame, picture] = ['.{kind}', '.{kind} img'].map((one) => document.querySelector(one).getBoundingClientRect()); \
             return [(frame.left - picture.left) / frame.width, (picture.right - frame.right) / frame.width, \
             (frame.top - picture.top) / frame.height, (picture.bottom - frame.bottom) / frame.height].map((share) => Math.round(100 * share)).join(' ') }})()"
        )
    };
    assert_eq!(tab.runs(&beyond("square")), "50 0 0 0");
    assert_eq!(tab.runs(&beyond("wide")), "0 0 0 57");
    tab.picture("preview-cards.png");
}

/// What is copied keeps its styles where it is pasted, with its pictures.
#[test]
fn what_is_copied_is_pasted_whole() {
    let Some(mut tab) = Tab::open() else { return };
    let s = Sandbox::at("in-review");
    s.edit(INDEX, "冬天的清晨", "![封面](cover.png)\n\n**冬天的清晨**");
    let preview = Preview::of(&s, "lina", &["dongji-xinpin"]);
    tab.tell(
        "Browser.grantPermissions",
        serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    );
    shown(&mut tab, &preview, (1100, 900));
    tab.tell("Page.bringToFront", serde_json::json!({}));
    tab.clicks("#night"); // what is copied is the page of the day
    tab.clicks("#copy");
    tab.waits("document.getElementById('said').innerText.length > 0");
    assert_eq!(tab.runs("document.getElementById('said').innerText"), "Copied; paste it in the back office");
    // Another page, as the back office is one.
    tab.visit("data:text/html,<div id=editor contenteditable>x</div>", (900, 900));
    tab.waits("document.querySelector('#editor') !== null");
    tab.runs("document.querySelector('#editor').focus()");
    tab.tell("Input.dispatchKeyEvent", serde_json::json!({ "type": "keyDown", "commands": ["paste"], "key": "v", "code": "KeyV", "modifiers": 2 }));
    tab.waits("document.querySelector('#editor strong') !== null");
    let day = s.does("lina", "render dongji-xinpin").stdout;
    let style = day.split("<strong style=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let colour = tab.runs("document.querySelector('#editor strong').style.color");
    assert!(
        style.contains("color:") && !colour.as_str().unwrap().is_empty(),
        "{style} {}",
        tab.runs("document.querySelector('#editor').innerHTML")
    );
    let picture = tab.runs("document.querySelector('#editor img').src.slice(0, 22)");
    assert_eq!(picture, "data:image/png;base64,");
    let styled = tab.runs("document.querySelectorAll('#editor [style]').length").as_u64();
    assert_eq!(styled, Some(day.matches(" style=\"").count() as u64));
    assert_eq!(tab.runs("document.querySelector('#editor section').style.fontSize"), "16px");
}

/// A reviewer selects words and writes what is to change; the record says it.
#[test]
fn an_opinion_by_mouse_arrives_in_the_record() {
    let Some(mut tab) = Tab::open() else { return };
    let s = Sandbox::at("in-review");
    let preview = Preview::of(&s, "wangfang", &["dongji-xinpin"]);
    shown(&mut tab, &preview, (1500, 1000));
    // The mouse goes over the first words of the first paragraph.
    let from = tab.runs(&format!(
        "(() => {{ const f = document.getElementById('article').getBoundingClientRect(); \
         const p = [...{FRAME}.querySelectorAll('p')].find(p => p.innerText.includes('冬天的清晨')); \
         const r = {FRAME}.createRange(); const t = {FRAME}.createTreeWalker(p, 4).nextNode(); \
         r.setStart(t, 0); r.setEnd(t, 5); const b = r.getBoundingClientRect(); \
         return [f.x + b.x + 1, f.y + b.y + b.height / 2, f.x + b.right - 1, f.y + b.y + b.height / 2]; }})()"
    ));
    let (start, end) = (serde_json::json!([from[0], from[1]]), serde_json::json!([from[2], from[3]]));
    tab.mouse("mousePressed", &start);
    tab.mouse("mouseMoved", &end);
    tab.mouse("mouseReleased", &end);
    tab.waits("document.getElementById('quote').innerText.startsWith('冬天的清')");
    tab.runs("document.getElementById('category').value = 'wording'");
    tab.runs("document.getElementById('text').value = '换个说法 <b>x</b>'");
    tab.picture("preview-review.png");
    tab.clicks("#add");
    tab.waits("document.getElementById('drafts').children.length == 1");
    assert_eq!(tab.runs("document.querySelectorAll('#drafts b').length"), 1, "what is typed is text");
    // A second one is dropped again; what is empty is refused in words.
    tab.runs("document.getElementById('text').value = '删掉我'");
    tab.clicks("#add");
    tab.waits("document.getElementById('drafts').children.length == 2");
    tab.clicks("#drafts li:last-child .drop");
    tab.waits("document.getElementById('drafts').children.length == 1");
    tab.clicks("#add");
    tab.waits("document.getElementById('said').innerText.length > 0");
    let done = s.does("wangfang", "request-changes dongji-xinpin");
    assert!(done.stderr.contains("written before (1)"), "{done:?}");
    let record = s.read(&s.record("request-changes"));
    assert!(record.contains("quote = \"冬天的清") && record.contains("category = \"wording\""), "{record}");
    assert!(!record.contains("删掉我"), "{record}");
    let again = s.types("wangfang", "request-changes dongji-xinpin --json");
    assert_ne!(again.exit, 0, "they are used");
}

/// Whoever only reads is offered nothing to write, and cannot.
#[test]
fn who_does_not_decide_writes_nothing() {
    let s = Sandbox::at("in-review");
    let preview = Preview::of(&s, "lina", &["dongji-xinpin"]);
    let body = "{\"weight\":\"must\",\"category\":\"fact\",\"text\":\"x\"}";
    let post = format!(
        "POST {{path}}opinion HTTP/1.1\r\nHost: {{host}}\r\nOrigin: http://{{host}}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    );
    assert_eq!(preview.asks(&post).0, "HTTP/1.1 404 Not Found");
    s.refuses("wangfang", "request-changes dongji-xinpin", (2, "opinions_missing", "--opinion"));
}

/// Strangers get nothing: another host, another origin, no token, another file.
#[test]
fn the_door_is_for_this_browser_only() {
    let s = Sandbox::at("in-review");
    s.write("articles/dongji-xinpin/a.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    let preview = Preview::of(&s, "wangfang", &["dongji-xinpin"]);
    let rows = [
        ("GET {path} HTTP/1.1\r\nHost: {host}", "200"),
        ("GET {path}article/cover.png HTTP/1.1\r\nHost: {host}", "200"),
        ("GET {path} HTTP/1.1\r\nHost: evil.example", "421"),
        ("GET {path} HTTP/1.1\r\nHost: evil.example:80", "421"),
        ("GET / HTTP/1.1\r\nHost: {host}", "404"),
        ("GET /0000000000000000/state HTTP/1.1\r\nHost: {host}", "404"),
        ("GET {path}article/index.md HTTP/1.1\r\nHost: {host}", "404"),
        ("GET {path}article/a.svg HTTP/1.1\r\nHost: {host}", "404"),
        ("GET {path}article/../../../team.toml HTTP/1.1\r\nHost: {host}", "404"),
        ("GET {path}article/%2e%2e/%2e%2e/team.toml HTTP/1.1\r\nHost: {host}", "404"),
        ("GET {path}article/%2fetc%2fpasswd HTTP/1.1\r\nHost: {host}", "404"),
        ("POST {path}opinion HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2", "403"),
        (
            "POST {path}opinion HTTP/1.1\r\nHost: {host}\r\nOrigin: http://evil.example\r\nContent-Length: 2",
            "403",
        ),
        ("POST {path}opinion HTTP/1.1\r\nHost: {host}\r\nOrigin: null\r\nContent-Length: 2", "403"),
        ("POST {path}opinion HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 2", "200"), // and is told that it says nothing
        ("DELETE {path}state HTTP/1.1\r\nHost: {host}", "405"),
    ];
    for (request, status) in rows {
        let whole = format!("{request}\r\nConnection: close\r\n\r\n[]");
        let (first, told) = preview.asks(&whole);
        assert!(first.contains(status), "{request}: {told}");
        assert!(!told.contains("wangfang@example.com"), "{request}");
    }
    let large = "POST {path}opinion HTTP/1.1\r\nHost: {host}\r\nOrigin: http://{host}\r\nContent-Length: 99999999\r\nConnection: close\r\n\r\n";
    let (first, _) = preview.asks(&(large.to_owned() + &"x".repeat(70_000)));
    assert!(first.contains("413"), "{first}");
}

/// What an article may try: none of it runs, none of it asks anybody.
#[test]
fn hostile_articles_run_nothing_and_fetch_nothing() {
    let Some(mut tab) = Tab::open() else { return };
    let s = Sandbox::at("in-review");
    let vectors: Vec<&str> =
        include_str!("browser/hostile.txt").lines().filter(|line| !line.is_empty()).collect();
    assert!(vectors.len() >= 50, "{}", vectors.len());
    let text = s.read(INDEX);
    let (front, _) = text.split_once("\n+++\n").unwrap();
    let front = front.replace("冬季新品发布", "<img src=x onerror=hacked()><script>hacked()</script>");
    s.write(INDEX, format!("{front}\n+++\n\n{}\n", vectors.join("\n\n")));
    let preview = Preview::of(&s, "lina", &["dongji-xinpin"]);
    tab.tell("Page.addScriptToEvaluateOnNewDocument", serde_json::json!({ "source": "window.hacked = () => { top.wasHacked = true }; window.alert = window.hacked" }));
    shown(&mut tab, &preview, (1100, 900));
    tab.clicks("#night");
    std::thread::sleep(std::time::Duration::from_millis(500));
    assert_eq!(tab.runs("window.wasHacked === true"), false);
    assert_eq!(tab.runs(&format!("{FRAME}.querySelectorAll('script,iframe,object,embed,form,svg,math,link,meta[http-equiv],style + style').length")), 0);
    let own = preview.url.split('/').nth(2).unwrap().to_owned();
    let asked = tab.events.iter().filter(|event| event["method"] == "Network.requestWillBeSent");
    let addresses: Vec<String> =
        asked.map(|event| event["params"]["request"]["url"].as_str().unwrap().to_owned()).collect();
    assert!(!addresses.is_empty());
    let mut sent = addresses.clone();
    // What the policy of the page stops is reported as asked for, and as failed, and never sent.
    let stopped = |event: &&serde_json::Value| {
        event["method"] == "Network.loadingFailed" && event["params"]["blockedReason"] == "csp"
    };
    let blocked: Vec<&serde_json::Value> =
        tab.events.iter().filter(stopped).map(|event| &event["params"]["requestId"]).collect();
    let of = |url: &String| {
        tab.events.iter().any(|event| {
            event["method"] == "Network.requestWillBeSent"
                && event["params"]["request"]["url"] == **url
                && blocked.contains(&&event["params"]["requestId"])
        })
    };
    sent.retain(|url| {
        !url.contains(&own) && !url.starts_with("data:") && !url.starts_with("about:") && !of(url)
    });
    assert!(sent.is_empty(), "{sent:?}");
}

/// An exported page shows the same, and fetches and runs nothing.
#[test]
fn an_exported_page_stands_alone() {
    let s = Sandbox::at("in-review");
    s.edit(INDEX, "冬天的清晨", "![封面](cover.png)\n\n![](https://example.com/x.png)\n\n冬天的清晨");
    s.does("lina", "preview dongji-xinpin --export ../page.html");
    let place = s.outside("page.html");
    let html = std::fs::read_to_string(&place).unwrap();
    assert!(html.contains("data:image/png;base64,") && !html.contains("example.com/x.png"), "{html}");
    s.does("lina", "preview dongji-xinpin --export ../page.html"); // over its own
    std::fs::write(s.outside("mine.html"), "mine").unwrap();
    s.refuses(
        "lina",
        "preview dongji-xinpin --export ../mine.html",
        (2, "not_a_preview", "--export preview.html"),
    );
    s.refuses(
        "lina",
        "preview dongji-xinpin --export articles/x.html",
        (2, "not_a_preview", "--export preview.html"),
    );
    let Some(mut tab) = Tab::open() else { return };
    tab.visit(&format!("file://{}", Path::new(&place).canonicalize().unwrap().display()), (390, 844));
    tab.waits("document.body && document.body.innerText.includes('冬天的清晨')");
    assert_eq!(tab.runs("document.querySelector('img').naturalWidth"), 1);
    tab.picture("preview-exported.png");
}

#[test]
fn a_port_in_use_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let s = Sandbox::at("in-review");
    s.refuses("lina", &format!("preview dongji-xinpin --port {port}"), (3, "port_taken", "--port"));
    s.refuses("lina", "preview -", (2, "usage", "wxops render"));
    s.refuses("lina", "preview dongij-xinpin", (2, "no_such_article", "dongji-xinpin"));
}
