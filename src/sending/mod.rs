//! Where they meet to send: approved articles become a draft on the platform ([`Parcel`], [`place`]), and a draft becomes a
//! publication, once ([`publish`](mod@publish)).
//!
//! What is sent is what is committed and approved: text, theme and pictures are read from the commit, never from the working
//! copy. What came to lie on the platform is read back and compared, through the same model of its filter that pages are
//! written by.

mod by_hand;
mod compare;
mod memory;
mod parcel;
mod place;
pub mod publish;

pub use by_hand::by_hand;
pub use compare::{Difference, differences, live_differences};
pub use memory::Memory;
pub use parcel::{Parcel, parcel};
pub use place::{Done, Known, Placed, place};
