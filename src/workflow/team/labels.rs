//! What people call roles, and members who act in them.

use super::{Member, ROLES, Seat, Team};
use crate::{
    say,
    text::{Text, list},
};

impl Team {
    /// The label of a role; an own one without an entry in `[roles]` is called by its id.
    pub fn role_label(&self, role: &str) -> Text {
        let known = ROLES.iter().find(|(id, _)| *id == role).map(|(_, label)| *label);
        let label = known.or_else(|| self.roles.get(role).map(String::as_str)).unwrap_or(role);
        say!("{label}", "{role}")
    }

    /// The labels of a member's roles: `初审人、发布人`.
    pub fn roles_of(&self, member: &Member) -> Text {
        list(&member.roles.iter().map(|role| self.role_label(role)).collect::<Vec<_>>())
    }

    /// The labels of several roles of which any will do: `初审人或运营主管`.
    pub fn any_of<'r>(&self, roles: impl IntoIterator<Item = &'r str>) -> Text {
        let labels: Vec<Text> = roles.into_iter().map(|role| self.role_label(role)).collect();
        let Text { zh, en } = list(&labels);
        Text { zh: zh.replace('、', "或"), en: en.replace(", ", " or ") }
    }

    /// A person's name as it stands under an act: 王蕾, or for somebody who is away 王蕾（代张明）.
    pub fn name_in(&self, member: &str, seat: Option<&Seat>) -> Text {
        let name = self.name(member);
        match seat.and_then(|seat| seat.instead_of.as_ref()) {
            Some(other) => {
                let other = self.name(other);
                say!("{name}（代{other}）", "{name} (for {other})")
            }
            None => Text::same(name),
        }
    }
}
