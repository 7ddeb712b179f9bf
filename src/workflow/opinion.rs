//! What a reviewer asks for, point by point, and what the writer answers.

use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// How much an opinion weighs. Only `must` and `ask` stand in the way of a new submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// 必改
    Must,
    /// 建议
    Should,
    /// 待核实
    Ask,
}

/// A writer's answer to an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// 已改
    Done,
    /// 部分采纳
    Partly,
    /// 未采纳; wants a reason
    Declined,
}

/// One point of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// How much it weighs
    pub weight: Weight,
    /// A category's id
    pub category: String,
    /// What is asked
    pub text: String,
    /// The words of the article it points at
    pub quote: Option<String>,
}

/// Every category: id and label. The only list.
pub const CATEGORIES: &[(&str, &str)] = &[
    ("title", "标题"),
    ("fact", "事实数据"),
    ("wording", "文字"),
    ("structure", "结构"),
    ("stance", "口径导向"),
    ("law", "合规"),
    ("rights", "版权肖像"),
    ("secret", "保密隐私"),
    ("layout", "排版图片"),
    ("settings", "发布设置"),
    ("other", "其他"),
];

/// The label of a category.
pub fn category_label(id: &str) -> Text {
    let label = CATEGORIES.iter().find(|(known, _)| *known == id).map_or(id, |(_, label)| label);
    say!("{label}", "{id}")
}

impl Weight {
    /// All of them, heaviest first.
    pub const ALL: [Weight; 3] = [Weight::Must, Weight::Ask, Weight::Should];

    /// The word in records.
    pub fn name(self) -> &'static str {
        match self {
            Weight::Must => "must",
            Weight::Should => "should",
            Weight::Ask => "ask",
        }
    }

    /// The label.
    pub fn label(self) -> Text {
        match self {
            Weight::Must => say!("必改", "must"),
            Weight::Should => say!("建议", "should"),
            Weight::Ask => say!("待核实", "to be checked"),
        }
    }

    /// Whether it must be answered before the article is submitted again.
    pub fn blocks(self) -> bool {
        self != Weight::Should
    }

    /// The weight that a word names, in either language.
    pub fn typed(word: &str) -> Option<Weight> {
        Self::ALL
            .into_iter()
            .find(|weight| weight.name().eq_ignore_ascii_case(word) || weight.label().zh == word)
    }
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 3] = [Verdict::Done, Verdict::Partly, Verdict::Declined];

    /// The word in records.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Done => "done",
            Verdict::Partly => "partly",
            Verdict::Declined => "declined",
        }
    }

    /// The label.
    pub fn label(self) -> Text {
        match self {
            Verdict::Done => say!("已改", "done"),
            Verdict::Partly => say!("部分采纳", "partly"),
            Verdict::Declined => say!("未采纳", "declined"),
        }
    }

    /// The answer that a word names, in either language.
    pub fn typed(word: &str) -> Option<Verdict> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.name().eq_ignore_ascii_case(word) || verdict.label().zh == word)
    }
}

impl Opinion {
    /// Where the words that it points at stand in an article's file now, in bytes.
    pub fn place(&self, file: &str) -> Option<usize> {
        let quote = self.quote.as_deref()?;
        // The text comes before the front matter, where the digest often says the same.
        let body = file.find("\n+++\n").unwrap_or_default();
        file[body..].find(quote).map(|at| body + at).or_else(|| file.find(quote))
    }

    /// Reads one opinion as a person types it: `[weight] [category]: text`, with Chinese or English words and
    /// either colon, such as `事实数据：「续航 900 公里」与官网不一致` or `should wording: shorter`. Without
    /// a category it is `other`, without a weight it has the one given. The first words in 「」, “” or "" that stand in `article` become the quote.
    pub fn typed(words: &str, weight: Weight, article: &str) -> Result<Opinion> {
        let words = words.trim();
        let (head, text) = words.split_once([':', '：']).unwrap_or(("", words));
        let mut opinion = Opinion { weight, category: "other".into(), text: text.trim().into(), quote: None };
        let mut unknown = None;
        for word in head.split([' ', '　', '·', '/']).filter(|word| !word.is_empty()) {
            let word = if word == "brand" { "stance" } else { word };
            if let Some(weight) = Weight::typed(word) {
                opinion.weight = weight;
            } else if let Some((id, _)) =
                CATEGORIES.iter().find(|(id, label)| id.eq_ignore_ascii_case(word) || *label == word)
            {
                opinion.category = (*id).into();
            } else {
                unknown = Some(word);
            }
        }
        if unknown.is_some() {
            // The colon belongs to the sentence: `第二段：数字不对`.
            opinion = Opinion { weight, category: "other".into(), text: words.into(), quote: None };
        }
        if opinion.text.is_empty() {
            return Err(Refusal::usage(
                "opinion_empty",
                say!("这条修改意见没有内容：`{words}`", "this opinion says nothing: `{words}`"),
            )
            .help(say!(
                "这样写：`--opinion '事实数据：「引用原文」与来源不一致'`",
                "write it like `--opinion 'fact: “words of the article” differ from the source'`"
            )));
        }
        opinion.quote =
            quotations(&opinion.text).into_iter().find(|quote| article.contains(quote)).map(Into::into);
        Ok(opinion)
    }

    /// Words in 「」 that were not found in the article, if it quotes nothing else.
    pub fn misquotes(&self) -> Option<&str> {
        let first =
            || quotations(&self.text).into_iter().find(|words| self.text.contains(&format!("「{words}」")));
        if self.quote.is_some() { None } else { first() }
    }

    /// Reads a file of opinions: one a line, blank lines and lines that begin with `#` left out.
    pub fn typed_many(lines: &str, weight: Weight, article: &str) -> Result<Vec<Opinion>> {
        let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.map(|line| Opinion::typed(line.trim_start_matches(['-', '*', ' ']), weight, article)).collect()
    }
}

fn quotations(text: &str) -> Vec<&str> {
    let pairs = [('「', '」'), ('“', '”'), ('『', '』'), ('"', '"')];
    let mut found = Vec::new();
    for (open, close) in pairs {
        let mut rest = text;
        while let Some((_, after)) = rest.split_once(open) {
            let Some((quote, next)) = after.split_once(close) else { break };
            if !quote.trim().is_empty() {
                found.push(quote);
            }
            rest = next;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opinions_as_people_type_them() {
        let article = "续航 900 公里，低温可用。";
        let table = [
            ("fact: wrong", Weight::Must, "fact", "wrong", None),
            (
                "事实数据：「续航 900 公里」与官网不一致",
                Weight::Must,
                "fact",
                "「续航 900 公里」与官网不一致",
                Some("续航 900 公里"),
            ),
            ("建议 文字：短一点", Weight::Should, "wording", "短一点", None),
            ("ask brand: really?", Weight::Ask, "stance", "really?", None),
            ("第二段：数字不对", Weight::Must, "other", "第二段：数字不对", None),
            ("看不懂", Weight::Must, "other", "看不懂", None),
            ("文字：“不在文中”", Weight::Must, "wording", "“不在文中”", None),
        ];
        for (words, weight, category, text, quote) in table {
            let opinion = Opinion::typed(words, Weight::Must, article).unwrap();
            let quote = quote.map(str::to_owned);
            assert_eq!(
                opinion,
                Opinion { weight, category: category.into(), text: text.into(), quote },
                "{words}"
            );
        }
        assert_eq!(Opinion::typed("fact:", Weight::Must, article).unwrap_err().code, "opinion_empty");
        assert_eq!(
            Opinion::typed_many("# 说明\n- 文字：甲\n\n标题：乙\n", Weight::Should, article).unwrap().len(),
            2
        );
    }
}
