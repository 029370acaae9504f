//! Passages in any number, made from the texts of `../shared/eval`: each joins the first
//! sentences of one text with the last of another, so that words, lengths and repetition
//! stay those of real texts. The same number gives the same passages.

use std::path::Path;

use tracuu_ingest::beir::BeirRecord;

/// Sets with texts of law and administration.
const SETS: [&str; 3] = ["alqac", "alqac22", "drill"];

/// The texts that passages are made of.
pub(crate) struct Passages {
    texts: Vec<(String, Vec<String>)>,
}

/// A generator of numbers that gives the same ones every time (Knuth's multiplier).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
}

impl Passages {
    /// Reads the texts; `None` where they are not there.
    pub(crate) fn open() -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/eval");
        let mut texts = Vec::new();
        for set in SETS {
            let lines =
                std::fs::read_to_string(folder.join(set).join("corpus.jsonl")).ok()?;
            for line in lines.lines() {
                let value: serde_json::Value = serde_json::from_str(line).unwrap();
                let text = value["text"].as_str().unwrap();
                let sentences = text.split_inclusive(['.', ';', '\n']).map(str::to_owned);
                let title = value["title"].as_str().unwrap_or_default().to_owned();
                texts.push((title, sentences.collect()));
            }
        }
        Some(Self { texts })
    }

    /// `count` passages.
    pub(crate) fn iter(&self, count: usize) -> impl Iterator<Item = BeirRecord> + '_ {
        let mut dice = Dice(1);
        (0..count).map(move |number| {
            let (title, first) = &self.texts[dice.below(self.texts.len())];
            let (_, second) = &self.texts[dice.below(self.texts.len())];
            let sentences = first[..first.len().div_ceil(2)]
                .iter()
                .chain(&second[second.len() / 2..]);
            BeirRecord {
                id: format!("p{number}"),
                title: title.clone(),
                text: sentences.map(String::as_str).collect(),
                law_id: format!("{}/2020/NĐ-CP", number / 50),
                ..BeirRecord::default()
            }
        })
    }

    /// Queries of some neighbouring words out of the texts.
    pub(crate) fn queries(&self, n_words: usize, count: usize) -> Vec<String> {
        let mut dice = Dice(2);
        let mut queries = Vec::with_capacity(count);
        while queries.len() < count {
            let (_, sentences) = &self.texts[dice.below(self.texts.len())];
            let Some(sentence) = sentences.get(dice.below(sentences.len())) else {
                continue;
            };
            let letters = |word: &str| word.chars().all(char::is_alphabetic);
            let words: Vec<&str> =
                sentence.split_whitespace().filter(|word| letters(word)).collect();
            if words.len() > n_words {
                let start = dice.below(words.len() - n_words);
                queries.push(words[start..start + n_words].join(" "));
            }
        }
        queries
    }
}
