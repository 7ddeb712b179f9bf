//! Words that nobody can guess.

use wxops::{
    refusal::{Refusal, Result},
    say,
    text::Text,
};

/// 128 random bits as 32 hex digits.
pub(crate) fn random() -> Result<String> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|error| {
        Refusal::unusable("no_random", say!("系统给不出随机数", "the system gives no random numbers"))
            .detail(Text::same(error))
    })?;
    Ok(format!("{:032x}", u128::from_be_bytes(bits)))
}
