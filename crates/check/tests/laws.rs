//! Laws of corrections: over the drafts of the suite, as they stand and damaged at random.
//! No correction destroys what it does not mean, and what must be mended is mended when it
//! is accepted.

#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

mod office;

use office::{Office, case_files};
use proptest::prelude::*;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::{FindingGroup, Rule};
use tracuu_text::span::Span;

impl Office {
    fn open() -> Self {
        Self::of("collection")
    }

    /// The canonical text of a draft and the report on it, every rule asked.
    fn check(&self, text: &str) -> (String, CheckReport) {
        self.report(text, None, &Rule::ALL)
    }
}

/// The drafts of the suite.
fn drafts() -> Vec<String> {
    let files = case_files();
    let texts = files.iter().map(|path| std::fs::read_to_string(path).unwrap());
    let drafts = texts.flat_map(|text| {
        let parts = text.split("\ndraft:\n").skip(1);
        let draft = |part: &str| part.split("\nfinds").next().unwrap().to_owned();
        parts.map(draft).collect::<Vec<_>>()
    });
    drafts.collect()
}

/// Digits and letters of a text without zeros in front of numbers, spaces and marks.
fn signs(text: &str) -> String {
    let mut signs = String::new();
    let mut before = ' ';
    for sign in tracuu_text::syllable::folded(text).chars() {
        let is_leading = sign == '0' && !before.is_ascii_digit();
        before = if is_leading { ' ' } else { sign };
        signs.extend(Some(sign).filter(|sign| sign.is_alphanumeric() && !is_leading));
    }
    signs
}

/// Whether a rule changes how words are written and not which.
const fn keeps_words(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::CiteBasisForm
            | Rule::StyleDateZero
            | Rule::StyleTonePlace
            | Rule::StyleHangNam
            | Rule::StyleQuotes
    )
}

/// The words of a date that are none of the date itself: "ký", "ban hành".
fn around_date(text: &str) -> Vec<String> {
    let words = tracuu_text::words::words(text).map(|word| word.normal.into_owned());
    let of_date =
        ["ngày", "ngay", "ngảy", "tháng", "thang", "thảng", "năm", "nam", "n", "ăm"];
    let is_date = |word: &String| {
        // Figures may stand close to words: "ngày5/10/2021", "10năm 2021".
        let word = word.trim_matches(|sign: char| sign.is_ascii_digit());
        of_date.contains(&word) || word.is_empty()
    };
    words.filter(|word| !is_date(word)).collect()
}

/// Every span is words of the text, and a correction of form keeps the words.
fn assert_nothing_is_destroyed(text: &str, report: &CheckReport) {
    for finding in &report.findings {
        for span in [finding.span].iter().chain(&finding.others) {
            let words = text.get(span.start..span.end);
            assert!(words.is_some_and(|words| !words.is_empty()), "{finding:?}");
        }
        for words in &finding.replacements {
            assert!(!words.is_empty(), "{finding:?}");
            if finding.rule == Rule::CiteDate {
                let written = finding.span.of(text);
                assert_eq!(around_date(written), around_date(words), "{finding:?}");
            }
            if keeps_words(finding.rule) {
                let written = finding.span.of(text);
                assert_eq!(signs(written), signs(words), "{finding:?}\n{text}");
            }
        }
    }
    for work in &report.works {
        let Some(correction) = &work.correction else { continue };
        let words = text.get(correction.span.start..correction.span.end);
        let words = words.unwrap();
        assert_ne!(words, correction.words, "{work:?}");
        let n_gaps = |text: &str| text.matches("  ").count();
        assert!(n_gaps(&correction.words) <= n_gaps(words), "{work:?}");
    }
}

/// The text with the first correction of every finding that must be mended.
fn mended(text: &str, report: &CheckReport) -> String {
    let mut edits: Vec<(Span, &str)> = report
        .findings
        .iter()
        .filter(|finding| finding.group() == FindingGroup::MustFix)
        .filter_map(|finding| Some((finding, finding.replacements.first()?.as_str())))
        .flat_map(|(finding, words)| {
            // The same words elsewhere in the draft are wrong as well.
            let written = finding.span.of(text);
            let others = finding.others.iter().filter(move |at| at.of(text) == written);
            let places = [finding.span].into_iter().chain(others.copied());
            places.map(move |at| (at, words)).collect::<Vec<_>>()
        })
        .collect();
    edits.sort_by_key(|(span, _)| span.start);
    edits.dedup_by(|next, kept| next.0.overlaps(kept.0));
    let mut out = String::new();
    let mut at = 0;
    for (span, words) in edits {
        out.push_str(Span::new(at, span.start).of(text));
        out.push_str(words);
        at = span.end;
    }
    out.push_str(Span::new(at, text.len()).of(text));
    out
}

#[test]
fn what_must_be_mended_is_gone_when_it_is_accepted() {
    let office = Office::open();
    let mut wrong = Vec::new();
    for draft in drafts() {
        let (text, report) = office.check(&draft);
        assert_nothing_is_destroyed(&text, &report);
        // Two mends of one place come one after the other.
        wrong.extend(left_of(&office, &text, &report, 2));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How often a draft that is damaged at random is mended and checked again: of a number that is wrong several times one
/// mention is told after the other, and two mends of one place come in turn.
const N_ROUNDS: usize = 12;

/// What must still be mended when all corrections were accepted so many times.
fn left_of(
    office: &Office,
    text: &str,
    report: &CheckReport,
    n_rounds: usize,
) -> Vec<String> {
    let (mut text, mut report) = (text.to_owned(), report.clone());
    for _ in 0..n_rounds {
        let next = mended(&text, &report);
        if next == text {
            break;
        }
        (text, report) = office.check(&next);
        assert_nothing_is_destroyed(&text, &report);
    }
    let left = report.findings.iter().filter(|finding| {
        finding.group() == FindingGroup::MustFix && !finding.replacements.is_empty()
    });
    let shown = left.map(|finding| {
        let words = finding.span.of(&text);
        format!("{} [{words}] {}\n{text}", finding.rule, finding.message)
    });
    shown.collect()
}

/// What happens to a draft on its way.
#[derive(Clone, Debug)]
enum Damage {
    /// A sign is put in.
    Put(char),
    /// Signs are left out.
    LeaveOut(usize),
    /// A line stands twice.
    Repeat,
}

fn damage() -> impl Strategy<Value = Damage> {
    let signs = vec!['\u{a0}', '\u{200b}', '\n', ' ', ';', '.', '0', '“', '(', '\u{301}'];
    prop_oneof![
        4 => prop::sample::select(signs).prop_map(Damage::Put),
        2 => (1..6_usize).prop_map(Damage::LeaveOut),
        1 => Just(Damage::Repeat),
    ]
}

fn damaged(draft: &str, at: usize, damage: &Damage) -> String {
    let letters: Vec<char> = draft.chars().collect();
    let (head, tail) = letters.split_at(at % (letters.len() + 1));
    let text = |letters: &[char]| letters.iter().collect::<String>();
    match damage {
        Damage::Put(sign) => format!("{}{sign}{}", text(head), text(tail)),
        Damage::LeaveOut(n) => {
            format!("{}{}", text(head), text(tail.get(*n..).unwrap_or_default()))
        }
        Damage::Repeat => {
            let line = text(head).lines().next_back().unwrap_or_default().to_owned();
            format!("{}\n{line}\n{}", text(head), text(tail))
        }
    }
}

#[test]
fn no_correction_destroys_what_it_does_not_mean() {
    let office = Office::open();
    let drafts = drafts();
    // PROPTEST_CASES makes the run longer.
    let config =
        ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let case = (0..drafts.len(), prop::collection::vec((any::<usize>(), damage()), 1..6));
    proptest!(config, |((place, damages) in case)| {
        let mut draft = drafts[place].clone();
        for (at, damage) in &damages {
            draft = damaged(&draft, *at, damage);
        }
        let (text, report) = office.check(&draft);
        assert_nothing_is_destroyed(&text, &report);
        let left = left_of(&office, &text, &report, N_ROUNDS);
        prop_assert!(left.is_empty(), "{}", left.join("\n"));
    });
}

#[test]
fn drafts_that_grew_with_each_mend_come_to_an_end() {
    let office = Office::open();
    for draft in [
        // A name in its own title.
        "Thực hiện Nghị quyết Trung ương 8 khóa XII về Thực hiện Nghị quyết Trung ương 8 \
         khóa XII về kinh tế biển.\nCác xã sơ kết Nghị quyết Trung ương 8 khóa XII.",
        // A title that has no end mark, and a quotation of another document below.
        "Theo Nghị định số 930/2021/NĐ-CP ngày 15/6/2021 của Chính phủ về công tác tiếp nhận\n\
         khoản 1 Điều 3 Nghị định số 912/2019/NĐ-CP ngày 06/3/2019 quy định: “Lập hồ sơ \
         ngay sau khi giải quyết xong công việc”",
        // One wrong number several times.
        "Theo Quy định số 931-QĐ/TW ngày 25/10/2021\nTheo Quy định số 931-QĐ/TW ngày \
         25/10/2021 của Bộ Chính trị về luân chuyển cán bộ lãnh đạo g\niữa các ngành.",
    ] {
        let (text, report) = office.check(draft);
        let left = left_of(&office, &text, &report, N_ROUNDS);
        assert_eq!(left, Vec::<String>::new(), "{draft}");
    }
}

#[test]
fn a_correction_replaces_only_what_it_names() {
    let office = Office::open();
    let head =
        "Theo Quy định số 913-QĐ/TW ngày 25/10/2021 của Bộ Chính trị về luân chuyển";
    for title in ["cán bộ", "công chức lãnh đạo giữa các địa phương và các ngành"]
    {
        for rest in [
            " và hướng dẫn của Ban Tổ chức Tỉnh ủy, các xã rà soát hồ sơ.",
            " được các xã thực hiện tốt.",
            ", đạt kết quả tốt.",
            " gắn với Nghị định số 930/2021/NĐ-CP ngày 15/6/2021 của Chính phủ.",
        ] {
            let (text, report) = office.check(&format!("{head} {title}{rest}"));
            let mends = report.findings.iter().filter(|one| one.rule == Rule::CiteTitle);
            for finding in mends {
                for words in &finding.replacements {
                    let head = Span::new(0, finding.span.start).of(&text);
                    let tail = Span::new(finding.span.end, text.len()).of(&text);
                    let mended = format!("{head}{words}{tail}");
                    assert!(mended.ends_with(rest), "{mended}");
                }
            }
            let corrected = report.works.iter().filter_map(|one| one.correction.as_ref());
            let of_first = corrected.filter(|one| one.span.start < head.len());
            for correction in of_first {
                let tail = Span::new(correction.span.end, text.len()).of(&text);
                let mended = format!("{}{tail}", correction.words);
                assert!(mended.ends_with(rest), "{mended}");
            }
        }
    }
}

#[test]
fn a_basis_whose_last_word_stands_behind_a_no_break_space_keeps_it() {
    let office = Office::open();
    let draft = "Căn cứ Nghị định số 930/2021/NĐ-CP ngày 15 tháng 6 năm\u{a0}2021\n\
                 Căn cứ Quyết định số 999/QĐ-UBND ngày 12 tháng 5 năm\u{a0}2025\n\
                 Theo đề nghị của Giám đốc Sở Nội vụ.\n";
    let (text, report) = office.check(draft);
    let form: Vec<_> =
        report.findings.iter().filter(|one| one.rule == Rule::CiteBasisForm).collect();
    assert_eq!(form.len(), 2);
    assert_eq!(form[0].span.of(&text), "2021");
    assert_eq!(form[0].replacements, ["2021;"]);
    assert_eq!(form[1].replacements, ["2025;"]);
}

#[test]
fn of_a_rule_that_finds_very_much_some_are_listed_and_all_are_counted() {
    let office = Office::open();
    let line = |number: usize| {
        format!("Theo Thông báo số {number}-TB/TU ngày 8/3/2022, các xã làm việc.\n")
    };
    let draft: String = (10..1010).map(line).collect();
    let (_, report) = office.check(&draft);
    let n_zero =
        report.findings.iter().filter(|one| one.rule == Rule::StyleDateZero).count();
    let more = report.coverage.more.iter().find(|(rule, _)| *rule == Rule::StyleDateZero);
    assert_eq!(n_zero + more.unwrap().1, 1000);
    assert!(n_zero < 300);
}

#[test]
fn one_correction_mends_all_parts_of_a_document() {
    let office = Office::open();
    for (draft, written, right) in [
        (
            "Theo Nghị định số 930/2021/NĐ-CP ngày 16/6/2021, các sở trả hồ sơ.",
            "Nghị định số 930/2021/NĐ-CP ngày 16/6/2021",
            "Nghị định số 930/2021/NĐ-CP ngày 15/6/2021 của Chính phủ về công tác tiếp nhận và trả kết quả tại bộ phận một cửa",
        ),
        (
            "Theo Quy định số 913-QĐ/TW, các cấp ủy luân chuyển cán bộ.",
            "Quy định số 913-QĐ/TW",
            "Quy định số 913-QĐ/TW ngày 25/10/2021 của Bộ Chính trị về luân chuyển cán bộ lãnh đạo giữa các địa phương và các ngành",
        ),
        (
            "Theo Quyết định số 913 - QĐ/TW ngày 25/10/2021 của Ban Bí thư, các cấp ủy luân chuyển cán bộ.",
            "Quyết định số 913 - QĐ/TW ngày 25/10/2021 của Ban Bí thư",
            "Quy định số 913-QĐ/TW ngày 25/10/2021 của Bộ Chính trị về luân chuyển cán bộ lãnh đạo giữa các địa phương và các ngành",
        ),
    ] {
        let (text, report) = office.check(draft);
        let corrections: Vec<_> = report
            .works
            .iter()
            .filter_map(|work| work.correction.as_ref())
            .map(|one| (one.span.of(&text), one.words.as_str()))
            .collect();
        assert_eq!(corrections, [(written, right)], "{draft}\n{:#?}", report.findings);
    }
}
