//! The form of each kind of leak, as a regular expression.
//!
//! The finding is group 1, or the whole match where there is no group. `regex` knows no look-around, so the
//! characters on both sides belong to the match; the next search begins at the end of the finding, because two
//! findings may share the character between them. Digits and word boundaries are those of ASCII: 密钥AKIA… is
//! a key although 钥 is a letter too.

use std::{ops::Range, sync::OnceLock};

use regex::Regex;

use super::Kind;

/// A kind of leak and its form.
pub(super) struct Pattern {
    pub(super) kind: Kind,
    source: &'static str,
    /// Built when a text first gives a hint of this kind
    regex: OnceLock<Option<Regex>>,
}

const fn pattern(kind: Kind, source: &'static str) -> Pattern {
    Pattern { kind, source, regex: OnceLock::new() }
}

/// All patterns. Of two that overlap in a text, the earlier one has it.
pub(super) static PATTERNS: [Pattern; 15] = [
    pattern(
        Kind::CloudKey,
        r"(?-u:\b)(LTAI(?:[0-9A-Za-z]{20}|[0-9A-Za-z]{12})|AKID[0-9A-Za-z]{32}|(?:AKIA|ASIA|AGPA|AIDA|AROA)[A-Z0-9]{16}|gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{82}|AIza[0-9A-Za-z_-]{35}|xox[abprs]-[0-9A-Za-z-]{10,72})(?-u:\b)",
    ),
    pattern(
        Kind::Webhook,
        r"https://qyapi\.weixin\.qq\.com/cgi-bin/webhook/send\?key=[0-9a-f-]{36}|https://oapi\.dingtalk\.com/robot/send\?access_token=[0-9a-f]{64}|https://open\.feishu\.cn/open-apis/bot/v2/hook/[0-9a-f-]{36}|(?-u:\b)(?:mysql|postgres(?:ql)?|mongodb(?:\+srv)?|redis|amqp)://[^\s:@/]*:[^\s@/]+@[^\s/]+|(?-u:\b)eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}",
    ),
    pattern(Kind::PrivateKey, r"-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----"),
    pattern(
        Kind::WechatSecret,
        r#"(?:(?i-u:app_?secret|secret|encoding_?aes_?key|access_?token))["'`\s]{0,3}[:=：]\s*["'`]?((?i-u:[0-9a-f]{32})|[0-9A-Za-z]{43}|[0-9A-Za-z_-]{100,300})(?:[^0-9A-Za-z]|$)"#,
    ),
    pattern(
        Kind::IdCard,
        r"(?:^|[^0-9A-Za-z])([1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx])(?:[^0-9A-Za-z]|$)",
    ),
    pattern(
        Kind::BankCard,
        r"(?:^|[^0-9A-Za-z])((?:62[0-9]{2}|60[0-9]{2}|4[0-9]{3}|5[1-5][0-9]{2}|35[0-9]{2}|3[47][0-9]{2}|2[2-7][0-9]{2}|9[0-9][0-9]{2})(?:[ -]?[0-9]{4}){2}[ -]?[0-9]{3,4}(?:[ -]?[0-9]{1,3})?)(?:[^0-9A-Za-z]|$)",
    ),
    pattern(
        Kind::Mobile,
        r"(?:^|[^0-9A-Za-z.])((?:\+?86[- ]?)?1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])[- ]?[0-9]{4}[- ]?[0-9]{4})(?:[^0-9A-Za-z]|$)",
    ),
    pattern(
        Kind::CreditCode,
        r"(?:^|[^0-9A-Za-z])([1-9ANY][1-59][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10})(?:[^0-9A-Za-z]|$)",
    ),
    pattern(
        Kind::Passport,
        r"(?:护照|通行证|(?i-u:passport))[^0-9A-Za-z\n]{0,8}(?:(?:号码?|(?i-u:no))[^0-9A-Za-z\n]{0,4})?(E[A-HJ-NP-Z][0-9]{7}|[DEGPS][0-9]{8}|(?:PE|SE|DE)[0-9]{7}|[CHMW][0-9]{8})(?:[^0-9A-Za-z]|$)",
    ),
    pattern(
        Kind::Plate,
        r"(?:^|[^\p{Han}A-Za-z0-9])([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?(?:[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳]|[DF][A-HJ-NP-Z0-9][0-9]{4}|[0-9]{5}[DF]))(?:[^A-Za-z0-9]|$)",
    ),
    pattern(
        Kind::Email,
        r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:[A-Za-z]{2,24})",
    ),
    pattern(
        Kind::PrivateIp,
        r"(?:^|[^0-9A-Za-z.])(10(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}|172\.(?:1[6-9]|2[0-9]|3[01])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){2}|192\.168(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){2}|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){2})(?:[^0-9.]|\.(?:[^0-9]|$)|$)",
    ),
    pattern(
        Kind::InternalHost,
        r"(?m)(?-u:\b)((?i-u:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:corp|internal|intranet|lan|localdomain)))(?-u:\b)(?:[^.\-A-Za-z0-9]|\.?$)",
    ),
    pattern(Kind::WechatAppId, r"(?-u:\b)(wx[0-9a-f]{16}|gh_[0-9a-f]{12})(?-u:\b)"),
    pattern(
        Kind::Classification,
        r"(?:绝密|机密|秘密)\s*[★☆▲]|(?:密级|保密级别|保密等级)\s*[:：]\s*(?:绝密|机密|秘密|内部|商密|核心商密|普通商密)|商密\s*[★☆▲]|内部(?:资料|文件|材料|讲义|使用|传阅|参考)\s*[，,、：:（( ]?\s*(?:请勿|严禁|不得|禁止|注意保密|仅供)|仅(?:供|限)(?:公司|集团|部门)?内部(?:使用|传阅|参考|人员)|(?:请勿|严禁|不得|禁止)(?:对外|外泄|外传|泄露|泄密|扩散|转发给外部)|(?-u:\b)(?i-u:company confidential|strictly confidential|internal use only|do not distribute)(?-u:\b)",
    ),
];

impl Pattern {
    /// Every place of a text, from one on, that has this form.
    pub(super) fn spans<'t>(
        &'t self,
        text: &'t str,
        mut from: usize,
    ) -> impl Iterator<Item = Range<usize>> + 't {
        let regex = self.regex();
        std::iter::from_fn(move || {
            let found = regex?.captures_at(text, from)?;
            let span = found.get(1).or(found.get(0))?.range();
            from = span.end;
            Some(span)
        })
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_can_be_built() {
        for pattern in &PATTERNS {
            assert!(pattern.regex().is_some(), "{:?}: {:?}", pattern.kind, Regex::new(pattern.source).err());
        }
    }

    #[test]
    fn two_findings_may_share_the_character_between_them() {
        let mobile = PATTERNS.iter().find(|pattern| pattern.kind == Kind::Mobile).unwrap();
        let found: Vec<_> = mobile.spans("13800138000/15912345678", 0).collect();
        assert_eq!(found, [0..11, 12..23]);
    }
}
