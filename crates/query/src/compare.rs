//! Two texts side by side: what was added, removed and reworded, paragraph by paragraph.
//!
//! Paragraphs are compared as they are, blanks aside. A paragraph that has gone and one that
//! has come in the same place are taken for one that was reworded where they share most of
//! their words; in such a pair the words that differ are told apart.

use std::time::{Duration, Instant};

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices_deadline};

use tracuu_index::record::Unit;

/// Longest time that is spent on the best alignment; what is left then is aligned more
/// roughly. Texts of an office take milliseconds.
const MAX_TIME: Duration = Duration::from_secs(2);

/// Most pairs of paragraphs of one changed place that are weighed against each other; a larger
/// place was written anew.
const MAX_PAIRS: usize = 2_500;

/// Least share of words that two paragraphs have in common where one is the other reworded.
const MIN_SHARED: f32 = 0.4;

/// What happened to a paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ParagraphChange {
    /// Both texts have it.
    Same,
    /// Only the second has it.
    Added,
    /// Only the first has it.
    Removed,
    /// Both have it in other words.
    Reworded,
}

/// A paragraph of both texts, or of one.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ComparedParagraph {
    /// What happened to it.
    pub change: ParagraphChange,
    /// In the first text; `None` where it was added.
    pub before: Option<ParagraphSide>,
    /// In the second text; `None` where it was removed.
    pub after: Option<ParagraphSide>,
}

/// A paragraph of one text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ParagraphSide {
    /// Path of the provision in which it stands.
    pub path: String,
    /// Its text in pieces, in order.
    pub pieces: Vec<ComparedPiece>,
}

/// A stretch of a paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ComparedPiece {
    /// The words, with the blanks behind them.
    pub text: String,
    /// Whether the other text has other words here.
    pub differs: bool,
}

/// A paragraph as it is compared.
struct Paragraph<'a> {
    path: &'a str,
    words: Vec<&'a str>,
}

impl<'a> Paragraph<'a> {
    /// Its words in alphabetical order, repeated ones as often as they stand there.
    fn sorted_words(&self) -> Vec<&'a str> {
        let mut words = self.words.clone();
        words.sort_unstable();
        words
    }
}

/// The paragraphs of two texts, in order.
pub fn compare(before: &[Unit], after: &[Unit]) -> Vec<ComparedParagraph> {
    let deadline = Instant::now() + MAX_TIME;
    let (before, after) = (paragraphs(before), paragraphs(after));
    let keys = |side: &[Paragraph<'_>]| -> Vec<String> {
        side.iter().map(|paragraph| paragraph.words.join(" ")).collect()
    };
    let (old, new) = (keys(&before), keys(&after));
    let operations =
        capture_diff_slices_deadline(Algorithm::Patience, &old, &new, Some(deadline));
    let mut compared = Vec::with_capacity(before.len().max(after.len()));
    for operation in operations {
        let (old, new) = (operation.old_range(), operation.new_range());
        let old = before.get(old).unwrap_or_default();
        let new = after.get(new).unwrap_or_default();
        match operation {
            DiffOp::Equal { .. } => {
                let pairs = old.iter().zip(new);
                compared.extend(pairs.map(|(old, new)| same(old, new)));
            }
            _ => align(old, new, deadline, &mut compared),
        }
    }
    compared
}

/// The paragraphs of a text: its lines that have words.
fn paragraphs(units: &[Unit]) -> Vec<Paragraph<'_>> {
    let lines = units.iter().flat_map(|unit| {
        unit.text.lines().map(|line| Paragraph {
            path: &unit.path,
            words: line.split_whitespace().collect(),
        })
    });
    lines.filter(|paragraph| !paragraph.words.is_empty()).collect()
}

fn same(old: &Paragraph<'_>, new: &Paragraph<'_>) -> ComparedParagraph {
    ComparedParagraph {
        change: ParagraphChange::Same,
        before: Some(whole(old, false)),
        after: Some(whole(new, false)),
    }
}

fn whole(paragraph: &Paragraph<'_>, differs: bool) -> ParagraphSide {
    let text = paragraph.words.join(" ");
    ParagraphSide {
        path: paragraph.path.to_owned(),
        pieces: vec![ComparedPiece { text, differs }],
    }
}

/// The paragraphs of a changed place: those that were reworded as pairs, the others removed or
/// added, so that most words stand beside their like.
fn align(
    old: &[Paragraph<'_>],
    new: &[Paragraph<'_>],
    deadline: Instant,
    out: &mut Vec<ComparedParagraph>,
) {
    let mut pairs = pairs(old, new).into_iter().peekable();
    let (mut at_old, mut at_new) = (0, 0);
    loop {
        let (to_old, to_new) = pairs.next().unwrap_or((old.len(), new.len()));
        let removed = old.get(at_old..to_old).unwrap_or_default();
        out.extend(removed.iter().map(|gone| ComparedParagraph {
            change: ParagraphChange::Removed,
            before: Some(whole(gone, true)),
            after: None,
        }));
        let added = new.get(at_new..to_new).unwrap_or_default();
        out.extend(added.iter().map(|come| ComparedParagraph {
            change: ParagraphChange::Added,
            before: None,
            after: Some(whole(come, true)),
        }));
        let (Some(old), Some(new)) = (old.get(to_old), new.get(to_new)) else { return };
        out.push(reworded(old, new, deadline));
        (at_old, at_new) = (to_old + 1, to_new + 1);
    }
}

/// The places of the paragraphs that were reworded, ascending on both sides: the alignment
/// that shares most words.
fn pairs(old: &[Paragraph<'_>], new: &[Paragraph<'_>]) -> Vec<(usize, usize)> {
    if old.is_empty() || new.is_empty() || old.len() * new.len() > MAX_PAIRS {
        return Vec::new();
    }
    let width = new.len() + 1;
    // best[i * width + j]: the words that the paragraphs from i and j on can share.
    let mut best = vec![0.0_f32; (old.len() + 1) * width];
    let mut shares = vec![0.0_f32; old.len() * new.len()];
    let read = |table: &[f32], at: usize| table.get(at).copied().unwrap_or_default();
    let others: Vec<Vec<&str>> = new.iter().map(Paragraph::sorted_words).collect();
    for (i, one) in old.iter().map(Paragraph::sorted_words).enumerate().rev() {
        for (j, other) in others.iter().enumerate().rev() {
            let share = shared(&one, other);
            let paired = share + read(&best, (i + 1) * width + j + 1);
            let apart =
                read(&best, (i + 1) * width + j).max(read(&best, i * width + j + 1));
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = if share < MIN_SHARED { apart } else { paired.max(apart) };
            }
            if let Some(cell) = shares.get_mut(i * new.len() + j) {
                *cell = share;
            }
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() && j < new.len() {
        let share = read(&shares, i * new.len() + j);
        let here = read(&best, i * width + j);
        let paired = share + read(&best, (i + 1) * width + j + 1);
        if share >= MIN_SHARED && paired >= here {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if read(&best, (i + 1) * width + j) >= here {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

/// Share of words, from 0 to 1, that two paragraphs have in common, in whatever order; given
/// their sorted words.
fn shared(one: &[&str], other: &[&str]) -> f32 {
    let (mut rest, mut n_shared) = (one, 0_u16);
    for word in other {
        let n_before = rest.partition_point(|before| before < word);
        rest = rest.get(n_before..).unwrap_or_default();
        if let Some((_, behind)) = rest.split_first().filter(|(first, _)| *first == word)
        {
            rest = behind;
            n_shared = n_shared.saturating_add(1);
        }
    }
    let longest = u16::try_from(one.len().max(other.len())).unwrap_or(u16::MAX);
    f32::from(n_shared) / f32::from(longest.max(1))
}

/// A paragraph in other words, those that differ told apart.
fn reworded(
    old: &Paragraph<'_>,
    new: &Paragraph<'_>,
    deadline: Instant,
) -> ComparedParagraph {
    let operations = capture_diff_slices_deadline(
        Algorithm::Myers,
        &old.words,
        &new.words,
        Some(deadline),
    );
    let side = |paragraph: &Paragraph<'_>,
                range: fn(&DiffOp) -> std::ops::Range<usize>| {
        let pieces = operations.iter().filter_map(|operation| {
            let words = paragraph.words.get(range(operation))?;
            let differs = !matches!(operation, DiffOp::Equal { .. });
            let text = words.iter().flat_map(|word| [*word, " "]).collect();
            (!words.is_empty()).then_some(ComparedPiece { text, differs })
        });
        ParagraphSide { path: paragraph.path.to_owned(), pieces: pieces.collect() }
    };
    ComparedParagraph {
        change: ParagraphChange::Reworded,
        before: Some(side(old, DiffOp::old_range)),
        after: Some(side(new, DiffOp::new_range)),
    }
}

tracuu_text::display_serde_names!(ParagraphChange);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(lines: &[&str]) -> Vec<Unit> {
        let unit = |(place, line): (usize, &&str)| Unit {
            path: place.to_string(),
            text: (*line).to_owned(),
            ..Unit::default()
        };
        lines.iter().enumerate().map(unit).collect()
    }

    fn told(before: &[&str], after: &[&str]) -> Vec<String> {
        let side = |side: &Option<ParagraphSide>| -> String {
            let pieces = side.iter().flat_map(|side| &side.pieces);
            let marked = pieces.map(|piece| {
                let text = piece.text.trim_end();
                if piece.differs { format!("[{text}]") } else { text.to_owned() }
            });
            marked.collect::<Vec<_>>().join(" ")
        };
        let compared = compare(&text(before), &text(after));
        let row = |row: &ComparedParagraph| {
            format!("{} | {}", side(&row.before), side(&row.after))
        };
        compared.iter().map(row).collect()
    }

    #[test]
    fn reworded_paragraphs_stand_side_by_side() {
        assert_eq!(
            told(
                &["Điều 1", "Sở Nội vụ chủ trì, hoàn thành năm 2024.", "Kết thúc"],
                &[
                    "Điều 1",
                    "Một khoản mới hẳn.",
                    "Sở Nội vụ chủ trì, hoàn thành năm 2025.",
                    "Kết  thúc",
                ],
            ),
            [
                "Điều 1 | Điều 1",
                " | [Một khoản mới hẳn.]",
                "Sở Nội vụ chủ trì, hoàn thành năm [2024.] | Sở Nội vụ chủ trì, hoàn \
                 thành năm [2025.]",
                "Kết thúc | Kết thúc",
            ]
        );
    }

    #[test]
    fn what_has_gone_stands_alone() {
        assert_eq!(told(&["a b", "c d"], &["c d"]), ["[a b] | ", "c d | c d"]);
        assert_eq!(told(&[], &["x"]), [" | [x]"]);
        assert!(told(&[], &[]).is_empty());
    }

    proptest! {
        #[test]
        fn both_texts_are_there_in_order_and_whole(
            before in proptest::collection::vec("[ab]( [abc]){0,4}", 0..12),
            after in proptest::collection::vec("[ab]( [abc]){0,4}", 0..12),
        ) {
            let (old, new): (Vec<&str>, Vec<&str>) = (
                before.iter().map(String::as_str).collect(),
                after.iter().map(String::as_str).collect(),
            );
            let compared = compare(&text(&old), &text(&new));
            let side = |side: fn(&ComparedParagraph) -> &Option<ParagraphSide>| {
                let sides = compared.iter().filter_map(|row| side(row).as_ref());
                let words = |side: &ParagraphSide| {
                    let pieces = side.pieces.iter().map(|piece| piece.text.as_str());
                    pieces.collect::<String>().trim_end().to_owned()
                };
                sides.map(words).collect::<Vec<String>>()
            };
            prop_assert_eq!(side(|row| &row.before), before);
            prop_assert_eq!(side(|row| &row.after), after);
            for row in &compared {
                let is_same = row.change == ParagraphChange::Same;
                let sides = row.before.iter().chain(&row.after);
                let differs = sides.flat_map(|side| &side.pieces).any(|piece| piece.differs);
                prop_assert_eq!(is_same, !differs);
            }
        }
    }
}
