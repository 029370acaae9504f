//! Writes a run anew with what goes from it and what comes into it.

use std::fmt;

use super::comment::escape;
use super::revision::RevisionAuthor;
use super::source::tag_name;
use super::source_runs::{ContentKind, RunContent, SourceRun};
use tracuu_text::span::Span;

/// An edit of one element of a run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct RunEdit {
    /// Index of the run.
    pub(super) run: usize,
    /// Index of the element in the run.
    pub(super) content: usize,
    /// Bytes of the body that go; an empty span is a place to write at.
    pub(super) span: Span,
    /// What comes behind them.
    pub(super) words: String,
}

/// Writes runs anew; the ids of the marks go on from run to run.
pub(super) struct RunRewriter<'b> {
    body: &'b str,
    /// Attributes of a mark without its id, by the prefix `w`.
    author: String,
    date: Option<String>,
    last_id: i64,
}

/// What becomes of a stretch of a run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Kept,
    Deleted,
    Inserted,
}

/// A run that is being written.
struct RunDraft<'r> {
    run: &'r SourceRun,
    xml: String,
    open: Option<Fate>,
}

impl RunDraft<'_> {
    fn push(&mut self, written: fmt::Arguments<'_>) {
        self.xml.push_str(&written.to_string());
    }
}

impl<'b> RunRewriter<'b> {
    pub(super) fn new(body: &'b str, author: &RevisionAuthor, last_id: i64) -> Self {
        let date = author.date_text();
        Self { body, author: escape(&author.name), date, last_id }
    }

    /// The run with its edits, which are in order.
    pub(super) fn rewrite(&mut self, run: &SourceRun, edits: &[&RunEdit]) -> String {
        let mut draft = RunDraft { run, xml: String::new(), open: None };
        for (place, content) in run.content.iter().enumerate() {
            let own = edits.iter().filter(|edit| edit.content == place);
            let own: Vec<&RunEdit> = own.copied().collect();
            if own.is_empty() {
                self.open(&mut draft, Fate::Kept);
                draft.xml.push_str(content.span.of(self.body));
            } else {
                self.rewrite_content(&mut draft, content, &own);
            }
        }
        self.close(&mut draft);
        draft.xml
    }

    fn rewrite_content(
        &mut self,
        draft: &mut RunDraft<'_>,
        content: &RunContent,
        edits: &[&RunEdit],
    ) {
        let name = tag_name(self.body, content.tag);
        let (inside, shown) = match content.kind {
            ContentKind::Text { inside, keeps_space: true } => (inside, inside),
            ContentKind::Text { inside, .. } => (inside, self.shown(inside)),
            ContentKind::Sign | ContentKind::Other => (content.span, Span::default()),
        };
        let is_text = matches!(content.kind, ContentKind::Text { .. });
        let mut at = inside.start;
        for edit in edits {
            let kept = Span::new(at, edit.span.start.max(at));
            if is_text {
                self.keep(draft, name, kept, shown);
                self.delete(draft, edit.span);
            } else {
                self.copy(draft, Fate::Kept, kept);
                self.copy(draft, Fate::Deleted, edit.span);
            }
            self.insert(draft, &edit.words);
            at = edit.span.end.max(at);
        }
        let kept = Span::new(at, inside.end);
        if is_text {
            self.keep(draft, name, kept, shown);
        } else {
            self.copy(draft, Fate::Kept, kept);
        }
    }

    /// What is shown of a text that does not keep the white space at its ends.
    fn shown(&self, inside: Span) -> Span {
        let is_space = [' ', '\t', '\n', '\r'];
        let text = inside.of(self.body);
        let start = inside.end - text.trim_start_matches(is_space).len();
        let end = inside.start + text.trim_end_matches(is_space).len();
        Span::new(start.min(end), end)
    }

    /// Takes an element over as it stands.
    fn copy(&mut self, draft: &mut RunDraft<'_>, fate: Fate, span: Span) {
        if !span.is_empty() {
            self.open(draft, fate);
            draft.xml.push_str(span.of(self.body));
        }
    }

    /// Keeps a stretch of a text; white space that is not shown stays unseen.
    fn keep(&mut self, draft: &mut RunDraft<'_>, name: &str, span: Span, shown: Span) {
        let seen = Span::new(span.start.max(shown.start), span.end.min(shown.end));
        let seen =
            if seen.start < seen.end { seen } else { Span::new(span.end, span.end) };
        let before = Span::new(span.start, seen.start);
        for (part, keeping) in [
            (before, ""),
            (seen, " xml:space=\"preserve\""),
            (Span::new(seen.end, span.end), ""),
        ] {
            if !part.is_empty() {
                self.open(draft, Fate::Kept);
                let text = part.of(self.body);
                draft.push(format_args!("<{name}{keeping}>{text}</{name}>"));
            }
        }
    }

    fn delete(&mut self, draft: &mut RunDraft<'_>, span: Span) {
        if span.is_empty() {
            return;
        }
        self.open(draft, Fate::Deleted);
        let w = &draft.run.names.prefix;
        let text = span.of(self.body);
        let element = format!("<{w}:delText xml:space=\"preserve\">{text}</{w}:delText>");
        draft.xml.push_str(&element);
    }

    fn insert(&mut self, draft: &mut RunDraft<'_>, words: &str) {
        if words.is_empty() {
            return;
        }
        self.open(draft, Fate::Inserted);
        let w = &draft.run.names.prefix;
        let text = escape(words);
        draft.push(format_args!("<{w}:t xml:space=\"preserve\">{text}</{w}:t>"));
    }

    /// Opens a part of the run for what comes next.
    fn open(&mut self, draft: &mut RunDraft<'_>, fate: Fate) {
        if draft.open == Some(fate) {
            return;
        }
        self.close(draft);
        draft.open = Some(fate);
        let names = &draft.run.names;
        let (w, declaration) = (&names.prefix, &names.declaration);
        if let Some(mark) = mark_name(fate) {
            self.last_id = self.last_id.saturating_add(1);
            let date = self.date.as_ref();
            let date =
                date.map_or_else(String::new, |date| format!(" {w}:date=\"{date}\""));
            let (id, author) = (self.last_id, &self.author);
            draft.push(format_args!(
                "<{w}:{mark}{declaration} {w}:id=\"{id}\" {w}:author=\"{author}\"{date}>"
            ));
        }
        let run = draft.run;
        draft.xml.push_str(run.tag.of(self.body));
        draft.xml.push_str(run.properties.of(self.body));
    }

    fn close(&self, draft: &mut RunDraft<'_>) {
        let Some(fate) = draft.open.take() else { return };
        let name = tag_name(self.body, draft.run.tag);
        draft.push(format_args!("</{name}>"));
        if let Some(mark) = mark_name(fate) {
            let w = &draft.run.names.prefix;
            draft.push(format_args!("</{w}:{mark}>"));
        }
    }
}

/// The element around a part of a run that is not as it was.
const fn mark_name(fate: Fate) -> Option<&'static str> {
    match fate {
        Fate::Kept => None,
        Fate::Deleted => Some("del"),
        Fate::Inserted => Some("ins"),
    }
}
