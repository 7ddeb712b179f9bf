//! `check` over a whole folder, all default rules, against a program that only counts lines and, where it is
//! installed, against AutoCorrect. Prints medians and ratios.
//!
//! `cargo bench --bench check [-- ARTICLES [FOLDER]]`; FOLDER holds Markdown files to be taken again and again,
//! else a seeded text is used. `rg` and `autocorrect` are looked for along `PATH`.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::cast_precision_loss,
    reason = "a measurement builds its own world"
)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 5;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let count = words.first().and_then(|word| word.parse().ok()).unwrap_or(10_000);
    let texts = words.get(1).map_or_else(seeded, |folder| real(Path::new(folder)));
    let root = tempfile::tempdir().unwrap();
    for file in ["wxops.toml", "team.toml"] {
        fs::write(root.path().join(file), "").unwrap();
    }
    let mut bytes = 0;
    for n in 0..count {
        let bundle = root.path().join(format!("articles/a{n:06}"));
        fs::create_dir_all(&bundle).unwrap();
        let text = &texts[n % texts.len()];
        bytes += text.len();
        fs::write(bundle.join("index.md"), text).unwrap();
    }
    println!("{count} articles, {:.1} MB", bytes as f64 / 1e6);
    let ours = median(root.path(), env!("CARGO_BIN_EXE_wxops"), &["check"]).unwrap();
    println!("wxops check          {ours:>9.1?}   {:.1} MB/s", bytes as f64 / 1e6 / ours.as_secs_f64());
    for (program, args) in [("rg", &["-c", "", "articles"][..]), ("autocorrect", &["--lint", "articles"])] {
        match median(root.path(), program, args) {
            Some(theirs) => {
                let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
                println!("{program:<20} {theirs:>9.1?}   wxops takes {ratio:.2} times as long");
            }
            None => println!("{program:<20} is not installed"),
        }
    }
}

/// The median of some runs; nothing if the program does not start.
fn median(root: &Path, program: &str, args: &[&str]) -> Option<Duration> {
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let mut command = Command::new(program);
        command.current_dir(root).args(args).stdout(Stdio::null()).stderr(Stdio::null());
        let start = Instant::now();
        let status = command.status().ok()?;
        times.push(start.elapsed());
        assert!(matches!(status.code(), Some(0 | 1)), "{program} found fault with more than the articles");
    }
    times.sort();
    Some(times[times.len() / 2])
}

/// Every Markdown file below a folder.
fn real(folder: &Path) -> Vec<Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let paths = files.map(walkdir::DirEntry::into_path);
    let markdown = paths.filter(|path: &PathBuf| path.extension().is_some_and(|end| end == "md"));
    markdown.map(|path| fs::read(path).unwrap()).collect()
}

/// Some articles of about eight kilobytes, always the same.
fn seeded() -> Vec<Vec<u8>> {
    let sentences = [
        "冬天第一场寒潮过后，我们在零下二十度的库房里把 X2 启动电源放了 12 小时。",
        "2026年11月22日早上八点半，一次点火成功；详见[测试报告](https://www.example.com/r/2026/11)。",
        "售后的同事说：“电池不是坏了，是冻着了。”",
        "按说明书做三件事：充满电、拔下负极、盖好防尘罩。\n\n",
        "## 怎么保养\n\n",
        "**注意**：长期不用时每三个月充一次电，电量保持在 60% 以上。",
    ];
    let mut seed = 7_u64;
    let mut next = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let article = |_| {
        let mut text = String::from("+++\ntitle = \"冬季养护\"\ncategory = \"insight\"\n+++\n");
        while text.len() < 8 * 1024 {
            text.push_str(sentences[next() % sentences.len()]);
        }
        text.into_bytes()
    };
    (0..50).map(article).collect()
}
