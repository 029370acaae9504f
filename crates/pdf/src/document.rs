//! A PDF file, page by page.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::content::{ContentReader, check_content};
use super::error::PdfError;
use super::font::Fonts;
use super::inflate;
use super::matrix::Matrix;
use super::page::Page;
use super::upright;

/// Most pages of a file.
pub const MAX_PAGES: usize = 2_000;

/// Most glyphs and rules of a file: 2,000 full pages have 8 million; one takes some 64 bytes
/// while a page is read.
pub const MAX_PARTS: usize = 12_000_000;

/// Reads a file and hands out its pages in order; a file that opens without a password is read
/// whatever its permissions say.
///
/// The reader of the format is not ours and may panic on a file that nobody thought of. That is
/// a damaged file to our callers; processes of their own will hold what cannot be caught.
///
/// # Errors
///
/// A file that needs a password, is too damaged or too large.
pub fn read(bytes: Vec<u8>, take: impl FnMut(Page)) -> Result<(), PdfError> {
    inflate::check_file(&bytes)?;
    catch_unwind(AssertUnwindSafe(|| read_pages(bytes, take)))
        .unwrap_or(Err(PdfError::Damaged))
}

fn read_pages(bytes: Vec<u8>, mut take: impl FnMut(Page)) -> Result<(), PdfError> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            PdfError::PasswordNeeded
        }
        LoadPdfError::Decryption(_) => PdfError::UnknownEncryption,
        LoadPdfError::Invalid => PdfError::Damaged,
    })?;
    let n_pages = pdf.pages().len();
    if n_pages > MAX_PAGES {
        return Err(PdfError::TooManyPages { n_pages, limit_pages: MAX_PAGES });
    }
    let fonts = Fonts::new();
    let mut n_parts = 0;
    for (page, number) in pdf.pages().iter().zip(1_u32..) {
        check_content(page.raw())?;
        let (width, height) = page.render_dimensions();
        let blank = Page {
            number,
            width: f64::from(width),
            height: f64::from(height),
            ..Page::default()
        };
        let matrix = Matrix(page.initial_transform(true).as_coeffs());
        let mut reader = ContentReader::new(blank, matrix, &fonts);
        reader.read(page.typed_operations(), page.resources(), 0)?;
        let (mut read, directions) = reader.finish();
        upright::turn(&mut read, &directions);
        n_parts += read.glyphs.len() + read.rules.len();
        if n_parts > MAX_PARTS {
            return Err(PdfError::TooManyParts { limit_parts: MAX_PARTS });
        }
        take(read);
    }
    Ok(())
}
