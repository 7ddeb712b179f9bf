//! One writer at a time: a lock on a file in the git folder that all work trees share.
//!
//! The system frees the lock when its holder dies, so there is no stale lock to ask about.

use std::fs::{File, TryLockError};
use std::time::{Duration, Instant};

use crate::refusal::{Refusal, Result};
use crate::repo::Repo;
use crate::say;
use crate::text;

use super::disk;

/// How long a command waits for another one.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// The lock, held until this is dropped.
pub(super) struct ProcessLock {
    _file: File,
}

impl ProcessLock {
    /// Waits for the lock, at most `patience`.
    pub(super) fn take(repo: &Repo, patience: Duration) -> Result<ProcessLock> {
        let place = repo.common_dir().join("wxops.lock");
        let holder = repo.common_dir().join("wxops.pid"); // beside it: Windows lets nobody read a locked file
        let file = disk::open_lock(&place)?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if begun.elapsed() < patience => {
                    std::thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => return Err(busy(disk::read_if_there(&holder)?)),
                Err(TryLockError::Error(error)) => return Err(disk::failed(&place, &error)),
            }
        }
        disk::note(&holder, &std::process::id().to_string());
        Ok(ProcessLock { _file: file })
    }
}

fn busy(holder: Option<Vec<u8>>) -> Refusal {
    let holder = String::from_utf8_lossy(&holder.unwrap_or_default()).trim().to_string();
    let holder = if holder.is_empty() { "?".to_string() } else { text::escaped(&holder) };
    Refusal::not_now(
        "busy",
        say!(
            "另一个 wxops 正在写这个文件夹（进程 {holder}）",
            "another wxops is writing to this folder (process {holder})"
        ),
    )
    .help(say!("等它做完，再运行一次", "wait until it is done, then run this again"))
}
