//! The provision tree (cây điều khoản) in both styles.

use crate::text::span::Span;

/// A document's provisions in order, parents before children. The law: the own spans of
/// all provisions, in order, tile the body of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// In document order.
    pub provisions: Vec<Provision>,
}

/// One unit of a document, of any level.
#[derive(Clone, Debug)]
pub struct Provision {
    /// Stable path, unique in the document: `II.15.1`, `dieu-5.2.b`, `preamble`, `table`.
    pub path: String,
    /// What kind of unit.
    pub level: Level,
    /// The label as printed, without punctuation at its end: `II`, `15.1`, `Điều 5`, `b`.
    pub label: String,
    /// The heading's words after the label; empty where it has none.
    pub title: Span,
    /// Everything from its heading to the last byte of its last descendant.
    pub span: Span,
    /// Its paragraphs, without the heading and without those of its children.
    pub paragraphs: Vec<Span>,
    /// Index of the provision above.
    pub parent: Option<usize>,
    /// Whether it is a measure (nhiệm vụ, giải pháp): a numbered task of a plan,
    /// programme, scheme or resolution.
    pub is_measure: bool,
}

/// Levels of provisions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Level {
    /// Title block.
    Header,
    /// What stands before the first numbered unit (phần mở đầu, căn cứ).
    Preamble,
    /// Phần; `I-` in party style.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản; `1.` in party style.
    Clause,
    /// `1.1.` in party style.
    Subclause,
    /// Điểm.
    Point,
    /// Nơi nhận.
    Recipients,
    /// Signature (chữ ký).
    Signature,
    /// Annex or its table (phụ lục, biểu).
    Annex,
}
