//! Tries things on real articles that nobody here wrote; they lie outside the repository, at `../shared/corpus`.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used)]

use std::path::{Path, PathBuf};

use wxops::import::Imported;

/// Every Markdown file of the corpus, or `None` with a message where there is no corpus.
fn corpus() -> Option<Vec<PathBuf>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    if !root.is_dir() {
        eprintln!("skipped: there is no corpus at ../shared/corpus");
        return None;
    }
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter();
    let paths = files.map(|file| file.unwrap().into_path());
    Some(paths.filter(|path| path.extension().is_some_and(|end| end == "md")).collect())
}

#[test]
fn every_article_can_be_imported() {
    for path in corpus().unwrap_or_default() {
        let shown = path.display().to_string();
        let bytes = std::fs::read(&path).unwrap();
        let imported =
            Imported::read(&bytes, &shown).unwrap_or_else(|refusal| panic!("{shown}: {refusal:?}"));
        assert!(!imported.title.trim().is_empty(), "{shown}");
        assert!(!imported.title.contains('\n'), "{shown}");
        assert!(!imported.body.contains("[#]: author"), "{shown}");

        // What was tidied once stays as it is.
        let front =
            toml::Table::from_iter([("title".to_owned(), toml::Value::String(imported.title.clone()))]);
        let again = format!("+++\n{front}+++\n\n{}", imported.body);
        let again = Imported::read(again.as_bytes(), &shown).unwrap();
        assert_eq!((&again.title, &again.body), (&imported.title, &imported.body), "{shown}");
        assert_eq!(again.local_pictures, imported.local_pictures, "{shown}");
    }
}
