//! Spelling and typography that must be one throughout a draft.
//!
//! One finding for each word written two ways, with all its places; the way that most
//! places have is taken as meant.

use rustc_hash::FxHashMap;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::document::date::{DateText, vietnamese_day, vietnamese_month};
use tracuu_legal::document::date_reader::find_dates;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::capitals::is_capitals;
use tracuu_text::numeral::roman;
use tracuu_text::span::Span;
use tracuu_text::syllable::{in_case_of, lower, new_style, normal};
use tracuu_text::words::{word_spans, words as text_words};

/// Longest abbreviation, in letters; the longest in use has 8.
const MAX_ABBREVIATION: usize = 10;

/// Looks at all words of the draft.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let words: Vec<Span> = word_spans(context.text).collect();
    dates(context, out);
    tone_places(context.text, &words, out);
    each(context.text, &words, out);
    quotes(context.text, out);
    abbreviations(context, &words, out);
}

/// Zeros of days and months.
fn dates(context: &CheckContext<'_>, out: &mut Findings) {
    for (date, span) in find_dates(context.text) {
        let DateText::Day(day) = date else { continue };
        let written = span.of(context.text);
        let numbers: Vec<&str> = written
            .split(|letter: char| !letter.is_ascii_digit())
            .filter(|part| !part.is_empty())
            .collect();
        let [day_part, month_part, year_part] = numbers[..] else { continue };
        // A date that begins with its year has other rules.
        if year_part.len() != 4 {
            continue;
        }
        let month = vietnamese_month(day.month());
        let wanted_day = format!("{:02}", day.day());
        if day_part == wanted_day && month_part == month {
            continue;
        }
        let Some(right) =
            replace_parts(written, &[(day_part, &wanted_day), (month_part, &month)])
        else {
            continue;
        };
        let message = VIETNAMESE.check_date_zero(vietnamese_day(day));
        out.push(
            Finding::new(Rule::StyleDateZero, span, message).with_replacement(right),
        );
    }
}

/// A text with parts replaced, each once and in order.
fn replace_parts(text: &str, parts: &[(&str, &str)]) -> Option<String> {
    let mut out = String::with_capacity(text.len() + 2);
    let mut rest = text;
    for (old, new) in parts {
        let at = rest.find(old)?;
        out.push_str(rest.get(..at)?);
        out.push_str(new);
        rest = rest.get(at + old.len()..)?;
    }
    out.push_str(rest);
    Some(out)
}

/// Where the tone mark of a final oa, oe, uy stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TonePlace {
    /// ủy, hóa
    Old,
    /// uỷ, hoá
    New,
}

fn tone_place(word: &str) -> Option<TonePlace> {
    if word.is_ascii() {
        return None;
    }
    let lowered = lower(word);
    if lowered != normal(&lowered) {
        return Some(TonePlace::New);
    }
    (lowered != new_style(&lowered)).then_some(TonePlace::Old)
}

fn tone_places(text: &str, words: &[Span], out: &mut Findings) {
    let mut forms: FxHashMap<String, Vec<Span>> = FxHashMap::default();
    let mut order: Vec<(String, TonePlace)> = Vec::new();
    let mut counts = [0_usize; 2];
    for span in words {
        let Some(place) = tone_place(span.of(text)) else { continue };
        counts[usize::from(place == TonePlace::New)] += 1;
        let form = lower(span.of(text));
        let places = forms.entry(form.clone()).or_default();
        if places.is_empty() {
            order.push((form, place));
        }
        places.push(*span);
    }
    if counts.contains(&0) {
        return;
    }
    let [old, new] = counts;
    let minor = if old < new { TonePlace::Old } else { TonePlace::New };
    for (form, place) in order {
        let Some((first, rest)) =
            forms.get(&form).and_then(|places| places.split_first())
        else {
            continue;
        };
        if place != minor {
            continue;
        }
        let other = match place {
            TonePlace::New => normal(&form),
            TonePlace::Old => new_style(&form),
        };
        let message = VIETNAMESE.check_tone_place(form, rest.len() + 1, &other);
        let right = in_case_of(&other, first.of(text));
        let finding =
            Finding::new(Rule::StyleTonePlace, *first, message).with_replacement(right);
        out.push(finding.with_places(rest.iter().copied()));
    }
}

/// "hằng năm" and "hàng năm" in one draft.
fn each(text: &str, words: &[Span], out: &mut Findings) {
    let mut both: [Vec<Span>; 2] = [Vec::new(), Vec::new()];
    for pair in words.windows(2) {
        let [one, other] = pair else { continue };
        let follows = words::is(other.of(text), Role::EachPeriod);
        match normal(one.of(text)).as_str() {
            "hằng" if follows => both[0].push(*one),
            "hàng" if follows => both[1].push(*one),
            _ => {}
        }
    }
    let [right, wrong] = &both;
    let (Some(known), Some((first, rest))) = (right.first(), wrong.split_first()) else {
        return;
    };
    let message = VIETNAMESE.check_each_period(right.len(), wrong.len());
    let words = in_case_of("hằng", first.of(text));
    let finding =
        Finding::new(Rule::StyleHangNam, *first, message).with_replacement(words);
    out.push(finding.with_places(rest.iter().copied().chain([*known])));
}

/// Straight and curly quotation marks in one draft.
fn quotes(text: &str, out: &mut Findings) {
    let mut straight = Vec::new();
    let mut n_curly = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => straight.push(Span::new(at, at + 1)),
            '“' | '”' => n_curly += 1,
            _ => {}
        }
    }
    let Some((first, rest)) = straight.split_first() else { return };
    if n_curly == 0 {
        return;
    }
    let message = VIETNAMESE.check_quotes(straight.len(), n_curly);
    let finding = Finding::new(Rule::StyleQuotes, *first, message).with_replacement("“");
    out.push(finding.with_places(rest.iter().copied()));
}

/// Abbreviations that the draft never explains, each once.
fn abbreviations(context: &CheckContext<'_>, words: &[Span], out: &mut Findings) {
    let text = context.text;
    let mut seen: FxHashMap<&str, Vec<Span>> = FxHashMap::default();
    let mut order: Vec<&str> = Vec::new();
    let mut cited: Vec<Span> = context.citations().map(|(_, c)| c.span).collect();
    let head = &context.draft.document.header;
    cited.extend(head.symbol.iter().map(|fact| fact.span));
    cited.sort_unstable();
    let mut line_end = 0;
    let mut is_caption = false;
    for span in words {
        if span.start >= line_end {
            let rest = text.get(span.start..).unwrap_or_default();
            let len = rest.find('\n').unwrap_or(rest.len());
            line_end = span.start + len + 1;
            is_caption = is_capitals(rest.get(..len).unwrap_or_default());
        }
        let word = span.of(text);
        if is_caption || !is_abbreviation(word) || is_cited(&cited, *span) {
            continue;
        }
        // A part of a symbol or of a slashed form is no word of its own.
        let before = text.get(..span.start).and_then(|head| head.chars().next_back());
        let behind = text.get(span.end..).and_then(|tail| tail.chars().next());
        if [before, behind].contains(&Some('/')) || [before, behind].contains(&Some('-'))
        {
            continue;
        }
        let places = seen.entry(word).or_default();
        if places.is_empty() {
            order.push(word);
        }
        places.push(*span);
    }
    for word in order {
        let Some((first, rest)) = seen.get(word).and_then(|places| places.split_first())
        else {
            continue;
        };
        let is_explained = seen
            .get(word)
            .is_some_and(|places| places.iter().any(|place| explains(text, *place)));
        if !is_explained {
            let message = VIETNAMESE.check_abbreviation(word);
            let finding = Finding::new(Rule::StyleAbbreviation, *first, message);
            out.push(finding.with_places(rest.iter().copied()));
        }
    }
}

fn is_cited(cited: &[Span], span: Span) -> bool {
    let place = cited.partition_point(|cited| cited.start < span.end);
    let near = cited.get(place.saturating_sub(8)..place);
    near.is_some_and(|near| near.iter().any(|cited| cited.overlaps(span)))
}

/// Capitals only, at least two, and no number of a section.
fn is_abbreviation(word: &str) -> bool {
    let n_letters = word.chars().count();
    (2..=MAX_ABBREVIATION).contains(&n_letters)
        && word.chars().all(char::is_uppercase)
        && roman(word).is_none()
}

/// Whether a place explains the abbreviation: "(MTTQ)", "viết tắt là MTTQ".
fn explains(text: &str, place: Span) -> bool {
    let start = text.floor_char_boundary(place.start.saturating_sub(40));
    let before = text.get(start..place.start).unwrap_or_default();
    let is_edge = |letter: char| letter.is_whitespace() || "“\"':(".contains(letter);
    let in_brackets = before.trim_end_matches(['“', '"', ' ']).ends_with('(')
        && text.get(place.end..).is_some_and(|behind| {
            behind.trim_start_matches(['”', '"', ' ']).starts_with(')')
        });
    let before: Vec<_> = text_words(before.trim_end_matches(is_edge)).collect();
    in_brackets || words::ends_before(&before, before.len(), Role::ShortForm)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tone_marks_are_told_apart_by_their_place() {
        for (word, place) in [
            ("ủy", Some(true)),
            ("uỷ", Some(false)),
            ("Hóa", Some(true)),
            ("HOÁ", Some(false)),
            ("quý", None),
            ("khoản", None),
            ("của", None),
            ("thủy", Some(true)),
        ] {
            let found = tone_place(word).map(|place| place == TonePlace::Old);
            assert_eq!(found, place, "{word}");
        }
    }

    #[test]
    fn zeros_are_put_where_they_belong() {
        let parts = [("8", "08"), ("03", "3")];
        assert_eq!(
            replace_parts("ngày 8/03/2022", &parts),
            Some("ngày 08/3/2022".into())
        );
    }
}
