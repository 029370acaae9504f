//! How a line looks as prose: whether it ends a sentence, begins a numbered unit, is a
//! title in capitals. What joins torn paragraphs, and what keeps titles apart, rests on
//! these questions.
//!
//! Words are in `data/line-joints.tsv`.

use std::sync::LazyLock;

use tracuu_text::capitals::is_capitals;
use tracuu_text::numeral;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::sentence::{is_complete, without_closing};
use tracuu_text::span::Span;
use tracuu_text::styled::StyledText;
use tracuu_text::syllable::is_letter;
use tracuu_text::tsv::Table;
use tracuu_text::words::{Word, words_and_marks, words_and_marks_in};

/// Longest phrase of the data file, in words and marks.
const MAX_PHRASE_WORDS: usize = 6;

/// Longest end of a line that is looked at for a word after which something must follow,
/// in words.
const MAX_END_WORDS: usize = 2;

/// Most words of a document type: `Thông tư liên tịch`.
const MAX_TYPE_WORDS: usize = 4;

/// Most characters of a place of issue, and of the date behind it.
const MAX_PLACE_CHARS: usize = 40;
const MAX_DATE_CHARS: usize = 30;

/// Where a phrase of the table stands in a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum PhraseKind {
    /// It begins a block.
    Start,
    /// It belongs to a letterhead or a signature.
    Layout,
    /// It goes on in the next line.
    Open,
    /// It ends where the name of a body has only begun.
    Name,
    /// It ends where the name of a place is due.
    Place,
    /// It goes on in the next line, however short it is.
    Bound,
}

const TABLE: Table =
    Table::new("data/line-joints.tsv", include_str!("../../../data/line-joints.tsv"));

static PHRASES: LazyLock<PhraseTable<PhraseKind>> = LazyLock::new(|| {
    PhraseTable::new(TABLE.load(|[kind, phrase]| {
        let phrase_kind = match kind {
            "start" => PhraseKind::Start,
            "layout" => PhraseKind::Layout,
            "open" => PhraseKind::Open,
            "name" => PhraseKind::Name,
            "place" => PhraseKind::Place,
            "bound" => PhraseKind::Bound,
            _ => return None,
        };
        Some((phrase, phrase_kind))
    }))
});

/// Whether a text begins with a phrase of the table, as whole words.
fn begins_with(text: &str, kind: PhraseKind) -> bool {
    let head: Vec<Word<'_>> = words_and_marks(text).take(MAX_PHRASE_WORDS).collect();
    PHRASES.starting_at(&head, 0).iter().any(|found| found.value == kind)
}

/// Whether a text ends with a word after which something must follow.
fn ends_open(text: &str) -> bool {
    ends_with(text, PhraseKind::Open)
}

/// Whether a text ends where the name of a body has only begun: `của Bộ`.
pub(super) fn opens_name(text: &str) -> bool {
    ends_with(text, PhraseKind::Name)
}

/// Whether a text ends where the name of a place is due: `nhân dân tỉnh`.
pub(super) fn opens_place(text: &str) -> bool {
    ends_with(text, PhraseKind::Place)
}

/// Whether a text ends with a joint, so that no cell, title or sentence can end there.
pub(super) fn binds_next(text: &str) -> bool {
    ends_with(text, PhraseKind::Bound)
}

/// Whether a text begins like the name of a place: two words with a capital each.
pub(super) fn starts_place(text: &str) -> bool {
    let mut words = text.split_whitespace();
    is_name_word(words.next()) && is_name_word(words.next())
}

/// Whether a line end cuts the two words of the name of a place: `xã Lũng` + `Cao và`.
pub(super) fn cuts_place(above: &str, below: &str) -> bool {
    let mut words = below.split_whitespace();
    let cut = above.trim_end().rsplit_once(' ');
    is_name_word(words.next())
        && words.next().is_none_or(|word| word.starts_with(char::is_lowercase))
        && cut.is_some_and(|(place, name)| is_name_word(Some(name)) && opens_place(place))
}

fn is_name_word(word: Option<&str>) -> bool {
    word.is_some_and(|it| it.starts_with(char::is_uppercase) && !is_capitals(it))
}

/// Whether a line begins with a document and its number, as each line of a list does:
/// `Nghị quyết số 5-NQ/TU …`.
pub(super) fn names_document(line: &str) -> bool {
    let mut words = line.split_whitespace().take(MAX_TYPE_WORDS + 2).skip(1);
    line.starts_with(char::is_uppercase)
        && words.by_ref().any(|word| word == "số")
        && words
            .next()
            .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line is one of a letterhead: motto, number, place and date, subject.
pub(super) fn is_letterhead(line: &str) -> bool {
    let line = line.trim();
    let number = line.strip_prefix("Số").or_else(|| line.strip_prefix("SỐ"));
    let is_number = number.is_some_and(|rest| {
        let rest = rest.trim_start_matches([':', ' ', '.', '…', '_']);
        rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/'))
    });
    let is_dated = line.split_once(", ngày ").is_some_and(|(place, date)| {
        place.chars().count() <= MAX_PLACE_CHARS
            && date.contains("tháng")
            && date.chars().count() <= MAX_DATE_CHARS
    });
    is_number || is_dated || starts_layout(line)
}

fn ends_with(text: &str, kind: PhraseKind) -> bool {
    let tail = text.rmatch_indices(' ').nth(MAX_END_WORDS);
    let tail = Span::new(tail.map_or(0, |(at, _)| at), text.len());
    let words: Vec<Word<'_>> = words_and_marks_in(text, tail).collect();
    PHRASES.ending_at(&words, words.len()).iter().any(|found| {
        // Bodies are written with a capital: "của Bộ", not "đồng bộ".
        let is_capital = || found.span(&words).of(text).starts_with(char::is_uppercase);
        found.value == kind && (kind != PhraseKind::Name || is_capital())
    })
}

/// How a text begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LineStart {
    /// With a numbered or listed unit, or words that always begin a block.
    Unit,
    /// With a small letter.
    Lower,
    /// With a capital.
    Upper,
    /// With a digit or a sign.
    Other,
}

/// How a text ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum LineEnd {
    /// With `.` `:` `;` `!` `?` `…`, brackets and quotes after it aside.
    Finished,
    /// With a comma.
    Comma,
    /// With a word after which something must follow (`của`, `và`, `ngày`).
    Open,
    /// With anything else.
    Unfinished,
}

/// How a whole line looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LineShape {
    pub(super) start: LineStart,
    pub(super) end: LineEnd,
    /// Set in bold or in capitals throughout, as titles and signatures are.
    pub(super) is_display: bool,
    /// Length in characters.
    pub(super) n_chars: usize,
}

impl LineShape {
    pub(super) fn new(text: &StyledText) -> Self {
        let line = text.text().trim();
        Self {
            start: start(line),
            end: end(line),
            is_display: text.is_bold() || is_capitals(line),
            n_chars: line.chars().count(),
        }
    }

    /// The look of the line that this one and the next make together.
    pub(super) fn then(self, next: Self) -> Self {
        Self {
            start: self.start,
            end: next.end,
            is_display: self.is_display && next.is_display,
            n_chars: self.n_chars + next.n_chars + 1,
        }
    }
}

/// How a line ends.
pub(super) fn end(line: &str) -> LineEnd {
    if is_complete(line) {
        return LineEnd::Finished;
    }
    let line = without_closing(line);
    match line.ends_with(',') {
        true => LineEnd::Comma,
        false if ends_open(line) => LineEnd::Open,
        false => LineEnd::Unfinished,
    }
}

/// How a line begins.
pub(super) fn start(line: &str) -> LineStart {
    if starts_unit(line) {
        return LineStart::Unit;
    }
    let opening = |letter: char| matches!(letter, '“' | '"' | '(' | '‘' | '«' | '[');
    match line.trim_start().trim_start_matches(opening).chars().next() {
        Some(letter) if letter.is_lowercase() => LineStart::Lower,
        Some(letter) if letter.is_uppercase() => LineStart::Upper,
        _ => LineStart::Other,
    }
}

fn starts_unit(line: &str) -> bool {
    let line = line.trim_start();
    starts_listed(line)
        || label(line).is_some()
        || starts_article(line)
        || starts_block(line)
}

/// Whether a line begins with words that always begin a block (`Nơi nhận:`).
pub(super) fn starts_block(line: &str) -> bool {
    line.starts_with(|c: char| c.is_uppercase() || c == '(')
        && begins_with(line, PhraseKind::Start)
}

/// Whether a text begins with words of a letterhead or a signature.
pub(super) fn starts_layout(text: &str) -> bool {
    begins_with(text, PhraseKind::Layout)
}

/// Whether a line begins with the mark of a list item.
pub(super) fn starts_listed(line: &str) -> bool {
    let mut letters = line.trim().chars();
    match letters.next() {
        Some('•' | '●' | '▪' | '·' | '■' | '□' | '○' | '➢' | '✓') => {
            true
        }
        Some('-' | '+' | '–' | '—') => {
            letters.next().is_some_and(|c| c.is_whitespace() || is_letter(c))
        }
        Some('*') => letters.next().is_some_and(char::is_whitespace),
        _ => false,
    }
}

/// The label of a numbered unit at the start of a line, with its punctuation: `1.`,
/// `15.1.`, `4-`, `(2)`, `a)`, `đ)`, `IV.`; `None` for dates, amounts and plain words.
pub(super) fn label(line: &str) -> Option<&str> {
    let in_brackets = line.starts_with('(');
    let rest = line.strip_prefix('(').unwrap_or(line);
    let name = unit_name(rest)?;
    let after = rest.strip_prefix(name)?;
    let sign = after.chars().next().unwrap_or(' ');
    let is_closed = if in_brackets {
        sign == ')'
    } else {
        matches!(sign, '.' | ')' | '-' | '–' | '/')
    };
    let end = line.len() - after.len() + if is_closed { sign.len_utf8() } else { 0 };
    let tail = line.get(end..)?;
    let stands_free = tail.is_empty() || tail.starts_with(char::is_whitespace);
    let is_label = if is_closed {
        let is_letter = name.starts_with(is_letter) && sign != ')';
        stands_free || (!is_letter && sign != '/' && starts_capitalised(tail))
    } else {
        !in_brackets
            && stands_free
            && name.contains('.')
            && starts_capitalised(tail.trim_start())
    };
    is_label.then(|| line.get(..end)).flatten()
}

/// Whether a text begins with a capital and a small letter, as words do and symbols
/// (`12-KH/TU`) do not.
fn starts_capitalised(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(|letter| letter.is_lowercase() || letter == ' ')
}

/// The name of a unit at the start of a text: a number of up to three digits with
/// sub-numbers of up to two, a Roman numeral, or one letter.
fn unit_name(text: &str) -> Option<&str> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    if length == 0 {
        let is_capital = |letter: &char| letter.is_ascii_uppercase();
        let n_capitals = text.chars().take_while(is_capital).count();
        let name = text.get(..n_capitals)?;
        if numeral::roman(name).is_some() {
            return Some(name);
        }
        let first = text.chars().next().filter(|letter| is_letter(*letter))?;
        return text.get(..first.len_utf8());
    }
    if length > 3 {
        return None;
    }
    while let Some(rest) = text.get(length..).and_then(|rest| rest.strip_prefix('.')) {
        match digits(rest) {
            0 => break,
            n @ 1..=2 => length += 1 + n,
            _ => return None,
        }
    }
    text.get(..length)
}

/// Whether a line is the head of an article, `Điều 5.`; a half that goes on with
/// `Điều 5 Nghị định …` is not.
fn starts_article(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("Điều ").or_else(|| line.strip_prefix("ĐIỀU "))
    else {
        return false;
    };
    let rest = rest.trim_start();
    let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let after =
        after.strip_prefix(|letter: char| letter.is_ascii_lowercase()).unwrap_or(after);
    after.len() < rest.len() && (after.is_empty() || after.starts_with(['.', ':']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_longer_than_what_is_looked_at() {
        for (kind, phrase) in TABLE.load(|[kind, phrase]| Some((kind, phrase))) {
            let n_words = words_and_marks(phrase).count();
            let is_end = matches!(kind, "open" | "name" | "place");
            let most = if is_end { MAX_END_WORDS } else { MAX_PHRASE_WORDS };
            assert!(n_words <= most, "{phrase}");
        }
    }

    #[test]
    fn labels_are_told_from_dates_and_amounts() {
        for (line, expected) in [
            ("1. Về quy hoạch", Some("1.")),
            ("15.1. Việc", Some("15.1.")),
            ("4- Văn phòng", Some("4-")),
            ("(2) Tốc độ", Some("(2)")),
            ("đ) Các sở", Some("đ)")),
            ("IV. TỔ CHỨC", Some("IV.")),
            ("I- MỤC ĐÍCH", Some("I-")),
            ("1.2 Mục tiêu", Some("1.2")),
            ("1.Về", Some("1.")),
            ("15/3/2022 của", None),
            ("2021-2025 và", None),
            ("3.500 tỷ đồng", None),
            ("1.2 tỷ đồng", None),
            ("15 tháng 3", None),
            ("Sở Y tế", None),
            ("(kèm theo)", None),
            ("", None),
        ] {
            assert_eq!(label(line), expected, "{line}");
        }
    }

    #[test]
    fn units_are_seen_and_continuations_are_not() {
        for line in [
            "- Sở Y tế",
            "+Các xã",
            "Điều 5. Phạm vi",
            "Căn cứ Luật",
            "Nơi nhận:",
            "Chương II",
            "(Kèm theo Kế hoạch",
            "PHỤ LỤC",
        ] {
            assert_eq!(start(line), LineStart::Unit, "{line}");
        }
        for line in ["Điều 5 Nghị định số", "Mặt trận, các chi đoàn", "Chươngg"]
        {
            assert_eq!(start(line), LineStart::Upper, "{line}");
        }
        assert_eq!(start("“tự diễn biến”"), LineStart::Lower);
        assert_eq!(start("15 tháng 3"), LineStart::Other);
    }

    #[test]
    fn ends_of_lines_are_told_apart() {
        assert_eq!(end("thực hiện dự án."), LineEnd::Finished);
        assert_eq!(end("xây dựng Đảng...*)"), LineEnd::Finished);
        assert_eq!(end("phối hợp với"), LineEnd::Open);
        assert_eq!(end("trên tinh thần xây dựng,"), LineEnd::Comma);
        assert_eq!(end("có tiến độ giải"), LineEnd::Unfinished);
        assert_eq!(end("của Ban Thường vụ Tỉnh ủy)"), LineEnd::Unfinished);
    }
}
