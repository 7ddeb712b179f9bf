//! The folders of records, and whatever lies in `.wxops` without belonging there.

use super::Refused;
use crate::{
    folder::Head,
    refusal::{Refusal, Result},
    repo::Kind,
    say,
    workflow::{freeze, policy::pending::PENDING, record::Record},
};

/// The ids that have records; strays are added to `refusals`.
pub(in crate::folder) fn ids(head: &Head<'_>, refusals: &mut Vec<Refused>) -> Result<Vec<String>> {
    let (mut ids, mut strays) = (Vec::new(), Vec::new());
    for (name, _) in head.tree.list(".wxops")? {
        if name != "policy" && name != "records" && format!(".wxops/{name}") != PENDING {
            strays.push(format!(".wxops/{name}"));
        }
    }
    let mut folders = vec![".wxops/records".to_owned()];
    for _ in ["year", "month"] {
        let mut below = Vec::new();
        for folder in folders {
            for (name, entry) in head.tree.list(&folder)? {
                let path = format!("{folder}/{name}");
                if path == freeze::FOLDER {
                    continue; // the folder's own, proved by `freezes`
                }
                if entry.kind == Kind::Folder { below.push(path) } else { strays.push(path) }
            }
        }
        folders = below;
    }
    for folder in folders {
        for (id, entry) in head.tree.list(&folder)? {
            let path = format!("{folder}/{id}");
            let belongs = entry.kind == Kind::Folder && Record::folder(&id).as_deref() == Some(&path);
            if belongs { ids.push(id) } else { strays.push(path) }
        }
    }
    refusals.extend(strays.iter().map(|path| Refused { article: None, refusal: stray(path) }));
    Ok(ids)
}

/// Something in `.wxops` that does not belong there.
pub(super) fn stray(path: &str) -> Refusal {
    let message = say!("`{path}` 不该在 `.wxops` 里", "`{path}` does not belong into `.wxops`");
    Refusal::findings("stray", message)
        .at(path)
        .help(say!("移走它：`git rm -r {path}`", "take it away: `git rm -r {path}`"))
}
