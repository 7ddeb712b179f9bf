//! Whether something was saved: the times and sizes of the files that a preview shows.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

use wxops::{article::digest::Digest, content::WorkingCopy, render::theme::FILE};

use crate::{commands::render::source::Source, shell::context::Context};

/// What an article is shown by, besides its own files: the theme, the settings, the lists, and what was recorded.
const AROUND: [&str; 5] = [FILE, "wxops.toml", "team.toml", ".git/HEAD", ".git/logs/HEAD"];

/// What to look at for an article: a folder changes with what is put into it.
pub(super) fn files(ctx: &Context, source: &Source) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = source.beside.iter().filter(|_| source.is_bundle).cloned().collect();
    files.extend(source.files());
    if files.is_empty() {
        files.push(ctx.start.join(&source.path));
    }
    files
}

/// A word that is another one after each save.
pub(super) fn version(ctx: &Context, files: &[PathBuf]) -> String {
    let mut seen = String::new();
    let mut look = |path: &Path| {
        let about = path.metadata().ok();
        let when = about.as_ref().and_then(|about| about.modified().ok()?.duration_since(UNIX_EPOCH).ok());
        let _ = write!(seen, "{when:?} {:?};", about.map(|about| about.len()));
    };
    if let Some(working) = WorkingCopy::above(&ctx.start) {
        for file in AROUND {
            look(&working.root().join(file));
        }
    }
    for file in files {
        look(file);
    }
    Digest::of(seen.as_bytes()).short().to_owned()
}
