//! Where they meet to share: what the upstream has comes in, one's own acts go out. Nothing is forced, and nothing is merged:
//! where the two went apart, one's own commits are made once more on what the upstream has (`replay`), each act judged again
//! (`judged`), each file joined (`merging`). Then the branch follows, and files and index with it.
//!
//! An act that is not allowed any more stays in the commit that made it, under a name of its own
//! (`refs/wxops/unsynced/TIME`); the others go on.

mod judged;
mod kept;
mod merging;
mod refused;
mod replay;
mod step;

use crate::{
    commit::{self, Outcome, Writer, may_follow},
    folder::ContentFolder,
    moment::Moment,
    refusal::{Refusal, Result},
    repo::{CommitId, Exchange, Followed, Pushed, Repo, rewritten},
    say,
    signer::Asking,
    text::escaped,
};

use replay::Replay;
pub use replay::{Aside, Carried};

/// How often everything begins anew because somebody else was faster.
const TRIES: usize = 5;

/// Who shares, and how.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// The member's id; nothing for somebody whom the team does not know, who makes no act again
    pub me: Option<&'a str>,
    /// Now
    pub at: Moment,
    /// Whether a passphrase may be asked for, where acts are to be signed again
    pub asking: Asking,
    /// How long to wait for the remote, and whether git may ask for a password
    pub exchange: Exchange,
    /// Everything but moving the branch and pushing
    pub rehearsal: bool,
}

/// What came and what went.
#[derive(Clone, Debug)]
pub struct Synced {
    /// Nothing has moved: it only would
    pub rehearsal: bool,
    /// The branch that this one follows, such as `origin/main`
    pub upstream: String,
    /// Where the branch stood
    pub before: CommitId,
    /// Where it stands, or in a rehearsal would
    pub after: CommitId,
    /// How many commits of others came in
    pub came: usize,
    /// Own commits that were made again
    pub carried: Vec<Carried>,
    /// Own commits that were not
    pub aside: Vec<Aside>,
    /// The name under which these are kept
    pub kept: Option<String>,
    /// Files whose text stays in the working copy, though the act on it was not carried over
    pub texts: Vec<String>,
    /// How many commits the upstream has now that it had not
    pub shared: usize,
    /// Why it did not take them; the acts stand all the same
    pub unshared: Option<Refusal>,
    /// What did not follow in the working copy (exit 6)
    pub behind: Option<Refusal>,
}

/// Fetches, follows, makes own commits again, pushes; again if somebody was faster.
pub fn sync(folder: &ContentFolder, person: &Person<'_>) -> Result<Synced> {
    let followed = ready(folder.repo(), person.rehearsal)?;
    let mut synced = Synced::begun(folder.repo(), &followed, person)?;
    for _ in 0..TRIES {
        match synced.round(folder, person, &followed) {
            Ok(true) => return Ok(synced),
            Ok(false) => {}
            // Something came in already, and a refusal would say that nothing has changed.
            Err(refusal) if synced.after != synced.before => {
                synced.unshared = Some(refusal);
                return Ok(synced);
            }
            Err(refusal) => return Err(refusal),
        }
    }
    synced.unshared = Some(overtaken(&followed));
    Ok(synced)
}

/// Pushes right away, as after an act: as a rule nobody was faster. Else the same as [`sync`].
pub fn share(folder: &ContentFolder, person: &Person<'_>) -> Result<Synced> {
    let repo = folder.repo();
    let followed = ready(repo, person.rehearsal)?;
    let mut synced = Synced::begun(repo, &followed, person)?;
    let there = repo.noted(&followed)?;
    let is_ahead = match &there {
        Some(there) => {
            let own = repo.only_here(&synced.before, there)?;
            repo.only_here(there, &synced.before)?.is_empty() && !repo.had(&followed, there, &own)
        }
        None => true,
    };
    if is_ahead && synced.push(repo, &followed, there.as_ref(), person)? {
        return Ok(synced);
    }
    sync(folder, person)
}

/// The branch that the current one follows. Refused where nothing could move.
fn ready(repo: &Repo, rehearsal: bool) -> Result<Followed> {
    if rehearsal {
        commit::ready(repo)?;
    } else {
        drop(Writer::lock(repo, false)?); // what a crash left is finished first
    }
    repo.followed().ok_or_else(|| alone(repo))
}

impl Synced {
    fn begun(repo: &Repo, followed: &Followed, person: &Person<'_>) -> Result<Synced> {
        let here = here(repo)?;
        Ok(Synced {
            rehearsal: person.rehearsal,
            upstream: followed.name().to_owned(),
            before: here.clone(),
            after: here,
            came: 0,
            carried: vec![],
            aside: vec![],
            kept: None,
            texts: vec![],
            shared: 0,
            unshared: None,
            behind: None,
        })
    }

    /// Fetches, follows, pushes. False if somebody was faster.
    fn round(&mut self, folder: &ContentFolder, person: &Person<'_>, followed: &Followed) -> Result<bool> {
        let there = fetched(folder.repo(), followed, person.exchange)?;
        match &there {
            Some(there) if !self.follow(folder, person, (followed, there))? => Ok(false),
            _ => self.push(folder.repo(), followed, there.as_ref(), person),
        }
    }

    /// Brings the branch to what the upstream has, with own commits made again on it. False if somebody committed here
    /// meanwhile.
    fn follow(
        &mut self,
        folder: &ContentFolder,
        person: &Person<'_>,
        (followed, there): (&Followed, &CommitId),
    ) -> Result<bool> {
        let repo = folder.repo();
        let here = if person.rehearsal { self.after.clone() } else { here(repo)? };
        let own = repo.only_here(&here, there)?;
        let behind = repo.only_here(there, &here)?.len();
        if repo.had(followed, there, &own) {
            return Err(rewritten(followed)); // somebody else's commits are not brought back behind their back
        }
        if behind == 0 {
            self.after = here;
            return Ok(true);
        }
        if !repo.are_related(&here, there)? {
            return Err(refused::unrelated(repo));
        }
        let upstream = self.upstream.clone();
        let mut replay = Replay::on(folder, person, &upstream, there.clone());
        for commit in own {
            replay.take(&commit)?;
        }
        let texts = kept::texts(folder, &here, &replay)?;
        may_follow(repo, &here, &replay.tip, &texts)?;
        if !person.rehearsal {
            let writer = Writer::lock(repo, false)?;
            if !replay.aside.is_empty() {
                self.kept = Some(commit::set_aside(repo, &here, person.at)?);
            }
            match writer.follow(&here, &replay.tip, &texts, &format!("sync: {upstream}"))? {
                Outcome::Lost => return Ok(false),
                Outcome::Done { behind, .. } => self.behind = behind.or(self.behind.take()),
            }
        }
        self.came += behind;
        self.after = replay.tip;
        self.texts.extend(texts.into_keys());
        self.aside.extend(replay.aside);
        // What was made again twice counts once: as it was at first, and as it is now.
        let earlier = std::mem::replace(&mut self.carried, replay.carried);
        for now in &mut self.carried {
            if let Some(first) = earlier.iter().find(|first| first.to == now.from) {
                now.from = first.from.clone();
            }
        }
        Ok(true)
    }

    /// Pushes what the upstream has not. False if somebody else was faster.
    fn push(
        &mut self,
        repo: &Repo,
        followed: &Followed,
        there: Option<&CommitId>,
        person: &Person<'_>,
    ) -> Result<bool> {
        let ahead = match there {
            Some(there) => repo.only_here(&self.after, there)?.len(),
            None => repo.length(&self.after)?,
        };
        if ahead > 0 && !person.rehearsal {
            match repo.push(followed, &self.after, person.exchange) {
                Ok(Pushed::Done) => {}
                Ok(Pushed::Overtaken) => return Ok(false),
                Err(refusal) => {
                    self.unshared = Some(refusal);
                    return Ok(true);
                }
            }
        }
        self.shared = ahead;
        Ok(true)
    }
}

fn here(repo: &Repo) -> Result<CommitId> {
    repo.head()?.ok_or_else(crate::workflow::policy::no_rule_book)
}

/// What the upstream has now; nothing if it has no such branch yet.
fn fetched(repo: &Repo, followed: &Followed, exchange: Exchange) -> Result<Option<CommitId>> {
    if repo.fetch(followed, exchange)? { repo.noted(followed) } else { Ok(None) }
}

/// Nobody to share with.
pub fn alone(repo: &Repo) -> Refusal {
    let branch = escaped(&repo.branch().unwrap_or_default());
    let refusal = Refusal::unusable(
        "no_upstream",
        say!(
            "`{branch}` 没有上游，不知道和谁同步",
            "`{branch}` follows no branch of a remote, so there is nobody to share with"
        ),
    );
    match repo.remote() {
        Some(remote) => {
            let remote = escaped(&remote);
            refusal.help(say!(
                "推上去：`git push -u {remote} {branch}`",
                "push it: `git push -u {remote} {branch}`"
            ))
        }
        None => refusal.help(say!(
            "要和同事共用：`git remote add origin 地址`，再 `git push -u origin {branch}`",
            "to share it: `git remote add origin URL`, then `git push -u origin {branch}`"
        )),
    }
}

fn overtaken(followed: &Followed) -> Refusal {
    let upstream = escaped(followed.name());
    Refusal::not_now(
        "somebody_faster",
        say!(
            "同事接连先推到了 {upstream}；本机的操作都在",
            "others pushed to {upstream} first, again and again; what was done here is kept"
        ),
    )
    .help(say!("再来一次：`wxops sync`", "once more: `wxops sync`"))
}
