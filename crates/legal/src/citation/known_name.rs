//! Documents known by a name: "Luật Đất đai", "Nghị quyết Trung ương 8 khóa XII", as dated
//! data (`data/document-names.tsv`, reference grammar 5.7).
//!
//! The year in the name selects, else the date of the citing document. Nothing is settled
//! by order: a name that means several documents gives all of them.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use super::mention::Citation;
use crate::document::date::{DateText, YEARS};
use crate::document::symbol::Symbol;
use tracuu_text::numeral;
use tracuu_text::syllable::normal_words;

/// The table itself.
const TABLE: &str = include_str!("../../../../data/document-names.tsv");

/// The day up to which the table knows which law took a name over.
const COMPLETE_TO: Date = date(2025, 9, 30);

/// One meaning of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Meaning {
    /// The symbol of the document.
    pub symbol: Symbol,
    /// Its date of issue.
    pub issued: Date,
    from: Date,
    until: Until,
}

/// How long a name means a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Until {
    /// Up to this day.
    Day(Date),
    /// To the end of what the table knows.
    Open,
    /// For ever.
    Always,
}

/// What a named mention can mean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meanings {
    /// The documents, in the order of the table.
    pub all: Vec<&'static Meaning>,
    /// Whether the table knows that there is no other.
    pub are_certain: bool,
}

/// What a named mention means in a text that was written on a day; without that day all
/// that its name ever meant. Empty for a name that the table does not have.
pub fn meanings(text: &str, citation: &Citation, written: Option<Date>) -> Meanings {
    let Some((name, year)) = name_of(text, citation) else { return Meanings::default() };
    let Some(rows) = NAMES.get(name.as_str()) else { return Meanings::default() };
    let stated = citation.date.or(year.map(DateText::Year));
    let fits = |row: &&Meaning| match (stated, written) {
        (Some(stated), _) => stated.contains(row.issued),
        (None, Some(written)) => row.holds_on(written),
        (None, None) => true,
    };
    let all: Vec<_> = rows.iter().filter(fits).collect();
    let is_current = |written: Date| written <= COMPLETE_TO;
    let are_certain = stated.is_some()
        || all.iter().all(|row| row.until == Until::Always)
        || written.is_some_and(is_current);
    Meanings { all, are_certain }
}

impl Meaning {
    fn holds_on(&self, day: Date) -> bool {
        let ended = matches!(self.until, Until::Day(last) if last < day);
        self.from <= day && !ended
    }
}

/// The name of a mention as the table writes it, and the year in it.
fn name_of(text: &str, citation: &Citation) -> Option<(String, Option<i16>)> {
    let type_name = normal_words(citation.document_type?.name());
    if let Some(issuer) = citation.issuer {
        return Some((format!("{type_name} {}", plenum(issuer.of(text))?), None));
    }
    let title = normal_words(citation.title?.of(text));
    let (words, year) = match title.rsplit_once(' ') {
        Some((words, last)) => match last.parse().ok().filter(|y| YEARS.contains(y)) {
            Some(year) => (words, Some(year)),
            None => (title.as_str(), None),
        },
        None => (title.as_str(), None),
    };
    Some((format!("{type_name} {words}"), year))
}

/// A plenum in the form of the table: "Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng
/// (khóa XII)" is `trung ương 4 khóa xii`.
fn plenum(issuer: &str) -> Option<String> {
    let words = normal_words(issuer);
    let words: Vec<&str> = words
        .split(' ')
        .map(|word| word.trim_matches(|mark: char| !mark.is_alphanumeric()))
        .collect();
    let at = words.iter().position(|word| *word == "khóa")?;
    let term = words.get(at + 1).filter(|term| numeral::roman(term).is_some())?;
    let head = words.get(..at)?;
    let is_central = head.windows(2).any(|pair| *pair == ["trung", "ương"]);
    let is_congress = head.windows(2).any(|pair| *pair == ["đại", "hội"]);
    let number = head.iter().enumerate().find_map(|(place, word)| {
        let is_ordinal = place > 0 && head.get(place - 1) == Some(&"thứ");
        let ordinal = numeral::ordinal(word).filter(|_| is_ordinal);
        word.parse().ok().or(ordinal).or_else(|| numeral::roman(word))
    })?;
    (is_central && !is_congress).then(|| format!("trung ương {number} khóa {term}"))
}

static NAMES: LazyLock<FxHashMap<&'static str, Vec<Meaning>>> = LazyLock::new(|| {
    let mut names: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (name, meaning) in lines().filter_map(parse_row) {
        names.entry(name).or_default().push(meaning);
    }
    names
});

/// The lines of the table that hold data.
fn lines() -> impl Iterator<Item = &'static str> {
    TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// One row; `None` for a line that does not have the shape (a test proves that all do).
fn parse_row(line: &'static str) -> Option<(&'static str, Meaning)> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let meaning = Meaning {
        symbol: cells.next()?.parse().ok()?,
        issued: cells.next()?.parse().ok()?,
        from: cells.next()?.parse().ok()?,
        until: match cells.next()? {
            "-" => Until::Open,
            "*" => Until::Always,
            day => Until::Day(day.parse().ok()?),
        },
    };
    cells.next().is_none().then_some((name, meaning))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    #[track_caller]
    fn check_meanings(
        text: &str,
        written: Option<Date>,
        symbols: &[&str],
        certain: bool,
    ) {
        let found = find::in_text(text);
        let first = found.first().expect("help: no citation was found");
        let meanings = meanings(text, first, written);
        let all: Vec<_> = meanings.all.iter().map(|row| row.symbol.to_string()).collect();
        assert_eq!(
            (all.iter().map(String::as_str).collect(), meanings.are_certain),
            (symbols.to_vec(), certain),
            "{text}"
        );
    }

    #[test]
    fn every_line_of_the_table_is_a_row_in_order() {
        let rows: Vec<_> = lines().filter_map(parse_row).collect();
        assert_eq!(rows.len(), lines().count());
        for (name, row) in &rows {
            assert_eq!(&normal_words(name), name);
            assert!(row.issued <= row.from, "{name}");
            if let Until::Day(last) = row.until {
                assert!(row.from <= last, "{name}");
            }
        }
        for pair in rows.windows(2) {
            let [(one, before), (other, after)] = pair else { continue };
            let follows = one != other
                || before.until == Until::Always
                || matches!(before.until, Until::Day(last) if last < after.from);
            assert!(follows, "{one}: one law at a time");
        }
    }

    #[test]
    fn the_day_of_the_citing_document_selects() {
        let law = "theo Luật Đất đai và";
        check_meanings(law, Some(date(2015, 3, 1)), &["45/2013/QH13"], true);
        check_meanings(law, Some(date(2024, 9, 1)), &["31/2024/QH15"], true);
        check_meanings(law, Some(date(2026, 6, 1)), &["31/2024/QH15"], false);
        let ever = ["13/2003/QH11", "45/2013/QH13", "31/2024/QH15"];
        check_meanings(law, None, &ever, false);
    }

    #[test]
    fn the_year_in_the_name_selects() {
        let written = Some(date(2026, 6, 1));
        for text in ["theo Luật Đất đai năm 2013;", "theo Luật Đất đai 2013;"]
        {
            check_meanings(text, written, &["45/2013/QH13"], true);
        }
        check_meanings("theo Luật Đất đai năm 2010;", written, &[], true);
    }

    #[test]
    fn a_plenum_is_known_in_every_wording() {
        for text in [
            "Nghị quyết Trung ương 8 khóa XII",
            "Nghị quyết Hội nghị Trung ương 8 khoá XII",
            "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng (khóa XII)",
        ] {
            check_meanings(text, None, &["36-NQ/TW"], true);
        }
        let sixth = ["18-NQ/TW", "19-NQ/TW", "20-NQ/TW", "21-NQ/TW"];
        check_meanings("Nghị quyết Trung ương 6 khóa XII", None, &sixth, true);
        check_meanings("Nghị quyết Đại hội XIII của Đảng", None, &[], false);
    }
}
