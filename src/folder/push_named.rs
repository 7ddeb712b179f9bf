//! Which push a person means: its id or the beginning of it, its slot or time, or one of its articles.

use std::path::Path;

use super::{ContentFolder, Head};
use crate::{
    moment::{self, Moment},
    refusal::{Refusal, Result},
    say,
    schedule::{
        Timetable,
        push::{FOLDER, Push, id_of, time_of},
    },
    text::{Text, escaped},
};

impl ContentFolder {
    /// The push that `words` mean. `start` is where the person stands, for paths of articles.
    pub fn push_named(
        &self,
        head: &Head<'_>,
        timetable: &Timetable,
        words: &str,
        (start, now): (&Path, Moment),
    ) -> Result<Push> {
        let words = words.trim();
        let name = words.rsplit('/').next().unwrap_or(words);
        let name = name.strip_suffix(".toml").unwrap_or(name);
        if begins_an_id(name)
            && let Some(push) = self.push_beginning(name, now)?
        {
            return Ok(push);
        }
        if let Some(at) = timed(timetable, words, now) {
            let found = self.push_lying(&id_of(at, &timetable.zone))?;
            return found.map_or_else(|| Err(self.none_at(at, now)), Ok);
        }
        let Ok(found) = self.find(head, words, start) else { return Err(self.no_such_push(words, now)) };
        let around = self.pushes_around(now)?;
        if let Some(push) = around.coming_with(&found.slug, now)? {
            return Ok(push.clone());
        }
        // Of those that are over the newest: somebody wants to see what went out, or to say that a timer is cancelled.
        let over = around.read.iter().rev().find(|push| push.position(&found.slug).is_some());
        over.cloned().ok_or_else(|| {
            let slug = &found.slug;
            let message = say!("`{slug}` 不在任何一次推送里", "`{slug}` stands in no push");
            self.listed(Refusal::usage("no_such_push", message), now).help(say!(
                "排进一次：`wxops push add 推送 {slug}`，或新建：`wxops push new 档期 {slug}`",
                "put it into one: `wxops push add PUSH {slug}`, or a new one: `wxops push new SLOT {slug}`"
            ))
        })
    }

    /// The next push that is to go out.
    pub fn push_next(&self, now: Moment) -> Result<Push> {
        let around = self.pushes_around(now)?;
        let next = around.coming(now).next().cloned();
        next.ok_or_else(|| match around.broken.into_iter().next() {
            Some(broken) => broken.refusal,
            None => {
                let message = say!("还没有排推送", "no push is arranged");
                Refusal::usage("no_such_push", message).help(say!(
                    "新建：`wxops push new 档期 稿件…`，第一篇是头条",
                    "a new one: `wxops push new SLOT ARTICLE…`, the first article leads"
                ))
            }
        })
    }

    /// The only push whose id begins so.
    fn push_beginning(&self, name: &str, now: Moment) -> Result<Option<Push>> {
        let year = name.get(..4).unwrap_or_default();
        let names = self.working.files_in(&format!("{FOLDER}/{year}"))?;
        let ids = names.iter().filter_map(|file| file.strip_suffix(".toml"));
        let ids: Vec<&str> = ids.filter(|id| id.starts_with(name)).collect();
        match ids.as_slice() {
            [] => Ok(None),
            [one] => self.push_lying(one),
            many => {
                let count = many.len();
                let message = say!("`{name}` 对应 {count} 次推送", "`{name}` fits {count} pushes");
                let line = |id: &&str| match time_of(id, &self.settings.timezone) {
                    Some(at) => {
                        let Text { zh, en } = moment::spoken(at, now);
                        say!("{id}　{zh}", "{id}  {en}")
                    }
                    None => Text::same(id),
                };
                let refusal = Refusal::usage("ambiguous", message);
                let refusal = many.iter().take(20).map(line).fold(refusal, Refusal::detail);
                Err(refusal.help(say!("写得更全一些", "type more of it")))
            }
        }
    }

    fn none_at(&self, at: Moment, now: Moment) -> Refusal {
        let Text { zh, en } = moment::spoken(at, now);
        let message = say!("{zh} 没有排推送", "no push is arranged for {en}");
        let clock = at.format("%Y-%m-%d %H:%M");
        self.listed(Refusal::usage("no_such_push", message), now).help(say!(
            "新建：`wxops push new '{clock}' 稿件…`",
            "a new one: `wxops push new '{clock}' ARTICLE…`"
        ))
    }

    fn no_such_push(&self, words: &str, now: Moment) -> Refusal {
        let words = escaped(words);
        let message = say!(
            "没有推送 `{words}`，也没有这篇稿件",
            "there is no push `{words}`, and no article of that name"
        );
        self.listed(Refusal::usage("no_such_push", message), now).help(say!(
            "写它的编号（`2026-12-01-2000`，可以只写开头）、档期、时间，或其中一篇稿件",
            "name it by its id (`2026-12-01-2000`, or how that begins), its slot, its time, or one of its articles"
        ))
    }

    /// The same with the pushes to come.
    fn listed(&self, refusal: Refusal, now: Moment) -> Refusal {
        let around = self.pushes_around(now).unwrap_or_default();
        let line = |push: &Push| {
            let (id, slugs, Text { zh, en }) =
                (&push.id, push.articles.join(" "), moment::spoken(push.at, now));
            say!("{id}　{zh}　{slugs}", "{id}  {en}  {slugs}")
        };
        around.coming(now).take(10).map(line).fold(refusal, Refusal::detail)
    }
}

/// Whether words may be an id, or how one begins: `2026`, `2026-12-01`.
fn begins_an_id(words: &str) -> bool {
    let year = words.len() >= 4 && words.bytes().take(4).all(|byte| byte.is_ascii_digit());
    year && words.bytes().skip(4).all(|byte| byte.is_ascii_digit() || byte == b'-')
}

/// A slot or a time; what is over counts too.
fn timed(timetable: &Timetable, words: &str, now: Moment) -> Option<Moment> {
    match timetable.typed(words, now) {
        Ok(at) => Some(at),
        Err(refusal) if refusal.code == "past_time" => moment::typed(words, now, &timetable.zone).ok(),
        Err(_) => None,
    }
}
