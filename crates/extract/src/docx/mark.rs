//! Marks the anchors of comments in the body.
//!
//! A comment has three marks: where its words begin, where they end, and the sign that
//! refers to its text. They stand between runs, so a run is parted where an anchor begins
//! or ends inside it; both halves keep its properties. Nothing else of the body changes:
//! the part is walked by the same XML reader, and marks are inserted between its bytes.
//!
//! Marks may stand in paragraphs and in the wrappers named below. What else there is
//! (formulas, text boxes, drawings, controls of a form) is marked as a whole.

use super::anchor::CommentAnchor;
use super::edit::PartEdits;
use super::frame::{ElementFrame, ElementRole};
use super::source::{WordNames, open_empty_element, reader, tag_name};
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use tracuu_text::span::Span;

/// Wrappers inside a paragraph in which marks may stand.
pub(super) const WRAPPERS: [&str; 10] = [
    "hyperlink",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "fldSimple",
    "dir",
    "bdo",
    "sdt",
    "sdtContent",
];

/// Properties of controls of a form, in whose content no marks may stand.
pub(super) const CONTROLS: [&str; 7] =
    ["text", "date", "comboBox", "dropDownList", "picture", "citation", "equation"];

/// The body with the marks of all anchors.
///
/// # Errors
///
/// As [`XmlReader::next`].
pub(super) fn mark(
    body: &str,
    anchors: &[CommentAnchor],
    is_strict: bool,
) -> Result<String, PackageError> {
    let mut marker = Marker::new(body, anchors, is_strict);
    let mut xml = reader(body, PackagePart::Body);
    loop {
        match xml.next()? {
            XmlNode::Start => marker.start(&xml),
            XmlNode::Text => marker.text(xml.place()),
            XmlNode::End => marker.end(xml.place()),
            XmlNode::Eof => return Ok(marker.edits.apply(body)),
        }
    }
}

struct Marker<'b> {
    body: &'b str,
    is_strict: bool,
    names: WordNames,
    /// Place and comment of each beginning and each end, the next one last.
    starts: Vec<(usize, i64)>,
    ends: Vec<(usize, i64)>,
    open: Vec<ElementFrame>,
    edits: PartEdits,
}

impl<'b> Marker<'b> {
    fn new(body: &'b str, anchors: &[CommentAnchor], is_strict: bool) -> Self {
        let mut starts: Vec<(usize, i64)> =
            anchors.iter().map(|one| (one.source.start, one.id)).collect();
        let mut ends: Vec<(usize, i64)> =
            anchors.iter().map(|one| (one.source.end, one.id)).collect();
        starts.sort_unstable();
        ends.sort_unstable();
        starts.reverse();
        ends.reverse();
        let (names, edits) = (WordNames::default(), PartEdits::default());
        Self { body, is_strict, names, starts, ends, open: Vec::new(), edits }
    }

    fn start(&mut self, xml: &XmlReader<'_>) {
        let tag = xml.place();
        let role = self.role(xml);
        let mut frame = ElementFrame::new(role, tag);
        if role == ElementRole::Paragraph {
            self.names = WordNames::beside(tag_name(self.body, tag), self.is_strict);
        }
        if role == ElementRole::Text {
            let space = xml.attribute(Namespace::Other, "space");
            frame.keeps_space = space.as_deref() == Some("preserve");
        }
        frame.is_first = self.begin_content(xml);
        frame.after = self.take_ends(tag.end);
        let starts = self.take_starts(tag.end.saturating_sub(1));
        self.open.push(frame);
        self.open_at_innermost(&starts);
    }

    /// What an element is that begins now.
    fn role(&mut self, xml: &XmlReader<'_>) -> ElementRole {
        let name = xml.name();
        let n_open = self.open.len();
        let parent = self.open.last().map_or(ElementRole::Outside, |frame| frame.role);
        match (parent, name) {
            (ElementRole::Outside, (Namespace::Word, "p")) => ElementRole::Paragraph,
            (ElementRole::Outside, _) => ElementRole::Outside,
            (ElementRole::Paragraph | ElementRole::Wrapper, (Namespace::Word, "r")) => {
                ElementRole::Run
            }
            (ElementRole::Paragraph | ElementRole::Wrapper, (Namespace::Word, name))
                if WRAPPERS.contains(&name) =>
            {
                ElementRole::Wrapper
            }
            (ElementRole::Run, (Namespace::Word, "t")) => ElementRole::Text,
            (ElementRole::Paragraph | ElementRole::Wrapper | ElementRole::Run, _) => {
                ElementRole::Whole
            }
            (ElementRole::Whole, (Namespace::Word, name)) if CONTROLS.contains(&name) => {
                let is_properties = self.open.last().is_some_and(|frame| {
                    tag_name(self.body, frame.tag).ends_with("sdtPr")
                });
                let control = self.open.get_mut(n_open.saturating_sub(2));
                if let Some(control) = control
                    .filter(|frame| is_properties && frame.role == ElementRole::Wrapper)
                {
                    control.role = ElementRole::Whole;
                }
                ElementRole::Inside
            }
            _ => ElementRole::Inside,
        }
    }

    /// Sets what waits for more content down before an element that begins now. Tells
    /// whether it is the first content of its run.
    fn begin_content(&mut self, xml: &XmlReader<'_>) -> bool {
        let Some(parent) = self.open.last_mut() else { return false };
        match parent.role {
            ElementRole::Paragraph if xml.name() != (Namespace::Word, "pPr") => {
                let opening = std::mem::take(&mut parent.opening);
                self.edits.insert(parent.tag.end, &opening);
                false
            }
            ElementRole::Run if xml.name() != (Namespace::Word, "rPr") => {
                let is_first = !std::mem::replace(&mut parent.has_content, true);
                let pending = parent.pending.take();
                if let Some((at, marks)) = pending {
                    self.part_run(self.open.len() - 1, at, &marks);
                }
                is_first
            }
            _ => false,
        }
    }

    fn text(&mut self, place: Span) {
        let Some(frame) = self.open.last_mut() else { return };
        if frame.role != ElementRole::Text {
            let ends = self.take_ends(place.end);
            let starts = self.take_starts(place.end.saturating_sub(1));
            self.open_at_innermost(&starts);
            self.close_at_innermost(&ends);
            return;
        }
        let pending = frame.pending.take();
        let has_content = std::mem::replace(&mut frame.has_content, true);
        let starts = self.take_starts(place.start);
        match pending {
            Some((at, marks)) => self.part_text(at, &(marks + &starts)),
            None if has_content => self.part_text(place.start, &starts),
            None => self.open_at_innermost(&starts),
        }
        while let Some(at) = self.next_inside(place.end) {
            let ends = self.take_ends(at);
            let starts = self.take_starts(at);
            self.part_text(at, &(ends + &starts));
        }
        let ends = self.take_ends(place.end);
        if let Some(frame) = self.open.last_mut().filter(|_| !ends.is_empty()) {
            frame.pending = Some((place.end, ends));
        }
    }

    /// The next place before `end` where a mark must stand.
    fn next_inside(&self, end: usize) -> Option<usize> {
        let next = |list: &[(usize, i64)]| list.last().map(|(at, _)| *at);
        let found = [next(&self.starts), next(&self.ends)].into_iter().flatten().min();
        found.filter(|at| *at < end)
    }

    fn end(&mut self, place: Span) {
        let ends = self.take_ends(place.end);
        let Some(mut frame) = self.open.pop() else { return };
        frame.after.push_str(&ends);
        let parent = self.open.last().map_or(ElementRole::Outside, |frame| frame.role);
        match frame.role {
            ElementRole::Paragraph => self.end_paragraph(&frame, place),
            ElementRole::Text => self.end_text(frame, place),
            ElementRole::Run => {
                let marks = frame.pending.map_or_else(String::new, |(_, marks)| marks);
                self.edits.insert(place.end, &(marks + &frame.after));
            }
            ElementRole::Whole if parent == ElementRole::Run => {
                let name = tag_name(self.body, frame.tag);
                let is_properties = !frame.is_first && name.ends_with("rPr");
                if let Some(run) = self.open.last_mut() {
                    if is_properties && !run.has_content {
                        run.properties = frame.tag.cover(place);
                    } else if !frame.after.is_empty() {
                        run.pending = Some((place.end, frame.after));
                    }
                }
            }
            ElementRole::Whole | ElementRole::Wrapper | ElementRole::Outside => {
                self.edits.insert(place.end, &frame.after);
                if let Some(paragraph) = self.open.last_mut() {
                    // Behind the properties of a paragraph.
                    let opening = std::mem::take(&mut paragraph.opening);
                    self.edits.insert(place.end, &opening);
                }
            }
            ElementRole::Inside => self.close_at_innermost(&frame.after),
        }
    }

    fn end_paragraph(&mut self, frame: &ElementFrame, place: Span) {
        let marks = format!("{}{}", frame.opening, frame.after);
        if place.is_empty() && !marks.is_empty() {
            let (close, text) = open_empty_element(self.body, frame.tag, &marks);
            self.edits.replace(close, &text);
        } else {
            self.edits.insert(place.start, &marks);
        }
    }

    fn end_text(&mut self, frame: ElementFrame, place: Span) {
        if let Some(at) = frame.parted_at.filter(|_| !frame.keeps_space) {
            // The last half keeps its white space, which the text had not.
            let n_bytes = n_spaces_at_end(Span::new(at, place.start).of(self.body));
            if n_bytes > 0 {
                let name = tag_name(self.body, frame.tag);
                let again = format!("</{name}><{name}>");
                self.edits.insert(place.start - n_bytes, &again);
            }
        }
        let marks = frame.pending.map_or_else(String::new, |(_, marks)| marks);
        let marks = marks + &frame.after;
        if let Some(run) = self.open.last_mut().filter(|_| !marks.is_empty()) {
            run.pending = Some((place.end, marks));
        }
    }

    /// Puts beginnings before the innermost element, or before the one around it that is
    /// marked as a whole.
    fn open_at_innermost(&mut self, marks: &str) {
        if marks.is_empty() {
            return;
        }
        let Some(place) = self.innermost() else { return };
        let parent = place.checked_sub(1).and_then(|parent| self.open.get(parent));
        let parent = parent.map(|frame| (frame.role, frame.tag));
        let Some(frame) = self.open.get_mut(place) else { return };
        match (frame.role, parent) {
            (ElementRole::Paragraph, _) => frame.opening.push_str(marks),
            (ElementRole::Text | ElementRole::Whole, Some((ElementRole::Run, run))) => {
                if frame.is_first {
                    self.edits.insert(run.start, marks);
                } else {
                    let at = frame.tag.start;
                    self.part_run(place - 1, at, marks);
                }
            }
            _ => self.edits.insert(frame.tag.start, marks),
        }
    }

    /// Puts ends behind the innermost element, or behind the one around it that is marked
    /// as a whole.
    fn close_at_innermost(&mut self, marks: &str) {
        let place = self.innermost();
        if let Some(frame) = place.and_then(|place| self.open.get_mut(place)) {
            frame.after.push_str(marks);
        }
    }

    fn innermost(&self) -> Option<usize> {
        let whole = self.open.iter().position(|frame| frame.role == ElementRole::Whole);
        whole.or(self.open.len().checked_sub(1))
    }

    /// Parts the run that is open at `place` between two of its elements.
    fn part_run(&mut self, place: usize, at: usize, marks: &str) {
        let Some(run) = self.open.get(place) else { return };
        let (close, open) = self.halves(run);
        self.edits.insert(at, &format!("{close}{marks}{open}"));
    }

    /// Parts the text that is open, and the run around it.
    fn part_text(&mut self, at: usize, marks: &str) {
        if marks.is_empty() {
            return;
        }
        let n_open = self.open.len();
        let Some(run) = n_open.checked_sub(2).and_then(|run| self.open.get(run)) else {
            return;
        };
        let (close, open) = self.halves(run);
        let Some(text) = self.open.last_mut() else { return };
        let name = tag_name(self.body, text.tag);
        let first = text.parted_at.is_none() && !text.keeps_space;
        let before = Span::new(text.tag.end, at).of(self.body);
        let n_bytes = if first { n_spaces_at_end(before) } else { 0 };
        let keeping = format!("<{name} xml:space=\"preserve\">");
        if n_bytes > 0 && n_bytes < before.len() {
            // White space at the end of the first half would be lost.
            self.edits.insert(at - n_bytes, &format!("</{name}>{keeping}"));
        }
        let parted = format!("</{name}>{close}{marks}{open}{keeping}");
        self.edits.insert(at, &parted);
        text.parted_at = Some(at);
    }

    /// What ends the first half of a run, and what begins the second.
    fn halves(&self, run: &ElementFrame) -> (String, String) {
        let close = format!("</{}>", tag_name(self.body, run.tag));
        let open = format!("{}{}", run.tag.of(self.body), run.properties.of(self.body));
        (close, open)
    }

    /// The marks of all anchors that begin at `last` or before.
    fn take_starts(&mut self, last: usize) -> String {
        let mut marks = Vec::new();
        while let Some((_, id)) = self.starts.pop_if(|(at, _)| *at <= last) {
            marks.push(self.names.range_start(id));
        }
        marks.concat()
    }

    /// The marks of all anchors that end at `last` or before.
    fn take_ends(&mut self, last: usize) -> String {
        let mut marks = Vec::new();
        while let Some((_, id)) = self.ends.pop_if(|(at, _)| *at <= last) {
            marks.push(self.names.range_end(id));
        }
        marks.concat()
    }
}

impl WordNames {
    fn range_start(&self, id: i64) -> String {
        let Self { prefix: w, declaration } = self;
        format!("<{w}:commentRangeStart{declaration} {w}:id=\"{id}\"/>")
    }

    fn range_end(&self, id: i64) -> String {
        let Self { prefix: w, declaration } = self;
        format!(
            "<{w}:commentRangeEnd{declaration} {w}:id=\"{id}\"/><{w}:r{declaration}>\
             <{w}:commentReference {w}:id=\"{id}\"/></{w}:r>"
        )
    }
}

/// Bytes of white space at the end of a text.
fn n_spaces_at_end(text: &str) -> usize {
    text.len() - text.trim_end_matches([' ', '\t', '\n', '\r']).len()
}
