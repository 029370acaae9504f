//! Reads what a document says of itself.
//!
//! Read where 30/2020/NĐ-CP Annex I II and 36-HD/VPTW put it: letterhead and title at the
//! head, recipients and signature at the end. A document without letterhead may be named
//! in the caption of its own annex; a symbol that is merely cited is never taken. The
//! rules are in `docs/structure.md`.

use super::caption;
use super::closing;
use super::document_type::DocumentType;
use super::header::{Confidence, Fact, Header};
use super::letterhead;
use super::level::ProvisionLevel;
use super::outline::Outline;
use super::quotation;
use super::symbol::Family;
use super::title_block::{self, TitleBlock};
use super::title_text;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Reads the head of a document. Never fails: what the document does not state is `None`.
pub(super) fn read_header(manuscript: &Manuscript, outline: &Outline) -> Header {
    let lines = quotation::lines(manuscript);
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
