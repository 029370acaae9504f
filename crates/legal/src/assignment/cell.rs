//! The agencies in a cell of a table, or in a short phrase, each with its duty.

use super::duty::{Duty, Party};
use super::words::{CUES, Cue};
use crate::agency::list::ListedAgency;
use crate::agency::registry::Registry;
use crate::agency::tier::Tier;
use tracuu_text::phrase_table::PhraseMatch;
use tracuu_text::span::Span;
use tracuu_text::syllable::is_letter_or_digit;
use tracuu_text::words::Word;

/// Most words of a class that is told apart by a clause: "Các doanh nghiệp cung cấp dịch
/// vụ bưu chính" has 9.
const MAX_CLASS_WORDS: usize = 12;

/// Who reads names, and for whom.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'r> {
    /// The registry.
    pub(super) registry: &'r Registry,
    /// The tier of the document's issuer.
    pub(super) home: Option<Tier>,
}

impl Names<'_> {
    /// The agencies of a list as [`Self::list`] reads it, without what stands in brackets:
    /// that says what a body does, and with which part.
    fn list_outside_brackets(self, text: &str, span: Span, duty: Duty) -> Vec<Party> {
        let parts = outside_brackets(text, span).into_iter();
        parts.flat_map(|part| self.list(text, part, duty)).collect()
    }

    /// The agencies of a list that stands at `span` of `text`, all with one duty. A clause
    /// of prose is none.
    pub(super) fn list(self, text: &str, span: Span, duty: Duty) -> Vec<Party> {
        let mut named = self.registry.read_list(span.of(text));
        let is_name = |words: &str| {
            let is_class = self.registry.name_at(words, 0).is_some();
            let n_words = words.split_whitespace().count();
            self.registry.reads_as_names(words)
                || (is_class && n_words <= MAX_CLASS_WORDS)
        };
        let is_named = |item: &ListedAgency| {
            let words = item.span.of(span.of(text));
            // A name that was announced has its head elsewhere: "Các Ban: Tổ chức".
            let own = item.agency.name();
            let is_whole = own.chars().count() == words.chars().count();
            let name = if is_whole { words } else { own };
            is_name(name) && !self.registry.names_only_class(name)
        };
        let n_listed = named.len();
        named.retain(|item| !item.agency.is_learnt() || is_named(item));
        if named.len() < n_listed {
            // "Bồi hoàn, khắc phục hậu quả …": what stands in prose needs the head of a body.
            named.retain(|item| {
                let words = item.span.of(span.of(text));
                !item.agency.is_learnt() || self.registry.has_listed_head(words)
            });
        }
        named
            .into_iter()
            .map(|item| Party {
                duty,
                span: item.span.shifted(span.start),
                agency: match self.home {
                    Some(tier) => item.agency.at(tier),
                    None => item.agency,
                },
            })
            .collect()
    }
}

/// A word of duty in a cell.
struct Mark {
    duty: Duty,
    /// The words of the cue, with a bracket or colon that belongs to them.
    span: Span,
    /// "Chủ trì:" before its agencies.
    is_label: bool,
    /// "phối hợp với" before its agencies.
    is_before: bool,
}

/// The agencies of a cell, given by its paragraphs. Where the cell itself says who leads
/// ("Sở A chủ trì, phối hợp với Sở B"; "Chủ trì: Sở A"; "Sở A (chủ trì)") its words
/// decide, else the duty of the column.
pub(super) fn parties(
    names: Names<'_>,
    text: &str,
    paragraphs: &[Span],
    duty: Duty,
) -> Vec<Party> {
    let mut parties = Vec::new();
    let mut pending = duty;
    for paragraph in paragraphs {
        if let Some(own) = with_own_tasks(names, text, *paragraph, duty) {
            parties.extend(own);
            continue;
        }
        let marks = marks(paragraph.of(text), paragraph.start);
        let mut start = paragraph.start;
        for (index, mark) in marks.iter().enumerate() {
            let before = without_dashes(text, Span::new(start, mark.span.start));
            let found = names.list_outside_brackets(text, before, pending);
            let follows = mark.is_label || mark.is_before || found.is_empty();
            let mine = if follows { pending } else { mark.duty };
            parties.extend(found.into_iter().map(|party| Party { duty: mine, ..party }));
            // "Sở A chủ trì, Sở B, Sở C": who stands behind the last mark coordinates.
            let is_last_lead = mark.duty == Duty::Lead && index + 1 == marks.len();
            pending = match () {
                () if follows => mark.duty,
                () if is_last_lead => Duty::Coordinate,
                () => duty,
            };
            start = mark.span.end;
        }
        let rest = Span::new(start, paragraph.end);
        parties.extend(names.list_outside_brackets(text, rest, pending));
    }
    parties
}

/// The bodies of a paragraph that gives each its own task: "Sở A: cân đối nguồn; Sở B: thẩm
/// định". `None` where a part has another form.
fn with_own_tasks(
    names: Names<'_>,
    text: &str,
    paragraph: Span,
    duty: Duty,
) -> Option<Vec<Party>> {
    let mut parties = Vec::new();
    let mut at = paragraph.start;
    for part in paragraph.of(text).split_inclusive(';') {
        let part = Span::new(at, at + part.len());
        at = part.end;
        let colon = part.start + part.of(text).find(':')?;
        let body = Span::new(part.start, colon).trimmed(text);
        let task = Span::new(colon + 1, part.end).trimmed(text);
        let name = body.of(text).trim_start_matches(['-', '+', ' ']);
        let is_body = names.registry.has_listed_head(name)
            && names.registry.reads_as_names(name)
            && marks(name, 0).is_empty();
        if !is_body || !task.of(text).starts_with(char::is_lowercase) {
            return None;
        }
        let own = marks(task.of(text), 0).into_iter().next();
        let own = own.filter(|mark| mark.span.start == 0).map(|mark| mark.duty);
        let body = Span::new(body.end - name.len(), body.end);
        parties.extend(names.list(text, body, own.unwrap_or(duty)));
    }
    Some(parties).filter(|parties| !parties.is_empty())
}

/// The parts of a place outside of closed brackets.
fn outside_brackets(text: &str, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = span.start;
    let mut open: Option<usize> = None;
    for (at, letter) in span.of(text).char_indices() {
        match letter {
            '(' | '[' => open = open.or(Some(span.start + at)),
            ')' | ']' => {
                if let Some(bracket) = open.take() {
                    parts.push(Span::new(start, bracket));
                    start = span.start + at + letter.len_utf8();
                }
            }
            _ => {}
        }
    }
    parts.push(Span::new(start, span.end));
    parts.retain(|part| !part.trimmed(text).is_empty());
    parts
}

/// The words of duty of a cell.
fn marks(cell: &str, offset: usize) -> Vec<Mark> {
    let words = CUES.words(cell);
    let mut marks = Vec::new();
    let mut index = 0;
    while index < words.len() {
        let Some(PhraseMatch { value: duty, mut end, .. }) = duty_at(&words, index)
        else {
            index += 1;
            continue;
        };
        let mut is_before = false;
        if duty == Duty::Coordinate
            && let Some(with) = CUES.longest_at(&words, end)
            && with.value == Cue::With
        {
            is_before = true;
            end = with.end;
        }
        let mut start = index;
        let form = |at: usize| words.get(at).map(|word| word.normal.as_ref());
        // "Cơ quan chủ trì:" is one label.
        while start > 0 && is_label_word(form(start - 1)) {
            start -= 1;
        }
        let opens = start.checked_sub(1).and_then(form).is_none_or(is_parting);
        let is_label =
            form(end) == Some(":") || opens && matches!(form(end), Some("-" | "–" | "—"));
        let in_brackets =
            start > 0 && form(start - 1) == Some("(") && form(end) == Some(")");
        start -= usize::from(in_brackets);
        end += usize::from(is_label || in_brackets);
        let last = words.get(end - 1).map_or(0, |word| word.span.end);
        let first = words.get(start).map_or(last, |word| word.span.start);
        let span = Span::new(first, last).shifted(offset);
        marks.push(Mark { duty, span, is_label, is_before });
        index = end;
    }
    marks
}

/// Whether a word or mark parts the labels of a cell.
fn is_parting(form: &str) -> bool {
    !form.chars().any(is_letter_or_digit)
}

/// A place without the dashes and marks at its end, which belong to the label behind it.
fn without_dashes(text: &str, place: Span) -> Span {
    let kept = place.of(text).trim_end_matches([' ', '-', '–', '—', '+', '*', '•', '/']);
    Span::new(place.start, place.start + kept.len())
}

fn is_label_word(form: Option<&str>) -> bool {
    matches!(form, Some("cơ" | "quan" | "đơn" | "vị" | "cấp"))
}

fn duty_at(words: &[Word<'_>], index: usize) -> Option<PhraseMatch<Duty>> {
    CUES.starting_at(words, index).into_iter().find_map(|found| {
        let value = match found.value {
            Cue::Lead | Cue::Contact => Duty::Lead,
            Cue::Coordinate => Duty::Coordinate,
            _ => return None,
        };
        Some(PhraseMatch { start: found.start, end: found.end, value })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_cell(text: &str, expected: &[(Duty, &str)]) {
        let names = Names { registry: Registry::built_in(), home: None };
        let parties = parties(names, text, &[Span::new(0, text.len())], Duty::Implement);
        let found: Vec<(Duty, &str)> =
            parties.iter().map(|party| (party.duty, party.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_cell_without_words_of_duty_has_that_of_its_column() {
        check_cell(
            "Sở Y tế; Công an tỉnh",
            &[(Duty::Implement, "Sở Y tế"), (Duty::Implement, "Công an tỉnh")],
        );
    }

    #[test]
    fn brackets_behind_a_body_say_what_it_does() {
        check_cell(
            "Chủ trì: Sở Y tế (cơ quan thường trực); Phối hợp: Sở Nội vụ (biên chế), UBND \
             phường (mặt bằng).",
            &[
                (Duty::Lead, "Sở Y tế"),
                (Duty::Coordinate, "Sở Nội vụ"),
                (Duty::Coordinate, "UBND phường"),
            ],
        );
    }

    #[test]
    fn each_body_of_a_cell_may_have_a_task_of_its_own() {
        check_cell(
            "Sở Y tế: chủ trì soạn thảo; Sở Nội vụ: thẩm định, trình ký.",
            &[(Duty::Lead, "Sở Y tế"), (Duty::Implement, "Sở Nội vụ")],
        );
    }

    #[test]
    fn a_clause_of_prose_is_no_body() {
        check_cell("Thì bị phạt tiền từ 02 đến 05 triệu đồng; cho thuê nhà", &[]);
    }

    #[test]
    fn a_cell_may_say_who_leads_in_many_ways() {
        let expected = [
            (Duty::Lead, "Sở Y tế"),
            (Duty::Coordinate, "Sở Nội vụ"),
            (Duty::Coordinate, "Công an tỉnh"),
        ];
        for text in [
            "Sở Y tế chủ trì, phối hợp với Sở Nội vụ, Công an tỉnh",
            "Sở Y tế chủ trì; Sở Nội vụ, Công an tỉnh phối hợp",
            "- Chủ trì: Sở Y tế; - Phối hợp: Sở Nội vụ, Công an tỉnh",
            "Cơ quan chủ trì: Sở Y tế. Cơ quan phối hợp: Sở Nội vụ và Công an tỉnh",
            "Sở Y tế (chủ trì), Sở Nội vụ, Công an tỉnh",
            "Sở Y tế (chủ trì), Sở Nội vụ, Công an tỉnh (phối hợp)",
            "Chủ trì: Sở Y tế Phối hợp: Sở Nội vụ; Công an tỉnh",
        ] {
            check_cell(text, &expected);
        }
    }
}
