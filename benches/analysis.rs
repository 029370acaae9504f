//! How fast texts become terms: MB/s per analyzer and for the whole chain.
//!
//! Run with `cargo bench --bench analysis`. The text is made of invented sentences; set
//! `TRACUU_BENCH_TEXT` to a file to measure on another.

use std::fmt::Write as _;

use divan::Bencher;
use divan::counter::BytesCount;
use tantivy_tokenizer_api::{TokenStream, Tokenizer};
use tracuu::analysis::atom::atoms;
use tracuu::analysis::term::{Field, terms};
use tracuu::analysis::tokenizer::Analyzer;

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

fn stream_through(analyzer: &mut Analyzer, text: &str) -> usize {
    let mut n_bytes = 0;
    for line in text.lines() {
        analyzer.token_stream(line).process(&mut |token| n_bytes += token.text.len());
    }
    n_bytes
}

#[divan::bench]
fn cutting_atoms(bencher: Bencher<'_, '_>) {
    let text = text();
    bencher.counter(BytesCount::of_str(&text)).bench(|| atoms(&text).count());
}

#[divan::bench(args = Field::ALL)]
fn analyzer(bencher: Bencher<'_, '_>, field: Field) {
    let text = text();
    let mut analyzer = Analyzer::new(field);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| stream_through(&mut analyzer, &text));
}

/// All five analyzers over the same text, as an ingest does.
#[divan::bench]
fn whole_chain(bencher: Bencher<'_, '_>) {
    let text = text();
    let mut analyzers = Field::ALL.map(Analyzer::new);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        analyzers.iter_mut().map(|one| stream_through(one, &text)).sum::<usize>()
    });
}

#[divan::bench(args = Field::ALL)]
fn terms_of_a_question(bencher: Bencher<'_, '_>, field: Field) {
    let question = "biện pháp nào trích dẫn Nghị quyết 56-NQ/TU về văn hóa";
    bencher.bench(|| terms(divan::black_box(question), field));
}
