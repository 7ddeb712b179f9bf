//! What git would do to files: change line ends, filter them, mix up their names; and the hooks that wxops does not run.

use std::collections::BTreeSet;

use wxops::{
    article::portable::one_file,
    hooks::{Hook, Hooks, Lies},
    refusal::Result,
    repo::Repo,
    say,
    text::{escaped, names},
};

use super::line::Line;

/// Most files whose names are compared.
const LIMIT: usize = 200_000;

/// A file of each kind that must stay as it is, and the line of `.gitattributes` that keeps it.
const KEPT: [(&str, &str); 5] = [
    ("articles/a/index.md", "articles/**"),
    ("archive/a/2026/01/a/index.md", "archive/**"),
    (".wxops/policy/0001.toml", ".wxops/**"),
    ("team.toml", "team.toml"),
    ("security/consents/2026/01/a/a.txt", "security/**"),
];

pub(super) fn lines(repo: &Repo) -> Vec<Line> {
    let told = |name, line: Result<Line>| line.unwrap_or_else(|refusal| Line::refused(name, &refusal));
    vec![
        told("line_endings", line_endings(repo)),
        told("filters", filters(repo)),
        told("case", case(repo)),
        hooks(repo),
    ]
}

/// Every byte that was reviewed stays: no line end is changed, on no computer.
fn line_endings(repo: &Repo) -> Result<Line> {
    let says = repo.attribute("text", &KEPT.map(|(path, _)| path))?;
    let open: Vec<&str> =
        KEPT.iter().zip(&says).filter(|(_, says)| *says != "unset").map(|((_, kept), _)| *kept).collect();
    let set = says.iter().any(|says| says != "unset" && says != "unspecified");
    let converts = repo.setting("core.autocrlf").is_some_and(|word| word != "false");
    if open.is_empty() {
        return Ok(Line::fine("line_endings", say!("git 不改换行", "git changes no line ends")));
    }
    let mend = added(open.iter().map(|pattern| format!("{pattern} -text")));
    Ok(if set || converts {
        let message =
            say!("git 会改换行，内容指纹对不上", "git changes line ends, and content digests will not agree");
        Line::problem("line_endings", message).help(mend)
    } else {
        let message = say!(
            "`.gitattributes` 没有写不改换行，同事的电脑上可能会改",
            "`.gitattributes` does not keep line ends, and colleagues' computers may change them"
        );
        Line::notice("line_endings", message).help(mend)
    })
}

/// Large-file storage would commit bytes that nobody approved.
fn filters(repo: &Repo) -> Result<Line> {
    let asked = ["articles/a/index.md", "articles/a/cover.png", "articles/a/cover.jpg"].map(str::to_owned);
    if repo.has_filter(&asked)?.contains(&true) {
        let message =
            say!("稿件要经过 git 过滤器（如 LFS）", "articles go through a git filter (such as LFS)");
        return Ok(Line::problem("filters", message).help(added(["articles/** -filter".to_owned()])));
    }
    Ok(Line::fine("filters", say!("稿件不经过过滤器", "articles go through no filter")))
}

/// The command that adds lines to `.gitattributes`; the last ones win there.
fn added(lines: impl IntoIterator<Item = String>) -> wxops::text::Text {
    let quoted: Vec<String> = lines.into_iter().map(|line| format!("'{line}'")).collect();
    let lines = quoted.join(" ");
    say!(
        "在稿件库的根目录运行：`printf '%s\\n' {lines} >> .gitattributes`",
        "in the root of the folder, type `printf '%s\\n' {lines} >> .gitattributes`"
    )
}

/// Names that are one file on Windows and macOS.
fn case(repo: &Repo) -> Result<Line> {
    let mut paths = BTreeSet::new();
    if let Some(head) = repo.head()? {
        let tree = repo.snapshot(&head)?;
        for folder in ["articles", "archive"] {
            let files = tree.files(folder, LIMIT)?;
            for path in files.into_iter().map(|(path, _)| format!("{folder}/{path}")) {
                paths.extend(path.match_indices('/').map(|(at, _)| path[..at].to_owned())); // folders too
                paths.insert(path);
            }
        }
    }
    let Some((one, other)) = one_file(paths.iter().map(String::as_str)) else {
        return Ok(Line::fine("case", say!("没有只差大小写的文件名", "no names differ in case alone")));
    };
    let (one, other) = (escaped(one), escaped(other));
    let renamed = format!("{}-2{}", stem(&one), one.strip_prefix(stem(&one)).unwrap_or_default());
    Ok(Line::problem(
        "case",
        say!(
            "`{one}` 和 `{other}` 在 Windows 和 macOS 上是同一个文件",
            "`{one}` and `{other}` are one file on Windows and macOS"
        ),
    )
    .help(say!(
        "改名再提交：`git mv '{one}' '{renamed}'`",
        "rename one and commit that: `git mv '{one}' '{renamed}'`"
    )))
}

/// The path without the ending of its name.
fn stem(path: &str) -> &str {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    path[name..].rfind('.').map_or(path, |at| &path[..name + at])
}

/// Hooks are programs of the repository's own; wxops runs none.
fn hooks(repo: &Repo) -> Line {
    let hooks = repo.hooks();
    let ours = |name: &&String| {
        let hook = Hook::ALL.into_iter().find(|hook| hook.name() == name.as_str());
        hook.is_some_and(|hook| {
            Hooks::of(repo).and_then(|own| own.lies(hook)).is_ok_and(|lies| lies == Lies::Ours)
        })
    };
    let (ours, hooks): (Vec<String>, Vec<String>) = hooks.into_iter().partition(|name| ours(&name));
    if hooks.is_empty() && !ours.is_empty() {
        let named = escaped(&names(&ours).en);
        return Line::fine("hooks", say!("{named}：wxops 装的", "{named}: installed by wxops"));
    }
    if hooks.is_empty() {
        return Line::fine("hooks", say!("没有钩子", "there are none"));
    }
    let named = escaped(&names(&hooks).en);
    Line::notice(
        "hooks",
        say!("{named}：wxops 提交时不运行", "{named}: wxops runs none of them when it commits"),
    )
}
