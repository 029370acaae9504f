//! How number and symbol are written.

use super::context::{CheckContext, Findings};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::report::{UnreadCitation, UnreadReason};
use super::rule::{Rule, Severity};
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::header::Confidence;
use tracuu_legal::document::misread;
use tracuu_legal::document::symbol::{Family, Symbol, is_assembly_code};
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;

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
    if let Some(finding) = fault(context, citation, symbol, span) {
        let known = finding.replacements.first().cloned();
        let message = finding.message.clone();
        out.push(finding.for_citation(index));
        let field = field(Verdict::Mismatch).with_stated(written).with_note(message);
        return FieldCheck { known, ..field };
    }
    let lacks_zero = lacks_zero(&written, &canonical);
    // A date is no part of the symbol, and a doubt of who read it no fault of who wrote it.
    let deviations = citation
        .deviations
        .iter()
        .filter(|one| !matches!(one, Deviation::DateImpossible | Deviation::Doubtful));
    let mut why: Vec<&str> = deviations.map(|one| spoken().deviation(*one)).collect();
    if why.is_empty() && !lacks_zero {
        if citation.deviations.contains(&Deviation::Doubtful) {
            return doubtful(index, span, &written, out);
        }
        return field(Verdict::Match).with_stated(written);
    }
    if lacks_zero {
        why.push(spoken().check_number_zero());
    }
    let why = why.join("; ");
    let message = spoken().check_symbol_form(&written, &why);
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

/// Says that a symbol was read from a picture with doubt.
fn doubtful(index: usize, span: Span, written: &str, out: &mut Findings) -> FieldCheck {
    let message = spoken().check_symbol_doubtful(written);
    let finding = Finding::new(Rule::CiteSymbolForm, span, message);
    out.push(finding.with_severity(Severity::Warning).for_citation(index));
    let field = FieldCheck::new(Field::SymbolForm, Verdict::CannotCheck);
    field.with_stated(written).with_note(spoken().deviation(Deviation::Doubtful))
}

/// Symbols that are not read because a letter stands for a digit of number or year:
/// "15/2O21/NĐ-CP".
pub(super) fn misread_symbols(
    context: &CheckContext<'_>,
    unread: &[UnreadCitation],
    out: &mut Findings,
) {
    let symbols = unread.iter().filter(|one| one.why == UnreadReason::UnreadableSymbol);
    for UnreadCitation { span, .. } in symbols {
        let words = span.of(context.text);
        let token = words.split_whitespace().next_back().unwrap_or_default();
        let parts = token.split_inclusive(['/', '-']).map(|part| {
            let number = part.trim_end_matches(['/', '-']);
            let begins = number.starts_with(|sign: char| sign.is_ascii_digit());
            let digits = begins.then(|| misread::digits(number)).flatten();
            digits.map_or_else(|| part.to_owned(), |digits| part.replace(number, &digits))
        });
        let right: String = parts.collect();
        if right == token || right.parse::<Symbol>().is_err() {
            continue;
        }
        let why = spoken().check_letter_for_digit();
        let message = spoken().check_symbol_form(token, why);
        let place = Span::new(span.end - token.len(), span.end);
        let finding = Finding::new(Rule::CiteSymbolForm, place, message);
        let finding = finding.with_severity(Severity::Warning);
        out.push(finding.with_replacement(right));
    }
}

/// The year from which on the number of a document that makes law has its year (law of
/// 1996 on the promulgation of such documents).
const FIRST_NUMBERED_YEAR: i16 = 1997;

/// The year from which on resolutions of the Assembly that make law have no type code; those
/// of its committee had one up to its 12th term.
const FIRST_PLAIN_YEAR: u16 = 2012;

/// A symbol that is read and cannot be that of its document.
fn fault(
    context: &CheckContext<'_>,
    citation: &Citation,
    symbol: &Symbol,
    span: Span,
) -> Option<Finding> {
    let written = context.words(span);
    let finding = |message: String| {
        Finding::new(Rule::CiteSymbolForm, span, message).with_severity(Severity::Warning)
    };
    let is_of_assembly = matches!(&symbol.issuers[..], [code] if is_assembly_code(code));
    let is_late = symbol.year.is_some_and(|year| year >= FIRST_PLAIN_YEAR);
    if is_of_assembly && is_late && symbol.family == Family::StateNormative {
        let right = Symbol {
            family: Family::Assembly,
            type_code: String::new(),
            ..symbol.clone()
        };
        let message = spoken().check_assembly_symbol(written);
        return Some(finding(message).with_replacement(right.to_string()));
    }
    let kind =
        citation.document_type.filter(|kind| kind.row().traits.has_year_in_number)?;
    let lacks_year =
        symbol.family == Family::StateAdministrative && symbol.year.is_none();
    let stated = citation.date.map(DateText::year);
    if !lacks_year || stated.is_some_and(|year| year < FIRST_NUMBERED_YEAR) {
        return None;
    }
    let finding = finding(spoken().check_year_missing(written, kind.name()));
    let year = stated.and_then(|year| u16::try_from(year).ok());
    let Some(year) = year.or_else(|| only_year(context, symbol)) else {
        return Some(finding);
    };
    let family = Family::StateNormative;
    let right = Symbol { family, year: Some(year), ..symbol.clone() };
    Some(finding.with_replacement(right.to_string()))
}

/// The year of the only document of the draft, else of the collection, with this number
/// and these codes.
fn only_year(context: &CheckContext<'_>, symbol: &Symbol) -> Option<u16> {
    let year_of = |other: &Symbol| {
        let same = other.type_code == symbol.type_code && other.issuers == symbol.issuers;
        other.year.filter(|_| same)
    };
    let cited = context.numbered_as(&symbol.number);
    let cited: Vec<u16> = cited.filter_map(|one| year_of(&one.identity.symbol)).collect();
    let known = context.directory.catalogue().numbered_as(&symbol.number);
    let known: Vec<u16> = known.filter_map(|one| year_of(&one.identity.symbol)).collect();
    [cited, known].iter().find_map(|years| {
        let first = *years.first()?;
        years.iter().all(|year| *year == first).then_some(first)
    })
}

/// Whether the only difference is the zero before a number below ten.
fn lacks_zero(written: &str, canonical: &str) -> bool {
    canonical.strip_prefix('0') == Some(written)
}
