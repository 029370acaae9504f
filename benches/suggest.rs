//! Suggestions per keystroke over a table of the size that a million passages give: how
//! long each key takes, from the typed text to the answer. Prints the median, the 99th of a
//! hundred, the slowest, and the size of the file.
//!
//! `cargo bench --bench suggest`

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark reports")]

use std::time::{Duration, Instant};

use tracuu_index::suggest::build;
use tracuu_index::suggest::record::{
    NewSuggestion, SuggestionDetail, SuggestionKind, SuggestionRecord,
};
use tracuu_index::suggest::table::Suggestions;
use tracuu_legal::document::date::DateText;
use tracuu_query::suggest::suggest;
use tracuu_text::syllable::folded;

/// Suggestions of each kind; with all their words some two million keys.
const COUNTS: [(SuggestionKind, usize, usize); 5] = [
    (SuggestionKind::Symbol, 60_000, 0),
    (SuggestionKind::Document, 60_000, 12),
    (SuggestionKind::Agency, 2_000, 5),
    (SuggestionKind::Measure, 60_000, 12),
    (SuggestionKind::Phrase, 50_000, 4),
];

/// Suggestions whose texts are typed key by key.
const N_TYPED: usize = 400;

/// Typed beside them: one letter, words without marks that have many spellings, raw keys.
const TYPED: [&str; 14] = [
    "n",
    "đ",
    "a",
    "ban",
    "bán",
    "to",
    "co so",
    "cô",
    "nghij quyee",
    "chuyeern ddo",
    "nghi5 quye61",
    "nghị quyet so 5",
    "đ o a u",
    "ban â to ch",
];

/// A generator of numbers that gives the same ones every time (Knuth's multiplier).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    /// A place in a list of which the first are used most, as words are.
    fn usual(&mut self, n: usize) -> usize {
        let most = self.below(n) + 1;
        self.below(most)
    }
}

fn words() -> Vec<&'static str> {
    let rows = include_str!("../lexicon/words.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#') && !row.is_empty());
    rows.filter_map(|row| row.split('\t').next()).collect()
}

fn suggestions() -> Vec<NewSuggestion> {
    let (words, mut dice) = (words(), Dice(7));
    let mut all = Vec::new();
    for (kind, count, n_words) in COUNTS {
        for number in 0..count {
            let (text, spellings) = if n_words == 0 {
                symbol(number, &mut dice)
            } else {
                let mut next = || *words.get(dice.usual(words.len())).unwrap();
                let mut text = String::new();
                while text.split(' ').count() <= n_words {
                    text.push_str(next());
                    text.push(' ');
                }
                (text, Vec::new())
            };
            let url = format!("/documents/van-ban.{number}");
            let details = vec![
                SuggestionDetail::IssuedOn(DateText::Year(2022)),
                SuggestionDetail::Quoted("Ban Thường vụ Tỉnh ủy".to_owned()),
            ];
            let record = SuggestionRecord {
                text: text.trim_end().to_owned(),
                details,
                url,
                ..Default::default()
            };
            let n_uses = 1_000_000 / (dice.below(100_000) as u64 + 1);
            all.push(NewSuggestion { kind, record, spellings, n_uses });
        }
    }
    all
}

fn symbol(number: usize, dice: &mut Dice) -> (String, Vec<String>) {
    let year = 2000 + dice.below(26);
    let (number, name, code) = match number % 4 {
        0 => (number, "Nghị định", "NĐ"),
        1 => (number, "Quyết định", "QĐ"),
        2 => (number, "Thông tư", "TT"),
        _ => (number, "Nghị quyết", "NQ"),
    };
    let text = format!("{name} số {number}/{year}/{code}-CP");
    let spellings = [
        format!("{number} {code} CP"),
        format!("{name} {number} {year} {code} CP"),
        format!("{name} {number} {code} CP"),
        format!("{code} {number} {year} CP"),
        format!("{code} CP {number} {year}"),
    ];
    (text, spellings.to_vec())
}

/// Every beginning of a text.
fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, letter)| text.get(..at + letter.len_utf8()))
}

fn main() {
    let all = suggestions();
    let step = all.len() / N_TYPED;
    let texts: Vec<String> =
        all.iter().step_by(step).map(|one| one.record.text.clone()).collect();
    let dir = tempfile::tempdir().unwrap();
    let start = Instant::now();
    build::write(all, dir.path()).unwrap();
    println!("built in {:?}", start.elapsed());
    for file in std::fs::read_dir(dir.path()).unwrap() {
        println!("file of {} bytes", file.unwrap().metadata().unwrap().len());
    }
    let table = Suggestions::open(dir.path()).unwrap();
    let fixed: Vec<String> = TYPED.iter().map(|text| (*text).to_owned()).collect();
    let unmarked: Vec<String> = texts.iter().map(|text| folded(text)).collect();
    for (name, texts) in [("marked", &texts), ("unmarked", &unmarked), ("hard", &fixed)] {
        report(name, &table, texts);
    }
    for text in TYPED {
        report(text, &table, &[text.to_owned()]);
    }
}

/// Types the texts key by key.
fn report(name: &str, table: &Suggestions, texts: &[String]) {
    let mut taken: Vec<Duration> = Vec::new();
    for typed in texts.iter().flat_map(|text| beginnings(text)) {
        let start = Instant::now();
        std::hint::black_box(suggest(table, typed, 10));
        taken.push(start.elapsed());
    }
    taken.sort_unstable();
    let of_hundred =
        |share: usize| taken[(taken.len() * share / 100).min(taken.len() - 1)];
    println!(
        "{name}: {} keys, p50 {:?}, p99 {:?}, max {:?}",
        taken.len(),
        of_hundred(50),
        of_hundred(99),
        of_hundred(100)
    );
}
