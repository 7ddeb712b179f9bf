//! The first day of somebody who never saw the program: what lies about, what is left out, what is mistyped.
//! Every answer says what is wrong and a command that works.

#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]
#![allow(clippy::disallowed_methods, reason = "a test lays files out")]

mod place;

use place::Place;
use std::fs;

/// A content folder of 李娜's, and she knows nobody yet.
fn founded() -> Place {
    let place = Place::new();
    let (code, told) = place.wxops(&["init", "--member", "lina"]);
    assert_eq!(code, 0, "{told}");
    place
}

const YAML: &str = "---\ntitle: 手记\nauthor: 李娜\n---\n\n正文一段。\n";

#[test]
fn a_bundle_that_lies_about_says_what_it_is_and_how_it_is_recorded() {
    let place = founded();
    place.write("articles/shouji/index.md", YAML);
    for words in [["submit", "shouji"], ["why", "articles/shouji"], ["log", "shouji"]] {
        let (code, told) = place.wxops(&words);
        assert_eq!(code, 5, "{told}");
        assert!(told.contains("`articles/shouji` is not recorded yet"), "{told}");
        assert!(told.contains("`wxops import articles/shouji --category CATEGORY`"), "{told}");
    }
    let (code, told) = place.wxops(&["show", "shouji"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("unrecorded") && told.contains("index.md"), "{told}");
    let (_, told) = place.wxops(&["status"]);
    assert!(told.contains("wxops import articles/shouji --category CATEGORY"), "{told}");

    // The command works from below, too.
    let (code, told) = place.wxops(&["-C", "articles", "import", "articles/shouji", "--category", "news"]);
    assert_eq!(code, 0, "{told}");
    assert_eq!(place.git(&["status", "--short"]), "");
    assert_eq!(place.git(&["log", "-1", "--format=%s"]), "import: shouji\n");
}

#[test]
fn a_folder_that_is_imported_in_place_has_its_name_for_slug() {
    let place = founded();
    place.write("articles/手记/index.md", YAML);
    let (code, told) = place.wxops(&["import", "articles/手记", "--category", "news"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("`mv 'articles/手记' articles/shou-ji`"), "{told}");
    fs::rename(place.path().join("articles/手记"), place.path().join("articles/shou-ji")).unwrap();
    let (code, told) = place.wxops(&["import", "articles/shou-ji", "--slug", "notes", "--category", "news"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("not `--slug notes`"), "{told}");
    assert_eq!(place.wxops(&["import", "articles/shou-ji", "--category", "news"]).0, 0);
}

#[test]
fn a_copied_bundle_is_told_apart_from_a_forged_one() {
    let place = founded();
    assert_eq!(place.wxops(&["new", "One", "--category", "news"]).0, 0);
    place.write("articles/two/index.md", &place.read("articles/one/index.md"));
    let (code, told) = place.wxops(&["show", "two"]);
    assert_eq!(code, 5, "{told}");
    assert!(told.contains("was copied from elsewhere"), "{told}");
    let (_, told) = place.wxops(&["status"]);
    assert!(told.contains("wxops show articles/two"), "{told}");
}

#[test]
fn a_folder_with_several_texts_is_imported_one_by_one() {
    let place = founded();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("甲 一.md"), "# 甲\n\n正文\n").unwrap();
    let folder = elsewhere.path().to_str().unwrap();
    let (code, told) = place.wxops(&["import", folder, "--category", "news", "--dry-run"]);
    assert_eq!(code, 0, "{told}");
    fs::write(elsewhere.path().join("乙.md"), "# 乙\n\n正文\n").unwrap();
    let (code, told) = place.wxops(&["import", folder, "--category", "news"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("holds 2 Markdown files") && told.contains("one at a time"), "{told}");
}

#[test]
fn the_only_article_that_fits_need_not_be_named() {
    let place = founded();
    assert_eq!(place.wxops(&["new", "One", "--category", "news"]).0, 0);
    let (code, told) = place.wxops(&["rename", "uno"]);
    assert_eq!((code, told.as_str()), (0, "renamed: one → uno\n"));
    let (code, told) = place.wxops(&["why"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("wxops discard uno --reason REASON"), "{told}");
    let (code, told) = place.wxops(&["archive"]);
    assert_eq!(code, 2, "{told}");
    assert!(told.contains("you can `archive` no article now"), "{told}");
    // Nothing was sent back, so no article waits for an answer.
    assert_eq!(place.wxops(&["answer", "1", "done"]).0, 2);
    let (code, told) = place.wxops(&["answer", "uno", "one", "done"]);
    assert_eq!(code, 2);
    assert!(told.contains("`one` is no number"), "{told}");
    assert_eq!(place.wxops(&["discard", "--reason", "a try"]).0, 0);
}

#[test]
fn what_was_discarded_is_found_by_its_id() {
    let place = founded();
    assert_eq!(place.wxops(&["new", "One", "--category", "news"]).0, 0);
    let (_, told) = place.wxops(&["discard", "one", "--reason", "a try"]);
    let (_, command) = told.trim_end().trim_end_matches('`').split_once("`wxops ").unwrap();
    let words: Vec<&str> = command.split("`wxops ").last().unwrap().split(' ').collect();
    let (code, told) = place.wxops(&words);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("discard") && told.contains("a try"), "{told}");
    let (code, told) = place.wxops(&["show", words[1]]);
    assert_eq!(code, 5);
    assert!(told.contains("was discarded"), "{told}");
}

#[test]
fn edits_of_a_draft_are_told_with_both_ways_out() {
    let place = founded();
    assert_eq!(place.wxops(&["new", "One", "--category", "news"]).0, 0);
    place.write("articles/one/a.png", "x");
    let (code, told) = place.wxops(&["rename", "one", "uno"]);
    assert_eq!(code, 5, "{told}");
    assert!(told.contains("has edits that are not committed"), "{told}");
    assert!(told.contains("git clean -f articles/one"), "{told}");
    place.git(&["add", "articles/one"]);
    place.git(&["commit", "-m", "draft", "articles/one"]);
    assert_eq!(place.wxops(&["rename", "one", "uno"]).0, 0);
}

#[test]
fn a_category_that_is_left_out_is_answered_with_all_of_them() {
    let place = founded();
    let (code, told) = place.wxops(&["new", "One"]);
    assert_eq!(code, 2);
    assert!(told.contains("a category is needed") && told.contains("`insight`"), "{told}");
}

#[test]
fn a_title_that_is_taken_gets_a_slug_of_its_own_and_says_so() {
    let place = founded();
    assert_eq!(place.wxops(&["new", "One", "--category", "news"]).0, 0);
    let (code, told) = place.wxops(&["new", "One", "--category", "news"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains("there is an article `one` already; this one is `one-2`"), "{told}");
}

#[test]
fn version_and_help_are_documents_too() {
    let place = Place::new();
    for words in [["--version", "--json"], ["--help", "--json"], ["help", "--json"]] {
        let (code, told) = place.wxops(&words);
        let document: serde_json::Value = serde_json::from_str(&told).unwrap();
        assert_eq!((code, &document["schema_version"]), (0, &1.into()));
    }
}
