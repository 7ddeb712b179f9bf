//! Pictures that were drawn anew, in the git folder, so that nobody waits for them twice. Whatever lies there can be made again:
//! a file that is missing or cannot be written is no error.

use std::{fs, path::PathBuf, time::SystemTime};

use crate::{
    article::digest::Digest,
    pictures::{Outgoing, Unfit, outgoing},
    repo::Repo,
};

use super::disk;

/// The folder in the git folder of this work tree.
const FOLDER: &str = "wxops-pictures";

/// Part of each name: another one where pictures are drawn otherwise than before.
const RECIPE: &str = "1";

/// Most bytes that lie there; the oldest go first.
const MOST: u64 = 256 * 1024 * 1024;

/// The place where pictures are kept; nowhere outside a repository.
#[derive(Clone, Debug)]
pub struct Cached {
    folder: Option<PathBuf>,
}

impl Cached {
    /// The one of a repository.
    pub fn of(repo: Option<&Repo>) -> Cached {
        Cached { folder: repo.map(|repo| repo.git_dir().join(FOLDER)) }
    }

    /// A picture as it goes out. Of one that was kept is not told what was done to it.
    pub fn outgoing(&self, bytes: &[u8]) -> Result<Outgoing, Unfit> {
        let Some(folder) = &self.folder else { return outgoing(bytes) };
        let file = folder.join(format!("{}-{RECIPE}", Digest::of(bytes)));
        if let Some(kept) = disk::read_if_there(&file).ok().flatten().and_then(Outgoing::kept) {
            return Ok(kept);
        }
        let made = outgoing(bytes)?;
        if made.is_drawn() {
            let beside = file.with_extension("new");
            let _ = disk::make_folder(folder).and_then(|_| disk::write(&file, &beside, &made.bytes));
            self.thin(MOST);
        }
        Ok(made)
    }

    /// Takes the oldest away until no more than so many bytes lie there.
    fn thin(&self, most: u64) {
        let Some(entries) = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()) else { return };
        let about = |entry: fs::DirEntry| {
            let about = entry.metadata().ok()?;
            Some((about.modified().unwrap_or(SystemTime::UNIX_EPOCH), about.len(), entry.path()))
        };
        let mut files: Vec<_> = entries.filter_map(Result::ok).filter_map(about).collect();
        files.sort();
        let mut all: u64 = files.iter().map(|(_, bytes, _)| bytes).sum();
        for (_, bytes, file) in files {
            if all <= most {
                return;
            }
            all -= bytes;
            let _ = disk::remove(&file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_drawn_is_kept_and_the_oldest_go() {
        let place = tempfile::tempdir().unwrap();
        let repo = Repo::create(place.path()).unwrap();
        let cached = Cached::of(Some(&repo));
        let picture = |shade: u8| {
            let pixels = image::RgbImage::from_pixel(2000, 10, image::Rgb([shade, 0, 0]));
            let mut file = std::io::Cursor::new(vec![]);
            pixels.write_to(&mut file, image::ImageFormat::Png).unwrap();
            file.into_inner()
        };
        let first = cached.outgoing(&picture(1)).unwrap();
        let kept = || fs::read_dir(repo.git_dir().join(FOLDER)).map_or(0, Iterator::count);
        assert_eq!(kept(), 1);
        assert_eq!(cached.outgoing(&picture(1)).unwrap().bytes, first.bytes);
        cached.outgoing(&picture(2)).unwrap();
        assert_eq!(kept(), 2);
        cached.thin(first.bytes.len() as u64);
        assert_eq!(kept(), 1);
        let small = image::RgbImage::new(1, 1);
        let mut file = std::io::Cursor::new(vec![]);
        small.write_to(&mut file, image::ImageFormat::Png).unwrap();
        cached.outgoing(&file.into_inner()).unwrap();
        assert_eq!(kept(), 1, "what fits is not kept");
    }
}
