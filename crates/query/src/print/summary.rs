//! What a question was taken to mean, in one Vietnamese line.

use super::period::period_words;
use super::value::value_words;
use crate::parsed::field::QueryField;
use crate::parsed::operator::{Condition, Operator};
use crate::parsed::query::{DocumentQuery, HitKindFilter, ParsedQuery, PerformerRole};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::agency::body::Agency;

/// Most documents that the line names; more are counted.
const MAX_NAMED: usize = 3;

/// The line for a query that names documents, agencies or places.
pub(crate) fn of_structure(query: &ParsedQuery, found: &[DocumentRecord]) -> String {
    let mut line = match query.hit_kind {
        HitKindFilter::Measures => "Nhiệm vụ, giải pháp".to_owned(),
        HitKindFilter::Units => "Mục".to_owned(),
        HitKindFilter::Documents | HitKindFilter::Anything
            if query.performers.is_empty() =>
        {
            String::new()
        }
        HitKindFilter::Documents | HitKindFilter::Anything => {
            "Phân công và nhiệm vụ".to_owned()
        }
    };
    if let Some(place) = &query.place {
        if line.is_empty() {
            line.push_str("Mục");
        }
        line.push_str(" số ");
        line.push_str(place);
    }
    for performer in &query.performers {
        let name =
            performer.agency.readings().first().map_or("", |reading| reading.name());
        let (before, after) = match performer.role {
            PerformerRole::Lead => (" do ", " chủ trì"),
            PerformerRole::Coordinating => (" do ", " phối hợp"),
            PerformerRole::Any => (" của ", ""),
        };
        line.extend([before, name, after]);
    }
    if let Some(wanted) = &query.documents {
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
    let (is_excluded, condition) = (operator.is_excluded, &operator.condition);
    match condition {
        Condition::Phrase(words) if is_excluded => format!("không có “{words}”"),
        Condition::Phrase(words) => format!("có cụm từ “{words}”"),
        Condition::Field(field, value) => {
            let words = format!("{} {}", field_words(*field), value_words(value));
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
fn documents(wanted: &DocumentQuery, found: &[DocumentRecord]) -> String {
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
