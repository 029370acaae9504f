//! The closing facts: signer, post, recipients, and a letterhead that stands at the end.

use jiff::civil::Date;

use super::date_reader::read_date;
use super::header::{Confidence, Fact, Header};
use super::level::ProvisionLevel;
use super::line::{Line, Shape, lines_in};
use super::outline::Outline;
use super::segment::{Segment, segments};
use super::signature::person;
use super::words::{self, Role};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Most recipients that are listed; the longest list seen has some forty.
const MAX_RECIPIENTS: usize = 200;

/// Lines at the end of a document among which it says when it was passed: the signature and
/// some recipients stand behind.
const MAX_CLOSING_LINES: usize = 40;

/// Marks that open an item.
const ITEM_MARKS: [char; 6] = ['-', '–', '+', '•', '*', '·'];

/// Reads recipients and signature into `header`; returns the body in whose name it is
/// signed (`T/M BAN THƯỜNG VỤ`).
pub(super) fn read(
    header: &mut Header,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    outline: &Outline,
) -> Option<Fact<String>> {
    let recipients = outline.first(ProvisionLevel::Recipients).map(|unit| unit.span);
    let signature = outline.first(ProvisionLevel::Signature).map(|unit| unit.span);
    let parts = |span: Option<Span>| -> Vec<Segment<'_>> {
        let Some(span) = span else { return Vec::new() };
        let inside = lines_in(lines, span).iter();
        let text_lines = inside.filter(|line| line.shape == Shape::Text);
        text_lines.flat_map(|line| segments(manuscript.text(), line.span)).collect()
    };
    let (list, signed) = (parts(recipients), parts(signature));
    header.recipients = items(&list);
    let right = list.iter().filter(|segment| segment.column > 0);
    let closing: Vec<&Segment<'_>> = signed.iter().chain(right).collect();
    header.signer =
        closing.iter().rev().find_map(|segment| name(segment)).or_else(|| {
            list.iter()
                .rev()
                .filter(|segment| segment.column == 0)
                .find_map(name_after_item)
        });
    header.signer_post = post(&closing);
    if header.date.is_none() && header.partial_date.is_none() {
        header.date = passed(header, lines);
    }
    closing.iter().find_map(|segment| on_behalf_of(segment))
}

/// The day on which an assembly passed the document, as its last lines say: laws have no
/// other ("Luật này được Quốc hội … thông qua ngày …").
fn passed(header: &Header, lines: &[Line<'_>]) -> Option<Fact<Date>> {
    let own = normal_words(header.document_type.as_ref()?.value.name());
    let own = format!("{own} {}", words::phrases(Role::This).next()?);
    let last = lines.iter().rev().take(MAX_CLOSING_LINES);
    last.filter(|line| line.lead.starts_with(&own)).find_map(|line| {
        let passed = words::find_in_text(line.text, Role::Passed)?;
        let behind = line.text.get(passed.end..)?;
        let at = passed.end + (behind.len() - behind.trim_start().len());
        let (date, span) = read_date(line.text, at)?;
        Some(Fact::new(date.day()?, span.shifted(line.span.start), Confidence::Likely))
    })
}

/// The body behind `T/M` or `TM.`; lines of posts in the place of another are none.
fn on_behalf_of(segment: &Segment<'_>) -> Option<Fact<String>> {
    let mark = words::opening(&segment.words, Role::OnBehalf)?;
    let behind = words::skip(segment.text, mark.split(' ').count())
        .or_else(|| segment.text.find(['.', ':']).map(|at| at + 1))?;
    let rest = segment.text.get(behind..)?;
    let body = rest.trim_start_matches(['.', ':', '/', ' ']);
    let start = segment.span.end - body.len();
    let is_body = body.split_whitespace().count() > 1;
    let span = Span::new(start, segment.span.end);
    is_body.then(|| Fact::new(one_line(body), span, Confidence::Sure))
}

/// The items of a list of recipients; a line without a mark continues the one before,
/// unless no line has one.
fn items(list: &[Segment<'_>]) -> Vec<Fact<String>> {
    let has_marks = list.iter().any(|segment| segment.text.starts_with(ITEM_MARKS));
    let mut found: Vec<Fact<String>> = Vec::new();
    for (place, segment) in list.iter().filter(|segment| segment.column == 0).enumerate()
    {
        let mut text = segment.text;
        let is_first = place == 0 && words::opens_with(&segment.words, Role::Recipients);
        if is_first {
            text = text.split_once(':').map_or("", |(_, rest)| rest);
        }
        let is_item = is_first || !has_marks || text.starts_with(ITEM_MARKS);
        let text = text.trim_start_matches(ITEM_MARKS);
        let text = text.trim_matches([' ', ';', ',', '.', '\u{a0}']);
        if text.is_empty() || !is_item && is_closing(segment) {
            continue;
        }
        let is_full = found.len() >= MAX_RECIPIENTS;
        match found.last_mut() {
            Some(last) if !is_item => {
                last.value.push(' ');
                last.value.push_str(&one_line(text));
                last.span = last.span.cover(segment.span);
            }
            _ if is_full => break,
            _ => found.push(Fact::new(one_line(text), segment.span, Confidence::Sure)),
        }
    }
    found
}

/// Whether a line among the recipients is of the signature in the other column.
fn is_closing(segment: &Segment<'_>) -> bool {
    let words = segment.words.trim_matches(['(', ')', ' ']);
    [Role::Post, Role::Proxy, Role::Signed]
        .into_iter()
        .any(|role| words::opens_with(words, role))
        || person(segment.text).is_some()
}

/// A segment that is a person's name.
fn name(segment: &Segment<'_>) -> Option<Fact<String>> {
    let words = segment.words.as_str();
    let is_other = [Role::Post, Role::Proxy, Role::Place, Role::Signed, Role::Collective]
        .into_iter()
        .any(|role| words::opens_with(words, role));
    let is_motto = words::find_in_text(segment.text, Role::Motto).is_some();
    let name = person(segment.text).filter(|_| !is_other && !is_motto)?;
    Some(fact_at_end(segment, name, Confidence::Sure))
}

/// A name that was run together with a recipient: `- Các sở, ngành; Nguyễn Văn A`.
fn name_after_item(segment: &Segment<'_>) -> Option<Fact<String>> {
    let (_, rest) = segment.text.rsplit_once(';')?;
    let name = person(rest.trim()).filter(|name| name.split(' ').count() > 2)?;
    Some(fact_at_end(segment, name, Confidence::Weak))
}

/// A fact that stands at the end of a segment.
fn fact_at_end(segment: &Segment<'_>, text: &str, sure: Confidence) -> Fact<String> {
    let span = Span::new(segment.span.end - text.len(), segment.span.end);
    Fact::new(one_line(text), span, sure)
}

/// The lines of proxy and post, joined.
fn post(closing: &[&Segment<'_>]) -> Option<Fact<String>> {
    let lines = closing.iter().filter(|segment| {
        words::opens_with(&segment.words, Role::Post)
            || words::opens_with(&segment.words, Role::Proxy)
    });
    let mut found: Option<Fact<String>> = None;
    for segment in lines {
        let text = one_line(segment.text);
        match &mut found {
            Some(post) => {
                post.value.push(' ');
                post.value.push_str(&text);
                post.span = post.span.cover(segment.span);
            }
            None => found = Some(Fact::new(text, segment.span, Confidence::Sure)),
        }
    }
    found
}
