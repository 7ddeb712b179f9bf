//! The robots of chat groups that this computer knows: their addresses come from the environment or from git's settings of this
//! computer, never from the folder, and no word of them is printed.

use wxops::{
    commit::Kept,
    moment::Moment,
    notice::{Robot, Sent},
    refusal::Result,
    repo::Repo,
    say,
    text::Text,
    webhook,
};

use super::{context::Context, output::Output};

/// The robots, and where their addresses come from.
pub(crate) struct Robots {
    pub(crate) all: Vec<Robot>,
    /// By the variable `WXOPS_NOTIFY`; otherwise by a setting of git
    pub(crate) by_variable: bool,
}

/// What is said to one robot.
pub(crate) struct Message {
    /// What it is about; each is said to a robot once
    pub(crate) events: Vec<String>,
    pub(crate) words: String,
}

impl Robots {
    /// Those of this computer; none where no address is set.
    pub(crate) fn of(repo: &Repo) -> Result<Robots> {
        let (addresses, secrets) = Context::notify();
        let by_variable = addresses.is_some();
        let Some(addresses) = addresses.or_else(|| repo.setting("wxops.notify")) else {
            return Ok(Robots { all: vec![], by_variable });
        };
        let secrets = secrets.or_else(|| repo.setting("wxops.notifysecret")).unwrap_or_default();
        Ok(Robots { all: Robot::all(&addresses, &secrets)?, by_variable })
    }

    /// Those that may hear of what happens in a folder: of a sandbox only such as listen on this computer.
    pub(crate) fn hearing(self, sandbox: bool) -> Vec<Robot> {
        self.all.into_iter().filter(|robot| robot.is_here || !sandbox).collect()
    }
}

/// Says to each robot what it does not know yet; `message` gives the words from what was said before. Whether all of it came
/// into the groups; nothing where there was nothing to say. What fails is a note, and is not tried again.
pub(crate) fn deliver(
    (repo, output): (&Repo, Output),
    robots: &[Robot],
    at: Moment,
    message: impl Fn(&Robot, &Sent) -> Option<Message>,
) -> Option<bool> {
    let kept = Kept::of_notices(repo);
    let mut sent = Sent::read(&kept.read().ok().flatten().unwrap_or_default());
    let mut came = None;
    for robot in robots {
        let Some(message) = message(robot, &sent) else { continue };
        match webhook::post(robot, &message.words, at) {
            Ok(()) => {
                message.events.iter().for_each(|event| sent.add(&robot.tag(), event));
                came = Some(came.unwrap_or(true));
            }
            Err(failed) => {
                let (Text { zh, en }, label, advice) = (failed.told(), robot.kind.label(), failed.advice());
                output.note(&say!(
                    "{to_zh}群通知没有发成：{zh}。{advice_zh}",
                    "the {to_en} group was not told: {en}; {advice_en}",
                    to_zh = label.zh,
                    to_en = label.en,
                    advice_zh = advice.zh,
                    advice_en = advice.en
                ));
                came = Some(false);
            }
        }
    }
    if came.is_some() && kept.write(&sent.written()).is_err() {
        output.note(&say!(
            "记不下已经发过这条通知，下次可能重复",
            "that this was sent could not be noted; it may be sent twice"
        ));
    }
    came
}
