//! The QR codes in pictures: that they are read whatever the picture is like, that no file stops the program, and
//! that only a close look reads them.

#![allow(clippy::disallowed_methods, reason = "a test builds its own folder")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::{
    cell::Cell,
    fs,
    io::Cursor,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

use png::ColorType;
use proptest::prelude::*;
use sandbox::{INDEX, Sandbox};
use wxops::{
    article::{Article, codes, picture::Picture},
    check::{Checked, Place, baseline::Baseline},
    rules::{self, Shown, Subject},
    settings::{Level, Settings},
};

mod pictures;
mod sandbox;

const GROUP: &str = "https://weixin.qq.com/g/AQYAAExample";
const RULE: &str = "qr_code_lapses";

#[test]
fn a_code_is_read_however_large_its_cells_are() {
    for cell in [2, 3, 5, 12, 30, 60] {
        assert_eq!(codes::read(&pictures::code(GROUP, cell)), [GROUP], "{cell}");
    }
    for words in ["a", "甲乙\u{1b}[31m", "HTTPS://EXAMPLE.COM/", "12345678901234567890", &GROUP.repeat(20)]
    {
        assert_eq!(codes::read(&pictures::code(words, 4)), [words]);
    }
}

#[test]
fn a_jpeg_is_read_too() {
    let said = codes::read(include_bytes!("pictures/group.jpg"));
    assert_eq!(said, ["https://weixin.qq.com/g/AQYAAJourneyJourneyJourney"]);
}

#[test]
fn colours_and_what_shines_through_do_not_matter() {
    let (side, grey) = grey(&pictures::code(GROUP, 4));
    let like = |dark: &[u8], light: &[u8], colours| {
        let samples: Vec<u8> =
            grey.iter().flat_map(|g| if *g == 0 { dark } else { light }).copied().collect();
        codes::read(&pictures::png(side, side, colours, &samples))
    };
    assert_eq!(like(&[7, 120, 60], &[250, 240, 200], ColorType::Rgb), [GROUP]);
    assert_eq!(like(&[0, 0, 0, 255], &[0, 0, 0, 0], ColorType::Rgba), [GROUP], "dark on nothing");
    assert_eq!(like(&[0, 255], &[0, 0], ColorType::GrayscaleAlpha), [GROUP]);
    assert_eq!(like(&[9, 9, 9], &[9, 9, 9], ColorType::Rgb), [""; 0], "there is nothing to see");
}

#[test]
fn every_code_of_a_picture_is_read_wherever_it_stands_and_however_it_is_turned() {
    let (side, one) = grey(&pictures::code(GROUP, 3));
    let (other_side, other) = grey(&pictures::code("https://example.com/", 5));
    let (width, height) = (1080, 2400);
    let mut poster: Vec<u8> = (0..width * height).map(|n| if n % 13 == 0 { 90 } else { 180 }).collect();
    for y in 0..side {
        for x in 0..side {
            poster[(y + 40) * width + x + 900] = one[(side - 1 - x) * side + y]; // a quarter turn
        }
    }
    for y in 0..other_side {
        for x in 0..other_side {
            poster[(y + 2200) * width + x + 30] = other[y * other_side + x];
        }
    }
    let mut said = codes::read(&pictures::png(width, height, ColorType::Grayscale, &poster));
    said.sort();
    assert_eq!(said, ["https://example.com/", GROUP]);
}

#[test]
fn a_picture_that_is_too_large_is_not_even_unpacked() {
    let whole = pictures::code(GROUP, 4);
    for side in [4001_u32, 60_000, u32::MAX / 2] {
        let mut huge = whole.clone();
        huge[16..20].copy_from_slice(&side.to_be_bytes());
        huge[20..24].copy_from_slice(&side.to_be_bytes());
        assert_eq!(quickly(&huge), [""; 0], "{side}");
        let jpeg = pictures::file("JPEG 65000×65000");
        assert_eq!(quickly(&jpeg), [""; 0]);
    }
    let mut long = whole;
    long.resize(codes::FILE_LIMIT + 1, 0);
    assert_eq!(quickly(&long), [""; 0]);
}

#[test]
fn half_a_picture_stops_nothing() {
    for whole in [pictures::code(GROUP, 4), include_bytes!("pictures/group.jpg").to_vec()] {
        for end in (0..whole.len()).step_by(7) {
            quickly(&whole[..end]);
        }
    }
}

#[test]
fn a_picture_full_of_corners_takes_a_moment() {
    // No code, only its corners, thousands of them.
    let is_dark = |n: usize| {
        let (x, y) = (n % 1500 / 2 % 10, n / 1500 / 2 % 10);
        x < 7 && y < 7 && x.abs_diff(3).max(y.abs_diff(3)) != 2
    };
    let grey: Vec<u8> = (0..1500 * 1500).map(|n| if is_dark(n) { 0 } else { 255 }).collect();
    quickly(&pictures::png(1500, 1500, ColorType::Grayscale, &grey));
}

proptest! {
    #[test]
    fn no_bytes_stop_the_reading(
        magic in prop::sample::select(vec![&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff", b""]),
        rest in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        quickly(&[magic, &rest].concat());
    }

    #[test]
    fn no_changed_byte_stops_the_reading(
        is_jpeg: bool,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes =
            if is_jpeg { include_bytes!("pictures/group.jpg").to_vec() } else { pictures::code(GROUP, 3) };
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        quickly(&bytes);
    }

    #[test]
    fn no_blots_stop_the_reading(blots in prop::collection::vec((0..45_usize, 0..45_usize, any::<bool>()), 0..200)) {
        let (side, mut grey) = grey(&pictures::code(GROUP, 3));
        for (x, y, is_dark) in blots {
            for n in 0..9 {
                let place = (y * 3 + n / 3).min(side - 1) * side + (x * 3 + n % 3).min(side - 1);
                grey[place] = if is_dark { 0 } else { 255 };
            }
        }
        for words in quickly(&pictures::png(side, side, ColorType::Grayscale, &grey)) {
            prop_assert_eq!(words, GROUP);
        }
    }
}

#[test]
fn a_picture_is_decoded_once_and_only_for_a_rule_that_is_on() {
    let text = "+++\ncover = \"a.png\"\n+++\n![](a.png)![](b.gif)![](https://x.cn/c.png)";
    let article = Article::parse(text.into());
    let (opened, decoded) = (Cell::new(0), AtomicUsize::new(0));
    let open = |name: &str| {
        opened.set(opened.get() + 1);
        Picture::read(Cursor::new(pictures::file(if name == "b.gif" { "GIF 9×9" } else { "PNG 9×9" }))).ok()
    };
    let decode = |_: &str| {
        decoded.fetch_add(1, Ordering::Relaxed);
        vec![GROUP.to_owned()]
    };
    let times = |settings: &Settings, look: fn(&Subject<'_>)| {
        decoded.store(0, Ordering::Relaxed);
        let mut subject = Subject::new("a.md", &article, settings);
        subject.open = Some(&open);
        subject.decode = Some(&decode);
        look(&subject);
        decoded.load(Ordering::Relaxed)
    };
    let check = |subject: &Subject<'_>| drop(rules::check(Shown::Article(subject), subject.settings));
    let errors = |subject: &Subject<'_>| drop(rules::errors(subject));
    let set = |level| {
        let mut settings = Settings::default();
        for rule in rules::RULES.iter().filter(|rule| rule.name.starts_with("qr_code")) {
            settings.check.severity.insert(rule.name.to_owned(), level);
        }
        settings
    };
    assert_eq!(times(&Settings::default(), check), 1);
    assert_eq!(times(&set(Level::Off), check), 0);
    assert_eq!(times(&Settings::default(), errors), 0, "a warning holds no article up");
    assert_eq!(times(&set(Level::Error), errors), 1);
}

#[test]
fn only_a_close_look_reads_codes() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, bytes: &[u8]| {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    for file in ["wxops.toml", "team.toml"] {
        write(file, b"");
    }
    let text = "<!-- wxops-allow qr_code_leads_outside: signed off -->\n![x](site.png)\n\n![x](group.png)\n";
    for slug in ["a", "b"] {
        write(&format!("articles/{slug}/index.md"), text.as_bytes());
        write(&format!("articles/{slug}/group.png"), &pictures::code(GROUP, 4));
        write(&format!("articles/{slug}/site.png"), &pictures::code("https://example.com", 4));
    }
    let place = Place::of(root.path()).unwrap();
    let named = |name: &str| place.named(name, root.path()).unwrap();
    let all = || {
        let mut all = Vec::new();
        place.all(|files| all.extend(files.into_iter().filter(|file| !file.again))).unwrap();
        all
    };
    assert_eq!(lapses(&named("a")), ["articles/a/index.md"]);
    assert_eq!(lapses(&named("articles/b/index.md")), ["articles/b/index.md"]);
    for quick in [all(), named("articles"), named(".")] {
        assert_eq!((quick.len(), lapses(&quick)), (2, vec![]));
        let rules = quick.iter().flat_map(|file| &file.findings).map(|finding| finding.rule);
        assert!(!rules.into_iter().any(|rule| rule == "allow_unused"), "an answer may be of use");
    }
    let unsaved = place.unsaved(text.into(), "articles/a/index.md", root.path()).unwrap();
    assert_eq!(lapses(&[unsaved]), [""; 0]);
    assert_eq!(lapses(&Place::of(root.path()).unwrap().mending().named("a", root.path()).unwrap()), [""; 0]);

    // An entry about a code is not obsolete because nobody has read the code.
    let mut baseline = Baseline::default();
    for file in named("a") {
        baseline.add(&file);
    }
    let obsolete = |mut files: Vec<Checked>| {
        let mut hiding = baseline.clone().hiding();
        for file in &mut files {
            hiding.hide(file);
        }
        hiding.end(true).obsolete
    };
    assert_eq!((obsolete(all()), obsolete(named("a"))), (0, 0));
    write("articles/a/group.png", &pictures::file("PNG 900×383"));
    assert_eq!((obsolete(all()), obsolete(named("a"))), (0, 1));
}

#[test]
fn the_editor_is_warned_in_chinese_and_of_what_is_staged() {
    let sandbox = Sandbox::at("changes-requested");
    let text = fs::read_to_string(sandbox.path(INDEX)).unwrap();
    sandbox.write(INDEX, format!("{text}\n![扫码进群](group.png)\n"));
    let picture = Path::new(INDEX).with_file_name("group.png");
    sandbox.write(picture.to_str().unwrap(), pictures::code(GROUP, 4));
    let warned = |line: &str| {
        let said = sandbox.types("lina", &format!("{line} --lang zh --format short"));
        assert_eq!(said.exit, 0, "{said:?}");
        said.stdout.contains("`group.png` 里有微信群二维码，生成 7 天后失效") && said.stdout.contains(GROUP)
    };
    assert!(warned("check dongji-xinpin"));
    assert!(warned("check --since HEAD"));
    assert!(!warned("check"));
    assert!(!warned("check --staged"), "nothing is staged");
    sandbox.git(&["add", "articles"]);
    sandbox.write(picture.to_str().unwrap(), sandbox::COVER);
    assert!(warned("check --staged"), "the picture is read as it is staged");
    assert!(!warned("check dongji-xinpin"));
}

#[test]
fn where_it_is_an_error_the_article_does_not_pass() {
    let sandbox = Sandbox::at("changes-requested");
    let text = fs::read_to_string(sandbox.path(INDEX)).unwrap();
    sandbox.write(INDEX, format!("{text}\n![扫码进群](group.png)\n"));
    let picture = Path::new(INDEX).with_file_name("group.png");
    sandbox.write(picture.to_str().unwrap(), pictures::code(GROUP, 4));
    let settings = fs::read_to_string(sandbox.path("wxops.toml")).unwrap();
    let (table, line) = ("\n[check.severity]\n", format!("{RULE} = \"error\"\n"));
    assert!(settings.contains(table));
    let settings = settings.replace(table, &format!("{table}{line}"));
    sandbox.write("wxops.toml", settings);
    let answered = sandbox.types("lina", "answer dongji-xinpin 1 done x");
    assert_eq!(answered.exit, 0, "{answered:?}");
    let passes = || sandbox.types("lina", "self-check dongji-xinpin --attest all --json");
    let said = passes();
    assert!(said.exit == 1 && said.stdout.contains(GROUP), "{said:?}");
    sandbox.write(picture.to_str().unwrap(), pictures::code("https://u.wechat.com/example", 4));
    let said = passes();
    assert_eq!(said.exit, 0, "{said:?}");
}

/// The articles in which the code of a group is reported.
fn lapses(files: &[Checked]) -> Vec<String> {
    let lapse = |file: &&Checked| file.findings.iter().any(|finding| finding.rule == RULE);
    files.iter().filter(lapse).map(|file| file.path.clone()).collect()
}

/// What the codes in a file say, which took no more than a moment.
fn quickly(bytes: &[u8]) -> Vec<String> {
    let begun = Instant::now();
    let said = codes::read(bytes);
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    said
}

/// How wide a square picture is, and its shades.
fn grey(bytes: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(Cursor::new(bytes)).read_info().unwrap();
    let mut grey = vec![0; reader.output_buffer_size().unwrap()];
    let side = reader.next_frame(&mut grey).unwrap().width;
    (usize::try_from(side).unwrap(), grey)
}
