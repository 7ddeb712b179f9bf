//! A change as it is read: a paragraph that was edited stands there once, with what went and what came in their places.

use super::{Hunk, Line, Part, Sign};

/// How many characters on each side of a change are kept of a long stretch that stays.
const KEPT: usize = 40;

/// A row of what is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row<'h> {
    /// A line that stays, went, or came whole
    Whole(&'h Line),
    /// A line that was edited
    Edited(Vec<Piece>),
}

/// Words of an edited line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The words
    pub text: String,
    /// Whether they stay, went or came
    pub sign: Sign,
}

impl Hunk {
    /// Its rows, in order.
    pub fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut lines = self.lines.iter().peekable();
        while let Some(line) = lines.next() {
            let next = lines.peek().filter(|next| line.sign == Sign::Minus && next.sign == Sign::Plus);
            match next.and_then(|next| woven(&line.parts, &next.parts)) {
                Some(pieces) => {
                    rows.push(Row::Edited(pieces));
                    lines.next();
                }
                None => rows.push(Row::Whole(line)),
            }
        }
        rows
    }
}

/// The parts of an old and a new line in one row. Nothing if they are not one line that was edited: such have as much
/// in common, to the character.
fn woven(old: &[Part], new: &[Part]) -> Option<Vec<Piece>> {
    let kept = |parts: &[Part]| -> usize {
        parts.iter().filter(|part| !part.changed).map(|part| part.text.chars().count()).sum()
    };
    let changed = old.iter().chain(new).any(|part| part.changed);
    if !changed || kept(old) == 0 || kept(old) != kept(new) {
        return None;
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut old = old.iter().peekable();
    let mut ahead = 0; // so many characters of the new line's stretch are still to be matched in the old line
    for part in new {
        let mut rest: Vec<char> = part.text.chars().collect();
        if part.changed {
            take_gone(&mut old, &mut ahead, &mut pieces);
            push(&mut pieces, part.text.clone(), Sign::Plus);
            continue;
        }
        while !rest.is_empty() {
            take_gone(&mut old, &mut ahead, &mut pieces);
            let length = old.peek().map_or(rest.len(), |part| part.text.chars().count() - ahead);
            let here: String = rest.drain(..length.min(rest.len())).collect();
            ahead += here.chars().count();
            push(&mut pieces, here, Sign::Same);
        }
    }
    take_gone(&mut old, &mut ahead, &mut pieces);
    Some(pieces)
}

/// What went at this place of the old line.
fn take_gone<'p>(
    old: &mut std::iter::Peekable<impl Iterator<Item = &'p Part>>,
    ahead: &mut usize,
    pieces: &mut Vec<Piece>,
) {
    while let Some(part) = old.peek() {
        if part.changed {
            push(pieces, part.text.clone(), Sign::Minus);
        } else if *ahead < part.text.chars().count() {
            return;
        }
        *ahead = 0;
        old.next();
    }
}

fn push(pieces: &mut Vec<Piece>, text: String, sign: Sign) {
    match pieces.last_mut() {
        Some(last) if last.sign == sign => last.text.push_str(&text),
        _ => pieces.push(Piece { text, sign }),
    }
}

/// The same pieces with `…` in the middle of what stays, where that is long.
pub fn shortened(pieces: &[Piece]) -> Vec<Piece> {
    let last = pieces.len().saturating_sub(1);
    let each = pieces.iter().enumerate().map(|(n, piece)| {
        let chars: Vec<char> = piece.text.chars().collect();
        let (head, tail) = (if n == 0 { 0 } else { KEPT }, if n == last { 0 } else { KEPT });
        if piece.sign != Sign::Same || chars.len() <= head + tail + KEPT / 2 {
            return piece.clone();
        }
        let text = chars[..head].iter().chain(['…'].iter()).chain(&chars[chars.len() - tail..]).collect();
        Piece { text, ..piece.clone() }
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::{super::hunks, *};

    fn numbered(text: &str) -> Vec<(usize, &str)> {
        text.split_inclusive('\n').enumerate().map(|(n, line)| (n + 1, line)).collect()
    }

    fn marked(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| match piece.sign {
            Sign::Same => piece.text.clone(),
            Sign::Minus => format!("[-{}-]", piece.text),
            Sign::Plus => format!("{{+{}+}}", piece.text),
        };
        pieces.iter().map(piece).collect()
    }

    /// What is read, without what is around it.
    fn read(old: &str, new: &str) -> String {
        let hunks = hunks(&numbered(old), &numbered(new));
        let row = |row: Row<'_>| match row {
            Row::Edited(pieces) => Some(marked(&pieces)),
            Row::Whole(line) => match line.sign {
                Sign::Same => None,
                Sign::Minus => Some(format!("- {}", line.text())),
                Sign::Plus => Some(format!("+ {}", line.text())),
            },
        };
        hunks.iter().flat_map(Hunk::rows).filter_map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn words_that_came_and_went_stand_in_their_places() {
        for (old, new, shown) in [
            // Chinese
            ("设备最怕启动不了。", "设备最怕再也启动不了。", "设备最怕{+再也+}启动不了。"),
            ("X2 电源在零下", "X2 电源充满电，在零下", "X2 电源{+充满电，+}在零下"),
            ("加热到二十三度", "加热到三十四度", "加热到[-二十三-]{+三十四+}度"),
            ("甲，乙。", "甲，充满电，乙。", "甲，{+充满电，+}乙。"),
            ("电源很好。电源很轻。", "电源很轻。", "[-电源很好。-]电源很轻。"),
            ("开售，欢迎预约。", "开售。", "开售[-，欢迎预约-]。"),
            ("（甲）", "（甲）（乙）", "（甲）{+（乙）+}"),
            ("你好", "你好吗？", "你好{+吗？+}"),
            ("你哈哈", "你哈哈哈", "你哈哈{+哈+}"),
            // mixed
            ("续航 900 公里，可用", "续航 800 公里，可用", "续航 [-900-]{+800+} 公里，可用"),
            ("达 1,200 元", "达 1,250 元", "达 [-1,200-]{+1,250+} 元"),
            ("比例为 3.5%", "比例为 3.6%", "比例为 [-3.5-]{+3.6+}%"),
            ("用 WeChat 发", "用 Wechat 发", "用 [-WeChat-]{+Wechat+} 发"),
            ("the quick fox runs", "the quick brown fox runs", "the quick {+brown +}fox runs"),
            ("| 低温 | −20 ℃ |", "| 低温 | −30 ℃ |", "| 低温 | −[-20-]{+30+} ℃ |"),
            ("title = \"冬季新品\"", "title = \"冬季新品发布\"", "title = \"冬季新品{+发布+}\""),
            // full-width letters, marks
            ("型号Ｘ２上市", "型号X2上市", "型号[-Ｘ２-]{+X2+}上市"),
            ("很好,很轻", "很好，很轻", "很好[-,-]{+，+}很轻"),
            ("他说\"好的\"。", "他说“好的”。", "他说[-\"-]{+“+}好的[-\"-]{+”+}。"),
            ("中　文字在这", "中文字在这", "中[-　-]文字在这"),
            // emoji in one piece, composed ones too
            ("今天开心👍", "今天开心👍🏽", "今天开心[-👍-]{+👍🏽+}"),
            ("全家👨‍👩‍👧出门走走", "全家👨‍👩‍👦出门走走", "全家[-👨‍👩‍👧-]{+👨‍👩‍👦+}出门走走"),
            ("来🇨🇳玩一玩", "来🇫🇷玩一玩", "来[-🇨🇳-]{+🇫🇷+}玩一玩"),
            // an old line and what became of it, others beside
            (
                "第一段话在这里。\n第二段话在那里。",
                "新加一句。\n第一段话在这儿。\n第二段话在那里。",
                "+ 新加一句。\n第一段话在这[-里-]{+儿+}。",
            ),
            ("人说天气很好\n", "价格表见后页\n", "- 人说天气很好\n+ 价格表见后页"),
            ("甲", "", "- 甲"),
            ("", "甲", "+ 甲"),
            ("甲", "甲", ""),
        ] {
            assert_eq!(read(old, new), shown, "{old} → {new}");
        }
    }

    #[test]
    fn three_characters_in_a_long_paragraph_are_three_characters() {
        let clause = "公司在这一年里推出了新的产品，受到用户的欢迎。";
        let each =
            (0..100).flat_map(|n| ["第".to_owned(), n.to_string(), "条：".to_owned(), clause.to_owned()]);
        let long: String = each.collect();
        let at = long.find("第57条").unwrap() + "第57条：公司".len();
        let new = format!("{}及其他{}", &long[..at], &long[at..]);
        let hunks = hunks(&numbered(&long), &numbered(&new));
        let rows = hunks[0].rows();
        let [Row::Edited(pieces)] = rows.as_slice() else { panic!("two lines") };
        let changed: Vec<&Piece> = pieces.iter().filter(|piece| piece.sign != Sign::Same).collect();
        assert_eq!(changed, [&Piece { text: "及其他".into(), sign: Sign::Plus }]);
        let short = marked(&shortened(pieces));
        assert!(short.chars().count() < 100 && short.starts_with('…') && short.ends_with('…'), "{short}");
        assert!(short.contains("第57条：公司{+及其他+}在这一年里"), "{short}");
    }

    #[test]
    fn what_stays_and_what_came_are_the_new_line_and_the_old_one_too() {
        let words = ["甲，", "乙", "丙。", "12", " ", "ab", "丁", "，", "。", "戊己庚辛"];
        let mut seed = 7_u64;
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            usize::try_from(seed >> 33).unwrap() % below
        };
        for _ in 0..2_000 {
            let old: Vec<&str> = (0..next(12)).map(|_| words[next(words.len())]).collect();
            let mut new = old.clone();
            for _ in 0..next(4) {
                let at = next(new.len() + 1);
                if next(2) == 0 && at < new.len() {
                    new.remove(at);
                } else {
                    new.insert(at, words[next(words.len())]);
                }
            }
            let (old, new) = (old.concat(), new.concat());
            for hunk in hunks(&numbered(&old), &numbered(&new)) {
                for row in hunk.rows() {
                    let Row::Edited(pieces) = row else { continue };
                    let without = |sign: Sign| -> String {
                        let left = pieces.iter().filter(|piece| piece.sign != sign);
                        left.map(|piece| piece.text.as_str()).collect()
                    };
                    assert_eq!((without(Sign::Plus), without(Sign::Minus)), (old.clone(), new.clone()));
                }
            }
        }
    }

    #[test]
    fn fifty_kilobytes_are_compared_at_once() {
        let begun = std::time::Instant::now();
        let common: Vec<char> =
            "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动"
                .chars()
                .collect();
        let mut seed = 3_u64;
        let mut text = |marks: bool| -> String {
            let each = (0..17_000).map(|n| {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let at = usize::try_from(seed >> 33).unwrap() % common.len();
                if marks && n % 17 == 16 { '，' } else { common[at] }
            });
            each.collect()
        };
        // One paragraph, written anew, with marks and without; a thousand paragraphs written anew; one word in each.
        let (one, other) = (text(true), text(true));
        read(&one, &other);
        read(&text(false), &text(false));
        let lines = |text: &str| text.replace('，', "，\n");
        read(&lines(&one), &lines(&other));
        let edited = read(&lines(&one), &lines(&one).replace('人', "人们"));
        assert!(edited.contains("人{+们+}"));
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed()); // a tenth of it on a computer at rest
    }
}
