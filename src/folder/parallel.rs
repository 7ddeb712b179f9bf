//! Work over the whole folder on all cores; each thread has its own handle of the repository.

use rayon::prelude::*;

use super::{ContentFolder, Head};
use crate::{refusal::Result, repo::Repo};

impl ContentFolder {
    /// Does `work` for many things and keeps their order.
    pub fn in_parallel<T: Send, U: Send>(
        &self,
        head: &Head<'_>,
        items: Vec<T>,
        work: impl Fn(&Head<'_>, T) -> U + Sync,
    ) -> Result<Vec<U>> {
        let size = items.len().div_ceil(rayon::current_num_threads() * 4).max(1);
        let mut chunks: Vec<Vec<T>> = Vec::new();
        let mut items = items.into_iter().peekable();
        while items.peek().is_some() {
            chunks.push(items.by_ref().take(size).collect());
        }
        let (root, commit, policy) = (self.repo.root(), &head.commit, &head.policy);
        let done: Result<Vec<Vec<U>>> = chunks
            .into_par_iter()
            .map(|chunk| {
                let repo = Repo::objects(root)?;
                let head =
                    Head { commit: commit.clone(), tree: repo.snapshot(commit)?, policy: policy.clone() };
                Ok(chunk.into_iter().map(|item| work(&head, item)).collect())
            })
            .collect();
        Ok(done?.into_iter().flatten().collect())
    }
}
