//! `wxops handover` lays an approved article into the draft box and prints the list of what only a person can do (发布清单).

use serde_json::{Value, json};
use wxops::{
    refusal::{Exit, Result},
    say,
    sending::{Done, Memory, Parcel, Placed, by_hand, parcel, place},
    text::{Text, list},
    workflow::{action::Action, team::Item},
};

use crate::shell::{
    acting::Acting,
    arguments::Which,
    context::Context,
    platform::{no_platform, platform},
};

#[derive(clap::Args)]
#[command(
    about = tr!("发布清单：存进公众号草稿箱，列出只能在后台办的事", "Lay an approved article into the draft box, and list what only a person can do"),
    before_help = tr!(
        "wxops handover dongji-xinpin\n\
         wxops handover dongji-xinpin --preview 我的微信号\n\
         wxops handover dongji-xinpin --no-draft",
        "wxops handover dongji-xinpin\n\
         wxops handover dongji-xinpin --preview my-wechat-id\n\
         wxops handover dongji-xinpin --no-draft"
    ),
    after_help = tr!(
        "接公众号接口：\n  \
         wxops.toml 写 [platform] app_id = \"wx…\"；账号已认证、能用接口发表的，再写 publishes = true。\n  \
         AppSecret 只放在自己的电脑上，三选一：环境变量 WXOPS_SECRET；`git config wxops.secretFile 路径`（只有自己能读的文件）；\n  \
         `git config wxops.secretCommand 命令`（密码管理器）。\n  \
         没有固定 IP：`git config wxops.platform https://…`，经一台 IP 在白名单里的服务器转发。\n  \
         先试一试：`cargo run --example fake-wechat` 在本机开一个替身。",
        "To connect the platform:\n  \
         write [platform] app_id = \"wx…\" into wxops.toml; and publishes = true where the account is certified and may publish through the interfaces.\n  \
         The AppSecret stays on your own computer: in the variable WXOPS_SECRET, in a file that only you can read (`git config wxops.secretFile PATH`),\n  \
         or in a password manager (`git config wxops.secretCommand COMMAND`).\n  \
         Without a fixed address go through a server that has one: `git config wxops.platform https://…`.\n  \
         To try it first: `cargo run --example fake-wechat` stands in for the platform on this computer."
    )
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) which: Which,
    #[arg(
        long,
        value_name = tr!("微信号", "WECHAT-ID"),
        conflicts_with = "no_draft",
        help = tr!("把草稿发到这个微信号预览（每天 100 次）", "Send the draft to this WeChat id to look at (100 a day)")
    )]
    pub(crate) preview: Option<String>,
    #[arg(
        long,
        conflicts_with = "no_draft",
        help = tr!("后台改过草稿也用定稿覆盖", "Put the approved text there though somebody changed the draft in the back office")
    )]
    pub(crate) overwrite: bool,
    #[arg(
        long,
        conflicts_with_all = ["no_draft", "overwrite"],
        help = tr!("草稿在后台删掉了：另存一份", "The draft was deleted in the back office: make another")
    )]
    pub(crate) anew: bool,
    #[arg(long, help = tr!("只列清单，不连公众平台", "The list only, without calling the platform"))]
    pub(crate) no_draft: bool,
}

pub(crate) fn run(ctx: &Context, args: Args) -> anyhow::Result<Exit> {
    let acting = Acting::open(ctx)?;
    let found = acting.find(&args.which, Action::PublishStarted)?;
    acting.may(&acting.state(&found)?, Action::PublishStarted)?;
    let head = acting.folder.head()?;
    let all = acting.together_with(&head, &found)?;
    let parcels: Vec<Parcel> =
        all.iter().map(|found| parcel(&acting.folder, &head, found)).collect::<Result<_>>()?;
    drop(head);
    let connected = acting.folder.settings().platform.is_some();
    if !connected && (args.preview.is_some() || args.overwrite || args.anew) {
        return Err(no_platform().into());
    }
    let placed = if connected && !args.no_draft { Some(laid(&acting, &parcels, &args)?) } else { None };
    tell(&acting, &parcels, placed.as_ref(), &args);
    acting.ctx.output.json(document(&acting, &parcels, placed.as_ref()));
    Ok(Exit::Done)
}

fn laid(acting: &Acting<'_>, parcels: &[Parcel], args: &Args) -> Result<Placed> {
    let account = platform(&acting.folder)?;
    let mut memory = Memory::of(acting.folder.repo(), account.app_id())?;
    if args.anew {
        memory.forget_draft(parcels)?;
    }
    let placed = place(&account, parcels, &mut memory, args.overwrite)?;
    if let Some(id) = &args.preview {
        let doing = say!("发预览给 {id}", "sending a preview to {id}");
        account.send_preview(&placed.media_id, id).map_err(|failed| failed.refusal(&doing))?;
    }
    Ok(placed)
}

fn tell(acting: &Acting<'_>, parcels: &[Parcel], placed: Option<&Placed>, args: &Args) {
    let called = list(&parcels.iter().map(|parcel| parcel.called.clone()).collect::<Vec<_>>());
    let slug = parcels.first().map_or("", |parcel| &parcel.state.slug);
    let (output, Text { zh, en }) = (acting.ctx.output, &called);
    output.say(&say!("{zh}　发布清单", "{en}  to publish"));
    match placed.map(|placed| placed.done) {
        Some(Done::Added) => {
            output.say(&say!(
                "  已存进公众号草稿箱，读回来和定稿一致",
                "  laid into the draft box; read back, it is what was approved"
            ));
        }
        Some(Done::Changed) => output.say(&say!(
            "  草稿箱里的草稿已更新，读回来和定稿一致",
            "  the draft in the draft box is changed; read back, it is what was approved"
        )),
        Some(Done::Nothing) => output
            .say(&say!("  草稿箱里的草稿和定稿一致", "  the draft in the draft box is what was approved")),
        None => output.say(&say!(
            "  把页面复制到后台：`wxops preview {slug}`",
            "  copy the page into the back office: `wxops preview {slug}`"
        )),
    }
    if let Some(id) = &args.preview {
        output.say(&say!(
            "  预览已发给 {id}，请在手机上看",
            "  a preview went to {id}: look at it on the phone"
        ));
    }
    for parcel in parcels {
        let (left, Text { zh, en }) = (by_hand(parcel), &parcel.called);
        if left.is_empty() {
            continue;
        }
        output.say(&match parcels.len() {
            1 => say!("在后台办：", "in the back office:"),
            _ => say!("{zh}，在后台办：", "{en}, in the back office:"),
        });
        for Text { zh, en } in &left {
            output.say(&say!("  [ ] {zh}", "  [ ] {en}"));
        }
    }
    output.say(&say!("发布前逐项确认：", "before it goes out:"));
    for item in checklist(acting, parcels) {
        let text = &item.text;
        output.say(&Text::same(format!("  [ ] {text}")));
    }
    let Text { zh, en } = next(parcels);
    output.say(&say!("发出后登记：`{zh}`", "once it is out: `{en}`"));
}

/// The items that are asked for any of the articles, each once.
fn checklist<'a>(acting: &'a Acting<'_>, parcels: &'a [Parcel]) -> Vec<&'a Item> {
    let asked = |item: &&Item| {
        let categories = parcels.iter().map(|parcel| parcel.text.category());
        item.categories.is_empty()
            || categories.into_iter().any(|own| item.categories.iter().any(|id| id == own))
    };
    acting.team.lists.get("publish").into_iter().flatten().filter(asked).collect()
}

fn document(acting: &Acting<'_>, parcels: &[Parcel], placed: Option<&Placed>) -> Value {
    let words = |text: &Text| text.get(acting.ctx.language).to_owned();
    let done = |done: Done| match done {
        Done::Added => "added",
        Done::Changed => "changed",
        Done::Nothing => "unchanged",
    };
    let article = |parcel: &Parcel| {
        json!({
            "id": parcel.state.id,
            "slug": parcel.state.slug,
            "status": parcel.state.status.name(),
            "by_hand": by_hand(parcel).iter().map(words).collect::<Vec<_>>(),
        })
    };
    let item = |item: &Item| json!({ "key": item.key, "text": item.text });
    json!({ "handover": {
        "articles": parcels.iter().map(article).collect::<Vec<_>>(),
        "draft": placed.map(|placed| json!({ "media_id": placed.media_id, "done": done(placed.done) })),
        "checklist": checklist(acting, parcels).into_iter().map(item).collect::<Vec<_>>(),
        "next": words(&next(parcels)),
    }})
}

/// What is typed once it is out.
fn next(parcels: &[Parcel]) -> Text {
    let slug = parcels.first().map_or("", |parcel| &parcel.state.slug);
    let (zh, en) = match parcels.len() {
        1 => ("--url 链接".to_owned(), "--url LINK".to_owned()),
        many => (vec!["--url 链接"; many].join(" "), vec!["--url LINK"; many].join(" ")),
    };
    say!("wxops publish {slug} {zh}", "wxops publish {slug} {en}")
}
