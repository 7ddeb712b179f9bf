//! Who may do what: the table of it, and the people and scenes on which it is tried.
#![allow(
    unreachable_pub,
    missing_docs,
    clippy::struct_excessive_bools,
    reason = "rooms of one test; facts are true or not"
)]

pub mod facts;
pub mod scenes;
pub mod table;
pub mod team;
pub mod wishes;
