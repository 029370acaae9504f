//! The title (trích yếu) below the type word, and what stands with it: the body in whose
//! name it is issued, and in old decrees the symbol and the date.

use super::attribution::{self, Attribution};
use super::document_type::DocumentType;
use super::header::{Confidence, Fact, Header};
use super::letterhead_body::begins_body;
use super::line::Line;
use super::title_block::TitleBlock;
use super::words::{self, Role};
use tracuu_text::capitals::is_capitals;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Longest line that names the body or person that decides, in words.
const MAX_BODY_WORDS: usize = 12;

/// Reads the title of `block` into `header`.
pub(super) fn read(
    header: &mut Header,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    block: &TitleBlock,
) {
    let Some(word) = block.type_word else { return };
    let title_lines = lines.get(block.title.clone()).unwrap_or_default();
    let kept = title_lines.len() - n_trailing(title_lines, lines.get(block.n_lines));
    let kept_lines = title_lines.get(..kept).unwrap_or_default();
    let (Some(first), Some(last)) = (kept_lines.first(), kept_lines.last()) else {
        return;
    };
    let text = manuscript.text();
    let mut title = Span::new(first.span.start + word.len, last.span.end);
    title = title.trimmed(text);
    title = without_tail(header, manuscript, title);
    title = without_meeting(header, manuscript, title);
    let mut found = attribution::read(title.of(text), 0);
    let at = |span: Span| span.shifted(title.start);
    // "QUY CHẾ" + "của Trang thông tin xã": no body, the title begins with it.
    if found.body.is_some_and(|body| !is_body(at(body).of(text))) {
        found = Attribution::default();
    }
    if let Some(body) = found.body {
        let value = one_line(at(body).of(text));
        header.issuer = Some(Fact::new(value, at(body), Confidence::Sure));
    }
    if let Some((symbol, span)) = found.symbol {
        header.symbol = Some(Fact::new(symbol, at(span), Confidence::Likely));
    }
    if let Some((date, span)) = found.date {
        header.date = Some(Fact::new(date, at(span), Confidence::Likely));
    }
    let rest = Span::new(title.start + found.end, title.end).trimmed(text);
    let kept = rest.of(text).trim_end_matches(['.', '-', ' ', '*', '_']);
    let rest = Span::new(rest.start, rest.start + kept.len());
    if !rest.is_empty() {
        let value = one_line(rest.of(text));
        header.title = Some(Fact::new(value, rest, Confidence::Sure));
    }
}

/// Whether a text begins like the name of a body, or of the post that decides.
fn is_body(text: &str) -> bool {
    let words = normal_words(text);
    begins_body(&words) || words::opens_with(&words, Role::Post)
}

/// Lines at the end of a title block that are not of the title: the body or person that
/// decides, above the recitals, and a bracket that names another document.
fn n_trailing(title: &[Line<'_>], after: Option<&Line<'_>>) -> usize {
    let n_lines = title.len();
    let bracket = title.iter().skip(1).position(|line| line.text.starts_with('('));
    let n_after_bracket = bracket.map_or(0, |at| n_lines - at - 1);
    let mut kept = n_lines - n_after_bracket;
    let recital = after.is_some_and(|line| words::opens_with(&line.lead, Role::Basis));
    while kept > 1 {
        let Some((line, before)) = title.get(kept - 1).zip(title.get(kept - 2)) else {
            break;
        };
        // "khóa II, nhiệm kỳ …" in small letters goes on with the title above.
        let is_small = line.text.starts_with(char::is_lowercase);
        let names_body = [Role::Place, Role::Post, Role::Session]
            .into_iter()
            .filter(|role| *role != Role::Session || !is_small)
            .any(|role| words::opens_with(&line.lead, role));
        let stands_out = line.is_capitals() && !before.is_capitals();
        let is_whole = line.n_words() <= MAX_BODY_WORDS && !before.is_open();
        if !(names_body && is_whole && (recital || stands_out)) {
            break;
        }
        kept -= 1;
    }
    n_lines - kept
}

/// A title without the words that belong to the type on the line above: `CHƯƠNG TRÌNH` +
/// `HÀNH ĐỘNG`.
fn without_tail(header: &mut Header, manuscript: &Manuscript, title: Span) -> Span {
    let text = manuscript.slice(title);
    let first_line = text.lines().next().unwrap_or_default();
    let whole = header.document_type.as_ref().and_then(|word| {
        DocumentType::from_name(&format!("{} {}", word.value.name(), first_line.trim()))
    });
    let Some((word, whole)) = header.document_type.as_mut().zip(whole) else {
        return title;
    };
    word.value = whole;
    word.span = word.span.cover(Span::new(title.start, title.start + first_line.len()));
    Span::new(title.start + first_line.len(), title.end).trimmed(manuscript.text())
}

/// A title without `HỘI NGHỊ BAN CHẤP HÀNH … (LẦN THỨ …), KHÓA …`, the meeting that
/// resolved; its body is the issuer.
fn without_meeting(header: &mut Header, manuscript: &Manuscript, title: Span) -> Span {
    let text = manuscript.slice(title);
    let first_line = text.lines().next().unwrap_or_default();
    let words = normal_words(first_line);
    let Some(rest) = words.strip_prefix("hội nghị ") else { return title };
    let is_meeting = words::opens_with(rest, Role::Collective)
        && text.len() > first_line.len()
        && is_capitals(first_line);
    if !is_meeting {
        return title;
    }
    let body_start = words::skip(first_line, 2).unwrap_or(0);
    let body = first_line.get(body_start..).unwrap_or_default();
    let end = meeting_body_end(body);
    let start = title.start + body_start;
    let span = Span::new(start, start + end).trimmed(manuscript.text());
    header.issuer =
        Some(Fact::new(one_line(manuscript.slice(span)), span, Confidence::Likely));
    Span::new(title.start + first_line.len(), title.end).trimmed(manuscript.text())
}

/// Bytes of the body's name at the start of a meeting's name.
fn meeting_body_end(text: &str) -> usize {
    let mark = text.find(['(', ',', ';']).unwrap_or(text.len());
    let mut end = 0;
    for word in text.get(..mark).unwrap_or_default().split_inclusive(' ') {
        let ahead = normal_words(text.get(end..mark).unwrap_or_default());
        if end > 0 && words::opens_with(&ahead, Role::BodyEnd) {
            break;
        }
        end += word.len();
    }
    end
}
