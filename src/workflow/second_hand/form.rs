//! What a second-hand approval must look like, whoever typed it.

use chrono::TimeDelta;

use super::{Proof, SecondHand};
use crate::{
    article::digest::Digest,
    refusal::{Refusal, Result},
    say,
    workflow::{record::Record, team::Team},
};

/// Kinds of files that can be proof, by their endings: pictures of a chat, mails, letters, voice messages.
pub const KINDS: [&str; 19] = [
    "png", "jpg", "jpeg", "webp", "gif", "heic", "bmp", "pdf", "eml", "msg", "txt", "md", "html", "htm",
    "docx", "mp3", "m4a", "amr", "mp4",
];

/// Most files that one approval has as proof.
pub const PROOF_FILES: usize = 10;

/// Most bytes of one of them.
pub const PROOF_LIMIT: usize = 5 * 1024 * 1024;

/// Most letters of the place where something was said.
const PLACE: usize = 40;

/// Where a proof lies: beside the article's other ones, by year and month as its records. Nothing if that is no article.
pub fn place(article: &str, sha256: &Digest, kind: &str) -> Option<String> {
    let folder = Record::folder(article)?;
    let folder = folder.strip_prefix(".wxops/records/")?;
    Some(format!("security/consents/{folder}/{}.{kind}", sha256.short()))
}

/// Whether a record says it as wxops does, and gives no more time than its rule book. Which kinds of files are proof is
/// asked of the person who types; what an older wxops took is not refused by a newer one.
pub fn well_formed(record: &Record, said: &SecondHand, team: &Team) -> Result<()> {
    let kind = |proof: &Proof| {
        let kind = proof.path.rsplit('.').next().unwrap_or_default();
        let is_word = kind.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        let in_place = place(&record.article, &proof.sha256, kind).as_ref() == Some(&proof.path);
        is_word && (1..=5).contains(&kind.len()) && in_place
    };
    let twice = |n: usize, proof: &Proof| said.proof[..n].iter().any(|other| other.path == proof.path);
    let files = (1..=PROOF_FILES).contains(&said.proof.len())
        && said.proof.iter().enumerate().all(|(n, proof)| kind(proof) && !twice(n, proof));
    if !files || !is_place(&said.place) || said.said_at > record.at {
        let message = say!("代录的写法不对", "the second-hand approval is not as wxops writes one");
        return Err(Refusal::findings("record_illegal", message));
    }
    let hours = team.second_hand.within_hours;
    if said.until == record.at + TimeDelta::hours(i64::from(hours)) {
        return Ok(());
    }
    Err(Refusal::findings(
        "countersign_deadline",
        say!(
            "补签期限不是运营规则定的 {hours} 小时",
            "the time to countersign is not the {hours} hours of the rule book"
        ),
    ))
}

/// Whether words name a place: something on one line, and not a story.
pub(super) fn is_place(words: &str) -> bool {
    let one_line = !words.chars().any(|c| c.is_control() || crate::text::is_hidden(c));
    !words.is_empty() && words.trim() == words && one_line && words.chars().count() <= PLACE
}
