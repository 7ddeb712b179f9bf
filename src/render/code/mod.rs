//! Code as WeChat keeps it: colours in the text, blanks that stay, lines that scroll and do not break.
//!
//! Four kinds of words get a colour of the theme. An article shows a dozen lines to people, so a table of languages
//! and one scanner do: `syntect` would bring an engine for regular expressions, more than a megabyte of grammars in
//! the program, and tens of milliseconds to load them before the first listing.

mod languages;

use languages::{LANGUAGES, Language};

/// A blank that is not taken together with the next.
const FIRM: char = '\u{a0}';

/// What of a listing has a colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    Keyword,
    String,
    Comment,
    Number,
}

/// Writes the lines of a listing; `colours` are the tags of keywords, texts, comments, numbers.
pub(super) fn write(code: &str, language: &str, colours: &[String; 4], out: &mut String) {
    let code = code.strip_suffix('\n').unwrap_or(code);
    let name = language.to_ascii_lowercase();
    let Some(language) = LANGUAGES.iter().find(|known| known.names.contains(&name.as_str())) else {
        return line_by_line(code, true, out);
    };
    let (mut plain, mut at) = (0, 0);
    while at < code.len() {
        let Some((token, end)) = language.token(code, at) else {
            at += code[at..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        if let Some(token) = token {
            line_by_line(&code[plain..at], plain == 0, out);
            let tag = &colours[token as usize];
            out.push_str(tag);
            line_by_line(&code[at..end], at == 0, out);
            out.push_str("</span>");
            plain = end;
        }
        at = end;
    }
    line_by_line(&code[plain..], plain == 0, out);
}

impl Language {
    /// What begins at a place, and where it ends; a word that is nothing special has no token.
    fn token(&self, code: &str, at: usize) -> Option<(Option<Token>, usize)> {
        let rest = &code[at..];
        let line_end = || rest.find('\n').map_or(code.len(), |end| at + end);
        let first = rest.chars().next()?;
        // A comment sign inside a word or an address is none.
        let begins = at == 0 || code[..at].ends_with(|c: char| c.is_whitespace() || "(){}[],;".contains(c));
        if let Some((open, close)) = self.block.iter().find(|(open, _)| rest.starts_with(open)) {
            let inside = &rest[open.len()..];
            let end = inside.find(close).map_or(code.len(), |end| at + open.len() + end + close.len());
            return Some((Some(Token::Comment), end));
        }
        if self
            .line
            .iter()
            .any(|sign| rest.starts_with(sign) && (begins || *sign == "//" && !code[..at].ends_with(':')))
        {
            let word = rest.split(|c: char| c.is_whitespace()).next().unwrap_or_default();
            if !self.is_keyword(word) {
                return Some((Some(Token::Comment), line_end()));
            }
        }
        if let Some(quote) = self.strings.iter().find(|quote| rest.starts_with(**quote)) {
            return Some((Some(Token::String), at + text_end(rest, quote)));
        }
        if first.is_ascii_digit() {
            let end = rest
                .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_')))
                .unwrap_or(rest.len());
            return Some((Some(Token::Number), at + end));
        }
        if first.is_alphabetic() || matches!(first, '_' | '#' | '@' | '!' | '$') {
            let tail = &rest[first.len_utf8()..];
            let end =
                tail.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).unwrap_or(tail.len());
            let joined = first.len_utf8() + end;
            // `a-b` is one word in a style sheet and two elsewhere.
            if self.is_keyword(&rest[..joined]) {
                return Some((Some(Token::Keyword), at + joined));
            }
            let end = tail.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tail.len());
            let word = &rest[..first.len_utf8() + end];
            return Some((self.is_keyword(word).then_some(Token::Keyword), at + word.len()));
        }
        None
    }

    fn is_keyword(&self, word: &str) -> bool {
        !word.is_empty()
            && self
                .keywords
                .split(' ')
                .any(|known| known == word || (self.any_case && known.eq_ignore_ascii_case(word)))
    }
}

/// Where a text ends that begins with a quotation mark, mark included.
fn text_end(rest: &str, quote: &str) -> usize {
    let one_line = quote.len() == 1 && quote != "`";
    let mut at = quote.len();
    while let Some(c) = rest[at..].chars().next() {
        if rest[at..].starts_with(quote) {
            return at + quote.len();
        }
        if one_line && c == '\n' {
            return at;
        }
        at += c.len_utf8();
        if c == '\\' {
            at += rest[at..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
        }
    }
    rest.len()
}

/// Writes text of a listing; `begins` says whether it begins a line.
fn line_by_line(code: &str, begins: bool, out: &mut String) {
    let mut firm = begins || out.ends_with("<br>");
    let mut chars = code.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push_str("<br>"),
            ' ' if firm || chars.peek().is_some_and(|next| matches!(next, ' ' | '\n')) => out.push(FIRM),
            '\t' => out.extend([FIRM; 4]),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() => {}
            c => out.push(c),
        }
        firm = matches!(c, '\n' | ' ' | '\t');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(language: &str, code: &str) -> String {
        let mut out = String::new();
        let colours = ["[k ", "[s ", "[c ", "[n "].map(str::to_owned);
        write(code, language, &colours, &mut out);
        out.replace("</span>", "]").replace(FIRM, "·")
    }

    #[test]
    fn four_kinds_of_words_have_a_colour() {
        assert_eq!(
            shown("rust", "let x = \"甲 \\\" 乙\"; // 42\n"),
            "[k let] x = [s \"甲 \\\" 乙\"]; [c // 42]"
        );
        assert_eq!(
            shown("python", "def f(a):\n    return 0x1f  # 注\n"),
            "[k def] f(a):<br>····[k return] [n 0x1f]··[c # 注]"
        );
        assert_eq!(shown("js", "a = `x\ny` + 'z'"), "a = [s `x<br>y`] + [s 'z']");
        assert_eq!(
            shown("c", "#include <a.h>\nint b1 = 2;"),
            "[k #include] &lt;a.h&gt;<br>[k int] b1 = [n 2];"
        );
        assert_eq!(shown("SQL", "SELECT * FROM t -- 注"), "[k SELECT] * [k FROM] t [c -- 注]");
        assert_eq!(shown("sh", "curl https://a.cn/#b # 注"), "curl https://a.cn/#b [c # 注]");
        assert_eq!(
            shown("css", "/* a\nb */ p { margin: 0 !important }"),
            "[c /* a<br>b */] p { margin: [n 0] [k !important] }"
        );
    }

    #[test]
    fn what_is_no_known_language_stays_as_it_is() {
        assert_eq!(shown("", "  if <a>\t&\n\nb "), "··if &lt;a&gt;····&amp;<br><br>b ");
        assert_eq!(shown("brainfuck", "if"), "if");
    }

    #[test]
    fn what_never_ends_ends_with_the_listing() {
        assert_eq!(shown("js", "'a\nb"), "[s 'a]<br>b");
        assert_eq!(shown("js", "/* a"), "[c /* a]");
        assert_eq!(shown("py", "\"\"\"a\nb\\"), "[s \"\"\"a<br>b\\]");
    }
}
