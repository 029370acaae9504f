//! Reads what a document says of itself.
//!
//! Read where 30/2020/NĐ-CP Annex I II and 36-HD/VPTW put it: letterhead and title at the
//! head, recipients and signature at the end. A document without letterhead may be named
//! in the caption of its own annex; a symbol that is merely cited is never taken. The
//! rules are in `docs/structure.md`.

use super::caption;
use super::closing;
use super::document_type::DocumentType;
use super::evidence::{self, Evidence};
use super::header::{Confidence, Fact, Header};
use super::issuer_code;
use super::letterhead;
use super::level::ProvisionLevel;
use super::line::lines_in;
use super::outline::Outline;
use super::quotation;
use super::reprint;
use super::secrecy;
use super::symbol::{Family, Symbol};
use super::title_block::{self, TitleBlock};
use super::title_text;
use tracuu_text::capitals::is_capitals;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

/// Reads the head of a document. Never fails: what the document does not state is `None`.
pub(super) fn read_header(manuscript: &Manuscript, outline: &Outline) -> Header {
    let lines = quotation::lines(manuscript);
    let block = title_block::read(&lines);
    let mut header = Header { secrecy: secrecy::find(manuscript), ..Header::default() };
    if let Some(word) = block.type_word {
        let line = lines.get(word.line).map_or(0, |line| line.span.start);
        let span = Span::new(line, line + word.len);
        header.document_type =
            Some(Fact::new(word.document_type, span, Confidence::Sure));
    }
    let type_words =
        header.document_type.as_ref().map(|fact| manuscript.slice(fact.span));
    let has_type_in_capitals = type_words.is_some_and(is_capitals);
    let head = lines.get(..block.n_lines).unwrap_or_default();
    title_text::read(&mut header, manuscript, &lines, &block);
    let is_in_title = header.issuer.is_some();
    let mut letterhead = letterhead::read(manuscript, head, &block);
    let is_letter = letterhead.is_letter;
    let blank_symbol = letterhead.blank_symbol.take();
    letterhead.fill(&mut header);
    if !block.has_letterhead {
        let units = outline.provisions.iter().skip(1);
        let after = units
            .filter(|unit| unit.level == ProvisionLevel::Header)
            .map(|unit| unit.span);
        for span in after {
            let head = lines_in(&lines, span);
            letterhead::read(manuscript, head, &TitleBlock::default()).fill(&mut header);
        }
    }
    let signed_for = closing::read(&mut header, manuscript, &lines, outline);
    caption::read(&mut header, manuscript, &lines, outline);
    if header.symbol.is_none() && !block.has_letterhead && !has_type_in_capitals {
        reprint::read(&mut header, manuscript, &lines);
    }
    infer_type(&mut header, blank_symbol.as_ref(), is_letter);
    header.blank_symbol = blank_symbol.filter(|_| header.symbol.is_none());
    let symbol = header.symbol.as_ref().or(header.blank_symbol.as_ref());
    let symbol = symbol.map(|fact| fact.value.clone());
    let evidence = Evidence {
        is_in_title,
        signed_for: signed_for.as_ref(),
        symbol: symbol.as_ref(),
    };
    evidence::weigh(&mut header, &evidence);
    header
}

/// The type of a document without type word: the only one that its symbol allows, blank or
/// not; that of official letters where it has their symbol, a subject (V/v) or an address.
fn infer_type(header: &mut Header, blank: Option<&Fact<Symbol>>, is_letter: bool) {
    if header.document_type.is_some() {
        return;
    }
    let symbol = header.symbol.as_ref().or(blank);
    // The tax office writes letters as "2210/CT-NVT": its own code is that of a type.
    let is_unit = |code: &String| issuer_code::find(code).is_none();
    let has_units =
        |symbol: &&Fact<Symbol>| is_letter && symbol.value.issuers.iter().all(is_unit);
    let symbol_of_type = symbol.filter(|symbol| !has_units(symbol));
    let stated = symbol_of_type.and_then(|symbol| match symbol.value.family {
        Family::OfficialLetter => DocumentType::official_letter(),
        _ => match symbol.value.types().as_slice() {
            [only] => Some(*only),
            _ => None,
        },
    });
    let found = stated.or_else(|| DocumentType::official_letter().filter(|_| is_letter));
    let subject = header.title.as_ref().map(|fact| fact.span);
    let span = symbol.map(|fact| fact.span).or(subject).unwrap_or_default();
    header.document_type = found.map(|found| Fact::new(found, span, Confidence::Likely));
}
