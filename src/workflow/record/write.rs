//! The bytes of a record. One text for one record: reading and writing again gives the same bytes.

use super::{Attest, Record};
use crate::{
    article::digest::Digest,
    moment::stored,
    signature::Signature,
    workflow::{opinion::Opinion, second_hand::SecondHand},
};

impl Record {
    /// The record's text.
    pub fn write(&self) -> String {
        let Some(Signature { key, ssh }) = &self.signature else { return self.unsigned() };
        // Right behind the rest, without a blank line: what is signed is the record as it would be without it.
        let mut out = Out { text: self.unsigned() + "[signature]\n" };
        out.pair("key", key);
        out.pair("ssh", ssh);
        out.text
    }

    /// What is signed, and what the id is the digest of: all but the signature.
    pub fn unsigned(&self) -> String {
        let mut out = Out::default();
        out.pair("format", "wxops-record-v1");
        out.pair("repo", &self.repo);
        out.pair("article", &self.article);
        out.pair("slug", &self.slug);
        out.raw("revision", &self.revision.to_string());
        out.pair("action", self.action.name());
        if let Some(stage) = &self.stage {
            out.pair("stage", stage);
        }
        out.pair("content", self.content.as_str());
        out.raw("prev", &array(self.prev.iter().map(Digest::as_str)));
        out.raw("policy", &self.policy.to_string());
        out.pair("by", &self.by);
        out.pair("at", &stored(self.at));
        self.tables(&mut out);
        out.text
    }

    fn tables(&self, out: &mut Out) {
        let says = &self.says;
        if let Some(page) = &says.page {
            out.pair("page", page.as_str());
        }
        if let Some(submission) = &says.submission {
            out.table("[submission]");
            out.pair("category", &submission.category);
            out.raw("writers", &array(submission.writers.iter().map(String::as_str)));
        }
        if let Some(emergency) = &says.emergency {
            out.table("[emergency]");
            out.pair("reason", &emergency.reason);
            out.raw("told", &array(emergency.told.iter().map(String::as_str)));
        }
        if let Some(attest) = &says.attest {
            out.attest(attest);
        }
        for opinion in &says.opinions {
            out.opinion(opinion);
        }
        for edit in &says.edits {
            out.table("[[edits]]");
            out.raw("offset", &edit.offset.to_string());
            out.pair("from", &edit.from);
            out.pair("to", &edit.to);
        }
        if let Some(said) = &says.second_hand {
            out.second_hand(said);
        }
        if let Some(record) = &says.countersign {
            out.table("[countersign]");
            out.pair("record", record.as_str());
        }
        if let Some(skip) = &says.skip {
            out.table("[skip]");
            out.pair("stage", &skip.stage);
            out.pair("reason", &skip.reason);
            out.pair("until", &stored(skip.until));
        }
        if let Some(record) = &says.late_review {
            out.table("[late_review]");
            out.pair("record", record.as_str());
        }
        for answer in &says.answers {
            out.table("[[answers]]");
            out.pair("record", answer.record.as_str());
            out.raw("n", &answer.n.to_string());
            out.pair("answer", answer.answer.name());
            out.maybe("text", answer.text.as_ref());
        }
        if let Some(at) = says.schedule {
            out.table("[schedule]");
            out.pair("at", &stored(at));
        }
        if let Some(sending) = &says.sending {
            out.table("[sending]");
            out.pair("app_id", &sending.app_id);
            out.pair("draft", &sending.draft);
            out.raw("place", &sending.place.to_string());
        }
        if let Some(receipt) = &says.receipt {
            out.table("[receipt]");
            out.pair("url", &receipt.url);
            out.pair("at", &stored(receipt.at));
        }
        if let Some(reason) = &says.reason {
            out.table("[reason]");
            out.pair("text", &reason.text);
            out.maybe("how", reason.how.as_ref());
        }
        if let Some(to) = &says.assign {
            out.table("[assign]");
            out.pair("to", to);
        }
    }
}

#[derive(Default)]
struct Out {
    text: String,
}

impl Out {
    fn raw(&mut self, key: &str, value: &str) {
        self.text.push_str(key);
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    fn pair(&mut self, key: &str, value: &str) {
        self.raw(key, &quoted(value));
    }

    fn maybe(&mut self, key: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.pair(key, value);
        }
    }

    fn table(&mut self, head: &str) {
        self.text.push('\n');
        self.text.push_str(head);
        self.text.push('\n');
    }

    fn attest(&mut self, attest: &Attest) {
        self.table("[attest]");
        self.pair("list", &attest.list);
        if attest.all {
            self.raw("all", "true");
        }
        self.raw("yes", &array(attest.yes.iter().map(String::as_str)));
        if !attest.not_applicable.is_empty() {
            self.table("[attest.not_applicable]");
            for (key, reason) in &attest.not_applicable {
                self.pair(key, reason);
            }
        }
    }

    fn second_hand(&mut self, said: &SecondHand) {
        self.table("[second_hand]");
        self.pair("for", &said.member);
        self.pair("said_at", &stored(said.said_at));
        self.pair("where", &said.place);
        self.pair("until", &stored(said.until));
        for proof in &said.proof {
            self.table("[[second_hand.proof]]");
            self.pair("path", &proof.path);
            self.pair("sha256", proof.sha256.as_str());
        }
    }

    fn opinion(&mut self, opinion: &Opinion) {
        self.table("[[opinions]]");
        self.pair("weight", opinion.weight.name());
        self.pair("category", &opinion.category);
        self.pair("text", &opinion.text);
        self.maybe("quote", opinion.quote.as_ref());
    }
}

fn array<'a>(items: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", items.map(quoted).collect::<Vec<_>>().join(", "))
}

/// A TOML basic string on one line; what a reader cannot see is written as an escape.
pub fn quoted(words: &str) -> String {
    let mut text = String::with_capacity(words.len() + 2);
    text.push('"');
    let plain = |byte: &u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
    let begins = words.bytes().position(|byte| !plain(&byte)).unwrap_or(words.len());
    let (plain, rest) = words.split_at(begins); // ids, digests and keys are all of it
    text.push_str(plain);
    for c in rest.chars() {
        match c {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\t' => text.push_str("\\t"),
            '\r' => text.push_str("\\r"),
            c if crate::text::is_hidden(c) => text.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => text.push(c),
        }
    }
    text.push('"');
    text
}
