//! Documents known by citation: the mentions of many documents, grouped into works.
//!
//! A record keeps what each mention states, with its place; where mentions differ, all is
//! kept and the difference is named, never settled. Two mentions can be one work when symbol,
//! organisation, type and term fit and their dates lie in one series of numbers (`series`).
//! Of several works that fit, date, title, place and the citing document decide in this
//! order; where they do not, the mention stands alone.

use std::cmp::Reverse;
use std::hash::Hash;

use rustc_hash::{FxHashMap, FxHashSet};

use super::identity::{Identity, Locality, Territory};
use super::mention::{Citation, CitationKind};
use super::series;
use super::term::StatedTerm;
use crate::agency::body_name::BodyName;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::issuer_code;
use tracuu_text::span::Span;
use tracuu_text::syllable::normal_words;

/// Fewest words of a title that can tell one document from another.
const MIN_TITLE_WORDS: usize = 4;

/// A citing document with its mentions.
#[derive(Clone, Copy, Debug)]
pub struct CitingDocument<'d> {
    /// Its canonical text.
    pub text: &'d str,
    /// Its mentions, as found.
    pub citations: &'d [Citation],
    /// Its own head as a mention of itself; it has the index behind the last mention.
    pub head: Option<&'d Citation>,
    /// Where it was written.
    pub home: &'d Locality,
}

impl<'d> CitingDocument<'d> {
    /// All mentions, each at its index.
    fn mentions(&self) -> impl Iterator<Item = &'d Citation> {
        self.citations.iter().chain(self.head)
    }
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
/// mentions. Linear in the mentions.
pub fn group(documents: &[CitingDocument<'_>]) -> Vec<CitedRecord> {
    let all = documents.iter().enumerate().flat_map(|(document, citing)| {
        citing.mentions().enumerate().filter_map(move |(index, citation)| {
            let place = MentionPlace { document, citation: index };
            Mention::read(citing, citation, place)
        })
    });
    let mentions: Vec<Mention<'_>> = all.collect();
    let mut in_rounds: Vec<&Mention<'_>> = mentions.iter().collect();
    // What tells works apart comes before what may belong to any of them.
    in_rounds.sort_by_key(|mention| mention.round());
    let mut grouping = Grouping::default();
    for mention in in_rounds {
        grouping.add(mention);
    }
    grouping.finish()
}

/// What a mention says of which work it names.
struct Mention<'d> {
    text: &'d str,
    citation: &'d Citation,
    place: MentionPlace,
    identity: Identity,
    term: Option<StatedTerm>,
    /// The title in normal form, where it is long enough to tell one.
    title: Option<String>,
}

/// When a mention is grouped: those with date and place first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Round {
    lacks_date: bool,
    lacks_place: bool,
}

impl<'d> Mention<'d> {
    /// What a mention with a symbol says.
    fn read(
        citing: &CitingDocument<'d>,
        citation: &'d Citation,
        place: MentionPlace,
    ) -> Option<Self> {
        if citation.kind != CitationKind::Numbered {
            return None;
        }
        let text = citing.text;
        let identity = Identity::from_mention(text, citation, citing.home)?;
        let term = StatedTerm::read(text, citation);
        let title = citation.title.and_then(|title| title_key(title.of(text)));
        Some(Self { text, citation, place, identity, term, title })
    }

    fn round(&self) -> Round {
        Round {
            lacks_date: self.citation.date.is_none(),
            lacks_place: self.identity.organisation.territory == Territory::Unknown,
        }
    }

    /// What it shares with the other documents that can be its work.
    fn key(&self) -> (String, String) {
        let Identity { symbol, organisation, .. } = &self.identity;
        (symbol.number.clone(), organisation.codes.clone())
    }
}

/// A title in normal form; `None` for one that is too short to tell its document.
pub(super) fn title_key(title: &str) -> Option<String> {
    let words = normal_words(title);
    (words.split(' ').count() >= MIN_TITLE_WORDS).then_some(words)
}

/// Whether two titles in normal form are of one document: one may run on, or lack its
/// lead-in word.
pub(super) fn titles_agree(one: &str, other: &str) -> bool {
    one.contains(other) || other.contains(one)
}

/// A record that mentions are being added to.
struct Draft {
    identity: Identity,
    types: Statements<DocumentType>,
    dates: Statements<DateText>,
    issuers: Statements<String>,
    titles: Statements<String>,
    places: Vec<MentionPlace>,
    /// The most exact date so far, which tells the series.
    series: Option<DateText>,
    term: Option<StatedTerm>,
    /// The first title that is long enough to tell the work.
    title: Option<String>,
    /// The citing documents.
    citers: FxHashSet<usize>,
}

/// How much speaks for one record among several that a mention can belong to; the most
/// telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(clippy::struct_excessive_bools, reason = "signs, compared one after another")]
struct Likeness {
    same_date: bool,
    same_title: bool,
    same_place: bool,
    same_term: bool,
    same_document: bool,
}

#[derive(Default)]
struct Grouping {
    drafts: Vec<Draft>,
    /// Drafts by what every fitting mention shares.
    by_number: FxHashMap<(String, String), Vec<usize>>,
}

impl Grouping {
    fn add(&mut self, mention: &Mention<'_>) {
        let index = self.draft_for(mention).unwrap_or_else(|| self.open(mention));
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.add(mention);
        }
    }

    /// The record that a mention belongs to: the one that fits, of several the one for
    /// which most speaks.
    fn draft_for(&self, mention: &Mention<'_>) -> Option<usize> {
        let candidates = self.by_number.get(&mention.key())?;
        let fitting = candidates.iter().filter_map(|index| {
            let draft = self.drafts.get(*index)?;
            Some((draft.likeness(mention)?, *index))
        });
        let mut fitting: Vec<(Likeness, usize)> = fitting.collect();
        fitting.sort_by_key(|(likeness, _)| Reverse(*likeness));
        match fitting[..] {
            [(_, only)] => Some(only),
            [(best, index), (next, _), ..] if best > next => Some(index),
            _ => None,
        }
    }

    fn open(&mut self, mention: &Mention<'_>) -> usize {
        let index = self.drafts.len();
        self.by_number.entry(mention.key()).or_default().push(index);
        self.drafts.push(Draft {
            identity: mention.identity.clone(),
            types: Statements::default(),
            dates: Statements::default(),
            issuers: Statements::default(),
            titles: Statements::default(),
            places: Vec::new(),
            series: None,
            term: None,
            title: None,
            citers: FxHashSet::default(),
        });
        index
    }

    /// The records in the order of the text, each with its own id.
    fn finish(self) -> Vec<CitedRecord> {
        let mut records: Vec<CitedRecord> =
            self.drafts.into_iter().map(Draft::into_record).collect();
        records.sort_by_key(|record| record.places.first().copied());
        tell_apart(&mut records);
        records
    }
}

impl Draft {
    /// How much speaks for a mention being of this work; `None` where something excludes
    /// it.
    fn likeness(&self, mention: &Mention<'_>) -> Option<Likeness> {
        let Mention { identity, citation, term, .. } = mention;
        let dates = self.series.zip(citation.date);
        let in_series =
            dates.is_none_or(|(own, date)| series::same(&identity.symbol, own, date));
        let terms = self.term.zip(*term);
        let in_term = terms.is_none_or(|(own, term)| !own.differs(term))
            && term
                .zip(self.series)
                .is_none_or(|(term, own)| term.allows(&identity.symbol, own));
        if !in_series || !in_term || !self.identity.fits(identity) {
            return None;
        }
        let same_place = self.identity.organisation == identity.organisation;
        let dates = dates.map(|(own, date)| own.agrees(date));
        let titles = self.title.as_ref().zip(mention.title.as_ref());
        let titles = titles.map(|(own, title)| titles_agree(own, title));
        // Two provinces number alike: where one is not named, the rest must not differ.
        let differs = dates == Some(false) || dates.is_none() && titles == Some(false);
        if !same_place && differs && titles != Some(true) {
            return None;
        }
        Some(Likeness {
            same_date: dates == Some(true),
            same_title: titles == Some(true),
            same_place,
            same_term: terms.is_some(),
            same_document: self.citers.contains(&mention.place.document),
        })
    }

    /// Adds what a mention states.
    fn add(&mut self, mention: &Mention<'_>) {
        let Mention { text, citation, place, identity, term, title } = mention;
        let place = *place;
        let own = &mut self.identity;
        own.document_type = own.document_type.or(identity.document_type);
        let territory = &mut own.organisation.territory;
        *territory = territory.clone().more_exact(&identity.organisation.territory);
        let words = |span: Span| span.of(text).replace('\n', " ");
        self.places.push(place);
        self.types.add(citation.document_type, place);
        self.dates.add(citation.date, place);
        self.issuers.add(citation.issuer.map(words), place);
        self.titles.add(citation.title.map(words), place);
        if self.series.is_none_or(|date| date.day().is_none()) {
            let exact = citation.date.filter(|date| date.day().is_some());
            self.series = exact.or(self.series).or(citation.date);
        }
        self.term = self.term.or(*term);
        if self.title.is_none() {
            self.title.clone_from(title);
        }
        self.citers.insert(place.document);
    }

    fn into_record(mut self) -> CitedRecord {
        self.places.sort_unstable();
        let mut record = CitedRecord {
            id: String::new(),
            identity: self.identity,
            types: self.types.values,
            dates: self.dates.values,
            issuers: self.issuers.values,
            titles: self.titles.values,
            places: self.places,
            conflicts: Vec::new(),
        };
        record.id = record.identity.id(most_stated_year(&record));
        record.conflicts = conflicts(&record);
        record
    }
}

/// What mentions state of one fact, each value once.
struct Statements<T> {
    values: Vec<StatedValue<T>>,
    by_value: FxHashMap<T, usize>,
}

impl<T> Default for Statements<T> {
    fn default() -> Self {
        Self { values: Vec::new(), by_value: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + Hash> Statements<T> {
    fn add(&mut self, value: Option<T>, place: MentionPlace) {
        let Some(value) = value else { return };
        let index = *self.by_value.entry(value.clone()).or_insert(self.values.len());
        match self.values.get_mut(index) {
            Some(stated) => stated.places.push(place),
            None => self.values.push(StatedValue { value, places: vec![place] }),
        }
    }
}

/// The year that most mentions state; of equals the one stated first.
fn most_stated_year(record: &CitedRecord) -> Option<i16> {
    let mut counts: FxHashMap<i16, (usize, Reverse<usize>)> = FxHashMap::default();
    for (index, stated) in record.dates.iter().enumerate() {
        let count = counts.entry(stated.value.year()).or_insert((0, Reverse(index)));
        count.0 += stated.places.len();
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(year, _)| year)
}

/// What the mentions of a record do not agree on.
fn conflicts(record: &CitedRecord) -> Vec<Conflict> {
    let mut found = Vec::new();
    if record.types.len() > 1 {
        found.push(Conflict::Type);
    }
    let exact = record.dates.iter().find(|stated| stated.value.day().is_some());
    let exact = exact.or(record.dates.first()).map(|stated| stated.value);
    if record.dates.iter().any(|stated| exact.is_some_and(|d| !d.agrees(stated.value))) {
        found.push(Conflict::Date);
    }
    if issuers_conflict(record) {
        found.push(Conflict::Issuer);
    }
    let mut titles: Vec<_> =
        record.titles.iter().map(|stated| normal_words(&stated.value)).collect();
    // Of titles that run on, each holds the next shorter one.
    titles.sort_by_key(String::len);
    let hold =
        |pair: &[String]| matches!(pair, [short, long] if long.contains(short.as_str()));
    if !titles.windows(2).all(hold) {
        found.push(Conflict::Title);
    }
    found
}

/// Whether a stated body does not sign with the code. Bodies that share a code (Ban Bí
/// thư, Bộ Chính trị: `TW`) are no conflict; bodies of unknown codes are compared with
/// each other.
fn issuers_conflict(record: &CitedRecord) -> bool {
    let code = record.identity.symbol.issuers.first();
    let known = code.and_then(|code| issuer_code::find(code));
    let mut names = record.issuers.iter().map(|stated| BodyName::new(&stated.value));
    if let Some(code) = known {
        !names.all(|name| code.signs(&name))
    } else {
        let first = names.next();
        first.is_some_and(|first| !names.all(|other| first.is_same(&other)))
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
            .map(|(text, citations)| CitingDocument {
                text,
                citations,
                head: None,
                home: &home,
            })
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
