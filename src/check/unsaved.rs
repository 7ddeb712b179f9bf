//! `check --stdin`: text that is not in its file yet, as an editor holds it.

use std::path::Path;

use super::{Checked, Look, Place, clean};
use crate::{article::INDEX, content::WorkingCopy, refusal::Result};

impl Place {
    /// Checks a text as if it stood in the file `typed`, with the settings, word lists and pictures of that
    /// file's place. `start` is where the person stands. The file itself is not read and need not be there.
    /// An editor asks after every pause, so the look is a quick one.
    pub fn unsaved(&self, bytes: Vec<u8>, typed: &str, start: &Path) -> Result<Checked> {
        let path = clean(&start.join(typed));
        let path = if path.is_dir() { path.join(INDEX) } else { path };
        let other;
        let there = if WorkingCopy::above(&path) == self.working {
            self
        } else {
            other = Place::of(&path)?;
            &other
        };
        there.beside(&path, typed, bytes, Look::Quick)
    }
}
