//! Check digits: what tells a number of a person or a company from any other digits.

use chrono::NaiveDate;

/// The first two digits of an id card number: the provinces.
const PROVINCES: [std::ops::RangeInclusive<u32>; 8] =
    [11..=15, 21..=23, 31..=37, 41..=46, 50..=54, 61..=65, 71..=71, 81..=83];

/// The alphabet of credit codes; a character's value is its place.
const CODE: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether 18 characters are an id card number (GB 11643): province, date of birth, check digit mod 11-2.
///
/// No clock runs here, so a date of birth of this century counts even if it is still to come.
pub(super) fn is_id_card(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let part = |from: usize, to: usize| number.get(from..to).and_then(|part| part.parse::<u32>().ok());
    let (Some(province), Some(year), Some(month), Some(day)) =
        (part(0, 2), part(6, 10), part(10, 12), part(12, 14))
    else {
        return false;
    };
    let born = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    let sum: u32 = digits(number).zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let expected = "10X98765432".chars().nth(sum as usize % 11);
    number.len() == 18
        && PROVINCES.iter().any(|range| range.contains(&province))
        && year >= 1900
        && born.is_some()
        && number.chars().last().map(|c| c.to_ascii_uppercase()) == expected
}

/// Whether digits, with spaces and hyphens between them, are the number of a bank card: a length that its
/// issuer uses, the check digit of Luhn, and not one digit over and over.
pub(super) fn is_bank_card(number: &str) -> bool {
    let digits: Vec<u32> = digits(number).collect();
    let begins = |length: usize| digits.iter().take(length).fold(0, |all, digit| all * 10 + digit);
    let is_issued = match digits.len() {
        15 => matches!(begins(2), 34 | 37),
        16 => {
            matches!(begins(1), 4)
                || matches!(begins(2), 51..=55 | 62)
                || matches!(begins(4), 2221..=2720 | 3528..=3589)
        }
        17..=19 => begins(2) == 62,
        _ => false,
    };
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighed = digits.iter().rev().enumerate();
    let sum: u32 = weighed.map(|(n, digit)| if n % 2 == 1 { doubled(*digit) } else { *digit }).sum();
    is_issued && sum.is_multiple_of(10) && digits.windows(2).any(|two| two[0] != two[1])
}

/// Whether 18 characters are a credit code (GB 32100): every character has its value, the last one checks.
pub(super) fn is_credit_code(code: &str) -> bool {
    let values: Option<Vec<usize>> = code.chars().map(|c| CODE.find(c)).collect();
    let Some([values @ .., check]) = values.as_deref() else { return false };
    let mut weight = 1;
    let mut sum = 0;
    for value in values {
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    values.len() == 17 && *check == (31 - sum % 31) % 31
}

/// The digits of a number.
fn digits(number: &str) -> impl Iterator<Item = u32> {
    number.chars().filter_map(|c| c.to_digit(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_cards_have_a_province_a_date_and_a_check_digit() {
        for right in ["110101199003071233", "44030520001231045X", "44030520001231045x"] {
            assert!(is_id_card(right), "{right}");
        }
        for wrong in
            ["110101199003071239", "990101199003071233", "330106199902301234", "11010119900307123", ""]
        {
            assert!(!is_id_card(wrong), "{wrong}");
        }
    }

    #[test]
    fn bank_cards_have_a_length_and_a_check_digit() {
        for right in
            ["6222021000000123454", "6217 0012 3456 7890 122", "4367420000123454", "6225880123456783"]
        {
            assert!(is_bank_card(right), "{right}");
        }
        for wrong in
            ["6222021000000123457", "0000000000000000", "8888888888888888", "43674200001234540", "42", ""]
        {
            assert!(!is_bank_card(wrong), "{wrong}");
        }
    }

    #[test]
    fn credit_codes_check_their_last_character() {
        for right in ["9144030071526726XG", "914403001922038216", "91110000802100433B"] {
            assert!(is_credit_code(right), "{right}");
        }
        for wrong in ["9144030071526726XH", "91110108MA01ABCI1E", "9144030071526726X", "", "码"] {
            assert!(!is_credit_code(wrong), "{wrong}");
        }
    }
}
