//! The letterhead: issuer, symbol, place, date, secrecy and urgency.

use jiff::civil::Date;

use super::date::YEARS;
use super::date_reader::find_dates;
use super::header::{Confidence, Fact, Header};
use super::leniency::Leniency;
use super::line::{Line, Shape};
use super::segment::{Segment, segments};
use super::symbol::Symbol;
use super::symbol_reader;
use super::title_block::{TitleBlock, is_number_line, is_place_and_date};
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
    bodies: Vec<Fact<String>>,
    symbol: Option<Fact<Symbol>>,
    place: Option<Fact<String>>,
    date: Option<Fact<Date>>,
    subject: Option<Fact<String>>,
    secrecy: Option<Fact<String>>,
    urgency: Option<Fact<String>>,
    /// Whether nothing but names of bodies may still be read in the left column.
    is_past_bodies: bool,
}

/// Reads the letterhead in the lines of a title block.
pub(super) fn read(
    manuscript: &Manuscript,
    head: &[Line<'_>],
    block: &TitleBlock,
) -> Letterhead {
    let mut found = Letterhead::default();
    let mut subject_line = None;
    for (at, line) in
        head.iter().enumerate().filter(|(_, line)| line.shape == Shape::Text)
    {
        let parts = segments(manuscript.text(), line.span);
        let faces_motto = parts.len() > 1 && parts.iter().any(is_motto);
        for segment in parts {
            let is_title = block.title.contains(&at);
            let goes_on = segment.column == 0
                && subject_line.is_some_and(|line: usize| line + 1 == at);
            if found.take(&segment, is_title) {
                let is_subject = is_subject(&segment);
                subject_line = if is_subject { Some(at) } else { subject_line };
            } else if goes_on && !is_title {
                found.extend_subject(&segment);
                subject_line = Some(at);
            } else if !is_title {
                let before_type = block.type_word.is_none_or(|word| at < word.line);
                found.take_body(&segment, before_type, faces_motto);
            }
        }
    }
    found
}

impl Letterhead {
    /// Takes a segment whose words say what it is; `false` for any other.
    fn take(&mut self, segment: &Segment<'_>, is_title: bool) -> bool {
        let words = segment.words.as_str();
        if is_motto(segment) {
            return true;
        }
        if let Some(mark) = mark(segment, Role::Secrecy) {
            self.secrecy.get_or_insert(mark);
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
            self.subject.get_or_insert(Fact::new(value, span, Confidence::Sure));
        } else {
            return words::opens_with(words, Role::Addressee)
                || words.starts_with("dự thảo");
        }
        true
    }

    fn take_symbol(&mut self, segment: &Segment<'_>) {
        self.is_past_bodies = true;
        let Some(digit) = segment.text.find(|letter: char| letter.is_ascii_digit())
        else {
            return;
        };
        let Some(read) = symbol_reader::read(segment.text, digit, Leniency::AnyCase)
        else {
            return;
        };
        let span = read.span.shifted(segment.span.start);
        self.symbol.get_or_insert(Fact::new(read.symbol, span, Confidence::Sure));
    }

    fn take_place_and_date(&mut self, segment: &Segment<'_>) {
        let dates = find_dates(segment.text);
        let day = dates.iter().find_map(|(read, span)| Some((read.day()?, *span)));
        if let Some((day, span)) = day {
            let span = span.shifted(segment.span.start);
            self.date.get_or_insert(Fact::new(day, span, Confidence::Sure));
        } else if let Some(day) = three_numbers(segment.text) {
            self.date.get_or_insert(Fact::new(day, segment.span, Confidence::Likely));
        }
        let Some((place, _)) = segment.text.split_once(',') else { return };
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

    /// Takes a line as the name of a body: in capitals, or where capitals were lost, beside
    /// the motto or like one by its first word; above the symbol.
    fn take_body(&mut self, segment: &Segment<'_>, before_type: bool, faces_motto: bool) {
        let n_words = segment.words.split(' ').count();
        let is_named = words::opens_with(&segment.words, Role::Place)
            || words::opens_with(&segment.words, Role::Collective)
            || continues_place(&segment.words);
        let is_body = faces_motto || is_named || is_capitals(segment.text);
        if !before_type || self.is_past_bodies || !is_body || n_words > MAX_BODY_WORDS {
            return;
        }
        let value = one_line(segment.text);
        let last = self.bodies.last_mut();
        if let Some(last) = last.filter(|last| is_half(&last.value, &segment.words)) {
            last.value = format!("{} {value}", last.value);
            last.span = last.span.cover(segment.span);
            return;
        }
        self.bodies.push(Fact::new(value, segment.span, Confidence::Sure));
    }

    /// Writes what was read into a header that may hold the issuer of the title already.
    pub(super) fn fill(self, header: &mut Header) {
        header.symbol = self.symbol.or(header.symbol.take());
        header.date = self.date.or(header.date.take());
        header.place = self.place.or(header.place.take());
        header.secrecy = self.secrecy.or(header.secrecy.take());
        header.urgency = self.urgency.or(header.urgency.take());
        header.title = header.title.take().or(self.subject);
        let is_collective = |body: &&Fact<String>| {
            words::opens_with(&normal(&body.value), Role::Collective)
        };
        let organisations: Vec<_> =
            self.bodies.iter().filter(|body| !is_collective(body)).collect();
        let collective = self.bodies.iter().find(is_collective);
        let (first, last) = (organisations.first(), organisations.last());
        if self.bodies.is_empty() {
            return;
        }
        if header.issuer.is_some() {
            header.organisation =
                last.or(collective.as_ref()).map(|body| (*body).clone());
        } else if let Some(collective) = collective {
            header.organisation = last.map(|body| (*body).clone());
            header.issuer = Some(joined(collective, last.copied()));
        } else {
            header.organisation = first.map(|body| (*body).clone());
            header.issuer = last.map(|body| (*body).clone());
        }
    }
}

/// `BAN CHẤP HÀNH` of `ĐẢNG BỘ TỈNH …`
fn joined(
    collective: &Fact<String>,
    organisation: Option<&Fact<String>>,
) -> Fact<String> {
    match organisation {
        Some(organisation) => Fact::new(
            format!("{} {}", collective.value, organisation.value),
            collective.span.cover(organisation.span),
            Confidence::Likely,
        ),
        None => collective.clone(),
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

/// Whether a line completes the name of the line before: `ỦY BAN NHÂN DÂN` + `TỈNH …`.
fn is_half(name: &str, next: &str) -> bool {
    let name = normal(name);
    let is_generic = ["ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd"]
        .into_iter()
        .any(|generic| name == generic || name.ends_with(&format!(" và {generic}")));
    is_generic && continues_place(next)
        || name == "ngân hàng nhà nước" && next == "việt nam"
}

/// `tỉnh …`, `huyện …`: the rest of a body's name, or its place.
fn continues_place(words: &str) -> bool {
    [
        "tỉnh",
        "thành phố",
        "huyện",
        "quận",
        "thị xã",
        "xã",
        "phường",
        "thị trấn",
        "đặc khu",
    ]
    .into_iter()
    .any(|level| words.strip_prefix(level).is_some_and(|rest| rest.starts_with(' ')))
}

fn normal(text: &str) -> String {
    tracuu_text::syllable::normal_words(text)
}
