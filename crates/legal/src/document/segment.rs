//! Lines of a letterhead or a closing block, parted into the columns that were run
//! together on them.
//!
//! The left column of a state letterhead holds the issuer and the symbol, the right one
//! the motto and the date; text extraction puts both on one line, parted by tabs, by
//! blanks or by nothing at all.

use super::letterhead_mark::is_place_and_date;
use super::letterhead_number;
use super::words::{self, Role};
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter_or_digit, normal, normal_words};

/// Blanks in a row that part two columns.
const MIN_GAP: usize = 3;

/// Mottoes on one line: both lines of the state's, where a whole head was run together.
const MAX_MOTTOS: usize = 2;

/// One column's part of a line.
#[derive(Clone, Debug)]
pub(super) struct Segment<'m> {
    /// Its place, without white space at its ends.
    pub span: Span,
    /// Its text.
    pub text: &'m str,
    /// Its words in normal form.
    pub words: String,
    /// Place among the segments of its line, from the left.
    pub column: usize,
}

impl Segment<'_> {
    /// The part of it from one byte of its text to another; `None` where no word is left.
    pub(super) fn part(&self, from: usize, to: usize) -> Option<Self> {
        let inside = Span::new(from, to).trimmed(self.text);
        let text = inside.of(self.text);
        text.contains(is_letter_or_digit).then(|| Self {
            span: inside.shifted(self.span.start),
            text,
            words: normal_words(text),
            column: self.column,
        })
    }
}

/// The segments of a line that stands at `span` of `text`.
pub(super) fn segments(text: &str, span: Span) -> Vec<Segment<'_>> {
    let mut found: Vec<Segment<'_>> = Vec::new();
    for part in by_gaps(text, span).into_iter().flat_map(|part| by_words(text, part)) {
        let part = part.trimmed(text);
        if !part.of(text).contains(is_letter_or_digit) {
            continue;
        }
        let column = found.len();
        let words = normal_words(part.of(text));
        found.push(Segment { span: part, text: part.of(text), words, column });
    }
    found
}

/// Parts at tabs, cell borders and runs of blanks.
fn by_gaps(text: &str, span: Span) -> Vec<Span> {
    let line = span.of(text);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut gap: Option<(usize, bool, usize)> = None;
    for (at, letter) in line.char_indices() {
        if letter.is_whitespace() || letter == '|' {
            let (from, is_hard, n) = gap.unwrap_or((at, false, 0));
            gap = Some((from, is_hard || letter == '\t' || letter == '|', n + 1));
        } else if let Some((from, is_hard, n)) = gap.take()
            && (is_hard || n >= MIN_GAP && !is_blank_to_fill(line, from, at))
        {
            parts.push(Span::new(span.start + start, span.start + from));
            start = at;
        }
    }
    parts.push(Span::new(span.start + start, span.end));
    parts
}

/// Whether blanks were left for a number to be written in: `Số     -KH/TU`, `ngày    tháng`.
fn is_blank_to_fill(line: &str, from: usize, to: usize) -> bool {
    let before = line.get(..from).unwrap_or_default();
    let last = normal(before.rsplit(' ').next().unwrap_or_default());
    let after = line.get(to..).unwrap_or_default();
    let first = normal(after.split(' ').next().unwrap_or_default());
    let is_unit = |word: &str| matches!(word, "ngày" | "tháng" | "năm");
    is_unit(&last)
        || last.starts_with("số")
        || is_unit(&first) && !first.is_empty()
        || before.ends_with(['/', '-', ':']) && after.starts_with(is_letter_or_digit)
}

/// Parts before and after the motto, and between symbol or subject and place of issue, where
/// nothing but the words tells the columns apart.
fn by_words(text: &str, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut rest = span;
    for _ in 0..MAX_MOTTOS {
        let Some(motto) = words::find_in_text(rest.of(text), Role::Motto) else { break };
        let motto = motto.shifted(rest.start);
        parts.extend([Span::new(rest.start, motto.start), motto]);
        rest = Span::new(motto.end, span.end);
    }
    let part = rest.of(text);
    match symbol_end(part).or_else(|| place_start(part)) {
        Some(end) => {
            let cut = rest.start + end;
            parts.extend([Span::new(rest.start, cut), Span::new(cut, rest.end)]);
        }
        None => parts.push(rest),
    }
    parts
}

/// Where the symbol of a number line ends, if a place and date follow it.
fn symbol_end(part: &str) -> Option<usize> {
    let first = part.split_whitespace().next()?;
    if !normal(first).starts_with("số") {
        return None;
    }
    let end = letterhead_number::read(part)?.span().end;
    is_place_and_date(&normal_words(part.get(end..)?)).then_some(end)
}

/// Where the place of issue starts in a line of capitals, or a subject, that a place and a
/// date follow: `BAN TỔ CHỨC An Sơn, ngày …`, `V/v họp An Sơn, ngày …`.
fn place_start(part: &str) -> Option<usize> {
    let (head, _) = part.split_once(',')?;
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) && word.contains(char::is_lowercase)
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    let n_place = words.iter().rev().take_while(|word| is_name(word)).count();
    let before = words.get(..words.len() - n_place)?;
    let is_column = before.len() > 1
        && (before.iter().all(|word| !word.contains(char::is_lowercase))
            || before.first().is_some_and(|word| normal(word).starts_with("v/v")));
    let start = words::skip(head, before.len()).filter(|_| n_place > 0 && is_column)?;
    is_place_and_date(&normal_words(part.get(start..)?)).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &[&str]) {
        let span = Span::new(0, line.len());
        let found: Vec<_> =
            segments(line, span).into_iter().map(|segment| segment.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn columns_are_parted_by_blanks_tabs_and_words() {
        check(
            "ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            &["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        );
        check(
            "BỘ Y TẾ\tĐộc lập - Tự do - Hạnh phúc",
            &["BỘ Y TẾ", "Độc lập - Tự do - Hạnh phúc"],
        );
        check("TỈNH ỦY | ĐẢNG CỘNG SẢN VIỆT NAM", &["TỈNH ỦY", "ĐẢNG CỘNG SẢN VIỆT NAM"]);
        check(
            "NGÂN HÀNG NHÀ NƯỚC CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            &["NGÂN HÀNG NHÀ NƯỚC", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        );
        check(
            "VIỆT NAM Độc lập – Tự do – Hạnh phúc",
            &["VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"],
        );
        check(
            "Số : 01/2006/TT-NHNN Hà Nội, ngày 20 tháng 02 năm 2006",
            &["Số : 01/2006/TT-NHNN", "Hà Nội, ngày 20 tháng 02 năm 2006"],
        );
        check(
            "Số     -KH/TU     ngày     tháng    năm 2022",
            &["Số     -KH/TU", "ngày     tháng    năm 2022"],
        );
        check("Nơi nhận: như trên", &["Nơi nhận: như trên"]);
        check(
            "BAN DÂN VẬN Phú Lâm, ngày 7 tháng 5 năm 2025",
            &["BAN DÂN VẬN", "Phú Lâm, ngày 7 tháng 5 năm 2025"],
        );
        check(
            "V/v họp quý I Phú Lâm, ngày 7 tháng 5 năm 2025",
            &["V/v họp quý I", "Phú Lâm, ngày 7 tháng 5 năm 2025"],
        );
        check(
            "UBND XÃ AN HÒA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
             Số: /BC-UBND An Hòa, ngày tháng 5 năm 2025",
            &[
                "UBND XÃ AN HÒA",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: /BC-UBND",
                "An Hòa, ngày tháng 5 năm 2025",
            ],
        );
        check(
            "-------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        );
    }
}
