//! A Word document with corrections as tracked changes: `w:del` around the words that go,
//! `w:ins` around those that come, and with nothing else changed.
//!
//! Of a correction only the words that differ are struck out (`word_diff`), each stretch in
//! the run in which it stands (`source_runs`, `run_edit`), so that signs of notes, marks of
//! comments and bookmarks between them stay. A correction is written whole or not at all;
//! [`obstacles`] says beforehand which ones cannot be.

use unicode_normalization::UnicodeNormalization as _;

use super::annotate::{AnnotateError, is_docx, read_body};
use super::document;
use super::edit::PartEdits;
use super::revision::{Revision, RevisionAuthor};
use super::run_edit::{RunEdit, RunRewriter};
use super::source::PartRoot;
pub use super::source_runs::RevisionObstacle;
use super::source_runs::{ContentKind, SourceRuns};
use super::word_diff::word_edits;
use crate::mend::assemble::build_manuscript_with_origins;
use crate::package::container::Package;
use crate::package::error::PackagePart;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::origin::{Origin, Origins};
use tracuu_text::span::Span;

/// For each revision what keeps it from being written; `None` where nothing does.
///
/// # Errors
///
/// See [`AnnotateError`].
pub fn obstacles(
    original: &[u8],
    revisions: &[Revision],
) -> Result<Vec<Option<RevisionObstacle>>, AnnotateError> {
    let planned = RevisionPlan::new(original, revisions)?.outcomes;
    Ok(planned.into_iter().map(Result::err).collect())
}

/// The same document with the revisions as tracked changes, those left out that
/// [`obstacles`] names.
///
/// # Errors
///
/// See [`AnnotateError`].
pub fn revise(
    original: &[u8],
    revisions: &[Revision],
    author: &RevisionAuthor,
) -> Result<Vec<u8>, AnnotateError> {
    let plan = RevisionPlan::new(original, revisions)?;
    let mut planned: Vec<_> = revisions.iter().zip(&plan.outcomes).collect();
    planned.sort_by_key(|(revision, _)| (revision.span.start, revision.span.end));
    let edits = planned.iter().filter_map(|(_, outcome)| outcome.as_ref().ok());
    let mut edits: Vec<&RunEdit> = edits.flatten().collect();
    if edits.is_empty() {
        return Ok(original.to_vec());
    }
    // Stable: what comes to one place keeps the order of the text.
    edits.sort_by_key(|edit| (edit.run, edit.content, edit.span.start, edit.span.end));
    let mut rewriter = RunRewriter::new(&plan.body, author, plan.runs.last_id);
    let mut changed = PartEdits::default();
    for of_run in edits.chunk_by(|one, other| one.run == other.run) {
        let run = of_run.first().and_then(|edit| plan.runs.runs.get(edit.run));
        if let Some(run) = run {
            changed.replace(run.span, &rewriter.rewrite(run, of_run));
        }
    }
    let body = changed.apply(&plan.body);
    Package::open(original)?
        .rewrite(&[(plan.body_name, body)])
        .map_err(AnnotateError::Container)
}

/// What is to be done to the body.
struct RevisionPlan {
    body_name: String,
    body: String,
    runs: SourceRuns,
    /// For each revision its edits, or why there are none.
    outcomes: Vec<Result<Vec<RunEdit>, RevisionObstacle>>,
}

impl RevisionPlan {
    fn new(original: &[u8], revisions: &[Revision]) -> Result<Self, AnnotateError> {
        if !is_docx(original) {
            return Err(AnnotateError::NoDocx);
        }
        let read = document::read(original)?;
        let (manuscript, origins) =
            build_manuscript_with_origins(read.blocks, read.furniture);
        let (body_name, body) = read_body(&mut Package::open(original)?)?;
        let root = PartRoot::find(&body, PackagePart::Body, |_| {})?;
        let runs = SourceRuns::find(&body, root.is_strict(&body))?;
        let planner = Planner {
            manuscript: &manuscript,
            origins: &origins,
            body: &body,
            runs: &runs,
        };
        let mut outcomes: Vec<_> =
            revisions.iter().map(|revision| planner.edits(revision)).collect();
        let mut taken: Vec<Span> = Vec::new();
        for (revision, outcome) in revisions.iter().zip(&mut outcomes) {
            // In a sorted list without overlap only neighbours can overlap.
            let key = |span: &Span| (span.start, span.end);
            let place = taken.partition_point(|span| key(span) < key(&revision.span));
            let mut near = taken.iter().skip(place.saturating_sub(1)).take(3);
            if near.any(|span| span.overlaps(revision.span)) {
                *outcome = Err(RevisionObstacle::Overlap);
            } else if outcome.is_ok() {
                taken.insert(place, revision.span);
            }
        }
        Ok(Self { body_name, body, runs, outcomes })
    }
}

/// Finds the places of revisions in the body.
struct Planner<'p> {
    manuscript: &'p Manuscript,
    origins: &'p Origins,
    body: &'p str,
    runs: &'p SourceRuns,
}

impl Planner<'_> {
    fn edits(&self, revision: &Revision) -> Result<Vec<RunEdit>, RevisionObstacle> {
        let old = self.manuscript.slice(revision.span);
        let mut edits = Vec::new();
        for edit in word_edits(old, &revision.words) {
            let span = edit.old.shifted(revision.span.start);
            if !edit.new.is_ascii() && self.is_in_old_font(span) {
                return Err(RevisionObstacle::OldFont);
            }
            if span.is_empty() {
                edits.push(self.insertion(span.start, edit.new)?);
            } else {
                edits.extend(self.replacement(span, edit.new)?);
            }
        }
        Ok(edits)
    }

    /// Deletes words, and puts others behind the last of them.
    fn replacement(
        &self,
        span: Span,
        words: String,
    ) -> Result<Vec<RunEdit>, RevisionObstacle> {
        let mut edits: Vec<RunEdit> = Vec::new();
        let mut at = span.start;
        for origin in self.origins.touching(span) {
            if origin.span.start > at {
                return Err(RevisionObstacle::LineEnd);
            }
            let is_cut = !origin.is_exact && !span.contains(origin.span);
            let part = origin.inside(span).filter(|_| !is_cut);
            let part = part.ok_or(RevisionObstacle::Elsewhere)?;
            at = part.span.end;
            edits.push(self.edit_at(part.source)?);
        }
        if at < span.end {
            return Err(RevisionObstacle::LineEnd);
        }
        let containers = edits.iter().filter_map(|edit| self.container(edit));
        let mut containers: Vec<usize> = containers.collect();
        containers.dedup();
        if containers.len() > 1 {
            return Err(RevisionObstacle::LinkEnd);
        }
        if let Some(last) = edits.last_mut() {
            last.words = words;
        }
        Ok(edits)
    }

    /// Puts words behind the letter before a place, in its format; else before the letter
    /// behind it.
    fn insertion(&self, at: usize, words: String) -> Result<RunEdit, RevisionObstacle> {
        let text = self.manuscript.text();
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let before = at - before.map_or(0, char::len_utf8);
        let behind = |edit: RunEdit| RunEdit {
            span: Span::new(edit.span.end, edit.span.end),
            words: words.clone(),
            ..edit
        };
        let letter = |span: Span| {
            let origin = self.origins.touching(span).next()?;
            Some((origin.is_exact || origin.span.end == span.end, origin.inside(span)?))
        };
        if let Some((true, part)) = letter(Span::new(before, at)) {
            return self.edit_at(part.source).map(behind);
        }
        let next = text.get(at..).and_then(|text| text.chars().next());
        let next = Span::new(at, at + next.map_or(0, char::len_utf8));
        let origin = self.origins.touching(next).next();
        let origin = origin.filter(|origin| origin.is_exact || origin.span.start == at);
        let part = origin.and_then(|origin| origin.inside(next));
        let edit = self.edit_at(part.ok_or(RevisionObstacle::LineEnd)?.source)?;
        Ok(RunEdit { span: Span::new(edit.span.start, edit.span.start), words, ..edit })
    }

    /// The edit that deletes a stretch of the body.
    fn edit_at(&self, source: Span) -> Result<RunEdit, RevisionObstacle> {
        let run = self.runs.at(source)?;
        let contents = self.runs.runs.get(run).map_or(&[][..], |run| &run.content);
        let content = contents.partition_point(|one| one.span.start <= source.start);
        let content = content.wrapping_sub(1);
        let is_within = match contents.get(content).map(|one| (one.kind, one.span)) {
            Some((ContentKind::Text { inside, .. }, _)) => inside.contains(source),
            Some((ContentKind::Sign, span)) => span.contains(source),
            Some((ContentKind::Other, _)) | None => false,
        };
        is_within
            .then(|| RunEdit { run, content, span: source, words: String::new() })
            .ok_or(RevisionObstacle::Framed)
    }

    fn container(&self, edit: &RunEdit) -> Option<usize> {
        self.runs.runs.get(edit.run).map(|run| run.container)
    }

    /// Whether letters of the block have another code in the file than in the text.
    fn is_in_old_font(&self, span: Span) -> bool {
        let block = self.manuscript.block_at(span.start);
        let block = block.and_then(|block| self.manuscript.blocks().get(block));
        let Some(block) = block else { return false };
        let is_recoded = |origin: Origin| {
            let shown = self.manuscript.slice(origin.span);
            let written = origin.source.of(self.body);
            !origin.is_exact
                && !shown.is_ascii()
                && !written.contains(['<', '&'])
                && !written.nfc().eq(shown.chars())
        };
        self.origins.touching(block.span).any(is_recoded)
    }
}
