//! Text with its bold and italic stretches, on its way into a manuscript.

use super::layout::{PageStart, push_page_start};
use super::origin::{self, Origin};
use super::run::{Run, covers};
use super::span::Span;

/// How a stretch of text is set.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Style {
    /// Set in bold.
    pub bold: bool,
    /// Set in italics.
    pub italic: bool,
    /// Read from a picture by a recogniser of characters (OCR) that was not sure of it.
    pub doubtful: bool,
}

impl Style {
    /// How a run is set.
    pub const fn of(run: &Run) -> Self {
        Self { bold: run.bold, italic: run.italic, doubtful: run.doubtful }
    }

    /// What two stretches have in common, for the space between them.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self {
            bold: self.bold && other.bold,
            italic: self.italic && other.italic,
            doubtful: self.doubtful && other.doubtful,
        }
    }
}

/// A text with its runs, mended page breaks and origins; all offsets count bytes of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct StyledText {
    text: String,
    runs: Vec<Run>,
    page_breaks: Vec<usize>,
    page_starts: Vec<PageStart>,
    origins: Vec<Origin>,
}

impl StyledText {
    /// A text without any style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Bold and italic stretches, in order, without overlap.
    pub fn runs(&self) -> &[Run] {
        &self.runs
    }

    /// Where page breaks of the source were mended, ascending.
    pub fn page_breaks(&self) -> &[usize] {
        &self.page_breaks
    }

    /// On which pages of the source it stands, as far as the reader knows, ascending by place.
    pub fn page_starts(&self) -> &[PageStart] {
        &self.page_starts
    }

    /// Where its stretches stand in the source, in order, as far as the reader knows.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Adds text of one style; it grows the last run where that has the same style.
    pub fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        self.push_run(Run {
            span: Span::new(start, self.text.len()),
            bold: style.bold,
            italic: style.italic,
            doubtful: style.doubtful,
        });
    }

    /// Adds text of one style with its origins, whose spans count bytes of it.
    pub fn push_traced(&mut self, text: &str, style: Style, origins: &[Origin]) {
        let offset = self.text.len();
        self.push(text, style);
        for one in origins {
            origin::push(&mut self.origins, one.moved(0, offset));
        }
    }

    /// Sets the source of the whole text, where its words are not those of the source.
    pub fn set_origin(&mut self, source: Span) {
        let span = Span::new(0, self.text.len());
        self.origins = vec![Origin { span, source, is_exact: false }];
    }

    /// Adds another text with its runs, breaks and origins.
    pub fn append(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        for run in &other.runs {
            self.push_run(Run { span: run.span.shifted(offset), ..*run });
        }
        self.page_breaks.extend(other.page_breaks.iter().map(|at| at + offset));
        for start in &other.page_starts {
            let start = PageStart { at: start.at + offset, ..*start };
            push_page_start(&mut self.page_starts, start);
        }
        for one in &other.origins {
            origin::push(&mut self.origins, one.moved(0, offset));
        }
    }

    /// Cuts the white space at the end off.
    pub fn trim_end(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        while let Some(run) = self.runs.last_mut() {
            run.span.end = run.span.end.min(end);
            if run.span.start < run.span.end {
                break;
            }
            self.runs.pop();
        }
        let past = self.page_breaks.partition_point(|at| *at <= end);
        self.page_breaks.iter_mut().skip(past).for_each(|at| *at = end);
        let past = self.page_starts.partition_point(|start| start.at <= end);
        self.page_starts.iter_mut().skip(past).for_each(|start| start.at = end);
        while let Some(last) = self.origins.last_mut().filter(|one| one.span.end > end) {
            match last.inside(Span::new(0, end)) {
                Some(inside) => *last = inside,
                None => drop(self.origins.pop()),
            }
        }
    }

    /// The text without the white space at both ends.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        let cut = self.text.len() - self.text.trim_start().len();
        let mut trimmed =
            Self { text: self.text.trim_start().to_owned(), ..Self::default() };
        for run in &self.runs {
            let start = run.span.start.saturating_sub(cut);
            let end = run.span.end.saturating_sub(cut);
            trimmed.push_run(Run { span: Span::new(start, end), ..*run });
        }
        let breaks = self.page_breaks.iter();
        trimmed.page_breaks = breaks.map(|at| at.saturating_sub(cut)).collect();
        for start in &self.page_starts {
            let start = PageStart { at: start.at.saturating_sub(cut), ..*start };
            push_page_start(&mut trimmed.page_starts, start);
        }
        let kept = Span::new(cut, self.text.len());
        let origins = self.origins.iter().filter_map(|one| one.inside(kept));
        trimmed.origins = origins.map(|one| one.moved(cut, 0)).collect();
        trimmed.trim_end();
        trimmed
    }

    /// Remembers that a page of the source ended here, at the end of the text so far.
    pub fn mark_page_break(&mut self) {
        self.page_breaks.push(self.text.len());
    }

    /// Says on which page of the source, counted from 1, the text begins.
    pub fn begin_on_page(&mut self, number: u32) {
        if self.page_starts.first().is_none_or(|first| first.at > 0) {
            self.page_starts.insert(0, PageStart { at: 0, number });
        }
    }

    /// Says that what is added from here stands on a page of the source, counted from 1.
    pub fn begin_page(&mut self, number: u32) {
        push_page_start(&mut self.page_starts, PageStart { at: self.text.len(), number });
    }

    /// Whether every character but white space is bold, and there is one.
    pub fn is_bold(&self) -> bool {
        covers(&self.text, Span::new(0, self.text.len()), &self.runs, |run| run.bold)
    }

    /// Whether every character but white space is italic, and there is one.
    pub fn is_italic(&self) -> bool {
        covers(&self.text, Span::new(0, self.text.len()), &self.runs, |run| run.italic)
    }

    fn push_run(&mut self, run: Run) {
        if run.span.is_empty() || Style::of(&run) == Style::default() {
            return;
        }
        match self.runs.last_mut() {
            Some(last)
                if last.span.end == run.span.start
                    && Style::of(last) == Style::of(&run) =>
            {
                last.span.end = run.span.end;
            }
            _ => self.runs.push(run),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Style = Style { bold: true, italic: false, doubtful: false };

    #[test]
    fn neighbours_of_one_style_are_one_run() {
        let mut text = StyledText::default();
        text.push("KẾ", BOLD);
        text.push(" HOẠCH", BOLD);
        text.push(" số", Style::default());
        assert_eq!(text.runs().len(), 1);
        assert_eq!(text.runs()[0].span.of(text.text()), "KẾ HOẠCH");
        assert!(!text.is_bold());
    }

    #[test]
    fn white_space_between_bold_stretches_does_not_matter() {
        let mut text = StyledText::default();
        text.push("Điều 1.", BOLD);
        text.push(" ", Style::default());
        text.push("Phạm vi", BOLD);
        assert!(text.is_bold());
        assert!(!text.is_italic());
        assert!(!StyledText::plain("  ").is_bold());
    }

    #[test]
    fn trimming_takes_runs_and_breaks_along() {
        let mut text = StyledText::default();
        text.push("  KẾ", BOLD);
        text.push(" ", BOLD);
        text.mark_page_break();
        let trimmed = text.trimmed();
        assert_eq!(trimmed.text(), "KẾ");
        assert_eq!(trimmed.runs()[0].span, Span::new(0, "KẾ".len()));
        assert_eq!(trimmed.page_breaks(), ["KẾ".len()]);
    }

    #[test]
    fn an_appended_text_brings_its_runs_and_breaks() {
        let mut first = StyledText::plain("với Ban ");
        first.mark_page_break();
        let mut second = StyledText::default();
        second.push("Mặt trận", BOLD);
        first.append(&second);
        assert_eq!(first.page_breaks(), ["với Ban ".len()]);
        assert_eq!(first.runs()[0].span.of(first.text()), "Mặt trận");
    }
}
