//! How fast citations are found: on text without symbols and on a plan.

use divan::Bencher;
use divan::counter::BytesCount;
use tracuu_legal::citation::find;

fn main() {
    divan::main();
}

/// A megabyte of sentences without any symbol.
#[divan::bench]
fn text_without_symbols(bencher: Bencher<'_, '_>) {
    let sentence = "Các cấp ủy, tổ chức đảng tăng cường kiểm tra, giám sát cán bộ. ";
    let text = sentence.repeat(1_000_000 / sentence.len());
    bencher.counter(BytesCount::of_str(&text)).bench(|| find::in_text(&text));
}

/// The plan of the corpus.
#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/ke-hoach-165-kh-tu.md");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| find::in_text(&text));
}
