//! From bytes to text: UTF-8 with LF, or a refusal that says how to convert the file.

use crate::refusal::{Refusal, Result};
use crate::say;
use crate::text::{Text, escaped};

/// The largest text wxops takes, as everywhere in the folder.
const LARGEST: usize = 1024 * 1024;

/// The text without a byte order mark and with LF as the only line end.
pub(super) fn text(bytes: &[u8], file: &str, notes: &mut Vec<Text>) -> Result<String> {
    if bytes.len() > LARGEST {
        let message = say!("文件超过 1 MiB，太大了", "the file is larger than 1 MiB");
        let help =
            say!("请拆成几篇，或把图片另存为文件", "split it, or keep its pictures as files of their own");
        return Err(Refusal::unusable("file_too_large", message).at(file).help(help));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let message = say!("文件是 UTF-16 编码，不是 UTF-8", "the file is in UTF-16, not in UTF-8");
        return Err(convert(Refusal::unusable("not_utf8", message).at(file).line(1), "utf-16", file));
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let message = say!("这不是文本文件", "this is not a text file");
        let help = say!("请先另存为 Markdown 文本（UTF-8）", "save it as Markdown text (UTF-8) first");
        return Err(Refusal::unusable("not_text", message).at(file).line(line(bytes, at)).help(help));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line(bytes, error.valid_up_to());
        let message = say!("第 {line} 行不是 UTF-8 编码", "line {line} is not in UTF-8");
        convert(Refusal::unusable("not_utf8", message).at(file).line(line), "gbk", file)
    })?;
    let marked = text.strip_prefix('\u{feff}');
    if marked.is_some() {
        notes.push(say!("去掉了文件开头的 BOM", "a byte order mark was removed"));
    }
    let text = marked.unwrap_or(text);
    if text.trim().is_empty() {
        let message = say!("文件是空的", "the file is empty");
        let help = say!(
            "从模板建一篇：`wxops new 标题 --category 栏目`",
            "begin one from a template: `wxops new TITLE --category CATEGORY`"
        );
        return Err(Refusal::unusable("empty_file", message).at(file).help(help));
    }
    if text.contains('\r') {
        notes.push(say!("换行符改成了 LF", "line ends were changed to LF"));
    }
    Ok(text.replace("\r\n", "\n").replace('\r', "\n"))
}

fn line(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}

fn convert(refusal: Refusal, from: &str, file: &str) -> Refusal {
    let file = escaped(file);
    refusal
        .help(say!(
            "如果是 {from} 编码：`iconv -f {from} -t utf-8 \"{file}\" > utf8.md`",
            "if it is in {from}: `iconv -f {from} -t utf-8 \"{file}\" > utf8.md`"
        ))
        .help(say!(
            "或用编辑器另存为 UTF-8（记事本：另存为，编码选 UTF-8）",
            "or save it as UTF-8 in an editor (Notepad: Save as, Encoding: UTF-8)"
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_line_ends_go_and_it_is_told() {
        let mut notes = Vec::new();
        let text = text("\u{feff}甲\r\n乙\r丙\n".as_bytes(), "a.md", &mut notes).unwrap();
        assert_eq!(text, "甲\n乙\n丙\n");
        assert_eq!(notes.len(), 2);
    }

    #[test]
    fn what_is_not_utf8_is_refused_with_its_line() {
        let large = vec![b'a'; LARGEST + 1];
        let rows: [(&[u8], &str, Option<usize>); 5] = [
            (b"\xb6\xac\xbc\xbe", "not_utf8", Some(1)),
            (b"one\ntwo\n\xb6\xac", "not_utf8", Some(3)),
            (b"\xff\xfea\0", "not_utf8", Some(1)),
            (b"PK\x03\x04\n\0", "not_text", Some(2)),
            (&large, "file_too_large", None),
        ];
        for (bytes, code, line) in rows {
            let refusal = text(bytes, "a.md", &mut Vec::new()).unwrap_err();
            assert_eq!((refusal.code, refusal.line), (code, line));
            assert_eq!(refusal.path.as_deref(), Some("a.md"));
        }
        let gbk = text(b"\xb6\xac", "a.md", &mut Vec::new()).unwrap_err();
        assert!(gbk.help[0].en.contains("iconv -f gbk -t utf-8 \"a.md\""));
    }
}
