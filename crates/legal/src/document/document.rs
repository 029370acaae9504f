//! A document: its text with what was read from it.

use serde::{Deserialize, Serialize};

use super::head_reader::read_header;
use super::header::{Confidence, Fact, Header};
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
        let mut header = read_header(&manuscript, &outline);
        note_doubt(&manuscript, &mut header);
        Self { manuscript, header, outline }
    }
}

/// Takes for unsure what a recogniser of characters was not sure of: the number and the day
/// by which others know the document.
fn note_doubt(manuscript: &Manuscript, header: &mut Header) {
    fn weaken<T>(manuscript: &Manuscript, fact: &mut Option<Fact<T>>) {
        if let Some(fact) = fact.as_mut().filter(|fact| manuscript.is_doubtful(fact.span))
        {
            fact.confidence = Confidence::Weak;
        }
    }
    weaken(manuscript, &mut header.symbol);
    weaken(manuscript, &mut header.blank_symbol);
    weaken(manuscript, &mut header.date);
    weaken(manuscript, &mut header.partial_date);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use tracuu_extract::read_text;
    use tracuu_text::builder::ManuscriptBuilder;
    use tracuu_text::span::Span;
    use tracuu_text::styled::{Style, StyledText};

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
    fn the_day_of_a_law_is_that_on_which_it_was_passed() {
        let law = |last: &str| {
            let text = format!(
                "QUỐC HỘI\nLuật số: 99/2031/QH17\nLUẬT\nCÂY XANH\nĐiều 1. Phạm vi\n{last}\n\
                 CHỦ TỊCH QUỐC HỘI"
            );
            let date = Document::read(read_text(&text)).header.date;
            date.map(|fact| (fact.value.to_string(), fact.span.of(&text).to_owned()))
        };
        let day = "ngày 23 tháng 11 năm 2031";
        assert_eq!(
            law(&format!(
                "Luật này được Quốc hội khóa XVII, kỳ họp thứ 2 thông qua {day}."
            )),
            Some(("2031-11-23".to_owned(), day.to_owned()))
        );
        assert_eq!(law(&format!("Luật Thủy lợi được Quốc hội thông qua {day}.")), None);
        assert_eq!(law("Luật này thay thế luật được thông qua năm ngoái."), None);
    }

    #[test]
    fn number_and_day_of_a_scan_keep_the_doubt_of_its_recogniser() {
        let mut symbol = StyledText::plain("Số ");
        symbol.push("12-KH/TU", Style { doubtful: true, ..Style::default() });
        let mut builder = ManuscriptBuilder::default();
        builder.paragraph(&StyledText::plain("TỈNH ỦY LÂM HẢI"));
        builder.paragraph(&symbol);
        builder.paragraph(&StyledText::plain("Lâm Hải, ngày 03 tháng 02 năm 2026"));
        builder.paragraph(&StyledText::plain("KẾ HOẠCH"));
        builder.paragraph(&StyledText::plain("trồng rừng ven biển"));
        let manuscript = builder.finish();
        let confidences = |pages: Vec<u32>| {
            let mut manuscript = manuscript.clone();
            manuscript.set_recognised_pages(pages);
            let header = Document::read(manuscript).header;
            (header.symbol.unwrap().confidence, header.date.unwrap().confidence)
        };
        assert_eq!(confidences(vec![]), (Confidence::Sure, Confidence::Sure));
        assert_eq!(confidences(vec![1]), (Confidence::Weak, Confidence::Sure));
    }

    #[test]
    fn a_text_without_words_is_one_preamble_or_nothing() {
        assert!(Document::read(read_text("")).outline.provisions.is_empty());
        check_laws("-----");
        check_laws("\n\n***\n");
    }
}
