//! Comparing two titles (trích yếu): the same, cut short, or with other words.
//!
//! Case, punctuation, quotation marks and the place of tone marks are no difference, nor
//! are lead-in words ("về việc", "ban hành"). The rest is compared word by word.

use super::words::{self, Role};
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::words::{Word, words as text_words};

/// Most words of a title that are compared: the longest of the gazette has 140. The table
/// of the comparison grows with the square.
const MAX_WORDS: usize = 200;

/// How two titles stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Likeness {
    /// The same words.
    Same,
    /// One is the beginning of the other.
    Cut,
    /// They differ in words that carry no meaning.
    Minor,
    /// They differ in words that do.
    Altered,
    /// They have less than half of their words in common.
    Other,
}

/// What a comparison gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comparison {
    /// In one word.
    pub(super) likeness: Likeness,
    /// Words of the known title that the stated one lacks, in runs.
    pub(super) lost: Vec<String>,
    /// Words that only the stated title has, in runs.
    pub(super) gained: Vec<String>,
}

/// Compares a stated title with a known one. Work is bounded by [`MAX_WORDS`].
pub(super) fn compare(stated: &str, known: &str) -> Comparison {
    let stated = content(stated);
    let known = content(known);
    if stated == known {
        return Comparison { likeness: Likeness::Same, lost: vec![], gained: vec![] };
    }
    let (lost, gained, n_common) = difference(&stated, &known);
    let is_cut = stated.starts_with(&known) || known.starts_with(&stated);
    let is_minor = |runs: &[String]| {
        runs.iter()
            .all(|run| run.split(' ').all(|word| words::is(word, Role::TitleMinor)))
    };
    let likeness = if stated.is_empty() || known.is_empty() {
        Likeness::Other
    } else if is_cut {
        Likeness::Cut
    } else if is_minor(&lost) && is_minor(&gained) {
        Likeness::Minor
    } else if n_common * 2 >= stated.len().min(known.len()) {
        Likeness::Altered
    } else {
        Likeness::Other
    };
    Comparison { likeness, lost, gained }
}

impl Comparison {
    /// The difference in Vietnamese: `thiếu “toàn diện”; thừa “của tỉnh”`.
    pub(super) fn shown(&self) -> String {
        let quoted = |runs: &[String]| {
            let runs: Vec<String> = runs.iter().map(|run| format!("“{run}”")).collect();
            (!runs.is_empty()).then(|| runs.join(", "))
        };
        let lost = quoted(&self.lost).map(|words| VIETNAMESE.check_title_lacks(words));
        let gained = quoted(&self.gained).map(|words| VIETNAMESE.check_title_adds(words));
        lost.into_iter().chain(gained).collect::<Vec<_>>().join("; ")
    }
}

/// What makes two titles one: their words without lead-in words.
pub(super) fn key(words: &str) -> String {
    content(words).join(" ")
}

/// A title without the dates and bodies of the documents that it names: these are looked
/// at where they stand.
fn without_details(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut at = 0;
    for citation in find::in_text(title) {
        if citation.kind != CitationKind::Numbered {
            continue;
        }
        let Some(symbol) = citation.symbol_span else { continue };
        if symbol.end >= at {
            out.push_str(title.get(at..symbol.end).unwrap_or_default());
            at = citation.span.end.max(symbol.end);
        }
    }
    out.push_str(title.get(at..).unwrap_or_default());
    out
}

/// The words of a title in normal form, without what leads into it.
fn content(title: &str) -> Vec<String> {
    let title = &without_details(title);
    let found: Vec<Word<'_>> = text_words(title).take(MAX_WORDS).collect();
    let behind_lead = found.iter().skip(lead(&found));
    let one_spelling = |word: &Word<'_>| {
        let word: &str = &word.normal;
        words::spelling(word).unwrap_or(word).to_owned()
    };
    behind_lead.map(one_spelling).collect()
}

/// How many words at the beginning lead in; what leads into nothing is a title.
fn lead(found: &[Word<'_>]) -> usize {
    let mut at = 0;
    loop {
        let n_words = words::len_at(found, at, Role::TitleLead);
        if n_words == 0 || at + n_words >= found.len() {
            return at;
        }
        at += n_words;
    }
}

/// A title without the name of its own type in front: "hướng dẫn kiểm điểm …" of a
/// Hướng dẫn.
pub(super) fn without_type(title: &str, document_type: Option<DocumentType>) -> String {
    let key = key(title);
    let Some(document_type) = document_type else { return key };
    let name = self::key(document_type.name());
    match key.strip_prefix(&name) {
        Some(rest) if rest.starts_with(' ') => rest.trim_start().to_owned(),
        _ => key,
    }
}

/// Runs of words lost and gained, and how many words both have, by the longest common
/// subsequence.
fn difference(stated: &[String], known: &[String]) -> (Vec<String>, Vec<String>, usize) {
    let width = known.len() + 1;
    let mut table = vec![0_u16; (stated.len() + 1) * width];
    let cell = |table: &[u16], row: usize, column: usize| {
        table.get(row * width + column).copied().unwrap_or_default()
    };
    for (row, one) in stated.iter().enumerate().rev() {
        for (column, other) in known.iter().enumerate().rev() {
            let best = if one == other {
                cell(&table, row + 1, column + 1) + 1
            } else {
                cell(&table, row + 1, column).max(cell(&table, row, column + 1))
            };
            if let Some(slot) = table.get_mut(row * width + column) {
                *slot = best;
            }
        }
    }
    let (mut lost, mut gained) = (Runs::default(), Runs::default());
    let (mut row, mut column) = (0, 0);
    loop {
        match (stated.get(row), known.get(column)) {
            (Some(one), Some(other)) if one == other => {
                lost.close();
                gained.close();
                row += 1;
                column += 1;
            }
            (Some(one), other)
                if other.is_none()
                    || cell(&table, row + 1, column) >= cell(&table, row, column + 1) =>
            {
                gained.add(one);
                row += 1;
            }
            (_, Some(other)) => {
                lost.add(other);
                column += 1;
            }
            (_, None) => break,
        }
    }
    (lost.finish(), gained.finish(), usize::from(cell(&table, 0, 0)))
}

/// Words that stand together.
#[derive(Default)]
struct Runs {
    closed: Vec<String>,
    open: String,
}

impl Runs {
    fn add(&mut self, word: &str) {
        if !self.open.is_empty() {
            self.open.push(' ');
        }
        self.open.push_str(word);
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.closed.push(std::mem::take(&mut self.open));
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        self.closed
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_titles(stated: &str, known: &str, likeness: Likeness, shown: &str) {
        let found = compare(stated, known);
        assert_eq!((found.likeness, found.shown().as_str()), (likeness, shown));
    }

    #[test]
    fn lead_in_words_marks_and_spelling_are_no_difference() {
        check_titles(
            "về đánh giá hàng năm, “tự soi”",
            "Đánh giá hằng năm \"tự soi\"",
            Likeness::Same,
            "",
        );
        check_titles(
            "về việc ban hành Quy chế uỷ quyền",
            "Quy chế ủy quyền",
            Likeness::Same,
            "",
        );
    }

    #[test]
    fn lost_and_gained_words_are_told() {
        check_titles(
            "về đổi mới căn bản giáo dục",
            "đổi mới căn bản, toàn diện giáo dục",
            Likeness::Altered,
            "thiếu “toàn diện”",
        );
        check_titles(
            "về những biểu hiện suy thoái",
            "biểu hiện suy thoái",
            Likeness::Minor,
            "thừa “những”",
        );
        check_titles(
            "kiểm điểm tổ chức đảng",
            "kiểm điểm tổ chức đảng và cá nhân",
            Likeness::Cut,
            "thiếu “và cá nhân”",
        );
        check_titles(
            "công tác dân vận",
            "phát triển du lịch",
            Likeness::Other,
            "thiếu “phát triển du lịch”; thừa “công tác dân vận”",
        );
    }

    proptest! {
        #[test]
        fn any_two_texts_compare_and_a_text_is_the_same_as_itself(
            one in "\\PC{0,80}", other in "\\PC{0,80}",
        ) {
            compare(&one, &other);
            prop_assert_eq!(compare(&one, &one).likeness, Likeness::Same);
        }
    }
}
