//! Whose a document is, in a title or an attaching line: `của Chính phủ số 5/2020/NĐ-CP
//! ngày 8/3/2020`, `số 5-KH/TU ngày 8/3/2020 của Ban Thường vụ Tỉnh ủy`.

use jiff::civil::Date;

use super::date_reader::read_date;
use super::leniency::Leniency;
use super::letterhead_body::begins_body;
use super::symbol::Symbol;
use super::symbol_reader;
use super::words::{self, Role};
use crate::agency::registry::Registry;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, normal_words};

/// Most words of a body's name, or of several that issue together.
const MAX_BODY_WORDS: usize = 40;

/// Characters looked at to see whether a body's name ends.
const LOOK_AHEAD: usize = 24;

/// What an attribution states, in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct Attribution {
    /// The body, without "của".
    pub body: Option<Span>,
    /// The symbol.
    pub symbol: Option<(Symbol, Span)>,
    /// The date of issue.
    pub date: Option<(Date, Span)>,
    /// Byte after it.
    pub end: usize,
}

/// Reads an attribution that starts at byte `at`; empty where there is none.
pub(super) fn read(text: &str, at: usize) -> Attribution {
    let cursor = Cursor::new(text, at);
    let mut reader = Reader { text, cursor, found: Attribution::default() };
    reader.found.end = at;
    while reader.step() {
        reader.found.end = reader.cursor.at();
    }
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    found: Attribution,
}

impl Reader<'_> {
    /// Reads one member that is not there yet.
    fn step(&mut self) -> bool {
        self.cursor.eat_while(|letter| letter.is_whitespace() || letter == ',');
        let start = self.cursor;
        if self.found.symbol.is_none() && self.cursor.eat_word(&["số"]) {
            self.cursor.eat_while(|letter| letter.is_whitespace() || letter == ':');
            let read =
                symbol_reader::read(self.text, self.cursor.at(), Leniency::AnyCase);
            if let Some(read) = read {
                self.cursor.move_to(read.span.end);
                self.found.symbol = Some((read.symbol, read.span));
                return true;
            }
            self.cursor = start;
        }
        if self.found.date.is_none()
            && let Some((read, span)) = read_date(self.text, self.cursor.at())
            && let Some(day) = read.day()
        {
            self.cursor.move_to(span.end);
            self.found.date = Some((day, span));
            return true;
        }
        if self.found.body.is_none() && self.cursor.eat_word(&["của"]) {
            self.found.body = self.body();
            return self.found.body.is_some();
        }
        false
    }

    /// The name of a body, or of several that issue together, to the first mark or word that
    /// cannot belong to it. A body in capitals ends with its line when the next line is not
    /// in capitals.
    fn body(&mut self) -> Option<Span> {
        self.cursor.eat_while(char::is_whitespace);
        let start = self.cursor.at();
        // A listed name may hold commas: "Bộ Văn hóa, Thể thao và Du lịch".
        let listed = Registry::built_in().name_at(self.text, start);
        let listed = listed.filter(|name| name.span.of(self.text).contains(','));
        let mut n_words = 0;
        if let Some(name) = listed {
            self.cursor.move_to(name.span.end);
            n_words = 1;
        }
        let mut are_capitals = true;
        while n_words < MAX_BODY_WORDS {
            let mut ahead = self.cursor;
            if n_words > 0
                && ahead.eat(|mark| mark == ',').is_some()
                && !begins_other(&ahead)
            {
                break;
            }
            let gap = ahead.eat_while(char::is_whitespace);
            let word = ahead.eat_while(|letter| is_letter(letter) || letter == '-');
            let is_capital = !word.chars().any(char::is_lowercase);
            let is_new_line = gap.contains('\n') && (are_capitals != is_capital);
            if word.is_empty() || n_words > 0 && (is_new_line || ends_body(&self.cursor))
            {
                break;
            }
            are_capitals &= is_capital;
            self.cursor = ahead;
            n_words += 1;
        }
        let name = Span::new(start, self.cursor.at()).trimmed(self.text);
        (!name.is_empty()).then_some(name)
    }
}

/// Whether another body begins here: "Bộ Chính trị, Ban Bí thư".
fn begins_other(cursor: &Cursor<'_>) -> bool {
    begins_body(&ahead_words(cursor)) && !ends_body(cursor)
}

/// Whether the words ahead cannot belong to a body's name.
fn ends_body(cursor: &Cursor<'_>) -> bool {
    words::opens_with(&ahead_words(cursor), Role::BodyEnd)
}

/// The next words in normal form.
fn ahead_words(cursor: &Cursor<'_>) -> String {
    let ahead = cursor.rest().trim_start();
    let end = ahead.char_indices().nth(LOOK_AHEAD).map_or(ahead.len(), |(at, _)| at);
    normal_words(ahead.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: (Option<&str>, Option<&str>, Option<&str>, &str)) {
        let found = read(text, 0);
        let date = found.date.map(|(date, _)| date.to_string());
        let symbol = found.symbol.map(|(symbol, _)| symbol.to_string());
        assert_eq!(
            (
                found.body.map(|body| body.of(text)),
                symbol.as_deref(),
                date.as_deref(),
                text.get(found.end..).unwrap().trim(),
            ),
            expected
        );
    }

    #[test]
    fn members_stand_in_any_order() {
        check(
            "số 5-KH/TU ngày 08/3/2020 của Ban Thường vụ Tỉnh ủy)",
            (Some("Ban Thường vụ Tỉnh ủy"), Some("05-KH/TU"), Some("2020-03-08"), ")"),
        );
        check(
            "của Chính phủ số 29/1998/NĐ-CP ngày 11 tháng 5 năm 1998\nvề việc ban hành",
            (
                Some("Chính phủ"),
                Some("29/1998/NĐ-CP"),
                Some("1998-05-11"),
                "về việc ban hành",
            ),
        );
        check(
            "CỦA BAN THƯỜNG VỤ TỈNH ỦY\nSửa chữa hạn chế",
            (Some("BAN THƯỜNG VỤ TỈNH ỦY"), None, None, "Sửa chữa hạn chế"),
        );
        check("Ban hành Quy chế", (None, None, None, "Ban hành Quy chế"));
        check(
            "CỦA BỘ CHÍNH TRỊ, BAN BÍ THƯ TĂNG CƯỜNG KỶ CƯƠNG",
            (Some("BỘ CHÍNH TRỊ, BAN BÍ THƯ"), None, None, "TĂNG CƯỜNG KỶ CƯƠNG"),
        );
        check(
            "của Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính về phí",
            (Some("Bộ Văn hóa, Thể thao và Du lịch, Bộ Tài chính"), None, None, "về phí"),
        );
        check("của Chính phủ, năm 2024", (Some("Chính phủ"), None, None, ", năm 2024"));
    }
}
