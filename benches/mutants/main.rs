//! Whether the tests would notice a lie of the verifier: small lies are put into its files one by one (a check left out, a
//! comparison turned, an answer given without looking), and the tests have to fail at each. Run by hand; what survives is
//! listed in the docs of the proof, with why.
//!
//! `cargo bench --bench mutants -- run` for all files, `… -- src/workflow/judge.rs` for some.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "it builds its own world")]

mod grow;
mod hunt;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use grow::Mutant;

/// What decides whether something is proved.
const VERIFIER: [&str; 31] = [
    "src/workflow/arrival.rs",
    "src/workflow/chain.rs",
    "src/workflow/checkpoint.rs",
    "src/workflow/derive.rs",
    "src/workflow/fork.rs",
    "src/workflow/joint.rs",
    "src/workflow/judge.rs",
    "src/workflow/lane/owed.rs",
    "src/workflow/lists.rs",
    "src/workflow/matching.rs",
    "src/workflow/page.rs",
    "src/workflow/policy/closing.rs",
    "src/workflow/policy/proved.rs",
    "src/workflow/policy/version.rs",
    "src/workflow/signed.rs",
    "src/workflow/verify.rs",
    "src/workflow/who/decides.rs",
    "src/workflow/who/mod.rs",
    "src/folder/evidence.rs",
    "src/folder/proof/bundles.rs",
    "src/folder/proof/consents.rs",
    "src/folder/proof/history.rs",
    "src/folder/proof/kept.rs",
    "src/folder/proof/mod.rs",
    "src/folder/proof/one.rs",
    "src/folder/proof/range.rs",
    "src/folder/proof/records.rs",
    "src/folder/proof/staged.rs",
    "src/folder/proof/touched.rs",
    "src/folder/proof/witness.rs",
    "src/folder/proof/working.rs",
];

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if words.is_empty() {
        println!("This takes hours. If you mean it: cargo bench --bench mutants -- run");
        return;
    }
    let files: Vec<&str> =
        if words == ["run"] { VERIFIER.to_vec() } else { words.iter().map(String::as_str).collect() };
    let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join("mutants");
    let mutants = plant(&place, &files);
    println!("{} mutants in {} files", mutants.len(), files.len());
    let mut tests = hunt::tests(&place);
    let mut lived = 0;
    for (number, mutant) in mutants.iter().enumerate() {
        let Mutant { place: at, function, change } = mutant;
        fs::write(place.join("awake"), number.to_string()).unwrap();
        if !hunt::notice(&mut tests, &place) {
            lived += 1;
            println!("{at} {function}: {change}");
        }
    }
    println!("{} of {} were noticed", mutants.len() - lived, mutants.len());
}

/// Copies what git knows of this folder, with the mutants in it.
fn plant(place: &Path, files: &[&str]) -> Vec<Mutant> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git")
        .current_dir(root)
        .args(["ls-files", "-coz", "--exclude-standard"])
        .output()
        .unwrap()
        .stdout;
    let _ = fs::remove_dir_all(place);
    for name in String::from_utf8(listed).unwrap().split_terminator('\0') {
        let to: PathBuf = place.join(name);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(root.join(name), to).unwrap();
    }
    let mut mutants = vec![];
    for file in files {
        let source = fs::read_to_string(place.join(file)).unwrap();
        fs::write(place.join(file), grow::grown(file, &source, &mut mutants)).unwrap();
    }
    let library = place.join("src/lib.rs");
    fs::write(&library, fs::read_to_string(&library).unwrap() + &grow::switch()).unwrap();
    mutants
}
