//! Laws of corrections, over drafts that are made of right citations and spoiled: a
//! correction changes only the words that its finding names, and what has been put right is
//! not found again. `PROPTEST_CASES` makes the run longer.

use proptest::prelude::*;
use tracuu_check::draft::Draft;
use tracuu_check::finding::Finding;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::{FindingGroup, Rule};
use tracuu_text::span::Span;

use crate::check::Office;

/// Citations as the collection of the tests has them, some in parts.
const CITATIONS: [&str; 8] = [
    "Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về thực hiện thủ tục hành chính \
     trên môi trường điện tử",
    "Nghị định số 45/2020/NĐ-CP ngày 08 tháng 4 năm 2020 của Chính phủ",
    "khoản 1 Điều 1 Nghị định số 45/2020/NĐ-CP",
    "Quy định số 37-QĐ/TW, ngày 25/10/2021 của Ban Chấp hành Trung ương về những điều đảng \
     viên không được làm",
    "Quy định 37-QĐ/TW",
    "Nghị quyết số 01-NQ/TU ngày 05/5/2022 của Tỉnh ủy về quy hoạch cán bộ",
    "Kế hoạch số 10-KH/TU ngày 15/6/2020 của Ban Thường vụ Tỉnh ủy",
    "Luật Đất đai ngày 18 tháng 01 năm 2024",
];

/// What goes wrong while a draft is written: words and what stands in their place.
const FAULTS: [(&str, &str); 26] = [
    ("08/4/2020", "09/4/2020"),
    ("08/4/2020", "8/04/2020"),
    ("08/4/2020", "08/4/2021"),
    ("08 tháng 4", "18 tháng 4"),
    ("25/10/2021", "26/10/2021"),
    ("25/10/2021", "31/02/2021"),
    ("năm 2020", "năm\u{a0}2020"),
    ("ngày ", "ngày\u{a0}"),
    ("số ", "số  "),
    ("Nghị định", "Nghị quyết"),
    ("Quy định", "Quyết định"),
    ("NĐ-CP", "ND-CP"),
    ("37-QĐ", "38-QĐ"),
    ("37-QĐ/TW", "37-QĐ/ TW"),
    ("45/2020", "54/2020"),
    ("45/2020", "45/2\u{200b}020"),
    ("Chính phủ", "Quốc hội"),
    ("Ban Chấp hành Trung ương", "Ban Bí thư"),
    ("Tỉnh ủy", "Tỉnh uỷ"),
    ("Điều 1", "Điều 9"),
    ("khoản 1", "khoản 7"),
    ("thủ tục", "các thủ tục"),
    ("đảng viên", "đảng  viên"),
    ("về ", "về việc "),
    ("01-NQ", "10-NQ"),
    ("Tỉnh", "😀 Ti\u{309}nh"),
];

/// Words in front of a citation, and behind it.
const LEADS: [&str; 7] =
    ["Căn cứ ", "Thực hiện ", "Theo ", "- ", "(", "Tiếp tục quán triệt ", "“"];
const ENDS: [&str; 8] = [
    ";",
    ".",
    ", ",
    "",
    ");",
    " và các văn bản có liên quan.",
    "”.",
    " (sau đây gọi tắt là Nghị định 45).",
];

/// Lines of a draft, each of a lead, a citation, faults in it and an end.
fn draft() -> impl Strategy<Value = String> {
    let index = any::<prop::sample::Index>;
    let fault = index().prop_map(|at| *at.get(&FAULTS));
    let line = (index(), index(), prop::collection::vec(fault, 0..4), index());
    prop::collection::vec(line, 1..6).prop_map(|lines| {
        let mut text =
            "TỈNH ỦY AN SƠN\nSố 11-KH/TU\nAn Sơn, ngày 15 tháng 6 năm 2026\n\n\
                        KẾ HOẠCH\nvề công tác văn thư\n\n"
                .to_owned();
        for (lead, citation, faults, end) in lines {
            let mut words = (*citation.get(&CITATIONS)).to_owned();
            for (right, wrong) in faults {
                words = words.replacen(right, wrong, 1);
            }
            text.push_str(LEADS[lead.index(LEADS.len())]);
            text.push_str(&words);
            text.push_str(ENDS[end.index(ENDS.len())]);
            text.push('\n');
        }
        text
    })
}

/// A draft with corrections, and where each of them stands in it.
struct MendedDraft {
    text: String,
    applied: Vec<(Rule, Span, String)>,
}

/// Applies the first corrections of what must be put right that take nothing from each
/// other, the first to be looked at first.
fn mended(draft: &Draft, report: &CheckReport) -> MendedDraft {
    let mut offered: Vec<(&Finding, &String)> = { report.findings.iter() }
        .filter(|finding| finding.group() == FindingGroup::MustFix)
        .filter_map(|finding| Some((finding, finding.replacements.first()?)))
        .collect();
    offered.sort_by_key(|(finding, _)| finding.priority());
    let mut chosen: Vec<(&Finding, &String)> = Vec::new();
    for (finding, words) in offered {
        if chosen.iter().all(|(other, _)| !other.span.overlaps(finding.span)) {
            chosen.push((finding, words));
        }
    }
    chosen.sort_by_key(|(finding, _)| finding.span.start);
    let mut mended = MendedDraft { text: String::new(), applied: Vec::new() };
    let mut at = 0;
    for (finding, words) in chosen {
        mended.text.push_str(&draft.text()[at..finding.span.start]);
        let start = mended.text.len();
        mended.text.push_str(words);
        let span = Span::new(start, mended.text.len());
        let own = finding.span.of(draft.text()).to_owned();
        mended.applied.push((finding.rule, span, own));
        at = finding.span.end;
    }
    mended.text.push_str(&draft.text()[at..]);
    mended
}

/// Letters and digits, marks and case aside.
fn letters(words: &str) -> String {
    let folded = tracuu_text::syllable::folded(words);
    folded.chars().filter(|letter| letter.is_alphanumeric()).collect()
}

thread_local! {
    static OFFICE: Office = Office::open();
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, ..ProptestConfig::default() })]
    #[test]
    fn what_was_put_right_is_not_found_again(text in draft()) {
        OFFICE.with(|office| {
            let (draft, report) = office.check(&text);
            for finding in &report.findings {
                let own = draft.text().get(finding.span.start..finding.span.end);
                prop_assert!(own.is_some_and(|own| !own.is_empty()), "{:?}", finding);
                // What is about form takes no letter away.
                let is_sign = matches!(
                    finding.rule,
                    Rule::CiteBasisForm | Rule::StyleTonePlace | Rule::StyleQuotes
                );
                for words in finding.replacements.iter().filter(|_| is_sign) {
                    prop_assert_eq!(letters(own.unwrap_or_default()), letters(words));
                }
            }
            let MendedDraft { text, applied } = mended(&draft, &report);
            let (draft, again) = office.check(&text);
            // What the canonical text leaves out would move the places.
            if draft.text() != text {
                return Ok(());
            }
            for (rule, span, own) in &applied {
                let found = again.findings.iter().find(|finding| {
                    finding.rule == *rule && finding.span.overlaps(*span)
                });
                prop_assert!(
                    found.is_none(),
                    "{:?} again: {:?} for {:?}\n{}", rule, found, own, text
                );
            }
            Ok(())
        })?;
    }
}
