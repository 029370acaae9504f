//! Which files are documents: by their names, and by their first bytes where the name says
//! nothing. The name only chooses files; the content decides the format.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use super::{catalogue_file, manifest};
use tracuu_index::unread_file::NoDocument;

/// Ends of the names of documents, in small letters. Some are not read: a document that is
/// passed over must be told.
pub const EXTENSIONS: [&str; 20] = [
    "md", "txt", "docx", "docm", "doc", "rtf", "odt", "html", "htm", "xlsx", "xlsm",
    "xls", "ods", "pdf", "ppt", "pptx", "zip", "eml", "mht", "mhtml",
];

/// Ends of the names of other files.
const OTHERS: [(&[&str], NoDocument); 4] = [
    (
        &["jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "svg"],
        NoDocument::Picture,
    ),
    (&["rar", "7z", "gz", "tgz", "tar", "bz2", "xz", "iso"], NoDocument::Archive),
    (
        &["mp3", "wav", "m4a", "wma", "mp4", "avi", "mov", "mkv", "wmv"],
        NoDocument::Recording,
    ),
    (
        &[
            "exe", "dll", "msi", "bat", "cmd", "lnk", "url", "ini", "db", "tmp", "bak",
            "log",
        ],
        NoDocument::SystemFile,
    ),
];

/// What the names of files begin with that Word keeps beside an open document: they hold
/// the name of who has it open, and no text. `LibreOffice` keeps `.~lock.…#`, which is hidden.
const OWNER_FILE: &str = "~$";

/// How documents of office programs begin.
const SIGNATURES: [&[u8]; 4] =
    [b"%PDF-", b"{\\rtf", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"];

/// What a file of this name is, where it is no document. `is_document_inside` looks at its
/// first bytes; it is asked only where the name says nothing.
pub(crate) fn other_than_document(
    name: &str,
    is_document_inside: impl FnOnce() -> bool,
) -> Option<NoDocument> {
    if [manifest::FILE_NAME, catalogue_file::FILE_NAME].contains(&name) {
        return Some(NoDocument::CollectionFile);
    }
    if name.starts_with(OWNER_FILE) {
        return Some(NoDocument::OwnerFile);
    }
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_one_of =
        |known: &[&str]| known.iter().any(|known| extension.eq_ignore_ascii_case(known));
    if stem.eq_ignore_ascii_case("readme") {
        return Some(NoDocument::Readme);
    }
    if is_one_of(&EXTENSIONS) {
        return None;
    }
    let listed = OTHERS.iter().find(|(extensions, _)| is_one_of(extensions));
    match listed {
        Some((_, kind)) => Some(*kind),
        None if is_document_inside() => None,
        None => Some(NoDocument::UnknownType),
    }
}

/// Whether a file begins as the documents of office programs do.
pub(super) fn is_document_inside(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(8).read_to_end(&mut head));
    read.is_ok() && begins_as_document(&head)
}

/// Whether bytes begin as the documents of office programs do.
pub(crate) fn begins_as_document(bytes: &[u8]) -> bool {
    SIGNATURES.iter().any(|signature| bytes.starts_with(signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_meaning_is_decided_by_the_first_bytes() {
        for (name, expected) in [
            ("ke-hoach.docx", None),
            ("KE HOACH.DOC", None),
            ("anh.JPG", Some(NoDocument::Picture)),
            ("van-ban.rar", Some(NoDocument::Archive)),
            ("readme", Some(NoDocument::Readme)),
            ("Thumbs.db", Some(NoDocument::SystemFile)),
            ("catalogue.toml", Some(NoDocument::CollectionFile)),
            ("KH 12", Some(NoDocument::UnknownType)),
            ("so.123", Some(NoDocument::UnknownType)),
        ] {
            assert_eq!(other_than_document(name, || false), expected, "{name}");
        }
        assert_eq!(other_than_document("KH 12", || true), None);
        assert_eq!(other_than_document("anh.jpg", || true), Some(NoDocument::Picture));
    }
}
