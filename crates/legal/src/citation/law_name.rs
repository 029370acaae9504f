//! The names of laws where they stand in a text: "Luật Đất đai", `Luật “Nhà ở”`.
//!
//! The longest listed name behind the type word is read, in any letter case; names that
//! are not listed are left to the rules of `named` and `title_end`.

use super::known_name::{NAMES, NameId};
use super::surroundings;
use super::title_end::{self, close_of_quote, opens_quote};
use super::vocabulary::{Class, eat, eat_number_word, holds, read};
use crate::document::date::{DateText, YEARS};
use crate::document::date_reader::read_date;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::{word_before, words_in};

/// Longest bracket between the name of a law and its number, in bytes.
const MAX_BRACKET_BYTES: usize = 60;

/// A listed name behind a type word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct LawName {
    /// The words of the name, without type word and quotation marks.
    pub(super) title: Span,
    /// Behind the name and the quotation mark that closes it.
    pub(super) end: usize,
    id: NameId,
}

impl LawName {
    /// The listed name behind the type word that stands here.
    pub(super) fn read(text: &str, type_word: Span) -> Option<Self> {
        let mut cursor = Cursor::new(text, type_word.end);
        let blanks = cursor.skip_blanks();
        if blanks.count == 0 || blanks.line_ends > 0 {
            return None;
        }
        let close = close_of_quote(text, cursor.at());
        if close.is_some() {
            cursor.bump();
        }
        let law = Self::read_at(text, type_word, cursor.at())?;
        let end = match close {
            Some(close) if text.get(law.end..close)?.trim_start().chars().count() > 1 => {
                return None;
            }
            Some(close) => close,
            None => law.end,
        };
        let is_longer = close.is_none() && goes_on(text, type_word.start, end);
        (!is_longer).then_some(Self { end, ..law })
    }

    /// The longest listed name of the type that begins here.
    fn read_at(text: &str, type_word: Span, start: usize) -> Option<Self> {
        let words = words_in(text, type_word).chain(Cursor::new(text, start).words());
        let (end, id) = NAMES.phrases.leading(words)?;
        // The constitution needs no name; an amending law is read by its grammar.
        let is_name = end > start && !amends(text, start);
        is_name.then_some(Self { title: Span::new(start, end), end, id })
    }

    /// The further names of a list with one type word: those behind `first` in "các Luật Đê
    /// điều, Thủy lợi", all in "các Luật: Đê điều ngày …; Thủy lợi ngày …". The list ends
    /// before what is no listed name in full; without "các" it must end with "và" and one.
    pub(super) fn read_list(
        text: &str,
        type_word: Span,
        first: Option<Self>,
    ) -> Vec<Self> {
        let mut cursor = Cursor::new(text, first.map_or(type_word.end, |law| law.end));
        let is_announced = match first {
            Some(_) => holds(Class::Plural, word_before(text, type_word.start)),
            None => cursor.eat(|mark| mark == ':').is_some(),
        };
        let mut found = Vec::new();
        let mut joint = Some(Joint::Mark);
        if first.is_some() {
            joint = skip_separator(text, &mut cursor);
        } else if !is_announced {
            return found;
        }
        let mut ends_with_and = false;
        while let Some(before) = joint
            && cursor.skip_blanks().line_ends == 0
            && cursor.peek().is_some_and(char::is_uppercase)
            && let Some(law) = Self::read_at(text, type_word, cursor.at())
        {
            cursor = Cursor::new(text, law.end);
            joint = skip_separator(text, &mut cursor);
            if joint.is_none() && !ends_list(cursor) {
                break;
            }
            ends_with_and = before == Joint::And;
            found.push(law);
        }
        if !is_announced && !ends_with_and {
            found.clear();
        }
        found
    }

    /// Whether the name goes up to a place, a year or a bracket aside: "Luật Đất đai năm
    /// 2024", "Luật Đất đai (sửa đổi)".
    pub(super) fn ends_before(&self, text: &str, at: usize) -> bool {
        let rest = text.get(self.end..at).unwrap_or_default().trim();
        let is_year =
            || year_behind(text, self.end).is_some_and(|(_, span)| span.end == at);
        let is_bracket = rest.len() <= MAX_BRACKET_BYTES
            && rest.strip_prefix('(').and_then(|rest| rest.find(')'))
                == Some(rest.len().saturating_sub(2));
        self.end <= at && (rest.is_empty() || is_year() || is_bracket)
    }

    /// Whether a law of this name was passed then.
    pub(super) fn was_passed(&self, date: DateText) -> bool {
        NAMES.of(self.id).iter().any(|law| date.contains(law.issued))
    }

    /// Whether a text begins with the number of a law of this name.
    pub(super) fn is_numbered(&self, text: &str) -> bool {
        let mut laws = NAMES.of(self.id).iter();
        laws.any(|law| text.starts_with(&law.symbol.to_string()))
    }
}

/// Whether the words that begin here are the name of a law that amends another.
pub(super) fn amends(text: &str, at: usize) -> bool {
    read(Class::Amend, Cursor::new(text, at)).is_some()
}

/// `2013` or `năm 2013`, behind blanks.
pub(super) fn year_behind(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    let blanks = cursor.skip_blanks();
    if blanks.count == 0 || blanks.line_ends > 0 {
        return None;
    }
    year_at(text, cursor.at())
}

/// A date that is led by its word, or a year alone.
pub(super) fn year_at(text: &str, at: usize) -> Option<(DateText, Span)> {
    if let Some(found) = read_date(text, at) {
        return Some(found);
    }
    let mut cursor = Cursor::new(text, at);
    let year = cursor.digits(4)?.parse().ok().filter(|year| YEARS.contains(year))?;
    let ends = |next: char| !is_letter_or_digit(next) && !matches!(next, '/' | '-');
    let is_year = cursor.peek().is_none_or(ends);
    is_year.then(|| (DateText::Year(year), Span::new(at, cursor.at())))
}

/// What joins a listed law to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A comma or semicolon.
    Mark,
    /// "và".
    And,
}

/// Whether the last law of a list ends here, at a mark or before a word that is no part of a
/// name.
fn ends_list(at: Cursor<'_>) -> bool {
    at.peek().is_none_or(|mark| matches!(mark, '.' | ')' | '\n' | ':' | '|'))
        || read(Class::Bare, at).is_some()
}

/// Skips number and date of a listed law, and what joins it to the next, if anything does.
fn skip_separator(text: &str, cursor: &mut Cursor<'_>) -> Option<Joint> {
    // A number and a date, in either order.
    for _ in 0..2 {
        let mut behind = *cursor;
        behind.skip_blanks();
        if let Some((_, date)) = year_at(text, behind.at()) {
            cursor.move_to(date.end);
            continue;
        }
        eat_number_word(&mut behind);
        behind.skip_blanks();
        let is_number = |letter| is_letter_or_digit(letter) || letter == '/';
        if behind.eat_while(is_number).contains('/') {
            *cursor = behind;
        }
    }
    let mark = cursor.eat(|mark| matches!(mark, ';' | ',')).map(|_| Joint::Mark);
    if eat(Class::And, cursor) { Some(Joint::And) } else { mark }
}

/// Whether a line of the basis goes on behind a listed name, so that it names another law:
/// "Căn cứ Luật Giáo dục mầm non;".
fn goes_on(text: &str, start: usize, end: usize) -> bool {
    let mut cursor = Cursor::new(text, end);
    let blanks = cursor.skip_blanks();
    let at = cursor.at();
    let word = cursor.word();
    blanks.line_ends == 0
        && word.starts_with(char::is_lowercase)
        && !holds(Class::And, word)
        && !title_end::word_ends_law(text, at, word)
        && !title_end::word_ends_basis_law(text, at, word)
        && is_in_basis_line(text, start)
}

/// Whether a mention is an item of a line "Căn cứ …": it stands right behind the opening
/// words, or behind a separator.
pub(super) fn is_in_basis_line(text: &str, at: usize) -> bool {
    let Some(line) = surroundings::line_head(text, at) else { return false };
    let line = line.of(text);
    let is_mark = |letter: char| !is_letter(letter);
    let mut cursor = Cursor::new(line.trim_start_matches(is_mark), 0);
    if !eat(Class::BasisLine, &mut cursor) {
        return false;
    }
    let rest = cursor.rest().trim();
    let last = rest.rsplit(' ').next().unwrap_or_default();
    rest.is_empty() || rest.ends_with([';', ',']) || holds(Class::And, last)
}

/// Whether a character opens the quoted name of a law behind its type word.
pub(super) fn quoted_name(text: &str, at: usize) -> Option<Span> {
    let mut cursor = Cursor::new(text, at);
    if cursor.skip_blanks().line_ends > 0 || !cursor.peek().is_some_and(opens_quote) {
        return None;
    }
    let close = close_of_quote(text, cursor.at())?;
    cursor.bump();
    let capital = cursor.peek().is_some_and(char::is_uppercase);
    let closing = text.get(..close)?.chars().next_back().map_or(0, char::len_utf8);
    capital.then(|| Span::new(cursor.at(), close - closing))
}

#[cfg(test)]
mod tests {
    use crate::citation::find;

    /// The mentions of a text, each with symbol, title and date.
    #[track_caller]
    fn check_laws(text: &str, expected: &[(&str, &str, &str, &str)]) {
        let found = find::in_text(text);
        let found: Vec<[String; 4]> = found
            .iter()
            .map(|citation| {
                let part = |span: Option<tracuu_text::span::Span>| {
                    span.map(|span| span.of(text).to_owned()).unwrap_or_default()
                };
                [
                    part(Some(citation.span)),
                    citation.symbol.as_ref().map(ToString::to_string).unwrap_or_default(),
                    part(citation.title),
                    citation.date.map(|date| date.to_string()).unwrap_or_default(),
                ]
            })
            .collect();
        let expected: Vec<[String; 4]> = expected
            .iter()
            .map(|(words, symbol, title, date)| {
                [words, symbol, title, date].map(ToString::to_string)
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_longest_listed_name_is_read_in_any_letters() {
        check_laws(
            "phổ biến luật phòng, chống thiên tai 2013 và LUẬT THỦY LỢI cho nhân dân",
            &[
                (
                    "luật phòng, chống thiên tai 2013",
                    "",
                    "phòng, chống thiên tai",
                    "2013",
                ),
                ("LUẬT THỦY LỢI", "", "THỦY LỢI", ""),
            ],
        );
        check_laws(
            "thi hành Luật Nuôi con nuôi trên địa bàn; Luật Hoà giải ở cơ sở; Luật Luật sư",
            &[
                ("Luật Nuôi con nuôi", "", "Nuôi con nuôi", ""),
                ("Luật Hoà giải ở cơ sở", "", "Hoà giải ở cơ sở", ""),
                ("Luật Luật sư", "", "Luật sư", ""),
            ],
        );
        check_laws(
            "thi viết về Luật “Trẻ em” năm 2016 và Luật “Cây xanh”",
            &[
                ("Luật “Trẻ em” năm 2016", "", "Trẻ em", "2016"),
                ("Luật “Cây xanh”", "", "Cây xanh", ""),
            ],
        );
    }

    #[test]
    fn a_list_of_laws_has_its_type_word_once() {
        check_laws(
            "Căn cứ các Luật: Đê điều ngày 29/11/2006; Thủy lợi số 08/2017/QH14; Cây xanh;",
            &[
                ("Đê điều ngày 29/11/2006", "", "Đê điều", "2006-11-29"),
                ("Thủy lợi số 08/2017/QH14", "08/2017/QH14", "Thủy lợi", ""),
            ],
        );
        check_laws(
            "thi hành các Luật Đất đai, Nhà ở năm 2023 và Phòng, chống thiên tai.",
            &[
                ("Luật Đất đai", "", "Đất đai", ""),
                ("Nhà ở năm 2023", "", "Nhà ở", "2023"),
                ("Phòng, chống thiên tai", "", "Phòng, chống thiên tai", ""),
            ],
        );
        check_laws(
            "theo Luật Đê điều và Thủy lợi trên địa bàn xã",
            &[("Luật Đê điều", "", "Đê điều", ""), ("Thủy lợi", "", "Thủy lợi", "")],
        );
        check_laws(
            "theo Luật Đê điều, Thủy lợi là một mặt trận; các Luật Đê điều, Đầu tư xây dựng",
            &[("Luật Đê điều", "", "Đê điều", ""), ("Luật Đê điều", "", "Đê điều", "")],
        );
    }

    #[test]
    fn everyday_words_are_no_laws() {
        for text in [
            "chấp hành kỷ luật lao động, quy luật giá trị và pháp luật hình sự",
            "cử nhân ngành luật dân sự; danh mục văn bản quy phạm pháp luật đất đai",
            "niêm yết theo luật giá",
        ] {
            check_laws(text, &[]);
        }
    }

    #[test]
    fn in_a_line_of_the_basis_an_unlisted_name_runs_to_its_end() {
        check_laws(
            "Căn cứ Luật Quản lý và khai thác bãi bồi ven sông ngày 01 tháng 3 năm 2031;\n\
             Căn cứ Luật Giáo dục mầm non; Luật Cây xanh đã được sửa đổi năm 2033;",
            &[
                (
                    "Luật Quản lý và khai thác bãi bồi ven sông ngày 01 tháng 3 năm 2031",
                    "",
                    "Quản lý và khai thác bãi bồi ven sông",
                    "2031-03-01",
                ),
                ("Luật Giáo dục mầm non", "", "Giáo dục mầm non", ""),
                ("Luật Cây xanh", "", "Cây xanh", ""),
            ],
        );
    }

    #[test]
    fn a_law_with_name_and_number_is_one_mention() {
        for (text, words) in [
            ("Luật Thủy lợi 08/2017/QH14 và", "Luật Thủy lợi 08/2017/QH14"),
            (
                "Luật Thủy lợi (Luật số 08/2017/QH14) và",
                "Luật Thủy lợi (Luật số 08/2017/QH14)",
            ),
            (
                "Luật Thủy lợi năm 2017 số 08/2017/QH14",
                "Luật Thủy lợi năm 2017 số 08/2017/QH14",
            ),
        ] {
            check_laws(text, &[(words, "08/2017/QH14", "Thủy lợi", "")]);
        }
    }

    #[test]
    fn number_and_date_behind_amended_laws_are_of_the_amending_one() {
        let title = "sửa đổi, bổ sung một số điều của Luật Cây xanh";
        check_laws(
            &format!("Căn cứ Luật {title} số 12/2032/QH17 ngày 01/6/2032;"),
            &[
                (
                    &format!("Luật {title} số 12/2032/QH17 ngày 01/6/2032"),
                    "12/2032/QH17",
                    title,
                    "2032-06-01",
                ),
                ("Luật Cây xanh", "", "Cây xanh", ""),
            ],
        );
        let title = "sửa đổi, bổ sung một số điều của Luật Đê điều và Luật Thủy lợi";
        check_laws(
            &format!("Căn cứ Luật {title} ngày 01 tháng 6 năm 2032;"),
            &[
                (
                    &format!("Luật {title} ngày 01 tháng 6 năm 2032"),
                    "",
                    title,
                    "2032-06-01",
                ),
                ("Luật Đê điều", "", "Đê điều", ""),
                ("Luật Thủy lợi", "", "Thủy lợi", ""),
            ],
        );
        check_laws(
            "Nghị định sửa đổi, bổ sung Nghị định số 12/2032/NĐ-CP",
            &[("Nghị định số 12/2032/NĐ-CP", "12/2032/NĐ-CP", "", "")],
        );
    }
}
