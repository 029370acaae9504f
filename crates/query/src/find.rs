//! Finding typed words in one document, however they are typed.

use super::matched;
use super::typed::readings;
use tracuu_text::span::Span;

/// Where words stand in each of some texts, in order: one after the other, in any case, with
/// the marks that were typed; the last may be the beginning of a longer word. Keys of Telex
/// or VNI are read as what they stand for where nothing is found as it stands.
///
/// Linear in the texts, and in the words typed.
pub fn places<'t>(
    texts: impl Iterator<Item = &'t str> + Clone,
    typed: &str,
) -> Vec<Vec<Span>> {
    for reading in readings(typed) {
        let found: Vec<Vec<Span>> =
            texts.clone().map(|text| matched::places(text, &reading.words)).collect();
        if found.iter().any(|places| !places.is_empty()) {
            return found;
        }
    }
    texts.map(|_| Vec::new()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(texts: &[&str], typed: &str) -> Vec<String> {
        let found = places(texts.iter().copied(), typed);
        let of_text = |(spans, text): (&Vec<Span>, &&str)| -> Vec<String> {
            spans.iter().map(|span| span.of(text).to_owned()).collect()
        };
        found.iter().zip(texts).flat_map(of_text).collect()
    }

    #[test]
    fn words_are_found_however_they_are_typed() {
        let texts = [
            "Uỷ ban Kiểm tra chủ trì; kiểm tra, giám sát.",
            "Nghị quyết số 56-NQ/TU. Nghị quyết 5-NQ/TU, kiêm nhiệm.",
        ];
        for (typed, expected) in [
            ("kiem tra", vec!["Kiểm tra", "kiểm tra"]),
            ("kiểm tra", vec!["Kiểm tra", "kiểm tra"]),
            ("kieerm tra", vec!["Kiểm tra", "kiểm tra"]),
            ("kiễm tra", vec![]),
            ("ủy ban", vec!["Uỷ ban"]),
            ("nghi quyet 56", vec!["Nghị quyết số 56"]),
            ("56/nq tu", vec!["56-NQ/TU"]),
            ("kiêm", vec!["Kiểm", "kiểm", "kiêm"]),
            ("giám s", vec!["giám sát"]),
            ("tra chủ tr", vec!["tra chủ trì"]),
            ("vắng", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(shown(&texts, typed), expected, "{typed}");
        }
    }

    #[test]
    fn places_do_not_overlap() {
        assert_eq!(shown(&["a a a a a"], "a a "), ["a a", "a a"]);
    }
}
