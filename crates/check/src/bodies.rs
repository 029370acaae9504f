//! Bodies that were renamed, merged or dissolved before the draft's date.

use jiff::civil::Date;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::group::grouped;
use super::rule::Rule;
use super::words::{self, Role};
use tracuu_legal::agency::registry::{Mention, Registry};
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::words::words as text_words;

/// Looks at every body that the draft names, each once; bodies that issued a document
/// while they were there, and words of a title, are left aside.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let Some(day) = context.least_day else { return };
    let mut ended: Vec<(String, Mention)> = Vec::new();
    let mut covered = citation_spans(context).into_iter().peekable();
    for mention in Registry::built_in().ended_mentions(context.text, day) {
        while covered.peek().is_some_and(|span| span.end <= mention.span.start) {
            covered.next();
        }
        if covered.peek().is_some_and(|span| span.overlaps(mention.span)) {
            continue;
        }
        let Some((end, _)) = mention.agency.succeeded() else { continue };
        if mention.agency.is_persons()
            || is_known_to_be_over(context.text, mention.span)
            || goes_on_in_next_line(context.text, &mention)
            || has_issued(context, mention.span, end)
        {
            continue;
        }
        ended.push((mention.agency.id().to_owned(), mention));
    }
    for mentions in grouped(ended) {
        one(context, &mentions, out);
    }
}

/// How far around a body the words stand that say that it is no more, in bytes.
const AROUND_BYTES: usize = 160;

/// Whether the words around a body say that the writer knows that it is no more: "(cũ)",
/// "trước đây", "được thành lập trên cơ sở hợp nhất …".
fn is_known_to_be_over(text: &str, body: Span) -> bool {
    let behind = text.get(body.end..).unwrap_or_default();
    let behind =
        behind.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '(');
    let start = text.floor_char_boundary(body.start.saturating_sub(AROUND_BYTES));
    let before = text.get(start..body.start).unwrap_or_default();
    let sentence = before.rsplit(['.', ';', '\n']).next().unwrap_or_default();
    let before: Vec<_> = text_words(sentence).collect();
    words::opens(behind, Role::FormerBody) || words::is_among(&before, Role::Merges)
}

/// Whether a body stands as who issued a document while it was there: "Bộ Kế hoạch và Đầu
/// tư ban hành Thông tư số … ngày 01/3/2015".
fn has_issued(context: &CheckContext<'_>, body: Span, end: Date) -> bool {
    let behind = context.text.get(body.end..).unwrap_or_default();
    let next = context.draft.citations.partition_point(|one| one.span.start < body.end);
    let next = context.citation(next).filter(|next| {
        next.span.start - body.end <= AROUND_BYTES && words::opens(behind, Role::Issues)
    });
    next.and_then(|next| next.date?.day()).is_some_and(|issued| issued < end)
}

/// Whether a name that ends with its line is longer in the next one: "Sở Nông nghiệp" and
/// "và Môi trường".
fn goes_on_in_next_line(text: &str, mention: &Mention) -> bool {
    let behind = text.get(mention.span.end..).unwrap_or_default();
    if !behind.trim_start_matches(' ').starts_with('\n') {
        return false;
    }
    let end = text.floor_char_boundary(mention.span.end + AROUND_BYTES);
    let joined =
        text.get(mention.span.start..end).unwrap_or_default().replacen('\n', " ", 1);
    let whole = Registry::built_in().name_at(&joined, 0);
    whole.is_some_and(|whole| whole.span.len() > mention.span.len())
}

/// The stretches in which a body of its time is named: citations with their titles.
fn citation_spans(context: &CheckContext<'_>) -> Vec<Span> {
    let top = context.citations().filter(|(_, citation)| citation.nested_in.is_none());
    let mut spans: Vec<Span> = top
        .map(|(_, citation)| {
            citation.title.map_or(citation.span, |t| citation.span.cover(t))
        })
        .collect();
    spans.sort_unstable();
    // A span that reaches further than the next one must not hide behind it.
    let mut end = 0;
    for span in &mut spans {
        end = end.max(span.end);
        span.end = end;
    }
    spans
}

fn one(context: &CheckContext<'_>, mentions: &[Mention], out: &mut Findings) {
    let Some((first, rest)) = mentions.split_first() else { return };
    let Some((end, successor)) = first.agency.succeeded() else { return };
    let words = context.words(first.span);
    let end = vietnamese_day(end);
    let message = match &successor {
        Some(successor) => spoken().check_renamed_body_to(words, end, successor.name()),
        None => spoken().check_renamed_body(words, end),
    };
    let mut finding = Finding::new(Rule::CiteRenamedBody, first.span, message);
    if let Some(successor) = successor {
        finding = finding.with_replacement(successor.name());
    }
    out.push(finding.with_places(rest.iter().map(|mention| mention.span)));
}
