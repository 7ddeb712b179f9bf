//! The program around its commands: which language, which stream, which exit code.

#![allow(clippy::disallowed_methods, reason = "a test starts the program")]

use std::{
    fs,
    process::{Command, Output, Stdio},
};

fn wxops(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
    for variable in ["WXOPS_LANG", "WXOPS_NOW", "LANGUAGE", "LC_ALL", "LC_MESSAGES"] {
        command.env_remove(variable);
    }
    command.env("LANG", "C").args(words);
    command
}

fn first_line(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_language_is_typed_or_set_or_the_folder_s_or_the_desktop_s() {
    let zh = "按运营规则管理公众号稿件";
    let en = "Run a WeChat Official Account by its rule book";
    let folder = tempfile::tempdir().unwrap();
    let under = folder.path().join("articles");
    fs::create_dir(&under).unwrap();
    let page = |words: &[&str], lang: &str, desktop: &str| {
        let mut command = wxops(words);
        first_line(
            &command.current_dir(&under).env("WXOPS_LANG", lang).env("LANG", desktop).output().unwrap(),
        )
    };
    assert_eq!(page(&[], "", "en_US.UTF-8"), en);
    assert_eq!(page(&[], "", "zh_CN.UTF-8"), zh);
    fs::write(folder.path().join("wxops.toml"), "language = \"zh\"\nbroken =").unwrap();
    assert_eq!(page(&[], "", "en_US.UTF-8"), zh);
    assert_eq!(page(&[], "en", "zh_CN.UTF-8"), en);
    assert_eq!(page(&["help", "--lang=zh"], "en", "en_US.UTF-8"), zh);
    let far = wxops(&["-C", &under.to_string_lossy(), "help"]).output().unwrap();
    assert_eq!(first_line(&far), zh);
}

#[test]
fn a_mistake_in_typing_is_talk_or_a_document_and_exit_2() {
    let typed = wxops(&["aprove"]).output().unwrap();
    assert_eq!((typed.status.code(), typed.stdout.len()), (Some(2), 0));
    let talk = String::from_utf8(typed.stderr).unwrap();
    assert_eq!(
        talk,
        "error: there is no command `wxops aprove`\n  help: did you mean `wxops approve`?\n  \
         help: run `wxops --help` to see how it is used\n"
    );

    let typed = wxops(&["withdraw", "--json"]).output().unwrap();
    assert_eq!((typed.status.code(), typed.stderr.len()), (Some(2), 0));
    let document: serde_json::Value = serde_json::from_slice(&typed.stdout).unwrap();
    assert_eq!(document["schema_version"], 1);
    assert_eq!(document["error"]["code"], "usage");
    assert_eq!(document["error"]["message"], "`wxops withdraw` needs `--reason <TEXT>`");
    assert_eq!(
        document["error"]["help"],
        "for example: `wxops withdraw dongji-xinpin --reason 'the figures changed'`\n\
         run `wxops withdraw --help` to see how it is used"
    );
}

#[test]
fn a_reader_who_leaves_changes_nothing() {
    let mut child = wxops(&["help"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let done = child.wait_with_output().unwrap();
    assert_eq!((done.status.code(), String::from_utf8_lossy(&done.stderr).as_ref()), (Some(0), ""));
}
