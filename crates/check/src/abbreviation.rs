//! Abbreviations that the draft uses and never explains (30/2020/NĐ-CP Annex II).
//!
//! Left aside are the words of captions in capitals, heads of tables, the head of the
//! draft, recipients and signature, where the regulation prescribes the short forms
//! ("Lưu: VT", "KT."), citations and the codes of standards.

use rustc_hash::FxHashSet;

use super::context::{CheckContext, Findings, overlaps_any};
use super::finding::Finding;
use super::group::grouped;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_print::messages::spoken;
use tracuu_text::capitals::is_capitals;
use tracuu_text::layout::BlockKind;
use tracuu_text::numeral::roman;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, is_capital, is_letter, lower};
use tracuu_text::words::{Word, words as text_words};

/// Longest abbreviation, in letters; the longest in use has 8.
const MAX_LETTERS: usize = 10;

/// Most words of the label in front of a caption: "Mục 1.", "Chương II -".
const MAX_LABEL_WORDS: usize = 2;

/// How far in front of an abbreviation the words stand that explain it, in bytes.
const EXPLANATION_BYTES: usize = 40;

/// Looks at every word in capitals, each once.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let text = context.text;
    let skipped = skipped(context);
    let mut seen: Vec<(&str, Span)> = Vec::new();
    let mut explained: FxHashSet<&str> = FxHashSet::default();
    for line in lines(text).filter(|line| !is_caption(line.of(text))) {
        let found = context.words_in(line);
        for (at, word) in found.iter().enumerate() {
            let span = word.span;
            let word = span.of(text);
            if !is_abbreviation(word) {
                continue;
            }
            let is_standard = words::is(word, Role::Standard)
                && found.get(at + 1).is_some_and(|next| is_number(&next.normal));
            if explains(text, span) {
                explained.insert(word);
            }
            if is_standard
                || words::is(word, Role::CommonShort)
                || is_part(text, span)
                || overlaps_any(&skipped, span)
                || !context.is_running_text(span.start)
            {
                continue;
            }
            seen.push((word, span));
        }
    }
    for places in grouped(seen.into_iter().filter(|(word, _)| !explained.contains(word)))
    {
        let Some((first, rest)) = places.split_first() else { continue };
        let message = spoken().check_abbreviation(first.of(text));
        let finding = Finding::new(Rule::StyleAbbreviation, *first, message);
        out.push(finding.with_places(rest.iter().copied()));
    }
}

/// Citations and heads of tables, in order.
fn skipped(context: &CheckContext<'_>) -> Vec<Span> {
    let cited = context.citations().map(|(_, citation)| citation.span);
    let mut skipped: Vec<Span> = cited.collect();
    skipped.extend(context.draft.document.header.symbol.iter().map(|fact| fact.span));
    let blocks = context.draft.document.manuscript.blocks().iter();
    skipped.extend(blocks.filter_map(|block| match &block.kind {
        BlockKind::Table(table) => table.rows.first().map(|row| row.span),
        _ => None,
    }));
    skipped.sort_unstable();
    skipped
}

fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        Span::new(at - line.len(), at)
    })
}

/// Whether a line is printed in capitals, the label in front of it aside.
fn is_caption(line: &str) -> bool {
    let mut label = text_words(line).take(MAX_LABEL_WORDS + 1);
    let is_body = |word: &Word<'_>| is_capitals(word.span.of(line));
    let body = label.find(is_body).map_or(0, |word| word.span.start);
    let body = line.get(body..).unwrap_or_default();
    let has_word = text_words(body)
        .any(|word| word.normal.len() > 1 && !is_abbreviation(word.span.of(body)));
    is_capitals(body) && has_word || is_capitals(line)
}

/// Capitals only, at least two, no number of a section, and no vowel with a mark, which
/// stands in words and not in abbreviations.
fn is_abbreviation(word: &str) -> bool {
    let n_letters = word.chars().count();
    (2..=MAX_LETTERS).contains(&n_letters)
        && word.chars().all(is_capital)
        && roman(word).is_none()
        && lower(word).replace('đ', "d") == folded(word)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Whether the place is a part of a symbol, of a slashed form or of a code ("ĐT.745"), and
/// no word of its own.
fn is_part(text: &str, span: Span) -> bool {
    let before = text.get(..span.start).and_then(|head| head.chars().next_back());
    let behind = text.get(span.end..).and_then(|tail| tail.chars().next());
    let tail = text.get(span.end..).unwrap_or_default();
    let is_code = tail.strip_prefix('.').is_some_and(is_number);
    is_code || [before, behind].iter().any(|mark| matches!(mark, Some('/' | '-')))
}

/// Whether a place explains the abbreviation: "(MTTQ)", "viết tắt là MTTQ", and in a list
/// of abbreviations "MTTQ: Mặt trận Tổ quốc".
fn explains(text: &str, place: Span) -> bool {
    let start = text.floor_char_boundary(place.start.saturating_sub(EXPLANATION_BYTES));
    let before = text.get(start..place.start).unwrap_or_default();
    let behind = text.get(place.end..).unwrap_or_default();
    let is_edge = |letter: char| letter.is_whitespace() || "“\"':(".contains(letter);
    let in_brackets = before.trim_end_matches(['“', '"', ' ']).ends_with('(')
        && behind.trim_start_matches(['”', '"', ' ']).starts_with(')');
    let label = before.rsplit('\n').next().unwrap_or_default();
    let opens_line = label.len() < before.len() && !label.contains(is_letter);
    let is_listed = before.trim_end_matches([' ', '-', '+', '*']).ends_with(['\n', '|'])
        && spells_out(place.of(text), behind);
    let is_defined = opens_line && behind.trim_start().starts_with("là ");
    let before: Vec<_> = text_words(before.trim_end_matches(is_edge)).collect();
    in_brackets
        || is_listed
        || is_defined
        || words::ends_before(&before, before.len(), Role::ShortForm)
}

/// Whether the words behind a colon or a bar begin with the letters of the abbreviation.
fn spells_out(short: &str, behind: &str) -> bool {
    let Some(meaning) = behind.trim_start().strip_prefix([':', '|', '-', '–']) else {
        return false;
    };
    let first = text_words(meaning).next();
    let letters =
        (short.chars().next(), first.and_then(|word| word.normal.chars().next()));
    matches!(letters, (Some(one), Some(other)) if lower(&one.to_string()).starts_with(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caption_is_in_capitals_behind_its_label() {
        for (line, expected) in [
            ("Chương II. GIỜ MỞ CỬA", true),
            ("Mục 1. QUY ĐỊNH CHUNG", true),
            ("I- MỤC TIÊU", true),
            ("Lưu: VT, TH", false),
            ("Các HTXNN mở quầy", false),
            ("Điều 5. UBND", false),
        ] {
            assert_eq!(is_caption(line), expected, "{line}");
        }
    }

    #[test]
    fn words_have_marked_vowels_and_abbreviations_have_none() {
        assert!(is_abbreviation("HĐND") && is_abbreviation("HTXNN"));
        assert!(
            !is_abbreviation("MỤC") && !is_abbreviation("XIV") && !is_abbreviation("A")
        );
    }
}
