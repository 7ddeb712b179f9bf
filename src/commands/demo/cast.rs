//! Who plays: the people of the demonstration, as git knows them.

/// A person at a keyboard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Person {
    /// The name
    pub(super) name: &'static str,
    /// The mail box; the address is at example.com
    pub(super) id: &'static str,
    /// The roles, as `team add` takes them
    pub(super) role: &'static str,
}

pub(super) const CHEN_JING: Person = Person { name: "陈静", id: "chenjing", role: "运营主管" };
pub(super) const LI_NA: Person = Person { name: "李娜", id: "lina", role: "运营编辑" };
pub(super) const WANG_FANG: Person = Person { name: "王芳", id: "wangfang", role: "初审人" };
pub(super) const ZHANG_MING: Person = Person { name: "张明", id: "zhangming", role: "终审人" };
/// Can write to the folder, as everybody who has cloned it, and is nobody in the team.
pub(super) const ZHAO_LEI: Person = Person { name: "赵磊", id: "zhaolei", role: "" };

impl Person {
    /// The address of the git commits.
    pub(super) fn email(&self) -> String {
        format!("{}@example.com", self.id)
    }

    /// The command line that brings this person into the team.
    pub(super) fn joins(&self) -> String {
        let Person { name, id, role } = self;
        format!("wxops team add {id} --name {name} --email {} --role {role}", self.email())
    }
}
