//! Arguments that several commands share; flattened into theirs.
//!
//! What clap reads carries no doc comments, here and in every command: they would stand in the help page
//! instead of the words in the reader's language.

use std::path::PathBuf;

use wxops::signer::Asking;

// Which article: named, or the only one that fits the act.
#[derive(clap::Args)]
pub(crate) struct Which {
    #[arg(
        value_name = tr!("稿件", "ARTICLE"),
        help = tr!(
            "稿件名、路径、标题的一部分，或编号开头；只有一篇合适时可以不写",
            "Slug, path, part of the title or start of the id; left out where only one fits"
        )
    )]
    pub(crate) article: Option<String>,
}

// For every command that writes.
#[derive(clap::Args)]
pub(crate) struct Writing {
    #[arg(long, help = tr!("只说会改什么，什么都不改", "Say what would change and change nothing"))]
    pub(crate) dry_run: bool,
    #[arg(long, help = tr!("不提问；缺了就报错", "Never ask; what is missing is an error"))]
    pub(crate) no_input: bool,
}

impl Writing {
    /// Whether `ssh-keygen` may ask for a passphrase.
    pub(crate) fn asking(&self) -> Asking {
        if self.no_input { Asking::Refused } else { Asking::Allowed }
    }
}

// The answers to a check list.
#[derive(clap::Args)]
pub(crate) struct Attesting {
    #[arg(
        long,
        value_name = tr!("项", "ITEMS"),
        help = tr!(
            "逐项确认：`all`，或用逗号隔开的项名（可重复）",
            "Items of the check list that hold: `all`, or names with commas (can be repeated)"
        )
    )]
    pub(crate) attest: Vec<String>,
    #[arg(
        long,
        value_name = tr!("项=理由", "ITEM=REASON"),
        help = tr!("不涉及的项和理由（可重复）", "An item that does not apply, and why (can be repeated)")
    )]
    pub(crate) na: Vec<String>,
}

impl Attesting {
    /// Whether anything was ticked on the command line.
    pub(crate) fn given(&self) -> bool {
        !self.attest.is_empty() || !self.na.is_empty()
    }
}

// Edits that somebody else made are looked at before they are confirmed.
#[derive(clap::Args)]
pub(crate) struct Seen {
    #[arg(
        long,
        help = tr!("看过要确认的修改了，不再列出来问", "The edits to be confirmed were seen; do not show them and ask")
    )]
    pub(crate) yes: bool,
}

// What a reviewer asks for.
#[derive(clap::Args)]
pub(crate) struct Opinions {
    #[arg(
        long,
        value_name = tr!("类别：意见", "CATEGORY: OPINION"),
        help = tr!(
            "一条修改意见，如 `事实数据：参数与官网不一致`（可重复）",
            "One thing to change, such as `fact: the figure is wrong` (can be repeated)"
        )
    )]
    pub(crate) opinion: Vec<String>,
    #[arg(
        short = 'F',
        long,
        value_name = tr!("文件", "FILE"),
        help = tr!("从文件读修改意见，一行一条；`-` 是标准输入", "Read opinions from a file, one a line; `-` is standard input")
    )]
    pub(crate) file: Option<PathBuf>,
}

// Why: the words stay in the record.
#[derive(clap::Args)]
pub(crate) struct Reason {
    #[arg(
        long,
        value_name = tr!("理由", "TEXT"),
        help = tr!("理由，写入流转记录", "Why; kept in the record")
    )]
    pub(crate) reason: String,
}

// Which of the keys that the rule book lists.
#[derive(clap::Args)]
pub(crate) struct Listed {
    #[arg(
        value_name = tr!("密钥", "KEY"),
        help = tr!("密钥的指纹，或它的开头几位；`wxops team key` 列出", "The key's fingerprint, or how it begins; `wxops team key` lists them")
    )]
    pub(crate) key: String,
}
