//! What the groups were told already, so that nothing is said twice: a line for each message, the robot's tag and the event.

/// How many messages are remembered.
const KEPT: usize = 1000;

/// The messages that were sent, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    lines: Vec<String>,
}

impl Sent {
    /// Reads what [`Sent::written`] wrote.
    pub fn read(words: &str) -> Sent {
        Sent { lines: words.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect() }
    }

    /// Whether the robot with this tag was told of an event.
    pub fn knows(&self, tag: &str, event: &str) -> bool {
        let line = line(tag, event);
        self.lines.contains(&line)
    }

    /// It was.
    pub fn add(&mut self, tag: &str, event: &str) {
        self.lines.push(line(tag, event));
    }

    /// The newest of them, a line each.
    pub fn written(&self) -> String {
        let begin = self.lines.len().saturating_sub(KEPT);
        self.lines[begin..].iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }
}

fn line(tag: &str, event: &str) -> String {
    format!("{tag} {}", event.replace(char::is_control, " "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_robot_is_told_once_and_the_newest_are_kept() {
        let mut sent = Sent::default();
        for n in 0..=KEPT {
            sent.add("a", &format!("event {n}"));
        }
        let sent = Sent::read(&sent.written());
        assert_eq!(sent.lines.len(), KEPT);
        assert!(sent.knows("a", "event 1000") && sent.knows("a", "event 1"));
        assert!(!sent.knows("a", "event 0"), "the oldest went");
        assert!(!sent.knows("b", "event 1000"), "another robot was told nothing");
        assert_eq!(Sent::read(""), Sent::default());
    }
}
