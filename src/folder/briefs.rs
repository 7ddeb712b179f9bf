//! All records of the folder, as far as a version of the rule book that closes some looks at them.

use super::{ContentFolder, Head, proof};
use crate::{refusal::Result, workflow::policy::closing::Brief};

impl ContentFolder {
    /// Reads every record that is committed: only for changes of the rule book, which are rare.
    pub fn briefs(&self, head: &Head<'_>) -> Result<Vec<Brief>> {
        let ids = proof::ids(head, &mut vec![])?;
        let read = self.in_parallel(head, ids, |head, id| head.records(&id))?;
        let filed = read.into_iter().collect::<Result<Vec<_>>>()?;
        Ok(filed.iter().flatten().map(Brief::of).collect())
    }
}
