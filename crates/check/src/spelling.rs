//! Spelling and typography that must be one throughout a draft.
//!
//! One finding for each word written two ways, with all its places; the way that most
//! places have is taken as meant.

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::group::grouped;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::document::date::{DateText, vietnamese_day, vietnamese_month};
use tracuu_legal::document::date_reader::find_dates;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::syllable::{in_case_of, lower, new_style, normal};

/// Looks at all words of the draft.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    dates(context, out);
    tone_places(context, out);
    each(context, out);
    quotes(context.text, out);
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
        let message = spoken().check_date_zero(vietnamese_day(day));
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

/// Where the tone mark of a word stands that has two places for it; `normal_form` is the word
/// in normal form.
fn tone_place(word: &str, normal_form: &str) -> Option<TonePlace> {
    if !ends_in_two_vowels(normal_form) {
        return None;
    }
    let lowered = lower(word);
    if lowered != normal_form {
        return Some(TonePlace::New);
    }
    (lowered != new_style(&lowered)).then_some(TonePlace::Old)
}

/// Whether a word in normal form ends in oa, oe or uy with the tone mark on the first vowel.
fn ends_in_two_vowels(word: &str) -> bool {
    let mut letters = word.chars().rev();
    match letters.next() {
        Some('a' | 'e') => {
            matches!(letters.next(), Some('ò' | 'ó' | 'õ' | 'ỏ' | 'ọ'))
        }
        Some('y') => matches!(letters.next(), Some('ù' | 'ú' | 'ũ' | 'ủ' | 'ụ')),
        _ => false,
    }
}

fn tone_places(context: &CheckContext<'_>, out: &mut Findings) {
    let text = context.text;
    let placed = context.text_words.iter().filter_map(|word| {
        Some((tone_place(word.span.of(text), &word.normal)?, word.span))
    });
    let placed: Vec<(TonePlace, Span)> = placed.collect();
    let n_new = placed.iter().filter(|(place, _)| *place == TonePlace::New).count();
    let n_old = placed.len() - n_new;
    if n_old == 0 || n_new == 0 {
        return;
    }
    let minor = if n_old < n_new { TonePlace::Old } else { TonePlace::New };
    let minor_words = placed.into_iter().filter(|(place, _)| *place == minor);
    let by_form = minor_words.map(|(_, span)| (lower(span.of(text)), span));
    for places in grouped(by_form) {
        let Some((first, rest)) = places.split_first() else { continue };
        let form = lower(first.of(text));
        let other = match minor {
            TonePlace::New => normal(&form),
            TonePlace::Old => new_style(&form),
        };
        let message = spoken().check_tone_place(form, rest.len() + 1, &other);
        let right = in_case_of(&other, first.of(text));
        let finding =
            Finding::new(Rule::StyleTonePlace, *first, message).with_replacement(right);
        out.push(finding.with_places(rest.iter().copied()));
    }
}

/// "hằng năm" and "hàng năm" in one draft.
fn each(context: &CheckContext<'_>, out: &mut Findings) {
    let words = &context.text_words;
    let (mut right, mut wrong) = (Vec::new(), Vec::new());
    for (at, pair) in words.windows(2).enumerate() {
        let [one, other] = pair else { continue };
        let is_right = match &*one.normal {
            "hằng" => true,
            "hàng" => false,
            _ => continue,
        };
        if !words::is(&other.normal, Role::EachPeriod) {
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let is_goods = before.is_some_and(|word| words::is(&word.normal, Role::Goods));
        if is_right {
            right.push(one.span);
        } else if !is_goods {
            wrong.push(one.span);
        }
    }
    let (Some(known), Some((first, rest))) = (right.first(), wrong.split_first()) else {
        return;
    };
    let message = spoken().check_each_period(right.len(), wrong.len());
    let words = in_case_of("hằng", first.of(context.text));
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
    let message = spoken().check_quotes(straight.len(), n_curly);
    let finding = Finding::new(Rule::StyleQuotes, *first, message).with_replacement("“");
    out.push(finding.with_places(rest.iter().copied()));
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
            let found =
                tone_place(word, &normal(word)).map(|place| place == TonePlace::Old);
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
