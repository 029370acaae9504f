//! How number and symbol are written.

use super::context::{CheckContext, Findings};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::rule::{Rule, Severity};
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::header::Confidence;
use tracuu_print::messages::VIETNAMESE;

/// Compares the written symbol with its canonical form.
pub(super) fn check(
    context: &CheckContext<'_>,
    index: usize,
    citation: &Citation,
    out: &mut Findings,
) -> FieldCheck {
    let field = |verdict| FieldCheck::new(Field::SymbolForm, verdict);
    let (Some(symbol), Some(span)) = (&citation.symbol, citation.symbol_span) else {
        return field(Verdict::NotStated);
    };
    let written = context.words(span);
    let canonical = symbol.to_string();
    let lacks_zero = lacks_zero(&written, &canonical);
    if citation.deviations.is_empty() && !lacks_zero {
        return field(Verdict::Match).with_stated(written);
    }
    let mut why: Vec<&str> =
        citation.deviations.iter().map(|one| VIETNAMESE.deviation(*one)).collect();
    if lacks_zero {
        why.push(VIETNAMESE.check_number_zero());
    }
    let why = why.join("; ");
    let message = VIETNAMESE.check_symbol_form(&written, &why);
    let mut finding =
        Finding::new(Rule::CiteSymbolForm, span, message).for_citation(index);
    // Without its issuer a symbol cannot be completed.
    if !symbol.issuers.is_empty() && canonical != written {
        finding = finding.with_replacement(canonical.clone());
    }
    if citation.confidence() == Confidence::Weak {
        finding = finding.with_severity(Severity::Warning);
    }
    out.push(finding);
    field(Verdict::Mismatch).with_stated(written).with_known(canonical).with_note(why)
}

/// Whether the only difference is the zero before a number below ten.
fn lacks_zero(written: &str, canonical: &str) -> bool {
    canonical.strip_prefix('0') == Some(written)
}
