//! The text by which a draft cites a document.
//!
//! 30/2020/NĐ-CP Annex I II.6: the first mention gives type, symbol, date, issuer and
//! title, of laws and ordinances only type and name; later ones type and symbol; a căn cứ
//! block gives each in full, a line each, closed by a semicolon. Days below 10 and the
//! months 1 and 2 have a zero in front (II.4). What is not known is left out and named,
//! never made up.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::vocabulary::{Class, read, written};
use crate::document::document_type::DocumentType;
use tracuu_text::capitals::capitalised;
use tracuu_text::cursor::Cursor;
use tracuu_text::syllable::{lower, normal_words};

/// How a document is cited.
// The serde names are stable.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CitationStyle {
    /// Trích dẫn lần đầu.
    Full,
    /// Trích dẫn lần sau.
    Short,
    /// Dòng căn cứ.
    Basis,
}

/// What is known of a document, as its citation needs it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct CitableFacts<'f> {
    /// Its type.
    pub document_type: Option<DocumentType>,
    /// Canonical symbol.
    pub symbol: Option<&'f str>,
    /// Day of issue.
    pub date: Option<Date>,
    /// Issuing body.
    pub issuer: Option<&'f str>,
    /// Title, with or without its lead-in word.
    pub title: Option<&'f str>,
}

/// A citation for a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrintedCitation {
    /// The text.
    pub text: String,
    /// Facts that the style asks for and nobody states: `type`, `symbol`, `date`, `issuer`,
    /// `title`.
    pub missing: Vec<&'static str>,
    /// Facts whose capitals a person must look over, because the source prints nothing but
    /// capitals.
    pub capitals: Vec<&'static str>,
}

/// The citation of a document in a style.
pub fn cite(facts: &CitableFacts<'_>, style: CitationStyle) -> PrintedCitation {
    let mut cited =
        PrintedCitation { text: String::new(), missing: vec![], capitals: vec![] };
    if style == CitationStyle::Basis {
        cited.text.push_str(&capitalised(written(Class::BasisLine)));
    }
    let by_name = facts.document_type.is_some_and(DocumentType::is_cited_by_name);
    if by_name && facts.title.is_some() {
        name_law(facts, &mut cited);
    } else {
        name_by_number(facts, &mut cited);
        if style != CitationStyle::Short {
            add_rest(facts, by_name, &mut cited);
        }
    }
    if style == CitationStyle::Basis {
        cited.text.push(';');
    }
    cited
}

/// "Luật Đất đai".
fn name_law(facts: &CitableFacts<'_>, cited: &mut PrintedCitation) {
    let kind = facts.document_type.map_or("", DocumentType::name);
    let title = settled("title", facts.title.unwrap_or_default(), cited);
    // Titles of laws are stored with and without the type word.
    let has_kind = normal_words(&title).starts_with(&normal_words(kind));
    if has_kind {
        let name = title.get(kind.len()..).unwrap_or_default().trim_start().to_owned();
        push(cited, kind);
        push(cited, &capitalised(&name));
    } else {
        push(cited, kind);
        push(cited, &capitalised(&title));
    }
}

/// "Nghị định số 30/2020/NĐ-CP".
fn name_by_number(facts: &CitableFacts<'_>, cited: &mut PrintedCitation) {
    if facts.document_type.is_none() {
        cited.missing.push("type");
    }
    match facts.document_type {
        Some(document_type) => push(cited, document_type.name()),
        None => push(cited, &capitalised(written(Class::AnyDocument))),
    }
    match facts.symbol {
        Some(symbol) => push_behind(cited, Class::Number, symbol),
        None => cited.missing.push("symbol"),
    }
}

/// "ngày 05/3/2020 của Chính phủ về công tác văn thư".
fn add_rest(facts: &CitableFacts<'_>, by_name: bool, cited: &mut PrintedCitation) {
    match facts.date {
        Some(date) => push_behind(cited, Class::Day, &day(date)),
        None => cited.missing.push("date"),
    }
    match facts.issuer.filter(|issuer| !issuer.trim().is_empty()) {
        Some(issuer) => {
            let issuer = settled("issuer", issuer, cited);
            push_behind(cited, Class::Of, &issuer);
        }
        None => cited.missing.push("issuer"),
    }
    match facts.title.filter(|title| !title.trim().is_empty()) {
        Some(title) => {
            let title = settled("title", title, cited);
            push(cited, &with_lead(&title));
        }
        None => cited.missing.push("title"),
    }
    if by_name {
        cited.missing.retain(|fact| *fact == "title");
    }
}

/// A day as it is printed: days below 10 and the months 1 and 2 with a zero in front.
pub fn day(date: Date) -> String {
    let (day, month, year) = (date.day(), date.month(), date.year());
    if month <= 2 {
        format!("{day:02}/{month:02}/{year}")
    } else {
        format!("{day:02}/{month}/{year}")
    }
}

/// A stated fact on one line; one in capitals throughout in small letters, and noted.
fn settled(fact: &'static str, value: &str, cited: &mut PrintedCitation) -> String {
    let line = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_end_matches(['.', ';', ',']).to_owned();
    if line.chars().any(char::is_lowercase) {
        return line;
    }
    cited.capitals.push(fact);
    let small = lower(&line);
    if fact == "issuer" { capitalised(&small) } else { small }
}

/// A title with a lead-in word in small letters: "về …" where it has none.
fn with_lead(title: &str) -> String {
    let has_lead = read(Class::Lead, Cursor::new(title, 0)).is_some();
    if !has_lead {
        return format!("{} {title}", written(Class::Lead));
    }
    let mut letters = title.chars();
    let first = letters.next().map(|letter| lower(&letter.to_string()));
    first.unwrap_or_default() + letters.as_str()
}

/// Adds a part behind the word that leads it.
fn push_behind(cited: &mut PrintedCitation, lead: Class, part: &str) {
    push(cited, written(lead));
    push(cited, part);
}

fn push(cited: &mut PrintedCitation, part: &str) {
    if !cited.text.is_empty() {
        cited.text.push(' ');
    }
    cited.text.push_str(part);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;
    use jiff::civil::date;

    fn decree() -> CitableFacts<'static> {
        CitableFacts {
            document_type: DocumentType::from_id("nghi-dinh"),
            symbol: Some("30/2020/NĐ-CP"),
            date: Some(date(2020, 3, 5)),
            issuer: Some("Chính phủ"),
            title: Some("Về công tác văn thư."),
        }
    }

    #[track_caller]
    fn check(
        facts: &CitableFacts<'_>,
        style: CitationStyle,
        text: &str,
        missing: &[&str],
    ) {
        let cited = cite(facts, style);
        assert_eq!(cited.text, text);
        assert_eq!(cited.missing, missing);
    }

    #[test]
    fn the_three_styles_of_a_decree() {
        let full =
            "Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ về công tác văn thư";
        check(&decree(), CitationStyle::Full, full, &[]);
        check(&decree(), CitationStyle::Short, "Nghị định số 30/2020/NĐ-CP", &[]);
        check(&decree(), CitationStyle::Basis, &format!("Căn cứ {full};"), &[]);
    }

    #[test]
    fn a_law_is_cited_by_type_and_name() {
        let law = |title| CitableFacts {
            document_type: DocumentType::from_id("luat"),
            symbol: Some("31/2024/QH15"),
            title,
            ..CitableFacts::default()
        };
        for title in ["Đất đai", "đất đai", "Luật Đất đai"] {
            check(&law(Some(title)), CitationStyle::Full, "Luật Đất đai", &[]);
        }
        check(&law(Some("Đất đai")), CitationStyle::Basis, "Căn cứ Luật Đất đai;", &[]);
        check(&law(None), CitationStyle::Full, "Luật số 31/2024/QH15", &["title"]);
    }

    #[test]
    fn what_is_not_known_is_named_and_left_out() {
        let facts = CitableFacts { date: None, title: None, ..decree() };
        let text = "Nghị định số 30/2020/NĐ-CP của Chính phủ";
        check(&facts, CitationStyle::Full, text, &["date", "title"]);
    }

    #[test]
    fn capitals_throughout_are_noted() {
        let facts = CitableFacts { title: Some("VỀ CÔNG TÁC VĂN THƯ"), ..decree() };
        let cited = cite(&facts, CitationStyle::Full);
        assert!(cited.text.ends_with("của Chính phủ về công tác văn thư"));
        assert_eq!(cited.capitals, ["title"]);
    }

    #[test]
    fn a_title_without_lead_gets_one() {
        let facts = CitableFacts {
            title: Some("kiểm điểm, đánh giá hằng năm"),
            ..decree()
        };
        assert!(
            cite(&facts, CitationStyle::Full)
                .text
                .ends_with("về kiểm điểm, đánh giá hằng năm")
        );
        let facts = CitableFacts {
            title: Some("quy định chi tiết Luật Đất đai"),
            ..decree()
        };
        assert!(
            cite(&facts, CitationStyle::Full)
                .text
                .ends_with("Chính phủ quy định chi tiết Luật Đất đai")
        );
    }

    #[test]
    fn days_and_months_have_zeros_as_the_decree_asks() {
        for (date, text) in [
            (date(2021, 1, 9), "09/01/2021"),
            (date(2021, 2, 28), "28/02/2021"),
            (date(2021, 3, 1), "01/3/2021"),
            (date(2021, 12, 31), "31/12/2021"),
        ] {
            assert_eq!(day(date), text);
        }
    }

    /// What is printed is read back with the same facts.
    #[test]
    fn a_printed_citation_reads_back() {
        let text = cite(&decree(), CitationStyle::Basis).text;
        let found = find::in_text(&text);
        let [citation] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            citation.symbol.as_ref().map(ToString::to_string).as_deref(),
            decree().symbol
        );
        assert_eq!(
            citation.date.and_then(crate::document::date::DateText::day),
            decree().date
        );
        assert_eq!(citation.issuer.map(|span| span.of(&text)), decree().issuer);
        assert_eq!(
            citation.title.map(|span| span.of(&text)),
            Some("về công tác văn thư")
        );
    }
}
