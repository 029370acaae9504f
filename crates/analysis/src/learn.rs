//! Learning the lexicon from a collection: how often each word occurs in it, and which
//! neighbours look like words that the lexicon lacks.
//!
//! Counts are re-estimated by hard expectation maximisation: the text is cut into its most
//! probable words, these are counted, and so on for four rounds. New words are
//! proposed where syllables attract each other (normalised pointwise mutual information) and
//! what stands around them is free (branching entropy). A proposal is for a person to judge.

use rustc_hash::FxHashMap;

use crate::atom::{AtomKind, atoms};
use crate::forms::FormsMemo;
use crate::inventory::is_in_use;
use crate::lexicon;

/// Rounds of cutting and counting; further rounds change little.
const ROUNDS: usize = 4;

/// Most syllables of a word. The lexicon has none of four.
const MAX_WORD: usize = 3;

/// Share of the learned counts that the counts of the lexicon weigh beside them, so that a
/// word which a small collection lacks stays a word.
const PRIOR_SHARE: f64 = 0.1;

/// Count of a syllable that was never seen alone; the same as in `build.rs`.
const UNSEEN_COUNT: f64 = 0.3;

/// Least occurrences of a proposal.
const MIN_COUNT: u32 = 5;
/// Least mutual information of its syllables, from -1 to 1.
const MIN_NPMI: f64 = 0.35;
/// Least entropy, in nats, of what stands before and of what stands behind it.
const MIN_ENTROPY: f64 = 0.5;

/// Most syllables read, so that memory is bounded; some 200 MB of text.
const MAX_SYLLABLES: usize = 1 << 25;

/// A word as the numbers of its syllables; 0 fills up.
type WordKey = [u32; MAX_WORD];

/// The syllables of a collection.
#[derive(Debug, Default)]
pub struct LexiconLearner {
    memo: FormsMemo,
    numbers: FxHashMap<Box<str>, u32>,
    /// By number less one.
    syllables: Vec<Box<str>>,
    /// Syllables in order; 0 parts runs.
    text: Vec<u32>,
}

/// What was learned.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct LearnedLexicon {
    /// The words of the lexicon with their new counts, the most frequent first.
    pub words: Vec<(String, u64)>,
    /// What may be words, the strongest first.
    pub proposals: Vec<WordProposal>,
    /// Syllables read.
    pub n_syllables: usize,
    /// Whether the collection was too large to be read whole.
    pub is_cut: bool,
}

/// Neighbours that look like a word.
#[derive(Clone, PartialEq, Debug)]
pub struct WordProposal {
    /// In normal form.
    pub word: String,
    /// Occurrences as a word.
    pub count: u64,
    /// How much its syllables attract each other, from -1 to 1.
    pub npmi: f64,
    /// Entropy of its neighbours on the poorer side, in nats.
    pub entropy: f64,
}

impl LexiconLearner {
    /// Reads a text; what lies beyond the bound of memory is left out.
    pub fn read(&mut self, text: &str) {
        for atom in atoms(text) {
            if self.text.len() >= MAX_SYLLABLES {
                return;
            }
            let number = match atom.kind {
                AtomKind::Syllable => self.number(atom.span.of(text)),
                AtomKind::Number | AtomKind::Punctuation => 0,
            };
            self.text.push(number);
        }
        self.text.push(0);
    }

    /// The number of a surface; 0 for what is no Vietnamese syllable.
    fn number(&mut self, surface: &str) -> u32 {
        self.memo.tidy();
        let forms = self.memo.look_up(surface);
        let Some(forms) = self.memo.get(forms) else { return 0 };
        if let Some(number) = self.numbers.get(&forms.normal) {
            return *number;
        }
        let is_syllable = is_in_use(&forms.normal) || lexicon::is_attested(&forms.normal);
        let normal = forms.normal.clone();
        self.intern(&normal, is_syllable)
    }

    fn intern(&mut self, normal: &str, is_syllable: bool) -> u32 {
        if let Some(number) = self.numbers.get(normal) {
            return *number;
        }
        let mut number = 0;
        if is_syllable {
            self.syllables.push(normal.into());
            number = u32::try_from(self.syllables.len()).unwrap_or(0);
        }
        self.numbers.insert(normal.into(), number);
        number
    }

    /// Learns from what was read.
    pub fn learn(mut self) -> LearnedLexicon {
        let known = self.known();
        let proposed = self.propose_words(&known);
        let mut counts: FxHashMap<WordKey, f64> = known.clone();
        counts.extend(proposed.iter().map(|(key, found)| (*key, f64::from(found.count))));
        let prior_total: f64 = known.values().sum();
        for _ in 0..ROUNDS {
            let learned = self.count_words(&counts);
            let total: f64 = learned.values().sum();
            let prior = PRIOR_SHARE * total / prior_total.max(1.0);
            for (key, count) in &mut counts {
                let before = known.get(key).copied().unwrap_or(0.0);
                *count = learned.get(key).copied().unwrap_or(0.0) + prior * before;
            }
        }
        self.rank_words(&known, &proposed, &counts)
    }

    /// The words of the lexicon by their numbers.
    fn known(&mut self) -> FxHashMap<WordKey, f64> {
        let mut known = FxHashMap::default();
        for (word, count) in lexicon::words() {
            let mut key = WordKey::default();
            let parts = word.split(' ').collect::<Vec<_>>();
            for (slot, part) in key.iter_mut().zip(&parts) {
                *slot = self.intern(part, true);
            }
            if parts.len() <= MAX_WORD {
                known.insert(key, as_count(count));
            }
        }
        known
    }

    /// Cuts every run into its most probable words and counts them.
    fn count_words(&self, counts: &FxHashMap<WordKey, f64>) -> FxHashMap<WordKey, f64> {
        let total: f64 = counts.values().sum::<f64>().max(1.0);
        let costs: FxHashMap<WordKey, f64> = counts
            .iter()
            .map(|(key, count)| (*key, -(count.max(UNSEEN_COUNT) / total).ln()))
            .collect();
        let unseen = -(UNSEEN_COUNT / total).ln();
        let mut found: FxHashMap<WordKey, f64> = FxHashMap::default();
        let mut best: Vec<(f64, usize)> = Vec::new();
        for run in self.text.split(|number| *number == 0) {
            cut(run, &costs, unseen, &mut best);
            let mut end = run.len();
            while let Some((_, length)) = best.get(end).filter(|_| end > 0) {
                let start = end - length;
                *found
                    .entry(key(run.get(start..end).unwrap_or_default()))
                    .or_default() += 1.0;
                end = start;
            }
        }
        found
    }

    fn rank_words(
        &self,
        known: &FxHashMap<WordKey, f64>,
        proposed: &FxHashMap<WordKey, ProposalScores>,
        counts: &FxHashMap<WordKey, f64>,
    ) -> LearnedLexicon {
        let count = |key: &WordKey| whole(counts.get(key).copied().unwrap_or(0.0));
        let mut words: Vec<(String, u64)> =
            known.keys().map(|key| (self.write_word(key), count(key))).collect();
        words.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
        let mut proposals: Vec<WordProposal> = proposed
            .iter()
            .filter(|(key, _)| count(key) >= u64::from(MIN_COUNT))
            .map(|(key, scores)| WordProposal {
                word: self.write_word(key),
                count: count(key),
                npmi: scores.npmi,
                entropy: scores.entropy,
            })
            .collect();
        proposals.sort_by(|one, other| {
            other.npmi.total_cmp(&one.npmi).then_with(|| one.word.cmp(&other.word))
        });
        LearnedLexicon {
            words,
            proposals,
            n_syllables: self.text.iter().filter(|number| **number > 0).count(),
            is_cut: self.text.len() >= MAX_SYLLABLES,
        }
    }

    fn write_word(&self, key: &WordKey) -> String {
        let parts = key.iter().filter(|number| **number > 0);
        let parts: Vec<&str> = parts
            .filter_map(|number| self.syllables.get(*number as usize - 1))
            .map(|syllable| &**syllable)
            .collect();
        parts.join(" ")
    }
}

/// The scores of a proposal.
#[derive(Debug)]
struct ProposalScores {
    count: u32,
    npmi: f64,
    entropy: f64,
}

impl LexiconLearner {
    /// Neighbours that no word of the lexicon has as a whole, with good scores. Three
    /// syllables only where no two of them are a word already.
    fn propose_words(
        &self,
        known: &FxHashMap<WordKey, f64>,
    ) -> FxHashMap<WordKey, ProposalScores> {
        let grams: Vec<FxHashMap<WordKey, u32>> =
            (1..=MAX_WORD).map(|length| self.grams(length)).collect();
        let mut found: FxHashMap<WordKey, ProposalScores> = FxHashMap::default();
        for length in 2..=MAX_WORD {
            let candidates: FxHashMap<WordKey, f64> = grams[length - 1]
                .iter()
                .filter(|(gram, count)| {
                    **count >= MIN_COUNT && !known.contains_key(*gram)
                })
                .filter(|(gram, _)| {
                    length == 2
                        || gram.windows(2).all(|pair| {
                            let pair = key(pair);
                            !known.contains_key(&pair) && !found.contains_key(&pair)
                        })
                })
                .map(|(gram, _)| (*gram, npmi(gram, length, &grams)))
                .filter(|(_, npmi)| *npmi >= MIN_NPMI)
                .collect();
            let entropies = self.entropies(&candidates, length);
            for (gram, npmi) in candidates {
                let entropy = entropies.get(&gram).copied().unwrap_or(0.0);
                let count = grams[length - 1].get(&gram).copied().unwrap_or(0);
                if entropy >= MIN_ENTROPY {
                    found.insert(gram, ProposalScores { count, npmi, entropy });
                }
            }
        }
        found
    }

    /// How often each row of so many neighbours occurs.
    fn grams(&self, length: usize) -> FxHashMap<WordKey, u32> {
        let mut grams = FxHashMap::default();
        for window in self.text.windows(length).filter(|window| !window.contains(&0)) {
            *grams.entry(key(window)).or_default() += 1;
        }
        grams
    }

    /// The entropy of the neighbours of each candidate, on its poorer side. The edge of a run
    /// is another neighbour each time.
    fn entropies(
        &self,
        candidates: &FxHashMap<WordKey, f64>,
        length: usize,
    ) -> FxHashMap<WordKey, f64> {
        let mut around: FxHashMap<WordKey, [FxHashMap<u32, u32>; 2]> =
            FxHashMap::default();
        for (start, window) in self.text.windows(length).enumerate() {
            let gram = key(window);
            if window.contains(&0) || !candidates.contains_key(&gram) {
                continue;
            }
            let before = start.checked_sub(1).and_then(|at| self.text.get(at));
            let behind = self.text.get(start + length);
            let sides = around.entry(gram).or_default();
            for (side, neighbour) in sides.iter_mut().zip([before, behind]) {
                *side.entry(neighbour.copied().unwrap_or(0)).or_default() += 1;
            }
        }
        let poorer = |sides: [FxHashMap<u32, u32>; 2]| {
            sides.iter().map(entropy).fold(f64::INFINITY, f64::min)
        };
        around.into_iter().map(|(gram, sides)| (gram, poorer(sides))).collect()
    }
}

fn key(syllables: &[u32]) -> WordKey {
    let mut key = WordKey::default();
    for (slot, syllable) in key.iter_mut().zip(syllables) {
        *slot = *syllable;
    }
    key
}

/// The cheapest way to each place of a run, and the length of the word that ends there.
fn cut(
    run: &[u32],
    costs: &FxHashMap<WordKey, f64>,
    unseen: f64,
    best: &mut Vec<(f64, usize)>,
) {
    best.clear();
    best.push((0.0, 0));
    for end in 1..=run.len() {
        let ways = (1..=MAX_WORD.min(end)).filter_map(|length| {
            let word = run.get(end - length..end)?;
            let cost = costs.get(&key(word)).copied();
            let cost = cost.or((length == 1).then_some(unseen))?;
            Some((best.get(end - length)?.0 + cost, length))
        });
        let cheapest = ways.min_by(|one, other| one.0.total_cmp(&other.0));
        best.extend(cheapest);
    }
}

/// Normalised mutual information of a row of neighbours at its weakest joint.
fn npmi(gram: &WordKey, length: usize, grams: &[FxHashMap<WordKey, u32>]) -> f64 {
    let share = |part: &[u32]| {
        let all = grams.get(part.len() - 1)?;
        let total: u64 = all.values().map(|count| u64::from(*count)).sum();
        Some(f64::from(*all.get(&key(part))?) / as_count(total))
    };
    let joint = |at: usize| {
        let (first, second) = gram.get(..length)?.split_at_checked(at)?;
        let together = share(gram.get(..length)?)?;
        let alone = share(first)? * share(second)?;
        Some((together / alone).ln() / -together.ln())
    };
    (1..length).map(|at| joint(at).unwrap_or(-1.0)).fold(1.0, f64::min)
}

/// Entropy of a distribution, in nats; every occurrence under 0 counts as a value of its own.
fn entropy(counts: &FxHashMap<u32, u32>) -> f64 {
    let total = f64::from(counts.values().sum::<u32>());
    let term = |count: f64| -(count / total) * (count / total).ln();
    counts
        .iter()
        .map(|(neighbour, count)| match neighbour {
            0 => f64::from(*count) * term(1.0),
            _ => term(f64::from(*count)),
        })
        .sum()
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn as_count(count: u64) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are positive and far below 2^52"
)]
fn whole(count: f64) -> u64 {
    count.max(0.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Invented sentences with a word that the lexicon lacks: "thung lãn".
    fn rank_words() -> LearnedLexicon {
        let mut learner = LexiconLearner::default();
        for subject in
            ["tỉnh ủy", "chi bộ", "cán bộ", "nhân dân", "nhà nước", "đảng viên"]
        {
            for verb in ["xem xét", "kiểm tra", "thảo luận", "xây dựng"] {
                learner.read(&format!("{subject} {verb} thung lãn trong năm 2025."));
                learner.read(&format!("Việc thung lãn do {subject} {verb}; {verb} tiếp"));
            }
        }
        learner.learn()
    }

    #[test]
    fn a_planted_word_is_proposed_with_its_scores() {
        let learned = rank_words();
        let proposal = learned.proposals.first().expect("one");
        assert_eq!(proposal.word, "thung lãn");
        assert_eq!(proposal.count, 48);
        assert!(proposal.npmi > 0.8 && proposal.entropy > 0.5, "{proposal:?}");
        let words: Vec<&str> =
            learned.proposals.iter().map(|found| found.word.as_str()).collect();
        assert!(!words.contains(&"kiểm tra"), "{words:?}");
    }

    #[test]
    fn counts_become_those_of_the_collection() {
        let learned = rank_words();
        let count = |word: &str| {
            let found = learned.words.iter().find(|(known, _)| known == word);
            found.expect("a word of the lexicon").1
        };
        assert_eq!(learned.words.len(), lexicon::words().count());
        let before = |word: &str| {
            lexicon::words().find(|(known, _)| *known == word).expect("a word").1
        };
        assert!(before("quy định") > before("kiểm tra"));
        assert!(count("kiểm tra") > count("quy định"));
    }

    #[test]
    fn nothing_is_learned_from_nothing() {
        let learned = LexiconLearner::default().learn();
        assert_eq!(learned.proposals, []);
        assert_eq!(learned.n_syllables, 0);
    }
}
