//! Adopting a new version of the rule book: from the old chain and a new `team.toml` to a [`Plan`].

use super::{
    Header, LIMIT, PolicyChain, Signed, Version,
    closing::{Brief, Closing},
    needs_signatures,
    pending::PENDING,
    proved,
};
use crate::{
    article::{bundle::BlobId, line_of},
    moment::Moment,
    refusal::{Refusal, Result},
    repo::blob_id,
    say,
    text::Text,
    workflow::{
        plan::{Content, Edit, Plan, Working},
        team::{Level, Stage, TEAM, Team},
        who,
    },
};

/// A new rule book that somebody wants to be in force.
#[derive(Clone)]
pub struct Wish<'a> {
    /// `team.toml`, byte for byte
    pub team_text: &'a str,
    /// Who adopts it
    pub by: &'a str,
    /// When, in the account's zone
    pub at: Moment,
    /// The commit's subject
    pub subject: &'a str,
    /// What lies at `team.toml` in the working copy
    pub seen: Option<BlobId>,
    /// All records of the folder, should the new version close some
    pub records: Records<'a>,
    /// Signatures that managers have made, should it need some; those over other bytes do not count
    pub signatures: &'a [Signed],
    /// A version that waits for more signatures
    pub pending: Option<&'a Version>,
    /// What lies in the place of that one in the working copy
    pub pending_seen: Option<BlobId>,
}

/// What comes of a wish.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// What is written
    pub plan: Plan,
    /// The new version
    pub version: Version,
    /// How many managers must still sign before it is in force
    pub missing: usize,
}

/// Reads all records of the folder.
pub type Records<'a> = &'a dyn Fn() -> Result<Vec<Brief>>;

/// Decides whether `wish` may come into force, and what is written then.
pub fn adopt(chain: &PolicyChain, wish: &Wish<'_>) -> Result<Adoption> {
    let before = chain.newest();
    may_adopt(&before.team, wish.by)?;
    is_clean(wish.team_text)?;
    let team = Team::parse(wish.team_text)?;
    if team.threshold > 1 && team.level == Level::Declared {
        return Err(alone(team.threshold));
    }
    if team.level > before.team.level {
        may_raise(&team)?;
    }
    if needs_signatures(&before.team, &team) {
        who::has_key(&before.team, wish.by)?;
    }
    proved::level_stays(&before.team, &team)?;
    not_over(&before.team, &team, wish)?;
    let Header { version, repo, sandbox, .. } = &before.header;
    let mut header = Header::new(version + 1, repo, Some(&before.digest), &[wish.by], wish.at, *sandbox);
    if let Some(closing) = Closing::between(&before.team, &team) {
        header.closes = Some(closing.digest(version + 1, &(wish.records)()?).to_string());
    }
    let same = |waits: &&Version| {
        waits.would_follow(before)
            && waits.team_text == wish.team_text
            && waits.header.closes == header.closes
    };
    let waits = wish.pending.filter(same);
    let text = waits.map_or(header, |waits| waits.header.clone()).write(wish.team_text);
    if text.len() > LIMIT {
        let (kb, most) = (text.len().div_ceil(1024), LIMIT / 1024);
        let message =
            say!("`{TEAM}` 有 {kb} KB，最多 {most} KB", "`{TEAM}` has {kb} KB; the limit is {most} KB");
        return Err(Refusal::unusable("too_large", message).at(TEAM));
    }
    let mut new = Version::read(text.as_bytes())?;
    let missing = if needs_signatures(&before.team, &new.team) {
        let made = waits.map(|waits| waits.signatures.clone()).unwrap_or_default();
        new.signatures = new.counting(before, made.into_iter().chain(wish.signatures.iter().cloned()));
        // Whoever adopts will have signed before anything is written.
        let own = usize::from(!new.signatures.iter().any(|signed| signed.by == wish.by));
        before.team.threshold.saturating_sub(new.signatures.len() + own)
    } else {
        0
    };
    let text = new.write();
    let edit = |path: String, text: String, seen| Edit {
        path,
        content: Content::Bytes(text.into_bytes()),
        seen,
        working: Working::Same,
    };
    if missing > 0 {
        let mut edits = vec![edit(PENDING.into(), text, wish.pending_seen.clone())];
        if wish.seen != Some(blob_id(before.team_text.as_bytes())) {
            edits.push(edit(TEAM.into(), before.team_text.clone(), wish.seen.clone())); // the proposal keeps it
        }
        let plan = Plan { edits, message: format!("propose {}", wish.subject) };
        return Ok(Adoption { plan, version: new, missing });
    }
    let mut edits = vec![
        edit(TEAM.into(), wish.team_text.into(), wish.seen.clone()),
        edit(Version::path(version + 1), text, None),
    ];
    if wish.pending.is_some() {
        let seen = wish.pending_seen.clone();
        edits.push(Edit { path: PENDING.into(), content: Content::Gone, seen, working: Working::Same });
    }
    Ok(Adoption { plan: Plan { edits, message: wish.subject.into() }, version: new, missing })
}

/// Deputies are entered for days to come. A proof need not ask: an entry whose days are over gives nobody anything.
fn not_over(before: &Team, team: &Team, wish: &Wish<'_>) -> Result<()> {
    let mut new = team.deputies.iter().filter(|entry| !before.deputies.contains(entry));
    let Some(entry) = new.find(|entry| entry.is_over(wish.at)) else { return Ok(()) };
    let Text { zh, en } = team.deputy_told(entry);
    Err(Refusal::usage("deputy_over", say!("{zh}：日期已经过去", "{en}: these days are over")).at(TEAM).help(
        say!("`--from` 和 `--until` 写今天或以后的日子", "give days from today on as `--from` and `--until`"),
    ))
}

/// Only managers change the rule book, and one alone only where one is enough.
pub fn may_adopt(team: &Team, by: &str) -> Result<()> {
    if !team.has_role(by, "manager") {
        let (name, Text { zh, en }) = (team.name(by), team.names(team.able("manager")));
        return Err(Refusal::not_allowed(
            "not_manager",
            say!(
                "{name}不能改运营规则：要由运营主管来办",
                "{name} may not change the rule book: that is for a manager"
            ),
        )
        .help(say!("可以办的人：{zh}", "who may: {en}")));
    }
    if team.level == Level::Declared && team.threshold > 1 { Err(alone(team.threshold)) } else { Ok(()) }
}

/// Whether acts can be signed from now on: somebody for each role that an article needs has a key.
pub fn may_raise(team: &Team) -> Result<()> {
    let mut roles = ["manager", "writer"].into_iter().chain(team.stages.iter().flat_map(Stage::roles));
    let Some(role) = roles.find(|role| team.with_key(role).next().is_none()) else { return Ok(()) };
    let Text { zh, en } = team.role_label(role);
    let refusal = Refusal::not_now(
        "stage_without_key",
        say!(
            "还没有一位{zh}登记了密钥，升级后这件事就没有人能办",
            "no {en} has a key, so nobody could do that part once the level is raised"
        ),
    );
    Err(match team.with_role(role).next() {
        Some(id) => refusal.help(say!(
            "登记一把：`wxops team key add {id} 公钥文件`",
            "list one: `wxops team key add {id} FILE.pub`"
        )),
        None => refusal.help(say!(
            "先加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
            "add somebody first: `wxops team add ID --name NAME --email MAIL --role {role}`"
        )),
    })
}

/// At level `declared` nothing but the author of one commit tells who adopted a version.
fn alone(many: usize) -> Refusal {
    Refusal::not_now(
        "threshold",
        say!(
            "自报身份（declared）时一次采用只算一位运营主管，`threshold` 只能是 1，不能是 {many}",
            "at level `declared` an adoption is that of one manager alone, so `threshold` can only be 1, not {many}"
        ),
    )
    .at(TEAM)
}

/// A version holds the text byte for byte, so these bytes must be the same on every computer.
fn is_clean(text: &str) -> Result<()> {
    let refuse = |line, message| Err(Refusal::unusable("team_form", message).at(TEAM).line(line));
    if text.starts_with('\u{feff}') {
        return refuse(1, say!("文件开头有 BOM 标记", "the file begins with a byte-order mark"));
    }
    if let Some(at) = text.find('\r') {
        let line = line_of(text, at);
        return refuse(line, say!("换行是 CRLF，请存成 LF", "lines end in CRLF; save the file with LF"));
    }
    if !text.ends_with('\n') {
        let line = line_of(text, text.len());
        return refuse(line, say!("最后一行没有换行", "the last line has no line feed"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{moment::parse_stored, workflow::team::Member, workflow::team::text::with_member};

    const FIRST: &str = include_str!("../../../tests/example/.wxops/policy/0001.toml");

    fn chain() -> PolicyChain {
        PolicyChain::read(vec![("0001.toml".into(), FIRST.into())]).unwrap()
    }

    fn adopted(chain: &PolicyChain, team_text: &str, by: &str) -> Result<Adoption> {
        let at = parse_stored("2026-11-24T09:00:00+08:00").unwrap();
        adopt(
            chain,
            &Wish {
                team_text,
                by,
                at,
                subject: "team adopt",
                seen: None,
                records: &|| Ok(vec![]),
                signatures: &[],
                pending: None,
                pending_seen: None,
            },
        )
    }

    fn refused(team_text: &str, by: &str) -> (&'static str, Option<usize>) {
        let refusal = adopted(&chain(), team_text, by).unwrap_err();
        (refusal.code, refusal.line)
    }

    #[test]
    fn the_next_version_follows_from_the_one_before() {
        let chain = chain();
        let member = Member {
            name: "陈静".into(),
            emails: vec!["chenjing@example.com".into()],
            roles: vec!["manager".into()],
            keys: vec![],
        };
        let text = with_member(&chain.newest().team_text, "chenjing", &member).unwrap();
        let Adoption { plan, version, .. } = adopted(&chain, &text, "lina").unwrap();
        assert_eq!((version.header.version, version.header.sandbox), (2, true));
        let paths: Vec<&str> = plan.edits.iter().map(|edit| edit.path.as_str()).collect();
        assert_eq!(paths, ["team.toml", ".wxops/policy/0002.toml"]);
        let Content::Bytes(second) = &plan.edits[1].content else { panic!("no bytes") };
        let files = vec![("0001.toml".into(), FIRST.into()), ("0002.toml".into(), second.clone())];
        let longer = PolicyChain::read(files).unwrap();
        assert_eq!(longer.newest().digest, version.digest);
        assert_eq!(adopted(&longer, &text, "chenjing").unwrap().version.header.version, 3);
    }

    #[test]
    fn only_managers_and_only_a_clean_text() {
        let text = chain().newest().team_text.clone();
        assert_eq!(refused(&text, "wangfang"), ("not_manager", None));
        assert_eq!(refused(&text.replacen('\n', "\r\n", 2), "lina"), ("team_form", Some(1)));
        assert_eq!(refused(text.trim_end(), "lina"), ("team_form", Some(61)));
        assert_eq!(refused(&format!("\u{feff}{text}"), "lina"), ("team_form", Some(1)));
        assert_eq!(
            refused(&text.replace("threshold = 1", "threshold ="), "lina"),
            ("team_unreadable", Some(3))
        );
        assert_eq!(refused(&text.replace("[\"manager\", ", "["), "lina").0, "team_invalid");
        let two =
            text.replace("threshold = 1", "threshold = 2").replace("[\"first-", "[\"manager\", \"first-");
        assert_eq!(refused(&two, "lina").0, "threshold");
        assert_eq!(refused(&format!("{text}{}\n", "#".repeat(LIMIT)), "lina").0, "too_large");
    }
}
