//! Which words of the body a comment is about: bytes of its part, inside paragraphs that
//! Word can mark.

use super::source::reader;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode};
use tracuu_text::span::Span;

/// Where a comment is anchored: bytes of the part of the text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct CommentAnchor {
    pub(super) source: Span,
    /// Id of the comment.
    pub(super) id: i64,
}

/// A paragraph of the body, the outermost where paragraphs lie inside each other (text
/// boxes): Word shows no comments inside text boxes.
#[derive(Clone, Copy)]
struct Paragraph {
    span: Span,
    /// Where the element begins that holds it: body, cell, control.
    parent: usize,
}

/// The paragraphs of a body, in order.
pub(super) struct Paragraphs {
    paragraphs: Vec<Paragraph>,
}

impl Paragraphs {
    /// Finds the paragraphs.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`](crate::package::xml::XmlReader::next).
    pub(super) fn find(body: &str) -> Result<Self, PackageError> {
        let mut xml = reader(body, PackagePart::Body);
        let mut paragraphs = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut outermost: Option<(usize, Paragraph)> = None;
        loop {
            match xml.next()? {
                XmlNode::Start => {
                    let place = xml.place();
                    if outermost.is_none() && xml.name() == (Namespace::Word, "p") {
                        let parent = open.last().copied().unwrap_or_default();
                        outermost = Some((open.len(), Paragraph { span: place, parent }));
                    }
                    open.push(place.start);
                }
                XmlNode::End => {
                    open.pop();
                    if let Some((_, mut paragraph)) =
                        outermost.take_if(|(depth, _)| *depth == open.len())
                    {
                        paragraph.span.end = xml.place().end;
                        paragraphs.push(paragraph);
                    }
                }
                XmlNode::Text => {}
                XmlNode::Eof => return Ok(Self { paragraphs }),
            }
        }
    }

    /// Where a comment on a stretch of the body is anchored. A stretch that leads out of
    /// the cell or control in which it begins ends with its first paragraph; nothing is
    /// anchored on the first paragraph as a whole. `None` without any paragraph.
    pub(super) fn anchor(&self, source: Option<Span>) -> Option<Span> {
        let first = self.paragraphs.first()?;
        let Some(source) = source else { return Some(first.span) };
        let Some(begins) = self.at(source.start) else { return Some(first.span) };
        let last = source.end.saturating_sub(1);
        let ends = self.at(last).filter(|ends| ends.parent == begins.parent);
        let end = if ends.is_some() { source.end } else { begins.span.end };
        Some(Span::new(source.start, end))
    }

    fn at(&self, offset: usize) -> Option<Paragraph> {
        let after = self.paragraphs.partition_point(|one| one.span.start <= offset);
        let found = self.paragraphs.get(after.checked_sub(1)?)?;
        (offset < found.span.end).then_some(*found)
    }
}
