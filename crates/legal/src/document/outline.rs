//! The provision tree (cây điều khoản) in both styles.
//!
//! State style: Phần, Chương, Mục, Tiểu mục, Điều, khoản `1.`, điểm `a)` (30/2020/NĐ-CP
//! Annex I II.5). Party style: `I-`, `1-`, `1.1-`, `a)` (36-HD/VPTW). Both may stand in
//! one document. The rules are in `docs/structure.md`; a unit without a number of its own
//! (`-`, `+`) is a paragraph.

use serde::{Deserialize, Serialize};

use super::level::{ProvisionKind, ProvisionLevel};
use tracuu_text::capitals::begins_firmly;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// A document's provisions in order, parents before children. The law: the own spans of
/// all provisions, in order, tile the body of the manuscript.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Outline {
    /// In document order.
    pub provisions: Vec<Provision>,
}

/// One unit of a document, of any level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
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

impl Outline {
    /// The provision of this path.
    pub fn find(&self, path: &str) -> Option<&Provision> {
        self.provisions.iter().find(|unit| unit.path == path)
    }

    /// The first provision of a level.
    pub fn first(&self, level: ProvisionLevel) -> Option<&Provision> {
        self.provisions.iter().find(|unit| unit.level == level)
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
        rest.is_empty() || rest.starts_with(' ') && begins_firmly(rest)
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
