//! Documents known by citation: the mentions of many documents, grouped into works.
//!
//! A record keeps what each mention states, with its place; where mentions differ, all is
//! kept and the difference is named, never settled. Two mentions are one work when symbol,
//! organisation and type fit and their dates lie in one series of numbers
//! (`series`); a mention without a date joins the one work that fits, and stands
//! alone when several do.

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::identity::{Identity, Locality};
use super::mention::{Citation, CitationKind};
use super::series;
use crate::agency::body_name::BodyName;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::issuer_code;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// A citing document with its mentions.
#[derive(Clone, Copy, Debug)]
pub struct CitingDocument<'d> {
    /// Its canonical text.
    pub text: &'d str,
    /// Its mentions, as found.
    pub citations: &'d [Citation],
    /// Where it was written.
    pub home: &'d Locality,
}

/// Where a mention stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MentionPlace {
    /// Index of the citing document.
    pub document: usize,
    /// Index of the mention in it.
    pub citation: usize,
}

/// A fact as stated, and by whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedValue<T> {
    /// What is stated.
    pub value: T,
    /// Where, in order.
    pub places: Vec<MentionPlace>,
}

/// A work known by citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CitedRecord {
    /// Readable id: `dang.tw.nghi-quyet.28.2013`.
    pub id: String,
    /// What it is.
    pub identity: Identity,
    /// Types as stated.
    pub types: Vec<StatedValue<DocumentType>>,
    /// Dates as stated.
    pub dates: Vec<StatedValue<DateText>>,
    /// Issuing bodies as stated, line ends as spaces.
    pub issuers: Vec<StatedValue<String>>,
    /// Titles as stated, with their lead-in words, line ends as spaces.
    pub titles: Vec<StatedValue<String>>,
    /// All mentions, in order.
    pub places: Vec<MentionPlace>,
    /// What the mentions do not agree on, in the order of this enum.
    pub conflicts: Vec<Conflict>,
}

/// What mentions of one work do not agree on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Conflict {
    /// Two types.
    Type,
    /// Two dates that exclude each other.
    Date,
    /// A body that does not sign with this code, or two bodies that are not one.
    Issuer,
    /// Titles of which neither is a part of the other.
    Title,
}

/// Groups the numbered mentions of all documents into records, in the order of their first
/// mentions.
pub fn group(documents: &[CitingDocument<'_>]) -> Vec<CitedRecord> {
    let mut grouping = Grouping {
        documents,
        records: Vec::new(),
        by_number: FxHashMap::default(),
        types: StatedAt(FxHashMap::default()),
        dates: StatedAt(FxHashMap::default()),
        issuers: StatedAt(FxHashMap::default()),
        titles: StatedAt(FxHashMap::default()),
    };
    let mentions = || {
        documents.iter().enumerate().flat_map(|(document, citing)| {
            (0..citing.citations.len())
                .map(move |citation| MentionPlace { document, citation })
        })
    };
    // Dated mentions first: they tell the works apart that undated ones may belong to.
    for dated in [true, false] {
        for place in mentions() {
            grouping.add(place, dated);
        }
    }
    grouping.finish()
}

struct Grouping<'d> {
    documents: &'d [CitingDocument<'d>],
    records: Vec<CitedRecord>,
    /// Records by number, which every fitting mention shares.
    by_number: FxHashMap<String, Vec<usize>>,
    /// Where each stated value stands in the list of its record.
    types: StatedAt<DocumentType>,
    dates: StatedAt<DateText>,
    issuers: StatedAt<String>,
    titles: StatedAt<String>,
}

/// The place of a value in the list of what is stated of a record, by record and value.
struct StatedAt<T>(FxHashMap<(usize, T), usize>);

impl Grouping<'_> {
    /// Adds a mention if it has a symbol and is of this round.
    fn add(&mut self, place: MentionPlace, dated: bool) {
        let Some(citing) = self.documents.get(place.document) else { return };
        let Some(citation) = citing.citations.get(place.citation) else { return };
        let has_series = citation.date.is_some();
        if citation.kind != CitationKind::Numbered || has_series != dated {
            return;
        }
        let Some(identity) = Identity::from_mention(citing.text, citation, citing.home)
        else {
            return;
        };
        let index = self.record_for(&identity, citation.date, place.document);
        let index = index.unwrap_or_else(|| self.open(identity.clone()));
        if let Some(record) = self.records.get_mut(index) {
            let open_type = record.identity.document_type.is_none();
            if open_type {
                record.identity.document_type = identity.document_type;
            }
            record.places.push(place);
        }
        self.note(index, citing.text, citation, place);
    }

    /// Adds what a mention states.
    fn note(
        &mut self,
        index: usize,
        text: &str,
        citation: &Citation,
        place: MentionPlace,
    ) {
        let Some(record) = self.records.get_mut(index) else { return };
        let words = |span: Span| span.of(text).replace('\n', " ");
        self.types.state(&mut record.types, index, citation.document_type, place);
        self.dates.state(&mut record.dates, index, citation.date, place);
        self.issuers.state(&mut record.issuers, index, citation.issuer.map(words), place);
        self.titles.state(&mut record.titles, index, citation.title.map(words), place);
    }

    /// The record that a mention belongs to.
    fn record_for(
        &self,
        identity: &Identity,
        date: Option<DateText>,
        document: usize,
    ) -> Option<usize> {
        let candidates = self.by_number.get(&identity.symbol.number)?;
        let fitting: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|index| {
                self.records.get(*index).is_some_and(|r| fits(r, identity, date))
            })
            .collect();
        let in_document = |index: &&usize| {
            self.records.get(**index).is_some_and(|record| {
                record.places.iter().any(|place| place.document == document)
            })
        };
        match fitting[..] {
            [] => None,
            [only] => Some(only),
            _ => {
                let mut here = fitting.iter().filter(in_document);
                let first = here.next().copied();
                first.filter(|_| here.next().is_none())
            }
        }
    }

    fn open(&mut self, identity: Identity) -> usize {
        let index = self.records.len();
        self.by_number.entry(identity.symbol.number.clone()).or_default().push(index);
        self.records.push(CitedRecord {
            id: String::new(),
            identity,
            types: Vec::new(),
            dates: Vec::new(),
            issuers: Vec::new(),
            titles: Vec::new(),
            places: Vec::new(),
            conflicts: Vec::new(),
        });
        index
    }

    /// Names the records, marks conflicts, and puts them in the order of the text.
    fn finish(mut self) -> Vec<CitedRecord> {
        for record in &mut self.records {
            record.places.sort_unstable();
            record.id = record.identity.id(most_stated_year(record));
            record.conflicts = conflicts(record);
        }
        self.records.sort_by_key(|record| record.places.first().copied());
        tell_apart(&mut self.records);
        self.records
    }
}

/// Whether a mention can be of a record's work.
fn fits(record: &CitedRecord, identity: &Identity, date: Option<DateText>) -> bool {
    let symbol = &identity.symbol;
    let in_series = date.is_none_or(|date| {
        record.dates.iter().all(|stated| series::same(symbol, stated.value, date))
    });
    in_series && record.identity.fits(identity)
}

impl<T: Clone + Eq + Hash> StatedAt<T> {
    /// Adds one stated value with its place to the values of a record.
    fn state(
        &mut self,
        values: &mut Vec<StatedValue<T>>,
        record: usize,
        value: Option<T>,
        place: MentionPlace,
    ) {
        let Some(value) = value else { return };
        let at = *self.0.entry((record, value.clone())).or_insert(values.len());
        match values.get_mut(at) {
            Some(stated) => stated.places.push(place),
            None => values.push(StatedValue { value, places: vec![place] }),
        }
    }
}

/// The year that most mentions state; of equals the one stated first.
fn most_stated_year(record: &CitedRecord) -> Option<i16> {
    let mut best: Option<(usize, i16)> = None;
    for stated in &record.dates {
        let year = stated.value.year();
        let same_year = record.dates.iter().filter(|other| other.value.year() == year);
        let count = same_year.map(|other| other.places.len()).sum();
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, year));
        }
    }
    best.map(|(_, year)| year)
}

/// What the mentions of a record do not agree on.
fn conflicts(record: &CitedRecord) -> Vec<Conflict> {
    let mut found = Vec::new();
    if record.types.len() > 1 {
        found.push(Conflict::Type);
    }
    let dates: Vec<_> = record.dates.iter().map(|stated| stated.value).collect();
    if any_pair(&dates, |one, other| !one.agrees(*other)) {
        found.push(Conflict::Date);
    }
    if issuers_conflict(record) {
        found.push(Conflict::Issuer);
    }
    let titles: Vec<_> =
        record.titles.iter().map(|stated| normal_words(&stated.value)).collect();
    if any_pair(&titles, |one, other| {
        !one.contains(other.as_str()) && !other.contains(one.as_str())
    }) {
        found.push(Conflict::Title);
    }
    found
}

/// Whether a pair of values has a property.
fn any_pair<T>(values: &[T], property: impl Fn(&T, &T) -> bool) -> bool {
    values.iter().enumerate().any(|(index, one)| {
        values.iter().skip(index + 1).any(|other| property(one, other))
    })
}

/// Whether a stated body does not sign with the code. Bodies that share a code (Ban Bí
/// thư, Bộ Chính trị: `TW`) are no conflict; bodies of unknown codes are compared with
/// each other.
fn issuers_conflict(record: &CitedRecord) -> bool {
    let code = record.identity.symbol.issuers.first();
    let known = code.and_then(|code| issuer_code::find(code));
    let names = record.issuers.iter().map(|stated| BodyName::new(&stated.value));
    match known {
        Some(code) => !names.into_iter().all(|name| code.signs(&name)),
        None => {
            let names: Vec<BodyName> = names.collect();
            any_pair(&names, |one, other| !one.is_same(other))
        }
    }
}

/// Gives records with one id a running number, so that ids stay unique: works that the
/// parts of the id do not tell apart.
fn tell_apart(records: &mut [CitedRecord]) {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for record in records {
        let count = seen.entry(record.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            record.id = format!("{}~{count}", record.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::citation::find;

    fn records(texts: &[&str]) -> Vec<CitedRecord> {
        let home = Locality { slug: Some("lac-hong".into()), name: None };
        let found: Vec<_> = texts.iter().map(|text| find::in_text(text)).collect();
        let documents: Vec<_> = texts
            .iter()
            .zip(&found)
            .map(|(text, citations)| CitingDocument { text, citations, home: &home })
            .collect();
        group(&documents)
    }

    #[track_caller]
    fn check_records(texts: &[&str], expected: &[(&str, usize, &[Conflict])]) {
        let records = records(texts);
        let found: Vec<_> = records
            .iter()
            .map(|r| (r.id.as_str(), r.places.len(), r.conflicts.as_slice()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn mentions_of_one_work_are_one_record() {
        check_records(
            &[
                "Nghị quyết số 28-NQ/TW ngày 04/11/2013 của Ban Chấp hành Trung ương Đảng; \
                 Nghị quyết số 28-NQ/TW; Nghị quyết số 28-NQ/TU",
                "Nghị quyết số 28-NQ/TW",
            ],
            &[
                ("dang.tw.nghi-quyet.28.2013", 3, &[]),
                ("dang.tu.lac-hong.nghi-quyet.28.khong-ro", 1, &[]),
            ],
        );
    }

    #[test]
    fn dates_in_one_series_are_a_conflict_in_two_series_two_works() {
        check_records(
            &[
                "Quyết định số 79/QĐ-TTg ngày 09/11/2021 và Quyết định số 79/QĐ-TTg ngày 03/11/2021",
            ],
            &[("nn.ttg.quyet-dinh.79.2021", 2, &[Conflict::Date])],
        );
        check_records(
            &["Chỉ thị số 03-CT/TW ngày 14/5/2011; Chỉ thị số 03-CT/TW ngày 15/5/2016; \
               Chỉ thị số 03-CT/TW"],
            &[
                ("dang.tw.chi-thi.3.2011", 1, &[]),
                ("dang.tw.chi-thi.3.2016", 1, &[]),
                ("dang.tw.chi-thi.3.khong-ro", 1, &[]),
            ],
        );
    }

    #[test]
    fn quyet_dinh_and_quy_dinh_of_one_number_are_two_works() {
        check_records(
            &[
                "Quy định số 66-QĐ/TW ngày 06/02/2017; Quyết định số 66-QĐ/TW ngày 06/02/2017",
            ],
            &[
                ("dang.tw.quy-dinh.66.2017", 1, &[]),
                ("dang.tw.quyet-dinh.66.2017", 1, &[]),
            ],
        );
    }

    #[test]
    fn bodies_that_share_a_code_are_no_conflict() {
        check_records(
            &[
                "Kết luận số 22-KL/TW ngày 25/10/2021 của Ban Chấp hành Trung ương Đảng khóa XIII; \
               Kết luận số 22-KL/TW của Bộ Chính trị; Kết luận số 22-KL/TW của BCH Trung ương",
            ],
            &[("dang.tw.ket-luan.22.2021", 3, &[])],
        );
        check_records(
            &["Nghị quyết số 13/NQ-CP ngày 30/01/2022 của Chính phủ; \
               Nghị quyết số 13/NQ-CP của Quốc hội"],
            &[("nn.cp.nghi-quyet.13.2022", 2, &[Conflict::Issuer])],
        );
    }
}
