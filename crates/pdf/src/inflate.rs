//! How much a part of a file unpacks to, found out without keeping it.
//!
//! The reader of the format has no limit of its own.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use memchr::memmem;

use super::error::PdfError;

/// Most bytes that one part may unpack to: the text of a page has some kilobytes, its drawings a
/// few megabytes.
pub(crate) const LIMIT_BYTES: usize = 64 << 20;

/// Packed bytes below which no part can reach the limit: deflate packs 1,032 to 1 at most.
const SAFE_BYTES: usize = LIMIT_BYTES / 1_032;

/// Looks at all packed parts of a file as it lies on the disk; encrypted ones do not show.
///
/// # Errors
///
/// A part that unpacks to more than [`LIMIT_BYTES`].
pub(crate) fn check_file(bytes: &[u8]) -> Result<(), PdfError> {
    let mut starts = memmem::find_iter(bytes, b"stream").peekable();
    while let Some(start) = starts.next() {
        // `endstream` is a hit, too.
        let end = starts.peek().copied().unwrap_or(bytes.len());
        let packed = bytes.get(start + b"stream".len()..end).unwrap_or_default();
        check_bytes(packed.trim_ascii_start())?;
    }
    Ok(())
}

/// Looks at one part; also where the file is encrypted.
///
/// # Errors
///
/// As [`check_file`].
pub(crate) fn check_stream(stream: &Stream<'_>) -> Result<(), PdfError> {
    let n_deflates =
        stream.filters().iter().filter(|one| matches!(one, Filter::FlateDecode)).count();
    // Packed twice, a few bytes unpack to gigabytes; nobody writes that in good faith.
    if n_deflates > 1 {
        return Err(PdfError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    check_bytes(&stream.raw_data())
}

fn check_bytes(packed: &[u8]) -> Result<(), PdfError> {
    if packed.len() <= SAFE_BYTES {
        return Ok(());
    }
    let limit = u64::try_from(LIMIT_BYTES).unwrap_or(u64::MAX);
    let mut unpacked = ZlibDecoder::new(packed).take(limit + 1);
    // What is no zlib data ends at once with an error: it is packed otherwise or damaged.
    let n_bytes = io::copy(&mut unpacked, &mut io::sink()).unwrap_or_default();
    if n_bytes > limit {
        return Err(PdfError::TooLarge { limit_bytes: LIMIT_BYTES });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;

    fn pack(n_bytes: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&vec![b' '; n_bytes]).expect("into memory");
        packed.finish().expect("into memory")
    }

    #[test]
    fn a_part_that_unpacks_beyond_the_limit_is_refused() {
        let file = |packed: &[u8]| [b"1 0 obj stream\r\n", packed, b"endstream"].concat();
        assert_eq!(check_file(&file(&pack(LIMIT_BYTES / 2))), Ok(()));
        let refused = PdfError::TooLarge { limit_bytes: LIMIT_BYTES };
        assert_eq!(check_file(&file(&pack(LIMIT_BYTES + 9))), Err(refused));
    }
}
