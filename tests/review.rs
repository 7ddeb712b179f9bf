//! `review` on a terminal: what a reviewer sees, types and mistypes, and what is recorded.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "a test starts the program and looks at what it wrote")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

mod sandbox;
mod terminal;

use std::{fs, os::unix::fs::PermissionsExt as _, path::PathBuf, process::Command};

use sandbox::{INDEX, Sandbox};
use terminal::Terminal;

const ITEMS: usize = 11;

/// 王芳, 张明 or 李娜 at the terminal, in Chinese.
fn at_terminal(s: &Sandbox, who: &str, words: &[&str]) -> Terminal {
    Terminal::start(&command(s, who), words)
}

fn command(s: &Sandbox, who: &str) -> Command {
    let mut command = s.command(who, env!("CARGO_BIN_EXE_wxops"));
    command.env("WXOPS_LANG", "zh");
    command
}

/// An editor that does one thing to the file and closes.
fn editor(s: &Sandbox, sed: &str) -> PathBuf {
    let file = s.outside("editor.sh");
    let script = format!("#!/bin/sh\nsed '{sed}' \"$1\" > \"$1.sed\" && mv \"$1.sed\" \"$1\"\n");
    fs::write(&file, script).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    file
}

/// Ticks the whole list.
fn ticks(terminal: &mut Terminal, count: usize) {
    for n in 1..=count {
        terminal.sees(&format!("{n}/{count}  ")).sees("[y/n/o/b/q] ").types("y");
    }
}

/// A second article in review.
fn second(s: &Sandbox) {
    s.does("lina", "new 元旦放假安排 --category notice --slug yuandan");
    let text = s.read("articles/yuandan/index.md");
    let (front, _) = text.split_once("+++\n\n").unwrap();
    let front = front
        .replace("digest = \"\"", "digest = \"元旦期间客服照常值班。\"")
        .replace("cover = \"\"", "cover = \"cover.png\"");
    let body = "元旦期间，我们的安排如下：\n\n- 客服：1月1日至3日每天 9:00 至 18:00 值班；\n- 发货：1月4日起按下单顺序发出。\n\n星河科技有限公司\n2026年12月25日\n";
    s.write("articles/yuandan/index.md", format!("{front}+++\n\n{body}"));
    s.write("articles/yuandan/cover.png", sandbox::COVER);
    s.does("lina", "submit yuandan --attest all");
}

fn kept(s: &Sandbox) -> Vec<String> {
    let folder = fs::read_dir(s.path(".git/wxops-review"));
    let names = folder.into_iter().flatten().map(|file| file.unwrap().file_name().into_string().unwrap());
    names.collect()
}

fn subject(s: &Sandbox) -> String {
    s.git(&["log", "-1", "--format=%s"]).trim().to_owned()
}

#[test]
fn one_article_passes_and_the_next_goes_back() {
    let s = Sandbox::at("in-review");
    second(&s);
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    t.sees("1/2  《冬季新品发布》　待初审").sees("全文").sees("X2 电源").sees("逐项确认");
    ticks(&mut t, ITEMS);
    t.sees("怎么办？").sees("a 通过").types("a").sees("《冬季新品发布》初审通过，待终审：张明");
    t.sees("2/2  《元旦放假安排》").sees("[y/n/o/b/q] ").types("q");
    t.sees("清单还有 11 项").types("a").sees("[y/n/o/b/q] ").types("q").sees("还有 11 项没有确认，不能通过");
    t.sees("怎么办？").types("退改").sees("空行写完");
    t.sees("> ")
        .types("事实数据：「1月4日」是星期几")
        .sees("1. 必改 · 事实数据")
        .types("建议 标题：再短些")
        .sees("2. 建议 · 标题");
    t.types("").sees("退改给李娜，2 条意见？ [y/n] ").types("y");
    t.sees("《元旦放假安排》已退改给李娜：2 条意见，其中 1 条须答复").sees("通过 1、退改 1");
    assert_eq!(t.ends().0, 0);
    let commits = s.git(&["log", "-2", "--format=%s"]);
    assert_eq!(commits.trim(), "request-changes first: yuandan\napprove first: dongji-xinpin");
    assert_eq!(kept(&s), [""; 0]);
    // The ticks were made one by one, and the record says so.
    assert!(!s.read(&s.record("approve")).contains("all = true"));
    s.is_sound();
}

#[test]
fn mistakes_are_answered_and_nothing_is_lost() {
    let s = Sandbox::at("in-review");
    let before = s.head();
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    t.sees("[y/n/o/b/q] ").types("哦").sees("没听懂").sees("1/11").types("Ｙ").sees("2/11");
    t.types("b")
        .sees("1/11")
        .types("是")
        .sees("2/11")
        .types("o")
        .sees("> ")
        .types("文字：")
        .sees("没有内容")
        .sees("2/11");
    t.types("o")
        .sees("> ")
        .types("文字：「启动不了」太口语")
        .sees("1. 必改 · 文字　「启动不了」太口语")
        .sees("3/11")
        .types("q");
    t.sees("怎么办？（清单还有 10 项，写下意见 1 条）").sees("> ").types("通国").sees("没有“通国”这一项");
    t.sees("> ")
        .types("")
        .sees("要选一个")
        .sees("> ")
        .types("d")
        .sees("不能这样办")
        .sees("> ")
        .types("？")
        .sees("e  修改后通过：");
    t.sees("> ")
        .types("ｃ")
        .sees("空行写完")
        .sees("1. 必改 · 文字")
        .sees("> ")
        .types("-")
        .sees("删了：文字")
        .types("")
        .sees("至少要有一条");
    t.types("文字：「没有的话」")
        .sees("稿件里没有「没有的话」")
        .types("")
        .sees("[y/n] ")
        .types("嗯")
        .sees("答 y 或 n")
        .types("n");
    t.sees("怎么办？").sees("> ").control('d').sees("写下的 1 条意见留着").sees("-F '").sees("一篇都没有办");
    assert_eq!(t.ends().0, 0);
    assert_eq!(s.head(), before);
    let [file] = kept(&s).try_into().unwrap();
    // The next time they are there again, and the command that was named takes them.
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    t.sees("上次写下、还没有用的意见（1 条）").sees("没有的话").sees("[y/n/o/b/q] ").control('c');
    t.sees("已中断，没有改动。写下的意见留着");
    assert_eq!(t.ends().0, 130);
    s.does("wangfang", &format!("request-changes dongji-xinpin -F .git/wxops-review/{file}"));
    assert!(s.read(&s.record("request-changes")).contains("没有的话"));
}

#[test]
fn somebody_is_faster() {
    let s = Sandbox::at("in-review");
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    t.sees("[y/n/o/b/q] ")
        .types("q")
        .sees("怎么办？")
        .types("c")
        .sees("> ")
        .types("事实数据：数字不对")
        .sees("1. 必改")
        .types("")
        .sees("[y/n] ");
    s.does("lina", "withdraw dongji-xinpin --reason 再改改");
    let now = s.head();
    t.types("y")
        .sees("别人先办了")
        .sees("写下的 1 条意见留着")
        .sees("已经是“写稿中”，不等你了")
        .sees("别人先办了 1");
    t.ends();
    assert_eq!((s.head(), kept(&s).len()), (now, 1));
}

#[test]
fn edits_are_made_in_the_editor_and_confirmed_by_their_writer() {
    let s = Sandbox::at("in-review-final");
    let mut set = command(&s, "zhangming");
    set.env("GIT_EDITOR", editor(&s, "s/静置十二小时/静置 12 小时/;s/，欢迎在留言区预约试用//"));
    let mut t = Terminal::start(&set, &["review"]);
    t.sees("[y/n/o/b/q] ")
        .types("q")
        .sees("> ")
        .types("修改后通过")
        .sees("改了 2 处")
        .sees("「，欢迎在留言区预约试用」")
        .sees("就这样修改后通过？")
        .types("n");
    t.sees("怎么办？").sees("> ").types("q").ends();
    assert_eq!(kept(&s).len(), 1, "the copy is kept");
    let mut t = Terminal::start(&set, &["review", "dongji"]);
    t.sees("[y/n/o/b/q] ")
        .types("q")
        .sees("> ")
        .types("e")
        .sees("接着上次没有用的修改")
        .sees("就这样修改后通过？")
        .types("y");
    ticks(&mut t, 9);
    t.sees("《冬季新品发布》终审修改后通过（2 处），待李娜确认修改").sees("修改后通过 1");
    assert_eq!(t.ends().0, 0);
    assert_eq!(kept(&s), [""; 0]);
    assert!(s.read(INDEX).contains("静置 12 小时后") && !s.read(INDEX).contains("预约试用"));
    // The writer looks at them, and declines; an empty reason does nothing.
    let copy = s.copy();
    let mut t = at_terminal(&copy, "lina", &["review"]);
    t.sees("待编辑确认（终审）")
        .sees("张明通过时改的")
        .sees("静置十二 12 小时")
        .sees("a 确认修改")
        .sees("d 驳回修改")
        .sees("> ");
    t.types("d")
        .sees("驳回的理由")
        .types("")
        .sees("怎么办？")
        .sees("> ")
        .types("驳回")
        .sees("驳回的理由")
        .types("检测报告的原话")
        .sees("[y/n] ")
        .types("y");
    t.sees("改回了修改前的文字").sees("驳回修改 1");
    assert_eq!(t.ends().0, 0);
    copy.is_sound();
    // Or she accepts, and who passed the text before confirms just these.
    let mut t = at_terminal(&s, "lina", &["review"]);
    t.sees("> ").types("a").sees("已确认张明的修改，待初审也确认：王芳");
    t.ends();
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    t.sees("待初审确认修改")
        .sees("王芳通过以后，审核人改的")
        .sees("> ")
        .types("确认")
        .sees("已定稿")
        .sees("确认修改 1");
    t.ends();
    s.is_sound();
}

#[test]
fn a_passphrase_is_asked_for_on_the_terminal() {
    let s = Sandbox::at("in-review").raised(&["lina", "wangfang", "zhangming"]);
    let key = s.outside("keys").join("wangfang");
    let mut locked = Command::new("ssh-keygen");
    locked.args(["-q", "-p", "-P", "", "-N", "kai men", "-f"]).arg(&key);
    assert!(locked.output().unwrap().status.success());
    let before = s.head();
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    ticks(&mut t, ITEMS);
    t.sees("怎么办？")
        .sees("> ")
        .types("a")
        .sees("passphrase")
        .types("wrong")
        .sees("没有签成")
        .sees("怎么办？")
        .sees("> ");
    // Ctrl-C at that question is for ssh-keygen; the walk goes on.
    t.types("a").sees("passphrase");
    // It first shows the question and then begins to listen; no person is as quick as a test.
    std::thread::sleep(std::time::Duration::from_secs(1));
    t.control('c').sees("没有签成").sees("怎么办？").sees("> ");
    assert_eq!(s.head(), before);
    t.types("a").sees("passphrase").types("kai men").sees("《冬季新品发布》初审通过");
    assert_eq!(t.ends().0, 0);
    assert_eq!(subject(&s), "approve first: dongji-xinpin");
    s.is_sound();
}

#[test]
fn what_was_read_is_what_is_signed() {
    let s = Sandbox::at("in-review").raised(&["lina", "wangfang", "zhangming"]);
    let mut locked = Command::new("ssh-keygen");
    locked.args(["-q", "-p", "-P", "", "-N", "kai men", "-f"]).arg(s.outside("keys").join("wangfang"));
    assert!(locked.output().unwrap().status.success());
    let mut t = at_terminal(&s, "wangfang", &["review"]);
    ticks(&mut t, ITEMS);
    t.sees("> ").types("a").sees("passphrase");
    // While she looks for it, another text takes the place of the one she read.
    s.does("lina", "withdraw dongji-xinpin --reason 再改改");
    s.edit(INDEX, "静置十二小时", "静置一小时");
    s.does("lina", "submit dongji-xinpin --attest all");
    let now = s.head();
    t.types("kai men").sees("别人先办了").sees("静置一小时").sees("[y/n/o/b/q] ").control('d');
    t.sees("> ").control('d').sees("一篇都没有办");
    assert_eq!((t.ends().0, s.head()), (0, now));
}

#[test]
fn a_rehearsal_changes_nothing() {
    let s = Sandbox::at("in-review");
    let before = s.head();
    let mut t = at_terminal(&s, "wangfang", &["review", "--dry-run"]);
    ticks(&mut t, ITEMS);
    t.sees("> ").types("a").sees("会提交“approve first: dongji-xinpin”").sees("通过 1（演练，什么都没有改）");
    assert_eq!((t.ends().0, s.head()), (0, before));
}
