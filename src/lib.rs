//! wxops runs a WeChat Official Account (公众号) by its own written rule book, from a git-backed content folder.
//!
//! Each act on an article is one command, one record and one commit. A record is a small file in the folder; it
//! names the one before it, the version of the rule book it obeyed, and the digest of the very content it is about.
//! So the folder itself, offline and after any kind of merge, shows that what went out is what two authorised
//! people other than its writers approved.
//!
//! # Reading order
//!
//! *Values: no disk, no git, no network, no clock.*
//! 1. [`text`] and [`refusal`]: sentences in two languages, and what wxops answers when it will not.
//! 2. [`article`]: a Markdown file with TOML front matter, read without ever failing; its `[wxops]` table; the
//!    [content digest](article::digest).
//! 3. [`workflow`]: the one [table of what may happen](workflow::transitions), [records](workflow::record) and their
//!    [chain](workflow::chain), where they may [come in](workflow::arrival), the [team](workflow::team) and the [versions](workflow::policy) of its rule book, what a
//!    reviewer [replaces](workflow::replacement) in a text, what they said elsewhere and [somebody else](workflow::second_hand)
//!    typed; what they [judge](workflow::judge),
//!    [derive](mod@workflow::derive), [decide](mod@workflow::decide) and [prove](workflow::verify), and the
//!    [checkpoints](workflow::checkpoint) that witness it; the [`signature`]s of level `signed`.
//! 4. [`rules`]: what `check` looks for, one file and one page a rule; [`finding`]s, and the [`leaks`] that none of
//!    them shows whole; how an article [answers](allowing) them; the word lists of the [`lexicon`]; [`dates`] and [`figures`] in a text; what can be
//!    [mended](fixing) without asking. [`render`] lays a text out as WeChat keeps it, by a
//!    [theme](render::theme); [`pictures`] as they go out. [`schedule`] holds
//!    slots, days off, deadlines, [pushes](schedule::push), and what a planned time offends against; a [`notice`] is what a chat group
//!    is told. [`settings`], [`moment`], [`import`], [`diff`], [`template`].
//!
//! *Doors: one each to the outside.*
//! 5. [`content`] reads files, [`repo`] reads git, [`commit`] is the only writer, [`signer`] lets a person sign,
//!    [`wechat`] calls the platform, [`webhook`] posts to a chat group.
//!
//! *Where they meet.*
//! 6. [`folder`]: an open content folder; finding articles, gathering evidence, proving everything or what came in. [`check`] runs
//!    the rules over it. [`advance`] takes an act from evidence through `decide` to a commit; [`adopting`] does it for
//!    the rule book, [`planning`] for the time that a writer has in mind, [`pushing`] for what goes out together, [`freezing`] for the brake, [`init`] for the first commit; [`handover`] takes both together when
//!    somebody leaves. [`sending`] lays what is approved into the platform's draft box, and lets it go out once.
//!    [`mod@sync`] brings in what others did and shares one's own acts, each [judged again](workflow::anew) where others
//!    were faster. [`gate`] stands in front of a git server's branches; [`hooks`] are how git calls it. [`sheet`] lays
//!    out what the records of an article say.
//!
//! The program is `src/main.rs`, `src/language.rs`, `src/shell/` (what every command stands on) and `src/commands/`
//! (one file a command). The library cannot see it and never prints.
//!
//! # What always holds
//!
//! * A status word in an article is a claim; the records are the fact. Nothing reads the word and believes it.
//! * `decide` is pure: `--dry-run` and `why` are `decide` without the commit, and a lost race runs it again.
//! * Approved means: every stage approved this very content; one may owe its review of it where the rule book has a
//!   [lane](workflow::lane) for what is urgent, and is late by a clock as countersignatures are. A reviewer's edits belong to the decision that made them; they
//!   make nobody a writer, and send the article to its writer and to every stage whose approval is about another text.
//! * What somebody typed for a reviewer is that reviewer's approval, until they deny it; whoever typed it has no other part
//!   in the submission. Deadlines are held against a clock by `decide` and by a proof, never by `judge`.
//! * What is only ever added to (records, versions of the rule book, proofs) is there in every later commit. A proof of a range
//!   of commits takes its base as proved, reads objects only, and opens nothing that did not change.
//! * What is shared is never forced and never merged without a word: an act behind those of others is judged again there, made again
//!   by its own person, or kept aside and said.
//! * A refusal has changed nothing. After the branch has moved there are no refusals, only "behind" (exit 6).
//! * What an act writes, `verify` judges by the same sentences; no check stands in one of them alone without saying why.
//! * What a person signs is decided before the lock is taken, and again inside it; only the very same is written.
//! * A command about one article opens that article, its records and the team: its cost does not grow with the archive.
//! * A page is made of the article and the theme alone: no style of the article's own, nothing that WeChat takes away. Records of
//!   acts about it carry its digest, by the theme as it is committed; no [page](workflow::page) goes out that nobody approved.
//! * A draft is handed to the platform once for each `publish-started`, by whoever made that record and nobody after them; what became of it
//!   is asked, never guessed. What is secret stands nowhere in the folder.
//! * Every sentence for people is there in Chinese and in English, side by side, where it is used.
//!
//! # To add a rule
//!
//! One line in `src/rules/mod.rs`, in order of name; `src/rules/NAME.rs` and its page `src/rules/NAME.md`, which is its
//! test. `SNAPSHOTS=overwrite cargo test` writes the expected findings into the page; read them before you commit.
//!
//! # To add a command
//!
//! `src/commands/NAME.rs` with `Args` and `run`; in `src/commands/mod.rs` its `mod`, its variant in its group, its arm;
//! and its journey in `tests/journeys/`. `SNAPSHOTS=overwrite cargo test --test tidy` writes README's table.
//!
//! # To add an act
//!
//! A row in [`workflow::transitions::TRANSITIONS`], a word in [`workflow::action`], what its record carries in
//! [`workflow::record::Says`], its effect in [`workflow::derive`](mod@workflow::derive), its wish in
//! [`workflow::decide::Does`]; then the command. `tests/who/table.md` says once more, for people, who may do it where.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod adopting;
pub mod advance;
pub mod allowing;
pub mod article;
pub mod check;
pub mod commit;
pub mod content;
pub mod dates;
pub mod diff;
pub mod figures;
pub mod finding;
pub mod fixing;
pub mod folder;
pub mod freezing;
pub mod gate;
pub mod handover;
pub mod hooks;
pub mod import;
pub mod init;
pub mod leaks;
pub mod lexicon;
pub mod moment;
pub mod notice;
pub mod pictures;
pub mod planning;
pub mod pushing;
pub mod refusal;
pub mod render;
pub mod repo;
pub mod rules;
pub mod schedule;
pub mod sending;
pub mod settings;
pub mod sheet;
pub mod signature;
pub mod signer;
pub mod sync;
pub mod template;
pub mod text;
pub mod webhook;
pub mod wechat;
pub mod workflow;
