//! The events of one XML part, bounded and without surprises: entities other than the five
//! of XML and numbers are refused, and so is a document type; depth, events and the length
//! of a token have limits; prefixes are resolved, since files may choose their own.
//!
//! The reader holds the current element, so that callers query it without borrowing.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::Reader;
use quick_xml::errors::Error;
use quick_xml::escape::{resolve_xml_entity, unescape_with};
use quick_xml::events::attributes::Attributes;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::{PackageError, PackagePart};
use tracuu_text::span::Span;

/// Most bytes to which one part may unpack: 64 MiB. A thousand pages have some 20 MiB of
/// XML.
pub(crate) const MAX_PART_BYTES: u64 = 64 << 20;

/// Deepest nesting of elements. Word stops at some 200; real files stay below 60.
const MAX_DEPTH: usize = 256;

/// Most events of a part: five millions are some thousands of pages.
const MAX_EVENTS: usize = 5_000_000;

/// Longest tag or stretch of text without one, in bytes: 4 MiB.
const MAX_TOKEN_BYTES: u64 = 4 << 20;

/// Most prefixes that are bound at one place. Word binds some thirty.
const MAX_BINDINGS: usize = 200;

/// The vocabularies that have a meaning here.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Namespace {
    /// `WordprocessingML`, transitional or strict.
    Word,
    /// Relations between parts, as attributes of other elements.
    Relations,
    /// Markup compatibility: one of several branches.
    Compatibility,
    /// Formulas.
    Math,
    /// `OpenDocument`: the parts of a document.
    Office,
    /// `OpenDocument`: text.
    Text,
    /// `OpenDocument`: tables.
    Table,
    /// `OpenDocument`: styles.
    Style,
    /// `OpenDocument`: formatting in the words of XSL.
    Formatting,
    /// `OpenDocument`: drawings.
    Draw,
    /// `OpenDocument`: graphics in the words of SVG.
    Graphics,
    /// No prefix and no default.
    Bare,
    /// Any other.
    Other,
}

impl Namespace {
    fn from_uri(uri: &str) -> Self {
        match uri {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
            | "http://purl.oclc.org/ooxml/officeDocument/relationships" => {
                Self::Relations
            }
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => {
                Self::Compatibility
            }
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Self::Office,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::Text,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::Table,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::Style,
            "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" => {
                Self::Formatting
            }
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Self::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => Self::Graphics,
            _ => Self::Other,
        }
    }
}

/// What the reader stands at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum XmlNode {
    /// An element begins: its name and attributes are available.
    Start,
    /// The element that is innermost ends.
    End,
    /// A stretch of text, see [`XmlReader::text`].
    Text,
    /// The part ends.
    Eof,
}

/// Reads one part.
pub(crate) struct XmlReader<'p> {
    reader: Reader<Guard<'p>>,
    buffer: Vec<u8>,
    part: PackagePart,
    depth: usize,
    n_events: usize,
    bindings: Vec<Binding>,
    namespace: Namespace,
    /// The source of the current tag: name and attributes.
    tag: String,
    name_length: usize,
    text: String,
    place: Span,
}

struct Binding {
    depth: usize,
    prefix: String,
    namespace: Namespace,
}

impl<'p> XmlReader<'p> {
    /// A reader of the unpacked bytes of a part.
    pub(crate) fn new(stream: Box<dyn Read + 'p>, part: PackagePart) -> Self {
        let inner = BufReader::with_capacity(1 << 16, stream);
        let mut reader = Reader::from_reader(Guard { inner, n_token: 0, n_total: 0 });
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            buffer: Vec::new(),
            part,
            depth: 0,
            n_events: 0,
            bindings: Vec::new(),
            namespace: Namespace::Other,
            tag: String::new(),
            name_length: 0,
            text: String::new(),
            place: Span::default(),
        }
    }

    /// Which part this is.
    pub(crate) const fn part(&self) -> PackagePart {
        self.part
    }

    /// Goes on to the next node.
    ///
    /// # Errors
    ///
    /// Whatever the limits of this file forbid, and what is no well-formed XML.
    pub(crate) fn next(&mut self) -> Result<XmlNode, PackageError> {
        loop {
            self.n_events += 1;
            if self.n_events > MAX_EVENTS {
                return Err(PackageError::TooMuch { part: self.part });
            }
            self.reader.get_mut().n_token = 0;
            let start = self.reader.get_ref().n_total;
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            let node = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => self.event(&event),
                Err(error) => Err(self.fault(&error)),
            };
            self.buffer = buffer;
            let end = self.reader.get_ref().n_total;
            // A part has at most 64 MiB.
            let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
            self.place = Span::new(place(start), place(end));
            if let Some(node) = node? {
                return Ok(node);
            }
        }
    }

    /// Passes over the rest of the current element, its end included.
    ///
    /// # Errors
    ///
    /// As [`Self::next`].
    pub(crate) fn skip(&mut self) -> Result<(), PackageError> {
        let outside = self.depth.saturating_sub(1);
        while self.depth > outside {
            if self.next()? == XmlNode::Eof {
                break;
            }
        }
        Ok(())
    }

    /// The bytes of the part that the current node takes: a tag, or a stretch of text as it
    /// is written. The end of an element without an end tag takes none.
    pub(crate) const fn place(&self) -> Span {
        self.place
    }

    /// Shows every child of the current element to `take`, which sees its name and
    /// attributes; what is inside the children is passed over.
    ///
    /// # Errors
    ///
    /// As [`Self::next`].
    pub(crate) fn each_child(
        &mut self,
        mut take: impl FnMut(&Self),
    ) -> Result<(), PackageError> {
        loop {
            match self.next()? {
                XmlNode::Start => {
                    take(self);
                    self.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(()),
            }
        }
    }

    /// Vocabulary and local name of the element that has just begun.
    pub(crate) fn name(&self) -> (Namespace, &str) {
        let name = self.tag.get(..self.name_length).unwrap_or_default();
        (self.namespace, name.rsplit_once(':').map_or(name, |(_, local)| local))
    }

    /// An attribute of the element that has just begun.
    pub(crate) fn attribute(
        &self,
        namespace: Namespace,
        name: &str,
    ) -> Option<Cow<'_, str>> {
        let source = self.tag.as_str();
        let found = Attributes::new(source, self.name_length)
            .with_checks(false)
            .flatten()
            .find(|attribute| {
                let key = attribute.key.0;
                let (prefix, local) = key.rsplit_once(':').unwrap_or(("", key));
                let is_bare = prefix.is_empty();
                local == name
                    && namespace
                        == if is_bare { Namespace::Bare } else { self.resolve(prefix) }
            })?;
        match found.value {
            Cow::Borrowed(value) => unescape_with(value, resolve_xml_entity).ok(),
            Cow::Owned(value) => {
                let value = unescape_with(&value, resolve_xml_entity).ok();
                value.map(|value| Cow::Owned(value.into_owned()))
            }
        }
    }

    /// The stretch of text just read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The error that the part is damaged here.
    pub(crate) fn damaged(&self) -> PackageError {
        let offset_bytes = self.reader.get_ref().n_total;
        PackageError::Damaged { part: self.part, offset_bytes }
    }

    fn event(&mut self, event: &Event<'_>) -> Result<Option<XmlNode>, PackageError> {
        match event {
            Event::Start(start) | Event::Empty(start) => {
                self.start(start)?;
                return Ok(Some(XmlNode::Start));
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                let depth = self.depth;
                while self.bindings.last().is_some_and(|bound| bound.depth > depth) {
                    self.bindings.pop();
                }
                return Ok(Some(XmlNode::End));
            }
            // Line ends stay as they are, so that a text has the length of its place;
            // callers treat them as white space.
            Event::Text(text) => self.keep(text),
            Event::CData(text) => self.keep(text),
            Event::GeneralRef(reference) => {
                let letter = self.letter(reference)?;
                self.keep(&letter);
            }
            Event::DocType(_) => return Err(PackageError::Entities { part: self.part }),
            Event::Eof if self.depth > 0 => return Err(self.damaged()),
            Event::Eof => return Ok(Some(XmlNode::Eof)),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => return Ok(None),
        }
        Ok(Some(XmlNode::Text))
    }

    fn keep(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
    }

    fn letter(&self, reference: &BytesRef<'_>) -> Result<String, PackageError> {
        if reference.is_char_ref() {
            let letter = reference.resolve_char_ref().ok().flatten();
            return letter.map(String::from).ok_or_else(|| self.damaged());
        }
        let known = resolve_xml_entity(reference);
        known.map(str::to_owned).ok_or(PackageError::Entities { part: self.part })
    }

    fn start(&mut self, start: &BytesStart<'_>) -> Result<(), PackageError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(PackageError::TooDeep { part: self.part, limit: MAX_DEPTH });
        }
        self.tag.clear();
        self.tag.push_str(start);
        self.name_length = start.name().0.len();
        if start.attributes_raw().contains("xmlns") {
            self.bind(start)?;
        }
        let name = start.name().0;
        self.namespace =
            self.resolve(name.rsplit_once(':').map_or("", |(prefix, _)| prefix));
        Ok(())
    }

    fn bind(&mut self, start: &BytesStart<'_>) -> Result<(), PackageError> {
        for attribute in start.attributes().with_checks(false).flatten() {
            let Some(rest) = attribute.key.0.strip_prefix("xmlns") else { continue };
            let prefix = rest.strip_prefix(':').unwrap_or(rest).to_owned();
            let namespace = Namespace::from_uri(&attribute.value);
            self.bindings.push(Binding { depth: self.depth, prefix, namespace });
            if self.bindings.len() > MAX_BINDINGS {
                return Err(PackageError::TooMuch { part: self.part });
            }
        }
        Ok(())
    }

    fn resolve(&self, prefix: &str) -> Namespace {
        let mut bound = self.bindings.iter().rev();
        let found = bound.find(|binding| binding.prefix == prefix);
        let unbound = if prefix.is_empty() { Namespace::Bare } else { Namespace::Other };
        found.map_or(unbound, |binding| binding.namespace)
    }

    fn fault(&self, error: &Error) -> PackageError {
        if self.reader.get_ref().n_total >= MAX_PART_BYTES {
            let limit_bytes = MAX_PART_BYTES;
            return PackageError::TooLarge { part: self.part, limit_bytes };
        }
        match error {
            Error::Io(_) if self.reader.get_ref().n_token >= MAX_TOKEN_BYTES => {
                PackageError::TooMuch { part: self.part }
            }
            Error::Escape(_) => PackageError::Entities { part: self.part },
            _ => self.damaged(),
        }
    }
}

/// The bytes of a part, counted: one token and the whole have limits, whatever sizes the
/// container states.
struct Guard<'p> {
    inner: BufReader<Box<dyn Read + 'p>>,
    n_token: u64,
    n_total: u64,
}

impl Read for Guard<'_> {
    fn read(&mut self, target: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(target)?;
        self.n_total += length as u64;
        Ok(length)
    }
}

impl BufRead for Guard<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_token >= MAX_TOKEN_BYTES || self.n_total >= MAX_PART_BYTES {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n_bytes: usize) {
        self.n_token += n_bytes as u64;
        self.n_total += n_bytes as u64;
        self.inner.consume(n_bytes);
    }
}
