//! Laws against the table of laws (`data/laws.tsv`), where the collection does not hold
//! their text: the number, the day and the year of a name, and what took its place.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::context::{CheckContext, Findings};
use super::finding::Finding;
use super::mention_date::rewrite_date;
use super::rule::{Rule, Severity};
use tracuu_legal::citation::known_name::{self, COMPLETE_TO, ListedLaw};
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::document::date::{DateText, vietnamese_day};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::symbol::Symbol;
use tracuu_print::messages::{VIETNAMESE, spoken};
use tracuu_text::span::Span;

/// Looks at every law of the draft; what is wrong with one is told once.
pub(super) fn check(context: &CheckContext<'_>, out: &mut Findings) {
    let mut found: Vec<Finding> = Vec::new();
    let mut told: FxHashMap<String, usize> = FxHashMap::default();
    for (index, citation) in context.citations() {
        let is_bare = citation.symbol.is_none() && !states_year(context.text, citation);
        if !is_law(citation) || is_bare || is_compared(context, index) {
            continue;
        }
        let mention = LawMention { context, index, citation };
        let Some(finding) = mention.number().or_else(|| mention.day_and_force()) else {
            continue;
        };
        let key = format!("{} {}", finding.rule, finding.message);
        if let Some(known) = told.get(&key).and_then(|at| found.get_mut(*at)) {
            known.others.push(finding.span);
        } else {
            told.insert(key, found.len());
            found.push(finding.for_citation(index));
        }
    }
    out.extend(found);
}

fn is_law(citation: &Citation) -> bool {
    let is_named = matches!(citation.kind, CitationKind::Numbered | CitationKind::Named);
    is_named && citation.document_type.is_some_and(DocumentType::is_cited_by_name)
}

/// Whether a mention tells which law of a name it means; a bare name means the one in force.
fn states_year(text: &str, citation: &Citation) -> bool {
    citation.date.is_some()
        || citation.span.of(text).ends_with(|sign: char| sign.is_ascii_digit())
}

/// Whether the collection tells number, day and force of the law better than the table.
fn is_compared(context: &CheckContext<'_>, index: usize) -> bool {
    context.facts(index).is_some_and(|facts| {
        facts.outline().is_some()
            || !facts.timeline().events.is_empty() && facts.day().is_some()
    })
}

/// A law as the draft names it.
struct LawMention<'c, 'a> {
    context: &'c CheckContext<'a>,
    index: usize,
    citation: &'a Citation,
}

impl LawMention<'_, '_> {
    /// A number that is not that of the name.
    fn number(&self) -> Option<Finding> {
        let (symbol, span) =
            self.citation.symbol.as_ref().zip(self.citation.symbol_span)?;
        let named = known_name::laws_named(self.context.text, self.citation);
        let is_its = |law: &&ListedLaw| law.meaning.symbol.same_work(symbol);
        if named.is_empty() || named.iter().any(is_its) {
            return None;
        }
        let numbered = known_name::law_numbered(symbol);
        let meant = self.meant(symbol, &named);
        // A law of another year may well be one that the table does not have.
        if numbered.is_none() && meant.is_none() {
            return None;
        }
        let words = self.context.words(self.citation.span);
        let mut message = match numbered {
            Some(law) => spoken().check_number_of_other_law(words, symbol, law.name),
            None => spoken().check_no_such_law(words),
        };
        let mut finding = Finding::new(Rule::CiteNumber, span, "");
        if let Some(law) = meant {
            message = spoken().check_law_has_number(
                message,
                law.name,
                &law.meaning.symbol,
                vietnamese_day(law.meaning.issued),
            );
            finding = finding.with_replacement(law.meaning.symbol.to_string());
        }
        finding.message = message;
        Some(finding)
    }

    /// The law of the name that a wrong number can mean: that of the same number, day or
    /// year, else the one that held the name on the draft's day.
    fn meant<'l>(
        &self,
        symbol: &Symbol,
        named: &[&'l ListedLaw],
    ) -> Option<&'l ListedLaw> {
        let is_near = |law: &&&ListedLaw| {
            let known = &law.meaning.symbol;
            let is_dated =
                self.citation.date.is_some_and(|day| day.contains(law.meaning.issued));
            known.year == symbol.year || is_dated
        };
        let near: Vec<_> = named.iter().filter(is_near).collect();
        match near[..] {
            [only] => Some(only),
            [] if known_name::law_numbered(symbol).is_some() => self.current(named),
            _ => None,
        }
    }

    /// The law that held a name on the draft's day.
    fn current<'l>(&self, named: &[&'l ListedLaw]) -> Option<&'l ListedLaw> {
        let day = self.context.day.filter(|day| *day <= COMPLETE_TO)?;
        let mut held = named.iter().filter(|law| law.meaning.holds_on(day));
        held.next().copied()
    }

    fn day_and_force(&self) -> Option<Finding> {
        let text = self.context.text;
        if let Some(symbol) = &self.citation.symbol {
            let law = known_name::law_numbered(symbol)?;
            return self.day(law).or_else(|| self.force(law));
        }
        let meanings = known_name::meanings(text, self.citation, self.context.day);
        let [only] = meanings.all[..] else { return self.year(meanings.all.len()) };
        self.force(known_name::law_numbered(&only.symbol)?)
    }

    /// A day that is not that of the number.
    fn day(&self, law: &ListedLaw) -> Option<Finding> {
        let (stated, span) = self.citation.date.zip(self.citation.date_span)?;
        let issued = law.meaning.issued;
        if stated.contains(issued) {
            return None;
        }
        let message = spoken().check_wrong_day_of_law(
            law.name,
            &law.meaning.symbol,
            vietnamese_day(issued),
            stated.vietnamese(),
        );
        let right = rewrite_date(span.of(self.context.text), DateText::Day(issued));
        let finding = Finding::new(Rule::CiteDate, span, message);
        Some(finding.with_severity(Severity::Warning).with_replacement(right))
    }

    /// A day or a year in which no law of the name was passed.
    fn year(&self, n_meanings: usize) -> Option<Finding> {
        let citation = self.citation;
        let named = known_name::laws_named(self.context.text, citation);
        let first = named.iter().map(|law| law.meaning.issued).min()?;
        let words = self.context.words(citation.span);
        let year = stated_year(citation, &words)?;
        let is_known = (first.year()..COMPLETE_TO.year()).contains(&year);
        if n_meanings > 0 || !is_known {
            return None;
        }
        let law = self.current(&named).or_else(|| named.last().copied())?;
        let issued = law.meaning.issued;
        let message = spoken().check_no_law_of_year(
            &words,
            law.name,
            &law.meaning.symbol,
            vietnamese_day(issued),
        );
        let is_day = citation.date.is_some_and(|date| date.day().is_some());
        let finding = match citation.date_span.filter(|_| is_day) {
            Some(span) => {
                let written = span.of(self.context.text);
                let right = rewrite_date(written, DateText::Day(issued));
                Finding::new(Rule::CiteDate, span, message).with_replacement(right)
            }
            None => self.with_year(message, year, issued),
        };
        Some(finding.with_severity(Severity::Warning))
    }

    /// A finding on the year of a name, with the right one.
    fn with_year(&self, message: String, year: i16, issued: Date) -> Finding {
        let whole = self.citation.span;
        let at = whole.of(self.context.text).rfind(&year.to_string());
        let Some(at) = at.map(|at| whole.start + at) else {
            return Finding::new(Rule::CiteDate, whole, message);
        };
        let span = Span::new(at, at + year.to_string().len());
        let span = self.citation.date_span.unwrap_or(span);
        let right = span
            .of(self.context.text)
            .replace(&year.to_string(), &issued.year().to_string());
        Finding::new(Rule::CiteDate, span, message).with_replacement(right)
    }

    /// A law that another had replaced on the draft's day.
    fn force(&self, law: &ListedLaw) -> Option<Finding> {
        let day = self.context.day?;
        let last = law.meaning.last_day().filter(|last| *last < day)?;
        let next = law.replaced_by.as_ref().and_then(known_name::law_numbered)?;
        let since = vietnamese_day(last.tomorrow().ok()?);
        let message = spoken().check_law_replaced(
            self.context.words(self.citation.span),
            next.name,
            &next.meaning.symbol,
            since,
        );
        let mut finding = Finding::new(Rule::CiteReplaced, self.citation.span, message);
        // An article of the old law is another one in the new.
        if self.citation.pinpoint.is_empty() {
            let name = VIETNAMESE.name_numbered(next.name, &next.meaning.symbol);
            let day = vietnamese_day(next.meaning.issued);
            finding = finding.with_replacement(VIETNAMESE.check_with_day(name, day));
        }
        if self.citation.nested_in.is_some() || self.context.is_acted_on(self.index) {
            finding = finding.with_severity(Severity::Info);
        }
        Some(finding)
    }
}

/// The year that a mention states for its law, in its day or at the end of its name.
fn stated_year(citation: &Citation, words: &str) -> Option<i16> {
    let last = words.rsplit(' ').next();
    let in_name = last.and_then(|last| last.parse().ok()).filter(|year| *year > 1900);
    citation.date.map(DateText::year).or(in_name)
}
