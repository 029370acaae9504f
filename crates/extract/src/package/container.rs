//! The container: a ZIP file of which only known parts are unpacked, each as a stream.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use memchr::memmem;
use zip::read::ZipFile;
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::error::{PackageError, PackagePart};
use super::xml::{MAX_PART_BYTES, XmlReader};

/// Most files of a container. Word writes some twenty and one for each picture, an archive of a
/// year has some hundreds.
pub const MAX_ENTRIES: usize = 2_000;

/// What every entry of a table of contents begins with.
const ENTRY_SIGN: &[u8] = b"PK\x01\x02";

/// How many files a container holds at most, before its table of contents is read: packed
/// bytes may look like an entry.
pub fn n_entries(bytes: &[u8]) -> usize {
    memmem::find_iter(bytes, ENTRY_SIGN).count()
}

/// An open container.
pub(crate) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
}

impl<'b> Package<'b> {
    /// Opens a container. Its entries are counted before the table of contents is read,
    /// so that the memory for it is bounded.
    ///
    /// # Errors
    ///
    /// A damaged container, too many entries, a name that leads out of it.
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, PackageError> {
        let n_entries = n_entries(bytes);
        if n_entries > MAX_ENTRIES {
            let limit_entries = MAX_ENTRIES;
            return Err(PackageError::TooManyEntries { n_entries, limit_entries });
        }
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|_| PackageError::Container)?;
        if archive.file_names_raw().any(leads_out) {
            return Err(PackageError::UnsafeName);
        }
        Ok(Self { archive })
    }

    /// The events of a part; `None` where the container has no such name.
    ///
    /// # Errors
    ///
    /// An encrypted, damaged or too large part.
    pub(crate) fn part(
        &mut self,
        name: &str,
        part: PackagePart,
    ) -> Result<Option<XmlReader<'_>>, PackageError> {
        let Some(entry) = self.entry(name, part)? else { return Ok(None) };
        let stream: Box<dyn Read + '_> = Box::new(entry);
        Ok(Some(XmlReader::new(stream, part)))
    }

    /// A part as text; `None` where the container has no such name.
    ///
    /// # Errors
    ///
    /// An encrypted, damaged or too large part, or one that is no UTF-8.
    pub(crate) fn text(
        &mut self,
        name: &str,
        part: PackagePart,
    ) -> Result<Option<String>, PackageError> {
        let Some(entry) = self.entry(name, part)? else { return Ok(None) };
        let mut text = String::new();
        let read = entry.take(MAX_PART_BYTES + 1).read_to_string(&mut text);
        read.map_err(|_| PackageError::Damaged { part, offset_bytes: 0 })?;
        if text.len() as u64 > MAX_PART_BYTES {
            return Err(PackageError::TooLarge { part, limit_bytes: MAX_PART_BYTES });
        }
        Ok(Some(text))
    }

    /// A name as the container writes it.
    pub(crate) fn name_of(&self, name: &str) -> Option<String> {
        let place = self.place(name)?;
        self.archive.name_for_index(place)?.ok().map(Cow::into_owned)
    }

    /// Whether a part stands in a folder, whose name ends with a slash.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        let folder = folder.as_bytes();
        self.archive.file_names_raw().any(|name| {
            name.get(..folder.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(folder))
        })
    }

    /// The container with other texts for some of its parts, new ones behind the others.
    /// What is not named keeps its packed bytes; nothing depends on the clock.
    ///
    /// # Errors
    ///
    /// A damaged container.
    pub(crate) fn rewrite(mut self, changed: &[(String, String)]) -> ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.set_raw_comment(self.archive.comment().into())?;
        let places: Vec<Option<usize>> =
            changed.iter().map(|(name, _)| self.place(name)).collect();
        for place in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(place)?;
            let found = places.iter().position(|changed| *changed == Some(place));
            let Some((_, text)) = found.and_then(|found| changed.get(found)) else {
                writer.raw_copy_file(entry)?;
                continue;
            };
            writer.start_file(entry.name()?, entry.options())?;
            writer.write_all(text.as_bytes())?;
        }
        for ((name, text), place) in changed.iter().zip(places) {
            if place.is_none() {
                writer.start_file(name, SimpleFileOptions::default())?;
                writer.write_all(text.as_bytes())?;
            }
        }
        Ok(writer.finish()?.into_inner())
    }

    fn entry(
        &mut self,
        name: &str,
        part: PackagePart,
    ) -> Result<Option<ZipFile<'_, Cursor<&'b [u8]>>>, PackageError> {
        let Some(place) = self.place(name) else { return Ok(None) };
        let entry = self.archive.by_index(place).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
                PackageError::Encrypted
            }
            _ => PackageError::Damaged { part, offset_bytes: 0 },
        })?;
        if entry.size() > MAX_PART_BYTES {
            return Err(PackageError::TooLarge { part, limit_bytes: MAX_PART_BYTES });
        }
        Ok(Some(entry))
    }

    /// The place of a name, which the standard compares without regard to case.
    fn place(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let mut names = self.archive.file_names_raw();
            names.position(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        })
    }
}

/// Whether a name leads out of the container: absolute, with a drive, or with `..`.
fn leads_out(name: &[u8]) -> bool {
    let is_separator = |byte: &u8| matches!(byte, b'/' | b'\\');
    let has_drive = name.get(1) == Some(&b':');
    name.first().is_some_and(is_separator)
        || has_drive
        || name.split(is_separator).any(|step| step == b"..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told() {
        for (name, expected) in [
            ("word/document.xml", false),
            ("word/..a/b", false),
            ("../x", true),
            ("word/../../x", true),
            ("a\\..\\x", true),
            ("/tmp/x", true),
            ("C:/x", true),
            ("", false),
        ] {
            assert_eq!(leads_out(name.as_bytes()), expected, "{name}");
        }
    }
}
