//! Where a link stands: what has to be looked at when an article is taken down.

use rayon::prelude::*;

use super::ContentFolder;
use crate::{
    article::{FILE_LIMIT, INDEX},
    refusal::Result,
};

impl ContentFolder {
    /// The files of all articles, archived ones too, in which `words` stand; the bundle at `except` left out.
    pub fn mentions(&self, words: &str, except: &str) -> Result<Vec<String>> {
        let working = self.working();
        let paths = working.articles(true)?.into_par_iter().filter(|path| path != except);
        let files = paths.map(|path| format!("{path}/{INDEX}"));
        let holds = |file: &String| {
            let bytes = working.read(file, FILE_LIMIT).ok().flatten().unwrap_or_default();
            String::from_utf8_lossy(&bytes).contains(words)
        };
        Ok(files.filter(holds).collect())
    }
}
