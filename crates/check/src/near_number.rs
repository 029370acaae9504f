//! Numbers that a mention may have meant where the collection has not the one it states: the
//! same title, the same day under another year, or two digits in each other's place.

use super::resolver::{
    CitationResolver, NearMatch, NearMatchKind, NumberedMention, ResolvedCitation,
};
use tracuu_index::error::ReadError;
use tracuu_legal::document::symbol::Symbol;

impl CitationResolver<'_> {
    /// Documents of the same body and type under another number that have the title, or
    /// whose symbol and date differ in one part only.
    pub(super) fn add_other_numbers(
        &self,
        mention: &NumberedMention<'_>,
        resolved: &mut ResolvedCitation,
    ) -> Result<(), ReadError> {
        let NumberedMention { citation, identity, title } = mention;
        let mut ids: Vec<String> = Vec::new();
        if let Some(title) =
            title.as_ref().filter(|title| title.n_words() >= MIN_TITLE_WORDS)
        {
            ids.extend_from_slice(self.directory.ids_by_title(title));
        }
        let same_number = self.directory.catalogue().numbered_as(&identity.symbol.number);
        let other_year = same_number.filter(|known| {
            known.identity.organisation.fits(&identity.organisation)
                && known.identity.document_type == identity.document_type
                && known.identity.symbol.year != identity.symbol.year
                && citation.date.is_some_and(|date| known.dates.contains(&date))
        });
        ids.extend(other_year.map(|known| known.id.clone()));
        for id in ids {
            let Some(facts) = self.facts(&id)? else { continue };
            let types = facts.document_type().zip(citation.document_type);
            let same_type = types.is_some_and(|(one, other)| one.fits(other));
            let is_new = resolved.near.iter().all(|near| near.facts.id() != id);
            let same_body =
                facts.organisation().is_some_and(|own| own.fits(&identity.organisation));
            // What is said to have changed this document is not this one misspelt.
            let is_later = facts.timeline().events.iter().any(|event| {
                let by = event.by.as_deref().and_then(|by| by.parse::<Symbol>().ok());
                by.is_some_and(|by| by.same_work(&identity.symbol))
            });
            if same_type && is_new && same_body && !is_later {
                resolved.near.push(NearMatch { how: NearMatchKind::OtherNumber, facts });
            }
        }
        Ok(())
    }

    /// Documents of the same body, type and day whose number has two digits in other
    /// places.
    pub(super) fn add_swapped_digits(
        &self,
        mention: &NumberedMention<'_>,
        resolved: &mut ResolvedCitation,
    ) -> Result<(), ReadError> {
        let NumberedMention { citation, identity, .. } = mention;
        let Some(day) = citation.date.filter(|date| date.day().is_some()) else {
            return Ok(());
        };
        let symbol = &identity.symbol;
        for number in with_swapped_digits(&symbol.printed_number()) {
            let known = self.directory.catalogue().numbered_as(&number);
            let same = known.filter(|known| {
                let other = &known.identity;
                other.organisation == identity.organisation
                    && other.symbol.type_code == symbol.type_code
                    && other.symbol.year == symbol.year
                    && known.dates.contains(&day)
            });
            for id in same.map(|known| known.id.clone()).collect::<Vec<_>>() {
                let is_new = resolved.near.iter().all(|near| near.facts.id() != id);
                if let Some(facts) = self.facts(&id)?.filter(|_| is_new) {
                    resolved
                        .near
                        .push(NearMatch { how: NearMatchKind::SwappedDigits, facts });
                }
            }
        }
        Ok(())
    }
}

/// Longest number whose digits are swapped; longer ones are none.
const MAX_DIGITS: usize = 6;

/// The numbers with two digits of a printed one in each other's place, without leading
/// zeros.
fn with_swapped_digits(printed: &str) -> Vec<String> {
    let digits: Vec<char> = printed.chars().collect();
    let mut numbers = Vec::new();
    if digits.len() > MAX_DIGITS || !printed.bytes().all(|byte| byte.is_ascii_digit()) {
        return numbers;
    }
    for one in 0..digits.len() {
        for other in one + 1..digits.len() {
            let mut swapped = digits.clone();
            swapped.swap(one, other);
            if swapped != digits {
                let number: String = swapped.into_iter().collect();
                numbers.push(number.trim_start_matches('0').to_owned());
            }
        }
    }
    numbers
}

/// Fewest words of a title that can tell a document by itself.
const MIN_TITLE_WORDS: usize = 5;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_change_places() {
        assert_eq!(with_swapped_digits("964"), ["694", "469", "946"]);
        assert_eq!(with_swapped_digits("90"), ["9"]);
        assert!(with_swapped_digits("11").is_empty());
        assert!(with_swapped_digits("15a").is_empty());
    }
}
