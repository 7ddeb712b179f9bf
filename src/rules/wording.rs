//! Which rules are about wording: about words and marks that stand in an article because somebody chose them.
//!
//! In a block quote and in `《》` somebody else chose them, and the writer may have to leave them as they are.

use crate::finding::Severity;

/// The rules about wording, in order of name. Not among them: facts, duties, structure and leaks; rules that compare
/// places of the whole article; what the company has banned, and names, which offend in a quotation too.
const WORDING: [&str; 50] = [
    "absolute_term",
    "advertising_term",
    "approximate_number",
    "brand_misspelled",
    "colon_twice",
    "currency_said_twice",
    "date_style_mixed",
    "decrease_in_times",
    "digit_space_missing",
    "ellipsis_and_etc",
    "exclamation_in_notice",
    "filler_word",
    "fixed_word_in_digits",
    "full_width_letter",
    "full_width_space",
    "half_width_bracket",
    "half_width_mark",
    "half_width_range_sign",
    "heading_ends_with_mark",
    "internet_slang",
    "latin_space_missing",
    "lunar_date_in_digits",
    "mark_between_quotes",
    "marks_clash",
    "marks_repeated",
    "number_scale_mixed",
    "ordinal_mark",
    "pair_unclosed",
    "percentage_for_points",
    "preferred_word",
    "quote_in_quote",
    "range_unit_missing",
    "rare_character",
    "sentence_runs_on",
    "sentence_too_long",
    "space_before_percent",
    "space_beside_mark",
    "space_in_date",
    "stop_outside_quote",
    "time_said_twice",
    "unit_not_legal",
    "variant_word",
    "wrong_dash",
    "wrong_ellipsis",
    "wrong_mark_in_number",
    "wrong_quote_mark",
    "wrong_two",
    "wrong_word",
    "year_in_two_digits",
    "zero_in_year",
];

/// Whether a rule is about wording.
pub(super) fn is_about(rule: &str) -> bool {
    WORDING.binary_search(&rule).is_ok()
}

/// What a finding weighs one step lighter; nothing where it is not reported.
pub(super) fn lighter(severity: Severity) -> Option<Severity> {
    match severity {
        Severity::Error => Some(Severity::Warning),
        Severity::Warning => None,
    }
}
