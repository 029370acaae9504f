//! A PDF file → raw blocks: which of its pages can be read, and what they repeat.

use tracuu_text::styled::StyledText;

use super::error::PdfTextError;
use super::furniture;
use super::layout::PageLayout;
use super::pages::PageJoiner;
use super::recognised::RecognisedPage;
use crate::flow::RawDocument;

/// The text of a file.
pub(crate) struct PdfDocument {
    pub(crate) raw: RawDocument,
    /// Pages whose text cannot be read, ascending: pictures, or garbled.
    pub(crate) unread_pages: Vec<u32>,
    /// Pages whose text was recognised from a picture, ascending.
    pub(crate) recognised_pages: Vec<u32>,
}

/// Reads a PDF file, with what was recognised of its pages that cannot be read.
///
/// # Errors
///
/// A file that cannot be read, or without a page of text that can.
pub(crate) fn read(
    bytes: &[u8],
    recognised: &[RecognisedPage],
) -> Result<PdfDocument, PdfTextError> {
    let mut pages: Vec<PageLayout> = Vec::new();
    tracuu_pdf::document::read(bytes.to_vec(), |page| {
        pages.push(PageLayout::new(&page));
    })?;
    read_pages(pages, recognised)
}

/// Puts pages together.
///
/// # Errors
///
/// No page of text that can be read.
pub(super) fn read_pages(
    mut pages: Vec<PageLayout>,
    recognised: &[RecognisedPage],
) -> Result<PdfDocument, PdfTextError> {
    let n_pages = pages.len();
    let (mut unread_pages, mut recognised_pages) = (Vec::new(), Vec::new());
    let mut n_garbled = 0_usize;
    for page in &mut pages {
        let is_garbled = page.counts.is_garbled(page.is_scan);
        if is_garbled || page.is_blank() && page.is_scan {
            if let Some(found) = recognised.iter().find(|one| one.number == page.number) {
                recognised_pages.push(page.number);
                *page = PageLayout::new(&found.as_page());
                continue;
            }
            n_garbled += usize::from(is_garbled);
            unread_pages.push(page.number);
            page.clear();
        }
    }
    if !unread_pages.is_empty() && pages.iter().all(PageLayout::is_blank) {
        return Err(match n_garbled {
            0 => PdfTextError::NoTextLayer { n_pages },
            _ => PdfTextError::GarbledTextLayer { n_pages },
        });
    }
    let mut furniture = furniture::take_out(&mut pages);
    let mut stray: Vec<StyledText> = Vec::new();
    for text in pages.iter_mut().flat_map(|page| page.stray.drain(..)) {
        if stray.iter().all(|found| found.text() != text.text()) && stray.len() < 64 {
            stray.push(text);
        }
    }
    furniture.append(&mut stray);
    let blocks = PageJoiner::new(&pages).read(pages);
    Ok(PdfDocument {
        raw: RawDocument { blocks, furniture, knows_pages: true },
        unread_pages,
        recognised_pages,
    })
}
