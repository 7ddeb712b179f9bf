//! Whoever holds a card can be called, deceived and robbed by its number.

use super::{Findings, Subject};
use crate::{leaks::Kind, say};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let message = say!("这里有银行卡号", "a bank card number stands here");
    let help = say!(
        "删去或打码；收款账号请放到合同或公示页",
        "delete it or mask it; an account to pay to belongs in the contract"
    );
    found.leaks(subject, Kind::BankCard, &message, &help);
}
