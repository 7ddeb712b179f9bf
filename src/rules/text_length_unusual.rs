//! Readers expect a notice to be short and an insight to have substance.

use super::{Findings, Subject};
use crate::say;

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    let length = subject.prose().length();
    let Some((category, (least, most))) =
        subject.category.and_then(|category| Some((category, category.length?)))
    else {
        return;
    };
    let (least, most) = (least as usize, most as usize);
    if length > 0 && !(least..=most).contains(&length) {
        let label = &category.label;
        found
            .about(
                subject.path,
                say!(
                    "正文 {length} 个字，“{label}”一般 {least}–{most} 个",
                    "the text has {length} characters; {least} to {most} are usual for `{id}`",
                    id = &category.id
                ),
            )
            .help(if length < least {
                say!("补充内容，或换一个栏目", "say more, or choose another category")
            } else {
                say!("删减，或分成两篇", "cut it, or make two of it")
            });
    }
}
