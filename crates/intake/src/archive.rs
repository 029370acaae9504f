//! Archives (ZIP) of documents, each unpacked into memory and handed on under its name.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;
use zip::result::ZipError;

use super::inner_file::{InnerFile, shown_name};
use tracuu_extract::package::{MAX_ENTRIES, n_entries};
use tracuu_extract::read::MAX_SOURCE_BYTES;
use tracuu_text::read_failure::{ReadFailure, ReadFailureKind};

/// Most bytes that an archive unpacks to.
const MAX_BYTES: usize = 256 << 20;

/// How often smaller than its content a file may be packed, and from which size on: text
/// packs to a tenth, what packs to less is made to exhaust its reader.
const MAX_RATIO: u64 = 200;
const MIN_RATIO_BYTES: u64 = 1 << 20;

/// Parts by which a container of an office program is known.
const OFFICE_PARTS: [&str; 4] =
    ["[Content_Types].xml", "mimetype", "content.xml", "word/document.xml"];

/// Whether bytes are an archive of files, and no container of an office program. An archive
/// that holds such a container as it is holds its names too, so that only the table of
/// contents tells.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    let is_zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if !is_zip || n_entries(bytes) > MAX_ENTRIES {
        return false;
    }
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| {
        !archive.file_names_raw().any(|name| {
            OFFICE_PARTS.iter().any(|part| name.eq_ignore_ascii_case(part.as_bytes()))
        })
    })
}

/// The files of an archive, folders left out.
///
/// # Errors
/// A damaged table of contents.
pub(super) fn unpack(bytes: &[u8]) -> Result<Vec<InnerFile>, ReadFailure> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let mut files = Vec::new();
    let mut n_left = MAX_BYTES;
    for place in 0..archive.len() {
        let name = archive.name_for_index(place);
        let name = match name {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("{}", place + 1),
        };
        if name.ends_with(['/', '\\']) {
            continue;
        }
        let bytes = unpack_one(&mut archive, place, n_left);
        n_left -= bytes.as_ref().map_or(0, Vec::len);
        files.push(InnerFile { name: shown_name(&name), bytes });
    }
    Ok(files)
}

fn unpack_one(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    place: usize,
    n_left: usize,
) -> Result<Vec<u8>, ReadFailure> {
    let entry = archive.by_index(place).map_err(|error| match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadFailure::new(
            ReadFailureKind::Password,
            "the file in the archive is under a password\nhint: pack it without one",
        ),
        _ => damaged(),
    })?;
    let too_large = || {
        ReadFailure::new(
            ReadFailureKind::TooLarge,
            "the file in the archive unpacks to more than is read\n\
             hint: put it into the folder by itself",
        )
    };
    let n_packed = entry.compressed_size().max(1);
    if entry.size() > MIN_RATIO_BYTES && entry.size() / n_packed > MAX_RATIO {
        return Err(ReadFailure::new(
            ReadFailureKind::TooComplex,
            "the file in the archive is packed smaller than any document, as attacks are\n\
             hint: do not open it; ask the sender where it comes from",
        ));
    }
    let limit = n_left.min(MAX_SOURCE_BYTES);
    if usize::try_from(entry.size()).map_or(true, |size| size > limit) {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // The size that the archive states may be wrong.
    let read = entry.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|_| damaged())?;
    if bytes.len() > limit { Err(too_large()) } else { Ok(bytes) }
}

fn damaged() -> ReadFailure {
    ReadFailure::new(
        ReadFailureKind::Damaged,
        "the archive is damaged, or packed in a way that is not read\n\
         hint: get it again, or pack it anew as ZIP",
    )
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_gives_its_files_under_harmless_names() {
        let bytes = packed(&[
            ("2024/kế hoạch.txt", "một".as_bytes()),
            ("../../etc/x.txt", b"hai"),
            ("C:\\a\\b.txt", b"ba"),
        ]);
        assert!(is_archive(&bytes));
        let files = unpack(&bytes).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["2024/kế hoạch.txt", "etc/x.txt", "C:/a/b.txt"]);
        assert_eq!(files[0].bytes.as_deref().unwrap(), "một".as_bytes());
    }

    #[test]
    fn a_container_of_an_office_program_is_no_archive() {
        let document =
            packed(&[("[Content_Types].xml", b"<a/>"), ("word/document.xml", b"")]);
        assert!(!is_archive(&document));
        assert!(is_archive(&packed(&[("a.docx", &document)])));
        assert!(!is_archive(b"PK\x03\x04"));
    }

    #[test]
    fn a_bomb_is_told_beside_the_files_that_are_none() {
        let bytes = packed(&[("bomb.txt", &vec![b'a'; 8 << 20]), ("a.txt", b"a")]);
        let files = unpack(&bytes).unwrap();
        let kinds: Vec<_> = files
            .iter()
            .map(|file| file.bytes.as_ref().err().map(|failure| failure.kind))
            .collect();
        assert_eq!(kinds, [Some(ReadFailureKind::TooComplex), None]);
    }
}
