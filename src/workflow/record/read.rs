//! Reading a record: strictly. What wxops would not write itself is refused.

use serde::Deserialize;

use super::{Answer, Attest, Emergency, Reason, Receipt, Record, Says, Sending, Skip, Submission};
use crate::{
    article::{digest::Digest, slug},
    moment::parse_stored,
    refusal::{Refusal, Result},
    say,
    signature::Signature,
    workflow::{
        action::Action,
        opinion::{Opinion, Verdict, Weight},
        replacement::Replacement,
        second_hand::{Proof, SecondHand},
    },
};

/// Reads the bytes of a record and gives its id with it.
pub fn read(bytes: &[u8]) -> Result<(Digest, Record)> {
    let refuse = |why: &str| {
        Refusal::findings(
            "record_unreadable",
            say!("流转记录读不懂：{why}", "the record cannot be read: {why}"),
        )
    };
    let text = std::str::from_utf8(bytes).map_err(|_| refuse("not UTF-8"))?;
    let file: File = toml::from_str(text).map_err(|error| refuse(error.message()))?;
    if file.format != "wxops-record-v1" {
        let format = &file.format;
        return Err(Refusal::findings(
            "record_format",
            say!("不认识的记录格式 `{format}`", "unknown record format `{format}`"),
        )
        .help(say!("用更新的 wxops 核验", "verify with a newer wxops")));
    }
    let record = file.record().ok_or_else(|| refuse("a field is not what it must be"))?;
    if record.write() != text {
        return Err(Refusal::findings(
            "record_unreadable",
            say!("这份记录不是 wxops 写的样子", "the record is not as wxops writes it"),
        ));
    }
    if !record.says.fits(record.action) {
        return Err(refuse("tables and action do not fit"));
    }
    Ok((record.id(), record))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    format: String,
    repo: String,
    article: String,
    slug: String,
    revision: u32,
    action: String,
    stage: Option<String>,
    content: String,
    prev: Vec<String>,
    policy: u32,
    by: String,
    at: String,
    page: Option<String>,
    submission: Option<FileSubmission>,
    emergency: Option<FileEmergency>,
    attest: Option<FileAttest>,
    #[serde(default)]
    opinions: Vec<FileOpinion>,
    #[serde(default)]
    edits: Vec<FileEdit>,
    second_hand: Option<FileSecondHand>,
    countersign: Option<FileCountersign>,
    skip: Option<FileSkip>,
    late_review: Option<FileCountersign>,
    #[serde(default)]
    answers: Vec<FileAnswer>,
    schedule: Option<FileSchedule>,
    sending: Option<FileSending>,
    receipt: Option<FileReceipt>,
    reason: Option<FileReason>,
    assign: Option<FileAssign>,
    signature: Option<FileSignature>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSignature {
    key: String,
    ssh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSubmission {
    category: String,
    writers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEmergency {
    reason: String,
    told: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSkip {
    stage: String,
    reason: String,
    until: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAttest {
    list: String,
    #[serde(default)]
    all: bool,
    yes: Vec<String>,
    #[serde(default)]
    not_applicable: toml::Table,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileOpinion {
    weight: String,
    category: String,
    text: String,
    quote: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEdit {
    offset: usize,
    from: String,
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSecondHand {
    r#for: String,
    said_at: String,
    r#where: String,
    until: String,
    proof: Vec<FileProof>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileProof {
    path: String,
    sha256: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileCountersign {
    record: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAnswer {
    record: String,
    n: usize,
    answer: String,
    text: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSchedule {
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileSending {
    app_id: String,
    draft: String,
    place: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileReceipt {
    url: String,
    at: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileReason {
    text: String,
    how: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileAssign {
    to: String,
}

impl File {
    fn record(self) -> Option<Record> {
        Record::folder(&self.article)?;
        slug::check(&self.slug).ok()?; // it becomes a folder
        let all =
            |words: Vec<String>| words.iter().map(|word| Digest::parse(word)).collect::<Option<Vec<_>>>();
        let says = Says {
            page: match self.page {
                Some(page) => Some(Digest::parse(&page)?),
                None => None,
            },
            submission: self.submission.map(|s| Submission { category: s.category, writers: s.writers }),
            emergency: self.emergency.map(|own| Emergency { reason: own.reason, told: own.told }),
            attest: match self.attest {
                Some(attest) => Some(attest.attest()?),
                None => None,
            },
            opinions: self.opinions.into_iter().map(FileOpinion::opinion).collect::<Option<_>>()?,
            edits: self.edits.into_iter().map(FileEdit::edit).collect(),
            second_hand: match self.second_hand {
                Some(said) => Some(said.second_hand()?),
                None => None,
            },
            countersign: match self.countersign {
                Some(named) => Some(Digest::parse(&named.record)?),
                None => None,
            },
            skip: match self.skip {
                Some(skip) => {
                    let until = parse_stored(&skip.until)?;
                    Some(Skip { stage: skip.stage, reason: skip.reason, until })
                }
                None => None,
            },
            late_review: match self.late_review {
                Some(named) => Some(Digest::parse(&named.record)?),
                None => None,
            },
            answers: self.answers.into_iter().map(FileAnswer::answer).collect::<Option<_>>()?,
            schedule: match self.schedule {
                Some(schedule) => Some(parse_stored(&schedule.at)?),
                None => None,
            },
            sending: self.sending.map(|own| Sending {
                app_id: own.app_id,
                draft: own.draft,
                place: own.place,
            }),
            receipt: match self.receipt {
                Some(receipt) => Some(Receipt { at: parse_stored(&receipt.at)?, url: receipt.url }),
                None => None,
            },
            reason: self.reason.map(|reason| Reason { text: reason.text, how: reason.how }),
            assign: self.assign.map(|assign| assign.to),
        };
        Some(Record {
            repo: self.repo,
            article: self.article,
            slug: self.slug,
            revision: self.revision,
            action: Action::parse(&self.action)?,
            stage: self.stage,
            content: Digest::parse(&self.content)?,
            prev: all(self.prev)?,
            policy: self.policy,
            by: self.by,
            at: parse_stored(&self.at)?,
            says,
            signature: self.signature.map(|own| Signature { key: own.key, ssh: own.ssh }),
        })
    }
}

impl FileAttest {
    fn attest(self) -> Option<Attest> {
        let reasons = self.not_applicable.into_iter();
        let not_applicable = reasons.map(|(key, reason)| Some((key, reason.as_str()?.to_owned())));
        Some(Attest {
            list: self.list,
            all: self.all,
            yes: self.yes,
            not_applicable: not_applicable.collect::<Option<_>>()?,
        })
    }
}

impl FileOpinion {
    fn opinion(self) -> Option<Opinion> {
        let weight = Weight::ALL.into_iter().find(|weight| weight.name() == self.weight)?;
        Some(Opinion { weight, category: self.category, text: self.text, quote: self.quote })
    }
}

impl FileEdit {
    fn edit(self) -> Replacement {
        Replacement { offset: self.offset, from: self.from, to: self.to }
    }
}

impl FileSecondHand {
    fn second_hand(self) -> Option<SecondHand> {
        let proof = |file: FileProof| Some(Proof { path: file.path, sha256: Digest::parse(&file.sha256)? });
        Some(SecondHand {
            member: self.r#for,
            said_at: parse_stored(&self.said_at)?,
            place: self.r#where,
            until: parse_stored(&self.until)?,
            proof: self.proof.into_iter().map(proof).collect::<Option<_>>()?,
        })
    }
}

impl FileAnswer {
    fn answer(self) -> Option<Answer> {
        let answer = Verdict::ALL.into_iter().find(|verdict| verdict.name() == self.answer)?;
        Some(Answer { record: Digest::parse(&self.record)?, n: self.n, answer, text: self.text })
    }
}
