//! Assignments as labelled lines under a task: "- Cơ quan chủ trì: Sở A. - Cơ quan phối
//! hợp: Sở B. - Thời gian hoàn thành: Quý II."

use super::cell::{Names, parties};
use super::duty::{Assignment, AssignmentSource, Duty, Party};
use super::table_head::read_heading;
use super::words::{CUES, Column, Cue, HEADS};
use crate::document::block_label::{BlockLabel, LabelStyle};
use crate::document::outline::Outline;
use tracuu_text::layout::BlockKind;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::words::words_and_marks_in;

/// Longest label with what stands before it, in bytes: "Cơ quan chịu trách nhiệm chỉ đạo
/// thực hiện" has 60.
const MAX_LABEL: usize = 120;

/// Longest label of a fact that is not kept, in words: "Nguồn kinh phí thực hiện" has 5.
const MAX_FACT_WORDS: usize = 6;

/// One labelled fact: what its label says, and its words.
#[derive(Clone, Copy, Debug)]
struct Fact {
    column: Column,
    /// First byte of the label.
    start: usize,
    value: Span,
}

/// Reads the labelled lines of a document. A line that gives a lead again starts another
/// assignment; the task is the line before, or the title of the provision.
pub(super) fn read(
    names: Names<'_>,
    manuscript: &Manuscript,
    outline: &Outline,
) -> Vec<Assignment> {
    let text = manuscript.text();
    let mut read: Vec<Assignment> = Vec::new();
    let mut task: Option<Span> = None;
    let mut open: Option<Assignment> = None;
    for block in manuscript.blocks() {
        let is_text = !matches!(block.kind, BlockKind::Table(_) | BlockKind::Furniture)
            && outline
                .at(block.span.start)
                .and_then(|at| outline.provisions.get(at))
                .is_none_or(|provision| provision.level.is_running_text());
        let facts = if is_text { facts(text, block.span) } else { Vec::new() };
        let lead_in = facts
            .first()
            .map_or(block.span, |fact| Span::new(block.span.start, fact.start));
        let label_end = BlockLabel::read(lead_in.of(text)).map_or(0, |label| label.end);
        let words = Span::new(lead_in.start + label_end, lead_in.end).trimmed(text);
        let own = words.of(text).trim_matches(['(', '[', '-', '.', ':', ' ']);
        let goes_on =
            open.is_some() && facts.is_empty() && is_other_fact(text, block.span);
        if !own.is_empty() && !goes_on {
            read.extend(open.take());
            task = Some(Span::new(words.start, words.start + own.len()));
        }
        for fact in facts {
            if open.as_ref().is_some_and(|open| repeats(open, fact.column)) {
                read.extend(open.take());
            }
            let task = task.unwrap_or(block.span);
            let open = open.get_or_insert_with(|| blank(task));
            add(names, text, open, fact);
        }
    }
    read.extend(open);
    read.retain(|one| !one.parties.is_empty());
    read
}

/// The labelled facts of a block, in order.
fn facts(text: &str, block: Span) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for (at, _) in block.of(text).match_indices(':') {
        let colon = block.start + at;
        let after_last = facts.last().map_or(block.start, |fact| fact.value.start);
        let place = Span::new(after_last, colon);
        let label = label_before(text, place)
            .or_else(|| whole_label(text, place).filter(|_| facts.is_empty()));
        let Some((column, start)) = label else { continue };
        if let Some(before) = facts.last_mut() {
            before.value.end = start;
        }
        facts.push(Fact { column, start, value: Span::new(colon + 1, block.end) });
    }
    for fact in &mut facts {
        fact.value = bare(text, fact.value);
    }
    // A fact in the middle of a sentence is no label: "gồm: …, chủ trì: …" aside.
    if !facts.iter().any(|fact| fact.column.has_agencies() || facts.len() == 1) {
        facts.clear();
    }
    facts
}

/// Whether a line is a labelled fact and no sentence.
pub(super) fn is_labelled(text: &str, line: Span) -> bool {
    let colon = line.of(text).find(':').map(|at| Span::new(line.start, line.start + at));
    colon.is_some_and(|label| whole_label(text, label).is_some())
}

/// Whether a line under a task is a fact that no assignment keeps: "- Kinh phí: xã hội hóa".
fn is_other_fact(text: &str, line: Span) -> bool {
    let label = BlockLabel::read(line.of(text));
    let is_part = label.is_none_or(|label| label.style == LabelStyle::Bullet);
    let words = line.of(text).get(label.map_or(0, |label| label.end)..);
    let fact = words.and_then(|words| words.split_once(':'));
    is_part
        && fact.is_some_and(|(name, value)| {
            let n_words = name.split_whitespace().count();
            (1..=MAX_FACT_WORDS).contains(&n_words) && !value.trim().is_empty()
        })
}

/// A label that fills the start of a line up to a colon, in any words: "Trách nhiệm lãnh
/// đạo, chỉ đạo thực hiện:".
fn whole_label(text: &str, place: Span) -> Option<(Column, usize)> {
    let label_end = BlockLabel::read(place.of(text)).map_or(0, |label| label.end);
    let label = Span::new(place.start + label_end, place.end).trimmed(text);
    if label.len() > MAX_LABEL {
        return None;
    }
    let words = CUES.words(label.of(text));
    let opens = CUES.starting_at(&words, 0).iter().any(|found| found.value == Cue::Unit);
    let column = read_heading(label.of(text)).filter(|_| opens)?.column;
    column.has_agencies().then_some((column, label.start))
}

/// The label at the end of some text, behind its start or a mark: what it says and where
/// it begins.
fn label_before(text: &str, place: Span) -> Option<(Column, usize)> {
    let inside = place.of(text);
    let mut from = inside.len().saturating_sub(MAX_LABEL);
    while !inside.is_char_boundary(from) {
        from += 1;
    }
    let near = Span::new(place.start + from, place.end);
    let words: Vec<_> = words_and_marks_in(text, near).collect();
    HEADS.ending_at(&words, words.len()).into_iter().find_map(|found| {
        let column = found.value;
        let says_who_or_when = column.has_agencies()
            || matches!(column, Column::Deadline | Column::Progress | Column::Product);
        let before = found.start.checked_sub(1).and_then(|last| words.get(last));
        let is_start = before.map_or(from == 0, |word| is_mark(&word.normal));
        let start = words.get(found.start)?.span.start;
        (says_who_or_when && is_start).then_some((column, start))
    })
}

fn is_mark(form: &str) -> bool {
    !form.chars().any(is_letter_or_digit)
        || form.chars().all(|letter| letter.is_ascii_digit())
        || form.chars().count() == 1
}

/// A value without the marks around it.
fn bare(text: &str, value: Span) -> Span {
    let inside = value.of(text);
    let trimmed = inside.trim_start();
    let start = value.start + inside.len() - trimmed.len();
    let kept =
        trimmed.trim_end_matches([' ', '.', ';', ',', '-', '+', '(', ')', ']', '•']);
    Span::new(start, start + kept.len())
}

fn blank(task: Span) -> Assignment {
    Assignment {
        source: AssignmentSource::Text,
        duty: Duty::Implement,
        row: None,
        refines: None,
        group: None,
        task,
        items: Vec::new(),
        measures: Vec::new(),
        parties: Vec::new(),
        deadline: None,
        product: None,
        span: task,
        provision: None,
    }
}

/// Whether an assignment already has what a label gives.
fn repeats(open: &Assignment, column: Column) -> bool {
    match column {
        Column::Lead | Column::Overseeing => open.lead().next().is_some(),
        Column::Deadline | Column::Progress => open.deadline.is_some(),
        Column::Product => open.product.is_some(),
        _ => false,
    }
}

fn add(names: Names<'_>, text: &str, open: &mut Assignment, fact: Fact) {
    let duty = match fact.column {
        Column::Lead | Column::Overseeing => Duty::Lead,
        Column::Coordinating => Duty::Coordinate,
        _ => Duty::Implement,
    };
    open.span = open.span.cover(Span::new(fact.start, fact.value.end));
    match fact.column {
        Column::Deadline | Column::Progress => open.deadline = Some(fact.value),
        Column::Product => open.product = Some(fact.value),
        _ => {
            let found: Vec<Party> = parties(names, text, &[fact.value], duty);
            if open.parties.is_empty() {
                open.duty = found.first().map_or(duty, |party| party.duty);
            }
            open.parties.extend(found);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agency::registry::Registry;
    use tracuu_text::builder::ManuscriptBuilder;
    use tracuu_text::styled::StyledText;

    fn check_lines(lines: &[&str], expected: &[&str]) {
        let mut builder = ManuscriptBuilder::default();
        for line in lines {
            builder.paragraph(&StyledText::plain(*line));
        }
        let manuscript = builder.finish();
        let names = Names { registry: Registry::built_in(), home: None };
        let read = read(names, &manuscript, &Outline::default());
        let shown: Vec<String> = read
            .iter()
            .map(|one| {
                let of = |duty: Duty| {
                    let names: Vec<&str> = one
                        .with(duty)
                        .map(|party| manuscript.slice(party.span))
                        .collect();
                    names.join("; ")
                };
                let part = |span: Option<Span>| {
                    span.map(|span| manuscript.slice(span)).unwrap_or_default()
                };
                format!(
                    "{} = {} + {} @ {} > {}",
                    manuscript.slice(one.task),
                    of(Duty::Lead),
                    of(Duty::Coordinate),
                    part(one.deadline),
                    part(one.product)
                )
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn labelled_lines_belong_to_the_task_above() {
        check_lines(
            &[
                "1. Rà soát văn bản.",
                "- Cơ quan chủ trì: Sở Tư pháp.",
                "- Kinh phí thực hiện: ngân sách tỉnh.",
                "- Cơ quan phối hợp: Các sở, ban, ngành; UBND các huyện, thành phố.",
                "- Thời gian hoàn thành: Quý II/2024.",
                "- Sản phẩm: Báo cáo.",
                "2. Tập huấn",
                "Đơn vị chủ trì: Sở Nội vụ; đơn vị phối hợp: Sở Y tế; thời hạn: 2025.",
            ],
            &[
                "Rà soát văn bản = Sở Tư pháp + Các sở, ban, ngành; UBND các huyện, thành phố \
                 @ Quý II/2024 > Báo cáo",
                "Tập huấn = Sở Nội vụ + Sở Y tế @ 2025 > ",
            ],
        );
    }

    #[test]
    fn a_label_may_have_any_words() {
        let lines = [
            "1. Đào ao",
            "- Trách nhiệm lãnh đạo, chỉ đạo thực hiện: Đảng ủy xã.",
            "- Hoàn thành: Tháng 5/2027.",
        ];
        let mut builder = ManuscriptBuilder::default();
        for line in lines {
            builder.paragraph(&StyledText::plain(line));
        }
        let manuscript = builder.finish();
        let names = Names { registry: Registry::built_in(), home: None };
        let read = read(names, &manuscript, &Outline::default());
        let doers: Vec<&str> =
            read[0].parties.iter().map(|party| manuscript.slice(party.span)).collect();
        assert_eq!((read.len(), doers), (1, vec!["Đảng ủy xã"]));
        assert_eq!(read[0].deadline.map(|at| manuscript.slice(at)), Some("Tháng 5/2027"));
    }

    #[test]
    fn a_label_in_brackets_belongs_to_its_own_line() {
        check_lines(
            &["a) Lập quy hoạch (cơ quan chủ trì: Sở Xây dựng)"],
            &["Lập quy hoạch = Sở Xây dựng +  @  > "],
        );
    }

    #[test]
    fn a_deadline_alone_assigns_nothing() {
        check_lines(&["Thời gian: 7 giờ 30 phút.", "Địa điểm: Hội trường Tỉnh ủy"], &[]);
    }
}
