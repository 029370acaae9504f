//! A document that a paper or a site prints whole behind a sentence of its own: `Ngày …, …
//! đã ban hành Nghị quyết số … về …. Toàn văn như sau:`. Type, symbol, date, issuer and title
//! stand in that sentence.
//!
//! News that only mentions a document has no such announcement; without it nothing is read.

use jiff::civil::Date;

use super::attribution;
use super::date_reader::find_dates;
use super::document_type::DocumentType;
use super::header::{Confidence, Fact, Header};
use super::issuer_code;
use super::label;
use super::letterhead_body::begins_body;
use super::line::{Line, Shape};
use super::symbol::Symbol;
use super::title_block::{self, TitleBlock};
use super::title_text;
use super::words::{self, Role};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{normal, normal_words};
use tracuu_text::words::word_spans;

/// Lines at the start among which the announcement stands.
const MAX_LINES: usize = 12;

/// Most words of a type name in front of "số".
const MAX_TYPE_WORDS: usize = 5;

/// Longest title that a sentence gives, in characters.
const MAX_TITLE_CHARS: usize = 600;

/// Most words of a body that is the subject of the sentence.
const MAX_BODY_WORDS: usize = 18;

/// Reads the announcement into `header`, with the type and title that may stand below it.
pub(super) fn read(header: &mut Header, manuscript: &Manuscript, lines: &[Line<'_>]) {
    let Some(at) = announcement(lines) else { return };
    let mut stated: Vec<Stated> = Vec::new();
    for line in lines.iter().take(at + 1).filter(|line| line.shape == Shape::Text) {
        stated.extend(documents(line));
    }
    let issued = stated.iter().rposition(|document| document.is_issued);
    let only = (stated.len() == 1).then_some(0);
    let Some(place) = issued.or(only) else { return };
    header.is_reprint = true;
    // What looks like type and title above the announcement is a headline.
    (header.document_type, header.title) = (None, None);
    let below = lines.get(at + 1..).unwrap_or_default();
    let block = title_block::read(below);
    if block.type_word.is_some_and(|word| word.line < MAX_LINES) {
        read_title(header, manuscript, below, &block);
    }
    let Stated { document_type, symbol, date, issuer, title, .. } =
        stated.swap_remove(place);
    let (document_type, type_span) = document_type;
    let type_fact = Fact::new(document_type, type_span, Confidence::Likely);
    let fill = |slot: &mut Option<Fact<String>>, span: Option<Span>| {
        let fact = |span: Span| {
            Fact::new(one_line(manuscript.slice(span)), span, Confidence::Likely)
        };
        *slot = slot.take().or(span.map(fact));
    };
    fill(&mut header.issuer, issuer);
    fill(&mut header.title, title);
    header.document_type.get_or_insert(type_fact);
    header.symbol.get_or_insert(Fact { confidence: Confidence::Likely, ..symbol });
    if let Some((date, span)) = date {
        header.date.get_or_insert(Fact::new(date, span, Confidence::Likely));
    }
}

fn read_title(
    header: &mut Header,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    block: &TitleBlock,
) {
    if let Some(word) = block.type_word
        && let Some(line) = lines.get(word.line)
    {
        let span = Span::new(line.span.start, line.span.start + word.len);
        header.document_type =
            Some(Fact::new(word.document_type, span, Confidence::Sure));
        title_text::read(header, manuscript, lines, block);
    }
}

/// The line that announces the whole text: it says so and ends with its sentence, above the
/// first label.
fn announcement(lines: &[Line<'_>]) -> Option<usize> {
    let top = lines.iter().take(MAX_LINES);
    let top = top.take_while(|line| !label::is_labelled(line.text));
    let mut top = top.enumerate();
    top.find_map(|(at, line)| {
        let says = words::says(&normal_words(line.text), Role::FullText);
        (says && line.is_complete()).then_some(at)
    })
}

/// A numbered document that a sentence names.
struct Stated {
    document_type: (DocumentType, Span),
    symbol: Fact<Symbol>,
    date: Option<(Date, Span)>,
    issuer: Option<Span>,
    title: Option<Span>,
    /// Whether the sentence says that it was issued, or that it follows.
    is_issued: bool,
}

/// The documents with a type word and a symbol that a line names, in order; spans are of
/// the manuscript.
fn documents(line: &Line<'_>) -> Vec<Stated> {
    let text = line.text;
    let words: Vec<Span> = word_spans(text).collect();
    let mut from = 0;
    let mut found = Vec::new();
    for (place, word) in words.iter().enumerate() {
        if normal(word.of(text)) != "số" {
            continue;
        }
        let Some((document_type, type_span)) = type_before(text, &words, place) else {
            continue;
        };
        let attribution = attribution::read(text, word.start);
        let Some((symbol, span)) = attribution.symbol else { continue };
        let clause =
            Span::new(sentence_start(text, from, type_span.start), type_span.start);
        let said = clause.of(text);
        let verb = words::find_in_text(said, Role::Issues);
        let dates = find_dates(said);
        let date = dates.iter().find_map(|(read, span)| Some((read.day()?, *span)));
        let at = |span: Span| span.shifted(line.span.start);
        let subject = verb.and_then(|verb| subject(said, verb, &symbol));
        let date =
            attribution.date.or(date.map(|(day, at)| (day, at.shifted(clause.start))));
        found.push(Stated {
            document_type: (document_type, at(type_span)),
            date: date.map(|(day, span)| (day, at(span))),
            issuer: attribution
                .body
                .or(subject.map(|span| span.shifted(clause.start)))
                .map(at),
            title: title(text, attribution.end).map(at),
            is_issued: verb.is_some() || words::says(&normal_words(said), Role::FullText),
            symbol: Fact::new(symbol, at(span), Confidence::Likely),
        });
        from = attribution.end;
    }
    found
}

/// The type whose name stands right before the word at `place`.
fn type_before(text: &str, words: &[Span], place: usize) -> Option<(DocumentType, Span)> {
    (1..=MAX_TYPE_WORDS.min(place)).rev().find_map(|n| {
        let first = words.get(place - n)?;
        let last = words.get(place - 1)?;
        let span = first.cover(*last);
        Some((DocumentType::from_name(span.of(text))?, span))
    })
}

/// Where the sentence that holds byte `to` starts, not before `from`.
fn sentence_start(text: &str, from: usize, to: usize) -> usize {
    let before = text.get(from..to).unwrap_or_default();
    before.rfind(". ").map_or(from, |at| from + at + 2)
}

/// The body that issues, in the words of a sentence before the type word: behind "thay
/// mặt", else the words between the date and the verb where they are a body's name.
fn subject(said: &str, verb: Span, symbol: &Symbol) -> Option<Span> {
    let before = said.get(..verb.start)?;
    let dates = find_dates(before);
    let start = dates.last().map_or(0, |(_, span)| span.end);
    let on_behalf = words::find_in_text(before, Role::OnBehalf).map(|mark| mark.end);
    let start = on_behalf.unwrap_or(start);
    let skipped = before.get(start..)?;
    let start =
        start + skipped.len() - skipped.trim_start_matches([' ', ',', ':', '-']).len();
    let rest = before.get(start..)?;
    if let Some(len) = coded_body(rest, symbol) {
        return Some(Span::new(start, start + len));
    }
    let end = rest.find([',', ';', '(']).unwrap_or(rest.len());
    let name = Span::new(start, start + end).trimmed(said);
    let words = normal_words(name.of(said));
    let is_person =
        words::opens_with(&words, Role::Post) || words::opens_with(&words, Role::Rank);
    let is_body =
        begins_body(&words) && !is_person && words.split(' ').count() <= MAX_BODY_WORDS;
    (is_body && !name.is_empty()).then_some(name)
}

/// Bytes of a body at the start of `text` that has the code of the symbol and is no more
/// than a part of the words: `Thủ tướng Chính phủ Nguyễn Văn A`.
fn coded_body(text: &str, symbol: &Symbol) -> Option<usize> {
    let row = issuer_code::find(symbol.issuers.first()?)?;
    let words = normal_words(text);
    let body = row.bodies.iter().find(|body| {
        let body = body.words();
        words::opens_with(body, Role::Post) && words.starts_with(&format!("{body} "))
    })?;
    let end = words::skip(text, body.words().split(' ').count())?;
    Some(text.get(..end)?.trim_end().len())
}

/// The title behind a number: from "về" to the end of the sentence, a bracket or a colon.
fn title(text: &str, from: usize) -> Option<Span> {
    let rest = text.get(from..)?;
    let start = from + (rest.len() - rest.trim_start_matches([' ', ',']).len());
    let rest = text.get(start..)?;
    let end = rest.char_indices().nth(MAX_TITLE_CHARS).map_or(rest.len(), |(at, _)| at);
    let rest = rest.get(..end)?;
    let end = rest.find(['(', ':', ';']).unwrap_or(rest.len());
    let sentence = rest.match_indices(". ").map(|(at, _)| at).next().unwrap_or(end);
    let title = Span::new(start, start + end.min(sentence));
    let words = normal_words(title.of(text));
    let kept = title.of(text).trim_end_matches(['.', ' ', ',']).len();
    words::opens_with(&words, Role::TitleLead).then(|| Span::new(start, start + kept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::document::Document;
    use tracuu_extract::read_text;

    fn head(text: &str) -> [String; 5] {
        let header = Document::read(read_text(text)).header;
        let text =
            |fact: Option<Fact<String>>| fact.map(|it| it.value).unwrap_or_default();
        [
            header.document_type.map(|it| it.value.name().to_owned()).unwrap_or_default(),
            header.symbol.map(|it| it.value.to_string()).unwrap_or_default(),
            header.date.map(|it| it.value.to_string()).unwrap_or_default(),
            text(header.issuer),
            text(header.title),
        ]
    }

    #[test]
    fn the_sentence_in_front_names_the_document() {
        assert_eq!(
            head(
                "Quy định mới về cán bộ\n\nHôm nay 05/02/2025, đồng chí Lê Văn B thay mặt Ban \
                 Bí thư ký ban hành Quy định số 77-QĐ/TW về nêu gương (gọi tắt là Quy định 77). \
                 Báo điện tử giới thiệu toàn văn Quy định:\n\nĐiều 1. Phạm vi\nMọi cán bộ."
            ),
            ["Quy định", "77-QĐ/TW", "2025-02-05", "Ban Bí thư", "về nêu gương"]
        );
        assert_eq!(
            head(
                "Toàn văn Nghị quyết số 9-NQ/TU ngày 3/4/2024 của Tỉnh ủy Phú Lâm về đê điều:\
                 \n\nI. TÌNH HÌNH\n1. Đê yếu."
            ),
            ["Nghị quyết", "09-NQ/TU", "2024-04-03", "Tỉnh ủy Phú Lâm", "về đê điều"]
        );
    }

    #[test]
    fn news_and_own_lead_ins_announce_nothing() {
        for text in [
            "Ngày 3/4/2024, Tỉnh ủy ban hành Nghị quyết số 9-NQ/TU về đê điều.\nĐại biểu vui.",
            "Thực hiện Nghị quyết số 9-NQ/TU, Huyện ủy ban hành Kế hoạch như sau:\n1. Đê.",
        ] {
            assert_eq!(head(text).map(|it| it.is_empty()), [true; 5], "{text}");
        }
    }
}
