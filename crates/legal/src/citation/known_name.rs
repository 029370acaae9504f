//! Documents known by a name, as dated data: laws ("Luật Đất đai", `data/laws.tsv`) and
//! resolutions of plenums ("Nghị quyết Trung ương 8 khóa XII", `data/document-names.tsv`,
//! reference grammar 5.7).
//!
//! The year in the name selects, else the date of the citing document. Nothing is settled
//! by order: a name that means several documents gives all of them.

use std::sync::LazyLock;

use jiff::civil::{Date, date};
use rustc_hash::FxHashMap;

use super::mention::Citation;
use super::stated::StatedMention;
use super::vocabulary::{Class, holds, position, written};
use crate::document::date::{DateText, YEARS};
use crate::document::document_type::DocumentType;
use crate::document::symbol::Symbol;
use tracuu_text::numeral;
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::syllable::{folded, lower, normal_words};
use tracuu_text::tsv::Table;
use tracuu_text::words::{Word, words};

/// Names of plenums.
const PLENUMS: Table = Table::new(
    "data/document-names.tsv",
    include_str!("../../../../data/document-names.tsv"),
);

/// Names of laws.
const LAWS: Table =
    Table::new("data/laws.tsv", include_str!("../../../../data/laws.tsv"));

/// The day up to which the table of laws knows which law took a name over.
pub const COMPLETE_TO: Date = date(2026, 7, 31);

/// One meaning of a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NameMeaning {
    /// The name as the tables write it, type word included, without a year.
    pub name: &'static str,
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

/// A law of the table with a number and a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedLaw {
    /// Its official name with the type word.
    pub name: &'static str,
    /// Its number and days.
    pub meaning: NameMeaning,
    /// The number of the law that took its place, whose first day in force is known.
    pub replaced_by: Option<Symbol>,
}

/// What an abbreviation of a law means that holds no type word: "BLLĐ". In any case, without
/// marks or with them; empty where the table does not have it.
pub fn meanings_abbreviated(word: &str) -> &'static [NameMeaning] {
    static ABBREVIATIONS: LazyLock<FxHashMap<String, Vec<NameMeaning>>> =
        LazyLock::new(|| {
            let mut known: FxHashMap<String, Vec<NameMeaning>> = FxHashMap::default();
            for (row, meaning) in laws() {
                let names = row.names.split("; ").filter(|name| !name.contains(' '));
                for name in names.filter(|name| !name.is_empty()) {
                    known.entry(folded(name)).or_default().extend(meaning.clone());
                }
            }
            known
        });
    ABBREVIATIONS.get(&folded(word)).map_or(&[], Vec::as_slice)
}

/// The law with a number; `None` where the table does not have it.
pub fn law_numbered(symbol: &Symbol) -> Option<&'static ListedLaw> {
    LISTED.laws.get(*LISTED.by_symbol.get(&symbol.to_string())?)
}

/// All laws that ever had the name of a mention, whatever day or year it states.
pub fn laws_named(text: &str, citation: &Citation) -> Vec<&'static ListedLaw> {
    let parts = NameParts::in_text(text, citation);
    let Some((name, _)) = parts.name() else { return Vec::new() };
    let meanings = NAMES.find(&name).unwrap_or_default().iter();
    meanings.filter_map(|meaning| law_numbered(&meaning.symbol)).collect()
}

/// The laws of the table that have a number, and their places by it.
struct ListedLaws {
    laws: Vec<ListedLaw>,
    by_symbol: FxHashMap<String, usize>,
}

static LISTED: LazyLock<ListedLaws> = LazyLock::new(|| {
    let listed = laws().iter().filter_map(|(row, meaning)| {
        let meaning = meaning.clone()?;
        let next = row.replaced_by.split("; ").next().unwrap_or_default();
        let replaced_by = next.parse().ok().filter(|_| meaning.last_day().is_some());
        Some(ListedLaw { name: row.name, meaning, replaced_by })
    });
    let laws: Vec<ListedLaw> = listed.collect();
    let symbols = laws.iter().map(|law| law.meaning.symbol.to_string());
    let by_symbol = symbols.zip(0..).collect();
    ListedLaws { laws, by_symbol }
});

/// What a named mention can mean.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Meanings {
    /// The documents, in the order of the table.
    pub all: Vec<&'static NameMeaning>,
    /// Whether the table knows that there is no other.
    pub are_certain: bool,
}

/// What a named mention means in a text that was written on a day; without that day all
/// that its name ever meant. Empty for a name that the table does not have.
pub fn meanings(text: &str, citation: &Citation, written: Option<Date>) -> Meanings {
    meanings_of(NameParts::in_text(text, citation), citation.date, written)
}

/// The same of what a mention states.
pub(super) fn meanings_stated(
    mention: &StatedMention,
    written: Option<Date>,
) -> Meanings {
    let parts = NameParts {
        document_type: mention.document_type,
        meeting: mention.meeting.as_deref(),
        issuer: mention.issuer.as_deref(),
        title: mention.title.as_deref(),
    };
    meanings_of(parts, mention.date, written)
}

fn meanings_of(
    parts: NameParts<'_>,
    date: Option<DateText>,
    written: Option<Date>,
) -> Meanings {
    let Some((name, year)) = parts.name() else { return Meanings::default() };
    let Some(rows) = NAMES.find(&name) else { return Meanings::default() };
    let stated = date.or(year.map(DateText::Year));
    let fits = |row: &&NameMeaning| match (stated, written) {
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

impl NameMeaning {
    /// The last day on which it was in force, where the table knows what ended it.
    pub const fn last_day(&self) -> Option<Date> {
        match self.until {
            Until::Day(last) => Some(last),
            Until::Open | Until::Always => None,
        }
    }

    /// Whether its name meant it on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        let ended = matches!(self.until, Until::Day(last) if last < day);
        self.from <= day && !ended
    }
}

/// Words, given with their marks, as the lists write them: terms of congress in Roman, numbers
/// of plenums in Arabic numerals ("nghị quyết trung ương tám khóa 12").
pub fn as_listed<'t>(words: impl Iterator<Item = Word<'t>>) -> Vec<Word<'t>> {
    /// Largest number of a term of congress that is read; the next is the fourteenth.
    const MAX_TERM: u32 = 30;
    let plenum = written(Class::Plenum);
    let last_of_plenum = plenum.rsplit(' ').next().unwrap_or(plenum);
    let (mut is_plenum, mut is_term) = (false, false);
    let listed = words.map(|word| {
        let number = word.normal.parse().ok().filter(|number| *number <= MAX_TERM);
        let listed = if is_term {
            number.map(|number| lower(&numeral::to_roman(number)))
        } else if is_plenum {
            let number =
                numeral::ordinal(&word.normal).or_else(|| numeral::roman(&word.normal));
            number.map(|number| number.to_string())
        } else {
            None
        };
        is_plenum = word.normal == last_of_plenum;
        is_term = holds(Class::PlenumTerm, &word.normal);
        match listed {
            Some(listed) => Word { normal: listed.into(), ..word },
            None => word,
        }
    });
    listed.collect()
}

/// The longest listed name that begins with word `start`, type word included: the word
/// behind it, and what it means.
pub fn meanings_at(
    words: &[Word<'_>],
    start: usize,
) -> Option<(usize, &'static [NameMeaning])> {
    let found = NAMES.phrases.longest_at(words, start)?;
    let meanings = NAMES.of(found.value);
    (!meanings.is_empty()).then_some((found.end, meanings))
}

/// The parts of a mention of which a name is made.
#[derive(Clone, Copy)]
struct NameParts<'t> {
    document_type: Option<DocumentType>,
    meeting: Option<&'t str>,
    issuer: Option<&'t str>,
    title: Option<&'t str>,
}

impl<'t> NameParts<'t> {
    fn in_text(text: &'t str, citation: &'t Citation) -> Self {
        Self {
            document_type: citation.document_type,
            meeting: citation.meeting.as_deref(),
            issuer: citation.issuer.map(|span| span.of(text)),
            title: citation.title.map(|span| span.of(text)),
        }
    }

    /// The name of a mention as the table writes it, and the year in it.
    fn name(self) -> Option<(String, Option<i16>)> {
        let type_name = normal_words(self.document_type?.name());
        if let Some(meeting) = self.meeting {
            return Some((format!("{type_name} {meeting}"), None));
        }
        let is_law = self.document_type.is_some_and(DocumentType::is_cited_by_name);
        if let Some(issuer) = self.issuer.filter(|_| !is_law) {
            return Some((format!("{type_name} {}", plenum(issuer)?), None));
        }
        let title = normal_words(self.title?);
        let (words, year) = match title.rsplit_once(' ') {
            Some((words, last)) => {
                match last.parse().ok().filter(|y| YEARS.contains(y)) {
                    Some(year) => (words, Some(year)),
                    None => (title.as_str(), None),
                }
            }
            None => (title.as_str(), None),
        };
        Some((format!("{type_name} {words}"), year))
    }
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
    (is_plenum && !is_congress).then(|| plenum_name(number, term))
}

/// The name of a plenum in the form of the table.
pub(super) fn plenum_name(number: u32, term: &str) -> String {
    let (plenum, of_term) = (written(Class::Plenum), written(Class::PlenumTerm));
    format!("{plenum} {number} {of_term} {term}")
}

/// All names, each with what it means.
pub(super) static NAMES: LazyLock<KnownNames> = LazyLock::new(|| {
    let mut names = NameList::default();
    for (name, meaning) in plenums() {
        names.add(name, Some(meaning));
    }
    for (row, meaning) in laws() {
        for name in std::iter::once(row.name).chain(row.other_names()) {
            // "Luật Phòng chống tham nhũng" is as frequent as the spelling with a comma.
            let without_commas = name.replace(',', "");
            if without_commas != name {
                names.add(&without_commas, meaning.clone());
            }
            names.add(name, meaning.clone());
        }
    }
    let phrases = names.ids.iter().map(|(name, id)| (name.as_str(), *id));
    KnownNames { phrases: PhraseTable::new(phrases), meanings: names.meanings }
});

/// The known names of documents, their type words included.
pub(super) struct KnownNames {
    pub(super) phrases: PhraseTable<NameId>,
    meanings: Vec<Vec<NameMeaning>>,
}

/// Index of a known name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NameId(usize);

impl KnownNames {
    /// The meanings of a name; `None` where it is not known.
    fn find(&self, name: &str) -> Option<&[NameMeaning]> {
        self.phrases.whole(name).map(|id| self.of(id))
    }

    /// The meanings of a name; empty where its documents have no number.
    pub(super) fn of(&self, id: NameId) -> &[NameMeaning] {
        self.meanings.get(id.0).map_or(&[], Vec::as_slice)
    }
}

/// Names while they are read, by their normal form.
#[derive(Default)]
struct NameList {
    ids: FxHashMap<String, NameId>,
    meanings: Vec<Vec<NameMeaning>>,
}

impl NameList {
    fn add(&mut self, name: &str, meaning: Option<NameMeaning>) {
        let id = NameId(self.meanings.len());
        let id = *self.ids.entry(normal_words(name)).or_insert(id);
        if id.0 == self.meanings.len() {
            self.meanings.push(Vec::new());
        }
        if let Some(known) = self.meanings.get_mut(id.0)
            && let Some(meaning) = meaning.filter(|meaning| !known.contains(meaning))
        {
            known.push(meaning);
        }
    }
}

/// The names of plenums and their meanings.
fn plenums() -> Vec<(&'static str, NameMeaning)> {
    PLENUMS.load(|[name, symbol, issued]| {
        let issued = issued.parse().ok()?;
        let symbol = symbol.parse().ok()?;
        let until = Until::Always;
        Some((name, NameMeaning { name, symbol, issued, from: issued, until }))
    })
}

/// A row of the table of laws; its head says what the columns mean.
#[derive(Clone, Copy)]
struct LawRow {
    name: &'static str,
    number: &'static str,
    passed: Option<Date>,
    effective: Option<Date>,
    replaced_by: &'static str,
    names: &'static str,
}

impl LawRow {
    /// Other spellings and short names that hold a type word.
    fn other_names(self) -> impl Iterator<Item = &'static str> {
        let names = self.names.split("; ").filter(|name| name.contains(' '));
        names.filter(|name| {
            let types = name.match_indices(' ').filter_map(|(at, _)| name.get(..at));
            types.into_iter().any(|head| DocumentType::from_name(head).is_some())
        })
    }
}

/// The laws; with its meaning where the table knows its number and days.
fn laws() -> &'static [(LawRow, Option<NameMeaning>)] {
    static READ: LazyLock<Vec<(LawRow, Option<NameMeaning>)>> = LazyLock::new(read_laws);
    &READ
}

fn read_laws() -> Vec<(LawRow, Option<NameMeaning>)> {
    let day = |cell: &str| {
        if cell.is_empty() { Some(None) } else { cell.parse().ok().map(Some) }
    };
    let rows = LAWS.load(
        |[
            name,
            number,
            passed,
            effective,
            replaced_by,
            _amended_by,
            names,
            _provenance,
        ]| {
            let (passed, effective) = (day(passed)?, day(effective)?);
            Some(LawRow { name, number, passed, effective, replaced_by, names })
        },
    );
    let in_force: FxHashMap<&str, Date> =
        rows.iter().filter_map(|row| Some((row.number, row.effective?))).collect();
    let meaning = |row: &LawRow| {
        let issued = row.passed?;
        let next = row.replaced_by.split("; ").next().filter(|next| !next.is_empty());
        let ended = next.and_then(|number| in_force.get(number)).copied();
        Some(NameMeaning {
            name: row.name,
            symbol: row.number.parse().ok()?,
            issued,
            from: row.effective.unwrap_or(issued),
            until: ended
                .and_then(|day| day.yesterday().ok())
                .map_or(Until::Open, Until::Day),
        })
    };
    rows.iter().map(|row| (*row, meaning(row))).collect()
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
    fn the_names_of_plenums_are_in_normal_form() {
        for (name, _) in plenums() {
            assert_eq!(normal_words(name), name);
        }
    }

    #[test]
    fn every_law_has_a_type_and_follows_the_one_that_it_replaces() {
        for (row, meaning) in laws() {
            assert!(row.other_names().chain([row.name]).count() > 0);
            assert!(NAMES.find(row.name).is_some(), "{}", row.name);
            let Some(meaning) = meaning else { continue };
            assert!(meaning.issued <= meaning.from, "{}", row.name);
            if let Until::Day(last) = meaning.until {
                assert!(meaning.issued <= last, "{}", row.name);
            }
        }
    }

    #[test]
    fn the_day_of_the_citing_document_selects() {
        let law = "theo Luật Đất đai và";
        check_meanings(law, Some(date(2015, 3, 1)), &["45/2013/QH13"], true);
        check_meanings(law, Some(date(2024, 9, 1)), &["31/2024/QH15"], true);
        check_meanings(law, Some(date(2026, 9, 1)), &["31/2024/QH15"], false);
        let ever =
            ["03-LCT/HĐNN8", "24-L/CTN", "13/2003/QH11", "45/2013/QH13", "31/2024/QH15"];
        check_meanings(law, None, &ever, false);
    }

    #[test]
    fn the_year_in_the_name_selects() {
        let written = Some(date(2026, 6, 1));
        for text in ["theo Luật Đất đai năm 2013;", "theo LUẬT ĐẤT ĐAI 2013;"]
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
