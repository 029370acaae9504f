//! A part as it is written: names with their prefixes, the places of its root.

use super::edit::PartEdits;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{XmlNode, XmlReader};
use tracuu_text::span::Span;

/// The vocabulary of Word, in its two editions.
const TRANSITIONAL: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

/// Prefix for a vocabulary that has none where it is needed.
const OWN_PREFIX: &str = "w";

/// The name of an element as its tag writes it, with its prefix.
pub(super) fn tag_name(source: &str, tag: Span) -> &str {
    let name = tag.of(source).trim_start_matches('<');
    let end = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '/' | '>');
    name.split(end).next().unwrap_or_default()
}

/// The prefix of a name; empty where it has none.
pub(super) fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

/// How elements of Word are named at a place.
#[derive(Clone, Default)]
pub(super) struct WordNames {
    /// With a prefix, since attributes need one.
    pub(super) prefix: String,
    /// Declares the prefix, with a space before; empty where it is declared.
    pub(super) declaration: String,
}

impl WordNames {
    /// The names where an element of Word has this name.
    pub(super) fn beside(name: &str, is_strict: bool) -> Self {
        let prefix = prefix(name);
        if !prefix.is_empty() {
            return Self { prefix: prefix.to_owned(), declaration: String::new() };
        }
        let namespace = namespace(is_strict);
        Self {
            prefix: OWN_PREFIX.to_owned(),
            declaration: format!(" xmlns:{OWN_PREFIX}=\"{namespace}\""),
        }
    }
}

/// The vocabulary of Word in an edition of the standard.
pub(super) const fn namespace(is_strict: bool) -> &'static str {
    if is_strict { STRICT } else { TRANSITIONAL }
}

/// A reader of a part that is in memory.
pub(super) fn reader(source: &str, part: PackagePart) -> XmlReader<'_> {
    XmlReader::new(Box::new(source.as_bytes()), part)
}

/// The root of a part.
pub(super) struct PartRoot {
    /// Its start tag.
    tag: Span,
    /// Its end tag; empty where it has none.
    end: Span,
}

impl PartRoot {
    /// Finds the root of a part; `each` sees the start of every element.
    ///
    /// # Errors
    ///
    /// A part that is no well-formed XML.
    pub(super) fn find(
        source: &str,
        part: PackagePart,
        mut each: impl FnMut(&XmlReader<'_>),
    ) -> Result<Self, PackageError> {
        let mut xml = reader(source, part);
        let mut tag = None;
        let mut end = Span::default();
        loop {
            match xml.next()? {
                XmlNode::Start => {
                    tag.get_or_insert(xml.place());
                    each(&xml);
                }
                XmlNode::End => end = xml.place(),
                XmlNode::Text => {}
                XmlNode::Eof => break,
            }
        }
        let tag = tag.ok_or_else(|| xml.damaged())?;
        Ok(Self { tag, end })
    }

    /// Its name, with its prefix.
    pub(super) fn name<'s>(&self, source: &'s str) -> &'s str {
        tag_name(source, self.tag)
    }

    /// Whether it is of the strict edition of the standard.
    pub(super) fn is_strict(&self, source: &str) -> bool {
        self.tag.of(source).contains(STRICT)
    }

    /// The part with something added behind all that the root holds.
    pub(super) fn append(&self, source: &str, added: &str) -> String {
        let mut edits = PartEdits::default();
        if self.end.is_empty() {
            let (close, text) = open_empty_element(source, self.tag, added);
            edits.replace(close, &text);
        } else {
            edits.insert(self.end.start, added);
        }
        edits.apply(source)
    }
}

/// Opens an element that was written without content (`<a/>`): its new end of the tag,
/// with `inside` and the end tag.
pub(super) fn open_empty_element(
    source: &str,
    tag: Span,
    inside: &str,
) -> (Span, String) {
    let close = Span::new(tag.end.saturating_sub(2), tag.end);
    (close, format!(">{inside}</{}>", tag_name(source, tag)))
}
