//! Documents whose names say that their time is over.

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::citation::mention::CitationKind;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words as text_words};

/// Names whose time is over on the draft's date: "đến năm 2020" in a draft of 2022.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let Some(day) = context.day else { return };
    for (index, citation) in context.citations() {
        let Some(title) = citation.title else { continue };
        if citation.nested_in.is_some() || citation.kind == CitationKind::SelfReference {
            continue;
        }
        let Some((year, at)) = horizon(title.of(context.text)) else { continue };
        if year >= day.year() || looks_back(context, citation.span.start) {
            continue;
        }
        let span = Span::new(title.start + at.start, title.start + at.end);
        let message = spoken().check_expired_horizon(
            context.words(citation.span),
            year,
            vietnamese_day(day),
        );
        let finding =
            Finding::new(Rule::DraftExpiredHorizon, span, message).for_citation(index);
        out.push(finding);
    }
}

/// The first year up to which a title goes, with the words that say so: "đến năm 2020",
/// "giai đoạn 2016-2020".
fn horizon(title: &str) -> Option<(i16, Span)> {
    let words: Vec<Word<'_>> = text_words(title).collect();
    (0..words.len()).find_map(|at| {
        let n_lead = words::len_at(&words, at, Role::UpTo);
        let n_period = words::len_at(&words, at, Role::Period);
        let year = match (n_lead, n_period) {
            (0, 0) => return None,
            (0, n) => at + n + 1,
            (n, _) => at + n,
        };
        let last = words.get(year)?;
        let number: i16 = last.normal.parse().ok().filter(|_| last.normal.len() == 4)?;
        Some((number, words.get(at)?.span.cover(last.span)))
    })
}

/// Whether a document is cited to look back on it: "tổng kết", "kết quả thực hiện".
pub(super) fn looks_back(context: &CheckContext<'_>, at: usize) -> bool {
    words::is_among(context.clause_words_before(at), Role::LooksBack)
}
