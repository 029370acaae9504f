//! The letterhead: issuer, symbol, place, date and urgency.

use jiff::civil::Date;

use super::date::{DateText, YEARS};
use super::date_reader::find_dates;
use super::header::{Confidence, Fact, Header};
use super::letterhead_body::{self, BodyLine, begins_body};
use super::letterhead_mark::{is_number_line, is_place_and_date, is_stamp_text};
use super::letterhead_number::{self, LetterheadNumber};
use super::line::{Line, Shape};
use super::segment::{Segment, segments};
use super::symbol::Symbol;
use super::title_block::TitleBlock;
use super::words::{self, Role};
use tracuu_text::capitals::is_capitals;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Most words of a line that names a body.
const MAX_BODY_WORDS: usize = 14;

/// What the letterhead states.
#[derive(Clone, Debug, Default)]
pub(super) struct Letterhead {
    /// The bodies, from the top.
    pub bodies: Vec<Fact<String>>,
    /// The symbol, its number filled in.
    pub symbol: Option<Fact<Symbol>>,
    /// The symbol of a draft, whose number is still blank.
    pub blank_symbol: Option<Fact<Symbol>>,
    /// Whether it is a letter: it has a subject (V/v), or an address below its number.
    pub is_letter: bool,
    place: Option<Fact<String>>,
    date: Option<Fact<Date>>,
    /// The month or year of a date whose day is still blank.
    partial_date: Option<Fact<DateText>>,
    subject: Option<Fact<String>>,
    urgency: Option<Fact<String>>,
    body_lines: Vec<BodyLine>,
    has_number_line: bool,
    /// Whether the number line closed the left column.
    is_past_bodies: bool,
    /// Words of a motto that are still to come.
    motto_rest: Vec<&'static str>,
}

/// Reads the letterhead in the lines of a title block.
pub(super) fn read(
    manuscript: &Manuscript,
    head: &[Line<'_>],
    block: &TitleBlock,
) -> Letterhead {
    let mut found = Letterhead::default();
    let mut subject_line = None;
    let lines = head.iter().enumerate().skip(block.first);
    for (at, line) in lines.filter(|(_, line)| line.shape == Shape::Text) {
        let parts = segments(manuscript.text(), line.span);
        let faces_motto = parts.len() > 1 && parts.iter().any(is_motto);
        let is_title = block.title.contains(&at);
        let before_type = block.type_word.is_none_or(|word| at < word.line);
        for segment in parts {
            let segment =
                if before_type { found.without_motto(segment) } else { Some(segment) };
            let Some(segment) = segment else { continue };
            let goes_on = segment.column == 0
                && subject_line.is_some_and(|line: usize| line + 1 == at);
            if found.take(&segment, is_title) {
                subject_line = if is_subject(&segment) { Some(at) } else { subject_line };
            } else if goes_on && !is_title {
                found.extend_subject(&segment);
                subject_line = Some(at);
            } else if !is_title && before_type {
                found.take_body(&segment, faces_motto);
            }
        }
    }
    let is_head = block.has_letterhead || block.type_word.is_some();
    if is_head || head.iter().any(|line| begins_body(&line.lead)) {
        found.bodies = letterhead_body::names(&found.body_lines);
    }
    found
}

impl Letterhead {
    /// A segment without the words of a motto that goes over two lines.
    fn without_motto<'m>(&mut self, segment: Segment<'m>) -> Option<Segment<'m>> {
        if is_motto(&segment) {
            self.motto_rest.clear();
            return Some(segment);
        }
        let mut segment = segment;
        if !self.motto_rest.is_empty()
            && let Some(end) = words::motto_ends(segment.text, &self.motto_rest)
        {
            self.motto_rest.clear();
            segment = segment.part(0, end)?;
        }
        match words::motto_begun(segment.text) {
            Some((start, rest)) => {
                self.motto_rest = rest;
                segment.part(0, start)
            }
            None => Some(segment),
        }
    }

    /// Takes a segment whose words say what it is; `false` for any other.
    fn take(&mut self, segment: &Segment<'_>, is_title: bool) -> bool {
        let words = segment.words.as_str();
        if is_motto(segment) {
            return true;
        }
        if mark(segment, Role::Secrecy).is_some() {
            // Which lines are stamps is read over the whole document (`secrecy`).
            return true;
        } else if let Some(mark) = mark(segment, Role::Urgency) {
            self.urgency.get_or_insert(mark);
        } else if is_title {
            return false;
        } else if is_number_line(words) {
            self.take_symbol(segment);
        } else if is_place_and_date(words) {
            self.take_place_and_date(segment);
        } else if is_subject(segment) {
            let span = without_lead_in(segment);
            let value = span_text(segment, span);
            self.is_letter |= self.has_number_line || words.starts_with("v/v");
            self.subject.get_or_insert(Fact::new(value, span, Confidence::Sure));
        } else if words::opens_with(words, Role::Addressee) {
            self.is_letter |= self.has_number_line;
        } else {
            return words.starts_with("dự thảo") || is_stamp_text(words);
        }
        true
    }

    fn take_symbol(&mut self, segment: &Segment<'_>) {
        self.has_number_line = true;
        self.is_past_bodies |= !self.body_lines.is_empty();
        match letterhead_number::read(segment.text) {
            Some(LetterheadNumber::Filled(read, confidence)) => {
                let span = read.span.shifted(segment.span.start);
                self.symbol.get_or_insert(Fact::new(read.symbol, span, confidence));
            }
            Some(LetterheadNumber::Blank(read)) => {
                let span = read.span.shifted(segment.span.start);
                let fact = Fact::new(read.symbol, span, Confidence::Sure);
                self.blank_symbol.get_or_insert(fact);
            }
            None => {}
        }
    }

    fn take_place_and_date(&mut self, segment: &Segment<'_>) {
        let dates = find_dates(segment.text);
        let day = dates.iter().find_map(|(read, span)| Some((read.day()?, *span)));
        if let Some((day, span)) = day {
            let span = span.shifted(segment.span.start);
            self.date.get_or_insert(Fact::new(day, span, Confidence::Sure));
        } else if let Some(day) = three_numbers(segment.text) {
            self.date.get_or_insert(Fact::new(day, segment.span, Confidence::Likely));
        } else if let Some((date, span)) = dates.first() {
            let span = span.shifted(segment.span.start);
            self.partial_date.get_or_insert(Fact::new(*date, span, Confidence::Sure));
        }
        let before_date = day.map(|(_, span)| span.start);
        let comma = segment.text.find(',').or(before_date);
        let Some(place) = comma.and_then(|end| segment.text.get(..end)) else { return };
        let bare = place.trim_start_matches(['*', ' ']);
        let start = segment.span.start + (place.len() - bare.len());
        let place = bare.trim_end();
        let span = Span::new(start, start + place.len());
        if !place.is_empty() {
            self.place.get_or_insert(Fact::new(place.to_owned(), span, Confidence::Sure));
        }
    }

    fn extend_subject(&mut self, segment: &Segment<'_>) {
        if let Some(subject) = &mut self.subject {
            subject.value.push(' ');
            subject.value.push_str(&one_line(segment.text));
            subject.span = subject.span.cover(segment.span);
        }
    }

    /// Takes a line as one of a body's name: in capitals, or where capitals were lost, beside
    /// the motto or like one by its first word; above the symbol.
    fn take_body(&mut self, segment: &Segment<'_>, faces_motto: bool) {
        let n_words = segment.words.split(' ').count();
        let is_body = faces_motto
            || begins_body(&segment.words)
            || continues_place(&segment.words)
            || is_capitals(segment.text);
        if self.is_past_bodies || !is_body || n_words > MAX_BODY_WORDS {
            return;
        }
        let (text, words) = (one_line(segment.text), segment.words.clone());
        self.body_lines.push(BodyLine { span: segment.span, text, words });
    }

    /// Writes what was read into a header that may hold the issuer of the title already.
    pub(super) fn fill(self, header: &mut Header) {
        header.symbol = self.symbol.or(header.symbol.take());
        header.date = self.date.or(header.date.take());
        header.partial_date = self.partial_date.filter(|_| header.date.is_none());
        header.place = self.place.or(header.place.take());
        header.urgency = self.urgency.or(header.urgency.take());
        header.title = header.title.take().or(self.subject);
        if self.bodies.is_empty() {
            return;
        }
        if header.issuer.is_some() {
            let is_bare =
                |body: &&Fact<String>| letterhead_body::is_collective(&body.value);
            let named = self.bodies.iter().rev().find(|body| !is_bare(body));
            header.organisation = named.or(self.bodies.first()).cloned();
            return;
        }
        let found = letterhead_body::issuing(&self.bodies);
        header.issuer = found.issuer;
        header.organisation = found.organisation;
    }
}

/// A line that is nothing but a mark, brackets and a lead-in aside.
fn mark(segment: &Segment<'_>, role: Role) -> Option<Fact<String>> {
    let words = segment.words.trim_matches(['(', ')', '[', ']', ' ', '*']);
    let words = match words.split_once(':') {
        Some((lead_in, mark)) if lead_in.starts_with("độ") => mark.trim(),
        _ => words,
    };
    let is_mark = words::opening(words, role) == Some(words);
    let text = segment.text.trim_matches(['(', ')', '[', ']', ' ', '*']);
    let text = text.rsplit(':').next().unwrap_or(text).trim();
    is_mark.then(|| Fact::new(text.to_owned(), segment.span, Confidence::Sure))
}

fn is_motto(segment: &Segment<'_>) -> bool {
    words::find_in_text(segment.text, Role::Motto).is_some()
}

/// `V/v …` of an official letter.
fn is_subject(segment: &Segment<'_>) -> bool {
    segment.words.starts_with("v/v") || segment.words.starts_with("về việc")
}

/// A subject without `V/v`.
fn without_lead_in(segment: &Segment<'_>) -> Span {
    let mut words = segment.text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let n = match normal(first).trim_end_matches([':', '.']) {
        "v/v" => first.len(),
        _ => 0,
    };
    let start = segment.span.start + n;
    let rest = segment.text.get(n..).unwrap_or_default();
    let skipped = rest.len() - rest.trim_start_matches([' ', ':', '.']).len();
    Span::new(start + skipped, segment.span.end)
}

fn span_text(segment: &Segment<'_>, span: Span) -> String {
    let from = span.start - segment.span.start;
    one_line(segment.text.get(from..).unwrap_or_default())
}

/// The date of a line whose words ran into its numbers: `ngày 14 tháng5 năm 2008`.
fn three_numbers(text: &str) -> Option<Date> {
    let parts = text.split(|letter: char| !letter.is_ascii_digit());
    let numbers: Vec<i16> = parts
        .filter(|part| !part.is_empty())
        .map_while(|part| part.parse().ok())
        .collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    let (day, month) = (i8::try_from(*day).ok()?, i8::try_from(*month).ok()?);
    YEARS.contains(year).then(|| Date::new(*year, month, day).ok())?
}

/// `tỉnh …`, `huyện …`: the rest of a body's name, or its place.
fn continues_place(words: &str) -> bool {
    words::opening(words, Role::Area).is_some_and(|area| {
        words.get(area.len()..).is_some_and(|rest| rest.starts_with(' '))
    })
}

fn normal(text: &str) -> String {
    tracuu_text::syllable::normal_words(text)
}

#[cfg(test)]
mod tests {
    use crate::document::document::Document;
    use tracuu_extract::read_text;

    #[test]
    fn the_subject_of_a_letter_goes_on_in_the_next_line() {
        let text = "SỞ NỘI VỤ\nSố: 71/SNV-CCVC\nPhú Lâm, ngày 09 tháng 9 năm 2025\nV/v trả lời \
                    vướng mắc khi thực hiện\nchế độ cho cán bộ thôn\n\nKính gửi: Các xã.\n";
        let document = Document::read(read_text(text));
        let title = document.header.title.map(|title| title.value);
        let whole = "trả lời vướng mắc khi thực hiện chế độ cho cán bộ thôn";
        assert_eq!(title.as_deref(), Some(whole));
    }

    #[test]
    fn a_draft_keeps_what_it_states_of_symbol_and_date() {
        let head = |number: &str, date: &str| {
            let text = format!(
                "HUYỆN ỦY BÌNH LÂM\n*\n{number}\nBình Lâm, {date}\n\nKẾ HOẠCH\ntrồng tre\n\n\
                 1. Ươm giống."
            );
            let header = Document::read(read_text(&text)).header;
            let tail = header.blank_symbol.map(|fact| fact.value.tail());
            let date = header.date.map(|fact| fact.value.to_string());
            (tail, date, header.partial_date.map(|fact| fact.value.to_string()))
        };
        let some = |text: &str| Some(text.to_owned());
        let draft = head("Số:      -KH/HU", "ngày     tháng 6 năm 2026");
        assert_eq!(draft, (some("-KH/HU"), None, some("2026-06")));
        let issued = head("Số 4-KH/HU", "ngày 05 tháng 6 năm 2026");
        assert_eq!(issued, (None, some("2026-06-05"), None));
    }
}
