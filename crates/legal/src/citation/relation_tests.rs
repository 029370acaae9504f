//! Invented sentences and the relations that they state.

use super::relate::relate;
use super::relation::{OwnHead, Party, Relation};
use crate::citation::find;
use crate::citation::mention::{Citation, CitationKind};
use crate::document::document::Document;
use tracuu_extract::read::read_text;
use tracuu_text::span::Span;

/// One line for each relation: kind, ends, `part`, rule, cue.
fn print(text: &str, citations: &[Citation], found: &[Option<Relation>]) -> Vec<String> {
    let party = |party: Party| match party {
        Party::This => "this".to_owned(),
        Party::Unstated => "?".to_owned(),
        Party::Mention(at) => name(text, &citations[at]),
    };
    let line = |relation: &Relation| {
        let part = if relation.is_partial { " part" } else { "" };
        let cue = relation.cue.map_or("-", |cue| cue.of(text));
        format!(
            "{} {} > {}{part} {} [{cue}]",
            relation.kind,
            party(relation.source),
            party(relation.target),
            relation.rule,
        )
    };
    found.iter().flatten().map(line).collect()
}

fn name(text: &str, citation: &Citation) -> String {
    let symbol = citation.symbol.as_ref().map(ToString::to_string);
    symbol.unwrap_or_else(|| citation.span.of(text).to_owned())
}

/// Checks the relations of a text without head.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let citations = find::in_text(text);
    let found = relate(text, OwnHead::default(), &citations);
    assert_eq!(print(text, &citations, &found), expected, "{text}");
}

#[test]
fn words_that_are_changed_are_no_document_that_is_replaced() {
    check(
        "thay thế cụm từ “bến” bằng cụm từ “cảng” tại khoản 3 Điều 6 Thông tư số \
         44/2033/TT-BXD",
        &["amends ? > 44/2033/TT-BXD part before [thay thế cụm từ]"],
    );
    check(
        "Theo đề nghị của Giám đốc Sở Xây dựng tại Tờ trình số 15/TTr-SXD ngày 02/3/2032,",
        &["basis this > 15/TTr-SXD before [Theo đề nghị]"],
    );
}

#[test]
fn what_stands_beside_contrary_rules_is_repealed() {
    check(
        "Bãi bỏ các quy định trái Quyết định này và Quyết định số 15/QĐ-UBND.",
        &["repeals this > 15/QĐ-UBND before [Bãi bỏ]"],
    );
}

#[test]
fn what_may_become_of_a_document_is_no_relation() {
    check(
        "Trường hợp Thông tư số 44/2033/TT-BXD được thay thế thì theo văn bản mới.",
        &["refers this > 44/2033/TT-BXD mentioned [-]"],
    );
}

/// Checks the relations of a document with a head.
#[track_caller]
fn check_document(text: &str, expected: &[&str]) {
    let document = Document::read(read_text(text));
    let citations = find::in_document(&document.manuscript, &document.header);
    let text = document.manuscript.text();
    let found = relate(text, OwnHead::from(&document.header), &citations);
    assert_eq!(print(text, &citations, &found), expected, "{text}");
}

#[test]
fn a_basis_block_gives_the_basis() {
    check(
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;\n\
         Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư;\n\
         Xét đề nghị của Giám đốc Sở Nội vụ tại Tờ trình số 15/TTr-SNV ngày 02/3/2022,",
        &[
            "basis this > Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015 before [Căn cứ]",
            "basis this > 30/2020/NĐ-CP before [Căn cứ]",
            "basis this > 15/TTr-SNV before [Xét đề nghị]",
        ],
    );
    check(
        "- Căn cứ Quy định số 24-QĐ/TW, Hướng dẫn số 02-HD/TW và Quy chế số 05-QC/TU",
        &[
            "basis this > 24-QĐ/TW before [Căn cứ]",
            "basis this > 02-HD/TW list [Căn cứ]",
            "basis this > 05-QC/TU list [Căn cứ]",
        ],
    );
    check(
        "Căn cứ:\n- Luật Ngân sách nhà nước ngày 25/6/2015;\n- Nghị định số 163/2016/NĐ-CP;",
        &[
            "basis this > Luật Ngân sách nhà nước ngày 25/6/2015 heading [Căn cứ]",
            "basis this > 163/2016/NĐ-CP list [Căn cứ]",
        ],
    );
    check(
        "Căn cứ Luật Đầu tư công ngày 13/6/2019, đã qua nhiều lần đổi; Nghị định số 40/2020/NĐ-CP;",
        &[
            "basis this > Luật Đầu tư công ngày 13/6/2019 before [Căn cứ]",
            "basis this > 40/2020/NĐ-CP list [Căn cứ]",
        ],
    );
    check(
        "Căn cứ Luật Đầu tư công, Chính phủ ban hành Nghị định số 40/2020/NĐ-CP.",
        &[
            "basis this > Luật Đầu tư công before [Căn cứ]",
            "refers this > 40/2020/NĐ-CP mentioned [-]",
        ],
    );
    check(
        "xử lý theo đúng tinh thần Kết luận số 14-KL/TW của Bộ Chính trị",
        &["basis this > 14-KL/TW before [theo đúng]"],
    );
}

#[test]
fn carrying_out_is_told_from_going_on_guiding_and_looking_back() {
    check(
        "Thực hiện Nghị quyết số 28-NQ/TW, Kết luận số 50-KL/TW; triển khai Kế hoạch số 07-KH/TU",
        &[
            "implements this > 28-NQ/TW before [Thực hiện]",
            "implements this > 50-KL/TW list [Thực hiện]",
            "implements this > 07-KH/TU before [triển khai]",
        ],
    );
    check(
        "Tiếp tục quán triệt sâu sắc và thực hiện nghiêm túc Chỉ thị số 05-CT/TW",
        &["continues this > 05-CT/TW before [Tiếp tục]"],
    );
    check(
        "tiếp tục thực hiện có hiệu quả Chỉ thị số 05-CT/TW",
        &["continues this > 05-CT/TW before [tiếp tục thực hiện]"],
    );
    check(
        "sơ kết 5 năm thực hiện Nghị quyết số 19-NQ/TW; báo cáo kết quả thực hiện Đề án số 06-ĐA/TU",
        &[
            "reviews this > 19-NQ/TW before [sơ kết]",
            "reviews this > 06-ĐA/TU before [kết quả thực hiện]",
        ],
    );
    check(
        "kiểm tra, giám sát việc thực hiện Quy định số 08-QĐi/TW",
        &["refers this > 08-QĐi/TW before [kiểm tra, giám sát việc thực hiện]"],
    );
}

#[test]
fn what_is_only_named_is_referred_to() {
    check("đã có Nghị quyết số 28-NQ/TW", &["refers this > 28-NQ/TW mentioned [-]"]);
    check(
        "theo quy định tại khoản 2 Điều 5 Nghị định số 46/2015/NĐ-CP",
        &["refers this > 46/2015/NĐ-CP before [theo quy định tại]"],
    );
    check(
        "Thường trực ban hành Kế hoạch số 12-KH/TU",
        &["refers this > 12-KH/TU mentioned [-]"],
    );
}

#[test]
fn a_change_needs_somebody_who_makes_it() {
    check(
        "Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 15/QĐ-UBND.",
        &["replaces this > 15/QĐ-UBND before [thay thế]"],
    );
    check(
        "Giao Sở Tư pháp xây dựng Nghị quyết thay thế Nghị quyết số 12/NQ-HĐND.",
        &[
            "refers this > Nghị quyết thay thế Nghị quyết số 12/NQ-HĐND mentioned [-]",
            "replaces Nghị quyết thay thế Nghị quyết số 12/NQ-HĐND > 12/NQ-HĐND nested [thay thế]",
        ],
    );
    check(
        "Quyết định này có hiệu lực theo Luật Đầu tư và thay thế Quyết định số 15/QĐ-UBND.",
        &[
            "basis this > Luật Đầu tư before [theo]",
            "replaces this > 15/QĐ-UBND before [thay thế]",
        ],
    );
    check(
        "Giao Sở Tư pháp tham mưu thay thế Nghị quyết số 12/NQ-HĐND.",
        &["replaces ? > 12/NQ-HĐND before [thay thế]"],
    );
    check(
        "Nghị định số 30/2020/NĐ-CP thay thế Nghị định số 110/2004/NĐ-CP",
        &[
            "refers this > 30/2020/NĐ-CP mentioned [-]",
            "replaces 30/2020/NĐ-CP > 110/2004/NĐ-CP nested [thay thế]",
        ],
    );
    check(
        "Điều 1. Sửa đổi, bổ sung một số điều của Nghị định số 46/2015/NĐ-CP:\n\
         Điều 2. Bãi bỏ Thông tư số 03/2016/TT-BXD và Thông tư số 04/2016/TT-BXD.",
        &[
            "amends this > 46/2015/NĐ-CP part before [Sửa đổi, bổ sung]",
            "repeals this > 03/2016/TT-BXD before [Bãi bỏ]",
            "repeals this > 04/2016/TT-BXD list [Bãi bỏ]",
        ],
    );
    check(
        "- Sửa đổi, bổ sung Quy chế số 12-QC/TU.",
        &["amends ? > 12-QC/TU before [Sửa đổi, bổ sung]"],
    );
    check(
        "Điều 3. Bãi bỏ các quy định tại Điều 5 Thông tư số 03/2016/TT-BXD",
        &["repeals this > 03/2016/TT-BXD part before [Bãi bỏ]"],
    );
}

#[test]
fn the_passive_gives_an_edge_between_two_cited_documents() {
    check(
        "Căn cứ Nghị định số 46/2015/NĐ-CP được sửa đổi, bổ sung một số điều bởi Nghị định số 12/2019/NĐ-CP",
        &[
            "basis this > 46/2015/NĐ-CP before [Căn cứ]",
            "amends 12/2019/NĐ-CP > 46/2015/NĐ-CP part passive [sửa đổi, bổ sung]",
        ],
    );
    check(
        "Quy định số 15-QĐ/TU (đã được thay thế bằng Quy định số 20-QĐ/TU)",
        &[
            "refers this > 15-QĐ/TU mentioned [-]",
            "replaces 20-QĐ/TU > 15-QĐ/TU passive [thay thế]",
        ],
    );
    check(
        "Thực hiện Thông tư số 32/2018/TT-BGDĐT (sửa đổi tại Thông tư số 13/2022/TT-BGDĐT), Nghị quyết số 71-NQ/TW",
        &[
            "implements this > 32/2018/TT-BGDĐT before [Thực hiện]",
            "amends 13/2022/TT-BGDĐT > 32/2018/TT-BGDĐT passive [sửa đổi]",
            "implements this > 71-NQ/TW list [Thực hiện]",
        ],
    );
    check(
        "nội dung này được hướng dẫn tại Công văn số 125/SGDĐT-VP",
        &["guides 125/SGDĐT-VP > ? passive [hướng dẫn]"],
    );
}

#[test]
fn what_ends_is_said_behind_it() {
    check(
        "Thông tư số 03/2016/TT-BXD hết hiệu lực kể từ ngày Thông tư này có hiệu lực thi hành.",
        &["repeals this > 03/2016/TT-BXD after [hết hiệu lực]"],
    );
    check(
        "Thông tư số 03/2016/TT-BXD, Thông tư số 04/2016/TT-BXD hết hiệu lực kể từ ngày Thông tư này có hiệu lực.",
        &[
            "repeals this > 03/2016/TT-BXD list [hết hiệu lực]",
            "repeals this > 04/2016/TT-BXD after [hết hiệu lực]",
        ],
    );
    check(
        "Nghị quyết số 12/NQ-HĐND đã hết hiệu lực.",
        &["repeals ? > 12/NQ-HĐND after [hết hiệu lực]"],
    );
    check(
        "Các văn bản sau đây hết hiệu lực kể từ ngày Thông tư này có hiệu lực:\n\
         a) Thông tư số 03/2016/TT-BXD;\nb) Thông tư số 04/2016/TT-BXD.",
        &[
            "repeals this > 03/2016/TT-BXD heading [hết hiệu lực]",
            "repeals this > 04/2016/TT-BXD list [hết hiệu lực]",
        ],
    );
}

#[test]
fn mentions_in_a_title_belong_to_its_document() {
    check(
        "Căn cứ Thông tư số 05/2019/TT-BNV hướng dẫn thi hành một số điều của Nghị định số 46/2015/NĐ-CP;",
        &[
            "basis this > 05/2019/TT-BNV before [Căn cứ]",
            "guides 05/2019/TT-BNV > 46/2015/NĐ-CP nested [hướng dẫn thi hành]",
        ],
    );
    check(
        "Thông tư số 9/2015/TT-BXD sửa đổi, bổ sung Thông tư số 3/2013/TT-BXD ngày 06/11/2013, Thông tư số 4/2013/TT-BXD ngày 15/8/2013",
        &[
            "refers this > 09/2015/TT-BXD mentioned [-]",
            "amends 09/2015/TT-BXD > 03/2013/TT-BXD nested [sửa đổi, bổ sung]",
            "amends 09/2015/TT-BXD > 04/2013/TT-BXD list [sửa đổi, bổ sung]",
        ],
    );
    check(
        "Thông tư số 9/2015/TT-BXD hướng dẫn thực hiện chính sách đối với các đối tượng nghèo quy định tại Nghị định số 61/2013/NĐ-CP",
        &[
            "refers this > 09/2015/TT-BXD mentioned [-]",
            "guides 09/2015/TT-BXD > 61/2013/NĐ-CP nested [hướng dẫn thực hiện]",
        ],
    );
    check(
        "Kế hoạch số 03-KH/TU về triển khai Nghị quyết số 28-NQ/TW, Kết luận số 50-KL/TW",
        &[
            "refers this > 03-KH/TU mentioned [-]",
            "implements 03-KH/TU > 28-NQ/TW nested [triển khai]",
            "refers this > 50-KL/TW mentioned [-]",
        ],
    );
}

#[test]
fn the_own_title_says_what_the_document_does() {
    check_document(
        "TỈNH ỦY LẠC HỒNG\n*\nSố 12-KH/TU\n\nKẾ HOẠCH\n\
         thực hiện Nghị quyết số 28-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương\n\n\
         Căn cứ Hướng dẫn số 02-HD/TW, Tỉnh ủy xây dựng kế hoạch như sau:\n",
        &[
            "implements this > 28-NQ/TW title [thực hiện]",
            "basis this > 02-HD/TW before [Căn cứ]",
        ],
    );
    check_document(
        "BỘ XÂY DỰNG\nSố: 12/2021/TT-BXD\n\nTHÔNG TƯ\n\
         SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA THÔNG TƯ SỐ 03/2016/TT-BXD\n\nĐiều 1. Sửa đổi\n",
        &["amends this > 03/2016/TT-BXD part title [SỬA ĐỔI, BỔ SUNG]"],
    );
}

#[test]
fn an_enclosure_is_issued_with_what_is_cited() {
    check(
        "Quy chế “Làm việc” ban hành kèm theo Quyết định số 12-QĐ/TU",
        &[
            "refers this > Quy chế “Làm việc” mentioned [-]",
            "encloses 12-QĐ/TU > Quy chế “Làm việc” before [ban hành kèm theo]",
        ],
    );
    check(
        "Điều 1. Sửa đổi một số điều của quy chế quản lý chợ ban hành kèm theo Quyết định số 12/QĐ-UBND",
        &["amends this > 12/QĐ-UBND part before [Sửa đổi]"],
    );
    check(
        "Thông tư số 9/2015/TT-BXD sửa đổi một số điều của Quy chế “Chợ” ban hành kèm theo Thông tư số 5/2013/TT-BXD",
        &[
            "refers this > 09/2015/TT-BXD mentioned [-]",
            "amends 09/2015/TT-BXD > 05/2013/TT-BXD part nested [sửa đổi]",
        ],
    );
}

/// A cue lies outside the mention whose relation it gives, or in its pinpoint's lead; one
/// end is the mention; the document itself has none; and reading twice gives the same.
pub(super) fn check_laws(text: &str) {
    let citations = find::in_text(text);
    let found = relate(text, OwnHead::default(), &citations);
    assert_eq!(found, relate(text, OwnHead::default(), &citations));
    assert_eq!(found.len(), citations.len());
    for (index, (citation, relation)) in citations.iter().zip(&found).enumerate() {
        let is_own = citation.kind == CitationKind::SelfReference;
        assert_eq!(relation.is_none(), is_own, "{text}");
        let Some(relation) = relation else { continue };
        let ends = [relation.source, relation.target];
        assert!(ends.contains(&Party::Mention(index)), "{text}");
        assert_ne!(relation.source, relation.target, "{text}");
        if let Some(cue) = relation.cue {
            assert!(text.get(cue.start..cue.end).is_some(), "{text}");
            let outside = Span::new(citation.span.start, citation.span.end);
            assert!(!cue.overlaps(outside), "{text}");
        }
    }
}

mod laws {
    use proptest::prelude::*;

    const PIECES: [&str; 34] = [
        "Nghị quyết số 12-NQ/TU",
        "Nghị định số 30/2020/NĐ-CP",
        "Luật Đất đai",
        "Thông tư này",
        "Nghị quyết nêu trên",
        "Kế hoạch thực hiện ",
        " Căn cứ ",
        " thực hiện ",
        " tiếp tục ",
        " sửa đổi, bổ sung ",
        " một số điều của ",
        " được ",
        " thay thế ",
        " bởi ",
        " tại ",
        " theo ",
        " hết hiệu lực ",
        " ban hành kèm theo ",
        " khoản 2 Điều 5 ",
        "\nĐiều 1. ",
        "\na) ",
        "\n- ",
        ":",
        ";",
        ".",
        ", ",
        " và ",
        " về ",
        "(",
        ")",
        "\n",
        " hướng dẫn ",
        " quy định tại ",
        "ữ́",
    ];

    proptest! {
        #[test]
        fn hold_on_texts_made_of_pieces(
            picks in proptest::collection::vec(0..PIECES.len(), 0..40),
        ) {
            let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
            super::check_laws(&text);
        }

        #[test]
        fn hold_on_any_text(text in "\\PC{0,80}") {
            super::check_laws(&text);
        }
    }
}

#[test]
fn items_that_are_sentences_stand_under_their_heading() {
    check(
        "Điều 5. Bãi bỏ các văn bản sau:\n\
         1. Quyết định số 301/QĐ-UBND về giá đò.\n\
         2. Chỉ thị số 17/CT-UBND về bến bãi.\n\
         Điều 6. Giao Sở Xây dựng thực hiện Quyết định số 555/QĐ-UBND.",
        &[
            "repeals this > 301/QĐ-UBND heading [Bãi bỏ]",
            "repeals this > 17/CT-UBND list [Bãi bỏ]",
            "implements this > 555/QĐ-UBND before [thực hiện]",
        ],
    );
    check(
        "Điều 2. Các Chỉ thị sau đây hết hiệu lực thi hành:\n\
         a) Chỉ thị số 31/CT-UBND;\n\
         b) Chỉ thị số 32/CT-UBND.",
        &[
            "repeals this > 31/CT-UBND heading [hết hiệu lực thi hành]",
            "repeals this > 32/CT-UBND list [hết hiệu lực thi hành]",
        ],
    );
}

#[test]
fn behind_a_semicolon_the_list_of_the_amended_goes_on() {
    check(
        "Căn cứ Nghị định số 211/2019/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số \
         212/2021/NĐ-CP, Nghị định số 213/2022/NĐ-CP; Thông tư số 214/2023/TT-BNV;",
        &[
            "basis this > 211/2019/NĐ-CP before [Căn cứ]",
            "amends 212/2021/NĐ-CP > 211/2019/NĐ-CP passive [sửa đổi, bổ sung]",
            "amends 213/2022/NĐ-CP > 211/2019/NĐ-CP list [sửa đổi, bổ sung]",
            "basis this > 214/2023/TT-BNV list [Căn cứ]",
        ],
    );
}
