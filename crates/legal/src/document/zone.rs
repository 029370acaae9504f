//! The stretches of a document: title block, text, recipients, signature, annexes and
//! enclosed documents.

use std::ops::Range;

use super::document_type::DocumentType;
use super::label;
use super::line::{Line, Shape};
use super::signature;
use super::title_block::{self, TitleBlock};
use super::type_name::type_at;
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
    let mut splitter =
        Splitter { lines, zones: Vec::new(), has_letterhead: head.has_letterhead };
    splitter.push(ZoneKind::Header, 0..head.n_lines);
    let mut from = head.n_lines;
    for attachment in attachments(lines, head.n_lines) {
        splitter.stretch(from..attachment.lines.start);
        from = attachment.lines.end;
        splitter.zones.push(attachment);
    }
    splitter.stretch(from..lines.len());
    (head, splitter.zones)
}

struct Splitter<'l> {
    lines: &'l [Line<'l>],
    zones: Vec<Zone>,
    has_letterhead: bool,
}

impl Splitter<'_> {
    fn push(&mut self, kind: ZoneKind, lines: Range<usize>) {
        if !lines.is_empty() {
            self.zones.push(Zone { kind, lines });
        }
    }

    /// Splits a stretch into text, recipients and signature, in either order, and what
    /// follows; that again, to its end.
    fn stretch(&mut self, range: Range<usize>) {
        let mut ahead = Ahead::default();
        let mut rest = Some(range);
        while let Some(range) = rest {
            rest = self.first_part(range, &mut ahead);
        }
    }

    /// Splits off the first text, recipients and signature; returns what is left.
    fn first_part(
        &mut self,
        range: Range<usize>,
        ahead: &mut Ahead,
    ) -> Option<Range<usize>> {
        let lines = self.lines.get(..range.end).unwrap_or_default();
        let recipients = ahead.recipients.find(range.clone(), |at| {
            lines.get(at).is_some_and(signature::is_recipients)
        });
        let signed =
            ahead.signature.find(range.clone(), |at| signature::begins(lines, at));
        let Some(first) = recipients.into_iter().chain(signed).min() else {
            self.push(ZoneKind::Body, range);
            return None;
        };
        self.push(ZoneKind::Body, range.start..first);
        let after = if recipients == Some(first) {
            let end = signed.unwrap_or_else(|| first + n_recipients(lines, first));
            self.push(ZoneKind::Recipients, first..end);
            self.signature(lines, end, signed.is_some())
        } else {
            let end = self.signature(lines, first, true);
            let n_listed =
                if recipients == Some(end) { n_recipients(lines, end) } else { 0 };
            self.push(ZoneKind::Recipients, end..end + n_listed);
            end + n_listed
        };
        self.rest(after..range.end)
    }

    /// Adds the signature at line `at`; returns the line after it. Where its head stands
    /// beside the recipients, only posts and the name are left for it.
    fn signature(&mut self, lines: &[Line<'_>], at: usize, has_head: bool) -> usize {
        let n_lines = if has_head {
            signature::n_lines(lines, at)
        } else {
            let below = lines.iter().skip(at).take(MAX_TITLE_LINES);
            below.take_while(|line| signature::is_closing(line)).count()
        };
        let mut signed = lines.iter().skip(at).take(n_lines);
        let end = at + signed.position(signature::is_recipients).unwrap_or(n_lines);
        self.push(ZoneKind::Signature, at..end);
        end
    }

    /// What follows a signature: a letterhead, when the head has none; a few stray lines;
    /// else an annex without caption words, whose text is left to be split.
    fn rest(&mut self, range: Range<usize>) -> Option<Range<usize>> {
        let stretch = self.lines.get(range.clone()).unwrap_or_default();
        if stretch.is_empty() {
            return None;
        }
        if !self.has_letterhead && is_letterhead_block(stretch) {
            self.push(ZoneKind::Header, range);
            return None;
        }
        let is_stray = stretch.len() <= MAX_REST_LINES
            && stretch
                .iter()
                .all(|line| line.shape != Shape::Table && line.n_words() <= 12);
        if let Some(last) = self.zones.last_mut().filter(|_| is_stray) {
            last.lines.end = range.end;
            return None;
        }
        let n_caption = stretch
            .iter()
            .take(MAX_TITLE_LINES)
            .take_while(|line| {
                line.is_capitals() && !has_label(line) || is_attached(line)
            })
            .count();
        let kind = match stretch.first().filter(|_| n_caption > 0) {
            Some(first) => kind_of(first),
            None => ZoneKind::Annex,
        };
        let end = range.start + n_caption;
        self.zones.push(Zone { kind, lines: range.start..end });
        Some(end..range.end)
    }
}

/// Where the next recipients and the next signature of a stretch begin: each is looked for
/// once, however many parts the stretch has.
#[derive(Default)]
struct Ahead {
    recipients: NextPlace,
    signature: NextPlace,
}

/// The first place behind the start of the last search.
#[derive(Clone, Copy, Default)]
enum NextPlace {
    #[default]
    Unknown,
    At(usize),
    Nowhere,
}

impl NextPlace {
    /// The first place in `range` that is wanted. Later ranges start later and end alike.
    fn find(
        &mut self,
        range: Range<usize>,
        mut is_wanted: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let found = match *self {
            Self::Nowhere => return None,
            Self::At(at) if at >= range.start => return Some(at),
            _ => range.into_iter().find(|at| is_wanted(*at)),
        };
        *self = found.map_or(Self::Nowhere, Self::At);
        found
    }
}

/// Whether lines after a signature are the letterhead, read after the text.
fn is_letterhead_block(lines: &[Line<'_>]) -> bool {
    let n_sure = || lines.iter().filter(|line| title_block::is_letterhead(line)).count();
    lines.len() <= MAX_TITLE_LINES && n_sure() > 1
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
    let head = words::opening(&line.lead, Role::AnnexHead);
    let Some(rest) = head.and_then(|head| line.lead.strip_prefix(head)) else {
        return false;
    };
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
