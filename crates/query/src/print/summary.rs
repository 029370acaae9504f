//! The understood meaning of a query in one Vietnamese line.

use crate::parsed::query::{Asked, DocumentsWanted, Period, Role, Understanding};
use crate::read::field::QueryField;
use crate::read::operator::{Asks, Operator};
use jiff::civil::Date;
use tracuu_index::record::DocumentRecord;
use tracuu_legal::agency::body::Agency;

/// Most documents that the line names; more are counted.
const MAX_NAMED: usize = 3;

/// The line for a query that names documents, agencies or places.
pub(crate) fn of_structure(asked: &Understanding, found: &[DocumentRecord]) -> String {
    let mut line = match asked.asked {
        Asked::Measures => "Nhiệm vụ, giải pháp".to_owned(),
        Asked::Units => "Mục".to_owned(),
        Asked::Documents | Asked::Anything if asked.performers.is_empty() => {
            String::new()
        }
        Asked::Documents | Asked::Anything => "Phân công và nhiệm vụ".to_owned(),
    };
    if let Some(place) = &asked.place {
        if line.is_empty() {
            line.push_str("Mục");
        }
        line.push_str(" số ");
        line.push_str(place);
    }
    for performer in &asked.performers {
        let name =
            performer.agency.readings().first().map_or("", |reading| reading.name());
        let (before, after) = match performer.role {
            Role::Lead => (" do ", " chủ trì"),
            Role::Coordinating => (" do ", " phối hợp"),
            Role::Any => (" của ", ""),
        };
        line.extend([before, name, after]);
    }
    if let Some(wanted) = &asked.documents {
        let described = documents(wanted, found);
        if line.is_empty() {
            line = format!("{} và những nơi trích dẫn", capitalised(&described));
        } else if wanted.denied {
            line.push_str(" không trích dẫn ");
            line.push_str(&described);
        } else {
            line.push_str(" có trích dẫn ");
            line.push_str(&described);
        }
    } else if !found.is_empty() {
        line = format!("{} và những nơi trích dẫn", listed(found));
    }
    line
}

/// The line for a query that is searched as text.
pub(crate) fn of_text(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("Tìm theo từ ngữ: {text}") }
}

/// The line with what the operators ask for behind it.
pub(crate) fn with_operators(line: String, operators: &[Operator]) -> String {
    let clauses = operators.iter().map(clause);
    let all: Vec<String> =
        std::iter::once(line).filter(|line| !line.is_empty()).chain(clauses).collect();
    capitalised(&all.join("; "))
}

/// What one operator asks for.
fn clause(operator: &Operator) -> String {
    let (is_excluded, asks) = (operator.is_excluded, &operator.asks);
    match asks {
        Asks::Phrase(words) if is_excluded => format!("không có “{words}”"),
        Asks::Phrase(words) => format!("có cụm từ “{words}”"),
        Asks::Field(field, value) => {
            let words = format!("{} {}", field_words(*field), value.in_words());
            match field {
                QueryField::Cites if is_excluded => format!("không {words}"),
                _ if is_excluded => format!("trừ {words}"),
                _ => words,
            }
        }
    }
}

/// What stands before the value of a field.
const fn field_words(field: QueryField) -> &'static str {
    match field {
        QueryField::Type => "loại văn bản:",
        QueryField::Issuer => "ban hành:",
        QueryField::Lead => "chủ trì:",
        QueryField::Coordinating => "phối hợp:",
        QueryField::Agency => "cơ quan tham gia:",
        QueryField::Year => "năm:",
        QueryField::Date => "thời gian:",
        QueryField::Number => "số, ký hiệu:",
        QueryField::Cites => "trích dẫn",
        QueryField::Document => "trong văn bản",
        QueryField::Title => "tiêu đề có",
        QueryField::Collection => "thư mục:",
        QueryField::Kind => "kết quả là",
    }
}

/// The documents wanted: by name where they were found by symbol, else as described.
fn documents(wanted: &DocumentsWanted, found: &[DocumentRecord]) -> String {
    if !wanted.symbols.is_empty() && !found.is_empty() {
        return listed(found);
    }
    let types: Vec<&str> = wanted.types.iter().map(|kind| kind.name()).collect();
    let mut words =
        if types.is_empty() { "văn bản".to_owned() } else { types.join(" hoặc ") };
    for symbol in &wanted.symbols {
        let full: Vec<String> =
            symbol.symbols().iter().map(ToString::to_string).collect();
        let number = if full.is_empty() {
            symbol.number.clone().unwrap_or_default()
        } else {
            full.join(" hoặc ")
        };
        words.push_str(" số ");
        words.push_str(&number);
    }
    if wanted.numbered && wanted.symbols.is_empty() {
        words.push_str(" có số");
    }
    let issuers: Vec<&str> = wanted
        .issuers
        .iter()
        .filter_map(|asked| asked.readings().first().map(Agency::name))
        .collect();
    if !issuers.is_empty() {
        words.push_str(" của ");
        words.push_str(&issuers.join(", "));
    }
    if let Some(period) = wanted.period {
        words.push(' ');
        words.push_str(&period_words(period));
    }
    words
}

fn listed(found: &[DocumentRecord]) -> String {
    let names: Vec<String> = found.iter().take(MAX_NAMED).map(name).collect();
    let more = found.len().saturating_sub(MAX_NAMED);
    let names = names.join("; ");
    if more == 0 { names } else { format!("{names} và {more} văn bản khác") }
}

fn name(document: &DocumentRecord) -> String {
    let kind = document.type_name.as_deref().unwrap_or("Văn bản");
    match (&document.symbol, document.names.first()) {
        (Some(symbol), _) => format!("{kind} số {symbol}"),
        (None, Some(name)) => name.clone(),
        (None, None) => kind.to_owned(),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

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
