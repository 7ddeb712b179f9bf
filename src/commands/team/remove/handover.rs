//! The list by which somebody who leaves hands over (交接清单): what is theirs here, and what is to be done outside git.

use serde_json::{Value, json};
use wxops::{
    adopting::Adopted,
    folder::{Derived, called},
    leaks::masked,
    refusal::Result,
    say,
    signature::Key,
    text::{Text, list as joined, plural},
    workflow::{
        action::Action,
        state::State,
        status::Status,
        team::{Deputy, Stage, Team},
        turn::{deciders, turn},
        who,
    },
};

use super::{open, owner};
use crate::shell::acting::Acting;

/// What concerns the leaver before anything has changed.
pub(super) struct Seen {
    /// Articles that are not finished and theirs
    owned: Vec<Derived>,
    /// Articles that wait for a decision that they can make
    awaited: Vec<Derived>,
}

/// Looks at every article that is not finished.
pub(super) fn seen(acting: &Acting<'_>, id: &str) -> Result<Seen> {
    let awaits = |derived: &Derived| {
        let turn = derived.state().and_then(|state| turn(state, &acting.team, acting.now));
        turn.is_some_and(|turn| turn.action == Action::Approve && turn.people.iter().any(|own| own == id))
    };
    let (mut owned, mut awaited) = (Vec::new(), Vec::new());
    for one in open(acting, &acting.folder.head()?)? {
        if owner(&one) == id {
            owned.push(one);
        } else if awaits(&one) {
            awaited.push(one);
        }
    }
    Ok(Seen { owned, awaited })
}

/// The list.
pub(super) struct List<'l> {
    id: &'l str,
    to: Option<&'l str>,
    seen: &'l Seen,
    /// Articles in review, with those who can still decide them; the leaver could, or the new owner may not
    reviews: Vec<(&'l Derived, Vec<String>)>,
    /// Stages and roles that nobody has any more
    empty: Vec<(String, String)>,
    deputies: Vec<Deputy>,
    /// Fingerprints
    keys: Vec<String>,
}

pub(super) fn list<'l>(
    acting: &Acting<'_>,
    id: &'l str,
    to: Option<&'l str>,
    adopted: &Adopted,
    seen: &'l Seen,
) -> List<'l> {
    let (before, after) = (&adopted.before.team, adopted.version.team.on(acting.now));
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
    let names = |entry: &&Deputy| [&entry.member, &entry.deputy].iter().any(|own| *own == id);
    List {
        id,
        to,
        seen,
        reviews: reviews.collect(),
        empty: empty.map(|(stage, role)| (stage.clone(), role.to_owned())).collect(),
        deputies: before.deputies_from(acting.now).filter(names).cloned().collect(),
        keys: before.keys_of(id).iter().map(Key::fingerprint).collect(),
    }
}

impl List<'_> {
    /// The list as people read it.
    pub(super) fn told(&self, acting: &Acting<'_>, adopted: &Adopted) -> Text {
        let (before, after) = (&adopted.before.team, &adopted.version.team);
        let name = before.name(self.id);
        let mut lines = vec![say!("交接清单（{name}）：", "to hand over ({name}):")];
        self.articles(before, adopted.commit.is_none(), &mut lines);
        for (derived, people) in &self.reviews {
            let Some(state) = derived.state() else { continue };
            let (title, label) = (title(derived), state.label());
            let who = reviewers(state, people, after, acting);
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
        let (count, name) = (self.seen.owned.len(), team.name(self.id));
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
        for derived in &self.seen.owned {
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

    /// The list as a document.
    pub(super) fn document(&self, acting: &Acting<'_>) -> Value {
        let owned = self.seen.owned.iter().map(|derived| {
            json!({
                "slug": derived.card.slug,
                "title": masked(&derived.card.title),
                "status": derived.state().map(|state| state.status.name()),
                "problem": derived.problem().map(|problem| problem.message.get(acting.ctx.language).to_owned()),
            })
        });
        let reviews = self.reviews.iter().map(|(derived, people)| {
            let stage = derived.state().and_then(|state| state.stage.as_ref()).map(|stage| &stage.id);
            json!({ "slug": derived.card.slug, "stage": stage, "people": people })
        });
        let deputies = self.deputies.iter().map(|entry| {
            json!({ "member": entry.member, "deputy": entry.deputy, "from": entry.from, "until": entry.until })
        });
        let empty = self.empty.iter().map(|(stage, role)| json!({ "stage": stage, "role": role }));
        json!({
            "member": self.id,
            "to": self.to,
            "articles": owned.collect::<Vec<_>>(),
            "reviews": reviews.collect::<Vec<_>>(),
            "stages_without_people": empty.collect::<Vec<_>>(),
            "deputies": deputies.collect::<Vec<_>>(),
            "keys": self.keys,
            "outside": outside().iter().map(|line| line.get(acting.ctx.language)).collect::<Vec<_>>(),
        })
    }
}

fn title(derived: &Derived) -> Text {
    called(&derived.card.title, &derived.card.slug)
}

/// Who can decide an article once the leaver is gone.
fn reviewers(state: &State, people: &[String], team: &Team, acting: &Acting<'_>) -> Text {
    let role = state.stage.iter().flat_map(Stage::roles).next().unwrap_or("manager");
    let team = team.on(acting.now);
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
fn outside() -> [Text; 4] {
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
