//! Who may type what somebody else said: nobody who wrote the article, and nobody who has another part in approving it.
//! Else one person at a keyboard could be every stage.

use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
    workflow::{
        state::{State, Submitted},
        team::Team,
        transitions::Transition,
        who,
    },
};

/// Whether `by` may type the approval of `member` by the rule book `team`: that member could give it, and `by` has no
/// other part in it.
pub fn may(row: &Transition, before: Option<&State>, by: &str, member: &str, team: &Team) -> Result<()> {
    if !team.members.contains_key(by) {
        return who::may(row, before, by, team);
    }
    if !team.second_hand.allowed {
        let message = say!(
            "运营规则不许代录：审核人要自己通过",
            "the rule book allows no second-hand approvals: a reviewer approves in person"
        );
        return Err(Refusal::not_allowed("second_hand_off", message).help(say!(
            "要放开：在 `team.toml` 的 `[second_hand]` 里改，再由运营主管 `wxops team adopt`",
            "to allow them, edit `[second_hand]` in `team.toml` and let a manager `wxops team adopt`"
        )));
    }
    let (name, whose) = (team.name(by), team.name(member));
    if member == by {
        return Err(Refusal::not_allowed(
            "second_hand_own",
            say!("自己的同意不用代录，直接通过", "nobody types their own approval second-hand"),
        )
        .help(say!("`wxops approve 稿件`", "`wxops approve ARTICLE`")));
    }
    if !team.can_sign(member) {
        return Err(Refusal::not_allowed(
            "second_hand_no_key",
            say!("{whose}没有登记密钥，日后补签不了", "{whose} has no key and could never countersign"),
        )
        .help(say!(
            "先登记：`wxops team key add {member} 公钥文件`",
            "list one first: `wxops team key add {member} FILE.pub`"
        )));
    }
    who::may(row, before, member, team)?;
    if !team.can_sign(by) {
        who::has_key(team, by)?;
    }
    let Some((state, submitted)) = before.and_then(|state| Some((state, state.submission.as_ref()?))) else {
        return Ok(());
    };
    let (code, message) = if state.wrote(by) {
        let message = say!(
            "{name}写了这篇稿件，不能代录它的审核",
            "{name} wrote this article, and types no approval of it"
        );
        ("own_article", message)
    } else if has_decided(submitted, by) {
        let message = say!(
            "{name}自己审过这次送审，不能再代录别人的同意",
            "{name} decided a stage of this submission, and types no approval of it for others"
        );
        ("second_hand_both", message)
    } else if typed_elsewhere(submitted, by, state.stage.as_ref().map(|stage| &*stage.id), member) {
        let message = say!(
            "{name}已经为这次送审代录过另一个人或另一个环节，一个人不能代录两次",
            "{name} typed another approval of this submission already, and nobody types for two"
        );
        ("second_hand_two", message)
    } else {
        return Ok(());
    };
    let Text { zh, en } = team.names(able(state, submitted, member, team));
    let refusal = Refusal::not_allowed(code, message);
    Err(if zh.is_empty() {
        refusal.help(say!("请{whose}自己通过", "let {whose} approve in person"))
    } else {
        refusal.help(say!(
            "可以代录的人：{zh}；或请{whose}自己通过",
            "who may type it: {en}; or let {whose} approve in person"
        ))
    })
}

/// Everybody who may type the approval of a member now, by id.
fn able<'t>(
    state: &'t State,
    submitted: &'t Submitted,
    member: &'t str,
    team: &'t Team,
) -> impl Iterator<Item = &'t str> {
    let stage = state.stage.as_ref().map(|stage| stage.id.as_str());
    team.members.keys().map(String::as_str).filter(move |id| {
        *id != member
            && team.can_sign(id)
            && !state.wrote(id)
            && !has_decided(submitted, id)
            && !typed_elsewhere(submitted, id, stage, member)
    })
}

fn has_decided(submitted: &Submitted, id: &str) -> bool {
    submitted.decisions.iter().any(|decided| decided.by == id)
}

/// Whether somebody typed for another stage or another member; the same once more is about edits made since.
fn typed_elsewhere(submitted: &Submitted, id: &str, stage: Option<&str>, member: &str) -> bool {
    let mut typed = submitted.decisions.iter().filter(|decided| decided.typed_by.as_deref() == Some(id));
    typed.any(|decided| Some(decided.stage.as_str()) != stage || decided.by != member)
}

/// Decisions made side by side are judged against the same state, so what one person did on two branches shows only
/// here: nobody is a typist and an approver of one submission, or a typist for two.
pub fn apart(state: &State) -> Result<()> {
    let Some(submitted) = &state.submission else { return Ok(()) };
    let both = submitted.decisions.iter().any(|decided| {
        let typist = decided.typed_by.as_deref();
        typist.is_some_and(|id| {
            has_decided(submitted, id) || typed_elsewhere(submitted, id, Some(&decided.stage), &decided.by)
        })
    });
    if !both {
        return Ok(());
    }
    Err(Refusal::findings(
        "second_hand_both",
        say!(
            "同一个人既代录、又审了这次送审，或代录了两次",
            "one person typed an approval of this submission and decided it too, or typed two"
        ),
    )
    .help(say!(
        "后做的一方撤掉自己的那次提交，换个人来办",
        "whoever acted later drops that commit; somebody else acts"
    )))
}
