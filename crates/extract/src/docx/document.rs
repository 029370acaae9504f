//! Puts the parts of a document together: notes, text, heads and feet of pages.

use super::context::{DocxContext, NoteKind};
use super::error::DocxError;
use super::numbering::read_numbering;
use super::relations::PartRelations;
use super::story::Story;
use super::styles::DocxStyles;
use crate::flow::page_counter::PageCounter;
use crate::flow::{RawDocument, one_line};
use crate::package::container::Package;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use crate::raw::RawBlock;
use tracuu_text::styled::StyledText;

/// Name of the body part where no relation names it.
pub(super) const USUAL_BODY: &str = "word/document.xml";

/// Most parts with heads and feet of pages that are read.
const MAX_MARGINS: usize = 64;

/// Reads a Word document.
///
/// # Errors
///
/// A damaged, encrypted or hostile file, or one that is too large; see [`DocxError`].
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, DocxError> {
    let mut package = Package::open(bytes)?;
    let root = PartRelations::read(&mut package, "")?;
    let body = root.of_kind("officeDocument").unwrap_or(USUAL_BODY).to_owned();
    let relations = PartRelations::read(&mut package, &body)?;
    let mut context = DocxContext::default();
    if let Some(mut xml) = open(&mut package, &relations, "styles", PackagePart::Styles)?
    {
        context.styles = DocxStyles::read(&mut xml)?;
    }
    if let Some(mut xml) =
        open(&mut package, &relations, "numbering", PackagePart::Numbering)?
    {
        context.numbering = read_numbering(&mut xml)?;
    }
    for (kind, of) in [("footnotes", NoteKind::Foot), ("endnotes", NoteKind::End)] {
        if let Some(mut xml) = open(&mut package, &relations, kind, PackagePart::Notes)? {
            read_notes(&mut xml, &mut context, of)?;
        }
    }
    let Some(mut xml) = package.part(&body, PackagePart::Body)? else {
        return Err(DocxError::NoDocument);
    };
    context.pages = PageCounter::of_body();
    let blocks = read_body(&mut xml, &mut context)?;
    drop(xml);
    let knows_pages = std::mem::take(&mut context.pages).is_laid_out();
    let furniture = read_margins(&mut package, &relations, &mut context)?;
    Ok(RawDocument { blocks, furniture, knows_pages })
}

fn open<'p>(
    package: &'p mut Package<'_>,
    relations: &PartRelations,
    kind: &str,
    part: PackagePart,
) -> Result<Option<XmlReader<'p>>, PackageError> {
    relations.of_kind(kind).map_or(Ok(None), |name| package.part(name, part))
}

/// The first element must be a document of Word.
fn read_body(
    xml: &mut XmlReader<'_>,
    context: &mut DocxContext,
) -> Result<Vec<RawBlock>, DocxError> {
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("document") => {
                return Ok(Story::read(xml, context)?.finish());
            }
            XmlNode::Start | XmlNode::End | XmlNode::Eof => {
                return Err(DocxError::NoDocument);
            }
            XmlNode::Text => {}
        }
    }
}

/// Keeps the notes by their ids, a note as one text: what it quotes (`“Điều 2. …`) must
/// not look like a unit of the document.
fn read_notes(
    xml: &mut XmlReader<'_>,
    context: &mut DocxContext,
    kind: NoteKind,
) -> Result<(), PackageError> {
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("footnote") || xml.is("endnote") => {
                let is_layout = xml
                    .attribute(Namespace::Word, "type")
                    .is_some_and(|kind| kind != "normal");
                if is_layout {
                    xml.skip()?;
                    continue;
                }
                let id = xml.number("id").unwrap_or_default();
                let note = one_line(&Story::read(xml, context)?.into_texts());
                if !note.is_blank() {
                    context.keep_note(kind, id, note);
                }
            }
            XmlNode::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Heads and feet that a section shows, each text once.
fn read_margins(
    package: &mut Package<'_>,
    relations: &PartRelations,
    context: &mut DocxContext,
) -> Result<Vec<StyledText>, PackageError> {
    let mut names: Vec<&str> = Vec::new();
    let mut furniture: Vec<StyledText> = Vec::new();
    for id in std::mem::take(&mut context.margins).iter().take(MAX_MARGINS) {
        let Some(name) = relations.by_id(id).filter(|name| !names.contains(name)) else {
            continue;
        };
        names.push(name);
        let Some(mut xml) = package.part(name, PackagePart::Margin)? else { continue };
        Story::read(&mut xml, context)?.add_to_furniture(&mut furniture);
    }
    Ok(furniture)
}
