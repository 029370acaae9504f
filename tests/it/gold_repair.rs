//! Repair of third-party questions with slips, raw keystrokes and none, each set against the
//! words of its own corpus.

use strum::VariantArray;
use tracuu_analysis::repair::pipeline::{Reason, RepairedText, repair_with};
use tracuu_analysis::repair::vocabulary::{TextVocabulary, Vocabulary};
use tracuu_text::syllable::{folded, normal_words};
use unicode_normalization::UnicodeNormalization;

use crate::shared;

const SETS: [&str; 5] = ["alqac", "alqac22", "congbao", "drill", "xquad"];

/// The members of each line of a file of JSON values, as one text.
fn texts(path: &str, members: &[&str]) -> Vec<String> {
    let text = |value: &serde_json::Value| -> String {
        let parts: Vec<&str> =
            members.iter().filter_map(|member| value[*member].as_str()).collect();
        parts.join("\n")
    };
    shared::records(&format!("eval/{path}")).iter().map(text).collect()
}

fn vocabulary(set: &str) -> TextVocabulary {
    let texts = texts(&format!("{set}/corpus.jsonl"), &["title", "text"]);
    TextVocabulary::new(texts.iter().map(String::as_str))
}

/// The repaired text with one piece for each typed one: parted words stay together.
fn pieces(repaired: &RepairedText) -> Vec<String> {
    let mut text = repaired.text.clone();
    for correction in &repaired.corrections {
        for word in &correction.words {
            let whole = word.to.replace(' ', "_");
            text.replace_range(word.at.start..word.at.end, &whole);
        }
    }
    text.split_whitespace().map(normal_words).collect()
}

/// What became of the words of a variant.
#[derive(Debug, Default)]
struct Tally {
    faulty: usize,
    /// Faulty words that the collection has: none of ours to judge.
    existing: usize,
    right: usize,
    /// Letters right, marks left open.
    folded: usize,
    wrong: usize,
    left: usize,
    /// Words that were right and were changed.
    harmed: usize,
    examples: Vec<String>,
}

impl Tally {
    fn add(&mut self, clean: &str, typed: &str, vocabulary: &dyn Vocabulary) {
        let repaired = repair_with(typed, vocabulary);
        let clean = clean.split_whitespace().map(normal_words);
        let typed = typed.split_whitespace().map(normal_words);
        for ((clean, typed), found) in clean.zip(typed).zip(pieces(&repaired)) {
            let is_faulty = clean != typed;
            self.faulty += usize::from(is_faulty);
            let core = typed.trim_matches(|one: char| !one.is_alphanumeric());
            let exists = vocabulary.n_entries(core) > 0;
            self.existing += usize::from(is_faulty && exists);
            let slot = match (is_faulty, found == clean, found == typed) {
                (false, true, _) => continue,
                (false, false, _) => &mut self.harmed,
                (true, true, _) => &mut self.right,
                (true, _, true) => &mut self.left,
                (true, _, false) if folded(&clean) == found => &mut self.folded,
                (true, _, false) => &mut self.wrong,
            };
            *slot += 1;
            let is_worth_telling = if is_faulty { found != clean } else { true };
            if is_worth_telling && !(exists && found == typed) {
                self.examples.push(format!("{typed} → {found} ({clean})"));
            }
        }
    }
}

/// The keystrokes of a text on a VNI keyboard, the key of the tone last.
fn vni(text: &str) -> String {
    text.split(' ').map(vni_word).collect::<Vec<_>>().join(" ")
}

fn vni_word(word: &str) -> String {
    let mut keys = String::new();
    let mut tone = None;
    for letter in word.nfd() {
        let key = match letter {
            '\u{301}' => tone.insert('1'),
            '\u{300}' => tone.insert('2'),
            '\u{309}' => tone.insert('3'),
            '\u{303}' => tone.insert('4'),
            '\u{323}' => tone.insert('5'),
            '\u{302}' => &mut '6',
            '\u{31b}' => &mut '7',
            '\u{306}' => &mut '8',
            'đ' => {
                keys.push_str("d9");
                continue;
            }
            'Đ' => {
                keys.push_str("D9");
                continue;
            }
            letter if letter.is_alphanumeric() => &mut { letter },
            // The tone stands at the end of its word.
            letter => {
                keys.extend(tone.take());
                &mut { letter }
            }
        };
        if !"12345".contains(*key) || letter.is_ascii() {
            keys.push(*key);
        }
    }
    keys.extend(tone);
    keys
}

/// Checks a variant: of 1,000 faulty words that no text has, so many at least are put right,
/// and of 1,000 words changed so few at most wrongly.
fn check(variant: &str, least_right: usize, most_wrong: usize) {
    let mut whole = Tally::default();
    for set in SETS {
        let vocabulary = vocabulary(set);
        let clean = texts(&format!("{set}/queries.jsonl"), &["text"]);
        let typed = match variant {
            "clean" => clean.clone(),
            "vni" => clean.iter().map(|text| vni(text)).collect(),
            other => texts(&format!("{set}/queries-{other}.jsonl"), &["text"]),
        };
        let mut tally = Tally::default();
        for (clean, typed) in clean.iter().zip(&typed) {
            tally.add(clean, typed, &vocabulary);
        }
        print(variant, set, &tally);
        for (to, from) in [
            (&mut whole.faulty, tally.faulty),
            (&mut whole.existing, tally.existing),
            (&mut whole.right, tally.right),
            (&mut whole.folded, tally.folded),
            (&mut whole.wrong, tally.wrong),
            (&mut whole.left, tally.left),
            (&mut whole.harmed, tally.harmed),
        ] {
            *to += from;
        }
    }
    print(variant, "all", &whole);
    let n_changed = whole.right + whole.wrong + whole.harmed;
    assert!(whole.right * 1000 >= least_right * (whole.faulty - whole.existing));
    assert!((whole.wrong + whole.harmed) * 1000 <= most_wrong * n_changed.max(20));
}

fn print(variant: &str, set: &str, tally: &Tally) {
    let Tally { faulty, existing, right, folded, wrong, left, harmed, examples } = tally;
    eprintln!(
        "{variant:8} {set:8} faulty {faulty} ({existing} exist): right {right}, letters {folded}, \
         wrong {wrong}, left {left}; harmed {harmed}"
    );
    if std::env::var_os("TRACUU_EXAMPLES").is_some() {
        for example in examples {
            eprintln!("    {example}");
        }
    }
}

#[test]
#[ignore = "needs ../shared"]
fn slips_are_put_right() {
    check("typo", 450, 25);
}

#[test]
#[ignore = "needs ../shared"]
fn telex_is_read_back() {
    check("telex", 980, 2);
}

#[test]
#[ignore = "needs ../shared"]
fn vni_is_read_back() {
    check("vni", 980, 2);
}

#[test]
#[ignore = "needs ../shared"]
fn clean_questions_stay() {
    check("clean", 0, 1000);
    for set in SETS {
        let vocabulary = vocabulary(set);
        let mut n_changed = [0; Reason::VARIANTS.len()];
        let mut examples = Vec::new();
        for path in
            ["eval/querylog/drill-questions.txt", "eval/querylog/zalo-questions.txt"]
        {
            for line in shared::text(path).lines() {
                for correction in repair_with(line, &vocabulary).corrections {
                    n_changed[correction.reason as usize] += 1;
                    examples.push(format!(
                        "{}: {} → {}: {line}",
                        correction.reason.code(),
                        correction.from,
                        correction.to
                    ));
                }
            }
        }
        let told: Vec<String> = Reason::VARIANTS
            .iter()
            .map(|reason| format!("{} {}", reason.code(), n_changed[*reason as usize]))
            .collect();
        eprintln!("querylog against {set}: {}", told.join(", "));
        if std::env::var_os("TRACUU_EXAMPLES").is_some() {
            for example in examples {
                eprintln!("    {example}");
            }
        }
    }
}
