//! The id that the first member gets.

use crate::{article::slug, workflow::team::is_id};

/// The longest id that is made of a name.
const FRIENDLY: usize = 32;

/// An id for somebody whom git knows so: the mail box as it is called, else the name as it is spoken.
pub fn id_from(name: &str, email: &str) -> Option<String> {
    let mail_box = email.split('@').next().unwrap_or_default();
    // GitHub's private addresses: `1234567+lina@users.noreply.github.com`
    let own = match mail_box.split_once('+') {
        Some((number, own)) if number.bytes().all(|byte| byte.is_ascii_digit()) => own,
        Some((own, _)) => own,
        None => mail_box,
    };
    let spoken = slug::from_title(name).unwrap_or_default();
    let is_chinese = name.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c));
    let spoken = if is_chinese { spoken.replace('-', "") } else { spoken };
    [plain(own), plain(&spoken)].into_iter().find(|id| is_id(id))
}

fn plain(words: &str) -> String {
    let small = words.to_ascii_lowercase();
    let kept = small.replace(|c: char| !matches!(c, 'a'..='z' | '0'..='9'), "-");
    let id: Vec<&str> = kept.split('-').filter(|part| !part.is_empty()).collect();
    id.join("-").chars().take(FRIENDLY).collect::<String>().trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_the_mail_box_or_the_name() {
        let rows = [
            ("李娜", "lina@example.com", Some("lina")),
            ("李娜", "Li.Na@example.com", Some("li-na")),
            ("李娜", "10086@qq.com", Some("lina")),
            ("李娜", "1234567+lina@users.noreply.github.com", Some("lina")),
            ("Zoë Wang", "42@example.com", Some("zoe-wang")),
            ("Li Na", "na+work@example.com", Some("na")),
            ("42", "42@example.com", None),
            ("?", "", None),
        ];
        for (name, email, id) in rows {
            assert_eq!(id_from(name, email).as_deref(), id, "{name} <{email}>");
        }
    }
}
