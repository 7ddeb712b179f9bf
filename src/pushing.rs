//! Where they meet to arrange a push: the file as committed → another text → commit. A push is no record: it says which articles
//! are to go out together, and proves nothing.

use chrono::{Datelike, Days};

use crate::{
    article::bundle::BlobId,
    commit::{Author, Outcome, Writer},
    folder::{ContentFolder, Head, Timed},
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    repo::{CommitId, Identity, Kind, blob_id},
    say,
    schedule::push::{FOLDER, LIMIT, Push, path_of},
    text::Text,
    workflow::{
        plan::{Content, Edit, Plan, Working},
        team::Team,
        who::only,
    },
};

/// How often it is tried anew because somebody else's commit came first.
const TRIES: usize = 3;

/// Who arranges pushes.
const ROLES: [&str; 3] = ["writer", "publisher", "manager"];

/// How far back a push is looked for that names an article which is renamed, in days.
const BACK: u64 = 31;

/// What becomes of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is so already
    Same,
    /// Its file holds this
    Write(String),
    /// It has another id, and its file holds this
    Move(String, String),
    /// There is no push any more
    Gone,
}

/// A push that was arranged.
pub struct Arranged {
    /// It before
    pub before: Option<Push>,
    /// It after; nothing where it is gone
    pub after: Option<Push>,
    /// What changed; nothing where it was so already
    pub plan: Option<Plan>,
    /// The commit; none in a rehearsal, or where nothing changed
    pub commit: Option<CommitId>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Who arranges.
pub struct Arranger<'a> {
    /// The member's id
    pub by: &'a str,
    /// The same person, as git knows them
    pub who: &'a Identity,
    /// Now
    pub at: Moment,
}

/// What a push becomes, decided on what is committed now; before it is new there is none.
pub type Deciding<'a> = &'a dyn Fn(&Head<'_>, Option<&Push>) -> Result<Change>;

/// Arranges the push with this id, in a commit of its own; `subject` is the commit's.
pub fn pushing(
    folder: &ContentFolder,
    (id, subject): (&str, &str),
    arranger: &Arranger<'_>,
    deciding: Deciding<'_>,
) -> Result<Arranged> {
    for _ in 0..TRIES {
        let writer = Writer::lock(folder.repo(), false)?;
        let arranged = rehearse(folder, (id, subject), arranger, deciding)?;
        let Some(plan) = &arranged.plan else { return Ok(arranged) };
        let base = folder.head()?.commit;
        let committer = folder.repo().committer(arranger.who)?;
        let author = Author { person: arranger.who.clone(), committer, at: arranger.at };
        if let Outcome::Done { commit, behind } = writer.commit(Some(&base), plan, &author)? {
            return Ok(Arranged { commit: Some(commit), behind, ..arranged });
        }
    }
    let message = say!("同事接连先提交了", "others committed first, again and again");
    Err(Refusal::not_now("somebody_faster", message).help(say!("再试一次", "try once more")))
}

/// What [`pushing`] would do, without doing it.
pub fn rehearse(
    folder: &ContentFolder,
    (id, subject): (&str, &str),
    arranger: &Arranger<'_>,
    deciding: Deciding<'_>,
) -> Result<Arranged> {
    let head = folder.head()?;
    may_arrange(&head.policy.newest().team, arranger.by)?;
    let (before, seen) = match folder.push_committed(&head, id)? {
        Some((push, seen)) => (Some(push), seen),
        None => (None, None),
    };
    let change = deciding(&head, before.as_ref())?;
    let zone = &folder.settings().timezone;
    let after = match &change {
        Change::Same => before.clone(),
        Change::Write(text) => Some(Push::read(id, text.as_bytes(), zone)?),
        Change::Move(to, text) => {
            if let Some((other, _)) = folder.push_committed(&head, to)? {
                return Err(taken(&other, arranger.at));
            }
            Some(Push::read(to, text.as_bytes(), zone)?)
        }
        Change::Gone => None,
    };
    let edits = edits(id, change, seen);
    let plan = (!edits.is_empty()).then(|| Plan { edits, message: subject.to_owned() });
    Ok(Arranged { before, after, plan, commit: None, behind: None })
}

fn edits(id: &str, change: Change, seen: Option<BlobId>) -> Vec<Edit> {
    let file = |id: &str, text: String, seen| {
        let content = Content::Bytes(text.into_bytes());
        Edit { path: path_of(id), content, seen, working: Working::Same }
    };
    let gone = |seen| Edit { path: path_of(id), content: Content::Gone, seen, working: Working::Same };
    match change {
        Change::Same => vec![],
        Change::Write(text) => vec![file(id, text, seen)],
        Change::Move(to, text) => vec![file(&to, text, None), gone(seen)],
        Change::Gone => vec![gone(seen)],
    }
}

/// Whether a member may arrange pushes.
pub fn may_arrange(team: &Team, by: &str) -> Result<()> {
    if ROLES.iter().any(|role| team.has_role(by, role)) {
        return Ok(());
    }
    let (name, Text { zh, en }) = (team.name(by), team.any_of(ROLES));
    Err(only(
        team,
        &ROLES,
        say!("{name}不能排推送：要由{zh}来办", "{name} may not arrange a push: that is for a {en}"),
    ))
}

/// There is a push at that minute.
pub fn taken(other: &Push, now: Moment) -> Refusal {
    let (id, Text { zh, en }) = (&other.id, spoken(other.at, now));
    let message = say!("{zh} 已经有一次推送：{id}", "there is a push at {en} already: {id}");
    Refusal::not_now("push_exists", message).detail(Text::same(other.articles.join(" "))).help(say!(
        "加进那一次：`wxops push add {id} 稿件`",
        "add to that one: `wxops push add {id} ARTICLE`"
    ))
}

/// A push with a timer stays as it is until the timer is cancelled.
pub fn armed(push: &Push, now: Moment) -> Result<()> {
    let Some(timer) = &push.armed else { return Ok(()) };
    let (id, Text { zh, en }) = (&push.id, spoken(timer.at, now));
    let message =
        say!("推送 {id} 已在后台定时，{zh} 会自动发出", "a timer in the back office sends push {id} on {en}");
    Err(Refusal::not_now("armed", message).help(cancel(id)))
}

/// An article that a timer will send is not taken back.
pub fn timed(timer: &Timed, slug: &str, now: Moment) -> Refusal {
    let (id, Text { zh, en }) = (&timer.push.id, spoken(timer.at, now));
    let message = say!(
        "`{slug}` 在推送 {id} 里，后台已定时，{zh} 会自动发出",
        "`{slug}` is in push {id}, which a timer in the back office sends on {en}"
    );
    Refusal::not_now("armed", message).help(cancel(id))
}

fn cancel(id: &str) -> Text {
    say!(
        "先在公众号后台取消定时，再运行 `wxops push disarm {id}`",
        "cancel the timer in the back office first, then `wxops push disarm {id}`"
    )
}

/// The edits by which pushes call an article by its new name: those of a month back and to come. One that cannot be read stays
/// as it is.
pub fn renamed(
    folder: &ContentFolder,
    head: &Head<'_>,
    (old, new): (&str, &str),
    now: Moment,
) -> Result<Vec<Edit>> {
    let zone = &folder.settings().timezone;
    let since = now.checked_sub_days(Days::new(BACK)).unwrap_or(now);
    let mut edits = vec![];
    for year in since.year()..=now.year() + 1 {
        let year = format!("{FOLDER}/{year:04}");
        for (name, entry) in head.tree.list(&year)?.into_iter().filter(|(_, entry)| entry.kind == Kind::File)
        {
            let id = name.strip_suffix(".toml").unwrap_or_default();
            let with = |bytes: &[u8]| -> Option<Vec<u8>> {
                let push = Push::read(id, bytes, zone).ok().filter(|push| push.at >= since)?;
                push.position(old)?;
                push.with_slug(old, new).ok().map(String::into_bytes)
            };
            let Some(bytes) = with(&head.tree.read(&entry.id, LIMIT)?) else { continue };
            let path = format!("{year}/{name}");
            let lying = folder.working().read(&path, LIMIT)?;
            // What somebody edited and did not commit stays so, with the new name in it.
            let working = match lying.as_deref().filter(|lying| blob_id(lying) != entry.id) {
                Some(own) => with(own).map_or(Working::Leave, Working::Keep),
                None if lying.is_none() => Working::Leave,
                None => Working::Same,
            };
            let seen = lying.as_deref().map(blob_id);
            edits.push(Edit { path, content: Content::Bytes(bytes), seen, working });
        }
    }
    Ok(edits)
}
