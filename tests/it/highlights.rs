//! Laws of highlights: whatever words of a text are asked for, in whatever spelling, the
//! text is found, and what is marked in it is what was asked for.

use std::sync::LazyLock;

use proptest::prelude::*;
use tracuu_analysis::term::{Field, terms};
use tracuu_query::answer::{Hit, SnippetFragment};
use tracuu_query::search::{SearchRequest, Searcher};
use unicode_normalization::UnicodeNormalization;

use crate::passages;

/// Passages with what real texts have: capitals, both places of a tone mark, line breaks
/// and double spaces inside words, words again and again, a long line.
const PASSAGES: [&str; 6] = [
    "Trồng rừng phòng hộ đầu nguồn; chăm sóc rừng, khoanh nuôi rừng\ntự nhiên.",
    "PHÒNG CHÁY, CHỮA CHÁY RỪNG\nKhoẻ mạnh, hoà thuận; thuỷ lợi nội  đồng và thủy\nlợi nhỏ.",
    "nước sạch nước sạch nước sạch nông thôn, nước",
    "Bàn ghế, bán đảo, bạn bè, bản làng, bán buôn bàn ghế (bằng gỗ) – 25 chiếc, 1.200 cây.",
    "Chuyến đò sang sông; chuyện xưa tích cũ; chuyển lúa giống, chuyên trồng lúa.",
    "Đường làng lát gạch, ngõ xóm sạch đẹp, cây xanh bóng mát, hoa ven đường, sông trong \
     suối mát, chim bay cá lội, ruộng bậc thang vàng óng mùa lúa chín, khói bếp chiều lam, \
     tiếng sáo mục đồng, trăng thanh gió mát, nhà sàn mái lá, chợ phiên rộn rã tiếng cười, \
     đường làng lát gạch quanh co dẫn lối, ngõ xóm sạch đẹp rợp bóng tre xanh, nước sạch.",
];

static SEARCHER: LazyLock<Searcher> = LazyLock::new(|| passages::searcher(&PASSAGES));

/// Spellings in which the same words are typed.
#[derive(Clone, Copy, Debug)]
enum Spelling {
    AsWritten,
    Decomposed,
    Capitals,
    NewTone,
    OldTone,
    WithoutMarks,
    Spaced,
}

const SPELLINGS: [Spelling; 7] = [
    Spelling::AsWritten,
    Spelling::Decomposed,
    Spelling::Capitals,
    Spelling::NewTone,
    Spelling::OldTone,
    Spelling::WithoutMarks,
    Spelling::Spaced,
];

impl Spelling {
    fn of(self, words: &str) -> String {
        let replaced = |pairs: &[(&str, &str)]| {
            pairs.iter().fold(words.to_owned(), |text, (from, to)| text.replace(from, to))
        };
        match self {
            Self::AsWritten => words.to_owned(),
            Self::Decomposed => words.nfd().collect(),
            Self::Capitals => words.to_uppercase(),
            Self::NewTone => replaced(&[("òa", "oà"), ("ủy", "uỷ"), ("ỏe", "oẻ")]),
            Self::OldTone => replaced(&[("oà", "òa"), ("uỷ", "ủy"), ("oẻ", "ỏe")]),
            Self::WithoutMarks => tracuu_text::syllable::folded(words),
            Self::Spaced => words.replace(' ', "  \t"),
        }
    }
}

/// Words of a passage that stand together: the passage, and them. A number alone is left
/// out: it asks for the document of that number.
fn words() -> impl Strategy<Value = (usize, String)> {
    any_words().prop_filter("a number", |(_, words)| words.contains(char::is_alphabetic))
}

fn any_words() -> impl Strategy<Value = (usize, String)> {
    (0..PASSAGES.len(), any::<prop::sample::Index>(), 1..6usize).prop_map(
        |(passage, first, n_words)| {
            let text = PASSAGES[passage];
            let found = terms(text, Field::Exact);
            let first = first.index(found.len());
            let last = (first + n_words).min(found.len()) - 1;
            let span = found[first].span.cover(found[last].span);
            (passage, span.of(text).to_owned())
        },
    )
}

fn folded(text: &str) -> Vec<String> {
    terms(text, Field::Folded).into_iter().map(|term| term.text).collect()
}

/// The hits of a query; every snippet is checked to be of the text.
fn hits(query: &str) -> Result<Vec<Hit>, TestCaseError> {
    let request = SearchRequest { text: query, limit: 100, ..SearchRequest::default() };
    let hits = SEARCHER.search(request).unwrap().hits;
    for hit in &hits {
        let text = PASSAGES[hit.label.parse::<usize>().unwrap() - 1];
        for snippet in &hit.snippets {
            let whole: String = snippet.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert!(text.contains(&whole), "{whole:?} is not of {text:?}");
        }
    }
    Ok(hits)
}

fn marked(hit: &Hit) -> impl Iterator<Item = &SnippetFragment> {
    hit.snippets.iter().flatten().filter(|piece| piece.hit)
}

proptest! {
    #[test]
    fn words_of_a_text_find_and_mark_it((passage, words) in words(), spelling in 0..SPELLINGS.len()) {
        let query = SPELLINGS[spelling].of(&words);
        let found = hits(&query)?;
        let label = (passage + 1).to_string();
        prop_assert!(found.iter().any(|hit| hit.label == label), "{query:?}: not found");
        let asked = folded(&query);
        for hit in &found {
            prop_assert!(marked(hit).count() > 0, "{query:?}: nothing marked in {}", hit.label);
            for piece in marked(hit) {
                let words = folded(&piece.text);
                prop_assert!(!words.is_empty());
                prop_assert!(
                    words.iter().all(|word| asked.contains(word)),
                    "{query:?}: marked {:?}", piece.text
                );
            }
        }
    }

    #[test]
    fn a_phrase_finds_and_marks_whole_phrases((passage, words) in words(), spelling in 0..SPELLINGS.len()) {
        let phrase = SPELLINGS[spelling].of(&words);
        let query = format!("\"{phrase}\"");
        let found = hits(&query)?;
        let label = (passage + 1).to_string();
        prop_assert!(found.iter().any(|hit| hit.label == label), "{query}: not found");
        let is_marked = terms(&phrase, Field::Exact)
            .iter()
            .any(|term| term.text != tracuu_text::syllable::folded(&term.text));
        let field = if is_marked { Field::Exact } else { Field::Folded };
        let of = |text: &str| -> Vec<String> {
            terms(text, field).into_iter().map(|term| term.text).collect()
        };
        let asked = of(&phrase);
        for hit in &found {
            prop_assert!(marked(hit).count() > 0, "{query}: nothing marked");
            for piece in marked(hit) {
                prop_assert_eq!(of(&piece.text), asked.clone(), "{}: {:?}", &query, &piece.text);
            }
        }
    }

    #[test]
    fn a_denied_phrase_leaves_out_what_the_phrase_finds((_, words) in words(), spelling in 0..SPELLINGS.len()) {
        let phrase = SPELLINGS[spelling].of(&words);
        let with: Vec<String> =
            hits(&format!("\"{phrase}\""))?.into_iter().map(|hit| hit.id).collect();
        let without = hits(&format!("-\"{phrase}\""))?;
        prop_assert_eq!(with.len() + without.len(), PASSAGES.len());
        prop_assert!(without.iter().all(|hit| !with.contains(&hit.id)));
    }
}
