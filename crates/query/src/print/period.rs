//! Times of issue in Vietnamese.

use jiff::civil::Date;

use crate::parsed::period::Period;

/// A period as people write it: a day, a month, years, or its two ends.
pub(crate) fn period_words(period: Period) -> String {
    let Period { from, until } = period;
    let begins_year = from == Date::MIN || from == from.first_of_year();
    let ends_year = until == Date::MAX || until == until.last_of_year();
    let is_month = from == from.first_of_month() && until == from.last_of_month();
    if begins_year && ends_year {
        if from.year() == until.year() {
            return format!("năm {}", from.year());
        }
        let year = |date: Date| format!("năm {}", date.year());
        return ends(period, year);
    }
    if from == until {
        return format!("ngày {}", day(from));
    }
    if is_month {
        return format!("tháng {}/{}", from.month(), from.year());
    }
    ends(period, day)
}

/// The two ends of a period, one left out where it is open.
fn ends(period: Period, name: impl Fn(Date) -> String) -> String {
    match (period.from, period.until) {
        (from, Date::MAX) => format!("từ {}", name(from)),
        (Date::MIN, until) => format!("đến {}", name(until)),
        (from, until) => format!("từ {} đến {}", name(from), name(until)),
    }
}

fn day(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_told_as_people_write_them() {
        let date = |text: &str| match text {
            "" => None,
            text => Some(text.parse::<Date>().unwrap()),
        };
        for (from, until, expected) in [
            ("2022-05-01", "2022-05-01", "ngày 01/05/2022"),
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
