//! How often something may be called: a day, and a minute.

use std::collections::BTreeMap;

use serde_json::json;

use super::{
    answer::{Done, Failure, fail},
    asked::Asked,
    platform::Platform,
    routes,
};

/// Calls a day where nothing else is known. The platform shows its own number for each account.
const A_DAY: u64 = 100_000;
/// Calls a minute of all of `mass/*`, and of `stable_token`.
const PUSHES_A_MINUTE: u64 = 60;
const TOKENS_A_MINUTE: u64 = 10_000;

/// How often each path was called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Used {
    /// By day and path
    days: BTreeMap<(i64, String), u64>,
    /// By minute and group
    minutes: BTreeMap<(i64, &'static str), u64>,
    /// Calls a day that differ from what is usual, by path
    pub(crate) limits: BTreeMap<String, u64>,
}

impl Used {
    fn limit(&self, path: &str) -> u64 {
        let usual = match path {
            "/cgi-bin/token" => 2_000,
            "/cgi-bin/stable_token" => 500_000,
            _ => A_DAY,
        };
        self.limits.get(path).copied().unwrap_or(usual)
    }
}

/// Counts a call, or says that there were enough.
pub(crate) fn count(platform: &mut Platform, path: &str) -> Result<(), Failure> {
    let (today, minute) = (platform.clock.today(), platform.clock.now().div_euclid(60));
    let used = &mut platform.used;
    let group = match path {
        "/cgi-bin/stable_token" => Some(("stable_token", TOKENS_A_MINUTE)),
        _ if path.starts_with("/cgi-bin/message/mass/") => Some(("mass", PUSHES_A_MINUTE)),
        _ => None,
    };
    if let Some((group, most)) = group {
        let so_far = used.minutes.entry((minute, group)).or_default();
        if *so_far >= most {
            return fail(45011);
        }
        *so_far += 1;
    }
    let most = used.limit(path);
    let so_far = used.days.entry((today, path.to_owned())).or_default();
    if *so_far >= most {
        return fail(45009);
    }
    *so_far += 1;
    Ok(())
}

/// `POST /cgi-bin/openapi/quota/get`.
pub(crate) fn get(platform: &mut Platform, asked: &Asked) -> Done {
    let path = asked.text("cgi_path")?;
    if !routes::is_known(path) {
        return fail(76021);
    }
    let used =
        platform.used.days.get(&(platform.clock.today(), path.to_owned())).copied().unwrap_or_default();
    let limit = platform.used.limit(path);
    let quota = json!({ "daily_limit": limit, "used": used, "remain": limit.saturating_sub(used) });
    Ok(json!({ "errcode": 0, "errmsg": "ok", "quota": quota }))
}
