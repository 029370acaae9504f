//! How fast texts become terms, in MB/s and allocations, and how fast a query is repaired.
//!
//! Run with `cargo bench --bench analysis`. The text is made of invented sentences; set
//! `TRACUU_BENCH_TEXT` to a file to measure on another.

use std::fmt::Write as _;

use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher};
use strum::VariantArray;
use tracuu_analysis::atom::atoms;
use tracuu_analysis::repair::pipeline::repair_with;
use tracuu_analysis::repair::vocabulary::TextVocabulary;
use tracuu_analysis::term::{Field, terms};
use tracuu_analysis::tokenizer::Analyzer;

/// Counts what is allocated.
#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// Size of the generated text in bytes; far above every cache line, small enough to be
/// measured often.
const TEXT_BYTES: usize = 1 << 20;

const SENTENCES: [&str; 8] = [
    "Tiếp tục đổi mới phương thức lãnh đạo của cấp ủy, nâng cao chất lượng sinh hoạt chi bộ.",
    "Uỷ ban nhân dân các xã, phường chủ trì, phối hợp với các cơ quan liên quan tổ chức thực hiện.",
    "Căn cứ Nghị quyết số {n}-NQ/TU ngày 05/5/2022 của Ban Chấp hành Đảng bộ tỉnh;",
    "Rà soát, bổ sung quy hoạch sử dụng đất giai đoạn 2026-2030, tầm nhìn đến năm 2045.",
    "Điều {n}. Người lao động có quyền đơn phương chấm dứt hợp đồng lao động khi không được trả lương đúng hạn.",
    "Theo Nghị định số {n}/2020/NĐ-CP, văn bản được gửi trên môi trường mạng có giá trị như bản giấy.",
    "Phấn đấu đến hết năm, tỷ lệ hộ nghèo giảm {n}% so với cùng kỳ; thu nhập bình quân đạt 85,5 triệu đồng.",
    "KIỂM TRA, GIÁM SÁT việc học tập và làm theo tư tưởng, đạo đức, phong cách; kịp thời biểu dương.",
];

fn text() -> String {
    if let Ok(path) = std::env::var("TRACUU_BENCH_TEXT") {
        return std::fs::read_to_string(path).expect("a readable UTF-8 file");
    }
    let mut text = String::with_capacity(TEXT_BYTES + 200);
    for (number, sentence) in SENTENCES.iter().cycle().enumerate() {
        let _ = writeln!(text, "{}", sentence.replace("{n}", &number.to_string()));
        if text.len() >= TEXT_BYTES {
            break;
        }
    }
    text
}

/// The terms of a text, passage by passage; their bytes.
fn analysed(analyzer: &mut Analyzer, text: &str, field: Field) -> usize {
    text.lines().map(|line| analyzer.lines(line, field).len()).sum()
}

#[divan::bench]
fn cutting_atoms(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| atoms(&text).count());
}

#[divan::bench(args = Field::VARIANTS)]
fn analyzer(bencher: Bencher<'_, '_>, field: Field) {
    let text = text();
    let mut analyzer = Analyzer::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| analysed(&mut analyzer, &text, field));
}

/// All fields of each passage, one after the other, as an ingest does.
fn whole_chain(analyzer: &mut Analyzer, text: &str, mut count: impl FnMut(&str)) {
    for line in text.lines() {
        for &field in Field::VARIANTS {
            count(&analyzer.lines(line, field));
        }
    }
}

#[divan::bench]
fn whole_chain_by_passage(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut analyzer = Analyzer::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut n_bytes = 0;
        whole_chain(&mut analyzer, &text, |lines| n_bytes += lines.len());
        n_bytes
    });
}

/// The same, counted in terms: allocations for each.
#[divan::bench]
fn whole_chain_in_terms(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut analyzer = Analyzer::default();
    let mut n_terms = 0_usize;
    whole_chain(&mut analyzer, &text, |lines| n_terms += lines.lines().count());
    bencher.counter(ItemsCount::new(n_terms)).bench_local(|| {
        let mut n_bytes = 0;
        whole_chain(&mut analyzer, &text, |lines| n_bytes += lines.len());
        n_bytes
    });
}

/// Field by field over the whole text: nothing that one field read serves the next.
#[divan::bench]
fn whole_chain_by_field(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut analyzer = Analyzer::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let all = Field::VARIANTS.iter().copied();
        all.map(|field| analysed(&mut analyzer, &text, field)).sum::<usize>()
    });
}

/// A query of ten words: clean, with one slip, with a slip in every word, as keystrokes.
#[divan::bench(args = [
    "tiếp tục đổi mới phương thức lãnh đạo cấp ủy",
    "tiếp tục đổi mới phương thúc lãnh đạo cấp ủy",
    "tiêps tụuc đỏii mớii phưong thưcứ lãhn đạoo cáap ủyy",
    "tieesp tucj ddooir mowis phuwowng thuwcs laxnh ddaoj caaps uyr",
])]
fn repair_of_ten_words(bencher: Bencher<'_, '_>, query: &str) {
    let text = text();
    let vocabulary = TextVocabulary::new(text.lines());
    bencher.bench(|| repair_with(divan::black_box(query), &vocabulary));
}

#[divan::bench(args = Field::VARIANTS)]
fn terms_of_a_question(bencher: Bencher<'_, '_>, field: Field) {
    let question = "biện pháp nào trích dẫn Nghị quyết 56-NQ/TU về văn hóa";
    bencher.bench(|| terms(divan::black_box(question), field));
}
