//! The date of a citation.

use super::context::{CheckContext, Findings};
use super::facts::{DocumentFacts, SourceRank};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use rustc_hash::FxHashSet;
use tracuu_legal::document::date::{DateText, vietnamese_day, vietnamese_month};
use tracuu_legal::document::date_reader::{find_dates, find_impossible_dates};
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::fact_field::FactField;
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_invisible, normal_words};

impl MentionCheck<'_, '_> {
    pub(super) fn date(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.map(DocumentFacts::dates).unwrap_or_default();
        let first = known.first().copied();
        let field = |verdict| {
            let stated = self.citation.date.map(|date| date.to_string());
            self.field(Field::Date, verdict, stated, first.map(|date| date.to_string()))
        };
        let Some(stated) = self.citation.date else {
            return match self.impossible_date(first, out) {
                Some(stated) => self
                    .field(Field::Date, Verdict::Mismatch, Some(stated), None)
                    .with_note(spoken().deviation(Deviation::DateImpossible)),
                None => field(Verdict::NotStated),
            };
        };
        if known.iter().any(|known| known.agrees(stated)) {
            return field(Verdict::Match);
        }
        let span = self.citation.date_span.unwrap_or(self.citation.span);
        if let Some(first) = first {
            let message = spoken().check_wrong_date(
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

    /// A day that no calendar has, as it is written: wrong whatever is known.
    fn impossible_date(
        &self,
        known: Option<DateText>,
        out: &mut Findings,
    ) -> Option<String> {
        let is_impossible = self.citation.deviations.contains(&Deviation::DateImpossible);
        let span = self.citation.date_span.filter(|_| is_impossible)?;
        let stated = self.context.words(span);
        let message = spoken().check_impossible_date_of(self.short(), &stated);
        let mut finding =
            Finding::new(Rule::CiteDate, span, message).for_citation(self.index);
        if let Some(known) = known {
            finding = finding
                .with_replacement(rewrite_date(span.of(self.context.text), known))
                .with_evidence(self.evidence(Field::Date));
        }
        out.push(finding);
        Some(stated)
    }

    /// A date that is later than the draft: one of the two is wrong.
    fn date_after_draft(&self, stated: DateText, out: &mut Findings) {
        let days = stated.day().zip(self.context.stated_day);
        let Some((stated, day)) = days.filter(|(stated, day)| stated > day) else {
            return;
        };
        let message = spoken().check_dated_after_draft(
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
            spoken().check_date_not_of_symbol(self.words(), stated.year(), year);
        out.push(Finding::new(Rule::CiteDate, span, message).for_citation(self.index));
        let field = FieldCheck::new(Field::Date, Verdict::Mismatch);
        let field = field.with_stated(stated.to_string());
        Some(field.with_note(spoken().check_date_conflicts()))
    }
}

/// Days that no calendar has, which are of no document: of a deadline, of the draft itself.
pub(super) fn impossible_days(context: &CheckContext<'_>, out: &mut Findings) {
    let dated: FxHashSet<usize> = context
        .citations()
        .filter_map(|(_, citation)| Some(citation.date_span?.end))
        .collect();
    for span in find_impossible_dates(context.text) {
        // In brackets the date of a document ends behind them.
        if dated.contains(&span.end) || dated.contains(&(span.end + 1)) {
            continue;
        }
        let message = spoken().check_impossible_date(context.words(span));
        out.push(Finding::new(Rule::CiteDate, span, message));
    }
}

/// The words of a date with the right one in its place, in the form that the draft uses:
/// "ký ngày 05/3/2020", "(ngày 05 tháng 3 năm 2020)". What stands around the date stays.
pub(super) fn rewrite_date(written: &str, right: DateText) -> String {
    // Of a day that is none, month and year can be read.
    let wrong = find_impossible_dates(written).pop();
    let date = wrong.or_else(|| find_dates(written).pop().map(|(_, span)| span));
    let date = date.map_or_else(|| loose_date(written), |date| widened(written, date));
    let before = Span::new(0, date.start).of(written);
    let behind = Span::new(date.end, written.len()).of(written);
    format!("{before}{}{behind}", in_form_of(date.of(written), right))
}

/// A date with the digits that an invisible sign parts from it.
fn widened(written: &str, date: Span) -> Span {
    let is_part = |sign: char| sign.is_ascii_digit() || is_invisible(sign);
    let before = Span::new(0, date.start).of(written);
    let behind = Span::new(date.end, written.len()).of(written);
    let n_behind = behind.len() - behind.trim_start_matches(is_part).len();
    Span::new(before.trim_end_matches(is_part).len(), date.end + n_behind)
}

/// The place of a date that is no whole day, or that a damaged sign keeps from being read: its
/// digits and the word of a date right before them. All of it where there are no digits.
fn loose_date(written: &str) -> Span {
    let is_digit = |sign: char| sign.is_ascii_digit();
    let Some((first, last)) = written.find(is_digit).zip(written.rfind(is_digit)) else {
        return Span::new(0, written.len());
    };
    let before = Span::new(0, first).of(written).trim_end();
    let mut signs = before.char_indices().rev();
    let gap = signs.find(|(_, sign)| sign.is_whitespace());
    let start = gap.map_or(0, |(at, sign)| at + sign.len_utf8());
    let word = before.get(start..).unwrap_or_default();
    let word: String = word.chars().filter(|sign| !is_invisible(*sign)).collect();
    let is_of_date = matches!(&*normal_words(&word), "ngày" | "tháng" | "năm");
    Span::new(if is_of_date { start } else { first }, last + 1)
}

fn in_form_of(written: &str, right: DateText) -> String {
    let Some(day) = right.day() else { return right.vietnamese() };
    let first_digit = written.find(|sign: char| sign.is_ascii_digit());
    let lead = written.get(..first_digit.unwrap_or_default()).unwrap_or_default();
    let words = normal_words(written);
    let is_led = words.starts_with("ngày");
    // A month or a year alone becomes a day.
    let lead = match lead {
        "" => "",
        lead if is_led && lead.ends_with(char::is_whitespace) => lead,
        _ => "ngày ",
    };
    if is_led && words.contains("tháng") {
        let (day, month, year) = (day.day(), vietnamese_month(day.month()), day.year());
        return format!("{lead}{day:02} tháng {month} năm {year}");
    }
    format!("{lead}{}", vietnamese_day(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_a_date_stays_whatever_damages_it() {
        let right = DateText::Day(jiff::civil::date(2019, 3, 5));
        for (written, expected) in [
            ("ban hành ngày 06/3/2019", "ban hành ngày 05/3/2019"),
            ("ban hành ng\u{200b}ày 6/3/2019", "ban hành ng\u{200b}ày 05/3/2019"),
            ("ký ngày\u{a0}06/3\u{200b}/2019", "ký ngày\u{a0}05/3/2019"),
            ("ban hành 0\u{200b}6/3/2019", "ban hành 05/3/2019"),
            ("ban hành năm 2018", "ban hành ngày 05/3/2019"),
            ("tháng 4 năm 2019", "ngày 05/3/2019"),
        ] {
            assert_eq!(rewrite_date(written, right), expected, "{written:?}");
        }
    }
}
