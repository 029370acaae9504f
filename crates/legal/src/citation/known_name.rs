//! Documents known by a name: "Luật Đất đai", "Nghị quyết Trung ương 8 khóa XII", as dated
//! data (`data/document-names.tsv`, reference grammar 5.7).
//!
//! The year in the name selects, else the date of the citing document. Nothing is settled
//! by order: a name that means several documents gives all of them.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use super::mention::Citation;
use super::vocabulary::{Class, holds, position, written};
use crate::document::date::{DateText, YEARS};
use crate::document::symbol::Symbol;
use tracuu_text::numeral;
use tracuu_text::syllable::normal_words;
use tracuu_text::tsv::Table;
use tracuu_text::words::{Word, words};

/// The table itself.
const TABLE: Table = Table::new(
    "data/document-names.tsv",
    include_str!("../../../../data/document-names.tsv"),
);

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
    let words: Vec<Word<'_>> = words(issuer).collect();
    let at = position(Class::PlenumTerm, &words)?;
    let term = &words.get(at + 1)?.normal;
    numeral::roman(term)?;
    let head = words.get(..at)?;
    let mut before: Option<&Word<'_>> = None;
    let number = head.iter().find_map(|word| {
        let is_ordinal = before.is_some_and(|word| holds(Class::Ordinal, &word.normal));
        before = Some(word);
        let ordinal = numeral::ordinal(&word.normal).filter(|_| is_ordinal);
        word.normal.parse().ok().or(ordinal).or_else(|| numeral::roman(&word.normal))
    })?;
    let is_plenum = position(Class::Plenum, head).is_some();
    let is_congress = position(Class::Congress, head).is_some();
    let (plenum, of_term) = (written(Class::Plenum), written(Class::PlenumTerm));
    (is_plenum && !is_congress).then(|| format!("{plenum} {number} {of_term} {term}"))
}

static NAMES: LazyLock<FxHashMap<&'static str, Vec<Meaning>>> = LazyLock::new(|| {
    let mut names: FxHashMap<_, Vec<_>> = FxHashMap::default();
    for (name, meaning) in rows() {
        names.entry(name).or_default().push(meaning);
    }
    names
});

/// The rows of the table: a name and one of its meanings.
fn rows() -> Vec<(&'static str, Meaning)> {
    TABLE.load(|[name, symbol, issued, from, until]| {
        let meaning = Meaning {
            symbol: symbol.parse().ok()?,
            issued: issued.parse().ok()?,
            from: from.parse().ok()?,
            until: match until {
                "-" => Until::Open,
                "*" => Until::Always,
                day => Until::Day(day.parse().ok()?),
            },
        };
        Some((name, meaning))
    })
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
    fn the_rows_of_a_name_follow_one_another() {
        let rows = rows();
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
