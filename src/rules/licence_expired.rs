//! A licence for last year is none.

use super::{Findings, Subject};
use crate::{
    article::materials::materials,
    dates::{day, planned},
    say,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Findings<'_>) {
    for material in materials(subject.article) {
        let (file, expires) = (material.get("file"), material.get("expires"));
        let written = material.fields.iter().find(|(key, ..)| key == "expires");
        let Some(span) = written.map(|(_, span, _)| span.clone()) else { continue };
        match (day(expires), planned(subject.article)) {
            (None, _) => found
                .at(
                    span,
                    say!(
                        "`{file}` 的授权到期日读不懂",
                        "the last day of the licence of `{file}` cannot be read"
                    ),
                )
                .help(say!("写成 `expires = 2027-12-31`", "write it like `expires = 2027-12-31`")),
            (Some(last), Some(planned)) if last < planned => found
                .at(
                    span,
                    say!(
                        "`{file}` 的授权 {last} 到期，早于拟发的 {planned}",
                        "the licence of `{file}` ends on {last}, before the planned day, {planned}"
                    ),
                )
                .help(say!("续期，或换一张图", "renew it, or take another picture")),
            _ => {}
        }
    }
}
