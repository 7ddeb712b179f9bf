//! Access tokens: how they are given, how long they live and what kills them.

use serde_json::{Value, json};

use super::{
    answer::{Done, Failure, fail, random},
    asked::Asked,
    clock::day_of,
    platform::Platform,
};

/// Seconds that a token lives.
const LIFE: i64 = 7200;
/// Seconds before its end when `stable_token` gives a new one.
const EARLY: i64 = 300;
/// How often a day `force_refresh` works, and seconds between two.
const FORCED_A_DAY: usize = 20;
const FORCED_APART: i64 = 30;

/// A token that was given.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) text: String,
    /// Seconds since 1970
    pub(crate) until: i64,
    /// From `stable_token`; the two ways do not touch each other
    pub(crate) is_stable: bool,
    /// A newer one has killed it
    pub(crate) is_dead: bool,
}

/// All tokens so far, and when `force_refresh` was used.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tokens {
    pub(crate) given: Vec<Token>,
    forced: Vec<i64>,
}

impl Tokens {
    /// Whether a call with this token may pass.
    pub(crate) fn check(&self, text: Option<&str>, now: i64) -> Result<(), Failure> {
        let text = text.filter(|text| !text.is_empty()).ok_or_else(|| Failure::code(41001))?;
        match self.given.iter().find(|token| token.text == text) {
            Some(token) if !token.is_dead && now < token.until => Ok(()),
            Some(token) if !token.is_dead => fail(42001),
            _ => fail(40001),
        }
    }

    /// Ends the life of every token at once, as when somebody else asked for one.
    pub(crate) fn kill_all(&mut self) {
        for token in &mut self.given {
            token.is_dead = true;
        }
    }

    fn give(&mut self, is_stable: bool, now: i64) -> Value {
        let text = (0..8).fold("92_".to_owned(), |text, _| text + &format!("{:016x}", random()));
        let answer = json!({ "access_token": text, "expires_in": LIFE });
        self.given.push(Token { text, until: now + LIFE, is_stable, is_dead: false });
        answer
    }

    fn kill(&mut self, stable: bool) {
        for token in self.given.iter_mut().filter(|token| token.is_stable == stable) {
            token.is_dead = true;
        }
    }
}

/// `GET /cgi-bin/token`: a new one each time. Whether the one before lives on for a moment is told differently; here it dies.
pub(crate) fn token(platform: &mut Platform, asked: &Asked) -> Done {
    let word = |name| asked.query(name).unwrap_or_default().to_owned();
    identify(platform, asked, &word("grant_type"), &word("appid"), &word("secret"))?;
    platform.tokens.kill(false);
    Ok(platform.tokens.give(false, platform.clock.now()))
}

/// `POST /cgi-bin/stable_token`: the same one with the seconds it has left, until it is nearly over or is to be replaced.
pub(crate) fn stable_token(platform: &mut Platform, asked: &Asked) -> Done {
    identify(platform, asked, asked.text("grant_type")?, asked.text("appid")?, asked.text("secret")?)?;
    let now = platform.clock.now();
    let tokens = &mut platform.tokens;
    if asked.body["force_refresh"] == json!(true) {
        if tokens.forced.iter().filter(|at| day_of(**at) == day_of(now)).count() >= FORCED_A_DAY {
            return fail(45009);
        }
        if tokens.forced.last().is_some_and(|last| now - last < FORCED_APART) {
            return fail(45011);
        }
        tokens.forced.push(now);
        tokens.kill(true);
    } else {
        let lives = |token: &&Token| token.is_stable && !token.is_dead && token.until - now > EARLY;
        if let Some(token) = tokens.given.iter().rev().find(lives) {
            return Ok(json!({ "access_token": token.text, "expires_in": token.until - now }));
        }
    }
    Ok(tokens.give(true, now))
}

fn identify(
    platform: &Platform,
    asked: &Asked,
    grant: &str,
    app_id: &str,
    secret: &str,
) -> Result<(), Failure> {
    let account = &platform.account;
    match () {
        () if grant != "client_credential" => fail(40002),
        () if app_id.is_empty() => fail(41002),
        () if app_id != account.app_id => fail(40013),
        () if secret.is_empty() => fail(41004),
        () if secret != account.secret => fail(40125),
        () if account.secret_frozen => fail(40243),
        () => {
            let from = account.seen_from.unwrap_or(asked.from);
            match &account.allowed_ips {
                Some(allowed) if !allowed.contains(&from) => {
                    Err(Failure::said(40164, format!("invalid ip {from}, not in whitelist")))
                }
                _ => Ok(()),
            }
        }
    }
}
