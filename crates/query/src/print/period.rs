//! Times of issue in words.

use jiff::civil::Date;

use crate::parsed::period::Period;
use tracuu_legal::document::date::vietnamese_day;
use tracuu_print::messages::spoken;

/// A period as people write it: a day, a month, years, or its two ends.
pub(crate) fn period_words(period: Period) -> String {
    let Period { from, until } = period;
    let begins_year = from == Date::MIN || from == from.first_of_year();
    let ends_year = until == Date::MAX || until == until.last_of_year();
    let is_month = from == from.first_of_month() && until == from.last_of_month();
    if begins_year && ends_year {
        if from.year() == until.year() {
            return spoken().query_year(from.year());
        }
        let year = |date: Date| spoken().query_year(date.year());
        return ends(period, year);
    }
    if from == until {
        return spoken().query_day(vietnamese_day(from));
    }
    if is_month {
        return spoken().query_month(from.month(), from.year());
    }
    ends(period, vietnamese_day)
}

/// The two ends of a period, one left out where it is open.
fn ends(period: Period, name: impl Fn(Date) -> String) -> String {
    match (period.from, period.until) {
        (from, Date::MAX) => spoken().query_from(name(from)),
        (Date::MIN, until) => spoken().query_until(name(until)),
        (from, until) => spoken().query_between(name(from), name(until)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_as_people_do() {
        let date = |text: &str| match text {
            "" => None,
            text => Some(text.parse::<Date>().unwrap()),
        };
        for (from, until, expected) in [
            ("2022-05-01", "2022-05-01", "ngày 01/5/2022"),
            ("2022-05-01", "2022-05-31", "tháng 5/2022"),
            ("2022-01-01", "2022-12-31", "năm 2022"),
            ("2021-01-01", "2023-12-31", "từ năm 2021 đến năm 2023"),
            ("2021-01-01", "", "từ năm 2021"),
            ("2021-02-01", "", "từ 01/02/2021"),
            ("", "2021-12-31", "đến năm 2021"),
            ("", "2021-12-30", "đến 30/12/2021"),
        ] {
            let period = Period {
                from: date(from).unwrap_or(Date::MIN),
                until: date(until).unwrap_or(Date::MAX),
            };
            assert_eq!(period_words(period), expected);
        }
    }
}
