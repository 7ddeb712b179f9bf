//! Records written by hand, well formed: what somebody does who knows the format and has no `wxops`.

use wxops::{
    folder::ContentFolder,
    signature::RECORD,
    workflow::{
        derive::derive,
        record::{self, Record},
        state::State,
    },
};

use super::{INDEX, Sandbox};

/// Where the article of the fixtures stands, by its committed records.
pub(crate) fn state(sandbox: &Sandbox) -> State {
    let folder = ContentFolder::open(&sandbox.root()).unwrap();
    let head = folder.head().unwrap();
    let id = sandbox.records().rsplit('/').next().unwrap().to_owned();
    derive(head.records(&id).unwrap(), &head.policy).unwrap().0
}

/// A record as it lies in the folder.
pub(crate) fn read(sandbox: &Sandbox, path: &str) -> Record {
    record::read(&sandbox.bytes(path)).unwrap().1
}

/// The record of that act that the newest commit brought.
pub(crate) fn newest(sandbox: &Sandbox, action: &str) -> Record {
    let brought = sandbox.git(&["show", "--name-only", "--format=", "HEAD"]);
    let path = brought.lines().find(|path| path.contains(&format!("/{action}-"))).unwrap();
    read(sandbox, path)
}

/// What somebody changes in a record by hand.
pub(crate) type Change = Box<dyn Fn(&mut Record)>;

/// Files the record that an act left in `done` where it was not done yet, changed by hand as each row says, and holds what
/// `verify` says against the code of the row. Nothing is wrong where that is empty; gives the folder with that one.
pub(crate) fn forged(
    before: &Sandbox,
    done: &Sandbox,
    action: &str,
    rows: Vec<(&str, Change, &str)>,
) -> Sandbox {
    let mut sound = None;
    for (what, change, code) in rows {
        let sandbox = before.copy();
        let mut record = newest(done, action);
        change(&mut record);
        file(&sandbox, record);
        sandbox.commit_all("x");
        if code.is_empty() {
            fit_table(&sandbox);
            sandbox.commit_all("x");
        }
        let wanted: Vec<&str> = Some(code).filter(|code| !code.is_empty()).into_iter().collect();
        assert_eq!(sandbox.refusals(), wanted, "{what}");
        sound = sound.or(code.is_empty().then_some(sandbox));
    }
    sound.unwrap() // one row is as it must be
}

/// Files a record where its name says, signed by whom it names if that person has a key; gives its path.
pub(crate) fn file(sandbox: &Sandbox, mut record: Record) -> String {
    record.signature = None;
    let own = sandbox.outside("keys").join(&record.by).is_file() && record.policy > 6; // there the level was raised
    if own {
        record.signature = Some(sandbox.signs(&record.by, RECORD, &record.unsigned()));
    }
    let path = format!("{}/{}.toml", sandbox.records(), record.name());
    sandbox.write(&path, record.write());
    path
}

/// Writes a record by hand that follows all others; `like` is one to begin with.
pub(crate) fn forge(sandbox: &Sandbox, like: &str, change: impl Fn(&mut Record)) -> String {
    let mut record = read(sandbox, &sandbox.record(like));
    record.prev = state(sandbox).heads;
    change(&mut record);
    file(sandbox, record)
}

/// Writes a record that follows all others, as it was made in another state of the demonstration.
pub(crate) fn donate(sandbox: &Sandbox, donor: &str, action: &str, change: impl Fn(&mut Record)) {
    let donor = sandbox.like(donor);
    let mut record = read(&donor, &donor.record(action));
    record.prev = state(sandbox).heads;
    change(&mut record);
    file(sandbox, record);
}

/// Lets the article carry the table that its records ask for.
pub(crate) fn fit_table(sandbox: &Sandbox) {
    let text = sandbox.read(INDEX);
    let (before, rest) = text.split_once("[wxops]").unwrap();
    let (_, after) = rest.split_once("+++").unwrap();
    sandbox.commit_all("records");
    let table = state(sandbox).table().render();
    sandbox.write(INDEX, format!("{before}{table}+++{after}"));
}
