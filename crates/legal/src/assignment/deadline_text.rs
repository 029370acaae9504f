//! Where a sentence says when its task is due: "trước ngày 15/3/2024", "trong quý
//! II/2024", "hằng năm".

use super::words::{CUES, Cue};
use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// The first deadline among the words of a sentence: one with a date before a period.
pub(super) fn deadline(text: &str, words: &[Word<'_>]) -> Option<Span> {
    let cues = CUES.all(words);
    let with_date = cues.iter().filter(|cue| cue.value == Cue::Deadline);
    let mut dated = with_date.filter_map(|cue| {
        let date = words.get(cue.end..).unwrap_or_default();
        let leads_to_date = is_unit(&words.get(cue.end.checked_sub(1)?)?.normal);
        let n_words = n_date_words(date, leads_to_date)?;
        let last = cue.end + n_words.checked_sub(1)?;
        // "trước ngày 25 hằng tháng"
        let period =
            cues.iter().find(|cue| cue.value == Cue::Period && cue.start == last + 1);
        let last = period.map_or(last, |period| period.end - 1);
        let end = words.get(last)?.span.end;
        Some(Span::new(words.get(cue.start)?.span.start, end))
    });
    let found = dated.next().or_else(|| {
        let period = cues.iter().find(|cue| cue.value == Cue::Period)?;
        Some(period.span(words))
    })?;
    let kept = found.of(text).trim_end_matches(['.', '-', '/', ',', ' ']);
    Some(Span::new(found.start, found.start + kept.len()))
}

/// How many words of a date stand at the start of some; `None` where no number does, and
/// where it counts something else: "trước 03 thành viên".
fn n_date_words(words: &[Word<'_>], leads_to_date: bool) -> Option<usize> {
    let n_words = words.iter().take_while(|word| is_date_word(&word.normal)).count();
    let date = words.get(..n_words)?;
    let has_number = date.iter().any(|word| is_number(&word.normal));
    let is_date = leads_to_date
        || date.iter().enumerate().any(|(at, word)| {
            word.normal == "/" || (is_unit(&word.normal) && at + 1 < n_words)
        });
    (has_number && is_date).then_some(n_words)
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
