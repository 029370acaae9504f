//! A document: its text with what was read from it.

use serde::{Deserialize, Serialize};

use super::head_reader::read_header;
use super::header::Header;
use super::outline::Outline;
use super::structure::read_outline;
use tracuu_text::manuscript::Manuscript;

/// A manuscript with its header facts and its provision tree.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Document {
    /// The canonical text.
    pub manuscript: Manuscript,
    /// What it says of itself.
    pub header: Header,
    /// Its provisions.
    pub outline: Outline,
}

impl Document {
    /// Reads the structure of a manuscript. Never fails, is linear in its length.
    pub fn read(manuscript: Manuscript) -> Self {
        let outline = read_outline(&manuscript);
        let header = read_header(&manuscript, &outline);
        Self { manuscript, header, outline }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use tracuu_extract::read_text;
    use tracuu_text::span::Span;

    /// Words of which documents are made, so that random texts have structure.
    const PIECES: &str = "(KẾ HOẠCH|NGHỊ QUYẾT|Quy chế|Căn cứ|PHỤ LỤC|Nơi nhận:|T/M BAN THƯỜNG VỤ|\
        TM. ỦY BAN|CHỦ TỊCH|Nguyễn Văn A|ĐẢNG CỘNG SẢN VIỆT NAM|Số 5-KH/TU|Số:|Phần thứ hai|\
        Chương I|Mục 1|Điều 1\\.|Điều 2:|I- |II\\. |A\\. |1\\. |2- |1\\.1\\. |a\\) |đ\\) |\\(1\\) |\
        NHIỆM VỤ, GIẢI PHÁP|của|ngày 8/3/2022|V/v|Kính gửi:|\\(Kèm theo Kế hoạch số 5-KH/TU|\
        “|”|\"|;|\\.|,|:|\\)|- |\t|    | |\n|\n\n|\\PC)";

    fn check_laws(text: &str) {
        let document = Document::read(read_text(text));
        let outline = &document.outline;
        let body = document.manuscript.body();
        let mut end = 0;
        for (index, unit) in outline.provisions.iter().enumerate() {
            let own = outline.own_span(index);
            assert_eq!(own.start, end, "own spans tile: {}", unit.path);
            end = own.end;
            assert!(
                unit.parent.is_none_or(|parent| parent < index),
                "parents come first"
            );
            let above =
                unit.parent.map_or(body, |parent| outline.provisions[parent].span);
            assert!(above.contains(unit.span), "{} stands inside its parent", unit.path);
            let inside = |span: &Span| own.contains(*span);
            assert!(unit.paragraphs.iter().all(inside), "paragraphs of {}", unit.path);
            assert!(inside(&unit.title), "title of {}", unit.path);
            assert!(
                body.start == own.start || !own.is_empty() || unit.paragraphs.is_empty()
            );
        }
        assert_eq!(end, body.end, "nothing is outside");
        let mut paths: Vec<_> =
            outline.provisions.iter().map(|unit| &unit.path).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), outline.provisions.len(), "paths are unique");
    }

    proptest! {
        #[test]
        fn the_laws_of_the_outline_hold_for_any_text(text in "\\PC{0,60}(\n\\PC{0,40}){0,5}") {
            check_laws(&text);
        }

        #[test]
        fn the_laws_of_the_outline_hold_for_texts_like_documents(
            pieces in proptest::collection::vec(PIECES, 0..60)
        ) {
            check_laws(&pieces.concat());
        }
    }

    #[test]
    fn an_annex_without_a_caption_has_its_empty_title_where_it_begins() {
        check_laws(
            "T/M BAN THƯỜNG VỤ\n“ĐẢNG CỘNG SẢN VIỆT NAM và những dòng chữ còn lại phía sau \
             của trang này:\nPHỤ LỤC",
        );
        check_laws(
            "T/M BAN THƯỜNG VỤ\n“ĐẢNG CỘNG SẢN VIỆT NAMKẾ HOẠCHT/M BAN THƯỜNG VỤKẾ HOẠCH\
             củaPhần thứ haiKẾ HOẠCHKẾ HOẠCHKẾ HOẠCHNơi nhận:\nPHỤ LỤC",
        );
    }

    #[test]
    fn a_text_without_words_is_one_preamble_or_nothing() {
        assert!(Document::read(read_text("")).outline.provisions.is_empty());
        check_laws("-----");
        check_laws("\n\n***\n");
    }
}
