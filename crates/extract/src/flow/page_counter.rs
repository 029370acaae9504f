//! Counts the pages of a document while its text is read.
//!
//! Two kinds of marks tell that a page begins: the writer's (a page break, a section), which
//! are in every file, and those of the last time that the pages were laid out, which not every
//! program saves. The first alone say nothing about pages that are simply full.

use super::pieces::ParagraphPieces;

/// The page on which the text stands that is read now; of a text that is not the body, none.
#[derive(Debug, Default)]
pub(crate) struct PageCounter {
    /// From 1; `None` in a text that is not the body.
    number: Option<u32>,
    has_text: bool,
    /// Whether a page has just been begun by the writer: a mark of the layout right behind is of
    /// the same page.
    is_just_begun: bool,
    /// Whether marks of the layout were seen.
    is_laid_out: bool,
    /// For each row that is open the page of its top, and the last on which a cell ends.
    rows: Vec<(Option<u32>, Option<u32>)>,
}

impl PageCounter {
    /// The counter of a body, which begins on page 1.
    pub(crate) fn of_body() -> Self {
        Self { number: Some(1), ..Self::default() }
    }

    /// Says on which page the text of a paragraph goes on.
    pub(crate) fn mark(&self, paragraph: &mut ParagraphPieces) {
        if let Some(number) = self.number {
            paragraph.begin_page(number);
        }
    }

    /// The writer begins a page.
    pub(crate) fn break_page(&mut self) {
        self.turn();
        self.is_just_begun = true;
    }

    /// A paragraph that begins a page comes next; the first page is there already.
    pub(crate) fn break_before(&mut self) {
        if self.has_text {
            self.break_page();
        }
    }

    /// A page began here when the pages were laid out last.
    pub(crate) fn begin_laid_out(&mut self) {
        self.is_laid_out = true;
        if !self.is_just_begun {
            self.turn();
        }
        self.is_just_begun = false;
    }

    /// Text stands on the page.
    pub(crate) const fn add_text(&mut self) {
        (self.is_just_begun, self.has_text) = (false, true);
    }

    /// A row of a table begins: each of its cells begins on this page.
    pub(crate) fn start_row(&mut self) {
        self.rows.push((self.number, self.number));
    }

    /// A cell begins at the top of its row.
    pub(crate) fn start_cell(&mut self) {
        if let Some((top, bottom)) = self.rows.last_mut() {
            *bottom = (*bottom).max(self.number);
            self.number = *top;
        }
    }

    /// A row ends where its longest cell does.
    pub(crate) fn end_row(&mut self) {
        if let Some((_, bottom)) = self.rows.pop() {
            self.number = self.number.max(bottom);
        }
    }

    /// Whether every page was begun by the writer: there are as many as the file states.
    pub(crate) fn are_all(&self, n_stated: Option<u32>) -> bool {
        n_stated.is_some() && n_stated == self.number
    }

    /// Whether the numbers are those of the pages: the layout was saved.
    pub(crate) const fn is_laid_out(&self) -> bool {
        self.is_laid_out
    }

    fn turn(&mut self) {
        self.number = self.number.map(|number| number.saturating_add(1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_and_the_mark_behind_it_are_one_page() {
        let mut pages = PageCounter::of_body();
        pages.break_page();
        pages.begin_laid_out();
        pages.add_text();
        assert_eq!(pages.number, Some(2));
        pages.begin_laid_out();
        assert_eq!(pages.number, Some(3));
        pages.break_page();
        pages.add_text();
        pages.begin_laid_out();
        assert_eq!((pages.number, pages.is_laid_out()), (Some(5), true));
    }

    #[test]
    fn cells_begin_on_the_page_of_their_row() {
        let mut pages = PageCounter::of_body();
        pages.start_row();
        pages.start_cell();
        pages.begin_laid_out();
        pages.start_cell();
        assert_eq!(pages.number, Some(1));
        pages.end_row();
        assert_eq!(pages.number, Some(2));
    }
}
