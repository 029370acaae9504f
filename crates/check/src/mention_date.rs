//! The date of a citation.

use super::context::Findings;
use super::facts::{DocumentFacts, SourceRank};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use tracuu_legal::document::date::{DateText, vietnamese_day, vietnamese_month};
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::VIETNAMESE;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

impl MentionCheck<'_, '_> {
    pub(super) fn date(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.map(DocumentFacts::dates).unwrap_or_default();
        let first = known.first().copied();
        let field = |verdict| {
            let stated = self.citation.date.map(|date| date.to_string());
            self.field(Field::Date, verdict, stated, first.map(|date| date.to_string()))
        };
        let Some(stated) = self.citation.date else { return field(Verdict::NotStated) };
        if known.iter().any(|known| known.agrees(stated)) {
            return field(Verdict::Match);
        }
        let span = self.citation.date_span.unwrap_or(self.citation.span);
        if let Some(first) = first {
            let message = VIETNAMESE.check_wrong_date(
                self.short(),
                first.vietnamese(),
                stated.vietnamese(),
            );
            let mut finding = Finding::new(Rule::CiteDate, span, message)
                .for_citation(self.index)
                .with_replacement(rewrite_date(span.of(self.context.text), first))
                .with_evidence(self.evidence(Field::Date));
            let rank =
                facts.and_then(|facts| facts.best(FactField::Date)).map(|(rank, _)| rank);
            if rank == Some(SourceRank::Cited) {
                finding = finding.with_severity(Severity::Warning);
            }
            out.push(finding);
            return field(Verdict::Mismatch);
        }
        self.date_after_draft(stated, out);
        self.date_alone(stated, span, out).unwrap_or_else(|| field(Verdict::CannotCheck))
    }

    /// A date that is later than the draft: one of the two is wrong.
    fn date_after_draft(&self, stated: DateText, out: &mut Findings) {
        let days = stated.day().zip(self.context.stated_day);
        let Some((stated, day)) = days.filter(|(stated, day)| stated > day) else {
            return;
        };
        let message = VIETNAMESE.check_dated_after_draft(
            self.short(),
            vietnamese_day(stated),
            vietnamese_day(day),
        );
        let finding = Finding::new(Rule::CiteNotYet, self.citation.span, message);
        out.push(finding.for_citation(self.index));
    }

    /// A date that nothing is compared with: against the year in the symbol, and the day
    /// of the draft.
    fn date_alone(
        &self,
        stated: DateText,
        span: Span,
        out: &mut Findings,
    ) -> Option<FieldCheck> {
        let year = self.citation.symbol.as_ref()?.year?;
        let year = i16::try_from(year).ok()?;
        if stated.year() == year {
            return None;
        }
        let message =
            VIETNAMESE.check_date_not_of_symbol(self.words(), stated.year(), year);
        out.push(Finding::new(Rule::CiteDate, span, message).for_citation(self.index));
        let field = FieldCheck::new(Field::Date, Verdict::Mismatch);
        let field = field.with_stated(stated.to_string());
        Some(field.with_note(VIETNAMESE.check_date_conflicts()))
    }
}

/// A date in the form that the draft uses: "ngày 05/3/2020", "ngày 05 tháng 3 năm 2020".
fn rewrite_date(written: &str, right: DateText) -> String {
    let Some(day) = right.day() else { return right.vietnamese() };
    let words = normal_words(written);
    let lead = if words.starts_with("ngày ký") {
        "ngày ký "
    } else if words.starts_with("ngày")
        || words.starts_with("năm")
        || words.starts_with("tháng")
    {
        "ngày "
    } else {
        ""
    };
    let (before, after) = match (written.starts_with('('), written.ends_with(')')) {
        (true, true) => ("(ngày ", ")"),
        _ => (lead, ""),
    };
    if words.starts_with("ngày") && words.contains("tháng") {
        let (day, month, year) = (day.day(), vietnamese_month(day.month()), day.year());
        return format!("{before}{day:02} tháng {month} năm {year}{after}");
    }
    format!("{before}{}{after}", vietnamese_day(day))
}
