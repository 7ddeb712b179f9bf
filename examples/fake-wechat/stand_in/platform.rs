//! Everything that the stand-in holds. A test may look at all of it and change it.

use super::{
    account::Account,
    clock::Clock,
    drafts::Draft,
    faults::Faults,
    log::Call,
    mass::{Push, PushQuota},
    media::{Material, Picture},
    preview::Shown,
    published::Published,
    publishing::{Job, Outcome},
    quota::Used,
    tokens::Tokens,
};

/// The platform with its one account.
#[derive(Clone, Debug)]
pub(crate) struct Platform {
    pub(crate) account: Account,
    pub(crate) clock: Clock,
    pub(crate) tokens: Tokens,
    /// From `uploadimg`, in order
    pub(crate) pictures: Vec<Picture>,
    /// From `add_material`, in order
    pub(crate) materials: Vec<Material>,
    /// The draft box, oldest first
    pub(crate) drafts: Vec<Draft>,
    pub(crate) draft_box_is_open: bool,
    /// What was submitted to be published
    pub(crate) jobs: Vec<Job>,
    /// What readers can open, oldest first
    pub(crate) published: Vec<Published>,
    /// What was pushed, by API and by hand
    pub(crate) pushes: Vec<Push>,
    /// The previews that were sent
    pub(crate) previews: Vec<Shown>,
    /// All calls, oldest first
    pub(crate) calls: Vec<Call>,
    pub(crate) faults: Faults,
    pub(crate) used: Used,

    /// How often `freepublish/get` and `mass/get` say of a job that it is still going on
    pub(crate) checks_in_progress: u32,
    /// Seconds after which a job that nobody asks about is over too
    pub(crate) publishing_takes: i64,
    /// How jobs end
    pub(crate) outcome: Outcome,
    /// Whether a push is sent: `SEND_SUCCESS` or `SEND_FAIL`
    pub(crate) push_outcome: &'static str,
    /// How many pushes there may be
    pub(crate) push_quota: PushQuota,
    /// The tags that fans have
    pub(crate) tags: Vec<i64>,
    /// OpenIDs that previews can go to; without, every one
    pub(crate) fans: Option<Vec<String>>,
    /// Whether pictures are kept with other bytes than were sent
    pub(crate) reencodes: bool,
    /// Whether `\uXXXX` in a draft is refused
    pub(crate) refuses_escapes: bool,
    /// Most characters of an article's content, where the documented 20,000 is to be enforced; in practice it is not
    pub(crate) content_limit: Option<usize>,
    counter: u64,
}

impl Platform {
    pub(crate) fn new(account: Account) -> Platform {
        Platform {
            push_quota: PushQuota::of(account.kind),
            counter: account.first,
            account,
            clock: Clock::default(),
            tokens: Tokens::default(),
            pictures: Vec::new(),
            materials: Vec::new(),
            drafts: Vec::new(),
            draft_box_is_open: true,
            jobs: Vec::new(),
            published: Vec::new(),
            pushes: Vec::new(),
            previews: Vec::new(),
            calls: Vec::new(),
            faults: Faults::default(),
            used: Used::default(),
            checks_in_progress: 1,
            publishing_takes: 60,
            outcome: Outcome::published(),
            push_outcome: "SEND_SUCCESS",
            tags: vec![2],
            fans: None,
            reencodes: false,
            refuses_escapes: true,
            content_limit: None,
        }
    }

    /// A number that was not given before.
    pub(crate) fn next_number(&mut self) -> u64 {
        self.counter += 1;
        self.counter
    }

    /// An id that was not given before, such as `Dr_0001`.
    pub(crate) fn next_id(&mut self, kind: &str) -> String {
        format!("{kind}_{:04}", self.next_number())
    }

    pub(crate) fn draft(&self, media_id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.media_id == media_id)
    }

    pub(crate) fn draft_mut(&mut self, media_id: &str) -> Option<&mut Draft> {
        self.drafts.iter_mut().find(|draft| draft.media_id == media_id)
    }

    /// The calls of a path, such as `draft/add`.
    pub(crate) fn calls_of(&self, path: &str) -> Vec<&Call> {
        self.calls
            .iter()
            .filter(|call| call.path.trim_start_matches("/cgi-bin/") == path.trim_start_matches("/cgi-bin/"))
            .collect()
    }
}
