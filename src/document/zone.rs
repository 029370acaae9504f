//! The stretches of a document: title block, text, recipients, signature, annexes and
//! enclosed documents.

use std::ops::Range;

use super::kind::DocumentType;
use super::label;
use super::line::{Line, Shape};
use super::signature;
use super::title_block::{self, TitleBlock, type_at};
use super::words::{self, Role};

/// Lines that the title of an annex or an enclosed document may take above the line that
/// ties it to its document.
const MAX_TITLE_LINES: usize = 10;

/// Longest line of such a title, in words.
const MAX_TITLE_WORDS: usize = 60;

/// Lines after a signature that are no annex: a page number, a stamp.
const MAX_REST_LINES: usize = 3;

/// Lines without a mark that may stand between two recipients.
const MAX_OTHERS: usize = 3;

/// A stretch of lines.
#[derive(Clone, Debug)]
pub(super) struct Zone {
    /// What it is.
    pub kind: ZoneKind,
    /// Its lines.
    pub lines: Range<usize>,
}

/// What a stretch of lines is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ZoneKind {
    /// Title block.
    Header,
    /// Text with its own numbering.
    Body,
    /// Nơi nhận.
    Recipients,
    /// Chữ ký.
    Signature,
    /// Caption of an annex; what follows belongs to it.
    Annex,
    /// Title of an enclosed document; what follows belongs to it.
    Enclosure(DocumentType),
}

/// The title block and the zones of `lines`, in order, without gaps.
pub(super) fn split(lines: &[Line<'_>]) -> (TitleBlock, Vec<Zone>) {
    let head = title_block::read(lines);
    let mut zones = Vec::new();
    push(&mut zones, ZoneKind::Header, 0..head.n_lines);
    let mut from = head.n_lines;
    for attachment in attachments(lines, head.n_lines) {
        closing(&mut zones, lines, from..attachment.lines.start);
        from = attachment.lines.end;
        zones.push(attachment);
    }
    closing(&mut zones, lines, from..lines.len());
    (head, zones)
}

fn push(zones: &mut Vec<Zone>, kind: ZoneKind, lines: Range<usize>) {
    if !lines.is_empty() {
        zones.push(Zone { kind, lines });
    }
}

/// Splits a stretch into text, recipients and signature; what follows a signature is an
/// annex without caption words.
fn closing(zones: &mut Vec<Zone>, lines: &[Line<'_>], range: Range<usize>) {
    let stretch = lines.get(range.clone()).unwrap_or_default();
    let recipients = stretch.iter().position(signature::is_recipients);
    let is_end = |at: &usize| signature::begins(stretch, *at);
    let signed = (0..stretch.len()).find(is_end);
    let first = match (recipients, signed) {
        (Some(recipients), Some(signed)) => recipients.min(signed),
        (Some(end), None) | (None, Some(end)) => end,
        (None, None) => return push(zones, ZoneKind::Body, range),
    };
    let at = |place: usize| range.start + place;
    push(zones, ZoneKind::Body, range.start..at(first));
    let after = if recipients == Some(first) {
        let end = signed.unwrap_or_else(|| first + n_recipients(stretch, first));
        push(zones, ZoneKind::Recipients, at(first)..at(end));
        sign(zones, stretch, (range.start, end), signed.is_some())
    } else {
        let end = sign(zones, stretch, (range.start, first), true);
        if recipients == Some(end) {
            let after = end + n_recipients(stretch, end);
            push(zones, ZoneKind::Recipients, at(end)..at(after));
            after
        } else {
            end
        }
    };
    let n_signed = if signed.is_none() { n_closing_lines(stretch, after) } else { 0 };
    push(zones, ZoneKind::Signature, at(after)..at(after + n_signed));
    rest(zones, lines, at(after + n_signed)..range.end);
}

/// Lines of a signature whose head stands beside the recipients: posts and the name.
fn n_closing_lines(stretch: &[Line<'_>], from: usize) -> usize {
    let lines = stretch.iter().skip(from).take(MAX_TITLE_LINES);
    lines.take_while(|line| signature::is_closing(line)).count()
}

/// Adds the signature at `place` of the stretch that starts at line `start`; returns the
/// place after it.
fn sign(
    zones: &mut Vec<Zone>,
    stretch: &[Line<'_>],
    (start, place): (usize, usize),
    is_signed: bool,
) -> usize {
    if !is_signed {
        return place;
    }
    let mut end = place + signature::n_lines(stretch, place);
    let recipients = stretch.iter().skip(place).take(end - place);
    if let Some(n) = recipients.clone().position(signature::is_recipients) {
        end = place + n;
    }
    push(zones, ZoneKind::Signature, start + place..start + end);
    end
}

/// Lines of a list of recipients: to its last item and the lines that continue it. Lines
/// of the signature's column may stand between; a table or a caption ends the list.
fn n_recipients(stretch: &[Line<'_>], from: usize) -> usize {
    let is_item = |line: &Line<'_>| line.text.starts_with(['-', '–', '+', '•', '*']);
    let has_items = stretch.iter().skip(from + 1).take(3).any(is_item);
    let mut n = 1;
    let mut n_others = 0;
    for (place, line) in stretch.iter().enumerate().skip(from + 1) {
        let is_caption =
            words::opens_with(&line.lead, Role::Annex) && line.n_words() <= 6;
        let is_caption = is_caption || is_annex_heading(stretch, place);
        if line.shape == Shape::Table || is_caption || n_others > MAX_OTHERS {
            break;
        }
        if is_item(line) || !has_items || line.text.starts_with(char::is_lowercase) {
            n = place - from + 1;
            n_others = 0;
        } else {
            n_others += 1;
        }
    }
    n
}

/// What follows a signature: an annex, unless it is a few stray lines.
fn rest(zones: &mut Vec<Zone>, lines: &[Line<'_>], range: Range<usize>) {
    let stretch = lines.get(range.clone()).unwrap_or_default();
    if stretch.is_empty() {
        return;
    }
    let is_stray = stretch.len() <= MAX_REST_LINES
        && stretch.iter().all(|line| line.shape != Shape::Table && line.n_words() <= 12);
    if let Some(last) = zones.last_mut().filter(|_| is_stray) {
        last.lines.end = range.end;
        return;
    }
    let n_caption = stretch
        .iter()
        .take(MAX_TITLE_LINES)
        .take_while(|line| line.is_capitals() && !has_label(line) || is_attached(line))
        .count();
    let caption = range.start..range.start + n_caption;
    let kind = match stretch.first().filter(|_| n_caption > 0) {
        Some(first) => kind_of(first),
        None => ZoneKind::Annex,
    };
    zones.push(Zone { kind, lines: caption.clone() });
    closing(zones, lines, caption.end..range.end);
}

/// The captions of annexes and titles of enclosed documents below line `from`.
fn attachments(lines: &[Line<'_>], from: usize) -> Vec<Zone> {
    let mut found: Vec<Zone> = Vec::new();
    let mut at = from;
    while let Some(line) = lines.get(at) {
        let floor = found.last().map_or(from, |last| last.lines.end);
        let start = if is_annex_heading(lines, at) {
            Some(at)
        } else if is_attached(line) && line.is_plain() {
            title_above(lines, floor, at)
        } else {
            None
        };
        let Some(start) = start else {
            at += 1;
            continue;
        };
        let end = caption_end(lines, at);
        let kind = lines.get(start).map_or(ZoneKind::Annex, kind_of);
        found.push(Zone { kind, lines: start..end });
        at = end.max(at + 1);
    }
    found
}

/// `(Kèm theo Kế hoạch số …`, `Ban hành kèm theo Quyết định …`
fn is_attached(line: &Line<'_>) -> bool {
    let words = line.lead.trim_start_matches(['(', ' ', '[']);
    words::opens_with(words, Role::Attached)
}

/// `PHỤ LỤC I`, `Phụ lục số 2`, with its title below.
fn is_annex_heading(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at).filter(|line| line.is_plain()) else { return false };
    let Some(rest) = line.lead.strip_prefix("phụ lục") else { return false };
    let is_numbered = rest.trim().split(' ').count() <= 3;
    let n_words = line.n_words();
    let is_tied = lines.get(at + 1).is_some_and(is_attached);
    let opens_line = rest.is_empty() || rest.starts_with([' ', ':', '.', '-']);
    let is_heading = line.is_capitals() || is_numbered && n_words <= 5 || is_tied;
    let goes_on = at > 0 && lines.get(at - 1).is_some_and(Line::is_open);
    opens_line
        && is_heading
        && !line.is_complete()
        && !goes_on
        && n_words <= MAX_TITLE_WORDS
}

/// The line where the title above an attaching line starts: the topmost of the lines
/// above that begins like an annex or a document; else the topmost line in capitals.
fn title_above(lines: &[Line<'_>], floor: usize, at: usize) -> Option<usize> {
    let lowest = floor.max(at.saturating_sub(MAX_TITLE_LINES));
    let mut named = None;
    let mut capitals = None;
    let mut are_capitals = true;
    for place in (lowest..at).rev() {
        let line = lines.get(place)?;
        if line.shape == Shape::Rule {
            continue;
        }
        if !could_be_title(line) {
            break;
        }
        are_capitals &= line.is_capitals();
        if are_capitals {
            capitals = Some(place);
        }
        let is_head = line.is_capitals() || line.n_words() <= 12;
        if is_head
            && (words::opens_with(&line.lead, Role::Annex) || begins_document(line))
        {
            named = Some(place);
        }
    }
    named.or(capitals)
}

fn could_be_title(line: &Line<'_>) -> bool {
    line.is_plain()
        && !line.is_complete()
        && !line.text.starts_with(['-', '+'])
        && line.n_words() <= MAX_TITLE_WORDS
        && !has_label(line)
        && !signature::is_proxy(line)
        && !signature::is_recipients(line)
}

fn begins_document(line: &Line<'_>) -> bool {
    type_at(line.text)
        .is_some_and(|(_, len)| line.is_capitals() || line.text.len() == len)
}

/// The line after the caption of an attachment whose tying line or heading is at `at`.
fn caption_end(lines: &[Line<'_>], at: usize) -> usize {
    let mut end = at + 1;
    let mut in_bracket = lines.get(at).is_some_and(|line| has_open_bracket(line.text));
    for line in lines.iter().skip(at + 1).take(MAX_TITLE_LINES) {
        let is_title = line.is_capitals() && could_be_title(line) || is_attached(line);
        if !in_bracket && !is_title && line.shape != Shape::Rule {
            break;
        }
        in_bracket =
            (in_bracket || has_open_bracket(line.text)) && !line.text.contains(')');
        end += 1;
    }
    end
}

fn has_open_bracket(text: &str) -> bool {
    text.starts_with('(') && !text.contains(')')
}

fn kind_of(first: &Line<'_>) -> ZoneKind {
    match type_at(first.text) {
        Some((document_type, _)) => ZoneKind::Enclosure(document_type),
        None => ZoneKind::Annex,
    }
}

fn has_label(line: &Line<'_>) -> bool {
    label::is_labelled(line.text)
}
