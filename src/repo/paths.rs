//! What git's own lists say about paths: ignored, or handed to a filter such as LFS.

use std::collections::HashSet;

use crate::refusal::Result;

use super::{Repo, git};

impl Repo {
    /// For each path, relative to the root, whether git ignores it. Files that git already has are not ignored.
    pub fn ignored(&self, paths: &[String]) -> Result<Vec<bool>> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        // `check-ignore` refuses literal paths; `./` keeps a name from being read as a pattern.
        let input: Vec<String> = paths.iter().map(|path| format!("./{path}")).collect();
        let call = self.git("check-ignore")?.without("GIT_LITERAL_PATHSPECS").args(["-z", "--stdin"]);
        let answer = call.input(joined(&input)).answer()?;
        match answer.code {
            0 | 1 => {
                let found: HashSet<&[u8]> = answer.output.split(|&byte| byte == 0).collect();
                Ok(input.iter().map(|path| found.contains(path.as_bytes())).collect())
            }
            _ => Err(git::failed("check-ignore", &answer)),
        }
    }

    /// For each path, relative to the root, whether `.gitattributes` hands it to a filter (LFS), so that the
    /// repository would hold something else than the file.
    pub fn has_filter(&self, paths: &[String]) -> Result<Vec<bool>> {
        if paths.is_empty() {
            return Ok(Vec::new());
        }
        let call = self.git("check-attr")?.args(["-z", "--stdin", "filter"]);
        let output = call.input(joined(paths)).run()?;
        let fields: Vec<&[u8]> = output.split(|&byte| byte == 0).collect();
        let filtered: HashSet<&[u8]> = fields
            .chunks_exact(3)
            .filter(|answer| answer[2] != b"unspecified" && answer[2] != b"unset")
            .map(|answer| answer[0])
            .collect();
        Ok(paths.iter().map(|path| filtered.contains(path.as_bytes())).collect())
    }
}

/// Each path with a NUL behind it.
fn joined(paths: &[String]) -> Vec<u8> {
    paths.iter().flat_map(|path| path.bytes().chain([0])).collect()
}
