//! Somebody leaves: the articles that go over to another member in the commit that takes them out, and the list by which
//! they hand over (交接清单): what is theirs here, and what is to be done outside git.

use crate::{
    adopting::Adopted,
    folder::{ContentFolder, Derived, Found, Head, Wanted, called, cards},
    moment::Moment,
    refusal::Result,
    say,
    signature::Key,
    text::{Text, list as joined, plural},
    workflow::{
        action::Action,
        decide::{Act, Decision, Does, Done, decide},
        state::State,
        status::Status,
        team::{Deputy, Stage, Team},
        turn::{deciders, turn},
        who,
    },
};

/// What concerns the leaver before anything has changed.
pub struct Seen {
    /// Articles that are not finished and theirs
    owned: Vec<Derived>,
    /// Articles that wait for a decision that they can make
    awaited: Vec<Derived>,
}

/// Looks at every article that is not finished.
pub fn seen(folder: &ContentFolder, team: &Team, now: Moment, id: &str) -> Result<Seen> {
    let awaits = |derived: &Derived| {
        let turn = derived.state().and_then(|state| turn(state, team, now));
        turn.is_some_and(|turn| turn.action == Action::Approve && turn.people.iter().any(|own| own == id))
    };
    let (mut owned, mut awaited) = (Vec::new(), Vec::new());
    for one in open(folder, &folder.head()?)? {
        if owner(&one) == id {
            owned.push(one);
        } else if awaits(&one) {
            awaited.push(one);
        }
    }
    Ok(Seen { owned, awaited })
}

/// Every article that is not finished and that `from` owns, handed to `to` by a member, now: decided on what is
/// committed.
pub fn assigned(
    folder: &ContentFolder,
    head: &Head<'_>,
    (by, at): (&str, Moment),
    (from, to): (&str, &str),
) -> Result<Vec<Done>> {
    let mut acts = Vec::new();
    for derived in open(folder, head)?.into_iter().filter(|derived| owner(derived) == from) {
        let card = derived.card;
        let id = card.table.map(|table| table.id);
        let article = Found { path: card.path, slug: card.slug, id, in_place: true };
        let wanted = Wanted::of(article);
        let act = Act { by: by.to_owned(), at, does: Does::Assign(to.to_owned()) };
        if let Decision::Do(done) = decide(&folder.evidence(head, &wanted)?, &act)? {
            acts.push(*done);
        }
    }
    Ok(acts)
}

/// Every article that somebody is still at work on.
fn open(folder: &ContentFolder, head: &Head<'_>) -> Result<Vec<Derived>> {
    let over = [Status::Published, Status::Rejected, Status::Retracted, Status::Archived];
    let mut open = cards(folder, false)?;
    open.retain(|card| card.table.as_ref().is_some_and(|table| !over.contains(&table.status)));
    folder.derived(head, open)
}

/// Who owns an article, by its records; where these are broken, as it says itself.
fn owner(derived: &Derived) -> &str {
    let claimed = derived.card.table.as_ref().map(|table| table.owner.as_str());
    derived.state().map(|state| state.owner.as_str()).or(claimed).unwrap_or_default()
}

/// The list.
pub struct Handover<'l> {
    /// Who leaves, by id
    pub member: &'l str,
    /// Who takes the articles, if somebody does
    pub to: Option<&'l str>,
    /// Articles that are not finished and the leaver's
    pub owned: &'l [Derived],
    /// Articles in review, with those who can decide them from then on
    pub reviews: Vec<(&'l Derived, Vec<String>)>,
    /// Stages with the role that nobody has any more
    pub empty: Vec<(String, String)>,
    /// Entries of deputies that go too
    pub deputies: Vec<Deputy>,
    /// Fingerprints of keys that fall
    pub keys: Vec<String>,
}

impl<'l> Handover<'l> {
    /// The list of somebody who leaves, as the new version makes it.
    pub fn of(
        (member, to): (&'l str, Option<&'l str>),
        adopted: &Adopted,
        seen: &'l Seen,
        now: Moment,
    ) -> Handover<'l> {
        let (before, after) = (&adopted.before.team, adopted.version.team.on(now));
        let reviews = seen.awaited.iter().chain(seen.owned.iter().filter(|_| to.is_some()));
        let reviews = reviews.filter_map(|derived| {
            let state = derived.state().filter(|state| state.status == Status::InReview)?;
            let given = adopted.along.iter().find(|done| done.after.id == state.id).map(|done| &done.after);
            let people: Vec<String> =
                deciders(given.unwrap_or(state), &after).into_iter().map(ToOwned::to_owned).collect();
            // Of the articles that are handed over only those are told that nobody can review any more.
            (given.is_none() || people.is_empty()).then_some((derived, people))
        });
        let nobody = |team: &Team, role: &str| team.with_role(role).next().is_none();
        let seats = after.stages.iter().flat_map(|stage| stage.roles().map(move |role| (&stage.name, role)));
        let empty = seats.filter(|(_, role)| nobody(&after, role));
        let names = |entry: &&Deputy| [&entry.member, &entry.deputy].iter().any(|own| *own == member);
        Handover {
            member,
            to,
            owned: &seen.owned,
            reviews: reviews.collect(),
            empty: empty.map(|(stage, role)| (stage.clone(), role.to_owned())).collect(),
            deputies: before.deputies_from(now).filter(names).cloned().collect(),
            keys: before.keys_of(member).iter().map(Key::fingerprint).collect(),
        }
    }

    /// The list as people read it.
    pub fn told(&self, adopted: &Adopted, now: Moment) -> Text {
        let (before, after) = (&adopted.before.team, &adopted.version.team);
        let name = before.name(self.member);
        let mut lines = vec![say!("交接清单（{name}）：", "to hand over ({name}):")];
        self.articles(before, adopted.commit.is_none(), &mut lines);
        for (derived, people) in &self.reviews {
            let Some(state) = derived.state() else { continue };
            let (title, label) = (title(derived), state.label());
            let who = reviewers(state, people, after, now);
            lines.push(say!(
                "  {label_zh}　{title_zh}　{zh}",
                "  {label_en}  {title_en}  {en}",
                label_zh = label.zh,
                label_en = label.en,
                title_zh = title.zh,
                title_en = title.en,
                zh = who.zh,
                en = who.en
            ));
        }
        for (stage, role) in &self.empty {
            lines.push(say!(
                "  {stage}现在没有人能办；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
                "  nobody can decide {stage} now; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
            ));
        }
        for entry in &self.deputies {
            let Text { zh, en } = before.deputy_told(entry);
            lines.push(say!("  代审人一并去掉：{zh}", "  no deputy any more: {en}"));
        }
        for key in &self.keys {
            lines.push(say!("  密钥失效：{key}", "  no longer signs: {key}"));
        }
        lines.push(say!("  git 以外，请逐项办：", "  outside git, one by one:"));
        lines.extend(outside().iter().map(|Text { zh, en }| say!("    {zh}", "    {en}")));
        Text {
            zh: lines.iter().map(|line| line.zh.as_str()).collect::<Vec<_>>().join("\n"),
            en: lines.iter().map(|line| line.en.as_str()).collect::<Vec<_>>().join("\n"),
        }
    }

    /// The articles: given to somebody, or still to be given.
    fn articles(&self, team: &Team, is_rehearsal: bool, lines: &mut Vec<Text>) {
        let (count, name) = (self.owned.len(), team.name(self.member));
        let articles = plural(count, "article");
        match self.to.map(|to| team.name(to)) {
            _ if count == 0 => {
                lines.push(say!("  {name}名下没有在办的稿件", "  {name} owns no article at work"));
                return;
            }
            Some(to) => lines.push(say!("  转交给{to} {count} 篇：", "  {articles} to {to}:")),
            None if is_rehearsal => lines.push(say!(
                "  {name}名下有 {count} 篇稿件，移出时一起转交：加 `--handover 编辑`；或移出后逐篇转交：",
                "  {name} owns {articles}; hand them on with `--handover WRITER`, or one by one afterwards:"
            )),
            None => lines.push(say!(
                "  {name}名下还有 {count} 篇稿件，请转交：",
                "  {name} still owns {articles}; hand them on:"
            )),
        }
        for derived in self.owned {
            let (title, slug) = (title(derived), &derived.card.slug);
            let label = derived.state().map(State::label).unwrap_or_default();
            lines.push(match self.to {
                Some(_) => say!(
                    "    {label_zh}　{zh}",
                    "    {label_en}  {en}",
                    label_zh = label.zh,
                    label_en = label.en,
                    zh = title.zh,
                    en = title.en
                ),
                None => say!("    wxops assign {slug} 成员", "    wxops assign {slug} MEMBER"),
            });
        }
    }
}

fn title(derived: &Derived) -> Text {
    called(&derived.card.title, &derived.card.slug)
}

/// Who can decide an article once the leaver is gone.
fn reviewers(state: &State, people: &[String], team: &Team, now: Moment) -> Text {
    let role = state.stage.iter().flat_map(Stage::roles).next().unwrap_or("manager");
    let team = team.on(now);
    let names: Vec<Text> = state
        .stage
        .iter()
        .flat_map(|stage| people.iter().map(|id| who::named(&team, id, stage)).collect::<Vec<_>>())
        .collect();
    let Text { zh, en } = joined(&names);
    if people.is_empty() {
        return say!(
            "没有别人能审；加一位：`wxops team add 代号 --name 姓名 --email 邮箱 --role {role}`",
            "nobody else can review it; add one: `wxops team add ID --name NAME --email MAIL --role {role}`"
        );
    }
    say!("改由{zh}审", "now for {en}")
}

/// What no program here can do.
pub fn outside() -> [Text; 4] {
    [
        say!(
            "公众号后台：从运营者名单去掉；管理员是本人的，先换绑",
            "the back office of the account: take them off the list of operators; if they are its administrator, rebind it first"
        ),
        say!(
            "AppSecret 和接口令牌：重置，再更新用到它们的程序",
            "AppSecret and interface tokens: reset them, then update the programs that use them"
        ),
        say!(
            "素材库、图库、网盘：收回权限，改掉共用的密码",
            "libraries of pictures and shared drives: withdraw access, change shared passwords"
        ),
        say!(
            "代码托管：移出仓库成员，撤销其令牌和部署密钥",
            "the git host: remove them from the repository, revoke their tokens and deploy keys"
        ),
    ]
}
