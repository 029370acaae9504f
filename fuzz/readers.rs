//! What the fuzz targets of the readers do: bytes give a manuscript that holds its laws, or an
//! error with a hint. Never a panic, a hang, or memory without end.

use std::io::{Cursor, Write as _};

use tracuu_intake::contents::Contents;
use tracuu_intake::reader::FileReader;
use tracuu_text::manuscript::Manuscript;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reads a file as it is.
pub(crate) fn file(bytes: &[u8]) {
    match FileReader::InProcess.open(bytes, None) {
        Ok(Contents::Document(manuscript)) => check(&manuscript),
        Ok(Contents::Files(files)) => assert!(!files.is_empty()),
        Err(failure) => assert!(failure.message.contains("\nhint: "), "{failure:?}"),
    }
}

/// Reads a container, of which the fuzzer changes the parts: packed they would be compressed
/// and under checksums, and no change would pass. Parts stand one behind the other, parted by
/// a byte of zero, their names on their first line (`seeds.py` writes that).
pub(crate) fn container(bytes: &[u8]) {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for part in bytes.split(|byte| *byte == 0) {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let (name, content) = part.split_at(end);
        // A name that stands there already is refused.
        if writer.start_file(String::from_utf8_lossy(name), options).is_ok() {
            writer.write_all(content.get(1..).unwrap_or_default()).expect("memory");
        }
    }
    file(&writer.finish().expect("memory").into_inner());
}

/// Blocks tile the text; runs and page breaks lie on boundaries of characters.
fn check(manuscript: &Manuscript) {
    let text = manuscript.text();
    let lines = manuscript.blocks().iter().map(|block| manuscript.slice(block.span));
    assert_eq!(lines.collect::<Vec<_>>().join("\n"), text);
    for run in manuscript.runs() {
        assert!(text.get(run.span.start..run.span.end).is_some(), "{run:?}");
    }
    for at in manuscript.page_breaks() {
        assert!(text.is_char_boundary(*at), "{at}");
    }
}
