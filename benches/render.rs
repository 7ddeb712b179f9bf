//! Laying out a thousand articles in one process, against the plain HTML of pulldown-cmark on the same texts and one thread; and
//! one article with the start of the program. Prints medians and ratios.
//!
//! `cargo bench --bench render [-- FOLDER]`; FOLDER holds Markdown files to be taken again and again, else a seeded text is used.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::cast_precision_loss,
    reason = "a measurement builds its own world"
)]

use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use pulldown_cmark::{Options, Parser, html};
use wxops::{
    article::Article,
    render::{Styles, render, theme::Theme},
};

const ARTICLES: usize = 1000;
const ROUNDS: usize = 9;

fn main() {
    let folder = std::env::args().skip(1).find(|word| !word.starts_with("--"));
    let texts = folder.map_or_else(seeded, |folder| markdown(Path::new(&folder)));
    let texts: Vec<&String> = texts.iter().cycle().take(ARTICLES).collect();
    let bytes: usize = texts.iter().map(|text| text.len()).sum();
    println!("{ARTICLES} articles, {:.1} MB", bytes as f64 / 1e6);
    let styles = Styles::of(&Theme::plain());
    // In turns, so that both have the same machine.
    let (mut ours, mut plain) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        ours.push(timed(|| {
            for text in &texts {
                let article = Article::parse(text.as_bytes().to_vec());
                black_box(render(&article, &styles, &[]));
            }
        }));
        plain.push(timed(|| {
            for text in &texts {
                let mut out = String::new();
                html::push_html(&mut out, Parser::new_ext(body(text), Options::all()));
                black_box(out);
            }
        }));
    }
    let (ours, plain) = (median(ours), median(plain));
    println!("wxops render         {ours:>9.1?}   {:.1} MB/s", bytes as f64 / 1e6 / ours.as_secs_f64());
    println!(
        "pulldown-cmark HTML  {plain:>9.1?}   wxops takes {:.2} times as long",
        ours.as_secs_f64() / plain.as_secs_f64()
    );
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("a.md");
    fs::write(&file, texts.iter().max_by_key(|text| text.len()).unwrap()).unwrap();
    let mut whole = vec![];
    for _ in 0..ROUNDS * 3 {
        whole.push(timed(|| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_wxops"));
            command
                .current_dir(place.path())
                .args(["render", "a.md"])
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command.status().unwrap();
        }));
    }
    println!("the longest, with the start of the program: {:.1?}", median(whole));
}

/// The text without its fields.
fn body(text: &str) -> &str {
    text.strip_prefix("+++\n").and_then(|text| text.split_once("\n+++\n")).map_or(text, |(_, body)| body)
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn markdown(folder: &Path) -> Vec<String> {
    let mut texts = vec![];
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "md") {
                texts.extend(fs::read_to_string(path).ok());
            }
        }
    }
    assert!(!texts.is_empty(), "there is no Markdown");
    texts.sort();
    texts
}

fn seeded() -> Vec<String> {
    (0..40)
        .map(|n| {
            let part = |m: usize| format!("## 第 {m} 节\n\n今年第 {n} 次**更新**，共 {m} 项改进，见[说明](https://example.com/{m})。\n\n- 一\n- 二\n\n> 引文。\n\n");
            (0..20).map(part).collect()
        })
        .collect()
}
