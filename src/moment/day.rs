//! Reads a day that somebody typed.

use chrono::NaiveDate;

use super::{
    Moment,
    typed::{plain, quoted, split},
};
use crate::{
    refusal::{Refusal, Result},
    say,
};

/// Reads `2026-12-01` (also with `/`, `年月日`, full-width digits) and `today|tomorrow|今天|明天|后天`. A time behind it
/// is refused: whoever types one means something else.
pub fn typed_day(words: &str, now: Moment) -> Result<NaiveDate> {
    let plain = plain(words);
    match split(&plain, now.date_naive()) {
        (Some(day), "") => Ok(day),
        _ => {
            let (words, day) = (quoted(words), now.format("%Y-%m-%d"));
            let message = say!("看不懂日期 {words}", "cannot read the day {words}");
            Err(Refusal::usage("bad_day", message)
                .help(say!("请写成 `{day}`、`今天`、`明天`", "type `{day}`, `today` or `tomorrow`")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::parse_stored;

    #[test]
    fn a_day_is_a_day_and_nothing_else() {
        let now = parse_stored("2026-11-30T23:30:00+08:00").unwrap();
        for words in [
            "2026-12-01",
            "2026/12/1",
            "2026年12月1日",
            "２０２６-１２-０１",
            "明天",
            "tomorrow",
            " 2026-12-1 ",
        ] {
            assert_eq!(
                typed_day(words, now).map(|day| day.to_string()).as_deref(),
                Ok("2026-12-01"),
                "{words}"
            );
        }
        for words in ["", "12-01", "2026-13-01", "2026-02-30", "2026-12-01 20:00", "下周", "+2d"] {
            assert_eq!(typed_day(words, now).unwrap_err().code, "bad_day", "{words}");
        }
    }
}
