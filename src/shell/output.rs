//! The only way to print: data to stdout, talk to stderr, every word from a repository made harmless.
//!
//! An answer has two forms, sentences and one JSON document. A command gives both; only the one that was
//! asked for is printed, so no command asks which. A reader who closes the pipe is no error.

use anstream::{AutoStream, ColorChoice};
use serde_json::{Map, Value, json};
use std::{
    ffi::OsString,
    fmt::Write as _,
    io::{ErrorKind, IsTerminal, Write},
};
use wxops::{
    refusal::{Exit, Refusal},
    text::{Language, Text, escaped, harmless},
};

use crate::language;

/// Prints, in one language and one form.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Output {
    language: Language,
    json: bool,
    colour: ColorChoice,
}

impl Output {
    /// Reads `--json` and `--color` off the command line, so that even its own mistakes are printed as asked.
    pub(crate) fn new(language: Language, words: &[OsString]) -> Self {
        let colour = match language::option(words, &["--color"]).as_deref() {
            Some("always") => ColorChoice::Always,
            Some("never") => ColorChoice::Never,
            _ => ColorChoice::Auto, // a terminal, and no `NO_COLOR`
        };
        Output { language, json: language::flag(words, "--json"), colour }
    }

    /// The reader's language.
    pub(crate) fn language(self) -> Language {
        self.language
    }

    /// Whether `--json` was asked for: then [`Output::say`] prints nothing, without it [`Output::json`].
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Whether colours are seen on stdout; without them a drawing needs marks.
    pub(crate) fn is_coloured(self) -> bool {
        AutoStream::new(std::io::stdout(), self.colour).current_choice() != ColorChoice::Never
    }

    /// One line of the answer, to stdout.
    pub(crate) fn say(self, line: &Text) {
        self.page(&escaped(line.get(self.language)));
    }

    /// A drawing of the answer, to stdout: a table, a finding in its line. It may carry colours;
    /// whoever draws has made the words from the repository harmless ([`escaped`]).
    pub(crate) fn page(self, drawing: &str) {
        if !self.json {
            self.print(drawing);
        }
    }

    /// The answer as one JSON document, to stdout; `schema_version` goes in front of the object's fields.
    pub(crate) fn json(self, answer: Value) {
        if !self.json {
            return;
        }
        let mut document = Map::from_iter([("schema_version".to_owned(), json!(1))]);
        match answer {
            Value::Object(fields) => document.extend(fields),
            other => drop(document.insert("value".to_owned(), other)),
        }
        self.print(&harmless(&format!("{:#}", Value::Object(document))));
    }

    /// One line of talk, to stderr: progress, a remark, a warning.
    pub(crate) fn note(self, line: &Text) {
        self.stderr(&escaped(line.get(self.language)));
    }

    /// How far long work has come: one line that is written over, on a terminal only, and gone when the work is `over`.
    pub(crate) fn progress(self, line: &Text, over: bool) {
        let mut stderr = std::io::stderr();
        if stderr.is_terminal() {
            let line = if over { String::new() } else { escaped(line.get(self.language)) };
            let _ = write!(stderr, "\r\x1b[K{line}"); // a terminal that is gone does not matter
            let _ = stderr.flush();
        }
    }

    /// What wxops will not do, and what to do now: to stderr, or as the JSON document.
    pub(crate) fn refusal(self, refusal: &Refusal) {
        if self.json { self.json(self.document(refusal)) } else { self.stderr(&self.drawn(refusal)) }
    }

    /// One of several refusals of a proof: to stderr; with `--json` it is part of the command's own document.
    pub(crate) fn problem(self, refusal: &Refusal) {
        if !self.json {
            self.stderr(&self.drawn(refusal));
        }
    }

    /// Prints why a command failed and returns how the program ends.
    pub(crate) fn failure(self, error: &anyhow::Error) -> Exit {
        if let Some(refusal) = error.downcast_ref::<Refusal>() {
            self.refusal(refusal);
            return refusal.exit;
        }
        let causes = error.chain().skip(1).map(Text::same);
        let refusal = causes.fold(Refusal::unusable("failed", Text::same(error)), Refusal::detail);
        self.refusal(&refusal);
        refusal.exit
    }

    fn drawn(self, refusal: &Refusal) -> String {
        let (error, help) = match self.language {
            Language::Zh => ("错误：", "下一步："),
            Language::En => ("error: ", "help: "),
        };
        let words = |text: &Text| escaped(text.get(self.language));
        let mut page = format!("\x1b[1;31m{error}\x1b[0m{}", words(&refusal.message));
        if let Some(path) = &refusal.path {
            let line = refusal.line.map(|line| format!(":{line}")).unwrap_or_default();
            let _ = write!(page, "\n  --> {}{line}", escaped(path));
        }
        for detail in &refusal.detail {
            for line in words(detail).lines() {
                let _ = write!(page, "\n  {line}");
            }
        }
        for line in &refusal.help {
            let _ = write!(page, "\n  \x1b[36m{help}\x1b[0m{}", words(line));
        }
        page
    }

    fn document(self, refusal: &Refusal) -> Value {
        let words = |texts: &[Text]| -> Vec<String> {
            texts.iter().map(|text| text.get(self.language).to_owned()).collect()
        };
        let help = words(&refusal.help);
        let mut error = json!({
            "code": refusal.code,
            "message": refusal.message.get(self.language),
            "help": if help.is_empty() { Value::Null } else { json!(help.join("\n")) },
            "path": refusal.path,
            "line": refusal.line,
        });
        if !refusal.detail.is_empty() {
            error["detail"] = json!(words(&refusal.detail));
        }
        json!({ "error": error })
    }

    /// Prints to stdout, whatever was asked for: a page of help.
    pub(crate) fn print(self, text: &str) {
        let mut stream = AutoStream::new(std::io::stdout(), self.colour);
        // In one piece: a stream that takes the colours away writes every line by itself.
        let written = if stream.current_choice() == ColorChoice::Never {
            let plain = if text.contains('\x1b') {
                anstream::adapter::strip_str(text).to_string()
            } else {
                text.to_owned()
            };
            std::io::stdout().write_all((plain + "\n").as_bytes())
        } else {
            writeln!(stream, "{text}")
        };
        if let Err(error) = written.and_then(|()| stream.flush())
            && error.kind() != ErrorKind::BrokenPipe
        {
            self.note(&wxops::say!("输出没有写完：{error}", "the output is cut short: {error}"));
        }
    }

    /// Nobody is left to be told when this fails.
    fn stderr(self, text: &str) {
        let _ = writeln!(AutoStream::new(std::io::stderr(), self.colour), "{text}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wxops::say;

    fn refusal() -> Refusal {
        Refusal::not_now("not_now", say!("稿件\u{1b}[2J不是定稿", "the article\u{1b}[2J is not approved"))
            .at("articles/a/index.md")
            .line(4)
            .detail(say!("一\n二", "one\ntwo"))
            .help(say!("运行 `wxops why a`", "run `wxops why a`"))
    }

    #[test]
    fn a_refusal_names_its_place_and_the_way_out() {
        let output = Output { language: Language::Zh, json: false, colour: ColorChoice::Never };
        let page = anstream::adapter::strip_str(&output.drawn(&refusal())).to_string();
        assert_eq!(
            page,
            "错误：稿件\\u{1b}[2J不是定稿\n  --> articles/a/index.md:4\n  一\n  二\n  下一步：运行 `wxops why a`"
        );
    }

    #[test]
    fn a_refusal_is_a_document_too() {
        let output = Output { language: Language::En, json: true, colour: ColorChoice::Never };
        let error = &output.document(&refusal())["error"];
        assert_eq!(error["code"], "not_now");
        assert_eq!(error["help"], "run `wxops why a`");
        assert_eq!(error["line"], 4);
    }
}
