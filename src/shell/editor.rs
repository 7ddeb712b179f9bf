//! A person's editor: the one that git knows of (`GIT_EDITOR`, `core.editor`, `VISUAL`, `EDITOR`), on a file.

use std::{io::ErrorKind, path::Path, process::Command};

use wxops::{
    refusal::{Refusal, Result},
    repo::Repo,
    say,
    text::escaped,
};

use super::{interrupt, output::Output};

/// Lets a person edit a file, and waits until the editor is closed.
pub(crate) fn edit(output: Output, repo: &Repo, file: &Path) -> Result<()> {
    let named = repo.setting("GIT_EDITOR").filter(|named| !named.trim().is_empty());
    let named = named.filter(|named| !(cfg!(windows) && named == "vi")); // git's own, which Windows does not have
    let fallback = if cfg!(windows) { "notepad" } else { "vi" };
    let named = named.unwrap_or_else(|| fallback.to_owned());
    let words = if Path::new(&named).is_file() { vec![named.clone()] } else { words(&named) };
    let (program, options) = words.split_first().ok_or_else(|| unopened(&named))?;
    // What Windows calls `code` is a script of another name.
    let endings: &[&str] = if cfg!(windows) { &["", ".cmd", ".bat"] } else { &[""] };
    for ending in endings {
        let mut command = command(&format!("{program}{ending}"));
        match interrupt::unheard(output, || command.args(options).arg(file).status()) {
            Ok(status) if status.success() => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            _ => break,
        }
    }
    Err(unopened(&named))
}

#[expect(clippy::disallowed_methods, reason = "the one place that starts a person's editor")]
fn command(program: &str) -> Command {
    Command::new(program)
}

fn unopened(named: &str) -> Refusal {
    let named = escaped(named);
    Refusal::unusable(
        "no_editor",
        say!(
            "编辑器 `{named}` 打不开，或者没有正常退出",
            "the editor `{named}` does not start, or ended with an error"
        ),
    )
    .help(say!(
        "告诉 git 用哪个：`git config --global core.editor \"code --wait\"`",
        "tell git which to use: `git config --global core.editor \"code --wait\"`"
    ))
}

/// The words of a command: blanks part them, quotes hold them together. Backslashes stay, for Windows.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ' | '\t', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editors_as_people_configure_them() {
        for (line, expected) in [
            ("vi", vec!["vi"]),
            ("code --wait", vec!["code", "--wait"]),
            (
                "'C:/Program Files/Notepad++/notepad++.exe' -multiInst",
                vec!["C:/Program Files/Notepad++/notepad++.exe", "-multiInst"],
            ),
            (r#""C:\Windows\notepad.exe""#, vec![r"C:\Windows\notepad.exe"]),
            ("emacs  -nw ''", vec!["emacs", "-nw", ""]),
            ("  ", vec![]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }
}
