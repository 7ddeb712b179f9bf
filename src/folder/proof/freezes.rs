//! The records of the brake: each is legal by the version that it names, and where it comes in.

use super::Refused;
use crate::{
    folder::Head,
    refusal::Refusal,
    workflow::{
        arrival::Arrival,
        freeze::{allowed, judge},
    },
};

/// What is wrong with them; `came` tells where the one at a path came in, if it did.
pub(super) fn judged(head: &Head<'_>, came: impl Fn(&str) -> Vec<Arrival>) -> Vec<Refused> {
    let about = |refusal: Refusal| Refused { article: None, refusal };
    let all = match head.freezes() {
        Ok(all) => all,
        Err(refusal) => return vec![about(refusal)],
    };
    let mut refused = vec![];
    for (_, record) in &all {
        let path = record.path();
        let arrived = came(&path);
        let wrong = judge(record, &all, &head.policy).err().or_else(|| {
            arrived.into_iter().find_map(|arrival| allowed(record, arrival, &all, &head.policy).err())
        });
        refused.extend(wrong.map(|refusal| about(refusal.at(path))));
    }
    refused
}
