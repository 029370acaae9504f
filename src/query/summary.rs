//! The understood meaning of a query in one Vietnamese line.

use super::wanted::{Asked, DocumentsWanted, Period, Role, Understanding};
use crate::agency::body::Agency;
use crate::index::record::DocumentRecord;
use jiff::civil::Date;

/// Most documents that the line names; more are counted.
const MAX_NAMED: usize = 3;

/// The line for a query that names documents, agencies or places.
pub(super) fn of_structure(asked: &Understanding, found: &[DocumentRecord]) -> String {
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
pub(super) fn of_text(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("Tìm theo từ ngữ: {text}") }
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

/// A period as people write it.
fn period_words(period: Period) -> String {
    let day =
        |date: Date| format!("{:02}/{:02}/{}", date.day(), date.month(), date.year());
    match (period.from, period.until) {
        (from, until) if from == until => format!("ngày {}", day(from)),
        (from, Date::MAX) => format!("từ {}", day(from)),
        (Date::MIN, until) => format!("đến {}", day(until)),
        (from, until) => format!("từ {} đến {}", day(from), day(until)),
    }
}
