//! The review sheet: nothing in it acts, nothing leaks, and it says no more than the records do.

#![allow(clippy::disallowed_methods, reason = "a test looks at what was written")]
#![allow(clippy::unwrap_used, reason = "a test that cannot look has failed")]

use std::fs;

use sandbox::{INDEX, SLUG, Sandbox};

mod sandbox;

/// The sheet as HTML, in Chinese.
fn html(sandbox: &Sandbox) -> String {
    sandbox.does("lina", "--lang zh sheet dongji-xinpin --html").stdout
}

#[test]
fn words_of_an_article_never_act_on_the_page() {
    let sandbox = Sandbox::at("draft");
    let title = "<script>alert(1)</script> & \\\"'|`*x*";
    sandbox.edit(INDEX, "title = \"冬季新品发布\"", &format!("title = \"{title}\""));
    sandbox.commit_all("title");
    let page = html(&sandbox);
    assert!(page.contains("《&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;&#39;|`*x*》"), "{page}");
    for tag in ["<script", "<img", "<link", "<iframe", "javascript:", "onerror", "src=", "url(", "http:"] {
        assert!(!page.contains(tag), "{tag}: {page}");
    }
    assert!(page.contains("default-src 'none'"));
    let markdown = sandbox.does("lina", "sheet dongji-xinpin").stdout;
    let row = "| title | “\\<script\\>alert(1)\\</script\\> \\& \"'\\|\\`\\*x\\*” |";
    assert!(markdown.contains(row), "{markdown}");
}

#[test]
fn each_tag_that_opens_closes() {
    for state in ["in-review", "published", "changes-requested"] {
        let page = html(&Sandbox::at(state));
        for tag in ["html", "head", "body", "table", "tr", "td", "th", "ul", "li", "div", "section", "span"] {
            let count = |what: String| page.matches(&what).count();
            let opened = count(format!("<{tag}>")) + count(format!("<{tag} "));
            assert_eq!(opened, count(format!("</{tag}>")), "{tag} in {state}");
        }
    }
}

#[test]
fn leaks_stay_covered() {
    let sandbox = Sandbox::at("in-review");
    let opinion = "request-changes dongji-xinpin --opinion '事实数据：问 13800138000'";
    sandbox.does("wangfang", opinion);
    sandbox.does("lina", "answer dongji-xinpin 1 已改 '已问 13900139000'");
    sandbox.edit(INDEX, "title = \"冬季新品发布\"", "title = \"冬季新品 13700137000\"");
    sandbox.commit_all("title");
    let mut all = String::new();
    for line in ["", " --html", " --json", " --verify", " --verify --html"] {
        all += &sandbox.types("lina", &format!("sheet dongji-xinpin{line}")).stdout;
    }
    let all = all.replace("\\*", "*");
    for number in ["13800138000", "13900139000", "13700137000"] {
        assert!(!all.contains(number), "{number}: {all}");
        let covered = format!("{}******{}", &number[..3], &number[9..]);
        assert!(all.matches(&covered).count() >= 5, "{covered}: {all}");
    }
}

#[test]
fn lists_of_a_submission_that_was_taken_back_are_void() {
    let sandbox = Sandbox::at("approved");
    let lists = |sandbox: &Sandbox| {
        let sheet = sandbox.does("lina", "sheet dongji-xinpin --json").json();
        let lists = sheet["sheet"]["lists"].as_array().unwrap().clone();
        lists.iter().map(|list| list["list"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(lists(&sandbox), ["self-check", "first", "final"]);
    sandbox.does("lina", "withdraw dongji-xinpin --reason later");
    assert_eq!(lists(&sandbox), [""; 0]);
    sandbox.does("lina", "submit dongji-xinpin --attest all");
    assert_eq!(lists(&sandbox), ["self-check"]);
    let acts =
        sandbox.does("lina", "sheet dongji-xinpin --json").json()["sheet"]["acts"].as_array().unwrap().len();
    assert_eq!(acts, 8, "every act stays on the sheet");
}

#[test]
fn an_opinion_is_numbered_within_its_revision_and_keeps_every_answer() {
    let sandbox = Sandbox::at("changes-requested");
    sandbox.does("lina", "answer dongji-xinpin 1 declined 'not needed'");
    sandbox.does("lina", "answer dongji-xinpin 1 done");
    let sheet = sandbox.does("lina", "sheet dongji-xinpin --json").json();
    let answers = &sheet["sheet"]["opinions"][0]["answers"];
    assert_eq!((&answers[0]["answer"], &answers[1]["answer"]), (&"declined".into(), &"done".into()));
    let published = Sandbox::at("correcting");
    let page = published.does("lina", "sheet dongji-xinpin").stdout;
    assert!(page.contains("| revision | 2 |") && page.contains("revision 1;"), "{page}");
}

#[test]
fn the_proof_of_one_article_is_the_one_of_verify() {
    let sandbox = Sandbox::at("approved");
    sandbox.edit(INDEX, "−20 ℃", "−30 ℃");
    let refused = |sandbox: &Sandbox| {
        let said = sandbox.types("lina", &format!("sheet {SLUG} --verify --json"));
        let codes: Vec<String> = said.json()["sheet"]["proof"]["refusals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|refusal| refusal["code"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(said.exit, i32::from(!codes.is_empty()));
        codes
    };
    assert_eq!(refused(&sandbox), ["working_copy_differs"]);
    assert_eq!(sandbox.refusals(), refused(&sandbox));
    sandbox.commit_all("forged");
    assert_eq!(refused(&sandbox), ["content_differs"]);
    assert_eq!(sandbox.refusals(), refused(&sandbox));
    sandbox.git(&["revert", "--no-edit", "HEAD"]);
    assert_eq!(refused(&sandbox), [""; 0]);
    let root = sandbox.does("lina", "verify --json").json()["root"].as_str().unwrap().to_owned();
    let pinned = sandbox.does("lina", &format!("sheet {SLUG} --verify --pin {root} --json")).json();
    assert_eq!(pinned["sheet"]["proof"]["root_pinned"], true);
    let wrong = "0".repeat(64);
    assert_eq!(sandbox.types("lina", &format!("sheet {SLUG} --verify --pin {wrong}")).exit, 1);
}

#[test]
fn a_sheet_of_a_discarded_article_can_be_had_by_its_id() {
    let sandbox = Sandbox::at("draft");
    let id = sandbox.does("lina", "show dongji-xinpin --json").json()["article"]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    sandbox.does("lina", "discard dongji-xinpin --reason 'no longer wanted'");
    let page = sandbox.does("lina", &format!("sheet {id} --verify")).stdout;
    assert!(page.contains("| status | discarded |") && page.contains("no longer wanted"), "{page}");
}

#[test]
fn a_file_is_written_where_it_may_be() {
    let sandbox = Sandbox::at("approved");
    sandbox.write("notes.html", "<!doctype html>\nmine");
    sandbox.refuses_all(&[
        ("lina", "sheet dongji-xinpin -o notes.html", (2, "not_a_sheet", "-o sheet.html")),
        ("lina", "sheet dongji-xinpin -o team.toml", (2, "not_a_sheet", "-o sheet.html")),
        ("lina", "sheet dongji-xinpin -o articles/sheet.html", (2, "not_a_sheet", "-o sheet.html")),
        ("lina", "sheet dongji-xinpin -o articles/../.wxops/sheet.md", (2, "not_a_sheet", "-o sheet.html")),
        ("lina", "sheet dongji-xinpin -o none/sheet.md", (2, "no_such_folder", "")),
        ("lina", "sheet dongji-xinpin --pin 0000", (2, "usage", "sheet --help")),
    ]);
    for file in ["sheet.html", "sheet.md", "../sheet.HTML"] {
        for _ in 0..2 {
            sandbox.does("lina", &format!("--lang zh sheet dongji-xinpin -o {file}"));
        }
    }
    assert!(fs::read_to_string(sandbox.outside("sheet.HTML")).unwrap().starts_with("<!doctype html>"));
    assert!(sandbox.read("sheet.md").starts_with("# 公众号稿件审核表\n"));
    sandbox.does("lina", "sheet dongji-xinpin -o sheet.md");
    assert!(sandbox.read("sheet.md").starts_with("# Review sheet\n"), "a sheet of the other language is one");
}

#[test]
fn without_records_there_is_no_sheet() {
    let sandbox = Sandbox::at("draft");
    sandbox.write("articles/new/index.md", "+++\ntitle = \"x\"\ncategory = \"event\"\n+++\n");
    sandbox.refuses("lina", "sheet new", (5, "unrecorded", "wxops import articles/new"));
    fs::remove_dir_all(sandbox.path(&sandbox.records())).unwrap();
    sandbox.commit_all("no records");
    sandbox.refuses("lina", "sheet dongji-xinpin", (1, "no_records", "wxops import articles/dongji-xinpin"));
}
