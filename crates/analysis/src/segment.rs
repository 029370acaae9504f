//! Words: which neighbouring syllables form one word (công tác, kiểm tra).
//!
//! lindera's Viterbi search over our own dictionary, in which each syllable is one
//! character; see `docs/analysis.md` and `lexicon/README.md`.

use std::sync::LazyLock;

use lindera_dictionary::dictionary::Dictionary;
use lindera_dictionary::mode::Mode;
use lindera_dictionary::viterbi::{Lattice, LatticeOptions, WordId};

mod marked {
    //! The dictionary over syllables with marks.
    lindera_dictionary::embedded_dictionary!("/marked", MarkedLoader);
}

mod folded {
    //! The dictionary over folded syllables.
    lindera_dictionary::embedded_dictionary!("/folded", FoldedLoader);
}

/// Most syllables segmented at once; a run between punctuation marks seldom has 60. Longer
/// runs are cut, so that the search stays small whatever the text.
pub(super) const MAX_RUN_SYLLABLES: usize = 1024;

/// Bytes of a code in UTF-8; all codes lie between U+4E00 and U+E000.
const CODE_BYTES: usize = 3;

static MARKED: LazyLock<Dictionary> = LazyLock::new(|| {
    marked::load().expect("the build script compiled it, and a test loads it")
});
static FOLDED: LazyLock<Dictionary> = LazyLock::new(|| {
    folded::load().expect("the build script compiled it, and a test loads it")
});

/// Which syllables a segmenter reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum SyllableScript {
    /// Syllables in normal form.
    Marked,
    /// Folded syllables.
    Folded,
}

impl SyllableScript {
    fn dictionary(self) -> &'static Dictionary {
        match self {
            Self::Marked => &MARKED,
            Self::Folded => &FOLDED,
        }
    }
}

/// Cuts runs of syllables into words; keeps its buffers from call to call.
#[derive(Default)]
pub(super) struct WordSegmenter {
    lattice: Lattice,
    path: Vec<(usize, WordId)>,
}

/// One word of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct SegmentedWord {
    /// Its first syllable, as an index into the run.
    pub(super) start: usize,
    /// The syllable after its last.
    pub(super) end: usize,
    id: Option<WordId>,
}

impl SegmentedWord {
    /// The word as the dictionary prints it: with the most probable marks, for a word cut
    /// from folded syllables. `None` for a syllable outside the lexicon.
    pub(super) fn dictionary_form(self, script: SyllableScript) -> Option<&'static str> {
        let id = self.id.filter(WordId::is_system)?;
        script.dictionary().word_details_iter(id.id() as usize).next()
    }
}

impl WordSegmenter {
    /// The most probable words of the syllables whose codes are `run`, at most
    /// [`MAX_RUN_SYLLABLES`] of them. Linear in the run.
    pub(super) fn cut(
        &mut self,
        run: &str,
        script: SyllableScript,
        words: &mut Vec<SegmentedWord>,
    ) {
        words.clear();
        let n_syllables = run.len() / CODE_BYTES;
        let is_choice = n_syllables > 1 || script == SyllableScript::Folded;
        if is_choice && (1..=MAX_RUN_SYLLABLES).contains(&n_syllables) {
            let dictionary = script.dictionary();
            self.lattice.set_text_with_options(
                &dictionary.prefix_dictionary,
                &None,
                &dictionary.character_definition,
                &dictionary.unknown_dictionary,
                &dictionary.connection_cost_matrix,
                run,
                &LatticeOptions::new(&Mode::Normal),
            );
            self.lattice.tokens_offset_into(&mut self.path);
        } else {
            self.path.clear();
        }
        let starts = self.path.iter().map(|(byte, _)| byte / CODE_BYTES);
        let ends = starts.clone().skip(1).chain([n_syllables]);
        let ids = self.path.iter().map(|(_, id)| Some(*id));
        words.extend(starts.zip(ends).zip(ids).map(|((start, end), id)| SegmentedWord {
            start,
            end,
            id,
        }));
        if words.is_empty() {
            words.extend((0..n_syllables).map(|start| SegmentedWord {
                start,
                end: start + 1,
                id: None,
            }));
        }
    }
}
