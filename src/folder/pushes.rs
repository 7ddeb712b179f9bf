//! Pushes (推送) as they lie in the working copy. Of a year's folder only the files of the days that are asked for are opened.

use chrono::{Datelike, Days, NaiveDate};

use super::{ContentFolder, Head};
use crate::{
    article::bundle::BlobId,
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{Kind, blob_id},
    say,
    schedule::push::{Armed, FOLDER, LIMIT, Push, path_of, time_of},
    text::escaped,
    workflow::state::State,
};

/// How long a push that is over is looked at, in days: whoever forgot to put its links on record does it within a month.
const BACK: u64 = 31;

/// Pushes of some days.
#[derive(Debug, Default)]
pub struct Pushes {
    /// In order of time
    pub read: Vec<Push>,
    /// Files that cannot be read
    pub broken: Vec<Broken>,
}

/// A push's file that cannot be read.
#[derive(Debug)]
pub struct Broken {
    /// Why, and where
    pub refusal: Refusal,
    text: String,
}

/// The place of an article in a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The push's id
    pub id: String,
    /// When it goes out
    pub at: Moment,
    /// The place, from 1; 1 leads
    pub position: usize,
    /// The timer that runs for it
    pub armed: Option<Armed>,
}

/// An article that a timer of the back office will send.
#[derive(Clone, Debug)]
pub struct Timed {
    /// The push
    pub push: Push,
    /// When the timer sends
    pub at: Moment,
}

impl Pushes {
    /// Those still to go out.
    pub fn coming(&self, now: Moment) -> impl DoubleEndedIterator<Item = &Push> {
        self.read.iter().filter(move |push| push.is_coming(now))
    }

    /// The push to come in which an article stands. Refused where it stands in two, or where a file that cannot be read names
    /// it.
    pub fn coming_with(&self, slug: &str, now: Moment) -> Result<Option<&Push>> {
        self.legible(slug)?;
        let mut with = self.coming(now).filter(|push| push.position(slug).is_some());
        match (with.next(), with.next()) {
            (Some(first), Some(second)) => Err(twice(slug, first, second)),
            (found, _) => Ok(found),
        }
    }

    /// The place of an article in the last push that it stands in, unless it went out since.
    pub fn place(&self, slug: &str, out: Option<Moment>) -> Option<Place> {
        let push = self.read.iter().rev().find(|push| push.position(slug).is_some())?;
        place(push, slug).filter(|place| out.is_none_or(|out| place.at > out))
    }

    /// The place of an article in the push of a day.
    pub fn place_on(&self, slug: &str, day: NaiveDate) -> Option<Place> {
        let mut of_day = self.read.iter().filter(|push| push.at.date_naive() == day);
        of_day.find_map(|push| place(push, slug))
    }

    /// Refuses where a file that cannot be read names an article: what it says of it nobody knows.
    fn legible(&self, slug: &str) -> Result<()> {
        let name = format!("\"{slug}\"");
        match self.broken.iter().find(|broken| broken.text.contains(&name)) {
            Some(broken) => Err(broken.refusal.clone()),
            None => Ok(()),
        }
    }
}

impl ContentFolder {
    /// The pushes between two days, both included.
    pub fn pushes_between(&self, first: NaiveDate, last: NaiveDate) -> Result<Pushes> {
        let mut pushes = Pushes::default();
        for year in first.year()..=last.year() {
            let folder = format!("{FOLDER}/{year:04}");
            for name in self.working.files_in(&folder)? {
                let id = name.strip_suffix(".toml").unwrap_or(&name);
                let at = time_of(id, &self.settings.timezone);
                if at.is_some_and(|at| !(first..=last).contains(&at.date_naive())) {
                    continue;
                }
                let path = format!("{folder}/{name}");
                let bytes = self.working.read(&path, LIMIT)?.unwrap_or_default();
                match self.read_push(id, &path, &bytes) {
                    Ok(push) => pushes.read.push(push),
                    Err(refusal) => {
                        let text = String::from_utf8_lossy(&bytes).into_owned();
                        pushes.broken.push(Broken { refusal, text });
                    }
                }
            }
        }
        pushes.read.sort_by_key(|push| push.at);
        Ok(pushes)
    }

    /// The pushes of a month back and everything planned: the folders of this year and the next.
    pub fn pushes_around(&self, now: Moment) -> Result<Pushes> {
        let today = self.local(now).date_naive();
        let first = today.checked_sub_days(Days::new(BACK)).unwrap_or(today);
        let last = NaiveDate::from_ymd_opt(today.year() + 1, 12, 31).unwrap_or(today);
        self.pushes_between(first, last)
    }

    /// The push to come in which an article stands.
    pub fn push_of(&self, slug: &str, now: Moment) -> Result<Option<Push>> {
        Ok(self.pushes_around(now)?.coming_with(slug, now)?.cloned())
    }

    /// The timer that will send an article, or should have: one that was set since readers last got a text of it. Refused where
    /// a file that cannot be read names it.
    pub fn timer_of(&self, state: &State, now: Moment) -> Result<Option<Timed>> {
        let pushes = self.pushes_around(now)?;
        pushes.legible(&state.slug)?;
        let runs = |push: Push| {
            let armed = push.armed.as_ref().filter(|_| push.position(&state.slug).is_some())?;
            let sent = state.live.as_ref().is_some_and(|live| live.at >= armed.on);
            let at = armed.at;
            (!sent).then_some(Timed { push, at })
        };
        Ok(pushes.read.into_iter().find_map(runs))
    }

    /// The push with this id as it lies in the working copy; nothing if there is none.
    pub fn push_lying(&self, id: &str) -> Result<Option<Push>> {
        let path = path_of(id);
        let bytes = self.working.read(&path, LIMIT)?;
        bytes.map(|bytes| self.read_push(id, &path, &bytes)).transpose()
    }

    /// The push with this id as it is committed, with the id of the file's bytes. What lies in the working copy must be the
    /// same.
    pub fn push_committed(&self, head: &Head<'_>, id: &str) -> Result<Option<(Push, Option<BlobId>)>> {
        let path = path_of(id);
        let lying = self.working.read(&path, LIMIT)?;
        let Some(entry) = head.tree.entry(&path)?.filter(|entry| entry.kind == Kind::File) else {
            return if lying.is_some() { Err(uncommitted(&path, false)) } else { Ok(None) };
        };
        let bytes = head.tree.read(&entry.id, LIMIT).map_err(|refusal| refusal.at(&*path))?;
        let plain = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("\r\n", "\n");
        if lying.as_deref().map(plain) != Some(plain(&bytes)) {
            return Err(uncommitted(&path, true));
        }
        Ok(Some((self.read_push(id, &path, &bytes)?, lying.as_deref().map(blob_id))))
    }

    /// Refuses a push to come that names an article which there is not, or one of another push to come.
    pub fn push_holds(&self, head: &Head<'_>, push: &Push, now: Moment) -> Result<()> {
        if !push.is_coming(now) {
            return Ok(());
        }
        let missing = push.articles.iter().find_map(|slug| match head.place_of(slug) {
            Ok(Some(_)) => None,
            Ok(None) => Some(Ok(slug)),
            Err(refusal) => Some(Err(refusal)),
        });
        if let Some(slug) = missing.transpose()? {
            return Err(unknown(push, slug));
        }
        let around = self.pushes_around(now)?;
        for other in around.coming(now).filter(|other| other.id != push.id) {
            if let Some(slug) = push.articles.iter().find(|slug| other.position(slug).is_some()) {
                return Err(twice(slug, other, push));
            }
        }
        Ok(())
    }

    fn read_push(&self, id: &str, path: &str, bytes: &[u8]) -> Result<Push> {
        let push = Push::read(id, bytes, &self.settings.timezone).map_err(|refusal| refusal.at(path))?;
        if push.path() == path {
            return Ok(push);
        }
        let (right, shown) = (push.path(), escaped(path));
        let message = say!(
            "文件放错了地方，应在 `{right}`",
            "the file lies in the wrong place; it belongs at `{right}`"
        );
        let help = say!("移过去：`git mv {shown} {right}`", "move it: `git mv {shown} {right}`");
        Err(Refusal::unusable("push", message).at(path).help(help))
    }
}

fn place(push: &Push, slug: &str) -> Option<Place> {
    let position = push.position(slug)?;
    Some(Place { id: push.id.clone(), at: push.at, position, armed: push.armed.clone() })
}

/// An article stands in two pushes to come: two people arranged it at the same time, or somebody edited a file.
fn twice(slug: &str, first: &Push, second: &Push) -> Refusal {
    let (one, other) = (&first.id, &second.id);
    let message = say!(
        "`{slug}` 同时排在两次推送里：{one} 和 {other}",
        "`{slug}` stands in two pushes to come: {one} and {other}"
    );
    let refusal = Refusal::unusable("push_twice", message).at(second.path());
    second.line_of(slug).map_or(refusal.clone(), |line| refusal.line(line)).help(say!(
        "从其中一次里去掉：`wxops push remove {other} {slug}`",
        "take it out of one: `wxops push remove {other} {slug}`"
    ))
}

/// A push names an article that there is not.
pub(super) fn unknown(push: &Push, slug: &str) -> Refusal {
    let id = &push.id;
    let message = say!("没有稿件 `{slug}`", "there is no article `{slug}`");
    let refusal = Refusal::unusable("push_unknown_article", message).at(push.path());
    refusal.line(push.line_of(slug).unwrap_or(1)).help(say!(
        "改成现在的稿件名，或去掉：`wxops push remove {id} {slug}`",
        "write the slug that it has now, or take it out: `wxops push remove {id} {slug}`"
    ))
}

fn uncommitted(path: &str, is_known: bool) -> Refusal {
    let message = say!(
        "这个推送文件有手工改动，还没有提交",
        "this push was edited by hand, and the edit is not committed"
    );
    let refusal = Refusal::not_now("push_uncommitted", message).at(path).help(say!(
        "留下改动：先 `git add {path}`，再 `git commit -m push {path}`",
        "keep the edit: `git add {path}`, then `git commit -m push {path}`"
    ));
    if is_known {
        refusal.help(say!("放弃改动：`git restore {path}`", "drop it: `git restore {path}`"))
    } else {
        refusal.help(say!("不要它：删掉这个文件", "if it is not wanted: delete the file"))
    }
}
