//! Times of issue in a query.

use jiff::civil::Date;

use super::cue::Cue;
use super::parse::Reader;
use super::token::Kind;
use crate::parsed::query::Period;
use tracuu_legal::document::date::DateText;

impl Reader<'_> {
    pub(crate) fn dates(&mut self) {
        let n_dates = self
            .tokens
            .iter()
            .filter(|token| matches!(token.kind, Kind::Date(_)))
            .count();
        for index in 0..self.tokens.len() {
            let Some(Kind::Date(date)) = self.token(index).map(|token| &token.kind)
            else {
                continue;
            };
            let date = *date;
            let before = self.before(index);
            let cue_before = before.and_then(|previous| self.cue(previous));
            let describes = match before.and_then(|previous| self.token(previous)) {
                None => self.tokens.len() == n_dates,
                Some(token) => match token.kind {
                    Kind::Type(_)
                    | Kind::Symbol(_)
                    | Kind::Date(_)
                    | Kind::Cue(
                        Cue::Document
                        | Cue::Issued
                        | Cue::From
                        | Cue::Until
                        | Cue::Before
                        | Cue::After
                        | Cue::Numbered,
                    ) => true,
                    Kind::Agency(_) => {
                        before.is_some_and(|previous| self.has_role(previous, "issuer"))
                    }
                    _ => date.day().is_some() && self.found.documents.is_some(),
                },
            };
            let wanted = self.found.documents.is_some()
                || self.tokens.len() == n_dates
                || cue_before == Some(Cue::Issued);
            if !describes || !wanted {
                continue;
            }
            self.period(index, date, cue_before);
            if let Some(previous) = before.filter(|_| cue_before.is_some()) {
                self.use_up(previous, index);
                // "ban hành từ …"
                let issued = self.before(previous);
                if let Some(issued) =
                    issued.filter(|at| self.cue(*at) == Some(Cue::Issued))
                {
                    self.use_up(issued, index);
                }
            }
        }
    }

    fn period(&mut self, index: usize, date: DateText, cue: Option<Cue>) {
        let (first, last) = days_of(date);
        let whole = Period { from: Date::MIN, until: Date::MAX };
        let limits = match cue {
            Some(Cue::Before) => {
                Period { until: first.yesterday().unwrap_or(first), ..whole }
            }
            Some(Cue::After) => Period { from: last.tomorrow().unwrap_or(last), ..whole },
            Some(Cue::From) => Period { from: first, ..whole },
            Some(Cue::Until) => Period { until: last, ..whole },
            _ => Period { from: first, until: last },
        };
        let documents = self.documents();
        let known = documents.period.unwrap_or(whole);
        documents.period = Some(Period {
            from: known.from.max(limits.from),
            until: known.until.min(limits.until),
        });
        self.give(index, "date", date.to_string());
    }
}

/// First and last day of a date as precise as it is.
pub(crate) fn days_of(date: DateText) -> (Date, Date) {
    match date {
        DateText::Day(day) => (day, day),
        DateText::Month { year, month } => {
            let first = Date::new(year, month, 1).unwrap_or(Date::MIN);
            (first, first.last_of_month())
        }
        DateText::Year(year) => {
            let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
            (first, first.last_of_year())
        }
    }
}
