//! How a command acts: who is typing, which article is meant, the act itself, and what is said of it.

use std::path::Path;

use serde_json::{Value, json};
use wxops::{
    advance::{Advanced, advance, rehearse},
    article::{Article, INDEX, called},
    folder::{Card, ContentFolder, Found, Head, Wanted},
    moment::Moment,
    refusal::{Exit, Refusal, Result},
    repo::Identity,
    say,
    text::Text,
    workflow::{
        action::Action,
        decide::{Act, Decision, Does, Done},
        derive::derive,
        judge, policy,
        state::State,
        status::Status,
        team::{TEAM, Team},
        transitions::{self, From, Who},
        turn, who,
    },
};

use super::{
    arguments::{Which, Writing},
    context::Context,
};

/// A person about to act in a content folder.
pub(crate) struct Acting<'c> {
    pub(crate) ctx: &'c Context,
    pub(crate) folder: ContentFolder,
    pub(crate) who: Identity,
    /// The member's id
    pub(crate) by: String,
    /// Now, in the account's zone
    pub(crate) now: Moment,
    /// The rule book in force
    pub(crate) team: Team,
    /// The folder's random id
    pub(crate) repo_id: String,
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
        let folder = ContentFolder::open(&ctx.start)?;
        let head = folder.head()?;
        let now = super::context::folder_time(ctx, &folder, head.policy.is_sandbox())?;
        let who = folder.repo().identity()?;
        let team = head.policy.newest().team.clone();
        let by = member(&team, &who)?;
        let repo_id = head.policy.root().header.repo.clone();
        drop(head);
        Ok(Acting { ctx, folder, who, by, now, team, repo_id })
    }

    /// The article that is meant: the one named, or the only one that fits the act.
    pub(crate) fn find(&self, which: &Which, action: Action) -> Result<Found> {
        let head = self.folder.head()?;
        match &which.article {
            Some(name) => self.folder.find(&head, name, &self.ctx.start),
            None => self.folder.find_only(&head, false, |card| self.fits(card, action)).map_err(|refusal| {
                if !refusal.detail.is_empty() {
                    return refusal;
                }
                let (zh, en) = (action.label().zh, action.name());
                let message = say!(
                    "没有稿件可以由你{zh}；请写明是哪一篇",
                    "you can `{en}` no article now; say which one"
                );
                Refusal { message, ..refusal }
            }),
        }
    }

    /// Where an article stands, by its records.
    pub(crate) fn state(&self, found: &Found) -> Result<State> {
        let head: Head<'_> = self.folder.head()?;
        let records = found.id.as_ref().map(|id| head.records(id)).transpose()?.unwrap_or_default();
        derive(records, &head.policy).map(|(state, _)| state)
    }

    /// Refuses early what the act would refuse in the end, so that nobody ticks a list in vain.
    pub(crate) fn may(&self, state: &State, action: Action) -> Result<()> {
        let submitted = state.submission.as_ref();
        if submitted.is_some_and(|submitted| submitted.decisions.iter().any(|decided| decided.by == self.by))
        {
            return Ok(()); // perhaps done before; the act itself knows
        }
        let mut row =
            *judge::row(Some(state), if action == Action::Submit { Action::SelfCheck } else { action })?;
        row.action = action; // the one that was typed
        who::may(&row, Some(state), &self.by, &self.team)
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
        let (wanted, act) = self.wanted(found, does);
        if writing.dry_run {
            self.rehearsed(action, &rehearse(&self.folder, &wanted, &act)?);
            return Ok(Exit::Done);
        }
        let advanced = advance(&self.folder, &wanted, &act, &self.who)?;
        Ok(self.told(action, &advanced, told))
    }

    /// What would come of an act now, with nothing written.
    pub(crate) fn rehearse(&self, found: &Found, does: Does) -> Result<Decision> {
        let (wanted, act) = self.wanted(found.clone(), does);
        rehearse(&self.folder, &wanted, &act)
    }

    fn wanted(&self, found: Found, does: Does) -> (Wanted, Act) {
        let action = does.action();
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
        };
        (wanted, Act { by: self.by.clone(), at: self.now, does })
    }

    fn told(&self, action: Action, advanced: &Advanced, told: impl Fn(&Done) -> Text) -> Exit {
        let output = self.ctx.output;
        let state = match &advanced.decision {
            Decision::Do(done) => {
                output.say(&told(done));
                &done.after
            }
            Decision::Already(state, words) => {
                output.say(words);
                state
            }
        };
        let mut outcome = self.outcome(action, state, &advanced.decision);
        outcome["outcome"]["commit"] = json!(advanced.commit.as_ref().map(|commit| &commit.0));
        output.json(outcome);
        match &advanced.behind {
            Some(behind) => {
                output.refusal(behind);
                behind.exit
            }
            None => Exit::Done,
        }
    }

    /// `--dry-run`: every file that would change, and the commit's subject.
    fn rehearsed(&self, action: Action, decision: &Decision) {
        let output = self.ctx.output;
        let state = match decision {
            Decision::Do(done) => {
                let subject = done.plan.message.lines().next().unwrap_or_default();
                output.say(&say!("会提交“{subject}”，改动：", "would commit `{subject}`, changing:"));
                for edit in &done.plan.edits {
                    output.say(&Text::same(format!("  {}", edit.path)));
                }
                &done.after
            }
            Decision::Already(state, words) => {
                output.say(words);
                state
            }
        };
        output.json(self.outcome(action, state, decision));
    }

    fn outcome(&self, action: Action, state: &State, decision: &Decision) -> Value {
        let records: Vec<String> = match decision {
            Decision::Do(done) => done.records.iter().map(|filed| filed.record.name()).collect(),
            Decision::Already(..) => vec![],
        };
        json!({ "outcome": {
            "action": action.name(),
            "article": {
                "id": state.id,
                "slug": state.slug,
                "status": state.status.name(),
                "stage": state.stage.as_ref().map(|stage| &stage.id),
                "owner": state.owner,
                "revision": state.revision,
                "path": state.place(),
            },
            "records": records,
            "commit": Value::Null,
            "next": who::ways_on(state).map(|next| next.get(self.ctx.language).to_owned()),
        }})
    }

    /// Whether an article fits an act of this person, by what its front matter says.
    fn fits(&self, card: &Card, action: Action) -> bool {
        let Some(table) = &card.table else { return false };
        let reaches = |action: Action| {
            transitions::of(action).find(|row| match row.from {
                From::Statuses(statuses) => statuses.contains(&table.status),
                From::AnyLive => table.status == Status::Published,
                From::Any | From::AnyNeverPublished => true,
                From::Nothing => false,
            })
        };
        let row = if action == Action::Submit { reaches(Action::SelfCheck) } else { reaches(action) };
        if action == Action::Answer && table.status != Status::ChangesRequested {
            return false; // opinions on a draft stay answerable, by name
        }
        let mine = table.owner == self.by;
        let stage = || self.team.stages.iter().find(|stage| Some(&stage.id) == table.stage.as_ref());
        row.is_some_and(|row| match row.who {
            Who::Roles(_) => true,
            Who::WriterOfIt | Who::OwnerOrManager => mine,
            Who::StageHolder | Who::LastStageOrManager => {
                !mine && stage().is_some_and(|stage| self.team.has_role(&self.by, &stage.role))
            }
        })
    }

    /// The people who can decide the stage that an article waits for, by name.
    pub(crate) fn deciders(&self, state: &State) -> Text {
        self.team.names(turn::deciders(state, &self.team))
    }

    /// How an article is called: its title in 《》, or its slug.
    pub(crate) fn called(&self, state: &State) -> Text {
        let path = format!("{}/{}", state.place(), INDEX);
        let front = self.folder.working().read_front(&path).unwrap_or_default();
        called(Article::parse(front).title(), &state.slug)
    }
}

/// The member that a git identity is.
pub(crate) fn member(team: &Team, who: &Identity) -> Result<String> {
    if let Some(id) = team.member_of(&who.email) {
        return Ok(id.to_owned());
    }
    let (mail, Text { zh, en }) = (&who.email, team.names(team.with_role("manager")));
    Err(Refusal::not_allowed(
        "unknown_member",
        say!(
            "git 说你是 {mail}，团队里没有这个邮箱",
            "git says that you are {mail}, and nobody in the team has that address"
        ),
    )
    .help(say!(
        "邮箱写错了：`git config user.email 你在团队里的邮箱`",
        "if the address is wrong: `git config user.email THE-ONE-IN-THE-TEAM`"
    ))
    .help(say!(
        "还没加入：请运营主管（{zh}）运行 `wxops team add 代号 --name 姓名 --email {mail} --role 角色`",
        "if you are new: ask a manager ({en}) for `wxops team add ID --name NAME --email {mail} --role ROLE`"
    )))
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
