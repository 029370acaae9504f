//! A held text as a page shows it, drawn from its stored layout: headings, paragraphs and
//! tables with anchors, linked citations, bold and italic words.

use super::linked_text::{LinkedRun, UnitExcerpt, linked_runs};
use super::provision_starts::ProvisionStarts;
use super::table_view::{RowView, table_rows};
use crate::wire::page_facts::PageFacts;
use tracuu_index::record::OutlineEntry;
use tracuu_text::layout::{BlockKind, Layout};
use tracuu_text::span::Span;

/// A block of a text.
#[derive(Debug, PartialEq)]
pub(super) enum TextBlock {
    /// A heading or a paragraph.
    Line(TextLine),
    /// A table.
    Table(Vec<RowView>),
    /// A page of the file begins, or has begun in the block above; in words.
    Page(String),
}

/// A heading or a paragraph.
#[derive(Debug, PartialEq)]
pub(super) struct TextLine {
    /// Paths of the provisions that begin here.
    pub(super) anchors: Vec<String>,
    /// Depth of the heading, from 1; `None` for a paragraph.
    pub(super) heading: Option<usize>,
    /// The text.
    pub(super) runs: Vec<LinkedRun>,
}

/// The blocks of some lines of a unit, with the anchors of the provisions that begin inside.
/// `last_page` is the page that was shown last.
pub(super) fn text_blocks(
    excerpt: UnitExcerpt<'_>,
    outline: &[OutlineEntry],
    last_page: &mut Option<u32>,
) -> Vec<TextBlock> {
    let unit = excerpt.unit;
    let starts = ProvisionStarts::new(unit, outline);
    let mut blocks: Vec<TextBlock> = Vec::new();
    for block in unit.layout.blocks_in(excerpt.lines) {
        let (start, end) = (excerpt.lines.start, excerpt.lines.end);
        let span = Span::new(block.span.start.max(start), block.span.end.min(end));
        if span.of(&unit.text).trim().is_empty() {
            continue;
        }
        blocks.extend(page_mark(&unit.layout, span.start, last_page));
        let end = span.end.saturating_sub(1).max(span.start);
        if let BlockKind::Table(table) = &block.kind {
            blocks.push(TextBlock::Table(table_rows(excerpt, table, &starts)));
            blocks.extend(page_mark(&unit.layout, end, last_page));
            continue;
        }
        let here = starts.within(span);
        let heading = match block.kind {
            BlockKind::Furniture => None,
            _ => here.iter().find_map(|entry| heading_depth(entry, span.of(&unit.text))),
        };
        let marked = match block.kind {
            BlockKind::Heading(level) => Some(usize::from(level)),
            _ => None,
        };
        let anchors = here.iter().map(|entry| entry.path.clone()).collect();
        let runs = linked_runs(excerpt, span);
        blocks.push(TextBlock::Line(TextLine {
            anchors,
            heading: heading.or(marked),
            runs,
        }));
        blocks.extend(page_mark(&unit.layout, end, last_page));
    }
    blocks
}

/// The page on which a place stands, where it is not the one that was shown last.
fn page_mark(
    layout: &Layout,
    at: usize,
    last_page: &mut Option<u32>,
) -> Option<TextBlock> {
    let page = layout.source_page(at)?;
    if last_page.replace(page.number) == Some(page.number) {
        return None;
    }
    PageFacts::from(Some(page)).in_words().map(TextBlock::Page)
}

/// The depth of a provision whose heading a line is: the first line of the provision, where
/// it is the title alone or the title stands in a line below ("PHỤ LỤC", "Chương I"). A
/// clause that goes on behind its title stays a paragraph.
fn heading_depth(entry: &OutlineEntry, line: &str) -> Option<usize> {
    /// Words by which a title is known: its end may be shortened or repaired.
    const N_KNOWN: usize = 2;
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let line = line.trim();
    let rest = line.strip_prefix(entry.label.as_str()).unwrap_or(line);
    let (rest, title) = (rest.trim_matches(is_mark), entry.title.trim_matches(is_mark));
    if title.is_empty() {
        return None;
    }
    let holds_title = words(rest).take(N_KNOWN).eq(words(title).take(N_KNOWN));
    let is_heading = !holds_title || words(rest).eq(words(title));
    is_heading.then(|| entry.path.split('.').count())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_index::record::Unit;
    use tracuu_text::layout::{self, PageStart};

    fn entry(path: &str, title: &str, start: usize) -> OutlineEntry {
        OutlineEntry {
            path: path.to_owned(),
            level: tracuu_legal::document::level::ProvisionKind::Clause,
            label: path.rsplit('.').next().unwrap_or_default().to_owned(),
            title: title.to_owned(),
            start,
            end: start,
        }
    }

    /// A unit whose lines are paragraphs.
    fn unit(text: &str) -> Unit {
        let mut start = 0;
        let blocks = text.split('\n').map(|line| {
            let span = Span::new(start, start + line.len());
            start = span.end + 1;
            layout::Block { span, kind: BlockKind::Paragraph }
        });
        let layout = Layout { blocks: blocks.collect(), ..Layout::default() };
        Unit { start: 100, text: text.to_owned(), layout, ..Unit::default() }
    }

    fn whole(unit: &Unit) -> UnitExcerpt<'_> {
        let lines = Span::new(0, unit.text.len());
        UnitExcerpt { unit, places: &[], first_number: 1, lines }
    }

    #[test]
    fn provisions_that_begin_on_a_line_are_anchored_there() {
        let text = "1. Công tác cán bộ\nMột đoạn.\na) Điểm";
        let second = "1. Công tác cán bộ\nMột đoạn.\n".len();
        let outline =
            [entry("II.1", "Công tác cán bộ", 100), entry("II.1.a", "", 100 + second)];
        let blocks = text_blocks(whole(&unit(text)), &outline, &mut None);
        let lines: Vec<(Vec<String>, Option<usize>)> = blocks
            .into_iter()
            .map(|block| match block {
                TextBlock::Line(line) => (line.anchors, line.heading),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(
            lines,
            [
                (vec!["II.1".to_owned()], Some(2)),
                (vec![], None),
                (vec!["II.1.a".to_owned()], None)
            ]
        );
    }

    #[test]
    fn a_heading_is_a_title_alone_or_what_the_source_marks() {
        let depth =
            |title: &str, line: &str| heading_depth(&entry("II.1", title, 0), line);
        assert_eq!(depth("Công tác cán bộ", "1. Công tác  cán bộ:"), Some(2));
        assert_eq!(depth("QUY ĐỊNH CHUNG", "1."), Some(2));
        assert_eq!(depth("Biểu phân công", "PHỤ LỤC"), Some(2));
        assert_eq!(depth("Công tác cán bộ", "1. Công tác cán bộ: rà soát"), None);
        assert_eq!(depth("", "1. Rà soát"), None);
        let mut unit = unit("Mở đầu\nĐoạn");
        unit.layout.blocks[0].kind = BlockKind::Heading(3);
        let blocks = text_blocks(whole(&unit), &[], &mut None);
        let TextBlock::Line(line) = &blocks[0] else { panic!("a line") };
        assert_eq!(line.heading, Some(3));
    }

    #[test]
    fn pages_are_shown_where_they_begin_once() {
        let mut unit = unit("Một\nHai\nBa");
        let starts = [(0, 3), (5, 4)];
        unit.layout.page_starts =
            starts.map(|(at, number)| PageStart { at, number }).to_vec();
        unit.layout.recognised_pages = vec![4];
        unit.layout.body_end = unit.text.len();
        let mut last_page = Some(2);
        let mut shown = |unit: &Unit| {
            let blocks = text_blocks(whole(unit), &[], &mut last_page);
            let pages = blocks.into_iter().enumerate();
            pages
                .filter_map(|(place, block)| match block {
                    TextBlock::Page(words) => Some((place, words)),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        let (third, fourth) =
            ("trang 3".to_owned(), "trang 4, nhận dạng từ ảnh".to_owned());
        assert_eq!(shown(&unit), [(0, third), (2, fourth)]);
        unit.layout.page_starts.drain(..1);
        unit.layout.page_starts[0].at = 0;
        assert_eq!(shown(&unit), []);
    }
}
