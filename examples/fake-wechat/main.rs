//! A WeChat platform of one's own, to try `wxops` against without an account and without risk:
//! `cargo run --example fake-wechat`. Nothing leaves this computer, and nothing is kept after Ctrl-C.

#![allow(clippy::disallowed_methods, reason = "it is a program of its own")]

mod stand_in;

use std::{
    env,
    process::ExitCode,
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use stand_in::{Account, Call, Fault, Kind, StandIn};

const USAGE: (&str, &str) = (
    "用法：cargo run --example fake-wechat -- [选项]\n\n  \
     --port 端口        不写就自动找一个空的\n  \
     --kind 类型        personal（个人）、subscription（公众号，默认）、service（服务号）\n  \
     --uncertified      没有认证的账号\n  \
     --fault 路径=错误码  让这个接口总是出错，例如 draft/add=45009；可以写几次\n  \
     --lang zh|en       语言",
    "Usage: cargo run --example fake-wechat -- [OPTIONS]\n\n  \
     --port PORT        a free one without it\n  \
     --kind KIND        personal, subscription (the usual) or service\n  \
     --uncertified      an account that is not certified\n  \
     --fault PATH=CODE  lets calls of this path fail, such as draft/add=45009; may stand several times\n  \
     --lang zh|en       the language",
);

/// What was asked for.
struct Options {
    account: Account,
    port: u16,
    faults: Vec<(String, i64)>,
}

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let zh = is_chinese(&words);
    let say = |(chinese, english): (&'static str, &'static str)| if zh { chinese } else { english };
    if words.iter().any(|word| ["-h", "--help"].contains(&word.as_str())) {
        println!("{}", say(USAGE));
        return ExitCode::SUCCESS;
    }
    let options = match read(&words) {
        Ok(options) => options,
        Err(word) => {
            eprintln!("{}: {word}\n\n{}", say(("看不懂", "not understood")), say(USAGE));
            return ExitCode::from(2);
        }
    };
    let account = options.account.clone();
    let platform = match StandIn::start_at(account, options.port, |call| println!("{}", line(call))) {
        Ok(platform) => platform,
        Err(error) => {
            let taken = say(("这个端口用不了", "this port cannot be used"));
            eprintln!("{taken}: {} ({error})", options.port);
            return ExitCode::FAILURE;
        }
    };
    for (path, code) in &options.faults {
        platform.fault(path, Fault::Code(*code), usize::MAX);
    }
    greet(&platform.base(), &options.account, say);
    loop {
        thread::park();
    }
}

fn greet(base: &str, account: &Account, say: impl Fn((&'static str, &'static str)) -> &'static str) {
    println!(
        "{}",
        say((
            "微信公众平台的替身，只在这台电脑上",
            "A stand-in of the WeChat platform, on this computer only"
        ))
    );
    println!();
    println!("  {}  {base}", say(("地址     ", "address  ")));
    println!("  AppID      {}", account.app_id);
    println!("  AppSecret  {}", account.secret);
    println!();
    println!("{}", say(("在另一个终端里输入：", "Type into another terminal:")));
    println!();
    println!("  export WXOPS_PLATFORM={base}");
    println!("  export WXOPS_SECRET={}", account.secret);
    println!();
    println!(
        "{}",
        say((
            "草稿和发表的文章用浏览器打开上面的地址看。下面每次调用一行；按 Ctrl-C 结束，什么都不留下。",
            "Drafts and what is published: open the address above in a browser. Each call is a line below; Ctrl-C ends it, \
             and nothing is kept.",
        ))
    );
    println!();
}

/// A call in one line, without its query and its body: the secret and tokens are in them.
fn line(call: &Call) -> String {
    let answer = call.errcode.map_or("-".to_owned(), |code| code.to_string());
    format!("{} {} → {answer}", call.method, call.path)
}

/// What was asked for, or the word that cannot be read.
fn read(words: &[String]) -> Result<Options, String> {
    let started = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let account = Account { first: started, ..Account::default() };
    let mut options = Options { account, port: 0, faults: vec![] };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if word == "--uncertified" {
            options.account.certified = false;
            continue;
        }
        let value = words.next().map_or("", String::as_str);
        let unread = || format!("{word} {value}");
        match word.as_str() {
            "--port" => options.port = value.parse().map_err(|_| unread())?,
            "--kind" => options.account.kind = kind(value).ok_or_else(unread)?,
            "--fault" => {
                let (path, code) = value.split_once('=').ok_or_else(unread)?;
                options.faults.push((path.to_owned(), code.parse().map_err(|_| unread())?));
            }
            "--lang" if ["zh", "en"].contains(&value) => {}
            _ => return Err(unread()),
        }
    }
    Ok(options)
}

fn kind(word: &str) -> Option<Kind> {
    match word {
        "personal" => Some(Kind::Personal),
        "subscription" => Some(Kind::Subscription),
        "service" => Some(Kind::Service),
        _ => None,
    }
}

/// As `wxops` chooses: what is asked for, else the locale; English where that is not Chinese.
fn is_chinese(words: &[String]) -> bool {
    let typed = words.iter().skip_while(|word| *word != "--lang").nth(1).cloned();
    let mut told = ["WXOPS_LANG", "LC_ALL", "LANG"].into_iter().filter_map(|name| env::var(name).ok());
    let told = typed.or_else(|| told.find(|value| !value.is_empty())).unwrap_or_default();
    told.starts_with("zh")
}
