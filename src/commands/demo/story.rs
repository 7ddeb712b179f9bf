//! The story: three articles in three days. One goes through at once, one is sent back, one is forged.

use wxops::{refusal::Result, say};

use super::{
    articles::{self, OPEN_DAY, OPEN_DAY_REVISED, WINTER_CARE, X2},
    cast::{CHEN_JING, LI_NA, WANG_FANG, ZHANG_MING, ZHAO_LEI},
    stage::Stage,
};

/// Plays it from the first commit to the last proof.
pub(super) fn play(stage: &mut Stage) -> Result<()> {
    begins(stage)?;
    goes_through(stage)?;
    is_sent_back(stage)?;
    is_forged(stage)?;
    stage.tells(&say!("最后，再核验一遍整个稿件库", "At last, the whole folder is proved once more"));
    stage.at("25 17:10").types(&CHEN_JING, "wxops verify")
}

fn begins(stage: &mut Stage) -> Result<()> {
    stage.tells(&say!(
        "运营主管建稿件库，把同事加进来",
        "The manager makes the content folder and adds the team"
    ));
    stage.at("23 09:00").types(&CHEN_JING, "wxops init --account-name 北辰电源")?;
    stage.at("23 09:02").types(&CHEN_JING, &LI_NA.joins())?;
    stage.at("23 09:03").types(&CHEN_JING, &WANG_FANG.joins())?;
    stage.at("23 09:04").types(&CHEN_JING, &ZHANG_MING.joins())
}

fn goes_through(stage: &mut Stage) -> Result<()> {
    stage.tells(&say!("第一篇：一次通过", "The first article goes through at once"));
    let new = "wxops new '零下 20 度的清晨，X2 电源一次启动' --category product --slug x2";
    stage.at("23 09:12").types(&LI_NA, new)?;
    stage.writes("x2", &X2)?;
    stage.tells(&say!("李娜写完了正文，放好了图片", "李娜 writes the text and puts the pictures beside it"));
    stage.at("24 10:28").types(&LI_NA, "wxops check x2")?;
    stage.at("24 10:30").types(&LI_NA, "wxops submit x2 --attest all")?;
    stage.at("24 14:05").types(&WANG_FANG, "wxops approve x2 --attest all")?;
    stage.at("24 16:40").types(&ZHANG_MING, "wxops approve x2 --attest all")?;
    let publish = "wxops publish x2 --url https://mp.weixin.qq.com/s/x2-example --at '2026-11-24 20:00'";
    stage.at("24 20:03").types(&LI_NA, publish)?;
    stage.at("24 20:30").types(&LI_NA, "wxops archive x2")
}

fn is_sent_back(stage: &mut Stage) -> Result<()> {
    stage
        .tells(&say!("第二篇：退改，答复，再送审", "The second is sent back, answered, and submitted again"));
    let new = "wxops new 12月12日，来工厂看一台电源的诞生 --category event --slug open-day";
    stage.at("25 09:00").types(&LI_NA, new)?;
    stage.writes("open-day", &OPEN_DAY)?;
    stage.tells(&say!("李娜写完了正文", "李娜 writes the text"));
    stage.at("25 09:30").types(&LI_NA, "wxops submit open-day --attest all")?;
    let fact = "事实数据：「每场接待 30 位访客」与下方表格的“24 位”不一致，请按开放日方案核对后统一。";
    let law = "合规：「报名截止时间：12月10日（周四）18:00」晚于规则里「访客名单在 12月8日（周二）17:00 交安全部备案，此后不再增补」，12月8日以后报名的人进不了厂。建议提前到 12月4日（周五）18:00，给核对名单留出时间。";
    let back = format!("wxops request-changes open-day --opinion '{fact}' --opinion '{law}'");
    stage.at("25 10:20").types(&WANG_FANG, &back)?;
    stage.writes("open-day", &OPEN_DAY_REVISED)?;
    stage.tells(&say!("李娜改好了正文，逐条答复", "李娜 corrects the text and answers each opinion"));
    let done = "方案审定的是每场 24 位，30 位是初稿里的旧数字；正文已改为 24 位，与表格一致。";
    let partly = "截止时间已提前到 12月7日（周一）18:00，早于备案时间。没有提前到 12月4日：推文 11月27日发出，那样报名只有一周，还少了一个周末；行政部已确认 12月8日白天可以核对完名单。";
    stage.at("25 11:00").types(&LI_NA, &format!("wxops answer open-day 1 已改 '{done}'"))?;
    stage.at("25 11:02").types(&LI_NA, &format!("wxops answer open-day 2 部分采纳 '{partly}'"))?;
    stage.at("25 11:05").types(&LI_NA, "wxops submit open-day --attest all")?;
    stage.at("25 11:40").types(&WANG_FANG, "wxops diff open-day")?;
    stage.at("25 11:45").types(&WANG_FANG, "wxops approve open-day --attest all")?;
    stage.at("25 14:10").types(&ZHANG_MING, "wxops approve open-day --attest all")?;
    stage.at("25 14:20").types(&LI_NA, "wxops schedule open-day --at '2026-11-27 12:00'")
}

fn is_forged(stage: &mut Stage) -> Result<()> {
    stage.tells(&say!("第三篇：有人跳过审核", "The third: somebody skips the review"));
    let new = "wxops new '降温之前，给设备做一次 40 分钟体检' --category insight --slug winter-care";
    stage.at("25 15:00").types(&LI_NA, new)?;
    stage.writes("winter-care", &WINTER_CARE)?;
    stage.tells(&say!("李娜写完了正文", "李娜 writes the text"));
    stage.at("25 15:40").types(&LI_NA, "wxops submit winter-care --attest all")?;
    articles::edit(&stage.folder.join("articles/winter-care"), |file| {
        let (before, rest) = file.split_once("status = \"in-review\"\nstage = \"first\"\n")?;
        Some(format!("{before}status = \"approved\"\n{rest}"))
    })?;
    stage.tells(&say!(
        "没有人审过。赵磊在稿件里手写 status = \"approved\"，用 git 提交",
        "Nobody has reviewed it. 赵磊 writes status = \"approved\" by hand and commits it with git"
    ));
    stage.at("25 16:00").types(&ZHAO_LEI, "git commit --quiet -a -m 定稿")?;
    stage.tells(&say!("核验当场指出来（退出码 1）", "The proof names it (exit code 1)"));
    stage.at("25 16:30").gets(1, &CHEN_JING, "wxops verify")?;
    stage.at("25 16:40").types(&CHEN_JING, "git revert --no-edit HEAD")
}
