//! How a command arranges a push: which one is meant, which articles, what changes, and what is said of it.

use chrono::{Days, Timelike as _};
use serde_json::{Value, json};
use wxops::{
    folder::{Found, Head, Outing, Sure, card},
    moment::{self, Moment, stored},
    pushing::{Arranged, Arranger, Deciding, pushing, rehearse},
    refusal::{Exit, Refusal, Result},
    say,
    schedule::{Booked, Timetable, Wish, push::Push},
    text::{Text, escaped, names, plural},
    workflow::{plan::Plan, status::Status},
};

use super::{acting::Acting, arguments::Writing, context::Context, looking::Looking};

/// How far around a time other pushes are looked at, in days: its month is inside.
const AROUND: u64 = 31;

// The push that a command is about.
#[derive(clap::Args)]
pub(crate) struct WhichPush {
    #[arg(
        value_name = tr!("推送", "PUSH"),
        help = tr!(
            "哪次推送：编号（可以只写开头）、档期、时间，或其中一篇稿件",
            "Which push: its id or how that begins, its slot, its time, or one of its articles"
        )
    )]
    pub(crate) push: String,
}

// Articles, in the order in which they are given.
#[derive(clap::Args)]
pub(crate) struct Articles {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        required = true,
        num_args = 1..,
        help = tr!(
            "稿件名、路径、标题的一部分，或编号开头（可以写几篇）",
            "Slug, path, part of the title or start of the id (several may follow)"
        )
    )]
    pub(crate) articles: Vec<String>,
}

/// A person about to arrange a push.
pub(crate) struct Arranging<'c> {
    pub(crate) acting: Acting<'c>,
    pub(crate) timetable: Timetable,
}

impl<'c> Arranging<'c> {
    /// Opens the folder.
    pub(crate) fn open(ctx: &'c Context) -> Result<Self> {
        let acting = Acting::open(ctx)?;
        let timetable = acting.folder.working().timetable()?;
        Ok(Arranging { acting, timetable })
    }

    /// The push that is meant.
    pub(crate) fn named(&self, which: &WhichPush) -> Result<Push> {
        let (acting, head) = (&self.acting, self.acting.folder.head()?);
        acting.folder.push_named(&head, &self.timetable, &which.push, (&acting.ctx.start, acting.now))
    }

    /// The minute that is meant.
    pub(crate) fn minute(&self, words: &str) -> Result<Moment> {
        let at = self.timetable.zone.tells(self.timetable.typed(words, self.acting.now)?);
        let minute = at.with_second(0).unwrap_or(at);
        moment::not_past(minute, self.acting.now)?;
        Ok(minute)
    }

    /// The articles that are meant, by slug, each once.
    pub(crate) fn articles(&self, words: &Articles) -> Result<Vec<String>> {
        let head = self.acting.folder.head()?;
        let found = words.articles.iter().map(|words| {
            let Found { slug, .. } = self.acting.folder.find(&head, words, &self.acting.ctx.start)?;
            Ok(slug)
        });
        once(found.collect::<Result<_>>()?)
    }

    /// The articles of a push that are meant, by slug, each once.
    pub(crate) fn inside(&self, push: &Push, words: &[String]) -> Result<Vec<String>> {
        let head = self.acting.folder.head()?;
        let one = |words: &String| {
            if push.position(words).is_some() {
                return Ok(words.clone()); // perhaps no article is called so any more
            }
            let Found { slug, .. } = self.acting.folder.find(&head, words, &self.acting.ctx.start)?;
            if push.position(&slug).is_some() { Ok(slug) } else { Err(not_inside(push, &slug)) }
        };
        once(words.iter().map(one).collect::<Result<_>>()?)
    }

    /// Whether so many articles fit into one push.
    pub(crate) fn fit(&self, articles: &[String]) -> Result<()> {
        let (count, most) = (articles.len(), self.timetable.rhythm.articles.max as usize);
        if count <= most {
            return Ok(());
        }
        let (zh, en) = (count - most, plural(count - most, "article"));
        let message = say!(
            "一次推送最多 {most} 篇，这样有 {count} 篇",
            "a push has up to {most} articles, and this makes {count}"
        );
        Err(Refusal::not_now("push_full", message).help(say!(
            "少 {zh} 篇；要放宽：改 `wxops.toml` 里 `[rhythm]` 的 `articles`，平台最多 8 篇",
            "leave out {en}; for more set `articles` in `[rhythm]` of `wxops.toml`; the platform takes up to 8"
        )))
    }

    /// Whether an article may join the push with this id: it is not out, not given up, and in no other push to come.
    pub(crate) fn may_join(&self, head: &Head<'_>, slug: &str, id: &str) -> Result<()> {
        let (folder, now) = (&self.acting.folder, self.acting.now);
        let found = folder.find(head, slug, &self.acting.ctx.start)?;
        let state = self.acting.state(&found)?;
        let over =
            [Status::Publishing, Status::Published, Status::Archived, Status::Rejected, Status::Retracted];
        if over.contains(&state.status) {
            let Text { zh, en } = state.label();
            let message =
                say!("`{slug}` 现在是“{zh}”，不能排进推送", "`{slug}` is {en} now and joins no push");
            return Err(Refusal::not_now("wrong_state", message).help(say!(
                "看它现在怎样：`wxops show {slug}`",
                "see where it stands: `wxops show {slug}`"
            )));
        }
        let around = folder.pushes_around(now)?;
        let Some(other) = around.coming_with(slug, now)?.filter(|other| other.id != id) else {
            return Ok(());
        };
        let (other, Text { zh, en }) = (&other.id, moment::spoken(other.at, now));
        let message = say!(
            "`{slug}` 已经排在另一次推送里：{other}，{zh}",
            "`{slug}` is in another push already: {other}, {en}"
        );
        Err(Refusal::not_now("in_other_push", message).help(say!(
            "先从那次里去掉：`wxops push remove {other} {slug}`",
            "take it out there first: `wxops push remove {other} {slug}`"
        )))
    }

    /// The rules of the plan that the time of a push breaks, in words: a schedule would refuse them.
    pub(crate) fn offences(&self, at: Moment, articles: &[String]) -> Result<Vec<Text>> {
        let folder = &self.acting.folder;
        let day = folder.local(at).date_naive();
        let first = day.checked_sub_days(Days::new(AROUND)).unwrap_or(day);
        let last = day.checked_add_days(Days::new(AROUND)).unwrap_or(day);
        let head = folder.head()?;
        let outings = folder.outings(&head, first, last)?;
        let counts = |outing: &&Outing| outing.sure <= Sure::Scheduled || outing.at > self.acting.now;
        let booked = outings.iter().filter(counts).filter_map(Outing::booked);
        let others = |own: &Booked| own.at != at && !articles.contains(&own.slug);
        let booked: Vec<Booked> = booked.filter(others).collect();
        let Some(slug) = articles.first() else { return Ok(vec![]) };
        let Some(path) = head.place_of(slug)? else { return Ok(vec![]) };
        let lead = card(folder.working(), path);
        let (category, notifies) = (&lead.category, lead.notifies);
        let wish = Wish { at, slug, category, notifies, approved: None };
        Ok(self.timetable.offences(&wish, &booked).into_iter().map(|offence| offence.message).collect())
    }

    /// Arranges the push with this id and tells what came of it; `words` are the commit's subject after the act.
    pub(crate) fn arrange(
        &self,
        (act, id, words): (&str, &str, &str),
        writing: &Writing,
        deciding: Deciding<'_>,
        told: &dyn Fn(&Arranged) -> Text,
    ) -> anyhow::Result<Exit> {
        let (acting, ctx) = (&self.acting, self.acting.ctx);
        let typist = acting.typist()?;
        let arranger = Arranger { by: &typist.member, who: &typist.identity, at: acting.now };
        let subject = format!("push {act}: {id} {words}");
        let subject = (id, subject.trim_end());
        let make = if writing.dry_run { rehearse } else { pushing };
        let arranged = make(&acting.folder, subject, &arranger, deciding)?;
        let push = match &arranged.plan {
            None => {
                ctx.output.say(&say!("已经办过：推送 {id} 就是这样", "done before: push {id} is so already"));
                self.document(&arranged, false)
            }
            Some(plan) if writing.dry_run => {
                ctx.output.say(&would(plan));
                self.document(&arranged, false)
            }
            Some(_) => {
                ctx.output.say(&told(&arranged));
                self.document(&arranged, true)
            }
        };
        let shared = match (&arranged.commit, &arranged.behind) {
            (Some(_), None) => acting.share(writing.asking()),
            _ => None,
        };
        let exit = shared.as_ref().map_or(Exit::Done, |shared| shared.tell(acting));
        let mut outcome = json!({
            "action": format!("push-{act}"),
            "push": push,
            "commit": arranged.commit.as_ref().map(|commit| &commit.0),
        });
        if let Some(shared) = shared {
            shared.into_document(ctx, &mut outcome);
        }
        ctx.output.json(json!({ "outcome": outcome }));
        if let Some(behind) = arranged.behind {
            ctx.output.refusal(&behind);
            return Ok(behind.exit);
        }
        Ok(exit)
    }

    /// The push as it is now, shown where it changed. It stands, whatever cannot be looked at.
    fn document(&self, arranged: &Arranged, shows: bool) -> Value {
        let Some(push) = &arranged.after else { return Value::Null };
        let looked = || -> Result<Value> {
            let looking = Looking::silent(self.acting.ctx)?;
            let head = looking.folder.head()?;
            let shown = looking.shown(&head, &self.timetable, push)?;
            if shows {
                shown.show();
            }
            Ok(shown.document())
        };
        looked().unwrap_or_else(|refusal| {
            self.acting.ctx.output.note(&refusal.message);
            json!({ "id": push.id, "at": stored(push.at), "path": push.path() })
        })
    }
}

fn would(plan: &Plan) -> Text {
    let Text { zh, en } = names(plan.edits.iter().map(|edit| &edit.path));
    let subject = &plan.message;
    say!("会提交“{subject}”，改动：{zh}", "would commit `{subject}`, changing: {en}")
}

/// Refuses articles that are named twice.
fn once(slugs: Vec<String>) -> Result<Vec<String>> {
    match slugs.iter().enumerate().find(|(n, slug)| slugs[..*n].contains(slug)) {
        None => Ok(slugs),
        Some((_, twice)) => {
            let message = say!("`{twice}` 写了两次", "`{twice}` is named twice");
            Err(Refusal::usage("named_twice", message).help(say!("每篇只写一次", "name each article once")))
        }
    }
}

fn not_inside(push: &Push, slug: &str) -> Refusal {
    let (id, slug, Text { zh, en }) = (&push.id, escaped(slug), names(&push.articles));
    let message = say!("推送 {id} 里没有 `{slug}`", "push {id} has no `{slug}`");
    Refusal::usage("not_in_push", message).help(say!("里面有：{zh}", "it has: {en}"))
}

/// There is no push any more where one was: a colleague was faster.
pub(crate) fn lost(id: &str) -> Refusal {
    let message = say!("推送 {id} 已经不在了", "push {id} is gone");
    Refusal::not_now("somebody_faster", message)
        .help(say!("看有哪些：`wxops push list`", "see what there is: `wxops push list`"))
}
