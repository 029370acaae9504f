//! Words of sentences and of column heads: the phrases of `data/assignment-words.tsv` and
//! `data/table-heads.tsv`, and where they stand in a text.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::tsv::Table;

/// What a phrase says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Cue {
    /// Chủ trì.
    Lead,
    /// Đầu mối: leads where a body stands before it.
    Contact,
    /// Phối hợp.
    Coordinate,
    /// Between "phối hợp" and the partners.
    With,
    /// Before who takes part: "có sự tham gia của".
    Joined,
    /// Behind all that a document names last: "chịu trách nhiệm thi hành".
    Closing,
    /// Tham mưu.
    Advise,
    /// Theo dõi, đôn đốc.
    Monitor,
    /// Chịu trách nhiệm.
    Answer,
    /// Makes rules in detail: "quy định chi tiết".
    Specify,
    /// Before "chủ trì": spoken of, not given.
    Noun,
    /// Before the agency that is given a task.
    Charge,
    /// Before the agency that is asked for something: a task where tasks are given, and at
    /// the start of a sentence.
    Ask,
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
    /// The same in a line that ends in a colon only: "kết luận:".
    LeadIn,
    /// Ends such a line that names no task of its own: "các nội dung sau".
    Follows,
    /// In the title of a part that gives tasks.
    Tasks,
    /// A date follows.
    Deadline,
    /// A deadline by itself.
    Period,
    /// Head of a column of agencies of no stated duty.
    Unit,
    /// Before a word of duty: what is told is done.
    Done,
    /// Anywhere in a sentence: it tells what is done.
    Told,
    /// Right behind the bodies: what they did is told.
    Past,
    /// Between a deed and who does it.
    By,
    /// Begins a clause that tells how a deed came out.
    Outcome,
    /// Begins a clause that stands before the subject or the duty.
    Clause,
    /// Between a body and the one that it leads.
    Guide,
    /// Between the last two of a list.
    And,
    /// A longer phrase that holds a word of duty and names none: "trợ giúp".
    Block,
    /// Before the name of a person: "đồng chí".
    Person,
    /// Begins a heading or clause that names no body.
    Topic,
    /// Begins the title of a part that tells what is done.
    Results,
    /// The type of a document that tells what is done.
    Report,
    /// Before the body in a heading.
    HeadingStart,
    /// Behind the body in a heading.
    HeadingEnd,
}

impl Cue {
    /// Whether the phrase gives somebody a duty.
    pub(super) fn is_duty(self) -> bool {
        matches!(
            self,
            Self::Lead
                | Self::Contact
                | Self::Coordinate
                | Self::Advise
                | Self::Monitor
                | Self::Answer
                | Self::Specify
        )
    }

    /// Whether the phrase charges the body behind it at the start of a sentence: "giao".
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::Charge | Self::Ask | Self::Opening)
    }

    /// Whether no task stands behind a body with it.
    pub(super) fn ends_task(self) -> bool {
        matches!(self, Self::NotPredicate | Self::Done)
    }
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
    /// Lãnh đạo phụ trách: who leads, where no other column says so.
    Overseeing,
    /// Cơ quan phối hợp.
    Coordinating,
    /// Cơ quan thực hiện.
    Implementing,
    /// Thời hạn.
    Deadline,
    /// Tiến độ: a deadline where its cells are times, else how far a task has come.
    Progress,
    /// Sản phẩm.
    Product,
    /// Ghi chú, kinh phí and whatever says nothing of who does what.
    Other,
    /// The same wherever the words stand in a heading: "… hiện tại".
    State,
}

impl Column {
    /// Whether agencies stand in the column.
    pub(super) fn has_agencies(self) -> bool {
        matches!(
            self,
            Self::Lead | Self::Overseeing | Self::Coordinating | Self::Implementing
        )
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

/// How sure a word is a sign of a duty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum DutySign {
    /// A duty only behind its subject: "theo dõi".
    Weak,
    /// The same, also of a body that is not listed: "phối hợp".
    Joint,
    /// A duty, or it gives one: "chủ trì", "giao".
    Sure,
}

/// The phrases that name a duty or give one, as texts write their last words; those that
/// count at the start of a sentence only, with a capital.
struct DutyWords {
    automaton: AhoCorasick,
    /// By pattern of the automaton; none for a phrase that only holds such a word.
    signs: Vec<Option<DutySign>>,
}

static DUTY_WORDS: LazyLock<DutyWords> = LazyLock::new(|| {
    let file = include_str!("../../../../data/assignment-words.tsv");
    let table = Table::new("data/assignment-words.tsv", file);
    let rows = table.load(|[role, phrase]| Some((cue(role)?, phrase)));
    let forms = rows.into_iter().filter_map(|(cue, phrase)| {
        let sign = match cue {
            Cue::Opening | Cue::Ask | Cue::Charge | Cue::Lead | Cue::Contact => {
                Some(DutySign::Sure)
            }
            Cue::Coordinate => Some(DutySign::Joint),
            Cue::Block => None,
            _ if cue.is_duty() => Some(DutySign::Weak),
            _ => return None,
        };
        let n_words = if cue == Cue::Block { usize::MAX } else { MAX_WRITTEN_WORDS };
        let opens = matches!(cue, Cue::Opening | Cue::Ask);
        let forms = written_forms(phrase, n_words, opens).into_iter();
        Some(forms.map(move |form| (form, sign)))
    });
    let (forms, signs): (Vec<String>, Vec<Option<DutySign>>) = forms.flatten().unzip();
    let longest =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms);
    let automaton = longest.expect("a few hundred short phrases fit an automaton");
    DutyWords { automaton, signs }
});

/// The last words of a phrase in each case; of one that opens sentences all of them, with a
/// capital.
fn written_forms(phrase: &str, n_words: usize, opens: bool) -> Vec<String> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let last = words.get(words.len().saturating_sub(n_words)..).unwrap_or_default();
    let last = if opens { phrase.to_owned() } else { last.join(" ") };
    let mut letters = last.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let capital: String = first.chain(letters).collect();
    let upper = last.to_uppercase();
    let small = (!opens).then_some(last);
    small.into_iter().chain([capital, upper]).collect()
}

/// Words at the end of a phrase that are looked for: what stands before them may be parted
/// by marks.
const MAX_WRITTEN_WORDS: usize = 2;

fn duty_signs(text: &str) -> impl Iterator<Item = DutySign> {
    let DutyWords { automaton, signs } = &*DUTY_WORDS;
    let found = automaton.find_iter(text);
    found.filter_map(|found| signs.get(found.pattern().as_usize()).copied().flatten())
}

/// Whether a text may name or give a duty, by its letters alone.
pub(super) fn has_duty_word(text: &str) -> bool {
    duty_signs(text).next().is_some()
}

/// The surest sign of a duty that a text may hold, by its letters alone.
pub(super) fn duty_sign(text: &str) -> Option<DutySign> {
    let mut surest = None;
    for sign in duty_signs(text) {
        surest = surest.max(Some(sign));
        if surest == Some(DutySign::Sure) {
            break;
        }
    }
    surest
}

fn cue(role: &str) -> Option<Cue> {
    Some(match role {
        "lead" => Cue::Lead,
        "contact" => Cue::Contact,
        "coordinate" => Cue::Coordinate,
        "with" => Cue::With,
        "joined" => Cue::Joined,
        "closing" => Cue::Closing,
        "advise" => Cue::Advise,
        "monitor" => Cue::Monitor,
        "answer" => Cue::Answer,
        "specify" => Cue::Specify,
        "noun" => Cue::Noun,
        "charge" => Cue::Charge,
        "ask" => Cue::Ask,
        "opening" => Cue::Opening,
        "gap" => Cue::Gap,
        "preside" => Cue::Preside,
        "not-predicate" => Cue::NotPredicate,
        "context" => Cue::Context,
        "lead-in" => Cue::LeadIn,
        "follows" => Cue::Follows,
        "tasks" => Cue::Tasks,
        "deadline" => Cue::Deadline,
        "period" => Cue::Period,
        "unit" => Cue::Unit,
        "done" => Cue::Done,
        "told" => Cue::Told,
        "past" => Cue::Past,
        "by" => Cue::By,
        "outcome" => Cue::Outcome,
        "clause" => Cue::Clause,
        "guide" => Cue::Guide,
        "and" => Cue::And,
        "block" => Cue::Block,
        "person" => Cue::Person,
        "topic" => Cue::Topic,
        "results" => Cue::Results,
        "report" => Cue::Report,
        "heading-start" => Cue::HeadingStart,
        "heading-end" => Cue::HeadingEnd,
        _ => return None,
    })
}

fn column(role: &str) -> Option<Column> {
    Some(match role {
        "number" => Column::Number,
        "task" => Column::Task,
        "lead" => Column::Lead,
        "overseeing" => Column::Overseeing,
        "coordinating" => Column::Coordinating,
        "implementing" => Column::Implementing,
        "deadline" => Column::Deadline,
        "progress" => Column::Progress,
        "state" => Column::State,
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
