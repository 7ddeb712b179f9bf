//! `[lane]`: the emergency lane (应急通道), a company's own. It lets named people send an urgent article out before its last
//! stage decides, which then reviews it late (补审). Without this table there is no lane, and nothing is ever skipped.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{Stage, TEAM, Team, is_id};
use crate::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// Most hours until a stage that was skipped reviews: a week.
const MOST: u32 = 7 * 24;

/// The lane, as a rule book opens it. Which articles may be urgent stands in `[urgent]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LaneRules {
    /// The stages that may review late, by id
    pub skips: Vec<String>,
    /// Who may open it, by id
    pub people: Vec<String>,
    /// Hours until the stage has reviewed
    #[serde(default = "hours")]
    pub review_within_hours: u32,
}

fn hours() -> u32 {
    24
}

impl Team {
    pub(super) fn check_lane(&self) -> Result<()> {
        let Some(LaneRules { skips, people, review_within_hours: hours }) = &self.lane else {
            return Ok(());
        };
        let refuse = |message: Text| Err(Refusal::unusable("team_invalid", message).at(TEAM));
        if self.urgent.is_none() {
            return refuse(say!(
                "有 `[lane]` 就要有 `[urgent]`：只有加急的稿件能走应急通道",
                "`[lane]` takes `[urgent]`: only urgent articles go through the lane"
            ));
        }
        if !(1..=MOST).contains(hours) {
            return refuse(say!(
                "`[lane]` 的 `review_within_hours` 要在 1 到 {MOST} 之间，现在是 {hours}",
                "`review_within_hours` of `[lane]` must lie between 1 and {MOST}; it is {hours}"
            ));
        }
        let twice = |words: &[String]| words.iter().collect::<BTreeSet<_>>().len() < words.len();
        let stage = |id: &String| self.stages.iter().any(|stage| stage.id == *id && !stage.is_joint());
        if let Some(id) = skips.iter().find(|id| !stage(id)) {
            return refuse(say!(
                "`[lane]` 的 `skips` 里 `{id}` 不是能后补的环节：要是 `[[stages]]` 里的代号，会签不行",
                "`{id}` in `skips` of `[lane]` is no stage that can review late: it takes an id of `[[stages]]`, and no joint one"
            ));
        }
        if let Some(id) = people.iter().find(|id| !is_id(id) || !self.members.contains_key(*id)) {
            return refuse(say!(
                "`[lane]` 的 `people` 里 `{id}` 不是团队成员",
                "`{id}` in `people` of `[lane]` is not in the team"
            ));
        }
        if twice(skips) || twice(people) {
            return refuse(say!("`[lane]` 里有重复的代号", "an id stands twice in `[lane]`"));
        }
        Ok(())
    }

    /// The lane in a sentence: 赵磊可以先放行，终审 24 小时内补审. Nothing where there is none.
    pub fn lane_told(&self) -> Option<Text> {
        let lane = self.lane.as_ref().filter(|lane| !lane.skips.is_empty() && !lane.people.is_empty())?;
        let hours = lane.review_within_hours;
        let stages = self.stages.iter().filter(|stage: &&Stage| lane.skips.contains(&stage.id));
        let stages = crate::text::names(stages.map(|stage| stage.name.as_str()));
        let Text { zh, en } = self.names(lane.people.iter().map(String::as_str));
        Some(say!(
            "{zh}可以放行，{stages_zh} {hours} 小时内补审",
            "{en} may let an urgent article out before {stages_en}, which reviews it within {within}",
            stages_zh = stages.zh,
            stages_en = stages.en,
            within = crate::text::plural(hours as usize, "hour")
        ))
    }
}
