//! Quotes: what stands between double quotes is meant as typed.

use tracuu_text::span::Span;

/// The pairs of double quotes: "…", “…”, „…”, «…», and the wide ones.
const PAIRS: [(char, &[char]); 5] = [
    ('"', &['"', '”']),
    ('“', &['”', '"', '“']),
    ('„', &['”', '“', '"']),
    ('«', &['»']),
    ('＂', &['＂']),
];

/// The stretches between double quotes, the quotes included, in order. A quote that is not
/// closed quotes nothing. Linear in the text.
pub(super) fn quoted_spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(usize, &[char])> = None;
    for (at, letter) in text.char_indices() {
        match open {
            Some((start, closing)) if closing.contains(&letter) => {
                found.push(Span::new(start, at + letter.len_utf8()));
                open = None;
            }
            Some(_) => {}
            None => {
                let pair = PAIRS.iter().find(|(opening, _)| *opening == letter);
                open = pair.map(|(_, closing)| (at, *closing));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_pair_up() {
        for (text, expected) in [
            ("a \"b c\" d", vec!["\"b c\""]),
            ("“b” «c» „d“", vec!["“b”", "«c»", "„d“"]),
            ("\"b\" c \"d\"", vec!["\"b\"", "\"d\""]),
            ("a \"b c", vec![]),
            ("b” c", vec![]),
            ("", vec![]),
        ] {
            let found: Vec<&str> =
                quoted_spans(text).into_iter().map(|span| span.of(text)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
