//! What a proof does not show. It never says more than was proved.

use super::{Proof, Scope};
use crate::{
    say,
    text::{Text, plural},
    workflow::team::Level,
};

impl Proof {
    /// What the reader still has to take on trust, a line each.
    pub fn limits(&self) -> Vec<Text> {
        let (signed, declared) = (self.signed, self.declared);
        let mut limits = Vec::new();
        match (self.level, signed) {
            (Level::Signed, _) => {}
            (Level::Declared, 0) => {
                limits.push(say!("姓名是自报的，没有核验", "names as typed, nobody proved"));
            }
            (Level::Declared, _) => limits.push(say!(
                "{signed} 条记录有签名；升级前的 {declared} 条没有，姓名是自报的，没有核验",
                "{records} signed; {declared} from before that: names as typed, nobody proved",
                records = plural(signed, "record")
            )),
        }
        limits.extend(self.second_hand_told());
        let distrusted = self.distrusted;
        if distrusted > 0 {
            limits.push(say!(
                "{distrusted} 条记录的密钥后来被宣布不可信，逐条核对：`wxops verify --acts`",
                "{records} signed with a key that is distrusted now; look at each: `wxops verify --acts`",
                records = plural(distrusted, "record")
            ));
        }
        if !self.pinned {
            let root = self.root.get(..16).unwrap_or(&self.root);
            limits.push(say!(
                "第 1 版规则未经约定（{root}…），按信任处理：`--pin`",
                "root taken on trust ({root}…): `--pin`"
            ));
        }
        limits.push(match &self.scope {
            Scope::Range { base } => {
                let base = base.short();
                say!(
                    "{base} 和它之前的按已核验处理；连同历史一起核验：`wxops verify --all`",
                    "{base} and what is behind it is taken as proved; to prove that too: `wxops verify --all`"
                )
            }
            Scope::Tree | Scope::History { .. } => say!(
                "末尾的记录没有旁证：被截掉的话看不出来",
                "tail not witnessed: newest records that were cut off would not be missed"
            ),
        });
        if self.sandbox {
            limits.push(say!("演示稿件库（sandbox）：时间是假的", "sandbox: its times are made up"));
        }
        limits
    }
}
