//! Cue words of a question: `data/query-words.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::wording::Wording;
use crate::parsed::query::{Ask, IssuerLevel};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::tsv::{Table, member};

/// What a cue phrase says; the serde names stand in the table, those with a value as
/// `relation=amends`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Cue {
    /// Measures are asked for.
    Measure,
    /// Measures are asked for, where a word that asks stands beside it: "việc gì".
    AskedMeasure,
    /// Provisions of any kind are asked for.
    Unit,
    /// The same, where a word that asks stands beside it: "chỗ nào".
    AskedUnit,
    /// Documents are asked for.
    Document,
    /// Assignments are asked for.
    Assignment,
    /// Something cites.
    Cites,
    /// Something rests on what follows: "theo", "nêu".
    Follows,
    /// What follows is denied.
    Not,
    /// What follows is left out: "trừ".
    Except,
    /// Documents that have a number.
    Numbered,
    /// An agency leads.
    Lead,
    /// An agency coordinates.
    Coordinating,
    /// An agency coordinates with the one that follows: "phối hợp với".
    CoordinatingWith,
    /// An agency takes part.
    AnyRole,
    /// An agency follows, sums up, advises.
    Monitoring,
    /// "của"
    Of,
    /// "do", "bởi"
    By,
    /// Something is issued.
    Issued,
    /// Beginning of a period.
    From,
    /// End of a period.
    Until,
    /// The time before.
    Before,
    /// The time after.
    After,
    /// "như thế nào"
    How,
    /// A deadline follows: "hoàn thành".
    Due,
    /// A last day follows: "chậm nhất".
    DueBy,
    /// The deadline has passed.
    Overdue,
    /// A day is asked for: "khi nào".
    When,
    /// A quarter or a part of a year begins.
    TimeUnit,
    /// "số", "thứ" before a number.
    Quantity,
    /// A word that asks for what stands before it: "nào".
    Which,
    /// Any other word that asks: "những".
    Asking,
    /// "về": what follows is the subject.
    About,
    /// "trong": what follows holds what is asked for.
    Inside,
    /// A word that leads to another, and carries no subject: "với".
    Preposition,
    /// Somebody is asked for: "ai", "cơ quan nào".
    Who,
    /// "bị", "được": what stands before is acted on.
    Passive,
    /// "cả": each of what follows.
    Each,
    /// "hoặc"
    Or,
    /// Documents are no longer in force: "hết hiệu lực".
    Ended,
    /// A document hands out what follows: "giao".
    Gives,
    /// What documents do with others.
    #[serde(skip)]
    Relation(RelationKind),
    /// The same, as a noun: "căn cứ pháp lý" of a document is what it rests on.
    #[serde(skip)]
    RelationOf(RelationKind),
    /// The level of whoever issues: "trung ương".
    #[serde(skip)]
    Level(IssuerLevel),
    /// Something is asked that a sentence can answer.
    #[serde(skip)]
    Asks(Ask),
    /// Any other word that carries no subject.
    Filler,
}

/// The cue with a name in the table.
fn cue_named(name: &'static str) -> Option<Cue> {
    let (class, value) = name.split_once('=').unwrap_or(("", name));
    let cue = match class {
        "relation" => Cue::Relation(member(value)?),
        "relation_of" => Cue::RelationOf(member(value)?),
        "asks" => Cue::Asks(member(value)?),
        "level" => Cue::Level(member(value)?),
        "" => member(value)?,
        _ => return None,
    };
    Some(cue)
}

const TABLE: Table =
    Table::new("data/query-words.tsv", include_str!("../../../../data/query-words.tsv"));

/// A row of the table.
#[derive(Clone, Copy)]
struct CueRow {
    cue: Cue,
    phrase: &'static str,
}

static PHRASES: LazyLock<PhraseTable<CueRow>> =
    LazyLock::new(|| {
        PhraseTable::typed(TABLE.load(|[name, phrase]| {
            Some((phrase, CueRow { cue: cue_named(name)?, phrase }))
        }))
    });

/// The longest cue phrase that begins with word `start` and counts there: it is no part of
/// a word of the lexicon with a neighbour, and one of a single word agrees with the marks
/// typed.
pub(super) fn cue_at(wording: &Wording<'_>, start: usize) -> Option<PhraseMatch<Cue>> {
    let found = PHRASES.starting_at(&wording.words, start).into_iter().find(|found| {
        wording.is_apart(found.start..found.end)
            && (found.n_words() > 1 || wording.can_be(start, found.value.phrase))
    })?;
    Some(PhraseMatch { start: found.start, end: found.end, value: found.value.cue })
}

/// The words of all cues, as they may be typed: in normal form, and without marks.
static CUE_WORDS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let rows = TABLE.load(|[_, phrase]| Some(phrase));
    let words = rows.into_iter().flat_map(tracuu_text::words::words);
    words.flat_map(|word| [word.normal.to_string(), word.folded()]).collect()
});

/// Whether a word stands in a cue.
pub(super) fn is_cue_word(normal: &str) -> bool {
    CUE_WORDS.contains(normal)
}

/// The relation that words name, all of them: those of a type may ("hướng dẫn").
pub(crate) fn relation_named(words: &str) -> Option<RelationKind> {
    match PHRASES.whole(words)?.cue {
        Cue::Relation(kind) => Some(kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_cue_wins() {
        let cue = |text: &str| {
            let found = cue_at(&Wording::new(text), 0)?;
            Some((found.n_words(), found.value))
        };
        assert_eq!(cue("nhiem vu giai phap nao"), Some((4, Cue::Measure)));
        assert_eq!(cue("không dẫn"), Some((1, Cue::Not)));
    }
}
