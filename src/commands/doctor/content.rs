//! The content folder itself: its settings and rule book, its clock and zone, what waits in it.

use wxops::{
    folder::{ContentFolder, Head, cards},
    moment::{Moment, spoken},
    refusal::{Refusal, Result},
    say, settings,
    text::{Text, plural},
    workflow::{
        policy,
        team::{TEAM, Team},
        turn::turn,
    },
};

use super::line::Line;
use crate::shell::context::{Context, folder_time};

/// How many of the newest records are asked for their time.
const NEWEST: usize = 20;

/// How much the clocks of two computers may differ, in minutes.
const DRIFT: i64 = 5;

/// What was found where a content folder might be.
pub(super) enum Open {
    /// One that can be read
    Yes(Box<ContentFolder>),
    /// A repository that is none
    No,
    /// One that cannot be used
    Broken(Refusal),
}

impl Open {
    pub(super) fn here(ctx: &Context) -> Open {
        match ContentFolder::open(&ctx.start).and_then(|folder| folder.head().map(drop).map(|()| folder)) {
            Ok(folder) => Open::Yes(Box::new(folder)),
            Err(refusal) if refusal.code == "not_a_content_folder" => Open::No,
            Err(refusal) => Open::Broken(refusal),
        }
    }

    /// The team in force, if it can be read.
    pub(super) fn team(&self) -> Option<Team> {
        let Open::Yes(folder) = self else { return None };
        Some(folder.head().ok()?.policy.newest().team.clone())
    }
}

/// There is no content folder here.
pub(super) fn nowhere() -> Line {
    Line::notice(
        "folder",
        say!("这里不是稿件库，只看了本机", "this is not a content folder; only the computer was looked at"),
    )
    .help(say!(
        "进入稿件库再运行；还没有的话：`wxops init`",
        "run it in the content folder; to make one: `wxops init`"
    ))
}

pub(super) fn lines(ctx: &Context, open: Open) -> Vec<Line> {
    let folder = match open {
        Open::Yes(folder) => folder,
        Open::Broken(refusal) => return vec![broken(&refusal)],
        Open::No => return vec![nowhere()],
    };
    let examined = || -> Result<Vec<Line>> {
        let head = folder.head()?;
        let mut lines = vec![rule_book(&folder, &head)?];
        let now = match folder_time(ctx, &folder, head.policy.is_sandbox()) {
            Ok(now) => {
                lines.push(clock(ctx, &folder, &head, now)?);
                now
            }
            Err(refusal) => {
                lines.push(Line::refused("clock", &refusal));
                folder.local(ctx.clock.now())
            }
        };
        lines.push(zone(ctx, &folder, now));
        lines.push(waiting(&folder, &head, now)?);
        Ok(lines)
    };
    examined().unwrap_or_else(|refusal| vec![broken(&refusal)])
}

/// Why the folder cannot be used. Settings can be had back from the last commit; a rule book cannot be broken so easily.
fn broken(refusal: &Refusal) -> Line {
    let line = Line::refused("folder", refusal);
    match refusal.path.as_deref() {
        Some(settings::FILE) => line.help(say!(
            "或者放弃改动：`git restore wxops.toml`",
            "or drop the edit: `git restore wxops.toml`"
        )),
        _ => line,
    }
}

fn rule_book(folder: &ContentFolder, head: &Head<'_>) -> Result<Line> {
    let newest = head.policy.newest();
    let file = folder.working().read(TEAM, policy::LIMIT)?;
    let (version, effective) = (newest.header.version, &newest.team.effective);
    Ok(match policy::is_in_force(newest, file.as_deref()) {
        Ok(()) => Line::fine(
            "rule_book",
            say!("第 {version} 版（{effective} 起施行）", "version {version}, in force from {effective}"),
        ),
        Err(refusal) => Line::refused("rule_book", &refusal),
    })
}

/// A record from the future: this clock is slow, or another was fast.
fn clock(ctx: &Context, folder: &ContentFolder, head: &Head<'_>, now: Moment) -> Result<Line> {
    if head.policy.is_sandbox() && !ctx.clock.test() {
        let told = say!("演示稿件库（sandbox）：时间是假的", "sandbox: its times are made up");
        return Ok(Line::fine("clock", told));
    }
    let newest = folder.newest_records(head, NEWEST)?.into_iter().map(|filed| filed.record.at).max();
    let here = spoken(now, now);
    let Some(newest) = newest.filter(|at| (*at - now).num_minutes() > DRIFT) else {
        return Ok(Line::fine("clock", here));
    };
    let there = spoken(folder.local(newest), now);
    let set = if cfg!(windows) {
        "w32tm /resync"
    } else if cfg!(target_os = "macos") {
        "sudo sntp -sS time.apple.com"
    } else {
        "sudo timedatectl set-ntp true"
    };
    Ok(Line::problem(
        "clock",
        say!(
            "本机是 {here_zh}，而最新的流转记录是 {there_zh}：时钟慢了，或同事的快了",
            "it is {here_en} here, and the newest record is of {there_en}: this clock is slow, or theirs was fast",
            here_zh = here.zh,
            here_en = here.en,
            there_zh = there.zh,
            there_en = there.en
        ),
    )
    .help(say!("对时：`{set}`", "set the clock: `{set}`")))
}

/// Times are read and shown in the account's zone, wherever the reader is.
fn zone(ctx: &Context, folder: &ContentFolder, now: Moment) -> Line {
    let (zone, local) = (&folder.settings().timezone, ctx.clock.now());
    let (there, here) = (now.offset(), local.offset());
    if there == here {
        return Line::fine("zone", say!("{zone}（{there}）", "{zone} ({there})"));
    }
    Line::notice(
        "zone",
        say!(
            "本机是 {here}；输入和显示的时间都按账号的 {zone}（{there}）",
            "{here} on this computer; times are typed and shown in the account's {zone} ({there})"
        ),
    )
}

/// What is this person's turn.
fn waiting(folder: &ContentFolder, head: &Head<'_>, now: Moment) -> Result<Line> {
    let team = &head.policy.newest().team;
    let me = folder.repo().identity().ok().and_then(|who| team.member_of(&who.email).map(str::to_owned));
    let recorded = cards(folder, false)?.into_iter().filter(|card| card.table.is_some()).collect();
    let articles = folder.derived(head, recorded)?;
    let turns = articles.iter().filter_map(|article| turn(article.state()?, team, now));
    let people: Vec<Vec<String>> = turns.map(|turn| turn.people).collect();
    let all = people.len();
    let mine = me.map_or(0, |me| people.iter().filter(|people| people.contains(&me)).count());
    let words = |count| plural(count, "article");
    let told = say!(
        "等你办的 {mine} 篇，全部在办的 {all} 篇",
        "{mine_words} for you, {all_words} at work in all",
        mine_words = words(mine),
        all_words = words(all)
    );
    Ok(match mine {
        0 => Line::fine("waiting", told),
        _ => Line::notice("waiting", told).help(look()),
    })
}

fn look() -> Text {
    say!("看是哪些：`wxops status`", "see which: `wxops status`")
}
