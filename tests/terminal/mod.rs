//! A terminal in which the program runs and asks, and somebody answers when they see the question.

#![allow(dead_code, reason = "no test needs all of it")]

use std::{
    io::{Read as _, Write},
    process::Command,
    sync::mpsc::{Receiver, RecvTimeoutError, channel},
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long an answer may take; a computer with much to do is slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running program.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    screen: Receiver<Vec<u8>>,
    /// Bytes of a character that is not whole yet
    raw: Vec<u8>,
    /// Everything that was shown so far, without colours
    shown: String,
    /// So much of it was looked for and found
    seen: usize,
    _master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    /// Starts a command with these words, as `command` would in its folder and with its environment.
    pub(crate) fn start(command: &Command, words: &[&str]) -> Terminal {
        let size = PtySize { rows: 40, cols: 120, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut builder = CommandBuilder::new(command.get_program());
        builder.args(words);
        builder.env_clear();
        for (name, value) in command.get_envs() {
            if let Some(value) = value {
                builder.env(name, value);
            }
        }
        builder.env("TERM", "xterm");
        builder.cwd(command.get_current_dir().unwrap());
        let child = pair.slave.spawn_command(builder).unwrap();
        drop(pair.slave);
        let (mut reader, keyboard) =
            (pair.master.try_clone_reader().unwrap(), pair.master.take_writer().unwrap());
        let (sender, screen) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Terminal { child, keyboard, screen, raw: vec![], shown: String::new(), seen: 0, _master: pair.master }
    }

    /// Waits until these words are shown, after those that were waited for before.
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let begun = Instant::now();
        loop {
            if let Some(at) = self.shown[self.seen..].find(words) {
                self.seen += at + words.len();
                return self;
            }
            match self.screen.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.take(&bytes),
                Err(end) => {
                    let runs = end == RecvTimeoutError::Timeout;
                    assert!(runs, "ended without “{words}”:\n{}", self.shown);
                }
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "“{words}” is not shown:\n{}\n---\n{}",
                &self.shown[..self.seen],
                &self.shown[self.seen..]
            );
        }
    }

    /// Types a line and Enter.
    pub(crate) fn types(&mut self, line: &str) -> &mut Self {
        self.keyboard.write_all(format!("{line}\n").as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Presses a key with Ctrl.
    pub(crate) fn control(&mut self, key: char) -> &mut Self {
        self.keyboard.write_all(&[key as u8 & 0x1f]).unwrap();
        self.keyboard.flush().unwrap();
        self
    }

    /// Waits for the end: the exit code, and everything that was shown.
    pub(crate) fn ends(&mut self) -> (u32, String) {
        let begun = Instant::now();
        loop {
            match self.screen.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) if self.child.try_wait().unwrap().is_some() => break,
                Err(RecvTimeoutError::Timeout) => {}
            }
            assert!(begun.elapsed() < PATIENCE, "does not end:\n{}", self.shown);
        }
        (self.child.wait().unwrap().exit_code(), self.shown.clone())
    }

    /// Bytes may end inside a character.
    fn take(&mut self, bytes: &[u8]) {
        let raw = &mut self.raw;
        raw.extend(bytes);
        let whole = match std::str::from_utf8(raw) {
            Ok(_) => raw.len(),
            Err(error) => error.valid_up_to(),
        };
        let text = String::from_utf8(raw.drain(..whole).collect()).unwrap();
        let plain =
            regex::Regex::new("\u{1b}\\[[0-9;?]*[a-zA-Z]|\r").unwrap().replace_all(&text, "").into_owned();
        self.shown.push_str(&plain);
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
