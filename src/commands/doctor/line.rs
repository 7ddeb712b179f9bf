//! One line of the doctor: what was looked at, how it is, and what mends it.

use serde_json::{Value, json};
use wxops::{
    refusal::Refusal,
    say,
    text::{Language, Text},
};

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Fine,
    Notice,
    Problem,
}

/// One thing that was looked at.
pub(super) struct Line {
    /// A stable word for scripts
    pub(super) name: &'static str,
    pub(super) weight: Weight,
    pub(super) message: Text,
    /// What mends it, one thing a line
    pub(super) help: Vec<Text>,
}

impl Line {
    pub(super) fn fine(name: &'static str, message: Text) -> Line {
        Line { name, weight: Weight::Fine, message, help: vec![] }
    }

    pub(super) fn notice(name: &'static str, message: Text) -> Line {
        Line { name, weight: Weight::Notice, message, help: vec![] }
    }

    pub(super) fn problem(name: &'static str, message: Text) -> Line {
        Line { name, weight: Weight::Problem, message, help: vec![] }
    }

    /// What a command would refuse here, with its way out.
    pub(super) fn refused(name: &'static str, refusal: &Refusal) -> Line {
        let line = Line::problem(name, refusal.message.clone());
        Line { help: refusal.help.clone(), ..line }
    }

    pub(super) fn help(mut self, help: Text) -> Line {
        self.help.push(help);
        self
    }

    /// The columns: how it is, what it is, in words.
    pub(super) fn row(&self, language: Language) -> Vec<String> {
        let mark = match self.weight {
            Weight::Fine => say!("正常", "ok"),
            Weight::Notice => say!("留意", "notice"),
            Weight::Problem => say!("问题", "problem"),
        };
        [mark, label(self.name), self.message.clone()].map(|cell| cell.get(language).to_owned()).into()
    }

    pub(super) fn json(&self, language: Language) -> Value {
        let help: Vec<&str> = self.help.iter().map(|help| help.get(language)).collect();
        json!({
            "name": self.name,
            "weight": match self.weight {
                Weight::Fine => "ok",
                Weight::Notice => "notice",
                Weight::Problem => "problem",
            },
            "message": self.message.get(language),
            "help": help,
        })
    }
}

/// What people call it.
fn label(name: &'static str) -> Text {
    match name {
        "identity" => say!("身份", "identity"),
        "member" => say!("团队", "member"),
        "signing" => say!("签名", "signing"),
        "repository" => say!("仓库", "repository"),
        "branch" => say!("分支", "branch"),
        "recover" => say!("中断", "recover"),
        "upstream" => say!("上游", "upstream"),
        "line_endings" => say!("换行", "line ends"),
        "filters" => say!("过滤器", "filters"),
        "case" => say!("大小写", "case"),
        "hooks" => say!("钩子", "hooks"),
        "folder" => say!("稿件库", "folder"),
        "rule_book" => say!("运营规则", "rule book"),
        "clock" => say!("时钟", "clock"),
        "zone" => say!("时区", "zone"),
        "waiting" => say!("待办", "waiting"),
        other => Text::same(other),
    }
}
