//! Where a sentence says when its task is due: "trước ngày 15/3/2024", "trong quý
//! II/2024", "hằng năm".

use super::deadline_words::{MARKS, Mark};
use super::words::{CUES, Cue};
use crate::document::symbol::year_of;
use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// The first deadline among the words of a sentence: one with a date before one that counts
/// days, and this before a period.
pub(super) fn deadline(text: &str, words: &[Word<'_>]) -> Option<Span> {
    let cues = CUES.all(words);
    let with_date = cues.iter().filter(|cue| cue.value == Cue::Deadline);
    let mut dated = with_date.filter_map(|cue| {
        let leads_to_date = is_unit(&words.get(cue.end.checked_sub(1)?)?.normal);
        let date_start = cue.end + n_hour_words(words.get(cue.end..)?);
        let date = words.get(date_start..).unwrap_or_default();
        let n_words = n_date_words(date, leads_to_date)?;
        let last = joined_end(words, date_start, date_start + n_words.checked_sub(1)?);
        // "trước ngày 25 hằng tháng"
        let period =
            cues.iter().find(|cue| cue.value == Cue::Period && cue.start == last + 1);
        let last = period.map_or(last, |period| period.end - 1);
        let end = words.get(last)?.span.end;
        let start = beginning(words, cue.start);
        Some(Span::new(words.get(start)?.span.start, end))
    });
    let found = dated.next().or_else(|| counted(words)).or_else(|| in_bracket(words));
    let found = found.or_else(|| {
        let period = cues.iter().find(|cue| cue.value == Cue::Period)?;
        Some(period.span(words))
    })?;
    let kept = found.of(text).trim_end_matches(['.', '-', '/', ',', ' ']);
    Some(Span::new(found.start, found.start + kept.len()))
}

/// A time alone at the end of a bracket that ends the sentence: "(Sở A chủ trì; quý II/2026)".
fn in_bracket(words: &[Word<'_>]) -> Option<Span> {
    let is = |word: &Word<'_>, marks: &[&str]| marks.contains(&&*word.normal);
    let close = words.iter().rposition(|word| !is(word, &[".", ";"]))?;
    words.get(close).filter(|word| is(word, &[")"]))?;
    let inside = words.get(..close)?;
    let n_words =
        inside.iter().rev().take_while(|word| is_date_word(&word.normal)).count();
    let start = close - n_words;
    let time = words.get(start..close)?;
    let before = words.get(start.checked_sub(1)?)?;
    time.iter().find(|word| year_of(&word.normal).is_some())?;
    let found = Span::new(time.first()?.span.start, time.last()?.span.end);
    is(before, &[";", ","]).then_some(found)
}

/// "trong 30 ngày kể từ ngày ký", to the end of the clause.
fn counted(words: &[Word<'_>]) -> Option<Span> {
    let is_count = |form: &str| form.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = words.iter().enumerate().filter(|(_, word)| is_count(&word.normal));
    let mut found = numbers.filter_map(|(at, _)| {
        let from = starting_point(words, at + 1)?;
        let event = words.get(from..)?.iter().take(MAX_EVENT_WORDS);
        let n_words = event.take_while(|word| !word.is_mark()).count();
        let last = words.get(from + n_words.checked_sub(1)?)?;
        let before = MARKS
            .ending_at(words, at)
            .into_iter()
            .find(|lead| matches!(lead.value, Mark::Within | Mark::Until));
        let first = words.get(before.map_or(at, |lead| lead.start))?;
        Some(Span::new(first.span.start, last.span.end))
    });
    found.next()
}

/// Where the words begin that say from when a count of days runs, behind its unit and
/// brackets: "(ba mươi) ngày làm việc, kể từ …".
fn starting_point(words: &[Word<'_>], mut at: usize) -> Option<usize> {
    let is_mark = |at: usize, mark: &str| words.get(at).is_some_and(|w| w.normal == mark);
    if is_mark(at, "(") {
        at += words
            .get(at..)?
            .iter()
            .take(MAX_EVENT_WORDS)
            .position(|w| w.normal == ")")?;
        at += 1;
    }
    let unit = MARKS.longest_at(words, at)?;
    if !matches!(unit.value, Mark::Unit(_)) {
        return None;
    }
    at = unit.end + usize::from(is_mark(unit.end, ","));
    let start = MARKS.longest_at(words, at)?.value;
    matches!(start, Mark::FromIssue | Mark::From).then_some(at)
}

/// Most words of what a count of days runs from; a longer clause is cut.
const MAX_EVENT_WORDS: usize = 16;

/// How many words of a date stand at the start of some; `None` where no number does, and
/// where it counts something else: "trước 03 thành viên".
fn n_date_words(words: &[Word<'_>], leads_to_date: bool) -> Option<usize> {
    let n_words = words.iter().take_while(|word| is_date_word(&word.normal)).count();
    let date = words.get(..n_words)?;
    let has_number = date.iter().any(|word| is_number(&word.normal));
    // "đến 2030", but not "đến 2030 người".
    let ends = words.get(n_words).is_none_or(Word::is_mark);
    let is_date = leads_to_date
        || ends && date.first().is_some_and(|word| year_of(&word.normal).is_some())
        || date.iter().enumerate().any(|(at, word)| {
            word.normal == "/" || (is_unit(&word.normal) && at + 1 < n_words)
        });
    (has_number && is_date).then_some(n_words)
}

/// How many words of an hour stand at the start of some, in front of a day: "17 giờ 00".
fn n_hour_words(words: &[Word<'_>]) -> usize {
    let is = |at: usize, forms: &[&str]| {
        words.get(at).is_some_and(|word| forms.contains(&&*word.normal))
    };
    let is_figure = |at: usize| {
        let word = words.get(at);
        word.is_some_and(|word| word.normal.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if !is_figure(0) || !is(1, &["giờ", "h"]) {
        return 0;
    }
    let n_words = 2 + usize::from(is_figure(2));
    let n_words = n_words + usize::from(is(n_words, &["phút"]));
    let n_words = n_words + usize::from(is(n_words, &[","]));
    if is(n_words, &["ngày"]) { n_words } else { 0 }
}

/// The last word of the times that go on from one without a year: "quý II, quý III năm
/// 2026".
fn joined_end(words: &[Word<'_>], start: usize, mut last: usize) -> usize {
    // The unit may belong to the words in front: "trong quý".
    let first = words.get(start.saturating_sub(1)..=start).unwrap_or_default();
    let mut units = first.iter().map(|word| &*word.normal).rev();
    let Some(unit) = units.find(|unit| matches!(*unit, "quý" | "tháng")) else {
        return last;
    };
    loop {
        let is_joint = words
            .get(last + 1)
            .is_some_and(|word| matches!(&*word.normal, "," | "và" | "đến"));
        let next = words.get(last + 2..).unwrap_or_default();
        let is_same = next.first().is_some_and(|word| word.normal == unit);
        match n_date_words(next, true).filter(|_| is_joint && is_same) {
            Some(n_words) => last += 1 + n_words,
            None => return last,
        }
    }
}

/// Where a time begins whose end a word states: "từ tháng 3 đến tháng 6 năm 2026".
fn beginning(words: &[Word<'_>], end: usize) -> usize {
    let before = words.get(..end).unwrap_or_default();
    let n_words =
        before.iter().rev().take_while(|word| is_date_word(&word.normal)).count();
    let start = end - n_words;
    let is_led = before
        .get(start)
        .zip(start.checked_sub(1).and_then(|at| before.get(at)))
        .is_some_and(|(first, lead)| lead.normal == "từ" && is_unit(&first.normal));
    if is_led { start - 1 } else { end }
}

/// Whether a word is a unit of dates: "ngày", "tháng".
fn is_unit(form: &str) -> bool {
    matches!(form, "ngày" | "tháng" | "năm" | "quý" | "đoạn")
}

fn is_number(form: &str) -> bool {
    form.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(form, "i" | "ii" | "iii" | "iv")
}

/// Whether a word can be of a date.
pub(super) fn is_date_word(form: &str) -> bool {
    is_number(form)
        || matches!(form, "/" | "-" | "–" | "." | "ngày" | "tháng" | "năm" | "quý")
}
