//! The second line of a suggestion.

use tracuu_index::suggest::record::SuggestionDetail;

use crate::messages::Messages;

impl Messages {
    /// A fact of a suggestion in words.
    pub fn suggestion_detail(self, detail: &SuggestionDetail) -> String {
        match detail {
            SuggestionDetail::Quoted(words) => words.clone(),
            SuggestionDetail::IssuedOn(date) => self.date_phrase(*date),
            SuggestionDetail::WithoutText => self.detail_without_text().to_owned(),
            SuggestionDetail::Over(status, from) => {
                let status = self.legal_status(*status);
                let from = from.map(|from| self.date_phrase(from));
                from.map_or(status.to_owned(), |from| self.detail_since(status, from))
            }
            SuggestionDetail::Leads(n) => self.detail_leads(n),
            SuggestionDetail::Coordinates(n) => self.detail_coordinates(n),
            SuggestionDetail::Issues(n) => self.detail_issues(n),
            SuggestionDetail::Measure(path) => self.detail_measure(path),
            SuggestionDetail::Uses { n, is_estimate: false } => self.detail_uses(n),
            SuggestionDetail::Uses { n, is_estimate: true } => self.detail_uses_about(n),
        }
    }
}

/// Whether a fact stands in the words of the collection, whatever the language around.
pub const fn is_quoted(detail: &SuggestionDetail) -> bool {
    matches!(detail, SuggestionDetail::Quoted(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::{Language, VIETNAMESE};

    #[test]
    fn facts_are_told_in_the_language_that_is_asked_for() {
        let english = Messages::new(Language::En);
        for (detail, vietnamese, in_english) in [
            (SuggestionDetail::Quoted("5-NQ/TU".to_owned()), "5-NQ/TU", "5-NQ/TU"),
            (SuggestionDetail::WithoutText, "chưa có toàn văn", "no full text"),
            (SuggestionDetail::Leads(12), "chủ trì 12 nhiệm vụ", "leads 12"),
            (SuggestionDetail::Measure("II.1".to_owned()), "nhiệm vụ II.1", "task II.1"),
            (
                SuggestionDetail::Uses { n: 1_500, is_estimate: true },
                "có khoảng 1.500 lần",
                "used about 1,500 times",
            ),
        ] {
            assert_eq!(VIETNAMESE.suggestion_detail(&detail), vietnamese);
            assert_eq!(english.suggestion_detail(&detail), in_english);
        }
    }
}
