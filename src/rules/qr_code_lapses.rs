//! The code of a WeChat group lets nobody in after a week, and an article is read for months.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for code in subject.codes().iter().filter(|code| code.address().is_below("weixin.qq.com", "/g/")) {
        let (path, target) = (&code.path, code.shown());
        let message = say!(
            "`{path}` 里有微信群二维码，生成 7 天后失效，群满了也扫不进：`{target}`",
            "`{path}` shows the code of a WeChat group; 7 days after it was made, or when the group is full, it lets nobody in: `{target}`"
        );
        found.at(code.span.clone(), message).help(say!(
            "换成长期有效的码：企业微信“加入群聊”的群活码，或客服、负责人的二维码，由人拉进群",
            "show one that lasts: a living code of WeCom (`加入群聊`), or that of customer service or of somebody who invites readers"
        ));
    }
}
