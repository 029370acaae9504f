//! Marks: a marked question ranks the same marks first, an unmarked one finds them all.

use tracuu_query::search::{SearchRequest, Searcher};

use crate::passages;

/// The numbers of the passages that answer, in order.
fn found(searcher: &Searcher, text: &str) -> Vec<String> {
    let request = SearchRequest { text, limit: 100, ..SearchRequest::default() };
    searcher.search(request).unwrap().hits.into_iter().map(|hit| hit.label).collect()
}

fn sorted(mut labels: Vec<String>) -> Vec<String> {
    labels.sort();
    labels
}

#[test]
fn the_same_marks_rank_before_others() {
    // The exact one is the longest text, which ranks last where marks are not looked at.
    let searcher = passages::searcher(&[
        "ban mai",
        "bàn ghế",
        "Hội chợ nông thôn miền núi bán nhiều hàng thổ cẩm, gạo nếp nương và mật ong rừng",
        "bản làng",
        "hoa màu",
    ]);
    for (text, first) in [("bán", "3"), ("bàn", "2"), ("bản", "4"), ("BÁN", "3")] {
        let found = found(&searcher, text);
        assert_eq!(found.first().map(String::as_str), Some(first), "{text}: {found:?}");
        assert_eq!(sorted(found), ["1", "2", "3", "4"], "{text}");
    }
}

#[test]
fn without_marks_every_spelling_is_found() {
    let searcher = passages::searcher(&[
        "ban mai",
        "bàn ghế",
        "bán hàng",
        "bản làng",
        "BẠN BÈ",
        "hoa màu",
    ]);
    for text in ["ban", "BAN"] {
        assert_eq!(sorted(found(&searcher, text)), ["1", "2", "3", "4", "5"], "{text}");
    }
}

#[test]
fn several_words_with_marks_rank_before_the_same_words_with_others() {
    let searcher = passages::searcher(&[
        "chuyện đổi sở",
        "Hằng năm chuyển đổi số ở các hợp tác xã, tổ đội sản xuất, làng nghề thủ công",
        "chuyến đội số",
    ]);
    let answer = found(&searcher, "chuyển đổi số");
    assert_eq!(answer.first().map(String::as_str), Some("2"), "{answer:?}");
    assert_eq!(found(&searcher, "\"chuyển đổi số\""), ["2"]);
    assert_eq!(sorted(found(&searcher, "chuyen doi so")), ["1", "2", "3"]);
    assert_eq!(sorted(found(&searcher, "\"chuyen doi so\"")), ["1", "2", "3"]);
}

#[test]
fn the_place_of_a_tone_mark_and_the_form_of_the_text_count_for_nothing() {
    let searcher =
        passages::searcher(&["hoà thuận", "hòa thuận", "HOÀ THUẬN", "hoa thuận"]);
    for text in ["hoà thuận", "hòa thuận", "hoa\u{300} thua\u{323}\u{302}n"] {
        let answer = found(&searcher, text);
        assert_eq!(answer.last().map(String::as_str), Some("4"), "{text}: {answer:?}");
        assert_eq!(answer.len(), 4, "{text}");
        let phrase = format!("\"{text}\"");
        assert_eq!(sorted(found(&searcher, &phrase)), ["1", "2", "3"], "{phrase}");
    }
}

#[test]
fn a_half_marked_question_finds_what_the_marked_one_finds() {
    let searcher = passages::searcher(&["thủy lợi nội đồng", "thuý lời nôi đông"]);
    for text in ["thủy loi nội dong", "thuy lợi noi đồng", "thủy lợi nội đồng"]
    {
        let answer = found(&searcher, text);
        assert_eq!(answer.first().map(String::as_str), Some("1"), "{text}: {answer:?}");
    }
}

#[test]
fn codes_with_other_letters_are_other_documents() {
    let searcher = passages::searcher(&[
        "theo 07-DA/TU ngày nay",
        "theo 07-ĐA/TU hằng năm, được tổ chức ở nhiều nơi trong vùng núi và vùng biển xa",
        "theo 08-DA/TU",
    ]);
    assert_eq!(found(&searcher, "\"07-ĐA/TU\""), ["2"]);
    assert_eq!(sorted(found(&searcher, "\"07-da/tu\"")), ["1", "2"]);
}
