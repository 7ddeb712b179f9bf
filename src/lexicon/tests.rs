//! Texts in which words are easily seen wrong, and what is found in them.

use super::{List, Sure, company::Words, find, promotion::advertises};

/// The words found in a text, each with its list.
fn found(text: &str) -> Vec<(List, &str)> {
    find(text).into_iter().map(|hit| (hit.entry.list, &text[hit.at])).collect()
}

#[test]
fn words_are_found_where_an_editor_would_see_them() {
    use List::{Absolute, Filler, Inducement, Slang, Variant, Wrong};
    for (text, expected) in [
        ("究竟品质如何", vec![]),
        ("毕竟品牌在先", vec![]),
        ("分析竟品", vec![(Wrong, "竟品")]),
        ("究竟品质如何，竟品怎样", vec![(Wrong, "竟品")]),
        ("部份功能", vec![(Variant, "部份")]),
        ("叫做为了大家", vec![]),
        ("做为编辑", vec![(Wrong, "做为")]),
        ("一思不苟", vec![(Wrong, "一思不苟")]),
        ("第一步", vec![]),
        ("销量第一", vec![(Absolute, "销量第一")]),
        ("销量第一款", vec![]),
        ("第一名牌", vec![(Absolute, "第一名牌")]),
        ("最佳实践", vec![]),
        ("行业TOP 1品牌", vec![(Absolute, "行业TOP 1")]),
        ("行业TOP 10", vec![]),
        ("真是yyds了", vec![(Slang, "yyds")]),
        ("yydsx", vec![]),
        ("emoji", vec![]),
        ("儿童鞋店", vec![]),
        ("这位童鞋", vec![(Slang, "童鞋")]),
        ("大约有30人左右", vec![(Filler, "大约有30人左右")]),
        ("30多人以上", vec![(Filler, "30多人以上")]),
        ("转发并关注即可领取", vec![(Inducement, "转发并关注即可领取")]),
        ("", vec![]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn everyday_words_count_in_advertising_only() {
    for (text, expected) in [
        ("最佳的天气", false),
        ("最佳品质", true),
        ("最佳的天气。现在下单", false),
        ("客户眼里的最佳", true),
        ("购买了很久以前的一本书！它的最佳", false),
    ] {
        let hits = find(text);
        let hit = hits.iter().find(|hit| hit.entry.sure == Sure::Seldom).unwrap();
        assert_eq!(advertises(text, hit.at.clone()), expected, "{text}");
    }
    let far = format!("最佳{}客户", "远".repeat(60));
    assert!(!advertises(&far, 0..6));
}

#[test]
fn a_company_list_is_read_or_its_line_named() {
    let words = Words::read("a.tsv", "\u{feff}# 注\r\n\r\n甲乙\t丙\r\n甲乙丁\t\t因\n".into(), false).unwrap();
    let found: Vec<_> = words.find("甲乙丁甲乙").into_iter().map(|(at, _)| at).collect();
    assert_eq!(found, [0..9, 9..15]);
    for (text, line) in [("甲\n\t乙\n", 2), ("甲\n#\n甲\t乙\n", 3)] {
        assert_eq!(Words::read("a.tsv", text.into(), false).unwrap_err().line, Some(line), "{text}");
    }
    assert_eq!(Words::read("a.tsv", "甲\t乙\n丙\n".into(), true).unwrap_err().line, Some(2));
    assert_eq!(Words::read("a.tsv", b"a\tb\n\xb0\xa1\n".to_vec(), true).unwrap_err().line, Some(2));
}
