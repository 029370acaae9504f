//! The order of names and symbols for people: Vietnamese (Unicode collation, CLDR), with
//! numbers by their value, so that `9-NQ/TU` stands before `56-NQ/TU`.
//!
//! a ă â b c d đ e ê …, then the tone marks (none, grave, hook, tilde, acute, dot below),
//! then small before capital letters. It never decides what is equal or found.

use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// The order of Vietnamese; `None` where the embedded data lack it, which a test excludes.
static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    let mut wanted = CollatorPreferences::from(&locale!("vi"));
    wanted.numeric_ordering = Some(CollationNumericOrdering::True);
    Collator::try_new(wanted, CollatorOptions::default()).ok()
});

/// Compares two names as a Vietnamese list has them. Texts that differ in nothing that the
/// order knows are told apart by their bytes, so that the order is total.
pub fn compare(one: &str, other: &str) -> Ordering {
    let named =
        VIETNAMESE.as_ref().map_or(Ordering::Equal, |order| order.compare(one, other));
    named.then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(expected: &[&str]) {
        let mut sorted = expected.to_vec();
        sorted.reverse();
        sorted.sort_by(|one, other| compare(one, other));
        assert_eq!(sorted, expected);
    }

    #[test]
    fn the_letters_stand_in_their_vietnamese_order() {
        check(&[
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m",
            "n", "o", "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
        ]);
        check(&["dân", "dư", "đa", "đà", "em"]);
    }

    #[test]
    fn tones_count_after_letters_and_case_last() {
        check(&["ba", "bà", "bả", "bã", "bá", "bạ", "ban", "Ban", "bàn"]);
        check(&["Ban Tổ chức", "Ban Tuyên giáo", "Công an", "Đảng ủy", "Ủy ban"]);
    }

    #[test]
    fn numbers_count_by_their_value() {
        check(&["7-NQ/TU", "9-NQ/TU", "10-NQ/TU", "56-NQ/TU", "165-KH/TU"]);
        check(&["Mục 2", "Mục 10", "Mục 10.2", "Mục 10.10"]);
    }

    #[test]
    fn the_way_of_writing_counts_for_nothing_but_ties() {
        assert_eq!(compare("a\u{301}b", "áa"), Ordering::Greater);
        assert_ne!(compare("a\u{301}", "á"), Ordering::Equal);
    }

    proptest! {
        #[test]
        fn the_order_is_total(one in "\\PC{0,8}", other in "\\PC{0,8}", third in "\\PC{0,8}") {
            prop_assert_eq!(compare(&one, &other), compare(&other, &one).reverse());
            if compare(&one, &other).is_le() && compare(&other, &third).is_le() {
                prop_assert!(compare(&one, &third).is_le());
            }
        }
    }
}
