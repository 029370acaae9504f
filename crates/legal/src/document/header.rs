//! What a document says of itself: type, symbol, issuer, date, place, title, signer.
//!
//! Read where 30/2020/NĐ-CP Annex I II and 36-HD/VPTW put it: letterhead and title at the
//! head, recipients and signature at the end. A document without letterhead may be named
//! in the caption of its own annex; a symbol that is merely cited is never taken. The
//! rules are in `docs/structure.md`.

use jiff::civil::Date;

use super::caption;
use super::closing;
use super::document_type::DocumentType;
use super::letterhead;
use super::level::ProvisionLevel;
use super::line;
use super::outline::Outline;
use super::symbol::{Family, Symbol};
use super::title_block::{self, TitleBlock};
use super::title_text;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// The facts of a document's head, each with the place that states it.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// Type (loại).
    pub document_type: Option<Fact<DocumentType>>,
    /// Symbol (số, ký hiệu).
    pub symbol: Option<Fact<Symbol>>,
    /// Issuing body (cơ quan ban hành) as printed: the collective body where one is named.
    pub issuer: Option<Fact<String>>,
    /// Organisation of the letterhead (cơ quan chủ quản, tổ chức) as printed.
    pub organisation: Option<Fact<String>>,
    /// Date of issue.
    pub date: Option<Fact<Date>>,
    /// Place of issue (địa danh).
    pub place: Option<Fact<String>>,
    /// Title (trích yếu), without the type word and the issuer, lines joined.
    pub title: Option<Fact<String>>,
    /// Signer (người ký), the name only.
    pub signer: Option<Fact<String>>,
    /// The signer's post (chức vụ) as printed, with the words in whose name it is signed.
    pub signer_post: Option<Fact<String>>,
    /// Recipients (nơi nhận), one each.
    pub recipients: Vec<Fact<String>>,
    /// Secrecy mark (độ mật) as printed: `Mật`, `Tối mật`, `Tuyệt mật`.
    pub secrecy: Option<Fact<String>>,
    /// Urgency mark (độ khẩn) as printed.
    pub urgency: Option<Fact<String>>,
    /// Symbol of the document with which this one was issued, where it is the text of a
    /// regulation without its decision (`Ban hành kèm theo Quyết định số …`).
    pub issued_with: Option<Fact<Symbol>>,
}

/// A value with the place that states it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fact<T> {
    /// What is stated.
    pub value: T,
    /// Where.
    pub span: Span,
    /// How sure the reading is.
    pub confidence: Confidence,
}

impl<T> Fact<T> {
    /// A fact stated at a place.
    pub(super) fn new(value: T, span: Span, confidence: Confidence) -> Self {
        Self { value, span, confidence }
    }
}

/// How sure a reading is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Confidence {
    /// Inferred from a weak sign.
    Weak,
    /// Read by a rule that has exceptions.
    Likely,
    /// Stated in the place where the regulation puts it.
    Sure,
}

/// Reads the head of a document. Never fails: what the document does not state is `None`.
pub fn read(manuscript: &Manuscript, outline: &Outline) -> Header {
    let lines = line::lines(manuscript);
    let block = title_block::read(&lines);
    let mut header = Header::default();
    if let Some(word) = block.type_word {
        let line = lines.get(word.line).map_or(0, |line| line.span.start);
        let span = Span::new(line, line + word.len);
        header.document_type =
            Some(Fact::new(word.document_type, span, Confidence::Sure));
    }
    let head = lines.get(..block.n_lines).unwrap_or_default();
    title_text::read(&mut header, manuscript, &lines, &block);
    letterhead::read(manuscript, head, &block).fill(&mut header);
    if !block.has_letterhead {
        let units = outline.provisions.iter().skip(1);
        let after = units
            .filter(|unit| unit.level == ProvisionLevel::Header)
            .map(|unit| unit.span);
        for span in after {
            let head: Vec<_> =
                lines.iter().filter(|line| span.contains(line.span)).cloned().collect();
            letterhead::read(manuscript, &head, &TitleBlock::default()).fill(&mut header);
        }
    }
    closing::read(&mut header, manuscript, &lines, outline);
    caption::read(&mut header, manuscript, &lines, outline);
    infer_type(&mut header);
    header
}

/// The type of a document without type word: of an official letter, or the only one that
/// its symbol allows.
fn infer_type(header: &mut Header) {
    if header.document_type.is_some() {
        return;
    }
    let Some(symbol) = &header.symbol else { return };
    let found = match symbol.value.family {
        Family::OfficialLetter => DocumentType::official_letter(),
        _ => match symbol.value.types().as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    };
    header.document_type =
        found.map(|found| Fact::new(found, symbol.span, Confidence::Likely));
}

/// The first unit of a level.
pub(super) fn unit_span(outline: &Outline, level: ProvisionLevel) -> Option<Span> {
    let found = outline.provisions.iter().find(|unit| unit.level == level);
    found.map(|unit| unit.span)
}
