//! What `check --fix` mends: the slips that a copy editor puts right without reading the sentence twice.
//!
//! A rule that is sure of one right form gives its finding [`Edit`]s; `safe` makes them, and none where somebody is
//! quoted or where the file does not hold the very words. [`mended`] makes them all, pass by pass until nothing is
//! left to mend; `kept` throws out each that would change more than its words. What was mended once stays as it is.

mod edit;
mod kept;
mod passes;
mod safe;

pub use edit::{Edit, Fix, applied};
pub use passes::{Mended, mended};
