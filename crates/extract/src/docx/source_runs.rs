//! The runs of the body whose words can be changed, and what keeps others from it.
//!
//! A change is written inside one run; the run must stand in a paragraph, directly or in a
//! wrapper that may hold tracked changes. Results of fields, earlier tracked changes and
//! what Word shows as one thing (text boxes, formulas, controls) are left whole.

use serde::{Deserialize, Serialize};

use super::mark::{CONTROLS, WRAPPERS};
use super::source::{WordNames, reader, tag_name};
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use tracuu_text::span::Span;

/// Why words of a document are not changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RevisionObstacle {
    /// They are the result of a field, which Word writes anew.
    Field,
    /// A change would go over the end of a hyperlink or another wrapper.
    LinkEnd,
    /// They were inserted, deleted or moved by a tracked change that is still open.
    TrackedChange,
    /// They stand in a text box, a formula or a control of a form.
    Framed,
    /// A change would go over the end of a line, a paragraph or a cell.
    LineEnd,
    /// They are set in a font of an old code, in which new words would be illegible.
    OldFont,
    /// They do not stand in the body as such: a number of a list, a note, a page head.
    Elsewhere,
    /// Another change takes the place of the same words.
    Overlap,
}

/// A run of the body.
pub(super) struct SourceRun {
    /// All of it, from its start tag to its end tag.
    pub(super) span: Span,
    pub(super) tag: Span,
    /// Its properties; empty where it has none.
    pub(super) properties: Span,
    pub(super) content: Vec<RunContent>,
    /// Where the element begins in which it stands: paragraph or wrapper.
    pub(super) container: usize,
    pub(super) obstacle: Option<RevisionObstacle>,
    pub(super) names: WordNames,
}

/// An element of a run beside its properties.
#[derive(Clone, Copy)]
pub(super) struct RunContent {
    /// All of it.
    pub(super) span: Span,
    pub(super) tag: Span,
    pub(super) kind: ContentKind,
}

/// What an element of a run is for changes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ContentKind {
    /// Text, between its two tags.
    Text {
        inside: Span,
        /// Whether the white space at its ends is shown.
        keeps_space: bool,
    },
    /// A sign that may be deleted.
    Sign,
    /// Anything else, which stays.
    Other,
}

/// Signs without content that stand for letters.
const SIGNS: [&str; 4] = ["tab", "noBreakHyphen", "softHyphen", "sym"];

/// What holds an earlier tracked change.
const TRACKED: [&str; 4] = ["ins", "del", "moveTo", "moveFrom"];

/// The runs of a body, and the stretches that are left whole, both in order.
#[derive(Default)]
pub(super) struct SourceRuns {
    pub(super) runs: Vec<SourceRun>,
    closed: Vec<(Span, RevisionObstacle)>,
    /// Largest id of any mark.
    pub(super) last_id: i64,
}

impl SourceRuns {
    /// Finds the runs.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn find(body: &str, is_strict: bool) -> Result<Self, PackageError> {
        let mut walk = RunWalk { body, is_strict, ..RunWalk::default() };
        let mut xml = reader(body, PackagePart::Body);
        loop {
            match xml.next()? {
                XmlNode::Start => walk.start(&xml),
                XmlNode::End => walk.end(xml.place()),
                XmlNode::Text => {}
                XmlNode::Eof => return Ok(walk.found),
            }
        }
    }

    /// Index of the run that holds a stretch.
    ///
    /// # Errors
    ///
    /// What keeps the stretch from being changed.
    pub(super) fn at(&self, source: Span) -> Result<usize, RevisionObstacle> {
        let after = self.runs.partition_point(|run| run.span.start <= source.start);
        let index = after.wrapping_sub(1);
        let run = self.runs.get(index).filter(|run| run.span.contains(source));
        match run.map(|run| run.obstacle) {
            Some(None) => Ok(index),
            Some(Some(obstacle)) => Err(obstacle),
            None => Err(self.closed_at(source)),
        }
    }

    fn closed_at(&self, source: Span) -> RevisionObstacle {
        let after = self.closed.partition_point(|(span, _)| span.start <= source.start);
        let found = after.checked_sub(1).and_then(|last| self.closed.get(last));
        found
            .filter(|(span, _)| span.contains(source))
            .map_or(RevisionObstacle::Elsewhere, |(_, obstacle)| *obstacle)
    }
}

/// What an open element is for runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RunRole {
    /// Around paragraphs.
    Outside,
    Paragraph,
    Wrapper,
    Run,
    Text,
    /// Another element of a run, or inside it.
    Content,
    /// Left whole.
    Closed(RevisionObstacle),
}

struct OpenElement {
    role: RunRole,
    tag: Span,
    keeps_space: bool,
}

#[derive(Default)]
struct RunWalk<'b> {
    body: &'b str,
    is_strict: bool,
    found: SourceRuns,
    open: Vec<OpenElement>,
    /// For each field that is open whether its result has begun.
    fields: Vec<bool>,
    names: WordNames,
}

impl RunWalk<'_> {
    fn start(&mut self, xml: &XmlReader<'_>) {
        let tag = xml.place();
        let (space, name) = xml.name();
        let is_word = space == Namespace::Word;
        if is_word {
            let id = xml.number("id").unwrap_or_default();
            self.found.last_id = self.found.last_id.max(id);
            if name == "fldChar" {
                self.field_sign(xml);
            }
        }
        let parent = self.open.last().map_or(RunRole::Outside, |open| open.role);
        let role = match parent {
            RunRole::Outside => match name {
                "p" if is_word => RunRole::Paragraph,
                _ => RunRole::Outside,
            },
            RunRole::Paragraph | RunRole::Wrapper => inside_paragraph(is_word, name),
            RunRole::Run if is_word && name == "t" => RunRole::Text,
            RunRole::Run => RunRole::Content,
            RunRole::Text | RunRole::Content => {
                self.note_earlier_format(name);
                RunRole::Content
            }
            RunRole::Closed(obstacle) => {
                self.close_control(name);
                RunRole::Closed(obstacle)
            }
        };
        if role == RunRole::Paragraph {
            self.names = WordNames::beside(tag_name(self.body, tag), self.is_strict);
        }
        if role == RunRole::Run {
            self.start_run(tag);
        }
        match (role, parent) {
            (RunRole::Closed(_), RunRole::Closed(_)) => {}
            (RunRole::Closed(obstacle), _) => self.found.closed.push((tag, obstacle)),
            _ => {}
        }
        let keeps_space = role == RunRole::Text
            && xml.attribute(Namespace::Other, "space").as_deref() == Some("preserve");
        self.open.push(OpenElement { role, tag, keeps_space });
    }

    fn start_run(&mut self, tag: Span) {
        let in_field = !self.fields.is_empty();
        self.found.runs.push(SourceRun {
            span: tag,
            tag,
            properties: Span::default(),
            content: Vec::new(),
            container: self.open.last().map_or(0, |open| open.tag.start),
            obstacle: in_field.then_some(RevisionObstacle::Field),
            names: self.names.clone(),
        });
    }

    fn end(&mut self, place: Span) {
        let Some(OpenElement { role, tag, keeps_space }) = self.open.pop() else {
            return;
        };
        let span = tag.cover(place);
        match role {
            RunRole::Run => {
                if let Some(run) = self.found.runs.last_mut() {
                    run.span = span;
                }
            }
            RunRole::Text => {
                let inside = Span::new(tag.end, place.start);
                self.add_content(span, tag, ContentKind::Text { inside, keeps_space });
            }
            RunRole::Content => {
                let in_run = self.open.last().is_some_and(|one| one.role == RunRole::Run);
                if in_run {
                    self.end_content(span, tag);
                }
            }
            RunRole::Closed(_) => {
                let parent = self.open.last().map(|open| open.role);
                let is_inner = matches!(parent, Some(RunRole::Closed(_)));
                let found = self.found.closed.last_mut().filter(|_| !is_inner);
                if let Some((closed, _)) = found {
                    *closed = closed.cover(span);
                }
            }
            RunRole::Paragraph => self.fields.retain(|in_result| *in_result),
            RunRole::Outside | RunRole::Wrapper => {}
        }
    }

    fn end_content(&mut self, span: Span, tag: Span) {
        let name = tag_name(self.body, tag);
        let name = name.rsplit(':').next().unwrap_or(name);
        match name {
            "rPr" => {
                if let Some(run) = self.found.runs.last_mut() {
                    run.properties = span;
                }
            }
            name if SIGNS.contains(&name) => {
                self.add_content(span, tag, ContentKind::Sign);
            }
            _ => self.add_content(span, tag, ContentKind::Other),
        }
    }

    fn add_content(&mut self, span: Span, tag: Span, kind: ContentKind) {
        if let Some(run) = self.found.runs.last_mut() {
            run.content.push(RunContent { span, tag, kind });
        }
    }

    /// An earlier change of the format of a run would be told twice of its halves.
    fn note_earlier_format(&mut self, name: &str) {
        if matches!(name, "rPrChange" | "ins" | "del")
            && let Some(run) = self.found.runs.last_mut()
        {
            run.obstacle = Some(RevisionObstacle::TrackedChange);
        }
    }

    /// A control of a form is left whole: the wrapper around its properties closes.
    fn close_control(&mut self, name: &str) {
        let Some(place) = self.open.len().checked_sub(2) else { return };
        let is_properties = self
            .open
            .last()
            .is_some_and(|open| tag_name(self.body, open.tag).ends_with("sdtPr"));
        if !is_properties || !CONTROLS.contains(&name) {
            return;
        }
        if let Some(control) = self.open.get_mut(place) {
            control.role = RunRole::Closed(RevisionObstacle::Framed);
            let tag = control.tag;
            // It begins before its properties.
            self.found.closed.pop();
            self.found.closed.push((tag, RevisionObstacle::Framed));
        }
    }

    fn field_sign(&mut self, xml: &XmlReader<'_>) {
        if let Some(run) = self.found.runs.last_mut()
            && self.open.iter().any(|open| open.role == RunRole::Run)
        {
            run.obstacle = Some(RevisionObstacle::Field);
        }
        match xml.attribute(Namespace::Word, "fldCharType").as_deref() {
            Some("begin") => self.fields.push(false),
            Some("separate") => {
                if let Some(in_result) = self.fields.last_mut() {
                    *in_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }
}

fn inside_paragraph(is_word: bool, name: &str) -> RunRole {
    match name {
        "r" if is_word => RunRole::Run,
        "fldSimple" => RunRole::Closed(RevisionObstacle::Field),
        name if TRACKED.contains(&name) => {
            RunRole::Closed(RevisionObstacle::TrackedChange)
        }
        name if is_word && WRAPPERS.contains(&name) => RunRole::Wrapper,
        _ => RunRole::Closed(RevisionObstacle::Framed),
    }
}
