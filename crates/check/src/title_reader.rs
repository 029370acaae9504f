//! The titles of a draft, each read once: the same words are the same title.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::title::{TitleWords, details};
use tracuu_legal::citation::mention::Citation;
use tracuu_text::span::Span;

/// Reads the titles of a text with the citations that were found in it.
pub(super) struct TitleReader<'a> {
    text: &'a str,
    /// In the order of the text.
    citations: &'a [Citation],
    read: RefCell<FxHashMap<&'a str, Rc<TitleWords>>>,
}

impl<'a> TitleReader<'a> {
    pub(super) fn new(text: &'a str, citations: &'a [Citation]) -> Self {
        Self { text, citations, read: RefCell::default() }
    }

    /// The words of a title.
    pub(super) fn words(&self, title: Span) -> Rc<TitleWords> {
        let written = title.of(self.text);
        if let Some(known) = self.read.borrow().get(written) {
            return Rc::clone(known);
        }
        let first = self.citations.partition_point(|it| it.span.start < title.start);
        let inside = self.citations.get(first..).unwrap_or_default().iter();
        let inside = inside.take_while(|it| it.span.end <= title.end);
        let details = inside
            .filter_map(details)
            .map(|span| Span::new(span.start - title.start, span.end - title.start));
        let words = Rc::new(TitleWords::read_without(written, details));
        self.read.borrow_mut().insert(written, Rc::clone(&words));
        words
    }
}
