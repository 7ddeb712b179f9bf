//! What `init` says: what was written, what stayed, and what to type next.

use std::path::Path;

use serde_json::{Value, json};
use wxops::{
    article::digest::Digest,
    commit::Recovered,
    repo::Repo,
    say,
    template::{self, Choices, Founding},
    text::{Text, names, plural},
};

use crate::shell::output::Output;

/// The folder is made.
pub(super) fn tell(
    output: Output,
    dir: Option<&Path>,
    repo: &Repo,
    choices: &Choices,
    founding: &Founding,
    pin: &Digest,
) {
    let (root, Choices { account, name, member, .. }) = (repo.root().display(), choices);
    output.say(&say!("已新建稿件库“{account}”：{root}", "content folder `{account}` made: {root}"));
    let (count, files) = (founding.written.len(), plural(founding.written.len(), "file"));
    output.say(&say!(
        "  写入 {count} 个文件；{name}（{member}）是运营主管和运营编辑",
        "  {files} written; {name} ({member}) is manager and writer"
    ));
    left(output, founding);
    output.say(&say!(
        "  运营规则第 1 版的指纹（记下它，以后核验用 `--pin`）：\n  {pin}",
        "  digest of version 1 of the rule book (write it down for `wxops verify --pin`):\n  {pin}"
    ));
    let dir = dir.map(|dir| dir.display().to_string()).filter(|dir| dir != ".");
    output.say(&match dir {
        Some(dir) => say!("下一步，先进入文件夹（`cd {dir}`）：", "Next, in the folder (`cd {dir}`):"),
        None => say!("下一步：", "Next:"),
    });
    for command in next(choices) {
        output.say(&Text::same(format!("  {command}")));
    }
}

/// Files of a team's own repository that were touched, and those that were not.
fn left(output: Output, founding: &Founding) {
    if !founding.completed.is_empty() {
        let Text { zh, en } = names(&founding.completed);
        output.say(&say!("  补上缺少的行：{zh}", "  lines added that were missing: {en}"));
    }
    if !founding.kept.is_empty() {
        let Text { zh, en } = names(&founding.kept);
        output.say(&say!("  原有文件不动：{zh}", "  kept as they were: {en}"));
    }
}

/// A person for each stage, and the first article.
pub(super) fn next(choices: &Choices) -> Vec<String> {
    let roles = template::roles(choices.stages).into_iter();
    let people = ["wangfang --name 王芳", "zhaoyue --name 赵悦", "zhangming --name 张明"];
    let person = |role| match role {
        "first-reviewer" => people[0],
        "second-reviewer" => people[1],
        _ => people[2],
    };
    let add = |role| {
        let person = person(role);
        let id = person.split(' ').next().unwrap_or_default();
        format!("wxops team add {person} --email {id}@example.com --role {role}")
    };
    roles
        .map(add)
        .chain([tr!("wxops new 第一篇推文 --category news", "wxops new 'Our first article' --category news")
            .to_owned()])
        .collect()
}

pub(super) fn already(output: Output, root: &Path, recovered: &Recovered) {
    let shown = root.display();
    if let Recovered::RolledForward { .. } = recovered {
        output.say(&say!("上次中断的操作已补完", "the act that was cut off is finished now"));
    }
    output
        .say(&say!("{shown} 已经是稿件库，没有改动", "{shown} is a content folder already; nothing changed"));
    output.say(&say!("下一步：`wxops status`", "Next: `wxops status`"));
    output.json(
        json!({ "outcome": { "action": "init", "path": root.to_string_lossy(), "commit": Value::Null } }),
    );
}

pub(super) fn rehearsed(output: Output, founding: Option<Founding>) {
    let Some(founding) = founding else {
        output.say(&say!("已经是稿件库，不会改动", "a content folder already; nothing would change"));
        output.json(json!({ "outcome": { "action": "init", "commit": Value::Null } }));
        return;
    };
    output.say(&say!("会提交“init”，写入：", "would commit `init`, writing:"));
    for path in &founding.written {
        output.say(&Text::same(format!("  {path}")));
    }
    left(output, &founding);
    let Founding { written, completed, kept, .. } = founding;
    output.json(json!({ "outcome": {
        "action": "init", "files": written, "completed": completed, "kept": kept, "commit": Value::Null,
    }}));
}
