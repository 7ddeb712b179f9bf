//! A browser without a window, told what to do over its own protocol (DevTools).

use std::{
    io::{BufRead as _, BufReader},
    net::TcpStream,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tungstenite::{Message, WebSocket};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// One tab of a browser.
pub(crate) struct Tab {
    browser: Child,
    line: WebSocket<TcpStream>,
    session: String,
    number: u64,
    /// What happened meanwhile
    pub(crate) events: Vec<Value>,
    _profile: tempfile::TempDir,
}

impl Drop for Tab {
    fn drop(&mut self) {
        let _ = self.browser.kill();
        let _ = self.browser.wait();
    }
}

impl Tab {
    /// Starts one; nothing where there is no chromium, which is said.
    pub(crate) fn open() -> Option<Tab> {
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Command::new("chromium")
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--mute-audio"])
            .args(["--no-first-run", "--disable-extensions", "--disable-background-networking"])
            .args(["--disable-dev-shm-usage", "--remote-debugging-port=0", "--remote-allow-origins=*"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|_| eprintln!("chromium is not installed: nothing was tried in a browser"))
            .ok()?;
        let mut told = BufReader::new(browser.stderr.take().unwrap()).lines();
        let address =
            told.find_map(|line| Some(line.ok()?.strip_prefix("DevTools listening on ")?.to_owned()));
        let Some(address) = address else {
            eprintln!("chromium does not start here: nothing was tried in a browser");
            let _ = browser.wait();
            return None;
        };
        std::thread::spawn(move || told.for_each(drop)); // it says much more
        let host = address.strip_prefix("ws://").unwrap().split('/').next().unwrap().to_owned();
        let stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let (line, _) = tungstenite::client(address, stream).unwrap();
        let mut tab =
            Tab { browser, line, session: String::new(), number: 0, events: vec![], _profile: profile };
        let target = tab.tell("Target.createTarget", json!({ "url": "about:blank" }));
        let named = json!({ "targetId": target["targetId"], "flatten": true });
        let attached = tab.tell("Target.attachToTarget", named);
        tab.session = attached["sessionId"].as_str().unwrap().into();
        tab.tell("Page.enable", json!({}));
        tab.tell("Runtime.enable", json!({}));
        tab.tell("Network.enable", json!({}));
        Some(tab)
    }

    /// One command, and what it gives.
    pub(crate) fn tell(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut told = json!({ "id": self.number, "method": method, "params": params });
        if !self.session.is_empty() {
            told["sessionId"] = self.session.clone().into();
        }
        self.line.send(Message::text(told.to_string())).unwrap();
        loop {
            let Message::Text(text) = self.line.read().unwrap() else { continue };
            let mut told: Value = serde_json::from_str(&text).unwrap();
            if told["id"] == self.number {
                assert!(told["error"].is_null(), "{method}: {told}");
                return told["result"].take();
            }
            if told["method"].is_string() {
                self.events.push(told);
            }
        }
    }

    /// Opens an address, in a window of a size.
    pub(crate) fn visit(&mut self, url: &str, (width, height): (u32, u32)) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tell("Emulation.setDeviceMetricsOverride", size);
        self.tell("Page.navigate", json!({ "url": url }));
    }

    /// What a script gives; a promise is waited for. A person is taken to have clicked before.
    pub(crate) fn runs(&mut self, script: &str) -> Value {
        let params = json!({
            "expression": script, "awaitPromise": true, "returnByValue": true, "userGesture": true,
        });
        let mut told = self.tell("Runtime.evaluate", params);
        assert!(told["exceptionDetails"].is_null(), "{script}: {told}");
        told["result"]["value"].take()
    }

    /// Waits until a script gives true.
    pub(crate) fn waits(&mut self, script: &str) {
        let begun = Instant::now();
        loop {
            let params = json!({ "expression": script, "returnByValue": true });
            if self.tell("Runtime.evaluate", params)["result"]["value"] == true {
                return;
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "never true: {script}\n{}",
                self.runs("document.body.innerText")
            );
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Clicks in the middle of an element.
    pub(crate) fn clicks(&mut self, selector: &str) {
        let place = self.runs(&format!(
            "(() => {{ const e = document.querySelector({selector:?}); e.scrollIntoView({{block: 'center'}}); \
             const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()"
        ));
        self.mouse("mousePressed", &place);
        self.mouse("mouseReleased", &place);
    }

    /// The mouse does something at a place.
    pub(crate) fn mouse(&mut self, kind: &str, place: &Value) {
        let params = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "buttons": 1, "clickCount": 1 });
        self.tell("Input.dispatchMouseEvent", params);
    }

    /// A picture of the window, as a file beside the tests' other leavings, for people to look at.
    pub(crate) fn picture(&mut self, name: &str) {
        use base64ct::{Base64, Encoding as _};
        let data = self.tell("Page.captureScreenshot", json!({ "format": "png" }));
        let bytes = Base64::decode_vec(data["data"].as_str().unwrap()).unwrap();
        std::fs::write(std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name), bytes).unwrap();
    }
}
