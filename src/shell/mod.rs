//! What every command stands on: where it runs ([`context`]), what it is told ([`arguments`]), how it acts
//! ([`acting`]) or looks ([`looking`]), and how it speaks ([`output`], [`outcome`], [`refused`], [`table`], [`help`], [`usage`]).

pub(crate) mod acting;
pub(crate) mod adopting;
pub(crate) mod arguments;
pub(crate) mod asking;
pub(crate) mod beginning;
pub(crate) mod booking;
pub(crate) mod changes;
pub(crate) mod comparing;
mod conflict;
pub(crate) mod context;
pub(crate) mod debts;
pub(crate) mod drafts;
pub(crate) mod drawing;
pub(crate) mod editor;
pub(crate) mod element;
pub(crate) mod fitting;
pub(crate) mod help;
pub(crate) mod interrupt;
pub(crate) mod looking;
mod notifying;
pub(crate) mod opinions;
pub(crate) mod outcome;
pub(crate) mod output;
pub(crate) mod owed;
pub(crate) mod platform;
pub(crate) mod random;
pub(crate) mod refused;
pub(crate) mod robots;
pub(crate) mod sharing;
pub(crate) mod table;
pub(crate) mod typist;
pub(crate) mod usage;
pub(crate) mod waiting;
