//! The life of an article: what may happen, what the records prove, and what an act will change.
//!
//! Reading order: [`transitions`] (the one table), [`record`], [`chain`], [`judge`], [`derive`](mod@derive),
//! then [`decide`](mod@decide) for acts about to be made and [`verify`] for records of long ago; [`signed`] says what a
//! signature is worth, [`second_hand`] what a word typed for somebody else, [`arrival`] what may come in after the rules
//! changed, [`anew`](mod@anew) what becomes of an act when others were faster. All of it is pure: no disk, no git, no clock.
//! [`joint`] is the stage that several people sign, [`urgent`] what cannot wait, [`lane`] what goes out before its last
//! stage decided, [`page`] what readers see of it, [`fork`] what a merge leaves of two chains.

pub mod action;
pub mod anew;
pub mod arrival;
pub mod chain;
pub mod checkpoint;
pub mod command;
pub mod decide;
pub mod derive;
pub mod fork;
pub mod freeze;
pub mod intention;
pub mod joint;
pub mod judge;
pub mod lane;
pub mod lists;
pub mod matching;
pub mod opinion;
pub mod outlook;
pub mod page;
pub mod plan;
pub mod policy;
pub mod record;
pub mod replacement;
pub mod second_hand;
pub mod signed;
pub mod state;
pub mod status;
pub mod team;
pub mod told;
pub mod transitions;
pub mod turn;
pub mod urgent;
pub mod verify;
pub mod who;
