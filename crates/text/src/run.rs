//! Bold, italic and doubtful stretches of a text.

use serde::{Deserialize, Serialize};

use super::span::Span;

/// A stretch of text set in bold or italics, or read with doubt.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Run {
    /// Its place.
    pub span: Span,
    /// Set in bold.
    pub bold: bool,
    /// Set in italics.
    pub italic: bool,
    /// Read from a picture by a recogniser of characters (OCR) that was not sure of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub doubtful: bool,
}

/// Whether `runs` that satisfy `wanted` cover every character of `span` that is not
/// white space; `false` where there is none. `runs` are in order.
pub(super) fn covers(
    text: &str,
    span: Span,
    runs: &[Run],
    wanted: impl Fn(&Run) -> bool,
) -> bool {
    let span = span.trimmed(text);
    let mut reached = span.start;
    let first = runs.partition_point(|run| run.span.end <= span.start);
    for run in runs.iter().skip(first).take_while(|run| run.span.start < span.end) {
        if !Span::new(reached, run.span.start).of(text).trim().is_empty() {
            return false;
        }
        if wanted(run) {
            reached = run.span.end;
        }
    }
    !span.is_empty() && Span::new(reached, span.end).of(text).trim().is_empty()
}
