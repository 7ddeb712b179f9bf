//! WeChat keeps only links to its own articles; of others the words stay and the address goes.

use super::{Findings, Subject};
use crate::{article::target::Target, say};

const KEPT: [&str; 1] = ["mp.weixin.qq.com"];

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let stripped = |destination: &str| Target::of(destination) == Target::Remote && !is_kept(destination);
    let mut links = subject.markdown().links.iter().filter(|link| stripped(&link.destination));
    let Some(first) = links.next() else { return };
    let count = 1 + links.count();
    found
        .at(
            first.span.clone(),
            say!(
                "有 {count} 个外部链接，微信里点不开",
                "{count} of its links lead outside; WeChat takes them away"
            ),
        )
        .help(say!(
            "把要紧的网址写出来，或者放进“阅读原文”",
            "write out the address that matters, or put it behind `阅读原文`"
        ));
}

/// Whether an address lies on a host whose links stay.
fn is_kept(destination: &str) -> bool {
    let rest = destination.split_once("//").map_or(destination, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    KEPT.iter().any(|kept| host.eq_ignore_ascii_case(kept))
}
