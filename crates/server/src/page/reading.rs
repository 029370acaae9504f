//! A held text as a page shows it, drawn from its stored layout: headings, paragraphs and
//! tables with anchors, linked citations, bold and italic words.

use std::collections::BTreeMap;

use super::table_view::{RowView, table_rows};
use tracuu_index::record::{CitationRecord, OutlineEntry, Unit};
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_text::layout::BlockKind;
use tracuu_text::span::Span;

/// A block of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Block {
    /// A heading or a paragraph.
    Line(Line),
    /// A table.
    Table(Vec<RowView>),
}

/// A heading or a paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct Line {
    /// Paths of the provisions that begin here.
    pub(super) anchors: Vec<String>,
    /// Depth of the heading, from 1; `None` for a paragraph.
    pub(super) heading: Option<usize>,
    /// The text.
    pub(super) runs: Vec<Run>,
}

/// A stretch of text, linked where it is a citation.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    /// The text, in pieces of one look.
    pub(super) pieces: Vec<Piece>,
    /// Where it leads.
    pub(super) link: Option<Link>,
}

/// A stretch of text that is found or not, bold or not, in italics or not.
#[derive(Debug, PartialEq)]
pub(super) struct Piece {
    /// The text.
    pub(super) text: String,
    /// Whether it is of a place that was found.
    pub(super) is_found: bool,
    /// The number of the place that begins here, from 1.
    pub(super) number: Option<usize>,
    /// Set in bold.
    pub(super) is_bold: bool,
    /// Set in italics.
    pub(super) is_italic: bool,
}

/// Lines of a unit, and the places in it that were found.
#[derive(Clone, Copy)]
pub(super) struct Reading<'u> {
    /// The unit.
    pub(super) unit: &'u Unit,
    /// Places in its text, ascending.
    pub(super) places: &'u [Span],
    /// Number of the first, from 1.
    pub(super) first_number: usize,
    /// The lines to show, in bytes of its text.
    pub(super) lines: Span,
}

/// Where a citation leads.
#[derive(Debug, PartialEq)]
pub(super) enum Link {
    /// To the one document that it names.
    Document(String),
    /// To the documents that it may name.
    Ambiguous(String),
    /// Nowhere: the document is not known, or the symbol cannot be read.
    Nowhere,
}

/// The blocks of some lines of a unit, with the anchors of the provisions that begin inside.
pub(super) fn blocks(reading: Reading<'_>, outline: &[OutlineEntry]) -> Vec<Block> {
    let unit = reading.unit;
    let begins = ProvisionStarts::new(unit, outline);
    let mut blocks: Vec<Block> = Vec::new();
    for block in unit.layout.blocks_in(reading.lines) {
        let (start, end) = (reading.lines.start, reading.lines.end);
        let span = Span::new(block.span.start.max(start), block.span.end.min(end));
        if span.of(&unit.text).trim().is_empty() {
            continue;
        }
        if let BlockKind::Table(table) = &block.kind {
            blocks.push(Block::Table(table_rows(reading, table, &begins)));
            continue;
        }
        let here = begins.within(span);
        let heading = match block.kind {
            BlockKind::Furniture => None,
            _ => here.iter().find_map(|entry| heading_depth(entry, span.of(&unit.text))),
        };
        let marked = match block.kind {
            BlockKind::Heading(level) => Some(usize::from(level)),
            _ => None,
        };
        let anchors = here.iter().map(|entry| entry.path.clone()).collect();
        let runs = runs(reading, span);
        blocks.push(Block::Line(Line { anchors, heading: heading.or(marked), runs }));
    }
    blocks
}

/// The provisions that begin inside a unit, by their offset in its text.
#[derive(Default)]
pub(super) struct ProvisionStarts<'a>(BTreeMap<usize, Vec<&'a OutlineEntry>>);

impl<'a> ProvisionStarts<'a> {
    fn new(unit: &Unit, outline: &'a [OutlineEntry]) -> Self {
        let mut starts: BTreeMap<usize, Vec<&OutlineEntry>> = BTreeMap::new();
        for entry in outline {
            let inside =
                entry.start.checked_sub(unit.start).filter(|at| *at <= unit.text.len());
            if let Some(offset) = inside {
                starts.entry(offset).or_default().push(entry);
            }
        }
        Self(starts)
    }

    /// Those that begin in a stretch, its end included: an empty one begins there.
    pub(super) fn within(&self, span: Span) -> Vec<&'a OutlineEntry> {
        let within = self.0.range(span.start..=span.end);
        within.flat_map(|(_, entries)| entries).copied().collect()
    }
}

/// The depth of a provision whose heading a line is: the first line of the provision, where
/// it is the title alone or the title stands in a line below ("PHỤ LỤC", "Chương I"). A
/// clause that goes on behind its title stays a paragraph.
fn heading_depth(entry: &OutlineEntry, line: &str) -> Option<usize> {
    /// Words by which a title is known: its end may be shortened or repaired.
    const N_KNOWN: usize = 2;
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let line = line.trim();
    let rest = line.strip_prefix(entry.label.as_str()).unwrap_or(line);
    let (rest, title) = (rest.trim_matches(is_mark), entry.title.trim_matches(is_mark));
    if title.is_empty() {
        return None;
    }
    let holds_title = words(rest).take(N_KNOWN).eq(words(title).take(N_KNOWN));
    let is_heading = !holds_title || words(rest).eq(words(title));
    is_heading.then(|| entry.path.split('.').count())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

/// The text under a span, cut at its citations. A citation inside another's span is part
/// of the outer link.
pub(super) fn runs(reading: Reading<'_>, span: Span) -> Vec<Run> {
    let mut found = Vec::new();
    let mut at = span.start;
    for citation in &reading.unit.citations {
        let start = citation.start.max(at);
        let end = citation.end.min(span.end);
        if end <= start {
            continue;
        }
        found.extend(run(reading, Span::new(at, start), None));
        found.extend(run(reading, Span::new(start, end), link_of(citation)));
        at = end;
    }
    found.extend(run(reading, Span::new(at, span.end), None));
    found
}

/// One run, cut at the places that were found and where its look changes; `None` where it
/// would be empty.
fn run(reading: Reading<'_>, span: Span, link: Option<Link>) -> Option<Run> {
    let mut pieces = Vec::new();
    let mut at = span.start;
    let first = reading.places.partition_point(|place| place.end <= span.start);
    let places = reading.places.iter().enumerate().skip(first);
    for (index, place) in places.take_while(|(_, place)| place.start < span.end) {
        let (start, end) = (place.start.max(span.start), place.end.min(span.end));
        pieces.extend(styled(reading.unit, Span::new(at, start)));
        let found = pieces.len();
        pieces.extend(styled(reading.unit, Span::new(start, end)));
        for piece in pieces.iter_mut().skip(found) {
            piece.is_found = true;
        }
        if let Some(piece) = pieces.get_mut(found).filter(|_| place.start == start) {
            piece.number = Some(reading.first_number + index);
        }
        at = end;
    }
    pieces.extend(styled(reading.unit, Span::new(at, span.end)));
    (!pieces.is_empty()).then_some(Run { pieces, link })
}

/// A stretch of text cut where bold or italics begin or end.
fn styled(unit: &Unit, span: Span) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut push = |from: usize, to: usize, is_bold: bool, is_italic: bool| {
        let text = Span::new(from, to.max(from)).of(&unit.text).to_owned();
        if !text.is_empty() {
            pieces.push(Piece {
                text,
                is_found: false,
                number: None,
                is_bold,
                is_italic,
            });
        }
    };
    let mut at = span.start;
    for run in unit.layout.runs_in(span) {
        let (start, end) = (run.span.start.max(at), run.span.end.min(span.end));
        push(at, start, false, false);
        push(start, end, run.bold, run.italic);
        at = end.max(at);
    }
    push(at, span.end, false, false);
    pieces
}

/// Where a citation leads; a document that speaks of itself leads nowhere.
fn link_of(citation: &CitationRecord) -> Option<Link> {
    if citation.kind == CitationKind::SelfReference {
        return None;
    }
    Some(match (&citation.document, citation.state) {
        (Some(id), _) => Link::Document(format!("/documents/{id}")),
        (None, ResolutionState::Ambiguous) => {
            Link::Ambiguous(citation.symbol.clone().unwrap_or_default())
        }
        _ => Link::Nowhere,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text as text;
    use tracuu_text::layout::{self, Layout};

    fn entry(path: &str, title: &str, start: usize) -> OutlineEntry {
        OutlineEntry {
            path: path.to_owned(),
            level: tracuu_legal::document::level::ProvisionKind::Clause,
            label: path.rsplit('.').next().unwrap_or_default().to_owned(),
            title: title.to_owned(),
            start,
            end: start,
        }
    }

    /// A unit whose lines are paragraphs.
    fn unit(text: &str, citations: Vec<CitationRecord>) -> Unit {
        let mut start = 0;
        let blocks = text.split('\n').map(|line| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            layout::Block { span, kind: BlockKind::Paragraph }
        });
        let layout = Layout { blocks: blocks.collect(), ..Layout::default() };
        Unit { start: 100, text: text.to_owned(), layout, citations, ..Unit::default() }
    }

    fn whole(unit: &Unit) -> Reading<'_> {
        let lines = Span::new(0, unit.text.len());
        Reading { unit, places: &[], first_number: 1, lines }
    }

    fn citation(text: &str, cited: &str) -> CitationRecord {
        let start = text.find(cited).unwrap();
        CitationRecord {
            document: Some("x".to_owned()),
            ..CitationRecord::new(
                CitationKind::Numbered,
                ResolutionState::Resolved,
                start..start + cited.len(),
            )
        }
    }

    #[test]
    fn provisions_that_begin_on_a_line_are_anchored_there() {
        let text = "1. Công tác cán bộ\nMột đoạn.\na) Điểm";
        let second = "1. Công tác cán bộ\nMột đoạn.\n".len();
        let outline =
            [entry("II.1", "Công tác cán bộ", 100), entry("II.1.a", "", 100 + second)];
        let blocks = blocks(whole(&unit(text, vec![])), &outline);
        let lines: Vec<(Vec<String>, Option<usize>)> = blocks
            .into_iter()
            .map(|block| match block {
                Block::Line(line) => (line.anchors, line.heading),
                Block::Table(_) => panic!("no table"),
            })
            .collect();
        assert_eq!(
            lines,
            [
                (vec!["II.1".to_owned()], Some(2)),
                (vec![], None),
                (vec!["II.1.a".to_owned()], None)
            ]
        );
    }

    #[test]
    fn a_heading_is_a_title_alone_or_what_the_source_marks() {
        let depth =
            |title: &str, line: &str| heading_depth(&entry("II.1", title, 0), line);
        assert_eq!(depth("Công tác cán bộ", "1. Công tác  cán bộ:"), Some(2));
        assert_eq!(depth("QUY ĐỊNH CHUNG", "1."), Some(2));
        assert_eq!(depth("Biểu phân công", "PHỤ LỤC"), Some(2));
        assert_eq!(depth("Công tác cán bộ", "1. Công tác cán bộ: rà soát"), None);
        assert_eq!(depth("", "1. Rà soát"), None);
        let mut unit = unit("Mở đầu\nĐoạn", vec![]);
        unit.layout.blocks[0].kind = BlockKind::Heading(3);
        let blocks = blocks(whole(&unit), &[]);
        let Block::Line(line) = &blocks[0] else { panic!("a line") };
        assert_eq!(line.heading, Some(3));
    }

    #[test]
    fn bold_and_italics_cut_runs_and_lose_no_letter() {
        let text = "Căn cứ Luật số 5 và Điều lệ";
        let mut unit = unit(text, vec![]);
        let place = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        unit.layout.runs = vec![
            text::run::Run { span: place("Luật số"), bold: true, italic: false },
            text::run::Run { span: place("Điều lệ"), bold: false, italic: true },
        ];
        let places = [place("số 5")];
        let reading = Reading { places: &places, ..whole(&unit) };
        let [run] = &runs(reading, reading.lines)[..] else { panic!("one run") };
        let told: Vec<String> = run
            .pieces
            .iter()
            .map(|one| {
                let look =
                    [(one.is_found, '#'), (one.is_bold, '*'), (one.is_italic, '_')];
                let marks =
                    look.iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| mark);
                format!("{}{}", marks.collect::<String>(), one.text)
            })
            .collect();
        assert_eq!(told, ["Căn cứ ", "*Luật ", "#*số", "# 5", " và ", "_Điều lệ"]);
    }

    #[test]
    fn the_runs_of_a_line_give_its_text_back() {
        let text = "Theo Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU.";
        let citations = vec![
            citation(text, "Nghị quyết số 1-NQ/TU, Nghị quyết số 2-NQ/TU"),
            citation(text, "Nghị quyết số 2-NQ/TU"),
        ];
        let pieces = runs(whole(&unit(text, citations)), Span::new(0, text.len()));
        let joined: String = pieces
            .iter()
            .flat_map(|run| &run.pieces)
            .map(|piece| piece.text.as_str())
            .collect();
        assert_eq!(joined, text);
        assert_eq!(pieces.len(), 3);
    }

    #[test]
    fn what_was_found_is_marked_across_citations_and_numbered_once() {
        let text = "Thực hiện Nghị quyết số 5-NQ/TU về kiểm tra";
        let unit = unit(text, vec![citation(text, "Nghị quyết số 5-NQ/TU")]);
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            Span::new(start, start + words.len())
        };
        let places = [at("hiện Nghị"), at("kiểm tra")];
        let reading = Reading { places: &places, first_number: 4, ..whole(&unit) };
        let found: Vec<(String, Option<usize>)> = runs(reading, reading.lines)
            .into_iter()
            .flat_map(|run| run.pieces)
            .filter(|piece| piece.is_found)
            .map(|piece| (piece.text, piece.number))
            .collect();
        let expected = [("hiện ", Some(4)), ("Nghị", None), ("kiểm tra", Some(5))];
        assert_eq!(found, expected.map(|(text, number)| (text.to_owned(), number)));
    }
}
