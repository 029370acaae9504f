//! What the attaching line of an annex says of the document: `(Kèm theo Kế hoạch số … ngày
//! … của …)`.
//!
//! A document that was copied out of its letterhead is named there only. The line counts
//! when it names the document's own type and is the caption of an annex; in the head of
//! an enclosed text it names the document that encloses it.

use super::attribution::{self, Attribution};
use super::document_type::DocumentType;
use super::header::{Confidence, Fact, Header};
use super::level::ProvisionLevel;
use super::line::{Line, lines_in};
use super::outline::Outline;
use super::type_name::type_at;
use super::words::{self, Role};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;

/// Reads the attaching lines of a document into `header`, where it lacks the facts.
pub(super) fn read(
    header: &mut Header,
    manuscript: &Manuscript,
    lines: &[Line<'_>],
    outline: &Outline,
) {
    let own = header.document_type.as_ref().map(|fact| fact.value);
    let is_annex =
        |level| matches!(level, ProvisionLevel::Annex | ProvisionLevel::Enclosure);
    let annexes = outline.provisions.iter().filter(|unit| is_annex(unit.level));
    let named = annexes.filter_map(|unit| named_in(manuscript, lines, unit.title));
    let own_caption = named.into_iter().find(|named| match own {
        Some(own) => named.document_type.fits(own),
        None => true,
    });
    if let Some(named) = own_caption {
        fill(header, manuscript, named);
    }
    let head =
        outline.provisions.first().filter(|unit| unit.level == ProvisionLevel::Header);
    let enclosing = head.and_then(|head| named_in(manuscript, lines, head.span));
    let Some(enclosing) = enclosing.filter(|_| header.symbol.is_none()) else { return };
    if let Some((symbol, span)) = enclosing.attribution.symbol {
        header.issued_with = Some(Fact::new(symbol, span, Confidence::Sure));
    }
}

/// A document named in an attaching line, with places in the manuscript.
struct Named {
    document_type: DocumentType,
    type_span: Span,
    attribution: Attribution,
}

/// The document named by the attaching line among the lines in `span`.
fn named_in(manuscript: &Manuscript, lines: &[Line<'_>], span: Span) -> Option<Named> {
    lines_in(lines, span).iter().find_map(|line| {
        let lead = line.lead.trim_start_matches(['(', ' ', '[']);
        let attached = words::opening(lead, Role::Attached)?;
        let n_words = attached.split(' ').count();
        let text = Span::new(line.span.start, span.end.max(line.span.end));
        let text = text.of(manuscript.text());
        let start = words::skip(text.trim_start_matches(['(', ' ', '[']), n_words)?;
        let skipped = text.len() - text.trim_start_matches(['(', ' ', '[']).len();
        let at = skipped + start;
        let (document_type, len) = type_at(text.get(at..)?)?;
        let attribution = attribution::read(text, at + len);
        Some(Named {
            document_type,
            type_span: Span::new(at, at + len).shifted(line.span.start),
            attribution: shifted(attribution, line.span.start),
        })
    })
}

fn shifted(found: Attribution, by: usize) -> Attribution {
    Attribution {
        body: found.body.map(|span| span.shifted(by)),
        symbol: found.symbol.map(|(symbol, span)| (symbol, span.shifted(by))),
        date: found.date.map(|(date, span)| (date, span.shifted(by))),
        end: found.end + by,
    }
}

/// Fills what the head does not state. A caption that names another symbol than the head
/// is not about this document.
fn fill(header: &mut Header, manuscript: &Manuscript, named: Named) {
    let Attribution { body, symbol, date, .. } = named.attribution;
    let Some((symbol, span)) = symbol else { return };
    if header.symbol.as_ref().is_some_and(|own| !own.value.same_work(&symbol)) {
        return;
    }
    let fact = Confidence::Likely;
    header.document_type.get_or_insert(Fact::new(
        named.document_type,
        named.type_span,
        fact,
    ));
    header.symbol.get_or_insert(Fact::new(symbol, span, fact));
    if let Some((date, span)) = date {
        header.date.get_or_insert(Fact::new(date, span, fact));
    }
    if let Some(body) = body {
        let value = one_line(manuscript.slice(body));
        header.issuer.get_or_insert(Fact::new(value, body, fact));
    }
}
