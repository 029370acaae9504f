//! Short texts that mention a document, as they stand in other people's pages: which
//! documents of the collection they can mean.
//!
//! A text is read with the grammar that reads the documents themselves. Unlike a citation
//! in a document it has no home: `TU` may be of any province, and all that fit are given.

use super::document_set::{FittingDocuments, fitting};
use super::documents::n_citing;
use super::resolver::by_id;
use super::symbol_lookup::{symbol_of, symbol_plan};
use rustc_hash::FxHashSet;
use tracuu_index::error::ReadError;
use tracuu_index::reader::Collection;
use tracuu_index::record::DocumentRecord;
use tracuu_index::total::Total;
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::series;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::header::Confidence;
use tracuu_legal::document::symbol::Symbol;

/// Longest text that is read, in bytes: type word, symbol and date have at most some 120.
pub const MAX_TEXT_BYTES: usize = 160;

/// Most candidates that are named. A symbol repeats over provinces and terms; who sees more
/// than these asks the search.
const MAX_CANDIDATES: usize = 32;

/// A text that mentions a document.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The symbol in canonical letters; `None` where none was read.
    pub symbol: Option<String>,
    /// What became of it.
    pub meaning: MentionResolution,
}

/// What a mention means in the collection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MentionResolution {
    /// This document.
    Resolved(String),
    /// It fits several documents, or one by a guess.
    Ambiguous {
        /// Ids of the first `MAX_CANDIDATES`, in the order of the collection.
        candidates: Vec<String>,
        /// How many fit.
        total: Total,
    },
    /// A symbol that no document of the collection has.
    Absent,
    /// There is no whole symbol in it.
    Malformed,
}

/// What some texts mean.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// One for each text, in the same order.
    pub mentions: Vec<Mention>,
    /// Every document that they can mean or that was asked for by its id, once.
    pub named: Vec<MentionedDocument>,
}

/// A document that is meant.
#[derive(Clone, Debug)]
pub struct MentionedDocument {
    /// The document.
    pub record: DocumentRecord,
    /// Number of provisions that cite it.
    pub n_citing: usize,
}

/// Reads short texts, and looks up the documents that have some ids; an id that no document
/// has adds nothing.
///
/// # Errors
/// Where the index cannot be read.
pub fn mentions(
    collection: &Collection,
    texts: &[String],
    ids: &[String],
) -> Result<Mentions, ReadError> {
    let mut all = Mentions::default();
    let mut meant = Vec::new();
    for text in texts {
        let (mention, fitting) = mention(collection, text)?;
        all.mentions.push(mention);
        meant.extend(fitting);
    }
    for id in ids {
        meant.extend(by_id(collection, id)?);
    }
    let mut known: FxHashSet<String> = FxHashSet::default();
    for record in meant {
        if known.insert(record.id.clone()) {
            let n_citing = n_citing(collection, &record.id)?;
            all.named.push(MentionedDocument { record, n_citing });
        }
    }
    Ok(all)
}

fn mention(
    collection: &Collection,
    text: &str,
) -> Result<(Mention, Vec<DocumentRecord>), ReadError> {
    let citation = find::in_text(text).into_iter().find_map(|citation| {
        let is_numbered = citation.kind == CitationKind::Numbered;
        let symbol = citation.symbol.clone().filter(|_| is_numbered)?;
        Some((citation, symbol))
    });
    let Some((citation, symbol)) = citation else {
        return Ok((
            Mention { symbol: None, meaning: MentionResolution::Malformed },
            Vec::new(),
        ));
    };
    let fits = |record: &DocumentRecord| fits(record, &citation, &symbol);
    let FittingDocuments { mut records, is_whole } =
        fitting(collection, &symbol_plan(&symbol), fits)?;
    let total = Total::new(records.len(), is_whole);
    records.truncate(MAX_CANDIDATES);
    let meaning = match &records[..] {
        [] if is_whole => MentionResolution::Absent,
        [only] if is_whole && citation.confidence() > Confidence::Weak => {
            MentionResolution::Resolved(only.id.clone())
        }
        several => MentionResolution::Ambiguous {
            candidates: several.iter().map(|known| known.id.clone()).collect(),
            total,
        },
    };
    Ok((Mention { symbol: Some(symbol.to_string()), meaning }, records))
}

/// Whether a document can be meant: the same symbol, no other type, and a date in the same
/// series of numbers where both state one.
fn fits(record: &DocumentRecord, citation: &Citation, symbol: &Symbol) -> bool {
    let same_symbol = symbol_of(record).is_some_and(|own| own.same_work(symbol));
    let document_type = record.type_id.as_deref().and_then(DocumentType::from_id);
    let types = document_type.zip(citation.document_type);
    let in_series = citation.date.is_none_or(|stated| {
        let mut dates = dates(record).peekable();
        dates.peek().is_none() || dates.any(|own| series::same(symbol, own, stated))
    });
    same_symbol && types.is_none_or(|(own, stated)| own.fits(stated)) && in_series
}

/// All dates that are stated of a document.
fn dates(record: &DocumentRecord) -> impl Iterator<Item = DateText> {
    let stated = record.facts.iter().filter(|fact| fact.field == FactField::Date);
    let stated =
        stated.filter_map(|fact| fact.value.as_text()).chain(record.date.as_deref());
    stated.filter_map(|iso| iso.parse().ok())
}
