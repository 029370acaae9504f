//! Words of sentences and of column heads: the phrases of `data/assignment-words.tsv` and
//! `data/table-heads.tsv`, and where they stand in a text.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use tracuu_text::span::Span;
use tracuu_text::syllable::{is_word_char, normal};

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cue {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Between "phối hợp" and the partners.
    With,
    /// Tham mưu.
    Advise,
    /// Theo dõi, đôn đốc.
    Monitor,
    /// Chịu trách nhiệm.
    Answer,
    /// Before "chủ trì": spoken of, not given.
    Noun,
    /// Before the agency that is given a task.
    Charge,
    /// The same, at the start of a sentence only.
    Opening,
    /// Between an agency and its duty.
    Gap,
    /// After "chủ trì": a meeting.
    Preside,
    /// After an agency: no task follows.
    NotPredicate,
    /// Tasks follow.
    Context,
    /// A date follows.
    Deadline,
    /// A deadline by itself.
    Period,
    /// Head of a column of agencies of no stated duty.
    Unit,
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// Số thứ tự.
    Number,
    /// Nội dung, nhiệm vụ.
    Task,
    /// Cơ quan chủ trì.
    Lead,
    /// Cơ quan phối hợp.
    Coordinating,
    /// Cơ quan thực hiện.
    Implementing,
    /// Thời hạn.
    Deadline,
    /// Sản phẩm.
    Product,
    /// Ghi chú, kinh phí and whatever says nothing of who does what.
    Other,
}

impl Column {
    /// Whether agencies stand in the column.
    pub(super) fn has_agencies(self) -> bool {
        matches!(self, Self::Lead | Self::Coordinating | Self::Implementing)
    }
}

/// Phrases by their first word, each with what it says.
#[derive(Debug)]
pub(super) struct Phrases<T>(FxHashMap<String, Vec<(Vec<String>, T)>>);

/// The cues of sentences.
pub(super) static CUES: LazyLock<Phrases<Cue>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../../data/assignment-words.tsv"), cue)
});
/// The words of column heads.
pub(super) static HEADS: LazyLock<Phrases<Column>> = LazyLock::new(|| {
    Phrases::new(include_str!("../../../../data/table-heads.tsv"), column)
});

fn cue(role: &str) -> Option<Cue> {
    Some(match role {
        "lead" => Cue::Lead,
        "coordinate" => Cue::Coordinate,
        "with" => Cue::With,
        "advise" => Cue::Advise,
        "monitor" => Cue::Monitor,
        "answer" => Cue::Answer,
        "noun" => Cue::Noun,
        "charge" => Cue::Charge,
        "opening" => Cue::Opening,
        "gap" => Cue::Gap,
        "preside" => Cue::Preside,
        "not-predicate" => Cue::NotPredicate,
        "context" => Cue::Context,
        "deadline" => Cue::Deadline,
        "period" => Cue::Period,
        "unit" => Cue::Unit,
        _ => return None,
    })
}

fn column(role: &str) -> Option<Column> {
    Some(match role {
        "number" => Column::Number,
        "task" => Column::Task,
        "lead" => Column::Lead,
        "coordinating" => Column::Coordinating,
        "implementing" => Column::Implementing,
        "deadline" => Column::Deadline,
        "product" => Column::Product,
        "note" | "other" => Column::Other,
        _ => return None,
    })
}

impl<T: Copy> Phrases<T> {
    fn new(file: &'static str, role_of: fn(&str) -> Option<T>) -> Self {
        let mut phrases: FxHashMap<String, Vec<(Vec<String>, T)>> = FxHashMap::default();
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            let Some((role, phrase)) = line.split_once('\t') else { continue };
            let Some(role) = role_of(role) else { continue };
            let mut words = words(phrase).into_iter().map(|word| word.form.into_owned());
            if let Some(first) = words.next() {
                phrases.entry(first).or_default().push((words.collect(), role));
            }
        }
        for of_word in phrases.values_mut() {
            of_word.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self(phrases)
    }

    /// The phrases that start at a word, the longest first: number of words, and what it
    /// says.
    pub(super) fn at<'p>(
        &'p self,
        words: &'p [Word<'_>],
        start: usize,
    ) -> impl Iterator<Item = (usize, T)> + 'p {
        let first = words.get(start);
        let of_word =
            first.and_then(|word| self.0.get(word.form.as_ref())).into_iter().flatten();
        of_word.filter_map(move |(rest, role)| {
            let behind = words.get(start + 1..start + 1 + rest.len())?;
            let fits =
                behind.iter().zip(rest).all(|(word, form)| word.form == form.as_str());
            fits.then_some((rest.len() + 1, *role))
        })
    }

    /// The first phrase of a text, the longest of those that start there.
    pub(super) fn first(&self, words: &[Word<'_>]) -> Option<(usize, usize, T)> {
        (0..words.len()).find_map(|start| {
            self.at(words, start).next().map(|(n_words, role)| (start, n_words, role))
        })
    }
}

/// A word or mark of a text.
#[derive(Clone, Debug)]
pub(super) struct Word<'t> {
    /// Normal form; a mark stands for itself.
    pub(super) form: Cow<'t, str>,
    /// Its place.
    pub(super) span: Span,
}

/// The words and marks of a text; marks other than the comma are left out of phrases by
/// standing for themselves. Linear.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices() {
        if is_word_char(letter) {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            found.push(word(text, Span::new(start, at)));
        }
        if !letter.is_whitespace() {
            found.push(word(text, Span::new(at, at + letter.len_utf8())));
        }
    }
    found.extend(start.map(|start| word(text, Span::new(start, text.len()))));
    found
}

fn word(text: &str, span: Span) -> Word<'_> {
    let raw = span.of(text);
    let form = if is_normal(raw) { Cow::Borrowed(raw) } else { Cow::Owned(normal(raw)) };
    Word { form, span }
}

/// Whether a word is in normal form as it stands; may say no of one that is, never yes of
/// one that is not. Most words of a text are, and need no copy.
fn is_normal(raw: &str) -> bool {
    let mut letters = raw.chars();
    let is_small = letters.all(|letter| {
        letter.is_ascii_lowercase()
            || letter.is_ascii_digit()
            || matches!(letter, 'à'..='ý' | 'ă' | 'đ' | 'ĩ' | 'ũ' | 'ơ' | 'ư')
            || ('ạ'..='ỹ').contains(&letter) && letter.is_lowercase()
    });
    let mut ends = raw.chars().rev();
    let may_move = matches!(
        (ends.next(), ends.next()),
        (Some(last), Some('o' | 'u')) if !last.is_ascii()
    );
    is_small && !may_move && !raw.contains('ð')
}

/// The words without marks, in normal form, for comparing texts.
pub(super) fn plain_words(text: &str) -> Vec<String> {
    words(text)
        .into_iter()
        .map(|word| word.form.into_owned())
        .filter(|form| form.chars().any(is_word_char))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_both_files_parses() {
        let rows = |file: &'static str| {
            file.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>()
        };
        for line in rows(include_str!("../../../../data/assignment-words.tsv")) {
            assert!(
                line.split_once('\t').and_then(|(role, _)| cue(role)).is_some(),
                "{line}"
            );
        }
        for line in rows(include_str!("../../../../data/table-heads.tsv")) {
            let role = line.split_once('\t').and_then(|(role, _)| column(role));
            assert!(role.is_some(), "{line}");
        }
    }

    #[test]
    fn words_in_normal_form_are_told_from_others() {
        for word in ["ủy", "công", "đảng", "2024", "tỷ", "hòa", "nghĩa", "ữ"]
        {
            assert!(is_normal(word), "{word}");
            assert_eq!(normal(word), word);
        }
        for word in ["uỷ", "hoà", "Ủy", "UBND", "khoẻ", "e\u{301}", "ðảng"] {
            assert!(!is_normal(word), "{word}");
        }
    }

    #[test]
    fn the_longest_phrase_is_first() {
        let words = words("Cơ quan, đơn vị chủ trì");
        assert_eq!(HEADS.first(&words), Some((0, 7, Column::Lead)));
    }
}
