//! Whole documents in any number, made of passages: each has a head, articles, citations of the
//! documents before it and of some above it, and duties of bodies. What is cited, and how often,
//! follows the law of Zipf, as in real collections: a few documents are cited everywhere. The
//! same number gives the same document.

use std::fmt::Write as _;

use tracuu_ingest::beir::BeirRecord;

use super::generator::{Dice, Passages};

/// Articles of a document.
pub(crate) const N_ARTICLES: usize = 50;
/// One of so many articles cites a document of the collection.
const CITES: usize = 2;
/// One of so many cites one that is not held.
const CITES_ABOVE: usize = 6;
/// One of so many gives somebody a duty.
const ASSIGNS: usize = 3;
/// Documents above, of which each is cited by its number.
const N_ABOVE: usize = 90;

/// Types of documents: in the head, in a sentence, as a code.
const TYPES: [(&str, &str, &str); 4] = [
    ("KẾ HOẠCH", "Kế hoạch", "KH"),
    ("BÁO CÁO", "Báo cáo", "BC"),
    ("QUYẾT ĐỊNH", "Quyết định", "QĐ"),
    ("CHƯƠNG TRÌNH", "Chương trình", "CTr"),
];

/// Bodies of the province.
const BODIES: [&str; 8] = [
    "Ban Tổ chức Tỉnh ủy",
    "Ban Tuyên giáo Tỉnh ủy",
    "Ủy ban Kiểm tra Tỉnh ủy",
    "Văn phòng Tỉnh ủy",
    "Sở Nông nghiệp và Môi trường",
    "Sở Tài chính",
    "Sở Xây dựng",
    "Đảng ủy Công an tỉnh",
];

/// Names of invented districts, of two syllables each.
const FIRST: [&str; 10] =
    ["Bến", "Cồn", "Đồi", "Gò", "Khe", "Mỏ", "Rú", "Suối", "Thung", "Vàm"];
const SECOND: [&str; 8] = ["Đá", "Lau", "Ngà", "Sim", "Trắng", "Voi", "Mây", "Rạng"];

/// A document as a file.
pub(crate) struct Document {
    pub(crate) number: usize,
    pub(crate) text: String,
    /// Its articles, as the bare engine gets them.
    pub(crate) articles: Vec<String>,
}

/// Documents with `n_passages` articles together.
pub(crate) fn documents(
    passages: &Passages,
    n_passages: usize,
) -> impl Iterator<Item = Document> + '_ {
    let mut articles = passages.iter(n_passages);
    (0..n_passages / N_ARTICLES)
        .map(move |number| document(number, articles.by_ref().take(N_ARTICLES)))
}

/// The path of the file of a document.
pub(crate) fn file_name(number: usize) -> String {
    format!("{}/vb-{number:06}.txt", year(number))
}

/// The document's symbol, such as `12-KH/TU`.
pub(crate) fn symbol(number: usize) -> String {
    format!("{}-{}/TU", 1 + number / 10, type_of(number).2)
}

/// How another document cites it.
pub(crate) fn citation(number: usize) -> String {
    let ((_, name, _), (day, month)) = (type_of(number), day(number));
    let (symbol, year) = (symbol(number), year(number));
    format!("{name} số {symbol} ngày {day:02}/{month:02}/{year}")
}

/// A body that is given duties.
pub(crate) fn body(index: usize) -> String {
    match index % (BODIES.len() + FIRST.len() * SECOND.len()) {
        index if index < BODIES.len() => BODIES[index].to_owned(),
        index => format!(
            "Huyện ủy {} {}",
            FIRST[index % FIRST.len()],
            SECOND[index / FIRST.len() % SECOND.len()]
        ),
    }
}

fn type_of(number: usize) -> (&'static str, &'static str, &'static str) {
    TYPES[number % TYPES.len()]
}

fn year(number: usize) -> usize {
    2015 + number % 10
}

/// Day and month of a document.
fn day(number: usize) -> (usize, usize) {
    let mut dice = Dice(number as u64);
    dice.below(2);
    (1 + dice.below(28), 1 + dice.below(12))
}

fn document(number: usize, articles: impl Iterator<Item = BeirRecord>) -> Document {
    let mut dice = Dice(number as u64 + 7);
    let ((name, ..), (day, month), year) = (type_of(number), day(number), year(number));
    let articles: Vec<String> = articles
        .enumerate()
        .map(|(index, passage)| article(number, index + 1, &passage, &mut dice))
        .collect();
    let first = articles.first().map(String::as_str).unwrap_or_default();
    let subject = first.lines().next().and_then(|line| line.split_once(". "));
    let subject = subject.map_or("công tác năm", |(_, subject)| subject);
    let symbol = symbol(number);
    let text = format!(
        "TỈNH ỦY SÔNG KHÊ\n*\nSố {symbol}\n\nSông Khê, ngày {day:02} tháng {month:02} năm {year}\n\n\
         {name}\nvề {subject}\n\n{}\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n",
        articles.concat()
    );
    Document { number, text, articles }
}

fn article(number: usize, index: usize, passage: &BeirRecord, dice: &mut Dice) -> String {
    let title = passage.title.trim_start_matches("Điều ");
    let title = title.trim_start_matches(|letter: char| letter.is_numeric());
    let title = title.trim_start_matches(['.', ' ']);
    let mut text = format!("Điều {index}. {title}\n{}\n", passage.text.trim());
    // Writing to a string cannot fail.
    if number > 0 && dice.below(CITES) == 0 {
        let cited = citation(cited(number, dice));
        let _ =
            writeln!(text, "Việc này thực hiện theo {cited} của Ban Thường vụ Tỉnh ủy.");
    }
    if dice.below(CITES_ABOVE) == 0 {
        let (clause, article) = (1 + dice.below(5), 1 + dice.below(40));
        let above = 1 + dice.below(N_ABOVE);
        let _ = writeln!(
            text,
            "Căn cứ khoản {clause} Điều {article} Quy định số {above}-QĐ/TW của Bộ Chính trị."
        );
    }
    if dice.below(ASSIGNS) == 0 {
        let (lead, other) = (body(dice.below(10_000)), body(dice.below(10_000)));
        let (month, year) = (1 + dice.below(12), year(number));
        let _ = writeln!(
            text,
            "Giao {lead} chủ trì, phối hợp với {other} hướng dẫn, kiểm tra việc thực hiện, hoàn \
             thành trước ngày 20/{month:02}/{year}."
        );
    }
    text.push('\n');
    text
}

/// The document that is cited: the logarithm of its number is spread evenly.
fn cited(number: usize, dice: &mut Dice) -> usize {
    /// Steps of the logarithm.
    const STEPS: usize = 1 << 20;
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "numbers of documents are small"
    )]
    let cited = {
        let share = dice.below(STEPS) as f64 / STEPS as f64;
        (number as f64).powf(share) as usize
    };
    cited.saturating_sub(1)
}
