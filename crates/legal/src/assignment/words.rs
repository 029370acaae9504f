//! Words of sentences and of column heads: the phrases of `data/assignment-words.tsv` and
//! `data/table-heads.tsv`, and where they stand in a text.

use std::sync::LazyLock;

use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::tsv::Table;

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cue {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Coordinate,
    /// Between "phối hợp" and the partners.
    With,
    /// Tham mưu.
    Advise,
    /// Theo dõi, đôn đốc.
    Monitor,
    /// Chịu trách nhiệm.
    Answer,
    /// Before "chủ trì": spoken of, not given.
    Noun,
    /// Before the agency that is given a task.
    Charge,
    /// The same, at the start of a sentence only.
    Opening,
    /// Between an agency and its duty.
    Gap,
    /// After "chủ trì": a meeting.
    Preside,
    /// After an agency: no task follows.
    NotPredicate,
    /// Tasks follow.
    Context,
    /// A date follows.
    Deadline,
    /// A deadline by itself.
    Period,
    /// Head of a column of agencies of no stated duty.
    Unit,
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Column {
    /// Số thứ tự.
    Number,
    /// Nội dung, nhiệm vụ.
    Task,
    /// Cơ quan chủ trì.
    Lead,
    /// Cơ quan phối hợp.
    Coordinating,
    /// Cơ quan thực hiện.
    Implementing,
    /// Thời hạn.
    Deadline,
    /// Sản phẩm.
    Product,
    /// Ghi chú, kinh phí and whatever says nothing of who does what.
    Other,
}

impl Column {
    /// Whether agencies stand in the column.
    pub(super) fn has_agencies(self) -> bool {
        matches!(self, Self::Lead | Self::Coordinating | Self::Implementing)
    }
}

/// The cues of sentences.
pub(super) static CUES: LazyLock<PhraseTable<Cue>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/assignment-words.tsv");
    PhraseTable::new(
        Table::new("data/assignment-words.tsv", file)
            .load(|[role, phrase]| Some((phrase, cue(role)?))),
    )
});

/// The words of column heads.
pub(super) static HEADS: LazyLock<PhraseTable<Column>> = LazyLock::new(|| {
    let file = include_str!("../../../../data/table-heads.tsv");
    PhraseTable::new(
        Table::new("data/table-heads.tsv", file)
            .load(|[role, phrase]| Some((phrase, column(role)?))),
    )
});

fn cue(role: &str) -> Option<Cue> {
    Some(match role {
        "lead" => Cue::Lead,
        "coordinate" => Cue::Coordinate,
        "with" => Cue::With,
        "advise" => Cue::Advise,
        "monitor" => Cue::Monitor,
        "answer" => Cue::Answer,
        "noun" => Cue::Noun,
        "charge" => Cue::Charge,
        "opening" => Cue::Opening,
        "gap" => Cue::Gap,
        "preside" => Cue::Preside,
        "not-predicate" => Cue::NotPredicate,
        "context" => Cue::Context,
        "deadline" => Cue::Deadline,
        "period" => Cue::Period,
        "unit" => Cue::Unit,
        _ => return None,
    })
}

fn column(role: &str) -> Option<Column> {
    Some(match role {
        "number" => Column::Number,
        "task" => Column::Task,
        "lead" => Column::Lead,
        "coordinating" => Column::Coordinating,
        "implementing" => Column::Implementing,
        "deadline" => Column::Deadline,
        "product" => Column::Product,
        "note" | "other" => Column::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_load_and_the_longest_phrase_is_first() {
        assert!(CUES.first(&CUES.words("Sở A chủ trì")).is_some());
        let found = HEADS.first(&HEADS.words("Cơ quan, đơn vị chủ trì"));
        let found = found.map(|found| (found.start, found.n_words(), found.value));
        assert_eq!(found, Some((0, 7, Column::Lead)));
    }
}
