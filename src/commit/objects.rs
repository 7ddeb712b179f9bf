//! The new commit's objects: they are made in memory and then written side by side, because a disk makes many
//! files last in little more time than one.
//!
//! libgit2 names them. It also could write them, one after the other, and looks through all packs for each;
//! that took twice as long. `tests` hold every object equal to git's own.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::thread;

use flate2::{Compression, write::ZlibEncoder};
use git2::{ObjectType, OdbLookupFlags, Oid, Signature, Time};

use crate::refusal::Result;
use crate::repo::{Identity, Repo, broken};

use super::{Author, disk, fail};

/// Most files that are written at the same time.
const SIDE_BY_SIDE: usize = 4;

/// Objects that are made and not yet written.
pub(super) struct Objects<'r> {
    pub(super) repo: &'r Repo,
    made: RefCell<BTreeMap<Oid, Object>>,
}

/// One of them: what it is, and its bytes.
type Object = (ObjectType, Vec<u8>);

impl<'r> Objects<'r> {
    /// None yet, on top of those that the repository has.
    pub(super) fn on(repo: &'r Repo) -> Objects<'r> {
        Objects { repo, made: RefCell::default() }
    }

    /// Makes a blob or a tree.
    pub(super) fn make(&self, kind: ObjectType, bytes: &[u8]) -> Result<Oid> {
        let name = || {
            let id = Oid::hash_object(kind, bytes)?;
            if !self.repo.inner().odb()?.exists_ext(id, OdbLookupFlags::NO_REFRESH) {
                self.made.borrow_mut().insert(id, (kind, bytes.to_vec()));
            }
            Ok(id)
        };
        name().map_err(|error| broken(&error))
    }

    /// Makes the commit itself; the branch does not move.
    pub(super) fn commit(&self, tree: Oid, base: Option<Oid>, author: &Author, message: &str) -> Result<Oid> {
        let mut text = format!("tree {tree}\n").into_bytes();
        if let Some(base) = base {
            text.extend(format!("parent {base}\n").bytes());
        }
        for (role, person) in [("author", &author.person), ("committer", author.committer())] {
            text.extend(role.bytes());
            text.extend(signature(person, author)?);
        }
        text.push(b'\n');
        text.extend(message.bytes());
        self.make(ObjectType::Commit, &text)
    }

    /// Writes them all, while `meanwhile` runs. They are on the disk when this returns.
    pub(super) fn write<T>(&self, meanwhile: impl FnOnce() -> Result<T>) -> Result<T> {
        fail::point("objects").map_err(|error| disk::failed(Path::new("objects"), &error))?;
        let made: Vec<_> = self.made.take().into_iter().collect();
        let share = made.len().div_ceil(SIDE_BY_SIDE).max(1);
        let objects = self.repo.common_dir().join("objects");
        thread::scope(|scope| {
            let objects = &objects;
            let write = |share: &[(Oid, Object)]| share.iter().try_for_each(|made| store(objects, made));
            let writing: Vec<_> = made.chunks(share).map(|share| scope.spawn(move || write(share))).collect();
            let done = meanwhile();
            for thread in writing {
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            }
            disk::sync_folder(objects)?;
            done
        })
    }
}

/// ` NAME <MAIL> SECONDS ZONE`.
fn signature(person: &Identity, author: &Author) -> Result<Vec<u8>> {
    let when = Time::new(author.at.timestamp(), author.at.offset().local_minus_utc() / 60);
    let person = Signature::new(&person.name, &person.email, &when).map_err(|error| broken(&error))?;
    let when = format!("{} {}", author.at.timestamp(), author.at.format("%z"));
    Ok([b" ", person.name_bytes(), b" <", person.email_bytes(), b"> ", when.as_bytes(), b"\n"].concat())
}

/// Writes one object as a file of its own, under a name that git clears away should this die.
fn store(objects: &Path, (id, (kind, bytes)): &(Oid, Object)) -> Result<()> {
    let id = id.to_string();
    let (folder, name) = id.split_at(2);
    let folder = objects.join(folder);
    let place = folder.join(name);
    let packed = || {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        write!(packed, "{kind} {}\0", bytes.len())?;
        packed.write_all(bytes)?;
        packed.finish()
    };
    let packed = packed().map_err(|error| disk::failed(&place, &error))?;
    disk::make_folder(&folder)?;
    disk::write_once(&place, &folder.join(format!("tmp_obj_{name}")), &packed)
}
