//! `wxops notify` shows which chat groups are told whose turn it is, and tries them.

use serde_json::{Value, json};
use wxops::{
    folder::ContentFolder,
    notice::Robot,
    refusal::{Exit, Refusal},
    say,
    text::{Language, Text, escaped},
    webhook,
};

use crate::shell::{
    context::{Context, folder_time},
    robots::Robots,
};

#[derive(clap::Args)]
#[command(
    about = tr!("群通知：轮到谁，发到企业微信、飞书、钉钉群；看设置，试发", "Tell a chat group (WeCom, Feishu, DingTalk) whose turn it is: see the settings, try them"),
    before_help = tr!(
        "wxops notify\n\
         wxops notify --test",
        "wxops notify\n\
         wxops notify --test"
    ),
    after_help = tr!(
        "设置好以后，送审、通过、退改、确认或驳回修改、退稿、转交、发布、撤稿都会往群里发一条：哪一篇、轮到谁、时限、要运行的命令。\n\
         `wxops due --notify` 把逾期和快到期的发一条，适合放进定时任务。同一件事不重复发；发不成只提示，不影响稿件。\n\n\
         怎么加机器人：\n  \
         企业微信：群里“添加群机器人”，复制 Webhook 地址（https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…）。\n  \
         飞书：群设置“群机器人”，加自定义机器人（https://open.feishu.cn/open-apis/bot/v2/hook/…，国际版 open.larksuite.com）。\n  \
         钉钉：群设置“机器人”，加自定义机器人（https://oapi.dingtalk.com/robot/send?access_token=…）。\n  \
         安全设置：用关键词就填 wxops，每条通知都有；用加签就把密钥也放到自己的电脑上。\n\n\
         地址和密钥只放在自己的电脑上，谁拿到都能往群里发：\n  \
         环境变量 WXOPS_NOTIFY，或 `git config --global wxops.notify 地址`；几个地址用空格隔开。\n  \
         加签密钥：WXOPS_NOTIFY_SECRET，或 `git config --global wxops.notifySecret 密钥`；几个机器人密钥不同，按地址的顺序写，不加签的写 -。\n  \
         不写进 `wxops.toml`，也不会打印出来。\n\n\
         通知里写姓名，不 @ 手机号：手机号是个人信息，不放进稿件库。演示稿件库不发通知，除非地址在本机。",
        "Once it is set up, submit, approve, request-changes, accept, decline, reject, assign, publish and retract tell the group: which article,\n\
         whose turn, by when, what to type. `wxops due --notify` tells in one message what is late and what is due soon; for cron. Nothing is told\n\
         twice, and what cannot be sent is a note that changes nothing.\n\n\
         To add a robot:\n  \
         WeCom: add a group robot and copy its webhook address (https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…).\n  \
         Feishu, Lark: a custom bot in the settings of the group (https://open.feishu.cn/open-apis/bot/v2/hook/…, open.larksuite.com).\n  \
         DingTalk: a custom robot in the settings of the group (https://oapi.dingtalk.com/robot/send?access_token=…).\n  \
         Its security settings: as keyword take wxops, which every message has; for signatures put the secret on your computer too.\n\n\
         Addresses and secrets stay on your own computer, for whoever has them can write into the group:\n  \
         the variable WXOPS_NOTIFY, or `git config --global wxops.notify ADDRESS`; spaces between several.\n  \
         The secret for signatures: WXOPS_NOTIFY_SECRET, or `git config --global wxops.notifySecret SECRET`; of robots with different ones each,\n  \
         in the order of the addresses, - for one without. Nothing of it goes into `wxops.toml`, and none of it is printed.\n\n\
         People are named, not mentioned by phone number: that is personal data and has no place in the folder. A sandbox tells nobody but a robot on this computer."
    )
)]
pub(crate) struct Args {
    #[arg(long, help = tr!("往每个群发一句试试，说明对方的回答", "Send each group a harmless sentence and say what came of it"))]
    pub(crate) test: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let folder = ContentFolder::open(&ctx.start)?;
    let robots = Robots::of(folder.repo())?;
    if args.test {
        return test(ctx, &folder, robots);
    }
    let from = from(&robots);
    if robots.all.is_empty() {
        ctx.output.say(&say!(
            "没有设置群通知。怎么设置：`wxops notify --help`",
            "no chat group is told. To set it up: `wxops notify --help`"
        ));
    }
    for robot in &robots.all {
        let (Text { zh, en }, host, from) = (robot.kind.label(), escaped(&robot.host), &from);
        let signed = if robot.is_signed() { say!("，加签", ", signed") } else { Text::default() };
        ctx.output.say(&say!(
            "{zh}  {host}{signed_zh}（{from_zh}）",
            "{en}  {host}{signed_en} ({from_en})",
            signed_zh = signed.zh,
            signed_en = signed.en,
            from_zh = &from.zh,
            from_en = &from.en
        ));
    }
    if !robots.all.is_empty() {
        ctx.output.say(&say!("试发一句：`wxops notify --test`", "to try it: `wxops notify --test`"));
    }
    let shown = robots.all.iter().map(|robot| document(robot, robots.by_variable));
    ctx.output.json(json!({ "robots": shown.collect::<Vec<_>>() }));
    Ok(Exit::Done)
}

/// Says something to each group.
fn test(ctx: &Context, folder: &ContentFolder, robots: Robots) -> anyhow::Result<Exit> {
    let by_variable = robots.by_variable;
    let sandbox = folder.head()?.policy.is_sandbox();
    let now = folder_time(ctx, folder, sandbox)?;
    if robots.all.is_empty() {
        return Err(no_robot().into());
    }
    let robots = robots.hearing(sandbox);
    if robots.is_empty() {
        return Err(sandboxed().into());
    }
    let sentence = say!(
        "wxops 群通知试发：看到这句就设置好了，不用回复",
        "wxops: a test. Whoever reads this sees that it works; nothing is to be done"
    );
    let words = sentence.get(folder.settings().language.unwrap_or(Language::Zh));
    let (mut exit, mut documents) = (Exit::Done, vec![]);
    for robot in &robots {
        let mut told = document(robot, by_variable);
        let (Text { zh, en }, host) = (robot.kind.label(), escaped(&robot.host));
        let called = say!("{zh}群（{host}）", "the {en} group ({host})");
        match webhook::post(robot, words, now) {
            Ok(()) => {
                ctx.output.say(&say!(
                    "{zh}群收到了（{host}）：去群里看一眼",
                    "the {en} group has it ({host}): have a look there"
                ));
                told["sent"] = json!(true);
            }
            Err(failed) => {
                let refusal = failed.refusal(&called);
                told["sent"] = json!(false);
                told["error"] = json!({
                    "code": refusal.code,
                    "message": refusal.message.get(ctx.language),
                    "help": failed.advice().get(ctx.language),
                });
                ctx.output.problem(&refusal);
                exit = refusal.exit;
            }
        }
        documents.push(told);
    }
    ctx.output.json(json!({ "robots": documents }));
    Ok(exit)
}

fn from(robots: &Robots) -> Text {
    if robots.by_variable {
        say!("来自环境变量 WXOPS_NOTIFY", "from the variable WXOPS_NOTIFY")
    } else {
        say!("来自 `git config wxops.notify`", "from `git config wxops.notify`")
    }
}

fn document(robot: &Robot, by_variable: bool) -> Value {
    json!({
        "kind": robot.kind.name(),
        "host": robot.host,
        "signed": robot.is_signed(),
        "from": if by_variable { "environment" } else { "git-config" },
    })
}

/// Nobody could be told.
pub(super) fn no_robot() -> Refusal {
    Refusal::unusable(
        "no_robot",
        say!("没有设置群机器人的地址", "there is no address of a robot of a chat group"),
    )
    .help(say!("怎么设置：`wxops notify --help`", "to set it up: `wxops notify --help`"))
}

/// A sandbox bothers nobody.
pub(super) fn sandboxed() -> Refusal {
    Refusal::not_now(
        "sandbox_tells_nobody",
        say!("这是演示稿件库，不往外面的群里发通知", "this is a sandbox, and it tells no group outside"),
    )
    .help(say!(
        "到正式的稿件库里运行，或把地址指到本机：WXOPS_NOTIFY=http://127.0.0.1:…",
        "run it in a folder of your account, or let the address be on this computer: WXOPS_NOTIFY=http://127.0.0.1:…"
    ))
}
