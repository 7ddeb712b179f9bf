//! Lists such as `男 6 人、女 5 人` and `一等奖占 10%，其他占 90%`: the parts of one whole.

use std::ops::Range;

use crate::article::prose::number_after;

/// What no two members of one list of kinds share: who is a man is no woman, what is first is not second.
const KINDS: [&str; 10] = [
    "男女",
    "一二三四五六七八九十特",
    "甲乙丙丁戊",
    "金银铜",
    "上中下",
    "东西南北中",
    "内外",
    "新老旧",
    "初中高低",
    "ABCDEF",
];

/// Ends of names of which nobody has two: who is of one department is not of the other.
const GROUPS: [char; 18] = [
    '岗', '部', '组', '省', '市', '区', '县', '厂', '队', '款', '班', '店', '线', '费', '期', '馆', '站',
    '奖',
];

/// Answers to one question.
const ANSWERS: [&str; 16] = [
    "赞成",
    "反对",
    "弃权",
    "同意",
    "不同意",
    "非常满意",
    "很满意",
    "比较满意",
    "基本满意",
    "满意",
    "一般",
    "不太满意",
    "不满意",
    "很不满意",
    "非常不满意",
    "不清楚",
];

/// What is said of a kind that takes in those below or above it.
const REACH: [&str; 4] = ["及以下", "及以上", "以下", "以上"];

/// Words between a name and its number.
const BETWEEN: [&str; 10] = ["占比", "占", "各", "有", "为", "约", "达", "是", "：", ":"];

/// Most characters of a name.
const NAME: usize = 12;

/// One part: `男 6 人`.
#[derive(Clone, Debug, PartialEq)]
pub struct Part<'t> {
    /// What it is called
    pub name: &'t str,
    /// Whether `占` stands before the number
    pub is_share: bool,
    /// How much
    pub number: f64,
    /// How many digits after the point
    pub decimals: usize,
    /// What is counted; empty if nothing is said
    pub unit: &'t str,
    /// Where it stands in the text
    pub range: Range<usize>,
}

/// The parts that a range of a text lists from its beginning.
pub fn parts(text: &str, range: Range<usize>) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = range.start;
    while let Some(part) = part(text, at..range.end) {
        at = part.range.end;
        let rest = &text[at..range.end];
        parts.push(part);
        let Some(next) = ["、", "，", "；", ",", ";", "和", "与", "及", "以及"]
            .into_iter()
            .filter(|mark| rest.trim_start_matches(' ').starts_with(*mark))
            .max_by_key(|mark| mark.len())
        else {
            break;
        };
        at = range.end - rest.trim_start_matches(' ').len() + next.len();
    }
    parts
}

fn part(text: &str, range: Range<usize>) -> Option<Part<'_>> {
    let whole = &text[range.clone()];
    let digit = whole.find(|c: char| c.is_ascii_digit())?;
    let name = whole[..digit].trim_start_matches(['和', '与', '及', ' ']);
    if name.chars().count() > NAME
        || name.contains(['、', '，', '；', ',', ';', '（', '(', '-', '—', '～', '~'])
    {
        return None;
    }
    let number = number_after(&whole[digit..]);
    let unit_at = digit + number.len();
    let spaced = whole[unit_at..].trim_start_matches(' ');
    let unit_at = whole.len() - spaced.len();
    let ends = |c: char| "、，；,;。 和与及（()）".contains(c) || c.is_ascii_digit();
    let unit = &spaced[..spaced.find(ends).unwrap_or(spaced.len())];
    if unit.chars().count() > 3 {
        return None;
    }
    let start = digit - name.len();
    let mut named = name.trim();
    let mut is_share = false;
    while let Some(word) = BETWEEN.into_iter().find(|word| named.ends_with(word)) {
        is_share |= word.starts_with('占');
        named = named[..named.len() - word.len()].trim_end();
    }
    // 投票结果：赞成占70%
    let named = named.rsplit(['：', ':']).next().unwrap_or(named).trim();
    Some(Part {
        name: named,
        is_share,
        number: number.replace(',', "").parse().ok()?,
        decimals: number.split_once('.').map_or(0, |(_, decimals)| decimals.len()),
        unit,
        range: range.start + start..range.start + unit_at + unit.len(),
    })
}

/// Whether names are kinds of one thing, none of which is another: `男生`, `女生`; `一等奖`, `二等奖`; `满意`,
/// `不满意`.
pub fn are_kinds(names: &[&str]) -> bool {
    are_answers(names)
        || KINDS.iter().any(|kinds| {
            let stems: Option<Vec<(char, String)>> = names.iter().map(|name| stem(name, kinds)).collect();
            let Some(stems) = stems else { return false };
            // 一班女生占60%，二班女生占55%: each class has women and men of its own.
            let same = stems.windows(2).all(|two| two[0].1 == two[1].1)
                && !stems.iter().any(|(mark, rest)| !"男女".contains(*mark) && rest.contains(['男', '女']));
            let mut marks: Vec<char> = stems.iter().map(|(mark, _)| *mark).collect();
            marks.sort_unstable();
            marks.dedup();
            names.len() > 1 && same && marks.len() == names.len()
        })
}

/// Whether names are those of groups of one sort: `研发部`, `销售部`; nobody is in two.
pub fn are_groups(names: &[&str]) -> bool {
    let end = |name: &str| name.chars().next_back().filter(|end| GROUPS.contains(end));
    let first = names.first().and_then(|name| end(name));
    let twice = names.iter().enumerate().any(|(n, name)| names[..n].contains(name));
    names.len() > 1 && first.is_some() && !twice && names.iter().all(|name| end(name) == first)
}

fn are_answers(names: &[&str]) -> bool {
    let twice = names.iter().enumerate().any(|(n, name)| names[..n].contains(name));
    names.len() > 1 && !twice && names.iter().all(|name| ANSWERS.contains(name))
}

/// The first character of a name that is one of these, and the name without it.
fn stem(name: &str, kinds: &str) -> Option<(char, String)> {
    let reach = REACH.iter().find(|reach| name.contains(*reach));
    let name = reach.map_or_else(|| name.to_owned(), |reach| name.replacen(reach, "", 1));
    let name = name.replace("海外", "国外").replace("境", "国");
    let (at, mark) = name.char_indices().find(|(_, c)| kinds.contains(*c))?;
    Some((mark, [&name[..at], &name[at + mark.len_utf8()..]].concat()))
}

/// Whether a name means all that is not named.
pub fn is_rest(name: &str) -> bool {
    ["其他", "其它", "其余"].iter().any(|rest| name.starts_with(rest))
        || ["及其他", "及其它", "和其他", "与其他"].iter().any(|rest| name.ends_with(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_until_something_else_comes() {
        let read = |text: &'static str| -> Vec<(&str, f64, &str)> {
            let parts = parts(text, 0..text.len());
            parts.into_iter().map(|part| (part.name, part.number, part.unit)).collect()
        };
        assert_eq!(read("男 6 人、女 5 人"), [("男", 6.0, "人"), ("女", 5.0, "人")]);
        assert_eq!(read("男生占60%，女生约占40.5%"), [("男生", 60.0, "%"), ("女生", 40.5, "%")]);
        assert_eq!(read("甲队1,200名和乙队300名，都来了"), [("甲队", 1200.0, "名"), ("乙队", 300.0, "名")]);
        assert_eq!(read("没有数字"), []);
        assert_eq!(read("3 人（不含领队 2 人）"), [("", 3.0, "人")]);
    }

    #[test]
    fn kinds_exclude_each_other() {
        for names in [&["男", "女"][..], &["一等奖", "二等奖", "特等奖"], &["线上", "线下"], &["A组", "B组"]]
        {
            assert!(are_kinds(names), "{names:?}");
        }
        for names in [&["党员", "女性"][..], &["新员工", "女员工"], &["男", "男"], &["研发", "销售"], &["男"]]
        {
            assert!(!are_kinds(names), "{names:?}");
        }
        for names in [&["非常满意", "满意", "不满意"][..], &["一线城市", "二线及以下城市"]]
        {
            assert!(are_kinds(names), "{names:?}");
        }
        assert!(!are_kinds(&["一班女生", "二班女生"]));
    }

    #[test]
    fn nobody_is_in_two_groups_of_one_sort() {
        assert!(are_groups(&["研发部", "销售部"]));
        assert!(are_groups(&["场地费", "物料费"]));
        for names in
            [&["党员", "女性"][..], &["新员工", "女员工"], &["研发部", "销售岗"], &["研发部", "研发部"]]
        {
            assert!(!are_groups(names), "{names:?}");
        }
    }
}
