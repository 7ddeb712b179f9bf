//! An invitation to what is over when it goes out.

use std::cell::LazyCell;

use chrono::{Datelike as _, NaiveDate};

use super::{Findings, Subject};
use crate::{
    dates::{Date, all_dates, end_after, planned},
    figures::sentence,
    say,
};

/// Words before the date of something to come.
const COMING: [&str; 11] =
    ["将于", "将在", "定于", "拟于", "请于", "请在", "预告", "截止", "仅限", "开放至", "预售期"];

/// The same, longer.
const LASTING: [&str; 9] =
    ["报名截止", "截止时间", "截止日期", "报名时间", "预计于", "即日起", "持续到", "持续至", "有效期"];

/// What has a time, `活动时间`, that may also stand in a report on what has been.
const EVENTS: [&str; 17] = [
    "活动", "会议", "举办", "举行", "开幕", "直播", "发售", "开售", "上线", "展会", "展览", "培训", "开课",
    "讲座", "演出", "比赛", "优惠",
];

/// Words after the last day on which readers can do something.
const UNTIL: [&str; 6] = ["截止", "前报名", "前提交", "前领取", "前完成", "前参与"];

/// Words of sentences that ask readers to come.
const ASKING: [&str; 9] =
    ["等你", "等您", "不见不散", "敬请", "诚邀", "恭候", "欢迎参加", "欢迎报名", "扫码预约"];

/// Words of sentences that tell what has been.
const BEEN: [&str; 13] = [
    "曾",
    "当时",
    "原定",
    "此前",
    "原计划",
    "去年",
    "前年",
    "已于",
    "已经",
    "已截止",
    "结束",
    "累计",
    "突破",
];

/// Words of articles that report on an event.
const REPORTS: [&str; 8] = ["回顾", "圆满", "落幕", "闭幕", "顺利举", "成功举", "精彩瞬间", "已结束"];

/// Most characters of a label and what stands between it and its date.
const NEAR: usize = 12;

/// Without a year, what lies further back is meant for the next one.
const HALF_YEAR: i64 = 180;

/// A year too early is a slip; more is history.
const HISTORY: i64 = 400;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let Some(planned) = planned(subject.article) else { return };
    let prose = subject.prose();
    let text = &prose.text;
    let is_report = LazyCell::new(|| REPORTS.iter().any(|word| text.contains(word)));
    let mut passed = 0;
    for start in all_dates(text) {
        // The end of a span has been looked at with its beginning.
        if start.range.start < passed {
            continue;
        }
        let end = end_after(text, &start);
        let stop = end.as_ref().map_or(start.range.end, |end| end.range.end);
        passed = stop;
        let Some(over) = last_day(&start, end.as_ref(), planned).filter(|day| *day < planned) else {
            continue;
        };
        let around = sentence(text, start.range.start);
        let lead = tail(&text[around.start..start.range.start]);
        let time = lead.rfind("时间").map_or("", |at| &lead[..at]);
        let label = EVENTS.iter().any(|event| time.ends_with(event));
        let coming = COMING.iter().chain(&LASTING).any(|word| lead.contains(word))
            || ASKING.iter().any(|word| text[stop..around.end].contains(word))
            || text[stop..around.end].ends_with("见")
            || UNTIL.iter().any(|word| text[stop..around.end].starts_with(word));
        let been = BEEN.iter().any(|word| text[around.clone()].contains(word));
        if !been && !prose.is_quoted(&start.range) && (coming || label && !*is_report) {
            found
                .at(
                    prose.span(start.range.start..stop),
                    say!(
                        "拟发那天（{planned}）这里已经过去（{over}）",
                        "this is over ({over}) on the planned day, {planned}"
                    ),
                )
                .help(say!("核对日期，或改 `planned_at`", "look the date up, or change `planned_at`"));
        }
    }
}

/// The last day of what is dated, in the year that is said or meant; nothing where it is history.
fn last_day(start: &Date, end: Option<&Date>, planned: NaiveDate) -> Option<NaiveDate> {
    let last = end.unwrap_or(start);
    let year = last.year.or_else(|| Some(start.year? + i32::from(last.month < start.month)));
    let day = last.in_year(year.unwrap_or(planned.year()))?;
    let back = (planned - day).num_days();
    (back < if year.is_some() { HISTORY } else { HALF_YEAR }).then_some(day)
}

/// The last characters of some words.
fn tail(words: &str) -> &str {
    let start = words.char_indices().rev().take(NEAR).last().map_or(0, |(at, _)| at);
    &words[start..]
}
