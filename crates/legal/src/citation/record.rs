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
use super::stated::StatedMention;
use super::term::StatedTerm;
use crate::agency::body_name::BodyName;
use crate::document::date::DateText;
use crate::document::document_type::DocumentType;
use crate::document::issuer_code;
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

/// A mention with its place, without the text around it.
#[derive(Clone, Copy, Debug)]
pub struct PlacedMention<'d> {
    /// Where it stands.
    pub place: MentionPlace,
    /// What it says.
    pub stated: &'d StatedMention,
    /// Where its document was written.
    pub home: &'d Locality,
}

/// Groups the numbered mentions of all documents into records, in the order of their first
/// mentions. Linear in the mentions.
pub fn group(documents: &[CitingDocument<'_>]) -> Vec<CitedRecord> {
    let stated: Vec<Vec<StatedMention>> = documents
        .iter()
        .map(|citing| {
            let mentions = citing.mentions();
            mentions.map(|one| StatedMention::read(citing.text, one)).collect()
        })
        .collect();
    let all = documents.iter().zip(&stated).enumerate();
    group_stated(all.flat_map(|(document, (citing, stated))| {
        stated.iter().enumerate().map(move |(citation, stated)| PlacedMention {
            place: MentionPlace { document, citation },
            stated,
            home: citing.home,
        })
    }))
}

/// The same of mentions without their texts, in order. Mentions that are one value, in homes that
/// are one value, are looked at once.
pub fn group_stated<'d>(
    mentions: impl Iterator<Item = PlacedMention<'d>>,
) -> Vec<CitedRecord> {
    let mut all = Mentions::default();
    let placed: Vec<(MentionPlace, usize)> = mentions
        .filter_map(|mention| Some((mention.place, all.read(mention)?)))
        .collect();
    let mut in_rounds: Vec<(MentionPlace, &Mention<'_>)> =
        placed.iter().map(|(place, mention)| (*place, &all.read[*mention])).collect();
    // What tells works apart comes before what may belong to any of them.
    in_rounds.sort_by_key(|(_, mention)| mention.round());
    let mut grouping =
        Grouping { drafts: Vec::new(), by_number: vec![Vec::new(); all.numbers.len()] };
    for (place, mention) in in_rounds {
        grouping.add(mention, place);
    }
    grouping.finish()
}

/// Mentions as they were read.
#[derive(Default)]
struct Mentions<'d> {
    read: Vec<Mention<'d>>,
    /// By the values that they and their homes are.
    known: FxHashMap<(usize, usize), Option<usize>>,
    /// What all mentions share that can be of one work: the number and the codes of the
    /// organisation.
    numbers: FxHashMap<(&'d str, String), usize>,
}

impl<'d> Mentions<'d> {
    /// The place of a numbered mention with a symbol.
    fn read(&mut self, mention: PlacedMention<'d>) -> Option<usize> {
        let PlacedMention { stated, home, .. } = mention;
        let key = (std::ptr::from_ref(stated).addr(), std::ptr::from_ref(home).addr());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let read = self.read_new(stated, home).map(|new| {
            self.read.push(new);
            self.read.len() - 1
        });
        self.known.insert(key, read);
        read
    }

    fn read_new(
        &mut self,
        stated: &'d StatedMention,
        home: &Locality,
    ) -> Option<Mention<'d>> {
        if stated.kind != CitationKind::Numbered {
            return None;
        }
        let identity = Identity::from_stated(stated, home)?;
        let number = stated.symbol.as_ref()?.number.as_str();
        let new = self.numbers.len();
        let number = self
            .numbers
            .entry((number, identity.organisation.codes.clone()))
            .or_insert(new);
        let in_line = |words: &String| words.replace('\n', " ");
        Some(Mention {
            stated,
            identity,
            number: *number,
            issuer: stated.issuer.as_ref().map(in_line),
            title: stated.title.as_ref().map(in_line),
            title_key: stated.title.as_deref().and_then(title_key),
        })
    }
}

/// What a mention says of which work it names.
struct Mention<'d> {
    stated: &'d StatedMention,
    identity: Identity,
    /// Tells the number and the codes of the organisation.
    number: usize,
    /// The issuer, line ends as spaces.
    issuer: Option<String>,
    /// The title, line ends as spaces.
    title: Option<String>,
    /// The title in normal form, where it is long enough to tell one.
    title_key: Option<String>,
}

/// When a mention is grouped: those with date and place first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Round {
    lacks_date: bool,
    lacks_place: bool,
}

impl Mention<'_> {
    fn round(&self) -> Round {
        Round {
            lacks_date: self.stated.date.is_none(),
            lacks_place: self.identity.organisation.territory == Territory::Unknown,
        }
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

struct Grouping {
    drafts: Vec<Draft>,
    /// Drafts by what every fitting mention shares ([`Mention::number`]).
    by_number: Vec<Vec<usize>>,
}

impl Grouping {
    fn add(&mut self, mention: &Mention<'_>, place: MentionPlace) {
        let found = self.draft_for(mention, place);
        let index = found.unwrap_or_else(|| self.open(mention));
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.add(mention, place);
        }
    }

    /// The record that a mention belongs to: the one that fits, of several the one for
    /// which most speaks.
    fn draft_for(&self, mention: &Mention<'_>, place: MentionPlace) -> Option<usize> {
        let candidates = self.by_number.get(mention.number)?;
        let mut best: Option<(Likeness, usize)> = None;
        let mut is_shared = false;
        for index in candidates {
            let draft = self.drafts.get(*index)?;
            let Some(likeness) = draft.likeness(mention, place) else { continue };
            match best {
                Some((known, _)) if known > likeness => {}
                Some((known, _)) if known == likeness => is_shared = true,
                _ => {
                    best = Some((likeness, *index));
                    is_shared = false;
                }
            }
        }
        best.filter(|_| !is_shared).map(|(_, index)| index)
    }

    fn open(&mut self, mention: &Mention<'_>) -> usize {
        let index = self.drafts.len();
        if let Some(drafts) = self.by_number.get_mut(mention.number) {
            drafts.push(index);
        }
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
        let mut bodies = KnownBodies::default();
        let drafts = self.drafts.into_iter();
        let mut records: Vec<CitedRecord> =
            drafts.map(|draft| draft.into_record(&mut bodies)).collect();
        records.sort_by_key(|record| record.places.first().copied());
        tell_apart(&mut records);
        records
    }
}

impl Draft {
    /// How much speaks for a mention being of this work; `None` where something excludes
    /// it.
    fn likeness(&self, mention: &Mention<'_>, place: MentionPlace) -> Option<Likeness> {
        let Mention { identity, stated, .. } = mention;
        if !self.identity.fits(identity) {
            return None;
        }
        let term = stated.term;
        let dates = self.series.zip(stated.date);
        let in_series =
            dates.is_none_or(|(own, date)| series::same(&identity.symbol, own, date));
        let terms = self.term.zip(term);
        let in_term = terms.is_none_or(|(own, term)| !own.differs(term))
            && term
                .zip(self.series)
                .is_none_or(|(term, own)| term.allows(&identity.symbol, own));
        if !in_series || !in_term {
            return None;
        }
        let same_place = self.identity.organisation == identity.organisation;
        let dates = dates.map(|(own, date)| own.agrees(date));
        let titles = self.title.as_ref().zip(mention.title_key.as_ref());
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
            same_document: self.citers.contains(&place.document),
        })
    }

    /// Adds what a mention states.
    fn add(&mut self, mention: &Mention<'_>, place: MentionPlace) {
        let Mention { stated, identity, .. } = mention;
        let own = &mut self.identity;
        own.document_type = own.document_type.or(identity.document_type);
        own.organisation.territory.make_exact(&identity.organisation.territory);
        self.places.push(place);
        self.types.add(stated.document_type.as_ref(), place);
        self.dates.add(stated.date.as_ref(), place);
        self.issuers.add(mention.issuer.as_ref(), place);
        self.titles.add(mention.title.as_ref(), place);
        if self.series.is_none_or(|date| date.day().is_none()) {
            let exact = stated.date.filter(|date| date.day().is_some());
            self.series = exact.or(self.series).or(stated.date);
        }
        self.term = self.term.or(stated.term);
        if self.title.is_none() {
            self.title.clone_from(&mention.title_key);
        }
        self.citers.insert(place.document);
    }

    fn into_record(mut self, bodies: &mut KnownBodies) -> CitedRecord {
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
        record.conflicts = conflicts(&record, bodies);
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
    fn add(&mut self, value: Option<&T>, place: MentionPlace) {
        let Some(value) = value else { return };
        let known = self.by_value.get(value).copied();
        let index = known.unwrap_or_else(|| {
            self.by_value.insert(value.clone(), self.values.len());
            self.values.push(StatedValue { value: value.clone(), places: Vec::new() });
            self.values.len() - 1
        });
        if let Some(stated) = self.values.get_mut(index) {
            stated.places.push(place);
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
fn conflicts(record: &CitedRecord, bodies: &mut KnownBodies) -> Vec<Conflict> {
    let mut found = Vec::new();
    if record.types.len() > 1 {
        found.push(Conflict::Type);
    }
    let exact = record.dates.iter().find(|stated| stated.value.day().is_some());
    let exact = exact.or(record.dates.first()).map(|stated| stated.value);
    if record.dates.iter().any(|stated| exact.is_some_and(|d| !d.agrees(stated.value))) {
        found.push(Conflict::Date);
    }
    if bodies.conflict(record) {
        found.push(Conflict::Issuer);
    }
    if record.titles.len() < 2 {
        return found;
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

/// Whether bodies conflict, by the code of the record and the bodies as stated: a collection has
/// few of them.
#[derive(Default)]
struct KnownBodies(FxHashMap<String, bool>);

impl KnownBodies {
    fn conflict(&mut self, record: &CitedRecord) -> bool {
        let code = record.identity.symbol.issuers.first();
        let mut key = code.cloned().unwrap_or_default();
        for stated in &record.issuers {
            key.push('\n');
            key.push_str(&stated.value);
        }
        *self.0.entry(key).or_insert_with(|| issuers_conflict(record))
    }
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
