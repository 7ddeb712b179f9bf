//! How a command acts: who is typing, which article is meant, and the act itself.

use std::{cell::OnceCell, path::Path};

use wxops::{
    advance::{advance, rehearse},
    article::{Article, INDEX, digest::Digest},
    commit,
    folder::{ContentFolder, Found, Head, Wanted, called},
    moment::Moment,
    pushing,
    refusal::{Exit, Refusal, Result},
    say,
    text::{Text, list},
    workflow::{
        action::Action,
        chain::Filed,
        command::command,
        decide::{Act, Decision, Does, Done, changed_lines},
        derive::{derive, derive_for},
        judge, policy,
        replacement::back_to,
        state::State,
        status::Status,
        team::{TEAM, Team},
        turn, who,
    },
};

use super::{
    arguments::{Seen, Which, Writing},
    asking,
    context::Context,
    drafts::Drafts,
    typist::{Typist, typist},
};

/// A person about to act in a content folder.
pub(crate) struct Acting<'c> {
    pub(crate) ctx: &'c Context,
    pub(crate) folder: ContentFolder,
    /// Now, in the account's zone
    pub(crate) now: Moment,
    /// The rule book in force
    pub(crate) team: Team,
    /// The folder's random id
    pub(crate) repo_id: String,
    /// The newest records when this person read the article, if they were asked about just that
    pub(crate) read: Option<Vec<Digest>>,
    typist: OnceCell<Typist>,
}

impl<'c> Acting<'c> {
    /// Opens the folder and finds out who is typing.
    pub(crate) fn open(ctx: &'c Context) -> Result<Self> {
        let acting = Self::open_to_adopt(ctx)?;
        let team_file = acting.folder.working().read(TEAM, policy::LIMIT)?;
        if let Err(unadopted) = policy::adopted(&acting.folder.head()?.policy, team_file.as_deref()) {
            ctx.output.note(&unadopted.message);
        }
        Ok(acting)
    }

    /// The same without a word about a rule book that was edited and not adopted.
    pub(crate) fn open_to_adopt(ctx: &'c Context) -> Result<Self> {
        let folder = ContentFolder::open_to_act(&ctx.start)?;
        commit::make_room(folder.repo());
        let head = folder.head()?;
        let now = super::context::folder_time(ctx, &folder, head.policy.is_sandbox())?;
        let team = head.policy.newest().team.on(now).into_owned();
        let repo_id = head.policy.root().header.repo.clone();
        drop(head);
        Ok(Acting { ctx, folder, now, team, repo_id, read: None, typist: OnceCell::new() })
    }

    /// Who is typing. git was asked when the folder was opened; only here is its answer waited for.
    pub(crate) fn typist(&self) -> Result<&Typist> {
        match self.typist.get() {
            Some(known) => Ok(known),
            None => {
                let found = typist(&self.team, self.folder.repo())?;
                Ok(self.typist.get_or_init(|| found))
            }
        }
    }

    /// The article that is meant: the one named, or the only one that fits the act.
    pub(crate) fn find(&self, which: &Which, action: Action) -> Result<Found> {
        if which.article.is_some() {
            return self.find_as(which, action, ""); // by its name, whoever asks
        }
        self.find_as(which, action, &self.typist()?.member)
    }

    /// The same for an act of member `by`, whoever types it.
    pub(crate) fn find_as(&self, which: &Which, action: Action, by: &str) -> Result<Found> {
        let head = self.folder.head()?;
        match &which.article {
            Some(name) => self.folder.find(&head, name, &self.ctx.start),
            None => {
                self.folder.find_only(&head, false, |card| self.fits(card, action, by)).map_err(|refusal| {
                    if !refusal.detail.is_empty() {
                        return refusal;
                    }
                    let (zh, en) = (action.label().zh, action.name());
                    let message = say!(
                        "没有稿件可以由你{zh}；请写明是哪一篇",
                        "you can `{en}` no article now; say which one"
                    );
                    Refusal { message, ..refusal }
                })
            }
        }
    }

    /// Where an article stands, by its records.
    pub(crate) fn state(&self, found: &Found) -> Result<State> {
        let records = self.records(found)?;
        derive(records, &self.folder.head()?.policy).map(|(state, _)| state)
    }

    /// The records of an article; none of one that is not under the workflow yet.
    fn records(&self, found: &Found) -> Result<Vec<Filed>> {
        let head: Head<'_> = self.folder.head()?;
        Ok(found.id.as_ref().map(|id| head.records(id)).transpose()?.unwrap_or_default())
    }

    /// What this person wrote about an article and has not used.
    pub(crate) fn drafts(&self, found: &Found) -> Result<Drafts> {
        let article = found.id.as_deref().unwrap_or_default();
        Drafts::of(self.folder.repo(), article, &self.typist()?.member)
    }

    /// Refuses early what the act would refuse in the end, so that nobody ticks a list in vain.
    pub(crate) fn may(&self, state: &State, action: Action) -> Result<()> {
        let by = &self.typist()?.member;
        let submitted = state.submission.as_ref();
        if submitted.is_some_and(|submitted| submitted.decisions.iter().any(|decided| decided.by == *by)) {
            return Ok(()); // perhaps done before; the act itself knows
        }
        let mut row =
            *judge::row(Some(state), if action == Action::Submit { Action::SelfCheck } else { action })?;
        row.action = action; // the one that was typed
        who::may(&row, Some(state), by, &self.team)
    }

    /// The category that the article names in the working copy.
    pub(crate) fn category(&self, found: &Found) -> String {
        let path = format!("{}/{INDEX}", found.path);
        Article::parse(self.folder.working().read_front(&path).unwrap_or_default()).category().to_owned()
    }

    /// Whether the text of the working copy is the one that was self-checked last.
    pub(crate) fn is_checked(&self, found: &Found, state: &State) -> Result<bool> {
        let working = self.folder.working_bundle(&found.path, None, false)?;
        let same = working.is_some_and(|bundle| bundle.content(&state.id, &state.slug) == state.content);
        Ok(state.status == Status::Checked && same)
    }

    /// Acts on an article and tells what came of it in the command's own words.
    pub(crate) fn act(
        &self,
        found: Found,
        does: Does,
        writing: &Writing,
        told: impl Fn(&Done) -> Text,
    ) -> anyhow::Result<Exit> {
        let action = does.action();
        let (wanted, act) = self.wanted(found, does)?;
        if writing.dry_run {
            self.rehearsed(action, &rehearse(&self.folder, &wanted, &act)?);
            return Ok(Exit::Done);
        }
        let advanced = advance(&self.folder, &wanted, &act, &self.typist()?.identity, writing.asking())?;
        Ok(self.told(action, &advanced, writing.asking(), told))
    }

    /// Shows what reviewers changed since a text, the one with the digest `since`, to whoever is about to confirm it.
    pub(crate) fn seen(
        &self,
        found: &Found,
        (before, since): (&State, &Digest),
        action: Action,
        seen: &Seen,
        writing: &Writing,
    ) -> Result<()> {
        if seen.yes || writing.dry_run {
            return Ok(());
        }
        let bundle = self.folder.head()?.bundle(&found.path)?;
        let old = bundle.as_ref().zip(before.submission.as_ref());
        let old = old.and_then(|(bundle, submitted)| back_to(bundle, submitted, since));
        let lines = old.zip(bundle).map(|(old, new)| changed_lines(&old, &new)).unwrap_or_default();
        let message = say!("这些修改要看过才能确认", "these edits are to be seen before they are confirmed");
        let mut refusal = Refusal::findings("edits_unseen", message).at(format!("{}/{INDEX}", found.path));
        for line in lines {
            refusal = refusal.detail(Text::same(line));
        }
        let Text { zh, en } = command(action, before);
        refusal = refusal.help(say!("看过，同意：`{zh} --yes`", "to confirm them: `{en} --yes`"));
        let other = if action == Action::Accept { Action::Decline } else { Action::RequestChanges };
        let Text { zh, en } = command(other, before);
        refusal = refusal.help(say!("不同意：`{zh}`", "not to: `{en}`"));
        asking::seen(self.ctx, refusal, writing)
    }

    /// Refuses to take back or to change the time of an article that a timer of the back office will send.
    pub(crate) fn untimed(&self, found: &Found, does: &Does) -> Result<()> {
        if !matches!(does, Does::Withdraw(_) | Does::Unschedule | Does::Schedule { .. } | Does::Discard(_)) {
            return Ok(());
        }
        let records = self.records(found)?;
        let (state, _) = derive_for(does.action(), records, &self.folder.head()?.policy)?; // a fork that it heals is none
        let Some(timer) = self.folder.timer_of(&state, self.now)? else { return Ok(()) };
        match does {
            Does::Schedule { at, .. } if *at == timer.push.at => Ok(()),
            _ => Err(pushing::timed(&timer, &state.slug, self.now)),
        }
    }

    /// What would come of an act now, with nothing written.
    pub(crate) fn rehearse(&self, found: &Found, does: Does) -> Result<Decision> {
        let (wanted, act) = self.wanted(found.clone(), does)?;
        rehearse(&self.folder, &wanted, &act)
    }

    fn wanted(&self, found: Found, does: Does) -> Result<(Wanted, Act)> {
        let action = does.action();
        self.untimed(&found, &does)?;
        let slug = match &does {
            Does::Rename(slug) => Some(slug.clone()),
            Does::Begin(begin) => Some(begin.slug.clone()),
            _ => None,
        };
        let wanted = Wanted {
            article: found,
            slug,
            takes_text: action.takes_text(),
            checked: matches!(action, Action::SelfCheck | Action::Submit),
            lays_out: action.lays_out(),
            edits: does.edits().to_vec(),
            read: self.read.clone(),
        };
        Ok((wanted, Act { by: self.typist()?.member.clone(), at: self.now, does }))
    }

    /// The people who can decide the stage that an article waits for, by name.
    pub(crate) fn deciders(&self, state: &State) -> Text {
        let Some(stage) = &state.stage else { return Text::default() };
        let people = turn::deciders(state, &self.team);
        list(&people.into_iter().map(|id| who::named(&self.team, id, stage)).collect::<Vec<_>>())
    }

    /// How an article is called: its title in 《》, or its slug.
    pub(crate) fn called(&self, state: &State) -> Text {
        let path = format!("{}/{}", state.place(), INDEX);
        let front = self.folder.working().read_front(&path).unwrap_or_default();
        called(Article::parse(front).title().unwrap_or_default(), &state.slug)
    }
}

/// The text of the article as it is committed, for quotations in opinions.
pub(crate) fn text_of(acting: &Acting<'_>, found: &Found) -> Result<String> {
    let head = acting.folder.head()?;
    Ok(head.bundle(&found.path)?.map(|bundle| bundle.index.text().to_owned()).unwrap_or_default())
}

/// A path of the command line, from where the person stands.
pub(crate) fn from_start(ctx: &Context, path: &Path) -> std::path::PathBuf {
    ctx.start.join(path)
}
