//! Nobody sees by eye where a code leads: an address outside WeChat is shown, and a code that takes payments.

use super::{Findings, Subject};
use crate::{article::codes::address::Address, say};

/// Codes of WeChat Pay: hosts of the web, and beginnings of the path there.
const WECHAT_PAY: [(&str, &str); 3] =
    [("payapp.weixin.qq.com", "/"), ("payapp.wechatpay.cn", "/"), ("wx.tenpay.com", "/f2f")];

/// Where WeChat is at home, with all hosts below; and people's own codes.
const HOME: &str = "weixin.qq.com";
const PEOPLE: &str = "u.wechat.com";

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for code in subject.codes() {
        let (path, target, address) = (&code.path, code.shown(), code.address());
        let pays = || {
            say!(
                "确认收款的是公司账户、收款经过批准；不是就换掉",
                "make sure that the company is paid and that the payment was approved; else take it out"
            )
        };
        let (message, help) = if is_wechat_pay(&address) {
            let message = say!(
                "`{path}` 里有微信收款码，扫了就是付款：`{target}`",
                "`{path}` shows a code of WeChat Pay; whoever scans it pays: `{target}`"
            );
            (message, pays())
        } else if is_alipay(&address) {
            let message = say!(
                "`{path}` 里有支付宝的收付款码，微信里扫不开：`{target}`",
                "`{path}` shows a code of Alipay for payments, which WeChat does not open: `{target}`"
            );
            (message, pays())
        } else if is_outside(&address) {
            let message = say!(
                "`{path}` 里的二维码指向微信以外的地址：`{target}`",
                "`{path}` shows a code that leads out of WeChat: `{target}`"
            );
            let help = say!(
                "用手机扫一遍，确认地址没错、微信里打得开、不会过期",
                "scan it with a phone; see that the address is right, that WeChat opens it and that it lasts"
            );
            (message, help)
        } else {
            continue;
        };
        found.at(code.span.clone(), message).help(help);
    }
}

fn is_wechat_pay(address: &Address<'_>) -> bool {
    let is_of_wechat = address.scheme == "weixin" && address.host == "wxpay";
    address.scheme == "wxp"
        || is_of_wechat
        || WECHAT_PAY.iter().any(|(host, path)| address.is_below(host, path))
}

fn is_alipay(address: &Address<'_>) -> bool {
    matches!(address.scheme.as_str(), "alipay" | "alipays" | "alipayqr")
        || address.is_below("qr.alipay.com", "/")
}

/// Whether it leads out of WeChat. Words that are no address lead nowhere.
fn is_outside(address: &Address<'_>) -> bool {
    let Address { scheme, host, .. } = address;
    let is_home = host.strip_suffix(HOME).is_some_and(|sub| sub.is_empty() || sub.ends_with('.'));
    match scheme.as_str() {
        "" | "weixin" => false,
        _ => !(address.is_of_the_web() && (is_home || host == PEOPLE)),
    }
}
