//! What the index stores beside its terms: the records that answers are made of.
//!
//! A record is written once by the ingest and read back whole; nothing of it is computed
//! at query time. Offsets inside [`Unit::text`] are bytes of that text; [`Unit::start`]
//! places it in the canonical text of its document.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use tracuu_legal::agency::body::Agency;
use tracuu_legal::assignment::deadline::{Period, Recurrence};
use tracuu_legal::assignment::duty::{AssignmentSource, Duty};
use tracuu_legal::citation::amending_clause::AmendingAction;
use tracuu_legal::citation::identity::Organisation;
use tracuu_legal::citation::legal_status::StatusInYear;
use tracuu_legal::citation::mention::{CitationKind, MentionStatus, Pinpoint};
use tracuu_legal::citation::provision_mention::ProvisionHolderRole;
use tracuu_legal::citation::relation::{PartyRole, RelationKind, RelationRule};
use tracuu_legal::citation::resolve::ResolutionState;
use tracuu_legal::citation::validity::{StatusEvent, Timeline};
use tracuu_legal::document::deviation::Deviation;
use tracuu_legal::document::fact_field::{FactConfidence, FactField};
use tracuu_legal::document::level::ProvisionKind;
use tracuu_legal::document::provision_key::ProvisionKey;
use tracuu_legal::document::symbol::{Family, Symbol};
use tracuu_text::layout::{Layout, SourcePage};

/// A document (văn kiện), held in full or known only by citation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Readable, URL-safe id (`docs/citations.md`).
    pub id: String,
    /// Canonical symbol; `None` for a document without a number.
    pub symbol: Option<String>,
    /// Id of the type, such as `nghi-quyet`.
    pub type_id: Option<String>,
    /// Name of the type, such as `Nghị quyết`.
    pub type_name: Option<String>,
    /// The title to show: the document's own, else the catalogue's, else the one on which
    /// most citers agree, cut where one of them runs on.
    pub title: Option<String>,
    /// On what this title rests; `None` without a title, and of a document known by a name
    /// only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_support: Option<Support>,
    /// Date of issue to show, ISO; `None` where sources conflict or none states it.
    pub date: Option<String>,
    /// Issuing body to show, as written: who signs, chosen like the title. Of a party
    /// document "Ban Thường vụ", where its letterhead says "Tỉnh ủy".
    pub issuer: Option<String>,
    /// Organisation of the letterhead, as printed; of held documents only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letterhead: Option<String>,
    /// Side, codes and place by which its numbers are counted; of documents with a symbol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<Organisation>,
    /// Whether the full text is in the collection.
    pub held: bool,
    /// Every statement of every fact, with who states it; conflicts stay side by side.
    pub facts: Facts,
    /// Who signed; of held documents only.
    pub signer: Option<String>,
    /// Place of issue; of held documents only.
    pub place: Option<String>,
    /// File in the corpus, relative; of held documents only.
    pub source: Option<String>,
    /// SHA-256 of that file as it was read, in hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_sha256: Option<String>,
    /// Other texts of the same document that are held.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<VersionRecord>,
    /// The provision tree; of held documents only.
    pub outline: Stored<OutlineEntry>,
    /// Names under which it is known: type and title, titles as stated, aliases.
    pub names: Stored<String>,
    /// Number of mentions in the collection.
    pub n_mentions: usize,
    /// What it does with the documents that it cites, each pair of relation and document
    /// once, in the order of its text; of held documents only.
    #[serde(default, skip_serializing_if = "Stored::is_empty")]
    pub relations: Stored<EdgeRecord>,
    /// What it says of the relations between two others.
    #[serde(default, skip_serializing_if = "Stored::is_empty")]
    pub stated: Stored<EdgeRecord>,
    /// What is said of its force, by date, undated statements last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<StatusEvent>,
    /// The last year of the period in its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period_end: Option<i16>,
}

impl DocumentRecord {
    /// All that is said of the document's force. A Party document counts from its signing.
    pub fn timeline(&self) -> Timeline {
        let symbol = self.symbol.as_deref().and_then(|symbol| symbol.parse().ok());
        let is_party =
            symbol.is_some_and(|symbol: Symbol| symbol.family == Family::Party);
        Timeline::new(self.events.clone(), self.period_end).counted_from_signing(is_party)
    }
}

/// On what a fact that is shown rests.
// The serde names are stable.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Support {
    /// The document itself.
    Own,
    /// The catalogue.
    Catalogue,
    /// Several documents that cite it.
    Citers,
    /// One document that cites it.
    OneCiter,
}

/// Another held text of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionRecord {
    /// Id under which the text is held.
    pub id: String,
    /// Its file in the corpus, relative.
    pub source: String,
    /// Whether it is the same letter by letter.
    pub is_same_text: bool,
}

/// A relation between two documents, stated in a held one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeRecord {
    /// What `source` does with `target`.
    pub kind: RelationKind,
    /// Id of the document that acts.
    pub source: String,
    /// Id of the document on which it acts.
    pub target: String,
    /// Whether it concerns some provisions only, in every place.
    pub is_partial: bool,
    /// Path of the first provision that states it.
    pub path: String,
    /// The words that say so in the first place that has any.
    pub cue: Option<String>,
    /// Number of places.
    pub n_places: usize,
    /// Provisions of `target` that clauses of the stating document change, in the order of
    /// its text; of edges of the kinds that change, and of at most 200 provisions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<ChangedProvision>,
}

/// A provision that an amending clause changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangedProvision {
    /// The provision.
    pub pinpoint: PinpointRecord,
    /// What becomes of it.
    pub action: AmendingAction,
    /// Path of the provision that says so.
    pub path: String,
}

/// A list of a record. One that was read from the index is kept as it is stored until it is
/// asked for: the facts of a document name every place that states them, its outline every
/// provision, and most hits, lists and graphs show none of it.
#[derive(Clone)]
pub struct Stored<T> {
    stored: Option<Box<RawValue>>,
    read: OnceLock<Vec<T>>,
}

/// Every statement of every fact of a document.
pub type Facts = Stored<FactRecord>;

impl<T: DeserializeOwned> Stored<T> {
    /// Changes the list.
    pub fn change(&mut self, change: impl FnOnce(&mut Vec<T>)) {
        let mut list = self.read.take().unwrap_or_else(|| self.read());
        change(&mut list);
        *self = list.into();
    }

    /// Reads the list as it is stored.
    fn read(&self) -> Vec<T> {
        // An index of other records is refused when it is opened.
        let stored = self.stored.as_ref();
        let read = stored.and_then(|stored| serde_json::from_str(stored.get()).ok());
        read.unwrap_or_default()
    }
}

impl<T> Stored<T> {
    /// Whether the list has nothing in it; it need not be read for that.
    pub fn is_empty(&self) -> bool {
        match self.read.get() {
            Some(list) => list.is_empty(),
            None => self.stored.as_ref().is_none_or(|stored| stored.get() == "[]"),
        }
    }
}

impl<T> Default for Stored<T> {
    fn default() -> Self {
        Self { stored: None, read: OnceLock::new() }
    }
}

impl<T: DeserializeOwned> Deref for Stored<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.read.get_or_init(|| self.read())
    }
}

impl<T> From<Vec<T>> for Stored<T> {
    fn from(list: Vec<T>) -> Self {
        Self { stored: None, read: OnceLock::from(list) }
    }
}

impl<T> FromIterator<T> for Stored<T> {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Self {
        list.into_iter().collect::<Vec<_>>().into()
    }
}

impl<T: DeserializeOwned> IntoIterator for Stored<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.read.take().unwrap_or_else(|| self.read()).into_iter()
    }
}

impl<'s, T: DeserializeOwned> IntoIterator for &'s Stored<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: DeserializeOwned + PartialEq> PartialEq for Stored<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: DeserializeOwned + fmt::Debug> fmt::Debug for Stored<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(out)
    }
}

impl<T: DeserializeOwned + Serialize> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Stored<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let stored = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self { stored: Some(stored), read: OnceLock::new() })
    }
}

/// One statement of one fact about a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FactRecord {
    /// What it is about.
    pub field: FactField,
    /// What is stated.
    pub value: FactValue,
    /// Who states it, and where.
    pub source: FactSource,
}

/// What is stated of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum FactValue {
    /// How it stood in a year; of [`FactField::Validity`].
    Status(StatusInYear),
    /// Words, or a date in ISO; of all other fields.
    Text(String),
}

impl FactValue {
    /// The words; `None` for a status.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Status(_) => None,
        }
    }
}

impl From<String> for FactValue {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// For the wire; never read back.
impl fmt::Display for FactValue {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => out.write_str(text),
            Self::Status(status) => status.fmt(out),
        }
    }
}

impl FactRecord {
    /// Who states it.
    pub const fn origin(&self) -> Origin {
        match &self.source {
            FactSource::Own { .. } => Origin::Own,
            FactSource::Catalogue { .. } => Origin::Catalogue,
            FactSource::Citations(_) => Origin::Citation,
        }
    }
}

/// Who states a fact, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactSource {
    /// The document's own head.
    Own {
        /// Id of the document.
        document: String,
    },
    /// The human-edited catalogue.
    Catalogue {
        /// Where it was read, in words; at least one.
        entries: Vec<String>,
        /// How well it is proved.
        confidence: FactConfidence,
    },
    /// Provisions that cite the document, at least one.
    Citations(CitingPlaces),
}

/// Provisions that state something of a document. Of one that is cited everywhere only some are
/// listed: tens of thousands would have to be read with every list in which it stands. All of them
/// are found by [`super::plan::Field::Cites`].
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct CitingPlaces {
    listed: Vec<ProvisionKey>,
    /// How many there are beside.
    #[serde(default, skip_serializing_if = "is_none")]
    pub n_more: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

impl CitingPlaces {
    /// Most provisions that are listed. A page shows six of them.
    const MAX_LISTED: usize = 50;

    /// The places in their order, where there are too many some of as many documents as possible.
    #[must_use]
    pub fn shortened(self) -> Self {
        if self.listed.len() <= Self::MAX_LISTED {
            return self;
        }
        let mut documents = FxHashSet::default();
        let places = self.listed.iter().enumerate();
        let (first, others): (Vec<_>, Vec<_>) =
            places.partition(|(_, place)| documents.insert(place.document.as_str()));
        let mut kept: Vec<usize> =
            first.into_iter().chain(others).map(|one| one.0).collect();
        kept.truncate(Self::MAX_LISTED);
        kept.sort_unstable();
        let listed = kept.into_iter().filter_map(|at| self.listed.get(at).cloned());
        let listed: Vec<ProvisionKey> = listed.collect();
        let n_more = self.n_more + self.listed.len() - listed.len();
        Self { listed, n_more }
    }

    /// Leaves places out.
    pub fn retain(&mut self, keep: impl FnMut(&ProvisionKey) -> bool) {
        self.listed.retain(keep);
    }

    /// Whether there are none, listed or not.
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty() && self.n_more == 0
    }
}

impl From<Vec<ProvisionKey>> for CitingPlaces {
    fn from(listed: Vec<ProvisionKey>) -> Self {
        Self { listed, n_more: 0 }
    }
}

impl Deref for CitingPlaces {
    type Target = [ProvisionKey];

    fn deref(&self) -> &[ProvisionKey] {
        &self.listed
    }
}

/// Who states a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The document's own head.
    Own,
    /// The human-edited catalogue.
    Catalogue,
    /// A citation of it.
    Citation,
}

/// A line of a provision tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlineEntry {
    /// Path, such as `II.15.1`.
    pub path: String,
    /// What it is: a measure, or its level.
    pub level: ProvisionKind,
    /// Label as printed.
    pub label: String,
    /// Title; may be empty.
    pub title: String,
    /// First byte in the canonical text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// A searchable unit of a held document: a measure or another provision.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Id: document id, `#`, path.
    pub id: String,
    /// Path in the outline.
    pub path: String,
    /// Whether it is a measure (nhiệm vụ, giải pháp).
    pub is_measure: bool,
    /// Title; may be empty.
    pub title: String,
    /// The document that it is part of.
    pub document: DocumentKey,
    /// Place of `text` in the canonical text, in bytes.
    pub start: usize,
    /// Heading and paragraphs, of sub-units too where those are not units of their own.
    pub text: String,
    /// How `text` is set; its places are counted in `text`.
    #[serde(default)]
    pub layout: Layout,
    /// The citations inside, in order.
    pub citations: Vec<CitationRecord>,
    /// The provisions that it names beside those of its citations, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisions: Vec<ProvisionMentionRecord>,
    /// Ids of the unit itself and of the units around it, innermost first.
    pub within: Vec<String>,
}

/// Enough of a document to name it in a hit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = DocumentName))]
pub struct DocumentKey {
    /// Id.
    pub id: String,
    /// Canonical symbol.
    pub symbol: Option<String>,
    /// Title.
    pub title: Option<String>,
}

/// A citation inside a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitationRecord {
    /// First byte in the text of the unit.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// How the document is named.
    pub kind: CitationKind,
    /// Canonical symbol.
    pub symbol: Option<String>,
    /// Name of the type.
    pub type_name: Option<String>,
    /// Date stated, ISO.
    pub date: Option<String>,
    /// Body stated, as written.
    pub issuer: Option<String>,
    /// Title stated.
    pub title: Option<String>,
    /// Provisions of the cited document.
    pub pinpoint: Vec<PinpointRecord>,
    /// Whether it stands in the title of another citation.
    pub nested: bool,
    /// Whether the document is known.
    pub state: ResolutionState,
    /// The record it resolves to, held or known by citation.
    pub document: Option<String>,
    /// Ids that fit equally well, where ambiguous.
    pub candidates: Vec<String>,
    /// Departures from the canonical form.
    pub deviations: Vec<Deviation>,
    /// What is said of its existence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MentionStatus>,
    /// The relation that it stands in; `None` of the document itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<RelationRecord>,
}

impl CitationRecord {
    /// A citation at a place in the text of its unit of which nothing else is stated.
    pub fn new(kind: CitationKind, state: ResolutionState, place: Range<usize>) -> Self {
        Self {
            start: place.start,
            end: place.end,
            kind,
            symbol: None,
            type_name: None,
            date: None,
            issuer: None,
            title: None,
            pinpoint: Vec::new(),
            nested: false,
            state,
            document: None,
            candidates: Vec::new(),
            deviations: Vec::new(),
            status: None,
            relation: None,
        }
    }
}

/// The relation that a citation stands in; one of the ends is the citation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelationRecord {
    /// What `source` does with `target`.
    pub kind: RelationKind,
    /// Who acts.
    pub source: PartyRecord,
    /// On what.
    pub target: PartyRecord,
    /// Whether it concerns some provisions only.
    pub is_partial: bool,
    /// The words that say so.
    pub cue: Option<String>,
    /// The rule that drew it.
    pub rule: RelationRule,
}

/// An end of a relation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = RelationParty))]
pub struct PartyRecord {
    /// What it is, seen from the citation.
    pub role: PartyRole,
    /// Id of the document, where it is known.
    pub document: Option<String>,
}

/// A place inside a cited document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = Pinpoint))]
pub struct PinpointRecord {
    /// Phụ lục.
    pub annex: Option<String>,
    /// Phần.
    pub part: Option<String>,
    /// Chương.
    pub chapter: Option<String>,
    /// Mục.
    pub section: Option<String>,
    /// Tiểu mục.
    pub subsection: Option<String>,
    /// Điều.
    pub article: Option<String>,
    /// Khoản.
    pub clause: Option<String>,
    /// Điểm.
    pub point: Option<String>,
}

impl From<&Pinpoint> for PinpointRecord {
    fn from(place: &Pinpoint) -> Self {
        let container = place.container.clone();
        Self {
            annex: container.annex,
            part: container.part,
            chapter: container.chapter,
            section: container.section,
            subsection: container.subsection,
            article: place.article.clone(),
            clause: place.clause.clone(),
            point: place.point.clone(),
        }
    }
}

/// Provisions that a unit names without a document beside them: "Bãi bỏ Điều 31".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvisionMentionRecord {
    /// First byte in the text of the unit.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The provisions.
    pub pinpoint: Vec<PinpointRecord>,
    /// Whose they are.
    pub holder: ProvisionHolderRole,
    /// The document that they are part of, where it is another one and known.
    pub document: Option<String>,
    /// What the clause does to them; `None` where they are only named.
    pub action: Option<AmendingAction>,
}

/// Who does what (phân công).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AssignmentRecord {
    /// Id: document id, `#`, place.
    pub id: String,
    /// Where it was read.
    pub source: AssignmentSource,
    /// Row label in the table.
    pub row: Option<String>,
    /// Path of the provision that holds it.
    pub path: String,
    /// The task, as written.
    pub task: String,
    /// Item numbers printed in the row.
    pub items: Vec<u32>,
    /// Paths of the measures that it covers.
    pub measures: Vec<String>,
    /// Ids of the units that it covers: its measures and, where it stands in running
    /// text, the unit around it.
    pub units: Vec<String>,
    /// Lead agencies (chủ trì).
    pub lead: Vec<AgencyKey>,
    /// Coordinating agencies (phối hợp).
    pub coordinating: Vec<AgencyKey>,
    /// Agencies in other roles (theo dõi, tham mưu, thực hiện).
    pub others: Vec<AgencyKey>,
    /// The duty of the first party: that of a sentence; chủ trì in a row of a table.
    pub role: Duty,
    /// Deadline as written.
    pub deadline: Option<String>,
    /// The days from which and by which it is due, the same where a single day is named;
    /// a year that is not written is that of the document. `None` without a deadline, for
    /// one that names no time, and for a recurring one of no named years.
    pub due: Option<Period>,
    /// How often, where it recurs ("hằng năm").
    pub recurrence: Option<Recurrence>,
    /// Product as written.
    pub product: Option<String>,
    /// The document that it is part of.
    pub document: DocumentKey,
    /// Place in the canonical text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Page of the file on which it begins; `None` where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<SourcePage>,
    /// The sentence or the row.
    pub evidence: String,
}

impl AssignmentRecord {
    /// An assignment of which nothing else is known.
    pub fn new(source: AssignmentSource, role: Duty) -> Self {
        Self {
            id: String::new(),
            source,
            row: None,
            path: String::new(),
            task: String::new(),
            items: Vec::new(),
            measures: Vec::new(),
            units: Vec::new(),
            lead: Vec::new(),
            coordinating: Vec::new(),
            others: Vec::new(),
            role,
            deadline: None,
            due: None,
            recurrence: None,
            product: None,
            document: DocumentKey::default(),
            start: 0,
            end: 0,
            page: None,
            evidence: String::new(),
        }
    }
}

/// An agency as named in a place.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(as = AgencyName))]
pub struct AgencyKey {
    /// Id.
    pub id: String,
    /// Name as written there.
    pub name: String,
}

impl From<&Agency> for AgencyKey {
    fn from(agency: &Agency) -> Self {
        Self { id: agency.id().to_owned(), name: agency.name().to_owned() }
    }
}

/// An agency (cơ quan) of the collection.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyRecord {
    /// Id.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Other spellings found in the collection, the most frequent first.
    pub variants: Vec<String>,
    /// Number of assignments that it leads.
    pub n_lead: usize,
    /// Number of assignments that it coordinates.
    pub n_coordinating: usize,
    /// Number of documents that it issued.
    pub n_issued: usize,
}
