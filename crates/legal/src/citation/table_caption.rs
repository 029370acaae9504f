//! The relation that the caption of a table gives the documents listed in it: "DANH MỤC VĂN
//! BẢN HẾT HIỆU LỰC TOÀN BỘ".

use super::mention::Citation;
use super::relation::{Party, Relation, RelationKind, RelationRule};
use super::table_row::{self, opens_cell};
use super::vocabulary::{Class, eat, position};
use tracuu_text::cursor::Cursor;
use tracuu_text::layout::{Block, BlockKind, Row};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_in};

/// Blocks before a table among which its caption is looked for: the caption, what it belongs
/// to in brackets, and the number of the annex.
const MAX_BLOCKS: usize = 3;

/// Longest caption, in bytes.
const MAX_BYTES: usize = 400;

/// Gives the documents that tables list the relation of their captions, where nothing nearer
/// says another. `relations` belong to `citations`, in the order of the text.
pub(crate) fn relate(
    manuscript: &Manuscript,
    citations: &[Citation],
    relations: &mut [Option<Relation>],
) {
    let (text, blocks) = (manuscript.text(), manuscript.blocks());
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Table(table) = &block.kind else { continue };
        let above = blocks.get(index.saturating_sub(MAX_BLOCKS)..index);
        let above = above.unwrap_or_default().iter().rev();
        let above = above.take_while(|block| !matches!(block.kind, BlockKind::Table(_)));
        if let Some((cue, is_partial)) = above.into_iter().find_map(|b| caption(text, b))
        {
            let kind = RelationKind::Repeals;
            let (source, rule) = (Party::This, RelationRule::Heading);
            for at in table.rows.iter().filter_map(|row| listed(text, row, citations)) {
                let relation = relations.get_mut(at).and_then(Option::as_mut);
                if let Some(own) =
                    relation.filter(|own| own.rule == RelationRule::Mentioned)
                {
                    let (target, cue) = (Party::Mention(at), Some(cue));
                    *own = Relation { kind, source, target, is_partial, cue, rule };
                }
            }
        }
    }
}

/// The words of a caption that end the force of what is listed, and whether in part only.
fn caption(text: &str, block: &Block) -> Option<(Span, bool)> {
    let is_sentence = block.span.of(text).trim_end().ends_with(['.', ';']);
    if block.span.len() > MAX_BYTES || is_sentence {
        return None;
    }
    let words: Vec<Word<'_>> = words_in(text, block.span).collect();
    position(Class::AnyDocument, &words)?;
    let at = position(Class::EndsForce, &words)?;
    let first = words.get(at)?.span.start;
    let mut cursor = Cursor::new(text, first);
    eat(Class::EndsForce, &mut cursor);
    let is_partial = position(Class::InPart, &words).is_some();
    Some((Span::new(first, cursor.at()), is_partial))
}

/// The document that a row lists: the first that opens a cell.
fn listed(text: &str, row: &Row, citations: &[Citation]) -> Option<usize> {
    table_row::inside(row, citations).find(|at| {
        citations.get(*at).is_some_and(|one| opens_cell(text, one, &row.cells))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use tracuu_text::builder::{CellDraft, ManuscriptBuilder, RowDraft};
    use tracuu_text::styled::StyledText;

    #[track_caller]
    fn check_rows(caption: &str, expected: &[(&str, RelationKind, bool)]) {
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&StyledText::plain(caption));
        let rows = [
            ["STT", "Số, ký hiệu", "Lý do"],
            ["1", "Quyết định số 15/2031/QĐ-UBND về giá nước", ""],
            ["2", "Chỉ thị số 7/CT-UBND", "Được thay thế bởi Chỉ thị số 9/CT-UBND"],
        ];
        let cell = |(column, words): (usize, &&str)| CellDraft {
            column,
            n_columns: 1,
            n_rows: 1,
            paragraphs: vec![StyledText::plain(*words)],
        };
        let rows = rows
            .map(|row| RowDraft { cells: row.iter().enumerate().map(cell).collect() });
        builder.table(&rows);
        let reading = Reading::read(builder.finish(), None);
        let found: Vec<_> = reading
            .citations
            .iter()
            .zip(&reading.relations)
            .filter_map(|(citation, relation)| {
                let symbol = citation.symbol.as_ref()?.to_string();
                Some((symbol, relation.as_ref()?.kind, relation.as_ref()?.is_partial))
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(symbol, kind, is_partial)| ((*symbol).to_owned(), *kind, *is_partial))
            .collect();
        assert_eq!(found, expected, "{caption}");
    }

    #[test]
    fn a_caption_ends_the_force_of_what_the_table_lists() {
        use RelationKind::{Refers, Repeals, Replaces};
        for (caption, kind, is_partial) in [
            ("DANH MỤC VĂN BẢN HẾT HIỆU LỰC TOÀN BỘ", Repeals, false),
            ("Danh mục văn bản hết hiệu lực một phần", Repeals, true),
            ("DANH MỤC VĂN BẢN CÒN HIỆU LỰC", Refers, false),
            ("Các xã báo cáo văn bản hết hiệu lực.", Refers, false),
        ] {
            let by = ("09/CT-UBND", Replaces, false);
            let rows = [
                ("15/2031/QĐ-UBND", kind, is_partial),
                ("07/CT-UBND", kind, is_partial),
                by,
            ];
            check_rows(caption, &rows);
        }
    }
}
