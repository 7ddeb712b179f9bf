//! The rules: what articles are held to.
//!
//! A rule is a line below, its file `NAME.rs` and its page `NAME.md`. The page says why, in Chinese and in
//! English, shows articles that are flagged and one that is fine, and is played by `tests/rules.rs`; what stands
//! in its `found` blocks is written by `SNAPSHOTS=overwrite cargo test`. A name says what is wrong and reads
//! well after "allow". Never a rule: what needs git, time or the network.
//!
//! Where somebody is quoted, in a block quote or in `《》`, findings about wording weigh one step less: an error is a
//! warning there, and a warning is not reported, whatever the settings say of the rule: somebody else chose the
//! words, and the writer may have to leave them. Facts, duties, structure and leaks weigh the same everywhere; so do
//! rules that compare places of the whole article, and what the company has banned, and names.

mod findings;
pub mod page;
mod subject;

use crate::{
    allowing::Allowed,
    finding::{Finding, Severity},
    fixing::Fix,
    refusal::Refusal,
    settings::{Level, Settings},
    text::Text,
};

pub use findings::{Findings, Found};
pub use subject::{Code, Decode, Open, Shot, Shown, Subject, Summary};

// The only list of rules, each kind in order of name.
rules! {
    Article {
        Warning advertisement_undeclared: "广告没有标明", "advertising is not marked as such";
        Warning ai_undeclared:           "AI 生成的内容没有声明", "what AI has made is not declared";
        Off     alt_missing:             "图片没有说明文字", "a picture has no description";
        Error   author_too_long:         "作者名过长", "the by-line is too long";
        Error   banned_word:             "公司禁用的词", "a word that the company has banned";
        Error   body_empty:              "没有正文", "the article has no text";
        Error   bom:                     "文件以 BOM 开头", "the file begins with a byte order mark";
        Warning caption_ends_with_mark:  "图注末尾有句号", "a caption ends with a full stop";
        Error   carriage_return:         "换行里有回车符", "lines end with a carriage return";
        Warning close_missing:           "结尾没有互动或引导", "the text ends without inviting its readers";
        Error   control_character:       "有看不见的控制字符", "an invisible character stands in the text";
        Error   cover_missing:           "封面图不在稿件里", "the cover picture is not in the bundle";
        Warning cover_unsuitable:        "封面的形状或大小不合适", "the cover has an odd shape or too few pixels";
        Error   date_impossible:         "没有这一天", "there is no such day";
        Warning digest_repeats_title:    "摘要重复了标题", "the digest repeats the title";
        Error   digest_too_long:         "摘要过长", "the digest is too long";
        Warning event_before_publication: "拟发那天活动已经过去", "an event is over on the planned day";
        Error   field_missing:           "必填的字段没有填", "a required field is missing or empty";
        Warning field_unknown:           "不认识的字段", "the front matter has a field that is not known";
        Error   field_wrong_kind:        "字段的值写法不对", "a field holds another kind of value than it should";
        Warning figure_without_source:   "数据没有来源", "a figure has no source";
        Error   front_matter_unreadable: "文首字段读不懂", "the front matter cannot be read";
        Warning heading_missing:         "长文缺小标题", "a long text lacks headings";
        Warning inducement_to_share:     "诱导分享或关注", "a reward for sharing or following";
        Error   insertion_not_alone:     "后台插入的占位不在单独一段里", "the place of what is inserted by hand is not a paragraph of its own";
        Error   licence_expired:         "图片的授权到期", "the licence of a picture has ended";
        Error   line_too_long:           "一行过长", "a line is too long";
        Warning link_empty:              "链接没有地址", "a link leads nowhere";
        Error   link_missing:            "链接指向的文件或小标题不存在", "a link leads to a file or heading that is not there";
        Off     link_stripped:           "微信里点不开的外部链接", "an outside link that WeChat takes away";
        Off     material_without_origin: "图片没有写来源和授权", "a picture lacks its origin and licence";
        Warning name_misspelled:         "专名写错", "a name is miswritten";
        Warning opening_too_long:        "开头过长", "the opening is too long";
        Error   original_contradicted:   "声明了原创，文中却说是转载", "declared original, but taken from elsewhere";
        Warning own_style:               "稿件自带样式", "the article carries a style of its own";
        Warning paragraph_too_long:      "段落过长", "a paragraph is too long";
        Warning parts_and_total_disagree: "分项和总数对不上", "the parts do not make the total";
        Warning percentages_do_not_add_up: "占比加起来不是 100%", "shares do not make a hundred per cent";
        Error   picture_escapes:         "图片路径离开了稿件的文件夹", "a picture lies outside the bundle";
        Error   picture_format_refused:  "公众号不收的图片格式", "WeChat does not take pictures of this format";
        Error   picture_missing:         "图片不在稿件里", "a picture is not in the bundle";
        Error   picture_too_large:       "图片文件过大", "a picture file is too large";
        Error   picture_unreadable:      "图片文件坏了", "a picture file is broken";
        Error   placeholder_left:        "还有没填的空", "a blank of the template is left over";
        Warning range_reversed:          "起止颠倒", "a range ends before it begins";
        Warning range_sign_mixed:        "起止号不统一", "ranges are written with several signs";
        Warning relative_day:            "用“今天”“本周五”说日期", "a date is given as today or this Friday";
        Warning source_undeclared:       "转载没有填来源", "the source of a reprint is not filled in";
        Warning spacing_mixed:           "汉字与字母之间的空格不统一", "spaces between characters and Latin words are mixed";
        Warning text_length_unusual:     "篇幅不合栏目要求", "the text is longer or shorter than its category asks";
        Off     thousands_mixed:         "大数有的分节有的不分", "some large numbers have commas and some have none";
        Off     title_marks_misused:     "不是作品却用了书名号", "the name of no work stands in 《》";
        Error   title_too_long:          "标题过长", "the title is too long";
        Off     unit_spacing_mixed:      "数字与单位之间的空格不统一", "spaces between numbers and units are mixed";
        Error   weekday_wrong:           "星期和日期对不上", "the weekday does not agree with the date";
    }
    Close {
        Error   page_too_long:           "排好的页面超出平台限制", "the rendered page is longer than the platform takes";
        Warning qr_code_lapses:          "微信群二维码七天失效", "the QR code of a WeChat group lapses in a week";
        Warning qr_code_leads_outside:   "二维码指向微信以外，或者是收款码", "a QR code leads out of WeChat, or takes payments";
    }
    Wording {
        Error   absolute_term:           "绝对化用语等广告禁用语", "an absolute term, or another that advertising law forbids";
        Warning advertising_term:        "可能违反广告法的推销话", "a selling word that advertising law may forbid";
        Warning approximate_number:      "概数写法不对", "an approximate number is written wrong";
        Warning brand_misspelled:        "产品或技术的名称写错", "the name of a product or a technology is miswritten";
        Off     colon_twice:             "一句里有两个冒号", "one sentence has two colons";
        Warning currency_said_twice:     "货币单位重复", "the currency is said twice";
        Warning date_style_mixed:        "一个日期两种写法", "one date is written in two ways";
        Warning decrease_in_times:       "“减少”后面用了“倍”", "a decrease is given in times";
        Off     digit_space_missing:     "汉字与数字之间没有空格", "no space between characters and figures";
        Warning ellipsis_and_etc:        "省略号和“等”重复", "an ellipsis and `等` say the same";
        Warning exclamation_in_notice:   "公告里用了叹号", "an official text exclaims";
        Warning filler_word:             "空话和重复的话", "words that say nothing, or the same twice";
        Warning fixed_word_in_digits:    "固定词语里用了数字", "a fixed word is written with figures";
        Warning full_width_letter:       "字母或数字是全角的", "letters or digits are full-width";
        Warning full_width_space:        "有全角空格", "a full-width space stands in the text";
        Warning half_width_bracket:      "中文用了半角括号", "half-width brackets stand around Chinese text";
        Warning half_width_mark:         "中文里用了半角标点", "a half-width mark stands in Chinese text";
        Off     half_width_range_sign:   "起止号用了连字符", "a range is written with a hyphen";
        Warning heading_ends_with_mark:  "标题末尾有标点", "a heading ends with a mark";
        Warning internet_slang:          "网络用语", "internet slang";
        Off     latin_space_missing:     "汉字与字母之间没有空格", "no space between characters and Latin words";
        Warning lunar_date_in_digits:    "农历日期用了数字", "a lunar date is written in figures";
        Warning mark_between_quotes:     "引号、书名号之间用了顿号", "a mark stands between quoted items or titles";
        Warning marks_clash:             "两个标点挨在一起", "two marks follow each other";
        Warning marks_repeated:          "标点重复", "a mark is repeated";
        Warning number_scale_mixed:      "数字和“千、百”混写", "figures and `千`, `百` are mixed";
        Warning ordinal_mark:            "序号后面的标点不对", "an ordinal is followed by the wrong mark";
        Warning pair_unclosed:           "括号或引号不成对", "a bracket or quotation mark has no partner";
        Off     percentage_for_points:   "百分点写成了百分比", "percentage points are written as a percentage";
        Warning preferred_word:          "公司另有习惯的写法", "the company writes another word";
        Warning quote_in_quote:          "双引号里又用了双引号", "double quotation marks stand inside double ones";
        Warning range_unit_missing:      "起止数字漏了单位", "the first number of a range lacks its unit";
        Warning rare_character:          "规范汉字表以外的字", "a character outside the standard table";
        Off     sentence_runs_on:        "一逗到底", "a sentence runs on over many commas";
        Warning sentence_too_long:       "句子过长", "a sentence is too long";
        Warning space_before_percent:    "百分号前面有空格", "a space stands before a percent sign";
        Warning space_beside_mark:       "标点旁边有空格", "a space stands beside a mark";
        Off     space_in_date:           "日期里有空格", "spaces stand in a date";
        Off     stop_outside_quote:      "整句引语的句号在引号外", "the full stop of a whole quotation stands outside";
        Warning time_said_twice:         "“下午”和24小时制重复", "half of the day and 24 hours are both said";
        Warning unit_not_legal:          "不是法定计量单位", "a unit is not legal";
        Warning variant_word:            "不是推荐的词形", "another form of the word is recommended";
        Warning wrong_dash:              "破折号写法不对", "a dash is written wrong";
        Warning wrong_ellipsis:          "省略号写法不对", "an ellipsis is written wrong";
        Warning wrong_mark_in_number:    "数字里用了全角标点", "a full-width mark stands in a number";
        Warning wrong_quote_mark:        "中文里用了直引号", "a straight quotation mark stands in Chinese text";
        Warning wrong_two:               "“二”和“两”用错", "the wrong two: `二` or `两`";
        Error   wrong_word:              "错别字", "a miswritten word";
        Warning year_in_two_digits:      "年份只写两位", "a year has two digits only";
        Warning zero_in_year:            "年份里的“零”应为“〇”", "a year is written with `零`";
    }
    Leak {
        Error   bank_card_number:        "有银行卡号", "the number of a bank card is in the text";
        Error   classification_mark:     "有密级或内部资料的标记", "a mark says that the text is not for the public";
        Error   cloud_key:               "有云服务的密钥", "a key of a cloud service is in the text";
        Off     company_credit_code:     "有统一社会信用代码", "the credit code of a company is in the text";
        Warning email_address:           "有电子邮箱", "an email address is in the text";
        Error   id_card_number:          "有身份证号", "the number of an identity card is in the text";
        Warning internal_host:           "有内网的域名", "a host name of the inner network is in the text";
        Error   mobile_number:           "有手机号", "a mobile number is in the text";
        Warning number_plate:            "有车牌号", "a number plate is in the text";
        Warning passport_number:         "有护照或通行证的号码", "the number of a passport is in the text";
        Warning private_ip:              "有内网的 IP 地址", "an IP address of the inner network is in the text";
        Error   private_key:             "有私钥", "a private key is in the text";
        Error   webhook_address:         "有机器人地址、数据库连接串或登录令牌", "the address of a robot, a database login or a token is in the text";
        Warning wechat_app_id:           "有 AppID 或公众号原始 ID", "an AppID or the original id of an account is in the text";
        Error   wechat_secret:           "有 AppSecret、消息密钥或令牌", "an AppSecret, a message key or a token is in the text";
    }
    Allow {
        Error   allow_malformed:         "答复检查的注释写法不对", "a comment that answers findings is miswritten";
        Error   allow_unknown_rule:      "答复检查的注释里没有这条规则", "a comment answers a rule that there is not";
        Warning allow_unused:            "答复检查的注释用不上", "a comment answers no finding";
        Error   allow_without_reason:    "答复检查的注释没有写理由", "a comment answers findings without a reason";
    }
    Folder {
        Error   id_twice:                "两篇稿件编号相同", "two articles have the same id";
        Error   slug_twice:              "两篇稿件同名", "two articles have the same slug";
        Warning text_twice:              "两篇稿件正文几乎相同", "two articles have nearly the same text";
        Warning title_twice:             "两篇稿件标题相同", "two articles have the same title";
    }
    Refused {
        Error   file_unreadable:         "文件读不出来", "a file of the bundle cannot be used";
    }
}

/// One rule.
pub struct Rule {
    /// Its name: in findings, in the settings, and of its two files
    pub name: &'static str,
    /// What its findings weigh, unless the settings or the rule itself say otherwise; off if it is a matter of
    /// taste
    pub level: Level,
    /// What it objects to: 中文, English
    pub summary: (&'static str, &'static str),
    /// Its page, in both languages
    pub page: &'static str,
    check: Check,
}

/// What a rule looks at, and how.
enum Check {
    Article(fn(&Subject<'_>, &mut Findings<'_>)),
    /// Like `Article`, about what takes time: the QR codes in its pictures, its page; only a close look shows it
    Close(fn(&Subject<'_>, &mut Findings<'_>)),
    /// Like `Article`, about words and marks that somebody chose; where others chose them, they weigh less
    Wording(fn(&Subject<'_>, &mut Findings<'_>)),
    /// Like `Article`; what runs as shipped cannot be switched off
    Leak(fn(&Subject<'_>, &mut Findings<'_>)),
    /// Like `Article`, about the comments that answer findings; what it finds cannot be answered
    Allow(fn(&Subject<'_>, &mut Findings<'_>)),
    Folder(fn(&[Summary], &mut Findings<'_>)),
    Refused(fn(&Refusal, &mut Findings<'_>)),
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// What all rules find, in order of place, then of name.
pub fn check(shown: Shown<'_>, settings: &Settings) -> Vec<Finding> {
    look(shown, settings).findings
}

/// What all rules find, and what of it the article answers, each in order of place, then of name.
pub fn look(shown: Shown<'_>, settings: &Settings) -> Found {
    by(RULES.iter(), shown, settings)
}

/// What these rules find, and what of it the article answers.
fn by(rules: impl Iterator<Item = &'static Rule>, shown: Shown<'_>, settings: &Settings) -> Found {
    let mut all = Found::default();
    for rule in rules {
        let found = rule.at_most(Findings::MOST, shown, settings);
        all.findings.extend(found.findings);
        all.allowed.extend(found.allowed);
    }
    let order =
        |a: &Finding, b: &Finding| (&a.path, a.span.start, a.rule).cmp(&(&b.path, b.span.start, b.rule));
    all.findings.sort_by(order);
    all.allowed.sort_by(|a, b| order(&a.finding, &b.finding));
    all
}

/// What can be mended in an article without asking.
pub fn fixes(subject: &Subject<'_>) -> Vec<Fix> {
    let found = RULES
        .iter()
        .flat_map(|rule| rule.at_most(usize::MAX, Shown::Article(subject), subject.settings).findings);
    let fixes = found.filter(|finding| !finding.fix.is_empty());
    fixes.map(|finding| Fix { rule: finding.rule, edits: finding.fix }).collect()
}

/// What an article answers, in order of place. Only rules that its comments name are asked.
pub fn answered(subject: &Subject<'_>) -> Vec<Allowed> {
    let allows = subject.allows();
    let named = RULES.iter().filter(|rule| allows.iter().any(|allow| allow.is_about(rule.name)));
    by(named, Shown::Article(subject), subject.settings).allowed
}

/// The errors of an article, one line each: what keeps it from being submitted. What takes time is looked at only where it
/// may be an error.
pub fn errors(subject: &Subject<'_>) -> Vec<Text> {
    let (shown, settings) = (Shown::Article(subject), subject.settings);
    let may_err =
        |rule: &&Rule| !rule.is_close() || rule.set(shown, settings).unwrap_or(rule.level) == Level::Error;
    let found = by(RULES.iter().filter(may_err), shown, settings).findings.into_iter();
    let errors = found.filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.in_one_line(subject.article.text())).collect()
}

impl Rule {
    /// What this rule alone finds; nothing where it looks at something else or is switched off.
    pub fn check(&'static self, shown: Shown<'_>, settings: &Settings) -> Vec<Finding> {
        self.at_most(Findings::MOST, shown, settings).findings
    }

    fn at_most(&'static self, most: usize, shown: Shown<'_>, settings: &Settings) -> Found {
        let set = self.set(shown, settings);
        let Some(severity) = set.unwrap_or(self.level).severity() else { return Found::default() };
        let mut found = Findings::of(self, severity, set.is_some(), most);
        match (&self.check, shown) {
            (
                Check::Article(check)
                | Check::Close(check)
                | Check::Wording(check)
                | Check::Leak(check)
                | Check::Allow(check),
                Shown::Article(subject),
            ) => {
                found.path = subject.path;
                found.quoting = self.is_about_wording().then_some(subject);
                found.allows = if self.is_about_an_article() { subject.allows() } else { &[] };
                check(subject, &mut found);
                let (findings, answered) = found.finish();
                let (text, leaks) = (subject.article.text(), subject.leaks());
                let allowed = answered.into_iter().map(|(finding, allow)| Allowed {
                    finding: finding.hiding(text, leaks),
                    reason: allow.reason(text, leaks),
                });
                return Found {
                    allowed: allowed.collect(),
                    findings: findings.into_iter().map(|finding| finding.hiding(text, leaks)).collect(),
                };
            }
            (Check::Folder(check), Shown::Folder(articles)) => check(articles, &mut found),
            (Check::Refused(check), Shown::Refused(path, refusal)) => {
                found.path = path;
                check(refusal, &mut found);
            }
            _ => {}
        }
        Found { findings: found.finish().0, allowed: vec![] }
    }

    /// Whether it looks at what it is shown, by the settings.
    pub fn runs(&self, shown: Shown<'_>, settings: &Settings) -> bool {
        self.set(shown, settings).unwrap_or(self.level) != Level::Off
    }

    /// What the settings say its findings weigh: the category of an article comes first.
    fn set(&self, shown: Shown<'_>, settings: &Settings) -> Option<Level> {
        let category = match shown {
            Shown::Article(subject) => subject.category,
            Shown::Folder(_) | Shown::Refused(..) => None,
        };
        let places =
            category.map(|category| &category.severity).into_iter().chain([&settings.check.severity]);
        let mut levels = places.filter_map(|place| place.get(self.name).copied());
        levels.find(|level| *level != Level::Off || self.may_be_off())
    }

    /// Whether the settings can switch it off. A leak goes out to everybody, so its rule runs for everybody.
    pub fn may_be_off(&self) -> bool {
        self.level == Level::Off || !self.is_about_leaks()
    }

    /// Whether it looks at one article: its category has a say in it, and a comment there may answer it.
    pub fn is_about_an_article(&self) -> bool {
        matches!(self.check, Check::Article(_) | Check::Close(_) | Check::Wording(_) | Check::Leak(_))
    }

    /// Whether it takes time, and so finds nothing unless somebody takes a close look.
    pub fn is_close(&self) -> bool {
        matches!(self.check, Check::Close(_))
    }

    /// Whether it is about wording, and so one step lighter where somebody is quoted.
    pub fn is_about_wording(&self) -> bool {
        matches!(self.check, Check::Wording(_))
    }

    /// Whether it looks for leaks.
    pub fn is_about_leaks(&self) -> bool {
        matches!(self.check, Check::Leak(_))
    }

    /// What it objects to.
    pub fn summary(&self) -> Text {
        Text { zh: self.summary.0.into(), en: self.summary.1.into() }
    }
}

/// Makes of each line a module and a row of [`RULES`]. A missing file or page does not compile.
macro_rules! rules {
    ($($shown:ident { $($severity:ident $name:ident: $zh:literal, $en:literal;)* })*) => {
        $($(mod $name;)*)*

        /// All rules.
        pub static RULES: &[Rule] = &[$($(Rule {
            name: stringify!($name),
            level: Level::$severity,
            summary: ($zh, $en),
            page: include_str!(concat!(stringify!($name), ".md")),
            check: Check::$shown($name::check),
        },)*)*];
    };
}
use rules;
