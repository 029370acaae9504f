//! Compiles `lexicon/words.tsv` into the two dictionaries of the word segmenter, which the
//! library embeds: one over syllables with marks, one over folded syllables.
//!
//! Each distinct syllable becomes one character from U+4E00 on, so that to the segmenter
//! every word is a short run of characters without spaces, case or combining marks. A
//! word's cost is -1000 ln p. No network; the same lexicon gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use lindera_dictionary::builder::DictionaryBuilder;
use lindera_dictionary::dictionary::metadata::Metadata;
use lindera_dictionary::dictionary::schema::Schema;

#[path = "../text/src/syllable.rs"]
#[expect(
    dead_code,
    unreachable_pub,
    reason = "the file of `tracuu-text` itself, so that both have the same forms"
)]
mod syllable;

/// The lexicon, from the folder of this crate.
const WORDS: &str = "../../lexicon/words.tsv";

/// Code of the first syllable; the next ones follow in sorted order.
const FIRST_CODE: u32 = 0x4e00;

/// Code after the last one that may be given away: the end of the CJK block.
const END_CODE: u32 = 0xa000;

/// Count of a syllable that the lexicon knows only inside longer words.
const UNSEEN_COUNT: f64 = 0.3;

/// Cost of a syllable outside the lexicon; above that of every word in it.
const UNKNOWN_COST: i16 = 20_000;

/// The segmenter's character for every syllable outside the lexicon.
const UNKNOWN_CODE: &str = "0xE000";

/// Word → its count and how it is printed.
type Words = BTreeMap<String, (f64, String)>;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={WORDS}");
    println!("cargo:rerun-if-changed=../text/src/syllable.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let source = fs::read_to_string(WORDS)?;
    let marked = read_words(&source)?;
    compile("marked", &marked, &out)?;
    compile("folded", &fold_words(&marked), &out)?;
    println!("cargo:rustc-env=LINDERA_WORKDIR={}", out.display());
    println!("cargo:rustc-env=TRACUU_LEXICON_HASH={:016x}", fnv1a(&source));
    Ok(())
}

/// Reads the lexicon and adds every syllable of a word as a word of its own.
fn read_words(source: &str) -> Result<Words, Box<dyn Error>> {
    let mut words = Words::new();
    for (index, line) in source.lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let row = line
            .split_once('\t')
            .and_then(|(word, count)| Some((word, count.parse::<u32>().ok()?)));
        let Some((word, count)) = row.filter(|(word, _)| is_normal(word)) else {
            let number = index + 1;
            return Err(
                format!("lexicon/words.tsv:{number}: not `word TAB count`").into()
            );
        };
        let known = words.insert(word.to_owned(), (f64::from(count), word.to_owned()));
        if known.is_some() {
            return Err(format!("lexicon/words.tsv: \"{word}\" stands twice").into());
        }
    }
    let syllables: BTreeSet<String> =
        words.keys().flat_map(|word| word.split(' ')).map(str::to_owned).collect();
    for alone in syllables {
        words.entry(alone.clone()).or_insert((UNSEEN_COUNT, alone));
    }
    Ok(words)
}

/// Whether a word is in the form that the analyzer looks it up by.
fn is_normal(word: &str) -> bool {
    !word.is_empty()
        && word.split(' ').all(|one| !one.is_empty() && syllable::normal(one) == one)
}

/// The lexicon without marks: each folded word prints the most counted word behind it.
fn fold_words(marked: &Words) -> Words {
    let mut folded = Words::new();
    for (word, (count, _)) in marked {
        let best = folded.entry(syllable::folded(word)).or_insert((0.0, String::new()));
        if *count > best.0 {
            *best = (*count, word.clone());
        }
    }
    folded
}

/// Writes `<name>.txt` (the syllables in the order of their codes) and the compiled
/// dictionary `<name>/` into `out`.
fn compile(name: &str, words: &Words, out: &Path) -> Result<(), Box<dyn Error>> {
    let syllables: BTreeSet<&str> =
        words.keys().flat_map(|word| word.split(' ')).collect();
    let codes: BTreeMap<&str, char> = syllables
        .iter()
        .copied()
        .zip((FIRST_CODE..END_CODE).filter_map(char::from_u32))
        .collect();
    if codes.len() < syllables.len() {
        return Err("lexicon/words.tsv: more syllables than codes".into());
    }
    fs::write(
        out.join(format!("{name}.txt")),
        syllables.iter().copied().collect::<Vec<_>>().join("\n"),
    )?;

    let source = out.join(format!("{name}-source"));
    fs::create_dir_all(&source)?;
    fs::write(source.join("words.csv"), rows(words, &codes))?;
    fs::write(source.join("matrix.def"), "1 1\n0 0 0\n")?;
    fs::write(
        source.join("char.def"),
        format!(
            "DEFAULT 0 0 1\nSPACE 0 1 0\nFOREIGN 1 0 1\n0x0020 SPACE\n{UNKNOWN_CODE} FOREIGN\n"
        ),
    )?;
    fs::write(
        source.join("unk.def"),
        format!(
            "DEFAULT,0,0,{UNKNOWN_COST},*\nSPACE,0,0,{UNKNOWN_COST},*\nFOREIGN,0,0,{UNKNOWN_COST},*\n"
        ),
    )?;
    DictionaryBuilder::new(metadata(name)).build_dictionary(&source, &out.join(name))?;
    Ok(())
}

/// The dictionary rows `coded word, left id, right id, cost, printed word`.
fn rows(words: &Words, codes: &BTreeMap<&str, char>) -> String {
    let total: f64 = words.values().map(|(count, _)| count).sum();
    let mut rows = String::new();
    for (word, (count, printed)) in words {
        let coded: String = word.split(' ').filter_map(|one| codes.get(one)).collect();
        let cost = (1000.0 * (total / count.max(UNSEEN_COUNT)).ln()).round();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "clamped to the target's range"
        )]
        let cost = cost.clamp(0.0, f64::from(i16::MAX)) as i16;
        let _ = writeln!(rows, "{coded},0,0,{cost},{printed}");
    }
    rows
}

/// What the builder asks to know of a dictionary.
fn metadata(name: &str) -> Metadata {
    let columns =
        |names: &[&str]| Schema::new(names.iter().map(|&one| one.into()).collect());
    Metadata::new(
        name.to_owned(),
        "UTF-8".to_owned(),
        UNKNOWN_COST,
        0,
        0,
        "*".to_owned(),
        false,
        false,
        false,
        columns(&["surface", "left_context_id", "right_context_id", "cost", "word"]),
        columns(&["surface", "word"]),
    )
}

/// FNV-1a, 64 bits, over the lines of a text; line ends do not count.
fn fnv1a(text: &str) -> u64 {
    let bytes = text.lines().flat_map(|line| line.bytes().chain([b'\n']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
