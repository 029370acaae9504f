//! One citation: a mention of a document in a text, with a span for each part.

use serde::{Deserialize, Serialize};

use super::title_end::TitleEnd;
use crate::document::date::DateText;
use crate::document::deviation::Deviation;
use crate::document::document_type::DocumentType;
use crate::document::header::{Confidence, Fact, Header};
use crate::document::issuer_code::{self, IssuerCode};
use crate::document::symbol::Symbol;
use tracuu_text::span::Span;

/// A mention of a document in a text. Members that the mention itself does not state are
/// `None`; nothing is copied from another mention.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Citation {
    /// Type word, "số", symbol, and the contiguous date and issuer; of a named document
    /// also its title, which is its name.
    pub span: Span,
    /// How the document is named.
    pub kind: CitationKind,
    /// Type, from the type word; else from an unambiguous type code.
    pub document_type: Option<DocumentType>,
    /// The type word.
    pub type_span: Option<Span>,
    /// The symbol taken apart.
    pub symbol: Option<Symbol>,
    /// The symbol.
    pub symbol_span: Option<Span>,
    /// The number without leading zeros, also where the symbol is cut short to it
    /// ("Nghị quyết 57").
    pub number: Option<String>,
    /// The year of a symbol that is cut short ("Nghị định 30/2020").
    pub number_year: Option<u16>,
    /// Date of issue, as precisely as stated.
    pub date: Option<DateText>,
    /// The date with its lead-in word.
    pub date_span: Option<Span>,
    /// Issuing body as written, without "của".
    pub issuer: Option<Span>,
    /// The plenum that issued it, as `data/document-names.tsv` writes it, where a list
    /// shares its words: "Trung ương 4 khóa XI, XII".
    pub meeting: Option<String>,
    /// Title clause, with its lead-in word ("về", "thực hiện", "ban hành").
    pub title: Option<Span>,
    /// The rule that ended the title; `None` where there is none, or where it stands
    /// between type word and number.
    pub title_end: Option<TitleEnd>,
    /// Provisions of the cited document, one entry each: `Điều 5, khoản 2, điểm b`.
    pub pinpoint: Vec<Pinpoint>,
    /// The words that give the pinpoint.
    pub pinpoint_span: Option<Span>,
    /// Index of the citation in whose title this one stands.
    pub nested_in: Option<usize>,
    /// The short form that the text defines ("sau đây viết tắt là …").
    pub alias: Option<Span>,
    /// Index of the mention that a back-reference ("Nghị quyết nêu trên") takes up, where
    /// only one document can be meant.
    pub antecedent: Option<usize>,
    /// What is said of the existence of the document; `None` of a numbered one of another
    /// document and of a back-reference.
    pub status: Option<MentionStatus>,
    /// How the written symbol departs from its canonical form; sorted, each once.
    pub deviations: Vec<Deviation>,
}

impl Citation {
    /// A citation of which only kind and place are known yet.
    pub fn new(kind: CitationKind, span: Span) -> Self {
        Self {
            span,
            kind,
            document_type: None,
            type_span: None,
            symbol: None,
            symbol_span: None,
            number: None,
            number_year: None,
            date: None,
            date_span: None,
            issuer: None,
            meeting: None,
            title: None,
            title_end: None,
            pinpoint: Vec::new(),
            pinpoint_span: None,
            nested_in: None,
            alias: None,
            antecedent: None,
            status: None,
            deviations: Vec::new(),
        }
    }

    /// The listed body whose code its symbol has first.
    pub(super) fn issuer_code(&self) -> Option<&'static IssuerCode> {
        issuer_code::find(self.symbol.as_ref()?.issuers.first()?)
    }

    /// The head of a document as a mention of itself; `None` where it states no symbol.
    pub fn from_head(header: &Header) -> Option<Self> {
        let symbol = header.symbol.as_ref()?;
        // The name of a body may be put together from letterhead and signature: what stands from the
        // one to the other, the whole document, is no name.
        let is_in_one = |fact: &&Fact<String>| fact.span.len() <= 2 * fact.value.len();
        let issuer = header.issuer.as_ref().filter(is_in_one);
        let issuer = issuer.or(header.organisation.as_ref()).map(|fact| fact.span);
        Some(Self {
            issuer,
            document_type: header.document_type.as_ref().map(|fact| fact.value),
            number: Some(symbol.value.number.clone()),
            symbol: Some(symbol.value.clone()),
            date: header.date.as_ref().map(|fact| DateText::Day(fact.value)),
            title: header.title.as_ref().map(|fact| fact.span),
            ..Self::new(CitationKind::Numbered, symbol.span)
        })
    }

    /// All places that it names: its own, then those of its parts.
    pub fn spans(&self) -> impl Iterator<Item = Span> {
        let parts = [
            Some(self.span),
            self.type_span,
            self.symbol_span,
            self.date_span,
            self.issuer,
            self.title,
            self.pinpoint_span,
            self.alias,
        ];
        parts.into_iter().flatten()
    }

    /// The same places, to be moved.
    pub(super) fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let parts = [
            Some(&mut self.span),
            self.type_span.as_mut(),
            self.symbol_span.as_mut(),
            self.date_span.as_mut(),
            self.issuer.as_mut(),
            self.title.as_mut(),
            self.pinpoint_span.as_mut(),
            self.alias.as_mut(),
        ];
        parts.into_iter().flatten()
    }

    /// Whether it names the document that it stands in.
    pub fn is_self_reference(&self) -> bool {
        self.kind == CitationKind::SelfReference
    }

    /// Adds a departure from the canonical form, in its place.
    pub(crate) fn note(&mut self, deviation: Deviation) {
        if let Err(place) = self.deviations.binary_search(&deviation) {
            self.deviations.insert(place, deviation);
        }
    }

    /// How sure the reading of type and number is: a repaired scan or a misspelt code is a
    /// guess with a reason, missing marks leave several codes.
    pub fn confidence(&self) -> Confidence {
        if self.deviations.iter().any(|deviation| deviation.is_guess()) {
            Confidence::Weak
        } else if self.deviations.contains(&Deviation::Folded) {
            Confidence::Likely
        } else {
            Confidence::Sure
        }
    }
}

/// How a citation names its document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CitationKind {
    /// By its symbol.
    Numbered,
    /// By a name or title.
    Named,
    /// "Kế hoạch này": the document itself.
    #[serde(rename = "self")]
    SelfReference,
    /// "Nghị quyết nêu trên": one mentioned before.
    BackReference,
}

/// What a mention says of the existence of its document.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MentionStatus {
    /// It is there.
    Issued,
    /// It is still to be made or issued: "xây dựng, trình ban hành Đề án …".
    ToBeIssued,
    /// Any document of this name: "các Nghị quyết của …".
    Class,
    /// The document that the mention stands in.
    Own,
    /// What that document issues with itself: the regulation of a decision, its annex.
    Enclosure,
}

/// A place inside a cited document.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Pinpoint {
    /// Điều.
    pub article: Option<String>,
    /// Khoản.
    pub clause: Option<String>,
    /// Điểm.
    pub point: Option<String>,
    /// The units above.
    pub container: PinpointContainer,
}

impl Pinpoint {
    /// Whether it is an article or lies in one, and no container by itself.
    pub fn is_inside(&self) -> bool {
        self.article.is_some() || self.clause.is_some() || self.point.is_some()
    }
}

/// The units above the articles of a document, in party style above its items. A number in
/// words is written as one: "Phần thứ hai" is part 2.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct PinpointContainer {
    /// Tiểu mục.
    pub subsection: Option<String>,
    /// Mục.
    pub section: Option<String>,
    /// Chương.
    pub chapter: Option<String>,
    /// Phần.
    pub part: Option<String>,
    /// Phụ lục.
    pub annex: Option<String>,
}

impl PinpointContainer {
    /// Whether no unit is named.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The units from small to large, named like the members of an answer: `section 1 part II`.
impl std::fmt::Display for PinpointContainer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let units = [
            ("subsection", &self.subsection),
            ("section", &self.section),
            ("chapter", &self.chapter),
            ("part", &self.part),
            ("annex", &self.annex),
        ];
        let named = units.into_iter().filter_map(|(name, number)| {
            number.as_ref().map(|number| format!("{name} {number}"))
        });
        f.write_str(&named.collect::<Vec<_>>().join(" "))
    }
}

tracuu_text::display_serde_names!(CitationKind);
