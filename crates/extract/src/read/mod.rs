//! Bytes → `Manuscript`: the way in for files of every format.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::error::ExtractError;
use super::flow::RawDocument;
use super::format::{self, Format, TextKind};
use super::mend::assemble::build_manuscript;
use super::pdf::recognised::RecognisedPage;
use super::{doc, docx, encoding, html, markdown, odt, pdf, plain, rtf, sheet};
use tracuu_text::manuscript::Manuscript;

/// Largest file that is read, in bytes: 50 MiB, most of which is pictures and scans.
///
/// The longest acts with all their annexes have some megabytes of text; what is longer is
/// a collection or no document. Together with [`MAX_PARTS`] it keeps the memory for one
/// file below about half a gigabyte. Callers check the size of a file before they load it.
pub const MAX_SOURCE_BYTES: usize = 50 << 20;

/// Most lines, cells and tags of a file: a million.
///
/// Text has one on thirty bytes or more, so this is no limit for documents; a part takes
/// about half a kilobyte while a file is read.
pub const MAX_PARTS: usize = 1_000_000;

/// Reads a file. Its content decides the format; `name_hint` (a file name) only decides
/// between plain text and Markdown, and without a telling name the marks do.
///
/// # Errors
///
/// An empty, too large or binary file, a format that is not yet read, invalid UTF-8.
pub fn read(bytes: &[u8], name_hint: Option<&str>) -> Result<Manuscript, ExtractError> {
    let format = format::recognise(bytes);
    if bytes.len() > MAX_SOURCE_BYTES {
        let (size_bytes, limit_bytes) = (bytes.len(), MAX_SOURCE_BYTES);
        return Err(ExtractError::TooLarge { size_bytes, limit_bytes });
    }
    match format {
        None => read_characters(bytes, name_hint),
        Some(Format::Docx) => assemble(docx::document::read(bytes)?),
        Some(Format::Doc) => assemble(doc::document::read(bytes)?),
        Some(Format::Html) => assemble(html::document::read(bytes)?),
        Some(Format::Odt) => assemble(odt::document::read(bytes)?),
        Some(Format::Pdf) => read_recognised(bytes, &[]),
        Some(Format::Rtf) => assemble(rtf::document::read(bytes)?),
        Some(format @ (Format::Xlsx | Format::Xls | Format::Ods)) => {
            assemble(sheet::document::read(bytes, format)?)
        }
        Some(format) => Err(ExtractError::NotYetRead { format }),
    }
}

/// Reads a PDF file with what was recognised of its pages that cannot be read.
///
/// # Errors
///
/// A file that cannot be read, or without a page of text.
pub fn read_recognised(
    bytes: &[u8],
    pages: &[RecognisedPage],
) -> Result<Manuscript, ExtractError> {
    let pdf = pdf::document::read(bytes, pages)?;
    let mut manuscript = assemble(pdf.raw)?;
    manuscript.set_unread_pages(pdf.unread_pages);
    manuscript.set_recognised_pages(pdf.recognised_pages);
    Ok(manuscript)
}

/// Reads plain text or Markdown.
///
/// # Errors
///
/// Binary data, an encoding that is not known, too many lines.
fn read_characters(
    bytes: &[u8],
    name_hint: Option<&str>,
) -> Result<Manuscript, ExtractError> {
    let text = encoding::decode(bytes)?;
    if text.trim().is_empty() {
        return Err(ExtractError::Empty);
    }
    let bytes = text.as_bytes();
    let n_parts = memchr::memchr3_iter(b'\n', b'\t', b'|', bytes).count()
        + memchr::memchr2_iter(b'<', b'\r', bytes).count();
    if n_parts > MAX_PARTS {
        return Err(ExtractError::TooManyParts { n_parts, limit_parts: MAX_PARTS });
    }
    Ok(match format::text_kind(&text, name_hint) {
        TextKind::Plain => read_text(&text),
        TextKind::Markdown => read_markdown(&text),
    })
}

/// Mends what a reader of an office format gives.
///
/// # Errors
///
/// A file without any text.
fn assemble(document: RawDocument) -> Result<Manuscript, ExtractError> {
    let mut manuscript = build_manuscript(document.blocks, document.furniture);
    if !document.knows_pages {
        manuscript.forget_pages();
    }
    if manuscript.text().is_empty() {
        return Err(ExtractError::Empty);
    }
    Ok(manuscript)
}

/// Reads plain text.
pub fn read_text(text: &str) -> Manuscript {
    build_manuscript(plain::read(&compose(text)), Vec::new())
}

/// Reads Markdown with inline HTML.
pub fn read_markdown(text: &str) -> Manuscript {
    build_manuscript(markdown::read(&compose(text)), Vec::new())
}

/// The text in NFC, without byte order mark.
fn compose(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

#[cfg(test)]
pub(crate) mod tests;
