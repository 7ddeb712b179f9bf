use super::*;

fn found(article: &Article) -> Vec<Leak> {
    find(article, &Markdown::of(article))
}

/// What is found in a file, as kind and text.
fn read(text: &str) -> Vec<(Kind, String)> {
    let article = Article::parse(text.into());
    find(&article, &Markdown::of(&article))
        .into_iter()
        .map(|leak| (leak.kind, article.text()[leak.span].to_owned()))
        .collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    read(text).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn a_number_in_an_address_is_none_and_in_code_it_is() {
    for none in [
        "见 https://a.cn/13800138000/ 。",
        "[甲](photos/13800138000.png)",
        "![乙](13800138000.png \"丙\")",
        "`curl https://a.cn/13800138000`",
        "[丁][a]\n\n[a]: p/13800138000\n",
        "+++\ncover = \"13800138000.png\"\n+++\n",
    ] {
        assert_eq!(kinds(none), [], "{none}");
    }
    for one in [
        "`13800138000`",
        "```\n13800138000\n```\n",
        "![13800138000](a.png)",
        "[甲](a \"13800138000\")",
        "<!-- 13800138000 -->",
        "https://a.cn/，13800138000",
        "[https://a.cn/](https://b.cn/)13800138000",
        "+++\ntitle = \"13800138000\"\n+++\n",
    ] {
        assert_eq!(kinds(one), [Kind::Mobile], "{one}");
    }
}

#[test]
fn keys_are_found_in_addresses_comments_and_fields() {
    for text in [
        "[甲](https://a.cn/?k=AKIAIOSFODNN7EXAMPLE)",
        "<!-- AKIAIOSFODNN7EXAMPLE -->",
        "+++\nsource_url = \"https://a.cn/AKIAIOSFODNN7EXAMPLE\"\n+++\n",
        "密钥AKIAIOSFODNN7EXAMPLE已停用",
    ] {
        assert_eq!(kinds(text), [Kind::CloudKey], "{text}");
    }
}

#[test]
fn mail_counts_wherever_it_is_meant_for_mail() {
    assert_eq!(kinds("[甲](mailto:a@b.cn)、<c@d.cn>、`e@f.cn`、https://g.cn/h@i.cn"), [Kind::Email; 3]);
}

#[test]
fn of_two_that_overlap_the_earlier_kind_counts() {
    let text = "mysql://root:MadeUp1@10.0.0.8:3306/db 与 10.0.0.9";
    assert_eq!(kinds(text), [Kind::Webhook, Kind::PrivateIp]);
}

#[test]
fn the_own_table_is_never_a_leak() {
    let own = "[wxops]\nid = \"01JDQ8Z0000000000000000001\"\nstatus = \"draft\"\nowner = \"13800138000\"\n";
    assert_eq!(kinds(&format!("+++\ntitle = \"甲\"\n\n{own}+++\n正文\n")), []);
    let edited = own.replace("owner", "boss");
    assert_eq!(kinds(&format!("+++\ntitle = \"甲\"\n\n{edited}+++\n正文\n")), [Kind::Mobile]);
}

#[test]
fn a_private_key_is_one_leak_with_all_its_lines() {
    let key = "-----BEGIN RSA PRIVATE KEY-----\nMIIEMadeUp\n-----END RSA PRIVATE KEY-----";
    let text = format!("```\n{key}\n```\n\n13800138000\n");
    let mobile = (Kind::Mobile, "13800138000".to_owned());
    assert_eq!(read(&text), [(Kind::PrivateKey, key.to_owned()), mobile]);
}

#[test]
fn values_are_shown_by_their_ends_at_most() {
    let masked = |text: &str| {
        let leaks = found(&Article::parse(text.into()));
        let cores: Vec<Range<usize>> = leaks.into_iter().map(|leak| leak.core).collect();
        covered(text, 0..text.len(), &cores)
    };
    assert_eq!(
        masked("电话13800138000，10.0.0.1，车牌：京A12345。"),
        "电话138******00，********，车牌：*******。"
    );
    assert_eq!(masked("机密★10年"), "机密★10年");
    let text = "电话13800138000";
    let leaks = found(&Article::parse(text.into()));
    assert_eq!(retold("不认识 13800138000", text, &leaks), "不认识 138******00");
}

#[test]
fn a_file_full_of_numbers_is_read_in_one_go() {
    let text = "13800138000 https://a.cn/13800138000\n".repeat(10_000);
    assert_eq!(read(&text).len(), 10_000);
}

#[test]
fn an_ordinary_text_gives_no_hint_so_that_no_pattern_is_built() {
    let text = "公司内部部署的 X2 电源在 -20.5°C 启动，密封 12 小时；2026-11-22 08:30 起售，价格 1999 元。\
                请勿拆卸，不得转载。详见 https://www.example.com/p/2026/11?key=a 或致电 400-800-1234，\
                English words like internally, keyboard, version 3.4.5 and tokens are fine too. 京东 A 区。\n";
    let hints = Hints::of(text);
    let hinted: Vec<Kind> = PATTERNS
        .iter()
        .map(|pattern| pattern.kind)
        .filter(|kind| hints.lines(*kind, text).is_some())
        .collect();
    assert_eq!(hinted, [Kind::WechatSecret], "`key=` is the only one");
}

/// Beginnings, middles and ends of leaks, and what stands between them.
const PIECES: [&str; 40] = [
    "密级",
    "：",
    "机密",
    "★",
    "内部",
    "资料",
    "请勿",
    "对外",
    "仅限公司内部使用",
    "do not distribute",
    "secret",
    "App_Secret",
    "=",
    "'",
    "0123456789abcdef0123456789abcdef",
    "AKIAIOSFODNN7EXAMPLE",
    "wx0123456789abcdef",
    "gh_0123456789ab",
    "护照",
    "号码",
    "E12345678",
    "京A",
    "12345",
    "·",
    "a.b",
    "@",
    "c.cn",
    "138",
    "0013",
    "8000",
    "-",
    "10.0.0.8",
    "git.corp",
    ".",
    "11010519491231002X",
    "91350100M000100Y43",
    "6222020000000000",
    "mysql://u:p",
    "-----BEGIN PRIVATE KEY-----",
    "字",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 4000, failure_persistence: None, ..Default::default() })]
    #[test]
    fn the_lines_of_hints_hold_all_that_the_whole_text_holds(
        pieces in proptest::collection::vec(
            (proptest::sample::select(&PIECES[..]), proptest::sample::select(&["", "", "", " ", "\n", "\n\n", "\r\n"][..])),
            1..14,
        ),
    ) {
        let text: String = pieces.iter().flat_map(|(piece, then)| [*piece, *then]).collect();
        let article = Article::parse(text.into());
        let markdown = Markdown::of(&article);
        let everywhere = search(&article, &markdown, |_| Some(0..article.text().len()));
        proptest::prop_assert_eq!(find(&article, &markdown), everywhere);
    }
}
