//! The provision tree (cây điều khoản) in both styles.
//!
//! State style: Phần, Chương, Mục, Tiểu mục, Điều, khoản `1.`, điểm `a)` (30/2020/NĐ-CP
//! Annex I II.5). Party style: `I-`, `1-`, `1.1-`, `a)` (36-HD/VPTW). Both may stand in
//! one document. The rules are in `docs/structure.md`; a unit without a number of its own
//! (`-`, `+`) is a paragraph.

use super::level::{ProvisionKind, ProvisionLevel};
use super::line;
use super::measure;
use super::sequence::{self, Scope};
use super::title_block::TitleBlock;
use super::tree::{Node, Tree};
use super::zone::{self, Zone, ZoneKind};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// A document's provisions in order, parents before children. The law: the own spans of
/// all provisions, in order, tile the body of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In document order.
    pub provisions: Vec<Provision>,
}

/// One unit of a document, of any level.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Provision {
    /// Stable path, unique in the document: `II.15.1`, `dieu-5.2.b`, `preamble`, `table`.
    /// Free of blanks and of characters that a URL reserves.
    pub path: String,
    /// Its level, also where it is a measure.
    pub level: ProvisionLevel,
    /// The label as printed, without punctuation at its end: `II`, `15.1`, `Điều 5`, `b`.
    pub label: String,
    /// The heading's words after the label, without the mark at their end; empty where the
    /// unit has none because it is its own text.
    pub title: Span,
    /// Everything from its heading to the last byte of its last descendant.
    pub span: Span,
    /// Its paragraphs, without the heading and without those of its children.
    pub paragraphs: Vec<Span>,
    /// Index of the provision above.
    pub parent: Option<usize>,
    /// Whether it is a measure (nhiệm vụ, giải pháp): a numbered task of a plan,
    /// programme, scheme, resolution or directive. One that has parts is one as they are.
    pub is_measure: bool,
}

/// Reads the provision tree of a manuscript. Never fails: text that has no recognisable
/// structure is one preamble. Linear in the length of the text.
pub fn read(manuscript: &Manuscript) -> Outline {
    let lines = line::lines(manuscript);
    let (head, zones) = zone::split(&lines);
    let mut tree = Tree::default();
    let mut owner = None;
    for zone in &zones {
        match zone.kind {
            ZoneKind::Body => {
                let scope = Scope { range: zone.lines.clone(), owner };
                sequence::read_units(&mut tree, manuscript, &lines, scope);
            }
            _ => add_special(&mut tree, &lines, (zone, &mut owner)),
        }
    }
    let (mut outline, types) = tree.finish(manuscript.body().end);
    let own = head.type_word.map(|word| word.document_type);
    let title = title_text(manuscript, &lines, &head);
    measure::mark(&mut outline, manuscript, &types, own, title);
    outline
}

fn title_text<'m>(
    manuscript: &'m Manuscript,
    lines: &[line::Line<'_>],
    head: &TitleBlock,
) -> &'m str {
    let lines = lines.get(head.title.clone()).unwrap_or_default();
    match (lines.first(), lines.last()) {
        (Some(first), Some(last)) => manuscript.slice(first.span.cover(last.span)),
        _ => "",
    }
}

/// Adds a unit that is no numbered one; an annex or enclosed document becomes the owner of
/// what follows.
fn add_special(
    tree: &mut Tree,
    lines: &[line::Line<'_>],
    (zone, owner): (&Zone, &mut Option<usize>),
) {
    let zone_lines = lines.get(zone.lines.clone()).unwrap_or_default();
    let first = zone_lines.first().or_else(|| lines.get(zone.lines.start));
    let start = first.map_or(0, |line| line.start);
    let (level, component) = match zone.kind {
        ZoneKind::Header | ZoneKind::Body => (ProvisionLevel::Header, "header"),
        ZoneKind::Recipients => (ProvisionLevel::Recipients, "recipients"),
        ZoneKind::Signature => (ProvisionLevel::Signature, "signature"),
        ZoneKind::Annex => (ProvisionLevel::Annex, "annex"),
        ZoneKind::Enclosure(document_type) => {
            (ProvisionLevel::Enclosure, document_type.id())
        }
    };
    let mut node = Node::new(level, component, start);
    match zone.kind {
        ZoneKind::Annex | ZoneKind::Enclosure(_) => {
            node.title = words_of(zone_lines, start);
            if let ZoneKind::Enclosure(document_type) = zone.kind {
                node.document_type = Some(document_type);
            }
            *owner = Some(tree.add(node));
        }
        _ => {
            node.parent = owner.filter(|_| zone.kind != ZoneKind::Header);
            let text_lines =
                zone_lines.iter().filter(|line| line.shape == line::Shape::Text);
            node.paragraphs.extend(text_lines.map(|line| line.span));
            tree.add(node);
        }
    }
}

/// The stretch from the first to the last line of words; empty at `start` where there are
/// none, as in an annex without a caption.
fn words_of(lines: &[line::Line<'_>], start: usize) -> Span {
    let mut words = lines.iter().filter(|line| line.shape == line::Shape::Text);
    let Some(first) = words.next() else { return Span::new(start, start) };
    words.next_back().map_or(first.span, |last| first.span.cover(last.span))
}

impl Outline {
    /// The provision of this path.
    pub fn find(&self, path: &str) -> Option<&Provision> {
        self.provisions.iter().find(|unit| unit.path == path)
    }

    /// Index of the most specific provision at byte `offset`; `None` past the body.
    /// O(log n).
    pub fn at(&self, offset: usize) -> Option<usize> {
        let after = self.provisions.partition_point(|unit| unit.span.start <= offset);
        let place = after.checked_sub(1)?;
        let end = self.provisions.get(place).map(|_| self.own_span(place).end)?;
        (offset < end).then_some(place)
    }

    /// The part of a provision's span that is not under a provision below it: from its
    /// heading to its first child. Empty for an index that does not exist.
    pub fn own_span(&self, index: usize) -> Span {
        let Some(unit) = self.provisions.get(index) else { return Span::default() };
        let end = match self.provisions.get(index + 1) {
            Some(next) => next.span.start.min(unit.span.end),
            None => unit.span.end,
        };
        Span::new(unit.span.start, end)
    }

    /// Indexes of the provisions above one, the nearest first.
    pub fn ancestors(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let above =
            |index: usize| self.provisions.get(index).and_then(|unit| unit.parent);
        std::iter::successors(above(index), move |above_it| above(*above_it))
    }

    /// Indexes of the provisions directly below one, in order.
    pub fn children(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let below = self.provisions.iter().enumerate().skip(index + 1);
        below.filter(move |(_, unit)| unit.parent == Some(index)).map(|(place, _)| place)
    }
}

impl Provision {
    /// What it is, as answers name it: its level, or a measure of any level.
    pub fn kind(&self) -> ProvisionKind {
        if self.is_measure { ProvisionKind::Measure } else { self.level.into() }
    }

    /// Longest caption given, in bytes; a result list has room for two lines.
    const MAX_CAPTION: usize = 240;

    /// All its text, descendants included.
    pub fn text<'m>(&self, manuscript: &'m Manuscript) -> &'m str {
        manuscript.slice(self.span)
    }

    /// What to show for it in a list: its title; where it has none the first sentence of
    /// its text, cut at a word.
    pub fn caption<'m>(&self, manuscript: &'m Manuscript) -> &'m str {
        if !self.title.is_empty() {
            return manuscript.slice(self.title);
        }
        let first = self.paragraphs.first().copied().unwrap_or_default();
        first_sentence(manuscript.slice(first), Self::MAX_CAPTION)
    }
}

/// The first sentence of a text, at most `max_bytes` long.
fn first_sentence(text: &str, max_bytes: usize) -> &str {
    let ends = text.match_indices(['.', ';']).map(|(at, _)| at + 1);
    let is_end = |at: &usize| {
        let rest = text.get(*at..).unwrap_or_default();
        rest.is_empty() || rest.starts_with(' ') && super::line::begins_firmly(rest)
    };
    let end = ends.take_while(|at| *at <= max_bytes).find(is_end);
    if let Some(sentence) = end.and_then(|end| text.get(..end)) {
        return sentence;
    }
    if text.len() <= max_bytes {
        return text;
    }
    let cut = text.char_indices().take_while(|(at, _)| *at < max_bytes);
    let space = cut.filter(|(_, letter)| *letter == ' ').last().map_or(0, |(at, _)| at);
    text.get(..space).unwrap_or_default()
}
