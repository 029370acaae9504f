//! Ties tasks to the measures (nhiệm vụ, giải pháp) of the same document.

use rustc_hash::FxHashSet;

use super::duty::Item;
use super::item::share;
use crate::document::outline::Outline;
use tracuu_text::span::Span;
use tracuu_text::words::words;

/// Share of common words that a measure of the same number must have: an item and its
/// measure are written apart and differ in a clause or two.
const SAME_NUMBER_SHARE: f64 = 0.5;
/// Share of common words at which a measure is the same task without a number.
const SAME_TASK_SHARE: f64 = 0.75;
/// Tasks of fewer different words are not tied by their words alone, unless these are all.
const MIN_WORDS: usize = 4;

/// The measures of a document, by the words of their titles.
#[derive(Debug)]
pub(super) struct Measures {
    measures: Vec<Measure>,
}

#[derive(Debug)]
struct Measure {
    path: String,
    /// The last number of its path.
    number: Option<u32>,
    /// The path above.
    parent: String,
    words: FxHashSet<String>,
}

impl Measures {
    /// The measures of an outline.
    pub(super) fn new(text: &str, outline: &Outline) -> Self {
        let measures = outline
            .provisions
            .iter()
            .filter(|provision| provision.is_measure)
            .map(|provision| {
                let (parent, last) =
                    provision.path.rsplit_once('.').unwrap_or(("", &provision.path));
                Measure {
                    path: provision.path.clone(),
                    number: last.parse().ok(),
                    parent: parent.to_owned(),
                    words: word_set(provision.title.of(text)),
                }
            })
            .collect();
        Self { measures }
    }

    /// The paths of the measures that items or a task are about, in order, each once: by
    /// the number of an item where the words agree, else by the words alone.
    pub(super) fn about(&self, text: &str, items: &[Item], task: Span) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for item in items {
            let path = self.numbered(item.number, item.span.of(text));
            paths.extend(path.map(str::to_owned));
        }
        if items.is_empty() {
            paths.extend(self.alike(task.of(text)).map(str::to_owned));
        }
        paths.dedup();
        paths
    }

    /// The measure of a number, uppermost first, whose title shares the words.
    fn numbered(&self, number: u32, words: &str) -> Option<&str> {
        let words = word_set(words);
        let same_number = |measure: &&Measure| measure.number == Some(number);
        let agrees = |measure: &&Measure| {
            let n_common = measure.words.intersection(&words).count();
            let shorter = measure.words.len().min(words.len());
            share(n_common, shorter) >= SAME_NUMBER_SHARE
        };
        let depth = |measure: &&Measure| measure.parent.matches('.').count();
        let found = self.measures.iter().filter(same_number).filter(agrees);
        found.min_by_key(depth).map(|measure| measure.path.as_str())
    }

    /// The only measure that is the same task by its words.
    fn alike(&self, task: &str) -> Option<&str> {
        let words = word_set(task);
        let mut alike = self.measures.iter().filter(|measure| {
            let n_common = measure.words.intersection(&words).count();
            let longer = measure.words.len().max(words.len());
            let is_telling = words.len() >= MIN_WORDS || measure.words == words;
            is_telling && share(n_common, longer) >= SAME_TASK_SHARE
        });
        let only = alike.next()?;
        alike.next().is_none().then_some(only.path.as_str())
    }
}

/// The different words of a text in normal form.
fn word_set(text: &str) -> FxHashSet<String> {
    words(text).map(|word| word.normal.into_owned()).collect()
}
